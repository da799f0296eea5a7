//! Records in text, one value to a line (`姓名　某甲`, `- **户号**：A661`) or one record to a line (`姓名：某甲；户号：A661`),
//! with blank lines, rules or titles (`1. 某甲`, `### A661`) between them.
//!
//! A single form is left to its lines. Where the same names come again in record after record, the values are a table that
//! stands on its side. Ranges only: nothing is copied.

use std::ops::Range;

/// Fewest values of a record: fewer lines with a name and a value also stand below letters.
const FEWEST: usize = 3;
/// Most values of a record.
const MOST: usize = 40;
/// Longest line of a record, in bytes.
const LONGEST: usize = 900;
/// Longest name, in bytes.
const LONGEST_NAME: usize = 36;
/// Bytes of a line in which its first name ends.
const REACH: usize = 64;
/// Most digits in a name: 手机号码1.
const DIGITS: usize = 2;
/// Longest title of a record, in bytes.
const LONGEST_TITLE: usize = 60;
/// Digits of a number that makes lines of names and values data.
pub(super) const NUMBER: usize = 7;
/// Lines among which a number stands, if most records hold one: two records with blank lines between their values.
pub(super) const FAR: usize = 4 * MOST;
/// A title, a blank line and the first value.
const TITLED: usize = 3;

/// A line without the white space around it, as bytes of the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    start: u32,
    end: u32,
}

impl Line {
    /// The line of these bytes.
    pub(crate) fn new(range: Range<usize>) -> Self {
        Line { start: range.start as u32, end: range.end as u32 }
    }

    /// The bytes of the line.
    pub(crate) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The lines of a text, as formats hand them over.
    #[cfg(test)]
    pub(super) fn all_of(text: &str) -> Vec<Line> {
        let line = |line: &str| {
            let start = line.trim_start().as_ptr().addr() - text.as_ptr().addr();
            Line::new(start..start + line.trim().len())
        };
        text.split('\n').map(line).collect()
    }

    /// True when nothing is on it.
    pub(crate) fn is_blank(self) -> bool {
        self.start == self.end
    }
}

/// A name and its value, as bytes of the text.
pub(crate) type Value = [Range<usize>; 2];

/// A record.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// The line above its values that has none, if there is one.
    pub(crate) title: Option<Range<usize>>,
    /// Its values in the order of the text.
    pub(crate) values: Vec<Value>,
}

/// Records of one kind, one behind the other.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Cards {
    /// At least two.
    pub(crate) records: Vec<Record>,
    /// How many lines they take, those between them included.
    pub(crate) lines: usize,
}

/// A value of a record in the table that all records make.
pub(crate) struct Placed<'a> {
    /// Counted from 0, as its column is: one for each name that the records begin to have.
    pub(crate) row: u32,
    pub(crate) column: u32,
    pub(crate) name: &'a Range<usize>,
    pub(crate) value: &'a Range<usize>,
}

impl Cards {
    /// All values, row by row. A name that comes twice in a record has two columns.
    pub(crate) fn values(&self, text: &str) -> Vec<Placed<'_>> {
        let words = |value: &Value| &text[value[0].clone()];
        let mut columns: Vec<(&str, usize)> = Vec::new();
        let mut placed = Vec::new();
        for (row, record) in (0..).zip(&self.records) {
            for (place, named @ [name, value]) in record.values.iter().enumerate() {
                let nth = record.values[..place].iter().filter(|other| words(other) == words(named)).count();
                let known = columns.iter().position(|column| *column == (words(named), nth));
                let column = known.unwrap_or_else(|| {
                    columns.push((words(named), nth));
                    columns.len() - 1
                });
                placed.push(Placed { row, column: column as u32, name, value });
            }
        }
        placed
    }

    /// True where most records hold a number that may be somebody's.
    pub(crate) fn have_numbers(&self, text: &str) -> bool {
        let long = |[_, value]: &Value| text[value.clone()].bytes().filter(u8::is_ascii_digit).count() >= NUMBER;
        let with = self.records.iter().filter(|record| record.values.iter().any(long)).count();
        with * 2 > self.records.len()
    }
}

/// False for lines without any mark that may part a name from its value, which is most of them. Asked of all bytes, two by
/// two and many at once: what begins or ends `：`, `→`, `【` and the ideographic space tells them.
pub(super) fn may_name(line: &str) -> bool {
    let bytes = line.as_bytes();
    let mark = |byte: u8| (byte == b':') | (byte == b'=') | (byte == b'>');
    let pair = |first: u8, second: u8| {
        (first == second) & ((first == b' ') | (first == b'*'))
            | (first == 0xBC) & (second == 0x9A)
            | (first == 0x86) & (second == 0x92)
            | (first == 0x80) & ((second == 0x80) | (second == 0x90))
    };
    let pairs = || bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    bytes.iter().fold(false, |any, &byte| any | mark(byte)) || pairs().fold(false, |any, (&a, &b)| any | pair(a, b))
}

/// False where no records begin with the first line: neither it nor the one below it, if it is a title, is `named`, which
/// says by its number whether a line [may name](may_name) a value.
pub(crate) fn may_begin(lines: &[Line], named: impl Fn(usize) -> bool) -> bool {
    let may_be_title = || lines.first().is_some_and(|line| line.range().len() <= LONGEST_TITLE);
    let below = || (1..lines.len().min(TITLED)).find(|&at| !lines[at].is_blank());
    !lines.is_empty() && (named(0) || may_be_title() && below().is_some_and(named))
}

/// The records that begin with the first line, if at least two do.
pub(crate) fn begin(text: &str, lines: &[Line]) -> Option<Cards> {
    // Most lines are no value: a few of them are asked before anything is collected.
    let holds = |line: &Line| first_value(text, *line).is_some();
    let (first, second) = (lines.first()?, lines.get(1)?);
    let may_begin = if holds(first) {
        parts(text, *second) || holds(second)
    } else {
        is_title(text, *first) && lines[1..].iter().find(|line| !line.is_blank()).is_some_and(holds)
    };
    if !may_begin {
        return None;
    }
    let mut records: Vec<Record> = Vec::new();
    let (mut at, mut end) = (0, 0);
    while let Some((record, count)) = record(text, &lines[at..], records.first()) {
        if records.first().is_some_and(|first| !is_like(text, &first.values, &record.values)) {
            break;
        }
        end = at + count;
        records.push(record);
        at = end + lines[end..].iter().take_while(|line| parts(text, **line)).count();
    }
    (records.len() > 1).then_some(Cards { records, lines: end })
}

/// The record that begins with the first line, and how many lines it takes. Below a title it goes on as long as the lines hold
/// values, else to the next line that parts records; its first name begins another, and names that the first record has not
/// are no part of it.
fn record(text: &str, lines: &[Line], known: Option<&Record>) -> Option<(Record, usize)> {
    let title = lines.first().filter(|line| is_title(text, **line)).map(|line| line.range());
    let first = title.as_ref().map_or(0, |_| 1 + lines[1..].iter().take_while(|line| line.is_blank()).count());
    let body = &lines[first..];
    let body = &body[..body.iter().take(MOST + 1).take_while(|line| !parts(text, **line)).count()];
    let mut held: Vec<Value> = Vec::new();
    let mut count = 0;
    for line in body {
        let Some(values) = values(text, *line) else { break };
        let name = |value: &Value| &text[value[0].clone()];
        let is_known =
            |value: &Value| known.is_none_or(|known| known.values.iter().any(|other| name(other) == name(value)));
        if held.first().is_some_and(|first| name(first) == name(&values[0])) || !values.iter().any(is_known) {
            break;
        }
        held.extend(values);
        count += 1;
    }
    let begins_again = || {
        let next = body.get(count).and_then(|line| values(text, *line));
        next.is_some_and(|next| text[next[0][0].clone()] == text[held[0][0].clone()])
    };
    let fits = (FEWEST..=MOST).contains(&held.len());
    let whole = fits && (title.is_some() || known.is_some() || count == body.len() || begins_again());
    whole.then_some((Record { title, values: held }, first + count))
}

/// True for a short line that holds no value and parts nothing.
fn is_title(text: &str, line: Line) -> bool {
    let range = line.range();
    let sentence = || text[range.clone()].ends_with(['。', '；', '，', '：', ':']);
    range.len() <= LONGEST_TITLE && !parts(text, line) && !sentence() && first_value(text, line).is_none()
}

/// True for a blank line and one that is drawn.
fn parts(text: &str, line: Line) -> bool {
    text[line.range()].chars().all(|char| "-—–=─━═*＊_~".contains(char))
}

/// The values of a line: one behind the other where each has a name with a mark (`户号：A1   户主：某甲`), else one.
fn values(text: &str, line: Line) -> Option<Vec<Value>> {
    const MARKS: &[char] = &['；', ';', '，', ',', '、', '|', '｜', '\u{3000}', '\u{2003}', '\t', '【', '*'];
    let range = line.range();
    let mut first = first_value(text, line)?;
    let start = first[1].start;
    let body = &text[start..range.end];
    if !may_hold_names(body) {
        trim(text, &mut first[1]);
        return Some(vec![first]);
    }
    let mut found = vec![first];
    let gaps = body.match_indices("  ").map(|(at, gap)| at + gap.len());
    let marks =
        body.match_indices(MARKS).map(|(at, mark)| if matches!(mark, "【" | "*") { at } else { at + mark.len() });
    let mut starts: Vec<usize> = gaps.chain(marks).map(|at| start + at).collect();
    starts.sort_unstable();
    for begin in starts {
        // Blanks and marks inside a value have no name behind them.
        let named = value(text, begin..range.end).filter(|[name, _]| is_marked(&text[name.end..]));
        let Some(last) = found.last_mut() else { break };
        if let Some(next) = named.filter(|next| last[0].start < next[0].start && last[1].start <= begin) {
            last[1].end = last[1].start.max(begin);
            found.push(next);
        }
    }
    found.iter_mut().for_each(|value| trim(text, &mut value[1]));
    Some(found)
}

/// The value that a line begins with.
fn first_value(text: &str, line: Line) -> Option<Value> {
    let range = line.range();
    if range.len() <= LONGEST { value(text, range) } else { None }
}

/// True for what stands behind a name that is certainly one.
fn is_marked(behind: &str) -> bool {
    behind.starts_with(['：', ':', '=', '*', '】', '→']) || behind.starts_with("->")
}

/// False where nothing is [marked](is_marked) as a name.
fn may_hold_names(body: &str) -> bool {
    let mark = |byte: u8| (byte == b':') | (byte == b'=') | (byte == b'*') | (byte == b'>');
    body.bytes().fold(false, |any, byte| any | mark(byte))
        || body.contains('：')
        || body.contains('】')
        || body.contains('→')
}

/// Leaves out the marks between a value and the next name.
fn trim(text: &str, value: &mut Range<usize>) {
    let is_edge = |char: char| char.is_whitespace() || "；;，,、|｜。【".contains(char);
    value.end = value.start + text[value.clone()].trim_end_matches(is_edge).len();
}

/// A name, a colon or wide space, and what may stand behind it. In Markdown the name may be emphasised, and it needs nothing
/// more then; so does one in brackets: 【户号】A1.
fn value(text: &str, range: Range<usize>) -> Option<Value> {
    const BRACKETS: [(&str, &str); 2] = [("**", "**"), ("【", "】")];
    let inner = without_ordinal(text[range.clone()].trim_start());
    let bracket = BRACKETS.into_iter().find_map(|(open, close)| Some((inner.strip_prefix(open)?, close)));
    let inner = bracket.map_or(inner, |(inner, _)| inner);
    let start = range.end - inner.len();
    let near = &inner[..inner.floor_char_boundary(REACH)];
    let length = match bracket {
        Some((_, close)) => near.find(close)?,
        None => end_of_name(near)?,
    };
    let name = inner[..length].trim_end_matches(|char: char| matches!(char, '：' | ':') || char.is_whitespace());
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    let is_name = (2..=LONGEST_NAME).contains(&name.len())
        && digits <= DIGITS
        && name.starts_with(char::is_alphabetic)
        && !name.contains(['，', '。', '；', '、', ',', ';', '《', '“', '*', '"', '<'])
        && !name.contains("  ");
    let behind = &inner[length..];
    let behind = bracket.map_or(behind, |(_, close)| behind.trim_start_matches(close));
    let is_mark = |char: char| matches!(char, '：' | ':' | '=' | '→' | '>') || char.is_whitespace();
    let behind = behind.strip_prefix("->").unwrap_or(behind).trim_start_matches(is_mark);
    let link = behind.starts_with("//");
    // **某甲** by itself is the title of a record.
    let alone =
        bracket.is_some() && behind.is_empty() && inner[length..].chars().all(|char| matches!(char, '*' | '】'));
    (is_name && !link && !alone).then(|| [start..start + name.len(), range.end - behind.len()..range.end])
}

/// Where the first mark stands that ends a name: one character, else `->`, else two blanks.
fn end_of_name(near: &str) -> Option<usize> {
    const MARKS: [&str; 3] = ["：", "\u{3000}", "→"];
    let bytes = near.as_bytes();
    let (mut arrow, mut gap) = (None, None);
    for (at, pair) in bytes.windows(2).enumerate() {
        match pair {
            [b':' | b'=', _] => return Some(at),
            [0xE2 | 0xE3 | 0xEF, _] if MARKS.iter().any(|mark| bytes[at..].starts_with(mark.as_bytes())) => {
                return Some(at);
            }
            b"->" => arrow = arrow.or(Some(at)),
            b"  " => gap = gap.or(Some(at)),
            _ => {}
        }
    }
    let last = near.ends_with([':', '=']).then(|| near.len() - 1);
    last.or(arrow).or(gap)
}

/// `- 户号：…` and `1、户号：…` without what stands before the name.
fn without_ordinal(line: &str) -> &str {
    let item = ["- ", "* ", "+ ", "· "].iter().find_map(|mark| line.strip_prefix(mark));
    if let Some(item) = item {
        return item.trim_start();
    }
    let body = line.strip_prefix(['（', '(']).unwrap_or(line);
    let behind = body.trim_start_matches(|char: char| char.is_ascii_digit() || "一二三四五六七八九十".contains(char));
    let number = behind.len() < body.len() && body.len() - behind.len() <= 9;
    let marked = behind.strip_prefix(['、', '.', '．', ')', '）']);
    marked.filter(|_| number).map_or(line, str::trim_start)
}

/// True when the record begins with the same name and most of its names stand in the other.
fn is_like(text: &str, one: &[Value], other: &[Value]) -> bool {
    let name = |value: &Value| &text[value[0].clone()];
    let same = other.iter().filter(|value| one.iter().any(|known| name(known) == name(value))).count();
    name(&one[0]) == name(&other[0]) && same * 2 > one.len().max(other.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values of each record, as `name=value`, and the lines.
    fn cards(text: &str) -> Option<(Vec<Vec<String>>, usize)> {
        let cards = begin(text, &Line::all_of(text))?;
        let show = |[name, value]: &Value| format!("{}={}", &text[name.clone()], &text[value.clone()]);
        Some((cards.records.iter().map(|record| record.values.iter().map(show).collect()).collect(), cards.lines))
    }

    #[test]
    fn names_that_come_again_make_records() {
        for text in [
            "户号　A1\n户主　某甲\n账户　00\n\n户号　A2\n户主　某乙\n账户　11",
            "户号：A1\n户主：某甲\n账户：00\n-----\n户号：A2\n户主：某乙\n账户：11\n\n以上。",
            "户号  A1\n户主  某甲\n账户  00\n\n\n户号  A2\n户主  某乙\n账户  11",
            "户号: A1   户主: 某甲\n账户: 00\n-----\n户号: A2   户主: 某乙\n账户: 11",
            "户号：A1　户主：某甲　账户：00\n-----\n户号：A2　户主：某乙　账户：11",
            "1. A1\n   - **户号**：A1\n   - **户主**：某甲\n   - **账户**：00\n2. A2\n   - **户号**：A2\n   - **户主**：某乙\n   - **账户**：11\n\n2024年",
            "### 一\n\n**户号** A1  \n**户主** 某甲  \n**账户** 00  \n\n### 二\n\n**户号** A2\n**户主** 某乙\n**账户** 11",
            "- 户号：A1\n- 户主：某甲\n- 账户：00\n\n- 户号：A2\n- 户主：某乙\n- 账户：11",
            "户号：A1\n户主：某甲\n账户：00\n户号：A2\n户主：某乙\n账户：11",
            "1、户号：A1；户主：某甲；账户：00。\n2、户号：A2；户主：某乙；账户：11。",
            "（一）户号：A1，户主：某甲，账户：00\n（二）户号：A2，户主：某乙，账户：11",
            "户号=A1;户主=某甲;账户=00\n户号=A2;户主=某乙;账户=11",
            "户号 -> A1\n户主 -> 某甲\n账户 -> 00\n\n户号 -> A2\n户主 -> 某乙\n账户 -> 11",
            "- **A1**\n  - 户号: A1\n  - 户主: 某甲\n  - 账户: 00\n- **A2**\n  - 户号: A2\n  - 户主: 某乙\n  - 账户: 11",
            "【户号】A1【户主】某甲【账户】00\n【户号】A2【户主】某乙【账户】11",
            "**户号**：A1 ｜ **户主**：某甲 ｜ **账户**：00\n\n**户号**：A2 ｜ **户主**：某乙 ｜ **账户**：11",
        ] {
            let (records, _) = cards(text).expect(text);
            assert_eq!(records, [["户号=A1", "户主=某甲", "账户=00"], ["户号=A2", "户主=某乙", "账户=11"]], "{text}");
        }
    }

    #[test]
    fn a_name_ends_where_a_slow_search_says() {
        for near in [
            "户号：A",
            "户号: A",
            "户号=",
            "户号:",
            "户号",
            "户号 -> A  B",
            "户号  A",
            "户号  A -> B",
            "户 号→A",
            "a  b=c->d",
            "号\u{3000}",
            "",
            ":",
            "→",
        ] {
            let slow = near.find(['：', ':', '=', '\u{3000}', '→']).or_else(|| near.find("->"));
            assert_eq!(end_of_name(near), slow.or_else(|| near.find("  ")), "{near}");
        }
    }

    #[test]
    fn a_line_that_holds_a_value_may_name_one() {
        for (line, expected) in [
            ("户号：A", true),
            ("户号:A", true),
            ("户号→A", true),
            ("户号\u{3000}A", true),
            ("户号  A", true),
            ("户号=", true),
            ("户号->A", true),
            ("【户号】A", true),
            ("**户号** A", true),
            ("户 号，A。", false),
            ("*", false),
            ("", false),
        ] {
            assert_eq!(may_name(line), expected, "{line}");
        }
    }

    #[test]
    fn what_stands_below_the_last_record_is_no_part_of_it() {
        let text = "户号：A1；户主：某甲；账户：00\n户号：A2；户主：某乙；账户：11\n咨询电话：22";
        assert_eq!(cards(text).map(|(records, lines)| (records.concat().len(), lines)), Some((6, 2)));
    }

    #[test]
    fn a_single_form_and_sentences_make_none() {
        for text in [
            "户号：A1\n户主：某甲\n账户：00\n\n以上公示。",
            "甲方：某局\n乙方：某公司\n\n甲方：某委\n乙方：某厂",
            "户号：A1\n户主：某甲\n账户：00\n\n单位：某局\n电话：11\n邮编：22",
            "通知如下，请遵照：\n要求：\n一、做好。",
            "某甲，户号：A1，账户：00。\n某乙，户号：A2，账户：11。",
            "户号：A1；户主：某甲；账户：00。",
        ] {
            assert_eq!(cards(text), None, "{text}");
        }
    }
}
