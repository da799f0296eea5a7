//! Finding the next digit fast: most text holds none, so this loop decides the speed of the scan.
//!
//! ASCII, full-width and other rare digits are looked for in blocks that the compiler turns into
//! vector code. Chinese numerals are ordinary words, so only every sixteenth byte is probed for
//! them: a number written in them is longer than that, and the scan goes back to its first digit.

use crate::digit;

/// Bytes looked at together.
const BLOCK: usize = 32;
/// Distance of the probes for Chinese numerals. Seven of them, the shortest number, take 21 bytes.
const STEP: usize = 16;

/// The first byte at or behind `from` of a character that is a digit of any script. A short number
/// in Chinese numerals, which is no candidate, may be passed over.
pub(super) fn next_digit(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at + BLOCK < bytes.len() {
        let block = &bytes[at..at + BLOCK + 1];
        let found = if may_hold_digit(block) {
            first_digit(text, at.saturating_sub(3).max(from), at + BLOCK)
        } else {
            probe(text, at)
        };
        match found {
            Some(found) => return Some(rewind(text, found, from)),
            None => at += BLOCK,
        }
    }
    first_digit(text, at.saturating_sub(3).max(from), bytes.len()).map(|found| rewind(text, found, from))
}

/// True when one of the first [`BLOCK`] bytes can begin a digit that is no Chinese numeral.
fn may_hold_digit(block: &[u8]) -> bool {
    let firsts = &block[..BLOCK];
    let seconds = &block[1..];
    firsts.iter().zip(seconds).fold(false, |any, (&first, &second)| any | begins_digit(first, second))
}

/// ASCII digits, full-width ones (EF BC 90–99, seen from their second byte), and the lead bytes of
/// superscript, circled, bracketed and mathematical digits and of ○ and 〇.
fn begins_digit(first: u8, second: u8) -> bool {
    (first.wrapping_sub(b'0') < 10)
        | ((first == 0xBC) & (second.wrapping_sub(0x90) < 10))
        | (first == 0xC2)
        | ((first == 0xE2) & (second != 0x80))
        | ((first == 0xE3) & (second == 0x80))
        | (first >= 0xF0)
}

/// The first digit of any script that begins in `from..to`. A character may begin before its block.
fn first_digit(text: &str, from: usize, to: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    (from..to).find(|&at| bytes[at].is_ascii_digit() || (bytes[at] >= 0xC2 && is_digit(text, at)))
}

/// A Chinese numeral at one of the probes of the block at `at`, or directly behind a gap there.
fn probe(text: &str, at: usize) -> Option<usize> {
    (at..at + BLOCK).step_by(STEP).find_map(|at| {
        let bytes = text.as_bytes();
        let start = (at.saturating_sub(2)..=at).rev().find(|&start| text.is_char_boundary(start))?;
        if bytes[start] >= 0xE3 {
            return is_digit(text, start).then_some(start);
        }
        (bytes[start] < 0x80 && bytes.get(start + 1).is_some_and(|&next| next >= 0xE3) && is_digit(text, start + 1))
            .then_some(start + 1)
    })
}

/// Goes back over Chinese numerals, and single characters between them, to where a number begins.
fn rewind(text: &str, at: usize, floor: usize) -> usize {
    let mut first = at;
    let mut before = text[floor..at].char_indices().rev().take(64);
    let mut gap = false;
    for (offset, char) in before.by_ref() {
        match digit::value(char) {
            Some(_) => (first, gap) = (floor + offset, false),
            None if !gap && !char.is_alphanumeric() => gap = true,
            None => break,
        }
    }
    first
}

fn is_digit(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(|char| digit::value(char).is_some())
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
    fn text_without_digits_ends() {
        assert_eq!(next_digit(&"没有数字的文字。".repeat(50), 0), None);
        assert_eq!(next_digit("", 0), None);
    }
}
