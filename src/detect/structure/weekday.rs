//! A date with the wrong day of the week: 2021年6月8日（星期三）.
//!
//! A date without its year is judged by the year of the document, and stays unjudged when the
//! document has no date.

use super::Check;
use super::chars::is_blank;
use super::days::Day;
use super::outline::Outline;
use crate::date::Date;
use crate::detect::dating::DateSource;
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::Span;

pub(super) static RULE: Rule = Rule {
    id: "STR011",
    name: "weekday",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Published,
    summary: Bilingual { zh: "日期与星期不符", en: "the day of the week does not fit the date" },
    explain: Bilingual {
        zh: "日期后面括注的星期应当与公历相符。没有写年份的日期按成文日期所在年份判断，无从判断的不报。",
        en: "The day of the week behind a date must agree with the calendar. A date without a year is judged by the year of the document.",
    },
    citations: &["国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》：内容准确"],
    examples: Examples {
        hit: &["会议定于2021年6月8日（星期三）召开。", "请于2022年3月7日（周五）前报名。"],
        miss: &["会议定于2021年6月8日（星期二）召开。", "每周五下午集中学习，6月8日（星期三）前报名。"],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

const NAMES: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    for day in outline.days() {
        let Some((weekday, span)) = named_weekday(outline, day) else { continue };
        let Some(date) = date_of(outline, day) else { continue };
        let fits = date.weekday() == weekday || (day.year.is_none() && next_year_fits(date, weekday));
        if !fits {
            out.push(report(span, date));
        }
    }
}

fn report(span: Span<crate::span::Text>, date: Date) -> Match {
    let right = NAMES[usize::from(date.weekday())];
    let mut found = Match::new(&RULE, span);
    found.message = Some(Message::new(
        format!("{}年{}月{}日是星期{right}", date.year(), date.month(), date.day()),
        format!("{date} is day {} of the week", date.weekday() + 1),
    ));
    found.suggestion = Some(format!("星期{right}"));
    found
}

/// A notice of December may speak of January.
fn next_year_fits(date: Date, weekday: u8) -> bool {
    date.month() <= 3
        && Date::new(date.year() + 1, date.month(), date.day()).is_some_and(|next| next.weekday() == weekday)
}

fn date_of(outline: &Outline<'_>, day: &Day) -> Option<Date> {
    day.date().or_else(|| {
        let dated = outline.dated().filter(|dated| day.year.is_none() && dated.source != DateSource::Number)?;
        Date::new(dated.date.year(), day.month, day.day)
    })
}

/// The weekday in brackets right behind a date, 0 for Monday, and where it stands.
fn named_weekday(outline: &Outline<'_>, day: &Day) -> Option<(u8, Span<crate::span::Text>)> {
    let rest = &outline.text[day.span.end()..day.line_end];
    let inside = rest.trim_start_matches(is_blank).strip_prefix(['（', '('])?.trim_start_matches(is_blank);
    let name = ["星期", "周", "礼拜"].iter().find_map(|word| inside.strip_prefix(word))?;
    let char = name.chars().next()?;
    let weekday = match char {
        '天' => 6,
        other => NAMES.iter().position(|name| name.starts_with(other))?,
    };
    let start = day.line_end - inside.len();
    let end = day.line_end - name.len() + char.len_utf8();
    Some((weekday as u8, Span::new(start, end)))
}
