//! Finding the next digit fast: most text holds none, so this loop decides the speed of the scan.
//!
//! ASCII, full-width and other rare digits are looked for in blocks that the compiler turns into
//! vector code. Chinese numerals are ordinary words, so only every sixteenth byte is probed for
//! them: a number written in them is longer than that, and the scan goes back to its first digit.

use super::candidate::{is_cross, leads};
use crate::digit;

/// Bytes looked at together.
const BLOCK: usize = 32;
/// Bytes behind a block that its last bytes are told by.
const TAIL: usize = 2;
/// Distance of the probes for Chinese numerals. Seven of them, the shortest number, take 21 bytes.
const STEP: usize = 16;

/// The first byte at or behind `from` of a character that is a digit of any script. A short number
/// in Chinese numerals, which is no candidate, may be passed over.
pub(super) fn next_digit(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at + BLOCK + TAIL <= bytes.len() {
        let block = &bytes[at..at + BLOCK + TAIL];
        if block.is_ascii() {
            match plain_digit(&block[..BLOCK]) {
                Some(offset) => return Some(rewind(text, at + offset, from)),
                None => at += BLOCK,
            }
            continue;
        }
        let digit = match may_hold_rare_digit(block) {
            true => first_digit(text, at, at + BLOCK),
            false => plain_digit(&block[..BLOCK]).map(|offset| at + offset),
        };
        match probe(text, at, digit.unwrap_or(at + BLOCK)).or(digit) {
            Some(found) => return Some(rewind(text, found, from)),
            None => at += BLOCK,
        }
    }
    first_of_any(text, at.saturating_sub(3).max(from)).map(|found| rewind(text, found, from))
}

/// Where the ASCII digits at byte `at` end, when they certainly are a run by themselves: no mask stands before them, and
/// behind them nothing that may go on. Most digits are like that: 2023年, 12px.
pub(super) fn lone_digits(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let end = at + bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let before = text[..at].chars().next_back();
    let after = text[end..].chars().next();
    let masked = before.is_some_and(|char| leads(char) || is_cross(char));
    let ends = |char: char| if is_bracket(char) { !goes_on(&text[end + char.len_utf8()..]) } else { parts(char) };
    (end > at && !masked && after.is_none_or(ends)).then_some(end)
}

/// Brackets that may stand inside a number: (138)0000-1234.
fn is_bracket(char: char) -> bool {
    matches!(char, '(' | ')' | '（' | '）')
}

/// True when a number may go on behind a bracket.
fn goes_on(behind: &str) -> bool {
    let next = behind.chars().next();
    next.is_some_and(|char| digit::value(char).is_some() || !char.is_alphanumeric() && !parts(char) || is_bracket(char))
}

/// True for characters that stand in no run of signs and gaps: Han but for numerals and 某, and what ASCII has most.
fn parts(char: char) -> bool {
    match char {
        'X' | 'x' | 'O' | 'o' | 'l' | 'I' | 'i' => false,
        '\u{4e00}'..='\u{9fff}' => char != '某' && digit::han_value(char).is_none(),
        '"' | '\'' | ',' | ';' | ':' | '/' | '=' | '&' | '<' | '>' | '{' | '}' | '%' | '\t' => true,
        '，' | '。' | '、' | '；' | '：' | '〔' | '〕' | '《' | '》' => true,
        _ => char.is_ascii_alphabetic(),
    }
}

/// The first ASCII digit of a block. Whether there is one is asked of all bytes at once.
fn plain_digit(block: &[u8]) -> Option<usize> {
    let any = block.iter().fold(false, |any, byte| any | byte.is_ascii_digit());
    if any { block.iter().position(u8::is_ascii_digit) } else { None }
}

/// True when one of the first [`BLOCK`] bytes can begin a digit that is neither ASCII nor a Chinese numeral, or is
/// the second of a full-width one.
fn may_hold_rare_digit(block: &[u8]) -> bool {
    let (firsts, seconds, thirds) = (&block[..BLOCK], &block[1..], &block[2..]);
    let all = firsts.iter().zip(seconds).zip(thirds);
    all.fold(false, |any, ((&first, &second), &third)| any | begins_rare_digit(first, second, third))
}

#[inline]
fn begins_digit(first: u8, second: u8, third: u8) -> bool {
    first.is_ascii_digit() | begins_rare_digit(first, second, third)
}

/// Full-width digits (EF BC 90–99, seen from their second byte), and the first bytes of superscript, circled,
/// bracketed and mathematical digits and of ○ and 〇.
#[inline]
fn begins_rare_digit(first: u8, second: u8, third: u8) -> bool {
    ((first == 0xBC) & (second.wrapping_sub(0x90) < 10))
        | ((first == 0xC2) & (second.wrapping_sub(0xB2) < 8))
        | ((first == 0xE2) & (second != 0x80))
        | ((first == 0xE3) & (second == 0x80) & (third == 0x87))
        | (first >= 0xF0)
}

/// The first digit that is no Chinese numeral and of which a byte told by [`begins_digit`] lies in
/// `from..to`.
fn first_digit(text: &str, from: usize, to: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let tells = |at: &usize| begins_digit(bytes[*at], bytes[at + 1], bytes[at + 2]);
    let starts = (from..to).filter(tells).map(|at| if bytes[at] == 0xBC { at.saturating_sub(1) } else { at });
    starts.into_iter().find(|&at| is_digit(text, at))
}

/// The first digit of any script behind `from`.
fn first_of_any(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    (from..bytes.len()).find(|&at| bytes[at].is_ascii_digit() || (bytes[at] >= 0xC2 && is_digit(text, at)))
}

/// A Chinese numeral at one of the probes of the block at `at` that lie before `end`, or directly
/// behind a gap there. One that stands among ordinary words is passed over: it is a number by itself.
fn probe(text: &str, at: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    (at..end).step_by(STEP).find_map(|at| {
        // Without branches, for nobody can foretell where in a character a probe falls.
        let behind = |back: usize| at.checked_sub(back).is_some_and(|at| is_inner(bytes[at]));
        let start = at - usize::from(is_inner(bytes[at])) * (1 + usize::from(behind(1)));
        let start = start + usize::from(bytes[start] < 0x80);
        (is_numeral(bytes, start) && !is_alone(text, start)).then_some(start)
    })
}

/// True for a Chinese numeral with a character on both sides that stands in no number.
fn is_alone(text: &str, at: usize) -> bool {
    let (before, behind) = text.split_at(at);
    let before = before.chars().next_back();
    let behind = behind.chars().nth(1);
    before.zip(behind).is_some_and(|(before, behind)| parts(before) && parts(behind))
}

/// True for a byte that does not begin a character.
fn is_inner(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// Goes back over Chinese numerals, and single characters between them, to where a number begins.
fn rewind(text: &str, at: usize, floor: usize) -> usize {
    if text[floor..at].ends_with(|char: char| char.is_ascii_alphabetic()) {
        return at;
    }
    let mut first = at;
    let mut before = text[floor..at].char_indices().rev().take(64);
    let mut gap = false;
    for (offset, char) in before.by_ref() {
        match digit::value(char) {
            Some(_) => (first, gap) = (floor + offset, false),
            None if !gap && !is_word(char) => gap = true,
            None => break,
        }
    }
    first
}

/// Letters and digits; ideographs are told without a search.
fn is_word(char: char) -> bool {
    matches!(char, '\u{4e00}'..='\u{9fff}') || char.is_alphanumeric()
}

fn is_digit(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(|char| digit::value(char).is_some())
}

/// True for a Chinese numeral at byte `at`, where a character begins.
fn is_numeral(bytes: &[u8], at: usize) -> bool {
    let Some(&[first, second, third]) = bytes.get(at..).and_then(<[u8]>::first_chunk) else { return false };
    let code = u32::from(first & 0xF) << 12 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F);
    digit::may_be_numeral(code)
        && first >= 0xE2
        && char::from_u32(code).is_some_and(|char| digit::han_value(char).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every digit of the text, one after the other, at whatever place of a block it stands.
    #[test]
    fn no_digit_but_lone_numerals_is_passed_over() {
        for sign in ["5", "５", "𝟓", "⑤", "⑸", "₅", "²", "〇"] {
            for offset in 0..70 {
                let text = format!("{}{sign}{}", "字".repeat(offset), "。".repeat(40));
                assert_eq!(next_digit(&text, 0), Some(offset * 3), "{sign} at {offset}");
                let text = format!("{}{sign}{}", "a".repeat(offset), "b".repeat(40));
                assert_eq!(next_digit(&text, 0), Some(offset), "{sign} at {offset}");
            }
        }
    }

    #[test]
    fn numerals_are_told_by_their_bytes() {
        for char in '\u{2000}'..='\u{9fff}' {
            let text = char.to_string();
            assert_eq!(is_numeral(text.as_bytes(), 0), digit::han_value(char).is_some(), "{char}");
        }
    }

    #[test]
    fn numbers_in_chinese_numerals_are_found_from_their_first_digit() {
        for number in ["一三八零零零零一二三四", "一 三 八 零 零 零 零", "壹-叁-捌-零-零-零-零"]
        {
            for (offset, tail) in (0..70).flat_map(|offset| [(offset, 0), (offset, 1), (offset, 40)]) {
                let text = format!("{}{number}{}", "字".repeat(offset), "尾".repeat(tail));
                assert_eq!(next_digit(&text, 0), Some(offset * 3), "{number} at {offset}");
            }
        }
    }

    #[test]
    fn only_numerals_among_words_are_passed_over() {
        let around = |inner: &str| format!("{}{inner}{}", "字".repeat(9), "字".repeat(40));
        let found = |inner: &str| (0..9).any(|more| next_digit(&around(&("字".repeat(more) + inner)), 0).is_some());
        assert!(!found("一") && !found("，一、"));
        assert!(["一三", "一-", "某一", "*一", "一 三", "5"].into_iter().all(found));
    }

    #[test]
    fn text_without_digits_ends() {
        assert_eq!(next_digit(&"没有数字的文字。".repeat(50), 0), None);
        assert_eq!(next_digit("", 0), None);
    }
}
