//! What surrounds a number: its labels, its table, the persons and offices near it.
//!
//! Nothing here decides. Each kind asks what it needs, and only for numbers that already have its
//! shape: most of this is too slow to be computed for every digit.

use std::cell::{Cell, RefCell};
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::column::Column;
use super::field::{self, Named};
use super::label;
use super::policy::{NumberPolicy, Profile};
use super::topic::Topics;
use crate::detect::Scan;
use crate::detect::spots::Spots;
use crate::document::{Block, BlockKind, CellAt, Document};
use crate::finding::Evidence;
use crate::span::{Span, Text};
use crate::words::WordSet;

/// Bytes of a document's opening in which its kind is looked for.
const OPENING: usize = 600;
/// Most bytes of a label in a cell of its own.
const LABEL: usize = 45;
/// Words of announcements that ask their readers to call somebody.
static CALLS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(&["通知", "须知", "邀请", "会议", "培训", "报名", "值班", "征集", "招聘", "简章", "指南"])
});

/// A document while its numbers are looked for.
pub(super) struct Scene<'d> {
    pub(super) document: &'d Document,
    pub(super) text: &'d str,
    pub(super) policy: &'d NumberPolicy,
    pub(super) profile: Profile,
    pub(super) spots: &'d Spots,
    calls: bool,
    /// The block that was asked for last: numbers are looked at in the order of the text.
    block: Cell<usize>,
    /// What was told last: the kinds ask one after the other for the same number.
    told: Cell<Option<(Span<Text>, usize, Context<'d>)>>,
    labels: RefCell<FxHashMap<usize, Topics>>,
    sensitive: RefCell<FxHashMap<usize, bool>>,
    tables: RefCell<FxHashMap<u32, Topics>>,
    pub(super) ids: RefCell<Vec<Span<Text>>>,
    papers: RefCell<Vec<Span<Text>>>,
    id_columns: RefCell<FxHashMap<(u32, u32), bool>>,
    name_columns: RefCell<FxHashMap<(u32, u32), bool>>,
    filled_columns: RefCell<FxHashMap<(u32, u32, Filled), bool>>,
    pub(super) columns: RefCell<FxHashMap<(u32, u32), Column>>,
}

/// What a column can be filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Filled {
    /// Addresses that go into a house, four fifths of the cells.
    Addresses,
    /// Addresses with any number of a house or a group, half of the cells.
    Details,
    /// Names of persons, three fifths of them.
    Names,
    /// Names of bodies, more than half of them, be it one.
    Bodies,
}

/// What a number is called.
#[derive(Clone, Copy)]
pub(super) struct Context<'d> {
    /// The block it stands in.
    pub(super) block: Option<&'d Block>,
    /// The field label directly before it.
    pub(super) field: Named,
    /// What its column header, key or attribute name says.
    pub(super) header: Topics,
    /// That header, key or name.
    pub(super) header_text: Option<&'d str>,
    /// True where the cell or field holds sentences: what stands near the number tells, as in any text.
    prose: bool,
}

impl<'d> Scene<'d> {
    /// Looks at the document's opening, and for words once in all of it.
    pub(super) fn new(scan: &'d Scan<'d>, policy: &'d NumberPolicy) -> Self {
        let document = scan.document();
        let text = document.text();
        let opening = &text[..floor(text, OPENING)];
        let title = document.meta().title.as_deref().unwrap_or("");
        let profile = policy.profile.unwrap_or_else(|| Profile::of_opening(title, opening));
        let calls = policy.profile == Some(Profile::Notice)
            || (CALLS.is_in(title) || CALLS.is_in(opening)) && !is_list(opening);
        Scene {
            document,
            text,
            policy,
            profile,
            spots: scan.spots(),
            calls,
            block: Cell::default(),
            told: Cell::default(),
            labels: RefCell::default(),
            sensitive: RefCell::default(),
            tables: RefCell::default(),
            ids: RefCell::default(),
            papers: RefCell::default(),
            id_columns: RefCell::default(),
            name_columns: RefCell::default(),
            filled_columns: RefCell::default(),
            columns: RefCell::default(),
        }
    }

    /// The year of the document: its date's, or the latest that its opening or its end writes.
    pub(super) fn year(&self) -> Option<u16> {
        let written = || {
            let end = floor(self.text, self.text.len().saturating_sub(OPENING));
            [&self.text[..floor(self.text, OPENING)], &self.text[end..]].into_iter().flat_map(years).max()
        };
        self.document.meta().date.map(|date| date.year()).or_else(written)
    }

    /// True for announcements that ask their readers to call somebody: tenders, calls to a meeting or a training, and
    /// whatever the site's configuration says is a notice.
    pub(super) fn is_for_readers(&self) -> bool {
        self.profile == Profile::Procurement || self.profile == Profile::Notice && self.calls
    }

    /// What the number of `length` digits at `span` is called. In a table the words of other cells are no label, unless the
    /// cell to the left is one and no header is known.
    pub(super) fn context(&self, span: Span<Text>, length: usize) -> Context<'d> {
        match self.told.get() {
            Some((known, digits, context)) if known == span && digits == length => context,
            _ => {
                let context = self.tell(span, length);
                self.told.set(Some((span, length, context)));
                context
            }
        }
    }

    fn tell(&self, span: Span<Text>, length: usize) -> Context<'d> {
        let block = self.block_at(span.start());
        let cell = block.and_then(|block| Some((block, block.cell()?)));
        // What stands before a cell or a script is no label of the numbers in it.
        let bound = block.filter(|block| matches!(block.kind, BlockKind::Cell(_) | BlockKind::Code));
        let start = bound.map_or(0, |block| block.span.start());
        let label = block.and_then(|block| self.document.label(block));
        let left = || self.left_of(cell?.1);
        // A form whose first row passed for the names of columns: 来信人 | 某某某.
        let is_number = |left: &'d str| self.topics(left).any(Topics::PHONE);
        let misled = label.is_some_and(|label| self.topics(label).is_none() && left().is_some_and(is_number));
        let header_text = label.filter(|_| !misled).or_else(left);
        let header = header_text.map_or(Topics::NONE, |text| self.topics(text));
        let field = field::before(&self.text[start..], span.start() - start, length);
        Context { block, field, header, header_text, prose: block.is_some_and(|block| self.is_prose(block)) }
    }

    /// True for a cell or field that holds sentences.
    fn is_prose(&self, block: &Block) -> bool {
        const SHORTEST: usize = 100;
        let value = matches!(block.kind, BlockKind::Cell(_) | BlockKind::Field) && block.span.len() >= SHORTEST;
        value && self.text[block.span.range()].contains(['。', '；'])
    }

    /// True where the cell or field holds a form, line by line.
    pub(super) fn has_lines(&self, context: &Context<'_>) -> bool {
        const FEWEST: usize = 3;
        context.block.is_some_and(|block| self.text[block.span.range()].lines().nth(FEWEST - 1).is_some())
    }

    /// The block that holds byte `offset`: the last one, one shortly behind it, or any other.
    fn block_at(&self, offset: usize) -> Option<&'d Block> {
        // A row of a list has so many cells between two numbers.
        const NEAR: usize = 16;
        let blocks = self.document.blocks();
        let last = self.block.get();
        let starts = |index: usize| blocks.get(index).map_or(usize::MAX, |block| block.span.start());
        let near = (last..last + NEAR).find(|&index| starts(index) <= offset && offset < starts(index + 1));
        let index = near.or_else(|| self.document.block_index_at(offset))?;
        self.block.set(index);
        blocks.get(index).filter(|block| block.span.holds(offset))
    }

    /// The words in the cell to the left, if they name a number.
    fn left_of(&self, at: CellAt) -> Option<&'d str> {
        let left = self.document.cell(at.table, at.row, at.column.checked_sub(1)?)?;
        let words = self.document.slice(left.span).trim();
        let short = words.len() <= LABEL && !words.bytes().any(|byte| byte.is_ascii_digit());
        // In a table of two columns the left one names what stands in the other.
        let pair =
            || at.column == 1 && self.document.tables().get(at.table as usize).is_some_and(|table| table.columns == 2);
        // 累计水量, 站码: no name of a person ends so.
        let other =
            || !self.topics(words).other().is_none() || words.ends_with(['量', '额', '值', '数', '率', '码', '号']);
        (short && !words.is_empty() && (self.topics(words).identifies() || pair() || other())).then_some(words)
    }

    /// What a header names, remembered by its address: every cell of a column shares it.
    pub(super) fn topics(&self, header: &'d str) -> Topics {
        let key = header.as_ptr() as usize;
        *self.labels.borrow_mut().entry(key).or_insert_with(|| label::topics(header))
    }

    /// Whether a header names something sensitive, by `test`, remembered as its topics are.
    pub(super) fn is_sensitive_label(&self, header: &'d str, test: fn(&str) -> bool) -> bool {
        *self.sensitive.borrow_mut().entry(header.as_ptr().addr()).or_insert_with(|| test(header))
    }

    /// What all headers of a table name together.
    pub(super) fn table(&self, table: u32) -> Topics {
        if let Some(&known) = self.tables.borrow().get(&table) {
            return known;
        }
        let topics = self.headers(table).map(|header| self.topics(header)).fold(Topics::NONE, Topics::and);
        self.tables.borrow_mut().insert(table, topics);
        topics
    }

    /// The labels of the first cells of a table: every column's header, every field of a form.
    fn headers(&self, table: u32) -> impl Iterator<Item = &'d str> {
        let document = self.document;
        let cells = document.tables().get(table as usize).map_or(&[][..], |table| &table.cells);
        cells.iter().take(400).filter_map(move |&cell| document.label(&document.blocks()[cell as usize]))
    }

    /// Remembers where an ID stands, in the order of the text. They come nearly in order.
    pub(super) fn note_id(&self, span: Span<Text>) {
        let mut ids = self.ids.borrow_mut();
        let at =
            if ids.last().is_none_or(|last| *last <= span) { ids.len() } else { ids.partition_point(|id| *id <= span) };
        ids.insert(at, span);
    }

    /// Remembers where a passport or a permit stands. They come in the order of the text.
    pub(super) fn note_paper(&self, span: Span<Text>) {
        self.papers.borrow_mut().push(span);
    }

    /// True when a passport, a permit or an ID stands within `range`.
    pub(super) fn names_holder_in(&self, range: Span<Text>) -> bool {
        let papers = self.papers.borrow();
        let after = papers.partition_point(|paper| paper.start() < range.start());
        papers.get(after).is_some_and(|paper| paper.start() < range.end()) || self.has_id_in(range)
    }

    /// True when the document has an ID anywhere.
    pub(super) fn has_ids(&self) -> bool {
        !self.ids.borrow().is_empty()
    }

    /// True when the document has an ID, a passport or a permit anywhere.
    fn has_holders(&self) -> bool {
        self.has_ids() || !self.papers.borrow().is_empty()
    }

    /// True when an ID stands within `range`, which is in bytes.
    pub(super) fn has_id_in(&self, range: Span<Text>) -> bool {
        let ids = self.ids.borrow();
        let after = ids.partition_point(|id| id.start() < range.start());
        ids.get(after).is_some_and(|id| id.start() < range.end())
    }

    /// True for a column of which at least four fifths of the cells, and three of them, hold an ID. Asked when all IDs
    /// are known.
    pub(super) fn is_id_column(&self, at: CellAt) -> bool {
        let key = (at.table, at.column);
        if let Some(&known) = self.id_columns.borrow().get(&key) {
            return known;
        }
        let (mut ids, mut filled) = (0, 0);
        for cell in self.document.column(at.table, at.column) {
            filled += usize::from(!self.document.slice(cell.span).trim().is_empty());
            ids += usize::from(self.has_id_in(cell.span));
        }
        let known = ids >= 3 && ids * 5 >= filled * 4;
        self.id_columns.borrow_mut().insert(key, known);
        known
    }

    /// True for a column of which one of the first cells holds somebody's name.
    pub(super) fn is_name_column(&self, at: CellAt) -> bool {
        const SAMPLE: usize = 8;
        let holds_name = |text: &str| super::person::is_name(text) || text.contains(['某', '*', '＊']);
        *self.name_columns.borrow_mut().entry((at.table, at.column)).or_insert_with(|| {
            let cells = self.document.column(at.table, at.column).take(SAMPLE);
            cells.map(|cell| self.document.slice(cell.span)).any(holds_name)
        })
    }

    /// True for a column of which most cells, and two of them where it is not said otherwise, are filled with it.
    pub(super) fn is_column_of(&self, at: CellAt, filled: Filled) -> bool {
        let (test, share): (fn(&str) -> bool, usize) = match filled {
            Filled::Addresses => (super::home_address::is_detailed, 80),
            Filled::Details => (super::home_address::has_detail, 50),
            Filled::Names => (|text| super::person::is_name(text) || text.contains(['某', '*', '＊', '·']), 60),
            Filled::Bodies => (super::telephone::is_body, 51),
        };
        let fewest = if filled == Filled::Bodies { 1 } else { 2 };
        *self.filled_columns.borrow_mut().entry((at.table, at.column, filled)).or_insert_with(|| {
            let cells = self.document.column(at.table, at.column).map(|cell| self.document.slice(cell.span).trim());
            let all: Vec<_> = cells.filter(|text| !text.is_empty()).collect();
            let fitting = all.iter().filter(|text| test(text)).count();
            fitting >= fewest && fitting * 100 >= all.len() * share
        })
    }

    /// True when an ID ends directly before byte `at`, perhaps with a space between.
    pub(super) fn follows_id(&self, at: usize) -> bool {
        let ids = self.ids.borrow();
        let last = ids.partition_point(|id| id.start() < at).checked_sub(1).map(|index| ids[index]);
        last.is_some_and(|id| id.end() <= at && self.text[id.end()..at].chars().all(|char| !char.is_alphanumeric()))
    }

    /// The text that belongs together with a number: its table row, or its paragraph.
    pub(super) fn surroundings(&self, context: &Context<'_>, span: Span<Text>) -> Span<Text> {
        match context.block.map(|block| (block, block.kind)) {
            Some((block, BlockKind::Cell(at))) => self.row(block, at),
            Some((block, _)) => block.span,
            None => span,
        }
    }

    /// All that is said of the same person or thing: the row; in a form, whose cells are named from their left, and in a
    /// record of fields, what stands around up to a label that was there before; else the paragraph.
    pub(super) fn record(&self, context: &Context<'_>, span: Span<Text>) -> Span<Text> {
        let Some(block) = context.block else { return span };
        if block.kind == BlockKind::Paragraph {
            return self.lines_around(super::telephone::line(self.text, span)).cover(block.span);
        }
        let is_pairs = |table: u32| {
            self.document.tables().get(table as usize).is_some_and(|table| table.columns == 2 && !table.has_header)
        };
        let is_form = |table: u32| self.document.tables().get(table as usize).is_some_and(|table| !table.has_header);
        let is_part: &dyn Fn(&Block) -> bool = match block.kind {
            BlockKind::Cell(at) if is_pairs(at.table) || is_form(at.table) && self.document.label(block).is_some() => {
                &move |other| other.cell().is_some_and(|cell| cell.table == at.table)
            }
            BlockKind::Field if self.document.label(block).is_some() => &|other| other.kind == BlockKind::Field,
            _ => return self.surroundings(context, span),
        };
        self.fields_around(block, is_part).cover(self.surroundings(context, span))
    }

    /// The lines around one that line up fields as it does (`姓名：…`), until a label comes again.
    fn lines_around(&self, line: Span<Text>) -> Span<Text> {
        const MOST: usize = 24;
        const LONGEST_FIELD: usize = 60;
        const LONGEST_NAME: usize = 10;
        let start = floor(self.text, line.start().saturating_sub(4 * OPENING));
        let end = floor(self.text, line.end() + 4 * OPENING).max(line.end());
        // 五、退还账户：… is an item of a text, no field.
        let is_short = |line: &str, label: &str| {
            line.chars().count() <= LONGEST_FIELD
                && (1..=LONGEST_NAME).contains(&label.chars().count())
                && !label.contains('、')
        };
        let bare = |line: &'d str| {
            let (label, _) = field(line.trim_start_matches([' ', '-', '*', '\u{3000}']))?;
            is_short(line, label).then_some(label)
        };
        let Some(own) = bare(&self.text[line.range()]) else { return line };
        let mut seen = vec![own];
        let mut is_new = |line: &&'d str| {
            let label = bare(line);
            let new = line.trim().is_empty() || label.is_some_and(|label| !seen.contains(&label));
            seen.extend(label);
            new
        };
        let below = self.text[line.end()..end].split_inclusive('\n').skip(1).take(MOST).take_while(&mut is_new);
        let below: usize = below.map(str::len).sum::<usize>();
        let first = self.text[line.end()..end].find('\n').map_or(0, |at| at + 1);
        let above = self.text[start..line.start()].split_inclusive('\n').rev().take(MOST).take_while(&mut is_new);
        let above: usize = above.map(str::len).sum();
        Span::new(line.start() - above, (line.end() + first + below).min(self.text.len()))
    }

    /// From the first to the last block around one that `is_part` of its record, until a label comes again.
    fn fields_around(&self, block: &Block, is_part: &dyn Fn(&Block) -> bool) -> Span<Text> {
        const MOST: usize = 40;
        let blocks = self.document.blocks();
        let Some(own) = self.document.block_index_at(block.span.start()) else { return block.span };
        let mut seen = vec![self.document.label(block)];
        let mut is_new = |other: &&Block| {
            let label = self.document.label(other);
            let is_form = other.cell().is_some();
            let new = label.is_none() && is_form || label.is_some() && !seen.contains(&label);
            seen.push(label);
            new && is_part(other)
        };
        let last = blocks[own + 1..].iter().take(MOST).take_while(&mut is_new).last();
        let first = blocks[..own].iter().rev().take(MOST).take_while(&mut is_new).last();
        [first, last].into_iter().flatten().fold(block.span, |all, other| all.cover(other.span))
    }

    /// True when an ID stands in the same row, record or paragraph.
    pub(super) fn has_id_beside(&self, context: &Context<'_>, span: Span<Text>) -> bool {
        if let Some(block) = context.block.filter(|_| context.prose) {
            return self.has_holders() && self.names_holder_in(block.span);
        }
        let cell = context.block.and_then(Block::cell);
        cell.is_some_and(|at| self.has_id_in_row(at))
            || self.has_holders() && self.names_holder_in(self.record(context, span))
    }

    /// True when the site's configuration calls the number's header, or a label before it on its line, public.
    pub(super) fn is_public(&self, context: &Context<'_>, span: Span<Text>) -> bool {
        if self.policy.public_labels.is_empty() {
            return false;
        }
        let near = floor(self.text, span.start().saturating_sub(OPENING / 4));
        let before = self.text[near..span.start()].rsplit('\n').next().unwrap_or("");
        let header = context.header_text.unwrap_or("");
        self.policy.public_labels.iter().any(|label| header.contains(label.as_str()) || before.contains(label.as_str()))
    }

    /// True for a line of a form that lines up fields (姓名：…, 性别：…) of which one names a person and none an office.
    /// Where a body comes first, the form is the body's.
    pub(super) fn is_form_of_person(&self, line: Span<Text>) -> bool {
        const LINES: usize = 8;
        let start = floor(self.text, line.start().saturating_sub(OPENING));
        let end = floor(self.text, line.end() + OPENING).max(line.end());
        let (above, below) = (&self.text[start..line.start()], &self.text[line.end()..end]);
        let (above, below) = (above.lines().rev(), below.lines().skip(1));
        // Blank lines end a form, unless they stand between all of its lines.
        let is_blank = |line: Option<&str>| line.is_none_or(|line| line.trim().is_empty());
        let apart = is_blank(above.clone().next()) && is_blank(below.clone().next());
        let belongs = |line: &&str| !apart || !is_blank(Some(line));
        let (above, below) = (above.filter(belongs), below.filter(belongs));
        let Some(own) = field(&self.text[line.range()]) else { return false };
        let mut fields: Vec<_> = above.take(LINES).map_while(field).collect();
        fields.reverse();
        fields.push(own);
        fields.extend(below.take(LINES).map_while(field));
        let names = |&(label, value): &(&str, &str)| {
            super::telephone::is_person(label) && super::person::is_name(super::person::first_word(value))
        };
        let Some(person) = fields.iter().position(names) else { return false };
        // 当事人：某某食品店, 经营者：….
        let of_body = |fields: &[(&str, &str)]| fields.iter().any(|(_, value)| super::person::is_body(value));
        if super::telephone::represents(fields[person].0) && of_body(&fields[..person]) {
            return false;
        }
        let says = |fields: &[(&str, &str)], topics| fields.iter().any(|(label, _)| label::topics(label).any(topics));
        !says(&fields, Topics::OFFICE.and(Topics::CONTACT)) && !says(&fields[..person], Topics::ORGANISATION)
    }

    /// From the first to the last cell of a row that stand together in the text. The cells of a record may stand around
    /// other records, and those of a list on its side stand apart.
    fn row(&self, block: &Block, at: CellAt) -> Span<Text> {
        let blocks = self.document.blocks();
        let Some(own) = self.document.block_index_at(block.span.start()) else { return block.span };
        let in_row = |other: &&Block| other.cell().is_some_and(|cell| (cell.table, cell.row) == (at.table, at.row));
        let last = blocks[own..].iter().take_while(in_row).last();
        let first = blocks[..own].iter().rev().take_while(in_row).last();
        [first, last].into_iter().flatten().fold(block.span, |all, other| all.cover(other.span))
    }
}

impl Context<'_> {
    /// The cell that it stands in, unless that holds sentences.
    pub(super) fn cell(&self) -> Option<CellAt> {
        self.block.filter(|_| !self.prose).and_then(Block::cell)
    }

    /// True where it is a value that stands by itself, in a cell, a field or an attribute.
    pub(super) fn is_value(&self) -> bool {
        let is_text = |block: &Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_));
        self.block.is_some_and(|block| !is_text(block)) && !self.prose
    }

    /// What the number is said to be: by its field label, else by its header.
    pub(super) fn topics(&self) -> Topics {
        let says = |topics: Topics| topics.identifies() || !topics.other().is_none();
        // Letters glued to a number under its header say less than the header does: No.4601…, ZJ4601….
        if self.field.word.is_empty() && says(self.header) && !self.field.topics.identifies() {
            return self.header;
        }
        if says(self.field.topics) { self.field.topics } else { self.header.and(self.field.topics) }
    }

    /// True when it is said to be one of `wanted`.
    pub(super) fn says(&self, wanted: Topics) -> bool {
        self.topics().any(wanted)
    }

    /// The other kind of number it is said to be, where nothing personal is named.
    pub(super) fn other(&self) -> Topics {
        let topics = self.topics();
        if topics.identifies() { Topics::NONE } else { topics.other() }
    }

    /// `label:身份证号` or `header:身份证号`, for what names one of `wanted`.
    pub(super) fn evidence(&self, wanted: Topics) -> Option<Evidence> {
        if self.field.topics.any(wanted) {
            let word = if self.field.word.is_empty() { "key" } else { self.field.word };
            return Some(format!("label:{word}").into());
        }
        let header = self.header_text.filter(|_| self.header.any(wanted))?;
        let plain: String = header.chars().filter(|char| !char.is_numeric()).take(16).collect();
        Some(format!("header:{plain}").into())
    }

    /// True in attributes, comments and program text.
    pub(super) fn is_behind_the_page(&self) -> bool {
        self.block.is_some_and(|block| !block.is_prose())
    }
}

/// The years that a text writes out: 2024年.
fn years(text: &str) -> impl Iterator<Item = u16> + '_ {
    let year = |at: usize| text.get(at.checked_sub(4)?..at)?.parse().ok().filter(|year| (2000..=2050).contains(year));
    text.match_indices('年').filter_map(move |(at, _)| year(at))
}

/// `姓名：…` as its label and value; a colon in a sentence makes no field.
fn field(line: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 20;
    let (label, value) = line.split_once(['：', ':'])?;
    let label = label.trim();
    (label.chars().count() <= LONGEST && !label.contains(['，', '。'])).then_some((label, value.trim()))
}

/// True for the opening of a list of those who came or signed up, whatever they were called to: 会议签到.
fn is_list(opening: &str) -> bool {
    const LISTS: &[&str] = &["签到", "回执", "参会人员", "参训人员", "学员", "花名册", "名单", "登记表", "汇总表"];
    let heading = opening.trim_start().lines().next().unwrap_or("");
    LISTS.iter().any(|word| heading.contains(word))
}

/// The last character boundary at or before byte `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
