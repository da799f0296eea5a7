//! The lines of running text that a reader of the page sees.
//!
//! A paragraph of one format is a line of another, so rules about paragraphs look at lines: a block
//! is cut at its line breaks, and every line is trimmed. Cells of tables are not running text.

use memchr::memchr_iter;

use crate::document::{Block, BlockKind, Document};
use crate::span::{Span, Text};

/// A line, trimmed and never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its bytes.
    pub(super) span: Span<Text>,
    /// The index of its block.
    pub(super) block: u32,
}

/// The lines of headings and paragraphs that the page shows, in order.
pub(super) fn lines(document: &Document) -> impl Iterator<Item = Line> {
    let blocks = document.blocks().iter().enumerate().filter(|(_, block)| is_running_text(block));
    blocks.flat_map(move |(index, block)| lines_of(document.text(), block.span, index as u32))
}

/// The lines of one stretch of text.
pub(super) fn lines_of(text: &str, span: Span<Text>, block: u32) -> impl Iterator<Item = Line> {
    let bytes = &text.as_bytes()[span.range()];
    let ends = memchr_iter(b'\n', bytes).map(move |at| span.start() + at).chain([span.end()]);
    let mut start = span.start();
    ends.filter_map(move |end| {
        let line = trimmed(text, Span::new(start, end));
        start = end + 1;
        (!line.is_empty()).then_some(Line { span: line, block })
    })
}

/// `span` without the white space at its ends.
pub(super) fn trimmed(text: &str, span: Span<Text>) -> Span<Text> {
    let slice = &text[span.range()];
    let body = slice.trim_start();
    let start = span.end() - body.len();
    Span::new(start, start + body.trim_end().len())
}

fn is_running_text(block: &Block) -> bool {
    let kind = matches!(block.kind, BlockKind::Heading(_) | BlockKind::Paragraph);
    kind && block.hidden.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_cut_into_trimmed_lines() {
        let text = "\u{3000}\u{3000}第一行\r\n\n 第二行 ";
        let found: Vec<_> = lines_of(text, Span::new(0, text.len()), 7).map(|line| &text[line.span.range()]).collect();
        assert_eq!(found, ["第一行", "第二行"]);
    }
}
