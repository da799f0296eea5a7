//! Byte ranges that know which text they count in.
//!
//! A document exists three times: as the bytes of the file ([`Raw`]), as those bytes decoded to
//! UTF-8 ([`Stored`]), and as the text a reader of the page sees ([`Text`]). An offset means
//! nothing without saying in which of the three, so each is a type of its own and the compiler
//! refuses to mix them. Conversions live in [`crate::document`].

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// The extracted text that rules look at. See [`crate::Document::text`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Text {}

/// The whole file decoded to UTF-8, markup included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stored {}

/// The bytes of the file as they lie on disk, byte order mark included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Raw {}

/// A half-open range of bytes `[start, end)` in the text named by `S`.
///
/// Offsets are held in 32 bits: no source larger than 4 GiB − 1 is ever read (see the limits of
/// [`crate::format`]), and documents hold millions of spans.
#[derive(Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Span<S> {
    start: u32,
    end: u32,
    #[serde(skip)]
    space: PhantomData<S>,
}

impl<S> Span<S> {
    /// The range from `start` to `end`. An `end` before `start` gives the empty range at `start`;
    /// offsets past 4 GiB − 1 saturate.
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX).max(start);
        Span { start, end, space: PhantomData }
    }

    /// First byte of the range.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// First byte after the range.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True when the range holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The range as the standard library counts.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// True when `other` lies wholly inside this range.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True when the two ranges share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// True when the byte at `offset` is in the range.
    pub fn holds(self, offset: usize) -> bool {
        self.start() <= offset && offset < self.end()
    }

    /// The smallest range that covers both.
    pub fn cover(self, other: Self) -> Self {
        Span { start: self.start.min(other.start), end: self.end.max(other.end), space: PhantomData }
    }
}

impl<S> From<Range<usize>> for Span<S> {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

// Written by hand: deriving would ask the same of the marker types.
impl<S> Clone for Span<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Span<S> {}

impl<S> PartialEq for Span<S> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}

impl<S> Eq for Span<S> {}

impl<S> std::hash::Hash for Span<S> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.start, self.end).hash(state);
    }
}

impl<S> PartialOrd for Span<S> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// By start, then by end.
impl<S> Ord for Span<S> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.start, self.end).cmp(&(other.start, other.end))
    }
}

impl<S> fmt::Debug for Span<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_half_open() {
        let span: Span<Text> = Span::new(2, 5);
        assert!(span.holds(2) && span.holds(4) && !span.holds(5));
        assert!(!span.overlaps(Span::new(5, 6)));
        assert!(span.overlaps(Span::new(4, 9)));
        assert_eq!(span.cover(Span::new(7, 8)), Span::new(2, 8));
    }

    #[test]
    fn a_reversed_range_is_empty() {
        let span: Span<Raw> = Span::new(5, 2);
        assert!(span.is_empty());
        assert_eq!(span.range(), 5..5);
    }
}
