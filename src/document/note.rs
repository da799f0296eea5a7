//! Rows of a table that are none: sentences and contact lines in one cell for the whole width.
//!
//! `填表人：… 联系电话：…` below a list belongs to the office and not to the column it begins in.

use super::{Block, Document};

/// From how many code points on the only cell of a row is a sentence, whatever stands in it.
const LONG: usize = 24;

/// Shortest note.
const SHORT: usize = 6;

/// The rows of `table` from `first` on that are notes, as indexes into its cells.
pub(super) fn notes(document: &Document, table: u32, first: u32) -> Vec<std::ops::Range<usize>> {
    let outline = &document.tables()[table as usize];
    if outline.columns < 2 {
        return Vec::new();
    }
    let row_of = |&index: &u32| document.blocks()[index as usize].cell().map(|at| at.row);
    let mut start = 0;
    let mut found = Vec::new();
    for row in outline.cells.chunk_by(|one, other| row_of(one) == row_of(other)) {
        let below = row.first().and_then(row_of).is_some_and(|row| row >= first);
        if below && is_note(document, row) {
            found.push(start..start + row.len());
        }
        start += row.len();
    }
    found
}

/// True when one cell of the row says something, and that is a sentence.
fn is_note(document: &Document, row: &[u32]) -> bool {
    let text = |&index: &u32| -> &str { document.slice(document.blocks()[index as usize].span).trim() };
    let mut filled = row.iter().map(text).filter(|text| !text.is_empty());
    match (filled.next(), filled.next()) {
        (Some(only), None) => is_sentence(only),
        _ => false,
    }
}

/// True for text that no cell of a column would hold: a label with its value, a sentence.
pub fn is_sentence(text: &str) -> bool {
    let length = text.chars().count();
    length >= LONG || length >= SHORT && text.contains(['：', ':', '。', '；'])
}

/// True for a block that [`notes`] may make a paragraph.
pub(super) fn is_filled(document: &Document, block: &Block) -> bool {
    !document.slice(block.span).trim().is_empty()
}
