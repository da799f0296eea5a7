//! A span of days that ends before it begins.
//!
//! A second day without a year may lie in the next year, so it is only compared within one month.

use super::Check;
use super::chars::is_blank;
use super::days::{self, Day};
use super::outline::Outline;
use crate::detect::dating::written::Written;
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::Span;

pub(super) static RULE: Rule = Rule {
    id: "STR012",
    name: "reversed-range",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Published,
    summary: Bilingual { zh: "起止日期颠倒", en: "a span of dates ends before it begins" },
    explain: Bilingual {
        zh: "“自某日至某日”的截止日期早于起始日期。后一日期没有写年份的，只在同一个月内比较，跨年的写法不会误报。",
        en: "The last day of a span lies before its first day.",
    },
    citations: &["国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》：内容准确"],
    examples: Examples {
        hit: &[
            "公示期为2021年6月18日至2021年6月8日。",
            "公示期为2021年6月18日至6月8日。",
            "挂牌时间为2021年6月18日9:00至2021年5月28日16时30分。",
            "报名时间：6月18日至8日。",
        ],
        miss: &[
            "公示期为2021年6月8日至2021年6月18日。",
            "学期自2021年9月1日至1月20日。",
            "值班自2021年12月18日上午9时至1月8日18时。",
            "报名时间：6月8日至18日。",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    out.extend(outline.days().iter().filter_map(|day| report(outline, day)));
}

fn report(outline: &Outline<'_>, day: &Day) -> Option<Match> {
    let tail = after_joint(&outline.text[day.span.end()..day.line_end])?;
    let end = day.line_end - tail.len() + reversed(day, tail)?;
    let mut found = Match::new(&RULE, Span::new(day.span.start(), end));
    found.message = Some(Message::new("截止日期早于起始日期", "the last day lies before the first"));
    Some(found)
}

/// What stands behind 至, － or ～, a weekday, 起 or a time of the day in between left out.
pub(super) fn after_joint(rest: &str) -> Option<&str> {
    const TIME: &str = "上午下中晚时点分整零0123456789:：";
    let rest = rest.trim_start_matches(is_blank);
    let rest = match rest.strip_prefix(['（', '(']) {
        Some(inside) => inside.split_once(['）', ')'])?.1.trim_start_matches(is_blank),
        None => rest.strip_prefix('起').unwrap_or(rest),
    };
    let rest = rest.trim_start_matches(|char| TIME.contains(char) || is_blank(char));
    let tail =
        ["——", "--", "至", "到", "—", "–", "-", "－", "～", "~"].iter().find_map(|joint| rest.strip_prefix(joint))?;
    Some(tail.trim_start_matches(is_blank))
}

/// The bytes of the second day, when it lies before the first.
fn reversed(first: &Day, tail: &str) -> Option<usize> {
    if let Some(second) = Written::at_start(tail) {
        return (second.date()? < first.date()?).then_some(second.len);
    }
    if let Some(second) = days::read_without_year(tail) {
        return (second.month == first.month && second.day < first.day).then_some(second.len);
    }
    let (day, len) = days::read_without_month(tail)?;
    (day < first.day).then_some(len)
}
