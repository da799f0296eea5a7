//! A percentage that its own sentence contradicts: 共检查38个，合格32个，合格率74.21%.
//!
//! Only sentences with exactly two counts of one unit, the second said to be 其中, and one percentage
//! are judged; both the part and the rest of the whole are tried, and rounding is allowed for.

use super::Check;
use super::figures::{Figure, figures};
use super::outline::{Line, Marks, Outline};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::Span;

pub(super) static RULE: Rule = Rule {
    id: "STR021",
    name: "percentage",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Published,
    summary: Bilingual {
        zh: "百分比与前面的数字算不上来", en: "a percentage does not follow from its parts"
    },
    explain: Bilingual {
        zh: "同一句话里给出总数、其中的一部分和百分比的，三者应当算得上来（允许四舍五入）。只检查句中恰有总数、“其中”的数量和一个百分比的情形。",
        en: "A sentence with a whole, a part and a percentage must add up, rounding allowed.",
    },
    citations: &["国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》：内容准确"],
    examples: Examples {
        hit: &["6月8日共检查公园38个，其中合格32个，合格率为74.21%。"],
        miss: &[
            "共检查公园38个，其中合格32个，合格率为84.21%。",
            "共检查公园38个，发现问题的6个，合格率为84.2%。",
            "共发现问题235个，问题突出的公园6个，合格率为84.21%。",
            "今年新建公园12个，去年新建8个，绿化率提高到45%。",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// What the percentage must be said to be.
const RATES: [&str; 10] =
    ["占", "合格率", "达标率", "办结率", "完成率", "整改率", "优良率", "通过率", "回复率", "满意率"];

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    let lines = outline.with(Marks::PERCENT).filter(|line| line.marks.any(Marks::HAN));
    for line in lines {
        let text = outline.str(line);
        let mut start = 0;
        for sentence in text.split_inclusive(['。', '；']) {
            if sentence.contains('%') {
                out.extend(judge(line, start, sentence));
            }
            start += sentence.len();
        }
    }
}

fn judge(line: &Line, start: usize, sentence: &str) -> Option<Match> {
    let found = figures(sentence);
    let is_percent = |figure: &Figure<'_>| sentence[figure.end..].trim_start().starts_with('%');
    let is_day = |figure: &Figure<'_>| figure.unit.starts_with(['年', '月', '日', '号']);
    let counts = found.into_iter().filter(|figure| !is_day(figure));
    let (percents, others): (Vec<Figure<'_>>, Vec<Figure<'_>>) = counts.partition(is_percent);
    let ([percent], [whole, part]) = (&percents[..], &others[..]) else { return None };
    let ordered = whole.value > part.value && part.value > 0.0 && part.end < percent.start;
    if !ordered || !same_unit(whole, part) || !is_rate_of(sentence, whole, part, percent) {
        return None;
    }
    let share = part.value / whole.value * 100.0;
    let allowed = 0.51 * 0.1_f64.powi(percent.decimals as i32);
    let fits = |share: f64| (share - percent.value).abs() <= allowed;
    (!fits(share) && !fits(100.0 - share)).then(|| report(line, start, sentence, percent, share))
}

fn same_unit(whole: &Figure<'_>, part: &Figure<'_>) -> bool {
    let first = |figure: &Figure<'_>| figure.unit.chars().next();
    first(whole).is_some() && first(whole) == first(part) && !matches!(first(whole), Some('万' | '亿'))
}

/// The part is said to be of the whole, and the percentage follows it directly.
fn is_rate_of(sentence: &str, whole: &Figure<'_>, part: &Figure<'_>, percent: &Figure<'_>) -> bool {
    let between = &sentence[part.end..percent.start];
    let of_whole = sentence[whole.end..part.start].contains("其中");
    of_whole && between.matches('，').count() <= 1 && RATES.iter().any(|rate| between.contains(rate))
}

fn report(line: &Line, start: usize, sentence: &str, percent: &Figure<'_>, share: f64) -> Match {
    let at = line.span.start() + start;
    let end = percent.end + sentence[percent.end..].find('%').map_or(0, |at| at + 1);
    let right = format!("{share:.*}%", percent.decimals as usize);
    let mut found = Match::new(&RULE, Span::new(at + percent.start, at + end));
    found.message = Some(Message::new(
        format!("按本句的数字计算应为 {right}"),
        format!("the numbers of this sentence give {right}"),
    ));
    found.suggestion = Some(right);
    found
}
