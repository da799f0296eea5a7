//! Sums that a sentence tells: 共120件，其中甲80件、乙50件; the three industries and the whole product.
//!
//! What follows 其中 need not be everything, so only parts that exceed their whole are reported, as
//! advice: they may overlap. Persons are left alone, since they belong to several groups at once.

use super::RULE;
use crate::detect::structure::figures::{Figure, figures};
use crate::detect::structure::outline::{Line, Outline};
use crate::finding::{Match, Message};
use crate::rule::{Confidence, Severity};
use crate::span::Span;

/// Words that say that a number is no part of what was counted, or overlaps with another part.
const OTHERS: [&str; 35] = [
    "比", "增", "减", "降", "升", "超", "上年", "去年", "同期", "累计", "目标", "计划", "任务", "平均", "人均", "每",
    "最", "约", "已", "完成", "达到", "以上", "以下", "含", "包括", "同时", "另", "还", "率", "涉及", "又", "余", "第",
    "再", "了",
];
/// Units whose things belong to several groups at once.
const PERSONS: [char; 3] = ['人', '名', '位'];
/// Most characters of the unit of a part: more is the thing that it counts.
const LONGEST_UNIT: usize = 2;
const INDUSTRIES: [&str; 3] = ["第一产业增加值", "第二产业增加值", "第三产业增加值"];

/// Every sum of the running text that cannot be right.
pub(super) fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    for (line, at) in outline.places("其中") {
        out.extend(parts(line, outline.str(line), at));
    }
    for word in ["共", "合计", "总计"] {
        let places = outline.places(word).map(|(line, at)| (line, outline.str(line), at));
        let clauses = places.filter(|(_, text, at)| text[..*at].ends_with('，'));
        out.extend(clauses.filter_map(|(line, text, at)| total_behind(line, text, at - '，'.len_utf8())));
    }
    for (line, at) in outline.places(INDUSTRIES[0]) {
        out.extend(industries(line, outline.str(line), at));
    }
}

fn parts(line: &Line, text: &str, at: usize) -> Option<Match> {
    let (start, end) = sentence(text, at);
    let sentence = &text[start..end];
    if sentence.matches("其中").count() > 1 {
        return None;
    }
    let (before, behind) = sentence.split_at(at - start);
    let whole = figures(before).into_iter().next_back().filter(|whole| is_counted(whole))?;
    let found = figures(behind);
    let mut parts: Vec<&Figure<'_>> =
        found.iter().filter(|part| same_unit(&whole, part) && !is_nested(&behind[..part.start])).collect();
    // A list that is whole before a semicolon does not go on behind it.
    let listed = parts.partition_point(|part| !behind[..part.start].contains('；'));
    if listed > 1 {
        parts.truncate(listed);
    }
    let last = parts.last().filter(|_| parts.len() > 1)?;
    let clause = before[..whole.start].rfind(['，', '；', '、']).unwrap_or(0);
    let between = [&before[clause..], &behind[..last.start]].concat();
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    let rounding = 0.51 * 0.1_f64.powi(whole.decimals as i32) * parts.len() as f64;
    let exceeds = sum > whole.value + if whole.decimals == 0 { 1e-6 } else { rounding };
    if !exceeds || OTHERS.iter().any(|word| between.contains(word)) {
        return None;
    }
    let place = |from: usize, figure: &Figure<'_>| {
        let from = line.span.start() + start + from;
        Span::new(from + figure.start, from + figure.end)
    };
    let mut found = report(place(0, &whole), sum);
    found.also = parts.iter().map(|part| place(at - start, part)).collect();
    (found.severity, found.confidence) = (Severity::Advice, Confidence::Medium);
    Some(found)
}

/// A total right behind its parts: 蔬菜40批次、水产60批次，共100批次. Where only the last of what is told are its parts, those
/// make it.
fn total_behind(line: &Line, text: &str, at: usize) -> Option<Match> {
    let (start, end) = sentence(text, at);
    let all = figures(&text[start..end]);
    let next = all.iter().position(|figure| start + figure.start > at)?;
    let whole = all[next];
    let introduced = matches!(&text[at..start + whole.start], "，共" | "，共计" | "，合计" | "，合计共" | "，总计");
    if !introduced || !is_thing(&whole) {
        return None;
    }
    let is_part = |part: &&Figure<'_>| same_unit(&whole, part) && part.unit.chars().count() <= LONGEST_UNIT;
    let mut parts: Vec<&Figure<'_>> = all[..next].iter().rev().take_while(is_part).collect();
    // Another number among the parts hides where they begin.
    if all[..next - parts.len()].iter().any(|figure| same_unit(&whole, figure)) {
        return None;
    }
    parts.reverse();
    let first = parts.first().filter(|_| parts.len() > 1)?;
    let told = &text[start..start + whole.start];
    let clause = told[..first.start].rfind(['，', '；', '：']).unwrap_or(0);
    let between = &told[clause..told.len() - (start + whole.start - at)];
    let close = parts.last().is_some_and(|last| start + last.end + last.unit.len() >= at);
    let sums = (0..parts.len() - 1).map(|from| parts[from..].iter().map(|part| part.value).sum::<f64>());
    let fits = parts.iter().any(|part| part.value == whole.value)
        || sums.into_iter().any(|sum| (sum - whole.value).abs() < 0.5);
    if fits || !close || between.contains('各') || OTHERS.iter().any(|word| between.contains(word)) {
        return None;
    }
    let place = |figure: &Figure<'_>| {
        let from = line.span.start() + start;
        Span::new(from + figure.start, from + figure.end)
    };
    let sum = parts.iter().map(|part| part.value).sum();
    let mut found = Match::new(&RULE, place(&whole));
    found.also = parts.iter().map(|part| place(part)).collect();
    found.message = Some(message("前面各项", sum, whole.value));
    (found.severity, found.confidence) = (Severity::Advice, Confidence::Medium);
    Some(found)
}

/// True in brackets that open behind 其中, where a part is told in its own parts, and behind those that 其中
/// stands in: 农用地40公顷（耕地30公顷、园地10公顷）.
fn is_nested(before: &str) -> bool {
    before.rfind(['（', '）', '(', ')']).is_some_and(|at| {
        let opens = before[at..].starts_with(['（', '(']);
        opens || before.matches(['）', ')']).count() > before.matches(['（', '(']).count()
    })
}

/// The bytes of the sentence around byte `at`.
fn sentence(text: &str, at: usize) -> (usize, usize) {
    let start = text[..at].rfind('。').map_or(0, |end| end + '。'.len_utf8());
    (start, text[at..].find('。').map_or(text.len(), |end| at + end))
}

/// True for a number of things, not of persons, days or hundredths.
fn is_counted(figure: &Figure<'_>) -> bool {
    is_thing(figure) && !unit(figure).starts_with(PERSONS)
}

/// True for a number of things or persons.
fn is_thing(figure: &Figure<'_>) -> bool {
    !unit(figure).is_empty() && !unit(figure).starts_with(['年', '月', '日', '时', '号', '条', '章', '岁'])
}

/// The unit without the word for how many thousands of it.
fn unit<'a>(figure: &Figure<'a>) -> &'a str {
    figure.unit.trim_start_matches(['万', '亿', '多', '余'])
}

/// The same unit, and in the same thousands.
fn same_unit(whole: &Figure<'_>, part: &Figure<'_>) -> bool {
    let letters = if whole.unit.starts_with(['万', '亿', '公', '平', '立', '千']) { 2 } else { 1 };
    whole.unit.chars().take(letters).eq(part.unit.chars().take(letters))
}

/// The three industries make up the whole product.
fn industries(line: &Line, text: &str, at: usize) -> Option<Match> {
    let whole = figures(&text[text[..at].rfind("生产总值")?..at]).into_iter().find(|figure| is_counted(figure))?;
    let mut sum = 0.0;
    let mut from = at;
    for name in INDUSTRIES {
        from += text[from..].find(name)? + name.len();
        let part = figures(&text[from..]).into_iter().next().filter(|part| part.start == 0)?;
        if !same_unit(&whole, &part) || part.decimals != whole.decimals {
            return None;
        }
        sum += part.value;
    }
    let last = figures(&text[from..]).into_iter().next()?;
    let allowed = 2.1 * 0.1_f64.powi(whole.decimals as i32);
    let far = (sum - whole.value).abs() > allowed;
    let span = Span::new(line.span.start() + from + last.start, line.span.start() + from + last.end);
    far.then(|| Match { message: Some(message("三次产业增加值", sum, whole.value)), ..Match::new(&RULE, span) })
}

fn report(span: Span<crate::span::Text>, sum: f64) -> Match {
    let mut found = Match::new(&RULE, span);
    let sum = rounded(sum);
    found.message = Some(Message::new(
        format!("“其中”各项之和为 {sum}，超过总数"),
        format!("the parts make {sum}, which is more than the whole"),
    ));
    found
}

fn message(what: &str, sum: f64, whole: f64) -> Message {
    let (sum, whole) = (rounded(sum), rounded(whole));
    Message::new(format!("{what}之和为 {sum}，总数为 {whole}"), format!("the parts make {sum}, the whole is {whole}"))
}

fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}
