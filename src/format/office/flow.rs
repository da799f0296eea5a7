//! Text documents on their way into a [`Document`]: paragraphs, tables, and what lies beside them.
//!
//! A reader of the page sees the paragraphs and tables; deleted and hidden text is set apart behind
//! them, so that it neither cuts a number in two nor joins two numbers into one.

use super::grid::{Cell, Grid, Row};
use crate::document::{BlockKind, Document, DocumentBuilder, Gap, Hidden};
use crate::place::Place;
use crate::skip::SkipReason;
use crate::source::Origin;

/// Deleted or hidden text takes along this many characters of a number that it is part of.
const ADJOINING: usize = 24;

/// Text with this many digits may hold a whole number.
const WHOLE: usize = 11;

/// How a piece of text appears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::format) enum Ink {
    /// As it stands.
    #[default]
    Plain,
    /// Inserted under change tracking: visible, but not in the original.
    Inserted,
    /// Not visible.
    Hidden(Hidden),
}

/// A document being written from front to back.
pub(in crate::format) struct Flow {
    builder: DocumentBuilder,
    asides: Vec<Aside>,
    part: Option<(Place, Option<Hidden>)>,
    paragraph: usize,
    table: usize,
    tables: Vec<OpenTable>,
    open: Vec<Paragraph>,
}

/// Text that stands behind the visible one.
struct Aside {
    hidden: Hidden,
    label: Option<String>,
    place: Place,
    text: String,
}

#[derive(Default)]
struct Paragraph {
    pieces: Vec<(Ink, String)>,
    heading: Option<u8>,
}

#[derive(Default)]
struct OpenTable {
    grid: Grid,
    row: Row,
    number: usize,
    column: usize,
    cell: Option<Cell>,
}

impl Flow {
    pub(in crate::format) fn new(origin: Origin, format: &'static str) -> Self {
        Flow {
            builder: DocumentBuilder::new(origin, format),
            asides: Vec::new(),
            part: None,
            paragraph: 0,
            table: 0,
            tables: Vec::new(),
            open: Vec::new(),
        }
    }

    /// The builder, for what has no paragraphs.
    pub(in crate::format) fn builder(&mut self) -> &mut DocumentBuilder {
        &mut self.builder
    }

    /// What follows belongs to a part beside the body (页眉, 批注), hidden or not.
    pub(in crate::format) fn begin_part(&mut self, name: &str, hidden: Option<Hidden>) {
        self.begin_part_at(Place::Part(name.to_owned()), hidden);
    }

    /// What follows stands at one place, hidden or not.
    pub(in crate::format) fn begin_part_at(&mut self, place: Place, hidden: Option<Hidden>) {
        self.end_all();
        self.part = Some((place, hidden));
    }

    /// Opens a paragraph; one inside another (a text box) is written first.
    pub(in crate::format) fn begin_paragraph(&mut self) {
        self.open.push(Paragraph::default());
    }

    /// The open paragraph is a heading of this level, 1 to 6.
    pub(in crate::format) fn heading(&mut self, level: u8) {
        if let Some(open) = self.open.last_mut() {
            open.heading = Some(level.clamp(1, 6));
        }
    }

    /// Adds text to the open paragraph.
    pub(in crate::format) fn text(&mut self, ink: Ink, text: &str) {
        if self.open.is_empty() {
            self.begin_paragraph();
        }
        let Some(open) = self.open.last_mut() else { return };
        match open.pieces.last_mut() {
            Some((last, piece)) if *last == ink => piece.push_str(text),
            _ => open.pieces.push((ink, text.to_owned())),
        }
    }

    /// Ends the open paragraph and writes it.
    pub(in crate::format) fn end_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        if self.tables.is_empty() && self.part.is_none() {
            self.paragraph += 1;
        }
        let visible = paragraph.visible();
        if visible.trim().is_empty() {
            return self.write_unseen(paragraph);
        }
        let place = self.place();
        for (hidden, text) in paragraph.unseen() {
            self.asides.push(Aside { hidden, label: None, place: place.clone(), text });
        }
        self.write(paragraph.heading, None, &visible);
    }

    /// A paragraph of which nothing is seen keeps its place in the order.
    fn write_unseen(&mut self, paragraph: Paragraph) {
        // What is hidden in different ways was never one number.
        let all: Vec<&str> = paragraph.pieces.iter().map(|(_, text)| text.as_str()).collect();
        let all = all.join("\n");
        let hidden = paragraph.pieces.iter().find_map(|(ink, text)| match ink {
            Ink::Hidden(hidden) if !text.trim().is_empty() => Some(*hidden),
            _ => None,
        });
        if hidden.is_some() {
            self.write(None, hidden, &all);
        }
    }

    fn write(&mut self, heading: Option<u8>, hidden: Option<Hidden>, text: &str) {
        if let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            if !cell.text.is_empty() {
                cell.text.push('\n');
            }
            cell.hidden = cell.hidden.or(hidden);
            cell.text.push_str(text);
            return;
        }
        let place = self.place();
        let own = self.part.as_ref().and_then(|(_, hidden)| *hidden);
        self.builder.open(heading.map_or(BlockKind::Paragraph, BlockKind::Heading), own.or(hidden));
        self.builder.set_place(place);
        self.builder.push_str(text);
        self.builder.close();
        self.builder.push_str("\n");
    }

    /// Where the text being written stands.
    fn place(&self) -> Place {
        match (&self.part, self.tables.last()) {
            (Some((place, _)), _) => place.clone(),
            (None, Some(table)) => {
                Place::TableCell { table: self.table + 1, row: table.number.max(1), column: table.column.max(1) }
            }
            (None, None) => Place::Paragraph(self.paragraph.max(1)),
        }
    }

    /// Adds text that stands nowhere on the page, at the place that was reached.
    pub(in crate::format) fn aside(&mut self, hidden: Hidden, label: Option<&str>, text: &str) {
        let place = self.place();
        self.aside_at(hidden, label, place, text);
    }

    /// Adds text that stands nowhere on the page, at a place of its own.
    pub(in crate::format) fn aside_at(&mut self, hidden: Hidden, label: Option<&str>, place: Place, text: &str) {
        if !text.trim().is_empty() {
            let label = label.map(str::to_owned);
            self.asides.push(Aside { hidden, label, place, text: text.trim().to_owned() });
        }
    }

    pub(in crate::format) fn begin_table(&mut self) {
        self.tables.push(OpenTable::default());
    }

    pub(in crate::format) fn begin_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.number += 1;
            table.column = 0;
            table.row = Row { number: table.number, cells: Vec::new() };
        }
    }

    /// Opens a cell.
    pub(in crate::format) fn begin_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.column += 1;
            table.cell = Some(Cell { column: table.column, width: 1, ..Cell::default() });
        }
    }

    /// The open cell covers `width` columns.
    pub(in crate::format) fn cell_width(&mut self, width: usize) {
        if let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            cell.width = width.clamp(1, 1_000);
        }
    }

    pub(in crate::format) fn end_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        if let Some(cell) = table.cell.take() {
            table.column += cell.width - 1;
            table.row.cells.push(cell);
        }
    }

    pub(in crate::format) fn end_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.grid.push(std::mem::take(&mut table.row));
        }
    }

    /// Writes the table; one inside another is written before it.
    pub(in crate::format) fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        if table.grid.len() == 0 {
            return;
        }
        let number = self.table + 1;
        self.table = number;
        match &self.part {
            Some((place, _)) => table.grid.write(&mut self.builder, &|_, _| place.clone()),
            None => table.grid.write(&mut self.builder, &|row, column| Place::TableCell { table: number, row, column }),
        }
    }

    /// Closes whatever is open: broken documents stop anywhere.
    fn end_all(&mut self) {
        while !self.open.is_empty() {
            self.end_paragraph();
        }
        while !self.tables.is_empty() {
            self.end_cell();
            self.end_row();
            self.end_table();
        }
    }

    /// The finished document. `pictures` says how many pictures it shows: one with pictures and
    /// next to no text is a scan, and that is said.
    pub(in crate::format) fn finish(mut self, pictures: usize) -> Document {
        self.end_all();
        if pictures > 0 && self.builder.text().trim().chars().count() < 20 {
            let detail = format!("正文是 {pictures} 张图片，没有文字；需要文字识别（OCR）才能检查");
            self.builder.add_gap(Gap { place: None, reason: SkipReason::NoText, detail });
        }
        for aside in std::mem::take(&mut self.asides) {
            self.builder.open(aside.kind(), Some(aside.hidden));
            self.builder.set_place(aside.place);
            self.builder.set_label(aside.label.as_deref().unwrap_or_default());
            self.builder.push_str(&aside.text);
            self.builder.close();
            self.builder.push_str("\n");
        }
        self.builder.finish()
    }
}

impl Aside {
    fn kind(&self) -> BlockKind {
        match self.hidden {
            Hidden::Reference | Hidden::Alternative | Hidden::Attribute => BlockKind::Attribute,
            _ if self.label.is_some() => BlockKind::Field,
            _ => BlockKind::Paragraph,
        }
    }
}

impl Paragraph {
    fn visible(&self) -> String {
        let seen = self.pieces.iter().filter(|(ink, _)| !matches!(ink, Ink::Hidden(_)));
        seen.map(|(_, text)| text.as_str()).collect()
    }

    /// Each unseen piece, with the letters and digits that adjoined it before it was hidden.
    fn unseen(&self) -> Vec<(Hidden, String)> {
        let mut found = Vec::new();
        for (index, (ink, text)) in self.pieces.iter().enumerate() {
            let Ink::Hidden(hidden) = ink else { continue };
            if text.trim().is_empty() {
                continue;
            }
            let before: String = self.original(..index);
            let after: String = self.original(index + 1..);
            let kept: Vec<char> = before.chars().rev().take_while(is_number_part).take(ADJOINING).collect();
            let mut whole: String = kept.into_iter().rev().collect();
            whole.push_str(text);
            whole.extend(after.chars().take_while(is_number_part).take(ADJOINING));
            // What adjoins a whole number is none of it.
            if whole != *text && text.chars().filter(char::is_ascii_digit).count() >= WHOLE {
                found.push((*hidden, text.clone()));
            }
            found.push((*hidden, whole));
        }
        found
    }

    /// The text of some pieces as it was before tracked insertions.
    fn original(&self, pieces: impl std::slice::SliceIndex<[(Ink, String)], Output = [(Ink, String)]>) -> String {
        let kept = self.pieces[pieces].iter().filter(|(ink, _)| *ink != Ink::Inserted);
        kept.map(|(_, text)| text.as_str()).collect()
    }
}

/// Characters that a number or its mask is made of.
fn is_number_part(char: &char) -> bool {
    char.is_ascii_alphanumeric() || matches!(char, '*' | '＊' | '×' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow() -> Flow {
        Flow::new(Origin::file("-"), "test")
    }

    #[test]
    fn a_deletion_is_shown_as_the_whole_number_it_was_part_of() {
        let mut flow = flow();
        flow.begin_paragraph();
        flow.text(Ink::Plain, "证号：12");
        flow.text(Ink::Hidden(Hidden::Deleted), "345");
        flow.text(Ink::Inserted, "***");
        flow.text(Ink::Plain, "67。");
        flow.end_paragraph();
        let document = flow.finish(0);
        assert_eq!(document.text(), "证号：12***67。\n1234567\n");
        assert_eq!(document.blocks()[1].hidden, Some(Hidden::Deleted));
    }

    #[test]
    fn cells_carry_their_column() {
        let mut flow = flow();
        flow.begin_table();
        for row in [["序号", "电话"], ["1", "(号码)"]] {
            flow.begin_row();
            for text in row {
                flow.begin_cell();
                flow.text(Ink::Plain, text);
                flow.end_paragraph();
                flow.end_cell();
            }
            flow.end_row();
        }
        flow.end_table();
        let document = flow.finish(0);
        let cell = document.cell(0, 1, 1).copied();
        assert_eq!(cell.as_ref().and_then(|cell| document.label(cell)), Some("电话"));
        let found = document.locate(cell.map(|cell| cell.span).unwrap_or(crate::span::Span::new(0, 0)));
        assert_eq!(found.place, Place::TableCell { table: 1, row: 2, column: 2 });
    }

    #[test]
    fn a_document_of_pictures_says_so() {
        assert_eq!(flow().finish(2).gaps().len(), 1);
        assert_eq!(flow().finish(0).gaps().len(), 0);
    }
}
