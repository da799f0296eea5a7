//! Names of files as the state keeps them: a name that is itself a personal number is not kept.

use std::borrow::Cow;
use std::ops::Range;

use super::Key;
use crate::date::Date;
use crate::detect::number::region::{self, Region};
use crate::digit;

/// Divides what is shown of a name from its tag. No file system path of a site has it.
const DIVIDER: char = '\u{1f}';

/// The name as it may be kept: unchanged, or with personal numbers masked and a keyed tag behind,
/// by which the file is known again.
pub fn stored_name<'a>(name: &'a str, key: &Key) -> Cow<'a, str> {
    let numbers = personal_numbers(name);
    if numbers.is_empty() {
        return Cow::Borrowed(name);
    }
    let mut masked = String::with_capacity(name.len() + 17);
    for (at, char) in name.char_indices() {
        masked.push(if numbers.iter().any(|number| number.contains(&at)) { '*' } else { char });
    }
    Cow::Owned(format!("{masked}{DIVIDER}{:016x}", key.file_name(name)))
}

/// What may be shown of a kept name.
pub fn display_name(stored: &str) -> Cow<'_, str> {
    if !stored.contains(DIVIDER) {
        return Cow::Borrowed(stored);
    }
    let parts: Vec<&str> = stored.split('/').map(|part| part.split(DIVIDER).next().unwrap_or(part)).collect();
    Cow::Owned(parts.join("/"))
}

/// The runs of digits that have the form of a number of a person.
fn personal_numbers(name: &str) -> Vec<Range<usize>> {
    runs(name).into_iter().filter(|(_, digits)| is_personal(digits)).map(|(range, _)| range).collect()
}

/// The runs of digits with their values, X at the end counting as 10; blanks and hyphens do not end a run.
fn runs(name: &str) -> Vec<(Range<usize>, Vec<u8>)> {
    let mut runs: Vec<(Range<usize>, Vec<u8>)> = Vec::new();
    let mut open = false;
    for (at, char) in name.char_indices() {
        let is_x = matches!(char, 'x' | 'X') && open && runs.last().is_some_and(|(_, digits)| digits.len() == 17);
        match digit::value(char).or(is_x.then_some(10)) {
            Some(value) if open => {
                if let Some((range, digits)) = runs.last_mut() {
                    range.end = at + char.len_utf8();
                    digits.push(value);
                }
            }
            Some(value) => runs.push((at..at + char.len_utf8(), vec![value])),
            None => {}
        }
        open = digit::value(char).is_some() || (open && matches!(char, ' ' | '-' | '－'));
    }
    runs
}

/// An ID of 18 or 15 places, a mobile, a bank card. Time stamps and serial numbers are none.
fn is_personal(digits: &[u8]) -> bool {
    match digits.len() {
        11 => digits[0] == 1 && digits[1] >= 3,
        15 => is_region(digits) && is_day(&[&[1, 9], &digits[6..12]].concat()),
        18 if is_region(digits) => is_day(&digits[6..14]),
        16..=19 => matches!(digits[0], 3..=6) && luhn(digits),
        _ => false,
    }
}

fn is_region(digits: &[u8]) -> bool {
    region::status(number(&digits[..6])) != Region::Unknown
        || region::status(number(&digits[..2]) * 10_000) != Region::Unknown
}

fn is_day(digits: &[u8]) -> bool {
    Date::new(number(&digits[..4]) as u16, number(&digits[4..6]) as u8, number(&digits[6..8]) as u8).is_some()
}

fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |number, &digit| number * 10 + u32::from(digit))
}

fn luhn(digits: &[u8]) -> bool {
    let share = |(place, &digit): (usize, &u8)| if place % 2 == 0 { digit } else { digit * 2 % 10 + digit / 5 };
    digits.iter().rev().enumerate().map(share).map(u32::from).sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(name: &str) -> String {
        stored_name(name, &Key::new([7; 32])).into_owned()
    }

    #[test]
    fn personal_numbers_are_not_kept() {
        // All numbers are made up.
        for name in
            ["林小满46010619900101101X.pdf", "460106 19900101 0113.html", "13800001111.txt", "460106900101101.doc"]
        {
            let kept = stored(name);
            assert_eq!(
                kept.chars().take_while(|&char| char != DIVIDER).filter(char::is_ascii_digit).count(),
                0,
                "{kept}"
            );
            assert_eq!(display_name(&kept).chars().count(), name.chars().count());
        }
        assert_ne!(stored("13800001111.txt"), stored("13800001112.txt"));
    }

    #[test]
    fn serial_numbers_and_time_stamps_stay() {
        for name in
            ["t20210608_3047832.html", "20210608123456789.html", "P020210608591234567890.xls", "1623456789012.jpg"]
        {
            assert_eq!(stored(name), name);
        }
    }

    #[test]
    fn only_the_tag_is_left_out_of_a_path() {
        let kept = format!("甲/{}/乙", stored("13800001111"));
        assert_eq!(display_name(&kept), "甲/***********/乙");
    }
}
