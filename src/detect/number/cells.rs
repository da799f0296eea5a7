//! Numbers laid out over the cells of a row: one digit a cell, or 6 + 8 + 4.

use super::bank_card;
use super::candidate::{Candidates, Gap, Sign};
use super::citizen_id;
use super::form;
use super::identity::{Identity, passes_luhn};
use super::look;
use super::mobile;
use super::region::Region;
use super::scene::Scene;
use super::shape::{Beside, Reading};
use super::telephone::{self, Owner};
use super::topic::Topics;
use crate::document::Block;
use crate::finding::Match;
use crate::span::Span;

/// Most digits in one cell of a number that goes on in the next.
const MOST_IN_CELL: usize = 14;

/// Digits of a bank card.
const CARD: std::ops::RangeInclusive<usize> = 16..=19;

/// Most columns under one header.
const MOST_MERGED: u32 = 10;

/// Finds numbers whose cells hold nothing but a few digits each.
pub(super) fn find(scene: &Scene<'_>, out: &mut Vec<Match>) {
    for (table, outline) in scene.document.tables().iter().enumerate() {
        for row in 0..outline.rows {
            in_row(scene, scene.document.row(table as u32, row), out);
        }
    }
}

fn in_row<'d>(scene: &Scene<'_>, cells: impl Iterator<Item = &'d Block>, out: &mut Vec<Match>) {
    let mut stretch: Vec<Sign> = Vec::new();
    let mut before: Option<&Block> = None;
    let mut last: Option<&Block> = None;
    for cell in cells {
        let signs = signs(scene, cell);
        if signs.is_empty() {
            examine(scene, before, &stretch, out);
            stretch.clear();
            before = Some(cell);
        }
        stretch.extend(signs);
        last = Some(cell);
    }
    if last.is_some() {
        examine(scene, before, &stretch, out);
    }
}

/// The signs of a cell that holds a few digits, perhaps an X, and nothing else; the first is set
/// apart from the cell before.
fn signs(scene: &Scene<'_>, cell: &Block) -> Vec<Sign> {
    let text = scene.document.slice(cell.span);
    let body = text.trim();
    if body.is_empty() || body.len() > MOST_IN_CELL * 3 {
        return Vec::new();
    }
    let start = cell.span.start() + text.len() - text.trim_start().len();
    let mut signs = Candidates::signs_of(body).unwrap_or_default();
    if signs.len() > MOST_IN_CELL {
        return Vec::new();
    }
    for (index, sign) in signs.iter_mut().enumerate() {
        sign.at += start as u32;
        sign.gap = if index == 0 { Gap::Wide } else { sign.gap };
    }
    signs
}

/// Looks for an ID that begins and ends with a cell, and for a mobile of one digit a cell under a label.
fn examine(scene: &Scene<'_>, before: Option<&Block>, stretch: &[Sign], out: &mut Vec<Match>) {
    if stretch.len() < 11 {
        return;
    }
    let begins = |index: usize| stretch.get(index).is_none_or(|sign| sign.gap == Gap::Wide);
    for start in (0..stretch.len()).filter(|&start| begins(start) && begins(start + 18)) {
        if let Some(signs) = stretch.get(start..start + 18) {
            out.extend(id(scene, signs));
        }
    }
    for start in (0..stretch.len()).filter(|&start| begins(start) && begins(start + 11)) {
        out.extend(stretch.get(start..start + 11).and_then(|signs| mobile_under_header(scene, signs)));
    }
    let label = before.map_or(Topics::NONE, |cell| super::label::topics(scene.document.slice(cell.span).trim()));
    let is_card = || CARD.contains(&stretch.len()) && passes_luhn(stretch.iter().filter_map(Sign::digit));
    if label.any(Topics::BANK) && is_card() && is_in_form_of_person(scene, before) {
        out.push(found(&bank_card::RULE, stretch, (4, 4)));
    }
    if stretch.len() == 11 && (0..11).all(begins) && label.any(Topics::PHONE) && stretch[0].digit() == Some(1) {
        out.push(found(&mobile::RULE, stretch, (3, 4)));
    }
}

/// True in a form that holds an ID: the accounts of bodies are public.
fn is_in_form_of_person(scene: &Scene<'_>, label: Option<&Block>) -> bool {
    let table = label.and_then(Block::cell).and_then(|at| scene.document.tables().get(at.table as usize));
    let cells = table.map_or(&[][..], |table| &table.cells[..]).iter();
    let around = cells.map(|&cell| scene.document.blocks()[cell as usize].span).reduce(Span::cover);
    around.is_some_and(|around| scene.has_id_in(around))
}

/// A mobile spread over several cells that all stand under a header for telephones.
fn mobile_under_header(scene: &Scene<'_>, signs: &[Sign]) -> Option<Match> {
    let named = |sign: &Sign| {
        let cell = scene.document.block_at(sign.at as usize);
        cell.and_then(|cell| header(scene, cell)).is_some_and(|label| scene.topics(label).any(Topics::PHONE))
    };
    let several = signs.iter().skip(1).any(|sign| sign.gap == Gap::Wide);
    let begins = signs[0].digit() == Some(1) && signs[1].digit() >= Some(3);
    if !several || !begins || !signs.iter().all(|sign| sign.digit().is_some() && named(sign)) {
        return None;
    }
    let found = found(&mobile::RULE, signs, (3, 4));
    match telephone::owner(scene, &scene.context(found.span, 11), found.span) {
        Owner::Person(by) => Some(found.with(by)),
        Owner::Unknown => Some(found),
        Owner::Office(_) | Owner::OwnAtWork => None,
    }
}

/// The header of a cell, or of the nearest cell to its left that has one: a merged header leaves the columns to its
/// right without a name.
fn header<'d>(scene: &Scene<'d>, cell: &Block) -> Option<&'d str> {
    let at = cell.cell()?;
    let columns = (at.column.saturating_sub(MOST_MERGED)..=at.column).rev();
    columns
        .filter_map(|column| scene.document.cell(at.table, at.row, column))
        .find_map(|cell| scene.document.label(cell))
}

fn id(scene: &Scene<'_>, signs: &[Sign]) -> Option<Match> {
    let reading = Reading { signs, before: Beside::Nothing, after: Beside::Nothing, groups: 2 };
    let several = signs.iter().skip(1).any(|sign| sign.gap == Gap::Wide);
    let identity = Identity::read(&look::eighteen(&reading)?);
    let sure = several && identity.holds() && identity.region() == Region::County;
    sure.then(|| {
        scene.note_id(reading.span());
        let mut found = found(&citizen_id::RULE, signs, (4, 3));
        found.evidence.extend(["checksum".into(), "birth-date".into(), "region".into()]);
        found.suggestion = Some(form::masked(signs, 6, 4));
        found
    })
}

fn found(rule: &'static crate::rule::Rule, signs: &[Sign], shown: (usize, usize)) -> Match {
    let mut found = Match::new(rule, super::candidate::span_of(signs)).with("written:cells");
    found.masked = Some(form::masked(signs, shown.0, shown.1));
    found.suggestion = found.masked.clone();
    found
}
