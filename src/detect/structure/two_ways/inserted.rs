//! Titles and text that differ by one character in the middle of a long stretch.
//!
//! Titles are short and texts long: the text is read once, and only where a pair of neighbouring
//! characters stands in a title are the two laid beside each other.

use std::ops::Range;

use memchr::memmem;

use crate::span::{Span, Text};

/// Characters that must agree on either side.
const SIDE: usize = 5;
/// Bytes of a Chinese character.
const HAN: usize = 3;
const SIDE_BYTES: usize = SIDE * HAN;

/// Pairs of neighbouring characters in titles, with a filter that turns most others away.
pub(super) struct Titles<'a> {
    text: &'a str,
    spans: &'a [Span<Text>],
    /// Where each pair of Chinese characters begins.
    places: Vec<usize>,
    filter: [u64; 64],
}

/// A stretch with its middle character, and the same stretch without it.
struct Slip {
    long: Range<usize>,
    short: Range<usize>,
    in_title: bool,
}

impl<'a> Titles<'a> {
    pub(super) fn new(text: &'a str, spans: &'a [Span<Text>]) -> Self {
        let mut titles = Titles { text, spans, places: Vec::new(), filter: [0; 64] };
        for span in spans {
            titles.places.extend(pairs(text.as_bytes(), span.range()));
        }
        for &at in &titles.places {
            let key = key(&text.as_bytes()[at..]);
            titles.filter[key / 64] |= 1 << (key % 64);
        }
        titles
    }

    /// Stretches of these lines with the stretch of a title that has one character more or less,
    /// each once. A form that stands on both sides is no slip.
    pub(super) fn slips(&self, lines: &[Span<Text>]) -> Vec<(Span<Text>, Span<Text>)> {
        let mut found: Vec<Slip> = Vec::new();
        for line in lines {
            for at in pairs(self.text.as_bytes(), line.range()).filter(|&at| self.may_hold(at)) {
                for &place in self.places.iter().filter(|&&place| self.begins(line, at, place)) {
                    let slip = self.slip(at, place).filter(|slip| is_content(&self.text[slip.long.clone()]));
                    let slip = slip.filter(|slip| self.is_new(&found, slip) && self.stands_alone(lines, slip));
                    found.extend(slip);
                }
            }
        }
        let span = |range: Range<usize>| Span::new(range.start, range.end);
        let sides = |slip: Slip| if slip.in_title { (slip.short, slip.long) } else { (slip.long, slip.short) };
        found.into_iter().map(sides).map(|(text, title)| (span(text), span(title))).collect()
    }

    fn may_hold(&self, at: usize) -> bool {
        let key = key(&self.text.as_bytes()[at..]);
        self.filter[key / 64] & 1 << (key % 64) != 0
    }

    /// True when a stretch that both share begins at these places.
    fn begins(&self, line: &Span<Text>, at: usize, place: usize) -> bool {
        let bytes = self.text.as_bytes();
        let same = bytes[at..at + 2 * HAN] == bytes[place..place + 2 * HAN];
        let before = at >= line.start() + HAN && place >= HAN && bytes[at - HAN..at] == bytes[place - HAN..place];
        same && !(before && is_han(bytes, at - HAN))
    }

    fn slip(&self, at: usize, place: usize) -> Option<Slip> {
        let run = self.shared(at, place);
        if run < SIDE_BYTES {
            return None;
        }
        let (at, place) = (at + run, place + run);
        let around = |middle: usize, extra: usize| middle - SIDE_BYTES..middle + extra + SIDE_BYTES;
        if self.shared(at, place + HAN) >= SIDE_BYTES && is_han(self.text.as_bytes(), place) {
            return Some(Slip { long: around(place, HAN), short: around(at, 0), in_title: true });
        }
        let more = self.shared(at + HAN, place) >= SIDE_BYTES && is_han(self.text.as_bytes(), at);
        more.then(|| Slip { long: around(at, HAN), short: around(place, 0), in_title: false })
    }

    /// The bytes of Chinese characters that are the same from two places on.
    fn shared(&self, left: usize, right: usize) -> usize {
        let bytes = self.text.as_bytes();
        let same = |step: &usize| {
            let (left, right) = (left + step * HAN, right + step * HAN);
            is_han(bytes, left) && bytes.get(left..left + HAN) == bytes.get(right..right + HAN)
        };
        (0..).take_while(same).count() * HAN
    }

    fn is_new(&self, found: &[Slip], slip: &Slip) -> bool {
        found.iter().all(|other| self.text[other.long.clone()] != self.text[slip.long.clone()])
    }

    /// True when neither side writes it both ways.
    fn stands_alone(&self, lines: &[Span<Text>], slip: &Slip) -> bool {
        let holds = |spans: &[Span<Text>], wanted: &Range<usize>| {
            let wanted = &self.text.as_bytes()[wanted.clone()];
            spans.iter().any(|span| memmem::find(&self.text.as_bytes()[span.range()], wanted).is_some())
        };
        let (with_long, with_short) = if slip.in_title { (self.spans, lines) } else { (lines, self.spans) };
        !holds(with_short, &slip.long) && !holds(with_long, &slip.short)
    }
}

/// Where pairs of Chinese characters begin.
fn pairs(bytes: &[u8], range: Range<usize>) -> impl Iterator<Item = usize> + '_ {
    let (mut at, end) = (range.start, range.end);
    std::iter::from_fn(move || {
        while at + 2 * HAN <= end {
            let here = at;
            at += if is_han(bytes, here) { HAN } else { 1 };
            if is_han(bytes, here) && is_han(bytes, here + HAN) {
                return Some(here);
            }
        }
        None
    })
}

fn is_han(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(|byte| matches!(byte, 0xE4..=0xE9))
}

/// Twelve bits of two characters, told apart by their low bytes.
fn key(bytes: &[u8]) -> usize {
    let low = u32::from_le_bytes([bytes[1], bytes[2], bytes[4], bytes[5]]);
    (low.wrapping_mul(0x9E37_79B1) >> 20) as usize
}

/// True when the middle of the longer stretch means something.
fn is_content(long: &str) -> bool {
    const EMPTY: &str = "的了和与及等也均都已将对在为是有各其该并或地得之一二三四五六七八九十两第再又全市县区省镇乡村";
    let chars: Vec<char> = long.chars().collect();
    let middle = chars[SIDE];
    !EMPTY.contains(middle) && middle != chars[SIDE - 1] && middle != chars[SIDE + 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slips(title: &str, body: &str) -> Vec<(String, String)> {
        let text = format!("{title}\n{body}");
        let titles = [Span::new(0, title.len())];
        let lines = [Span::new(title.len() + 1, text.len())];
        let found = Titles::new(&text, &titles).slips(&lines);
        found
            .into_iter()
            .map(|(text_, title)| (text[text_.range()].to_owned(), text[title.range()].to_owned()))
            .collect()
    }

    #[test]
    fn one_character_more_or_less() {
        let long = "关于养老服务补贴办件办理情况的通报";
        let short = "检查了养老服务补贴件办理情况。";
        let wanted = [("老服务补贴件办理情况".to_owned(), "老服务补贴办件办理情况".to_owned())];
        assert_eq!(slips(long, short), wanted);
        let turned = [("老服务补贴办件办理情况".to_owned(), "老服务补贴件办理情况".to_owned())];
        assert_eq!(slips("关于养老服务补贴件办理情况的通报", "检查了养老服务补贴办件办理情况。"), turned);
    }

    #[test]
    fn both_ways_on_one_side_are_two_things() {
        let title = "关于养老服务补贴办件办理情况的通报";
        assert_eq!(slips(title, "养老服务补贴件办理情况、养老服务补贴办件办理情况。"), []);
        assert_eq!(slips(title, "养老服务补贴的办件办理情况。"), []);
        assert_eq!(slips(title, title), []);
    }
}
