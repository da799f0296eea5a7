//! What reference text has taught: how often characters stand side by side in it.
//!
//! A [`Model`] answers one question, "how often was this seen", for two and three neighbouring
//! characters, in classes ([`STEPS`]). It is a block of bytes that is used as it lies in memory,
//! without being parsed, so that the built-in one costs nothing to start. The text it was counted
//! from cannot be had back from it: the filters keep hashes, and hashes collide.
//!
//! It also carries the terms that recur in the text. Nothing here knows what an error is; see `detect::near_miss`.

use std::borrow::Cow;

mod bloom;
mod file;
mod pairs;
mod symbols;

pub use file::{Fault, ModelParts};
pub use symbols::{BOUNDARY, Symbols, symbol};

/// The least count of each class above "never seen".
pub const STEPS: [u32; 4] = [1, 3, 11, 50];

/// The least count of four neighbouring characters that the model remembers.
pub const RECURRING: u32 = 3;

/// How often something was seen: 0 for never, else one more than the index of the highest of
/// [`STEPS`] that its count reaches.
pub type Level = u8;

/// Counts from reference text, ready to be asked.
#[derive(Clone, Debug)]
pub struct Model {
    bytes: Cow<'static, [u8]>,
    layout: file::Layout,
}

impl Model {
    /// Takes the bytes of a model file.
    ///
    /// # Errors
    /// When they are no model file of this version, or damaged.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, Fault> {
        let bytes = bytes.into();
        let layout = file::Layout::read(&bytes)?;
        Ok(Model { bytes, layout })
    }

    /// Takes bytes that came with the program, without checking their sum.
    ///
    /// # Errors
    /// When they are no model file of this version.
    pub(crate) fn from_built_in(bytes: &'static [u8]) -> Result<Self, Fault> {
        Ok(Model { layout: file::Layout::read_unchecked(bytes)?, bytes: Cow::Borrowed(bytes) })
    }

    /// True when the three characters, given as [`symbol`]s, were seen side by side at all.
    #[inline]
    pub fn knows_trigram(&self, trigram: [u16; 3]) -> bool {
        bloom::contains(self.part(&self.layout.trigrams[0]), trigram_key(trigram))
    }

    /// For asking [`Model::knows_trigram`] or [`Model::usual_trigram`] of many.
    #[inline]
    pub(crate) fn trigrams(&self) -> Trigrams<'_> {
        let [seen, usual, ..] = &self.layout.trigrams;
        Trigrams { seen: bloom::Filter::new(self.part(seen)), usual: bloom::Filter::new(self.part(usual)) }
    }

    /// How often the three characters were seen side by side.
    pub fn trigram(&self, trigram: [u16; 3]) -> Level {
        let (filters, key) = (&self.layout.trigrams, trigram_key(trigram));
        filters.iter().take_while(|extent| bloom::contains(self.part(extent), key)).count() as Level
    }

    /// True when the three characters were seen side by side at least [`STEPS`]`[1]` times.
    #[inline]
    pub fn usual_trigram(&self, trigram: [u16; 3]) -> bool {
        self.trigrams().are_used_to(trigram)
    }

    /// The characters that anything was seen behind, in rising order, and where in the model it is told
    /// what: for [`Model::behind`].
    pub(crate) fn firsts(&self) -> impl Iterator<Item = (u16, std::ops::Range<usize>)> {
        pairs::rows(self.part(&self.layout.pairs))
    }

    /// The characters that were seen directly behind another, in rising order, and how often.
    pub(crate) fn behind(&self, row: &std::ops::Range<usize>) -> impl Iterator<Item = (u16, Level)> {
        pairs::row(self.part(&self.layout.pairs).get(row.clone()).unwrap_or_default())
    }

    /// True when the four characters were seen side by side at least [`RECURRING`] times.
    pub fn recurs(&self, four: [u16; 4]) -> bool {
        bloom::contains(self.part(&self.layout.fours), four_key(four))
    }

    /// The recurring terms, most frequent first.
    pub fn terms(&self) -> impl Iterator<Item = &str> + Clone {
        std::str::from_utf8(self.part(&self.layout.terms)).unwrap_or_default().lines()
    }

    #[inline]
    fn part(&self, extent: &file::Extent) -> &[u8] {
        self.bytes.get(extent.clone()).unwrap_or_default()
    }
}

/// The trigrams that a model saw.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trigrams<'a> {
    seen: bloom::Filter<'a>,
    usual: bloom::Filter<'a>,
}

impl Trigrams<'_> {
    /// Takes back `novel` of each symbol that is no character, or in the middle of a trigram that was seen.
    pub(crate) fn mark(self, symbols: &[u16], novel: &mut [bool]) {
        let [first, second, rest @ ..] = symbols else { return };
        let mut three = u64::from(*first) << 16 | u64::from(*second);
        for (novel, &symbol) in novel.iter_mut().skip(1).zip(rest) {
            let middle = three as u16;
            three = (three << 16 | u64::from(symbol)) & 0xffff_ffff_ffff;
            *novel &= (middle != BOUNDARY) & !self.seen.contains(mix(three));
        }
    }

    /// See [`Model::usual_trigram`].
    #[inline]
    pub(crate) fn are_used_to(self, trigram: [u16; 3]) -> bool {
        // The rarer class is asked first: its filter is small, and mostly says no.
        let key = trigram_key(trigram);
        self.usual.contains(key) && self.seen.contains(key)
    }
}

#[inline]
fn trigram_key([a, b, c]: [u16; 3]) -> u64 {
    mix(u64::from(a) << 32 | u64::from(b) << 16 | u64::from(c))
}

#[inline]
fn four_key([a, b, c, d]: [u16; 4]) -> u64 {
    mix(u64::from(a) << 48 | u64::from(b) << 32 | u64::from(c) << 16 | u64::from(d))
}

/// The finalizer of SplitMix64: every bit of the result depends on every bit of the key.
#[inline]
fn mix(key: u64) -> u64 {
    let key = (key ^ (key >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let key = (key ^ (key >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    key ^ (key >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Model {
        let parts = ModelParts {
            trigrams: vec![([1, 2, 3], 1), ([2, 3, 4], 60)],
            bigrams: vec![([1, 2], 3)],
            fours: vec![([1, 2, 3, 4], 3), ([2, 3, 4, 5], 2)],
            terms: vec!["领导小组".to_owned()],
        };
        Model::from_bytes(parts.to_bytes()).expect("a file that was just written")
    }

    #[test]
    fn levels_follow_the_steps() {
        let model = model();
        assert_eq!(model.trigram([1, 2, 3]), 1);
        assert_eq!(model.trigram([2, 3, 4]), 4);
        assert_eq!(model.trigram([3, 2, 1]), 0);
        let pairs = model.firsts().flat_map(|(_, row)| model.behind(&row).collect::<Vec<_>>());
        assert_eq!(pairs.collect::<Vec<_>>(), [(2, 2)]);
        assert!(model.usual_trigram([2, 3, 4]) && !model.usual_trigram([1, 2, 3]));
        assert!(model.recurs([1, 2, 3, 4]) && !model.recurs([2, 3, 4, 5]));
        assert!(model.knows_trigram([2, 3, 4]) && !model.knows_trigram([4, 3, 2]));
    }

    #[test]
    fn terms_come_back() {
        let model = model();
        assert_eq!(model.terms().collect::<Vec<_>>(), ["领导小组"]);
    }
}
