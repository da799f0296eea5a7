//! Where to look, and which edits to try there.
//!
//! Novelty first: only places where neighbouring characters stand together as they never did in
//! the reference are looked at, so that the rest of the text costs one question to a filter.

use super::characters::Likeness;
use super::context::Places;
use super::edit::{Edit, Kind};
use super::lexicon::Hash;
use super::neighbours::{Before, Behind, OFTEN, word};
use super::windows::Place;
use super::{Knowledge, homophones};
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
    /// The places where edits may begin and something is new.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        let places = 1..self.symbols.len().saturating_sub(1);
        places.filter(|&at| self.is_new(at, at + 2) && is_place(self.symbols, at))
    }

    /// Replaces `edits` by those worth weighing that begin at a place; `places` stands there.
    pub(super) fn edits(&self, &Place { at, narrow, .. }: &Place, places: &mut Places<'_>, edits: &mut Vec<Edit>) {
        edits.clear();
        self.phrases(at, places, edits);
        if self.knowledge.clean.knows(narrow) {
            return;
        }
        if self.is_odd(at, 1) {
            self.substitutions(at, edits);
            self.insertion(at, edits);
        }
        if self.symbols[at + 1] != BOUNDARY && self.is_odd(at, 2) {
            if self.is_all_new(at, 2) {
                self.homophones(at, edits);
            }
            self.transposition(at, edits);
        }
        // A phrase may hide an edit that is found here without it.
        if edits.is_empty() {
            self.knowledge.clean.remember(narrow);
        }
    }

    /// True when most trigrams that touch the `width` symbols from `at` are novel.
    pub(super) fn is_odd(&self, at: usize, width: usize) -> bool {
        let (mut novel, mut all) = (0, 0);
        for middle in at - 1..=at + width {
            if self.symbols.get(middle).is_some_and(|&symbol| symbol != BOUNDARY) {
                all += 1;
                novel += usize::from(self.novel[middle]);
            }
        }
        novel > width || novel == all
    }

    /// True when all trigrams that touch the `width` symbols from `at` are novel.
    pub(super) fn is_all_new(&self, at: usize, width: usize) -> bool {
        (at - 1..=at + width).all(|middle| self.novel[middle] || self.symbols[middle] == BOUNDARY)
    }

    /// True when any trigram that touches the place between `left` and `right` is novel.
    pub(super) fn is_new(&self, left: usize, right: usize) -> bool {
        (left - 1..=right).any(|middle| self.novel.get(middle) == Some(&true))
    }

    /// True when a character may be missing before this place: every trigram that has both of its
    /// neighbours is novel.
    pub(super) fn may_lack(&self, at: usize) -> bool {
        [at - 1, at].iter().all(|&middle| self.symbols[middle] == BOUNDARY || self.novel[middle])
    }

    /// Phrases that would stand here if the character were another, or one more stood before it.
    fn phrases(&self, at: usize, places: &mut Places<'_>, edits: &mut Vec<Edit>) {
        let (may_differ, may_lack) = (self.is_odd(at, 1), self.may_lack(at));
        if !(may_differ || may_lack) {
            return;
        }
        let bridges = places.bridges();
        let Knowledge { lexicon, phrases, .. } = self.knowledge;
        let bridges = bridges.iter().map(|bridge| (bridge.length, bridge.hash));
        for before in std::iter::once((0, Hash::default())).chain(bridges) {
            if may_differ {
                phrases.between(lexicon, before, &self.symbols[at + 1..], &mut |right, behind| {
                    self.other(at, right, (before.0, behind), edits);
                });
            }
            if before.0 > 0 && may_lack {
                phrases.between(lexicon, before, &self.symbols[at..], &mut |right, behind| {
                    self.left_out(at, right, behind, edits);
                });
            }
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
        let (own, joints) = (self.symbols[at], self.joints(at, at + 1));
        let may_be = |right: u16| right != own && self.is_usual(at, at + 1, &[right]);
        let mut add = |right: u16, likeness: Likeness| {
            add(edits, Edit::new(at..at + 1, &[right], Kind::Substitution(likeness)));
        };
        for &sound in characters.sounds(own) {
            sounds.each_in(
                characters,
                neighbours,
                sound,
                |word| joints.fitting(word),
                |number| {
                    let right = neighbours.symbol(number);
                    if may_be(right) {
                        add(right, characters.likeness(own, right));
                    }
                },
            );
        }
        for &right in characters.alike(own) {
            if neighbours.number(right).is_some_and(|number| joints.fit(number)) && may_be(right) {
                add(right, Likeness::Shape);
            }
        }
    }

    /// What the reference knows around one symbol between `start` and `end`.
    fn joints(&self, start: usize, end: usize) -> Joints<'_> {
        let Knowledge { models, neighbours, .. } = self.knowledge;
        Joints {
            behind: neighbours.behind(models, self.symbols[start - 1]),
            before: neighbours.before(models, self.symbols[end]),
            usual: self.usual_outside(start, end),
        }
    }

    /// Whether the pairs outside of the joints, which the trigrams of a repair hold too, were seen often.
    fn usual_outside(&self, start: usize, end: usize) -> [bool; 2] {
        let often = |left: usize| {
            let pair = [self.symbols[left], self.symbols[left + 1]];
            self.knowledge.neighbours.level(&self.knowledge.models, pair[0], pair[1]) >= OFTEN
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

/// What the reference knows around one symbol.
struct Joints<'a> {
    /// What was seen behind the symbol before.
    behind: &'a Behind,
    /// What was seen before the symbol behind.
    before: &'a Before,
    usual: [bool; 2],
}

impl Joints<'_> {
    /// Of the symbols of a word of a row, those that fit and can [`Search::bear`].
    #[inline]
    fn fitting(&self, at: usize) -> u64 {
        let ([left, left_often], [right, right_often]) = (word(self.behind, at), word(self.before, at));
        let [left_usual, right_usual] = self.usual.map(|usual| if usual { u64::MAX } else { 0 });
        left_often & (right_often | right & left_usual) | left & right_often & right_usual
    }

    fn fit(&self, number: u16) -> bool {
        self.fitting(usize::from(number / 64)) >> (number % 64) & 1 == 1
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
    novel.resize(symbols.len(), false);
    for (number, model) in knowledge.models.iter().enumerate() {
        let trigrams = model.trigrams();
        for (novel, triple) in novel[1..].iter_mut().zip(symbols.windows(3)) {
            let is_new = (triple[1] != BOUNDARY) & !trigrams.know([triple[0], triple[1], triple[2]]);
            *novel = is_new & (number == 0 || *novel);
        }
    }
}
