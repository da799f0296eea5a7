//! The structure of 公民身份号码 (GB 11643-1999) and of the numbers built like it.

use super::region::{self, Region};
use crate::date::Date;

/// Weights of the first seventeen digits (ISO 7064 MOD 11-2).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// The check value for each remainder; 10 is written X.
const CHECKS: [u8; 11] = [1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2];

/// What the eighteen signs of an ID say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    /// The first two digits.
    pub(super) province: u8,
    /// The first six digits.
    code: u32,
    /// The birth date, if the calendar has it.
    pub(super) birth: Option<Date>,
    /// True when the check character is right.
    pub(super) checks: bool,
}

impl Identity {
    /// Reads eighteen values, each a digit, the last perhaps 10 for X.
    pub(super) fn read(values: &[u8; 18]) -> Self {
        let number =
            |from: usize, to: usize| values[from..to].iter().fold(0, |all, &digit| all * 10 + u32::from(digit));
        let (year, month, day) = (number(6, 10), number(10, 12), number(12, 14));
        Identity {
            province: number(0, 2) as u8,
            code: number(0, 6),
            birth: Date::new(year as u16, month as u8, day as u8),
            checks: check_value(values) == values[17],
        }
    }

    /// What the first six digits name.
    pub(super) fn region(&self) -> Region {
        region::status(self.code)
    }

    /// True when calendar and check character hold and somebody born then can be living or
    /// recently dead. The region is not asked: a code unknown today may have been real.
    pub(super) fn holds(&self) -> bool {
        self.checks && self.birth.is_some_and(|birth| (1850..=2050).contains(&birth.year()))
    }
}

/// The check value that belongs to the first seventeen digits.
pub(super) fn check_value(values: &[u8; 18]) -> u8 {
    let sum: u32 = values.iter().zip(WEIGHTS).map(|(&digit, weight)| u32::from(digit) * weight).sum();
    CHECKS[sum as usize % 11]
}

/// True for two digits with which a province's codes begin, 港澳台 (81–83) and the old 71 included.
pub(super) fn is_province(first_two: u8) -> bool {
    matches!(first_two, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83)
}

/// True for a 统一社会信用代码 with the right check character (GB 32100-2015), given in upper case.
pub(super) fn is_organisation_code(code: &[u8]) -> bool {
    const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let values: Option<Vec<usize>> = code.iter().map(|byte| ALPHABET.iter().position(|sign| sign == byte)).collect();
    let Some(values) = values.filter(|values| values.len() == 18) else { return false };
    let mut weight = 1;
    let mut sum = 0;
    for value in &values[..17] {
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    (31 - sum % 31) % 31 == values[17]
}

/// True when the digits pass the check of bank cards (ISO/IEC 7812, Luhn).
pub(super) fn passes_luhn(digits: impl DoubleEndedIterator<Item = u8>) -> bool {
    let sum: u32 = digits.rev().enumerate().map(|(index, digit)| luhn_part(index, u32::from(digit))).sum();
    sum.is_multiple_of(10)
}

fn luhn_part(from_right: usize, digit: u32) -> u32 {
    match from_right % 2 {
        0 => digit,
        _ => digit * 2 / 10 + digit * 2 % 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a synthetic number.
    fn read(number: &str) -> Identity {
        let mut values = [0; 18];
        for (value, char) in values.iter_mut().zip(number.chars()) {
            *value = char.to_digit(10).unwrap_or(10) as u8;
        }
        Identity::read(&values)
    }

    #[test]
    fn the_standard_example_holds() {
        // The example number printed in GB 11643-1999.
        let example = read("11010519491231002X");
        assert!(example.holds() && example.region() == Region::County);
        assert!(!read("110105194912310021").holds());
    }

    #[test]
    fn impossible_dates_do_not_hold() {
        assert_eq!(read("110105194902300020").birth, None);
        assert!(!read("110105194902300020").holds());
    }

    #[test]
    fn organisation_codes_have_their_own_check() {
        // Synthetic code with a computed check character.
        assert!(is_organisation_code(b"91460100MA5TERT12D"));
        assert!(!is_organisation_code(b"91460100MA5TERT12E"));
        assert!(!is_organisation_code(b"91460100IA5TERT12D"));
    }

    #[test]
    fn luhn() {
        assert!(passes_luhn("79927398713".bytes().map(|byte| byte - b'0')));
        assert!(!passes_luhn("79927398710".bytes().map(|byte| byte - b'0')));
    }
}
