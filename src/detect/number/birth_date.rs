//! Full birth dates in lists of persons.
//!
//! Year and month alone are published with every appointment and are left alone, and so are the
//! dates of history.

use std::collections::HashSet;

use super::citizen_id;
use super::scene::{Scene, floor};
use super::telephone;
use super::topic::Topics;
use crate::date::Date;
use crate::digit;
use crate::document::BlockKind;
use crate::finding::{Match, Verdict};
use crate::rule::{Basis, Bilingual, Category, Confidence, Examples, Rule, Severity};
use crate::span::{Span, Text};

/// A birth date in the clear.
pub(super) static RULE: Rule = Rule {
    id: "PII017",
    name: "birth-date",
    category: Category::Privacy,
    severity: Severity::Error,
    basis: Basis::Law,
    summary: Bilingual { zh: "人员名单中的完整出生日期", en: "full birth date in a list of persons" },
    explain: Bilingual {
        zh: "查找人员名单或个人信息中写到日的出生日期。它与姓名一起足以识别个人，并能还原只隐去出生日期的身份证号。只写年、月的不报告，历史人物不报告。",
        en: "Finds birth dates down to the day in lists of persons. They identify, and they undo the usual mask of an ID number.",
    },
    citations: &["《中华人民共和国个人信息保护法》第二十八条"],
    examples: Examples {
        // Synthetic.
        hit: &[
            "姓名：王某，性别：女，出生日期：1990年1月1日",
            "姓名\t出生日期\t学历\n王某\t1990-01-01\t本科\n李某\t1991-02-03\t本科",
        ],
        miss: &[
            "王某，女，1990年1月生，大学学历。",
            "姓名\t出生年月\n王某\t1990.01\n李某\t1991.02",
            "出生日期：____年__月__日",
            "出生医学证明自1996年1月1日起启用",
        ],
    },
};

/// Finds dates under a header or label that says birth.
pub(super) fn find(scene: &Scene<'_>, out: &mut Vec<Match>) {
    for block in scene.document.blocks() {
        let Some(label) = scene.document.label(block) else { continue };
        let listed = match block.kind {
            BlockKind::Cell(at) => !at.header && scene.table(at.table).any(Topics::NAME.and(Topics::ID)),
            kind => kind == BlockKind::Field,
        };
        let listed = listed || block.cell().is_some_and(|at| !at.header && telephone::names_anyone(scene, at));
        if listed && scene.topics(label).any(Topics::BIRTH) {
            out.extend(whole(scene.text, block.span).map(|span| report(span, "header:出生日期")));
        }
    }
    for word in ["出生日期", "出生年月日", "出生时间", "生日"] {
        for at in memchr::memmem::find_iter(scene.text.as_bytes(), word.as_bytes()) {
            out.extend(labelled(scene, at + word.len()));
        }
    }
    for at in memchr::memmem::find_iter(scene.text.as_bytes(), "出生".as_bytes()) {
        out.extend(before_word(scene, at));
    }
    for at in memchr::memmem::find_iter(scene.text.as_bytes(), "日生".as_bytes()) {
        let behind = scene.text[at + "日生".len()..].chars().next();
        if behind.is_none_or(|char| !char.is_alphabetic()) {
            out.extend(before_word(scene, at + "日".len()));
        }
    }
    of_ids(scene, out);
}

/// Dates that are the birth date of an ID in the same row or record, whatever they are called. IDs are found
/// before.
fn of_ids(scene: &Scene<'_>, out: &mut Vec<Match>) {
    let mut found: Vec<Match> = Vec::new();
    let mut known: HashSet<usize> =
        out.iter().filter(|found| found.rule == &RULE).map(|found| found.span.start()).collect();
    for id in out.iter().filter(|found| found.rule == &citizen_id::RULE && found.verdict == Verdict::Report) {
        let Some(birth) = born(&scene.text[id.span.range()]) else { continue };
        let context = scene.context(id.span, 18);
        let in_record = context.block.is_some_and(|block| matches!(block.kind, BlockKind::Cell(_) | BlockKind::Field));
        let around = if in_record { scene.record(&context, id.span) } else { continue };
        for span in dates(scene.text, around).filter(|(date, _)| *date == birth).map(|(_, span)| span) {
            if !(span.start() < id.span.end() && id.span.start() < span.end()) && known.insert(span.start()) {
                found.push(report(span, "owner:id-beside"));
            }
        }
    }
    out.append(&mut found);
}

/// The birth date that an ID holds.
fn born(id: &str) -> Option<Date> {
    let digits: Vec<u32> = id.chars().filter_map(digit::value).map(u32::from).collect();
    let number =
        |from: usize, to: usize| digits.get(from..to).map(|part| part.iter().fold(0, |all, digit| all * 10 + digit));
    Date::new(number(6, 10)? as u16, number(10, 12)? as u8, number(12, 14)? as u8)
}

/// The dates within `around` that stand by themselves. Long records are read in part.
fn dates(text: &str, around: Span<Text>) -> impl Iterator<Item = (Date, Span<Text>)> + '_ {
    const LONGEST: usize = 4000;
    let end = floor(text, around.end().min(around.start() + LONGEST));
    let is_digit = |char: char| char.is_ascii_digit() || matches!(char, '０'..='９');
    let body = &text[around.start()..end];
    let starts = body.char_indices().filter(move |&(at, char)| is_digit(char) && !body[..at].ends_with(is_digit));
    starts.filter_map(move |(at, _)| {
        let (date, length) = read(&body[at..])?;
        let ends = !body[at + length..].starts_with(is_digit);
        ends.then(|| (date, Span::new(around.start() + at, around.start() + at + length)))
    })
}

/// `出生日期：1990年1月1日` on a line with a person's other data.
fn labelled(scene: &Scene<'_>, at: usize) -> Option<Match> {
    let rest = &scene.text[at..];
    let body = rest.trim_start_matches([' ', '：', ':', '为', '是', '\u{3000}']);
    let start = at + rest.len() - body.len();
    let (_, length) = read(body)?;
    beside_person(scene, Span::new(start, start + length), "label:出生日期")
}

/// `1990年1月1日出生`, `1990/1/1出生`, `1990年1月1日生`.
fn before_word(scene: &Scene<'_>, end: usize) -> Option<Match> {
    let window = super::scene::floor(scene.text, end.saturating_sub(24));
    let text = &scene.text[window..end];
    let starts = text.char_indices().filter(|(_, char)| char.is_ascii_digit() || matches!(char, '０'..='９'));
    let start =
        starts.map(|(at, _)| at).find(|&at| read(&text[at..]).is_some_and(|(_, length)| at + length == text.len()))?;
    if text[..start].ends_with(|char: char| char.is_ascii_digit()) {
        return None;
    }
    beside_person(scene, Span::new(window + start, end), "label:出生")
}

fn beside_person(scene: &Scene<'_>, span: Span<Text>, evidence: &'static str) -> Option<Match> {
    const PERSONAL: Topics =
        Topics::NAME.and(Topics::PERSONAL).and(Topics::HOME).and(Topics::ID).and(Topics::SENSITIVE);
    let line = telephone::line(scene.text, span);
    let own = telephone::topics_of(&scene.text[line.range()]);
    let words = &scene.text[line.range()];
    let sex = || ["，男", "，女", "、男", "、女", "（男", "（女"].iter().any(|sex| words.contains(sex));
    let person = scene.has_id_in(line) || own.any(PERSONAL) || sex() || scene.is_form_of_person(line);
    person.then(|| report(span, evidence))
}

fn report(span: Span<Text>, evidence: &'static str) -> Match {
    let mut found = Match::new(&RULE, span);
    found.confidence = Confidence::Medium;
    found.masked = Some("****年**月**日".to_owned());
    found.suggestion = Some("（出生日期略）".to_owned());
    found.with(evidence)
}

/// The trimmed cell, when it is a date down to the day and nothing else. A time of 00:00 may follow.
fn whole(text: &str, span: Span<Text>) -> Option<Span<Text>> {
    let cell = &text[span.range()];
    // ="1990-01-01" and '1990-01-01 keep a spreadsheet from changing it.
    let body = cell.trim_start().trim_start_matches(['=', '"', '\'']);
    let (_, length) = read(body)?;
    let rest = body[length..].trim().trim_end_matches('"');
    let start = span.start() + cell.len() - body.len();
    (rest.is_empty() || rest.starts_with("00:00") || rest.starts_with("0:00")).then(|| Span::new(start, start + length))
}

/// A date at the beginning of `text` and its length: `1990年1月1日`, `1990-01-01`, `1990.1.1`, `19900101`.
/// Only years in which somebody living can be born.
fn read(text: &str) -> Option<(Date, usize)> {
    let mut numbers = [0_u32; 3];
    let mut at = 0;
    for (index, number) in numbers.iter_mut().enumerate() {
        let width = if index == 0 { 4 } else { 2 };
        let (value, length) = leading(&text[at..], width)?;
        *number = value;
        at += length;
        at += separator(&text[at..], index);
    }
    let date = Date::new(numbers[0] as u16, numbers[1] as u8, numbers[2] as u8)?;
    (1920..=2035).contains(&date.year()).then_some((date, at))
}

/// Up to `width` digits, and the bytes they take.
fn leading(text: &str, width: usize) -> Option<(u32, usize)> {
    let digits = text.chars().take_while(|char| char.is_ascii_digit() || matches!(char, '０'..='９')).take(width);
    let digits: Vec<char> = digits.collect();
    let value =
        digits.iter().filter_map(|&char| crate::digit::value(char)).fold(0, |all, digit| all * 10 + u32::from(digit));
    let length = digits.iter().map(|char| char.len_utf8()).sum();
    (!digits.is_empty() && (width != 4 || digits.len() == 4)).then_some((value, length))
}

/// Bytes of what stands behind year, month or day.
fn separator(text: &str, index: usize) -> usize {
    let marks: &[&str] = match index {
        0 => &["年", "-", ".", "/", "－", "．", " 年"],
        1 => &["月", "-", ".", "/", "－", "．", " 月"],
        _ => &["日", " 日"],
    };
    marks.iter().find(|mark| text.starts_with(**mark)).map_or(0, |mark| mark.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_every_usual_form() {
        for text in ["1990年1月1日", "1990-01-01", "1990.1.1", "1990/1/1", "19900101", "１９９０年１月１日"]
        {
            assert_eq!(
                read(text).map(|(date, length)| (date, length == text.len())),
                Date::new(1990, 1, 1).map(|date| (date, true)),
                "{text}"
            );
        }
        assert!(["1990年1月", "1990-13-01", "1890-01-01", "90-01-01"].iter().all(|text| read(text).is_none()));
    }
}
