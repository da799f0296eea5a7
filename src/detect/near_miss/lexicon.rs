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

/// Bits of the filter of prefixes, as a power of two: 256 KiB.
const PREFIX_BITS: u32 = 21;

/// How many words are built in, about; the table has room for them without being made anew.
const BUILT_IN: usize = 165_000;

/// An open hash table from words to what is known of them, small enough for the second-level cache.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// The lower half of the hash of the word in each slot, of which the upper half says where to
    /// look; 0 is free.
    hashes: Vec<u32>,
    /// The class of the word in each slot, and its kind.
    words: Vec<[u8; 2]>,
    used: usize,
    /// The hashes of everything that a longer word begins with, folded into bits: where it says no,
    /// no longer word needs to be asked for.
    prefixes: Vec<u64>,
}

impl Lexicon {
    /// A lexicon with room for so many words. What is beyond that is left out.
    fn with_room(words: usize) -> Self {
        let slots = (words * 4 / 3 + 1).next_power_of_two();
        let prefixes = vec![0; 1 << (PREFIX_BITS - 6)];
        Lexicon { hashes: vec![0; slots], words: vec![[0; 2]; slots], used: 0, prefixes }
    }

    /// Reads the built-in words and leaves room for `more`.
    pub(super) fn built_in(more: usize) -> Self {
        let mut lexicon = Lexicon::with_room(BUILT_IN + more);
        for (class, kind, words) in WORDS.lines().filter_map(line) {
            for word in words {
                lexicon.insert(word, Word { class, kind });
            }
        }
        lexicon
    }

    /// Adds a word, or raises what is known of it.
    pub(super) fn insert(&mut self, word: &str, entry: Word) {
        let hash = self.hash_with_prefixes(word).finish();
        let at = self.slot(hash);
        let known = self.at(at);
        if known.is_none() && self.used + 1 == self.hashes.len() {
            return;
        }
        let (class, kind) =
            known.map_or((entry.class, entry.kind), |known| (known.class.max(entry.class), known.kind.max(entry.kind)));
        self.used += usize::from(known.is_none());
        self.hashes[at] = hash as u32;
        self.words[at] = [class, kind as u8];
    }

    /// The hash of a word, with what it begins with noted on the way.
    fn hash_with_prefixes(&mut self, word: &str) -> Hash {
        word.chars().fold(Hash::default(), |hash, char| {
            let bit = hash.prefix_bit();
            self.prefixes[bit / 64] |= 1 << (bit % 64);
            hash.push(symbol(char))
        })
    }

    /// False when no word is longer than what has this hash and begins with it.
    #[inline]
    pub(super) fn goes_on(&self, hash: Hash) -> bool {
        let bit = hash.prefix_bit();
        self.prefixes[bit / 64] >> (bit % 64) & 1 == 1
    }

    /// What is known of the word with this hash.
    #[inline]
    pub(super) fn get(&self, hash: Hash) -> Option<Word> {
        self.at(self.slot(hash.finish()))
    }

    /// What is known of a word.
    #[cfg(test)]
    fn word(&self, word: &[u16]) -> Option<Word> {
        self.get(word.iter().fold(Hash::default(), |hash, &symbol| hash.push(symbol)))
    }

    /// The slot of this hash, or the free one where it belongs.
    #[inline]
    fn slot(&self, hash: u64) -> usize {
        let mask = self.hashes.len() - 1;
        let mut at = (hash >> 32) as usize & mask;
        while self.hashes[at] != 0 && self.hashes[at] != hash as u32 {
            at = (at + 1) & mask;
        }
        at
    }

    #[inline]
    fn at(&self, slot: usize) -> Option<Word> {
        let [class, kind] = self.words[slot];
        (self.hashes[slot] != 0).then_some(Word { class, kind: *KINDS.get(usize::from(kind))? })
    }

    /// Cuts `text` into words at the least cost.
    pub(super) fn cut(&self, text: &[u16]) -> Cut {
        let mut cut = Cut { best: vec![START] };
        self.extend(&mut cut, text, 0);
        cut
    }

    /// Cuts `text`, of which the first `same` symbols are those of a text that was cut before.
    pub(super) fn cut_again(&self, before: &Cut, text: &[u16], same: usize) -> Cut {
        let mut best = Vec::with_capacity(text.len() + 1);
        best.extend_from_slice(&before.best[..=same]);
        let mut cut = Cut { best };
        self.extend(&mut cut, text, same);
        cut
    }

    /// Goes on with a cut of the first `known` symbols of `text` to its end.
    fn extend(&self, Cut { best }: &mut Cut, text: &[u16], known: usize) {
        best.resize(text.len() + 1, UNREACHED);
        for start in known.saturating_sub(LONGEST - 1)..text.len() {
            let mut hash = Hash::default();
            for (end, &symbol) in (start + 1..).zip(&text[start..]).take(LONGEST) {
                hash = hash.push(symbol);
                if end > known
                    && let Some(log) = self.log(hash, end - start)
                    && best[start].0 + log > best[end].0
                {
                    best[end] = (best[start].0 + log, start);
                }
                if !self.goes_on(hash) {
                    break;
                }
            }
        }
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
        Segmenter(Lexicon::built_in(0))
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

/// The beginning of a stretch.
const START: (f32, usize) = (0.0, 0);
/// A place of a stretch before any word was found to end there.
const UNREACHED: (f32, usize) = (f32::NEG_INFINITY, 0);

/// A hash of symbols that grows by one at the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hash(u64);

impl Hash {
    /// The hash with one more symbol.
    #[inline]
    pub(super) fn push(self, symbol: u16) -> Self {
        Hash((self.0.rotate_left(5) ^ u64::from(symbol)).wrapping_mul(0x517c_c1b7_2722_0a95))
    }

    /// The bit of the symbols so far in the filter of prefixes.
    #[inline]
    fn prefix_bit(self) -> usize {
        (self.0 >> (64 - PREFIX_BITS)) as usize
    }

    /// The hash of all symbols so far, well spread; never 0 in its lower half.
    #[inline]
    pub(super) fn finish(self) -> u64 {
        let spread = (self.0 ^ (self.0 >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
        (spread ^ (spread >> 32)) | 1
    }
}

/// The cheapest way to cut a stretch of text.
#[derive(Clone, Debug)]
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
        let lexicon = Lexicon::built_in(0);
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
        let lexicon = Lexicon::built_in(0);
        let log = |text: &str| lexicon.cut(&symbols(text)).log();
        assert!(log("人民政府同意") > log("人民攻府同意") + 10.0);
        assert!(log("工作部署安排") > log("工作布署安排") + 4.0);
    }

    #[test]
    fn a_cut_can_be_taken_up_where_texts_part() {
        let lexicon = Lexicon::built_in(0);
        let [one, other] = ["各级人民攻府应当加强", "各级人民政府应当加强"].map(symbols);
        let before = lexicon.cut(&one);
        for same in 0..=4 {
            let again = lexicon.cut_again(&before, &other, same);
            assert_eq!(again.best, lexicon.cut(&other).best, "{same}");
        }
    }

    #[test]
    fn a_word_keeps_its_highest_kind() {
        let mut lexicon = Lexicon::with_room(7);
        lexicon.insert("政府", Word { class: 30, kind: Kind::Word });
        lexicon.insert("政府", Word { class: 3, kind: Kind::Protected });
        for word in ["甲", "乙", "丙", "丁", "戊"] {
            lexicon.insert(word, Word { class: 1, kind: Kind::Word });
        }
        assert_eq!(lexicon.word(&symbols("政府")), Some(Word { class: 30, kind: Kind::Protected }));
        assert_eq!(lexicon.word(&symbols("政务")), None);
    }
}
