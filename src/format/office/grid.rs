//! Tables on their way into a document: finds the header by content and gives every cell its label.
//!
//! Lists have a row of column titles, often below a merged caption and sometimes two rows high.
//! Forms have none: there the title stands left of the value (身份证号 | …).

use crate::document::{BlockKind, CellAt, DocumentBuilder, Hidden};
use crate::place::Place;

/// Column titles are looked for in this many first rows.
const HEADER_ROWS: usize = 10;

/// Longest title of a column, in code points.
const TITLE_CHARS: usize = 24;

/// Widest table whose empty cells are kept.
const FILLED_COLUMNS: usize = 200;

/// At least this many boxes in a row are one number.
const BOXES: usize = 11;

/// Words that a form's title for a number holds.
const TITLE_WORDS: [&str; 16] = [
    "身份证",
    "证件",
    "号码",
    "证号",
    "账号",
    "帐号",
    "卡号",
    "电话",
    "手机",
    "联系",
    "日期",
    "住址",
    "地址",
    "编号",
    "户口",
    "邮箱",
];

/// A table being collected.
#[derive(Default)]
pub(in crate::format) struct Grid {
    rows: Vec<Row>,
}

/// A row that has at least one cell.
#[derive(Default)]
pub(in crate::format) struct Row {
    /// Row as the program shows it, 1-based.
    pub(in crate::format) number: usize,
    /// Cells from left to right.
    pub(in crate::format) cells: Vec<Cell>,
}

/// One cell.
#[derive(Default)]
pub(in crate::format) struct Cell {
    /// Column as the program shows it, 1-based.
    pub(in crate::format) column: usize,
    /// How many columns it covers, at least 1.
    pub(in crate::format) width: usize,
    /// Its text.
    pub(in crate::format) text: String,
    /// Why nobody sees it, if so.
    pub(in crate::format) hidden: Option<Hidden>,
}

/// Makes a [`Place`] of the row and the column that the program shows.
pub(in crate::format) type PlaceOf<'a> = &'a dyn Fn(usize, usize) -> Place;

/// The rows that hold column titles, as indexes into the grid's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Header {
    first: usize,
    last: usize,
}

impl Grid {
    /// Adds a row below the others. Rows without a cell are dropped.
    pub(in crate::format) fn push(&mut self, row: Row) {
        if !row.cells.is_empty() {
            self.rows.push(row);
        }
    }

    /// Number of rows.
    pub(in crate::format) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The rows, for marks that come after the cells (merged ranges).
    pub(in crate::format) fn rows_mut(&mut self) -> &mut [Row] {
        &mut self.rows
    }

    /// Writes the table: captions above the header as paragraphs, everything else as cells.
    pub(in crate::format) fn write(self, builder: &mut DocumentBuilder, place: PlaceOf<'_>) {
        if self.rows.iter().all(|row| row.cells.iter().all(|cell| cell.text.trim().is_empty())) {
            return;
        }
        let header = self.header();
        let captions = header.map_or(0, |header| header.first);
        for row in &self.rows[..captions] {
            write_caption(row, builder, place);
        }
        let titles = header.map(|header| self.titles(header)).unwrap_or_default();
        let headers = header.map_or(0, |header| header.last + 1);
        let table = builder.add_table(header.is_some());
        let mut writer = Writer { builder, place, titles: &titles, table, columns: self.columns() };
        for (index, row) in self.rows[captions..].iter().enumerate() {
            writer.row(row, index as u32, captions + index < headers);
        }
        for row in &self.rows {
            write_boxes(row, builder, place);
        }
    }

    /// First column, and how many columns there are.
    fn columns(&self) -> (usize, usize) {
        let cells = || self.rows.iter().flat_map(|row| &row.cells);
        let first = cells().map(|cell| cell.column).min().unwrap_or(1);
        let last = cells().filter(|cell| !cell.text.is_empty()).map(|cell| cell.column).max().unwrap_or(first);
        (first, last.saturating_sub(first) + 1)
    }

    /// The rows that hold column titles: the first that is filled with short words and has a
    /// filled row below it. Rows above it with less than half of the columns are captions.
    fn header(&self) -> Option<Header> {
        let widest = self.rows.iter().take(50).map(Row::filled).max()?;
        for first in 0..self.rows.len().saturating_sub(1).min(HEADER_ROWS) {
            let row = &self.rows[first];
            if widest > 1 && row.reach() * 2 <= widest {
                continue;
            }
            if !row.is_titles() {
                return None;
            }
            let second = row.has_gap() && self.rows.len() > first + 2 && self.rows[first + 1].is_titles();
            return Some(Header { first, last: first + usize::from(second) });
        }
        None
    }

    /// The title of each column, sorted by column: the titles of both header rows joined.
    fn titles(&self, header: Header) -> Vec<(usize, String)> {
        let mut titles: Vec<(usize, String)> = Vec::new();
        for row in &self.rows[header.first..=header.last] {
            for cell in row.cells.iter().filter(|cell| !cell.text.trim().is_empty()) {
                for column in cell.column..cell.column + cell.width.max(1) {
                    let at = titles.partition_point(|(known, _)| *known < column);
                    match titles.get_mut(at) {
                        Some((known, title)) if *known == column => title.push_str(&one_line(&cell.text)),
                        _ => titles.insert(at, (column, one_line(&cell.text))),
                    }
                }
            }
        }
        titles
    }
}

impl Row {
    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.text.trim().is_empty()).count()
    }

    /// Columns under filled cells: a caption merged over the table counts one, a group of columns all of its.
    fn reach(&self) -> usize {
        match self.filled() {
            0 | 1 => self.filled(),
            _ => self.cells.iter().filter(|cell| !cell.text.trim().is_empty()).map(|cell| cell.width.max(1)).sum(),
        }
    }

    /// True when a second row of titles may fill what this one leaves open.
    fn has_gap(&self) -> bool {
        self.cells.iter().any(|cell| cell.width > 1 && !cell.text.trim().is_empty())
    }

    fn is_titles(&self) -> bool {
        let filled = self.filled();
        let titles = self.cells.iter().filter(|cell| is_title(&cell.text)).count();
        filled > 0 && titles * 5 >= filled * 4
    }
}

/// A short phrase with words and without numbers.
fn is_title(text: &str) -> bool {
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.chars().count() <= TITLE_CHARS && digits <= 4 && text.chars().any(char::is_alphabetic)
}

/// A title of a form that names a number or an address.
fn names_a_value(text: &str) -> bool {
    is_title(text) && TITLE_WORDS.iter().any(|word| one_line(text).contains(word))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect()
}

fn write_caption(row: &Row, builder: &mut DocumentBuilder, place: PlaceOf<'_>) {
    for cell in row.cells.iter().filter(|cell| !cell.text.trim().is_empty()) {
        builder.open(BlockKind::Paragraph, cell.hidden);
        builder.set_place(place(row.number, cell.column));
        builder.push_str(&cell.text);
        builder.close();
        builder.push_str("\n");
    }
}

/// Forms print one box for each digit: such cells are read once more as the number that they make.
fn write_boxes(row: &Row, builder: &mut DocumentBuilder, place: PlaceOf<'_>) {
    let mut start = 0;
    while start < row.cells.len() {
        let run = row.cells[start..].iter().take_while(|cell| is_box(&cell.text)).count();
        if run >= BOXES {
            let cells = &row.cells[start..start + run];
            let before = row.cells[..start].iter().rev().find(|cell| !cell.text.trim().is_empty());
            builder.open(BlockKind::Field, cells[0].hidden);
            builder.set_place(place(row.number, cells[0].column));
            builder.set_label(&before.map(|cell| one_line(&cell.text)).unwrap_or_default());
            builder.push_str(&cells.iter().map(|cell| cell.text.trim()).collect::<String>());
            builder.close();
            builder.push_str("\n");
        }
        start += run + 1;
    }
}

/// A cell with one character of a number in it.
fn is_box(text: &str) -> bool {
    let mut chars = text.trim().chars();
    let one = chars.next().is_some_and(|char| char.is_ascii_digit() || matches!(char, 'X' | 'x' | '*'));
    one && chars.next().is_none()
}

struct Writer<'a> {
    builder: &'a mut DocumentBuilder,
    place: PlaceOf<'a>,
    titles: &'a [(usize, String)],
    table: u32,
    columns: (usize, usize),
}

impl Writer<'_> {
    fn row(&mut self, row: &Row, index: u32, header: bool) {
        let (first, count) = self.columns;
        let fill = count <= FILLED_COLUMNS;
        let mut next = first;
        let mut left: Option<&Cell> = None;
        for cell in &row.cells {
            while fill && next < cell.column {
                self.cell(&Cell { column: next, ..Cell::default() }, row.number, index, header, None);
                next += 1;
            }
            self.cell(cell, row.number, index, header, left);
            next = cell.column + 1;
            left = Some(cell);
        }
        while fill && next < first + count {
            self.cell(&Cell { column: next, ..Cell::default() }, row.number, index, header, None);
            next += 1;
        }
        self.builder.push_str("\n");
    }

    fn cell(&mut self, cell: &Cell, number: usize, row: u32, header: bool, left: Option<&Cell>) {
        let column = cell.column.saturating_sub(self.columns.0) as u32;
        if column > 0 {
            self.builder.push_str("\t");
        }
        self.builder.open(BlockKind::Cell(CellAt { table: self.table, row, column, header }), cell.hidden);
        self.builder.set_place((self.place)(number, cell.column));
        if let (false, Some(label)) = (header, self.label(cell, left)) {
            self.builder.set_label(&label);
        }
        self.builder.push_str(&cell.text);
        self.builder.close();
    }

    /// A form's title beside the value, else the title of the column.
    fn label(&self, cell: &Cell, left: Option<&Cell>) -> Option<String> {
        if let Some(left) = left.filter(|left| names_a_value(&left.text)) {
            return Some(one_line(&left.text));
        }
        let found = self.titles.binary_search_by_key(&cell.column, |(column, _)| *column);
        found.ok().map(|at| self.titles[at].1.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::source::Origin;

    fn document(rows: &[&[&str]]) -> Document {
        let mut grid = Grid::default();
        for (index, row) in rows.iter().enumerate() {
            let cells = row.iter().enumerate().filter(|(_, text)| **text != "<").map(|(column, text)| Cell {
                column: column + 1,
                width: 1 + row[column + 1..].iter().take_while(|text| **text == "<").count(),
                text: (*text).to_owned(),
                hidden: None,
            });
            grid.push(Row { number: index + 1, cells: cells.collect() });
        }
        let mut builder = DocumentBuilder::new(Origin::file("-"), "test");
        grid.write(&mut builder, &|row, column| Place::Cell { sheet: "表".to_owned(), row, column });
        builder.finish()
    }

    fn label<'a>(document: &'a Document, text: &str) -> Option<&'a str> {
        let at = document.text().find(text)?;
        document.label(document.block_at(at)?)
    }

    #[test]
    fn captions_are_passed_to_find_the_titles() {
        let document = document(&[
            &["补贴发放名单", "<", "<"],
            &["单位：某镇", "", ""],
            &["序号", "姓名", "身份证号"],
            &["1", "某甲", "子1"],
            &["2", "某乙", ""],
        ]);
        assert_eq!(label(&document, "子1"), Some("身份证号"));
        assert_eq!(document.tables()[0].rows, 3);
        assert_eq!(document.row(0, 2).count(), 3, "empty cells are kept");
    }

    #[test]
    fn two_rows_of_titles_are_joined() {
        let document =
            document(&[&["序号", "户主", "<", "备注"], &["", "姓名", "证件号", ""], &["1", "某甲", "子1", "无"]]);
        assert_eq!(label(&document, "子1"), Some("户主证件号"));
        assert_eq!(label(&document, "无"), Some("备注"));
    }

    #[test]
    fn a_form_has_its_titles_on_the_left() {
        let document = document(&[&["姓名", "某甲", "性别", "男"], &["身份证号码", "110", "电 话", "子2"]]);
        assert_eq!(label(&document, "110"), Some("身份证号码"));
        assert_eq!(label(&document, "子2"), Some("电话"));
    }

    #[test]
    fn a_table_of_data_has_no_header() {
        let document = document(&[&["1", "2021", "300"], &["2", "2022", "400"]]);
        assert!(!document.tables()[0].has_header);
    }
}
