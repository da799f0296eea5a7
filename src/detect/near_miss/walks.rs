//! The words that begin at each place of a text, found once for all edits around it.

use super::lexicon::{Entry, Hash, LONGEST, Lexicon};
use crate::model::BOUNDARY;

/// What is known of the stretch from a place to one symbol more than the step before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) hash: Hash,
    pub(super) entry: Entry,
}

/// For each place that was asked for, all stretches from there that are words or begin one, and one
/// more.
#[derive(Debug, Default)]
pub(super) struct Walks {
    /// Where the steps from each place lie, and how many there are; 0 when nobody asked.
    places: Vec<(u32, u8)>,
    steps: Vec<Step>,
}

impl Walks {
    /// Forgets everything, for a text of so many symbols.
    pub(super) fn reset(&mut self, symbols: usize) {
        self.places.clear();
        self.places.resize(symbols, (0, 0));
        self.steps.clear();
    }

    /// The steps from a place that is no boundary: at least one.
    pub(super) fn from(&mut self, lexicon: &Lexicon, symbols: &[u16], start: usize) -> &[Step] {
        if self.places[start].1 == 0 {
            let first = self.steps.len();
            let mut hash = Hash::default();
            for &symbol in symbols[start..].iter().take(LONGEST).take_while(|&&symbol| symbol != BOUNDARY) {
                hash = hash.push(symbol);
                let entry = lexicon.get(hash);
                self.steps.push(Step { hash, entry });
                if !entry.goes_on() {
                    break;
                }
            }
            self.places[start] = (first as u32, (self.steps.len() - first) as u8);
        }
        let (first, count) = self.places[start];
        &self.steps[first as usize..][..usize::from(count)]
    }
}
