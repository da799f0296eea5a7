//! Full birth dates in lists of persons.
//!
//! Year and month alone are published with every appointment and are left alone, and so are the
//! dates of history.

use std::collections::HashSet;

use super::scene::Scene;
use super::telephone;
use super::topic::Topics;
use crate::date::Date;
use crate::document::{Block, BlockKind};
use crate::finding::Match;
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

/// Labels before a date.
pub(super) const LABELS: &[&str] = &["出生日期", "出生年月日", "出生年月：", "出生年月:", "出生时间", "生日"];
/// Words behind a date.
pub(super) const BORN: &str = "出生";
pub(super) const DAY_BORN: &str = "日生";

/// Finds dates under a header or label that says birth.
pub(super) fn find(scene: &Scene<'_>, out: &mut Vec<Match>) {
    let valued = |block: &&Block| matches!(block.kind, BlockKind::Cell(_) | BlockKind::Field);
    for block in scene.document.blocks().iter().filter(valued) {
        if !scene.document.label(block).is_some_and(|label| scene.topics(label).any(Topics::BIRTH)) {
            continue;
        }
        let listed = match block.kind {
            BlockKind::Cell(at) => !at.header && scene.is_about_somebody(at),
            kind => kind == BlockKind::Field,
        };
        let listed = listed || block.cell().is_some_and(|at| !at.header && telephone::names_anyone(scene, at));
        if listed {
            out.extend(whole(scene.text, block.span).map(|span| report(span, "header:出生日期")));
        }
    }
    for word in LABELS {
        out.extend(scene.spots.of_word(word).filter_map(|at| labelled(scene, at + word.len())));
    }
    out.extend(scene.spots.of_word(BORN).filter_map(|at| before_word(scene, at)));
    for at in scene.spots.of_word(DAY_BORN) {
        let behind = scene.text[at + DAY_BORN.len()..].chars().next();
        if behind.is_none_or(|char| !char.is_alphabetic()) {
            out.extend(before_word(scene, at + "日".len()));
        }
    }
    beside_ids(scene, out);
}

/// Finds the dates that are the birth date of an ID in the same row or near it, whatever they are called.
fn beside_ids(scene: &Scene<'_>, out: &mut Vec<Match>) {
    let own = out.iter().filter(|found| found.rule == &RULE);
    let mut known: HashSet<usize> = own.map(|found| found.span.start()).collect();
    for (id, at, birth) in scene.births() {
        let cells = at.into_iter().flat_map(|at| scene.document.row(at.table, at.row));
        let in_row = cells.filter(|cell| !cell.cell().is_some_and(|at| at.header));
        let in_row = in_row.filter_map(|cell| whole(scene.text, cell.span));
        let same = |span: &Span<Text>| read(&scene.text[span.range()]).is_some_and(|(date, _)| date == birth);
        let mut dates: Vec<Span<Text>> = in_row.filter(same).collect();
        dates.extend(near(scene.text, id, birth));
        out.extend(
            dates.into_iter().filter(|span| known.insert(span.start())).map(|span| report(span, "owner:id-beside")),
        );
    }
}

/// The places near an ID where a date stands.
fn near(text: &str, id: Span<Text>, wanted: Date) -> Vec<Span<Text>> {
    const NEAR: usize = 300;
    let start = super::scene::floor(text, id.start().saturating_sub(NEAR));
    let end = super::scene::floor(text, id.end() + NEAR).max(id.end());
    let glued = |char: char| char.is_ascii_alphanumeric();
    let year = wanted.year().to_string();
    let years = memchr::memmem::find_iter(&text.as_bytes()[start..end], &year).map(|at| start + at);
    let date = |at: usize| {
        if id.holds(at) {
            return None;
        }
        let (_, length) = read(&text[at..end]).filter(|&(date, _)| date == wanted)?;
        let free = !text[..at].ends_with(glued) && !text[at + length..].starts_with(glued);
        free.then(|| Span::new(at, at + length))
    };
    let dates: Vec<_> = years.filter_map(date).collect();
    // A lesson on how an ID is made tells its date to explain it.
    const LESSON: &[&str] = &["顺序码", "校验码", "地址码", "表示出生"];
    let lesson = !dates.is_empty() && LESSON.iter().any(|word| text[start..end].contains(word));
    if lesson { Vec::new() } else { dates }
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
