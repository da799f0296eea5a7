//! A span of days that does not hold the working days it is said to hold:
//! 公示时间：2024年6月8日至6月12日（5个工作日）.
//!
//! The table beside this file holds, for the years whose holidays are known, the weekdays that are
//! free and the days of weekends on which people work. Other years are not judged.

use std::sync::LazyLock;

use super::Check;
use super::chars::is_blank;
use super::days::Day;
use super::numbering::han_value;
use super::outline::Outline;
use crate::date::Date;
use crate::detect::dating::{DateSource, written::Written};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Confidence, Examples, Rule, Severity};
use crate::span::Span;

pub(super) static RULE: Rule = Rule {
    id: "STR031",
    name: "working-days",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Published,
    summary: Bilingual {
        zh: "起止日期与工作日数不符", en: "a span of days does not hold the working days it claims"
    },
    explain: Bilingual {
        zh: "“某日至某日（N个工作日）”应当算得上来：周末和法定节假日不算，调休上班的周末算，首尾两天计不计入都可以。\
             按国务院办公厅公布的2019年以来放假安排计算，其他年份不判断。天数不够的为一般，天数多出来的作建议。",
        en: "The span must hold the working days named behind it; weekends and public holidays do not count, days worked instead do. \
             Only for years whose holidays are known. Too few is an error, too many is advice.",
    },
    citations: &["国务院办公厅关于部分节假日安排的通知（2019年以来各年度）"],
    examples: Examples {
        hit: &[
            "公示时间：2024年6月8日至6月12日（5个工作日）。",
            "公示期为2024年9月27日—2024年10月8日（共7个工作日）。",
        ],
        miss: &[
            "公示时间：2024年6月3日至6月7日（5个工作日）。",
            "公示期为2024年9月27日—2024年10月11日（共7个工作日）。",
            "公示期为2024年9月26日至9月30日（4个工作日，含调休上班）。",
            "公示期为2018年2月13日—2018年3月2日（共10个工作日）。",
            "2024年6月8日至6月12日（节假日除外）。",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// The first or the last day may not count, and some regions have a holiday of their own.
const SPARE: u32 = 2;
/// Longer spans are no periods of publication.
const LONGEST: i64 = 120;

/// One year: free weekdays and worked weekends, as month × 100 + day.
struct Year {
    year: u16,
    free: Vec<u16>,
    worked: Vec<u16>,
}

static YEARS: LazyLock<Vec<Year>> =
    LazyLock::new(|| include_str!("workdays.tsv").lines().filter_map(Year::read).collect());

impl Year {
    fn read(line: &str) -> Option<Self> {
        let mut cells = line.split('\t');
        let year = cells.next()?.parse().ok()?;
        let mut days = || cells.next().map(|text| text.split(' ').filter_map(|day| day.parse().ok()).collect());
        Some(Year { year, free: days()?, worked: days()? })
    }
}

/// Bytes behind the first day within which the number of days is claimed.
const NEAR: usize = 600;

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    for first in outline.days() {
        // Not the whole rest of the line, which may be a file's only one.
        let rest = &outline.text[first.span.end()..first.line_end];
        if rest[..rest.floor_char_boundary(NEAR)].contains("个工作日") {
            out.extend(judge(outline, first));
        }
    }
}

fn judge(outline: &Outline<'_>, first: &Day) -> Option<Match> {
    let rest = &outline.text[first.span.end()..first.line_end];
    let tail = super::reversed_range::after_joint(rest)?;
    let start = first.date().or_else(|| {
        let dated = outline.dated().filter(|dated| dated.source != DateSource::Number)?;
        Date::new(dated.date.year(), first.month, first.day)
    })?;
    let (end, len) = last_day(start, tail)?;
    let (claimed, claim) = claim(&tail[len..])?;
    let found = working_days(start, end)?;
    if (found.saturating_sub(SPARE)..=found).contains(&claimed) {
        return None;
    }
    let stop = first.line_end - tail.len() + len + claim;
    Some(report(Span::new(first.span.start(), stop), found, claimed))
}

fn report(span: Span<crate::span::Text>, found: u32, claimed: u32) -> Match {
    let mut report = Match::new(&RULE, span);
    if claimed < found {
        report.severity = Severity::Advice;
        report.confidence = Confidence::Medium;
    }
    report.message = Some(Message::new(
        format!("起止日期之间（首尾都算）有 {found} 个工作日"),
        format!("{found} working days from the first to the last day, both counted"),
    ));
    report
}

/// The day at the head of `tail`, in the year and month of the first one where it names none, and
/// its bytes, 止 or a weekday in brackets included.
fn last_day(first: Date, tail: &str) -> Option<(Date, usize)> {
    let (year, month) = (first.year(), first.month());
    let read = |dressed: String, added: usize| {
        let written = Written::at_start(&dressed)?;
        Some((written.date()?, written.len.checked_sub(added)?))
    };
    let head: String = tail.chars().take(14).collect();
    let with_year = format!("{year}年");
    let with_month = format!("{year}年{month}月");
    let found = read(head.clone(), 0)
        .or_else(|| read(format!("{with_year}{head}"), with_year.len()))
        .or_else(|| read(format!("{with_month}{head}"), with_month.len()));
    found.filter(|(last, _)| (0..LONGEST).contains(&(last.day_number() - first.day_number())))
}

/// The number in `（共5个工作日`, and the bytes up to its end.
fn claim(text: &str) -> Option<(u32, usize)> {
    let inside = text.trim_start_matches(is_blank).strip_prefix(['（', '('])?;
    let number = inside.trim_start_matches(['共', '计', '为', ' ']);
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let (value, len) = if digits > 0 { (number[..digits].parse().ok()?, digits) } else { han_value(number)? };
    let end = number[len..].trim_start_matches(is_blank).strip_prefix("个工作日")?;
    Some((value, text.len() - end.len()))
}

/// The working days from `first` to `last`, both counted; `None` in years that are not known.
fn working_days(first: Date, last: Date) -> Option<u32> {
    let mut count = 0;
    for number in first.day_number()..=last.day_number() {
        let day = Date::from_day_number(number)?;
        let year = YEARS.iter().find(|year| year.year == day.year())?;
        let key = u16::from(day.month()) * 100 + u16::from(day.day());
        let worked = if day.weekday() < 5 { !year.free.contains(&key) } else { year.worked.contains(&key) };
        count += u32::from(worked);
    }
    Some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holidays_do_not_count_and_worked_weekends_do() {
        let days = |first: (u8, u8), last: (u8, u8)| {
            working_days(Date::new(2024, first.0, first.1)?, Date::new(2024, last.0, last.1)?)
        };
        assert_eq!(days((6, 3), (6, 7)), Some(5));
        assert_eq!(days((9, 27), (10, 8)), Some(4));
        assert_eq!(days((9, 26), (9, 30)), Some(4));
    }

    #[test]
    fn every_year_is_whole() {
        assert!(YEARS.len() >= 8);
        assert!(YEARS.iter().all(|year| year.free.len() >= 10 && year.worked.len() >= 3));
    }
}
