//! Tables that are none: old pages place their columns with them.
//!
//! A table around another table, around a whole article, or of one nameless column is layout. Its
//! cells become paragraphs, line by line, and the other tables are numbered anew.

use super::header::is_column_name;
use super::{Block, BlockKind, CellAt, Table};
use crate::span::Span;

/// From how many bytes of text a cell of at least [`ARTICLE_LINES`] lines is an article.
const ARTICLE: usize = 1200;

/// See [`ARTICLE`].
const ARTICLE_LINES: usize = 4;

/// Turns the cells of layout tables into paragraphs and drops the tables. `doubtful` tells of each
/// table whether it may be layout, `layout` whether it certainly is. Returns which tables stay.
pub(super) fn dissolve(
    text: &str,
    blocks: &mut Vec<Block>,
    tables: &mut Vec<Table>,
    doubtful: &[bool],
    layout: &[bool],
) -> Vec<bool> {
    let mut outlines = vec![Outline::default(); tables.len()];
    for block in blocks.iter() {
        if let Some(at) = block.cell()
            && let Some(outline) = outlines.get_mut(at.table as usize)
        {
            outline.add(at, &text[block.span.range()]);
        }
    }
    let goes = |table: usize| layout[table] || doubtful[table] && outlines[table].is_layout();
    let going: Vec<bool> = (0..tables.len()).map(goes).collect();
    if going.contains(&true) {
        let numbers = renumber(&going);
        let mut stays = going.iter().map(|goes| !goes);
        tables.retain(|_| stays.next().unwrap_or(true));
        *blocks = blocks.iter().flat_map(|block| moved(text, block, &numbers)).collect();
    }
    going.into_iter().map(|goes| !goes).collect()
}

/// The new number of each table that stays.
fn renumber(going: &[bool]) -> Vec<Option<u32>> {
    let mut next = 0;
    let number = |&goes: &bool| {
        let number = (!goes).then_some(next);
        next += u32::from(!goes);
        number
    };
    going.iter().map(number).collect()
}

/// What tells a table from layout.
#[derive(Clone, Copy, Debug, Default)]
struct Outline {
    cells: usize,
    columns: u32,
    rows: u32,
    named: bool,
    article: bool,
}

impl Outline {
    fn add(&mut self, at: CellAt, text: &str) {
        if self.cells == 0 {
            // 序号  姓名  金额: several names in one cell are no name of its column.
            let several = text.trim().contains(['\u{3000}', '\t'])
                || ["  ", "\u{a0}\u{a0}"].iter().any(|gap| text.trim().contains(gap));
            self.named = is_column_name(text) && !several;
        }
        self.cells += 1;
        self.columns = self.columns.max(at.column + 1);
        self.rows = self.rows.max(at.row + 1);
        self.article |= text.len() >= ARTICLE && text.lines().count() >= ARTICLE_LINES;
    }

    fn is_layout(&self) -> bool {
        let small = self.columns <= 2 || self.rows <= 3;
        self.cells <= 1 || self.columns == 1 && !self.named || self.article && small
    }
}

/// A block after the move: itself, or the lines of its cell.
fn moved(text: &str, block: &Block, numbers: &[Option<u32>]) -> Vec<Block> {
    let Some(at) = block.cell() else { return vec![*block] };
    match numbers.get(at.table as usize).copied().flatten() {
        Some(table) => vec![Block { kind: BlockKind::Cell(CellAt { table, ..at }), ..*block }],
        None => lines(text, block),
    }
}

fn lines(text: &str, block: &Block) -> Vec<Block> {
    let mut start = block.span.start();
    let mut found = Vec::new();
    for line in text[block.span.range()].split_inclusive('\n') {
        let inner = line.trim();
        let indent = line.len() - line.trim_start().len();
        if !inner.is_empty() {
            let span = Span::new(start + indent, start + indent + inner.len());
            found.push(Block { span, kind: BlockKind::Paragraph, ..*block });
        }
        start += line.len();
    }
    found
}
