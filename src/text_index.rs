//! Lines and code points of a text, counted once and only when somebody asks.

use std::sync::OnceLock;

/// Code points are counted in steps of this many bytes, so that a column on a line of 100 MB costs
/// one short count and not a walk from its beginning.
const STEP: usize = 1024;

/// Answers "which line, which column, how many characters before" for one text.
///
/// Empty until the first question; most documents have no finding and never pay for it.
#[derive(Debug, Default)]
pub struct TextIndex {
    line_starts: OnceLock<Vec<u32>>,
    chars_before_step: OnceLock<Vec<u32>>,
}

impl TextIndex {
    /// The 1-based line and column (in code points) of the byte at `offset` of `text`.
    pub fn line_column(&self, text: &str, offset: usize) -> (usize, usize) {
        let line = self.line_of(text, offset);
        let start = self.line_starts(text)[line - 1] as usize;
        let before = match text.as_bytes().get(start..offset) {
            Some(near) if near.len() <= STEP => count_chars(near),
            _ => self.chars_before(text, offset) - self.chars_before(text, start),
        };
        (line, before + 1)
    }

    /// The 1-based line that holds the byte at `offset`.
    pub fn line_of(&self, text: &str, offset: usize) -> usize {
        self.line_starts(text).partition_point(|&start| start as usize <= offset)
    }

    /// The bytes of 1-based `line` without its line break.
    pub fn line_range(&self, text: &str, line: usize) -> std::ops::Range<usize> {
        let starts = self.line_starts(text);
        let start = starts.get(line - 1).map_or(text.len(), |&start| start as usize);
        let end = starts.get(line).map_or(text.len(), |&next| next as usize);
        let body = text[start..end].trim_end_matches(['\n', '\r']);
        start..start + body.len()
    }

    /// How many code points lie before `offset`.
    pub fn chars_before(&self, text: &str, offset: usize) -> usize {
        let offset = offset.min(text.len());
        let steps = self.chars_before_step.get_or_init(|| count_steps(text.as_bytes()));
        let step = offset / STEP;
        steps[step] as usize + count_chars(&text.as_bytes()[step * STEP..offset])
    }

    fn line_starts(&self, text: &str) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let breaks = memchr::memchr_iter(b'\n', text.as_bytes());
            std::iter::once(0).chain(breaks.map(|at| at as u32 + 1)).collect()
        })
    }
}

fn count_steps(bytes: &[u8]) -> Vec<u32> {
    let mut total = 0;
    let mut steps = vec![0];
    for chunk in bytes.chunks(STEP) {
        total += count_chars(chunk) as u32;
        steps.push(total);
    }
    steps
}

/// Counts the bytes that begin a code point: all but UTF-8 continuation bytes. So few at a time that
/// a byte holds the count, which lets the compiler count many at once.
fn count_chars(bytes: &[u8]) -> usize {
    let count = |bytes: &[u8]| bytes.iter().fold(0_u8, |count, &byte| count + u8::from((byte as i8) >= -0x40));
    bytes.chunks(usize::from(u8::MAX)).map(|bytes| usize::from(count(bytes))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "甲乙\r\n丙x丁\n";
        let index = TextIndex::default();
        let at = text.find('丁').unwrap_or_default();
        assert_eq!(index.line_column(text, at), (2, 3));
        assert_eq!(&text[index.line_range(text, 1)], "甲乙");
        assert_eq!(index.line_column(text, text.len()), (3, 1));
    }

    #[test]
    fn long_lines_are_counted_in_steps() {
        let text = "审".repeat(16 * STEP);
        let index = TextIndex::default();
        assert_eq!(index.line_column(&text, 3 * 10_000), (1, 10_001));
        assert_eq!(index.chars_before(&text, text.len()), 16 * STEP);
    }
}
