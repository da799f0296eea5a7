//! What to hide so that enough numbers remain.

use std::ops::RangeInclusive;

use super::super::candidates_left::Slot;
use super::beside::Beside;
use super::count::left;
use super::shape::Reading;
use crate::finding::Message;

/// The birth date in an ID number, in places counted from 1.
const BIRTH_DATE: RangeInclusive<usize> = 7..=14;

/// A mask that is strong enough: how many places it may show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Remedy {
    first: usize,
    last: usize,
}

impl Remedy {
    /// The mask that shows most among the usual ones that leave more than `limit` numbers.
    pub(super) fn of(reading: &Reading, beside: &Beside, year: Option<u16>, limit: u64) -> Self {
        let usual: &[(usize, usize)] = match reading {
            Reading::Id(_) | Reading::OldId(_) => &[(6, 4), (4, 4), (3, 4), (2, 3), (1, 1)],
            Reading::Mobile(_) => &[(3, 4), (3, 2), (3, 0)],
            Reading::Card(_) => &[(4, 4), (0, 4)],
        };
        let masks = usual.iter().map(|&(first, last)| Remedy { first, last });
        let enough = |mask: &Remedy| left(&mask.applied(reading), beside, year) > limit;
        masks.into_iter().find(enough).unwrap_or(Remedy { first: 0, last: 0 })
    }

    /// The number as it may be published.
    pub(super) fn shown(self, reading: &Reading) -> String {
        let value = |slot: &Slot| (0..=10).find(|&value| slot.is_known() && slot.allows(value));
        let char = |value| char::from_digit(value, 10).unwrap_or('X');
        self.applied(reading).slots().iter().map(|slot| value(slot).map_or('*', char)).collect()
    }

    /// How many numbers remain, and what to hide.
    pub(super) fn message(self, reading: &Reading, count: u64) -> Message {
        let places = self.newly_hidden(reading);
        let list = |separator: &str| places.iter().map(range_text).collect::<Vec<_>>().join(separator);
        let zh = match &places[..] {
            [] => format!("还能推出 {count} 个号码"),
            _ if places.contains(&BIRTH_DATE) => {
                format!("还能推出 {count} 个号码；请再隐去出生日期（第 {} 位）", list("、"))
            }
            _ => format!("还能推出 {count} 个号码；请再隐去第 {} 位", list("、")),
        };
        Message::new(zh, format!("{count} possible numbers remain; hide places {} as well", list(", ")))
    }

    /// The number with nothing shown but its first and last places.
    fn applied(self, reading: &Reading) -> Reading {
        let mut applied = reading.clone();
        let check = if matches!(reading, Reading::Id(_)) { 17 } else { usize::MAX };
        for place in (0..reading.slots().len()).filter(|&place| self.hides(reading, place)) {
            applied.slots_mut()[place] = if place == check { Slot::CHECK } else { Slot::ANY };
        }
        applied
    }

    fn hides(self, reading: &Reading, place: usize) -> bool {
        place >= self.first && place + self.last < reading.slots().len()
    }

    /// The shown places, counted from 1, that this mask hides.
    fn newly_hidden(self, reading: &Reading) -> Vec<RangeInclusive<usize>> {
        let slots = reading.slots();
        let hidden = (0..slots.len()).filter(|&place| slots[place].is_known() && self.hides(reading, place));
        let mut ranges: Vec<RangeInclusive<usize>> = Vec::new();
        for place in hidden.map(|place| place + 1) {
            match ranges.last_mut() {
                Some(range) if *range.end() + 1 == place => *range = *range.start()..=place,
                _ => ranges.push(place..=place),
            }
        }
        ranges
    }
}

fn range_text(range: &RangeInclusive<usize>) -> String {
    let (start, end) = (range.start(), range.end());
    if start == end { start.to_string() } else { format!("{start}–{end}") }
}
