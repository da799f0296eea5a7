//! Text as the model sees it: Chinese characters, and everything else as one boundary.

/// Stands for any run of characters that are not Chinese: punctuation, digits, letters, space.
pub const BOUNDARY: u16 = 0;

/// The Chinese characters of the basic block.
const FIRST: u16 = 0x4e00;
const LAST: u16 = 0x9fff;

/// Bytes of a Chinese character of the basic plane in UTF-8.
const HAN_BYTES: usize = 3;

/// The number of a character: itself for the Chinese characters of the basic block (U+4E00 to
/// U+9FFF), [`BOUNDARY`] for all others.
#[inline]
pub fn symbol(char: char) -> u16 {
    let code = char as u32;
    if (u32::from(FIRST)..=u32::from(LAST)).contains(&code) { code as u16 } else { BOUNDARY }
}

/// The number of a character by its three bytes in UTF-8.
#[inline]
fn of_three(lead: u8, second: u8, third: u8) -> u16 {
    let code = u16::from(lead) << 12 | u16::from(second & 0x3f) << 6 | u16::from(third & 0x3f);
    if (FIRST..=LAST).contains(&code) { code } else { BOUNDARY }
}

/// A stretch of text as symbols, with a boundary at each end and never two in a row. The buffers
/// are kept when it is filled again.
#[derive(Debug, Default)]
pub struct Symbols {
    symbols: Vec<u16>,
    /// The first symbol of each run of characters, and where in the text it begins.
    runs: Vec<(usize, usize)>,
}

impl Symbols {
    /// Replaces the content by the symbols of `text`.
    pub fn fill(&mut self, text: &str) {
        self.symbols.clear();
        self.runs.clear();
        self.symbols.reserve(text.len() / HAN_BYTES + 2);
        self.symbols.push(BOUNDARY);
        let (mut rest, mut last) = (text.as_bytes(), BOUNDARY);
        loop {
            let (symbol, behind) = match rest {
                &[lead @ 0xe0..0xf0, second, third, ref behind @ ..] => (of_three(lead, second, third), behind),
                [..0x80, behind @ ..] | [0xc0..0xe0, _, behind @ ..] | [_, _, _, _, behind @ ..] => (BOUNDARY, behind),
                _ => break,
            };
            if symbol != last && last == BOUNDARY {
                self.runs.push((self.symbols.len(), text.len() - rest.len()));
            }
            if symbol != BOUNDARY || last != BOUNDARY {
                self.symbols.push(symbol);
            }
            (rest, last) = (behind, symbol);
        }
        if last != BOUNDARY {
            self.symbols.push(BOUNDARY);
        }
    }

    /// The symbols, the first and the last of them boundaries.
    pub fn as_slice(&self) -> &[u16] {
        &self.symbols
    }

    /// The bytes of the text that the characters `range` cover. None of them may be a boundary.
    pub fn bytes(&self, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let start = self.offset(range.start);
        start..start + HAN_BYTES * range.len().max(1)
    }

    fn offset(&self, at: usize) -> usize {
        let behind = self.runs.partition_point(|&(first, _)| first <= at);
        let (first, offset) = self.runs[..behind].last().copied().unwrap_or_default();
        offset + HAN_BYTES * (at - first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_not_chinese_is_one_boundary() {
        let mut symbols = Symbols::default();
        symbols.fill("第12条，a规");
        let [di, tiao, gui] = ['第', '条', '规'].map(symbol);
        assert_eq!(symbols.as_slice(), [0, di, 0, tiao, 0, gui, 0]);
        assert_eq!(symbols.bytes(3..4), 5..8);
    }

    #[test]
    fn characters_of_all_lengths_are_told_by_their_bytes() {
        let edges =
            ["a", "é", "\u{4dff}", "\u{4e00}", "\u{9fff}", "\u{a000}", "\u{3000}", "。", "𠀀", "😀", "\u{ffff}"];
        let text: String = edges.iter().flat_map(|&edge| ["中", edge]).collect();
        let mut symbols = Symbols::default();
        symbols.fill(&text);
        let mut plain = vec![BOUNDARY];
        plain.extend(text.chars().map(symbol).chain([BOUNDARY]));
        plain.dedup_by(|one, other| *one == BOUNDARY && *other == BOUNDARY);
        assert_eq!(symbols.as_slice(), plain);
        let han = symbols.as_slice().iter().rposition(|&one| one == symbol('中')).expect("a character of the text");
        assert_eq!(text.get(symbols.bytes(han..han + 1)), Some("中"));
    }

    #[test]
    fn a_refill_forgets() {
        let mut symbols = Symbols::default();
        symbols.fill("旧文本");
        symbols.fill("");
        assert_eq!(symbols.as_slice(), [BOUNDARY]);
    }
}
