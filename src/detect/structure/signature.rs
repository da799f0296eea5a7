//! 成文日期: missing below the body, or with padded months and days.
//!
//! Only documents that look official are asked for it: a 发文字号 of their own in the head, a
//! title, and a body. A web page shows other dates, and parts of documents have none.

use super::Check;
use super::days::Day;
use super::outline::{Line, Outline};
use crate::detect::dating::DateSource;
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::Span;

pub(super) static MISSING: Rule = Rule {
    id: "STR014",
    name: "missing-date",
    category: Category::Structure,
    severity: Severity::Advice,
    basis: Basis::Law,
    summary: Bilingual { zh: "正文之后没有成文日期", en: "no date below the body" },
    explain: Bilingual {
        zh: "有发文字号的公文，正文之后应当署成文日期。网页把落款另行处理的，可不改，故只作建议。",
        en: "An official document with a number of its own carries its date below the body. Advice, since pages may show it elsewhere.",
    },
    citations: &["GB/T 9704-2012 7.3.5"],
    examples: Examples {
        hit: &[
            "临江政办〔2021〕7号\n临江市人民政府关于开展公园巡查的通知\n各区人民政府：\n为提升公园管理水平，现就巡查工作通知如下。\n请各单位认真组织，按时完成。\n联系人另行通知，请留意。",
        ],
        miss: &[
            "临江政办〔2021〕7号\n临江市人民政府关于开展公园巡查的通知\n各区人民政府：\n为提升公园管理水平，现就巡查工作通知如下。\n请各单位认真组织，按时完成。\n2021年3月5日",
            "关于公园巡查的几点体会\n巡查要早，整改要快。",
        ],
    },
};

pub(super) static PADDED: Rule = Rule {
    id: "STR013",
    name: "padded-date",
    category: Category::Structure,
    severity: Severity::Advice,
    basis: Basis::Law,
    summary: Bilingual { zh: "成文日期的月、日编了虚位", en: "a leading zero in the date of the document" },
    explain: Bilingual {
        zh: "成文日期中的数字用阿拉伯数字将年、月、日标全，月、日不编虚位：1 不写成 01。只检查落款处单独成行的日期。",
        en: "Month and day of the signature are written without leading zeros.",
    },
    citations: &["GB/T 9704-2012 7.3.5.4"],
    examples: Examples {
        hit: &["请各单位认真组织，按时完成，并将有关情况及时报送市局。\n临江市民政局\n2021年03月05日"],
        miss: &[
            "请各单位认真组织，按时完成，并将有关情况及时报送市局。\n临江市民政局\n2021年3月5日",
            "发布时间：2021年03月05日",
        ],
    },
};

pub(super) const MISSING_CHECK: Check = Check { rule: &MISSING, find: missing };
pub(super) const PADDED_CHECK: Check = Check { rule: &PADDED, find: padded };

/// The document's own number stands within this many lines.
const HEAD_LINES: usize = 10;
/// Fewest paragraphs of a body.
const BODY: usize = 2;

fn missing(outline: &Outline<'_>, out: &mut Vec<Match>) {
    let head = outline.lines.iter().take(HEAD_LINES);
    let numbered = head.clone().any(|line| is_own_number(outline.str(line)));
    if !numbered || outline.title().is_none() || is_signed(outline) {
        return;
    }
    let body: Vec<&Line> = body(outline).collect();
    let Some(last) = body.last().filter(|_| body.len() >= BODY) else { return };
    let tail = outline.str(last).char_indices().rev().nth(3).map_or(0, |(at, _)| at);
    let mut found = Match::new(&MISSING, Span::new(last.span.start() + tail, last.span.end()));
    found.message = Some(Message::new("正文结束后没有成文日期", "no date follows the body"));
    out.push(found);
}

fn is_own_number(line: &str) -> bool {
    line.len() < 90
        && line.ends_with('号')
        && line.contains(['〔', '[', '（', '(', '【'])
        && !line.contains(['，', '。', '《'])
}

/// True when a date is signed, or when one stands alone below the body in any form.
fn is_signed(outline: &Outline<'_>) -> bool {
    let signed = outline.dated().is_some_and(|dated| dated.source <= DateSource::Adoption);
    signed || outline.days().iter().any(|day| day.year.is_some() && ends_a_short_line(outline, day))
}

fn ends_a_short_line(outline: &Outline<'_>, day: &Day) -> bool {
    let before = outline.text[day.line_start..day.span.start()].trim();
    let after = outline.text[day.span.end()..day.line_end].trim();
    before.chars().count() <= 20
        && !before.contains(['，', '：', ':'])
        && matches!(after, "" | "印发" | "发布" | "）" | ")")
}

/// The paragraphs before the first attachment that end like sentences.
fn body<'a>(outline: &'a Outline<'_>) -> impl Iterator<Item = &'a Line> {
    let before = outline.lines.iter().take_while(|line| !is_attachment(outline.str(line)));
    before.filter(|line| outline.str(line).ends_with(['。', '；', '：']))
}

fn is_attachment(text: &str) -> bool {
    text.trim_start_matches(['-', ' ', '*']).starts_with("附件")
}

/// The first signed date below a paragraph of the body.
fn padded(outline: &Outline<'_>, out: &mut Vec<Match>) {
    let alone = |day: &&Day| day.padded && is_alone(day) && follows_body(outline, day);
    let Some(day) = outline.days().iter().find(alone) else { return };
    let mut found = Match::new(&PADDED, day.span);
    found.suggestion = day.year.map(|year| format!("{year}年{}月{}日", day.month, day.day));
    out.push(found);
}

fn is_alone(day: &Day) -> bool {
    day.year.is_some() && day.span == Span::new(day.line_start, day.line_end)
}

fn follows_body(outline: &Outline<'_>, day: &Day) -> bool {
    let above = outline.lines.iter().take_while(|line| line.span.end() <= day.span.start());
    above.filter(|line| line.span.len() > 60).any(|line| outline.str(line).ends_with('。'))
}
