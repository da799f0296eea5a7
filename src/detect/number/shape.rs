//! From a candidate to numbers of a given length, and what stands beside them.

use super::candidate::{Candidate, Gap, Kind, Script, Sign, span_of};
use crate::finding::Evidence;
use crate::span::{Span, Text};

/// Some groups of a candidate, read as one number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading<'a> {
    /// Its signs: digits, look-alike letters, and a cross perhaps as the last.
    pub(super) signs: &'a [Sign],
    /// What stands before it.
    pub(super) before: Beside,
    /// What stands behind it.
    pub(super) after: Beside,
    /// How many groups it takes.
    pub(super) groups: usize,
}

/// What stands directly beside a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    /// Nothing that could belong to a number: Han, punctuation, the end of the text.
    Nothing,
    /// A Latin letter or an underscore.
    Letter,
    /// A character that makes a number part of something else: `@`, `.5`, `￥`.
    Mark(char),
    /// More digits of the candidate, behind this gap.
    Digits(Gap),
    /// So many mask characters.
    Masks(u8),
}

/// The groups of a candidate: stretches of digits without a visible gap.
#[derive(Debug, Default)]
pub(super) struct Groups {
    groups: Vec<Group>,
    /// Bit `n` is set when some of them make a number of `n` signs.
    lengths: u64,
}

#[derive(Clone, Copy, Debug)]
struct Group {
    start: usize,
    end: usize,
    /// False when a mask or the beginning stands before it.
    follows: bool,
    gap: Gap,
}

impl Groups {
    /// Splits the signs of a candidate, in the room that the last one took.
    pub(super) fn split(&mut self, candidate: &Candidate<'_>) {
        self.groups.clear();
        let count = candidate.signs.len();
        if is_plain(candidate.signs) {
            self.groups.push(Group { start: 0, end: count, follows: false, gap: candidate.signs[0].gap });
            self.lengths = 1_u64.checked_shl(count as u32).unwrap_or(0);
            return;
        }
        let mut follows = false;
        for (index, sign) in candidate.signs.iter().enumerate() {
            if !reads_as_digit(candidate.signs, index) {
                follows = false;
                continue;
            }
            match self.groups.last_mut() {
                Some(last) if follows && sign.gap.joins() => last.end = index + 1,
                _ => self.groups.push(Group { start: index, end: index + 1, follows, gap: sign.gap }),
            }
            follows = sign.kind != Kind::Cross;
        }
        self.lengths = (0..self.groups.len()).fold(0, |all, first| all | self.lengths_from(first));
    }

    /// True when some of them make a number with one of these counts of signs, given as bits.
    pub(super) fn reach(&self, counts: u64) -> bool {
        self.lengths & counts != 0
    }

    /// All numbers of exactly `length` signs that begin and end with a group.
    pub(super) fn readings<'a>(
        &self,
        candidate: Candidate<'a>,
        text: &str,
        length: usize,
    ) -> impl Iterator<Item = Reading<'a>> {
        let count = if self.lengths >> length & 1 == 1 { self.groups.len() } else { 0 };
        (0..count).filter_map(move |first| {
            let last = self.ends_from(first).find(|&(_, total)| total >= length).filter(|&(_, total)| total == length);
            last.map(|(last, _)| self.reading(&candidate, text, first, last))
        })
    }

    /// The lengths of all numbers that begin with the group `first`, as bits.
    fn lengths_from(&self, first: usize) -> u64 {
        let totals = self.ends_from(first).map(|(_, total)| total).take_while(|&total| total < 64);
        totals.fold(0, |all, total| all | 1 << total)
    }

    /// The groups with which a number that begins with the group `first` may end, and the signs up to there. It holds
    /// no mask and one line break at most.
    fn ends_from(&self, first: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let mut lines = 0;
        let goes_on = move |&(index, group): &(usize, &Group)| {
            lines += usize::from(index > first && group.gap == Gap::Line);
            (index == first || group.follows) && lines <= 1
        };
        let mut total = 0;
        self.groups.iter().enumerate().skip(first).take_while(goes_on).map(move |(index, group)| {
            total += group.end - group.start;
            (index, total)
        })
    }

    fn reading<'a>(&self, candidate: &Candidate<'a>, text: &str, first: usize, last: usize) -> Reading<'a> {
        let (start, end) = (self.groups[first].start, self.groups[last].end);
        let before = match self.groups[first] {
            Group { follows: true, gap: Gap::Bracket, .. } => Beside::Nothing,
            Group { follows: true, gap, .. } => Beside::Digits(gap),
            _ if start > 0 => Beside::Masks(masks(candidate.signs[..start].iter().rev())),
            _ => beside(text[..candidate.span.start()].chars().next_back()),
        };
        let after = match self.groups.get(last + 1) {
            Some(Group { follows: true, gap: Gap::Bracket, .. }) => Beside::Nothing,
            Some(Group { follows: true, gap, .. }) => Beside::Digits(*gap),
            _ if end < candidate.signs.len() => Beside::Masks(masks(candidate.signs[end..].iter())),
            _ => after(&text[candidate.span.end()..]),
        };
        Reading { signs: &candidate.signs[start..end], before, after, groups: last - first + 1 }
    }
}

/// True for digits and nothing else, in one piece.
fn is_plain(signs: &[Sign]) -> bool {
    !signs.is_empty() && signs.iter().all(|sign| matches!(sign.kind, Kind::Digit(_)) && sign.gap == Gap::None)
}

/// Digits and look-alikes are read; a cross only behind a digit and before nothing that goes on.
fn reads_as_digit(signs: &[Sign], index: usize) -> bool {
    let behind = |index: usize| signs.get(index + 1).filter(|next| next.gap.joins());
    match signs[index].kind {
        Kind::Digit(_) | Kind::Alike(_) => true,
        Kind::Cross => index > 0 && signs[index - 1].digit().is_some() && behind(index).is_none(),
        Kind::Mask(_) => false,
    }
}

fn masks<'a>(signs: impl Iterator<Item = &'a Sign>) -> u8 {
    signs.take_while(|sign| sign.hides()).count().min(255) as u8
}

fn beside(char: Option<char>) -> Beside {
    match char {
        Some(char) if char.is_ascii_alphanumeric() || char == '_' => Beside::Letter,
        Some(char @ ('@' | '＠' | '.' | '¥' | '￥' | '$' | '€' | '#' | '%' | '％' | '=' | '&' | '/' | '+' | '-')) => {
            Beside::Mark(char)
        }
        _ => Beside::Nothing,
    }
}

/// A dot counts only before a digit or letter, otherwise it ends a sentence.
fn after(text: &str) -> Beside {
    let mut chars = text.chars();
    match chars.next() {
        Some('.') if !chars.next().is_some_and(|char| char.is_ascii_alphanumeric()) => Beside::Nothing,
        first => beside(first),
    }
}

impl<'a> Reading<'a> {
    /// Where it stands.
    pub(super) fn span(&self) -> Span<Text> {
        span_of(self.signs)
    }

    /// Its digits; a cross reads as 10.
    pub(super) fn values(&self) -> impl DoubleEndedIterator<Item = u8> + '_ {
        self.signs.iter().map(|sign| sign.digit().unwrap_or(10))
    }

    /// The number of the digits `from..to`, or `None` when a cross is among them or they are too many.
    pub(super) fn number(&self, from: usize, to: usize) -> Option<u32> {
        self.signs
            .get(from..to)?
            .iter()
            .try_fold(0_u32, |number, sign| number.checked_mul(10)?.checked_add(u32::from(sign.digit()?)))
    }

    /// True when one of its signs is a letter that looks like a digit.
    pub(super) fn has_alikes(&self) -> bool {
        self.signs.iter().any(|sign| matches!(sign.kind, Kind::Alike(_)))
    }

    /// The widest gap inside.
    pub(super) fn widest_gap(&self) -> Gap {
        self.signs.iter().skip(1).map(|sign| sign.gap).max().unwrap_or(Gap::None)
    }

    /// True when it holds such a gap.
    pub(super) fn has(&self, gap: Gap) -> bool {
        self.signs.iter().skip(1).any(|sign| sign.gap == gap)
    }

    /// The lengths of its groups.
    pub(super) fn layout(&self) -> Vec<usize> {
        let mut lengths = vec![0];
        for (index, sign) in self.signs.iter().enumerate() {
            if index > 0 && !sign.gap.joins() {
                lengths.push(0);
            }
            if let Some(last) = lengths.last_mut() {
                *last += 1;
            }
        }
        lengths
    }

    /// How it is written, where it is not plain ASCII digits in one piece.
    pub(super) fn writing(&self) -> Vec<Evidence> {
        let plain = |sign: &Sign| sign.script == Script::Ascii && sign.gap == Gap::None;
        if self.signs.iter().skip(1).all(plain) && self.signs[0].script == Script::Ascii && !self.has_alikes() {
            return Vec::new();
        }
        let has = |script: Script| self.signs.iter().any(|sign| sign.script == script);
        let gap = self.widest_gap();
        let marks = [
            (has(Script::FullWidth), "written:full-width"),
            (has(Script::Mathematical), "written:mathematical"),
            (has(Script::Circled), "written:circled"),
            (has(Script::Raised), "written:raised"),
            (has(Script::Chinese), "written:chinese"),
            (self.has_alikes(), "written:letters"),
            (gap == Gap::Line, "written:line-break"),
            (gap > Gap::Script && gap < Gap::Line, "written:split"),
            (self.signs.iter().skip(1).any(|sign| sign.gap == Gap::Invisible), "written:invisible"),
        ];
        marks.into_iter().filter(|mark| mark.0).map(|mark| mark.1.into()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::candidate::Candidates;
    use super::*;

    fn readings(text: &str, length: usize) -> Vec<(String, Beside, Beside)> {
        let all = Candidates::of(text, &|_, _| true);
        let mut found = Vec::new();
        for candidate in all.iter() {
            let mut groups = Groups::default();
            groups.split(&candidate);
            for reading in groups.readings(candidate, text, length) {
                found.push((text[reading.span().range()].to_owned(), reading.before, reading.after));
            }
        }
        found
    }

    #[test]
    fn a_number_begins_and_ends_with_a_group() {
        assert_eq!(readings("电138 1234 5678，", 11), [("138 1234 5678".into(), Beside::Nothing, Beside::Nothing)]);
        assert_eq!(readings("2138123456789", 11), []);
        let beside = Beside::Digits(Gap::Space);
        assert_eq!(readings("1 13812345678 2", 11), [("13812345678".into(), beside, beside)]);
    }

    #[test]
    fn neighbours_are_told() {
        assert_eq!(readings("a13812345678@", 11)[0].1, Beside::Letter);
        assert_eq!(readings("a13812345678@", 11)[0].2, Beside::Mark('@'));
        assert_eq!(readings("13812345678****", 11)[0].2, Beside::Masks(4));
        assert_eq!(readings("13812345678.", 11)[0].2, Beside::Nothing);
        assert_eq!(readings("13812345678.5", 11)[0].2, Beside::Digits(Gap::Dot));
    }

    #[test]
    fn a_cross_ends_a_number() {
        assert_eq!(readings("12345678X", 9).len(), 1);
        assert_eq!(readings("1234X5678", 9).len(), 0);
        assert_eq!(readings("1234567890 X", 11).len(), 1);
    }
}
