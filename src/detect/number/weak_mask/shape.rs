//! Masked numbers as written: which place shows what, and which number it can be.

use super::super::candidate::{Candidate, Gap, Kind, Script, Sign};
use super::super::candidates_left::Slot;
use super::super::region::{self, Region};
use super::super::topic::Topics;

/// Places of a citizen ID.
const ID: usize = 18;
/// Places of an ID of the old form.
const OLD_ID: usize = 15;
/// Places of a disability card: an ID and two more.
const CARD_OF_DISABLED: usize = 20;
/// Places of a mobile.
const MOBILE: usize = 11;
/// Places of a bank card, at least and at most.
const CARD: std::ops::RangeInclusive<usize> = 15..=19;
/// How many asterisks more or fewer than digits people write.
const MISCOUNT: usize = 8;
/// The same where nothing says that it is an ID.
const SLIGHT_MISCOUNT: usize = 2;

/// Places shown from which on one run of marks of any kind is a mask.
const MOSTLY_SHOWN: usize = 12;

/// A masked number, read as one of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Id(Box<[Slot; ID]>),
    OldId(Box<[Slot; OLD_ID]>),
    Mobile([Slot; MOBILE]),
    Card(Vec<Slot>),
}

/// One place of a masked number as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Shown(u8),
    Hidden,
}

impl Reading {
    /// What each place may hold.
    pub(super) fn slots(&self) -> &[Slot] {
        match self {
            Reading::Id(slots) => &slots[..],
            Reading::OldId(slots) => &slots[..],
            Reading::Mobile(slots) => slots,
            Reading::Card(slots) => slots,
        }
    }

    /// True for an ID of either form.
    pub(super) fn is_id(&self) -> bool {
        matches!(self, Reading::Id(_) | Reading::OldId(_))
    }

    /// The same, to be changed.
    pub(super) fn slots_mut(&mut self) -> &mut [Slot] {
        match self {
            Reading::Id(slots) => &mut slots[..],
            Reading::OldId(slots) => &mut slots[..],
            Reading::Mobile(slots) => slots,
            Reading::Card(slots) => slots,
        }
    }
}

/// The stretches of a candidate that may be masked numbers: as few as its gaps allow, and below
/// them the pieces between all gaps, for readers who find the longer ones to be nothing.
pub(super) fn stretches(candidate: &Candidate<'_>, text: &str) -> Vec<Vec<Sign>> {
    let whole = split(candidate.signs, |gap| gap >= Gap::Bracket);
    let pieces = |signs: &[Sign]| split(signs, |gap| !gap.joins() && gap != Gap::Script);
    whole
        .iter()
        .flat_map(|long| {
            let short = pieces(long);
            let long = (short.len() > 1).then(|| long.clone());
            long.into_iter().chain(short).collect::<Vec<_>>()
        })
        .map(|signs| with_leading_marks(signs, text))
        .filter(|signs| signs.iter().any(Sign::hides) && stands_alone(signs, text))
        .collect()
}

fn split(signs: &[Sign], ends: impl Fn(Gap) -> bool) -> Vec<Vec<Sign>> {
    let mut stretches: Vec<Vec<Sign>> = Vec::new();
    for &sign in signs {
        match stretches.last_mut() {
            Some(last) if !ends(sign.gap) => last.push(sign),
            _ => stretches.push(vec![sign]),
        }
    }
    stretches
}

/// Masks before the first digit that begin no number elsewhere: `______19900101`.
fn with_leading_marks(signs: Vec<Sign>, text: &str) -> Vec<Sign> {
    let Some(first) = signs.first().map(|sign| sign.at as usize) else { return signs };
    let Some(mark) = text[..first].chars().next_back().filter(|char| "_＿#＃?？某•".contains(*char)) else {
        return signs;
    };
    let count = text[..first].chars().rev().take_while(|&char| char == mark).count();
    if !(2..=ID).contains(&count) {
        return signs;
    }
    let begin = first - count * mark.len_utf8();
    let sign = |number: usize| Sign {
        at: (begin + number * mark.len_utf8()) as u32,
        len: mark.len_utf8() as u8,
        kind: Kind::Mask(mark),
        script: Script::Ascii,
        gap: Gap::None,
    };
    (0..count).map(sign).chain(signs).collect()
}

/// A number that touches a letter or a digit is a part of something else.
fn stands_alone(signs: &[Sign], text: &str) -> bool {
    let (Some(first), Some(last)) = (signs.first(), signs.last()) else { return false };
    let before = text[..first.at as usize].chars().next_back();
    let after = text[last.end()..].chars().next();
    let touches = |char: Option<char>| char.is_some_and(|char| char.is_ascii_alphanumeric());
    // The G before the ID in a student's number.
    let student = || {
        signs.len() == ID
            && text[..first.at as usize].strip_suffix('G').is_some_and(|rest| !touches(rest.chars().next_back()))
    };
    (!touches(before) || student()) && !touches(after)
}

/// Reads a stretch as the number that its label names or, without one, that its shape allows.
pub(super) fn read(signs: &[Sign], topics: Topics) -> Option<Reading> {
    let places = places(signs, topics.any(Topics::PHONE));
    let shown = places.iter().filter(|place| **place != Place::Hidden).count();
    if shown == places.len() || shown < 4 {
        return None;
    }
    match topics {
        // The last two places of a disability card are its kind and grade.
        _ if topics.any(Topics::DISABILITY) && places.len() == CARD_OF_DISABLED => labelled_id(&places[..ID]),
        _ if topics.any(Topics::ID.and(Topics::PAPER).and(Topics::DISABILITY).and(Topics::STUDENT)) => {
            labelled_id(&places)
        }
        _ if topics.any(Topics::PHONE) => mobile(&fit(&places, MOBILE, MISCOUNT)?),
        _ if topics.any(Topics::BANK) => card(&places),
        _ if !topics.other().without(Topics::VAGUE).is_none() => None,
        _ => unlabelled(&places, certain_mask(signs)),
    }
}

/// True for masks that are nothing else: a run of asterisks or blocks, not X, blanks or questions.
fn certain_mask(signs: &[Sign]) -> bool {
    signs
        .iter()
        .all(|sign| !matches!(sign.kind, Kind::Cross | Kind::Mask('_' | '＿' | '#' | '＃' | '?' | '？' | '某' | '…')))
}

/// X alone at the end is the check character; elsewhere it hides, and a telephone has none.
fn places(signs: &[Sign], is_telephone: bool) -> Vec<Place> {
    let last = signs.len().saturating_sub(1);
    let is_check =
        |index: usize| !is_telephone && index == last && (index == 0 || signs[index - 1].kind != Kind::Cross);
    let place = |(index, sign): (usize, &Sign)| match sign.kind {
        Kind::Digit(value) | Kind::Alike(value) => Place::Shown(value),
        Kind::Cross if is_check(index) => Place::Shown(10),
        Kind::Cross | Kind::Mask(_) => Place::Hidden,
    };
    signs.iter().enumerate().map(place).collect()
}

/// The places stretched or shrunk to `length` at their longest hidden run, since nobody counts
/// asterisks. `None` when the difference is larger than `tolerance`.
fn fit(places: &[Place], length: usize, tolerance: usize) -> Option<Vec<Place>> {
    if places.len().abs_diff(length) > tolerance {
        return None;
    }
    let (start, run) = longest_hidden(places);
    let wanted = (run + length).checked_sub(places.len()).filter(|&wanted| wanted > 0)?;
    let (before, after) = (&places[..start], &places[start + run..]);
    Some([before, &vec![Place::Hidden; wanted], after].concat())
}

/// Where the longest hidden run starts, and its length.
fn longest_hidden(places: &[Place]) -> (usize, usize) {
    let mut longest = (0, 0);
    let mut start = 0;
    for (index, place) in places.iter().enumerate() {
        if *place != Place::Hidden {
            start = index + 1;
        } else if index + 1 - start > longest.1 {
            longest = (start, index + 1 - start);
        }
    }
    longest
}

fn slots<const N: usize>(places: &[Place]) -> Option<[Slot; N]> {
    let slot = |place: &Place| match place {
        Place::Shown(value) => Slot::of(*value),
        Place::Hidden => Slot::ANY,
    };
    places.iter().map(slot).collect::<Vec<_>>().try_into().ok()
}

fn labelled_id(places: &[Place]) -> Option<Reading> {
    let id = fit(places, ID, MISCOUNT).and_then(|places| id(&places));
    let old = || (places.len() == OLD_ID).then(|| slots(places)).flatten().map(|slots| Reading::OldId(Box::new(slots)));
    id.or_else(old)
}

fn id(places: &[Place]) -> Option<Reading> {
    let mut slots: [Slot; ID] = slots(places)?;
    if slots[17] == Slot::ANY {
        slots[17] = Slot::CHECK;
    }
    could_be_id(&slots).then(|| Reading::Id(Box::new(slots)))
}

/// What shows at the date must be able to be one. The count would notice too; this is cheaper.
fn could_be_id(slots: &[Slot; ID]) -> bool {
    let any = |slot: Slot, values: &[u32]| values.iter().any(|&value| slot.allows(value));
    slots[..17].iter().all(|slot| !slot.allows(10))
        && any(slots[6], &[1, 2])
        && any(slots[7], &[8, 9, 0])
        && any(slots[10], &[0, 1])
        && any(slots[12], &[0, 1, 2, 3])
}

fn mobile(places: &[Place]) -> Option<Reading> {
    let slots: [Slot; MOBILE] = slots(places)?;
    let starts = slots[0] == Slot::of(1) && (3..=9).any(|value| slots[1].allows(value));
    (starts && slots.iter().all(|slot| !slot.allows(10))).then_some(Reading::Mobile(slots))
}

fn card(places: &[Place]) -> Option<Reading> {
    let fits = CARD.contains(&places.len()) && places.iter().all(|place| *place != Place::Shown(10));
    let slot = |place: &Place| match place {
        Place::Shown(value) => Slot::of(*value),
        Place::Hidden => Slot::ANY,
    };
    fits.then(|| Reading::Card(places.iter().map(slot).collect()))
}

/// Without a label the shape must say it all: a mobile of eleven places with its beginning shown,
/// or an ID that shows a county of some year or a part of one.
fn unlabelled(places: &[Place], certain: bool) -> Option<Reading> {
    if places.len() == MOBILE {
        let shows_carrier = places[..3].iter().all(|place| *place != Place::Hidden);
        return mobile(places).filter(|_| shows_carrier && certain);
    }
    let shown = places.iter().filter(|place| **place != Place::Hidden).count();
    let one_run = longest_hidden(places).1 == places.len() - shown;
    let tolerance = if certain || one_run && shown >= MOSTLY_SHOWN { SLIGHT_MISCOUNT } else { 0 };
    let reading = id(&fit(places, ID, tolerance)?)?;
    (shown >= 6 && shows_region(reading.slots())).then_some(reading)
}

/// True when the first two places show a province and the first six, if shown, a county.
fn shows_region(slots: &[Slot]) -> bool {
    let value = |slot: &Slot| (0..10).find(|&value| slot.is_known() && slot.allows(value));
    let code = |places: &[Slot]| places.iter().try_fold(0, |code, slot| Some(code * 10 + value(slot)?));
    match code(&slots[..6]) {
        Some(county) => region::status(county) != Region::Unknown,
        None => code(&slots[..2]).is_none_or(|province| region::status(province * 10_000) != Region::Unknown),
    }
}
