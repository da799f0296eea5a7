//! 学籍号: G (or J, L for temporary ones) and the pupil's ID.

use super::identity::Identity;
use super::look::{self, Look};
use super::shape::Beside;
use super::topic::Topics;
use crate::finding::Match;
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::Span;

/// A student number that contains an ID.
pub(super) static RULE: Rule = Rule {
    id: "PII006",
    name: "student-number",
    category: Category::Privacy,
    severity: Severity::Serious,
    basis: Basis::Law,
    summary: Bilingual { zh: "未脱敏的学籍号（含身份证号）", en: "student number that contains an ID" },
    explain: Bilingual {
        zh: "全国学籍号是字母 G 加学生的身份证号：公布学籍号就公布了未成年人的身份证号。名单中不应出现学籍号，确需区分同名学生时只保留后四位。",
        en: "A national student number is the letter G and the pupil's ID: publishing it publishes a minor's ID.",
    },
    citations: &["《中小学生学籍管理办法》（教基一〔2013〕7号）", "《中华人民共和国未成年人保护法》第七十二条"],
    examples: Examples {
        // Synthetic.
        hit: &["学籍号：G460106199001011239", "G460106199001011239"],
        miss: &["学籍号：G4601**********1239", "学籍号以字母开头。", "订单号：G460106199001011239"],
    },
};

const WANTED: Topics = Topics::STUDENT.and(Topics::ID).and(Topics::PAPER);

/// Finds the letter with a valid ID behind it.
pub(super) fn find(look: &Look<'_, '_>, out: &mut Vec<Match>) {
    for reading in look.readings(18).filter(|reading| reading.before == Beside::Letter) {
        let Some(identity) = look::eighteen(&reading).map(|values| Identity::read(&values)) else { continue };
        let (letters, behind) = look.glued(&reading);
        if !matches!(letters, "G" | "g" | "J" | "L") || !behind.is_empty() || !identity.holds() {
            continue;
        }
        let span = Span::new(reading.span().start() - 1, reading.span().end());
        let named = look.scene.context(span, 18);
        let mut found = look::id_match(look, &RULE, &reading, &identity, WANTED);
        if !named.other().without(Topics::EXAM).is_none() {
            found = found.cleared(super::clearing::labelled(named.other()));
        }
        found.evidence.extend(named.evidence(WANTED));
        found.evidence.dedup();
        found.span = span;
        found.masked = found.masked.map(|masked| format!("{letters}{masked}"));
        found.suggestion = found.suggestion.map(|masked| format!("{letters}{masked}"));
        look.scene.note_id(span);
        out.push(found);
    }
}
