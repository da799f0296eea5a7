//! Leaked personal numbers.
//!
//! One pass over the text finds [`candidate`]s; every kind of number looks at each of them. What
//! the number is called decides more than its shape: [`topic`], [`label`]. Kinds are values in
//! [`KINDS`], one file each, with their rule, its examples and the test of its shape.
//!
//! It does not resolve overlaps or gather columns: that is done in `judge`.

use std::ops::Range;

use super::{Detector, Scan};
use crate::document::{Block, BlockKind, Document};
use crate::finding::Match;
use crate::rule::Rule;

pub mod candidate;
pub mod candidates_left;
pub mod label;
pub mod policy;
pub mod region;
pub mod topic;

mod bank_card;
mod barren;
mod beside;
mod birth_date;
mod cells;
mod citizen_id;
mod citizen_id_15;
mod clearing;
mod column;
mod disability_card;
mod email;
mod field;
mod foreign_resident;
mod form;
mod home_address;
mod house;
mod identity;
mod landline;
mod look;
mod miswritten;
mod mobile;
mod office_contact;
mod other_words;
mod passport;
pub(super) mod person;
mod quantity;
mod residence_permit;
mod sample;
mod scene;
mod sensitive_column;
mod settle;
mod shape;
mod skip;
mod student_number;
mod telephone;
mod travel_permit;
mod vehicle_plate;
mod vocabulary;
mod weak_mask;

pub use weak_mask::sighting::{MaskedNumber, Sighting, sightings};

use barren::Barren;
use candidate::Candidates;
use look::Look;
use policy::NumberPolicy;
use scene::Scene;
use shape::Groups;

/// A kind of number that is found in candidates.
struct Kind {
    rule: &'static Rule,
    /// Counts of signs of its numbers, as bits: candidates without such a number are not looked at.
    signs: u64,
    find: fn(&Look<'_, '_>, &mut Vec<Match>),
}

/// Counts of signs as bits.
const fn counts(first: u32, last: u32) -> u64 {
    (1 << (last + 1)) - (1 << first)
}

/// For kinds that do not go by whole groups of signs.
const ANY: u64 = u64::MAX;

/// Kinds that say who somebody is. They are looked for first: where one stands, a telephone beside
/// it is that person's.
static IDENTITIES: &[Kind] = &[
    Kind { rule: &citizen_id::RULE, signs: counts(18, 18), find: citizen_id::find },
    Kind { rule: &residence_permit::RULE, signs: counts(18, 18), find: residence_permit::find },
    Kind { rule: &citizen_id_15::RULE, signs: counts(15, 15), find: citizen_id_15::find },
    Kind { rule: &foreign_resident::RULE, signs: counts(12, 12) | counts(18, 18), find: foreign_resident::find },
    Kind { rule: &disability_card::RULE, signs: ANY, find: disability_card::find },
    Kind { rule: &student_number::RULE, signs: counts(18, 18), find: student_number::find },
    Kind { rule: &miswritten::RULE, signs: counts(15, 19), find: miswritten::find },
];

/// What is told by the other cells of its column, once these are known.
static COLUMNS: &[Kind] = &[
    Kind { rule: &citizen_id_15::RULE, signs: counts(15, 15), find: citizen_id_15::find_in_columns },
    Kind { rule: &miswritten::RULE, signs: counts(15, 19), find: miswritten::find_in_columns },
];

/// Papers that name their holder as an ID does.
static PAPERS: &[Kind] = &[
    Kind { rule: &passport::RULE, signs: counts(7, 8), find: passport::find },
    Kind { rule: &travel_permit::RULE, signs: counts(7, 10), find: travel_permit::find },
];

/// The other kinds.
static KINDS: &[Kind] = &[
    Kind { rule: &mobile::RULE, signs: counts(11, 15), find: mobile::find },
    Kind { rule: &landline::RULE, signs: counts(7, 12), find: landline::find },
    Kind { rule: &bank_card::RULE, signs: counts(12, 21), find: bank_card::find },
];

/// A kind of information that is found in the document as a whole.
struct Wide {
    rule: &'static Rule,
    find: fn(&Scene<'_>, &mut Vec<Match>),
}

/// Kinds that no run of digits begins.
static WIDE: &[Wide] = &[
    Wide { rule: &vehicle_plate::RULE, find: vehicle_plate::find },
    Wide { rule: &email::RULE, find: email::find },
    Wide { rule: &birth_date::RULE, find: birth_date::find },
    Wide { rule: &home_address::RULE, find: home_address::find },
    Wide { rule: &sensitive_column::RULE, find: sensitive_column::find },
];

/// Words with which kinds begin their search: see [`super::spots`].
pub(super) fn words() -> Vec<&'static str> {
    let births = [birth_date::LABELS, &[birth_date::BORN, birth_date::DAY_BORN]].concat();
    [home_address::ANCHORS, sensitive_column::ANCHORS, &births].concat()
}

/// Finds leaked personal numbers. See the module.
#[derive(Debug, Default)]
pub struct Numbers {
    policy: NumberPolicy,
    barren: Barren,
}

impl Numbers {
    /// With the site's own rules.
    pub fn new(policy: NumberPolicy) -> Self {
        Numbers { policy, barren: Barren::default() }
    }
}

impl Detector for Numbers {
    fn rules(&self) -> Vec<&'static Rule> {
        let found = IDENTITIES.iter().chain(PAPERS).chain(KINDS).map(|kind| kind.rule);
        let found = found.chain(WIDE.iter().map(|kind| kind.rule));
        found.chain([&office_contact::RULE, &weak_mask::RULE]).collect()
    }

    fn detect(&self, scan: &Scan<'_>, out: &mut Vec<Match>) {
        let document = scan.document();
        let scene = Scene::new(scan, &self.policy);
        let fresh = self.barren.fresh(&scene);
        let candidates = candidates_in(document, fresh.ranges.iter().cloned());
        find_all(&scene, &candidates, IDENTITIES, out);
        let has_tables = !document.tables().is_empty();
        if has_tables {
            citizen_id::restore_columns(&scene, out);
            cells::find(&scene, out);
        }
        miswritten::find_exponents(&scene, out);
        if has_tables {
            find_all(&scene, &candidates, COLUMNS, out);
        }
        let first = out.len();
        find_all(&scene, &candidates, PAPERS, out);
        out[first..].iter().for_each(|found| scene.note_paper(found.span));
        find_all(&scene, &candidates, KINDS, out);
        weak_mask::detect(&scene, &candidates, out);
        WIDE.iter().for_each(|kind| (kind.find)(&scene, out));
        self.barren.remember(&fresh, out);
        settle::contacts(document.text(), out);
        settle::codes(out);
        sample::clear(&scene, out);
    }
}

fn find_all(scene: &Scene<'_>, candidates: &Candidates, kinds: &[Kind], out: &mut Vec<Match>) {
    let mut groups = Groups::default();
    for candidate in candidates.iter() {
        groups.split(&candidate);
        let look = Look { scene, candidate, groups: &groups };
        let may_be = |kind: &&Kind| kind.signs == ANY || groups.reach(kind.signs);
        kinds.iter().filter(may_be).for_each(|kind| (kind.find)(&look, out));
    }
}

/// The candidates of a document. A number goes on over a line break within running text and within
/// one cell or value.
pub fn candidates(document: &Document) -> Candidates {
    candidates_in(document, std::iter::once(0..document.text().len()))
}

/// Those within some ranges of bytes.
fn candidates_in(document: &Document, ranges: impl Iterator<Item = Range<usize>>) -> Candidates {
    let goes_on = |before: usize, after: usize| {
        let (one, other) = (document.block_at(before.saturating_sub(1)), document.block_at(after));
        let running = |block: &Block| block.kind == BlockKind::Paragraph;
        one.zip(other).is_some_and(|(one, other)| one.span == other.span || running(one) && running(other))
    };
    Candidates::within(document.text(), ranges, &goes_on)
}
