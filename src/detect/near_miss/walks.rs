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
    places: Vec<Place>,
    steps: Vec<Step>,
    /// Up to here places were asked for the bridges that end at them.
    bridged: usize,
}

/// What is known of a place.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// Where the steps from it lie, and how many there are; 0 when nobody asked.
    first: u32,
    count: u8,
    /// How long the stretches are that end before it and may begin a longer word, a bit for each length.
    bridges: u16,
}

impl Walks {
    /// Forgets everything, for a text of so many symbols.
    pub(super) fn reset(&mut self, symbols: usize) {
        self.places.clear();
        self.places.resize(symbols, Place::default());
        self.steps.clear();
        self.bridged = 0;
    }

    /// The steps from a place: none from a boundary.
    pub(super) fn from(&mut self, lexicon: &Lexicon, symbols: &[u16], start: usize) -> &[Step] {
        if self.places[start].count == 0 {
            self.walk(lexicon, symbols, start);
        }
        self.steps(start)
    }

    fn steps(&self, start: usize) -> &[Step] {
        let Place { first, count, .. } = self.places[start];
        &self.steps[first as usize..][..usize::from(count)]
    }

    fn walk(&mut self, lexicon: &Lexicon, symbols: &[u16], start: usize) {
        let first = self.steps.len();
        let mut hash = Hash::default();
        let run = symbols[start..].iter().take(LONGEST).take_while(|&&symbol| symbol != BOUNDARY);
        for (length, &symbol) in (1..).zip(run) {
            hash = hash.push(symbol);
            let entry = lexicon.get(hash);
            self.steps.push(Step { hash, entry });
            if !entry.goes_on() {
                break;
            }
            if let Some(end) = self.places.get_mut(start + length) {
                end.bridges |= 1 << length;
            }
        }
        let count = (self.steps.len() - first) as u8;
        self.places[start] = Place { first: first as u32, count, ..self.places[start] };
    }

    /// The stretches that end before a place and may begin a longer word, shortest first: how long each is, and its
    /// hash. Places are asked for from left to right.
    pub(super) fn bridges(
        &mut self,
        lexicon: &Lexicon,
        symbols: &[u16],
        at: usize,
    ) -> impl DoubleEndedIterator<Item = (usize, Hash)> + use<'_> {
        for start in self.bridged.max(at.saturating_sub(LONGEST - 1))..at {
            self.from(lexicon, symbols, start);
        }
        self.bridged = self.bridged.max(at);
        let lengths = self.places[at].bridges;
        let lengths = (1..LONGEST).filter(move |length| lengths >> length & 1 == 1);
        lengths.map(move |length| (length, self.steps(at - length)[length - 1].hash))
    }
}
