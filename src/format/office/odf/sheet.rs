//! One sheet of an OpenDocument spreadsheet.

use super::super::Fault;
use super::super::flow::{Flow, Ink};
use super::super::grid::{Cell, Grid, Row, begin_sheet};
use super::super::markup::{Markup, Step, Tag};
use super::super::xlsx::{cell_place, number_text};
use super::Shared;
use crate::document::Hidden;
use crate::place::Place;
use crate::skip::SkipReason;

/// A repeated row is read this many times at most: repetition has no end in empty sheets.
const REPEATED: usize = 1_000;

struct Sheet<'a> {
    shared: Shared<'a>,
    name: String,
    hidden: Option<Hidden>,
    columns: Vec<(usize, bool)>,
    grid: Grid,
    number: usize,
    row: Row,
    row_hidden: bool,
    row_repeat: usize,
    column: usize,
}

/// Reads the sheet whose element was just opened.
pub(super) fn read(tag: &Tag<'_>, markup: &mut Markup<'_>, shared: Shared<'_>, flow: &mut Flow) -> Result<(), Fault> {
    let name = tag.attribute("name").unwrap_or_default();
    let hidden = shared.looks.is_undisplayed(tag).then_some(Hidden::Sheet);
    let mut sheet = Sheet {
        shared,
        name,
        hidden,
        columns: Vec::new(),
        grid: Grid::default(),
        number: 0,
        row: Row::default(),
        row_hidden: false,
        row_repeat: 1,
        column: 0,
    };
    begin_sheet(flow.builder(), &sheet.name, hidden);
    while let Some(step) = markup.next()? {
        match step {
            Step::Open(tag) => sheet.open(&tag, markup, flow)?,
            Step::Close(tag) if tag.name() == "table-row" => sheet.end_row(),
            Step::Close(tag) if tag.name() == "table" => break,
            _ => {}
        }
    }
    let name = sheet.name;
    sheet.grid.write(flow.builder(), &|row, column| Place::Cell { sheet: name.clone(), row, column });
    Ok(())
}

/// The place of a cell written as `名单.C2` or `$'名单'.$C$2`.
pub(super) fn place_of(address: &str) -> Place {
    let (sheet, cell) = address.rsplit_once('.').unwrap_or(("", address));
    cell_place(sheet.trim_start_matches('$').trim_matches('\''), cell)
}

impl Sheet<'_> {
    fn open(&mut self, tag: &Tag<'_>, markup: &mut Markup<'_>, flow: &mut Flow) -> Result<(), Fault> {
        let unseen = matches!(tag.attribute("visibility").as_deref(), Some("collapse" | "filter"));
        match tag.name() {
            "table-column" => self.columns.push((tag.number("number-columns-repeated").unwrap_or(1), unseen)),
            "table-row" => {
                self.number += 1;
                self.row = Row { number: self.number, cells: Vec::new() };
                self.row_hidden = unseen;
                self.row_repeat = tag.number("number-rows-repeated").unwrap_or(1);
                self.column = 0;
            }
            "covered-table-cell" => {
                self.column += tag.number("number-columns-repeated").unwrap_or(1);
                markup.skip()?;
            }
            "table-cell" => self.cell(tag, markup, flow)?,
            // Drawings over the sheet, with tables of their own in charts.
            "shapes" => {
                let place = Place::Part(format!("{} 的图形", self.name));
                self.beside_cells(markup, "shapes", &place, flow)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn cell(&mut self, tag: &Tag<'_>, markup: &mut Markup<'_>, flow: &mut Flow) -> Result<(), Fault> {
        let repeat = tag.number("number-columns-repeated").unwrap_or(1).max(1);
        let width = tag.number("number-columns-spanned").unwrap_or(1);
        let column = self.column + 1;
        self.column += repeat;
        let place = Place::Cell { sheet: self.name.clone(), row: self.number, column };
        let mut text = self.content(markup, &place, flow)?;
        if let Some(name) = tag.attribute("content-validation-name") {
            self.shared.validations.write(&name, &place, flow);
        }
        // What the sheet shows as 4.6E+17 is stored in full.
        let stored = tag.attribute("value").and_then(|value| value.parse::<f64>().ok());
        if let Some(value) = stored.filter(|_| text.is_empty() || text.contains('E')) {
            text = number_text(value);
        }
        let formula = tag.attribute("formula").unwrap_or_default();
        if formula.contains('"') {
            flow.aside_at(Hidden::Reference, Some("公式"), place, &formula);
        }
        let mut own = self.shared.looks.cell(&tag.attribute("style-name").unwrap_or_default());
        if text.is_empty() {
            // A number format may show nothing of what is stored.
            text = tag.attribute("string-value").unwrap_or_default();
            own = Some(Hidden::NumberFormat);
        }
        if text.is_empty() {
            return Ok(());
        }
        for index in 0..repeat.min(REPEATED) {
            let left = self.shared.cells.checked_sub(1);
            *self.shared.cells = left.ok_or_else(|| Fault::new(SkipReason::TooLarge, "单元格数超过上限"))?;
            let hidden = self.hidden(column + index).or(own);
            self.row.cells.push(Cell { column: column + index, width, text: text.clone(), hidden });
        }
        Ok(())
    }

    /// The text of a cell's paragraphs; its comment goes beside.
    fn content(&mut self, markup: &mut Markup<'_>, place: &Place, flow: &mut Flow) -> Result<String, Fault> {
        let mut text = String::new();
        // Outside paragraphs stands only what a program writes to look at.
        let mut reads = false;
        while let Some(step) = markup.next()? {
            match step {
                Step::Open(tag) if tag.name() == "annotation" => {
                    flow.aside_at(Hidden::Note, Some("批注"), place.clone(), &markup.text_in("p")?);
                }
                Step::Open(tag) if matches!(tag.name(), "frame" | "g" | "custom-shape") => {
                    let name = tag.name().to_owned();
                    self.beside_cells(markup, &name, place, flow)?;
                }
                Step::Open(tag) if tag.name() == "p" => {
                    reads = true;
                    if !text.is_empty() {
                        text.push('\n');
                    }
                }
                Step::Open(tag) => {
                    if let Some(target) = tag.attribute("href") {
                        flow.aside_at(Hidden::Reference, Some("链接"), place.clone(), &target);
                    }
                }
                Step::Text(piece) if reads => text.push_str(&piece),
                Step::Text(_) => {}
                Step::Close(tag) if tag.name() == "table-cell" => break,
                Step::Close(tag) => reads &= tag.name() != "p",
            }
        }
        Ok(text)
    }

    /// What a drawing holds: its description, the text on it, the document behind it (a chart's data).
    fn beside_cells(&self, markup: &mut Markup<'_>, end: &str, place: &Place, flow: &mut Flow) -> Result<(), Fault> {
        let mut open = 1;
        flow.begin_part_at(place.clone(), self.hidden);
        while let Some(step) = markup.next()? {
            match step {
                Step::Open(tag) if tag.name() == "object" => {
                    flow.aside_at(Hidden::Embedded, None, place.clone(), &markup.text_in("p")?);
                }
                Step::Open(tag) => {
                    open += usize::from(tag.name() == end);
                    let target = tag.attribute("href").filter(|target| target.contains("://")).unwrap_or_default();
                    flow.aside_at(Hidden::Reference, Some("链接"), place.clone(), &target);
                    match tag.name() {
                        "title" | "desc" => {
                            flow.aside_at(Hidden::Alternative, None, place.clone(), &markup.text()?);
                        }
                        "p" => {
                            flow.text(Ink::Plain, &markup.text()?);
                            flow.end_paragraph();
                        }
                        _ => {}
                    }
                }
                Step::Close(tag) if tag.name() == end => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn hidden(&self, column: usize) -> Option<Hidden> {
        let mut last = 0;
        let covers = |(count, unseen): &(usize, bool)| {
            last += count;
            (column <= last).then_some(*unseen)
        };
        let column = self.columns.iter().find_map(covers).unwrap_or_default();
        let row = self.row_hidden.then_some(Hidden::Row);
        self.hidden.or(row).or(column.then_some(Hidden::Column))
    }

    fn end_row(&mut self) {
        self.grid.push(std::mem::take(&mut self.row));
        // Rows that repeat one with text are the same text again: one of them is enough to find it.
        self.number += self.row_repeat.saturating_sub(1);
    }
}
