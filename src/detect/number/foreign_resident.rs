//! 外国人永久居留身份证: since December 2023 eighteen digits that begin with 9 and check like an
//! ID, before that three letters and twelve digits.
//!
//! How the digits between are divided is published nowhere with authority, so only what is sure is
//! asked of them without a label: a province behind the 9 and a birth date where an ID has it.

use super::identity::{self, Identity};
use super::look::{self, Look};
use super::passport;
use super::shape::{Beside, Reading};
use super::topic::Topics;
use crate::finding::Match;
use crate::rule::{Basis, Bilingual, Category, Confidence, Examples, Rule, Severity};
use crate::span::Span;

/// A foreigner's ID number in the clear.
pub(super) static RULE: Rule = Rule {
    id: "PII004",
    name: "foreign-resident-id",
    category: Category::Privacy,
    severity: Severity::Serious,
    basis: Basis::Law,
    summary: Bilingual {
        zh: "未脱敏的外国人永久居留身份证号码",
        en: "foreign permanent resident's ID number in the clear",
    },
    explain: Bilingual {
        zh: "查找外国人永久居留身份证号码：新版 18 位、以 9 开头、校验码与公民身份号码相同；旧版为 3 个字母加 12 位数字，须有标签或表头表明。",
        en: "Finds ID numbers of foreign permanent residents: 18 digits beginning with 9, or, under a label, three letters and twelve digits.",
    },
    citations: &["《外国人永久居留身份证》（国家移民管理局，2023 年 12 月 1 日启用新版）"],
    examples: Examples {
        // Synthetic.
        hit: &[
            "永久居留身份证号：931460198506120039。",
            "外国人永久居留身份证：CAN110085061203",
            "永久居留证号：C A N 1 1 0 0 8 5 0 6 1 2 0 3",
        ],
        miss: &["统一社会信用代码：931460198506120039", "产品编号：CAN110085061203"],
    },
};

const WANTED: Topics = Topics::ID.and(Topics::PAPER);

/// Finds both forms.
pub(super) fn find(look: &Look<'_, '_>, out: &mut Vec<Match>) {
    out.extend(look.readings(18).filter_map(|reading| new_form(look, &reading)));
    out.extend(look.readings(12).filter_map(|reading| old_form(look, &reading)));
}

fn new_form(look: &Look<'_, '_>, reading: &Reading<'_>) -> Option<Match> {
    let values = Some(reading).filter(|reading| reading.number(0, 1) == Some(9)).and_then(look::eighteen)?;
    let identity = Identity::read(&values);
    let province = identity::is_province(values[1] * 10 + values[2]);
    let labelled = look.context(reading).says(WANTED);
    let digits: Vec<u8> = values.iter().map(|&value| if value < 10 { b'0' + value } else { b'X' }).collect();
    let company = identity::is_organisation_code(&digits);
    let sure = labelled || (province && !company && reading.groups == 1 && !look.context(reading).is_behind_the_page());
    (sure && identity.holds() && look.stands_free(reading)).then(|| {
        look.scene.note_id(reading.span());
        let mut found = look::id_match(look, &RULE, reading, &identity, WANTED);
        found.confidence = if labelled { Confidence::High } else { Confidence::Medium };
        found.evidence.retain(|evidence| !evidence.0.starts_with("region"));
        found
    })
}

fn old_form(look: &Look<'_, '_>, reading: &Reading<'_>) -> Option<Match> {
    let (letters, start) = nation(&look.scene.text[..reading.span().start()])?;
    let whole = reading.before == Beside::Letter && reading.groups == 1;
    let span = Span::new(start, reading.span().end());
    let context = look.scene.context(span, 15);
    // Behind the letters stand a region, a birth date and a number.
    let shaped = || {
        let birth = (reading.number(6, 8)?, reading.number(8, 10)?);
        let dated = (1..=12).contains(&birth.0) && (1..=31).contains(&birth.1);
        Some(dated && identity::is_province(reading.number(0, 2)? as u8))
    };
    let listed = || shaped() == Some(true) && passport::is_in_list_of_persons(look, &context, span);
    // Written apart only where the label says so.
    let said = if whole { context.says(WANTED) || listed() } else { context.says(Topics::ID) };
    if !said {
        return None;
    }
    look.scene.note_id(span);
    let mut found = Match::new(&RULE, span);
    found.evidence.extend(context.evidence(WANTED));
    found.masked = Some(format!("{letters}{}", super::form::masked(reading.signs, 0, 2)));
    found.suggestion = found.masked.clone();
    Some(found)
}

/// The three capital letters before a number, perhaps each set apart, and where they begin.
fn nation(before: &str) -> Option<(String, usize)> {
    const LETTERS: usize = 3;
    let mut letters = String::new();
    let mut start = before.len();
    for (at, char) in before.char_indices().rev() {
        match char {
            ' ' | '-' if letters.len() < LETTERS => {}
            'A'..='Z' if letters.len() < LETTERS => {
                letters.insert(0, char);
                start = at;
            }
            _ => break,
        }
    }
    let free = !before[..start].ends_with(|char: char| char.is_ascii_alphanumeric());
    (letters.len() == LETTERS && free).then_some((letters, start))
}
