//! Where a person can find something in a document. All counts start at 1; columns are code points.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A place that a person can go to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Place {
    /// A line of a text file and the column in it.
    Line {
        /// Line of the file.
        line: usize,
        /// Code points from the start of the line, plus 1.
        column: usize,
    },
    /// A value in a JSON document.
    Pointer {
        /// RFC 6901 JSON pointer; for JSON Lines it begins with the record's index.
        pointer: String,
        /// Line and column of the value in the file, where known.
        line: Option<(usize, usize)>,
    },
    /// A cell of a sheet.
    Cell {
        /// The sheet's name.
        sheet: String,
        /// Row as the program shows it.
        row: usize,
        /// Column, 1 for A.
        column: usize,
    },
    /// A paragraph, counted through the body.
    Paragraph(usize),
    /// A cell of a table in a text document.
    TableCell {
        /// Table, counted through the body.
        table: usize,
        /// Row of the table.
        row: usize,
        /// Column of the table.
        column: usize,
    },
    /// A page, and the line on it where that is known.
    Page {
        /// Page of the document.
        page: usize,
        /// Line on the page.
        line: Option<usize>,
    },
    /// A slide.
    Slide(usize),
    /// A named part: 页眉, 文档属性, 批注, 抄送.
    Part(String),
    /// The document as a whole: its name, or a format without places.
    Whole,
}

impl Place {
    /// Line and column, where the place has them.
    pub fn line_column(&self) -> Option<(usize, usize)> {
        match self {
            Place::Line { line, column } => Some((*line, *column)),
            Place::Pointer { line, .. } => *line,
            _ => None,
        }
    }

    /// The same place with the line and column of one finding in it, for places that carry them.
    pub(crate) fn with_line(self, found: Option<(usize, usize)>) -> Self {
        match self {
            Place::Pointer { pointer, .. } => Place::Pointer { pointer, line: found },
            other => other,
        }
    }
}

/// As an editor reads it: `14:9`, `名单!C12`, `第 3 段`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Line { line, column } => write!(f, "{line}:{column}"),
            Place::Pointer { pointer, line: Some((line, column)) } => write!(f, "{line}:{column} {pointer}"),
            Place::Pointer { pointer, line: None } => f.write_str(pointer),
            Place::Cell { sheet, row, column } => write!(f, "{sheet}!{}{row}", column_name(*column)),
            Place::Paragraph(number) => write!(f, "第 {number} 段"),
            Place::TableCell { table, row, column } => write!(f, "表 {table} 第 {row} 行第 {column} 列"),
            Place::Page { page, line: Some(line) } => write!(f, "第 {page} 页第 {line} 行"),
            Place::Page { page, line: None } => write!(f, "第 {page} 页"),
            Place::Slide(number) => write!(f, "第 {number} 张幻灯片"),
            Place::Part(name) => f.write_str(name),
            Place::Whole => f.write_str("全文"),
        }
    }
}

/// A sheet's column as letters: 1 is `A`, 27 is `AA`.
pub fn column_name(column: usize) -> String {
    let mut rest = column;
    let mut letters = Vec::new();
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_like_a_spreadsheet() {
        assert_eq!([1, 26, 27, 702, 703].map(column_name), ["A", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn places_read_like_speech() {
        let cell = Place::Cell { sheet: "名单".into(), row: 12, column: 3 };
        assert_eq!(cell.to_string(), "名单!C12");
        assert_eq!(Place::Line { line: 14, column: 9 }.to_string(), "14:9");
    }
}
