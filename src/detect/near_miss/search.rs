//! Where to look, and which edits to try there.
//!
//! Novelty first: only places where neighbouring characters stand together as they never did in
//! the reference are looked at, so that the rest of the text costs one question to a filter.

use super::Knowledge;
use super::characters::Likeness;
use super::edit::{Edit, Kind};
use crate::model::BOUNDARY;

/// 某, which stands for what is left out: nothing beside it tells a slip.
const STAND_IN: u16 = '某' as u16;
/// Characters of a phrase that must be right before an unlike character in it is taken for wrong.
const LEAST_LEFT: usize = 4;

/// Hands every edit worth weighing to `found`.
pub(super) fn edits(knowledge: &Knowledge, symbols: &[u16], novel: &mut Vec<bool>, found: &mut dyn FnMut(Edit)) {
    mark(knowledge, symbols, novel);
    if !novel.contains(&true) {
        return;
    }
    let search = Search { knowledge, symbols, novel };
    for at in 1..symbols.len().saturating_sub(1) {
        if symbols[at] == BOUNDARY || symbols[at - 1..=at + 1].contains(&STAND_IN) {
            continue;
        }
        search.phrases(at, found);
        if search.is_odd(at, 1) {
            search.substitutions(at, found);
            search.insertion(at, found);
        }
        if symbols[at + 1] != BOUNDARY && search.is_odd(at, 2) {
            search.homophones(at, found);
            search.transposition(at, found);
        }
    }
}

/// For each symbol, whether the reference never saw the trigram that has it in the middle.
fn mark(knowledge: &Knowledge, symbols: &[u16], novel: &mut Vec<bool>) {
    novel.clear();
    novel.push(false);
    let unknown = |triple: &[u16]| triple[1] != BOUNDARY && !knowledge.knows([triple[0], triple[1], triple[2]]);
    novel.extend(symbols.windows(3).map(unknown));
    novel.push(false);
}

struct Search<'a> {
    knowledge: &'a Knowledge,
    symbols: &'a [u16],
    novel: &'a [bool],
}

impl Search<'_> {
    /// True when most trigrams that touch the `width` symbols from `at` are novel.
    fn is_odd(&self, at: usize, width: usize) -> bool {
        let (mut novel, mut all) = (0, 0);
        for middle in at - 1..=at + width {
            if self.symbols.get(middle).is_some_and(|&symbol| symbol != BOUNDARY) {
                all += 1;
                novel += usize::from(self.novel[middle]);
            }
        }
        novel > width || novel == all
    }

    /// True when any trigram that touches the place between `left` and `right` is novel.
    fn is_new(&self, left: usize, right: usize) -> bool {
        (left - 1..=right).any(|middle| self.novel.get(middle) == Some(&true))
    }

    /// Phrases that would stand here if the character were another, or one more stood before it.
    fn phrases(&self, at: usize, found: &mut dyn FnMut(Edit)) {
        if !self.is_new(at, at) {
            return;
        }
        let Knowledge { phrases, characters, .. } = self.knowledge;
        if self.is_new(at, at + 1) {
            phrases.between(self.symbols, at, at + 1, &mut |right, before, behind| {
                let likeness = characters.likeness(self.symbols[at], right);
                let inner = before > 0 && behind > 0;
                let enough = if likeness == Likeness::Other { inner && before + behind >= LEAST_LEFT } else { true };
                if right != self.symbols[at] && enough {
                    found(Edit::new(at..at + 1, &[right], Kind::Substitution(likeness)));
                }
            });
        }
        if self.symbols[at - 1] != BOUNDARY {
            phrases.between(self.symbols, at, at, &mut |right, before, behind| {
                if before > 0 && behind > 0 && right != self.symbols[at] && right != self.symbols[at - 1] {
                    found(Edit::new(at..at, &[right], Kind::Omission));
                }
            });
        }
    }

    fn substitutions(&self, at: usize, found: &mut dyn FnMut(Edit)) {
        let Knowledge { neighbours, characters, .. } = self.knowledge;
        let between = neighbours.between(self.symbols[at - 1], self.symbols[at + 1]);
        if between.is_empty() {
            return;
        }
        characters.each_mistaken(self.symbols[at], &mut |right, likeness| {
            if between.holds(right) && self.is_usual(at, at + 1, &[right]) {
                let likeness = if likeness == Likeness::NearSound {
                    characters.likeness(self.symbols[at], right)
                } else {
                    likeness
                };
                found(Edit::new(at..at + 1, &[right], Kind::Substitution(likeness)));
            }
        });
    }

    fn insertion(&self, at: usize, found: &mut dyn FnMut(Edit)) {
        let own = self.symbols[at];
        let doubled = self.symbols[at - 1] == own;
        // Of two equal neighbours the second is the one too many.
        if self.symbols[at + 1] != own && self.fits(at, at + 1, &[]) {
            found(Edit::new(at..at + 1, &[], if doubled { Kind::Doubled } else { Kind::Insertion }));
        }
    }

    fn transposition(&self, at: usize, found: &mut dyn FnMut(Edit)) {
        let [first, second] = [self.symbols[at], self.symbols[at + 1]];
        if first != second && self.fits(at, at + 2, &[second, first]) {
            found(Edit::new(at..at + 2, &[second, first], Kind::Transposition));
        }
    }

    fn homophones(&self, at: usize, found: &mut dyn FnMut(Edit)) {
        let written = [self.symbols[at], self.symbols[at + 1]];
        for right in self.knowledge.homophones.of(&self.knowledge.characters, written) {
            if right[0] != written[0] && right[1] != written[1] && self.fits(at, at + 2, &right) {
                found(Edit::new(at..at + 2, &right, Kind::Homophone));
            }
        }
    }

    /// True when the reference knows every pair that the repair makes, and one of its trigrams well.
    fn fits(&self, start: usize, end: usize, right: &[u16]) -> bool {
        let meet = |left, right| self.knowledge.neighbours.meet(left, right);
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
