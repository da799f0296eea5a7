//! How many numbers a masked number can be, given what stands beside it.

use super::super::candidates_left::{self, Born, Slot};
use super::beside::Beside;
use super::shape::Reading;

/// The latest year of birth that is counted with when a document does not tell its own year.
const LATEST_YEAR: u16 = 2026;
/// How long people are thought to live, in years.
const LIFETIME: u16 = 100;

/// How many valid numbers fit. Births are counted within a lifetime before `year`, the year of the
/// document, or, where what shows is older or younger than that, at any time.
pub(super) fn left(reading: &Reading, beside: &Beside, year: Option<u16>) -> u64 {
    let latest = year.unwrap_or(LATEST_YEAR);
    let lifetime = Born::in_years(latest.saturating_sub(LIFETIME - 1).max(1), latest);
    let any_time = Born::in_years(1850, 2099);
    let times = if beside.born.is_some() { [beside.born, None] } else { [lifetime, any_time] };
    let counts = times.into_iter().flatten().map(|born| left_when(reading, beside, born));
    counts.into_iter().find(|&count| count > 0).unwrap_or(0)
}

fn left_when(reading: &Reading, beside: &Beside, born: Born) -> u64 {
    match reading {
        Reading::Id(slots) => candidates_left::citizen_ids(&with_beside(slots, beside), born),
        Reading::OldId(slots) => candidates_left::old_citizen_ids(slots, born),
        Reading::Mobile(slots) => candidates_left::mobiles(slots),
        Reading::Card(slots) => candidates_left::bank_cards(slots),
    }
}

fn with_beside(slots: &[Slot; 18], beside: &Beside) -> [Slot; 18] {
    let mut slots = *slots;
    slots[16] = slots[16].and(beside.sex.unwrap_or(Slot::ANY));
    let tail = beside.tail.iter().rev();
    slots.iter_mut().rev().zip(tail).for_each(|(slot, &value)| *slot = slot.and(Slot::of(value)));
    slots
}
