//! Listed wrong phrases.

use super::Detector;
use crate::document::Document;
use crate::finding::Match;
use crate::rule::Rule;

/// See the module.
#[derive(Debug, Default)]
pub struct Phrases;

impl Detector for Phrases {
    fn rules(&self) -> Vec<&'static Rule> {
        Vec::new()
    }

    fn detect(&self, _document: &Document, _out: &mut Vec<Match>) {}
}
