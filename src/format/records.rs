//! Where the values of records go: a table for each kind of record, a row for each, a column for each name.
//!
//! Shared by the formats of data. Which of these tables are tables is decided when the document is finished.

use std::collections::HashMap;

use crate::document::{BlockKind, CellAt, DocumentBuilder, Headers};

/// The tables of records of one document.
#[derive(Debug, Default)]
pub(super) struct Records {
    tables: Vec<Table>,
    /// Kinds by the way that leads to their records.
    paths: HashMap<String, Kind>,
}

#[derive(Debug)]
struct Table {
    /// Its number in the document.
    number: u32,
    rows: u32,
    columns: HashMap<(String, u32), u32>,
}

/// A kind of record: the number of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Kind(usize);

/// A record: its kind and its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    kind: Kind,
    row: u32,
}

impl Records {
    /// Begins a kind of record.
    pub(super) fn kind(&mut self, builder: &mut DocumentBuilder) -> Kind {
        let number = builder.add_table(Headers::Record);
        self.tables.push(Table { number, rows: 0, columns: HashMap::new() });
        Kind(self.tables.len() - 1)
    }

    /// Begins a record.
    pub(super) fn row(&mut self, kind: Kind) -> Row {
        let rows = &mut self.tables[kind.0].rows;
        *rows += 1;
        Row { kind, row: *rows - 1 }
    }

    /// Begins a record of the kind that this way leads to.
    pub(super) fn begin(&mut self, builder: &mut DocumentBuilder, path: &str) -> Row {
        let kind = match self.paths.get(path) {
            Some(&kind) => kind,
            None => {
                let kind = self.kind(builder);
                self.paths.insert(path.to_owned(), kind);
                kind
            }
        };
        self.row(kind)
    }

    /// The cell for the value called `name`, the `nth` of this name in its record, counted from 0.
    pub(super) fn cell(&mut self, row: Row, name: &str, nth: u32) -> BlockKind {
        let table = &mut self.tables[row.kind.0];
        let next = table.columns.len() as u32;
        let column = *table.columns.entry((name.to_owned(), nth)).or_insert(next);
        BlockKind::Cell(CellAt { table: table.number, row: row.row, column, header: false })
    }
}
