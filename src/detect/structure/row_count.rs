//! 共有7个单位逾期, and a list of three units behind it.
//!
//! A sentence belongs to a table when it shares a good part of the table's caption. A sentence that
//! names the right number anywhere is left alone. Units that share a problem are in [`named`].

use super::Check;
use super::figures::{Figure, figures};
use super::outline::{Line, Outline};
use crate::document::{Document, Table};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Confidence, Examples, Rule, Severity};
use crate::span::{Span, Text};

mod named;

pub(super) static RULE: Rule = Rule {
    id: "STR024",
    name: "row-count",
    category: Category::Structure,
    severity: Severity::Advice,
    basis: Basis::Published,
    summary: Bilingual {
        zh: "正文说的个数与名单的行数不一致",
        en: "a number in the text differs from the rows of the list",
    },
    explain: Bilingual {
        zh: "正文写“7个单位”，所附同一事项的名单却只有3行。按名单的标题与正文句子的共同文字对应，可能是口径不同，故只作建议。\
             正文写“2个单位存在某问题”，点名的也是2个，名单里却另有单位写着同样问题的，也作建议。",
        en: "The text counts units that an attached list of the same title names one by one. Advice, since both may count differently. \
             So are units with a counted problem that the list tells of and the text does not name.",
    },
    citations: &["国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》：内容准确"],
    examples: Examples {
        hit: &[
            "本季度共有5个单位信访答复件逾期，已经督促整改。\n附件\n信访答复件逾期单位名单\n序号\t单位\t件数\n1\t东湖街道\t4\n2\t西山街道\t6\n3\t南桥街道\t1",
            "发现2个单位存在台账信息缺失或扣押群众证件的问题。\n东湖街道、西山街道管理粗放，存在台账信息缺失等问题。\n附件\n突出问题清单\n序号\t单位\t存在的问题\n1\t东湖街道\t扣押群众证件3份\n2\t西山街道\t台账不全\n3\t南桥街道\t多处台账信息缺失",
        ],
        miss: &[
            "本季度共有3个单位信访答复件逾期，已经督促整改。\n附件\n信访答复件逾期单位名单\n序号\t单位\t件数\n1\t东湖街道\t4\n2\t西山街道\t6\n3\t南桥街道\t1",
            "发现2个单位存在台账信息缺失或扣押群众证件的问题。\n东湖街道、南桥街道管理粗放，存在台账信息缺失等问题。\n附件\n突出问题清单\n序号\t单位\t存在的问题\n1\t东湖街道\t扣押群众证件3份\n2\t西山街道\t台账不全\n3\t南桥街道\t多处台账信息缺失",
            "发现2个单位存在台账信息缺失的问题。\n东湖街道、西山街道等单位管理粗放，存在台账信息缺失等问题。\n附件\n突出问题清单\n序号\t单位\t存在的问题\n1\t东湖街道\t台账信息缺失\n2\t西山街道\t台账不全\n3\t南桥街道\t多处台账信息缺失",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// Captions of lists end so.
const LISTS: [&str; 5] = ["名单", "清单", "一览表", "名录", "目录"];
/// What lists list, as the text counts it.
const UNITS: [&str; 8] = ["单位", "部门", "企业", "网站", "项目", "学校", "公司", "机构"];
/// Fewest characters that sentence and caption share, and the share of the caption that they are.
const SHARED: (usize, f64) = (5, 0.35);
/// Longer documents are data, not notices.
const MOST_LINES: usize = 2_000;

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    if outline.lines.len() > MOST_LINES {
        return;
    }
    for (number, table) in outline.document.tables().iter().enumerate().take(20) {
        let Some((caption, rows)) = list(outline, number as u32, table) else { continue };
        out.extend(outline.lines.iter().filter_map(|line| compare(outline, line, caption, rows)).take(1));
    }
    named::find(outline, out);
}

/// The caption above a numbered table that lists things, and its number of rows.
fn list<'a>(outline: &'a Outline<'_>, number: u32, table: &Table) -> Option<(&'a Line, u32)> {
    let document = outline.document;
    let first = document.blocks()[*table.cells.first()? as usize];
    let header = document.slice(first.span).trim();
    let above = outline.lines.partition_point(|line| line.span.start() < first.span.start());
    let caption = outline.lines.get(above.checked_sub(1)?)?;
    let lists = LISTS.iter().any(|end| outline.str(caption).ends_with(end));
    (header == "序号" && lists).then(|| (caption, numbered_rows(document, number))).filter(|(_, rows)| *rows > 1)
}

fn numbered_rows(document: &Document, table: u32) -> u32 {
    let cells = document.column(table, 0).map(|cell| document.slice(cell.span).trim());
    cells.filter(|text| text.bytes().next().is_some_and(|byte| byte.is_ascii_digit())).count() as u32
}

fn compare(outline: &Outline<'_>, line: &Line, caption: &Line, rows: u32) -> Option<Match> {
    if line.span == caption.span {
        return None;
    }
    let title = outline.str(caption);
    let mut start = line.span.start();
    for clause in outline.str(line).split_inclusive(['。', '；']) {
        let found = figures(clause);
        if let Some(figure) = other_count(&found, title, rows).filter(|_| is_about(clause, title)) {
            return Some(report(start, figure, caption.span, rows));
        }
        start += clause.len();
    }
    None
}

/// A count of what the caption lists, when no number of the clause is the number of rows.
fn other_count<'a>(found: &'a [Figure<'a>], title: &str, rows: u32) -> Option<&'a Figure<'a>> {
    let unit = UNITS.iter().find(|unit| title.contains(*unit))?;
    if found.iter().any(|figure| figure.value == f64::from(rows)) {
        return None;
    }
    found.iter().find(|figure| figure.unit.trim_start_matches(['个', '家']).starts_with(unit))
}

fn is_about(clause: &str, title: &str) -> bool {
    let shared = longest_common(clause, title);
    shared >= SHARED.0 && shared as f64 >= SHARED.1 * title.chars().count() as f64
}

/// The length of the longest stretch that two texts share, in code points.
fn longest_common(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row = vec![0; right.len() + 1];
    let mut longest = 0;
    for char in left.chars() {
        let mut diagonal = 0;
        for (column, other) in right.iter().enumerate() {
            let above = row[column + 1];
            row[column + 1] = if char == *other { diagonal + 1 } else { 0 };
            longest = longest.max(row[column + 1]);
            diagonal = above;
        }
    }
    longest
}

fn report(start: usize, figure: &Figure<'_>, caption: Span<Text>, rows: u32) -> Match {
    let mut found = Match::new(&RULE, Span::new(start + figure.start, start + figure.end));
    found.also.push(caption);
    found.confidence = Confidence::Medium;
    found.message = Some(Message::new(
        format!("正文为 {} 个，所附名单有 {rows} 行", figure.value),
        format!("the text says {}, the list has {rows} rows", figure.value),
    ));
    found
}
