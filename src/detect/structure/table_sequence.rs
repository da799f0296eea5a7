//! 序号 columns that do not start at 1, skip or repeat.
//!
//! Rows without a number are left alone (merged cells, totals), and so are tables where most
//! numbers do not follow each other: those are numbers of something else.

use super::Check;
use super::numbering::han_value;
use super::outline::Outline;
use crate::document::{Block, CellAt, Document};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::{Span, Text};

pub(super) static RULE: Rule = Rule {
    id: "STR001",
    name: "table-sequence",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Published,
    summary: Bilingual { zh: "表格序号不连续", en: "the row numbers of a table do not follow each other" },
    explain: Bilingual {
        zh: "检查表头为“序号”的一列：是否从 1 开始，是否跳号、重号。序号出错往往说明漏了一行或多了一行，名单、清单类附件尤其如此。\
             合并单元格和“合计”行的空序号不算错；续前表的序号不算错。",
        en: "Looks at the column headed 序号: does it start at 1, skip or repeat? A wrong number usually means a lost or doubled row. \
             Empty numbers of merged cells and totals are fine, and so is a table that continues the one before.",
    },
    citations: &["国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》：内容准确"],
    examples: Examples {
        hit: &[
            "序号\t街道\t件数\n2\t东湖街道\t4\n3\t西山街道\t6\n4\t南桥街道\t1",
            "序号\t街道\t件数\n1\t东湖街道\t4\n2\t西山街道\t6\n4\t南桥街道\t1",
            "序号\t街道\t件数\n1\t东湖街道\t4\n2\t西山街道\t6\n2\t南桥街道\t1\n3\t北门街道\t5",
        ],
        miss: &[
            "序号\t街道\t件数\n1\t东湖街道\t4\n2\t西山街道\t6\n3\t南桥街道\t1",
            "序号\t街道\t件数\n1\t东湖街道\t4\n2\t西山街道\t6\n\t合计\t10",
            "序号\t编号\n15\t甲\n27\t乙\n93\t丙\n104\t丁",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// Faults beyond this share of the rows mean that the column numbers something else.
const FEW: usize = 5;
/// A table whose first number is higher than this is a part of a longer one.
const HIGHEST_START: u32 = 5;

/// 序号 stands within this many rows and cells of the table's corner.
const HEADER_ROWS: u32 = 3;
const HEADER_CELLS: usize = 3;

struct Row {
    value: u32,
    cell: Span<Text>,
}

enum Fault {
    Start(u32),
    Gap(u32, u32),
    Repeat(u32),
    Back(u32, u32),
}

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    let mut last = None;
    for table in 0..outline.document.tables().len() as u32 {
        let Some(rows) = sequence(outline.document, table) else { continue };
        let continues = rows.first().is_some_and(|first| Some(first.value) == last);
        report(&rows, continues, out);
        last = rows.last().map(|row| row.value + 1);
    }
}

/// The numbered rows of a table's 序号 column, if it has one and it holds numbers only.
fn sequence(document: &Document, table: u32) -> Option<Vec<Row>> {
    let header = header(document, table)?;
    let cells = document.tables()[table as usize].cells.iter().map(|&index| &document.blocks()[index as usize]);
    let below = cells.filter(|cell| cell.cell().is_some_and(|at| at.column == header.column && at.row > header.row));
    let mut rows = Vec::new();
    for cell in below {
        let text = document.slice(cell.span).trim();
        match value(text) {
            Some(value) => rows.push(Row { value, cell: cell.span }),
            None if text.is_empty() || is_remark(cell, text) => {}
            None => return None,
        }
    }
    (rows.len() >= 2).then_some(rows)
}

/// The cell headed 序号: a title may take the rows above it.
fn header(document: &Document, table: u32) -> Option<CellAt> {
    let cells = (0..HEADER_ROWS).flat_map(|row| document.row(table, row).take(HEADER_CELLS));
    let mut headed = cells.filter(|cell| is_sequence_header(document.slice(cell.span)));
    headed.next()?.cell()
}

fn is_sequence_header(text: &str) -> bool {
    let bare: String = text.chars().filter(|char| !char.is_whitespace()).collect();
    matches!(bare.as_str(), "序号" | "序" | "项次" | "序列号")
}

/// Totals, notes and section rows in the first column.
fn is_remark(cell: &Block, text: &str) -> bool {
    cell.hidden.is_none() && !text.starts_with(|char: char| char.is_ascii_digit())
}

fn value(text: &str) -> Option<u32> {
    let bare = text.trim_end_matches(['.', '、', '．']);
    let han = || han_value(bare).filter(|&(_, len)| len == bare.len()).map(|(value, _)| value);
    if bare.len() > 6 { han() } else { bare.parse().ok().or_else(han) }
}

fn report(rows: &[Row], continues: bool, out: &mut Vec<Match>) {
    let mut faults = Vec::new();
    let first = rows[0].value;
    if first > 1 && first <= HIGHEST_START && !continues {
        faults.push((0, Fault::Start(first)));
    }
    let pairs = rows.windows(2).enumerate();
    faults.extend(pairs.filter_map(|(index, pair)| Some((index + 1, step(pair[0].value, pair[1].value)?))));
    let numbered = faults.len() * FEW <= rows.len() + FEW;
    let Some((row, fault)) = faults.first().filter(|_| numbered) else { return };
    let mut found = Match::new(&RULE, rows[*row].cell);
    found.also = faults[1..].iter().map(|&(row, _)| rows[row].cell).collect();
    found.count = faults.len() as u32;
    found.message = Some(message(fault));
    out.push(found);
}

/// A restart at 1 begins a new part of the table.
fn step(before: u32, value: u32) -> Option<Fault> {
    match value {
        1 if before > 1 => None,
        _ if value == before + 1 => None,
        _ if value == before => Some(Fault::Repeat(value)),
        _ if value > before => Some(Fault::Gap(before, value)),
        _ => Some(Fault::Back(before, value)),
    }
}

fn message(fault: &Fault) -> Message {
    match *fault {
        Fault::Start(first) => Message::new(
            format!("表格序号从 {first} 开始，前面可能漏了行"),
            format!("the row numbers start at {first}: rows may be missing"),
        ),
        Fault::Gap(before, value) => Message::new(
            format!("表格序号由 {before} 跳到 {value}"),
            format!("the row numbers jump from {before} to {value}"),
        ),
        Fault::Repeat(value) => {
            Message::new(format!("表格序号 {value} 重复"), format!("row number {value} is used twice"))
        }
        Fault::Back(before, value) => Message::new(
            format!("表格序号 {before} 之后是 {value}"),
            format!("row number {before} is followed by {value}"),
        ),
    }
}
