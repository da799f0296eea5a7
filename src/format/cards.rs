//! Records in text, one value to a line: `姓名　某甲`, `户号：A661`, `- **户号**：A661`, with blank lines, rules or titles
//! (`1. 某甲`, `### A661`) between them.
//!
//! A single form is left to its lines. Where the same names come again in record after record, the values are a table that
//! stands on its side. Ranges only: nothing is copied.

use std::ops::Range;

use super::line::{Line, Signs};

/// Fewest values of a record: fewer lines with a name and a value also stand below letters.
const FEWEST: usize = 3;
/// Most values of a record.
const MOST: usize = 40;
/// Longest line of a record, in bytes.
const LONGEST: usize = 400;
/// Longest name, in bytes.
const LONGEST_NAME: usize = 36;
/// Most digits in a name: 手机号码1.
const DIGITS: usize = 2;
/// Longest title of a record, in bytes.
const LONGEST_TITLE: usize = 60;

/// What may part a name from its value.
const NAMING: Signs = Signs::COLON.or(Signs::GAP).or(Signs::EMPHASIS);

/// A name and its value, as bytes of the text.
pub(super) type Value = [Range<usize>; 2];

/// A record.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// The line above its values that has none, if there is one.
    pub(super) title: Option<Range<usize>>,
    pub(super) values: Vec<Value>,
}

/// Records of one kind, one behind the other.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cards {
    pub(super) records: Vec<Record>,
    /// How many lines they take, those between them included.
    pub(super) lines: usize,
}

/// The records that begin with the first line, if at least two do.
pub(super) fn begin(text: &str, lines: &[Line]) -> Option<Cards> {
    // Most lines are no value: a few of them are asked before anything is collected.
    let holds = |line: &Line| values(text, *line).is_some();
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
    while let Some((record, count)) = record(text, &lines[at..]) {
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
/// values, else to the next line that parts records.
fn record(text: &str, lines: &[Line]) -> Option<(Record, usize)> {
    let title = lines.first().filter(|line| is_title(text, **line)).map(|line| line.range());
    let first = title.as_ref().map_or(0, |_| 1 + lines[1..].iter().take_while(|line| line.is_blank()).count());
    let body = &lines[first..];
    let body = &body[..body.iter().take(MOST + 1).take_while(|line| !parts(text, **line)).count()];
    let held: Vec<Vec<Value>> = body.iter().map_while(|line| values(text, *line)).collect();
    let whole = title.is_some() || held.len() == body.len();
    let (count, values) = (first + held.len(), held.concat());
    (whole && (FEWEST..=MOST).contains(&values.len())).then_some((Record { title, values }, count))
}

/// True for a short line that holds no value and parts nothing.
fn is_title(text: &str, line: Line) -> bool {
    let range = line.range();
    let sentence = || text[range.clone()].ends_with(['。', '；', '，', '：', ':']);
    range.len() <= LONGEST_TITLE && !parts(text, line) && !sentence() && values(text, line).is_none()
}

/// True for a blank line and one that is drawn.
fn parts(text: &str, line: Line) -> bool {
    text[line.range()].chars().all(|char| "-—–=─━═*＊_~".contains(char))
}

/// The values of a line: one behind the other where each has a name with a colon (`户号：A1   户主：某甲`), else one.
fn values(text: &str, line: Line) -> Option<Vec<Value>> {
    let range = line.range();
    if range.len() > LONGEST || !line.signs().any(NAMING) {
        return None;
    }
    let first = value(text, range.clone())?;
    let body = &text[first[1].clone()];
    let mut found = vec![first];
    for gap in body.match_indices("  ").map(|(at, _)| at).chain(body.match_indices('\u{3000}').map(|(at, _)| at)) {
        let start = range.end - body[gap..].trim_start().len();
        // Blanks inside a value have no name behind them.
        let named = value(text, start..range.end).filter(|[name, _]| text[name.end..].starts_with(['：', ':', '*']));
        let Some(next) = named.filter(|next| found.iter().all(|known| known[0].start < next[0].start)) else {
            continue;
        };
        if let Some(last) = found.last_mut() {
            last[1].end = last[1].start.max(text[..start].trim_end().len());
        }
        found.push(next);
    }
    Some(found)
}

/// A name, a colon or wide space, and what may stand behind it. In Markdown the name may be emphasised, and it needs nothing
/// more then.
fn value(text: &str, range: Range<usize>) -> Option<Value> {
    const EMPHASIS: &str = "**";
    let body = &text[range.clone()];
    let inner = body.trim_start();
    let inner = ["- ", "* ", "+ ", "· "].iter().find_map(|mark| inner.strip_prefix(mark)).unwrap_or(inner).trim_start();
    let strong = inner.strip_prefix(EMPHASIS);
    let inner = strong.unwrap_or(inner);
    let start = range.end - inner.len();
    let length = match strong {
        Some(inner) => inner.find(EMPHASIS)?,
        None => inner.find(['：', ':', '\u{3000}']).or_else(|| inner.find("  "))?,
    };
    let name = inner[..length].trim_end_matches(|char: char| matches!(char, '：' | ':') || char.is_whitespace());
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    let is_name = (2..=LONGEST_NAME).contains(&name.len())
        && digits <= DIGITS
        && name.starts_with(char::is_alphabetic)
        && !name.contains(['，', '。', '；', '、', ',', ';', '《', '“', '*'])
        && !name.contains("//");
    let behind = inner[length..].trim_start_matches(EMPHASIS);
    let behind = behind.trim_start_matches(|char: char| matches!(char, '：' | ':') || char.is_whitespace());
    is_name.then(|| [start..start + name.len(), range.end - behind.len()..range.end])
}

/// True when the record begins with the same name and most of its names stand in the other.
fn is_like(text: &str, one: &[Value], other: &[Value]) -> bool {
    let name = |value: &Value| &text[value[0].clone()];
    let same = other.iter().filter(|value| one.iter().any(|known| name(known) == name(value))).count();
    name(&one[0]) == name(&other[0]) && same * 2 > one.len().max(other.len())
}

#[cfg(test)]
mod tests {
    use super::super::line::lines_of;
    use super::*;

    /// The values of each record, as `name=value`, and the lines.
    fn cards(text: &str) -> Option<(Vec<Vec<String>>, usize)> {
        let cards = begin(text, &lines_of(text))?;
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
        ] {
            let (records, _) = cards(text).expect(text);
            assert_eq!(records, [["户号=A1", "户主=某甲", "账户=00"], ["户号=A2", "户主=某乙", "账户=11"]], "{text}");
        }
    }

    #[test]
    fn a_single_form_and_sentences_make_none() {
        for text in [
            "户号：A1\n户主：某甲\n账户：00\n\n以上公示。",
            "甲方：某局\n乙方：某公司\n\n甲方：某委\n乙方：某厂",
            "户号：A1\n户主：某甲\n账户：00\n\n单位：某局\n电话：11\n邮编：22",
            "通知如下，请遵照：\n要求：\n一、做好。",
        ] {
            assert_eq!(cards(text), None, "{text}");
        }
    }
}
