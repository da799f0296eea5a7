//! A percentage that its own sentence contradicts: 共检查38个，合格32个，合格率74.21%.
//!
//! Only sentences with exactly two counts of one unit, the second said to be 其中, and one percentage
//! are judged; both the part and the rest of the whole are tried, and rounding is allowed for. Of a row of
//! parts with their percentages the one is wrong that does not follow from the whole that all others
//! follow from; the percentages of a structure (三次产业结构为8:42:50) make a hundred.

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
        zh: "同一句话里给出总数、其中的一部分和百分比的，三者应当算得上来（允许四舍五入）。检查句中恰有总数、“其中”的数量和一个百分比的，\
             一段里连着几项“某某30户，占75%”而只有一项算不上来的，以及“三次产业结构为8:42:50”加起来不是100的。",
        en: "A sentence with a whole, a part and a percentage must add up, rounding allowed.",
    },
    citations: &["国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》：内容准确"],
    examples: Examples {
        hit: &[
            "6月8日共检查公园38个，其中合格32个，合格率为74.21%。",
            "现有公园40个。其中，城区公园30个，占75%；乡镇公园10个，占35%。",
            "三次产业结构为8.1:42.4:59.5。",
        ],
        miss: &[
            "共检查公园38个，其中合格32个，合格率为84.21%。",
            "共检查公园38个，发现问题的6个，合格率为84.2%。",
            "共发现问题235个，问题突出的公园6个，合格率为84.21%。",
            "今年新建公园12个，去年新建8个，绿化率提高到45%。",
            "现有公园40个。其中，城区公园30个，占75%；乡镇公园10个，占25%。",
            "共有公园40个。其中，城区公园30个，占75%；去年共有公园50个，乡镇公园10个，占20%。",
            "三次产业结构由9:41:50调整为8.1:42.4:49.5。",
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
        out.extend(shares(line, text));
    }
    for (line, at) in outline.places("结构") {
        out.extend(structure(line, outline.str(line), at));
    }
}

/// Of the parts of a line with their percentages, the only one that does not follow from the whole that
/// the others follow from.
fn shares(line: &Line, text: &str) -> Option<Match> {
    let found = figures(text);
    let is_share = |pair: &[Figure<'_>]| {
        let joint = text[pair[0].end..pair[1].start].strip_prefix(pair[0].unit).unwrap_or_default();
        matches!(joint, "，占" | "、占" | "（占" | "，占比" | "，占比为") && text[pair[1].end..].starts_with('%')
    };
    let pairs: Vec<(&Figure<'_>, &Figure<'_>)> =
        found.windows(2).filter(|pair| is_share(pair)).map(|pair| (&pair[0], &pair[1])).collect();
    let (first, last) = (pairs.first()?, pairs.last().filter(|_| pairs.len() > 1)?);
    // Another count in between may be another whole.
    let row = found.iter().filter(|figure| (first.0.start..last.0.end).contains(&figure.start));
    if row.filter(|figure| same_unit(first.0, figure)).count() != pairs.len() {
        return None;
    }
    let wholes =
        found.iter().filter(|whole| whole.end < first.0.start && text[whole.end..first.0.start].contains("其中"));
    wholes.rev().find_map(|whole| {
        let (fitting, others): (Vec<_>, Vec<_>) = pairs.iter().partition(|(part, percent)| fits(whole, part, percent));
        let [(part, percent)] = others[..] else { return None };
        let comparable = same_unit(whole, part) && whole.value >= part.value && !fitting.is_empty();
        comparable.then(|| report(line, 0, text, percent, part.value / whole.value * 100.0))
    })
}

fn fits(whole: &Figure<'_>, part: &Figure<'_>, percent: &Figure<'_>) -> bool {
    let allowed = 0.51 * 0.1_f64.powi(percent.decimals as i32);
    same_unit(whole, part) && (part.value / whole.value * 100.0 - percent.value).abs() <= allowed
}

/// Three percentages behind 结构为 that do not make a hundred.
fn structure(line: &Line, text: &str, at: usize) -> Option<Match> {
    const REACH: usize = 120;
    let rest = &text[at..];
    let rest = &rest[..rest.find(['。', '；']).unwrap_or(rest.len())];
    let rest = &rest[..rest.floor_char_boundary(REACH)];
    let found = figures(rest);
    let is_ratio = |pair: &[Figure<'_>]| matches!(&rest[pair[0].end..pair[1].start], ":" | "：" | "∶" | "︰");
    let mut triples = found.windows(3).filter(|three| three.windows(2).all(is_ratio));
    let alone = |three: &[Figure<'_>]| !rest[three[2].end..].starts_with([':', '：', '∶', '︰']);
    let wrong = triples.find(|three| {
        let sum: f64 = three.iter().map(|figure| figure.value).sum();
        (80.0..=120.0).contains(&sum) && (sum - 100.0).abs() > 0.35 && alone(three)
    })?;
    let start = line.span.start() + at;
    let sum = (wrong.iter().map(|figure| figure.value).sum::<f64>() * 1e6).round() / 1e6;
    let mut found = Match::new(&RULE, Span::new(start + wrong[0].start, start + wrong[2].end));
    found.message = Some(Message::new(format!("各项之和为 {sum}，不是 100"), format!("the parts make {sum}, not 100")));
    Some(found)
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
