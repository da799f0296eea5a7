//! One candidate under the eyes of the kinds, and what the kinds built like an ID share.

use super::candidate::{Candidate, Gap, Sign};
use super::clearing;
use super::form;
use super::identity::Identity;
use super::policy::IdMask;
use super::region::Region;
use super::scene::{Context, Scene, floor};
use super::shape::{Beside, Groups, Reading};
use super::topic::Topics;
use crate::document::{Block, CellAt};
use crate::finding::{Evidence, Match};
use crate::rule::{Confidence, Rule};
use crate::span::{Span, Text};

/// Bytes on either side of a number in which a birth date would undo its mask.
const NEAR: usize = 240;

/// A candidate and where it stands.
pub(super) struct Look<'a, 'd> {
    pub(super) scene: &'a Scene<'d>,
    pub(super) candidate: Candidate<'a>,
    pub(super) groups: &'a Groups,
}

impl<'a, 'd> Look<'a, 'd> {
    /// All numbers of exactly `length` signs in the candidate.
    pub(super) fn readings(&self, length: usize) -> impl Iterator<Item = Reading<'a>> + '_ {
        self.groups.readings(self.candidate, self.scene.text, length)
    }

    /// What a reading is called.
    pub(super) fn context(&self, reading: &Reading<'_>) -> Context<'d> {
        self.scene.context(reading.span(), reading.signs.len())
    }

    /// The Latin letters and digits glued to a reading, before and behind it.
    pub(super) fn glued(&self, reading: &Reading<'_>) -> (&'d str, &'d str) {
        let span = reading.span();
        let is_glue = |char: char| char.is_ascii_alphanumeric();
        let before = &self.scene.text[..span.start()];
        let after = &self.scene.text[span.end()..];
        let start = before.len() - before.bytes().rev().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let end = after.find(|char| !is_glue(char)).unwrap_or(after.len());
        (&before[start..], &after[..end])
    }

    /// True unless letters and digits mix around the reading as in a hash.
    pub(super) fn stands_free(&self, reading: &Reading<'_>) -> bool {
        if reading.before != Beside::Letter && reading.after != Beside::Letter {
            return true;
        }
        let (before, after) = self.glued(reading);
        let has_digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
        let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let hash = before.len() + after.len() >= 6 && is_hex(before) && is_hex(after);
        !has_digit(before) && !has_digit(after) && !hash
    }
}

impl Look<'_, '_> {
    /// True for a number that is all its cell holds: wide spaces inside it part nothing.
    pub(super) fn fills_cell(&self, reading: &Reading<'_>) -> bool {
        let block = self.context(reading).block.filter(|block| block.cell().is_some());
        block.is_some_and(|block| self.scene.document.slice(block.span).trim().len() == reading.span().len())
    }
}

/// The values of a reading of eighteen signs.
pub(super) fn eighteen(reading: &Reading<'_>) -> Option<[u8; 18]> {
    let mut values = [0; 18];
    let mut count = 0;
    for (slot, value) in values.iter_mut().zip(reading.values()) {
        *slot = value;
        count += 1;
    }
    let digits = values[..17].iter().all(|&value| value < 10);
    (count == 18 && digits).then_some(values)
}

/// True when an ID is believed without a label: the looser it is written and the less its parts
/// say, the more they must.
pub(super) fn is_believable(reading: &Reading<'_>, identity: &Identity, labelled: bool) -> bool {
    let year = identity.birth.map_or(0, |birth| birth.year());
    let known = identity.region() == Region::County;
    let whole = reading.groups == 1 && !reading.has_alikes();
    match (labelled, known) {
        (true, _) => true,
        (false, true) => (1880..=2035).contains(&year) && (whole || is_natural(reading)),
        // Serial numbers made of a code and a recent date pass the check one time in eleven.
        (false, false) => whole && (1900..2010).contains(&year) && super::identity::is_province(identity.province),
    }
}

/// Groups as people cut an ID: few of them, or all of one length but the last.
fn is_natural(reading: &Reading<'_>) -> bool {
    let layout = reading.layout();
    let even = layout[..layout.len() - 1].windows(2).all(|pair| pair[0] == pair[1]);
    let by_part = layout.first() == Some(&6) && layout.len() <= 6;
    let gaps = || reading.signs.iter().skip(1).map(|sign| sign.gap).filter(|gap| !gap.joins());
    let one_gap =
        gaps().all(|gap| gap <= Gap::Dot && Some(gap) == gaps().next()) && layout.iter().all(|&group| group >= 2);
    reading.widest_gap() != Gap::Line && (layout.len() <= 3 || even || by_part || one_gap) || reading.groups <= 3
}

/// A finding or cleared match for a number that contains a valid ID at `id` of its signs.
pub(super) fn id_match(
    look: &Look<'_, '_>,
    rule: &'static Rule,
    reading: &Reading<'_>,
    identity: &Identity,
    wanted: Topics,
) -> Match {
    let context = look.context(reading);
    let span = reading.span();
    let mut found = Match::new(rule, span);
    found.masked = Some(form::masked(reading.signs, 4, 3));
    found.evidence = identity_evidence(identity);
    found.evidence.extend(context.evidence(wanted));
    found.evidence.extend(reading.writing());
    found.confidence = id_confidence(identity, &context, wanted);
    let mut other = context.other().without(Topics::VAGUE).without(Topics::TECHNICAL);
    if is_taxpayer(&context) && !is_organisation(reading) {
        other = other.without(Topics::ORGANISATION_CODE);
    }
    // The number of a certificate for special work is T and the ID of its holder.
    if look.glued(reading).0 == "T" {
        other = other.without(Topics::SERIAL);
    }
    if !other.is_none() && !is_in_id_column(look, &context) {
        return found.cleared(clearing::labelled(other));
    }
    let mask = look.scene.id_mask(&context, span, identity);
    found.suggestion = Some(form::masked(reading.signs, mask.first, mask.last));
    found
}

/// True where the other cells of the column are IDs, too, beside names: no chance makes so many numbers valid,
/// whatever they are called.
fn is_in_id_column(look: &Look<'_, '_>, context: &Context<'_>) -> bool {
    let scene = look.scene;
    let persons = |at: CellAt| scene.table(at.table).any(Topics::NAME) || scene.is_beside_names(at);
    context.block.and_then(Block::cell).is_some_and(|at| scene.column(at).is_of_ids() && persons(at))
}

/// The taxpayer number of a person is the ID.
fn is_taxpayer(context: &Context<'_>) -> bool {
    let named = |text: &str| text.contains("纳税") || text.contains("税号");
    named(context.field.word) || context.field.word.is_empty() && context.header_text.is_some_and(named)
}

fn is_organisation(reading: &Reading<'_>) -> bool {
    let code: Vec<u8> = reading.values().map(|value| if value > 9 { b'X' } else { b'0' + value }).collect();
    super::identity::is_organisation_code(&code)
}

fn identity_evidence(identity: &Identity) -> Vec<Evidence> {
    let region = match identity.region() {
        Region::Unknown => "region:unknown",
        Region::Area => "region:area",
        Region::County => "region",
    };
    vec!["checksum".into(), "birth-date".into(), region.into()]
}

fn id_confidence(identity: &Identity, context: &Context<'_>, wanted: Topics) -> Confidence {
    match identity.region() {
        Region::County => Confidence::High,
        _ if context.says(wanted) => Confidence::High,
        _ => Confidence::Medium,
    }
}

impl Scene<'_> {
    /// The mask to propose: the usual one, or a stronger one where the birth date, the year or
    /// the age stands beside the number and would undo it.
    pub(super) fn id_mask(&self, context: &Context<'_>, span: Span<Text>, identity: &Identity) -> IdMask {
        let strong = IdMask { first: self.policy.id_mask.first.min(4), last: self.policy.id_mask.last.min(4) };
        let Some(birth) = identity.birth else { return strong };
        let around = self.surroundings(context, span);
        let start = floor(self.text, around.start().max(span.start().saturating_sub(NEAR)));
        let end = floor(self.text, around.end().min(span.end() + NEAR)).max(span.end());
        let parts = [&self.text[start.min(span.start())..span.start()], &self.text[span.end()..end]];
        let year = birth.year().to_string();
        let betrays = |part: &str| ["出生", "生日", "年龄", "岁", &year].iter().any(|word| part.contains(word));
        let column = matches!(context.block, Some(block) if block.cell().is_some_and(|at| self.table(at.table).any(Topics::BIRTH)));
        if column || parts.into_iter().any(betrays) { strong } else { self.policy.id_mask }
    }
}

/// The signs of a reading from `from` on, read as a number of their own.
pub(super) fn part<'a>(reading: &Reading<'a>, from: usize, to: usize) -> Reading<'a> {
    let signs: &'a [Sign] = &reading.signs[from..to];
    Reading { signs, ..*reading }
}
