//! Edits that were thought of and not reported, for people who ask why.

use super::context::Places;
use super::edit::{Edit, Kind};
use super::guards::Case;
use super::search::{self, Search};
use super::walks::Walks;
use super::windows::Windows;
use super::{Knowledge, weigh};
use crate::model::Symbols;

/// How far below the least score of a report an edit may lie to be worth telling.
const MARGIN: f32 = 2.0;
/// The least gain in likelihood: less says nothing for the edit.
const LEAST_GAIN: f32 = 2.0;
/// Most edits that are told.
const MOST: usize = 3;

/// An edit that is not reported.
#[derive(Clone, Debug, PartialEq)]
pub struct Almost {
    /// What would be replaced, as bytes of the text.
    pub extent: std::ops::Range<usize>,
    /// What would stand there.
    pub right: String,
    /// What would have happened to it.
    pub kind: Kind,
    /// How strongly the signs speak for it, in the logarithm of the odds.
    pub score: f32,
    /// Why it is not reported.
    pub held: Held,
}

/// Why an edit is not reported.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Held {
    /// Its signs are too weak: the least score.
    Weak(f32),
    /// They reach a level, and what stands around it says that it is right as written.
    Right,
}

/// The likeliest edits of a text that are not reported, likeliest first.
pub(super) fn almost(knowledge: &Knowledge, text: &str) -> Vec<Almost> {
    let (mut all, mut novel) = (Symbols::default(), Vec::new());
    all.fill(text);
    let symbols = all.as_slice();
    search::mark(knowledge, symbols, &mut novel);
    let search = Search { knowledge, symbols, novel: &novel };
    let (mut walks, mut windows, mut edits) = (Walks::default(), Windows::default(), Vec::new());
    windows.fill(symbols);
    let mut places = Places::new(knowledge, symbols, &novel, &mut walks);
    let mut found: Vec<Almost> = Vec::new();
    for at in search.places() {
        places.go(at);
        search.edits(&windows.around(symbols, at), &mut places, &mut edits);
        found.extend(edits.iter().filter_map(|edit| held(text, &all, knowledge, &mut places, edit)));
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    found.dedup_by(|later, earlier| later.extent == earlier.extent && later.right == earlier.right);
    found.truncate(MOST);
    found
}

fn held(text: &str, all: &Symbols, knowledge: &Knowledge, places: &mut Places<'_>, edit: &Edit) -> Option<Almost> {
    let (signs, covering) = places.signs(edit)?;
    let score = weigh::score(edit.kind, &signs);
    let least = weigh::least(edit.kind);
    let before = &text[..all.bytes(edit.start..edit.end).start];
    let case = Case { knowledge, symbols: all.as_slice(), before, edit, signs: &signs, covering };
    let held = match weigh::tier(edit.kind, &signs, score) {
        None if score >= least - MARGIN && signs.gain >= LEAST_GAIN => Held::Weak(least),
        Some(tier) if case.judge(tier).is_none() => Held::Right,
        _ => return None,
    };
    let (extent, right) = places.extent(edit, covering);
    Some(Almost { extent: all.bytes(extent), right: String::from_utf16_lossy(&right), kind: edit.kind, score, held })
}
