//! One sheet of a workbook.

use super::super::Fault;
use super::super::flow::Flow;
use super::super::grid::{Cell, Grid, Row};
use super::super::margin::margin_text;
use super::super::markup::{Markup, Step, Tag};
use super::super::package::Relations;
use super::{Book, Entry, cell_at, cell_place, too_many_cells};
use crate::document::Hidden;
use crate::place::Place;

/// A sheet being read.
pub(super) struct Sheet<'a> {
    entry: &'a Entry,
    book: &'a mut Book,
    grid: Grid,
    row: Row,
    row_hidden: bool,
    default_hidden: bool,
    hidden_columns: Vec<(usize, usize)>,
    cell: Option<Raw>,
    reads: Reads,
    relations: &'a Relations,
    /// Text of what is being read beside the cells: a reader gives it in pieces.
    held: String,
    /// The cells that a validation or a conditional format is for.
    range: String,
    asides: Vec<(Place, &'static str, String)>,
}

/// A cell as stored.
#[derive(Default)]
struct Raw {
    row: usize,
    column: usize,
    kind: String,
    style: usize,
    value: String,
    formula: String,
}

/// What the text that comes next is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reads {
    Nothing,
    Value,
    Formula,
    /// Page header and footer.
    Margin,
    /// A validation list's source, prompt or message.
    Validation,
    /// A conditional format's formula.
    Condition,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(entry: &'a Entry, book: &'a mut Book, relations: &'a Relations) -> Self {
        Sheet {
            entry,
            book,
            grid: Grid::default(),
            row: Row::default(),
            row_hidden: false,
            default_hidden: false,
            hidden_columns: Vec::new(),
            cell: None,
            reads: Reads::Nothing,
            relations,
            held: String::new(),
            range: String::new(),
            asides: Vec::new(),
        }
    }

    /// Reads the sheet's part and adds it to the document.
    pub(super) fn read(mut self, text: &str, flow: &mut Flow) -> Result<(), Fault> {
        let mut markup = Markup::new(text);
        while let Some(step) = markup.next()? {
            match step {
                Step::Open(tag) if tag.name() == "rPh" => markup.skip()?,
                Step::Open(tag) => self.open(&tag)?,
                Step::Close(tag) => self.close(tag.name()),
                Step::Text(text) => self.text(&text),
            }
        }
        self.end_row();
        let name = self.entry.name.clone();
        let place = |row, column| Place::Cell { sheet: name.clone(), row, column };
        self.grid.write(flow.builder(), &place);
        for (place, label, text) in self.asides {
            flow.aside_at(Hidden::Reference, Some(label), place, &text);
        }
        Ok(())
    }

    fn open(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        match tag.name() {
            "sheetFormatPr" => self.default_hidden = tag.says("zeroHeight"),
            "col" if tag.says("hidden") || tag.attribute("width").as_deref() == Some("0") => {
                self.hidden_columns.push((tag.number("min").unwrap_or(1), tag.number("max").unwrap_or(1)));
            }
            "row" => self.begin_row(tag),
            "c" => self.begin_cell(tag)?,
            "v" | "t" if self.cell.is_some() => self.reads = Reads::Value,
            "f" if self.cell.is_some() => self.reads = Reads::Formula,
            "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter" => {
                self.reads = Reads::Margin
            }
            "formula1" | "formula2" | "f" => self.reads = Reads::Validation,
            "formula" => self.reads = Reads::Condition,
            "conditionalFormatting" => self.range = tag.attribute("sqref").unwrap_or_default(),
            "filter" | "customFilter" => self.aside("筛选", &tag.attribute("val").unwrap_or_default()),
            "dataValidation" => self.validation(tag),
            "hyperlink" => self.link(tag),
            "mergeCell" => self.merge(&tag.attribute("ref").unwrap_or_default()),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        match name {
            "row" => self.end_row(),
            "c" => self.end_cell(),
            "dataValidation" | "conditionalFormatting" => self.range.clear(),
            "v" | "t" | "f" | "formula1" | "formula2" | "formula" => self.end_text(),
            name if name.ends_with("Header") || name.ends_with("Footer") => self.end_text(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match (self.reads, &mut self.cell) {
            (Reads::Value, Some(cell)) => cell.value.push_str(text),
            (Reads::Formula, Some(cell)) => cell.formula.push_str(text),
            (Reads::Margin | Reads::Validation | Reads::Condition, _) => self.held.push_str(text),
            _ => {}
        }
    }

    /// What was being read is complete.
    fn end_text(&mut self) {
        let text = std::mem::take(&mut self.held);
        match std::mem::replace(&mut self.reads, Reads::Nothing) {
            Reads::Margin => self.aside("页眉页脚", &margin_text(&text)),
            Reads::Validation => self.aside("数据验证", &text),
            Reads::Condition if holds_text(&text) => self.aside("条件格式", &text),
            _ => {}
        }
    }

    fn aside(&mut self, label: &'static str, text: &str) {
        let place = match cell_at(&self.range) {
            Some(_) => cell_place(&self.entry.name, &self.range),
            None => Place::Part(format!("{} 的{label}", self.entry.name)),
        };
        self.asides.push((place, label, text.to_owned()));
    }

    fn begin_row(&mut self, tag: &Tag<'_>) {
        self.end_row();
        let number = tag.number("r").unwrap_or(self.row.number + 1);
        self.row = Row { number, cells: Vec::new() };
        let flat = tag.attribute("ht").is_some_and(|height| height.parse() == Ok(0.0));
        self.row_hidden = tag.says("hidden")
            || flat
            || (self.default_hidden && tag.attribute("hidden").is_none() && tag.attribute("ht").is_none());
    }

    fn end_row(&mut self) {
        let number = self.row.number;
        self.grid.push(std::mem::take(&mut self.row));
        self.row.number = number;
    }

    fn begin_cell(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        self.book.cells = self.book.cells.checked_sub(1).ok_or_else(too_many_cells)?;
        let next = self.row.cells.last().map_or(1, |cell| cell.column + 1);
        let (row, column) = tag.attribute("r").and_then(|at| cell_at(&at)).unwrap_or((self.row.number, next));
        let kind = tag.attribute("t").unwrap_or_default();
        self.cell = Some(Raw { row, column, kind, style: tag.number("s").unwrap_or_default(), ..Raw::default() });
        Ok(())
    }

    fn end_cell(&mut self) {
        let Some(raw) = self.cell.take() else { return };
        if holds_text(&raw.formula) {
            let place = Place::Cell { sheet: self.entry.name.clone(), row: raw.row, column: raw.column };
            self.asides.push((place, "公式", raw.formula.clone()));
        }
        let hidden = self.hidden(&raw);
        let text = self.shown(&raw);
        self.row.cells.push(Cell { column: raw.column, width: 1, text, hidden });
    }

    /// The cell's text as the sheet shows it.
    fn shown(&mut self, raw: &Raw) -> String {
        match raw.kind.as_str() {
            "s" => raw.value.trim().parse().map(|index| self.book.string(index)).unwrap_or_default(),
            "inlineStr" | "str" | "e" | "d" => raw.value.clone(),
            "b" => if raw.value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            _ => match self.book.styles.get(raw.style) {
                Some(format) => format.number(&raw.value, self.book.from_1904),
                None => super::style::CellFormat::default().number(&raw.value, false),
            },
        }
    }

    /// The strongest reason why nobody sees the cell.
    fn hidden(&self, raw: &Raw) -> Option<Hidden> {
        let column = || self.hidden_columns.iter().any(|&(first, last)| (first..=last).contains(&raw.column));
        let format = || self.book.styles.get(raw.style).and_then(super::style::CellFormat::hidden);
        match () {
            () if self.entry.hidden.is_some() => self.entry.hidden,
            () if self.row_hidden => Some(Hidden::Row),
            () if column() => Some(Hidden::Column),
            () => format(),
        }
    }

    fn validation(&mut self, tag: &Tag<'_>) {
        self.range = tag.attribute("sqref").unwrap_or_default();
        for name in ["promptTitle", "prompt", "errorTitle", "error"] {
            if let Some(text) = tag.attribute(name) {
                self.aside("数据验证", &text);
            }
        }
    }

    fn link(&mut self, tag: &Tag<'_>) {
        let place = cell_place(&self.entry.name, &tag.attribute("ref").unwrap_or_default());
        if let Some(relation) = tag.attribute("id").and_then(|id| self.relations.get(&id)) {
            self.asides.push((place.clone(), "链接", relation.target.clone()));
        }
        for name in ["location", "tooltip", "display"] {
            if let Some(text) = tag.attribute(name) {
                self.asides.push((place.clone(), "链接", text));
            }
        }
    }

    /// Merged cells: the first one covers the others' columns. The ranges come behind all cells.
    fn merge(&mut self, range: &str) {
        let Some((first, last)) = range.split_once(':') else { return };
        let (Some((row, from)), Some((_, to))) = (cell_at(first), cell_at(last)) else { return };
        let rows = self.grid.rows_mut();
        let Ok(at) = rows.binary_search_by_key(&row, |row| row.number) else { return };
        if let Some(cell) = rows[at].cells.iter_mut().find(|cell| cell.column == from) {
            cell.width = (to + 1).saturating_sub(from).max(1);
        }
    }
}

/// True for formulas that may hold text of their own.
fn holds_text(formula: &str) -> bool {
    formula.contains('"') || formula.bytes().filter(u8::is_ascii_digit).count() >= 6
}
