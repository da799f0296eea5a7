//! The surroundings of an edit, as written and as repaired.
//!
//! A repair changes one or two characters, so that most of what is asked of its surroundings is
//! the same for all repairs of a place, and found once: which words begin before it and may reach
//! into it, and the cheapest way to cut what stands on either side. `plain` says the same without
//! that.

use std::ops::Range;

use super::Knowledge;
use super::edit::{Edit, Kind as EditKind, MOST};
use super::lexicon::{Entry, Hash, Kind, LONGEST, NATS, Word, cost};
use super::walks::Walks;
use crate::model::{BOUNDARY, Level};

/// A word of this many characters is shown whole, whatever it is cut into.
const PHRASE: usize = 4;
/// Characters of context on either side of an edit.
pub(super) const REACH: usize = 6;

/// Symbols that give way, at most.
const WIDEST: usize = 2;

/// What the classes of the trigrams around a repair must sum up to, if no stretch of four recurs.
const LEAST_SUPPORT: u8 = 5;

/// Symbols on either side of an edit that its neighbours are counted with.
pub(super) const NEAR: usize = 3;

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
    /// What kind of entry that word is: 0 for none, then ordinary word, term, collocation, phrase, protected name.
    pub kind: u8,
    /// Length of the longest word that covers the written place, in characters; 0 for none.
    pub written_word: u8,
    /// Frequency class of that word.
    pub written_frequency: u8,
}

/// The longest word that covers an edit, by how many symbols stand before and behind the edit in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Covering {
    pub(super) before: usize,
    pub(super) behind: usize,
    pub(super) length: usize,
    pub(super) word: Word,
}

/// What stands before a place.
#[derive(Clone, Copy, Debug, Default)]
struct Left {
    /// The logarithm of the cheapest cut up to so many symbols before the place, from [`REACH`] or the
    /// boundary on.
    logs: [i32; REACH + 1],
    reach: usize,
}

/// What stands behind a place: the logarithm of the cheapest cut from so many symbols on to
/// [`REACH`] or the boundary.
#[derive(Clone, Copy, Debug, Default)]
struct Right {
    logs: [i32; REACH + 1],
    reach: usize,
}

/// A place as it is written.
#[derive(Clone, Copy, Debug)]
struct Written {
    log: i32,
    signs: Signs,
}

/// The places of one text, from left to right.
pub(super) struct Places<'a> {
    knowledge: &'a Knowledge,
    symbols: &'a [u16],
    novel: &'a [bool],
    walks: &'a mut Walks,
    at: usize,
    left: Option<Left>,
    /// What stands behind the places asked for last.
    rights: [(usize, Right); WIDEST + 2],
    /// The place by how many symbols give way.
    written: [Option<Written>; WIDEST + 1],
}

impl<'a> Places<'a> {
    /// The places of `symbols`, of which `novel` tells the middles of trigrams that are new.
    pub(super) fn new(knowledge: &'a Knowledge, symbols: &'a [u16], novel: &'a [bool], walks: &'a mut Walks) -> Self {
        walks.reset(symbols.len());
        let rights = [(usize::MAX, Right::default()); WIDEST + 2];
        Places { knowledge, symbols, novel, walks, at: 0, left: None, rights, written: [None; WIDEST + 1] }
    }

    /// Goes to the place where edits begin at `at`.
    pub(super) fn go(&mut self, at: usize) {
        self.at = at;
        self.left = None;
        self.written = [None; WIDEST + 1];
    }

    /// The stretches that end before the place and may begin a longer word, shortest first: how long each is, and
    /// its hash.
    pub(super) fn bridges(&mut self) -> impl DoubleEndedIterator<Item = (usize, Hash)> + use<'_, 'a> {
        self.walks.bridges(&self.knowledge.lexicon, self.symbols, self.at)
    }

    fn left(&mut self) -> Left {
        let Places { knowledge, symbols, ref mut walks, at, .. } = *self;
        *self.left.get_or_insert_with(|| {
            let mut left = Left { reach: run(symbols[..at].iter().rev()), logs: [i32::MIN; REACH + 1] };
            left.logs[left.reach] = 0;
            for before in (1..=left.reach).rev() {
                for (length, step) in (1..=before).zip(walks.from(&knowledge.lexicon, symbols, at - before)) {
                    let log = left.logs[before] + log(step.entry, length);
                    left.logs[before - length] = left.logs[before - length].max(log);
                }
            }
            left
        })
    }

    fn right(&mut self, end: usize) -> Right {
        let known = &mut self.rights[end % (WIDEST + 2)];
        if known.0 != end {
            let Places { knowledge, symbols, walks, .. } = self;
            let mut right = Right { reach: run(symbols[end..].iter()), logs: [i32::MIN; REACH + 1] };
            right.logs[right.reach] = 0;
            for start in (0..right.reach).rev() {
                let steps = walks.from(&knowledge.lexicon, symbols, end + start);
                let logs = (1..=right.reach - start).zip(steps);
                let best = logs.map(|(length, step)| log(step.entry, length) + right.logs[start + length]);
                right.logs[start] = best.max().unwrap_or(i32::MIN);
            }
            *known = (end, right);
        }
        known.1
    }

    /// Everything that can be said about the edit, and the longest word that covers it; nothing when
    /// the reference says too little for it.
    pub(super) fn signs(&mut self, edit: &Edit) -> Option<(Signs, Option<Covering>)> {
        let (knowledge, near) = (self.knowledge, Near::new(self.symbols, edit));
        let width = edit.right().len();
        let support = Support::of(knowledge, near.symbols(), near.at, width);
        if !support.is_enough(edit) {
            return None;
        }
        let written = self.written(edit.end - edit.start);
        let mut signs = Signs { repaired_pair: knowledge.rarest_pair(near.symbols(), near.at, width), ..written.signs };
        support.tell(&mut signs);
        let (log, covering) = self.join(edit.end, edit.right());
        signs.gain = (log - written.log) as f32 / NATS;
        if let Some(Covering { before, behind, length, word }) = covering {
            signs.word = length as u8;
            signs.kind = word.kind as u8;
            signs.inside = before > 0 && behind > 0;
            signs.frequency = word.class;
        }
        Some((signs, covering))
    }

    fn written(&mut self, width: usize) -> Written {
        if let Some(written) = self.written[width] {
            return written;
        }
        let (at, symbols) = (self.at, self.symbols);
        let mut signs = Signs::default();
        let last = if width == 0 { at } else { at + width };
        for middle in (at - 1..=last).filter(|&middle| symbols.get(middle).is_some_and(|&symbol| symbol != BOUNDARY)) {
            signs.trigrams += 1;
            signs.novel += u8::from(self.novel[middle]);
        }
        signs.written_pair = self.knowledge.rarest_pair(symbols, at, width);
        let (log, covering) = self.join(at + width, &symbols[at..at + width]);
        if let Some(Covering { length, word, .. }) = covering {
            (signs.written_word, signs.written_frequency) = (length as u8, word.class);
        }
        *self.written[width].insert(Written { log, signs })
    }

    /// The logarithm of the cheapest cut of the surroundings with `middle` between the place and `end`,
    /// and the longest word of two and more characters that covers `middle`, or bridges the place
    /// when that is empty. Names of people do not count.
    fn join(&mut self, end: usize, middle: &[u16]) -> (i32, Option<Covering>) {
        let (right, left) = (self.right(end), self.left());
        let mut join = Join {
            lexicon: &self.knowledge.lexicon,
            middle,
            behind: &self.symbols[end..end + right.reach],
            right,
            inner: [i32::MIN; MOST + 1],
            covering: None,
        };
        join.inner[0] = left.logs[0] + if middle.is_empty() { right.logs[0] } else { 0 };
        for (length, hash) in self.bridges().rev().skip_while(|&(length, _)| length > left.reach) {
            join.walk(hash, length, 0, left.logs[length]);
        }
        for start in 0..middle.len() {
            join.walk(Hash::default(), 0, start, join.inner[start]);
        }
        (join.inner[middle.len()], join.covering)
    }

    /// What to show of `edit`: the word or phrase that is meant, as a range of the symbols, and as it
    /// should be. An edit that is in no word is shown with a neighbour.
    pub(super) fn extent(&mut self, edit: &Edit, longest: Option<Covering>) -> (Range<usize>, Vec<u16>) {
        let phrase =
            longest.filter(|covering| covering.length >= PHRASE).map(|covering| (covering.before, covering.behind));
        let (before, behind) = phrase.or_else(|| self.word_of_cut(edit)).unwrap_or_else(|| self.with_neighbour(edit));
        let (start, end) = (edit.start - before, edit.end + behind);
        let right = [&self.symbols[start..edit.start], edit.right(), &self.symbols[edit.end..end]].concat();
        (start..end, right)
    }

    /// The word that holds the edit when the repaired text is cut into words.
    fn word_of_cut(&mut self, edit: &Edit) -> Option<(usize, usize)> {
        let (at, behind) = (self.left().reach, self.right(edit.end).reach);
        let symbols = self.symbols;
        let repaired =
            [&symbols[edit.start - at..edit.start], edit.right(), &symbols[edit.end..edit.end + behind]].concat();
        let added = edit.right().len();
        let cut = self.knowledge.lexicon.cut(&repaired, class);
        let holds = |word: &Range<usize>| word.len() > 1 && word.start <= at && at + added.max(1) <= word.end;
        let word = cut.words().find(holds)?;
        Some((at - word.start, word.end - at - added))
    }

    /// The character behind the edit; the one before it, if nothing is behind.
    fn with_neighbour(&self, edit: &Edit) -> (usize, usize) {
        let is_han = |at: usize| self.symbols.get(at).is_some_and(|&symbol| symbol != BOUNDARY);
        let (before, behind) = (is_han(edit.start - 1), is_han(edit.end));
        match before && (edit.right().is_empty() || !behind) {
            true => (1, 0),
            false => (0, usize::from(behind)),
        }
    }
}

/// What the reference says of a repaired place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Support {
    weakest: Level,
    strongest: Level,
    sum: u8,
    fours: (u8, u8),
}

impl Support {
    /// What it says of the trigrams and stretches of four that touch `width` symbols from `at`.
    pub(super) fn of(knowledge: &Knowledge, symbols: &[u16], at: usize, width: usize) -> Self {
        let mut support = Support { weakest: Level::MAX, ..Support::default() };
        for level in knowledge.trigram_levels(symbols, at, width) {
            support.weakest = support.weakest.min(level);
            support.strongest = support.strongest.max(level);
            support.sum += level;
        }
        support.weakest = support.weakest.min(support.strongest);
        support.fours = knowledge.fours(symbols, at, width);
        support
    }

    /// True when it is worth while to weigh the edit: one that only puts what is like for what is written
    /// needs a stretch of four that recurs, or common trigrams; one of more or fewer characters needs both. Without
    /// them next to none reaches a level.
    pub(super) fn is_enough(self, edit: &Edit) -> bool {
        let (recurs, is_common) = (self.fours.0 > 0, self.sum >= LEAST_SUPPORT);
        edit.makes_phrase
            || match edit.kind {
                EditKind::Substitution(_) => recurs || is_common,
                EditKind::Homophone | EditKind::Insertion | EditKind::Transposition => recurs && is_common,
                EditKind::Doubled | EditKind::Omission => true,
            }
    }

    pub(super) fn tell(self, signs: &mut Signs) {
        (signs.weakest, signs.strongest, signs.support) = (self.weakest, self.strongest, self.sum);
        (signs.fours, signs.all_fours) = self.fours;
    }
}

/// A middle between what stands left and right of it, while the words that touch it are looked for.
struct Join<'a> {
    lexicon: &'a super::Lexicon,
    middle: &'a [u16],
    behind: &'a [u16],
    right: Right,
    /// The logarithm of the cheapest cut that reaches so far into the middle; at its end, of the whole.
    inner: [i32; MOST + 1],
    covering: Option<Covering>,
}

impl Join<'_> {
    /// Tries the words that begin `before` symbols before the middle, or `start` symbols into it, and
    /// reach into the middle or behind it.
    fn walk(&mut self, mut hash: Hash, before: usize, start: usize, log_before: i32) {
        let width = self.middle.len();
        let rest = self.middle[start..].iter().chain(self.behind);
        for (taken, &symbol) in (1..=LONGEST - before).zip(rest) {
            hash = hash.push(symbol);
            let entry = self.lexicon.get(hash);
            let (end, length) = (start + taken, before + taken);
            if let Some(cost) = cost(class(entry), length) {
                // Behind the middle the rest is known; within it more words follow.
                let (place, rest) = if end < width { (end, 0) } else { (width, self.right.logs[end - width]) };
                self.inner[place] = self.inner[place].max(log_before + cost + rest);
            }
            if start == 0 && length >= 2 && end >= width.max(1) {
                self.cover(entry, before, end - width);
            }
            if !entry.goes_on() {
                break;
            }
        }
    }

    fn cover(&mut self, entry: Entry, before: usize, behind: usize) {
        let length = before + self.middle.len() + behind;
        if self.covering.is_none_or(|known| known.length < length)
            && let Some(word) = entry.word().filter(|word| word.kind != Kind::Name)
        {
            self.covering = Some(Covering { before, behind, length, word });
        }
    }
}

/// An edit with its neighbours as repaired.
struct Near {
    symbols: [u16; 2 * NEAR + MOST],
    length: usize,
    at: usize,
}

impl Near {
    fn new(all: &[u16], edit: &Edit) -> Self {
        let before = &all[edit.start.saturating_sub(NEAR)..edit.start];
        let behind = &all[edit.end..all.len().min(edit.end + NEAR)];
        let mut near = Near { symbols: [BOUNDARY; 2 * NEAR + MOST], length: 0, at: before.len() };
        for part in [before, edit.right(), behind] {
            near.symbols[near.length..][..part.len()].copy_from_slice(part);
            near.length += part.len();
        }
        near
    }

    fn symbols(&self) -> &[u16] {
        &self.symbols[..self.length]
    }
}

/// The frequency class of a word for cutting.
pub(super) fn class(entry: Entry) -> Option<u8> {
    Some(entry.word()?.class)
}

/// The logarithm of a stretch as one word; very low for one that is none.
fn log(entry: Entry, length: usize) -> i32 {
    cost(class(entry), length).unwrap_or(i32::MIN / 2)
}

/// How many symbols follow until a boundary, up to [`REACH`].
fn run<'a>(outward: impl Iterator<Item = &'a u16>) -> usize {
    outward.take(REACH).take_while(|&&symbol| symbol != BOUNDARY).count()
}
