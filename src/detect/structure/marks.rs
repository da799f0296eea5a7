//! What kinds of characters a line holds, and where its brackets and quotation marks stand: seen
//! once, in one pass, so that a rule whose characters do not occur never reads the line.
//!
//! The table of kinds is here and nowhere else; what a mark means is the rules' business.

/// The kinds of characters that a line holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(u32);

impl Marks {
    /// A Chinese character, most likely.
    pub(super) const HAN: Marks = Marks(1);
    /// An ASCII digit.
    pub(super) const DIGIT: Marks = Marks(1 << 1);
    /// An ASCII letter.
    pub(super) const LETTER: Marks = Marks(1 << 2);
    /// A space or tab.
    pub(super) const SPACE: Marks = Marks(1 << 3);
    /// `, : ; ! ?`
    pub(super) const HALF_MARK: Marks = Marks(1 << 4);
    /// `( )`
    pub(super) const HALF_PAREN: Marks = Marks(1 << 5);
    /// `{ }`
    pub(super) const CURLY: Marks = Marks(1 << 7);
    /// `%`
    pub(super) const PERCENT: Marks = Marks(1 << 9);
    /// The first byte of “ ” ‘ ’ — … and their neighbours.
    pub(super) const QUOTE: Marks = Marks(1 << 11);
    /// The first byte of 、。《》〔〕 and their neighbours.
    pub(super) const CJK_MARK: Marks = Marks(1 << 12);
    /// The first byte of full-width forms: ，：（）.
    pub(super) const FULL_FORM: Marks = Marks(1 << 13);
    /// `.`
    pub(super) const DOT: Marks = Marks(1 << 14);
    /// The first byte of Latin-1 and other two-byte characters: ×, °.
    pub(super) const LATIN: Marks = Marks(1 << 15);
    /// Two of 、 。 ， ： ； right behind each other, or 。 behind ！ or ？.
    pub(super) const REPEATED: Marks = Marks(1 << 16);

    /// `：` or `:`
    pub(super) const COLON: Marks = Marks(1 << 17);

    /// True when at least one of `wanted` is there.
    pub(super) fn any(self, wanted: Marks) -> bool {
        self.0 & wanted.0 != 0
    }

    /// Both sets together.
    pub(super) const fn or(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }
}

/// By the first byte of a character.
static KINDS: [Marks; 256] = kinds();

const fn kinds() -> [Marks; 256] {
    let mut table = [Marks(0); 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = kind(byte as u8);
        byte += 1;
    }
    table
}

const fn kind(byte: u8) -> Marks {
    match byte {
        b'0'..=b'9' => Marks::DIGIT,
        b'a'..=b'z' | b'A'..=b'Z' => Marks::LETTER,
        b' ' | b'\t' => Marks::SPACE,
        b',' | b';' | b'!' | b'?' => Marks::HALF_MARK,
        b':' => Marks::HALF_MARK.or(Marks::COLON),
        b'(' | b')' => Marks::HALF_PAREN,
        b'{' | b'}' => Marks::CURLY,
        b'%' => Marks::PERCENT,
        b'.' => Marks::DOT,
        0xC2..=0xDF => Marks::LATIN,
        0xE2 => Marks::QUOTE,
        0xE3 => Marks::CJK_MARK,
        0xE4..=0xE9 => Marks::HAN,
        0xEF => Marks::FULL_FORM,
        _ => Marks(0),
    }
}

/// A bracket or quotation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Paired {
    /// Its first byte in the text.
    pub(super) at: u32,
    /// Index into [`OPEN`] and [`CLOSE`].
    pub(super) kind: u8,
    pub(super) opens: bool,
}

/// Marks that open, by kind.
pub(super) const OPEN: [char; 8] = ['“', '‘', '《', '（', '〔', '【', '「', '『'];
/// Their partners.
pub(super) const CLOSE: [char; 8] = ['”', '’', '》', '）', '〕', '】', '」', '』'];

/// The kind of “ ”.
pub(super) const DOUBLE: u8 = 0;
/// The kind of ‘ ’.
pub(super) const SINGLE: u8 = 1;
/// The kind of 《 》.
pub(super) const TITLE: u8 = 2;
/// The kind of （ ） and ( ).
pub(super) const ROUND: u8 = 3;

/// 。
const FULL_STOP: [u8; WIDE] = [0xE3, 0x80, 0x82];
/// ：
const COLON: [u8; WIDE] = [0xEF, 0xBC, 0x9A];

/// Bytes of a Chinese character and of every mark outside ASCII that is looked at here.
const WIDE: usize = 3;

/// Reads the bytes `start..end` of a text up to the first line break: the kinds of characters there, and where it stopped.
/// Paired marks are added to `paired`.
pub(super) fn read(text: &[u8], start: usize, end: usize, paired: &mut Vec<Paired>) -> (Marks, usize) {
    let mut marks = Marks::default();
    let (mut behind_stop, mut behind_shout) = (usize::MAX, usize::MAX);
    let mut at = start;
    while at < end {
        // Most of a line is Chinese characters, one behind the other.
        let run = at;
        while at < end && matches!(text[at], 0xE4..=0xE9) {
            at += WIDE;
        }
        marks = marks.or(if at > run { Marks::HAN } else { Marks(0) });
        if at >= end {
            break;
        }
        let first = text[at];
        marks = marks.or(KINDS[usize::from(first)]);
        match first {
            b'(' | b')' => {
                paired.push(Paired { at: at as u32, kind: ROUND, opens: first == b'(' });
                at += 1;
            }
            0xE2 | 0xE3 | 0xEF => {
                let mark = text[at..].first_chunk().copied().unwrap_or_default();
                paired.extend(pair(mark).map(|(kind, opens)| Paired { at: at as u32, kind, opens }));
                if is_stop(mark) {
                    let is_twice = behind_stop == at || mark == FULL_STOP && behind_shout == at;
                    marks = marks.or(if is_twice { Marks::REPEATED } else { Marks(0) });
                    marks = marks.or(if mark == COLON { Marks::COLON } else { Marks(0) });
                    behind_stop = at + WIDE;
                } else if is_shout(&mark) {
                    behind_shout = at + WIDE;
                }
                at += WIDE;
            }
            b'\n' => break,
            0x00..=0x7F => at += 1,
            0xE0..=0xEF => at += WIDE,
            0xF0..=0xFF => at += 4,
            _ => at += 2,
        }
    }
    (marks, at)
}

/// 、 。 ， ： ；
pub(super) fn is_stop(mark: [u8; WIDE]) -> bool {
    matches!(mark, [0xE3, 0x80, 0x81 | 0x82] | [0xEF, 0xBC, 0x8C | 0x9A | 0x9B])
}

/// ！ ？
pub(super) fn is_shout(mark: &[u8; WIDE]) -> bool {
    matches!(mark, [0xEF, 0xBC, 0x81 | 0x9F])
}

/// The pair that a mark belongs to, and whether it opens.
fn pair(mark: [u8; WIDE]) -> Option<(u8, bool)> {
    Some(match mark {
        [0xEF, 0xBC, 0x88] => (ROUND, true),
        [0xEF, 0xBC, 0x89] => (ROUND, false),
        [0xE2, 0x80, 0x9C] => (DOUBLE, true),
        [0xE2, 0x80, 0x9D] => (DOUBLE, false),
        [0xE2, 0x80, 0x98] => (SINGLE, true),
        [0xE2, 0x80, 0x99] => (SINGLE, false),
        // 《 》 「 」 『 』 【 】 stand in this order, 〔 〕 a little further.
        [0xE3, 0x80, last @ (0x8A..=0x91 | 0x94 | 0x95)] => {
            let kind = [TITLE, 6, 7, 5, 0, 4][usize::from(last - 0x8A) / 2];
            (kind, last % 2 == 0)
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Marks, Vec<Paired>) {
        let mut paired = Vec::new();
        (super::read(text.as_bytes(), 0, text.len(), &mut paired).0, paired)
    }

    #[test]
    fn every_paired_mark_is_known_by_its_bytes() {
        for (kind, (open, close)) in (0..).zip(OPEN.into_iter().zip(CLOSE)) {
            let (_, paired) = read(&format!("甲{open}乙{close}"));
            let found: Vec<_> = paired.iter().map(|mark| (mark.at as usize, mark.kind, mark.opens)).collect();
            assert_eq!(found, [(3, kind, true), (6 + open.len_utf8(), kind, false)], "{open}");
        }
        assert_eq!(read("(a)é𠮷…—、").1.len(), 2);
    }

    /// Character by character, the slow way.
    #[test]
    fn marks_are_those_of_the_characters() {
        for text in [
            "各单位，要按时。",
            "a1 (b):c%{}",
            "、、",
            "，x。",
            "：；",
            "好！。",
            "好。！",
            "好？？。",
            "×§𠮷…。",
            "“甲”、",
            "",
            "，，",
        ] {
            let (marks, _) = read(text);
            let mut bytes = [0; 4];
            let firsts = text.chars().map(|char| char.encode_utf8(&mut bytes).as_bytes()[0]);
            let kinds = firsts.fold(Marks::default(), |marks, first| marks.or(kind(first)));
            let stop = |char: &char| "、。，：；".contains(*char);
            let chars: Vec<char> = text.chars().collect();
            let is_twice = |pair: &[char]| pair.iter().all(stop) || "！？".contains(pair[0]) && pair[1] == '。';
            let repeated = chars.windows(2).any(is_twice);
            let colon = chars.contains(&'：');
            let expected = kinds.or(if repeated { Marks::REPEATED } else { Marks(0) });
            let expected = expected.or(if colon { Marks::COLON } else { Marks(0) });
            assert_eq!(marks, expected, "{text}");
        }
    }
}
