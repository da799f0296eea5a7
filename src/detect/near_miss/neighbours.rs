//! Which characters the reference saw side by side and how often, as one row of bits for each character.
//!
//! Every edit asks this of its joints, and a place of text is tried with a hundred edits: a bit of the row
//! of the character before answers most of them, and of what is left one of the row of each. A row is
//! read from the models when it is first asked for. What was seen before a character is not kept: that
//! would be as much again, for less than it saves.

use std::ops::Range;
use std::sync::OnceLock;

use crate::model::{Level, Model};

/// Symbols, as numbers from 0.
const SYMBOLS: usize = 0xa000;
/// The number of a symbol that nothing was seen behind.
const UNSEEN: u16 = u16::MAX;

/// What was seen behind a symbol: sets of symbols by their numbers, 64 to a word.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    seen: Box<[u64]>,
    /// The lower and the upper bit of how often, less one.
    levels: Box<[[u64; 2]]>,
}

/// The least level of what was seen often.
pub(super) const OFTEN: Level = 2;

/// The table.
#[derive(Debug)]
pub(super) struct Neighbours {
    /// The number of each symbol's row, which is also its column.
    numbers: Box<[u16]>,
    symbols: Vec<u16>,
    /// What was seen behind each symbol.
    behind: Box<[OnceLock<Row>]>,
    /// The row of a symbol that nothing was seen behind.
    none: Row,
    /// Where each model tells what was seen behind each symbol.
    places: Vec<Vec<Range<usize>>>,
}

impl Neighbours {
    /// Everything that any of the models saw. Symbols of one group have numbers close to one another, so that a
    /// set of them lies in few words of a row.
    pub(super) fn new(models: &[Model], group: impl Fn(u16) -> u16) -> Self {
        let mut symbols: Vec<u16> = models.iter().flat_map(Model::firsts).map(|(symbol, _)| symbol).collect();
        symbols.retain(|&symbol| usize::from(symbol) < SYMBOLS);
        symbols.sort_unstable();
        symbols.dedup();
        symbols.sort_by_cached_key(|&symbol| (group(symbol), symbol));
        let mut numbers = vec![UNSEEN; SYMBOLS].into_boxed_slice();
        for (number, &symbol) in (0..).zip(&symbols) {
            numbers[usize::from(symbol)] = number;
        }
        let places = models.iter().map(|model| places(model, &numbers, symbols.len())).collect();
        let behind = symbols.iter().map(|_| OnceLock::new()).collect();
        Neighbours { numbers, symbols, behind, none: Row::default(), places }
    }

    /// The number of a symbol; none for one that nothing was seen behind, as behind every symbol that
    /// was seen at all something was.
    #[inline]
    pub(super) fn number(&self, symbol: u16) -> Option<u16> {
        self.numbers.get(usize::from(symbol)).copied().filter(|&number| number != UNSEEN)
    }

    /// The symbol of a number.
    pub(super) fn symbol(&self, number: u16) -> u16 {
        self.symbols.get(usize::from(number)).copied().unwrap_or_default()
    }

    /// Words of a row.
    pub(super) fn width(&self) -> usize {
        self.symbols.len().div_ceil(u64::BITS as usize)
    }

    /// The symbols that were seen behind this one.
    #[inline]
    pub(super) fn behind(&self, models: &[Model], symbol: u16) -> &Row {
        self.number(symbol).map_or(&self.none, |number| self.behind_number(models, number))
    }

    /// The symbols that were seen behind the one of this number.
    #[inline]
    pub(super) fn behind_number(&self, models: &[Model], number: u16) -> &Row {
        self.behind.get(usize::from(number)).map_or(&self.none, |row| row.get_or_init(|| self.read(models, number)))
    }

    fn read(&self, models: &[Model], number: u16) -> Row {
        let mut row = Row { seen: vec![0; self.width()].into(), levels: vec![[0; 2]; self.width()].into() };
        for (model, places) in models.iter().zip(&self.places) {
            for (symbol, level) in model.behind(&places[usize::from(number)]) {
                let Some(column) = self.number(symbol) else { continue };
                if level > row.level(column) {
                    row.set(column, level);
                }
            }
        }
        row
    }

    /// How often `right` was seen directly behind `left`.
    pub(super) fn level(&self, models: &[Model], left: u16, right: u16) -> Level {
        self.number(right).map_or(0, |right| self.behind(models, left).level(right))
    }

    /// True when `right` was ever seen directly behind `left`.
    #[inline]
    pub(super) fn meet(&self, models: &[Model], left: u16, right: u16) -> bool {
        self.number(right).is_some_and(|right| self.behind(models, left).has(right))
    }
}

fn places(model: &Model, numbers: &[u16], count: usize) -> Vec<Range<usize>> {
    let mut places = vec![0..0; count];
    for (symbol, range) in model.firsts() {
        let number = numbers.get(usize::from(symbol)).map_or(UNSEEN, |&number| number);
        if let Some(place) = places.get_mut(usize::from(number)) {
            *place = range;
        }
    }
    places
}

impl Row {
    /// A word of the set.
    #[inline]
    pub(super) fn word(&self, at: usize) -> u64 {
        self.seen.get(at).copied().unwrap_or(0)
    }

    /// True when the set holds the symbol of this number.
    #[inline]
    pub(super) fn has(&self, number: u16) -> bool {
        self.word(usize::from(number / 64)) >> (number % 64) & 1 == 1
    }

    /// How often the symbol of this number was seen.
    #[inline]
    pub(super) fn level(&self, number: u16) -> Level {
        let Some([low, high]) = self.levels.get(usize::from(number / 64)) else { return 0 };
        let bit = |plane: u64| (plane >> (number % 64) & 1) as Level;
        u8::from(self.has(number)) + bit(*low) + 2 * bit(*high)
    }

    fn set(&mut self, number: u16, level: Level) {
        let (word, bit) = (usize::from(number / 64), 1 << (number % 64));
        self.seen[word] |= bit;
        for (plane, on) in self.levels[word].iter_mut().zip([1, 2].map(|on| (level - 1) & on != 0)) {
            *plane = *plane & !bit | if on { bit } else { 0 };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ModelParts;

    fn model(pairs: &[([u16; 2], u32)]) -> Model {
        let bigrams = pairs.to_vec();
        Model::from_bytes(ModelParts { bigrams, ..ModelParts::default() }.to_bytes()).expect("bytes just written")
    }

    #[test]
    fn pairs_of_all_models_are_known() {
        let models = [
            model(&[([1, 2], 1), ([2, 0], 60), ([0, 1], 3)]),
            model(&[([2, 0x9fff], 1), ([0x9fff, 0], 1), ([1, 2], 11)]),
        ];
        let table = Neighbours::new(&models, |symbol| symbol % 2);
        let meet = |left, right| table.meet(&models, left, right);
        assert!(meet(1, 2) && meet(0, 1) && meet(2, 0) && meet(2, 0x9fff) && meet(0x9fff, 0));
        assert!(!meet(2, 1) && !meet(1, 0) && !meet(5, 6) && !meet(0x9fff, 0xffff));
        let level = |left, right| table.level(&models, left, right);
        assert_eq!([level(1, 2), level(2, 0), level(0, 1), level(0x9fff, 0), level(1, 0)], [3, 4, 2, 1, 0]);
        assert_eq!(table.number(0x9fff).map(|number| table.symbol(number)), Some(0x9fff));
    }
}
