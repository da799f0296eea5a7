//! Tables among paragraphs: records of names and values ([`cards`]), lines that one mark parts ([`rows`]), and cells that stand
//! on lines of their own, row by row ([`cycle`]) or column by column ([`stacks`]).
//!
//! Asked of every format when its document is finished: what comes from a page or from Word has no other marks of a table.

use std::ops::Range;

use super::cards::{self, Cards, Line, Placed};
use super::cycle::{self, Cycle};
use super::rows::{self, Rows};
use super::stacks::{self, Stacks};
use super::{Block, BlockKind, CellAt, Headers};

/// A cell that takes the place of a paragraph or a part of one.
pub(super) struct Cell {
    /// The number of the paragraph.
    pub(super) block: usize,
    pub(super) span: Range<usize>,
    /// Its table is counted from 0 among those found.
    pub(super) at: CellAt,
    /// Where its name stands.
    pub(super) name: Option<Range<usize>>,
}

/// The cells found among the paragraphs, in the order of the text, and how each of their tables is named.
#[derive(Default)]
pub(super) struct Found {
    pub(super) cells: Vec<Cell>,
    pub(super) headers: Vec<Headers>,
    with_cards: bool,
}

/// Looks through the paragraphs of a document. In plain text and Markdown records are known already.
pub(super) fn find(text: &str, blocks: &[Block], format: &str) -> Found {
    let mut found = Found { with_cards: !matches!(format, "text" | "markdown"), ..Found::default() };
    let is_line =
        |block: &Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_)) && block.hidden.is_none();
    let mut first = 0;
    while first < blocks.len() {
        let count = blocks[first..].iter().take_while(|block| is_line(block)).count();
        found.in_run(text, blocks, first..first + count);
        first += count.max(1);
    }
    found
}

impl Found {
    /// The paragraphs `run` stand one behind the other.
    fn in_run(&mut self, text: &str, blocks: &[Block], run: Range<usize>) {
        const FEWEST: usize = 2;
        if run.len() < FEWEST {
            return;
        }
        let (lines, owners) = lines(text, blocks, run);
        let Some(numbers) = Numbers::of(text, &lines) else { return };
        let of_all = |wanted: bool, is: fn(&str) -> bool| -> Vec<bool> {
            lines.iter().filter(|_| wanted).map(|line| is(&text[line.range()])).collect()
        };
        let named = of_all(self.with_cards, cards::may_name);
        let names = of_all(numbers.whole.contains(&true), cycle::may_name);
        let mut at = 0;
        // All of these tables hold numbers: where none comes soon, nothing is asked.
        while at < lines.len() {
            let may_be_card =
                || numbers.some[at] <= at + cards::FAR && cards::may_begin(&lines[at..], |line| named[at + line]);
            let may_be_row = || numbers.many.get(at + 1) == Some(&true);
            let may_be_cycle = || numbers.next_whole[at] < at + cycle::REACH;
            let may_be_stacks = || numbers.next_whole[at] < at + stacks::REACH;
            let stacks = || stacks::begin(text, &lines[at..], &numbers.whole[at..], &names[at..]);
            let cycle = || cycle::begin(text, &lines[at..], &numbers.whole[at..], &names[at..]);
            let cards = (self.with_cards && may_be_card()).then(|| cards::begin(text, &lines[at..])).flatten();
            let cards = cards.filter(|cards| cards.have_numbers(text));
            if let Some(cards) = cards {
                at += self.take_cards(text, &cards, &lines[at..], &owners[at..]);
            } else if let Some(rows) = may_be_row().then(|| rows::begin(text, &lines[at..])).flatten() {
                at += self.take_rows(&rows, &owners[at..]);
            } else if let Some(stacks) = may_be_stacks().then(stacks).flatten() {
                at += self.take_stacks(&stacks, &lines[at..], &owners[at..]);
            } else if let Some(cycle) = may_be_cycle().then(cycle).flatten() {
                at += self.take_cycle(&cycle, &lines[at..], &owners[at..]);
            } else {
                at += 1;
            }
        }
    }

    fn take_cards(&mut self, text: &str, cards: &Cards, lines: &[Line], owners: &[Option<usize>]) -> usize {
        let table = self.table(Headers::None);
        for Placed { row, column, name, value } in cards.values(text) {
            let line = lines.partition_point(|line| line.range().end < value.start);
            let owner = owners.get(line).copied().flatten();
            let at = CellAt { table, row, column, header: false };
            self.cells.extend(owner.map(|block| Cell { block, span: value.clone(), at, name: Some(name.clone()) }));
        }
        cards.lines
    }

    fn take_rows(&mut self, rows: &Rows, owners: &[Option<usize>]) -> usize {
        let table = self.table(Headers::Recognise);
        for (row, cells) in (0..).zip(&rows.cells) {
            for (column, span) in (0..).zip(cells) {
                let at = CellAt { table, row, column, header: false };
                let cell = |block| Cell { block, span: span.clone(), at, name: None };
                self.cells.extend(owners[row as usize].map(cell));
            }
        }
        rows.cells.len()
    }

    fn take_cycle(&mut self, cycle: &Cycle, lines: &[Line], owners: &[Option<usize>]) -> usize {
        let table = self.table(Headers::FirstRow);
        for (row, cells) in (0..).zip(&cycle.rows) {
            for (column, &line) in (0..).zip(cells) {
                let at = CellAt { table, row, column, header: row == 0 };
                let cell = |block| Cell { block, span: lines[line].range(), at, name: None };
                self.cells.extend(owners[line].map(cell));
            }
        }
        cycle.lines
    }

    fn take_stacks(&mut self, stacks: &Stacks, lines: &[Line], owners: &[Option<usize>]) -> usize {
        let table = self.table(Headers::FirstRow);
        for (column, cells) in (0..).zip(&stacks.columns) {
            for (row, &line) in (0..).zip(cells) {
                let at = CellAt { table, row, column, header: row == 0 };
                let cell = |block| Cell { block, span: lines[line].range(), at, name: None };
                self.cells.extend(owners[line].map(cell));
            }
        }
        stacks.lines
    }

    fn table(&mut self, headers: Headers) -> u32 {
        self.headers.push(headers);
        self.headers.len() as u32 - 1
    }
}

/// Which lines hold numbers.
struct Numbers {
    /// For each line the next one, itself included, with digits enough for a value of a record; behind the last, none
    /// ever comes.
    some: Vec<usize>,
    /// Digits enough for a number in a row.
    many: Vec<bool>,
    /// Digits and hardly anything else.
    whole: Vec<bool>,
    /// For each line the next one, itself included, that is a number as a whole.
    next_whole: Vec<usize>,
}

impl Numbers {
    /// `None` where no line holds one, which is nearly everywhere.
    fn of(text: &str, lines: &[Line]) -> Option<Self> {
        let mut digits = Vec::with_capacity(lines.len());
        let mut whole = Vec::with_capacity(lines.len());
        for line in lines {
            let body = &text[line.range()];
            let [own, chars] = digits_and_chars(body);
            digits.push(own);
            whole.push(cycle::is_number(body, chars));
        }
        let any = digits.iter().any(|&digits| digits >= cards::NUMBER) || whole.contains(&true);
        any.then(|| Numbers {
            some: next(digits.iter().map(|&digits| digits >= cards::NUMBER)),
            many: digits.iter().map(|&digits| digits >= rows::NUMBER).collect(),
            next_whole: next(whole.iter().copied()),
            whole,
        })
    }
}

/// For each line the next one, itself included, of which something is true.
fn next(is: impl DoubleEndedIterator<Item = bool> + ExactSizeIterator) -> Vec<usize> {
    let mut places = vec![usize::MAX; is.len()];
    let mut next = usize::MAX;
    for ((at, place), is) in places.iter_mut().enumerate().zip(is).rev() {
        next = if is { at } else { next };
        *place = next;
    }
    places
}

/// The ASCII digits and the characters of a line, counted so few at a time that a byte holds the count: many are then
/// looked at together.
fn digits_and_chars(line: &str) -> [usize; 2] {
    let begins = |byte: u8| byte as i8 >= -0x40;
    line.as_bytes().chunks(usize::from(u8::MAX)).fold([0; 2], |[digits, chars], few| {
        [digits + count(few, |byte| byte.is_ascii_digit()), chars + count(few, begins)]
    })
}

fn count(few: &[u8], is: impl Fn(u8) -> bool) -> usize {
    usize::from(few.iter().fold(0_u8, |count, &byte| count + u8::from(is(byte))))
}

/// The paragraphs as lines, a blank one where a blank line stands between them, and which paragraph each is.
fn lines(text: &str, blocks: &[Block], run: Range<usize>) -> (Vec<Line>, Vec<Option<usize>>) {
    let mut lines = Vec::with_capacity(run.len());
    let mut owners = Vec::with_capacity(run.len());
    let mut end = blocks[run.start].span.start();
    for block in run {
        let span = blocks[block].span;
        let apart = text.get(end..span.start()).is_some_and(|gap| gap.matches('\n').count() >= 2);
        if apart {
            lines.push(Line::new(end..end));
            owners.push(None);
        }
        lines.push(Line::new(span.range()));
        owners.push(Some(block));
        end = span.end();
    }
    (lines, owners)
}
