//! The count against brute force, and against what is known of usual masks.

use proptest::prelude::*;

use super::*;

/// A hundred years.
fn century() -> Born {
    Born::in_years(1926, 2025).expect("two years in order")
}

/// The check value (10 for X) by the definition of the standard.
fn check(digits: &[u8]) -> u8 {
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(&digit, weight)| u32::from(digit) * weight).sum();
    [1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2][sum as usize % 11]
}

fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |number, &digit| number * 10 + u32::from(digit))
}

/// What a number must fulfil, said as plainly as possible.
fn is_valid(digits: &[u8], born: Born) -> bool {
    let day = Date::new(number(&digits[6..10]) as u16, digits[10] * 10 + digits[11], digits[12] * 10 + digits[13]);
    region::status(number(&digits[..6])) == Region::County
        && day.is_some_and(|day| born.first <= day && day <= born.last)
        && check(digits) == digits[17]
}

/// Tries every filling of the hidden places.
fn brute_force(digits: &[u8; 18], hidden: &[usize], parity: Option<u8>, born: Born) -> u64 {
    let Some((&place, rest)) = hidden.split_first() else {
        let parity_fits = parity.is_none_or(|parity| digits[16] % 2 == parity);
        return u64::from(parity_fits && is_valid(digits, born));
    };
    let values = if place == 17 { 0..=10 } else { 0..=9 };
    values.map(|value| brute_force(&with(digits, place, value), rest, parity, born)).sum()
}

fn with(digits: &[u8; 18], place: usize, value: u8) -> [u8; 18] {
    let mut filled = *digits;
    filled[place] = value;
    filled
}

fn masked(digits: &[u8; 18], hidden: &[usize]) -> [Slot; 18] {
    let mut slots = digits.map(Slot::of);
    hidden.iter().for_each(|&place| slots[place] = if place == 17 { Slot::CHECK } else { Slot::ANY });
    slots
}

/// The `seed`-th synthetic number: the digits are a deterministic scramble of the seed.
fn synthetic(seed: u64) -> [u8; 18] {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let city = region::cities()[next(region::cities().len() as u64) as usize];
    let ends: Vec<u64> = (0..100).filter(|end| city.counties >> end & 1 == 1).collect();
    let code = u64::from(city.prefix) * 100 + ends[next(ends.len() as u64) as usize];
    let (year, month, day, serial) = (1930 + next(90), 1 + next(12), 1 + next(28), next(1000));
    let text = format!("{code:06}{year:04}{month:02}{day:02}{serial:03}");
    let mut digits = [0; 18];
    text.bytes().enumerate().for_each(|(place, byte)| digits[place] = byte - b'0');
    digits[17] = check(&digits);
    digits
}

proptest! {
    #[test]
    fn the_count_equals_brute_force(
        seed in any::<u64>(),
        hidden in proptest::sample::subsequence((0..18).collect::<Vec<usize>>(), 0..=4),
        parity in proptest::option::of(0..2u8),
        years in proptest::option::of((1926u16..2025, 1u8..13, 1u8..29, 1u16..20)),
    ) {
        let digits = synthetic(seed);
        let born = years.and_then(|(year, month, day, length)| {
            Some(Born { first: Date::new(year, month, day)?, last: Date::new(year + length, month, day)? })
        });
        let born = born.unwrap_or_else(century);
        let mut slots = masked(&digits, &hidden);
        if let Some(parity) = parity {
            slots[16] = slots[16].and(if parity == 1 { Slot::ODD } else { Slot::EVEN });
        }
        prop_assert_eq!(citizen_ids(&slots, born), brute_force(&digits, &hidden, parity, born));
    }
}

/// The mean over many synthetic numbers when these places (1-based, inclusive) are hidden.
fn mean(first: usize, last: usize) -> f64 {
    let hidden: Vec<usize> = (first - 1..last).collect();
    let count = |seed| citizen_ids(&masked(&synthetic(seed), &hidden), century());
    (1..=400).map(count).sum::<u64>() as f64 / 400.0
}

#[test]
fn usual_masks_leave_what_is_known_of_them() {
    let near = |value: f64, expected: f64| (value / expected - 1.0).abs() < 0.25;
    for (first, last, expected) in [
        (18, 18, 1.0),
        (17, 17, 1.0),
        (11, 12, 1.4),
        (13, 14, 3.0),
        (15, 16, 9.0),
        (7, 10, 9.0),
        (11, 14, 33.0),
        (15, 17, 91.0),
        (17, 18, 10.0),
        (16, 18, 100.0),
        (15, 18, 999.0),
        (7, 14, 3_322.0),
        (9, 14, 1_968.0),
        (5, 14, 52_000.0),
        (1, 14, 20_000_000.0),
    ] {
        let value = mean(first, last);
        assert!(near(value, expected), "places {first}-{last} hidden leave {value}, expected about {expected}");
    }
}

#[test]
fn a_birth_date_beside_the_usual_mask_leaves_one() {
    for seed in 1..100 {
        let digits = synthetic(seed);
        let slots = masked(&digits, &[6, 7, 8, 9, 10, 11, 12, 13]);
        let day = Date::new(number(&digits[6..10]) as u16, digits[10] * 10 + digits[11], digits[12] * 10 + digits[13]);
        assert_eq!(citizen_ids(&slots, Born::on(day.expect("a synthetic day exists"))), 1);
    }
}

#[test]
fn a_visible_region_that_no_table_has_counts_as_one() {
    let mut digits = synthetic(7);
    digits[..6].copy_from_slice(&[4, 6, 0, 1, 9, 9]);
    let hidden: Vec<usize> = (6..14).collect();
    assert!((3_300..3_340).contains(&citizen_ids(&masked(&digits, &hidden), century())));
}

#[test]
fn other_numbers() {
    let mut mobile = [Slot::ANY; 11];
    assert_eq!(mobiles(&mobile), 7 * 1_000_000_000);
    mobile[..7].copy_from_slice(&[1, 3, 8, 0, 0, 0, 0].map(Slot::of));
    assert_eq!(mobiles(&mobile), 10_000);
    assert_eq!(bank_cards(&[Slot::ANY; 16]), 1_000_000_000_000_000);
    // A card number that standards use as an example, whole and with two places hidden.
    let mut card = [4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1].map(Slot::of);
    assert_eq!(bank_cards(&card), 1);
    card[3..5].fill(Slot::ANY);
    assert_eq!(bank_cards(&card), 10);
    let mut old = [4, 6, 0, 1, 0, 6, 7, 0, 0, 1, 0, 1, 0, 0, 1].map(Slot::of);
    assert_eq!(old_citizen_ids(&old, century()), 1);
    old[6..12].fill(Slot::ANY);
    assert_eq!(old_citizen_ids(&old, Born::in_years(1900, 1999).expect("two years in order")), 36_524);
}
