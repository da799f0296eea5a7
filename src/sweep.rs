//! The nightly sweep of an archive, as far as it is thinking: what must be read again, what becomes
//! of a finding from one night to the next, what may be remembered of it, and what documents say
//! together that none of them says alone.
//!
//! Nothing here touches files, clocks or the database; the command line does that. What is
//! remembered is masked before it leaves this module ([`Record`]), and what tells contents and
//! persons apart is keyed ([`Key`]): whoever holds the state alone can compute no number from it.

mod counts;
mod key;
mod metrics;
mod names;
mod plan;
mod record;
pub mod rules;
mod ruleset;
mod status;
mod ties;

pub use counts::Counts;
pub use key::Key;
pub use metrics::{Facts, metrics};
pub use names::{display_name, stored_name};
pub use plan::{Plan, Reason, Remembered, Stamp, plan};
pub use record::{Joint, Record, fingerprint, name_all};
pub use rules::{RULES, every_rule};
pub use ruleset::Ruleset;
pub use status::{Absence, Event, Presence, Status, settle};
pub use ties::{ALIKE, Half, Pair, SERIOUS, Ties, Tying, WEAK_MASK, complete};
