//! Tables of which every cell stands on a line of its own, as text that was copied from a PDF has them: the names of the
//! columns, then the cells, row by row.
//!
//! That the same columns hold numbers in every row tells how many there are. Ranges only: nothing is copied.

use std::ops::Range;

use super::cards::Line;
use super::header::is_header_row;

/// Columns of such a table.
const COLUMNS: Range<usize> = 3..21;
/// Longest name of a column, in bytes.
const LONGEST_NAME: usize = 45;
/// Longest cell, in bytes.
const LONGEST_CELL: usize = 240;
/// Rows that must agree.
const ROWS: usize = 2;
/// Digits that every cell of a column of numbers has: a telephone, a card, an ID.
const NUMBER: usize = 10;
/// Rows that must agree where nobody knows the names.
const MANY_ROWS: usize = 3;

/// A table, its names in the first row.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Cycle {
    /// Indices of the lines that are its cells, by row.
    pub(crate) rows: Vec<Vec<usize>>,
    /// How many lines it takes, blank ones included.
    pub(crate) lines: usize,
}

/// Lines among which the first row of numbers stands: names and one row, with blank lines between them.
pub(super) const REACH: usize = 4 * COLUMNS.end;

/// The table that begins with the first line, if one does. `numbers` says for each line whether it [is one](is_number):
/// one of the first [`REACH`] must be. `names` says whether it [may name](may_name) a column.
pub(crate) fn begin(text: &str, lines: &[Line], numbers: &[bool], names: &[bool]) -> Option<Cycle> {
    if names.first() != Some(&true) {
        return None;
    }
    // Names are no numbers, so the first number stands in the row behind them: that leaves few widths.
    let first = numbers.iter().take(REACH).position(|&number| number)?;
    let before = lines[..first].iter().filter(|line| !line.is_blank()).count();
    if before < COLUMNS.start {
        return None;
    }
    let filled = lines.iter().zip(names).filter(|(line, _)| !line.is_blank());
    let filled = filled.take_while(|(_, is_name)| **is_name).take(COLUMNS.end);
    let names: Vec<&str> = filled.map(|(line, _)| &text[line.range()]).collect();
    let most = names.len().min(COLUMNS.end - 1).min(before);
    let least = COLUMNS.start.max(before / 2 + 1);
    // The rows are looked at before the names: they say no sooner.
    let is_sure = |cycle: &Cycle, width: usize| cycle.rows.len() > MANY_ROWS || is_header_row(&names[..width]);
    (least..=most).rev().find_map(|width| rows(lines, numbers, width).filter(|cycle| is_sure(cycle, width)))
}

/// True for short words.
pub(super) fn may_name(line: &str) -> bool {
    (2..=LONGEST_NAME).contains(&line.len())
        && line.starts_with(char::is_alphabetic)
        && !line.bytes().any(|byte| byte.is_ascii_digit())
        && !line.contains(['：', ':', '。', '，', '；', '、'])
}

/// The rows of so many lines each, as long as the columns hold what those of the first row do.
fn rows(lines: &[Line], numbers: &[bool], width: usize) -> Option<Cycle> {
    let mut filled = (0..lines.len()).filter(|&at| !lines[at].is_blank());
    let mut next = || Some(filled.by_ref().take(width).collect::<Vec<_>>()).filter(|row| row.len() == width);
    let mut rows: Vec<Vec<usize>> = next().into_iter().collect();
    let mut shape: Option<Vec<bool>> = None;
    while let Some(row) = next() {
        let short = row.iter().all(|&at| lines[at].range().len() <= LONGEST_CELL);
        let numbers: Vec<bool> = row.iter().map(|&at| numbers[at]).collect();
        let like = shape.as_ref().is_none_or(|first| is_like(first, &numbers));
        if !short || !like || !numbers.contains(&true) {
            break;
        }
        shape.get_or_insert(numbers);
        rows.push(row);
    }
    let lines = rows.last().and_then(|row| row.last()).map_or(0, |last| last + 1);
    (rows.len() > ROWS).then_some(Cycle { rows, lines })
}

/// True where numbers stand in the same columns; one may be missing or masked.
fn is_like(first: &[bool], row: &[bool]) -> bool {
    let differ = first.iter().zip(row).filter(|(one, other)| one != other).count();
    let same = first.iter().zip(row).filter(|(one, other)| **one && **other).count();
    differ <= same / 2
}

/// True for a short cell of digits, whatever parts or hides some. It has so many `chars`.
pub(super) fn is_number(cell: &str, chars: usize) -> bool {
    if !(NUMBER..=LONGEST_CELL).contains(&cell.len()) {
        return false;
    }
    // So many others make it none: most cells are told by their first half.
    let Some(others) = chars.checked_sub(NUMBER.max(chars.div_ceil(2))) else { return false };
    cell.chars().filter(|&char| crate::digit::value(char).is_none()).nth(others).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Option<Vec<Vec<&str>>> {
        let lines = Line::all_of(text);
        let numbers: Vec<bool> = lines.iter().map(|line| is_number_alone(&text[line.range()])).collect();
        let names: Vec<bool> = lines.iter().map(|line| may_name(&text[line.range()])).collect();
        let cycle = begin(text, &lines, &numbers, &names)?;
        Some(cycle.rows.iter().map(|row| row.iter().map(|&at| &text[lines[at].range()]).collect()).collect())
    }

    fn is_number_alone(cell: &str) -> bool {
        is_number(cell, cell.chars().count())
    }

    #[test]
    fn names_and_then_cells_are_rows() {
        let expected = [
            ["姓名", "证件号码", "电话"],
            ["某甲", "000000000000000000", "00000000000"],
            ["某乙", "000000000000000001", "00000000001"],
        ];
        let text = expected.concat().join("\n");
        for text in [text.clone(), format!("{text}\n某县某局"), expected.map(|row| row.join("\n")).join("\n\n")] {
            assert_eq!(cells(&text).expect(&text), expected, "{text}");
        }
    }

    #[test]
    fn at_least_half_of_a_number_and_ten_characters_are_digits() {
        for (cell, expected) in [
            ("0000000000", true),
            ("000000000", false),
            ("０００００ ○○○○○", true),
            ("13800000000（某甲某乙某丙）", true),
            ("13800000000（某甲某乙某丙某丁某戊）", false),
            ("一二三四五六七八九〇", true),
            ("各单位请于本月底前报送", false),
            ("", false),
        ] {
            assert_eq!(is_number_alone(cell), expected, "{cell}");
            let digits = cell.chars().filter(|&char| crate::digit::value(char).is_some()).count();
            assert_eq!(digits >= NUMBER && cell.chars().count() <= digits * 2, expected, "{cell}");
        }
    }

    #[test]
    fn menus_and_paragraphs_are_none() {
        for text in [
            "首页\n政务公开\n办事服务\n互动交流\n联系电话\n00000000",
            "姓名\n电话\n地址\n某甲\n00000000\n某县",
            "通知\n各县区\n现将有关事项通知如下\n00000000\n某局\n某年\n00000000",
        ] {
            assert_eq!(cells(text), None, "{text}");
        }
    }
}
