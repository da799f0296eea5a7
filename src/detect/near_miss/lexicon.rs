//! Words with their frequency, and what a stretch of text costs when it is cut into words.

use crate::model::symbol;

/// One line per frequency class: twice the binary logarithm of the frequency, `n` behind it for
/// names of people, a tab, the words. See `scripts/near-miss-lexicon`.
const WORDS: &str = include_str!("data/words.txt");

/// One phrase a line behind its kind (protected, phrase, place) and a tab; see `data/README.md`.
const PHRASES: &str = include_str!("data/phrases.tsv");

/// Longest word, in characters.
pub(super) const LONGEST: usize = 12;

/// Least frequency class of a word that is not rare.
const COMMON: u8 = 9;

/// The natural logarithm of the number of words of which the frequencies were counted.
const LOG_TOTAL: f32 = 17.9;
/// Natural logarithm for one step of a frequency class.
const LOG_STEP: f32 = std::f32::consts::LN_2 / 2.0;

/// What the lexicon knows of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Twice the binary logarithm of its frequency.
    pub(super) class: u8,
    /// What kind of entry it is.
    pub(super) kind: Kind,
}

/// What kind of entry a word is. Higher ones replace lower ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The name of a person: part of text, never a correction.
    Name,
    /// A word of the dictionary.
    Word,
    /// A recurring term of official text.
    Term,
    /// A hand-picked phrase.
    Phrase,
    /// A name that must not be written wrongly: country, Party, state bodies.
    Protected,
}

const KINDS: [Kind; 5] = [Kind::Name, Kind::Word, Kind::Term, Kind::Phrase, Kind::Protected];

/// An open hash table from words to what is known of them. A slot holds the upper 48 bits of the
/// word's hash, its class and its kind; 0 is free.
#[derive(Debug)]
pub(super) struct Lexicon {
    slots: Vec<u64>,
    used: usize,
}

impl Lexicon {
    /// Reads the built-in words.
    pub(super) fn built_in() -> Self {
        let mut lexicon = Lexicon { slots: vec![0; 1 << 19], used: 0 };
        for (class, kind, words) in WORDS.lines().filter_map(line) {
            for word in words {
                lexicon.insert(word, Word { class, kind });
            }
        }
        lexicon
    }

    /// Adds a word, or raises what is known of it.
    pub(super) fn insert(&mut self, word: &str, entry: Word) {
        if self.used * 4 > self.slots.len() * 3 {
            self.grow();
        }
        let hash = word.chars().fold(Hash::default(), |hash, char| hash.push(symbol(char))).finish();
        let at = self.slot(hash);
        let known = decode(self.slots[at]);
        let (class, kind) =
            known.map_or((entry.class, entry.kind), |known| (known.class.max(entry.class), known.kind.max(entry.kind)));
        self.used += usize::from(known.is_none());
        self.slots[at] = hash & !0xffff | u64::from(class) << 8 | (kind as u64 + 1);
    }

    /// What is known of the word with this hash.
    #[inline]
    pub(super) fn get(&self, hash: Hash) -> Option<Word> {
        decode(self.slots[self.slot(hash.finish())])
    }

    /// What is known of a word.
    #[cfg(test)]
    fn word(&self, word: &[u16]) -> Option<Word> {
        self.get(word.iter().fold(Hash::default(), |hash, &symbol| hash.push(symbol)))
    }

    /// The slot of this hash, or the free one where it belongs.
    fn slot(&self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (hash >> 40) as usize & mask;
        while self.slots[at] != 0 && (self.slots[at] ^ hash) >> 16 != 0 {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![0; old.len() * 2];
        for entry in old.into_iter().filter(|&entry| entry != 0) {
            let at = self.slot(entry);
            self.slots[at] = entry;
        }
    }

    /// Cuts `text` into words at the least cost.
    pub(super) fn cut(&self, text: &[u16]) -> Cut {
        let mut best: Vec<(f32, usize)> = vec![(f32::NEG_INFINITY, 0); text.len() + 1];
        best[0].0 = 0.0;
        for start in 0..text.len() {
            let mut hash = Hash::default();
            for (length, &symbol) in text[start..].iter().take(LONGEST).enumerate() {
                hash = hash.push(symbol);
                let Some(log) = self.log(hash, length + 1) else { continue };
                let end = start + length + 1;
                if best[start].0 + log > best[end].0 {
                    best[end] = (best[start].0 + log, start);
                }
            }
        }
        Cut { best }
    }

    /// The logarithm of a word's probability. A character that is no word by itself costs as much
    /// as the rarest.
    fn log(&self, hash: Hash, length: usize) -> Option<f32> {
        let class = match self.get(hash) {
            Some(word) => word.class,
            None if length == 1 => 0,
            None => return None,
        };
        Some(f32::from(class) * LOG_STEP - LOG_TOTAL)
    }
}

/// The built-in words and idioms long enough to be searched with an error in them.
pub(super) fn long_words() -> impl Iterator<Item = &'static str> {
    let words = WORDS.lines().filter_map(line).filter(|&(_, kind, _)| kind == Kind::Word);
    words.flat_map(|(_, _, words)| words).filter(|word| word.len() >= super::phrases::SHORTEST * 3)
}

/// The hand-picked phrases and names.
pub(super) fn hand_picked() -> impl Iterator<Item = (Kind, &'static str)> {
    PHRASES.lines().filter_map(|line| {
        let (kind, phrase) = line.split_once('\t')?;
        let kind = match kind {
            "protected" => Kind::Protected,
            "phrase" => Kind::Phrase,
            _ => Kind::Word,
        };
        Some((kind, phrase))
    })
}

/// Cuts text into words by the built-in dictionary.
#[derive(Debug)]
pub struct Segmenter(Lexicon);

impl Segmenter {
    /// The words of a run of [`symbol`]s, as ranges of it, in order.
    pub fn cut(&self, run: &[u16]) -> Vec<std::ops::Range<usize>> {
        let mut words: Vec<_> = self.0.cut(run).words().collect();
        words.reverse();
        words
    }
}

impl Default for Segmenter {
    fn default() -> Self {
        Segmenter(Lexicon::built_in())
    }
}

/// The built-in words of two characters that are not rare.
pub(super) fn common_pairs() -> impl Iterator<Item = [u16; 2]> {
    let common = WORDS.lines().filter_map(line).filter(|&(class, ..)| class >= COMMON);
    common.flat_map(|(_, _, words)| words).filter_map(|word| {
        let mut symbols = word.chars().map(symbol);
        let pair = [symbols.next()?, symbols.next()?];
        symbols.next().is_none().then_some(pair)
    })
}

fn line(line: &'static str) -> Option<(u8, Kind, impl Iterator<Item = &'static str>)> {
    let (class, words) = line.split_once('\t')?;
    let kind = if class.ends_with('n') { Kind::Name } else { Kind::Word };
    Some((class.trim_end_matches('n').parse().ok()?, kind, words.split(' ')))
}

fn decode(slot: u64) -> Option<Word> {
    let kind = *KINDS.get((slot & 0xff).checked_sub(1)? as usize)?;
    Some(Word { class: (slot >> 8) as u8, kind })
}

/// A hash of symbols that grows by one at the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hash(u64);

impl Hash {
    /// The hash with one more symbol.
    #[inline]
    pub(super) fn push(self, symbol: u16) -> Self {
        Hash((self.0.rotate_left(5) ^ u64::from(symbol)).wrapping_mul(0x517c_c1b7_2722_0a95))
    }

    /// The hash of all symbols so far, well spread; never 0 in its upper 48 bits.
    #[inline]
    pub(super) fn finish(self) -> u64 {
        let spread = (self.0 ^ (self.0 >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
        (spread ^ (spread >> 32)) | 1 << 63
    }
}

/// The cheapest way to cut a stretch of text.
#[derive(Debug)]
pub(super) struct Cut {
    /// For each place the logarithm up to it and where the last word begins.
    best: Vec<(f32, usize)>,
}

impl Cut {
    /// The logarithm of the probability of the whole stretch.
    pub(super) fn log(&self) -> f32 {
        self.best.last().map_or(0.0, |&(log, _)| log)
    }

    /// The words, last first, as ranges of the stretch.
    pub(super) fn words(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        let mut end = self.best.len() - 1;
        std::iter::from_fn(move || {
            let word = (end > 0).then(|| self.best[end].1..end)?;
            end = word.start;
            Some(word)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn symbols(text: &str) -> Vec<u16> {
        text.chars().map(symbol).collect()
    }

    #[test]
    fn text_is_cut_into_words() {
        let lexicon = Lexicon::built_in();
        let cut = |text: &str| {
            let cut = lexicon.cut(&symbols(text));
            let mut lengths: Vec<_> = cut.words().map(|word| word.len()).collect();
            lengths.reverse();
            lengths
        };
        assert_eq!(cut("各级人民政府应当加强"), [2, 4, 2, 2]);
        assert!(cut("").is_empty());
    }

    #[test]
    fn an_error_costs_more_than_its_repair() {
        let lexicon = Lexicon::built_in();
        let log = |text: &str| lexicon.cut(&symbols(text)).log();
        assert!(log("人民政府同意") > log("人民攻府同意") + 10.0);
        assert!(log("工作部署安排") > log("工作布署安排") + 4.0);
    }

    #[test]
    fn a_word_keeps_its_highest_kind() {
        let mut lexicon = Lexicon { slots: vec![0; 4], used: 0 };
        lexicon.insert("政府", Word { class: 30, kind: Kind::Word });
        lexicon.insert("政府", Word { class: 3, kind: Kind::Protected });
        for word in ["甲", "乙", "丙", "丁", "戊"] {
            lexicon.insert(word, Word { class: 1, kind: Kind::Word });
        }
        assert_eq!(lexicon.word(&symbols("政府")), Some(Word { class: 30, kind: Kind::Protected }));
        assert_eq!(lexicon.word(&symbols("政务")), None);
    }
}
