//! Proving a dictionary by its own examples.

use super::{Phrases, Trial};
use crate::date::Date;
use crate::dictionary::{Entry, Fault};
use crate::rule::Severity;

/// Every example that does not behave: a `hit` that is not found, a `miss` that is, a right form in
/// which an entry of the same set is found. Entries that are off are not asked.
pub fn prove(entries: &[Entry<'_>]) -> Vec<Fault> {
    let phrases = Phrases::new(entries);
    let mut faults = Vec::new();
    for entry in entries.iter().filter(|entry| entry.severity.is_some()) {
        let fires = |text: &str| reported(&phrases, text, entry).iter().any(|trial| trial.entry == entry.id);
        let missed = entry.hit.iter().filter(|text| !fires(text));
        faults.extend(missed.map(|text| fault(entry, &format!("例句没有命中：{text}"))));
        let alarmed = entry.miss.iter().filter(|text| fires(text));
        faults.extend(alarmed.map(|text| fault(entry, &format!("不应命中的例句命中了：{text}"))));
        faults.extend(wrong_rights(&phrases, entry));
    }
    faults
}

/// Right forms and exceptions are legal phrases: no entry above advice may find itself in them.
fn wrong_rights(phrases: &Phrases, entry: &Entry<'_>) -> Vec<Fault> {
    let rights = entry.suggest.iter().flat_map(|suggestion| suggestion.split('/'));
    let legal = rights.chain(entry.except.iter().copied());
    let above_advice =
        |trial: &Trial<'_>| phrases.entry(trial.entry).is_some_and(|found| found.severity > Severity::Advice);
    legal
        .filter_map(|text| {
            let trials = reported(phrases, text, entry);
            let other = trials.iter().find(|trial| above_advice(trial))?;
            Some(fault(entry, &format!("正确的“{text}”会被词条 {} 当作错误", other.entry)))
        })
        .collect()
}

/// What is reported of `text` on a day on which `entry` holds.
fn reported<'p>(phrases: &'p Phrases, text: &str, entry: &Entry<'_>) -> Vec<Trial<'p>> {
    let day = entry.since.or(entry.until).or(Date::new(2024, 1, 1));
    let trials = phrases.trials(text, &|| day);
    trials.into_iter().filter(|trial| trial.stopped.is_none()).collect()
}

fn fault(entry: &Entry<'_>, message: &str) -> Fault {
    Fault::new(entry.line, format!("{}：{message}", entry.id))
}
