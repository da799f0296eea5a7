//! How formats make documents.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::header::{self, Headers, Naming};
use super::pointer::{PlaceAt, Pointer, PointerStep, Step};
use super::{Block, BlockKind, CellAt, Document, Gap, Hidden, Meta, SourceMap, Table};
use super::{layout, lines, note, record};
use crate::place::Place;
use crate::skip::SkipReason;
use crate::source::Origin;
use crate::span::{Span, Stored};
use crate::stored::StoredText;
use crate::text_index::TextIndex;

/// Columns that get a name; wider tables are data that no person reads.
const MOST_COLUMNS: u32 = 512;

/// Builds a [`Document`] from front to back.
///
/// Open a block, push its text, close it; text pushed outside a block belongs to none. Blocks do
/// not nest: opening one closes the one before. Separators between blocks are pushed by the format
/// (usually `\n`, between cells `\t`), so that the text reads like the page.
#[derive(Debug)]
pub struct DocumentBuilder {
    text: String,
    open: Option<Block>,
    label_numbers: FxHashMap<Box<str>, u32>,
    headers: Vec<Headers>,
    layout: Vec<bool>,
    /// Lists among the paragraphs were looked for before.
    gathered: bool,
    document: Document,
}

impl DocumentBuilder {
    /// Begins a document of the format with this identifier.
    pub fn new(origin: Origin, format: &'static str) -> Self {
        let document = Document {
            origin,
            format,
            text: Arc::default(),
            blocks: Vec::new(),
            labels: Vec::new(),
            tables: Vec::new(),
            places: Vec::new(),
            pointers: Vec::new(),
            map: SourceMap::default(),
            stored: None,
            meta: Meta::default(),
            gaps: Vec::new(),
            index: TextIndex::default(),
        };
        DocumentBuilder {
            text: String::new(),
            open: None,
            label_numbers: FxHashMap::default(),
            headers: Vec::new(),
            layout: Vec::new(),
            gathered: false,
            document,
        }
    }

    /// A document whose text is the whole file as it stands: nothing is pushed, blocks are added
    /// with [`Self::add_block`].
    pub fn verbatim(origin: Origin, format: &'static str, stored: Arc<StoredText>) -> Self {
        let mut builder = DocumentBuilder::new(origin, format);
        builder.document.text = stored.share();
        builder.set_stored(stored);
        builder
    }

    /// Goes on with a finished document. Its tables stay as they are; what is pushed comes behind
    /// everything else and stands nowhere in the file.
    pub fn reopen(mut document: Document) -> Self {
        if document.stored.is_some() && document.map.pieces().is_empty() {
            let whole = document.text.len();
            document.map.push(Span::new(0, whole), Span::new(0, whole));
        }
        let text = std::mem::take(&mut document.text);
        let mut builder = DocumentBuilder::new(document.origin.clone(), document.format);
        builder.text = Arc::try_unwrap(text).unwrap_or_else(|shared| (*shared).clone());
        builder.label_numbers = (0..).zip(&document.labels).map(|(number, label)| (label.clone(), number)).collect();
        builder.headers = vec![Headers::None; document.tables.len()];
        builder.layout = vec![false; document.tables.len()];
        document.tables.iter_mut().for_each(|table| table.cells.clear());
        builder.document = document;
        builder.gathered = true;
        builder
    }

    /// Names the decoded file that pushed pieces come from.
    pub fn set_stored(&mut self, stored: Arc<StoredText>) {
        self.document.stored = Some(stored);
        self.note_broken();
    }

    /// What the document says about itself.
    pub fn meta(&mut self) -> &mut Meta {
        &mut self.document.meta
    }

    /// Length of the text so far, in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// True when no text was pushed yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text pushed so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Pushes text that stands in the file exactly so, beginning at decoded byte `stored_start`.
    pub fn push_verbatim(&mut self, text: &str, stored_start: usize) {
        self.push_replaced(text, Span::new(stored_start, stored_start + text.len()));
    }

    /// Pushes text that stands in the file as something else: an entity, an escape.
    pub fn push_replaced(&mut self, text: &str, stored: Span<Stored>) {
        let start = self.text.len();
        self.text.push_str(text);
        self.document.map.push(Span::new(start, self.text.len()), stored);
    }

    /// Pushes text that stands nowhere in the file as bytes that can be pointed at: separators,
    /// and everything read from formats without byte offsets.
    pub fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Opens a block at the end of the text, closing the one before.
    pub fn open(&mut self, kind: BlockKind, hidden: Option<Hidden>) {
        self.close();
        let at = self.text.len();
        self.open = Some(Block { span: Span::new(at, at), kind, hidden, label: None, place: None });
    }

    /// The kind of the open block.
    pub fn open_kind(&self) -> Option<BlockKind> {
        self.open.map(|block| block.kind)
    }

    /// What the open block holds so far.
    pub fn open_text(&self) -> Option<&str> {
        self.open.map(|block| &self.text[block.span.start()..])
    }

    /// Gives the open block its label.
    pub fn set_label(&mut self, label: &str) {
        let number = self.label_number(label);
        if let Some(open) = &mut self.open {
            open.label = number;
        }
    }

    /// Gives the open block the place where a person finds it.
    pub fn set_place(&mut self, place: Place) {
        let number = self.document.places.len() as u32;
        if let Some(open) = &mut self.open {
            open.place = Some(PlaceAt::Place(number));
            self.document.places.push(place);
        }
    }

    /// Gives the open block the place that this pointer leads to.
    pub fn set_pointer(&mut self, pointer: u32) {
        if let Some(open) = &mut self.open {
            open.place = Some(PlaceAt::Pointer(pointer));
        }
    }

    /// Adds a step behind a pointer, or behind the root, and returns the number of the longer pointer.
    pub fn add_pointer(&mut self, parent: Option<u32>, step: Step<'_>) -> u32 {
        let step = match step {
            Step::Key(key) => PointerStep::Key(self.any_label_number(key)),
            Step::Index(index) => PointerStep::Index(index),
        };
        self.document.pointers.push(Pointer { parent, step });
        self.document.pointers.len() as u32 - 1
    }

    /// Closes the open block; white space at its end is not part of it. Empty cells are kept, since their emptiness can be a finding; other
    /// empty blocks are dropped.
    pub fn close(&mut self) {
        let Some(mut block) = self.open.take() else { return };
        let start = block.span.start();
        block.span = Span::new(start, start + self.text[start..].trim_end().len());
        if !block.span.is_empty() || block.cell().is_some() {
            self.document.blocks.push(block);
        }
    }

    /// Adds a finished block over text that is already there, behind all others.
    pub fn add_block(&mut self, span: std::ops::Range<usize>, kind: BlockKind, label: Option<&str>) {
        let label = label.and_then(|label| self.label_number(label));
        self.document.blocks.push(Block { span: span.into(), kind, hidden: None, label, place: None });
    }

    /// Makes room for so many more blocks at once.
    pub(crate) fn expect_blocks(&mut self, count: usize) {
        self.document.blocks.reserve(count);
    }

    /// Opens a table and returns its number for [`CellAt::table`](super::CellAt::table). A plain `true` says that row 0
    /// names the columns, `false` that nothing does.
    pub fn add_table(&mut self, headers: impl Into<Headers>) -> u32 {
        self.headers.push(headers.into());
        self.layout.push(false);
        self.document.tables.push(Table::default());
        self.document.tables.len() as u32 - 1
    }

    /// Number of finished blocks so far.
    pub(crate) fn blocks(&self) -> usize {
        self.document.blocks.len()
    }

    /// The text of a finished block, if that is a paragraph that is seen.
    pub(crate) fn paragraph(&self, block: usize) -> Option<&str> {
        let block = self.document.blocks.get(block)?;
        let seen = block.kind == BlockKind::Paragraph && block.hidden.is_none();
        seen.then(|| &self.text[block.span.range()])
    }

    /// Makes a finished block of another kind.
    pub(crate) fn set_kind_of(&mut self, block: usize, kind: BlockKind) {
        if let Some(block) = self.document.blocks.get_mut(block) {
            block.kind = kind;
        }
    }

    /// Names the columns of a table whose cells are among the blocks from `first` on.
    pub(crate) fn label_columns(&mut self, first: usize, table: u32, names: &[String]) {
        let numbers: Vec<Option<u32>> = names.iter().map(|name| self.label_number(name)).collect();
        for block in &mut self.document.blocks[first..] {
            if let Some(at) = block.cell().filter(|at| at.table == table) {
                block.label = numbers.get(at.column as usize).copied().flatten();
            }
        }
        self.headers[table as usize] = Headers::None;
    }

    /// Says that a table only places things on the page: its cells become paragraphs.
    pub fn mark_layout(&mut self, table: u32) {
        if let Some(layout) = self.layout.get_mut(table as usize) {
            *layout = true;
        }
    }

    /// Adds everything that another builder holds behind what this one holds. Both must take their
    /// text from the same file.
    pub fn append(&mut self, mut other: DocumentBuilder) {
        self.close();
        other.close();
        let (text, tables) = (self.text.len(), self.document.tables.len() as u32);
        let labels: Vec<u32> =
            std::mem::take(&mut other.document.labels).iter().map(|label| self.any_label_number(label)).collect();
        let (places, pointers) = (self.document.places.len() as u32, self.document.pointers.len() as u32);
        for mut block in other.document.blocks {
            block.span = Span::new(block.span.start() + text, block.span.end() + text);
            block.label = block.label.map(|label| labels[label as usize]);
            block.place = block.place.map(|place| place.moved(places, pointers));
            if let BlockKind::Cell(at) = &mut block.kind {
                at.table += tables;
            }
            self.document.blocks.push(block);
        }
        self.text.push_str(&other.text);
        self.document.map.append(other.document.map, text);
        self.document.places.append(&mut other.document.places);
        self.document.pointers.extend(other.document.pointers.into_iter().map(|one| one.moved(pointers, &labels)));
        self.document.tables.append(&mut other.document.tables);
        self.document.gaps.append(&mut other.document.gaps);
        self.headers.append(&mut other.headers);
        self.layout.append(&mut other.layout);
    }

    /// Leads every piece of text on through `outer`: what was built from a value that was itself taken
    /// out of a file then points into the file.
    pub(crate) fn map_through(&mut self, outer: &SourceMap) {
        self.document.map = self.document.map.through(outer);
    }

    /// True when there is one paragraph and nothing else, or nothing at all.
    pub(crate) fn is_one_line(&mut self) -> bool {
        self.close();
        let line = |block: &Block| matches!(block.kind, BlockKind::Paragraph) && block.hidden.is_none();
        let alone = self.document.blocks.len() <= 1 && self.document.blocks.iter().all(line);
        alone && self.headers.is_empty()
    }

    /// Pushes the text of another builder into the open block.
    pub(crate) fn push_line(&mut self, line: DocumentBuilder) {
        let start = self.text.len();
        self.text.push_str(line.text.trim_end_matches('\n'));
        self.document.map.append(line.document.map, start);
    }

    /// Appends another builder as [`Self::append`] does; its blocks get the place that this pointer leads to.
    pub(crate) fn append_at(&mut self, other: DocumentBuilder, pointer: Option<u32>) {
        let first = self.document.blocks.len() + usize::from(self.open.is_some());
        self.append(other);
        let place = pointer.map(PlaceAt::Pointer);
        self.document.blocks[first..].iter_mut().for_each(|block| block.place = block.place.or(place));
    }

    /// Notes a part that could not be read.
    pub fn add_gap(&mut self, gap: Gap) {
        self.document.gaps.push(gap);
    }

    /// The finished document: cells are gathered into their tables, header cells are marked, and
    /// the other cells get their column's header or their field's name as label where they have none.
    pub fn finish(mut self) -> Document {
        self.close();
        if !self.text.is_empty() {
            self.document.text = Arc::new(std::mem::take(&mut self.text));
        }
        self.document.blocks.sort_by_key(|block| block.span);
        self.settle_records();
        self.dissolve_layout();
        if !self.gathered {
            self.gather_lines();
        }
        self.gather_cells();
        self.name_cells();
        self.document
    }

    /// Bytes that are no characters are said, never passed over.
    fn note_broken(&mut self) {
        let Some(stored) = self.document.stored.as_deref().filter(|stored| stored.broken() > 0) else { return };
        let (line, column) = stored.line_column(stored.text().find('\u{fffd}').unwrap_or(0));
        let detail = format!("{} 处字节不是 {} 编码的字符", stored.broken(), stored.encoding());
        let place = Some(Place::Line { line, column });
        self.document.gaps.push(Gap { place, reason: SkipReason::Damaged, detail });
    }

    fn label_number(&mut self, label: &str) -> Option<u32> {
        let label = label.trim();
        (!label.is_empty()).then(|| self.any_label_number(label))
    }

    fn any_label_number(&mut self, label: &str) -> u32 {
        if let Some(&number) = self.label_numbers.get(label) {
            return number;
        }
        let number = self.document.labels.len() as u32;
        self.document.labels.push(label.into());
        self.label_numbers.insert(label.into(), number);
        number
    }

    fn settle_records(&mut self) {
        if self.headers.contains(&Headers::Record) {
            self.name_records();
            let going = record::settle(&mut self.document.blocks, &mut self.headers);
            self.layout.iter_mut().zip(going).for_each(|(layout, goes)| *layout |= goes);
        }
    }

    /// Gives values the names that stand in other values.
    fn name_records(&mut self) {
        let Document { text, blocks, labels, .. } = &self.document;
        let pairs = record::pairs(text, blocks, &self.headers);
        let titles = record::titles(text, blocks, &self.headers, labels);
        let paired: Vec<u32> = pairs.iter().filter_map(|named| Some(named.cell?.table)).collect();
        if !paired.is_empty() {
            let is_name = |block: &Block| block.cell().is_some_and(|at| paired.contains(&at.table));
            self.document
                .blocks
                .iter_mut()
                .filter(|block| is_name(block))
                .for_each(|block| block.kind = BlockKind::Field);
        }
        for named in titles.into_iter().chain(pairs) {
            let label = self.label_number(&named.name);
            let block = &mut self.document.blocks[named.block];
            (block.label, block.kind) = (label, named.cell.map_or(block.kind, BlockKind::Cell));
        }
    }

    fn dissolve_layout(&mut self) {
        let doubtful: Vec<bool> = self.headers.iter().map(|&headers| headers == Headers::Recognise).collect();
        let document = &mut self.document;
        let (blocks, tables) = (&mut document.blocks, &mut document.tables);
        let mut kept = layout::dissolve(&document.text, blocks, tables, &doubtful, &self.layout).into_iter();
        self.headers.retain(|_| kept.next().unwrap_or(true));
    }

    /// Makes cells of paragraphs that are those of a table.
    fn gather_lines(&mut self) {
        let found = lines::find(&self.document.text, &self.document.blocks, self.document.format);
        if found.cells.is_empty() {
            return;
        }
        let first = self.document.tables.len() as u32;
        found.headers.into_iter().for_each(|headers| _ = self.add_table(headers));
        let text = self.document.text.clone();
        let old = std::mem::take(&mut self.document.blocks);
        let mut cells = found.cells.into_iter().peekable();
        for (index, block) in old.into_iter().enumerate() {
            let mut kept = true;
            while let Some(cell) = cells.next_if(|cell| cell.block == index) {
                let label = cell.name.and_then(|name| self.label_number(&text[name]));
                let kind = BlockKind::Cell(CellAt { table: cell.at.table + first, ..cell.at });
                self.document.blocks.push(Block { span: cell.span.into(), kind, label, ..block });
                kept = false;
            }
            if kept {
                self.document.blocks.push(block);
            }
        }
    }

    fn gather_cells(&mut self) {
        let document = &mut self.document;
        for (index, block) in document.blocks.iter().enumerate() {
            let Some(at) = block.cell() else { continue };
            let Some(table) = document.tables.get_mut(at.table as usize) else { continue };
            table.cells.push(index as u32);
            table.rows = table.rows.max(at.row + 1);
            table.columns = table.columns.max(at.column + 1);
        }
        let blocks = &document.blocks;
        for table in &mut document.tables {
            table.cells.sort_by_key(|&index| blocks[index as usize].cell());
        }
    }

    fn name_cells(&mut self) {
        // A table that scrolls has its names in another one above it.
        let mut above: Option<u32> = None;
        for table in 0..self.headers.len() as u32 {
            let naming = match self.headers[table as usize] {
                Headers::FirstRow => Naming::Rows { start: 0, end: 1 },
                Headers::None | Headers::Record => Naming::None,
                Headers::Recognise => header::recognise(&self.document, table),
            };
            match naming {
                Naming::Rows { start, end } => {
                    self.free_notes(table, end);
                    self.name_columns(table, start..end);
                    above = Some(table).filter(|&table| self.document.tables[table as usize].rows == end);
                    continue;
                }
                Naming::Turned => {
                    self.turn(table);
                    self.name_columns(table, 0..1);
                }
                Naming::Fields => self.name_fields(table, false),
                Naming::Pairs => self.name_fields(table, true),
                Naming::None if self.headers[table as usize] == Headers::Recognise => {
                    self.free_notes(table, 0);
                    above.into_iter().for_each(|above| self.name_by(table, above));
                }
                Naming::None => {}
            }
            above = None;
        }
    }

    /// Makes paragraphs of the rows below `first` that are notes.
    fn free_notes(&mut self, table: u32, first: u32) {
        for row in note::notes(&self.document, table, first).into_iter().rev() {
            let cells: Vec<u32> = self.document.tables[table as usize].cells.drain(row).collect();
            for index in cells {
                if note::is_filled(&self.document, &self.document.blocks[index as usize]) {
                    self.document.blocks[index as usize].kind = BlockKind::Paragraph;
                }
            }
        }
    }

    /// Makes rows of the columns: a list on its side is read as though it stood upright.
    fn turn(&mut self, table: u32) {
        let (blocks, outline) = (&mut self.document.blocks, &mut self.document.tables[table as usize]);
        for &index in &outline.cells {
            if let BlockKind::Cell(at) = &mut blocks[index as usize].kind {
                (at.row, at.column) = (at.column, at.row);
            }
        }
        (outline.rows, outline.columns) = (outline.columns, outline.rows);
        outline.cells.sort_by_key(|&index| blocks[index as usize].cell().map(|at| (at.row, at.column)));
    }

    fn name_columns(&mut self, table: u32, rows: std::ops::Range<u32>) {
        let columns = self.document.tables[table as usize].columns;
        let names: Vec<String> = (0..columns.min(MOST_COLUMNS))
            .map(|column| header::column_name(&self.document, table, rows.clone(), column))
            .collect();
        let numbers: Vec<Option<u32>> = names.iter().map(|name| self.label_number(name)).collect();
        self.document.tables[table as usize].has_header = true;
        for index in self.document.tables[table as usize].cells.iter() {
            let block = &mut self.document.blocks[*index as usize];
            let BlockKind::Cell(at) = &mut block.kind else { continue };
            at.header = at.row < rows.end;
            if !at.header {
                block.label = block.label.or_else(|| numbers.get(at.column as usize).copied().flatten());
            }
        }
    }

    /// Names the columns by the table above, which is nothing but a header, where there are as many.
    fn name_by(&mut self, table: u32, above: u32) {
        let (own, header) = (&self.document.tables[table as usize], &self.document.tables[above as usize]);
        if own.columns != header.columns || own.columns < 2 {
            return;
        }
        let names: Vec<String> = (0..own.columns.min(MOST_COLUMNS))
            .map(|column| header::column_name(&self.document, above, 0..header.rows, column))
            .collect();
        self.label_columns(0, table, &names);
    }

    fn name_fields(&mut self, table: u32, by_place: bool) {
        for (block, name) in header::field_labels(&self.document, table, by_place) {
            let number = self.label_number(&name);
            let block = &mut self.document.blocks[block as usize];
            block.label = block.label.or(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(table: u32, row: u32, column: u32) -> BlockKind {
        BlockKind::Cell(CellAt { table, row, column, header: row == 0 })
    }

    #[test]
    fn a_header_travels_with_its_cells() {
        let mut builder = DocumentBuilder::new(Origin::file("-"), "text");
        let table = builder.add_table(true);
        for (row, column, text) in [(0, 0, "姓名"), (0, 1, "身份证\n号码"), (1, 0, "某甲"), (1, 1, "")] {
            builder.open(cell(table, row, column), None);
            builder.push_str(text);
            builder.close();
            builder.push_str("\t");
        }
        let document = builder.finish();
        let empty = document.cell(table, 1, 1).copied();
        assert_eq!(empty.as_ref().and_then(|block| document.label(block)), Some("身份证号码"));
        assert_eq!(document.tables()[0].rows, 2);
        assert_eq!(document.row(table, 1).count(), 2);
        assert_eq!(document.column(table, 0).count(), 1);
    }

    #[test]
    fn a_contact_line_below_a_list_is_no_row() {
        let mut builder = DocumentBuilder::new(Origin::file("-"), "text");
        let table = builder.add_table(Headers::Recognise);
        let rows = [["姓名", "电话"], ["某甲", "0000"], ["填表人：某乙　电话：0001", ""], ["某丙", ""]];
        for (row, texts) in rows.iter().enumerate() {
            for (column, text) in texts.iter().enumerate() {
                builder.open(
                    BlockKind::Cell(CellAt { table, row: row as u32, column: column as u32, header: false }),
                    None,
                );
                builder.push_str(text);
                builder.close();
                builder.push_str("\t");
            }
        }
        let document = builder.finish();
        let note = document.blocks().iter().find(|block| block.kind == BlockKind::Paragraph);
        assert_eq!(note.map(|block| (document.slice(block.span), document.label(block))), Some((rows[2][0], None)));
        assert_eq!(document.cell(0, 3, 0).and_then(|block| document.label(block)), Some("姓名"));
    }

    #[test]
    fn blocks_are_found_by_offset() {
        let mut builder = DocumentBuilder::new(Origin::file("-"), "text");
        builder.open(BlockKind::Paragraph, None);
        builder.push_str("一段");
        builder.close();
        builder.push_str("\n");
        builder.open(BlockKind::Comment, Some(Hidden::Comment));
        builder.push_str("注释");
        let document = builder.finish();
        assert_eq!(document.block_at(0).map(|block| block.kind), Some(BlockKind::Paragraph));
        assert_eq!(document.block_at(6), None);
        assert_eq!(document.block_at(7).and_then(|block| block.hidden), Some(Hidden::Comment));
    }
}
