//! Which characters the reference saw side by side and how often, as one row of bits for each character.
//!
//! Every edit asks this of its joints, and a place of text is tried with a hundred edits: bits of two
//! rows that lie in the cache answer most of them. A row is read from the models when it is first
//! asked for.

use std::ops::Range;
use std::sync::OnceLock;

use crate::model::{Level, Model};

/// Symbols, as numbers from 0.
const SYMBOLS: usize = 0xa000;
/// The number of a symbol that nothing was seen behind.
const UNSEEN: u16 = u16::MAX;

/// Two sets of symbols by their numbers, 64 to a word, the words of both side by side: what was seen, and what was
/// seen often.
pub(super) type Set = [[u64; 2]];

/// What was seen behind a symbol.
#[derive(Debug, Default)]
struct Row {
    set: OnceLock<Box<Set>>,
    /// Two more sets, of what reached each higher level: asked for far less often, and in fewer rows.
    higher: OnceLock<Box<Set>>,
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
    behind: Box<[Row]>,
    /// The sets of what was seen before each symbol, one after the other: all are read when one is asked for.
    before: OnceLock<Box<Set>>,
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
        let behind = symbols.iter().map(|_| Row::default()).collect();
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
    pub(super) fn behind(&self, models: &[Model], symbol: u16) -> &Set {
        self.number(symbol).map_or(&[], |number| self.behind_number(models, number))
    }

    /// The symbols that were seen behind the one of this number.
    #[inline]
    pub(super) fn behind_number(&self, models: &[Model], number: u16) -> &Set {
        let Some(Row { set, .. }) = self.behind.get(usize::from(number)) else { return &[] };
        set.get_or_init(|| self.read(models, number, 0))
    }

    /// The set of the symbols that were seen before this one.
    #[inline]
    pub(super) fn before(&self, models: &[Model], symbol: u16) -> &Set {
        let Some(number) = self.number(symbol) else { return &[] };
        let rows = self.before.get_or_init(|| self.read_before(models));
        let start = usize::from(number) * self.width();
        rows.get(start..start + self.width()).unwrap_or_default()
    }

    /// Of what was seen behind a symbol that which reached the level above `least`, and the one above that.
    fn read(&self, models: &[Model], number: u16, least: Level) -> Box<Set> {
        let mut row = vec![[0; 2]; self.width()].into_boxed_slice();
        for (model, places) in models.iter().zip(&self.places) {
            for (symbol, level) in model.behind(&places[usize::from(number)]) {
                let Some(column) = self.number(symbol) else { continue };
                let place = &mut row[usize::from(column / 64)];
                *place = with(*place, level.saturating_sub(least), column % 64);
            }
        }
        row
    }

    fn read_before(&self, models: &[Model]) -> Box<Set> {
        let width = self.width();
        let mut rows = vec![[0; 2]; width * self.symbols.len()].into_boxed_slice();
        for (model, places) in models.iter().zip(&self.places) {
            for (first, place) in (0_u16..).zip(places) {
                let (word, bit) = (usize::from(first / 64), first % 64);
                for (symbol, level) in model.behind(place) {
                    let Some(second) = self.number(symbol) else { continue };
                    let place = &mut rows[usize::from(second) * width + word];
                    *place = with(*place, level, bit);
                }
            }
        }
        rows
    }

    /// How often `right` was seen directly behind `left`.
    pub(super) fn level(&self, models: &[Model], left: u16, right: u16) -> Level {
        let (Some(left), Some(right)) = (self.number(left), self.number(right)) else { return 0 };
        let count = |set: &Set| bits(set, right).into_iter().map(u8::from).sum::<u8>();
        let level = count(self.behind_number(models, left));
        if level < OFTEN {
            return level;
        }
        let higher = self.behind.get(usize::from(left)).map(|row| &row.higher);
        level + higher.map_or(0, |higher| count(higher.get_or_init(|| self.read(models, left, OFTEN))))
    }

    /// True when `right` was often seen directly behind `left`.
    #[inline]
    pub(super) fn often_meet(&self, models: &[Model], left: u16, right: u16) -> bool {
        self.number(right).is_some_and(|right| bits(self.behind(models, left), right)[1])
    }

    /// True when `right` was ever seen directly behind `left`.
    #[inline]
    pub(super) fn meet(&self, models: &[Model], left: u16, right: u16) -> bool {
        self.number(right).is_some_and(|right| bits(self.behind(models, left), right)[0])
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

/// The words of two sets with a symbol that reached this level, of which each set asks for one more.
#[inline]
fn with([one, two]: [u64; 2], level: Level, bit: u16) -> [u64; 2] {
    [one | u64::from(level >= 1) << bit, two | u64::from(level >= 2) << bit]
}

/// Whether the symbol of this number was seen, and whether often.
#[inline]
pub(super) fn bits(set: &Set, number: u16) -> [bool; 2] {
    word(set, usize::from(number / 64)).map(|word| word >> (number % 64) & 1 == 1)
}

/// The symbols of this word that were seen, and those that were seen often.
#[inline]
pub(super) fn word(set: &Set, at: usize) -> [u64; 2] {
    set.get(at).copied().unwrap_or_default()
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
        let precede = |left, right| table.number(left).is_some_and(|left| bits(table.before(&models, right), left)[0]);
        assert!(precede(1, 2) && precede(0, 1) && precede(2, 0x9fff) && precede(0x9fff, 0));
        assert!(!precede(2, 1) && !precede(1, 0) && !precede(5, 6) && !precede(1, 0xffff));
        let often = |left, right| table.number(left).is_some_and(|left| bits(table.before(&models, right), left)[1]);
        assert!(often(1, 2) && often(2, 0) && often(0, 1) && !often(2, 0x9fff) && !often(2, 1));
        let level = |left, right| table.level(&models, left, right);
        assert_eq!([level(1, 2), level(2, 0), level(0, 1), level(0x9fff, 0), level(1, 0)], [3, 4, 2, 1, 0]);
        assert_eq!(table.number(0x9fff).map(|number| table.symbol(number)), Some(0x9fff));
    }
}
