//! Candidates: everything in a text that may be a number, whatever it is written with.
//!
//! A candidate is a run of signs (digits of every script, the check character X, mask characters,
//! letters that look like digits) and of the small gaps that people and programs leave inside
//! numbers. The scanner decides nothing: where a number begins and ends inside a run, and whether
//! it is one, is the business of the kinds. A Han character, a comma, a tab or two line breaks end
//! a run.

use std::ops::Range;

use crate::digit;
use crate::span::{Span, Text};

use super::skip;

mod gap;
mod letter;

use gap::gap_at;
use letter::{closing, hides_one, is_hidden_group, is_id_but_one, is_mobile_but_one, is_one_letter, mark, script_of};
pub(super) use letter::{is_cross, leads};

/// Shortest run that is kept, in signs: a landline without its area code has seven.
const SHORTEST: usize = 7;
/// Longest stretch without a gap that is recorded; nothing that identifies a person is as long.
const LONGEST_GROUP: usize = 64;
/// A run is ended at the next gap behind so many signs, to bound the work on it.
const LONGEST_RUN: usize = 512;
/// Most characters of a gap.
const LONGEST_GAP: usize = 6;

/// One sign of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    /// First byte in the text.
    pub at: u32,
    /// Bytes of its character.
    pub len: u8,
    /// What it stands for.
    pub kind: Kind,
    /// How it is written.
    pub script: Script,
    /// What stands between it and the sign before; [`Gap::None`] for the first.
    pub gap: Gap,
}

/// What a sign stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A digit and its value.
    Digit(u8),
    /// X, x, × and the like: the check character of an ID, or a mask.
    Cross,
    /// A letter between digits that looks like one, and the digit it looks like.
    Alike(u8),
    /// A mask character.
    Mask(char),
}

/// How a sign is written. Numbers do not usually change between the last three and the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Script {
    /// ASCII.
    Ascii,
    /// Full-width forms.
    FullWidth,
    /// Mathematical digits (bold, double-struck and so on).
    Mathematical,
    /// Circled and bracketed digits.
    Circled,
    /// Superscript and subscript digits.
    Raised,
    /// Chinese numerals.
    Chinese,
}

impl Script {
    /// Scripts of one class are one number even without a gap.
    fn class(self) -> u8 {
        match self {
            Script::Ascii | Script::FullWidth | Script::Mathematical => 0,
            Script::Circled => 1,
            Script::Raised => 2,
            Script::Chinese => 3,
        }
    }
}

/// What stands between two signs, from nothing to a line break. Anything up to
/// [`Gap::Invisible`] leaves the digits in one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing.
    None,
    /// Zero-width characters, soft hyphens, backslashes.
    Invisible,
    /// Nothing, but the script changes (`①138…`).
    Script,
    /// One space of any kind.
    Space,
    /// A hyphen, dash or underscore, perhaps between spaces.
    Hyphen,
    /// A dot, perhaps between spaces.
    Dot,
    /// A bracket, perhaps with a space: `(138)0000-1234`.
    Bracket,
    /// Two or more spaces.
    Wide,
    /// A line break within running text.
    Line,
}

impl Gap {
    /// True when the digits on both sides stand as one group.
    pub fn joins(self) -> bool {
        self <= Gap::Invisible
    }
}

/// A run of signs.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// From its first to behind its last sign.
    pub span: Span<Text>,
    /// Its signs, at least one of them a digit.
    pub signs: &'a [Sign],
}

/// The candidates of one text.
#[derive(Debug, Default)]
pub struct Candidates {
    signs: Vec<Sign>,
    ends: Vec<u32>,
}

impl Candidates {
    /// Finds all candidates of `text`. `may_wrap(before, after)` says whether a number may go on over
    /// a line break or white space, from byte `before` to byte `after`.
    pub fn of(text: &str, may_wrap: &dyn Fn(usize, usize) -> bool) -> Self {
        Candidates::within(text, std::iter::once(0..text.len()), may_wrap)
    }

    /// Finds the candidates of `text` that lie within one of `ranges`, which are bytes in rising order.
    pub(super) fn within(
        text: &str,
        ranges: impl Iterator<Item = Range<usize>>,
        may_wrap: &dyn Fn(usize, usize) -> bool,
    ) -> Self {
        let mut scanner = Scanner { text, may_wrap, found: Candidates::default() };
        for range in ranges {
            scanner.text = &text[..range.end];
            scanner.all_from(range.start);
        }
        scanner.found
    }

    /// The signs of a text that is one short number and nothing else, such as a table cell.
    pub(super) fn signs_of(text: &str) -> Option<Vec<Sign>> {
        let first = text.chars().next()?;
        let lone_cross = is_cross(first) && text.chars().count() == 1;
        if lone_cross {
            let len = first.len_utf8() as u8;
            return Some(vec![Sign { at: 0, len, kind: Kind::Cross, script: Script::Ascii, gap: Gap::None }]);
        }
        digit::value(first)?;
        let mut scanner = Scanner { text, may_wrap: &|_, _| true, found: Candidates::default() };
        let end = scanner.signs_from(0, 0);
        (end == text.len()).then_some(scanner.found.signs)
    }

    /// The candidates in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = Candidate<'_>> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|&end| end as usize));
        starts.zip(&self.ends).map(|(start, &end)| Candidate::new(&self.signs[start..end as usize]))
    }

    /// Number of candidates.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True when the text holds no candidate.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

impl<'a> Candidate<'a> {
    fn new(signs: &'a [Sign]) -> Self {
        Candidate { span: span_of(signs), signs }
    }
}

/// From the first to behind the last of some signs; empty for none.
pub fn span_of(signs: &[Sign]) -> Span<Text> {
    match (signs.first(), signs.last()) {
        (Some(first), Some(last)) => Span::new(first.at as usize, last.end()),
        _ => Span::new(0, 0),
    }
}

impl Sign {
    /// First byte behind it.
    pub fn end(&self) -> usize {
        self.at as usize + usize::from(self.len)
    }

    /// Its digit; look-alike letters count as the digit they look like.
    pub fn digit(&self) -> Option<u8> {
        match self.kind {
            Kind::Digit(value) | Kind::Alike(value) => Some(value),
            Kind::Cross | Kind::Mask(_) => None,
        }
    }

    /// True for signs that hide a digit: masks, and X where it is not the check character.
    pub fn hides(&self) -> bool {
        matches!(self.kind, Kind::Cross | Kind::Mask(_))
    }
}

/// A sign that is not recorded yet: its character, what it stands for, how it is written.
type SignHere = (char, Kind, Script);

struct Scanner<'t> {
    text: &'t str,
    may_wrap: &'t dyn Fn(usize, usize) -> bool,
    found: Candidates,
}

impl Scanner<'_> {
    /// Reads all runs behind byte `from`.
    fn all_from(&mut self, mut from: usize) {
        while let Some(at) = skip::next_digit(self.text, from) {
            if let Some(end) = skip::lone_digits(self.text, at).filter(|end| end - at < SHORTEST) {
                from = end;
                continue;
            }
            // A circle is a zero among Chinese numerals only: elsewhere it begins no run.
            let next = at + self.text[at..].chars().next().map_or(1, char::len_utf8);
            from = self.run(at).max(next);
        }
    }

    /// Reads the run around the digit at `at` and returns the byte to go on from.
    fn run(&mut self, at: usize) -> usize {
        let begin = self.found.signs.len();
        let floor = begin.checked_sub(1).map_or(0, |last| self.found.signs[last].end()).min(at);
        self.leading_masks(floor, at);
        let end = self.signs_from(at, begin);
        self.leading_alike(begin);
        if self.found.signs.len() - begin >= SHORTEST {
            self.found.ends.push(self.found.signs.len() as u32);
        } else {
            self.found.signs.truncate(begin);
        }
        end
    }

    /// Masks directly before the first digit, such as the stars of `****1234`.
    fn leading_masks(&mut self, floor: usize, at: usize) {
        let at = self.before_gap(floor, at);
        let before = self.text[floor..at].char_indices().rev().take(LONGEST_GROUP);
        let Some((first, _)) = before.take_while(|&(_, char)| leads(char) || is_cross(char)).last() else { return };
        if self.text[..floor + first].ends_with(|char: char| char.is_ascii_alphanumeric()) {
            return;
        }
        for (offset, char) in self.text[floor + first..at].char_indices() {
            let kind = if is_cross(char) { Kind::Cross } else { Kind::Mask(char) };
            self.push(floor + first + offset, char, kind, Script::Ascii, Gap::None);
        }
    }

    /// The end of three or more masks that a small gap sets apart from the digit at `at`: `****** 19900101 1239`.
    fn before_gap(&self, floor: usize, at: usize) -> usize {
        let body =
            self.text[floor..at].trim_end_matches(|char: char| char == '-' || char != '\n' && char.is_whitespace());
        let near = at - floor - body.len() <= LONGEST_GAP;
        let masks = body.chars().rev().take_while(|&char| leads(char)).count();
        if near && masks >= 3 { floor + body.len() } else { at }
    }

    /// A letter that stands for the first digit of an ID: `l1010519…`.
    fn leading_alike(&mut self, begin: usize) {
        let signs = &self.found.signs[begin..];
        let Some(first) = signs.first().filter(|_| is_id_but_one(signs)) else { return };
        let before = &self.text[..first.at as usize];
        let Some(body) = before.strip_suffix(['l', 'I', 'i']) else { return };
        if !body.ends_with(|char: char| char.is_ascii_alphanumeric()) {
            let alike = Sign { at: first.at - 1, len: 1, kind: Kind::Alike(1), script: Script::Ascii, gap: Gap::None };
            self.found.signs.insert(begin, alike);
        }
    }

    fn push(&mut self, at: usize, char: char, kind: Kind, script: Script, gap: Gap) {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        self.found.signs.push(Sign { at, len: char.len_utf8() as u8, kind, script, gap });
    }

    /// Reads signs and gaps from the sign at `start` on and returns the byte behind them.
    fn signs_from(&mut self, start: usize, begin: usize) -> usize {
        let (mut at, mut gap, mut group) = (start, Gap::None, 0);
        let mut sign = self.sign_at(at, begin);
        while let Some((char, kind, script)) = sign {
            let gap_here = self.gap_before(script, gap, begin);
            group = if gap_here.joins() { group + 1 } else { 1 };
            if group <= LONGEST_GROUP {
                self.push(at, char, kind, script, gap_here);
            }
            at += char.len_utf8();
            if char.is_ascii_digit() {
                at = self.plain_digits(at, &mut group);
            }
            sign = self.sign_at(at, begin);
            gap = Gap::None;
            if sign.is_none() {
                let Some((over, behind, next)) = self.over_gap(at, begin) else { break };
                (gap, at, sign) = (over, behind, Some(next));
            }
        }
        at
    }

    /// Takes the ASCII digits at `at` into the group of the one before, and returns the byte behind them.
    fn plain_digits(&mut self, at: usize, group: &mut usize) -> usize {
        let digits = self.text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let room = digits.min(LONGEST_GROUP.saturating_sub(*group));
        let text = &self.text.as_bytes()[at..at + room];
        let sign = |(place, byte): (usize, &u8)| Sign {
            at: u32::try_from(at + place).unwrap_or(u32::MAX),
            len: 1,
            kind: Kind::Digit(byte - b'0'),
            script: Script::Ascii,
            gap: Gap::None,
        };
        self.found.signs.extend(text.iter().enumerate().map(sign));
        *group += digits;
        at + digits
    }

    /// The sign before, if the run that began at sign `begin` has one.
    fn last(&self, begin: usize) -> Option<Sign> {
        self.found.signs[begin..].last().copied()
    }

    /// The gap before the next sign, with a change of script noted.
    fn gap_before(&self, script: Script, gap: Gap, begin: usize) -> Gap {
        let changes = self.last(begin).is_some_and(|last| !last.hides() && last.script.class() != script.class());
        if changes && gap.joins() { Gap::Script } else { gap }
    }

    /// Where the run goes on over the gap at byte `at`: the gap, the byte behind it and the sign there.
    fn over_gap(&self, at: usize, begin: usize) -> Option<(Gap, usize, SignHere)> {
        if self.found.signs.len() - begin > LONGEST_RUN {
            return None;
        }
        let (gap, behind) = gap_at(self.text, at)?;
        let next @ (char, kind, script) = self.sign_at(behind, begin)?;
        if matches!(gap, Gap::Space | Gap::Wide | Gap::Line) && !(self.may_wrap)(at, behind) {
            return None;
        }
        // A date in Chinese numerals on the next line is another number.
        if gap >= Gap::Bracket && self.last(begin).is_some_and(|last| last.script.class() != script.class()) {
            return None;
        }
        let word_behind = || {
            let rest = self.text[behind..].trim_start_matches(is_cross);
            rest.starts_with(|char: char| char.is_ascii_alphanumeric())
        };
        let goes_on = match kind {
            Kind::Digit(_) => true,
            Kind::Mask(_) | Kind::Cross if gap.joins() => true,
            Kind::Mask(_) => {
                gap <= Gap::Hyphen && (leads(char) || is_hidden_group(char, &self.text[behind + char.len_utf8()..]))
            }
            Kind::Cross => (gap <= Gap::Hyphen || self.last(begin)?.gap == gap) && !word_behind(),
            Kind::Alike(_) => gap.joins(),
        };
        goes_on.then_some((gap, behind, next))
    }

    /// The sign at byte `at`, if the character there is one in this place.
    fn sign_at(&self, at: usize, begin: usize) -> Option<SignHere> {
        let byte = *self.text.as_bytes().get(at)?;
        if byte.is_ascii_digit() {
            return Some((char::from(byte), Kind::Digit(byte - b'0'), Script::Ascii));
        }
        let char = self.text[at..].chars().next()?;
        let last = self.last(begin);
        let is_mask_circle = char == '○' && last.is_none_or(|last| last.script != Script::Chinese);
        if let Some(value) = digit::value(char).filter(|_| !is_mask_circle) {
            return Some((char, Kind::Digit(value), script_of(char)));
        }
        let behind = &self.text[at + char.len_utf8()..];
        let ends = !behind.starts_with(|char: char| char.is_ascii_alphanumeric());
        if let Some(kind) = closing(char).filter(|_| ends && is_id_but_one(&self.found.signs[begin..])) {
            return Some((char, kind, Script::Ascii));
        }
        if ends && matches!(char, '#' | '＃' | '?' | '？' | '•') && is_mobile_but_one(&self.found.signs[begin..]) {
            return Some((char, Kind::Mask(char), Script::Ascii));
        }
        if is_cross(char) && is_one_letter(behind) && is_id_but_one(&self.found.signs[begin..]) {
            return Some((char, Kind::Cross, Script::Ascii));
        }
        if char == '•' && hides_one(&self.found.signs[begin..], behind) {
            return Some((char, Kind::Mask(char), Script::Ascii));
        }
        let kind = mark(char, last?, behind)?;
        Some((char, kind, Script::Ascii))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The runs of `text`, each as its signs with gaps: `_` space, `-`, `.`, `=` wide, `/` line, `'` invisible, `^` script.
    fn runs(text: &str) -> Vec<String> {
        let candidates = Candidates::of(text, &|_, _| true);
        candidates.iter().map(|candidate| candidate.signs.iter().map(written).collect()).collect()
    }

    fn written(sign: &Sign) -> String {
        let gap = match sign.gap {
            Gap::None => "",
            Gap::Invisible => "'",
            Gap::Script => "^",
            Gap::Space => "_",
            Gap::Hyphen => "-",
            Gap::Dot => ".",
            Gap::Wide => "=",
            Gap::Bracket => "(",
            Gap::Line => "/",
        };
        match sign.kind {
            Kind::Digit(value) => format!("{gap}{value}"),
            Kind::Cross => format!("{gap}X"),
            Kind::Alike(value) => format!("{gap}({value})"),
            Kind::Mask(_) => format!("{gap}*"),
        }
    }

    #[test]
    fn circles_that_mask_names_end_the_search_nowhere() {
        assert_eq!(runs("张○○，电话1234567"), ["1234567"]);
        assert_eq!(runs("○○○○1234567"), ["****1234567"]);
    }

    #[test]
    fn digits_of_every_script_make_runs() {
        for text in ["1234567", "１２３４５６７", "𝟏𝟐𝟑𝟒𝟓𝟔𝟕", "①②③④⑤⑥⑦", "一二三四五六七", "壹贰叁肆伍陆柒"]
        {
            assert_eq!(runs(&format!("号{text}，")), ["1234567"], "{text}");
        }
        assert_eq!(runs("幺三八〇零○一二"), ["13800012"]);
    }

    #[test]
    fn gaps_are_kept_and_told_apart() {
        assert_eq!(runs("138 1234-56.78  9"), ["138_1234-56.78=9"]);
        assert_eq!(runs("138\u{a0}12\u{200b}34\u{ad}56\\78"), ["138_12'34'56'78"]);
        assert_eq!(runs("1381234\n5678"), ["1381234/5678"]);
        assert_eq!(runs("①13812345678"), ["1^13812345678"]);
        assert_eq!(runs("138 - 1234 - 5678"), ["138-1234-5678"]);
        assert_eq!(runs("(138)1234-5678"), ["138(1234-5678"]);
        assert_eq!(runs("1381234\n二〇二四"), ["1381234"]);
    }

    #[test]
    fn commas_tabs_words_and_empty_lines_end_a_run() {
        assert_eq!(runs("1234567,7654321\t1111111电2222222\n\n3333333").len(), 5);
        assert_eq!(runs("12345 年 67"), [""; 0]);
    }

    #[test]
    fn a_cross_is_a_sign_only_behind_digits() {
        assert_eq!(runs("12345678X，"), ["12345678X"]);
        assert_eq!(runs("1234567×"), ["1234567X"]);
        assert_eq!(runs("1234567 X"), ["1234567_X"]);
        assert_eq!(runs("1234567Xyz"), ["1234567"]);
        assert_eq!(runs("X光1234567"), ["1234567"]);
    }

    #[test]
    fn masks_belong_to_the_run() {
        assert_eq!(runs("4601****1234"), ["4601****1234"]);
        assert_eq!(runs("****1234567"), ["****1234567"]);
        assert_eq!(runs("4601XXXXXX123某"), ["4601XXXXXX123*"]);
        assert_eq!(runs("460106 19900101 xxxx，"), ["460106_19900101_XXXX"]);
        assert_eq!(runs("****** 19900101 1239"), ["******19900101_1239"]);
        assert_eq!(runs("某甲_1234567_"), ["1234567"]);
        assert_eq!(runs("4601○○○○●■1"), ["4601******1"]);
    }

    #[test]
    fn letters_count_only_between_digits() {
        assert_eq!(runs("46O1O6l99"), ["46(0)1(0)6(1)99"]);
        assert_eq!(runs("No1234567O"), ["1234567"]);
        assert_eq!(runs("l1010519491231002X，"), ["(1)1010519491231002X"]);
        assert_eq!(runs("46010619900101123O，"), ["46010619900101123(0)"]);
        assert_eq!(runs("46010619900101123l，"), ["46010619900101123(1)"]);
        assert_eq!(runs("46010619900101123#，"), ["46010619900101123*"]);
        assert_eq!(runs("11010519491231002Xa，"), ["11010519491231002X"]);
        assert_eq!(runs("11010519491231002Xab，"), ["11010519491231002"]);
        assert_eq!(runs("1380000#234"), ["1380000*234"]);
        assert_eq!(runs("4601O6l99OX，"), ["4601(0)6(1)99(0)X"]);
        assert_eq!(runs("all1010519491231002X"), ["1010519491231002X"]);
    }

    #[test]
    fn endless_digits_cost_no_memory() {
        let candidates = Candidates::of(&"7".repeat(100_000), &|_, _| true);
        assert_eq!(candidates.iter().map(|found| found.signs.len()).collect::<Vec<_>>(), [LONGEST_GROUP]);
    }
}
