//! Days that the calendar does not have: 2月30日, 13月1日.

use super::Check;
use super::days::{self, Day};
use super::outline::Outline;
use super::reversed_range::after_joint;
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::Span;

pub(super) static RULE: Rule = Rule {
    id: "STR010",
    name: "impossible-date",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Published,
    summary: Bilingual { zh: "不存在的日期", en: "a date that the calendar does not have" },
    explain: Bilingual {
        zh: "公历里没有的日子，如2月30日、平年的2月29日、6月31日、13月。农历日期不检查。",
        en: "Dates such as 30 February or 31 June. Dates of the lunar calendar are left alone.",
    },
    citations: &["GB/T 7408.1-2023", "国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》：内容准确"],
    examples: Examples {
        hit: &["请于2023年2月29日前报送总结。", "活动于6月31日结束。", "展期为6月26日至31日。"],
        miss: &[
            "请于2024年2月29日前报送总结。",
            "活动于6月30日结束。",
            "展期为7月26日至31日。",
            "农历二月三十日举行庙会。",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    let days = outline.days().iter().flat_map(|day| [Some(*day), last_of_span(outline, day)]).flatten();
    let wrong = days.filter(|day| !day.exists() && !is_lunar(outline, day));
    out.extend(wrong.map(|day| {
        let mut found = Match::new(&RULE, day.span);
        found.message = Some(Message::new(
            format!("公历没有 {} 月 {} 日这一天", day.month, day.day),
            format!("month {} has no day {}", day.month, day.day),
        ));
        found
    }));
}

/// The second day of 6月26日至31日, which leaves out the month.
fn last_of_span(outline: &Outline<'_>, first: &Day) -> Option<Day> {
    let tail = after_joint(&outline.text[first.span.end()..first.line_end])?;
    let (day, len) = days::read_without_month(tail)?;
    let start = first.line_end - tail.len();
    Some(Day { span: Span::new(start, start + len), day, ..*first })
}

fn is_lunar(outline: &Outline<'_>, day: &Day) -> bool {
    let before = &outline.text[..day.span.start()];
    let near = before.char_indices().rev().nth(11).map_or(0, |(at, _)| at);
    ["农历", "阴历", "旧历", "夏历"].iter().any(|word| before[near..].contains(word))
        || day.year.is_some_and(|year| year < 1912)
}
