//! Right phrases, findable with one character wrong or missing.
//!
//! Every phrase is filed once for each of its characters, under the three that stand nearest to it. A wrong
//! character and a missing one leave the same, so one table serves both. The rest of the phrase is asked of the
//! lexicon, which holds them all: of the places that are asked about next to none leave anything to ask.

use super::lexicon::{Hash, LONGEST, Lexicon};
use super::table::Table;
use crate::model::BOUNDARY;

/// Shortest phrase. Of shorter ones too little is left without a character.
const SHORTEST: usize = 4;
/// Characters that a phrase is filed under.
pub(super) const ASKED: usize = SHORTEST - 1;
/// Those before a gap, where more stand before it and some behind.
pub(super) const NEAR: usize = ASKED - 1;
/// The first Chinese character, from which those of the table are counted.
const FIRST: u16 = 0x4e00;
/// The bit that no character needs, counted so.
const PRINT: u16 = 1 << 15;
/// Stands for the character taken out.
const GAP: u16 = u16::MAX;

/// The table: nine bits of the hash of the rest, and the character taken out.
#[derive(Debug)]
pub(super) struct Phrases {
    built_in: Table<3>,
    own: Table<3>,
}

/// The keys under which a phrase is filed, and the character that each leaves out. Those that are too
/// short or too long are not filed.
pub(super) fn filed(phrase: &[u16]) -> impl Iterator<Item = (u64, u16)> {
    let places = if (SHORTEST..=LONGEST).contains(&phrase.len()) { 0..phrase.len() } else { 0..0 };
    places.map(|at| {
        let before = if at + 1 == phrase.len() { ASKED } else { at.min(NEAR) };
        (key(&phrase[at - before..at], &phrase[at + 1..][..ASKED - before]), phrase[at])
    })
}

/// The entry of the table for a character left out.
pub(super) fn slot(key: u64, between: u16) -> (u64, [u8; 3]) {
    let [low, high] = (between.wrapping_sub(FIRST) & !PRINT | key as u16 & PRINT).to_le_bytes();
    (key, [key as u8, low, high])
}

/// The character of an entry, if it may be one of this key.
fn character(key: u64, [_, low, high]: [u8; 3]) -> Option<u16> {
    let slot = u16::from_le_bytes([low, high]);
    (slot & PRINT == key as u16 & PRINT).then_some((slot & !PRINT).wrapping_add(FIRST))
}

/// The key of a gap by the symbols around it that are asked for.
#[inline]
fn key(left: &[u16], right: &[u16]) -> u64 {
    let behind_gap = left.iter().fold(Hash::default(), |hash, &symbol| hash.push(symbol)).push(GAP);
    right.iter().fold(behind_gap, |hash, &symbol| hash.push(symbol)).finish()
}

impl Phrases {
    /// The built-in phrases and those of a site.
    pub(super) fn new(built_in: Table<3>, own: Table<3>) -> Self {
        Phrases { built_in, own }
    }

    /// Every character that may make a phrase between what `left` ends with and what `right` begins with, and how
    /// many symbols before it the phrase has: of [`NEAR`] it may be more. Only so many as `before` are asked for.
    pub(super) fn between(
        &self,
        left: &[u16],
        right: &[u16],
        before: std::ops::RangeInclusive<usize>,
        found: &mut dyn FnMut(usize, u16),
    ) {
        let run = |symbol: &u16| *symbol != BOUNDARY;
        let most = left.iter().rev().take(ASKED).take_while(|symbol| run(symbol)).count();
        let least = ASKED - right.iter().take(ASKED).take_while(|symbol| run(symbol)).count();
        for before in least.max(*before.start())..=most.min(*before.end()) {
            let key = key(&left[left.len() - before..], &right[..ASKED - before]);
            for table in [&self.built_in, &self.own] {
                table.each(key, key as u8, |entry| {
                    character(key, entry).into_iter().for_each(|right| found(before, right));
                    false
                });
            }
        }
    }
}

/// Goes on from a stretch of `length` symbols into `rest`, and tells wherever a phrase ends.
pub(super) fn ends(lexicon: &Lexicon, mut hash: Hash, length: usize, rest: &[u16], found: &mut dyn FnMut(usize)) {
    for behind in 0..=LONGEST.saturating_sub(length) {
        if behind > 0 {
            match rest.get(behind - 1) {
                None | Some(&BOUNDARY) => return,
                Some(&symbol) => hash = hash.push(symbol),
            }
        }
        let entry = lexicon.get(hash);
        if length + behind >= SHORTEST && entry.is_phrase() {
            found(behind);
        }
        if !entry.goes_on() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::built_in;
    use super::*;
    use crate::model::symbol;

    fn symbols(text: &str) -> Vec<u16> {
        text.chars().map(symbol).collect()
    }

    /// What makes a phrase of all of `before` and what `rest` begins with, and how much of that.
    fn between(before: &str, rest: &str) -> Vec<String> {
        let (lexicon, phrases) = built_in(&["网格化服务", "网络化服务"]);
        let (before, rest) = (symbols(before), symbols(rest));
        let mut found = Vec::new();
        phrases.between(&before, &rest, 0..=ASKED, &mut |_, char| {
            let hash = Hash::of(before.iter().copied()).push(char);
            ends(&lexicon, hash, before.len() + 1, &rest, &mut |behind| {
                found.push(format!("{}{behind}", String::from_utf16_lossy(&[char])));
            });
        });
        found.sort();
        found.dedup();
        found
    }

    #[test]
    fn a_wrong_and_a_missing_character_are_found() {
        assert!(between("领导小", "的").contains(&"组0".to_owned()));
        assert!(between("人民检", "院决定").contains(&"察1".to_owned()));
        assert!(between("", "导小组的").contains(&"领3".to_owned()));
        assert!(between("领导", "，小姐").is_empty());
        assert!(between("丙丁", "戊己").is_empty());
    }

    #[test]
    fn phrases_that_leave_the_same_are_all_found() {
        assert_eq!(between("网", "化服务，"), ["格3", "络3"]);
    }
}
