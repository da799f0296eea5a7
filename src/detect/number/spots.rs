//! Words of which several kinds begin their search, found in one pass over the text.

use std::sync::LazyLock;

use super::{birth_date, home_address, sensitive_column};
use crate::words::WordSet;

/// Where the words stand, in the order of the text.
pub(super) struct Spots(Vec<(u8, u32)>);

static WORDS: LazyLock<WordSet> = LazyLock::new(|| {
    let births = [birth_date::LABELS, &[birth_date::BORN, birth_date::DAY_BORN]].concat();
    WordSet::new(&[home_address::ANCHORS, sensitive_column::ANCHORS, &births].concat())
});

impl Spots {
    /// Reads a text.
    pub(super) fn of(text: &str) -> Self {
        let mut found = Vec::new();
        WORDS.search(text, |word, at| {
            found.push((word, at as u32));
            true
        });
        Spots(found)
    }

    /// The bytes at which `word` begins, one of the words that are looked for.
    pub(super) fn of_word(&self, word: &str) -> impl Iterator<Item = usize> + '_ {
        let index = WORDS.words().iter().position(|known| *known == word).unwrap_or(usize::MAX);
        self.0.iter().filter(move |(found, _)| usize::from(*found) == index).map(|&(_, at)| at as usize)
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
        assert!(spots.0.len() > 10);
    }
}
