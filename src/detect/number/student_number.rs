//! 学籍号: G (or J, L for temporary ones) and the pupil's ID.

use super::identity::Identity;
use super::look::{self, Look};
use super::shape::{Beside, Reading};
use super::topic::Topics;
use crate::digit;
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
    for reading in look.readings(18) {
        let Some(start) = letter(look, &reading) else { continue };
        let Some(identity) = look::eighteen(&reading).map(|values| Identity::read(&values)) else { continue };
        if identity.holds() {
            out.push(found(look, &reading, &identity, start));
        }
    }
}

/// Where the letter of the number stands: glued to it, or set apart as its digits are.
fn letter(look: &Look<'_, '_>, reading: &Reading<'_>) -> Option<usize> {
    if reading.before != Beside::Letter {
        return set_apart(look, reading);
    }
    let (letters, behind) = look.glued(reading);
    let single = matches!(letters, "G" | "g" | "J" | "L") && behind.is_empty();
    single.then(|| reading.span().start() - 1)
}

/// The number whose letter stands at byte `start`.
fn found(look: &Look<'_, '_>, reading: &Reading<'_>, identity: &Identity, start: usize) -> Match {
    let span = Span::new(start, reading.span().end());
    let letter = &look.scene.text[start..start + 1];
    let named = look.scene.context(span, 18);
    let mut found = look::id_match(look, &RULE, reading, identity, WANTED);
    if !named.other().without(Topics::EXAM).is_none() {
        found = found.cleared(super::clearing::labelled(named.other()));
    }
    found.evidence.extend(named.evidence(WANTED));
    found.evidence.dedup();
    found.span = span;
    found.masked = found.masked.map(|masked| format!("{letter}{masked}"));
    found.suggestion = found.suggestion.map(|masked| format!("{letter}{masked}"));
    look.scene.note_id(span);
    found
}

/// G 4 6 0 1…: the label says what it is.
fn set_apart(look: &Look<'_, '_>, reading: &Reading<'_>) -> Option<usize> {
    const GAPS: &str = "-－–—−‑‐‒―.．·_";
    let before = &look.scene.text[..reading.span().start()];
    let body =
        before.trim_end_matches(|char: char| digit::is_invisible(char) || char.is_whitespace() || GAPS.contains(char));
    let rest = body.strip_suffix(['G', 'g'])?;
    let near = before.len() - body.len() <= 9 && !rest.ends_with(|char: char| char.is_ascii_alphanumeric());
    let named = || look.scene.context(Span::new(rest.len(), reading.span().end()), 18).says(Topics::STUDENT);
    (near && named()).then_some(rest.len())
}
