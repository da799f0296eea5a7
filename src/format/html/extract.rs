//! From tokens to text: what each element does, and what is hidden.
//!
//! No stack of elements is kept: pages leave elements open and nest them a hundred thousand deep.
//! Only the innermost hidden element is followed to its end, by counting elements of its name.

use std::ops::Range;

use super::attribute;
use super::frame;
use super::inline::{self, InlineRow};
use super::meta;
use super::rows::Rows;
use super::tag::{Tag, tag};
use super::token::{Token, Tokens};
use super::writer::Writer;
use crate::document::{BlockKind, DocumentBuilder, Hidden};
use crate::format::records::{Records, Row};
use crate::source::Origin;

/// Longest label taken from a term; longer ones are sentences.
const LONGEST_LABEL: usize = 60;

/// Reads a page.
pub(in crate::format) struct Extractor<'a> {
    file: &'a str,
    tokens: Tokens<'a>,
    /// What the page shows.
    page: Writer<'a>,
    /// Text of hidden elements within lines; it must not cut what is seen around it.
    aside: Writer<'a>,
    /// Attributes, comments, scripts.
    tail: Writer<'a>,
    /// The hidden element we are in.
    unseen: Option<Unseen>,
    /// The last `<dt>`, and where its text began.
    term: Option<usize>,
    /// Lists of names and values: each is a record, or several where a name comes again.
    records: Records,
    list: Option<(Row, Vec<String>)>,
    /// Lines that may be the cells of a table without `<table>`.
    rows: Rows,
    /// True between two elements within a line.
    between: bool,
    /// The row of inline elements that we are in, and how many of them are open.
    inline: Option<(InlineRow, u32)>,
    /// The last such row.
    last_inline: Option<InlineRow>,
}

/// A hidden element.
struct Unseen {
    name: String,
    tag: Tag,
    /// Elements of its name that are open, itself included.
    depth: u32,
}

impl<'a> Extractor<'a> {
    /// A reader of the part `range` of a file: all of it, or markup inside other data.
    pub(in crate::format) fn over(file: &'a str, range: Range<usize>, origin: &Origin, format: &'static str) -> Self {
        let writer = || Writer::new(file, origin.clone(), format);
        Extractor {
            file,
            tokens: Tokens::over(file, range),
            page: writer(),
            aside: writer(),
            tail: writer(),
            unseen: None,
            term: None,
            records: Records::default(),
            list: None,
            rows: Rows::default(),
            between: false,
            inline: None,
            last_inline: None,
        }
    }

    /// Reads to the end: what is seen, then what is hidden within lines, then what stands in the markup.
    pub(in crate::format) fn read(mut self) -> DocumentBuilder {
        while let Some(token) = self.tokens.next() {
            self.token(token);
        }
        self.page.end_block();
        self.aside.end_block();
        self.step(0);
        let mut builder = self.page.builder;
        self.rows.write(&mut builder);
        builder.append(self.aside.builder);
        builder.append(self.tail.builder);
        builder
    }

    fn token(&mut self, token: Token) {
        match token {
            Token::Text(range) => {
                let between = std::mem::take(&mut self.between);
                let out = self.out();
                if between {
                    out.part_numbers(range.start);
                }
                out.text(range);
            }
            Token::Data(range) | Token::Comment(range) => self.comment(range),
            Token::Open { name, closed } => {
                let name = &self.file[name];
                let tag = tag(name);
                self.enter(name, tag, closed);
                self.attributes(name);
                self.open(name, tag);
                self.open_inline(name, tag);
            }
            Token::Close { name } => {
                let name = &self.file[name];
                let tag = tag(name);
                self.between = tag == Tag::Inline;
                self.close_inline(name);
                self.close(tag);
                self.leave(name);
            }
        }
    }

    /// A line may hold a row of inline elements, each of which is then a line of its own.
    fn open_inline(&mut self, name: &str, tag: Tag) {
        let at = self.tokens.offset();
        if matches!(tag, Tag::Block | Tag::Item) && self.unseen.is_none() {
            let row = inline::row_at(self.file, at, self.last_inline.as_ref());
            self.inline = row.map(|row| (row, 0));
            return;
        }
        let Some((row, open)) = &mut self.inline else { return };
        if at > row.end || !row.is_cell(self.file, name) {
            return;
        }
        *open += 1;
        if *open == 1 {
            self.out().set_kind(BlockKind::Paragraph, None);
            self.step(1);
        }
    }

    fn close_inline(&mut self, name: &str) {
        let at = self.tokens.offset();
        let Some((row, open)) = &mut self.inline else { return };
        if at > row.end {
            self.last_inline = self.inline.take().map(|(row, _)| row);
        } else if row.is_cell(self.file, name) && *open > 0 {
            *open -= 1;
            if *open == 0 {
                self.out().set_kind(BlockKind::Paragraph, None);
                self.step(-1);
            }
        }
    }

    /// Where text goes now.
    fn out(&mut self) -> &mut Writer<'a> {
        match &self.unseen {
            Some(unseen) if !unseen.tag.is_table_part() => &mut self.aside,
            _ => &mut self.page,
        }
    }

    fn open(&mut self, name: &str, tag: Tag) {
        match tag {
            Tag::Inline | Tag::Void | Tag::Unseen => {}
            Tag::Block | Tag::Item => {
                if name.eq_ignore_ascii_case("dl") {
                    self.list = None;
                }
                self.out().set_kind(BlockKind::Paragraph, None);
                self.step(1);
            }
            Tag::Break => {
                let at = self.tokens.offset();
                self.out().break_at(at);
            }
            Tag::Heading(level) => self.out().set_kind(BlockKind::Heading(level), None),
            Tag::Term => {
                self.out().end_value();
                self.out().set_kind(BlockKind::Paragraph, None);
                self.term = Some(self.page.builder.len());
            }
            Tag::Value => {
                self.out().end_value();
                let label = self.term.and_then(|start| label(self.page.builder.text().get(start..)?));
                let kind = label.as_deref().map_or(BlockKind::Paragraph, |label| self.value(label));
                self.out().set_kind(kind, label);
            }
            Tag::Table => {
                let frame = frame::is_frame(self.file, self.tokens.offset());
                self.out().open_table(frame);
            }
            Tag::Row => self.out().break_row(true),
            Tag::Cell(header) => self.cell(header),
            Tag::Preformatted => {
                let out = self.out();
                out.set_kind(BlockKind::Paragraph, None);
                out.preformatted += 1;
            }
            Tag::Code => self.code(name),
            Tag::Title => self.title(),
            Tag::Field => self.field(),
            Tag::Meta => self.meta(),
            Tag::Input => {}
        }
    }

    fn close(&mut self, tag: Tag) {
        match tag {
            Tag::Value => {
                self.out().end_value();
                self.out().set_kind(BlockKind::Paragraph, None);
            }
            Tag::Block | Tag::Item | Tag::Heading(_) => {
                self.out().set_kind(BlockKind::Paragraph, None);
                if matches!(tag, Tag::Block | Tag::Item) {
                    self.step(-1);
                }
            }
            // Browsers read `</p>` and `</br>` without a start as breaks, too.
            Tag::Break | Tag::Term => self.out().break_line(),
            Tag::Table => self.out().close_table(),
            Tag::Row => self.out().break_row(false),
            Tag::Cell(_) => self.out().close_cell(),
            Tag::Preformatted => {
                let out = self.out();
                out.break_line();
                out.preformatted = out.preformatted.saturating_sub(1);
            }
            _ => {}
        }
    }

    /// Where the value of a name in a list goes: a name that comes again begins another record.
    fn value(&mut self, label: &str) -> BlockKind {
        if self.unseen.is_some() || self.page.tables.current().is_some() {
            return BlockKind::Field;
        }
        let builder = &mut self.page.builder;
        let known = self.list.take().filter(|(_, names)| !names.iter().any(|name| name == label));
        let (row, mut names) = known.unwrap_or_else(|| (self.records.begin(builder, "dl"), Vec::new()));
        names.push(label.to_owned());
        self.list = Some((row, names));
        self.records.cell(row, label, 0)
    }

    /// An element that ends a line begins or ends.
    fn step(&mut self, step: i32) {
        self.rows.step(step, self.page.builder.blocks());
    }

    fn cell(&mut self, header: bool) {
        let span = |name: &str| self.attribute(name).and_then(|value| value.trim().parse().ok()).unwrap_or(1);
        let (columns, rows) = (span("colspan"), span("rowspan"));
        let label = ["data-label", "data-title", "data-th", "data-name"].iter().find_map(|name| self.attribute(name));
        let label = label.filter(|label| !label.is_empty() && label.len() <= LONGEST_LABEL);
        self.out().open_cell(header, columns, rows, label);
    }

    fn comment(&mut self, range: Range<usize>) {
        if is_worth_reading(&self.file[range.clone()]) {
            self.behind(range, BlockKind::Comment, Hidden::Comment);
        }
    }

    fn code(&mut self, name: &str) {
        let range = self.tokens.raw_text(name);
        if is_worth_reading(&self.file[range.clone()]) {
            self.behind(range, BlockKind::Code, Hidden::Code);
        }
    }

    /// Puts bytes of the file behind everything that is seen.
    fn behind(&mut self, range: Range<usize>, kind: BlockKind, hidden: Hidden) {
        let inner = self.file[range.clone()].trim_start();
        self.tail.open_block(kind, Some(hidden), None);
        self.tail.verbatim(range.end - inner.len()..range.end);
        self.tail.end_block();
    }

    fn title(&mut self) {
        let range = self.tokens.raw_text("title");
        let out = self.out();
        out.set_kind(BlockKind::Title, None);
        let start = out.builder.len();
        out.text(range);
        out.set_kind(BlockKind::Paragraph, None);
        let title = out.builder.text()[start..].trim().to_owned();
        let meta = self.page.builder.meta();
        if meta.title.is_none() && !title.is_empty() {
            meta.title = Some(title);
        }
    }

    fn field(&mut self) {
        let range = self.tokens.raw_text("textarea");
        let out = self.out();
        out.set_kind(BlockKind::Field, None);
        out.text(range);
        out.set_kind(BlockKind::Paragraph, None);
    }

    fn meta(&mut self) {
        let name = self.attribute("name").or_else(|| self.attribute("property"));
        if let (Some(name), Some(content)) = (name, self.attribute("content")) {
            meta::note(self.page.builder.meta(), name, content);
        }
    }

    /// The value of an attribute of the tag at hand.
    fn attribute(&self, name: &str) -> Option<&'a str> {
        let found = self.tokens.attributes().iter().find(|one| self.file[one.name.clone()].eq_ignore_ascii_case(name));
        found.map(|one| &self.file[one.value.clone()])
    }

    /// Puts the attributes worth reading behind everything that is seen.
    fn attributes(&mut self, element: &str) {
        if self.tokens.attributes().is_empty() {
            return;
        }
        for number in 0..self.tokens.attributes().len() {
            let one = &self.tokens.attributes()[number];
            let (name, value) = (&self.file[one.name.clone()], one.value.clone());
            if attribute::is_worth(name, &self.file[value.clone()]) {
                self.keep_attribute(element, name, value);
            }
        }
    }

    fn keep_attribute(&mut self, element: &str, name: &str, value: Range<usize>) {
        let name = name.to_ascii_lowercase();
        let is_meta = element.eq_ignore_ascii_case("meta");
        let hidden_input = self.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden"));
        let hidden = attribute::hidden(is_meta, &name, hidden_input);
        // The name of a `<meta>` or an `<input>` says more than that its value stands in `content` or `value`.
        let is_input = element.eq_ignore_ascii_case("input") && name == "value";
        let meta_name =
            self.attribute("name").filter(|own| !own.is_empty() && (is_meta && name == "content" || is_input));
        self.tail.open_block(BlockKind::Attribute, hidden, Some(meta_name.unwrap_or(&name)));
        self.tail.text(value);
        self.tail.end_block();
    }

    /// Begins to follow an element that hides its content.
    fn enter(&mut self, name: &str, tag: Tag, closed: bool) {
        if tag.is_void() {
            return;
        }
        if tag.ends_its_like() {
            self.leave(name);
        }
        match &mut self.unseen {
            Some(unseen) if unseen.name.eq_ignore_ascii_case(name) => unseen.depth += 1,
            Some(_) => {}
            None if closed && tag == Tag::Inline => {}
            None => {
                if let Some(hidden) = self.hides(tag) {
                    self.unseen = Some(Unseen { name: name.to_owned(), tag, depth: 1 });
                    self.out().hidden = Some(hidden);
                }
            }
        }
    }

    fn leave(&mut self, name: &str) {
        let Some(unseen) = &mut self.unseen else { return };
        if !unseen.name.eq_ignore_ascii_case(name) {
            return;
        }
        unseen.depth = unseen.depth.saturating_sub(1);
        if unseen.depth == 0 {
            self.out().end_hidden();
            self.unseen = None;
        }
    }

    fn hides(&self, tag: Tag) -> Option<Hidden> {
        if tag == Tag::Unseen {
            return Some(Hidden::Style);
        }
        if self.tokens.attributes().is_empty() || matches!(tag, Tag::Code | Tag::Title) {
            return None;
        }
        let by_attribute = self.attribute("hidden").map(|_| Hidden::Style);
        by_attribute.or_else(|| self.attribute("style").and_then(attribute::hidden_by_style))
    }
}

/// Longer text of a term is no label.
fn label(term: &str) -> Option<String> {
    let term = term.trim().trim_end_matches(['：', ':']);
    // A narrow column breaks a name in two.
    (!term.is_empty() && term.len() <= LONGEST_LABEL && term.lines().count() <= 2).then(|| term.replace('\n', ""))
}

/// True for markup text in which something could be found: enough digits, or anything beyond ASCII.
fn is_worth_reading(text: &str) -> bool {
    const DIGITS: usize = 7;
    !text.is_ascii() || text.bytes().filter(u8::is_ascii_digit).nth(DIGITS - 1).is_some()
}
