//! Reports from the state: what is open, or what is new, as the reports of `check` tell it.

use shenjiao::engine::Outcome;
use shenjiao::finding::{Evidence, Message};
use shenjiao::report::{Options, Summary};
use shenjiao::rule::Rule;

use super::super::exit::Stop;
use super::super::reports::{self, Reports, Wanted};
use super::Told;
use super::store::{Filter, Found, Store};

/// The reports that are asked for.
pub(super) fn wanted(told: &Told) -> Wanted {
    let options = Options { lang: told.lang, folder: reports::folder(), ..Options::default() };
    Wanted { format: told.format, output: told.output.clone(), annex: told.annex.clone(), options }
}

/// Writes all reports of what passes the filter. `summary` holds what the run read.
///
/// # Errors
/// Whatever the state says, or writing.
pub(super) fn write(
    store: &Store,
    mut reports: Reports,
    filter: Filter,
    rules: &[&'static Rule],
    mut summary: Summary,
) -> Result<Summary, Stop> {
    store.each_open(filter, |found| {
        let Some(outcome) = outcome(&found, rules) else { return Ok(()) };
        count(&mut summary, &outcome);
        reports.outcomes(&[outcome])
    })?;
    store.each_unread(filter.after, |skip| {
        let outcome = Outcome::Skipped(skip);
        count(&mut summary, &outcome);
        reports.outcomes(&[outcome])
    })?;
    reports.finish(&summary)?;
    Ok(summary)
}

/// A finding of the state as the engine would hand it over; `None` when its rule is no more.
pub(super) fn outcome(found: &Found, rules: &[&'static Rule]) -> Option<Outcome> {
    let (mut scanned, mut finding) = found.record.restore(&found.path, found.print, rules)?;
    if found.pages > 0 {
        finding.count = u32::try_from(found.pages).unwrap_or(u32::MAX);
        finding.evidence.push(Evidence::from(format!("pages:{}", found.pages)));
        finding.message = Message::new(
            format!("{}（{} 个页面上都有，多半出自同一模板）", finding.message.zh, found.pages),
            format!("{} (on {} pages, most likely from one template)", finding.message.en, found.pages),
        );
    }
    scanned.findings.push(finding);
    Some(Outcome::Scanned(scanned))
}

/// Counts findings and skips only: what was read is the run's to say.
fn count(summary: &mut Summary, outcome: &Outcome) {
    let (files, documents, bytes) = (summary.files, summary.documents, summary.bytes);
    summary.add_source(0, std::slice::from_ref(outcome));
    (summary.files, summary.documents, summary.bytes) = (files, documents, bytes);
}
