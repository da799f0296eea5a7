//! Passports: a letter or two and seven or eight digits, under a label.

use super::form;
use super::look::Look;
use super::scene::Context;
use super::shape::{Beside, Reading};
use super::telephone;
use super::topic::Topics;
use crate::finding::Match;
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::{Span, Text};

/// A passport number in the clear.
pub(super) static RULE: Rule = Rule {
    id: "PII012",
    name: "passport",
    category: Category::Privacy,
    severity: Severity::Serious,
    basis: Basis::Law,
    summary: Bilingual { zh: "未脱敏的护照号码", en: "passport number in the clear" },
    explain: Bilingual {
        zh: "查找标签或表头表明是护照（或证件号码）的一至两个字母加七至八位数字。没有标签的同形编号很多，一律不报告。",
        en: "Finds one or two letters with seven or eight digits under a label or header that says passport.",
    },
    citations: &["《中华人民共和国护照法》第七条", "《中华人民共和国个人信息保护法》第二十八条"],
    examples: Examples {
        // Synthetic.
        hit: &["护照号：E00001234", "护照号码 EA0001234", "持护照（G00001234）入境"],
        miss: &["产品型号：E00001234", "E00001234", "护照号：E0000****", "护照办理须知（2020年）"],
    },
};

/// Letters that begin Chinese passports of every kind.
const PREFIXES: &[&str] = &["E", "G", "D", "S", "P", "PE", "SE", "DE", "K", "KJ", "MA", "MB", "H", "M"];

/// Finds passports.
pub(super) fn find(look: &Look<'_, '_>, out: &mut Vec<Match>) {
    for length in [7, 8] {
        for reading in look.readings(length) {
            let Some((span, letters, context)) = lettered(look, &reading) else { continue };
            let chinese = PREFIXES.contains(&letters) || (letters.len() == 2 && letters.starts_with('E'));
            let typed = || matches!(letters, "G" | "D" | "S" | "PE" | "SE" | "DE") || letters.starts_with('E');
            let named = context.says(Topics::PASSPORT)
                || typed() && is_in_list_of_persons(look, &context, span)
                || (context.says(Topics::PAPER) && (letters == "G" || letters.starts_with('E')));
            if named && chinese && letters.len() + length >= 8 {
                out.push(report(&RULE, span, letters, &reading, &context, Topics::PASSPORT.and(Topics::PAPER)));
            }
        }
    }
}

/// True for a cell that is the number and no more, under a header that says nothing else, in a row that names a person.
pub(super) fn is_in_list_of_persons(look: &Look<'_, '_>, context: &Context<'_>, span: Span<Text>) -> bool {
    let scene = look.scene;
    let Some((block, at)) = context.block.and_then(|block| Some((block, block.cell()?))) else { return false };
    let whole = scene.document.slice(block.span).trim().len() == span.len();
    let other = !context.other().is_none() || context.topics().identifies();
    whole && !other && (scene.has_id_beside(context, span) || telephone::names_anyone(scene, at))
}

/// The number with the one or two capital letters glued before it, and what it is called.
pub(super) fn lettered<'d>(look: &Look<'_, 'd>, reading: &Reading<'_>) -> Option<(Span<Text>, &'d str, Context<'d>)> {
    if reading.before != Beside::Letter || reading.groups > 1 || reading.after == Beside::Letter {
        return None;
    }
    let (letters, _) = look.glued(reading);
    let capital = (1..=2).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    let span = Span::new(reading.span().start() - letters.len(), reading.span().end());
    capital.then(|| (span, letters, look.scene.context(span, reading.signs.len() + letters.len())))
}

/// A finding of letters and digits.
pub(super) fn report(
    rule: &'static Rule,
    span: Span<Text>,
    letters: &str,
    reading: &Reading<'_>,
    context: &Context<'_>,
    wanted: Topics,
) -> Match {
    let mut found = Match::new(rule, span);
    found.masked = Some(format!("{letters}{}", form::masked(reading.signs, 1, 2)));
    found.suggestion = found.masked.clone();
    found.evidence.extend(context.evidence(wanted));
    found.evidence.extend(reading.writing());
    found
}
