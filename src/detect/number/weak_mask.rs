//! PII018 weak-mask: a masked number from which the original can still be computed.
//!
//! Asterisks are not counted; the valid numbers that remain are ([`super::candidates_left`]),
//! together with what the same row or sentence tells. Masks that leave many are cleared with the
//! number, so that `--show-cleared` can tell how strong they are. Stars, blanks and X that hide no
//! number (ratings, forms, 第X条) are not looked at: a masked number shows at least four digits.

use super::candidate::{Candidate, Candidates, Kind, Sign, span_of};
use super::scene::Scene;
use super::topic::Topics;
use crate::document::Block;
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Confidence, Examples, Rule, Severity};
use crate::span::{Span, Text};

mod around;
mod beside;
mod count;
mod remedy;
mod shape;
pub(super) mod sighting;

use beside::Beside;
use count::left;
use shape::Reading;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "PII018",
    name: "weak-mask",
    category: Category::Privacy,
    severity: Severity::Error,
    basis: Basis::Law,
    summary: Bilingual {
        zh: "号码遮盖不足，仍可推算出原号", en: "Mask too weak: the number can be computed"
    },
    explain: Bilingual {
        zh: "按地区码、出生日期和校验码（GB 11643-1999）计算遮盖后还剩多少个合法号码，同一行中的出生日期、年龄、性别、末位数字一并计入。\
             剩 10 个以内为严重，1000 个以内为一般，更多的视为遮盖有效。只遮月日、顺序码或末四位都不够；\
             通常保留前 6 位和后 4 位即可，但同一行不能再公布出生日期。",
        en: "Counts the valid numbers that a mask leaves, by region codes, days and check digit (GB 11643-1999), together with a birth \
             date, age, sex or last digits in the same row. Up to 10 is serious, up to 1,000 an error, more is cleared. Hiding month and day, the \
             sequence or the last four digits is not enough; showing the first 6 and last 4 is, unless the row gives the birth date.",
    },
    citations: &["GB 11643-1999《公民身份号码》", "《中华人民共和国个人信息保护法》第七十三条（去标识化、匿名化）"],
    examples: Examples {
        hit: &[
            "合成数据：某甲，身份证号4601061990****1234",
            "合成数据：某乙，公民身份号码：460106199003071***",
            "合成数据：被告某丙，男，1990年3月7日出生，身份证号460106********1235",
            "合成数据：经办人证件号码46010619XX0307XX3X",
        ],
        miss: &[
            "合成数据：某甲，身份证号460106********1235",
            "合成数据：某乙，手机号138****1234",
            "满意度★★★★☆，初始密码******，共4**5项",
            "合成数据：订单号4601061990****1234",
            "合成数据：本办法第X条自20XX年XX月XX日起施行",
        ],
    },
};

/// A masked number in a document.
struct Masked {
    span: Span<Text>,
    reading: Reading,
    labelled: bool,
}

/// Adds every masked number: weak ones reported, the others cleared with the number that remains.
pub(super) fn detect(scene: &Scene<'_>, candidates: &Candidates, out: &mut Vec<Match>) {
    let mut all = Vec::new();
    for candidate in candidates.iter().filter(|candidate| may_be_masked(candidate, scene.text)) {
        find(scene, &candidate, &mut all);
    }
    let year = if all.is_empty() { None } else { scene.year() };
    out.extend((0..all.len()).map(|index| judge(scene, &all, index, year)));
}

/// Places of a mobile.
const MOBILE: usize = 11;

/// True when a sign hides something, or the character before the first one might.
fn may_be_masked(candidate: &Candidate<'_>, text: &str) -> bool {
    let Some(first_hidden) = candidate.signs.iter().position(Sign::hides) else { return marks_before(candidate, text) };
    let is_last = first_hidden + 1 == candidate.signs.len();
    let is_mobile = candidate.signs.len() == MOBILE && candidate.signs[0].digit() == Some(1);
    let is_check = is_last && candidate.signs[first_hidden].kind == Kind::Cross && !is_mobile;
    let in_one_piece = || candidate.signs.iter().all(|sign| sign.gap.joins());
    !(is_check && in_one_piece()) || marks_before(candidate, text)
}

fn marks_before(candidate: &Candidate<'_>, text: &str) -> bool {
    let before = text[..candidate.span.start()].chars().next_back();
    matches!(before, Some('_' | '＿' | '#' | '＃' | '?' | '？' | '某' | '•'))
}

/// The masked numbers of one candidate, without overlaps.
fn find(scene: &Scene<'_>, candidate: &Candidate<'_>, all: &mut Vec<Masked>) {
    for signs in shape::stretches(candidate, scene.text) {
        let span = span_of(&signs);
        if all.last().is_some_and(|last| last.span.end() > span.start()) {
            continue;
        }
        let context = scene.context(span, signs.len());
        let cell = context.block.and_then(Block::cell);
        // 从业资格证号 above IDs whose digits are hidden.
        let among_ids = cell.is_some_and(|at| scene.column(at).is_of_masked_ids() && scene.is_beside_names(at));
        let topics = if among_ids { Topics::ID } else { context.topics() };
        let labelled = topics.identifies();
        // What is masked in one cell and what is in the next are one number only where a label says so.
        if !labelled && context.block.is_some_and(|block| !block.span.contains(span)) {
            continue;
        }
        let reading = shape::read(&signs, topics).filter(|reading| left(reading, &Beside::default(), None) > 0);
        all.extend(reading.map(|reading| Masked { span, reading, labelled }));
    }
}

fn judge(scene: &Scene<'_>, all: &[Masked], index: usize, year: Option<u16>) -> Match {
    let masked = &all[index];
    let (reading, beside) = known(scene, all, index, year);
    let count = left(&reading, &beside, year);
    let policy = scene.policy;
    let mut found = Match::new(&RULE, masked.span).with(format!("left:{count}"));
    found.evidence.extend(beside.names().into_iter().map(Into::into));
    found.confidence = if masked.labelled { Confidence::High } else { Confidence::Medium };
    if count > policy.weak_mask {
        return found.cleared(Message::new(
            format!("遮盖后还有 {count} 个可能的号码"),
            format!("{count} possible numbers remain"),
        ));
    }
    found.severity = if count <= policy.serious_mask { Severity::Serious } else { Severity::Error };
    let remedy = remedy::Remedy::of(&reading, &beside, year, policy.weak_mask);
    found.message = Some(remedy.message(&reading, count));
    found.masked = Some(remedy.shown(&reading));
    found.suggestion = found.masked.clone();
    found
}

/// What is known of a number besides what it shows. What contradicts it belongs to somebody else
/// and is left out.
fn known(scene: &Scene<'_>, all: &[Masked], index: usize, year: Option<u16>) -> (Reading, Beside) {
    let masked = &all[index];
    let copies = same_row(scene, all, index).filter_map(|other| together(&masked.reading, &other.reading));
    let reading =
        copies.min_by_key(|both| left(both, &Beside::default(), year)).unwrap_or_else(|| masked.reading.clone());
    let beside = around::beside(scene, all, index, year);
    let fits = |beside: &Beside| left(&reading, beside, year) > 0;
    let without_birth = Beside { born: None, ..beside.clone() };
    let choices = [beside, without_birth].into_iter().find(fits);
    (reading.clone(), choices.unwrap_or_default())
}

/// Other masked numbers in the same row of a table: perhaps the same number, masked elsewhere.
fn same_row<'a>(scene: &'a Scene<'_>, all: &'a [Masked], index: usize) -> impl Iterator<Item = &'a Masked> {
    let row = |masked: &Masked| {
        scene.document.block_at(masked.span.start()).and_then(Block::cell).map(|at| (at.table, at.row))
    };
    let own = row(&all[index]);
    let nearby = all[index.saturating_sub(3)..].iter().take(7);
    nearby.filter(move |other| own.is_some() && row(other) == own && other.span != all[index].span)
}

/// Both masks of one number, where nothing in them differs and the second shows more.
fn together(one: &Reading, other: &Reading) -> Option<Reading> {
    let (Reading::Id(one), Reading::Id(other)) = (one, other) else { return None };
    let mut both = one.clone();
    both.iter_mut().zip(&other[..]).for_each(|(slot, &other)| *slot = slot.and(other));
    let agree = both.iter().all(|slot| !slot.is_empty());
    let reading = Reading::Id(both.clone());
    (agree && both != *one && left(&reading, &Beside::default(), None) > 0).then_some(reading)
}
