//! Excel 5 to 2003 (MS-XLS): one pass over the records of the workbook's stream.

use std::collections::HashMap;

use super::Fault;
use super::bytes::{f64_at, runs, u16_at, u32_at};
use super::xls_strings::{shared, string_at};
use crate::document::Hidden;
use crate::format::Limits;
use crate::format::office::flow::Flow;
use crate::format::office::grid::{Cell, Grid, Row, begin_sheet};
use crate::format::office::margin::margin_text;
use crate::format::office::xlsx::CellFormat;
use crate::place::Place;
use crate::skip::SkipReason;

/// A record: its kind, its body, and the bodies of the records that continue it.
struct Record<'a> {
    kind: u16,
    offset: usize,
    body: &'a [u8],
    more: Vec<&'a [u8]>,
}

/// A sheet as the workbook lists it.
struct Entry {
    offset: usize,
    name: String,
    hidden: Option<Hidden>,
}

#[derive(Default)]
struct Book {
    entries: Vec<Entry>,
    strings: Vec<String>,
    formats: HashMap<u16, String>,
    /// White, and too small to be seen.
    fonts: Vec<(bool, bool)>,
    cell_formats: Vec<CellFormat>,
    from_1904: bool,
    old: bool,
    /// The shared strings are fewer or more than their count says.
    strings_lost: bool,
}

#[derive(Default)]
struct Sheet {
    cells: Vec<(usize, usize, String, Option<Hidden>)>,
    rows: Vec<usize>,
    columns: Vec<(usize, usize)>,
    merged: Vec<(usize, usize, usize)>,
    objects: HashMap<u16, String>,
    object: u16,
    formula: Option<(usize, usize, u16)>,
    beside: Vec<(Place, Hidden, &'static str, String)>,
}

/// Reads a workbook's stream; false when not all of it was there.
pub(super) fn read(stream: &[u8], limits: &Limits, flow: &mut Flow) -> Result<bool, Fault> {
    let records = records(stream);
    if records.iter().any(|record| record.kind == 0x2F) {
        return Err((SkipReason::Encrypted, "需要密码"));
    }
    let mut book = Book::default();
    let mut current: Option<(usize, Sheet)> = None;
    let mut left = limits.cells;
    let mut depth = 0usize;
    let mut sheets = 0;
    let mut void = false;
    for record in &records {
        match record.kind {
            0x0809 => {
                depth += 1;
                book.old |= u16_at(record.body, 0) == Some(0x0500);
                if let Some(index) = book.entries.iter().position(|entry| entry.offset == record.offset) {
                    current = Some((index, Sheet::default()));
                    sheets += 1;
                }
            }
            // No record is of this kind; behind the last one a stream may be filled up with zeros.
            0 => void |= depth > 0,
            0x0A => {
                depth = depth.saturating_sub(1);
                if depth == 0
                    && let Some((index, sheet)) = current.take()
                {
                    sheet.write(&book.entries[index], flow);
                }
            }
            _ => match &mut current {
                None => book.global(record, flow),
                Some((index, sheet)) => {
                    let before = sheet.cells.len();
                    sheet.record(record, &book, &book.entries[*index]);
                    let added = (sheet.cells.len() - before) as u32;
                    left = left.checked_sub(added).ok_or((SkipReason::TooLarge, "单元格数超过上限"))?;
                }
            },
        }
    }
    if let Some((index, sheet)) = current {
        sheet.write(&book.entries[index], flow);
    }
    Ok(depth == 0 && !void && sheets > 0 && sheets == book.entries.len() && !book.strings_lost)
}

fn records(stream: &[u8]) -> Vec<Record<'_>> {
    let mut records: Vec<Record<'_>> = Vec::new();
    let mut at = 0;
    while let (Some(kind), Some(size)) = (u16_at(stream, at), u16_at(stream, at + 2)) {
        let start = at + 4;
        let end = (start + usize::from(size)).min(stream.len());
        let body = stream.get(start..end).unwrap_or_default();
        match records.last_mut() {
            Some(last) if kind == 0x3C => last.more.push(body),
            _ => records.push(Record { kind, offset: at, body, more: Vec::new() }),
        }
        at = start + usize::from(size);
    }
    records
}

impl Book {
    fn global(&mut self, record: &Record<'_>, flow: &mut Flow) {
        let body = record.body;
        match record.kind {
            0x22 => self.from_1904 = u16_at(body, 0) == Some(1),
            0x85 => self.entry(body),
            0xFC => {
                let parts = std::iter::once(body).chain(record.more.iter().copied()).collect();
                (self.strings, self.strings_lost) = shared(parts);
            }
            0x041E => {
                let code = u16_at(body, 0).unwrap_or_default();
                self.formats.insert(code, string_at(body, 2, false).unwrap_or_default());
            }
            0x31 => {
                // Fonts are numbered without 4.
                if self.fonts.len() == 4 {
                    self.fonts.push((false, false));
                }
                // Heights are twentieths of a point.
                let tiny = u16_at(body, 0).is_some_and(|height| (1..=40).contains(&height));
                self.fonts.push((matches!(u16_at(body, 4), Some(1 | 9)), tiny));
            }
            0xE0 => self.cell_format(body),
            0x18 => {
                let place = Place::Part("名称管理器".to_owned());
                for text in runs(body) {
                    flow.aside_at(Hidden::Reference, Some("名称"), place.clone(), &text);
                }
            }
            _ => {}
        }
    }

    fn entry(&mut self, body: &[u8]) {
        let name = if self.old {
            let length = usize::from(body.get(6).copied().unwrap_or_default());
            let bytes = body.get(7..).unwrap_or_default();
            encoding_rs::GBK.decode_without_bom_handling(&bytes[..length.min(bytes.len())]).0.into_owned()
        } else {
            string_at(body, 6, true).unwrap_or_default()
        };
        let hidden = match body.get(4).map(|state| state & 3) {
            Some(1) => Some(Hidden::Sheet),
            Some(2) => Some(Hidden::VeryHiddenSheet),
            _ => None,
        };
        let offset = u32_at(body, 0).unwrap_or_default() as usize;
        self.entries.push(Entry { offset, name, hidden });
    }

    fn cell_format(&mut self, body: &[u8]) {
        let (white, tiny) =
            u16_at(body, 0).and_then(|font| self.fonts.get(usize::from(font))).copied().unwrap_or_default();
        let number = u16_at(body, 2).unwrap_or_default();
        // A fill of white (9, and 65 for the window's) hides white text as well.
        let ground = u16_at(body, 18).map_or(0, |colors| colors & 0x7f);
        let filled = u32_at(body, 14).is_some_and(|pattern| pattern >> 26 != 0) && !matches!(ground, 1 | 9 | 65);
        let code = self.formats.get(&number).cloned();
        let code = code.unwrap_or_else(|| CellFormat::built_in(number.into()).to_owned());
        self.cell_formats.push(CellFormat { code, white: white && !filled, tiny });
    }

    fn number(&self, value: f64, format: u16) -> String {
        let general = CellFormat::default();
        self.cell_formats.get(usize::from(format)).unwrap_or(&general).number(&value.to_string(), self.from_1904)
    }
}

impl Sheet {
    fn record(&mut self, record: &Record<'_>, book: &Book, entry: &Entry) {
        let body = record.body;
        let at = |offset: usize| u16_at(body, offset).map(usize::from).unwrap_or_default();
        let (row, column) = (at(0) + 1, at(2) + 1);
        let format = u16_at(body, 4).unwrap_or_default();
        match record.kind {
            0xFD => {
                let index = u32_at(body, 6).unwrap_or_default() as usize;
                self.cell(row, column, format, book.strings.get(index).cloned().unwrap_or_default(), book);
            }
            0x0204 | 0xD6 => {
                let text = if book.old { old_text(body) } else { string_at(body, 6, false).unwrap_or_default() };
                self.cell(row, column, format, text, book);
            }
            0x0203 => self.cell(row, column, format, book.number(f64_at(body, 6).unwrap_or_default(), format), book),
            0x027E => {
                self.cell(row, column, format, book.number(rk(u32_at(body, 6).unwrap_or_default()), format), book)
            }
            0xBD => {
                for (index, pair) in body.get(4..).unwrap_or_default().chunks_exact(6).enumerate() {
                    let format = u16_at(pair, 0).unwrap_or_default();
                    let text = book.number(rk(u32_at(pair, 2).unwrap_or_default()), format);
                    self.cell(row, column + index, format, text, book);
                }
            }
            0x06 => self.formula(row, column, format, body, book, entry),
            0x0207 => {
                if let Some((row, column, format)) = self.formula.take() {
                    self.cell(row, column, format, string_at(body, 0, false).unwrap_or_default(), book);
                }
            }
            0x0208 if at(12) & 0x20 != 0 => self.rows.push(row),
            0x7D if at(8) & 1 != 0 || at(4) == 0 => self.columns.push((row, column)),
            0xE5 => {
                for range in body.get(2..).unwrap_or_default().chunks_exact(8) {
                    let part = |offset| u16_at(range, offset).map(usize::from).unwrap_or_default();
                    self.merged.push((part(0) + 1, part(4) + 1, (part(6) + 1).saturating_sub(part(4))));
                }
            }
            _ => self.beside_the_cells(record, book, entry),
        }
    }

    /// What a record tells of objects, comments, links, validations, charts, drawings and margins.
    fn beside_the_cells(&mut self, record: &Record<'_>, book: &Book, entry: &Entry) {
        let body = record.body;
        let at = |offset: usize| u16_at(body, offset).map(usize::from).unwrap_or_default();
        let (row, column) = (at(0) + 1, at(2) + 1);
        match record.kind {
            0x5D => self.object = u16_at(body, 6).unwrap_or_default(),
            0x01B6 => {
                let length = usize::from(u16_at(body, 10).unwrap_or_default());
                let text = record.more.first().map(|more| text_of(more, length)).unwrap_or_default();
                self.objects.insert(self.object, text);
            }
            0x1C => {
                let object = u16_at(body, 6).unwrap_or_default();
                let text = self.objects.remove(&object).unwrap_or_default();
                let place = Place::Cell { sheet: entry.name.clone(), row, column };
                self.beside.push((place, Hidden::Note, "批注", text));
            }
            0x01B8 => {
                let place = Place::Cell { sheet: entry.name.clone(), row, column: at(4) + 1 };
                let found = runs(body).into_iter();
                self.beside.extend(found.map(|text| (place.clone(), Hidden::Reference, "链接", text)));
            }
            0x01B1 => self.texts(body, entry, "条件格式"),
            0x9E => self.texts(body, entry, "筛选"),
            0x01BE => {
                let place = validated(body).map(|(row, column)| Place::Cell { sheet: entry.name.clone(), row, column });
                let place = place.unwrap_or_else(|| Place::Part(format!("{} 的数据验证", entry.name)));
                let found = runs(body).into_iter();
                self.beside.extend(found.map(|text| (place.clone(), Hidden::Reference, "数据验证", text)));
            }
            // A chart's titles and the names of its series.
            0x100D => {
                let place = Place::Part(format!("{} 的图表", entry.name));
                let text = string_at(body, 2, true).unwrap_or_default();
                self.beside.push((place, Hidden::Embedded, "图表", text));
            }
            // Drawings: what describes and what links them.
            0xEC => {
                let place = Place::Part(format!("{} 的图形", entry.name));
                let found = std::iter::once(body).chain(record.more.iter().copied()).flat_map(runs);
                self.beside.extend(found.map(|text| (place.clone(), Hidden::Alternative, "图形", text)));
            }
            0x14 | 0x15 => {
                let text = if book.old { runs(body).join(" ") } else { string_at(body, 0, false).unwrap_or_default() };
                let place = Place::Part(format!("{} 的页眉页脚", entry.name));
                self.beside.push((place, Hidden::Reference, "页眉页脚", margin_text(&text)));
            }
            _ => {}
        }
    }

    fn cell(&mut self, row: usize, column: usize, format: u16, text: String, book: &Book) {
        let hidden = book.cell_formats.get(usize::from(format)).and_then(CellFormat::hidden);
        self.cells.push((row, column, text, hidden));
    }

    /// A formula's result: a number, or a string in the record that follows.
    fn formula(&mut self, row: usize, column: usize, format: u16, body: &[u8], book: &Book, entry: &Entry) {
        if u16_at(body, 12) == Some(0xFFFF) {
            self.formula = (body.get(6) == Some(&0)).then_some((row, column, format));
        } else {
            self.cell(row, column, format, book.number(f64_at(body, 6).unwrap_or_default(), format), book);
        }
        let place = Place::Cell { sheet: entry.name.clone(), row, column };
        let texts = runs(body.get(20..).unwrap_or_default());
        self.beside.extend(texts.into_iter().map(|text| (place.clone(), Hidden::Reference, "公式", text)));
    }

    fn texts(&mut self, body: &[u8], entry: &Entry, label: &'static str) {
        let place = Place::Part(format!("{} 的{label}", entry.name));
        self.beside.extend(runs(body).into_iter().map(|text| (place.clone(), Hidden::Reference, label, text)));
    }

    fn write(mut self, entry: &Entry, flow: &mut Flow) {
        self.cells.sort_by_key(|(row, column, _, _)| (*row, *column));
        self.rows.sort_unstable();
        let mut grid = Grid::default();
        let mut open = Row::default();
        for (row, column, text, hidden) in std::mem::take(&mut self.cells) {
            if open.number != row {
                grid.push(std::mem::take(&mut open));
                open.number = row;
            }
            let merged = self.merged.iter().find(|(top, left, _)| (*top, *left) == (row, column));
            let hidden = entry.hidden.or_else(|| self.unseen(row, column)).or(hidden);
            open.cells.push(Cell { column, width: merged.map_or(1, |(_, _, width)| *width), text, hidden });
        }
        grid.push(open);
        begin_sheet(flow.builder(), &entry.name, entry.hidden);
        grid.write(flow.builder(), &|row, column| Place::Cell { sheet: entry.name.clone(), row, column });
        for text in self.objects.into_values() {
            flow.aside_at(Hidden::Embedded, None, Place::Part(format!("{} 的文本框", entry.name)), &text);
        }
        for (place, hidden, label, text) in self.beside {
            flow.aside_at(hidden, Some(label), place, &text);
        }
    }

    fn unseen(&self, row: usize, column: usize) -> Option<Hidden> {
        if self.rows.binary_search(&row).is_ok() {
            return Some(Hidden::Row);
        }
        let covers = |(first, last): &(usize, usize)| (*first..=*last).contains(&column);
        self.columns.iter().any(covers).then_some(Hidden::Column)
    }
}

/// The first cell that a validation is for (MS-XLS 2.4.95): four strings, two formulas, then the ranges.
fn validated(body: &[u8]) -> Option<(usize, usize)> {
    let mut at = 4;
    for _ in 0..4 {
        let length = usize::from(u16_at(body, at)?);
        let width = if body.get(at + 2)? & 1 != 0 { 2 } else { 1 };
        at += 3 + length * width;
    }
    for _ in 0..2 {
        at += 4 + usize::from(u16_at(body, at)?);
    }
    let (row, column) = (u16_at(body, at + 2)?, u16_at(body, at + 6)?);
    Some((usize::from(row) + 1, usize::from(column) + 1))
}

/// Text of Excel 5: its length, then bytes in the system's encoding.
fn old_text(body: &[u8]) -> String {
    let length = usize::from(u16_at(body, 6).unwrap_or_default());
    let bytes = body.get(8..).unwrap_or_default();
    encoding_rs::GBK.decode_without_bom_handling(&bytes[..length.min(bytes.len())]).0.into_owned()
}

/// The text of a drawn object: a mark for wide characters, then the characters.
fn text_of(bytes: &[u8], length: usize) -> String {
    let wide = bytes.first().is_some_and(|mark| mark & 1 != 0);
    let body = bytes.get(1..).unwrap_or_default();
    let size = (length * if wide { 2 } else { 1 }).min(body.len());
    if wide { super::bytes::utf16(&body[..size]) } else { super::bytes::narrow(&body[..size]) }
}

/// A number packed into four bytes (MS-XLS 2.5.217).
fn rk(packed: u32) -> f64 {
    let value = match packed & 2 {
        0 => f64::from_bits(u64::from(packed & !3) << 32),
        _ => f64::from((packed as i32) >> 2),
    };
    if packed & 1 == 0 { value } else { value / 100.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_validation_stands_at_its_first_cell() {
        let string = [1, 0, 0, b'x'];
        let formula = [2, 0, 0, 0, 9, 9];
        let ranges = [1, 0, 4, 0, 8, 0, 2, 0, 2, 0];
        let body = [&[0; 4][..], &string, &string, &string, &string, &formula, &formula, &ranges].concat();
        assert_eq!(validated(&body), Some((5, 3)));
        assert_eq!(validated(&body[..20]), None);
    }

    #[test]
    fn packed_numbers_are_unpacked() {
        assert_eq!(rk((12 << 2) | 2), 12.0);
        assert_eq!(rk((1250 << 2) | 3), 12.5);
    }
}
