//! 15-digit ID numbers of the first generation: region and birth date, no check character.
//!
//! One number in four thousand looks like one, so a label, a header or a name beside it must say what it is.

use super::look::Look;
use super::person;
use super::region::{self, Region};
use super::shape::{Beside, Reading};
use super::topic::Topics;
use crate::date::Date;
use crate::document::Block;
use crate::finding::Match;
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};

use super::form;

/// An old ID number in the clear.
pub(super) static RULE: Rule = Rule {
    id: "PII003",
    name: "citizen-id-15",
    category: Category::Privacy,
    severity: Severity::Serious,
    basis: Basis::Law,
    summary: Bilingual { zh: "未脱敏的 15 位旧身份证号码", en: "15-digit ID number in the clear" },
    explain: Bilingual {
        zh: "查找第一代居民身份证的 15 位号码。这种号码没有校验码，只有标签或表头表明是身份证号（或紧跟姓名）、且行政区划与出生日期成立时才报告；加上世纪和校验码即可还原为 18 位。",
        en: "Finds 15-digit ID numbers of the first generation, only under a label or header that says ID, or directly beside a name, and with a valid region and date.",
    },
    citations: &["GB 11643-1989《社会保障号码》", "GB 11643-1999《公民身份号码》"],
    examples: Examples {
        // Synthetic.
        hit: &["身份证号：460106680808021", "王某某（460106680808021）", "身份证号码：460106 680808 021"],
        miss: &[
            "项目编号：460106680808021",
            "460106680808021",
            "王某某 460106080808021",
            "身份证号：460106******021",
            "身份证号：460106200107080***",
        ],
    },
};

const WANTED: Topics = Topics::ID.and(Topics::PAPER);

/// Finds old numbers under a label.
pub(super) fn find(look: &Look<'_, '_>, out: &mut Vec<Match>) {
    find_where(look, &|reading| look.context(reading).says(WANTED) || is_beside_name(look, reading), out);
}

/// 某某某（4601…）, or in a row with names and under no other label: hardly any other number begins with a county and a date. Those
/// that may be dates of this century are left out, and those that are cut.
fn is_beside_name(look: &Look<'_, '_>, reading: &Reading<'_>) -> bool {
    let context = look.context(reading);
    let old = || reading.number(6, 8).is_some_and(|year| (30..=99).contains(&year));
    let text = look.scene.text;
    let named = || match context.cell() {
        Some(at) => context.header_text.is_none() && look.scene.names_somebody(at),
        None => person::is_name(person::last_word(&text[..reading.span().start()])),
    };
    reading.groups == 1 && context.topics().is_none() && !context.is_behind_the_page() && old() && named()
}

/// Finds them in columns that nothing calls IDs and whose other cells are IDs.
pub(super) fn find_in_columns(look: &Look<'_, '_>, out: &mut Vec<Match>) {
    let unnamed = |reading: &Reading<'_>| {
        let cell = look.context(reading).block.and_then(Block::cell);
        !look.context(reading).says(WANTED) && cell.is_some_and(|at| look.scene.is_id_column(at))
    };
    find_where(look, &unnamed, out);
}

fn find_where(look: &Look<'_, '_>, is_meant: &dyn Fn(&Reading<'_>) -> bool, out: &mut Vec<Match>) {
    for reading in look.readings(15) {
        // Fifteen digits and a mask are a newer number, masked.
        let masked = matches!((reading.before, reading.after), (Beside::Masks(1..), _) | (_, Beside::Masks(1..)));
        if masked || !is_meant(&reading) || !holds(&reading) || !look.stands_free(&reading) {
            continue;
        }
        let mut found = Match::new(&RULE, reading.span());
        found.masked = Some(form::masked(reading.signs, 4, 3));
        found.suggestion = Some(form::masked(reading.signs, 6, 3));
        found.evidence = vec!["birth-date".into(), "region".into()];
        found.evidence.extend(look.context(&reading).evidence(WANTED));
        found.evidence.extend(reading.writing());
        look.scene.note_id(reading.span());
        out.push(found);
    }
}

/// Region and date hold. The century is 1900: the form ended in 1999.
pub(super) fn holds(reading: &Reading<'_>) -> bool {
    let part = |from, to| reading.number(from, to);
    let (Some(code), Some(year), Some(month), Some(day)) = (part(0, 6), part(6, 8), part(8, 10), part(10, 12)) else {
        return false;
    };
    region::status(code) != Region::Unknown && Date::new(1900 + year as u16, month as u8, day as u8).is_some()
}
