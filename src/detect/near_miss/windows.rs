//! The surroundings of a place as one number, by which [`super::clean::Clean`] remembers them.
//!
//! What is found at a place depends on no more than the symbols of its wide window, and what is tried there of single
//! characters and words, and whether the reference supports any of it, on those of the narrow one; nothing looks beyond a
//! boundary.

use super::clean::Key;
use super::context::NEAR;
use super::edit::MOST;
use super::lexicon::LONGEST;
use crate::model::BOUNDARY;

/// Symbols before and behind the first one of a place that any sign of an edit there depends on: the longest phrase
/// that holds it, and one symbol more for what two characters give way to.
const WIDE: [usize; 2] = [LONGEST, LONGEST + 2];
/// The same for the search of characters and words and for their support: two trigrams on either side, and the stretches of
/// four that an edit of two characters makes.
const NARROW: [usize; 2] = [NEAR, MOST + NEAR - 1];

/// Any odd number whose bits look like chance.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
/// What tells the kinds of window apart.
const SALTS: [u64; 2] = [0x2545_f491_4f6c_dd1d, 0xd6e8_feb8_6659_fd93];

/// The powers of [`BASE`], as far as windows are long.
const POWERS: [u64; WIDE[0] + WIDE[1] + 2] = {
    let mut powers = [1_u64; WIDE[0] + WIDE[1] + 2];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = powers[at - 1].wrapping_mul(BASE);
        at += 1;
    }
    powers
};

/// A place of a text, and its windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) at: usize,
    pub(super) wide: Key,
    pub(super) narrow: Key,
}

/// Hashes of the windows of one text.
#[derive(Debug, Default)]
pub(super) struct Windows {
    /// The hash of all symbols before each.
    sums: Vec<u64>,
    /// The last boundary before the place asked for last, and the first one behind.
    run: [usize; 2],
}

impl Windows {
    /// Forgets everything, for another text.
    pub(super) fn fill(&mut self, symbols: &[u16]) {
        self.sums.clear();
        self.sums.push(0);
        let mut sum = 0_u64;
        self.sums.extend(symbols.iter().map(|&symbol| {
            sum = sum.wrapping_mul(BASE).wrapping_add(u64::from(symbol) + 1);
            sum
        }));
        self.run = [0, 0];
    }

    /// The place `at`, which is no boundary. Places are asked for from left to right.
    pub(super) fn around(&mut self, symbols: &[u16], at: usize) -> Place {
        if self.run[1] <= at {
            let is_boundary = |&at: &usize| symbols[at] == BOUNDARY;
            self.run = [
                (0..at).rev().find(is_boundary).unwrap_or(0),
                (at + 1..symbols.len()).find(is_boundary).unwrap_or(symbols.len() - 1),
            ];
        }
        let [wide, narrow] = [self.hash(at, WIDE, SALTS[0]), self.hash(at, NARROW, SALTS[1])];
        // In one line of memory.
        Place { at, wide: Key::new(narrow, wide), narrow: Key::new(narrow, narrow) }
    }

    fn hash(&self, at: usize, [before, behind]: [usize; 2], salt: u64) -> u64 {
        let (start, end) = (self.run[0].max(at.saturating_sub(before)), self.run[1].min(at + behind) + 1);
        let sum = self.sums[end].wrapping_sub(self.sums[start].wrapping_mul(POWERS[end - start]));
        let place = (sum ^ ((at - start) as u64) << 56).wrapping_mul(salt);
        (place ^ (place >> 32)).wrapping_mul(salt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Symbols;

    /// The windows of the first place that has `char`.
    fn around(text: &str, char: char) -> [Key; 2] {
        let (mut symbols, mut windows) = (Symbols::default(), Windows::default());
        symbols.fill(text);
        let symbols = symbols.as_slice();
        windows.fill(symbols);
        let at = symbols.iter().position(|&symbol| symbol == char as u16).expect("a character of the text");
        let place = windows.around(symbols, at);
        [place.wide, place.narrow]
    }

    #[test]
    fn windows_end_at_boundaries() {
        assert_eq!(around("甲乙，丙丁戊己，庚", '戊'), around("辛，丙丁戊己。", '戊'));
        assert_ne!(around("丙丁戊己", '戊'), around("丙丁戊庚", '戊'));
        assert_ne!(around("丙丁戊", '丁'), around("丙丁戊", '戊'));
        assert_ne!(around("丁戊", '丁'), around("丙丁戊", '丁'));
    }

    #[test]
    fn the_narrow_window_is_narrower() {
        let [one, other] = ["甲乙丙丁戊己庚辛壬癸", "子乙丙丁戊己庚辛壬丑"].map(|text| around(text, '戊'));
        assert!(one[0] != other[0] && one[1] == other[1]);
    }
}
