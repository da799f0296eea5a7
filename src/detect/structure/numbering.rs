//! The numbers that head a line: 一、 （一） 1. （1） 第一章 第一节 第一条.

use crate::digit;

/// The kinds of line number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// 第一章
    Chapter,
    /// 第一节
    Section,
    /// 第一条
    Article,
    /// 一、
    Han,
    /// （一）
    HanParen,
    /// 1.
    Arabic,
    /// （1）
    ArabicParen,
}

/// The brackets around a line number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Brackets {
    /// No brackets.
    None,
    /// （一）
    Full,
    /// (一)
    Half,
    /// （一) or (一）
    Mixed,
}

/// The number at the head of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) level: Level,
    pub(super) value: u32,
    pub(super) brackets: Brackets,
    /// Bytes of the number with its marks.
    pub(super) len: u32,
}

impl Number {
    /// Reads the number that heads `line`, if one does.
    pub(super) fn at_start(line: &str) -> Option<Self> {
        match line.chars().next()? {
            '第' => ordinal(line),
            '(' | '（' => bracketed(line),
            char if char.is_ascii_digit() => dotted(line),
            char if han_digit(char).is_some() => listed(line),
            _ => None,
        }
    }

    /// How the number of this kind with this value is written, in the standard form.
    pub(super) fn written(level: Level, value: u32) -> String {
        match level {
            Level::Chapter => format!("第{}章", han_text(value)),
            Level::Section => format!("第{}节", han_text(value)),
            Level::Article => format!("第{}条", han_text(value)),
            Level::Han => format!("{}、", han_text(value)),
            Level::HanParen => format!("（{}）", han_text(value)),
            Level::Arabic => format!("{value}."),
            Level::ArabicParen => format!("（{value}）"),
        }
    }
}

fn number(level: Level, value: u32, brackets: Brackets, len: usize) -> Option<Number> {
    Some(Number { level, value, brackets, len: len as u32 })
}

/// 第一条, standing apart from what follows: 第一条规定的 is a sentence.
fn ordinal(line: &str) -> Option<Number> {
    let body = &line['第'.len_utf8()..];
    let (value, len) = han_value(body)?;
    let unit = body[len..].chars().next()?;
    let level = match unit {
        '章' => Level::Chapter,
        '节' => Level::Section,
        '条' => Level::Article,
        _ => return None,
    };
    let rest = &body[len + unit.len_utf8()..];
    let apart = rest.chars().next().is_none_or(char::is_whitespace);
    if apart { number(level, value, Brackets::None, line.len() - rest.len()) } else { None }
}

fn bracketed(line: &str) -> Option<Number> {
    let open = line.chars().next()?;
    let body = &line[open.len_utf8()..];
    let (level, (value, len)) = match han_value(body) {
        Some(found) => (Level::HanParen, found),
        None => (Level::ArabicParen, arabic_value(body)?),
    };
    let close = body[len..].chars().next()?;
    let brackets = match (open, close) {
        ('（', '）') => Brackets::Full,
        ('(', ')') => Brackets::Half,
        ('（', ')') | ('(', '）') => Brackets::Mixed,
        _ => return None,
    };
    number(level, value, brackets, open.len_utf8() + len + close.len_utf8())
}

/// 1. or 1、 but not 1.5. What looks like a decimal may be a number with a year behind it: 1.2024年计划.
fn dotted(line: &str) -> Option<Number> {
    let (value, len) = arabic_value(line)?;
    let mark = line[len..].chars().next().filter(|mark| matches!(mark, '.' | '．' | '、'))?;
    let len = len + mark.len_utf8();
    let rest = &line[len..];
    let decimal = rest.chars().next().is_some_and(|char| digit::value(char).is_some()) && !begins_with_year(rest);
    if decimal { None } else { number(Level::Arabic, value, Brackets::None, len) }
}

fn begins_with_year(text: &str) -> bool {
    let year = text.get(..4).filter(|_| text[4..].starts_with('年')).and_then(|year| year.parse().ok());
    year.is_some_and(|year: u16| (1949..2100).contains(&year))
}

/// 一、
fn listed(line: &str) -> Option<Number> {
    let (value, len) = han_value(line)?;
    line[len..].starts_with('、').then_some(())?;
    number(Level::Han, value, Brackets::None, len + '、'.len_utf8())
}

/// One or two ASCII digits, no leading zero.
fn arabic_value(text: &str) -> Option<(u32, usize)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&len) || text.starts_with('0') {
        return None;
    }
    Some((text[..len].parse().ok()?, len))
}

fn han_digit(char: char) -> Option<u32> {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    match char {
        '十' => Some(10),
        '百' => Some(100),
        '〇' => Some(0),
        _ => DIGITS.iter().position(|&digit| digit == char).map(|value| value as u32),
    }
}

/// A Chinese number from 1 to 999 at the start of `text`, and its bytes.
pub(super) fn han_value(text: &str) -> Option<(u32, usize)> {
    let (mut total, mut digit, mut len) = (0, 0, 0);
    for char in text.chars() {
        match han_digit(char) {
            None => break,
            Some(unit @ (10 | 100)) => {
                total += if digit == 0 { unit } else { digit * unit };
                digit = 0;
            }
            Some(value) => digit = value,
        }
        len += char.len_utf8();
    }
    let value = total + digit;
    (value > 0 && value < 1000).then_some((value, len))
}

/// A number from 1 to 999 in Chinese.
pub(super) fn han_text(value: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (hundreds, tens, ones) = (value / 100 % 10, value / 10 % 10, value % 10);
    let mut text = String::new();
    if hundreds > 0 {
        text.push_str(DIGITS[hundreds as usize]);
        text.push('百');
        text.push_str(if tens == 0 && ones > 0 { "零" } else { "" });
    }
    if tens > 0 {
        text.push_str(if tens == 1 && hundreds == 0 { "" } else { DIGITS[tens as usize] });
        text.push('十');
    }
    text + DIGITS[ones as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(Level, u32, Brackets)> {
        Number::at_start(line).map(|number| (number.level, number.value, number.brackets))
    }

    #[test]
    fn every_level_is_read() {
        assert_eq!(read("十二、保障措施"), Some((Level::Han, 12, Brackets::None)));
        assert_eq!(read("五、保障措施"), Some((Level::Han, 5, Brackets::None)));
        assert_eq!(read("（二十）其他"), Some((Level::HanParen, 20, Brackets::Full)));
        assert_eq!(read("(三)其他"), Some((Level::HanParen, 3, Brackets::Half)));
        assert_eq!(read("（三)其他"), Some((Level::HanParen, 3, Brackets::Mixed)));
        assert_eq!(read("3．其他"), Some((Level::Arabic, 3, Brackets::None)));
        assert_eq!(read("2.2024年度计划"), Some((Level::Arabic, 2, Brackets::None)));
        assert_eq!(read("（4）其他"), Some((Level::ArabicParen, 4, Brackets::Full)));
        assert_eq!(read("第一百零二条　其他"), Some((Level::Article, 102, Brackets::None)));
    }

    #[test]
    fn numbers_inside_a_sentence_are_not_line_numbers() {
        for line in [
            "1.5亿元",
            "1.2024万元",
            "2.75年",
            "2021.6.8",
            "一是加强领导",
            "第三条规定的情形",
            "（试行）",
            "三四月份",
            "（2021）第1号",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn numbers_are_written_as_they_are_read() {
        for value in 1..1000 {
            assert_eq!(han_value(&han_text(value)).map(|(value, _)| value), Some(value));
        }
    }
}
