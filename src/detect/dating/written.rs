//! Days as people write them: `2021年6月8日`, `二〇二一年六月八日`, `2021-06-08`.
//!
//! Only full dates are read. Whether the calendar has such a day is asked afterwards, since a day
//! that does not exist is a finding of its own.

use crate::date::Date;
use crate::digit;

/// A full date as it is written, whether or not the calendar has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The year, in full.
    pub year: u16,
    /// The month as written, perhaps 13.
    pub month: u8,
    /// The day as written, perhaps 31 in a month of 30.
    pub day: u8,
    /// How it is written.
    pub style: Style,
    /// True when a month or day below ten is written with a leading zero.
    pub padded: bool,
    /// Bytes it takes.
    pub len: usize,
}

/// The ways of writing a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `2021年6月8日`.
    Arabic,
    /// `二〇二一年六月八日`.
    Han,
    /// `2021-06-08`, `2021/6/8`, `2021.6.8`.
    Numeric,
}

impl Written {
    /// Reads a date at the very beginning of `text`.
    pub fn at_start(text: &str) -> Option<Self> {
        let mut reader = Reader { rest: text };
        let year = reader.year()?;
        let (style, separator) = match reader.next()? {
            '年' if year.han => (Style::Han, '月'),
            '年' => (Style::Arabic, '月'),
            char @ ('-' | '/' | '.') if !year.han => (Style::Numeric, char),
            _ => return None,
        };
        let month = reader.number()?;
        reader.expect(separator)?;
        let day = reader.number()?;
        if style != Style::Numeric {
            reader.expect('日')?;
        }
        let len = text.len() - reader.rest.len();
        let padded = month.padded || day.padded;
        Some(Written { year: year.value, month: month.value as u8, day: day.value as u8, style, padded, len })
    }

    /// The day, if the calendar has it.
    pub fn date(&self) -> Option<Date> {
        Date::new(self.year, self.month, self.day)
    }
}

struct Reader<'a> {
    rest: &'a str,
}

struct Number {
    value: u16,
    han: bool,
    padded: bool,
}

impl Reader<'_> {
    /// The next character behind blanks, which people leave between digits and 年.
    fn next(&mut self) -> Option<char> {
        self.skip_blanks();
        let char = self.rest.chars().next()?;
        self.rest = &self.rest[char.len_utf8()..];
        Some(char)
    }

    fn expect(&mut self, wanted: char) -> Option<()> {
        (self.next()? == wanted).then_some(())
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\u{a0}', '\u{3000}']);
    }

    /// Four digits, all Arabic or all Chinese, that make a year between 1000 and 2999.
    fn year(&mut self) -> Option<Number> {
        let mut value = 0;
        let mut han = 0;
        for (index, char) in self.rest.chars().take(4).enumerate() {
            han += usize::from(digit::han_value(char).is_some());
            value = value * 10 + u16::from(digit::value(char)?);
            if index == 3 && !(1000..3000).contains(&value) {
                return None;
            }
        }
        self.rest = self.rest.char_indices().nth(4).map(|(at, _)| &self.rest[at..])?;
        (han == 0 || han == 4).then_some(Number { value, han: han == 4, padded: false })
    }

    /// A month or day: one or two digits, or a Chinese number up to 三十九.
    fn number(&mut self) -> Option<Number> {
        self.skip_blanks();
        let end = self.rest.find(|char| tens(char).is_none()).unwrap_or(self.rest.len());
        let (body, rest) = self.rest.split_at(end);
        let number = arabic(body).or_else(|| han(body))?;
        self.rest = rest;
        Some(number)
    }
}

/// The digits and 十, 廿, 卅, which stand for themselves in a Chinese number.
fn tens(char: char) -> Option<u16> {
    match char {
        '十' => Some(10),
        '廿' => Some(20),
        '卅' => Some(30),
        _ => digit::value(char).map(u16::from),
    }
}

fn arabic(body: &str) -> Option<Number> {
    let digits = body.chars().count();
    let plain = body.chars().all(|char| char.is_ascii_digit() || ('０'..='９').contains(&char));
    if !plain || !(1..=2).contains(&digits) {
        return None;
    }
    let value = body.chars().filter_map(digit::value).fold(0, |sum, digit| sum * 10 + u16::from(digit));
    Some(Number { value, han: false, padded: digits == 2 && value < 10 })
}

/// `七`, `十`, `十二`, `二十`, `二十九`, `廿九`.
fn han(body: &str) -> Option<Number> {
    let parts: Vec<u16> = body.chars().map(tens).collect::<Option<_>>()?;
    let value = match parts[..] {
        [one] => one,
        [ten @ (10 | 20 | 30), one] if one < 10 => ten + one,
        [count, 10] if count < 10 => count * 10,
        [count, 10, one] if count < 10 && one < 10 => count * 10 + one,
        _ => return None,
    };
    Some(Number { value, han: true, padded: false })
}

/// Every full date in `text` with the byte where it begins, from left to right.
pub fn all(text: &str) -> impl Iterator<Item = (usize, Written)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(start) = next_year(text, from) {
            from = start + text[start..].chars().next().map_or(1, char::len_utf8);
            if let Some(written) = Written::at_start(&text[start..]).filter(|_| stands_alone(text, start)) {
                from = start + written.len;
                return Some((start, written));
            }
        }
        None
    })
}

/// The first byte at or after `from` where a year may begin: 1, 2, 一, 二 or their full-width forms.
fn next_year(text: &str, from: usize) -> Option<usize> {
    text.get(from..)?.find(['1', '2', '１', '２', '一', '二']).map(|at| from + at)
}

/// A date inside a longer number is no date.
fn stands_alone(text: &str, start: usize) -> bool {
    !text[..start].chars().next_back().is_some_and(|char| char.is_ascii_alphanumeric() || digit::value(char).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(u16, u8, u8, bool)> {
        Written::at_start(text).map(|date| (date.year, date.month, date.day, date.padded))
    }

    #[test]
    fn every_way_of_writing_is_read() {
        for text in
            ["2021年6月8日", "2021 年 6 月 8 日", "２０２１年６月８日", "二〇二一年六月八日", "2021-6-8", "2021.6.8"]
        {
            assert_eq!(read(text), Some((2021, 6, 8, false)), "{text}");
        }
        assert_eq!(read("2021年06月08日"), Some((2021, 6, 8, true)));
        assert_eq!(read("二○一九年十二月三十一日"), Some((2019, 12, 31, false)));
        assert_eq!(read("二〇一九年二月二十日"), Some((2019, 2, 20, false)));
    }

    #[test]
    fn days_that_do_not_exist_are_read_but_are_no_dates() {
        let written = Written::at_start("2021年2月30日").expect("a full date");
        assert_eq!(written.date(), None);
    }

    #[test]
    fn other_numbers_are_not_dates() {
        for text in ["2021年6月", "12021年6月8日", "2021年度", "0898-12345678", "2021.65.3号", "二〇2一年六月八日"]
        {
            let found = all(text).next().filter(|(_, date)| date.date().is_some());
            assert_eq!(found, None, "{text}");
        }
    }

    #[test]
    fn all_dates_of_a_line_are_found() {
        let text = "自2021年6月8日至2021年6月29日";
        let days: Vec<_> = all(text).map(|(at, date)| (at, date.day)).collect();
        assert_eq!(days, [(3, 8), (21, 29)]);
    }
}
