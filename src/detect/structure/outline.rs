//! What the rules of structure look at: the document's lines with what kinds of characters they
//! hold, gathered in one pass, so that a rule can pass over a line without reading it.

use std::cell::OnceCell;

use super::days::{self, Day};
use super::numbering::Number;
use crate::detect::dating::{self, Dated};
use crate::detect::prose;
use crate::document::{Block, BlockKind, Document};
use crate::span::{Span, Text};

/// The kinds of bytes that a line holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(u32);

impl Marks {
    /// A Chinese character, most likely.
    pub(super) const HAN: Marks = Marks(1);
    /// An ASCII digit.
    pub(super) const DIGIT: Marks = Marks(1 << 1);
    /// An ASCII letter.
    pub(super) const LETTER: Marks = Marks(1 << 2);
    /// A space or tab.
    pub(super) const SPACE: Marks = Marks(1 << 3);
    /// `, : ; ! ?`
    pub(super) const HALF_MARK: Marks = Marks(1 << 4);
    /// `( )`
    pub(super) const HALF_PAREN: Marks = Marks(1 << 5);
    /// `[ ]`
    pub(super) const SQUARE: Marks = Marks(1 << 6);
    /// `{ }`
    pub(super) const CURLY: Marks = Marks(1 << 7);
    /// `"`
    pub(super) const STRAIGHT: Marks = Marks(1 << 8);
    /// `%`
    pub(super) const PERCENT: Marks = Marks(1 << 9);
    /// `* _ /`
    pub(super) const FILLER: Marks = Marks(1 << 10);
    /// The first byte of “ ” ‘ ’ — … and their neighbours.
    pub(super) const QUOTE: Marks = Marks(1 << 11);
    /// The first byte of 、。《》〔〕 and their neighbours.
    pub(super) const CJK_MARK: Marks = Marks(1 << 12);
    /// The first byte of full-width forms: ，：（）.
    pub(super) const FULL_FORM: Marks = Marks(1 << 13);
    /// `.`
    pub(super) const DOT: Marks = Marks(1 << 14);
    /// The first byte of Latin-1 and other two-byte characters: ×, °.
    pub(super) const LATIN: Marks = Marks(1 << 15);

    /// The marks of a text.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Marks(bytes.iter().fold(0, |marks, &byte| marks | KINDS[byte as usize]))
    }

    /// True when at least one of `wanted` is there.
    pub(super) fn any(self, wanted: Marks) -> bool {
        self.0 & wanted.0 != 0
    }

    /// Both sets together.
    pub(super) const fn or(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }
}

static KINDS: [u32; 256] = kinds();

const fn kinds() -> [u32; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = kind(byte as u8).0;
        byte += 1;
    }
    table
}

const fn kind(byte: u8) -> Marks {
    match byte {
        b'0'..=b'9' => Marks::DIGIT,
        b'a'..=b'z' | b'A'..=b'Z' => Marks::LETTER,
        b' ' | b'\t' => Marks::SPACE,
        b',' | b':' | b';' | b'!' | b'?' => Marks::HALF_MARK,
        b'(' | b')' => Marks::HALF_PAREN,
        b'[' | b']' => Marks::SQUARE,
        b'{' | b'}' => Marks::CURLY,
        b'"' => Marks::STRAIGHT,
        b'%' => Marks::PERCENT,
        b'*' | b'_' | b'/' => Marks::FILLER,
        b'.' => Marks::DOT,
        0xC2..=0xDF => Marks::LATIN,
        0xE2 => Marks::QUOTE,
        0xE3 => Marks::CJK_MARK,
        0xE4..=0xE9 => Marks::HAN,
        0xEF => Marks::FULL_FORM,
        _ => Marks(0),
    }
}

/// A line, trimmed and never empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Its bytes.
    pub(super) span: Span<Text>,
    /// The index of its block.
    pub(super) block: u32,
    /// The kinds of bytes it holds.
    pub(super) marks: Marks,
    /// The number at its head.
    pub(super) number: Option<Number>,
    /// Its level, if it is a heading by markup.
    pub(super) heading: Option<u8>,
}

/// The lines of a document that the page shows.
#[derive(Debug)]
pub(super) struct Outline<'a> {
    pub(super) document: &'a Document,
    /// The whole text of the document.
    pub(super) text: &'a str,
    /// Headings and paragraphs, in order.
    pub(super) lines: Vec<Line>,
    /// Lines of table cells and of named fields, in order.
    pub(super) values: Vec<Line>,
    days: OnceCell<Vec<Day>>,
    dated: OnceCell<Option<Dated>>,
}

impl<'a> Outline<'a> {
    /// Reads the document once.
    pub(super) fn of(document: &'a Document) -> Self {
        let mut outline = Outline {
            document,
            text: document.text(),
            lines: Vec::new(),
            values: Vec::new(),
            days: OnceCell::new(),
            dated: OnceCell::new(),
        };
        for (index, block) in document.blocks().iter().enumerate().filter(|(_, block)| block.hidden.is_none()) {
            outline.read(index as u32, block);
        }
        outline
    }

    fn read(&mut self, index: u32, block: &Block) {
        let (running, heading) = match block.kind {
            BlockKind::Heading(level) => (true, Some(level)),
            BlockKind::Paragraph => (true, None),
            BlockKind::Cell(_) | BlockKind::Field => (false, None),
            _ => return,
        };
        let text = self.text;
        let found = prose::lines_of(text, block.span, index).map(|line| {
            let slice = &text[line.span.range()];
            let number = if running { Number::at_start(slice) } else { None };
            Line { span: line.span, block: index, marks: Marks::of(slice.as_bytes()), number, heading }
        });
        if running { self.lines.extend(found) } else { self.values.extend(found) }
    }

    /// All lines: running text first, then cells and fields.
    pub(super) fn all(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().chain(&self.values)
    }

    /// All lines with at least one of these marks.
    pub(super) fn with(&self, wanted: Marks) -> impl Iterator<Item = &Line> {
        self.all().filter(move |line| line.marks.any(wanted))
    }

    /// The days that the text names, running text first. Read once, when first asked for.
    pub(super) fn days(&self) -> &[Day] {
        self.days.get_or_init(|| days::of(self))
    }

    /// The document's own date.
    pub(super) fn dated(&self) -> Option<Dated> {
        *self.dated.get_or_init(|| dating::date_of(self.document))
    }

    /// The text of a line.
    pub(super) fn str(&self, line: &Line) -> &'a str {
        &self.text[line.span.range()]
    }

    /// The bytes of a line's number.
    pub(super) fn number_span(line: &Line) -> Span<Text> {
        let len = line.number.map_or(0, |number| number.len as usize);
        Span::new(line.span.start(), line.span.start() + len)
    }
}

impl Line {
    /// A short line without a closing mark and without a number, as titles and captions are.
    pub(super) fn is_title_like(&self, text: &str) -> bool {
        let line = &text[self.span.range()];
        let open = !line.ends_with(['。', '；', '，', '、', '！', '？', ';', ',', '.']);
        self.number.is_none() && (self.heading.is_some() || (open && line.len() <= 120))
    }
}
