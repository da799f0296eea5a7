//! Offsets in the three units that programs count in: bytes, code points and UTF-16 units.

use serde::Serialize;

use crate::span::Span;

/// Bytes between two marks.
const STEP: usize = 4096;

/// Counts in one text.
pub(super) struct Ruler<'a> {
    text: &'a str,
    /// Code points and UTF-16 units before each step.
    marks: Vec<(usize, usize)>,
}

/// A half-open range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Range {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A range in all three units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Offsets {
    pub(super) bytes: Range,
    pub(super) chars: Range,
    pub(super) utf16: Range,
}

impl<'a> Ruler<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut marks = vec![(0, 0)];
        let mut total = (0, 0);
        for chunk in text.as_bytes().chunks(STEP) {
            let (chars, units) = count(chunk);
            total = (total.0 + chars, total.1 + units);
            marks.push(total);
        }
        Ruler { text, marks }
    }

    /// A span in all units.
    pub(super) fn offsets<S>(&self, span: Span<S>) -> Offsets {
        let (start, end) = (self.before(span.start()), self.before(span.end()));
        Offsets {
            bytes: Range { start: span.start(), end: span.end() },
            chars: Range { start: start.0, end: end.0 },
            utf16: Range { start: start.1, end: end.1 },
        }
    }

    /// Code points and UTF-16 units before a byte.
    fn before(&self, offset: usize) -> (usize, usize) {
        let offset = offset.min(self.text.len());
        let step = offset / STEP;
        let (chars, units) = count(&self.text.as_bytes()[step * STEP..offset]);
        (self.marks[step].0 + chars, self.marks[step].1 + units)
    }
}

/// Counts the characters that begin in `bytes`: those of four bytes are two UTF-16 units.
fn count(bytes: &[u8]) -> (usize, usize) {
    let chars = bytes.iter().filter(|&&byte| (byte as i8) >= -0x40).count();
    (chars, chars + bytes.iter().filter(|&&byte| byte >= 0xF0).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Text;

    #[test]
    fn every_unit_agrees_with_the_slow_count() {
        let text = "a审𠮷\u{1F600}".repeat(1000);
        let ruler = Ruler::new(&text);
        for (at, char) in text.char_indices().step_by(7) {
            let found = ruler.offsets(Span::<Text>::new(at, at + char.len_utf8()));
            assert_eq!(found.chars.start, text[..at].chars().count());
            assert_eq!(found.utf16.start, text[..at].encode_utf16().count());
            assert_eq!(found.utf16.end - found.utf16.start, char.len_utf16());
        }
    }
}
