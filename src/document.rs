//! A document as rules see it: text, blocks, and the way back to where a person can look.
//!
//! Formats make documents with [`DocumentBuilder`]; rules only read them. The text holds what a
//! reader of the page sees, in reading order, and after it what the page hides (attribute values,
//! comments, scripts). Every stretch of text belongs to at most one [`Block`].

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::place::Place;
use crate::source::Origin;
use crate::span::{Raw, Span, Stored, Text};
use crate::stored::StoredText;
use crate::text_index::TextIndex;

mod builder;
pub(crate) mod cards;
mod cycle;
mod header;
mod layout;
mod lines;
mod map;
mod note;
mod pointer;
mod record;
mod rows;
mod stacks;
#[cfg(feature = "parcel")]
mod wire;

pub use builder::DocumentBuilder;
pub(crate) use header::is_column_name;
pub use header::{Headers, is_header_row};
pub use map::{Piece, SourceMap};
pub use note::is_sentence;
pub use pointer::Step;
use pointer::{PlaceAt, Pointer};
#[cfg(feature = "parcel")]
pub(crate) use wire::Wire;

/// One readable thing: a file, or a member of a container.
#[derive(Debug)]
pub struct Document {
    origin: Origin,
    format: &'static str,
    text: Arc<String>,
    blocks: Vec<Block>,
    labels: Vec<Box<str>>,
    tables: Vec<Table>,
    places: Vec<Place>,
    pointers: Vec<Pointer>,
    map: SourceMap,
    stored: Option<Arc<StoredText>>,
    meta: Meta,
    gaps: Vec<Gap>,
    index: TextIndex,
}

/// What a document says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// The title, where the format has one.
    pub title: Option<String>,
    /// The day the document was published or signed, where the format says so.
    pub date: Option<Date>,
    /// The body that issued it, where the format says so.
    pub issuer: Option<String>,
    /// The column of the site under which it is published (栏目), where the format says so.
    pub column: Option<String>,
    /// The site on which it is published, where the format says so.
    pub site: Option<String>,
}

/// A stretch of text of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The bytes of [`Document::text`] that it covers.
    pub span: Span<Text>,
    /// What it is.
    pub kind: BlockKind,
    /// Why a reader of the page does not see it, if so.
    pub hidden: Option<Hidden>,
    label: Option<u32>,
    place: Option<PlaceAt>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum BlockKind {
    /// The document's own title (`<title>`, a document property).
    Title,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// Running text: a paragraph, a line of a plain text file, a list item.
    Paragraph,
    /// One cell of a table; its header is the block's label.
    Cell(CellAt),
    /// A named value outside a table: a JSON string, an XML element, a form field. The name is the block's label.
    Field,
    /// The value of a markup attribute; the label is the attribute's name.
    Attribute,
    /// A comment in the markup.
    Comment,
    /// Program text (script, style): searched for numbers, never for wording.
    Code,
}

/// Where a cell stands in its table. All counts start at 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellAt {
    /// Index into [`Document::tables`].
    pub table: u32,
    /// Row, counted with the header rows.
    pub row: u32,
    /// Column, after merged cells are spread out.
    pub column: u32,
    /// True for cells of the header rows, and of a caption above them.
    pub header: bool,
}

/// Why a block is not seen on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Hidden {
    /// `display:none`, `visibility:hidden`, the `hidden` attribute, `<input type=hidden>`, `<template>`.
    Style,
    /// An attribute value.
    Attribute,
    /// A comment of the markup.
    Comment,
    /// A script or style sheet.
    Code,
    /// Metadata: `<meta>`, document properties, custom XML.
    Metadata,
    /// A hidden row of a sheet.
    Row,
    /// A hidden column of a sheet.
    Column,
    /// A hidden sheet.
    Sheet,
    /// A sheet hidden so that the program's menu does not list it.
    VeryHiddenSheet,
    /// A slide that is passed over in the show.
    Slide,
    /// A cell format that prints nothing (`;;;`).
    NumberFormat,
    /// Text in the colour of its background, or too small or outside the page.
    Invisible,
    /// Text under a filled shape.
    Covered,
    /// A reviewer's note or comment.
    Note,
    /// Text deleted under change tracking.
    Deleted,
    /// Field codes, link targets, validation lists, defined names.
    Reference,
    /// An object embedded in another document.
    Embedded,
    /// Alternative text of a picture.
    Alternative,
}

/// A table's outline. Its cells are blocks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Indexes into [`Document::blocks`], sorted by row, then column.
    pub cells: Vec<u32>,
    /// Number of rows, the header row included.
    pub rows: u32,
    /// Number of columns.
    pub columns: u32,
    /// True when the cells of the first row or rows name the columns; [`CellAt::header`] marks them
    /// (and a caption above them).
    pub has_header: bool,
}

/// A part of a document that could not be read: a page that is an image, a font without a map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// Where, as a person would look for it.
    pub place: Option<Place>,
    /// Why it could not be read.
    pub reason: crate::skip::SkipReason,
    /// What is there, and what would read it.
    pub detail: String,
}

/// Where a span of text lies in the file and for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The bytes of the file, tags and entities inside included; `None` where a format has no such offsets.
    pub raw: Option<Span<Raw>>,
    /// What a person can find.
    pub place: Place,
}

impl Document {
    /// Where it came from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The identifier of the format that read it, such as `html`.
    pub fn format(&self) -> &'static str {
        self.format
    }

    /// The extracted text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a span.
    pub fn slice(&self, span: Span<Text>) -> &str {
        &self.text[span.range()]
    }

    /// The blocks, in the order of their spans, never overlapping.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The tables that [`CellAt::table`] counts.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// What the document says about itself.
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// The parts that could not be read.
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// The file decoded to UTF-8, where the format works on text.
    pub fn stored(&self) -> Option<&StoredText> {
        self.stored.as_deref()
    }

    /// The map from extracted to decoded text.
    pub fn map(&self) -> &SourceMap {
        &self.map
    }

    /// The index of the block that holds the byte at `offset`.
    pub fn block_index_at(&self, offset: usize) -> Option<usize> {
        let after = self.blocks.partition_point(|block| block.span.start() <= offset);
        let index = after.checked_sub(1)?;
        self.blocks[index].span.holds(offset).then_some(index)
    }

    /// The block that holds the byte at `offset`.
    pub fn block_at(&self, offset: usize) -> Option<&Block> {
        self.block_index_at(offset).map(|index| &self.blocks[index])
    }

    /// A block's label: the header of its column, the key of its JSON value, its attribute's name.
    pub fn label(&self, block: &Block) -> Option<&str> {
        block.label.map(|label| &*self.labels[label as usize])
    }

    /// The cell of `table` at `row` and `column`, if the table has it.
    pub fn cell(&self, table: u32, row: u32, column: u32) -> Option<&Block> {
        let Table { cells, columns, .. } = self.tables.get(table as usize)?;
        // In a table without gaps it lies there.
        let likely = row as usize * *columns as usize + column as usize;
        if let Some(&index) = cells.get(likely).filter(|&&index| self.cell_order(index) == (row, column)) {
            return self.blocks.get(index as usize);
        }
        let found = cells.binary_search_by(|&index| self.cell_order(index).cmp(&(row, column)));
        found.ok().map(|position| &self.blocks[cells[position] as usize])
    }

    /// All cells of `row` in `table`, from left to right.
    pub fn row(&self, table: u32, row: u32) -> impl Iterator<Item = &Block> {
        let cells = self.tables.get(table as usize).map_or(&[][..], |table| {
            let [start, end] = [row, row.saturating_add(1)].map(|row| self.row_start(table, row));
            &table.cells[start..end]
        });
        cells.iter().map(|&index| &self.blocks[index as usize])
    }

    /// How many cells of a table lie above `row`.
    fn row_start(&self, Table { cells, columns, .. }: &Table, row: u32) -> usize {
        let is_above = |at: usize| cells.get(at).is_some_and(|&index| self.cell_order(index).0 < row);
        // In a table without gaps all rows are as long.
        let likely = (row as usize * *columns as usize).min(cells.len());
        let is_there = !is_above(likely) && likely.checked_sub(1).is_none_or(is_above);
        if is_there { likely } else { cells.partition_point(|&index| self.cell_order(index).0 < row) }
    }

    /// All cells of `column` in `table` below the header, from top to bottom.
    pub fn column(&self, table: u32, column: u32) -> impl Iterator<Item = &Block> {
        let cells = self.tables.get(table as usize).map_or(&[][..], |table| &table.cells);
        let blocks = cells.iter().map(|&index| &self.blocks[index as usize]);
        blocks.filter(move |block| block.cell().is_some_and(|at| at.column == column && !at.header))
    }

    /// How many code points of the text lie before byte `offset`.
    pub fn chars_before(&self, offset: usize) -> usize {
        self.index.chars_before(&self.text, offset)
    }

    /// Marks everything that was not hidden already: the document lies unseen inside another one.
    pub(crate) fn hide(&mut self, hidden: Hidden) {
        for block in &mut self.blocks {
            block.hidden = block.hidden.or(Some(hidden));
        }
    }

    /// Where a span of text lies in the file and for a person.
    pub fn locate(&self, span: Span<Text>) -> Location {
        let stored = self.stored.as_deref().zip(self.map.locate(span));
        let line = stored.map(|(file, found)| file.line_column(found.start()));
        let own = self.block_at(span.start()).and_then(|block| block.place);
        let place = match (own, line) {
            (Some(PlaceAt::Place(index)), line) => self.places[index as usize].clone().with_line(line),
            (Some(PlaceAt::Pointer(index)), line) => Place::Pointer { pointer: self.pointer(index), line },
            (None, Some((line, column))) => Place::Line { line, column },
            (None, None) => Place::Whole,
        };
        Location { raw: stored.map(|(file, found)| file.raw(found)), place }
    }

    /// The decoded line around a span, for showing it in place, and where the span starts in it.
    pub fn stored_span(&self, span: Span<Text>) -> Option<Span<Stored>> {
        self.stored.as_ref().and_then(|_| self.map.locate(span))
    }

    fn pointer(&self, index: u32) -> String {
        pointer::written(&self.pointers, &self.labels, index)
    }

    fn cell_order(&self, block: u32) -> (u32, u32) {
        self.blocks[block as usize].cell().map_or((u32::MAX, u32::MAX), |at| (at.row, at.column))
    }
}

impl Block {
    /// Its place in a table, if it is a cell.
    pub fn cell(&self) -> Option<CellAt> {
        match self.kind {
            BlockKind::Cell(at) => Some(at),
            _ => None,
        }
    }

    /// True for text that somebody wrote to be read: wording and structure rules look only here.
    pub fn is_prose(&self) -> bool {
        !matches!(self.kind, BlockKind::Code | BlockKind::Attribute | BlockKind::Comment)
    }
}

impl Hidden {
    /// All reasons.
    pub const ALL: [Hidden; 18] = [
        Hidden::Style,
        Hidden::Attribute,
        Hidden::Comment,
        Hidden::Code,
        Hidden::Metadata,
        Hidden::Row,
        Hidden::Column,
        Hidden::Sheet,
        Hidden::VeryHiddenSheet,
        Hidden::Slide,
        Hidden::NumberFormat,
        Hidden::Invisible,
        Hidden::Covered,
        Hidden::Note,
        Hidden::Deleted,
        Hidden::Reference,
        Hidden::Embedded,
        Hidden::Alternative,
    ];

    /// The reason with this stable name.
    pub fn from_name(name: &str) -> Option<Self> {
        Hidden::ALL.into_iter().find(|hidden| hidden.name() == name)
    }

    /// The stable name used in evidence, such as `hidden:comment`.
    pub fn name(self) -> &'static str {
        self.names().0
    }

    /// What an editor reads, such as `隐藏的列`.
    pub fn title(self) -> &'static str {
        self.names().1
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Hidden::Style => ("style", "页面上不显示的元素"),
            Hidden::Attribute => ("attribute", "标签属性"),
            Hidden::Comment => ("comment", "源代码注释"),
            Hidden::Code => ("code", "脚本或样式"),
            Hidden::Metadata => ("metadata", "元数据"),
            Hidden::Row => ("row", "隐藏的行"),
            Hidden::Column => ("column", "隐藏的列"),
            Hidden::Sheet => ("sheet", "隐藏的工作表"),
            Hidden::VeryHiddenSheet => ("very-hidden-sheet", "深度隐藏的工作表"),
            Hidden::Slide => ("slide", "隐藏的幻灯片"),
            Hidden::NumberFormat => ("number-format", "不显示内容的单元格格式"),
            Hidden::Invisible => ("invisible", "看不见的文字"),
            Hidden::Covered => ("covered", "被图形遮住的文字"),
            Hidden::Note => ("note", "批注"),
            Hidden::Deleted => ("deleted", "修订中删除的文字"),
            Hidden::Reference => ("reference", "域代码、链接或引用"),
            Hidden::Embedded => ("embedded", "嵌入的对象"),
            Hidden::Alternative => ("alternative", "替代文字"),
        }
    }
}

impl fmt::Display for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())
    }
}
