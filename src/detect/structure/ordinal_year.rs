//! Congresses, plans and anniversaries that do not fit the year named beside them:
//! 2024年3月召开的十四届全国人大三次会议, “十四五”时期（2020—2025年）, 2021年是中国共产党成立101周年.
//!
//! Only a year that stands right beside the ordinal is judged, so that a year in which something
//! was remembered is never taken for the year in which it was.

use std::ops::RangeInclusive;

use super::Check;
use super::numbering::han_value;
use super::outline::{Line, Marks, Outline};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::Span;

mod facts;
mod read;

pub(super) static RULE: Rule = Rule {
    id: "STR030",
    name: "ordinal-year",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Published,
    summary: Bilingual {
        zh: "会议届次、五年规划、周年与年份不符",
        en: "a congress, plan or anniversary does not fit its year",
    },
    explain: Bilingual {
        zh: "党的代表大会和中央全会、全国人大和全国政协的届次、五年规划的序数、周年数，与紧挨着写明的年份应当相符。年份与序数不相邻的不判断。",
        en: "Congresses and sessions, five-year plans and anniversaries are checked against a year named right beside them.",
    },
    citations: &["国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》：内容准确"],
    examples: Examples {
        hit: &[
            "2024年3月5日，第十四届全国人民代表大会第三次会议在北京开幕。",
            "“十四五”时期（2020—2025年），全市新建公园12个。",
            "2021年是中国共产党成立101周年。",
            "2021年党的二十大胜利召开。",
            "2024年3月，中国人民政治协商会议第十四届全国委员会第三次会议召开。",
        ],
        miss: &[
            "2025年3月5日，第十四届全国人民代表大会第三次会议在北京开幕。",
            "“十四五”时期（2021—2025年），全市新建公园12个。",
            "2021年是中国共产党成立100周年。",
            "到2027年，党的二十大提出的任务全面完成。",
            "2018年5月，第十届全国委员会第三次会议召开。",
            "2024年，学习宣传党的二十届三中全会精神。",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// What does not fit: where it stands within the line, and the years that would.
struct Misfit {
    start: usize,
    end: usize,
    years: RangeInclusive<u32>,
}

/// Judges the ordinal whose word begins at a byte of a line.
type Judge = fn(&str, usize) -> Option<Misfit>;

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    let searches: [(&str, Judge); 5] =
        [("届", session), ("大", congress), ("五”", plan), ("个五年规划", plan), ("周年", anniversary)];
    for (word, judge) in searches {
        for (line, at) in outline.places(word).filter(|(line, _)| line.marks.any(Marks::DIGIT)) {
            let text = outline.str(line);
            let misfit = judge(text, at).filter(|_| text.contains('年'));
            out.extend(misfit.map(|misfit| report(line, &misfit)));
        }
    }
}

fn report(line: &Line, misfit: &Misfit) -> Match {
    let (from, to) = (*misfit.years.start(), *misfit.years.end());
    let years = if from == to { format!("{from}年") } else { format!("{from}—{to}年") };
    let mut found = Match::new(&RULE, Span::new(line.span.start() + misfit.start, line.span.start() + misfit.end));
    found.message =
        Some(Message::new(format!("与年份不符，应为 {years}"), format!("does not fit the year: {from}–{to}")));
    found
}

/// 第十四届全国人民代表大会第三次会议, 十四届全国人大三次会议, 党的二十届三中全会, behind a year.
fn session(text: &str, at: usize) -> Option<Misfit> {
    let (start, term) = read::number_before(text, at)?;
    let rest = &text[at + '届'.len_utf8()..];
    // Other bodies have a 全国委员会 of their own.
    if rest.starts_with("全国委员会") && !text[..start].ends_with("政协第") && !text[..start].ends_with("协商会议第")
    {
        return None;
    }
    let (year, end) = if let Some(rest) = read::after_any(rest, &facts::CONGRESS) {
        let number = rest.strip_prefix('第').unwrap_or(rest);
        let (nth, len) = han_value(number)?;
        let end = number[len..].strip_prefix("次会议")?;
        (facts::congress_year(term, nth)?, text.len() - end.len())
    } else {
        let rest = read::after_any(rest, &["中央委员会第", ""])?;
        let (nth, len) = han_value(rest)?;
        let end = read::after_any(&rest[len..], &["中全会", "次全体会议"])?;
        (facts::plenum_year(term, nth)?, text.len() - end.len())
    };
    let named = read::year_right_before(&text[..start])?;
    (read::is_held(&text[end..]) && named != year).then_some(Misfit { start, end, years: year..=year })
}

/// 党的二十大, behind a year and held in it.
fn congress(text: &str, at: usize) -> Option<Misfit> {
    let (start, term) = read::number_before(text, at)?;
    let named_party = text[..start].strip_suffix("党的").or_else(|| text[..start].strip_suffix("中共"))?;
    let year = facts::party_year(term)?;
    let end = at + '大'.len_utf8();
    let named = read::year_right_before(named_party)?;
    (read::is_held(&text[end..]) && named != year).then_some(Misfit { start, end, years: year..=year })
}

/// “十四五”时期（2021—2025年）, 第十四个五年规划（2021—2025年）.
fn plan(text: &str, at: usize) -> Option<Misfit> {
    let (start, term) = read::number_before(text, at)?;
    let quoted = text[..start].ends_with('“');
    let rest = text[at..].strip_prefix("五”").or_else(|| text[at..].strip_prefix("个五年规划"))?;
    let rest = ["时期", "期间", "规划期"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let inside = rest.strip_prefix(['（', '('])?;
    let (from, to, len) = read::years(inside)?;
    let years = facts::plan_years(term)?;
    let open = text.len() - inside.len();
    let misfit = Misfit { start: open, end: open + len, years: years.clone() };
    let known = quoted || text[..start].ends_with('第');
    (known && (from, to) != (*years.start(), *years.end())).then_some(misfit)
}

/// 2021年是中国共产党成立100周年.
fn anniversary(text: &str, at: usize) -> Option<Misfit> {
    let (start, count) = read::number_before(text, at)?;
    let (event, base) = facts::EVENTS.iter().find(|(event, _)| text[..start].ends_with(event))?;
    let before = &text[..start - event.len()];
    let before = read::BESIDE.iter().find_map(|word| before.strip_suffix(word))?;
    let named = read::year_at_end(before)?;
    let year = base + count;
    (named > *base && named != year).then(|| Misfit { start, end: at + "周年".len(), years: year..=year })
}
