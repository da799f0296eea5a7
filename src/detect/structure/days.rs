//! The days that a text names: `2021年6月8日`, `6月8日`, `二〇二一年六月八日`.

use super::chars::is_blank;
use super::outline::{Line, Outline};
use crate::date::{Date, days_in_month};
use crate::detect::dating::written::Written;
use crate::span::{Span, Text};

/// A day as the text names it, whether or not the calendar has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    /// Its bytes, the year included.
    pub(super) span: Span<Text>,
    /// Where its line begins.
    pub(super) line_start: usize,
    /// Where its line ends.
    pub(super) line_end: usize,
    /// The year, where it is named.
    pub(super) year: Option<u16>,
    pub(super) month: u8,
    pub(super) day: u8,
    /// True for `06月08日`.
    pub(super) padded: bool,
}

impl Day {
    /// The day with its own year.
    pub(super) fn date(&self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day)
    }

    /// False for 2月30日 in any year, and for 2月29日 in a year without one.
    pub(super) fn exists(&self) -> bool {
        // 2000 has a 29 February.
        self.day > 0 && self.day <= days_in_month(self.year.unwrap_or(2000), self.month)
    }
}

/// All days of a document, running text first.
pub(super) fn of(outline: &Outline<'_>) -> Vec<Day> {
    let months = outline.places("月");
    months.filter_map(|(line, at)| at_month(outline.str(line), at, line)).collect()
}

/// The day whose 月 stands at byte `at`.
fn at_month(text: &str, at: usize, line: &Line) -> Option<Day> {
    let month = number_start(text, at)?;
    let year = text[..month].trim_end_matches(is_blank).strip_suffix('年').and_then(year_start);
    let start = year.unwrap_or(month);
    // A month without a year is read as if it were in the year 2000.
    let written = match year {
        Some(start) => Written::at_start(&text[start..])?,
        None => read_without_year(&text[month..])?,
    };
    let span = Span::new(line.span.start() + start, line.span.start() + start + written.len);
    Some(Day {
        span,
        line_start: line.span.start(),
        line_end: line.span.end(),
        year: year.map(|_| written.year),
        month: written.month,
        day: written.day,
        padded: written.padded,
    })
}

/// Where the number that ends before byte `end` begins: one to three characters of a month.
fn number_start(text: &str, end: usize) -> Option<usize> {
    let body = text[..end].trim_end_matches(is_blank);
    let digits =
        |char: &(usize, char)| char.1.is_ascii_digit() || matches!(char.1, '０'..='９') || is_han_digit(char.1);
    body.char_indices().rev().take_while(digits).take(4).last().map(|(at, _)| at)
}

fn is_han_digit(char: char) -> bool {
    matches!(char, '〇' | '○' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

fn year_start(before: &str) -> Option<usize> {
    let body = before.trim_end_matches(is_blank);
    let digit = |char: char| char.is_ascii_digit() || matches!(char, '０'..='９') || is_han_digit(char);
    let run = body.chars().rev().take_while(|&char| digit(char)).count();
    if run != 4 {
        return None;
    }
    body.char_indices().rev().nth(3).map(|(at, _)| at)
}

/// The day that begins `text` without a month, `18日`, and its bytes.
pub(super) fn read_without_month(text: &str) -> Option<(u8, usize)> {
    let digits = text.len() - text.trim_start_matches(|char: char| char.is_ascii_digit()).len();
    let day = text[..digits].parse().ok()?;
    let unit = text[digits..].trim_start_matches(is_blank);
    unit.starts_with('日').then_some((day, text.len() - unit.len() + '日'.len_utf8()))
}

/// Reads a day without a year at the very beginning of `text`, as if it were in the year 2000.
pub(super) fn read_without_year(text: &str) -> Option<Written> {
    // The longest such text is 十二月三十一日 with blanks between its parts.
    let end = text.char_indices().nth(12).map_or(text.len(), |(at, _)| at);
    let dressed = format!("2000年{}", &text[..end]);
    let written = Written::at_start(&dressed)?;
    Some(Written { len: written.len - "2000年".len(), ..written })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::Scan;
    use crate::document::{BlockKind, Document, DocumentBuilder};
    use crate::source::Origin;

    fn days(text: &str) -> Vec<(Option<u16>, u8, u8, String)> {
        let mut builder = DocumentBuilder::new(Origin::file("-"), "text");
        builder.open(BlockKind::Paragraph, None);
        builder.push_str(text);
        let document: Document = builder.finish();
        let scan = Scan::new(&document);
        let outline = Outline::of(&scan);
        let named = outline.days().iter();
        named.map(|day| (day.year, day.month, day.day, text[day.span.range()].to_owned())).collect()
    }

    #[test]
    fn days_are_found_with_and_without_a_year() {
        assert_eq!(days("自 2021 年 6 月 8 日起"), [(Some(2021), 6, 8, "2021 年 6 月 8 日".into())]);
        assert_eq!(days("请于6月31日前报送"), [(None, 6, 31, "6月31日".into())]);
        assert_eq!(days("二〇二一年十二月八日"), [(Some(2021), 12, 8, "二〇二一年十二月八日".into())]);
    }

    #[test]
    fn spans_of_months_are_not_days() {
        assert_eq!(days("2021年6月至8月，历时3个月，每月10日"), []);
    }
}
