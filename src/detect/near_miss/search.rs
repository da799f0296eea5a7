//! Where to look, and which edits to try there.
//!
//! Novelty first: only places where neighbouring characters stand together as they never did in
//! the reference are looked at, so that the rest of the text costs one question to a filter.

use super::characters::Likeness;
use super::context::Places;
use super::edit::{Edit, Kind};
use super::lexicon::Hash;
use super::neighbours::{OFTEN, Set, bits, word};
use super::windows::Place;
use super::{Knowledge, homophones, phrases};
use crate::model::BOUNDARY;

/// 某, which stands for what is left out: nothing beside it tells a slip.
const STAND_IN: u16 = '某' as u16;
/// Characters of a phrase that must be right before an unlike character in it is taken for wrong.
const LEAST_LEFT: usize = 4;

/// True when edits may begin at this place of the symbols.
pub(super) fn is_place(symbols: &[u16], at: usize) -> bool {
    symbols[at] != BOUNDARY && !symbols[at - 1..=at + 1].contains(&STAND_IN)
}

/// What is asked of a text to find the edits worth weighing.
pub(super) struct Search<'a> {
    pub(super) knowledge: &'a Knowledge,
    pub(super) symbols: &'a [u16],
    pub(super) novel: &'a [bool],
}

impl Search<'_> {
    /// The places where edits may begin and enough is new for any of them: an edit of two characters needs no less
    /// than one of the first alone.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        let around = self.novel.windows(3).zip(self.symbols.windows(2)).zip(1..);
        let is_enough = |novel: &[bool], pair: &[u16]| {
            let count = novel.iter().fold(0, |count, &novel| count + u8::from(novel));
            (count > 1) | novel[1] & ((pair[0] == BOUNDARY) | (pair[0] == pair[1]))
        };
        let places = around.filter(move |&((novel, pair), _)| is_enough(novel, pair)).map(|(_, at)| at);
        places.filter(|&at| is_place(self.symbols, at))
    }

    /// Replaces `edits` by those worth weighing that begin at a place; `places` stands there.
    pub(super) fn edits(&self, &Place { at, narrow, .. }: &Place, places: &mut Places<'_>, edits: &mut Vec<Edit>) {
        edits.clear();
        self.phrases(at, places, edits);
        if self.knowledge.clean.knows(narrow) {
            return;
        }
        if self.is_odd(at) {
            self.substitutions(at, edits);
            self.insertion(at, edits);
        } else if self.is_twice_at_end(at) {
            self.insertion(at, edits);
        }
        if self.symbols[at + 1] != BOUNDARY && self.are_odd(at) {
            if self.are_all_new(at) {
                self.homophones(at, edits);
            }
            self.transposition(at, edits);
        }
    }

    /// True when most trigrams that touch a symbol are novel.
    pub(super) fn is_odd(&self, at: usize) -> bool {
        self.novelty::<3>(at).is_some_and(|(novel, known)| novel > 1 || known == 0)
    }

    /// True for a character that stands twice at the end of a run as it never did: 追究责任任。 The trigram before it
    /// may be known by chance, since 责任任 is also seen in 责任任务.
    pub(super) fn is_twice_at_end(&self, at: usize) -> bool {
        let Some(&[before, own, behind]) = self.symbols.get(at - 1..).and_then(<[u16]>::first_chunk) else {
            return false;
        };
        before == own && behind == BOUNDARY && self.novel[at]
    }

    /// True when most trigrams that touch either of two symbols are novel.
    pub(super) fn are_odd(&self, at: usize) -> bool {
        self.novelty::<4>(at).is_some_and(|(novel, known)| novel > 2 || known == 0)
    }

    /// True when all trigrams that touch either of two symbols are novel.
    pub(super) fn are_all_new(&self, at: usize) -> bool {
        self.novelty::<4>(at).is_some_and(|(_, known)| known == 0)
    }

    /// How many of the trigrams that have one of `N` symbols around a place in the middle are novel, and how many
    /// are not.
    fn novelty<const N: usize>(&self, at: usize) -> Option<(u8, u8)> {
        let novel = self.novel.get(at - 1..)?.first_chunk::<N>()?;
        let symbols = self.symbols.get(at - 1..)?.first_chunk::<N>()?;
        let (mut new, mut known) = (0, 0);
        for (&novel, &symbol) in novel.iter().zip(symbols) {
            new += u8::from(novel);
            known += u8::from(!novel & (symbol != BOUNDARY));
        }
        Some((new, known))
    }

    /// True when a character may be missing before this place: every trigram that has both of its
    /// neighbours is novel.
    pub(super) fn may_lack(&self, at: usize) -> bool {
        [at - 1, at].iter().all(|&middle| self.symbols[middle] == BOUNDARY || self.novel[middle])
    }

    /// Phrases that would stand here if the character were another, or one more stood before it.
    fn phrases(&self, at: usize, places: &mut Places<'_>, edits: &mut Vec<Edit>) {
        let Knowledge { lexicon, phrases, .. } = self.knowledge;
        let left = &self.symbols[..at];
        // What stands before the edit is known by itself, or one of the beginnings of words that end there.
        let each = |near: usize, places: &mut Places<'_>, found: &mut dyn FnMut(usize, Hash)| match near {
            0 | 1 => found(near, Hash::of(left[at - near..].iter().copied())),
            _ => places.bridges().filter(|&(before, _)| before >= near).for_each(|(before, hash)| found(before, hash)),
        };
        if self.is_odd(at) {
            let rest = &self.symbols[at + 1..];
            phrases.between(left, rest, 0..=phrases::ASKED, &mut |near, right| {
                each(near, places, &mut |before, hash| {
                    phrases::ends(lexicon, hash.push(right), before + 1, rest, &mut |behind| {
                        self.other(at, right, (before, behind), edits);
                    });
                });
            });
        }
        if self.may_lack(at) {
            let rest = &self.symbols[at..];
            phrases.between(left, rest, 1..=phrases::NEAR, &mut |near, right| {
                each(near, places, &mut |before, hash| {
                    phrases::ends(lexicon, hash.push(right), before + 1, rest, &mut |behind| {
                        self.left_out(at, right, behind, edits);
                    });
                });
            });
        }
    }

    /// A phrase that has `right` at this place, with so many symbols before and behind it.
    pub(super) fn other(&self, at: usize, right: u16, (before, behind): (usize, usize), edits: &mut Vec<Edit>) {
        let likeness = self.knowledge.characters.likeness(self.symbols[at], right);
        let inner = before > 0 && behind > 0;
        if right != self.symbols[at] && (likeness != Likeness::Other || inner && before + behind >= LEAST_LEFT) {
            add(edits, Edit::new(at..at + 1, &[right], Kind::Substitution(likeness)).of_phrase());
        }
    }

    /// A phrase that has `right` before this place, with so many symbols behind it.
    pub(super) fn left_out(&self, at: usize, right: u16, behind: usize, edits: &mut Vec<Edit>) {
        if behind > 0 && right != self.symbols[at] && right != self.symbols[at - 1] {
            add(edits, Edit::new(at..at, &[right], Kind::Omission).of_phrase());
        }
    }

    fn substitutions(&self, at: usize, edits: &mut Vec<Edit>) {
        let Knowledge { neighbours, characters, sounds, .. } = self.knowledge;
        let own = self.symbols[at];
        let between = Between::of(self, at);
        for &sound in characters.sounds(own) {
            sounds.each_in(
                characters,
                neighbours,
                sound,
                |at, own| between.fitting(at, own),
                |number| {
                    let right = neighbours.symbol(number);
                    if right != own && between.is_usual(number, right) {
                        let likeness = characters.likeness(own, right);
                        add(edits, Edit::new(at..at + 1, &[right], Kind::Substitution(likeness)));
                    }
                },
            );
        }
        for &number in characters.numbers_alike(own) {
            if between.fitting(usize::from(number / 64), 1 << (number % 64)) != 0 {
                let right = neighbours.symbol(number);
                if right != own && between.is_usual(number, right) {
                    add(edits, Edit::new(at..at + 1, &[right], Kind::Substitution(Likeness::Shape)));
                }
            }
        }
    }

    /// Whether the pairs outside of the joints, which the trigrams of a repair hold too, were seen often.
    fn usual_outside(&self, start: usize, end: usize) -> [bool; 2] {
        let often = |left: usize| {
            let Knowledge { models, neighbours, .. } = self.knowledge;
            neighbours.often_meet(models, self.symbols[left], self.symbols[left + 1])
        };
        [self.symbols[start - 1] != BOUNDARY && often(start - 2), self.symbols[end] != BOUNDARY && often(end)]
    }

    /// True when the pairs of a repair were seen so often that its trigrams may give it the support that is asked
    /// of what is only like the written: a trigram is no more frequent than the pairs in it.
    pub(super) fn bear(&self, start: usize, end: usize, right: &[u16]) -> bool {
        let level = |left, right| self.knowledge.neighbours.level(&self.knowledge.models, left, right);
        let (Some(&first), Some(&last)) = (right.first(), right.last()) else { return true };
        let [before, behind] = [level(self.symbols[start - 1], first), level(last, self.symbols[end])];
        let usual = if right.len() > 1 { [true; 2] } else { self.usual_outside(start, end) };
        bear([before, behind].map(|level| level > 0), [before, behind].map(|level| level >= OFTEN), usual)
    }

    pub(super) fn insertion(&self, at: usize, edits: &mut Vec<Edit>) {
        let own = self.symbols[at];
        let doubled = self.symbols[at - 1] == own;
        // Of two equal neighbours the second is the one too many.
        if self.symbols[at + 1] != own && self.fits(at, at + 1, &[]) {
            add(edits, Edit::new(at..at + 1, &[], if doubled { Kind::Doubled } else { Kind::Insertion }));
        }
    }

    pub(super) fn transposition(&self, at: usize, edits: &mut Vec<Edit>) {
        let [first, second] = [self.symbols[at], self.symbols[at + 1]];
        if first != second && self.fits(at, at + 2, &[second, first]) {
            add(edits, Edit::new(at..at + 2, &[second, first], Kind::Transposition));
        }
    }

    fn homophones(&self, at: usize, edits: &mut Vec<Edit>) {
        let (before, written, behind) =
            (self.symbols[at - 1], [self.symbols[at], self.symbols[at + 1]], self.symbols[at + 2]);
        homophones::each(self.knowledge, before, written, behind, &mut |right| {
            if self.is_usual(at, at + 2, &right) {
                add(edits, Edit::new(at..at + 2, &right, Kind::Homophone));
            }
        });
    }

    /// True when the reference knows every pair that the repair makes, and one of its trigrams well.
    pub(super) fn fits(&self, start: usize, end: usize, right: &[u16]) -> bool {
        let meet = |left, right| self.knowledge.meet(left, right);
        let (before, behind) = (self.symbols[start - 1], self.symbols[end]);
        let joined = match *right {
            [] => meet(before, behind),
            [one] => meet(before, one) && meet(one, behind),
            [first, .., last] => meet(before, first) && meet(first, last) && meet(last, behind),
        };
        joined && self.is_usual(start, end, right)
    }

    /// True when the reference knows one of the repair's trigrams well.
    fn is_usual(&self, start: usize, end: usize, right: &[u16]) -> bool {
        let mut place = [0; 6];
        let mut length = 0;
        let left = &self.symbols[start.saturating_sub(2)..start];
        let behind = &self.symbols[end..self.symbols.len().min(end + 2)];
        for &symbol in left.iter().chain(right).chain(behind) {
            place[length] = symbol;
            length += 1;
        }
        let mut triples = place[..length].windows(3);
        triples.any(|triple| triple[1] != BOUNDARY && self.knowledge.is_usual([triple[0], triple[1], triple[2]]))
    }
}

/// The neighbours of a symbol, while others are tried in its place.
struct Between<'a> {
    knowledge: &'a Knowledge,
    before: [u16; 2],
    behind: [u16; 2],
    /// What was seen behind the symbol before.
    left: &'a Set,
    /// What was seen before the symbol behind.
    right: &'a Set,
    /// Whether the pairs of both with their other neighbours were seen often.
    usual: [bool; 2],
}

impl<'a> Between<'a> {
    fn of(search: &Search<'a>, at: usize) -> Self {
        let Search { knowledge, symbols, .. } = *search;
        let Knowledge { models, neighbours, .. } = knowledge;
        let far = |at: Option<usize>| at.and_then(|at| symbols.get(at)).copied().unwrap_or(BOUNDARY);
        Between {
            knowledge,
            before: [far(at.checked_sub(2)), symbols[at - 1]],
            behind: [symbols[at + 1], far(at.checked_add(2))],
            left: neighbours.behind(models, symbols[at - 1]),
            right: neighbours.before(models, symbols[at + 1]),
            usual: search.usual_outside(at, at + 1),
        }
    }

    /// Of these symbols of a word, those that were seen in this place and can [`Search::bear`].
    #[inline]
    fn fitting(&self, at: usize, of: u64) -> u64 {
        let [left, left_often] = word(self.left, at).map(|word| word & of);
        if left == 0 {
            return 0;
        }
        let [right, right_often] = word(self.right, at);
        let [left_usual, right_usual] = self.usual.map(|usual| if usual { u64::MAX } else { 0 });
        left_often & (right_often | right & left_usual) | left & right_often & right_usual
    }

    /// True when the reference knows one of the trigrams well that the symbol of this number makes here: only those
    /// are asked for of which both pairs were seen often.
    #[inline]
    fn is_usual(&self, number: u16, own: u16) -> bool {
        let Between { before: [a, b], behind: [c, d], usual: [left_usual, right_usual], .. } = *self;
        let (left, right) = (bits(self.left, number)[1], bits(self.right, number)[1]);
        let is_usual = |trigram: [u16; 3]| self.knowledge.models.iter().any(|model| model.usual_trigram(trigram));
        left_usual && left && is_usual([a, b, own])
            || left && right && is_usual([b, own, c])
            || right_usual && right && is_usual([own, c, d])
    }
}

/// Whether the pairs at both joints of a repair were seen, and often, and those outside of them often: see
/// [`Search::bear`].
fn bear([left, right]: [bool; 2], [left_often, right_often]: [bool; 2], [left_usual, right_usual]: [bool; 2]) -> bool {
    left_often && (right_often || right && left_usual) || left && right_often && right_usual
}

/// One way to the same edit is enough.
fn add(edits: &mut Vec<Edit>, edit: Edit) {
    if !edits.iter().any(|known| known.is_same(&edit)) {
        edits.push(edit);
    }
}

/// For each symbol, whether the reference never saw the trigram that has it in the middle.
pub(super) fn mark(knowledge: &Knowledge, symbols: &[u16], novel: &mut Vec<bool>) {
    novel.clear();
    novel.resize(symbols.len(), true);
    if let [first, .., last] = &mut novel[..] {
        (*first, *last) = (false, false);
    }
    knowledge.models.iter().for_each(|model| model.trigrams().mark(symbols, novel));
}
