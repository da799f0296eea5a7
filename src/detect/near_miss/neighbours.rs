//! Which characters the reference ever saw side by side, as one row of bits for each character.
//!
//! Every edit asks this of its joints, and a place of text is tried with a hundred edits: a bit in
//! a row that lies in the cache answers most of them.

use crate::model::Model;

/// Symbols, as numbers from 0.
const SYMBOLS: usize = 0xa000;
/// The number of a symbol that was never seen.
const UNSEEN: u16 = u16::MAX;

/// The table.
#[derive(Debug)]
pub(super) struct Neighbours {
    /// The number of each symbol's row, which is also its column.
    numbers: Box<[u16]>,
    /// What was seen behind each symbol.
    behind: Rows,
    /// What was seen before each symbol.
    before: Rows,
}

/// Rows of bits of the same length.
#[derive(Debug)]
struct Rows {
    words: usize,
    bits: Vec<u64>,
}

impl Rows {
    fn new(count: usize) -> Self {
        let words = count.div_ceil(64);
        Rows { words, bits: vec![0; words * count] }
    }

    fn set(&mut self, row: u16, column: u16) {
        self.bits[usize::from(row) * self.words + usize::from(column / 64)] |= 1 << (column % 64);
    }

    /// A row; an empty one for a symbol that was never seen.
    fn row(&self, row: u16) -> &[u64] {
        self.bits.get(usize::from(row) * self.words..).and_then(|rest| rest.get(..self.words)).unwrap_or_default()
    }
}

#[inline]
fn has(row: &[u64], column: u16) -> bool {
    row.get(usize::from(column / 64)).is_some_and(|word| word >> (column % 64) & 1 == 1)
}

impl Neighbours {
    /// Everything that any of the models saw.
    pub(super) fn new(models: &[Model]) -> Self {
        let mut pairs = Vec::new();
        models.iter().for_each(|model| model.bigrams(&mut |pair| pairs.push(pair)));
        let mut numbers = vec![UNSEEN; SYMBOLS].into_boxed_slice();
        let mut count = 0;
        for &symbol in pairs.as_flattened() {
            if let Some(number) = numbers.get_mut(usize::from(symbol)).filter(|number| **number == UNSEEN) {
                *number = count;
                count += 1;
            }
        }
        let mut table =
            Neighbours { numbers, behind: Rows::new(usize::from(count)), before: Rows::new(usize::from(count)) };
        for [left, right] in pairs {
            let (left, right) = (table.number(left), table.number(right));
            table.behind.set(left, right);
            table.before.set(right, left);
        }
        table
    }

    #[inline]
    fn number(&self, symbol: u16) -> u16 {
        self.numbers.get(usize::from(symbol)).copied().unwrap_or(UNSEEN)
    }

    /// True when `right` was ever seen directly behind `left`.
    #[inline]
    pub(super) fn meet(&self, left: u16, right: u16) -> bool {
        has(self.behind.row(self.number(left)), self.number(right))
    }

    /// The symbols that were seen both behind `left` and before `right`.
    pub(super) fn between(&self, left: u16, right: u16) -> Between<'_> {
        let (behind, before) = (self.behind.row(self.number(left)), self.before.row(self.number(right)));
        Between { numbers: &self.numbers, both: behind.iter().zip(before).map(|(one, other)| one & other).collect() }
    }
}

/// A set of symbols.
pub(super) struct Between<'a> {
    numbers: &'a [u16],
    both: Vec<u64>,
}

impl Between<'_> {
    /// True when the symbol is in the set.
    #[inline]
    pub(super) fn holds(&self, symbol: u16) -> bool {
        has(&self.both, self.numbers.get(usize::from(symbol)).copied().unwrap_or(UNSEEN))
    }

    /// True when the set is empty.
    pub(super) fn is_empty(&self) -> bool {
        self.both.iter().all(|&word| word == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ModelParts;

    fn model(pairs: &[[u16; 2]]) -> Model {
        let bigrams = pairs.iter().map(|&pair| (pair, 1)).collect();
        Model::from_bytes(ModelParts { bigrams, ..ModelParts::default() }.to_bytes()).expect("bytes just written")
    }

    #[test]
    fn pairs_of_all_models_are_known_in_their_order() {
        let table = Neighbours::new(&[model(&[[1, 2], [2, 3], [0, 1]]), model(&[[2, 0x9fff]])]);
        assert!(table.meet(1, 2) && table.meet(0, 1) && table.meet(2, 0x9fff));
        assert!(!table.meet(2, 1) && !table.meet(1, 3) && !table.meet(5, 6) && !table.meet(0x9fff, 0xffff));
        assert!(table.between(1, 3).holds(2));
        assert!(!table.between(1, 1).holds(2) && table.between(9, 3).is_empty() && !table.between(1, 3).holds(9));
    }
}
