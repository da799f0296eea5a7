//! Tables made of other elements: `<div class="row"><div>…</div><div>…</div></div>`, lists in lists.
//!
//! Lines whose elements lie side by side in one element are a row where the next element holds as many. Only
//! the depth of elements that end a line is counted; pages that leave many open have no such tables.

use crate::document::{BlockKind, CellAt, DocumentBuilder, Headers, is_column_name, is_header_row};

/// Fewest rows of a table whose first row names no columns.
const FEWEST: usize = 3;

/// Digits in a row of a number that makes such rows data; a date has fewer.
const DIGITS: usize = 10;

/// Longest line that is a cell, in bytes.
const LONGEST: usize = 200;

/// A line, and how its element lies to that of the line before.
#[derive(Clone, Copy, Debug)]
struct Line {
    /// The number of its block.
    block: usize,
    depth: i32,
    /// The least depth since the line before.
    low: i32,
}

/// The lines of a page.
#[derive(Debug, Default)]
pub(super) struct Rows {
    depth: i32,
    low: i32,
    /// Number of the blocks that were there at the last tag.
    blocks: usize,
    lines: Vec<Line>,
}

impl Rows {
    /// An element that ends a line begins (1) or ends (-1), and so many blocks are finished.
    pub(super) fn step(&mut self, step: i32, blocks: usize) {
        if blocks > self.blocks {
            self.lines.push(Line { block: blocks - 1, depth: self.depth, low: self.low });
            self.low = self.depth;
        }
        self.blocks = blocks;
        self.depth += step;
        self.low = self.low.min(self.depth);
    }

    /// Makes cells of the lines that are some.
    pub(super) fn write(self, builder: &mut DocumentBuilder) {
        let mut rest = self.lines.as_slice();
        let mut above: Option<&[Line]> = None;
        while let Some(first) = rest.first() {
            let run = 1 + rest[1..].iter().take_while(|line| follows(first, line)).count();
            let (lines, behind) = rest.split_at(run);
            let rows: Vec<&[Line]> = lines.chunk_by(|_, next| next.low == next.depth - 1).collect();
            // The names of columns may lie in an element of their own above the rows.
            let names = above.filter(|names| names.last().is_some_and(|last| last.block + 1 == first.block));
            let all: Vec<&[Line]> = names.into_iter().chain(rows.iter().copied()).collect();
            if names.is_none() || !is_named(&all, builder) || !table(&all, builder) {
                table(&rows, builder);
            }
            above = rows.last().copied();
            rest = behind;
        }
    }
}

/// True for a line beside the first, or in an element beside that of the first.
fn follows(first: &Line, line: &Line) -> bool {
    line.depth == first.depth && (line.low == line.depth - 1 || line.low == line.depth - 2)
}

/// True where the first row names columns and the second is as wide.
fn is_named(rows: &[&[Line]], builder: &DocumentBuilder) -> bool {
    let [first, second, ..] = rows else { return false };
    let words = first.iter().map(|line| builder.paragraph(line.block)).collect::<Option<Vec<&str>>>();
    first.len() == second.len() && words.is_some_and(|words| is_header_row(&words))
}

/// Makes a table of the rows, if they are of one width and data. Returns whether they are.
fn table(rows: &[&[Line]], builder: &mut DocumentBuilder) -> bool {
    let Some(width) = rows.first().map(|row| row.len()).filter(|&width| width >= 2) else { return false };
    let rows: Vec<&[Line]> = rows.iter().take_while(|row| row.len() == width).copied().collect();
    let words = |row: &[Line]| row.iter().map(|line| builder.paragraph(line.block)).collect::<Option<Vec<&str>>>();
    let Some(texts) = rows.iter().map(|row| words(row)).collect::<Option<Vec<_>>>() else { return false };
    let short = texts.iter().flatten().all(|text| text.len() <= LONGEST);
    let numbers = |text: &&str| text.as_bytes().windows(DIGITS).any(|run| run.iter().all(u8::is_ascii_digit));
    let data = || texts.len() >= FEWEST && texts[1..].iter().all(|row| row.iter().any(numbers));
    let named = || texts.len() >= 2 && is_header_row(&texts[0]);
    if !short || !(data() || is_form(&texts) || repeats_names(&texts) || named()) {
        return false;
    }
    let table = builder.add_table(Headers::Recognise);
    for (row, lines) in (0..).zip(&rows) {
        for (column, line) in (0..).zip(*lines) {
            builder.set_kind_of(line.block, BlockKind::Cell(CellAt { table, row, column, header: false }));
        }
    }
    true
}

/// Names and values in pairs, several in each row, and the same names in every row.
fn repeats_names(texts: &[Vec<&str>]) -> bool {
    const NARROWEST: usize = 4;
    let width = texts[0].len();
    let same = |column: usize| texts.iter().all(|row| row[column] == texts[0][column]);
    let words = |column: usize| !texts[0][column].bytes().any(|byte| byte.is_ascii_digit());
    let is_known = |&column: &usize| is_column_name(texts[0][column]);
    // What a column is called is asked last: it says no sooner, and takes longer.
    texts.len() >= 2
        && width >= NARROWEST
        && width.is_multiple_of(2)
        && (0..width).step_by(2).all(|column| same(column) && words(column))
        && !(1..width).step_by(2).all(same)
        && (0..width).step_by(2).filter(is_known).nth(1).is_some()
}

/// Names and values in pairs, of which two or more are numbers of other lengths: an ID and a telephone.
fn is_form(texts: &[Vec<&str>]) -> bool {
    const NUMBER: usize = 7;
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let pair =
        |row: &Vec<&str>| row.len() == 2 && !row[0].is_empty() && digits(row[0]) == 0 && row[0].len() <= LONGEST / 4;
    let lengths: Vec<usize> =
        texts.iter().map(|row| digits(row[row.len() - 1])).filter(|&count| count >= NUMBER).collect();
    let differ = lengths.iter().any(|&length| length.abs_diff(lengths[0]) > 1);
    texts.len() >= FEWEST && texts.iter().all(pair) && differ && lengths.len() < texts.len()
}
