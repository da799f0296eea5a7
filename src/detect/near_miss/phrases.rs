//! Right phrases, findable with one character wrong or missing.
//!
//! Every phrase is filed once for each of its characters, under what stands before that character and
//! the next few behind it. A wrong character and a missing one leave the same, so one table serves
//! both. The rest of the phrase is asked of the lexicon, which holds them all.

use super::lexicon::{Hash, LONGEST, Lexicon};
use super::table::Table;
use crate::model::BOUNDARY;

/// Shortest phrase. Of shorter ones too little is left without a character.
const SHORTEST: usize = 4;
/// Stands for the character taken out.
const GAP: u16 = u16::MAX;

/// The table: one byte of the hash of the rest, two of the character taken out.
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
        let behind = &phrase[at + 1..];
        let next = &behind[..behind.len().min(asked(at))];
        (key(Hash::of(phrase[..at].iter().copied()), next), phrase[at])
    })
}

/// The entry of the table for a character left out.
pub(super) fn slot(key: u64, between: u16) -> (u64, [u8; 3]) {
    let [low, high] = between.to_le_bytes();
    (key, [key as u8, low, high])
}

/// How many characters behind the gap belong to the key: fewer when more stand before it.
fn asked(before: usize) -> usize {
    (SHORTEST - 1).saturating_sub(before).max(1)
}

fn key(before: Hash, next: &[u16]) -> u64 {
    next.iter().fold(before.push(GAP), |hash, &symbol| hash.push(symbol)).finish()
}

impl Phrases {
    /// The built-in phrases and those of a site.
    pub(super) fn new(built_in: Table<3>, own: Table<3>) -> Self {
        Phrases { built_in, own }
    }

    /// Every character that makes a phrase of `before` symbols with this hash and what `rest` begins
    /// with, and how many symbols of `rest` belong to it.
    pub(super) fn between(
        &self,
        lexicon: &Lexicon,
        (before, hash): (usize, Hash),
        rest: &[u16],
        found: &mut dyn FnMut(u16, usize),
    ) {
        let rest = &rest[..rest.iter().position(|&symbol| symbol == BOUNDARY).unwrap_or(rest.len())];
        let mut each = |between: u16| {
            let start = hash.push(between);
            walk(lexicon, start, before + 1, rest, &mut |behind| found(between, behind));
        };
        if let Some(next) = rest.get(..asked(before)) {
            self.filed_under(key(hash, next), &mut each);
        }
        if before + 1 >= SHORTEST {
            self.filed_under(key(hash, &[]), &mut each);
        }
    }

    fn filed_under(&self, key: u64, each: &mut dyn FnMut(u16)) {
        for table in [&self.built_in, &self.own] {
            table.each(key, key as u8, |[_, low, high]| {
                each(u16::from_le_bytes([low, high]));
                false
            });
        }
    }
}

/// Goes on from a stretch of `length` symbols into `rest`, and tells wherever a phrase ends.
fn walk(lexicon: &Lexicon, mut hash: Hash, length: usize, rest: &[u16], found: &mut dyn FnMut(usize)) {
    for behind in 0..=(LONGEST - length).min(rest.len()) {
        if behind > 0 {
            hash = hash.push(rest[behind - 1]);
        }
        let entry = lexicon.get(hash);
        if length + behind >= SHORTEST && entry.is_phrase() {
            found(behind);
        }
        if !entry.goes_on() {
            break;
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

    /// What fits between the two, as often as a phrase of another length does.
    fn between(before: &str, rest: &str) -> Vec<String> {
        let (lexicon, phrases) = built_in(&["网格化服务", "网络化服务"]);
        let before = symbols(before);
        let mut found = Vec::new();
        let hash = Hash::of(before.iter().copied());
        phrases.between(&lexicon, (before.len(), hash), &symbols(rest), &mut |char, behind| {
            found.push(format!("{}{behind}", String::from_utf16_lossy(&[char])));
        });
        found.sort();
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
