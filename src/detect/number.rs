//! Leaked personal numbers.

pub mod candidates_left;
pub mod region;

use super::Detector;
use crate::document::Document;
use crate::finding::Match;
use crate::rule::Rule;

/// See the module.
#[derive(Debug, Default)]
pub struct Numbers;

impl Detector for Numbers {
    fn rules(&self) -> Vec<&'static Rule> {
        Vec::new()
    }

    fn detect(&self, _document: &Document, _out: &mut Vec<Match>) {}
}
