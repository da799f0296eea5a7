//! Where cells stand after merged cells are spread out.

use crate::document::CellAt;

/// Most columns that a merged cell may cover, as in browsers.
const WIDEST: u32 = 1000;

/// The tables that are open, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Tables(Vec<Open>);

/// A table that is being read.
#[derive(Debug)]
struct Open {
    /// `None` for a table that only frames the page: what stands in it stands outside tables.
    number: Option<u32>,
    /// The next row's number.
    next_row: u32,
    /// The next cell's column, if nothing from above stands there.
    column: u32,
    /// For each column, how many rows the cell standing there still covers, this one included.
    covered: Vec<u32>,
    /// True when the open row has no cell yet.
    first: bool,
}

impl Tables {
    /// The number of the innermost open table.
    pub(super) fn current(&self) -> Option<u32> {
        self.0.last().and_then(|table| table.number)
    }

    /// The number of the innermost open table that is no frame.
    pub(super) fn around(&self) -> Option<u32> {
        self.0.iter().rev().find_map(|table| table.number)
    }

    /// Opens a table inside the open ones; one without a number is a frame.
    pub(super) fn open(&mut self, number: Option<u32>) {
        self.0.push(Open { number, next_row: 0, column: 0, covered: Vec::new(), first: true });
    }

    /// Closes the innermost table.
    pub(super) fn close(&mut self) {
        self.0.pop();
    }

    /// Begins a row.
    pub(super) fn next_row(&mut self) {
        let Some(table) = self.0.last_mut() else { return };
        table.next_row += 1;
        table.column = 0;
        table.first = true;
        table.covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
    }

    /// Where the next cell stands, and whether it is the first of its row. `None` outside tables.
    pub(super) fn next_cell(&mut self, header: bool, columns: u32, rows: u32) -> Option<(CellAt, bool)> {
        let number = self.current()?;
        if self.0.last()?.next_row == 0 {
            self.next_row();
        }
        let table = self.0.last_mut()?;
        while table.covered.get(table.column as usize).is_some_and(|&rows| rows > 0) {
            table.column += 1;
        }
        let column = table.column;
        table.cover(columns.clamp(1, WIDEST), rows.max(1));
        let first = std::mem::take(&mut table.first);
        Some((CellAt { table: number, row: table.next_row - 1, column, header }, first))
    }
}

impl Open {
    /// Marks what a cell at the current column covers and goes on behind it.
    fn cover(&mut self, columns: u32, rows: u32) {
        let end = (self.column + columns) as usize;
        if rows > 1 && end <= WIDEST as usize {
            self.covered.resize(self.covered.len().max(end), 0);
            self.covered[self.column as usize..end].fill(rows);
        }
        self.column = end as u32;
    }
}
