//! Cell formats of a workbook: what hides a cell, what is a date, and numbers as people see them.

use std::collections::HashMap;

use super::super::Fault;
use super::super::markup::{Markup, Step, Tag};
use crate::date::{Date, days_in_month};
use crate::document::Hidden;

/// Excel shows this many significant digits; what lies behind them is lost.
const SHOWN_DIGITS: usize = 15;

/// Text of this many points is not seen.
const TINY: f64 = 2.0;

/// A workbook's cell formats, by the index that cells give.
#[derive(Default)]
pub(super) struct Styles {
    formats: Vec<CellFormat>,
}

/// What a cell format says about its text.
#[derive(Clone, Debug, Default)]
pub(in crate::format) struct CellFormat {
    /// The number format's code; empty for the general format.
    pub(in crate::format) code: String,
    /// True when the font is white and the cell is not filled.
    pub(in crate::format) white: bool,
    /// True when the font is too small to be seen.
    pub(in crate::format) tiny: bool,
}

#[derive(Default)]
struct Reading {
    codes: HashMap<usize, String>,
    white_fonts: Vec<bool>,
    tiny_fonts: Vec<bool>,
    filled: Vec<bool>,
    formats: Vec<CellFormat>,
    section: String,
}

impl Styles {
    pub(super) fn read(text: &str) -> Result<Self, Fault> {
        let mut markup = Markup::new(text);
        let mut reading = Reading::default();
        while let Some(step) = markup.next()? {
            if let Step::Open(tag) = step {
                reading.open(&tag);
            }
        }
        Ok(Styles { formats: reading.formats })
    }

    /// The format with this index.
    pub(super) fn get(&self, index: usize) -> Option<&CellFormat> {
        self.formats.get(index)
    }
}

impl Reading {
    fn open(&mut self, tag: &Tag<'_>) {
        match (self.section.as_str(), tag.name()) {
            (
                _,
                name @ ("fonts" | "fills" | "numFmts" | "cellXfs" | "cellStyleXfs" | "dxfs" | "cellStyles" | "borders"),
            ) => {
                self.section = name.to_owned();
            }
            ("numFmts", "numFmt") => {
                let code = tag.attribute("formatCode").unwrap_or_default();
                self.codes.insert(tag.number("numFmtId").unwrap_or_default(), code);
            }
            ("fonts", "font") => {
                self.white_fonts.push(false);
                self.tiny_fonts.push(false);
            }
            ("fonts", "sz") => {
                let size = tag.attribute("val").and_then(|size| size.parse::<f64>().ok());
                if let Some(tiny) = self.tiny_fonts.last_mut() {
                    *tiny = size.is_some_and(|size| size <= TINY);
                }
            }
            ("fonts", "color") => self.color(tag),
            ("fills", "fill") => self.filled.push(false),
            ("fills", "patternFill") => self.fill(tag),
            ("fills", "fgColor") => self.fill_color(tag),
            ("cellXfs", "xf") => self.format(tag),
            _ => {}
        }
    }

    fn color(&mut self, tag: &Tag<'_>) {
        if let Some(white) = self.white_fonts.last_mut() {
            *white = is_white(tag);
        }
    }

    fn fill(&mut self, tag: &Tag<'_>) {
        let pattern = tag.attribute("patternType");
        if let Some(filled) = self.filled.last_mut() {
            *filled = !matches!(pattern.as_deref(), None | Some("none"));
        }
    }

    fn fill_color(&mut self, tag: &Tag<'_>) {
        if let Some(filled) = self.filled.last_mut() {
            *filled &= !is_white(tag);
        }
    }

    fn format(&mut self, tag: &Tag<'_>) {
        let code = tag.number("numFmtId").unwrap_or_default();
        let font = tag.number("fontId").and_then(|font| self.white_fonts.get(font)).copied().unwrap_or_default();
        let tiny = tag.number("fontId").and_then(|font| self.tiny_fonts.get(font)).copied().unwrap_or_default();
        let fill = tag.number("fillId").and_then(|fill| self.filled.get(fill)).copied().unwrap_or_default();
        let code = self.codes.get(&code).cloned().unwrap_or_else(|| CellFormat::built_in(code).to_owned());
        self.formats.push(CellFormat { code, white: font && !fill, tiny });
    }
}

/// White by value, or the theme's first colour, which is the window's background.
fn is_white(tag: &Tag<'_>) -> bool {
    let rgb = tag.attribute("rgb").is_some_and(|rgb| rgb.to_ascii_uppercase().ends_with("FFFFFF"));
    rgb || (tag.attribute("theme").as_deref() == Some("0") && tag.attribute("tint").is_none())
        || tag.attribute("indexed").as_deref() == Some("9")
}

impl CellFormat {
    /// The codes of formats that workbooks do not spell out (ECMA-376 part 1, 18.8.30), as far as they matter here.
    pub(in crate::format) fn built_in(id: usize) -> &'static str {
        match id {
            9 => "0%",
            10 => "0.00%",
            14..=17 | 27..=30 | 36 | 50 | 52..=54 | 57 => "yyyy-mm-dd",
            31 | 51 | 55 | 56 | 58 => "yyyy年m月d日",
            22 => "yyyy-mm-dd h:mm",
            _ => "",
        }
    }

    /// Why the format hides its cell, if it does.
    pub(in crate::format) fn hidden(&self) -> Option<Hidden> {
        match () {
            () if self.shows_nothing() => Some(Hidden::NumberFormat),
            () if self.white || self.tiny => Some(Hidden::Invisible),
            () => None,
        }
    }

    /// True for codes whose sections are all empty; a fourth one shows text (`;;;@`).
    fn shows_nothing(&self) -> bool {
        let rest = self.code.trim().strip_prefix(";;;");
        rest.is_some_and(|rest| !rest.contains('@') && !rest.to_ascii_lowercase().contains("general"))
    }

    /// A stored number as the cell shows it.
    pub(in crate::format) fn number(&self, stored: &str, from_1904: bool) -> String {
        let Ok(value) = stored.trim().parse::<f64>() else { return stored.to_owned() };
        let code = plain(&self.code);
        if code.contains(['y', 'd', '年', '月', '日'])
            && let Some(date) = serial_date(value, from_1904)
        {
            return if code.contains('年') { long_date(date) } else { date.to_string() };
        }
        if code.contains('%') {
            let decimals = code.split('.').nth(1).map_or(0, |rest| rest.matches('0').count());
            return format!("{:.decimals$}%", value * 100.0);
        }
        let text = number_text(value);
        // A format of zeros fills up to its length: 00012345.
        if !code.is_empty() && code.bytes().all(|byte| byte == b'0') {
            return format!("{text:0>width$}", width = code.len().min(64));
        }
        text
    }
}

/// A format code in lower case, without quoted text, escapes and conditions in brackets.
fn plain(code: &str) -> String {
    let mut kept = String::new();
    let (mut quoted, mut bracket, mut escaped) = (false, false, false);
    for char in code.chars() {
        match char {
            _ if escaped => escaped = false,
            '\\' | '_' | '*' => escaped = true,
            '"' => quoted = !quoted,
            // A quoted 年 is still a date's.
            '年' | '月' | '日' => kept.push(char),
            '[' => bracket = true,
            ']' => bracket = false,
            _ if quoted || bracket => {}
            _ => kept.extend(char.to_lowercase()),
        }
    }
    kept
}

/// A number without an exponent, with the digits that a spreadsheet shows: what lies behind the
/// fifteenth is 0. An ID number stored as a number has lost its last three digits for good.
pub(in crate::format) fn number_text(value: f64) -> String {
    let digits = value.abs().log10().floor() + 1.0;
    if value.fract() != 0.0 || digits <= SHOWN_DIGITS as f64 || digits > 40.0 || value == 0.0 {
        return format!("{value}");
    }
    let exact = format!("{:.*e}", SHOWN_DIGITS - 1, value);
    let mantissa: String = exact.split('e').next().unwrap_or_default().chars().filter(|char| *char != '.').collect();
    let sign = mantissa.len() - mantissa.trim_start_matches('-').len();
    format!("{mantissa:0<width$}", width = digits as usize + sign)
}

/// The day with this serial number. Excel counts 29 February 1900, which never was, as day 60.
pub(in crate::format) fn serial_date(value: f64, from_1904: bool) -> Option<Date> {
    let days = value.floor();
    if !(1.0..=2_958_465.0).contains(&days) {
        return None;
    }
    let (mut year, mut rest) = match (from_1904, days as i64) {
        (true, days) => (1904, days),
        (false, days) if days < 60 => (1900, days - 1),
        (false, days) => (1900, days - 2),
    };
    loop {
        let length = if crate::date::is_leap_year(year) { 366 } else { 365 };
        if rest < length {
            break;
        }
        rest -= length;
        year += 1;
    }
    let mut month = 1;
    while rest >= i64::from(days_in_month(year, month)) {
        rest -= i64::from(days_in_month(year, month));
        month += 1;
    }
    Date::new(year, month, rest as u8 + 1)
}

fn long_date(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, stored: &str) -> String {
        CellFormat { code: code.to_owned(), ..CellFormat::default() }.number(stored, false)
    }

    #[test]
    fn long_numbers_lose_what_the_sheet_lost() {
        assert_eq!(shown("", "1.1010119900307123E+17"), "110101199003071000");
        assert_eq!(shown("", "13800000000"), "13800000000");
        assert_eq!(shown("", "-1.5"), "-1.5");
        assert_eq!(shown("", "1.38E10"), "13800000000");
        assert_eq!(shown("", "0"), "0");
    }

    #[test]
    fn dates_and_percents_look_like_themselves() {
        assert_eq!(shown("yyyy\\-mm\\-dd", "44355"), "2021-06-08");
        assert_eq!(shown("yyyy\"年\"m\"月\"d\"日\";@", "44355.5"), "2021年6月8日");
        assert_eq!(shown("0.00%", "0.1234"), "12.34%");
        assert_eq!(shown("000000", "42"), "000042");
        assert_eq!(shown("[Red]0\"day\"", "42"), "42");
    }

    #[test]
    fn days_count_from_1900_or_1904() {
        assert_eq!(serial_date(1.0, false), Date::new(1900, 1, 1));
        assert_eq!(serial_date(61.0, false), Date::new(1900, 3, 1));
        assert_eq!(serial_date(0.5, false), None);
        assert_eq!(serial_date(42893.0, true), Date::new(2021, 6, 8));
    }

    #[test]
    fn a_format_of_nothing_hides() {
        let hidden = |code: &str| CellFormat { code: code.to_owned(), ..CellFormat::default() }.hidden();
        assert_eq!((hidden(";;;"), hidden(";;;@"), hidden("0;0;0")), (Some(Hidden::NumberFormat), None, None));
    }
}
