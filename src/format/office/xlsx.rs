//! Excel workbooks (ECMA-376, SpreadsheetML): xlsx, xlsm, xltx.
//!
//! Numbers are given as the sheet shows them where that matters for finding them: digits without an
//! exponent, dates as dates. Formulas are not calculated; their stored results are read.

use super::Fault;
use super::flow::{Flow, Ink};
use super::grid::begin_sheet;
use super::loose;
use super::markup::{Markup, Step};
use super::package::Package;
use crate::document::Hidden;
use crate::format::container::zip;
use crate::format::{Format, Item, Limits, Sink};
use crate::place::Place;
use crate::skip::{Skip, SkipReason};
use crate::source::{Origin, Source};

mod binary;
mod sheet;
mod style;

use sheet::Sheet;
use style::Styles;

pub(in crate::format) use style::{CellFormat, number_text};

/// Excel workbooks.
pub(in crate::format) const FORMAT: Format = Format {
    id: "xlsx",
    title: "Excel 工作簿（xlsx、xlsm、xlsb）",
    extensions: &["xlsx", "xlsm", "xltx", "xltm", "xlsb"],
    sniff: |bytes| zip::names_member(bytes, &|name| name == b"xl/workbook.xml" || name == binary::WORKBOOK.as_bytes()),
    read,
};

fn read(source: Source, limits: &Limits, sink: Sink<'_>) {
    read_package(Package::open(source.bytes, limits), source.origin, limits, sink);
}

/// Reads a document's parts.
pub(super) fn read_package(opened: Result<Package, Fault>, origin: Origin, limits: &Limits, sink: Sink<'_>) {
    let read = opened.and_then(|mut package| Ok((workbook(&mut package, origin.clone(), limits)?, package)));
    match read {
        Ok((document, mut package)) => {
            sink(Item::Document(Box::new(document)));
            loose::embedded(&mut package, origin, limits, sink);
        }
        Err(fault) => sink(Item::Skip(Skip::new(origin, fault.reason, fault.detail))),
    }
}

/// What all sheets of a workbook share.
struct Book {
    strings: Vec<String>,
    /// Which strings a cell shows: the others are left over from cells that are gone.
    used: Vec<bool>,
    styles: Styles,
    /// Serial day 0 is 1 January 1904 (`date1904`), else the last day of 1899.
    from_1904: bool,
    /// Cells that may still be read.
    cells: u32,
}

impl Book {
    /// A shared string, which is now known to be shown.
    fn string(&mut self, index: usize) -> String {
        if let Some(used) = self.used.get_mut(index) {
            *used = true;
        }
        self.strings.get(index).cloned().unwrap_or_default()
    }
}

/// A sheet as the workbook lists it.
struct Entry {
    name: String,
    relation: String,
    hidden: Option<Hidden>,
}

fn workbook(package: &mut Package, origin: Origin, limits: &Limits) -> Result<crate::Document, Fault> {
    let mut flow = Flow::new(origin, FORMAT.id);
    if package.names().iter().any(|name| name == binary::WORKBOOK) {
        binary::read(package, limits.cells, &mut flow)?;
        loose::read(package, &mut flow)?;
        return Ok(flow.finish(loose::pictures(package)));
    }
    let relations = package.relations("xl/workbook.xml")?;
    let text = package.text("xl/workbook.xml")?;
    let (entries, from_1904) = entries(&text, &mut flow)?;
    let strings = strings(&package.text("xl/sharedStrings.xml")?)?;
    let mut book = Book {
        used: vec![false; strings.len()],
        strings,
        styles: Styles::read(&package.text("xl/styles.xml")?)?,
        from_1904,
        cells: limits.cells,
    };
    for entry in &entries {
        let Some(relation) = relations.get(&entry.relation) else { continue };
        let text = package.text(&relation.target)?;
        let own = package.relations(&relation.target)?;
        begin_sheet(flow.builder(), &entry.name, entry.hidden);
        Sheet::new(entry, &mut book, &own).read(&text, &mut flow)?;
        for related in own.values() {
            beside(package, &related.kind, &related.target, entry, &mut flow)?;
        }
    }
    for (text, _) in book.strings.iter().zip(&book.used).filter(|(_, used)| !**used) {
        flow.aside_at(Hidden::Metadata, Some("已删除的内容"), Place::Part("未使用的文字".to_owned()), text);
    }
    loose::read(package, &mut flow)?;
    Ok(flow.finish(loose::pictures(package)))
}

/// The sheets, and whether days count from 1904. Defined names go into the document.
fn entries(text: &str, flow: &mut Flow) -> Result<(Vec<Entry>, bool), Fault> {
    let mut markup = Markup::new(text);
    let mut found = Vec::new();
    let mut from_1904 = false;
    while let Some(step) = markup.next()? {
        let Step::Open(tag) = step else { continue };
        match tag.name() {
            "workbookPr" => from_1904 = tag.says("date1904"),
            "sheet" => found.push(Entry {
                name: tag.attribute("name").unwrap_or_default(),
                relation: tag.attribute("id").unwrap_or_default(),
                hidden: match tag.attribute("state").as_deref() {
                    Some("hidden") => Some(Hidden::Sheet),
                    Some("veryHidden") => Some(Hidden::VeryHiddenSheet),
                    _ => None,
                },
            }),
            "definedName" => {
                let place = Place::Part("名称管理器".to_owned());
                let name = tag.attribute("name");
                let comment = tag.attribute("comment").unwrap_or_default();
                flow.aside_at(Hidden::Reference, name.as_deref(), place.clone(), &comment);
                flow.aside_at(Hidden::Reference, name.as_deref(), place, &markup.text()?);
            }
            _ => {}
        }
    }
    Ok((found, from_1904))
}

/// The shared strings (ECMA-376 part 1, 18.4.8): the runs of each item joined, without readings.
fn strings(text: &str) -> Result<Vec<String>, Fault> {
    let mut markup = Markup::new(text);
    let mut strings = Vec::new();
    let mut reads = false;
    while let Some(step) = markup.next()? {
        match step {
            Step::Open(tag) if tag.name() == "si" => strings.push(String::new()),
            Step::Open(tag) if tag.name() == "rPh" => markup.skip()?,
            Step::Open(tag) => reads = tag.name() == "t",
            Step::Close(_) => reads = false,
            Step::Text(text) if reads => {
                if let Some(last) = strings.last_mut() {
                    last.push_str(&text);
                }
            }
            Step::Text(_) => {}
        }
    }
    Ok(strings)
}

/// What lies over a sheet: comments, in the old form and in threads, and drawings.
fn beside(package: &mut Package, kind: &str, part: &str, entry: &Entry, flow: &mut Flow) -> Result<(), Fault> {
    match kind {
        "comments" | "threadedComment" => {}
        "drawing" => return drawing(&package.text(part)?, entry, flow),
        _ => return Ok(()),
    }
    let text = package.text(part)?;
    let mut markup = Markup::new(&text);
    let mut place = Place::Part(entry.name.clone());
    while let Some(step) = markup.next()? {
        let Step::Open(tag) = step else { continue };
        match tag.name() {
            "comment" | "threadedComment" => {
                place = cell_place(&entry.name, &tag.attribute("ref").unwrap_or_default());
            }
            // Behind the text some programs say where its box lies, in numbers.
            "text" => flow.aside_at(Hidden::Note, Some("批注"), place.clone(), &markup.text()?),
            _ => {}
        }
    }
    Ok(())
}

/// The text boxes of a sheet and what describes its pictures, each at the cell where its upper left corner lies.
fn drawing(text: &str, entry: &Entry, flow: &mut Flow) -> Result<(), Fault> {
    let mut markup = Markup::new(text);
    let (mut row, mut column) = (1, 1);
    let mut reads = false;
    while let Some(step) = markup.next()? {
        let place = Place::Cell { sheet: entry.name.clone(), row, column };
        match step {
            Step::Open(tag) => match tag.name() {
                "col" => column = markup.text()?.trim().parse().map_or(1, |column: usize| column.saturating_add(1)),
                "row" => row = markup.text()?.trim().parse().map_or(1, |row: usize| row.saturating_add(1)),
                "to" => markup.skip()?,
                "t" => reads = true,
                "p" => flow.begin_part_at(place, entry.hidden),
                "cNvPr" | "hlinkClick" => {
                    for name in ["title", "descr", "tooltip"] {
                        let text = tag.attribute(name).unwrap_or_default();
                        flow.aside_at(Hidden::Alternative, None, place.clone(), &text);
                    }
                }
                _ => {}
            },
            Step::Close(tag) => {
                reads = false;
                if tag.name() == "p" {
                    flow.end_paragraph();
                }
            }
            Step::Text(text) if reads => flow.text(Ink::Plain, &text),
            Step::Text(_) => {}
        }
    }
    Ok(())
}

/// The place of a cell written as `C12`, or of the first cell of `C12:D14`.
pub(super) fn cell_place(sheet: &str, reference: &str) -> Place {
    match cell_at(reference) {
        Some((row, column)) => Place::Cell { sheet: sheet.to_owned(), row, column },
        None => Place::Part(sheet.to_owned()),
    }
}

/// Row and column, both 1-based, of a reference such as `C12` or `$C$12`.
fn cell_at(reference: &str) -> Option<(usize, usize)> {
    let mut column = 0usize;
    let mut row = 0usize;
    for char in reference.chars().filter(|char| *char != '$') {
        match char {
            'A'..='Z' if row == 0 => column = column.checked_mul(26)? + (char as usize - 'A' as usize + 1),
            '0'..='9' => row = row.checked_mul(10)? + (char as usize - '0' as usize),
            _ => break,
        }
        // The largest sheet has 16,384 columns and 1,048,576 rows.
        if column > 16_384 || row > 1_048_576 {
            return None;
        }
    }
    (row > 0 && column > 0).then_some((row, column))
}

pub(super) fn too_many_cells() -> Fault {
    Fault::new(SkipReason::TooLarge, "单元格数超过上限")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read() {
        assert_eq!(cell_at("C12"), Some((12, 3)));
        assert_eq!(cell_at("$AA$1:B2"), Some((1, 27)));
        assert_eq!(cell_at("ZZZZZZ1"), None);
        assert_eq!(cell_at("12"), None);
    }

    #[test]
    fn runs_of_a_shared_string_are_one() {
        let found = strings("<sst><si><r><t>12</t></r><r><t>34</t></r><rPh><t>x</t></rPh></si><si><t/></si></sst>");
        assert_eq!(found.ok(), Some(vec!["1234".to_owned(), String::new()]));
    }
}
