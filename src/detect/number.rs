//! Leaked personal numbers.

pub mod candidates_left;
pub mod region;

use super::Detector;
use crate::document::{BlockKind, Document};
use crate::finding::Match;
use crate::rule::Rule;

pub mod candidate;
pub mod label;
mod identity;
mod shape;
mod skip;
pub mod topic;
mod vocabulary;

use candidate::Candidates;

/// See the module.
#[derive(Debug, Default)]
pub struct Numbers;

impl Detector for Numbers {
    fn rules(&self) -> Vec<&'static Rule> {
        Vec::new()
    }

    fn detect(&self, document: &Document, _out: &mut Vec<Match>) {
        let _candidates = candidates(document);
    }
}

/// The candidates of a document. A number goes on over a line break only within running text.
pub fn candidates(document: &Document) -> Candidates {
    let is_running = |at: usize| document.block_at(at).is_some_and(|block| block.kind == BlockKind::Paragraph);
    Candidates::of(document.text(), &|before, after| is_running(before.saturating_sub(1)) && is_running(after))
}
