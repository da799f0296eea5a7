//! A table that Excel and WPS open with a double click: UTF-8 with a byte order mark, CRLF, and no
//! cell that they would take for a formula.

use std::io::{self, Write};

use super::row::Row;
use super::{Kind, Lang, Options, Report, Summary};
use crate::engine::Outcome;

/// Comma-separated values.
pub(super) const KIND: Kind =
    Kind { id: "csv", title: "CSV 表格（Excel、WPS 可直接打开）", endings: &[".csv"], open };

fn open(options: Options) -> Box<dyn Report> {
    Box::new(Csv { options, begun: false })
}

struct Csv {
    options: Options,
    begun: bool,
}

/// A column: its headers in both languages and what stands in it.
type Column = (&'static str, &'static str, fn(&Row) -> String);

const COLUMNS: &[Column] = &[
    ("文件", "file", |row| row.path.clone()),
    ("包内文件", "member", |row| row.member.clone()),
    ("位置", "place", |row| row.place.clone()),
    ("级别", "level", |row| row.level.clone()),
    ("类别", "category", |row| row.category.to_owned()),
    ("规则", "rule", |row| row.rule.to_owned()),
    ("规则名称", "name", |row| row.name.to_owned()),
    ("问题", "message", |row| row.message.clone()),
    ("前文", "before", |row| row.before.clone()),
    ("内容", "text", |row| row.text.clone()),
    ("后文", "after", |row| row.after.clone()),
    ("建议", "suggestion", |row| row.suggestion.clone()),
    ("依据", "basis", |row| row.basis.clone()),
    ("处数", "count", |row| row.count.to_string()),
    ("责任部门", "department", |row| row.department.clone()),
    ("指纹", "fingerprint", |row| row.fingerprint.clone()),
];

impl Report for Csv {
    fn outcome(&mut self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        match outcome {
            Outcome::Skipped(skip) => line(&Row::skip(skip, &self.options), out),
            Outcome::Scanned(scanned) => {
                let mut shown = scanned.findings.iter().filter(|finding| self.options.shows(finding));
                shown.try_for_each(|finding| line(&Row::finding(scanned, finding, &self.options), out))
            }
        }
    }

    fn finish(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)
    }
}

impl Csv {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.begun {
            return Ok(());
        }
        self.begun = true;
        let title = |column: &Column| match self.options.lang {
            Lang::Zh => column.0,
            Lang::En => column.1,
        };
        let titles: Vec<_> = COLUMNS.iter().map(title).collect();
        write!(out, "\u{feff}{}\r\n", titles.join(","))
    }
}

fn line(row: &Row, out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<_> = COLUMNS.iter().map(|(_, _, value)| cell(&value(row))).collect();
    write!(out, "{}\r\n", cells.join(","))
}

/// A quoted cell. An apostrophe in front keeps spreadsheets from running a text as a formula.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let quoted = text.replace('"', "\"\"");
    format!("\"{}{quoted}\"", if formula { "'" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula() {
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        assert_eq!(cell("说“好”,\"x\"\n"), "\"说“好”,\"\"x\"\"\n\"");
    }

    #[test]
    fn an_empty_run_still_has_its_header() {
        let mut out = Vec::new();
        open(Options::default()).finish(&Summary::default(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("\u{feff}文件,包内文件") && text.ends_with("\r\n"));
    }
}
