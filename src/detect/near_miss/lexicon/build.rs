//! Where the words come from. The tables of the built-in ones lie in `data/lexicon.table`, made from
//! `words.txt`, `phrases.tsv` and the terms of the reference; a test compares them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::phrases;
use super::{Entry, Hash, Kind, Lexicon, Phrases, Table, symbol};
use crate::detect::near_miss::table::Aligned;

/// The length of the table of words (4 bytes, little-endian) and zeros up to [`HEADER`] bytes, that table, and the
/// one of phrases.
static TABLES: &Aligned<[u8]> = &Aligned(*include_bytes!("../data/lexicon.table"));

/// A line, so that the tables begin with one too.
const HEADER: usize = 64;

/// The built-in words and these terms beside them, and the phrases among them with a character
/// taken out.
pub(in super::super) fn built_in(terms: &[&str]) -> (Lexicon, Phrases) {
    let (header, tables) = TABLES.0.split_first_chunk().unwrap_or((&[0; HEADER], &[]));
    let [a, b, c, d, ..] = *header;
    let (words, phrases) = tables.split_at_checked(u32::from_le_bytes([a, b, c, d]) as usize).unwrap_or_default();
    let mut builder = Builder::default();
    terms.iter().for_each(|term| builder.listed(term, Kind::Term));
    let (own, own_phrases) = builder.finish();
    let own = (!terms.is_empty()).then_some(own);
    (Lexicon { built_in: Table::built_in(words), own }, Phrases::new(Table::built_in(phrases), own_phrases))
}

/// Collects words and makes the tables of them. The order of the words does not matter.
#[derive(Debug, Default)]
pub(in super::super) struct Builder {
    entries: BTreeMap<u64, Entry>,
    phrases: BTreeSet<(u64, u16)>,
}

impl Builder {
    /// Adds a word of the dictionary.
    #[cfg(test)]
    pub(in super::super) fn dictionary(&mut self, word: &str, class: u8, kind: Kind) {
        self.insert(word, Entry::dictionary(class, kind));
    }

    /// Adds a term or a phrase that was picked by hand.
    pub(in super::super) fn listed(&mut self, word: &str, kind: Kind) {
        self.insert(word, Entry::listed(kind));
    }

    fn insert(&mut self, word: &str, entry: Entry) {
        let word: Vec<u16> = word.chars().map(symbol).collect();
        if entry.is_phrase() {
            self.phrases.extend(phrases::filed(&word));
        }
        let Some((&last, before)) = word.split_last() else { return };
        let mut hash = Hash::default();
        for &symbol in before {
            hash = hash.push(symbol);
            self.note(hash, Entry::beginning());
        }
        self.note(hash.push(last), entry);
    }

    fn note(&mut self, hash: Hash, entry: Entry) {
        let known = self.entries.entry(hash.finish()).or_default();
        *known = known.and(entry);
    }

    /// The table of words and that of phrases.
    pub(in super::super) fn finish(self) -> (Table<4>, Table<3>) {
        let print = |hash: u64| hash as u32 >> Entry::BITS << Entry::BITS;
        let words: Vec<_> =
            self.entries.iter().map(|(&hash, entry)| (hash, (print(hash) | entry.0).to_be_bytes())).collect();
        let phrases: Vec<_> = self.phrases.iter().map(|&(key, between)| phrases::slot(key, between)).collect();
        (Table::of(&words), Table::of(&phrases))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::model::Model;

    const WORDS: &str = include_str!("../data/words.txt");
    const PHRASES: &str = include_str!("../data/phrases.tsv");
    const TERMS: &str = include_str!("../data/terms.txt");

    /// The class of the rarest words of two characters. Many of them are none that anybody would write today, and
    /// each hides slips that happen to look like it.
    const RAREST: u8 = 3;
    /// How often the reference must have a word of that class.
    const LEAST: u8 = 2;

    /// The words of two characters that the reference has at least so often.
    fn usual_pairs(reference: &Model) -> BTreeSet<[u16; 2]> {
        let behind = |(first, row)| {
            let seconds: Vec<_> = reference.behind(&row).filter(|&(_, level)| level >= LEAST).collect();
            seconds.into_iter().map(move |(second, _)| [first, second])
        };
        reference.firsts().flat_map(behind).collect()
    }

    fn tables() -> Vec<u8> {
        let reference = Model::from_built_in(&super::super::super::REFERENCE.0).expect("the built-in model");
        let usual = usual_pairs(&reference);
        let is_used = |word: &&str| {
            let symbols: Vec<u16> = word.chars().map(symbol).collect();
            symbols.first_chunk().is_some_and(|pair| usual.contains(pair)) || PHRASES.contains(word)
        };
        let mut builder = Builder::default();
        for (class, words) in WORDS.lines().filter_map(|line| line.split_once('\t')) {
            let kind = if class.ends_with('n') { Kind::Name } else { Kind::Word };
            let class = class.trim_end_matches('n').parse().expect("a number");
            let words = words.split(' ').filter(|word| class != RAREST || is_used(word));
            words.for_each(|word| builder.dictionary(word, class, kind));
        }
        for (kind, phrase) in PHRASES.lines().filter_map(|line| line.split_once('\t')) {
            let kind = match kind {
                "protected" => Kind::Protected,
                "phrase" => Kind::Phrase,
                "collocation" => Kind::Collocation,
                _ => Kind::Word,
            };
            builder.listed(phrase, kind);
        }
        TERMS.lines().for_each(|term| builder.listed(term, Kind::Term));
        let (words, phrases) = builder.finish();
        let mut header = [0; HEADER];
        header[..4].copy_from_slice(&(words.bytes().len() as u32).to_le_bytes());
        [&header, words.bytes(), phrases.bytes()].concat()
    }

    /// `UPDATE=1` writes the tables anew.
    #[test]
    fn the_tables_are_those_of_their_sources() {
        let tables = tables();
        if std::env::var_os("UPDATE").is_some() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/detect/near_miss/data/lexicon.table");
            std::fs::write(path, &tables).expect("a file in the source tree");
        }
        assert!(tables == TABLES.0, "words or phrases have changed: run this test with UPDATE=1");
    }
}
