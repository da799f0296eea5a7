//! Clauses: stretches of characters and digits between marks, blanks left out.

use std::ops::Range;

use crate::detect::structure::chars::{is_blank, is_han};
use crate::span::{Span, Text};

/// A clause and where its characters stand.
#[derive(Debug)]
pub(super) struct Clause {
    pub(super) chars: Vec<char>,
    /// The byte at which each character begins.
    places: Vec<usize>,
    end: usize,
}

impl Clause {
    /// The bytes of some of its characters.
    pub(super) fn span(&self, range: Range<usize>) -> Span<Text> {
        let end = self.places.get(range.end).copied().unwrap_or(self.end);
        Span::new(self.places[range.start], end)
    }

    /// All of it.
    pub(super) fn whole(&self) -> Span<Text> {
        self.span(0..self.chars.len())
    }

    /// True when it has these characters in a row.
    pub(super) fn contains(&self, part: &[char]) -> bool {
        self.chars.windows(part.len().max(1)).any(|window| window == part)
    }
}

/// The clauses of a line.
pub(super) fn of(text: &str, line: Span<Text>) -> impl Iterator<Item = Clause> {
    ending(text, line, |_| true)
}

/// The clauses of a line whose last two characters are `wanted`.
pub(super) fn ending(text: &str, line: Span<Text>, wanted: impl Fn([char; 2]) -> bool) -> impl Iterator<Item = Clause> {
    let slice = &text[line.range()];
    let parts = slice.split(|char: char| !is_han(char) && !char.is_ascii_alphanumeric() && !is_blank(char));
    parts.filter(move |part| end_of(part).is_some_and(&wanted)).filter_map(move |part| {
        let start = line.start() + (part.as_ptr().addr() - slice.as_ptr().addr());
        let (places, chars): (Vec<usize>, Vec<char>) =
            part.char_indices().filter(|(_, char)| !is_blank(*char)).map(|(at, char)| (start + at, char)).unzip();
        let end = places.last()? + chars.last()?.len_utf8();
        Some(Clause { chars, places, end })
    })
}

/// The last two characters of a clause.
fn end_of(part: &str) -> Option<[char; 2]> {
    let mut last = part.chars().rev().filter(|char| !is_blank(*char));
    let (second, first) = (last.next()?, last.next()?);
    Some([first, second])
}
