//! The outline of plain text: which lines are headings, paragraphs and rows of tables.
//!
//! Works on ranges of the text alone, so that plain text (taken over as it stands) and Markdown
//! (whose marks are dropped) share it. Tables are in [`super::grid`].

use std::ops::Range;

use super::grid::{self, Grid};
use super::line::{Line, Signs, lines};
use crate::document::cards::{self, Cards, Placed};
use crate::document::{BlockKind, CellAt, Headers};

/// Takes the parts of a text in rising order.
pub(super) trait Parts {
    /// So many parts may come.
    fn expect(&mut self, _parts: usize) {}

    /// A table begins; returns its number.
    fn table(&mut self, headers: Headers) -> u32;

    /// A part without the white space around it. The cells of an empty field are empty ranges.
    fn part(&mut self, range: Range<usize>, kind: BlockKind);

    /// The value of a record, and its name.
    fn value(&mut self, name: Range<usize>, value: Range<usize>, kind: BlockKind);

    /// How many bytes at the beginning of a line are the margin that marks leave: those of a quotation.
    fn margin(&self, _line: &str) -> usize {
        0
    }

    /// The heading that a line is, if it is one.
    fn heading(&self, line: &str) -> Option<u8> {
        heading(line)
    }
}

/// Hands every line that is not blank, or the cells of its row, to `parts`.
pub(super) fn outline(text: &str, parts: &mut dyn Parts) {
    let lines: Vec<Line> = lines(text, parts);
    parts.expect(lines.len());
    let bare: Vec<cards::Line> = lines.iter().map(|line| cards::Line::new(line.range())).collect();
    let mut at = 0;
    while at < lines.len() {
        let named = |line: usize| lines[at + line].signs().any(NAMING);
        let cards = cards::may_begin(&bare[at..], named).then(|| cards::begin(text, &bare[at..])).flatten();
        if let Some(cards) = cards.filter(|cards| is_sure(text, cards)) {
            records(text, &cards, parts);
            at += cards.lines;
            continue;
        }
        at = match grid::begin(text, &lines[at..]) {
            Some(grid) => at + table(&grid, parts),
            None => at + paragraph(text, lines[at], parts),
        };
    }
}

fn paragraph(text: &str, line: Line, parts: &mut dyn Parts) -> usize {
    running(text, line.range(), parts);
    1
}

/// A heading or a paragraph, if anything is there.
fn running(text: &str, range: Range<usize>, parts: &mut dyn Parts) {
    let body = &text[range.clone()];
    let inner = body.trim();
    if !inner.is_empty() {
        let start = range.start + (body.len() - body.trim_start().len());
        let kind = parts.heading(inner).map_or(BlockKind::Paragraph, BlockKind::Heading);
        parts.part(start..start + inner.len(), kind);
    }
}

fn table(grid: &Grid, parts: &mut dyn Parts) -> usize {
    let table = parts.table(Headers::Recognise);
    for (row, cells) in grid.rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let at = CellAt { table, row: row as u32, column: column as u32, header: false };
            parts.part(cell.clone(), BlockKind::Cell(at));
        }
    }
    grid.lines
}

/// What may part a name from its value.
const NAMING: Signs = Signs::COLON.or(Signs::GAP).or(Signs::EMPHASIS).or(Signs::NAMED);

/// A record of one line must hold a number: names and values stand in many lines.
fn is_sure(text: &str, cards: &Cards) -> bool {
    let several = cards.lines >= cards.records.len() * 2;
    several || cards.have_numbers(text)
}

/// A row for each record, a column for each name that it begins to have, behind its title.
fn records(text: &str, cards: &Cards, parts: &mut dyn Parts) {
    let table = parts.table(Headers::Record);
    let mut titles = (0..).zip(&cards.records).peekable();
    for Placed { row, column, name, value } in cards.values(text) {
        while let Some((_, record)) = titles.next_if(|(number, _)| *number <= row) {
            record.title.iter().for_each(|title| running(text, title.clone(), parts));
        }
        let at = CellAt { table, row, column, header: false };
        parts.value(name.clone(), value.clone(), BlockKind::Cell(at));
    }
}

/// Longest heading in code points. What is longer is a paragraph that begins with a number.
const LONGEST_HEADING: usize = 60;

/// The level of a heading as official documents number them: 第一章 and 一、 are 1, 第一节 and （一） 2,
/// 1. is 3 and （1） 4; 附件1 is 1. `None` for a sentence that merely begins with a number.
pub(super) fn heading(line: &str) -> Option<u8> {
    let (level, rest) = numbered(line)?;
    // 1、某某某，电话1380000: the margin cut the number, and the rest is on the next line.
    let cut = rest.contains('，') && rest.ends_with(|char: char| char.is_ascii_digit());
    let sentence = cut || rest.contains(['。', '；']) || rest.ends_with([';', '，', ',']);
    (!sentence && line.chars().count() <= LONGEST_HEADING).then_some(level)
}

/// The level of a line's number and what follows it.
fn numbered(line: &str) -> Option<(u8, &str)> {
    if let Some(rest) = line.strip_prefix("附件") {
        let rest = rest.trim_start();
        let after = rest.trim_start_matches(is_number);
        return (after.len() < rest.len() && !after.starts_with(['.', '．'])).then_some((1, after));
    }
    if let Some(rest) = line.strip_prefix('第') {
        let after = rest.trim_start_matches(is_number);
        let level = if after.starts_with(['章', '编']) { 1 } else { 2 };
        return (after.len() < rest.len() && after.starts_with(['章', '编', '节'])).then_some((level, after));
    }
    if let Some(rest) = line.strip_prefix(['（', '(']) {
        let after = rest.trim_start_matches(is_number);
        let level = if rest.starts_with(is_han_number) { 2 } else { 4 };
        let closed = after.strip_prefix(['）', ')'])?;
        return (after.len() < rest.len()).then_some((level, closed));
    }
    let after = line.trim_start_matches(is_number);
    let number = &line[..line.len() - after.len()];
    if number.is_empty() || number.chars().count() > 3 {
        return None;
    }
    if number.chars().all(is_han_number) {
        return after.strip_prefix(['、', '，', '.']).map(|rest| (1, rest));
    }
    let rest = after.strip_prefix(['.', '．', '、'])?;
    (!rest.starts_with(is_number) && !number.contains(is_han_number)).then_some((3, rest))
}

fn is_number(char: char) -> bool {
    char.is_ascii_digit() || ('０'..='９').contains(&char) || is_han_number(char)
}

fn is_han_number(char: char) -> bool {
    matches!(char, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '零' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_from_sentences() {
        for (line, level) in [
            ("一、总体情况", Some(1)),
            ("（二）工作措施", Some(2)),
            ("(三) 保障", Some(2)),
            ("1. 加强领导", Some(3)),
            ("（4）材料清单", Some(4)),
            ("附件 2", Some(1)),
            ("附件1：名单", Some(1)),
            ("第三章 附则", Some(1)),
            ("附件：1. 名单", None),
            ("第三条 本办法自发布之日起施行", None),
            ("一、总体情况。全市共有网站若干。", None),
            ("12.5万人", None),
            ("2021年工作要点", None),
            ("1、某某某，家属电话1380000", None),
            ("1、推进项目100", Some(3)),
            ("十分重要", None),
        ] {
            assert_eq!(heading(line), level, "{line}");
        }
    }
}
