//! Blanks between Chinese characters and numbers in half of the places.

use memchr::memchr_iter;

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
            "8:30 集合\n9:10 参观\n9:30 座谈\n10:40 答疑\n11:40 返程\n2018年建成38个公园，2021年新建6个，2020年新建3个。",
            "1 总则\n1.1 编制目的\n1.2 编制依据\n2 组织体系\n2.1 指挥机构\n2.2 工作机构\n2018年建成38个公园，2021年新建6个，2020年新建3个。",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// Longest heading, in bytes.
const HEADING: usize = 90;
/// Fewest places of either kind.
const FEWEST: usize = 5;
/// Either kind makes up at least one place in this many.
const SHARE: usize = 5;

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    // Few texts have such blanks at all, so the other places are counted only when some were seen.
    let spaced = outline.lines.iter().filter(|line| line.marks.any(Marks::DIGIT) && line.marks.any(Marks::SPACE));
    let blank: Vec<Span<Text>> = spaced.flat_map(|line| blanks(outline, line)).collect();
    if blank.len() < FEWEST {
        return;
    }
    let numbers = outline.lines.iter().filter(|line| line.marks.any(Marks::DIGIT) && line.marks.any(Marks::HAN));
    let tight: usize = numbers.map(|line| tight(outline, line)).sum();
    let all = blank.len() + tight;
    if blank.len().min(tight) >= FEWEST.max(all / SHARE) {
        out.push(report(blank, tight));
    }
}

fn report(blank: Vec<Span<Text>>, tight: usize) -> Match {
    let mut found = Match::new(&RULE, blank[0]);
    found.also = blank[1..].to_vec();
    found.count = blank.len() as u32;
    found.message = Some(Message::new(
        format!("汉字与数字之间 {} 处有空格、{tight} 处没有，建议统一为不空格", blank.len()),
        format!("{} places with a blank, {tight} without", blank.len()),
    ));
    found
}

/// The text of a line behind the number at its head, and where it begins.
fn behind_number<'a>(outline: &Outline<'a>, line: &Line) -> (usize, &'a [u8]) {
    let text = outline.str(line);
    let head = line.number.map_or_else(|| decimal_head(text), |number| number.len as usize);
    (line.span.start() + head, &text.as_bytes()[head..])
}

/// The bytes of `1.2 ` or `9:30 ` at the head of a heading or an entry, blank included; 0 where there is none.
fn decimal_head(text: &str) -> usize {
    let rest = text.trim_start_matches(|char: char| char.is_ascii_digit() || ".:：-—".contains(char));
    let behind = rest.trim_start_matches(' ');
    if rest.len() < text.len() && behind.len() < rest.len() && text.len() < HEADING {
        text.len() - behind.len()
    } else {
        0
    }
}

/// The single blanks between a Chinese character and a digit.
fn blanks<'a>(outline: &Outline<'a>, line: &Line) -> impl Iterator<Item = Span<Text>> + 'a {
    let (start, bytes) = behind_number(outline, line);
    let inner = memchr_iter(b' ', bytes).filter(|&at| at > 0 && at + 1 < bytes.len());
    let edges = inner.filter(|&at| {
        let behind_digit = bytes[at - 1].is_ascii_digit() && is_han_lead(bytes[at + 1]);
        behind_digit || (is_han_tail(bytes, at) && bytes[at + 1].is_ascii_digit())
    });
    edges.map(move |at| Span::new(start + at, start + at + 1))
}

/// How often a Chinese character and a digit touch.
fn tight(outline: &Outline<'_>, line: &Line) -> usize {
    let (_, bytes) = behind_number(outline, line);
    let digits = (0..bytes.len()).filter(|&at| bytes[at].is_ascii_digit());
    let touching = |at: usize| {
        usize::from(bytes.get(at + 1).is_some_and(|&next| is_han_lead(next))) + usize::from(is_han_tail(bytes, at))
    };
    digits.map(touching).sum()
}

fn is_han_lead(byte: u8) -> bool {
    matches!(byte, 0xE4..=0xE9)
}

/// True when a Chinese character ends before byte `at`.
fn is_han_tail(bytes: &[u8], at: usize) -> bool {
    at >= 3 && is_han_lead(bytes[at - 3]) && bytes[at - 1] >= 0x80
}
