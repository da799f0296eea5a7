//! How many valid numbers a mask leaves.
//!
//! A mask is as good as the number of valid numbers that still fit what it shows, together with
//! what stands beside it (a birth date, a sex, a second copy masked elsewhere). That number is
//! computed exactly, not sampled and not guessed from the count of asterisks: the check digit of
//! an ID is a sum modulo 11, so regions, days and sequence are each counted by their share of that
//! sum, and the three counts are combined.
//!
//! The rules counted with: region codes of all years (`region`), days that exist, the check digit
//! of GB 11643-1999 (MOD 11-2), the check digit of bank cards (Luhn), mobiles from 13 to 19. A
//! visible region that no table has counts as one region.

use super::region::{self, Region};
use crate::date::{Date, days_in_month, is_leap_year};

/// The weights of GB 11643-1999 for the first 17 places. The check character has weight 1, X
/// counts 10, and the sum of a valid number leaves 1 when divided by 11.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// How many ways there are to each remainder modulo 11.
type Residues = [u64; 11];

/// The characters that may stand in one place of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot(u16);

/// The days on which the person may have been born, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Born {
    /// The first possible day.
    pub first: Date,
    /// The last possible day.
    pub last: Date,
}

impl Slot {
    /// Any digit.
    pub const ANY: Slot = Slot(0x3FF);
    /// Any digit or X: the last place of an ID number.
    pub const CHECK: Slot = Slot(0x7FF);
    /// An odd digit: the 17th place of a man's ID number.
    pub const ODD: Slot = Slot(0x2AA);
    /// An even digit: the 17th place of a woman's ID number.
    pub const EVEN: Slot = Slot(0x155);

    /// Exactly this value, 0 to 9, or 10 for X.
    pub fn of(value: u8) -> Self {
        Slot(1 << value.min(10))
    }

    /// True when the value (0 to 9, 10 for X) may stand here.
    pub fn allows(self, value: u32) -> bool {
        value <= 10 && self.0 >> value & 1 == 1
    }

    /// What both slots allow.
    pub fn and(self, other: Slot) -> Self {
        Slot(self.0 & other.0)
    }

    /// True when nothing may stand here: two pieces of knowledge contradict each other.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// True when exactly one value may stand here.
    pub fn is_known(self) -> bool {
        self.0.is_power_of_two()
    }

    /// How many values may stand here.
    pub fn count(self) -> u32 {
        self.0.count_ones()
    }
}

impl Born {
    /// On one day.
    pub fn on(day: Date) -> Self {
        Born { first: day, last: day }
    }

    /// In the years from `first` to `last`. `None` when the years are reversed or out of the calendar.
    pub fn in_years(first: u16, last: u16) -> Option<Self> {
        let (first, last) = (Date::new(first, 1, 1)?, Date::new(last, 12, 31)?);
        (first < last).then_some(Born { first, last })
    }

    /// The days in both; `None` when there are none.
    pub fn and(self, other: Born) -> Option<Self> {
        let (first, last) = (self.first.max(other.first), self.last.min(other.last));
        (first <= last).then_some(Born { first, last })
    }
}

/// How many valid 18-digit ID numbers fit `slots` and `born`.
pub fn citizen_ids(slots: &[Slot; 18], born: Born) -> u64 {
    let regions = regions(&slots[..6]);
    let days = days(&slots[6..14], born);
    let sums = combine(&combine(&regions, &days), &sequence(&slots[14..17]));
    (0..=10u32).filter(|&check| slots[17].allows(check)).map(|check| sums[((12 - check) % 11) as usize]).sum()
}

/// How many 15-digit ID numbers (region, YYMMDD of 19YY, sequence, no check digit) fit `slots`.
pub fn old_citizen_ids(slots: &[Slot; 15], born: Born) -> u64 {
    let mut day = [Slot::of(1); 8];
    day[1] = Slot::of(9);
    day[2..].copy_from_slice(&slots[6..12]);
    [regions(&slots[..6]), days(&day, born), sequence(&slots[12..])]
        .iter()
        .map(|part| part.iter().sum::<u64>())
        .product()
}

/// How many mobile numbers fit `slots`: 1, then 3 to 9, then anything.
pub fn mobiles(slots: &[Slot; 11]) -> u64 {
    let start = u64::from(slots[0].allows(1)) * (3..=9).filter(|&value| slots[1].allows(value)).count() as u64;
    slots[2..].iter().map(|slot| u64::from(slot.and(Slot::ANY).count())).product::<u64>() * start
}

/// How many card numbers that satisfy Luhn's check fit `slots`, 20 places at most.
pub fn bank_cards(slots: &[Slot]) -> u64 {
    let mut ways = [0u64; 10];
    ways[0] = 1;
    for (place, slot) in slots.iter().rev().enumerate() {
        let mut next = [0u64; 10];
        for value in (0..10).filter(|&value| slot.allows(value)) {
            let share = if place % 2 == 0 { value } else { value * 2 % 10 + value / 5 };
            ways.iter().enumerate().for_each(|(sum, count)| next[(sum + share as usize) % 10] += count);
        }
        ways = next;
    }
    ways[0]
}

/// The region codes that fit the first six places.
fn regions(slots: &[Slot]) -> Residues {
    if let Some(code) = known_number(slots).filter(|&code| region::status(code) != Region::County) {
        return one(residue(code, &WEIGHTS[..6]));
    }
    let ends: u128 = (0..100)
        .filter(|&end| fitting(end, &slots[4..], &WEIGHTS[4..6]).is_some())
        .fold(0, |bits, end| bits | 1 << end);
    let mut ways = [0; 11];
    for city in region::cities() {
        let Some(start) = fitting(u32::from(city.prefix), &slots[..4], &WEIGHTS[..4]) else { continue };
        let mut counties = city.counties & ends;
        while counties != 0 {
            let end = residue(counties.trailing_zeros(), &WEIGHTS[4..6]);
            ways[(start + end) % 11] += 1;
            counties &= counties - 1;
        }
    }
    ways
}

/// The days that fit places 7 to 14 and lie in `born`. Whole years are counted by whether they
/// are leap years; only the first and the last year are walked through.
fn days(slots: &[Slot], born: Born) -> Residues {
    const YEAR: ((u8, u8), (u8, u8)) = ((1, 1), (12, 31));
    let mut whole_years = [[0; 11]; 2];
    let mut ways = [0; 11];
    for year in born.first.year()..=born.last.year() {
        let Some(start) = fitting(u32::from(year), &slots[..4], &WEIGHTS[6..10]) else { continue };
        let first = if year == born.first.year() { (born.first.month(), born.first.day()) } else { YEAR.0 };
        let last = if year == born.last.year() { (born.last.month(), born.last.day()) } else { YEAR.1 };
        if (first, last) == YEAR {
            whole_years[usize::from(is_leap_year(year))][start] += 1;
        } else {
            add(&mut ways, &combine(&one(start), &days_of_year(slots, year, first, last)));
        }
    }
    for (years, example) in
        whole_years.iter().zip([2001, 2000]).filter(|(years, _)| years.iter().any(|&count| count > 0))
    {
        add(&mut ways, &combine(years, &days_of_year(slots, example, YEAR.0, YEAR.1)));
    }
    ways
}

/// The days of one year, from `first` to `last` (month, day), that fit places 11 to 14.
fn days_of_year(slots: &[Slot], year: u16, first: (u8, u8), last: (u8, u8)) -> Residues {
    let mut ways = [0; 11];
    // Which days of a month fit is the same for every month.
    let residues: [Option<usize>; 32] = std::array::from_fn(|day| fitting(day as u32, &slots[6..8], &WEIGHTS[12..14]));
    for month in first.0..=last.0 {
        let Some(start) = fitting(u32::from(month), &slots[4..6], &WEIGHTS[10..12]) else { continue };
        let from = if month == first.0 { first.1 } else { 1 };
        let to = if month == last.0 { last.1 } else { 31 }.min(days_in_month(year, month));
        for own in residues[usize::from(from)..=usize::from(to)].iter().flatten() {
            ways[(start + own) % 11] += 1;
        }
    }
    ways
}

/// The sequence numbers that fit places 15 to 17, of which each may be anything that it allows.
fn sequence(slots: &[Slot]) -> Residues {
    let place = |(slot, weight): (&Slot, &u32)| {
        let mut ways = [0; 11];
        let values = (0..10).filter(|&value| slot.allows(value));
        values.for_each(|value| ways[(value * weight % 11) as usize] += 1);
        ways
    };
    slots.iter().zip(&WEIGHTS[14..17]).map(place).fold(one(0), |all, place| combine(&all, &place))
}

/// The [`residue`] of a number of which the slots allow every digit, leading zeros among them.
fn fitting(mut number: u32, slots: &[Slot], weights: &[u32]) -> Option<usize> {
    let mut sum = 0;
    for (slot, weight) in slots.iter().zip(weights).rev() {
        let digit = number % 10;
        number /= 10;
        if !slot.allows(digit) {
            return None;
        }
        sum += digit * weight;
    }
    Some(sum as usize % 11)
}

/// The number that the slots spell when every one of them is known.
fn known_number(slots: &[Slot]) -> Option<u32> {
    slots.iter().try_fold(0, |number, slot| slot.is_known().then(|| number * 10 + slot.0.trailing_zeros()))
}

/// The digits of `number`, with leading zeros, weighted and summed, modulo 11.
fn residue(mut number: u32, weights: &[u32]) -> usize {
    let mut sum = 0;
    for weight in weights.iter().rev() {
        sum += number % 10 * weight;
        number /= 10;
    }
    sum as usize % 11
}

/// One way, with this remainder.
fn one(residue: usize) -> Residues {
    let mut ways = [0; 11];
    ways[residue] = 1;
    ways
}

fn add(ways: &mut Residues, more: &Residues) {
    ways.iter_mut().zip(more).for_each(|(way, more)| *way += more);
}

/// Every way of the one with every way of the other.
fn combine(left: &Residues, right: &Residues) -> Residues {
    let mut ways = [0; 11];
    for (a, x) in left.iter().enumerate().filter(|&(_, &x)| x > 0) {
        right.iter().enumerate().for_each(|(b, y)| ways[(a + b) % 11] += x * y);
    }
    ways
}

#[cfg(test)]
#[path = "candidates_left_tests.rs"]
mod tests;
