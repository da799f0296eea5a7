//! Counting from reference text: what `shenjiao learn` does.
//!
//! A [`Learner`] is fed text that is believed correct and right in style, the approved archive of a
//! site for example, and gives the parts of a [`Model`](crate::model::Model): counts, never the text.

use crate::model::{BOUNDARY, ModelParts, Symbols};

mod tally;
mod terms;

use tally::Tally;
use terms::Terms;

/// Counts neighbouring characters and words in any amount of text.
///
/// The text is read twice, in the same order or another: every paragraph is [`Learner::add`]ed,
/// then, after [`Learner::turn`], every paragraph is [`Learner::review`]ed.
#[derive(Debug, Default)]
pub struct Learner {
    symbols: Symbols,
    trigrams: Tally,
    bigrams: Tally,
    fours: Tally,
    terms: Terms,
    characters: u64,
}

impl Learner {
    /// A learner that has seen nothing.
    pub fn new() -> Self {
        Learner::default()
    }

    /// First reading: counts one paragraph.
    pub fn add(&mut self, paragraph: &str) {
        self.symbols.fill(paragraph);
        let symbols = self.symbols.as_slice();
        self.characters += symbols.iter().filter(|&&symbol| symbol != BOUNDARY).count() as u64;
        for pair in symbols.windows(2) {
            self.bigrams.add(pack(pair));
        }
        for triple in symbols.windows(3).filter(|triple| triple[1] != BOUNDARY) {
            self.trigrams.add(pack(triple));
        }
        for four in symbols.windows(4).filter(|four| four[1] != BOUNDARY && four[2] != BOUNDARY) {
            self.fours.add(pack(four));
        }
        self.terms.count(paragraph);
    }

    /// Ends the first reading.
    pub fn turn(&mut self) {
        self.terms.counted(least_count(self.characters));
    }

    /// Second reading: notes which of the paragraph's words recur together.
    pub fn review(&mut self, paragraph: &str) {
        self.terms.collect(paragraph);
    }

    /// How many Chinese characters were counted.
    pub fn characters(&self) -> u64 {
        self.characters
    }

    /// What was counted.
    pub fn finish(self) -> ModelParts {
        let trigrams = self.trigrams.finish().map(|(key, count)| (unpack(key), count)).collect();
        let bigrams = self.bigrams.finish().map(|(key, count)| (unpack(key), count)).collect();
        let fours = self.fours.finish().map(|(key, count)| (unpack(key), count)).collect();
        ModelParts { trigrams, bigrams, fours, terms: self.terms.finish() }
    }
}

/// How often words must recur together to be a term: 5 times in a small archive, once more for
/// every million characters.
fn least_count(characters: u64) -> u32 {
    5 + (characters / 1_000_000).min(45) as u32
}

fn pack(symbols: &[u16]) -> u64 {
    symbols.iter().fold(0, |key, &symbol| key << 16 | u64::from(symbol))
}

fn unpack<const N: usize>(key: u64) -> [u16; N] {
    std::array::from_fn(|index| (key >> (16 * (N - 1 - index))) as u16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Model, symbol};

    #[test]
    fn what_was_read_is_known_and_counted() {
        let mut learner = Learner::new();
        for _ in 0..3 {
            learner.add("依法公开信息。");
        }
        learner.add("不予公开");
        assert_eq!(learner.characters(), 22);
        let model = Model::from_bytes(learner.finish().to_bytes()).expect("a file that was just written");
        let level = |text: &str| {
            let symbols: Vec<u16> = text.chars().map(symbol).collect();
            model.trigram([symbols[0], symbols[1], symbols[2]])
        };
        assert_eq!(level("法公开"), 2);
        assert_eq!(level("予公开"), 1);
        assert_eq!(level("信息。"), 2);
        assert_eq!(level("开公法"), 0);
    }

    #[test]
    fn order_does_not_matter() {
        let bytes = |paragraphs: [&str; 2]| {
            let mut learner = Learner::new();
            paragraphs.iter().for_each(|paragraph| learner.add(paragraph));
            learner.finish().to_bytes()
        };
        assert_eq!(bytes(["为民服务", "依法行政"]), bytes(["依法行政", "为民服务"]));
    }
}
