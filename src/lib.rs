//! 审校 (shenjiao): finds leaked personal information and wrong wording in text that a Chinese
//! government site publishes or is about to publish.
//!
//! The way of the data, each arrow one module, each module knowing only those before it:
//!
//! ```text
//! bytes ──format──▶ Document ──detect──▶ Match ──judge──▶ Finding
//! ```
//!
//! The library never prints, exits, or touches files, clocks or the environment.

pub mod baseline;
pub mod config;
pub mod date;
pub mod detect;
pub mod dictionary;
pub mod digit;
pub mod document;
pub mod engine;
pub mod finding;
pub mod format;
pub mod judge;
pub mod learn;
pub mod model;
pub mod place;
pub mod redact;
pub mod report;
pub mod rule;
pub mod skip;
pub mod source;
pub mod span;
pub mod stored;
pub mod text_index;

pub use document::Document;
pub use engine::{Engine, EngineBuilder};
pub use finding::Finding;
pub use source::{Origin, Source};
