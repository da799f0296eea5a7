//! Blanks between Chinese characters and numbers in half of the places.

use super::Check;
use super::outline::{Line, Marks, Outline};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::{Span, Text};

pub(super) static RULE: Rule = Rule {
    id: "STR025",
    name: "digit-spacing",
    category: Category::Structure,
    severity: Severity::Advice,
    basis: Basis::Convention,
    summary: Bilingual {
        zh: "汉字与数字之间有的空格、有的不空格",
        en: "blanks between Chinese characters and numbers in some places only",
    },
    explain: Bilingual {
        zh: "公文中汉字与阿拉伯数字之间一般不空格。全文统一空格的不提；有的地方空、有的地方不空（各占五分之一以上）的，提一条建议。",
        en: "Official text has no blanks around numbers. One piece of advice for a document that has them in some places only.",
    },
    citations: &["GB/T 15835-2011"],
    examples: Examples {
        hit: &[
            "全市共有 38 个公园，2021年新建 6 个，2020年新建3个。\n其中 12 个已开放，26个在建，另有 5 个在规划。\n投资3亿元，用地 40 公顷，绿地率35%，建成 9 处。",
        ],
        miss: &[
            "全市共有 38 个公园，去年新建 6 个，今年新建 3 个。\n其中 12 个已开放，26 个在建，另有 5 个在规划。",
            "全市共有38个公园，2021年新建6个，2020年新建3个。\n其中12个已开放，26 个在建。",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// Fewest places of either kind.
const FEWEST: usize = 5;
/// Either kind makes up at least one place in this many.
const SHARE: usize = 5;

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    let mut blank = Vec::new();
    let mut tight = 0;
    let numbers = outline.lines.iter().filter(|line| line.marks.any(Marks::DIGIT) && line.marks.any(Marks::HAN));
    for line in numbers {
        count(outline, line, &mut blank, &mut tight);
    }
    let all = blank.len() + tight;
    if blank.len() < FEWEST.max(all / SHARE) || tight < FEWEST.max(all / SHARE) {
        return;
    }
    let mut found = Match::new(&RULE, blank[0]);
    found.also = blank[1..].to_vec();
    found.count = blank.len() as u32;
    found.message = Some(Message::new(
        format!("汉字与数字之间 {} 处有空格、{tight} 处没有，建议统一为不空格", blank.len()),
        format!("{} places with a blank, {tight} without", blank.len()),
    ));
    out.push(found);
}

/// Adds the edges between numbers and Chinese characters on a line, the number at its head left out.
fn count(outline: &Outline<'_>, line: &Line, blank: &mut Vec<Span<Text>>, tight: &mut usize) {
    let bytes = outline.str(line).as_bytes();
    let han = |byte: Option<&u8>| byte.is_some_and(|byte| *byte >= 0x80);
    let head = line.number.map_or(0, |number| number.len as usize);
    for at in head.max(1)..bytes.len().saturating_sub(1) {
        match bytes[at] {
            b' ' => {
                let (left, right) = (bytes[at - 1], bytes[at + 1]);
                let edge =
                    (left.is_ascii_digit() && is_han_lead(right)) || (is_han_tail(bytes, at) && right.is_ascii_digit());
                if edge {
                    blank.push(Span::new(line.span.start() + at, line.span.start() + at + 1));
                }
            }
            byte if byte.is_ascii_digit() => {
                *tight += usize::from(han(bytes.get(at + 1)) && is_han_lead(bytes[at + 1]));
                *tight += usize::from(is_han_tail(bytes, at));
            }
            _ => {}
        }
    }
}

fn is_han_lead(byte: u8) -> bool {
    matches!(byte, 0xE4..=0xE9)
}

/// True when a Chinese character ends before byte `at`.
fn is_han_tail(bytes: &[u8], at: usize) -> bool {
    at >= 3 && is_han_lead(bytes[at - 3]) && bytes[at - 1] >= 0x80
}
