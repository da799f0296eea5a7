//! Landlines: public by nature, unless they ring in somebody's home.

use super::candidate::Gap;
use super::form;
use super::look::Look;
use super::office_contact;
use super::scene::Context;
use super::shape::{Beside, Reading};
use super::telephone::{self, Owner};
use super::topic::Topics;
use crate::finding::Match;
use crate::rule::{Basis, Bilingual, Category, Confidence, Examples, Rule, Severity};

/// A home telephone in the clear.
pub(super) static RULE: Rule = Rule {
    id: "PII009",
    name: "landline",
    category: Category::Privacy,
    severity: Severity::Error,
    basis: Basis::Law,
    summary: Bilingual { zh: "未脱敏的家庭固定电话", en: "private landline in the clear" },
    explain: Bilingual {
        zh: "固定电话绝大多数是办公电话，属于对外公开。只有标签表明是家庭、住宅电话，或者出现在带有身份证号、性别、住址等栏目的人员名单里，才作为泄露报告。",
        en: "Most landlines are offices'. Only those labelled as somebody's home or standing in a list of persons with personal data are reported.",
    },
    citations: &["《中华人民共和国个人信息保护法》第二十五条"],
    examples: Examples {
        // Synthetic: exchange 0000 does not exist.
        hit: &["家庭电话：0898-60001234", "王某，身份证号460106199001011239，联系电话：0898-60001234"],
        miss: &[
            "咨询电话：0898-60001234",
            "联系人：王主任，电话：60001234",
            "办公室电话0898-60001234，传真0898-60001235",
        ],
    },
};

/// Finds landlines with an area code, and shorter ones under a label.
pub(super) fn find(look: &Look<'_, '_>, out: &mut Vec<Match>) {
    for length in [7, 8, 10, 11, 12] {
        for reading in look.readings(length) {
            out.extend(examine(look, &reading));
        }
    }
}

fn examine(look: &Look<'_, '_>, reading: &Reading<'_>) -> Option<Match> {
    let coded = has_area_code(reading);
    let bare = reading.signs.len() <= 8
        && reading.groups <= 2
        && !reading.has(Gap::Bracket)
        && (2..=8).contains(&reading.number(0, 1)?);
    // (138)0000-1234 is a mobile, and what stands behind its bracket is no landline.
    let cut = reading.signs.first().is_some_and(|sign| sign.gap == Gap::Bracket);
    if !(coded || bare && !cut) || !stands_alone(reading) || reading.has_alikes() {
        return None;
    }
    let context = look.context(reading);
    let labelled = context.says(Topics::PHONE);
    if !labelled && (bare || reading.groups == 1 || !context.other().is_none() || context.is_behind_the_page()) {
        return None;
    }
    let mut found = Match::new(&RULE, reading.span());
    found.confidence = Confidence::Medium;
    found.masked = Some(form::masked(reading.signs, if coded { area_code(reading) } else { 0 }, 2));
    found.evidence.extend(context.evidence(Topics::PHONE));
    found.evidence.extend(reading.writing());
    Some(by_owner(look, &context, found))
}

/// Only what certainly belongs to a person is reported.
fn by_owner(look: &Look<'_, '_>, context: &Context<'_>, mut found: Match) -> Match {
    let table = context.block.and_then(|block| block.cell()).map_or(Topics::NONE, |at| look.scene.table(at.table));
    // Whoever has a mobile in the same row is called at home.
    let beside_mobiles = || context.cell().is_some_and(|at| look.scene.is_beside_mobiles(at));
    let sure = |by: &str| match by {
        "owner:label" => context.says(Topics::HOME),
        "owner:list-of-persons" => {
            table.any(telephone::PERSONAL.and(Topics::MOBILE).and(Topics::BANK)) || beside_mobiles()
        }
        "owner:name-beside" => beside_mobiles(),
        // A helper's telephone at work is public.
        other => other == "owner:id-beside" && !context.says(Topics::OFFICE.and(Topics::CONTACT)),
    };
    match telephone::owner(look.scene, context, found.span) {
        Owner::Person(by) if sure(by) => {
            found.suggestion = found.masked.clone();
            found.evidence.push(by.into());
            found
        }
        Owner::Office(by) => office_contact::landline(found, by),
        _ => office_contact::landline(found, "固定电话"),
    }
}

/// 010, 02x and three digits from 03xx to 09xx, then seven or eight digits that do not begin with 0, 1 or 9.
fn has_area_code(reading: &Reading<'_>) -> bool {
    let code = area_code(reading);
    let local = reading.signs.len().saturating_sub(code);
    let first = reading.number(code, code + 1);
    reading.number(0, 1) == Some(0)
        && (7..=8).contains(&local)
        && matches!(reading.number(1, 2), Some(1..=9))
        && first.is_some_and(|first| (2..=8).contains(&first))
}

/// Digits of the area code, the 0 included.
fn area_code(reading: &Reading<'_>) -> usize {
    if matches!(reading.number(0, 2), Some(1 | 2)) { 3 } else { 4 }
}

fn stands_alone(reading: &Reading<'_>) -> bool {
    let free = |beside: Beside| match beside {
        Beside::Nothing => true,
        Beside::Mark(mark) => matches!(mark, '/' | '+' | '-' | '='),
        Beside::Digits(gap) => matches!(gap, Gap::Space | Gap::Wide | Gap::Script | Gap::Line),
        Beside::Letter | Beside::Masks(_) => false,
    };
    free(reading.before) && (free(reading.after) || reading.after == Beside::Digits(Gap::Hyphen))
}
