//! A paragraph that comes twice.
//!
//! Only long paragraphs count: headings, signatures and set clauses recur in any document, and
//! articles of law repeat short sentences on purpose.

use rustc_hash::FxHashMap;

use super::Check;
use super::outline::{Line, Marks, Outline};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "STR018",
    name: "repeated-paragraph",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Published,
    summary: Bilingual { zh: "段落重复", en: "a paragraph comes twice" },
    explain: Bilingual {
        zh: "一个较长的自然段一字不差地出现两次，多为粘贴时的疏漏。紧接着重复的为一般，隔段重复的为建议。",
        en: "A long paragraph stands twice, word for word: an error when the two are neighbours, otherwise advice.",
    },
    citations: &["国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》：内容准确"],
    examples: Examples {
        hit: &[
            "各单位要把公园管护作为民生实事来抓，定人定岗，逐项销号，确保年底前全面完成整改任务。\n各单位要把公园管护作为民生实事来抓，定人定岗，逐项销号，确保年底前全面完成整改任务。",
        ],
        miss: &["各单位要抓好落实。\n各单位要抓好落实。"],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// Shortest paragraph that counts when it comes right again, in bytes.
const NEXT: usize = 90;
/// Shortest paragraph that counts further away, in bytes.
const ELSEWHERE: usize = 240;

/// More repetitions than this have one cause and are one finding.
const MANY: usize = 3;

/// What tells most paragraphs apart without reading all of them: length, beginning and end.
type Sketch<'a> = (usize, &'a [u8], &'a [u8]);

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    let mut seen: FxHashMap<Sketch<'_>, usize> = FxHashMap::default();
    let mut found: Vec<Match> = Vec::new();
    for (index, line) in outline.lines.iter().enumerate().filter(|(_, line)| is_long(line)) {
        let text = outline.str(line);
        let before = seen.insert(sketch(text), index);
        if let Some(before) = before.filter(|&before| outline.str(&outline.lines[before]) == text) {
            found.extend(report(&outline.lines[before], line, index - before == 1));
        }
    }
    if found.len() > MANY {
        let others: Vec<_> = found.drain(1..).map(|other| other.span).collect();
        found[0].count += others.len() as u32;
        found[0].also.extend(others);
    }
    out.append(&mut found);
}

fn sketch(text: &str) -> Sketch<'_> {
    let bytes = text.as_bytes();
    (bytes.len(), &bytes[..NEXT / 3], &bytes[bytes.len() - NEXT / 3..])
}

fn is_long(line: &Line) -> bool {
    line.span.len() >= NEXT && line.heading.is_none() && line.marks.any(Marks::HAN)
}

fn report(before: &Line, line: &Line, neighbours: bool) -> Option<Match> {
    if !neighbours && line.span.len() < ELSEWHERE {
        return None;
    }
    let mut found = Match::new(&RULE, line.span);
    found.also.push(before.span);
    if !neighbours {
        found.severity = Severity::Advice;
    }
    found.message = Some(Message::new("本段与前文一字不差", "this paragraph has already been there"));
    Some(found)
}
