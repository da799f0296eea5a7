//! Words with their frequency, and what a stretch of text costs when it is cut into words.

use super::phrases::Phrases;
use super::table::Table;
use crate::model::symbol;

mod build;
mod cut;

pub(super) use build::built_in;
pub(super) use cut::{NATS, cost};

/// Longest word, in characters.
pub(super) const LONGEST: usize = 12;

/// Frequency class of terms and phrases: rarer than their words together, so that a text is not
/// likelier for holding one, but likelier than one that was broken.
const TERM_CLASS: u8 = 12;

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
    /// A collocation that was picked by hand: right as it is, but other words may stand in it.
    Collocation,
    /// A hand-picked phrase, in which none may.
    Phrase,
    /// A name that must not be written wrongly: country, Party, state bodies.
    Protected,
}

const KINDS: [Kind; 6] = [Kind::Name, Kind::Word, Kind::Term, Kind::Collocation, Kind::Phrase, Kind::Protected];

/// What is known of a stretch of text, in the lower [`Entry::BITS`] bits: the class that the
/// dictionary gives it (6 bits, 0 for none), its kind (3 bits, 0 for no word), whether it is a term or
/// hand-picked, and whether a longer word begins with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry(u32);

impl Entry {
    const BITS: u32 = 11;
    const CLASS: u32 = 0x3f;
    const KIND: u32 = 6;
    const LISTED: u32 = 1 << 9;
    const GOES_ON: u32 = 1 << 10;

    /// A word of the dictionary.
    #[cfg(test)]
    fn dictionary(class: u8, kind: Kind) -> Self {
        Entry(u32::from(class) & Entry::CLASS | (kind as u32 + 1) << Entry::KIND)
    }

    /// A term, or a phrase that was picked by hand.
    fn listed(kind: Kind) -> Self {
        Entry(Entry::LISTED | (kind as u32 + 1) << Entry::KIND)
    }

    /// The beginning of a longer word.
    fn beginning() -> Self {
        Entry(Entry::GOES_ON)
    }

    /// Everything that either entry says of the same stretch.
    fn and(self, other: Self) -> Self {
        let most = |mask: u32| (self.0 & mask).max(other.0 & mask);
        let flags = (self.0 | other.0) & (Entry::LISTED | Entry::GOES_ON);
        Entry(most(Entry::CLASS) | most(7 << Entry::KIND) | flags)
    }

    /// True when a longer word begins with it.
    #[inline]
    pub(super) fn goes_on(self) -> bool {
        self.0 & Entry::GOES_ON != 0
    }

    /// The word that it is.
    #[inline]
    pub(super) fn word(self) -> Option<Word> {
        let kind = *KINDS.get((self.0 >> Entry::KIND & 7).checked_sub(1)? as usize)?;
        let own = (self.0 & Entry::CLASS) as u8;
        let class = if self.0 & Entry::LISTED == 0 { own } else { own.max(TERM_CLASS) };
        Some(Word { class, kind })
    }

    /// The frequency class that the dictionary gives it.
    pub(super) fn dictionary_class(self) -> Option<u8> {
        Some((self.0 & Entry::CLASS) as u8).filter(|&class| class > 0)
    }

    /// True for a word or phrase that was picked by hand.
    pub(super) fn is_picked(self) -> bool {
        let is_picked =
            |word: Word| matches!(word.kind, Kind::Word | Kind::Collocation | Kind::Phrase | Kind::Protected);
        self.0 & Entry::LISTED != 0 && self.word().is_some_and(is_picked)
    }

    /// True for what a phrase search may put in place of the text.
    pub(super) fn is_phrase(self) -> bool {
        self.word().is_some_and(|word| word.kind != Kind::Name)
    }
}

/// Words and their beginnings by their hash: those that came with the program, and those of a site.
#[derive(Debug)]
pub(super) struct Lexicon {
    built_in: Table<4>,
    own: Option<Table<4>>,
}

impl Lexicon {
    /// What is known of the stretch with this hash.
    #[inline]
    pub(super) fn get(&self, hash: Hash) -> Entry {
        let hash = hash.finish();
        let entry = find(&self.built_in, hash);
        match &self.own {
            None => entry,
            Some(own) => entry.and(find(own, hash)),
        }
    }

    /// What is known of a word.
    #[cfg(test)]
    fn word(&self, word: &str) -> Option<Word> {
        self.get(Hash::of(word.chars().map(symbol))).word()
    }
}

#[inline]
fn find(table: &Table<4>, hash: u64) -> Entry {
    let print = hash as u32 >> Entry::BITS;
    let mut entry = 0;
    table.each(hash, (hash >> 24) as u8, |slot| {
        let slot = u32::from_be_bytes(slot);
        let is_own = slot >> Entry::BITS == print;
        if is_own {
            entry = slot & ((1 << Entry::BITS) - 1);
        }
        is_own
    });
    Entry(entry)
}

/// A hash of symbols that grows by one at the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hash(u64);

impl Hash {
    /// The hash of these symbols.
    pub(super) fn of(symbols: impl IntoIterator<Item = u16>) -> Self {
        symbols.into_iter().fold(Hash::default(), Hash::push)
    }

    /// The hash with one more symbol.
    #[inline]
    pub(super) fn push(self, symbol: u16) -> Self {
        Hash((self.0.rotate_left(5) ^ u64::from(symbol)).wrapping_mul(0x517c_c1b7_2722_0a95))
    }

    /// The hash of all symbols so far, well spread.
    #[inline]
    pub(super) fn finish(self) -> u64 {
        let spread = (self.0 ^ (self.0 >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
        spread ^ (spread >> 32)
    }
}

/// Cuts text into words by the built-in dictionary, without terms and phrases.
#[derive(Debug)]
pub struct Segmenter(Lexicon);

impl Segmenter {
    /// The words of a run of [`symbol`]s, as ranges of it, in order.
    pub fn cut(&self, run: &[u16]) -> Vec<std::ops::Range<usize>> {
        let mut words: Vec<_> = self.0.cut(run, Entry::dictionary_class).words().collect();
        words.reverse();
        words
    }
}

impl Default for Segmenter {
    fn default() -> Self {
        Segmenter(built_in(&[]).0)
    }
}

#[cfg(test)]
mod tests {
    use super::build::Builder;
    use super::*;

    #[test]
    fn a_word_keeps_its_highest_kind_and_class() {
        let mut builder = Builder::default();
        builder.listed("政府", Kind::Protected);
        builder.dictionary("政府", 30, Kind::Word);
        builder.dictionary("政协", 7, Kind::Word);
        builder.listed("政协", Kind::Term);
        builder.dictionary("王小明", 15, Kind::Name);
        let (lexicon, _) = builder.finish();
        let lexicon = Lexicon { built_in: lexicon, own: None };
        assert_eq!(lexicon.word("政府"), Some(Word { class: 30, kind: Kind::Protected }));
        assert_eq!(lexicon.word("政协"), Some(Word { class: TERM_CLASS, kind: Kind::Term }));
        assert_eq!(lexicon.word("政务"), None);
        let entry = |text: &str| lexicon.get(Hash::of(text.chars().map(symbol)));
        assert!(entry("政").goes_on() && !entry("政府").goes_on() && entry("政").word().is_none());
        assert_eq!(entry("政协").dictionary_class(), Some(7));
        assert!(entry("政府").is_phrase() && !entry("王小明").is_phrase());
    }

    #[test]
    fn the_words_of_a_site_stand_beside_the_built_in_ones() {
        let (lexicon, _) = built_in(&["网格化服务", "领导小组"]);
        assert_eq!(lexicon.word("网格化服务").map(|word| word.kind), Some(Kind::Term));
        assert!(lexicon.word("人民政府").is_some());
    }
}
