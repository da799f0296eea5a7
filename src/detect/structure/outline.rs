//! What the rules of structure look at: the document's lines with what kinds of characters they
//! hold, gathered in one pass, so that a rule can pass over a line without reading it.

use std::cell::OnceCell;

use super::days::{self, Day};
use super::marks::{self, Paired};
use super::numbering::Number;
use super::title;
use crate::detect::Scan;
use crate::detect::dating::{self, Dated};
use crate::detect::spots::Spots;
use crate::document::{Block, BlockKind, Document};
use crate::span::{Span, Text};

pub(super) use super::marks::Marks;

/// A line, trimmed and never empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Its bytes.
    pub(super) span: Span<Text>,
    /// The index of its block.
    pub(super) block: u32,
    /// The kinds of characters it holds.
    pub(super) marks: Marks,
    /// Its first paired mark, if it has one: see [`Outline::paired`].
    paired: u32,
    /// The number at its head.
    pub(super) number: Option<Number>,
    /// Its level, if it is a heading by markup.
    pub(super) heading: Option<u8>,
}

/// The lines of a document that the page shows.
#[derive(Debug)]
pub(super) struct Outline<'a> {
    pub(super) document: &'a Document,
    /// Where words stand.
    pub(super) spots: &'a Spots,
    /// The whole text of the document.
    pub(super) text: &'a str,
    /// Headings and paragraphs, in order.
    pub(super) lines: Vec<Line>,
    /// Lines of table cells and of named fields, in order.
    pub(super) values: Vec<Line>,
    /// The brackets and quotation marks of all lines, in the order of the text.
    paired: Vec<Paired>,
    days: OnceCell<Vec<Day>>,
    dated: OnceCell<Option<Dated>>,
    title: OnceCell<Option<usize>>,
}

impl<'a> Outline<'a> {
    /// Reads the document once.
    pub(super) fn of(scan: &'a Scan<'a>) -> Self {
        let document = scan.document();
        let mut outline = Outline {
            document,
            spots: scan.spots(),
            text: document.text(),
            lines: Vec::new(),
            values: Vec::new(),
            paired: Vec::new(),
            days: OnceCell::new(),
            dated: OnceCell::new(),
            title: OnceCell::new(),
        };
        outline.lines.reserve(document.blocks().len());
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
        let lines = if running { &mut self.lines } else { &mut self.values };
        let mut from = block.span.start();
        while let Some((line, next)) = line_from(self.text, from, block.span.end(), &mut self.paired) {
            let number = if running { Number::at_start(&self.text[line.span.range()]) } else { None };
            lines.push(Line { block: index, number, heading, ..line });
            from = next;
        }
    }

    /// All lines: running text first, then cells and fields.
    pub(super) fn all(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().chain(&self.values)
    }

    /// All lines with at least one of these marks.
    pub(super) fn with(&self, wanted: Marks) -> impl Iterator<Item = &Line> {
        self.all().filter(move |line| line.marks.any(wanted))
    }

    /// Every place where `word`, one of [`super::WORDS`], stands in a line, running text first: the line, and which byte of
    /// it.
    pub(super) fn places(&self, word: &str) -> impl Iterator<Item = (&Line, usize)> {
        let (found, length) = (self.spots.of_word(word), word.len());
        [&self.lines, &self.values].into_iter().flat_map(move |lines| places(found.clone(), lines, length))
    }

    /// Every place where a title ends, running text first: the line, and which byte of it is the 》.
    pub(super) fn titles_end(&self) -> impl Iterator<Item = (&Line, usize)> {
        self.all().flat_map(|line| {
            let ends = self.paired(line).filter(|mark| mark.kind == marks::TITLE && !mark.opens);
            ends.map(move |mark| (line, mark.at as usize - line.span.start()))
        })
    }

    /// The brackets and quotation marks of a line.
    pub(super) fn paired(&self, line: &Line) -> impl Iterator<Item = &Paired> {
        self.paired[line.paired as usize..].iter().take_while(|mark| (mark.at as usize) < line.span.end())
    }

    /// The days that the text names, running text first. Read once, when first asked for.
    pub(super) fn days(&self) -> &[Day] {
        self.days.get_or_init(|| days::of(self))
    }

    /// The document's own date.
    pub(super) fn dated(&self) -> Option<Dated> {
        *self.dated.get_or_init(|| dating::date_of(self.document))
    }

    /// The title of the document. Looked for when first asked for.
    pub(super) fn title(&self) -> Option<&Line> {
        self.title.get_or_init(|| title::line_of(self)).and_then(|line| self.lines.get(line))
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

/// The first line of the bytes `from..end`, and where the next one may begin. Its end is found while its characters are
/// read.
fn line_from(text: &str, from: usize, end: usize, paired: &mut Vec<Paired>) -> Option<(Line, usize)> {
    let start = end - text[from.min(end)..end].trim_start().len();
    if start == end {
        return None;
    }
    let first = paired.len();
    let (mut marks, stop) = marks::read(text.as_bytes(), start, end, paired);
    let span = Span::new(start, start + text[start..stop].trim_end().len());
    // White space at its end is no part of it.
    if span.end() < stop {
        paired.truncate(first);
        (marks, _) = marks::read(text.as_bytes(), start, span.end(), paired);
    }
    Some((Line { span, block: 0, marks, paired: first as u32, number: None, heading: None }, stop + 1))
}

/// The lines in which words of this length stand that begin at the bytes `found`.
fn places(found: impl Iterator<Item = usize>, lines: &[Line], length: usize) -> impl Iterator<Item = (&Line, usize)> {
    let mut before = 0;
    found.filter_map(move |at| {
        let place = Span::new(at, at + length);
        before += lines[before..].partition_point(|line| line.span.end() <= place.start());
        let line = lines.get(before)?;
        line.span.contains(place).then(|| (line, place.start() - line.span.start()))
    })
}

impl Line {
    /// A short line without a closing mark and without a number, as titles and captions are.
    pub(super) fn is_title_like(&self, text: &str) -> bool {
        let line = &text[self.span.range()];
        let open = !line.ends_with(['。', '；', '，', '、', '！', '？', ';', ',', '.']);
        self.number.is_none() && (self.heading.is_some() || (open && line.len() <= 120))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::prose;
    use crate::document::DocumentBuilder;
    use crate::source::Origin;

    fn document(blocks: &[(BlockKind, &str)]) -> Document {
        let mut builder = DocumentBuilder::new(Origin::file("-"), "text");
        for &(kind, text) in blocks {
            builder.open(kind, None);
            builder.push_str(text);
            builder.close();
            builder.push_str(if kind == BlockKind::Comment { "" } else { "\n" });
        }
        builder.finish()
    }

    /// Against a search of every line, running text first; what stands outside of lines is not seen.
    #[test]
    fn one_search_finds_what_a_search_of_every_line_finds() {
        let document = document(&[
            (BlockKind::Paragraph, "一月\n（二月、三月）月其中"),
            (BlockKind::Field, "四月"),
            (BlockKind::Comment, "月"),
            (BlockKind::Paragraph, "月五“月”"),
        ]);
        let scan = Scan::new(&document);
        let outline = Outline::of(&scan);
        let slow = |needle: &str| -> Vec<(usize, usize)> {
            let lines = outline.all().map(|line| (line.span.start(), outline.str(line)));
            lines.flat_map(|(start, line)| line.match_indices(needle).map(move |(at, _)| (start, at))).collect()
        };
        for needle in ["月", "其中", "届"] {
            let fast: Vec<_> = outline.places(needle).map(|(line, at)| (line.span.start(), at)).collect();
            assert_eq!(fast, slow(needle), "{needle}");
        }
    }

    /// Against the lines that are cut at every break and trimmed.
    #[test]
    fn lines_end_at_breaks() {
        for text in ["", " \n", "一\n二", "\u{3000}（一） \r\n\n\t二，\n", "一 二\u{a0}\n“三”\n", "三\n\n\n四", "a\n "]
        {
            let document = document(&[(BlockKind::Paragraph, text)]);
            let scan = Scan::new(&document);
            let outline = Outline::of(&scan);
            let blocks = document.blocks().iter().enumerate();
            let cut = blocks.flat_map(|(at, block)| prose::lines_of(document.text(), block.span, at as u32));
            let expected: Vec<_> = cut.map(|line| line.span).collect();
            assert_eq!(outline.lines.iter().map(|line| line.span).collect::<Vec<_>>(), expected, "{text:?}");
            let mut paired = Vec::new();
            let marks =
                |span: Span<Text>| marks::read(document.text().as_bytes(), span.start(), span.end(), &mut paired).0;
            assert_eq!(
                outline.lines.iter().map(|line| line.marks).collect::<Vec<_>>(),
                expected.into_iter().map(marks).collect::<Vec<_>>()
            );
            assert_eq!(outline.paired, paired);
        }
    }

    #[test]
    fn every_line_has_its_own_marks() {
        let document = document(&[(BlockKind::Paragraph, "（一\n二\n“三”《")]);
        let scan = Scan::new(&document);
        let outline = Outline::of(&scan);
        let paired: Vec<_> = outline.lines.iter().map(|line| outline.paired(line).count()).collect();
        assert_eq!(paired, [1, 0, 3]);
    }
}
