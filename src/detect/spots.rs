//! Words with which rules of all families begin their search, found in one pass over the text.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{number, structure};
use crate::words::WordSet;

/// Where the words stand.
#[derive(Debug)]
pub(super) struct Spots {
    /// In the order of the text, word by word.
    places: Vec<u32>,
    /// Where the places of each word end.
    ends: Vec<u32>,
}

static WORDS: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new(&[number::words(), structure::WORDS.to_vec()].concat()));

/// The number of each word.
static NUMBERS: LazyLock<FxHashMap<&str, usize>> =
    LazyLock::new(|| WORDS.words().iter().enumerate().map(|(number, word)| (*word, number)).collect());

impl Spots {
    /// Reads a text.
    pub(super) fn of(text: &str) -> Self {
        let mut found: Vec<(u8, u32)> = Vec::new();
        let mut ends = vec![0; WORDS.words().len()];
        WORDS.search(text, |word, at| {
            found.push((word, at as u32));
            ends[usize::from(word)] += 1;
            true
        });
        let mut end = 0;
        let mut next: Vec<u32> = Vec::with_capacity(ends.len());
        for count in &mut ends {
            next.push(end);
            end += *count;
            *count = end;
        }
        let mut places = vec![0; found.len()];
        for (word, at) in found {
            let next = &mut next[usize::from(word)];
            places[*next as usize] = at;
            *next += 1;
        }
        Spots { places, ends }
    }

    /// The bytes at which `word` begins, one of the words that are looked for.
    pub(super) fn of_word(&self, word: &str) -> impl Iterator<Item = usize> + Clone + '_ {
        let number = NUMBERS.get(word).copied();
        debug_assert!(number.is_some(), "{word} is not among the words that are looked for");
        let range = number.map_or(0..0, |number| self.range(number));
        self.places[range].iter().map(|&at| at as usize)
    }

    fn range(&self, number: usize) -> Range<usize> {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..self.ends[number] as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_wherever_it_stands() {
        let text = "var a = 1; // 出生日期：1990年，户籍地址 x 现住某市🚗出生日，生日、诊断é病因户口，日生 abcdefghijklmnopqrstuvwxyz地址";
        let spots = Spots::of(text);
        for word in WORDS.words() {
            let slow: Vec<_> = text.match_indices(word).map(|(at, _)| at).collect();
            assert_eq!(spots.of_word(word).collect::<Vec<_>>(), slow, "{word}");
        }
        assert!(spots.places.len() > 10);
    }
}
