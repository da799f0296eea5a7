//! From documents to matches.
//!
//! Each family of rules is a [`Detector`]; [`crate::EngineBuilder`] lists them. Detectors know
//! documents and rules and nothing of each other, of files or of reports. They are built once and
//! used by many threads.

use std::cell::OnceCell;

use crate::document::Document;
use crate::finding::Match;
use crate::rule::Rule;

pub mod dating;
pub mod near_miss;
pub mod number;
pub mod phrase;
pub mod place;
mod prose;
mod spots;
pub mod structure;
pub mod suppression;

/// A document while detectors look at it, with what they share.
#[derive(Debug)]
pub struct Scan<'d> {
    document: &'d Document,
    spots: OnceCell<spots::Spots>,
}

impl<'d> Scan<'d> {
    /// Nothing of the document is read yet.
    pub fn new(document: &'d Document) -> Self {
        Scan { document, spots: OnceCell::new() }
    }

    /// The document.
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// Where the words stand with which rules begin their search.
    fn spots(&self) -> &spots::Spots {
        self.spots.get_or_init(|| spots::Spots::of(self.document.text()))
    }
}

/// A family of rules.
pub trait Detector: Send + Sync {
    /// The rules it can report.
    fn rules(&self) -> Vec<&'static Rule>;

    /// Adds every match in the document of `scan` to `out`, in any order. Overlaps are allowed: they are
    /// resolved in `judge`. A match that was looked at and found innocent is added as cleared.
    fn detect(&self, scan: &Scan<'_>, out: &mut Vec<Match>);
}
