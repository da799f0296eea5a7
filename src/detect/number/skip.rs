//! Finding the next digit fast: most text holds none, so this loop decides the speed of the scan.

use crate::digit;

/// The first byte at or behind `from` of a character that is a digit of any script.
pub(super) fn next_digit(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_digit() {
            return Some(at);
        }
        if CLASS[usize::from(byte)] && is_digit(text, at) {
            return Some(at);
        }
        at += 1;
    }
    None
}

fn is_digit(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(|char| digit::value(char).is_some())
}

/// Lead bytes of characters that may be digits.
static CLASS: [bool; 256] = {
    let mut class = [false; 256];
    let leads = [0xC2, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEF, 0xF0];
    let mut index = 0;
    while index < leads.len() {
        class[leads[index]] = true;
        index += 1;
    }
    class
};
