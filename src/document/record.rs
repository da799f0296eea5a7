//! Records of data: elements, objects and statements whose values carry their names.
//!
//! Formats put every such value into a table of [`Headers::Record`](super::Headers::Record), a row for
//! each record. Here it is decided by their shape which of them are tables. What is none (settings, an
//! article with its title, records that have nothing in common) becomes fields again.

use std::collections::{BTreeMap, HashMap};

use super::header::is_column_name;
use super::{Block, BlockKind, CellAt, Headers};

/// From how many bytes on a value is an article and no cell.
const ARTICLE: usize = 600;

/// Longest cell of a table whose columns have no names, in bytes.
const LONGEST_UNNAMED: usize = 150;

/// What is seen of the records of one table.
#[derive(Clone, Copy, Debug, Default)]
struct Shape {
    cells: usize,
    rows: usize,
    columns: usize,
    longest: usize,
    /// The label of the first cell.
    label: Option<u32>,
    /// True when another cell has another label.
    named: bool,
}

impl Shape {
    fn add(&mut self, at: CellAt, block: &Block) {
        if self.cells == 0 {
            self.label = block.label;
        }
        self.cells += 1;
        self.rows = self.rows.max(at.row as usize + 1);
        self.columns = self.columns.max(at.column as usize + 1);
        self.longest = self.longest.max(block.span.len());
        self.named |= block.label != self.label;
    }

    /// Records of one kind: several values, most of them in every record, and no article.
    fn is_table(&self) -> bool {
        let several = self.named || self.columns == 1 && self.rows >= 2;
        several && self.longest < ARTICLE && self.cells * 3 >= self.rows * self.columns
    }

    /// Rows of values that all have the same name (`<row><cell>…</cell><cell>…</cell></row>`), none missing.
    fn is_grid(&self) -> bool {
        let full = self.cells == self.rows * self.columns;
        !self.named && full && self.rows >= 2 && self.columns >= 2 && self.longest < LONGEST_UNNAMED
    }
}

/// Decides about the tables of records among `headers`: what stays a table gets its way of naming, what does not has its cells
/// made into fields. Returns which tables go.
pub(super) fn settle(blocks: &mut [Block], headers: &mut [Headers]) -> Vec<bool> {
    let mut shapes = vec![Shape::default(); headers.len()];
    let is_record = |headers: &[Headers], at: CellAt| headers.get(at.table as usize) == Some(&Headers::Record);
    for block in blocks.iter() {
        if let Some(at) = block.cell().filter(|&at| is_record(headers, at)) {
            shapes[at.table as usize].add(at, block);
        }
    }
    for block in blocks.iter_mut() {
        let Some(at) = block.cell().filter(|&at| is_record(headers, at)) else { continue };
        match &shapes[at.table as usize] {
            shape if shape.is_table() => {}
            shape if shape.is_grid() => block.label = None,
            _ => block.kind = BlockKind::Field,
        }
    }
    let record = |headers: &Headers| *headers == Headers::Record;
    let settled = |(headers, shape): (&mut Headers, &Shape)| {
        let goes = record(headers) && !shape.is_table() && !shape.is_grid();
        if record(headers) {
            *headers = if shape.is_grid() { Headers::Recognise } else { Headers::None };
        }
        goes
    };
    headers.iter_mut().zip(&shapes).map(settled).collect()
}

/// A value whose name stands beside it or elsewhere: its block, its cell where that changes, and its name.
pub(super) struct Named {
    pub(super) block: usize,
    pub(super) cell: Option<CellAt>,
    pub(super) name: String,
}

/// The cells of each table of records, by row and column.
fn tables(blocks: &[Block], headers: &[Headers]) -> BTreeMap<u32, BTreeMap<(u32, u32), usize>> {
    let mut tables: BTreeMap<u32, BTreeMap<(u32, u32), usize>> = BTreeMap::new();
    for (index, block) in blocks.iter().enumerate() {
        if let Some(at) = block.cell().filter(|at| headers.get(at.table as usize) == Some(&Headers::Record)) {
            tables.entry(at.table).or_default().entry((at.row, at.column)).or_insert(index);
        }
    }
    tables
}

/// Values in records that are no more than a name and a value (`{"name": "姓名", "value": "…"}`). A name that comes again
/// begins another record.
pub(super) fn pairs(text: &str, blocks: &[Block], headers: &[Headers]) -> Vec<Named> {
    let slice = |block: usize| text[blocks[block].span.range()].trim();
    let mut found = Vec::new();
    for (table, cells) in tables(blocks, headers) {
        let label =
            |column: u32| cells.iter().find(|((_, at), _)| *at == column).map(|(_, &block)| blocks[block].label);
        if label(0) == label(1) {
            continue;
        }
        let names: Vec<(u32, &str)> = cells
            .iter()
            .filter(|((_, column), _)| *column == 0)
            .map(|((row, _), &block)| (*row, slice(block)))
            .collect();
        let mut distinct: Vec<&str> = names.iter().map(|(_, name)| *name).collect();
        distinct.sort_unstable();
        distinct.dedup();
        let known = || names.iter().filter(|(_, name)| is_column_name(name)).count() * 2 >= names.len();
        let two = cells.keys().all(|(_, column)| *column <= 1) && cells.len() == names.len() * 2;
        let named = two && names.len() >= 2 && distinct.len() >= 2 && names.iter().all(|(_, name)| may_name(name));
        if !named || !(known() || distinct.len() * 2 <= names.len()) {
            continue;
        }
        let (mut row, mut here): (u32, Vec<&str>) = (0, Vec::new());
        for (line, name) in names {
            if here.contains(&name) {
                (row, here) = (row + 1, Vec::new());
            }
            here.push(name);
            let column = distinct.binary_search(&name).unwrap_or(0) as u32;
            let cell = Some(CellAt { table, row, column, header: false });
            found.extend(cells.get(&(line, 1)).map(|&block| Named { block, cell, name: name.to_owned() }));
        }
    }
    found
}

/// Values whose keys another table of the document explains (`{"field": "c1", "title": "姓名"}`).
pub(super) fn titles(text: &str, blocks: &[Block], headers: &[Headers], labels: &[Box<str>]) -> Vec<Named> {
    const MOST: usize = 200;
    let tables = tables(blocks, headers);
    let slice = |block: usize| text[blocks[block].span.range()].trim();
    let mut explained: HashMap<&str, &str> = HashMap::new();
    for cells in tables.values().filter(|cells| cells.len() <= MOST) {
        let rows: Vec<Vec<&str>> = cells
            .iter()
            .collect::<Vec<_>>()
            .chunk_by(|one, other| one.0.0 == other.0.0)
            .map(|row| row.iter().map(|(_, block)| slice(**block)).collect())
            .collect();
        for row in rows {
            let key = row.iter().find(|text| text.is_ascii() && may_name(text));
            let title = row.iter().find(|text| !text.is_ascii() && may_name(text));
            explained.extend(key.zip(title).filter(|(key, title)| key != title).map(|(key, title)| (*key, *title)));
        }
    }
    if explained.is_empty() {
        return Vec::new();
    }
    let cells = tables.values().flat_map(BTreeMap::values);
    let named = cells.filter_map(|&block| {
        let label = &labels[blocks[block].label? as usize];
        explained.get(&**label).map(|name| Named { block, cell: None, name: (*name).to_owned() })
    });
    named.collect()
}

/// True for short words that may be a name.
fn may_name(text: &str) -> bool {
    const LONGEST: usize = 36;
    const DIGITS: usize = 3;
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    text.len() <= LONGEST
        && digits <= DIGITS
        && text.contains(|char: char| char.is_alphabetic())
        && !text.contains(['，', '。', ' '])
}

#[cfg(test)]
mod tests {
    use super::super::{BlockKind, CellAt, DocumentBuilder};
    use super::*;
    use crate::source::Origin;

    /// Cells as `row.column label=text`, kinds after settling.
    fn kinds(cells: &[(u32, u32, &str, &str)]) -> String {
        let mut builder = DocumentBuilder::new(Origin::file("-"), "xml");
        let table = builder.add_table(Headers::Record);
        for &(row, column, label, text) in cells {
            builder.open(BlockKind::Cell(CellAt { table, row, column, header: false }), None);
            builder.set_label(label);
            builder.push_str(text);
            builder.close();
            builder.push_str("\n");
        }
        let document = builder.finish();
        let show = |block: &Block| match block.cell() {
            Some(at) => format!("{}.{}{} ", at.row, at.column, document.label(block).unwrap_or("?")),
            None => "field ".to_owned(),
        };
        document.blocks().iter().map(show).collect()
    }

    #[test]
    fn records_of_one_shape_are_a_table() {
        assert_eq!(kinds(&[(0, 0, "甲", "1"), (0, 1, "乙", "2"), (1, 0, "甲", "3")]), "0.0甲 0.1乙 1.0甲 ");
        assert_eq!(kinds(&[(0, 0, "甲", "1"), (0, 1, "乙", "2")]), "0.0甲 0.1乙 ");
    }

    #[test]
    fn what_has_nothing_in_common_is_fields() {
        assert_eq!(kinds(&[(0, 0, "甲", "1")]), "field ");
        let rows: Vec<_> = (0..4).map(|at| (at, at, ["甲", "乙", "丙", "丁"][at as usize], "1")).collect();
        assert_eq!(kinds(&rows), "field ".repeat(4));
        let article = "文".repeat(300);
        assert_eq!(kinds(&[(0, 0, "题", "甲"), (0, 1, "文", &article)]), "field field ");
    }

    #[test]
    fn names_may_stand_in_values() {
        let pairs: Vec<_> =
            (0..4).flat_map(|row| [(row, 0, "k", ["姓名", "电话"][row as usize % 2]), (row, 1, "v", "00")]).collect();
        assert_eq!(kinds(&pairs), "field 0.0姓名 field 0.1电话 field 1.0姓名 field 1.1电话 ");
    }

    #[test]
    fn values_of_one_name_are_named_by_their_first_row() {
        let cells = [(0, 0, "c", "姓名"), (0, 1, "c", "电话"), (1, 0, "c", "某甲"), (1, 1, "c", "00")];
        assert_eq!(kinds(&cells), "0.0? 0.1? 1.0姓名 1.1电话 ");
    }
}
