//! The surroundings of an edit, as written and as repaired.

use std::ops::Range;

use super::Knowledge;
use super::edit::Edit;
use super::lexicon::{Hash, Kind, LONGEST, Word};
use crate::model::{BOUNDARY, Level};

/// A word of this many characters is shown whole, whatever it is cut into.
const PHRASE: usize = 4;
/// Characters of context on either side of an edit.
const REACH: usize = 6;

/// A stretch of symbols around an edit: the run of Chinese characters that holds it, cut to
/// [`REACH`] on either side, with the boundaries that the cut left in.
#[derive(Clone, Debug)]
pub(super) struct Context {
    /// As written.
    pub(super) before: Vec<u16>,
    /// As repaired.
    pub(super) after: Vec<u16>,
    /// Where the edit begins in both.
    pub(super) at: usize,
    /// Symbols of `before` that give way.
    pub(super) removed: usize,
    /// Symbols of `after` that take their place.
    pub(super) added: usize,
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

impl Context {
    /// The surroundings of `edit` in `symbols`.
    pub(super) fn new(symbols: &[u16], edit: &Edit) -> Self {
        let start = left_end(symbols, edit.start);
        let end = right_end(symbols, edit.end);
        let before = symbols[start..end].to_vec();
        let after = [&symbols[start..edit.start], edit.right(), &symbols[edit.end..end]].concat();
        Context { before, after, at: edit.start - start, removed: edit.end - edit.start, added: edit.right().len() }
    }

    /// Everything that can be said about the edit.
    pub(super) fn signs(&self, knowledge: &Knowledge) -> Signs {
        let mut signs = Signs::default();
        let written: Vec<Level> = knowledge.trigram_levels(&self.before, self.at, self.removed).collect();
        let repaired: Vec<Level> = knowledge.trigram_levels(&self.after, self.at, self.added).collect();
        signs.novel = written.iter().filter(|&&level| level == 0).count() as u8;
        signs.trigrams = written.len() as u8;
        signs.written_pair = knowledge.rarest_pair(&self.before, self.at, self.removed);
        signs.repaired_pair = knowledge.rarest_pair(&self.after, self.at, self.added);
        signs.weakest = repaired.iter().copied().min().unwrap_or(0);
        signs.strongest = repaired.iter().copied().max().unwrap_or(0);
        signs.support = repaired.iter().sum();
        (signs.fours, signs.all_fours) = knowledge.fours(&self.after, self.at, self.added);
        let cut = knowledge.lexicon.cut(han(&self.after));
        signs.gain = cut.log() - knowledge.lexicon.cut(han(&self.before)).log();
        self.describe_word(knowledge, &mut signs);
        signs
    }

    fn describe_word(&self, knowledge: &Knowledge, signs: &mut Signs) {
        if let Some((word, entry)) = covering_word(knowledge, &self.before, self.at, self.removed) {
            signs.written_word = word.len() as u8;
            signs.written_frequency = entry.class;
        }
        let Some((word, entry)) = self.longest_word(knowledge) else { return };
        signs.word = word.len() as u8;
        signs.kind = entry.kind as u8;
        signs.inside = word.start < self.at && self.at + self.added < word.end;
        signs.frequency = entry.class;
    }

    /// What to show of `edit`: the word or phrase that is meant, as a range of the symbols it was
    /// made in, and as it should be. An edit that is in no word is shown with a neighbour.
    pub(super) fn extent(&self, knowledge: &Knowledge, edit: &Edit) -> (Range<usize>, &[u16]) {
        let phrase = self.longest_word(knowledge).filter(|(word, _)| word.len() >= PHRASE).map(|(word, _)| word);
        let word = phrase.or_else(|| self.word_of_cut(knowledge)).unwrap_or_else(|| self.with_neighbour());
        let before = self.at - word.start;
        let behind = word.end - (self.at + self.added);
        (edit.start - before..edit.end + behind, &self.after[word])
    }

    /// The word that holds the edit when the repaired text is cut into words.
    fn word_of_cut(&self, knowledge: &Knowledge) -> Option<Range<usize>> {
        let offset = usize::from(self.after.first() == Some(&BOUNDARY));
        let cut = knowledge.lexicon.cut(han(&self.after));
        let mut words = cut.words().map(|word| word.start + offset..word.end + offset);
        words.find(|word| word.len() > 1 && word.start <= self.at && self.at + self.added.max(1) <= word.end)
    }

    /// The repaired place and the character behind it; before it, if nothing is behind.
    fn with_neighbour(&self) -> Range<usize> {
        let (start, end) = (self.at, self.at + self.added);
        let is_han = |at: usize| self.after.get(at).is_some_and(|&symbol| symbol != BOUNDARY);
        match start.checked_sub(1) {
            Some(before) if is_han(before) && (self.added == 0 || !is_han(end)) => before..end,
            _ if is_han(end) => start..end + 1,
            _ => start..end,
        }
    }

    /// The longest word of the repaired text that covers the edit, as a range of `after`.
    pub(super) fn longest_word(&self, knowledge: &Knowledge) -> Option<(Range<usize>, Word)> {
        covering_word(knowledge, &self.after, self.at, self.added)
    }
}

/// The longest word of two or more characters in `text` that covers `width` symbols from `at`; for
/// a width of 0 one that bridges the place. Names of people do not count.
fn covering_word(knowledge: &Knowledge, text: &[u16], at: usize, width: usize) -> Option<(Range<usize>, Word)> {
    let mut best: Option<(Range<usize>, Word)> = None;
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
