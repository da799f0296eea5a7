//! Text as a browser would lay it out: white space collapsed, lines broken where blocks begin and
//! end, cells kept apart.

use std::ops::Range;

use super::entity::{Entity, entity};
use super::table::Tables;
use crate::digit;
use crate::document::{BlockKind, DocumentBuilder, Headers, Hidden};
use crate::source::Origin;
use crate::span::Span;

/// White space that was seen and not yet written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pending {
    Nothing,
    /// A space, from these bytes of the file.
    Space(usize, usize),
    /// A line break.
    Line,
}

/// Writes one stream of text: what the page shows, or what it hides.
#[derive(Debug)]
pub(in crate::format) struct Writer<'a> {
    file: &'a str,
    pub(in crate::format) builder: DocumentBuilder,
    pub(super) tables: Tables,
    /// Why the text is not seen, if it is not.
    pub(in crate::format) hidden: Option<Hidden>,
    /// Depth of elements in which line breaks count.
    pub(in crate::format) preformatted: u32,
    /// What a line of text outside tables is.
    kind: BlockKind,
    /// Its label.
    label: Option<String>,
    pending: Pending,
}

impl<'a> Writer<'a> {
    pub(in crate::format) fn new(file: &'a str, origin: Origin, format: &'static str) -> Self {
        Writer {
            file,
            builder: DocumentBuilder::new(origin, format),
            tables: Tables::default(),
            hidden: None,
            preformatted: 0,
            kind: BlockKind::Paragraph,
            label: None,
            pending: Pending::Nothing,
        }
    }

    /// Ends the line. Inside a cell that is a break within the cell, elsewhere the end of the block.
    pub(in crate::format) fn break_line(&mut self) {
        if self.in_cell() {
            self.pending = Pending::Line;
        } else {
            self.end_block();
        }
    }

    /// The same for a break before byte `next` of the file: one inside a number ends nothing but the line.
    pub(super) fn break_at(&mut self, next: usize) {
        const LONGEST: usize = 20;
        let before = self.builder.open_text().unwrap_or("");
        let number = !before.is_empty() && before.len() < LONGEST && before.bytes().all(|byte| byte.is_ascii_digit());
        if number && self.file[next..].starts_with(|char: char| char.is_ascii_digit()) {
            self.pending = Pending::Line;
        } else {
            self.break_line();
        }
    }

    /// From here on lines are of this kind; a line that was open ends.
    pub(in crate::format) fn set_kind(&mut self, kind: BlockKind, label: Option<String>) {
        self.break_line();
        (self.kind, self.label) = (kind, label);
    }

    /// A table begins here, or a frame around a part of the page. A table inside a cell makes the one around it layout.
    pub(in crate::format) fn open_table(&mut self, frame: bool) {
        self.end_block();
        if let Some(outer) = self.tables.around() {
            self.builder.mark_layout(outer);
        }
        let number = (!frame).then(|| self.builder.add_table(Headers::Recognise));
        self.tables.open(number);
    }

    /// The innermost table ends here.
    pub(in crate::format) fn close_table(&mut self) {
        self.end_block();
        self.tables.close();
    }

    /// A row of the innermost table begins or ends here.
    pub(in crate::format) fn break_row(&mut self, opens: bool) {
        self.end_block();
        if opens {
            self.tables.next_row();
        }
    }

    /// A cell of the innermost table begins here.
    /// It may carry the name of its column.
    pub(in crate::format) fn open_cell(&mut self, header: bool, columns: u32, rows: u32, label: Option<&str>) {
        self.close_cell();
        let Some((at, first)) = self.tables.next_cell(header, columns, rows) else { return self.end_block() };
        if first || !self.builder.text().ends_with('\t') {
            self.end_block();
        }
        self.builder.open(BlockKind::Cell(at), self.hidden);
        if let Some(label) = label {
            self.builder.set_label(label);
        }
    }

    /// The open cell ends here; what stands between it and the next keeps them apart.
    pub(in crate::format) fn close_cell(&mut self) {
        if self.in_cell() {
            self.builder.close();
            self.builder.push_str("\t");
        }
        self.pending = Pending::Nothing;
    }

    /// Writes text of the file with its references decoded and its white space collapsed.
    pub(in crate::format) fn text(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let rest = &self.file[at..range.end];
            match rest.as_bytes()[0] {
                b'&' => at += self.reference(at, rest),
                byte if byte.is_ascii_whitespace() => at += self.white_space(at, rest),
                _ => at += self.run(at, rest),
            }
        }
    }

    /// Writes bytes of the file as they stand, line breaks included: comments, scripts.
    pub(in crate::format) fn verbatim(&mut self, range: Range<usize>) {
        let file = self.file;
        self.builder.push_verbatim(&file[range.clone()], range.start);
    }

    /// Opens a block of its own behind everything written so far.
    pub(in crate::format) fn open_block(&mut self, kind: BlockKind, hidden: Option<Hidden>, label: Option<&str>) {
        self.end_block();
        self.builder.open(kind, hidden);
        if let Some(label) = label {
            self.builder.set_label(label);
        }
    }

    /// The hidden element that this writer was in ends here.
    pub(in crate::format) fn end_hidden(&mut self) {
        if !self.in_cell() {
            self.end_block();
        }
        self.hidden = None;
    }

    /// Ends a value that is a cell outside tables.
    pub(in crate::format) fn end_value(&mut self) {
        if self.in_cell() && self.tables.current().is_none() {
            self.end_block();
        }
    }

    /// Keeps apart what two elements of a line hold: a number as long as a telephone, an ID or a card, and another or a word
    /// in Latin letters.
    pub(in crate::format) fn part_numbers(&mut self, next: usize) {
        let digits = |bytes: &mut dyn Iterator<Item = &u8>| bytes.take_while(|byte| byte.is_ascii_digit()).count();
        let whole = |count: usize| count == 11 || (15..=19).contains(&count);
        let before = self.builder.open_text().unwrap_or("").as_bytes();
        let behind = &self.file.as_bytes()[next..];
        let cross = usize::from(before.ends_with(b"X") || before.ends_with(b"x"));
        let left = digits(&mut before[..before.len() - cross].iter().rev()) + cross;
        let right = digits(&mut behind.iter());
        let date = right == 4 && matches!(behind.get(right), Some(b'-' | b'.' | b'/'));
        let letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
        // The X of an ID may stand in an element of its own.
        let word = letter(behind.first()) && (letter(behind.get(1)) || behind.get(1).is_some_and(u8::is_ascii_digit));
        let apart = whole(left) && (whole(right) || date || word) || whole(right) && letter(before.last()) && left <= 1;
        if apart && self.pending == Pending::Nothing {
            self.builder.push_str("\t");
        }
    }

    /// Ends the open block and the line.
    pub(in crate::format) fn end_block(&mut self) {
        self.builder.close();
        self.pending = Pending::Nothing;
        if !self.builder.is_empty() && !self.builder.text().ends_with('\n') {
            self.builder.push_str("\n");
        }
    }

    fn in_cell(&self) -> bool {
        matches!(self.builder.open_kind(), Some(BlockKind::Cell(_)))
    }

    /// A stretch without references and line breaks. Returns its length.
    fn run(&mut self, at: usize, rest: &str) -> usize {
        let stop = memchr::memchr3(b'&', b'\n', b'\t', rest.as_bytes()).unwrap_or(rest.len());
        let run = rest[..stop].trim_end_matches([' ', '\r']);
        self.push(run, at, run.len());
        run.len()
    }

    fn white_space(&mut self, at: usize, rest: &str) -> usize {
        let len = rest.bytes().take_while(u8::is_ascii_whitespace).count();
        if self.preformatted == 0 {
            if self.pending == Pending::Nothing {
                self.pending = Pending::Space(at, at + len);
            }
        } else if rest[..len].contains('\n') {
            self.break_line();
        } else if self.is_inside() {
            self.builder.push_verbatim(&rest[..len], at);
        }
        len
    }

    /// A `&` and what follows. Returns the length in the file.
    fn reference(&mut self, at: usize, rest: &str) -> usize {
        match entity(rest) {
            None => {
                self.push("&", at, 1);
                1
            }
            Some((Entity::Char(char), len)) => {
                // What nobody sees must not cut a number or a word.
                if !digit::is_invisible(char) {
                    self.push(char.encode_utf8(&mut [0; 4]), at, len);
                }
                len
            }
            Some((Entity::Text(text), len)) => {
                self.push(&text, at, len);
                len
            }
        }
    }

    /// Writes `text`, which stands for `len` bytes of the file at `at`, opening a block if none is open.
    fn push(&mut self, text: &str, at: usize, len: usize) {
        if !self.is_inside() {
            let indent = text.len() - text.trim_start().len();
            if indent == text.len() {
                return;
            }
            self.begin();
            // An indent is only ever written out, never a reference with other text behind it.
            let skip = if len == text.len() { indent } else { 0 };
            return self.builder.push_replaced(&text[skip..], Span::new(at + skip, at + len));
        }
        self.write_pending(text);
        self.builder.push_replaced(text, Span::new(at, at + len));
    }

    /// True when the open block already holds something of this line.
    fn is_inside(&self) -> bool {
        let line = self.builder.open_text().is_some_and(|text| !text.is_empty() && !text.ends_with('\n'));
        line && self.pending != Pending::Line
    }

    /// Opens a block, or a new line in an open cell.
    fn begin(&mut self) {
        if self.builder.open_kind().is_none() {
            self.end_block();
            self.builder.open(self.kind, self.hidden);
            if let Some(label) = &self.label {
                self.builder.set_label(label);
            }
        } else if self.builder.open_text().is_some_and(|text| !text.is_empty() && !text.ends_with('\n')) {
            self.builder.push_str("\n");
        }
        self.pending = Pending::Nothing;
    }

    /// Writes the white space before `next`. Between two Chinese characters a line break in the file
    /// means nothing (CSS Text Level 3, segment break transformation).
    fn write_pending(&mut self, next: &str) {
        if let Pending::Space(start, end) = self.pending {
            let breaks = self.file[start..end].contains('\n');
            let wide = |char: Option<char>| char.is_some_and(|char| char as u32 >= 0x2e80);
            let silent = breaks && wide(self.builder.text().chars().next_back()) && wide(next.chars().next());
            if &self.file[start..end] == " " {
                self.builder.push_verbatim(" ", start);
            } else if !silent {
                // Belongs to no bytes: a tab of the file must not pass for the space in the text.
                self.builder.push_str(" ");
            }
        }
        self.pending = Pending::Nothing;
    }
}
