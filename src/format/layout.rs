//! From characters on a page to lines, paragraphs and tables.
//!
//! Lines are found by their baselines, words and columns by the gaps between characters. Where the
//! page has rulings, cells are what lies between them; without, what stands below one another.

use ruling::Ruled;

use super::office::grid::{Cell, Grid, Row};
use crate::document::{BlockKind, DocumentBuilder, Hidden};
use crate::place::Place;

mod ruling;
mod turned;

pub(super) use turned::{turn_of, upright};

/// A gap of this many character heights parts words.
const WORD: f64 = 0.2;

/// A gap of this many character heights parts columns.
const COLUMN: f64 = 1.1;

/// At least this many single digits in a row are one number.
const BOXES: usize = 11;

/// One character on a page. Points, from the upper left corner of the page turned so that the
/// character stands upright.
#[derive(Clone, Debug)]
pub(super) struct Char {
    /// Usually one character; ligatures have several.
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) baseline: f64,
    /// Height of the font.
    pub(super) size: f64,
    /// The direction in which its line runs, in degrees clockwise.
    pub(super) turn: i16,
    /// Why nobody sees it, if so.
    pub(super) hidden: Option<Hidden>,
}

/// A straight line of a table, or the edge of a box.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ruling {
    pub(super) horizontal: bool,
    /// The coordinate across: y of a horizontal one.
    pub(super) at: f64,
    /// The coordinates along.
    pub(super) from: f64,
    pub(super) to: f64,
}

impl Char {
    /// True for a character that a person could read.
    pub(super) fn is_readable(&self) -> bool {
        self.text != "\u{fffd}" && !self.text.trim().is_empty()
    }
}

impl Ruling {
    /// The line between two points, if it is level or upright and longer than a dot.
    pub(super) fn between(start: (f64, f64), end: (f64, f64)) -> Option<Self> {
        let (width, height) = ((start.0 - end.0).abs(), (start.1 - end.1).abs());
        match () {
            () if height < 1.0 && width > THIN => {
                Some(Ruling { horizontal: true, at: start.1, from: start.0.min(end.0), to: start.0.max(end.0) })
            }
            () if width < 1.0 && height > THIN => {
                Some(Ruling { horizontal: false, at: start.0, from: start.1.min(end.1), to: start.1.max(end.1) })
            }
            () => None,
        }
    }
}

/// Filled shapes thinner than this many points are lines, and lines shorter than it dots.
pub(super) const THIN: f64 = 3.0;

/// Characters of one line, from left to right.
#[derive(Debug, Default)]
struct Line {
    baseline: f64,
    size: f64,
    chars: Vec<Char>,
}

/// Characters of one line without a wide gap between them.
#[derive(Debug)]
struct Piece {
    left: f64,
    right: f64,
    text: String,
}

/// A table may go on behind this many lines of footer and header.
const MARGINALIA: usize = 4;

/// Rows are numbered by page and line: this many lines at most on one page.
const LINES: usize = 1_000_000;

/// Writes pages into a document, one after the other.
pub(super) struct Layout<'a> {
    builder: &'a mut DocumentBuilder,
    page: usize,
    /// Lines of the page that are written already.
    above: usize,
    /// Where the longest line of the page ends.
    margin: f64,
    paragraph: Option<Open>,
    table: Option<OpenTable>,
}

/// The last line of the paragraph that is being written.
struct Open {
    baseline: f64,
    left: f64,
    full: bool,
}

/// A table that may go on: on the next page it has no header of its own.
struct OpenTable {
    grid: Grid,
    /// Left and right of each column.
    columns: Vec<(f64, f64)>,
    /// The text of its first row, which later pages may repeat.
    first: Vec<String>,
    /// Lines written since its last row.
    lines: usize,
}

impl<'a> Layout<'a> {
    pub(super) fn new(builder: &'a mut DocumentBuilder) -> Self {
        Layout { builder, page: 0, above: 0, margin: 0.0, paragraph: None, table: None }
    }

    /// The builder, for what is noted between pages.
    pub(super) fn builder(&mut self) -> &mut DocumentBuilder {
        self.builder
    }

    /// Writes one page: what is seen in reading order, then what is not. Text that runs in another
    /// direction than most follows behind it.
    pub(super) fn page(&mut self, chars: Vec<Char>, rulings: Vec<Ruling>, number: usize) {
        self.page = number;
        self.above = 0;
        for (index, (turn, chars)) in turned::by_turn(chars).into_iter().enumerate() {
            // Only the page's main direction has tables.
            let rulings = if index == 0 { turned::turned(&rulings, turn) } else { Vec::new() };
            self.direction(chars, &rulings);
        }
    }

    /// Writes what runs in one direction.
    fn direction(&mut self, chars: Vec<Char>, rulings: &[Ruling]) {
        let (hidden, mut seen): (Vec<Char>, Vec<Char>) = chars.into_iter().partition(|char| char.hidden.is_some());
        let mut tables = ruling::tables(rulings);
        // A row of boxes for single digits is no table.
        tables.retain(|table| table.bands.len() > 1 || table.edges.len() <= BOXES);
        let columns = turned::take_columns(&mut seen);
        let lines = lines(seen);
        let count = lines.len();
        self.margin = lines.iter().filter_map(|line| line.chars.last()).map(|char| char.right).fold(0.0, f64::max);
        self.seen(lines, &tables);
        self.above += count;
        for column in columns {
            self.beside(None, &column.into_iter().map(|char| char.text).collect::<String>());
        }
        for (reason, chars) in by_reason(hidden) {
            for line in self::lines(chars) {
                self.beside(Some(reason), &line.text());
            }
        }
    }

    fn seen(&mut self, lines: Vec<Line>, tables: &[Ruled]) {
        let mut open: Vec<(Line, usize)> = Vec::new();
        let mut inside: Option<(usize, Vec<(Line, usize)>)> = None;
        for (index, line) in lines.into_iter().enumerate() {
            // A line may run through a table and past it: each part goes its own way.
            for (table, part) in split(line, tables) {
                let numbered = (part, self.above + index + 1);
                match (table, &mut inside) {
                    (Some(table), Some((last, lines))) if *last == table => lines.push(numbered),
                    (Some(table), _) => {
                        self.ruled(inside.take(), tables);
                        self.free(std::mem::take(&mut open));
                        inside = Some((table, vec![numbered]));
                    }
                    (None, _) => open.push(numbered),
                }
            }
            if inside.as_ref().is_some_and(|(table, _)| !open.is_empty() && is_past(&tables[*table], &open)) {
                self.ruled(inside.take(), tables);
            }
        }
        self.ruled(inside, tables);
        self.free(open);
        self.end_paragraph();
    }

    /// Writes whatever is still open.
    pub(super) fn finish(mut self) {
        self.end_paragraph();
        self.end_table();
    }

    fn end_table(&mut self) {
        let Some(table) = self.table.take() else { return };
        let place = |row: usize, _| Place::Page { page: row / LINES, line: Some(row % LINES) };
        table.grid.write(self.builder, &place);
    }

    /// Adds rows to the open table where their columns are the same, else begins a table.
    fn table(&mut self, rows: Vec<Row>, columns: Vec<(f64, f64)>) {
        let text = |row: &Row| row.cells.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
        if !self.table.as_ref().is_some_and(|open| open.lines <= MARGINALIA && same_columns(&open.columns, &columns)) {
            self.end_table();
            let first = rows.first().map(text).unwrap_or_default();
            self.table = Some(OpenTable { grid: Grid::default(), columns, first, lines: 0 });
        }
        let Some(open) = &mut self.table else { return };
        for row in rows {
            if open.grid.len() == 0 || text(&row) != open.first {
                open.grid.push(row);
            }
        }
        open.lines = 0;
    }
}

/// True when the last of `lines` lies below a table.
fn is_past(table: &Ruled, lines: &[(Line, usize)]) -> bool {
    let bottom = table.bands.last().map_or(0.0, |band| band.bottom);
    lines.last().is_some_and(|(line, _)| line.baseline > bottom)
}

/// True when two tables have the same columns, within what different contents change.
fn same_columns(one: &[(f64, f64)], other: &[(f64, f64)]) -> bool {
    let pairs = || one.iter().zip(other);
    one.len() == other.len() && pairs().all(|(one, other)| one.0 < other.1 && other.0 < one.1)
}

fn by_reason(chars: Vec<Char>) -> Vec<(Hidden, Vec<Char>)> {
    let mut groups: Vec<(Hidden, Vec<Char>)> = Vec::new();
    for char in chars {
        let Some(reason) = char.hidden else { continue };
        match groups.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, group)) => group.push(char),
            None => groups.push((reason, vec![char])),
        }
    }
    groups
}

/// Gathers characters into lines, from top to bottom.
fn lines(mut chars: Vec<Char>) -> Vec<Line> {
    chars.retain(|char| char.baseline.is_finite() && char.left.is_finite());
    chars.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut lines: Vec<Line> = Vec::new();
    for char in chars {
        match lines.last_mut() {
            Some(line) if char.baseline - line.baseline < 0.45 * line.size.min(char.size).max(3.0) => {
                line.size = line.size.max(char.size);
                line.chars.push(char);
            }
            _ => lines.push(Line { baseline: char.baseline, size: char.size, chars: vec![char] }),
        }
    }
    for line in &mut lines {
        line.chars.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    lines
}

/// The parts of a line by the ruled table that they lie in.
fn split(line: Line, tables: &[Ruled]) -> Vec<(Option<usize>, Line)> {
    let mut parts: Vec<(Option<usize>, Line)> = Vec::new();
    for char in line.chars {
        let (x, y) = ((char.left + char.right) / 2.0, char.baseline - char.size * 0.35);
        let table = tables.iter().position(|table| table.cell(x, y).is_some());
        match parts.last_mut() {
            Some((last, part)) if *last == table => part.chars.push(char),
            _ => parts.push((table, Line { baseline: line.baseline, size: line.size, chars: vec![char] })),
        }
    }
    parts
}

impl Line {
    /// The text cut at wide gaps.
    fn pieces(&self) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        for char in self.chars.iter().filter(|char| !char.text.trim().is_empty()) {
            match pieces.last_mut() {
                Some(piece) if char.left - piece.right < COLUMN * char.size => {
                    if needs_space(piece, char) {
                        piece.text.push(' ');
                    }
                    piece.text.push_str(&char.text);
                    piece.right = piece.right.max(char.right);
                }
                _ => pieces.push(Piece { left: char.left, right: char.right, text: char.text.clone() }),
            }
        }
        join_boxes(pieces)
    }

    /// The whole text; wide gaps are a tab.
    fn text(&self) -> String {
        let pieces: Vec<String> = self.pieces().into_iter().map(|piece| piece.text).collect();
        pieces.join("\t")
    }
}

/// Spaces between words are kept; those that stretch Chinese lines are not.
fn needs_space(piece: &Piece, char: &Char) -> bool {
    let wide = char.left - piece.right > WORD * char.size;
    let latin = |char: Option<char>| char.is_some_and(|char| char.is_ascii_graphic());
    wide && (latin(piece.text.chars().last()) || latin(char.text.chars().next()))
}

/// Forms print one box for each digit: a row of single digits is one number.
fn join_boxes(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let run = pieces[at..].iter().take_while(|piece| is_box(&piece.text)).count();
        let length = run.max(1);
        let group = &pieces[at..at + length];
        if run >= BOXES {
            let text = group.iter().map(|piece| piece.text.as_str()).collect();
            joined.push(Piece { left: group[0].left, right: group[length - 1].right, text });
        } else {
            joined.extend(group.iter().map(|piece| Piece { text: piece.text.clone(), ..*piece }));
        }
        at += length;
    }
    joined
}

fn is_box(text: &str) -> bool {
    let mut chars = text.chars();
    let one = chars.next().is_some_and(|char| char.is_ascii_digit() || matches!(char, 'X' | 'x' | '*'));
    one && chars.next().is_none()
}

impl Layout<'_> {
    fn place(&self, line: usize) -> Place {
        Place::Page { page: self.page, line: Some(line) }
    }

    /// Lines outside ruled tables: tables by alignment, and paragraphs.
    fn free(&mut self, lines: Vec<(Line, usize)>) {
        let mut rest = lines.as_slice();
        while let Some((line, number)) = rest.first() {
            let rows = aligned(rest);
            if rows >= 2 {
                self.aligned_table(&rest[..rows]);
                rest = &rest[rows..];
            } else {
                self.text_line(line, *number);
                rest = &rest[1..];
            }
        }
    }

    /// A line of running text. A line that reaches the right margin goes on in the next one, so that
    /// neither words nor numbers are cut in two.
    fn text_line(&mut self, line: &Line, number: usize) {
        let text = line.text();
        let (Some(first), Some(last)) = (line.chars.first(), line.chars.last()) else { return };
        if text.trim().is_empty() {
            return;
        }
        let goes_on = self.paragraph.as_ref().is_some_and(|open| {
            let step = line.baseline - open.baseline;
            let close = step > 0.0 && step < 2.2 * line.size;
            let digits = self.builder.open_text().is_some_and(|before| breaks_a_number(before, &text));
            close && (digits || (open.full && first.left < open.left + 0.5 * line.size && line.pieces().len() == 1))
        });
        if goes_on {
            if self.builder.open_text().is_some_and(|before| parts_words(before, &text)) {
                self.builder.push_str(" ");
            }
        } else {
            self.end_paragraph();
            self.pass_line();
            self.builder.open(BlockKind::Paragraph, None);
            let place = self.place(number);
            self.builder.set_place(place);
        }
        self.builder.push_str(&text);
        let full = self.margin - last.right < 2.5 * line.size;
        self.paragraph = Some(Open { baseline: line.baseline, left: first.left, full });
    }

    /// Few lines between two parts of a table are a footer and a header; more end it.
    fn pass_line(&mut self) {
        let Some(open) = &mut self.table else { return };
        open.lines += 1;
        if open.lines > MARGINALIA {
            self.end_table();
        }
    }

    fn end_paragraph(&mut self) {
        if self.paragraph.take().is_some() {
            self.builder.close();
            self.builder.push_str("\n");
        }
    }

    /// The cells of a ruled table.
    fn ruled(&mut self, lines: Option<(usize, Vec<(Line, usize)>)>, tables: &[Ruled]) {
        let Some((index, lines)) = lines else { return };
        let table = &tables[index];
        self.end_paragraph();
        let mut cells: Vec<((usize, usize, usize), usize, Line)> = Vec::new();
        for (line, number) in lines {
            for char in line.chars {
                let (x, y) = ((char.left + char.right) / 2.0, char.baseline - char.size * 0.35);
                let Some(cell) = table.cell(x, y) else { continue };
                match cells.iter_mut().rev().find(|(known, at, _)| *known == cell && *at == number) {
                    Some((_, _, part)) => part.chars.push(char),
                    None => {
                        cells.push((cell, number, Line { baseline: line.baseline, size: line.size, chars: vec![char] }))
                    }
                }
            }
        }
        let columns = table.edges.windows(2).map(|pair| (pair[0], pair[1])).collect();
        let rows = self.rows(cells);
        self.table(rows, columns);
    }

    fn rows(&self, mut cells: Vec<((usize, usize, usize), usize, Line)>) -> Vec<Row> {
        cells.sort_by_key(|(cell, number, _)| (*cell, *number));
        let mut rows: Vec<Row> = Vec::new();
        let mut last = None;
        for ((at, column, width), number, line) in cells {
            let number = self.page * LINES + number;
            if last != Some(at) {
                rows.push(Row { number, cells: Vec::new() });
                last = Some(at);
            }
            let Some(row) = rows.last_mut() else { continue };
            row.number = row.number.min(number);
            match row.cells.last_mut().filter(|cell| cell.column == column + 1) {
                Some(cell) => join(&mut cell.text, &line.text()),
                None => row.cells.push(Cell { column: column + 1, width, text: line.text(), hidden: None }),
            }
        }
        rows
    }

    /// Lines whose pieces stand below one another.
    fn aligned_table(&mut self, lines: &[(Line, usize)]) {
        self.end_paragraph();
        let columns = columns(lines);
        let mut rows = Vec::new();
        for (line, number) in lines {
            let mut row = Row { number: self.page * LINES + number, cells: Vec::new() };
            for piece in line.pieces() {
                let column = columns.iter().position(|(_, right)| piece.left < *right).unwrap_or_default() + 1;
                match row.cells.last_mut().filter(|cell| cell.column == column) {
                    Some(cell) => join(&mut cell.text, &piece.text),
                    None => row.cells.push(Cell { column, width: 1, text: piece.text, hidden: None }),
                }
            }
            rows.push(row);
        }
        self.table(rows, columns);
    }

    /// Text that stands in no line of the page, or that nobody sees there.
    fn beside(&mut self, reason: Option<Hidden>, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        self.builder.open(BlockKind::Paragraph, reason);
        self.builder.set_place(Place::Page { page: self.page, line: None });
        self.builder.push_str(text);
        self.builder.close();
        self.builder.push_str("\n");
    }
}

/// True when a line ends with a word or number that the next one does not go on with.
fn parts_words(before: &str, after: &str) -> bool {
    let latin = |char: Option<char>| char.is_some_and(|char| char.is_ascii_alphanumeric());
    latin(before.chars().last()) && latin(after.chars().next()) && !breaks_a_number(before, after)
}

/// True when a number seems to go on from one line to the next: together the digits are as many as a telephone,
/// an ID or a card has. Digits with a space behind them number a row instead.
fn breaks_a_number(before: &str, after: &str) -> bool {
    let digit = |char: char| char.is_ascii_digit() || char == '*';
    let tail = before.chars().rev().take_while(|char| digit(*char)).count();
    let head = after.chars().take_while(|char| digit(*char) || matches!(char, 'X' | 'x')).count();
    let row = after[head..].starts_with(char::is_whitespace);
    tail >= 2 && head >= 2 && !row && matches!(tail + head, 11 | 15..=19)
}

/// Adds a further line to a cell.
fn join(text: &mut String, next: &str) {
    let digits = text.ends_with(|char: char| char.is_ascii_digit() || char == '*')
        && next.starts_with(|char: char| char.is_ascii_digit() || matches!(char, '*' | 'X' | 'x'));
    if !digits && !text.is_empty() {
        text.push('\n');
    }
    text.push_str(next);
}

/// How many of the first lines make a table by alignment: each has two pieces or more, and the
/// columns of all of them stay apart.
fn aligned(lines: &[(Line, usize)]) -> usize {
    let several = lines.iter().take_while(|(line, _)| line.pieces().len() >= 2).count();
    let mut rows = several;
    while rows >= 2 {
        let width = lines[..rows].iter().map(|(line, _)| line.pieces().len()).max().unwrap_or_default();
        if columns(&lines[..rows]).len() >= width.max(2) {
            return rows;
        }
        rows -= rows.div_ceil(4);
    }
    1
}

/// The columns of lines: their pieces' extents, those that overlap made one.
fn columns(lines: &[(Line, usize)]) -> Vec<(f64, f64)> {
    let mut extents: Vec<(f64, f64)> =
        lines.iter().flat_map(|(line, _)| line.pieces()).map(|piece| (piece.left, piece.right)).collect();
    extents.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut columns: Vec<(f64, f64)> = Vec::new();
    for (left, right) in extents {
        match columns.last_mut() {
            Some(last) if left < last.1 => last.1 = last.1.max(right),
            _ => columns.push((left, right)),
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_on_and_rows_begin_anew() {
        for (before, after, joins) in [
            ("号码1101011990", "03070000，住", true),
            ("电话138", "00000000", true),
            ("某甲 13800000000", "2 某乙", false),
            ("某甲 13800000000", "12 某乙", false),
            ("2026-01-01", "12 某乙", false),
            ("共12", "34元", false),
        ] {
            assert_eq!(breaks_a_number(before, after), joins, "{before} {after}");
        }
        assert!(parts_words("2026-01-01", "2 某乙") && !parts_words("号码1101011990", "03070000"));
    }
}
