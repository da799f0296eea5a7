//! Sets of Chinese words, of which a text is asked in one pass whether and where it holds them.

use rustc_hash::FxHashMap;

/// Bytes of a Chinese character.
const HAN: usize = 3;
/// ASCII characters looked at together.
const PLAIN: usize = 16;

/// Words that each begin with a Chinese character.
pub(crate) struct WordSet {
    /// Sorted by their first characters.
    words: Vec<&'static str>,
    /// For each of them the low bits of the last bytes of the characters that stand second in it and in those behind it
    /// that begin as it does.
    seconds: Vec<u64>,
    /// For the print of a first character, one more than the index of the first of `words` that begins so; else 0.
    begins: [u8; 1 << 12],
}

impl WordSet {
    /// A set of these words, fewer than 256.
    pub(crate) fn new(words: &[&'static str]) -> Self {
        debug_assert!(words.iter().all(|word| matches!(word.as_bytes(), [0xE4..=0xE9, ..])) && words.len() < 256);
        let mut words = words.to_vec();
        words.sort_unstable_by_key(|word| (first(word.as_bytes()), *word));
        words.dedup();
        let mut begins = [0; 1 << 12];
        let mut seconds = vec![0; words.len()];
        let mut last = usize::MAX;
        for (index, word) in words.iter().enumerate().rev() {
            let first = first(word.as_bytes());
            let alike = if first == last { seconds[index + 1] } else { 0 };
            seconds[index] = alike | second(&word.as_bytes()[HAN..]);
            begins[first] = index as u8 + 1;
            last = first;
        }
        WordSet { words, seconds, begins }
    }

    /// All words, sorted by their first characters.
    pub(crate) fn words(&self) -> &[&'static str] {
        &self.words
    }

    /// True when a text holds one of the words.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        let mut found = false;
        self.search(text, |_, _| {
            found = true;
            false
        });
        found
    }

    /// Calls `found` with every word's index and where it begins, in the order of the text, until it says `false`.
    #[inline]
    pub(crate) fn search(&self, text: &str, mut found: impl FnMut(u8, usize) -> bool) {
        let (bytes, mut at) = (text.as_bytes(), 0);
        while at + HAN <= bytes.len() {
            match bytes[at] {
                0xE4..=0xE9 => {
                    let goes_on = self.at(bytes, at, &mut found);
                    at = if goes_on { at + HAN } else { bytes.len() };
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
    }

    /// Tells the words that begin at byte `at`.
    #[inline]
    fn at(&self, bytes: &[u8], at: usize, found: &mut impl FnMut(u8, usize) -> bool) -> bool {
        let first = first(&bytes[at..]);
        let Some(begin) = self.begins[first].checked_sub(1) else { return true };
        if self.seconds[usize::from(begin)] & second(&bytes[at + HAN..]) == 0 {
            return true;
        }
        let near = self.words[usize::from(begin)..].iter().zip(begin..);
        let mut near = near.take_while(|(word, _)| self::first(word.as_bytes()) == first);
        near.all(|(word, index)| !bytes[at..].starts_with(word.as_bytes()) || found(index, at))
    }
}

/// Words that a text may end with, filed under their last characters.
pub(crate) struct Endings(FxHashMap<char, Vec<&'static str>>);

impl Endings {
    /// These words, none of them empty.
    pub(crate) fn new(words: impl IntoIterator<Item = &'static str>) -> Self {
        let mut filed: FxHashMap<char, Vec<&str>> = FxHashMap::default();
        for word in words {
            word.chars().next_back().into_iter().for_each(|last| filed.entry(last).or_default().push(word));
        }
        Endings(filed)
    }

    /// True where a text ends with one of the words.
    pub(crate) fn end(&self, text: &str) -> bool {
        let filed = text.chars().next_back().and_then(|last| self.0.get(&last));
        filed.is_some_and(|words| words.iter().any(|word| text.ends_with(word)))
    }
}

/// A bit for the character that stands second in a word: any where none does, or one that is not of three bytes.
fn second(behind: &[u8]) -> u64 {
    match behind {
        [0xE0..=0xEF, _, last, ..] => 1 << (last & 0x3F),
        _ => u64::MAX,
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
    fn endings_are_told_by_their_last_characters() {
        let words = ["姓名", "名", "电话号码", "No."];
        let endings = Endings::new(words);
        for text in ["姓名", "户名", "电话号码", "号码", "名字", "Tel No.", "", "话"] {
            assert_eq!(endings.end(text), words.iter().any(|word| text.ends_with(word)), "{text}");
        }
    }

    #[test]
    fn every_word_is_found_wherever_it_stands() {
        let set = WordSet::new(&["出生", "出生日期", "户籍", "生日", "地址", "诊断", "采购"]);
        let text = "var a = 1; // 出生日期：1990年，户籍地址 x 现住某市🚗出生日，生日、诊断é病因户口，日生 abcdefghijklmnopqrstuvwxyz地址";
        let mut found = Vec::new();
        set.search(text, |word, at| {
            found.push((set.words()[usize::from(word)], at));
            true
        });
        let slow = |word: &&'static str| text.match_indices(*word).map(|(at, _)| (*word, at)).collect::<Vec<_>>();
        let mut expected: Vec<_> = set.words().iter().flat_map(slow).collect();
        expected.sort_by_key(|&(_, at)| at);
        found.sort_by_key(|&(_, at)| at);
        assert_eq!(found.len(), expected.len());
        assert!(expected.iter().all(|place| found.contains(place)) && found.len() > 6, "{found:?}");
        assert!(
            set.is_in(text) && set.is_in("地址") && !set.is_in("地") && !set.is_in("某市、某县 abc") && !set.is_in("")
        );
    }
}
