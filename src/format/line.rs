//! The lines of plain text, and what may part the cells of each: seen in one pass, so that a sentence is never asked
//! whether it is a row of a table.

use std::ops::Range;

use super::outline::Parts;

/// A line without the white space around it, as bytes of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    start: u32,
    end: u32,
    signs: Signs,
}

impl Line {
    /// The bytes of the line.
    pub(super) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// True when nothing is on it.
    pub(super) fn is_blank(self) -> bool {
        self.start == self.end
    }

    /// What may part its cells.
    pub(super) fn signs(self) -> Signs {
        self.signs
    }
}

/// What a line holds that may part cells or a name from its value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs(u16);

impl Signs {
    pub(super) const TAB: Signs = Signs(1);
    /// A bar of any kind.
    pub(super) const BAR: Signs = Signs(1 << 1);
    /// `;` or ；
    pub(super) const SEMICOLON: Signs = Signs(1 << 2);
    /// At least two `,`.
    pub(super) const COMMAS: Signs = Signs(1 << 3);
    /// At least three 、.
    pub(super) const LISTED: Signs = Signs(1 << 4);
    /// At least three ，.
    pub(super) const CLAUSES: Signs = Signs(1 << 5);
    /// Two blanks in a row, or an ideographic space.
    pub(super) const GAP: Signs = Signs(1 << 6);
    /// White space of any kind.
    pub(super) const BLANK: Signs = Signs(1 << 7);
    /// `:` or ：
    pub(super) const COLON: Signs = Signs(1 << 8);
    /// 。
    pub(super) const STOP: Signs = Signs(1 << 9);
    /// `**`
    pub(super) const EMPHASIS: Signs = Signs(1 << 10);

    /// `=`, 【, → or `->`.
    pub(super) const NAMED: Signs = Signs(1 << 11);

    /// Signs that part cells in some way.
    pub(super) const PARTING: Signs = Signs(0xFF);

    /// True when at least one of `wanted` is there.
    pub(super) fn any(self, wanted: Signs) -> bool {
        self.0 & wanted.0 != 0
    }

    /// Both together.
    pub(super) const fn or(self, other: Signs) -> Signs {
        Signs(self.0 | other.0)
    }

    fn of(line: &[u8]) -> Signs {
        let mut signs = Signs::default();
        let (mut commas, mut listed, mut clauses) = (0_usize, 0_usize, 0_usize);
        let mut at = 0;
        loop {
            // Most of a line is Chinese characters, one behind the other.
            while line.get(at).is_some_and(|first| matches!(first, 0xE4..=0xE9)) {
                at += 3;
            }
            let Some(&first) = line.get(at) else { break };
            let second = || line.get(at + 1).copied().unwrap_or(0);
            let both = || (second(), line.get(at + 2).copied().unwrap_or(0));
            let (sign, length) = match first {
                b'\t' => (Signs::TAB.or(Signs::BLANK), 1),
                b' ' => (if second() == b' ' { Signs::GAP.or(Signs::BLANK) } else { Signs::BLANK }, 1),
                b'|' => (Signs::BAR, 1),
                b';' => (Signs::SEMICOLON, 1),
                b':' => (Signs::COLON, 1),
                b'=' => (Signs::NAMED, 1),
                b'-' => (if second() == b'>' { Signs::NAMED } else { Signs(0) }, 1),
                b'*' => (if second() == b'*' { Signs::EMPHASIS } else { Signs(0) }, 1),
                b',' => {
                    commas += 1;
                    (Signs(0), 1)
                }
                0xC2 => (of_latin(second()), 2),
                0xE1 => (if both() == (0x9A, 0x80) { Signs::BLANK } else { Signs(0) }, 3),
                0xE2 => (of_punctuation(both()), 3),
                0xE3 => {
                    listed += usize::from(both() == (0x80, 0x81));
                    (of_cjk(both()), 3)
                }
                0xEF => {
                    clauses += usize::from(both() == (0xBC, 0x8C));
                    (of_forms(both()), 3)
                }
                _ => (if first < b' ' { Signs::BLANK } else { Signs(0) }, length(first)),
            };
            signs = signs.or(sign);
            at += length;
        }
        let enough = |count: usize, fewest: usize, sign: Signs| if count >= fewest { sign } else { Signs(0) };
        signs.or(enough(commas, 2, Signs::COMMAS)).or(enough(listed, 3, Signs::LISTED)).or(enough(
            clauses,
            3,
            Signs::CLAUSES,
        ))
    }
}

/// The bytes of the character that begins so.
fn length(first: u8) -> usize {
    match first {
        0x00..=0x7F => 1,
        0x80..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xFF => 4,
    }
}

/// ¦ and the spaces of Latin-1.
fn of_latin(second: u8) -> Signs {
    match second {
        0xA6 => Signs::BAR,
        0x85 | 0xA0 => Signs::BLANK,
        _ => Signs(0),
    }
}

/// Spaces of U+2000 and behind, drawn lines, →.
fn of_punctuation(behind: (u8, u8)) -> Signs {
    match behind {
        (0x80, 0x80..=0x8A | 0xA8 | 0xA9 | 0xAF) | (0x81, 0x9F) => Signs::BLANK,
        (0x86, 0x92) => Signs::NAMED,
        // │ ┃ ┆ ┊ ║
        (0x94, 0x82 | 0x83 | 0x86 | 0x8A) | (0x95, 0x91) => Signs::BAR,
        _ => Signs(0),
    }
}

/// The ideographic space, 。 and 【.
fn of_cjk(behind: (u8, u8)) -> Signs {
    match behind {
        (0x80, 0x80) => Signs::GAP.or(Signs::BLANK),
        (0x80, 0x82) => Signs::STOP,
        (0x80, 0x90) => Signs::NAMED,
        _ => Signs(0),
    }
}

/// Full-width forms: ｜ ︱ ； ：.
fn of_forms(behind: (u8, u8)) -> Signs {
    match behind {
        (0xBD, 0x9C) | (0xB8, 0xB1) => Signs::BAR,
        (0xBC, 0x9B) => Signs::SEMICOLON,
        (0xBC, 0x9A) => Signs::COLON,
        _ => Signs(0),
    }
}

/// The lines of a text. White space at their ends is dropped, at their beginning only spaces: a tab
/// there can stand for an empty cell.
pub(super) fn lines(text: &str, parts: &dyn Parts) -> Vec<Line> {
    let bytes = text.as_bytes();
    let ends = memchr::memchr_iter(b'\n', bytes).chain(std::iter::once(bytes.len()));
    let mut lines = Vec::with_capacity(memchr::memchr_iter(b'\n', bytes).count() + 1);
    let mut start = 0;
    lines.extend(ends.map(|end| {
        let full = &text[start..end];
        let line = full.trim_end_matches(is_edge);
        let margin = parts.margin(line);
        let body = line[margin..].trim_start_matches(is_edge);
        let indent = line.len() - body.len();
        let line = Line {
            start: (start + indent) as u32,
            end: (start + line.len()) as u32,
            signs: Signs::of(body.as_bytes()),
        };
        start = end + 1;
        line
    }));
    lines
}

/// White space that means nothing at the edge of a line.
fn is_edge(char: char) -> bool {
    matches!(char, ' ' | '\r' | '\u{3000}' | '\u{a0}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Character by character, the slow way.
    fn slow(line: &str) -> Signs {
        let count = |mark: char| line.chars().filter(|&char| char == mark).count();
        let has = |marks: &str| line.contains(|char: char| marks.contains(char));
        let when = |said: bool, sign: Signs| if said { sign } else { Signs(0) };
        [
            when(has("\t"), Signs::TAB),
            when(has("|｜│┃║¦┆┊︱"), Signs::BAR),
            when(has(";；"), Signs::SEMICOLON),
            when(count(',') >= 2, Signs::COMMAS),
            when(count('、') >= 3, Signs::LISTED),
            when(count('，') >= 3, Signs::CLAUSES),
            when(has("\u{3000}") || line.contains("  "), Signs::GAP),
            when(line.contains(char::is_whitespace), Signs::BLANK),
            when(has(":："), Signs::COLON),
            when(has("。"), Signs::STOP),
            when(line.contains("**"), Signs::EMPHASIS),
            when(has("=【→") || line.contains("->"), Signs::NAMED),
        ]
        .into_iter()
        .fold(Signs::default(), Signs::or)
    }

    #[test]
    fn signs_are_those_of_the_characters() {
        let lines = [
            "",
            "各单位：请于3月1日前报送。",
            "a,b,c",
            "a,b",
            "甲、乙、丙、丁",
            "甲、乙、丙",
            "一，二，三，四",
            "一，二，三",
            "甲  乙",
            "甲 乙",
            "甲\u{3000}乙",
            "甲\t乙",
            "甲\u{a0}乙",
            "甲\u{2003}乙",
            "甲\u{205f}乙",
            "“甲”——…",
            "甲|乙",
            "甲｜乙",
            "甲│乙",
            "甲┃乙",
            "甲║乙",
            "甲¦乙",
            "甲┆乙",
            "甲┊乙",
            "甲︱乙",
            "a;b",
            "a；b",
            "a:b",
            "é×𠮷ñ",
            "甲\u{2028}乙",
            "甲\u{85}乙",
            "**甲** 乙",
            "*甲*",
            "甲=乙",
            "【甲】乙",
            "甲→乙",
            "甲->乙",
            "甲-乙",
        ];
        for line in lines {
            assert_eq!(Signs::of(line.as_bytes()), slow(line), "{line:?}");
        }
    }
}
