//! What letters, marks and circles stand for inside a number: a digit, the check character, something hidden.

use super::{Gap, Kind, Script, Sign};
use crate::digit;

/// Most letters in a row that can stand for digits, and the digit behind them.
const MOST_ALIKES: usize = 8;

/// True where a dot makes the digits before and behind it as many as a mobile or an ID has: 1380•001234 has no gap.
pub(super) fn hides_one(signs: &[Sign], behind: &str) -> bool {
    const LENGTHS: [usize; 2] = [11, 18];
    let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
    let plain = |sign: &Sign| sign.gap == Gap::None && matches!(sign.kind, Kind::Digit(_));
    let ends = !behind[digits..].starts_with(|char: char| char.is_ascii_alphanumeric());
    LENGTHS.contains(&(signs.len() + 1 + digits)) && ends && signs.iter().all(plain)
}

/// True for marks that repeat: a group of a number that they hide as a whole.
pub(super) fn is_hidden_group(char: char, behind: &str) -> bool {
    const FEWEST: usize = 3;
    let repeats = behind.chars().take_while(|&next| next == char).count() + 1;
    matches!(char, '#' | '＃' | '?' | '？' | '•' | '某') && repeats >= FEWEST
}

/// What stands for the last sign of an ID, where seventeen stand before it.
pub(super) fn closing(char: char) -> Option<Kind> {
    match char {
        'O' | 'o' => Some(Kind::Alike(0)),
        'l' | 'I' => Some(Kind::Alike(1)),
        '•' | '#' | '＃' | '?' | '？' => Some(Kind::Mask(char)),
        _ => None,
    }
}

/// What a character that is no digit stands for between `last` and `behind`.
pub(super) fn mark(char: char, last: Sign, behind: &str) -> Option<Kind> {
    let repeats = || last.kind == Kind::Mask(char) || behind.starts_with(char);
    match char {
        _ if is_cross(char) => (!starts_word(behind)).then_some(Kind::Cross),
        'O' | 'o' => is_between_digits(last, behind).then_some(Kind::Alike(0)),
        'l' | 'I' | 'i' => is_between_digits(last, behind).then_some(Kind::Alike(1)),
        _ if leads(char) || char == '某' => Some(Kind::Mask(char)),
        '…' => Some(Kind::Mask(char)),
        '#' | '＃' | '?' | '？' if is_within_digits(last, behind) => Some(Kind::Mask(char)),
        '•' | '_' | '#' | '?' | '？' | '＿' | '＃' => repeats().then_some(Kind::Mask(char)),
        _ => None,
    }
}

/// True between two digits.
fn is_within_digits(last: Sign, behind: &str) -> bool {
    last.digit().is_some() && behind.starts_with(|char: char| char.is_ascii_digit())
}

/// True for the seventeen signs that an ID has but for its first or its last one.
pub(super) fn is_id_but_one(signs: &[Sign]) -> bool {
    const ALL: usize = 18;
    let is_digit = |(index, sign): (usize, &Sign)| {
        matches!(sign.kind, Kind::Digit(_) | Kind::Alike(_)) || index + 2 == ALL && sign.kind == Kind::Cross
    };
    signs.len() + 1 == ALL && signs.iter().enumerate().all(is_digit)
}

/// True for the ten digits that a mobile has but for its last one.
pub(super) fn is_mobile_but_one(signs: &[Sign]) -> bool {
    const ALL: usize = 11;
    let plain = |sign: &Sign| matches!(sign.kind, Kind::Digit(_));
    let begins = || signs[0].digit() == Some(1) && signs[1].digit().is_some_and(|digit| digit >= 3);
    signs.len() + 1 == ALL && signs.iter().all(plain) && begins()
}

/// X in the forms in which the check character is written.
pub(in crate::detect::number) fn is_cross(char: char) -> bool {
    matches!(char, 'X' | 'x' | 'Ｘ' | 'ｘ' | '×' | 'Х' | 'х' | 'χ' | 'Χ' | '✕' | '╳')
}

/// Mask characters that may stand first in a number.
pub(in crate::detect::number) fn leads(char: char) -> bool {
    matches!(char, '*' | '＊' | '●' | '○' | '■' | '□' | '◆' | '█' | '▇' | '▓' | '✱' | '∗' | '﹡')
}

/// True when one letter stands at the beginning and no word.
pub(super) fn is_one_letter(behind: &str) -> bool {
    let mut chars = behind.chars();
    chars.next().is_some_and(|char| char.is_ascii_alphabetic())
        && !chars.next().is_some_and(|char| char.is_ascii_alphanumeric())
}

/// True when an X before `behind` is the beginning of a word.
fn starts_word(behind: &str) -> bool {
    behind.starts_with(|char: char| char.is_ascii_alphabetic() && !is_cross(char))
}

/// True when digits, or a few more look-alike letters and a digit or the check character, follow directly.
fn is_between_digits(last: Sign, behind: &str) -> bool {
    let is_alike = |char: &char| matches!(char, 'O' | 'o' | 'l' | 'I' | 'i');
    let next = behind.chars().take(MOST_ALIKES).find(|char| !is_alike(char));
    last.digit().is_some() && next.is_some_and(|char| digit::value(char).is_some() || is_cross(char))
}

pub(super) fn script_of(char: char) -> Script {
    match char {
        '０'..='９' => Script::FullWidth,
        '\u{1D7CE}'..='\u{1D7FF}' => Script::Mathematical,
        '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}' => Script::Circled,
        '⁰'..='₉' | '¹' | '²' | '³' => Script::Raised,
        _ => Script::Chinese,
    }
}
