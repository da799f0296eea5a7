//! Marks that follow each other where only one can stand: 。。 ，， 、， ；。

use memchr::memchr2;

use super::Check;
use super::marks::is_stop;
use super::outline::{Marks, Outline};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::Span;

pub(super) static RULE: Rule = Rule {
    id: "STR016",
    name: "repeated-mark",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Law,
    summary: Bilingual { zh: "标点重复", en: "two marks where only one can stand" },
    explain: Bilingual {
        zh: "逗号、顿号、句号、分号、冒号不连用，也不互相连用；省略号是“……”，不用一串句号。问号、叹号可以叠用，最多三个。",
        en: "Commas, full stops, semicolons and colons do not follow each other. Question and exclamation marks may, up to three.",
    },
    citations: &["GB/T 15834-2011 4.1", "GB/T 15834-2011 5.1"],
    examples: Examples {
        hit: &["各单位要按时报送。。逾期通报。", "公园、广场、，街道都要清扫。"],
        miss: &["这样做行不行？！大家讨论。", "公园、广场……都要清扫。", "他说：“按时报送。”。"],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// Length of every mark of this rule, in bytes.
const MARK: usize = 3;

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    for line in outline.with(Marks::REPEATED) {
        let bytes = outline.str(line).as_bytes();
        let mut from = 0;
        while let Some(at) = memchr2(0xE3, 0xEF, &bytes[from..]).map(|at| from + at) {
            let run = run_at(&bytes[at..]);
            if run > 1 {
                let start = line.span.start() + at;
                out.push(report(outline, Span::new(start, start + run * MARK)));
            }
            // Both bytes begin characters of three bytes.
            from = at + run.max(1) * MARK;
        }
    }
}

/// How many marks follow each other from here on.
fn run_at(bytes: &[u8]) -> usize {
    let (marks, _) = bytes.as_chunks::<MARK>();
    marks.iter().take_while(|mark| is_stop(**mark)).count()
}

fn report(outline: &Outline<'_>, span: Span<crate::span::Text>) -> Match {
    let text = outline.document.slice(span);
    let first = text.chars().next().unwrap_or_default();
    let same = text.chars().all(|char| char == first);
    let mut found = Match::new(&RULE, span);
    found.message = Some(Message::new(format!("标点“{text}”重复"), format!("{text} are too many marks")));
    found.suggestion =
        same.then(|| if first == '。' && text.len() > 2 * MARK { "……".into() } else { first.to_string() });
    found
}
