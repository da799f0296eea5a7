//! Binary workbooks (MS-XLSB): the same package as any workbook, with records instead of XML in its
//! parts. Each record is its kind, its size and its body.

use std::collections::HashMap;

use super::super::Fault;
use super::super::flow::Flow;
use super::super::grid::{Cell, Grid, Row, begin_sheet};
use super::super::package::{Package, Relations};
use super::{CellFormat, too_many_cells};
use crate::document::Hidden;
use crate::place::Place;

/// The part that lists the sheets.
pub(super) const WORKBOOK: &str = "xl/workbook.bin";

#[derive(Default)]
struct Book {
    strings: Vec<String>,
    formats: Vec<CellFormat>,
    cells: u32,
}

struct Entry {
    relation: String,
    name: String,
    hidden: Option<Hidden>,
}

/// Reads all sheets.
pub(super) fn read(package: &mut Package, cells: u32, flow: &mut Flow) -> Result<(), Fault> {
    let relations = package.relations(WORKBOOK)?;
    let part =
        |package: &mut Package, name: &str| -> Result<Vec<u8>, Fault> { Ok(package.bytes(name)?.unwrap_or_default()) };
    let mut book = Book { cells, ..Book::default() };
    for (kind, body) in records(&part(package, "xl/sharedStrings.bin")?) {
        if kind == 19 {
            book.strings.push(string(body, 1).0);
        }
    }
    book.formats = formats(&part(package, "xl/styles.bin")?);
    for (kind, body) in records(&part(package, WORKBOOK)?) {
        if kind != 156 {
            continue;
        }
        let hidden = match number(body, 0) {
            1 => Some(Hidden::Sheet),
            2 => Some(Hidden::VeryHiddenSheet),
            _ => None,
        };
        let (relation, at) = string(body, 8);
        let entry = Entry { relation, name: string(body, at).0, hidden };
        let Some(target) = relations.get(&entry.relation).map(|relation| relation.target.clone()) else { continue };
        let own = package.relations(&target)?;
        begin_sheet(flow.builder(), &entry.name, entry.hidden);
        book.sheet(&part(package, &target)?, &entry, &own, flow)?;
        for comments in own.values().filter(|relation| relation.kind == "comments") {
            notes(&part(package, &comments.target)?, &entry.name, flow);
        }
    }
    Ok(())
}

/// The number formats of the cells, by the index that cells give.
fn formats(bytes: &[u8]) -> Vec<CellFormat> {
    let mut codes: HashMap<u32, String> = HashMap::new();
    let mut formats = Vec::new();
    let mut cells = false;
    for (kind, body) in records(bytes) {
        match kind {
            44 => drop(codes.insert(number(body, 0) & 0xffff, string(body, 2).0)),
            617 => cells = true,
            618 => cells = false,
            47 if cells => {
                let id = number(body, 2) & 0xffff;
                let code = codes.get(&id).cloned().unwrap_or_else(|| CellFormat::built_in(id as usize).to_owned());
                formats.push(CellFormat { code, ..CellFormat::default() });
            }
            _ => {}
        }
    }
    formats
}

impl Book {
    fn sheet(&mut self, bytes: &[u8], entry: &Entry, relations: &Relations, flow: &mut Flow) -> Result<(), Fault> {
        let mut grid = Grid::default();
        let mut row = Row { number: 1, cells: Vec::new() };
        let mut row_hidden = false;
        let mut columns: Vec<(u32, u32)> = Vec::new();
        for (kind, body) in records(bytes) {
            match kind {
                0 => {
                    let next = Row { number: number(body, 0) as usize + 1, cells: Vec::new() };
                    grid.push(std::mem::replace(&mut row, next));
                    row_hidden = body.get(11).is_some_and(|flags| flags & 0x10 != 0);
                }
                60 if body.get(16).is_some_and(|flags| flags & 1 != 0) || number(body, 8) == 0 => {
                    columns.push((number(body, 0), number(body, 4)));
                }
                1..=18 => {
                    self.cells = self.cells.checked_sub(1).ok_or_else(too_many_cells)?;
                    // From 12 on a cell says no column of its own: it stands right of the one before.
                    let next = || row.cells.last().map_or(0, |cell| cell.column as u32);
                    let short: Vec<u8> = if kind < 12 { Vec::new() } else { [&next().to_le_bytes(), body].concat() };
                    let body = if kind < 12 { body } else { &short };
                    let column = number(body, 0);
                    let format = self.formats.get((number(body, 4) & 0xff_ffff) as usize);
                    let covered = columns.iter().any(|(first, last)| (*first..=*last).contains(&column));
                    let hidden = entry.hidden.or(row_hidden.then_some(Hidden::Row));
                    let hidden = hidden.or(covered.then_some(Hidden::Column)).or(format.and_then(CellFormat::hidden));
                    let text = self.shown(kind, body, format);
                    row.cells.push(Cell { column: column as usize + 1, width: 1, text, hidden });
                }
                494 => {
                    let place = Place::Cell {
                        sheet: entry.name.clone(),
                        row: number(body, 0) as usize + 1,
                        column: number(body, 8) as usize + 1,
                    };
                    let (id, at) = string(body, 16);
                    let target = relations.get(&id).map(|relation| relation.target.as_str()).unwrap_or_default();
                    let (location, at) = string(body, at);
                    for text in [target, &location, &string(body, at).0] {
                        flow.aside_at(Hidden::Reference, Some("链接"), place.clone(), text);
                    }
                }
                _ => {}
            }
        }
        grid.push(row);
        grid.write(flow.builder(), &|row, column| Place::Cell { sheet: entry.name.clone(), row, column });
        Ok(())
    }

    /// A cell's text: column, format, and behind them what its kind says.
    fn shown(&self, kind: u32, body: &[u8], format: Option<&CellFormat>) -> String {
        let general = CellFormat::default();
        let shown = |value: f64| format.unwrap_or(&general).number(&value.to_string(), false);
        let real = || body.get(8..16).and_then(|eight| eight.try_into().ok()).map_or(0.0, f64::from_le_bytes);
        match kind {
            2 | 13 => shown(packed(number(body, 8))),
            5 | 9 | 16 => shown(real()),
            6 | 8 | 17 => string(body, 8).0,
            7 | 18 => self.strings.get(number(body, 8) as usize).cloned().unwrap_or_default(),
            _ => String::new(),
        }
    }
}

/// Comments: first the cell, then the text.
fn notes(bytes: &[u8], sheet: &str, flow: &mut Flow) {
    let mut place = Place::Part(sheet.to_owned());
    for (kind, body) in records(bytes) {
        match kind {
            635 => {
                let (row, column) = (number(body, 4) as usize + 1, number(body, 12) as usize + 1);
                place = Place::Cell { sheet: sheet.to_owned(), row, column };
            }
            637 => flow.aside_at(Hidden::Note, Some("批注"), place.clone(), &string(body, 1).0),
            _ => {}
        }
    }
}

/// The records of a part: kind and body. Both kind and size are written in groups of seven bits.
fn records(bytes: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let kind = varying(&mut rest, 2)?;
        let size = varying(&mut rest, 4)? as usize;
        let (body, next) = rest.split_at_checked(size)?;
        rest = next;
        Some((kind, body))
    })
}

fn varying(rest: &mut &[u8], most: usize) -> Option<u32> {
    let mut value = 0;
    for index in 0..most {
        let (byte, next) = rest.split_first()?;
        *rest = next;
        // The kind keeps its marks: 0x9C 0x01 is 156, as the specification counts.
        value |= u32::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(value)
}

fn number(body: &[u8], at: usize) -> u32 {
    let four = body.get(at..).unwrap_or_default();
    (0..4).rev().fold(0, |value, index| value << 8 | u32::from(four.get(index).copied().unwrap_or_default()))
}

/// A string with its length before it, and where it ends.
fn string(body: &[u8], at: usize) -> (String, usize) {
    let start = at.saturating_add(4);
    let length = number(body, at);
    // All ones stand for no string.
    let size = if length == u32::MAX { 0 } else { (length as usize).saturating_mul(2) };
    let end = start.saturating_add(size).min(body.len());
    let bytes = body.get(start..end).unwrap_or_default();
    (encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned(), start.saturating_add(size))
}

/// A number packed into four bytes, as in older workbooks.
fn packed(bits: u32) -> f64 {
    let value = match bits & 2 {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from((bits as i32) >> 2),
    };
    if bits & 1 == 0 { value } else { value / 100.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_taken_apart() {
        let bytes = [0x9c, 0x01, 2, 7, 8, 0, 1, 9, 5, 0xff];
        assert_eq!(records(&bytes).collect::<Vec<_>>(), [(156, &[7, 8][..]), (0, &[9][..])]);
    }

    #[test]
    fn a_cell_without_a_column_stands_right_of_the_one_before() {
        let text = |body: &[u8], text: &str| {
            let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            [body, &(text.chars().count() as u32).to_le_bytes(), &units].concat()
        };
        let record = |kind: u8, body: &[u8]| [&[kind, body.len() as u8], body].concat();
        let first = record(6, &text(&[2, 0, 0, 0, 0, 0, 0, 0], "一"));
        let second = record(17, &text(&[0; 4], "二"));
        let bytes = [record(0, &[0; 17]), first, second].concat();
        let mut flow = Flow::new(crate::source::Origin::file("-"), "test");
        let entry = Entry { relation: String::new(), name: "表".to_owned(), hidden: None };
        let mut book = Book { cells: 9, ..Book::default() };
        book.sheet(&bytes, &entry, &Relations::default(), &mut flow).ok().unwrap();
        let document = flow.finish(0);
        let block = document.blocks().iter().find(|block| document.slice(block.span) == "二").unwrap();
        assert_eq!(document.locate(block.span).place.to_string(), "表!D1");
    }

    #[test]
    fn strings_end_where_the_body_does() {
        assert_eq!(string(&[1, 0, 0, 0, 0x32, 0], 0), ("2".to_owned(), 6));
        assert_eq!(string(&[0xff; 4], 0), (String::new(), 4));
        assert_eq!(string(&[9, 0, 0, 0, 0x32, 0], 0).0, "2");
        assert_eq!(packed((1250 << 2) | 3), 12.5);
    }
}
