//! One number, one verdict: a telephone that the page publishes as a contact stays one where
//! nothing tells whose it is, in a link target or at the foot of the page.

use std::collections::HashSet;

use super::clearing;
use super::{mobile, office_contact};
use crate::digit;
use crate::finding::{Evidence, Match, Verdict};

/// Evidence of a telephone whose owner nothing tells.
pub(super) const UNKNOWN: &str = "owner:unknown";

/// Clears telephones of unknown owners that stand elsewhere in `text` as contacts.
pub(super) fn contacts(text: &str, matches: &mut [Match]) {
    let unknown = |found: &Match| found.rule == &mobile::RULE && found.evidence.contains(&Evidence::from(UNKNOWN));
    if !matches.iter().any(unknown) {
        return;
    }
    let is_contact = |found: &&Match| found.rule == &office_contact::RULE && found.verdict != Verdict::Report;
    let contacts: HashSet<Vec<u8>> = matches.iter().filter(is_contact).map(|found| digits(text, found)).collect();
    for found in matches.iter_mut().filter(|found| unknown(found)) {
        if contacts.contains(&digits(text, found)) {
            let cleared = found.clone().cleared(clearing::contact("同一号码在别处是联系电话"));
            *found = Match { rule: &office_contact::RULE, ..cleared };
        }
    }
}

/// Clears telephones of unknown owners that nothing calls telephones where many of them begin with digits that no telephone
/// has: the codes and figures of a document are of one kind.
pub(super) fn codes(matches: &mut [Match]) {
    const FEW: usize = 3;
    const SHARE: usize = 12;
    let says = |found: &Match, start: &str| found.evidence.iter().any(|evidence| evidence.0.starts_with(start));
    let is_bare = |found: &Match| {
        let unknown = found.rule == &mobile::RULE && found.verdict == Verdict::Report && says(found, UNKNOWN);
        unknown && !["label", "header", "written"].iter().any(|start| says(found, start))
    };
    let bare = || matches.iter().filter(|found| is_bare(found));
    let unassigned = bare().filter(|found| says(found, mobile::UNASSIGNED)).count();
    if unassigned == 0 || bare().count() < FEW || unassigned * SHARE < bare().count() {
        return;
    }
    for found in matches.iter_mut().filter(|found| is_bare(found)) {
        *found = found.clone().cleared(clearing::codes());
    }
}

fn digits(text: &str, found: &Match) -> Vec<u8> {
    text[found.span.range()].chars().filter_map(digit::value).collect()
}
