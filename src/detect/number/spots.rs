//! Words of which several kinds begin their search, found in one pass over the text.

use std::sync::LazyLock;

use super::{birth_date, home_address, sensitive_column};

/// Where the words stand, in the order of the text.
pub(super) struct Spots(Vec<(u8, u32)>);

/// The words, by what their first character ends with.
struct Words {
    words: Vec<&'static str>,
    /// For the print of a first character, one more than the index of the first of `words` that begins so; else 0.
    begins: [u8; 1 << 12],
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let births = [birth_date::LABELS, &[birth_date::BORN, birth_date::DAY_BORN]].concat();
    Words::new([home_address::ANCHORS, sensitive_column::ANCHORS, &births].concat())
});

/// Bytes of a Chinese character.
const HAN: usize = 3;
/// ASCII characters looked at together.
const PLAIN: usize = 16;

impl Spots {
    /// Reads a text.
    pub(super) fn of(text: &str) -> Self {
        let (bytes, mut at) = (text.as_bytes(), 0);
        let mut found = Vec::new();
        while at + HAN <= bytes.len() {
            match bytes[at] {
                0xE4..=0xE9 => {
                    WORDS.at(bytes, at, &mut found);
                    at += HAN;
                }
                0..=0x7F => {
                    let plain = bytes.get(at..at + PLAIN).is_some_and(<[u8]>::is_ascii);
                    at += if plain { PLAIN } else { 1 };
                }
                0x80..=0xDF => at += 2,
                0xF0..=0xFF => at += 4,
                _ => at += HAN,
            }
        }
        Spots(found)
    }

    /// The bytes at which `word` begins, one of the words that are looked for.
    pub(super) fn of_word(&self, word: &str) -> impl Iterator<Item = usize> + '_ {
        let index = WORDS.words.iter().position(|known| *known == word).unwrap_or(usize::MAX);
        self.0.iter().filter(move |(found, _)| usize::from(*found) == index).map(|&(_, at)| at as usize)
    }
}

impl Words {
    fn new(mut words: Vec<&'static str>) -> Self {
        words.sort_unstable_by_key(|word| (first(word.as_bytes()), *word));
        words.dedup();
        let mut begins = [0; 1 << 12];
        for (index, word) in words.iter().enumerate().rev() {
            begins[first(word.as_bytes())] = index as u8 + 1;
        }
        Words { words, begins }
    }

    /// Adds the words that begin at byte `at`.
    #[inline]
    fn at(&self, bytes: &[u8], at: usize, found: &mut Vec<(u8, u32)>) {
        let first = first(&bytes[at..]);
        let Some(begin) = self.begins[first].checked_sub(1) else { return };
        let near = self.words[usize::from(begin)..].iter().zip(begin..);
        let near = near.take_while(|(word, _)| self::first(word.as_bytes()) == first);
        found.extend(
            near.filter(|(word, _)| bytes[at..].starts_with(word.as_bytes())).map(|(_, index)| (index, at as u32)),
        );
    }
}

/// The twelve low bits of a Chinese character: two of its three bytes.
fn first(bytes: &[u8]) -> usize {
    usize::from(bytes[1] & 0x3F) << 6 | usize::from(bytes[2] & 0x3F)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_wherever_it_stands() {
        let text = "var a = 1; // 出生日期：1990年，户籍地址 x 现住某市🚗出生日，生日、诊断é病因户口，日生 abcdefghijklmnopqrstuvwxyz地址";
        let spots = Spots::of(text);
        for word in &WORDS.words {
            let slow: Vec<_> = text.match_indices(word).map(|(at, _)| at).collect();
            assert_eq!(spots.of_word(word).collect::<Vec<_>>(), slow, "{word}");
        }
        assert!(spots.0.len() > 10);
    }
}
