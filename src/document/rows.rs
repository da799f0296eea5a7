//! Rows whose cells one and the same mark parts in every line: the same shape says that they are a table, whatever the mark.
//!
//! Asked of lines that no format knows as a row. Ranges only: nothing is copied.

use std::ops::Range;

use super::cards::Line;

/// Marks between cells, the surest first.
const MARKS: [&str; 7] = ["\t", "^", "|", "｜", " & ", "\" \"", " / "];
/// Marks in a row, at least.
const FEWEST: usize = 2;
/// Rows of a table, at least.
const ROWS: usize = 3;
/// Longest row, in bytes.
const LONGEST: usize = 900;
/// Digits of a number that makes a column one of numbers.
pub(super) const NUMBER: usize = 10;

/// A table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Rows {
    /// The cells of each row; each row is a line.
    pub(super) cells: Vec<Vec<Range<usize>>>,
}

/// The table that begins with the first line, if one does.
pub(super) fn begin(text: &str, lines: &[Line]) -> Option<Rows> {
    let first = text.get(lines.first()?.range()).filter(|line| line.len() <= LONGEST && may_be_row(line))?;
    let mark = MARKS.into_iter().find(|mark| first.matches(mark).nth(FEWEST - 1).is_some())?;
    let width = first.matches(mark).count();
    let is_row = |line: &&Line| {
        let body = &text[line.range()];
        body.len() <= LONGEST && body.matches(mark).count() == width
    };
    let cells: Vec<_> = lines.iter().take_while(is_row).map(|line| split(text, line.range(), mark)).collect();
    let number = |cell: &Range<usize>| text[cell.clone()].bytes().filter(u8::is_ascii_digit).count() >= NUMBER;
    let numbers = |column: usize| cells[1..].iter().all(|row| number(&row[column]));
    (cells.len() >= ROWS && (0..=width).any(numbers)).then_some(Rows { cells })
}

/// False for lines without any of the [`MARKS`], which is most of them.
fn may_be_row(line: &str) -> bool {
    let plain = |byte: u8| matches!(byte, b'\t' | b'^' | b'|' | b'&' | b'"' | b'/');
    line.bytes().fold(false, |any, byte| any | plain(byte)) || line.contains('｜')
}

/// The cells of a line, without white space and quotation marks around them.
fn split(text: &str, line: Range<usize>, mark: &str) -> Vec<Range<usize>> {
    let is_edge = |char: char| char.is_whitespace() || matches!(char, '"' | '\\');
    let mut start = line.start;
    let parts = text[line].split(mark);
    parts
        .map(|part| {
            let inner = part.trim_start_matches(is_edge);
            let begin = start + part.len() - inner.len();
            start += part.len() + mark.len();
            begin..begin + inner.trim_end_matches(is_edge).len()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Option<Vec<Vec<&str>>> {
        let lines = Line::all_of(text);
        let rows = begin(text, &lines)?;
        Some(rows.cells.into_iter().map(|row| row.into_iter().map(|cell| &text[cell]).collect()).collect())
    }

    #[test]
    fn lines_with_as_many_marks_are_rows() {
        let expected = [["姓名", "号码", "数"], ["某甲", "00000000000", "1"], ["某乙", "00000000001", "2"]];
        for mark in ["\t", "^", " & ", " / ", "|"] {
            let text = expected.map(|row| row.join(mark)).join("\n");
            assert_eq!(cells(&text).expect(mark), expected, "{mark}");
        }
        let quoted = expected.map(|row| format!("\"{}\"", row.join("\" \""))).join("\n");
        assert_eq!(cells(&quoted).expect("quotation marks"), expected);
    }

    #[test]
    fn sentences_and_menus_are_none() {
        for text in [
            "首页 / 公开 / 服务\n首页 / 公开 / 服务\n首页 / 公开 / 服务",
            "姓名^号码^数\n某甲^00000000000^1",
            "某甲，00000000000，1\n某乙，00000000001，2\n某丙，00000000002，3",
        ] {
            assert_eq!(cells(text), None, "{text}");
        }
    }
}
