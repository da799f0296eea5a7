//! Tables on their way into a document, row by row, with the places that their programs show.

use crate::digit;
use crate::document::{BlockKind, CellAt, DocumentBuilder, Headers, Hidden};
use crate::place::Place;

/// Widest table whose empty cells are kept.
const FILLED_COLUMNS: usize = 200;

/// At least this many boxes in a row are one number.
const BOXES: usize = 11;

/// Digits from which a sheet's name is worth reading.
const NAME_DIGITS: usize = 6;

/// What a block calls a sheet's name.
const SHEET_NAME: &str = "工作表名";

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

    /// Writes the table. Which row names the columns is found out by the document.
    pub(in crate::format) fn write(self, builder: &mut DocumentBuilder, place: PlaceOf<'_>) {
        if self.rows.iter().all(|row| row.cells.iter().all(|cell| cell.text.trim().is_empty())) {
            return;
        }
        let table = builder.add_table(Headers::Recognise);
        let mut writer = Writer { builder, place, table, columns: self.columns() };
        for (index, row) in self.rows.iter().enumerate() {
            writer.row(row, index as u32);
        }
        for row in &self.rows {
            write_boxes(row, builder, place);
        }
    }

    /// First column, and how many columns there are.
    fn columns(&self) -> (usize, usize) {
        let cells = || self.rows.iter().flat_map(|row| &row.cells);
        let first = cells().map(|cell| cell.column).min().unwrap_or(1);
        let filled = cells().filter(|cell| !cell.text.is_empty());
        let last = filled.map(|cell| cell.column + cell.width.max(1) - 1).max().unwrap_or(first);
        (first, last.saturating_sub(first) + 1)
    }
}

/// Begins a sheet. Its name is read where it holds a number: people put ID numbers into names.
pub(in crate::format) fn begin_sheet(builder: &mut DocumentBuilder, name: &str, hidden: Option<Hidden>) {
    builder.push_str("\n");
    if name.chars().filter(|&char| digit::value(char).is_some()).count() < NAME_DIGITS {
        return;
    }
    builder.open(BlockKind::Field, hidden);
    builder.set_place(Place::Part(SHEET_NAME.to_owned()));
    builder.set_label(SHEET_NAME);
    builder.push_str(name);
    builder.close();
    builder.push_str("\n");
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect()
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
    table: u32,
    columns: (usize, usize),
}

impl Writer<'_> {
    fn row(&mut self, row: &Row, index: u32) {
        let (first, count) = self.columns;
        let mut next = first;
        for cell in &row.cells {
            if cell.column < next {
                continue; // lies under a merged cell
            }
            self.blanks(next..cell.column, row.number, index);
            self.cell(cell, row.number, index);
            next = cell.column + cell.width.max(1);
        }
        self.blanks(next..first + count, row.number, index);
        self.builder.push_str("\n");
    }

    /// Cells that the file leaves out: their emptiness can be a finding. In a very wide table it is not.
    fn blanks(&mut self, columns: std::ops::Range<usize>, number: usize, row: u32) {
        if self.columns.1 <= FILLED_COLUMNS {
            for column in columns {
                self.cell(&Cell { column, ..Cell::default() }, number, row);
            }
        }
    }

    fn cell(&mut self, cell: &Cell, number: usize, row: u32) {
        let column = cell.column.saturating_sub(self.columns.0) as u32;
        if column > 0 {
            self.builder.push_str("\t");
        }
        let at = CellAt { table: self.table, row, column, header: false };
        self.builder.open(BlockKind::Cell(at), cell.hidden);
        self.builder.set_place((self.place)(number, cell.column));
        self.builder.push_str(&cell.text);
        self.builder.close();
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
        assert_eq!(document.tables()[0].rows, 5);
        assert_eq!(document.row(0, 4).count(), 3, "empty cells are kept");
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
    fn only_a_number_in_a_name_is_read() {
        let text = |name: &str| {
            let mut builder = DocumentBuilder::new(Origin::file("-"), "test");
            begin_sheet(&mut builder, name, None);
            builder.finish().text().to_owned()
        };
        assert_eq!((text("2026年名单").as_str(), text("某甲000000").as_str()), ("\n", "\n某甲000000\n"));
    }

    #[test]
    fn a_table_of_data_has_no_header() {
        let document = document(&[&["1", "2021", "300"], &["2", "2022", "400"]]);
        assert!(!document.tables()[0].has_header);
    }
}
