//! Notes below the tables of one document that each look different.
//!
//! 注:…6月1日至26日, 注：…6 月 9 日至 6 月 24 日 and 检查时间：2021年6月8日-2021年6月29日 say the same
//! kind of thing. Only notes that tell a span of days are compared.

use super::Check;
use super::outline::{Line, Outline};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "STR026",
    name: "note-style",
    category: Category::Structure,
    severity: Severity::Advice,
    basis: Basis::Convention,
    summary: Bilingual { zh: "各表的附注写法不一致", en: "the notes below the tables look different" },
    explain: Bilingual {
        zh: "同一文件里几张表下面说明起止时间的附注，标签（注、检查时间等）、冒号、连接号（至、-、—）和空格应当统一。",
        en: "Notes of the same kind below the tables of one document should have the same label, colon and joint.",
    },
    citations: &["GB/T 15835-2011 5.1.4", "GB/T 15834-2011 4.13"],
    examples: Examples {
        hit: &[
            "表一\n序号\t单位\n1\t甲局\n2\t乙局\n注：统计时间为3月1日至3月9日\n表二\n序号\t单位\n1\t丙局\n2\t丁局\n统计时间：3月1日-3月9日",
        ],
        miss: &[
            "表一\n序号\t单位\n1\t甲局\n2\t乙局\n注：统计时间为3月1日至3月9日\n表二\n序号\t单位\n1\t丙局\n2\t丁局\n注：统计时间为4月1日至4月9日",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// How a note is written.
#[derive(PartialEq, Eq)]
struct Style {
    label: bool,
    half: bool,
    joint: Option<char>,
    blanks: bool,
}

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    let tables = outline.document.tables();
    if tables.len() < 2 {
        return;
    }
    let notes: Vec<(&Line, Style)> =
        tables.iter().filter_map(|table| note_below(outline, *table.cells.last()?)).collect();
    let Some(((first, style), rest)) = notes.split_first() else { return };
    let other: Vec<_> = rest.iter().filter(|(_, other)| other != style).map(|(line, _)| line.span).collect();
    if other.is_empty() {
        return;
    }
    let mut found = Match::new(&RULE, first.span);
    found.count = notes.len() as u32;
    found.also = other;
    found.message = Some(Message::new(
        "各表附注的标签、冒号、起止时间写法不一致，建议统一",
        "the notes below the tables differ in label, colon or joint",
    ));
    out.push(found);
}

/// The line right below a table, if it tells a span of days.
fn note_below<'a>(outline: &'a Outline<'_>, last_cell: u32) -> Option<(&'a Line, Style)> {
    let end = outline.document.blocks()[last_cell as usize].span.end();
    let line = outline.lines.get(outline.lines.partition_point(|line| line.span.start() < end))?;
    let text = outline.str(line);
    let colon = text.find(['：', ':']).filter(|&at| at <= 24)?;
    let days = text.matches('日').count() >= 2 || (text.contains('日') && text.contains('至'));
    let style = Style {
        label: text.starts_with('注'),
        half: text[colon..].starts_with(':'),
        joint: ['至', '-', '—', '～', '~'].into_iter().find(|joint| text.contains(*joint)),
        blanks: text.contains(' '),
    };
    (days && line.span.len() < 150).then_some((line, style))
}
