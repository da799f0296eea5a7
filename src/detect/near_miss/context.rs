//! The surroundings of an edit, as written and as repaired.

use std::ops::Range;

use super::Knowledge;
use super::edit::Edit;
use super::lexicon::{Cut, Hash, Kind, LONGEST, Word};
use crate::model::{BOUNDARY, Level};

/// A word of this many characters is shown whole, whatever it is cut into.
const PHRASE: usize = 4;
/// Characters of context on either side of an edit.
const REACH: usize = 6;

/// Symbols that give way, at most.
const WIDEST: usize = 2;

/// The places of one text, which many edits share: what is known of a place as it is written is
/// found once.
pub(super) struct Places<'a> {
    knowledge: &'a Knowledge,
    symbols: &'a [u16],
    /// The last place asked for, by how many symbols give way there.
    last: [Option<(usize, Written<'a>)>; WIDEST + 1],
}

/// A place as it is written: the run of Chinese characters that holds it, cut to [`REACH`] on either
/// side, with the boundaries that the cut left in, and everything that can be said of it.
#[derive(Clone, Debug)]
pub(super) struct Written<'a> {
    symbols: &'a [u16],
    /// Where the edit begins.
    at: usize,
    cut: Cut,
    novel: u8,
    trigrams: u8,
    rarest_pair: Level,
    /// The longest word that covers the place: its length and frequency class.
    word: (u8, u8),
}

/// An edit in its place.
#[derive(Clone, Debug)]
pub(super) struct Context<'a> {
    written: &'a Written<'a>,
    /// The place as repaired.
    after: Vec<u16>,
    /// Symbols of `after` that take the place of those that give way.
    added: usize,
}

/// The longest word of the repaired text that covers the edit, as a range of it.
pub(super) type Covering = Option<(Range<usize>, Word)>;

impl<'a> Places<'a> {
    /// The places of `symbols`.
    pub(super) fn new(knowledge: &'a Knowledge, symbols: &'a [u16]) -> Self {
        Places { knowledge, symbols, last: [const { None }; WIDEST + 1] }
    }

    /// The edit in its surroundings.
    pub(super) fn context(&mut self, edit: &Edit) -> Context<'_> {
        let removed = edit.end - edit.start;
        let last = &mut self.last[removed];
        if last.as_ref().is_none_or(|(start, _)| *start != edit.start) {
            *last = None;
        }
        let (_, written) =
            last.get_or_insert_with(|| (edit.start, Written::new(self.knowledge, self.symbols, edit.start..edit.end)));
        let (left, rest) = written.symbols.split_at(written.at);
        Context { after: [left, edit.right(), &rest[removed..]].concat(), added: edit.right().len(), written }
    }
}

impl<'a> Written<'a> {
    fn new(knowledge: &Knowledge, all: &'a [u16], place: Range<usize>) -> Self {
        let start = left_end(all, place.start);
        let symbols = &all[start..right_end(all, place.end)];
        let (at, removed) = (place.start - start, place.len());
        let (novel, trigrams) = knowledge
            .trigram_levels(symbols, at, removed)
            .fold((0, 0), |(novel, trigrams), level| (novel + u8::from(level == 0), trigrams + 1));
        Written {
            symbols,
            at,
            cut: knowledge.lexicon.cut(han(symbols)),
            novel,
            trigrams,
            rarest_pair: knowledge.rarest_pair(symbols, at, removed),
            word: covering_word(knowledge, symbols, at, removed)
                .map_or((0, 0), |(word, entry)| (word.len() as u8, entry.class)),
        }
    }

    /// Symbols before the edit that words can be cut from: all but the boundary.
    fn same(&self) -> usize {
        self.at - usize::from(self.symbols.first() == Some(&BOUNDARY))
    }
}

/// What speaks for and against an edit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Signs {
    /// Trigrams at the written place that the reference never saw.
    pub novel: u8,
    /// All trigrams at the written place.
    pub trigrams: u8,
    /// How often the reference saw the rarest pair at the written place.
    pub written_pair: Level,
    /// The same of the repaired place.
    pub repaired_pair: Level,
    /// How often the reference saw the rarest trigram of the repaired place.
    pub weakest: Level,
    /// The most frequent trigram of the repaired place.
    pub strongest: Level,
    /// Sum of the classes of all trigrams of the repaired place.
    pub support: u8,
    /// Stretches of four at the repaired place that recur in the reference.
    pub fours: u8,
    /// All stretches of four at the repaired place.
    pub all_fours: u8,
    /// How much likelier the repaired text is when cut into words, in nats.
    pub gain: f32,
    /// Length of the longest word or phrase of the repaired text that covers the edit, in characters.
    pub word: u8,
    /// True when that word has characters of its own on both sides of the edit.
    pub inside: bool,
    /// Frequency class of that word.
    pub frequency: u8,
    /// What kind of entry that word is: 0 for none, then ordinary word, term, phrase, protected name.
    pub kind: u8,
    /// Length of the longest word that covers the written place, in characters; 0 for none.
    pub written_word: u8,
    /// Frequency class of that word.
    pub written_frequency: u8,
}

impl Context<'_> {
    /// Everything that can be said about the edit, and the longest word that covers it.
    pub(super) fn signs(&self, knowledge: &Knowledge) -> (Signs, Covering) {
        let Written { at, novel, trigrams, rarest_pair, ref cut, word, .. } = *self.written;
        let mut signs = Signs { novel, trigrams, written_pair: rarest_pair, weakest: Level::MAX, ..Signs::default() };
        (signs.written_word, signs.written_frequency) = word;
        signs.repaired_pair = knowledge.rarest_pair(&self.after, at, self.added);
        for level in knowledge.trigram_levels(&self.after, at, self.added) {
            signs.weakest = signs.weakest.min(level);
            signs.strongest = signs.strongest.max(level);
            signs.support += level;
        }
        signs.weakest = signs.weakest.min(signs.strongest);
        (signs.fours, signs.all_fours) = knowledge.fours(&self.after, at, self.added);
        let repaired = knowledge.lexicon.cut_again(cut, han(&self.after), self.written.same());
        signs.gain = repaired.log() - cut.log();
        let word = covering_word(knowledge, &self.after, at, self.added);
        if let Some((word, entry)) = &word {
            signs.word = word.len() as u8;
            signs.kind = entry.kind as u8;
            signs.inside = word.start < at && at + self.added < word.end;
            signs.frequency = entry.class;
        }
        (signs, word)
    }

    /// What to show of `edit`: the word or phrase that is meant, as a range of the symbols it was
    /// made in, and as it should be. An edit that is in no word is shown with a neighbour.
    pub(super) fn extent(&self, knowledge: &Knowledge, edit: &Edit, longest: Covering) -> (Range<usize>, Vec<u16>) {
        let phrase = longest.filter(|(word, _)| word.len() >= PHRASE).map(|(word, _)| word);
        let word = phrase.or_else(|| self.word_of_cut(knowledge)).unwrap_or_else(|| self.with_neighbour());
        let before = self.written.at - word.start;
        let behind = word.end - (self.written.at + self.added);
        (edit.start - before..edit.end + behind, self.after[word].to_vec())
    }

    /// The word that holds the edit when the repaired text is cut into words.
    fn word_of_cut(&self, knowledge: &Knowledge) -> Option<Range<usize>> {
        let at = self.written.at;
        let offset = at - self.written.same();
        let cut = knowledge.lexicon.cut(han(&self.after));
        let mut words = cut.words().map(|word| word.start + offset..word.end + offset);
        words.find(|word| word.len() > 1 && word.start <= at && at + self.added.max(1) <= word.end)
    }

    /// The repaired place and the character behind it; before it, if nothing is behind.
    fn with_neighbour(&self) -> Range<usize> {
        let (start, end) = (self.written.at, self.written.at + self.added);
        let is_han = |at: usize| self.after.get(at).is_some_and(|&symbol| symbol != BOUNDARY);
        match start.checked_sub(1) {
            Some(before) if is_han(before) && (self.added == 0 || !is_han(end)) => before..end,
            _ if is_han(end) => start..end + 1,
            _ => start..end,
        }
    }
}

/// The longest word of two or more characters in `text` that covers `width` symbols from `at`; for
/// a width of 0 one that bridges the place. Names of people do not count.
fn covering_word(knowledge: &Knowledge, text: &[u16], at: usize, width: usize) -> Covering {
    let mut best: Covering = None;
    let last_start = if width == 0 { at.checked_sub(1)? } else { at };
    for start in (at + width).saturating_sub(LONGEST)..=last_start {
        let mut hash = Hash::default();
        for end in start + 1..=text.len().min(start + LONGEST) {
            if text[end - 1] == BOUNDARY {
                break;
            }
            hash = hash.push(text[end - 1]);
            let covers = end >= at + width.max(1) && end - start >= 2;
            if covers && best.as_ref().is_none_or(|(word, _)| word.len() < end - start) {
                let entry = knowledge.lexicon.get(hash).filter(|entry| entry.kind != Kind::Name);
                best = entry.map(|entry| (start..end, entry)).or(best);
            }
            if !knowledge.lexicon.goes_on(hash) {
                break;
            }
        }
    }
    best
}

/// Up to [`REACH`] characters to the left, and the boundary before them if it is that near.
fn left_end(symbols: &[u16], at: usize) -> usize {
    let mut start = at;
    while start > 0 && at - start < REACH {
        start -= 1;
        if symbols[start] == BOUNDARY {
            break;
        }
    }
    start
}

fn right_end(symbols: &[u16], at: usize) -> usize {
    let mut end = at;
    while end < symbols.len() && end - at < REACH {
        end += 1;
        if symbols[end - 1] == BOUNDARY {
            break;
        }
    }
    end
}

/// The symbols without the boundaries at their ends.
fn han(symbols: &[u16]) -> &[u16] {
    let symbols = symbols.strip_prefix(&[BOUNDARY]).unwrap_or(symbols);
    symbols.strip_suffix(&[BOUNDARY]).unwrap_or(symbols)
}
