//! From documents to matches.
//!
//! Each family of rules is a [`Detector`]; [`crate::EngineBuilder`] lists them. Detectors know
//! documents and rules and nothing of each other, of files or of reports. They are built once and
//! used by many threads.

use crate::document::Document;
use crate::finding::Match;
use crate::rule::Rule;

pub mod dating;
pub mod near_miss;
pub mod number;
pub mod phrase;
pub mod place;
mod prose;
pub mod structure;
pub mod suppression;

/// A family of rules.
pub trait Detector: Send + Sync {
    /// The rules it can report.
    fn rules(&self) -> Vec<&'static Rule>;

    /// Adds every match in `document` to `out`, in any order. Overlaps are allowed: they are
    /// resolved in `judge`. A match that was looked at and found innocent is added as cleared.
    fn detect(&self, document: &Document, out: &mut Vec<Match>);
}
