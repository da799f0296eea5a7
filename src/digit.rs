//! Digits in every script in which people write numbers.

/// The value 0 to 9 of a digit: ASCII, full-width, mathematical, circled, superscript or subscript,
/// and Chinese numerals in both plain and banker's form, 〇 and the telephone's 幺 included.
/// `None` for everything else, among it 十, 百 and 拾, which do not stand for one digit.
#[inline]
pub fn value(char: char) -> Option<u8> {
    match char {
        '0'..='9' => Some(char as u8 - b'0'),
        // Most characters are such.
        '\u{4e00}'..='\u{9fff}' => han_value(char),
        _ if char.is_ascii() => None,
        _ => rare_value(char),
    }
}

/// The value of a digit that is neither ASCII nor an ideograph.
fn rare_value(char: char) -> Option<u8> {
    let code = char as u32;
    let value = match char {
        '０'..='９' => code - 0xFF10,
        '\u{1D7CE}'..='\u{1D7FF}' => (code - 0x1D7CE) % 10,
        '①'..='⑨' => code - 0x2460 + 1,
        '⑴'..='⑼' => code - 0x2474 + 1,
        '❶'..='❾' => code - 0x2776 + 1,
        '➀'..='➈' => code - 0x2780 + 1,
        '⓪' | '⓿' => 0,
        '⁰' | '⁴'..='⁹' => code - 0x2070,
        '¹' => 1,
        '²' | '³' => code - 0xB0,
        '₀'..='₉' => code - 0x2080,
        _ => u32::from(han_value(char)?),
    };
    Some(value as u8)
}

/// The value of a Chinese numeral that stands for one digit.
#[inline]
pub fn han_value(char: char) -> Option<u8> {
    if may_be_numeral(char as u32) { numeral(char) } else { None }
}

fn numeral(char: char) -> Option<u8> {
    Some(match char {
        '〇' | '零' | '○' => 0,
        '一' | '壹' | '幺' | '弌' => 1,
        '二' | '贰' | '貳' => 2,
        '三' | '叁' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// Every Chinese numeral.
const NUMERALS: [char; 26] = [
    '〇', '零', '○', '一', '壹', '幺', '弌', '二', '贰', '貳', '三', '叁', '參', '四', '肆', '五', '伍', '六', '陆',
    '陸', '七', '柒', '八', '捌', '九', '玖',
];

/// The low twelve bits of the numerals, as a set.
static LOW_BITS: [u64; 64] = {
    let mut set = [0; 64];
    let mut index = 0;
    while index < NUMERALS.len() {
        let code = NUMERALS[index] as u32;
        set[(code >> 6 & 0x3F) as usize] |= 1 << (code & 0x3F);
        index += 1;
    }
    set
};

/// False for nearly every character that is no Chinese numeral, by the low twelve bits of its code point.
#[inline]
pub(crate) fn may_be_numeral(code: u32) -> bool {
    LOW_BITS[(code >> 6 & 0x3F) as usize] >> (code & 0x3F) & 1 == 1
}

/// True for digits and numbers of every script; of ideographs only for those that are digits.
#[inline]
pub fn is_numeric(char: char) -> bool {
    match char {
        '\u{4e00}'..='\u{9fff}' => han_value(char).is_some(),
        _ if char.is_ascii() => char.is_ascii_digit(),
        // The marks of Chinese text.
        '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3006}' | '\u{3008}'..='\u{3020}' => false,
        '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' => false,
        _ => value(char).is_some() || char.is_numeric(),
    }
}

/// Characters that nobody sees and that software leaves inside numbers: soft hyphen, zero-width
/// spaces and joiners, direction marks, byte order mark.
pub fn is_invisible(char: char) -> bool {
    matches!(char, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_counts_to_nine() {
        for row in [
            "123456789",
            "１２３４５６７８９",
            "𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
            "①②③④⑤⑥⑦⑧⑨",
            "一二三四五六七八九",
            "壹贰叁肆伍陆柒捌玖",
            "₁₂₃₄₅₆₇₈₉",
            "¹²³⁴⁵⁶⁷⁸⁹",
        ] {
            let values: Vec<_> = row.chars().filter_map(value).collect();
            assert_eq!(values, [1, 2, 3, 4, 5, 6, 7, 8, 9], "{row}");
        }
        assert_eq!("0０𝟎𝟘〇零⓪⁰₀".chars().map(value).collect::<Option<Vec<_>>>(), Some(vec![0; 9]));
    }

    #[test]
    fn the_set_holds_every_numeral() {
        for char in '\u{0}'..='\u{2ffff}' {
            assert_eq!(han_value(char), numeral(char), "{char}");
            assert_eq!(NUMERALS.contains(&char), numeral(char).is_some(), "{char}");
        }
    }

    #[test]
    fn numbers_are_told_as_unicode_does() {
        for char in '\u{0}'..='\u{2ffff}' {
            let ideograph = ('\u{4e00}'..='\u{9fff}').contains(&char);
            assert_eq!(is_numeric(char), value(char).is_some() || !ideograph && char.is_numeric(), "{char}");
        }
    }

    #[test]
    fn tens_are_not_digits() {
        assert!("十百千拾佰x×".chars().all(|char| value(char).is_none()));
    }
}
