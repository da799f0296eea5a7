//! Which characters the reference saw side by side and how often, as one row of bits for each character.
//!
//! Every edit asks this of its joints, and a place of text is tried with a hundred edits: a bit in a
//! row that lies in the cache answers most of them. A row is read from the models when it is first
//! asked for.

use std::ops::Range;
use std::sync::OnceLock;

use crate::model::{Level, Model};

/// Symbols, as numbers from 0.
const SYMBOLS: usize = 0xa000;
/// The number of a symbol that nothing was seen behind.
const UNSEEN: u16 = u16::MAX;

/// A set of symbols by their numbers, 64 to a word: which were seen, and in `N` - 1 more planes how often. Those
/// of one word lie side by side.
pub(super) type Row<const N: usize> = [[u64; N]];

/// What was seen behind a symbol. The planes hold the lower and the upper bit of the level, less one.
pub(super) type Behind = Row<3>;

/// What was seen before a symbol. The plane holds what was seen often.
pub(super) type Before = Row<2>;

/// The least level of what was seen often.
pub(super) const OFTEN: Level = 2;

/// The table.
#[derive(Debug)]
pub(super) struct Neighbours {
    /// The number of each symbol's row, which is also its column.
    numbers: Box<[u16]>,
    symbols: Vec<u16>,
    /// What was seen behind each symbol.
    behind: Box<[OnceLock<Box<Behind>>]>,
    /// What was seen before each symbol, one row after the other: all are read when one is asked for.
    before: OnceLock<Box<Before>>,
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
        Neighbours { numbers, symbols, behind, before: OnceLock::new(), places }
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
    pub(super) fn behind(&self, models: &[Model], symbol: u16) -> &Behind {
        let Some(number) = self.number(symbol) else { return &[] };
        self.behind[usize::from(number)].get_or_init(|| self.read(models, number))
    }

    /// The symbols that were seen before this one.
    #[inline]
    pub(super) fn before(&self, models: &[Model], symbol: u16) -> &Before {
        let Some(number) = self.number(symbol) else { return &[] };
        let rows = self.before.get_or_init(|| self.read_before(models));
        let start = usize::from(number) * self.width();
        rows.get(start..start + self.width()).unwrap_or_default()
    }

    fn read_before(&self, models: &[Model]) -> Box<Before> {
        let width = self.width();
        let mut rows = vec![[0; 2]; width * self.symbols.len()].into_boxed_slice();
        for (model, places) in models.iter().zip(&self.places) {
            for (first, place) in (0_u16..).zip(places) {
                let seconds = model.behind(place).filter_map(|(symbol, level)| Some((self.number(symbol)?, level)));
                for (second, level) in seconds {
                    let (word, bit) = (&mut rows[usize::from(second) * width + usize::from(first / 64)], first % 64);
                    word[0] |= 1 << bit;
                    word[1] |= u64::from(level >= OFTEN) << bit;
                }
            }
        }
        rows
    }

    fn read(&self, models: &[Model], number: u16) -> Box<Behind> {
        let mut row = vec![[0; 3]; self.width()].into_boxed_slice();
        for (model, places) in models.iter().zip(&self.places) {
            for (symbol, level) in model.behind(&places[usize::from(number)]) {
                let Some(column) = self.number(symbol) else { continue };
                if level > level_in(&row, column) {
                    let bit = 1 << (column % 64);
                    let planes = [true, (level - 1) & 1 == 1, (level - 1) & 2 == 2];
                    for (word, on) in row[usize::from(column / 64)].iter_mut().zip(planes) {
                        *word = *word & !bit | if on { bit } else { 0 };
                    }
                }
            }
        }
        row
    }

    /// How often `right` was seen directly behind `left`.
    pub(super) fn level(&self, models: &[Model], left: u16, right: u16) -> Level {
        self.number(right).map_or(0, |right| level_in(self.behind(models, left), right))
    }

    /// True when `right` was ever seen directly behind `left`.
    #[inline]
    pub(super) fn meet(&self, models: &[Model], left: u16, right: u16) -> bool {
        self.number(right).is_some_and(|right| has(self.behind(models, left), right))
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

/// The symbols of this word of a row, and those of them that were seen often.
#[inline]
pub(super) fn word<const N: usize>(row: &Row<N>, at: usize) -> [u64; 2] {
    row.get(at).map_or([0; 2], |planes| [planes[0], planes[1..].iter().fold(0, |often, plane| often | plane)])
}

/// True when a set holds the symbol of this number.
#[inline]
pub(super) fn has<const N: usize>(row: &Row<N>, number: u16) -> bool {
    word(row, usize::from(number / 64))[0] >> (number % 64) & 1 == 1
}

/// True when the symbol of this number was seen often.
#[inline]
pub(super) fn has_often<const N: usize>(row: &Row<N>, number: u16) -> bool {
    word(row, usize::from(number / 64))[1] >> (number % 64) & 1 == 1
}

#[inline]
fn level_in(row: &Behind, column: u16) -> Level {
    let Some(&[seen, low, high]) = row.get(usize::from(column / 64)) else { return 0 };
    let bit = |plane: u64| (plane >> (column % 64) & 1) as Level;
    bit(seen) * (1 + bit(low) + 2 * bit(high))
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
        let precede = |left, right| table.number(left).is_some_and(|left| has(table.before(&models, right), left));
        assert!(precede(1, 2) && precede(0, 1) && precede(2, 0x9fff) && precede(0x9fff, 0));
        assert!(!precede(2, 1) && !precede(1, 0) && !precede(5, 6) && !precede(1, 0xffff));
        let often = |left, right| table.number(left).is_some_and(|left| has_often(table.before(&models, right), left));
        assert!(often(1, 2) && often(2, 0) && often(0, 1) && !often(2, 0x9fff) && !often(2, 1));
        let level = |left, right| table.level(&models, left, right);
        assert_eq!([level(1, 2), level(2, 0), level(0, 1), level(0x9fff, 0), level(1, 0)], [3, 4, 2, 1, 0]);
        assert_eq!(table.number(0x9fff).map(|number| table.symbol(number)), Some(0x9fff));
    }
}
