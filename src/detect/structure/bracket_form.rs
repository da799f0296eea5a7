//! （一） and (一) in one document.
//!
//! A document that writes all its numbers with half-width brackets is left alone; the fault is the
//! mixture. One finding for each section under 一、 that holds half-width numbers.

use super::Check;
use super::numbering::{Brackets, Level, Number};
use super::outline::{Line, Outline};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    id: "STR003",
    name: "bracket-form",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Law,
    summary: Bilingual {
        zh: "层次序数的括号全角、半角混用",
        en: "full-width and half-width brackets are mixed in item numbers",
    },
    explain: Bilingual {
        zh: "第二层、第四层序数写作“（一）”“（1）”，用全角括号。同一文件里（一）与(一)混用，或者一个括号全角、一个半角，都应改为全角。\
             每节报一处，其余位置列在“另见”中。",
        en: "Item numbers take full-width brackets. Reports a document that mixes them with half-width ones, once for each section.",
    },
    citations: &["GB/T 9704-2012 7.3.3", "GB/T 15834-2011 4.9"],
    examples: Examples {
        hit: &[
            "一、任务\n（一）清理台账。由各街道负责。\n(二)公布结果。由区里负责。",
            "一、任务\n（一）清理台账。由各街道负责。\n（二)公布结果。由区里负责。",
        ],
        miss: &[
            "一、任务\n（一）清理台账。由各街道负责。\n（二）公布结果。由区里负责。",
            "一、任务\n(一)清理台账。由各街道负责。\n(二)公布结果。由区里负责。",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    for level in [Level::HanParen, Level::ArabicParen] {
        let at_level = |number: Number| number.level == level;
        let has = |brackets| numbers(outline).any(|(_, number)| at_level(number) && number.brackets == brackets);
        let mixed = has(Brackets::Full) && has(Brackets::Half);
        if mixed || has(Brackets::Mixed) {
            let is_wrong = |number: Number| {
                at_level(number) && (number.brackets == Brackets::Mixed || (mixed && number.brackets == Brackets::Half))
            };
            report_sections(outline, is_wrong, out);
        }
    }
}

fn numbers<'a>(outline: &'a Outline<'_>) -> impl Iterator<Item = (&'a Line, Number)> {
    outline.lines.iter().filter_map(|line| Some((line, line.number?)))
}

fn report_sections(outline: &Outline<'_>, is_wrong: impl Fn(Number) -> bool, out: &mut Vec<Match>) {
    let mut section: Option<Match> = None;
    for (line, number) in numbers(outline) {
        if number.level == Level::Han {
            out.extend(section.take());
        }
        if !is_wrong(number) {
            continue;
        }
        let span = Outline::number_span(line);
        match &mut section {
            None => section = Some(first(span, number)),
            Some(found) => {
                found.also.push(span);
                found.count += 1;
            }
        }
    }
    out.extend(section);
}

fn first(span: crate::span::Span<crate::span::Text>, number: Number) -> Match {
    let right = Number::written(number.level, number.value);
    let mut found = Match::new(&RULE, span);
    found.message = Some(Message::new(
        format!("序数括号应为全角，写作“{right}”，与本文件其他序数一致"),
        format!("write {right} with full-width brackets, like the other numbers of this document"),
    ));
    found.suggestion = Some(right);
    found
}
