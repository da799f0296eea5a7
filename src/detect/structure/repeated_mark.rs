//! Marks that follow each other where only one can stand: 。。 ，， 、， ；。
//!
//! A mark right behind a colon (姓名：，电话：，) is a field that was left blank: one piece of advice.

use memchr::memchr2;

use super::Check;
use super::marks::{is_shout, is_stop};
use super::outline::{Marks, Outline};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::{Span, Text};

pub(super) static RULE: Rule = Rule {
    id: "STR016",
    name: "repeated-mark",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Law,
    summary: Bilingual { zh: "标点重复", en: "two marks where only one can stand" },
    explain: Bilingual {
        zh: "逗号、顿号、句号、分号、冒号不连用，也不互相连用；省略号是“……”，不用一串句号。问号、叹号可以叠用，最多三个，后面不再加句号。             “联系人：，电话：。”一类冒号后面空着的栏目，全文合为一条建议。",
        en: "Commas, full stops, semicolons and colons do not follow each other. Question and exclamation marks may, up to three.              Fields that are blank behind their colon are one piece of advice.",
    },
    citations: &["GB/T 15834-2011 4.1", "GB/T 15834-2011 5.1"],
    examples: Examples {
        hit: &[
            "各单位要按时报送。。逾期通报。",
            "为建设美好家园而努力奋斗！。",
            "公园、广场、，街道都要清扫。",
            "联系人：，电话：。",
        ],
        miss: &["这样做行不行？！大家讨论。", "公园、广场……都要清扫。", "他说：“按时报送。”。", "同志们，加油干！”"],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// Length of every mark of this rule, in bytes.
const MARK: usize = 3;

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    let mut blanks = Vec::new();
    for line in outline.with(Marks::REPEATED) {
        let text = outline.str(line);
        let bytes = text.as_bytes();
        let mut from = 0;
        while let Some(at) = memchr2(0xE3, 0xEF, &bytes[from..]).map(|at| from + at) {
            let run = run_at(&bytes[at..]);
            let start = line.span.start() + at;
            let span = Span::new(start, start + run * MARK);
            if run == 2 && is_blank_field(&text[..at], &text[at..]) {
                blanks.push(span);
            } else if run > 1 {
                out.push(report(outline, span));
            } else if bytes[at..].starts_with("。".as_bytes()) && bytes[..at].last_chunk().is_some_and(is_shout) {
                out.push(report(outline, Span::new(start - MARK, start + MARK)));
            }
            // Both bytes begin characters of three bytes.
            from = at + run.max(1) * MARK;
        }
    }
    out.extend(blank_fields(&blanks));
}

/// 电话：， but not 通知如下：。
fn is_blank_field(before: &str, marks: &str) -> bool {
    marks.starts_with('：') && !marks.starts_with("：：") && !before.ends_with('下')
}

fn blank_fields(places: &[Span<Text>]) -> Option<Match> {
    let (first, others) = places.split_first()?;
    let mut found = Match::new(&RULE, *first);
    found.also = others.to_vec();
    found.count = places.len() as u32;
    found.severity = Severity::Advice;
    found.message = Some(Message::new(
        format!("有 {} 处冒号后面没有内容", places.len()),
        format!("{} fields are blank behind their colon", places.len()),
    ));
    Some(found)
}

/// How many marks follow each other from here on.
fn run_at(bytes: &[u8]) -> usize {
    let (marks, _) = bytes.as_chunks::<MARK>();
    marks.iter().take_while(|mark| is_stop(**mark)).count()
}

fn report(outline: &Outline<'_>, span: Span<Text>) -> Match {
    let text = outline.document.slice(span);
    let first = text.chars().next().unwrap_or_default();
    let same = text.chars().all(|char| char == first) || "！？".contains(first);
    let mut found = Match::new(&RULE, span);
    found.message = Some(Message::new(format!("标点“{text}”重复"), format!("{text} are too many marks")));
    found.suggestion =
        same.then(|| if first == '。' && text.len() > 2 * MARK { "……".into() } else { first.to_string() });
    found
}
