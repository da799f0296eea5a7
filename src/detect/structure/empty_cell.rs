//! Rows of a table whose key cell is empty.
//!
//! A key column is one that names what the row is about (名称, 单位, 姓名 …) and that the table
//! otherwise fills. Merged cells leave runs of empty cells below a filled one, totals and notes
//! leave them too: a column with more than one empty cell in five is left alone.

use std::collections::BTreeMap;

use super::Check;
use super::outline::Outline;
use crate::document::{Block, Document};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::{Span, Text};

pub(super) static RULE: Rule = Rule {
    id: "STR008",
    name: "empty-cell",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Published,
    summary: Bilingual { zh: "表格关键栏目为空", en: "a key cell of a table is empty" },
    explain: Bilingual {
        zh: "名单、清单里说明“是谁、是什么”的栏目（单位、名称、姓名、主体等）其他行都填了，个别行空着，读者无从得知这一行说的是谁。\
             合并单元格、合计行和多数行都空着的栏目不算错。",
        en: "A column that says what each row is about is filled everywhere but in a few rows. \
             Merged cells, totals and columns that are mostly empty are left alone.",
    },
    citations: &["国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》：内容准确"],
    examples: Examples {
        hit: &[
            "序号\t主办单位\t平台名称\n1\t市水务局\t江城水务\n2\t\t江城交通\n3\t市文旅局\t江城文旅\n4\t市教育局\t江城教育\n5\t市司法局\t江城普法",
        ],
        miss: &[
            "序号\t主办单位\t备注\n1\t市水务局\t已整改\n2\t市交通局\t\n3\t市文旅局\t\n4\t市教育局\t已整改\n5\t市司法局\t已整改",
            "序号\t主办单位\t件数\n1\t市水务局\t4\n2\t市交通局\t6\n3\t市文旅局\t2\n4\t市教育局\t1\n合计\t\t13",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// Fewest rows of a table that is looked at.
const ROWS: usize = 4;
/// One cell in this many may be empty.
const SHARE: usize = 5;
/// Most empty key cells that are still an oversight.
const MOST: usize = 3;

const KEYS: [&str; 16] = [
    "名称", "单位", "姓名", "主体", "部门", "机构", "企业", "公司", "项目", "事项", "标题", "学校", "村", "街道",
    "乡镇", "地址",
];

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    let document = outline.document;
    let tables = document.tables().iter().enumerate();
    for (number, table) in tables.filter(|(_, table)| table.has_header && table.rows as usize > ROWS) {
        let cells = table.cells.iter().map(|&index| &document.blocks()[index as usize]);
        let mut rows: BTreeMap<u32, Vec<&Block>> = BTreeMap::new();
        for column in columns(cells).into_values() {
            for cell in empty_keys(document, &column) {
                rows.entry(cell.cell().map_or(0, |at| at.row)).or_default().push(cell);
            }
        }
        out.extend(rows.iter().filter_map(|(&row, cells)| report(document, number as u32, row, cells)));
    }
}

/// The cells below the header, by column.
fn columns<'a>(cells: impl Iterator<Item = &'a Block>) -> BTreeMap<u32, Vec<&'a Block>> {
    let mut columns: BTreeMap<u32, Vec<&Block>> = BTreeMap::new();
    for (cell, at) in cells.filter_map(|cell| Some((cell, cell.cell()?))).filter(|(_, at)| !at.header) {
        columns.entry(at.column).or_default().push(cell);
    }
    columns
}

/// The empty cells of a key column, when they are few.
fn empty_keys<'a>(document: &Document, column: &[&'a Block]) -> Vec<&'a Block> {
    let label = column.first().and_then(|cell| document.label(cell)).unwrap_or_default();
    if column.len() < ROWS || !KEYS.iter().any(|key| label.ends_with(key)) {
        return Vec::new();
    }
    let empty: Vec<&Block> = column.iter().copied().filter(|cell| is_empty(document, cell)).collect();
    let few = empty.len() <= MOST && empty.len() * SHARE <= column.len();
    if few { empty } else { Vec::new() }
}

fn is_empty(document: &Document, cell: &Block) -> bool {
    document.slice(cell.span).trim().is_empty()
}

/// One finding for the row. It points at the row's first filled cell, since nothing can be shown of
/// an empty one.
fn report(document: &Document, table: u32, row: u32, empty: &[&Block]) -> Option<Match> {
    let filled: Vec<&Block> = document.row(table, row).filter(|cell| !is_empty(document, cell)).collect();
    let first = *filled.first()?;
    // A row that begins with an empty cell belongs to the merged cell above.
    let own = first.cell().is_some_and(|at| at.column == 0);
    if !own || filled.len() < 2 || filled.iter().any(|cell| is_total(document.slice(cell.span))) {
        return None;
    }
    let labels: Vec<&str> = empty.iter().filter_map(|cell| document.label(cell)).collect();
    let mut found = Match::new(&RULE, first.span);
    found.also = empty.iter().map(|cell| cell.span).collect::<Vec<Span<Text>>>();
    found.count = empty.len() as u32;
    found.message = Some(Message::new(
        format!("本行的“{}”为空", labels.join("”“")),
        format!("empty in this row: {}", labels.join(", ")),
    ));
    Some(found)
}

fn is_total(text: &str) -> bool {
    let bare: String = text.chars().filter(|char| !char.is_whitespace()).collect();
    ["合计", "总计", "小计", "共计", "备注", "说明", "注：", "平均"].iter().any(|word| bare.starts_with(word))
}
