//! Right phrases, findable with one character wrong or missing.
//!
//! Every phrase is filed once for each of its characters under what is left when that character is
//! taken out. A wrong character and a missing one leave the same, so one table serves both.

use crate::model::BOUNDARY;

/// Shortest phrase. Of shorter ones too little is left without a character.
pub(super) const SHORTEST: usize = 4;
/// Longest phrase.
pub(super) const LONGEST: usize = 12;

/// Bits of each of the filters that stop most searches early.
const FILTER_BITS: usize = 1 << 22;

/// The table. A slot holds the upper 48 bits of a hash of the two parts and the character between
/// them; 0 is free. Several phrases may leave the same parts.
#[derive(Debug)]
pub(super) struct Phrases {
    slots: Vec<u64>,
    used: usize,
    /// Which stretches begin a phrase, up to the character taken out.
    lefts: Bits,
    /// Which stretches end a phrase, behind the character taken out.
    rights: Bits,
    /// Which keys are filed.
    keys: Bits,
}

impl Default for Phrases {
    fn default() -> Self {
        Phrases {
            slots: vec![0; 1 << 19],
            used: 0,
            lefts: Bits::default(),
            rights: Bits::default(),
            keys: Bits::default(),
        }
    }
}

impl Phrases {
    /// Files a phrase. Those that are too short or too long are left out.
    pub(super) fn insert(&mut self, phrase: &[u16]) {
        if !(SHORTEST..=LONGEST).contains(&phrase.len()) {
            return;
        }
        for at in 0..phrase.len() {
            let left = phrase[..at].iter().rev().fold(Side::default(), |side, &symbol| side.push(symbol));
            let right = phrase[at + 1..].iter().fold(Side::default(), |side, &symbol| side.push(symbol));
            let key = key(left, right);
            self.lefts.set(left.0);
            self.rights.set(right.0);
            self.keys.set(key);
            self.file(key, phrase[at]);
        }
    }

    fn file(&mut self, key: u64, between: u16) {
        if self.used * 3 > self.slots.len() * 2 {
            self.grow();
        }
        let entry = key & !0xffff | u64::from(between);
        let at = self.probe(key).find(|&at| self.slots[at] == 0 || self.slots[at] == entry);
        if let Some(at) = at.filter(|&at| self.slots[at] == 0) {
            self.slots[at] = entry;
            self.used += 1;
        }
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![0; old.len() * 2];
        self.used = 0;
        for entry in old.into_iter().filter(|&entry| entry != 0) {
            self.file(entry, entry as u16);
        }
    }

    /// The places where a key may lie, in the order in which they are filled.
    fn probe(&self, key: u64) -> impl Iterator<Item = usize> + use<> {
        let mask = self.slots.len() - 1;
        (0..=mask).map(move |step| ((key >> 40) as usize + step) & mask)
    }

    /// Every character that makes a phrase of what ends before `left` and what begins at `right`,
    /// with the phrase's extent before and behind.
    pub(super) fn between(&self, symbols: &[u16], left: usize, right: usize, found: &mut dyn FnMut(u16, usize, usize)) {
        let (lefts, left_count) = self.sides(symbols[..left].iter().rev(), &self.lefts);
        let (rights, right_count) = self.sides(symbols[right..].iter(), &self.rights);
        for (before, left) in &lefts[..left_count] {
            for (behind, right) in &rights[..right_count] {
                if (SHORTEST..=LONGEST).contains(&(before + behind + 1)) {
                    self.each(key(*left, *right), &mut |between| found(between, *before, *behind));
                }
            }
        }
    }

    /// The stretches from a place outward that are a side of any phrase, with their lengths.
    fn sides<'a>(&self, outward: impl Iterator<Item = &'a u16>, known: &Bits) -> ([(usize, Side); LONGEST], usize) {
        let mut sides = [(0, Side::default()); LONGEST];
        let mut count = 1;
        let mut side = Side::default();
        for (length, &symbol) in outward.take_while(|&&symbol| symbol != BOUNDARY).take(LONGEST - 1).enumerate() {
            side = side.push(symbol);
            if known.has(side.0) {
                sides[count] = (length + 1, side);
                count += 1;
            }
        }
        (sides, count)
    }

    fn each(&self, key: u64, found: &mut dyn FnMut(u16)) {
        if !self.keys.has(key) {
            return;
        }
        let taken = self.probe(key).map(|at| self.slots[at]).take_while(|&entry| entry != 0);
        taken.filter(|entry| (entry ^ key) >> 16 == 0).for_each(|entry| found(entry as u16));
    }
}

/// The hash of a stretch that grows outward.
#[derive(Clone, Copy, Debug, Default)]
struct Side(u64);

impl Side {
    fn push(self, symbol: u16) -> Self {
        Side((self.0.rotate_left(5) ^ u64::from(symbol)).wrapping_mul(0x517c_c1b7_2722_0a95))
    }
}

fn key(left: Side, right: Side) -> u64 {
    let key = (left.0.rotate_left(23) ^ right.0).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (key ^ (key >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1 << 63
}

/// A set of hashes that now and then says yes wrongly.
#[derive(Debug)]
struct Bits(Vec<u64>);

impl Default for Bits {
    fn default() -> Self {
        Bits(vec![0; FILTER_BITS / 64])
    }
}

impl Bits {
    fn set(&mut self, hash: u64) {
        let bit = Bits::bit(hash);
        self.0[bit / 64] |= 1 << (bit % 64);
    }

    #[inline]
    fn has(&self, hash: u64) -> bool {
        let bit = Bits::bit(hash);
        self.0[bit / 64] >> (bit % 64) & 1 == 1
    }

    #[inline]
    fn bit(hash: u64) -> usize {
        (hash >> 40) as usize % FILTER_BITS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::symbol;

    fn symbols(text: &str) -> Vec<u16> {
        text.chars().map(symbol).collect()
    }

    fn between(phrases: &Phrases, text: &str, left: usize, right: usize) -> Vec<String> {
        let mut found = Vec::new();
        phrases.between(&symbols(text), left, right, &mut |char, before, behind| {
            found.push(format!("{}{before}{behind}", String::from_utf16_lossy(&[char])));
        });
        found.sort();
        found
    }

    #[test]
    fn a_wrong_and_a_missing_character_are_found() {
        let mut phrases = Phrases::default();
        ["领导小组", "人民检察院", "人民法院"].iter().for_each(|phrase| phrases.insert(&symbols(phrase)));
        assert_eq!(between(&phrases, "，领导小姐的", 4, 5), ["组30"]);
        assert_eq!(between(&phrases, "由人民检院决定", 4, 4), ["察31"]);
        assert!(between(&phrases, "领导，小姐", 4, 5).is_empty());
        assert!(between(&phrases, "人民公园", 2, 3).is_empty());
    }

    #[test]
    fn phrases_that_leave_the_same_are_all_found() {
        let mut phrases = Phrases { slots: vec![0; 8], ..Phrases::default() };
        ["市人民政府", "县人民政府", "县人民政府"].iter().for_each(|phrase| phrases.insert(&symbols(phrase)));
        assert_eq!(between(&phrases, "是人民政府", 0, 1), ["县04", "市04"]);
    }
}
