//! What a worker does with one file: read it, see whether its content is known, scan it, and give
//! back only what may be kept.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;
use shenjiao::engine::{Outcome, Scanned, mask_names};
use shenjiao::report::is_own_report;
use shenjiao::rule::Category;
use shenjiao::skip::{Skip, SkipReason};
use shenjiao::sweep::{Key, Plan, Record, Stamp, Ties, Tying, WEAK_MASK};
use shenjiao::{Document, Finding, Origin, Source};

use super::super::inputs;
use super::super::settings::Settings;
use super::super::suppress::Suppressions;
use super::store::{self, FileRef, Store};

/// A file to be read.
#[derive(Debug)]
pub(super) struct Job {
    /// Its place in the state.
    pub(super) file: FileRef,
    /// Where to read it.
    pub(super) path: PathBuf,
    /// Its real path below the root, which rules may look at.
    pub(super) origin: String,
    /// The folder of the root.
    pub(super) base: PathBuf,
    /// Size and time when it was listed.
    pub(super) stamp: Stamp,
    /// What to do.
    pub(super) plan: Plan,
    /// Its stamp and content when it was last read.
    pub(super) before: Option<(Stamp, Option<u64>)>,
}

/// What became of a job.
#[derive(Debug)]
pub(super) struct Done {
    /// The job.
    pub(super) job: Job,
    /// Bytes read.
    pub(super) bytes: u64,
    /// What was seen.
    pub(super) result: Outcomes,
}

/// What was seen in a file.
#[derive(Debug)]
pub(super) enum Outcomes {
    /// It could not be read at all.
    Unreadable(Skip),
    /// Its content is as it was.
    Same(u64),
    /// Its content is known from another path.
    Copy(u64),
    /// It was scanned.
    Scanned(Box<Report>),
}

/// What a scan leaves.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// The tag of the content.
    pub(super) content: u64,
    /// True when a personal number was found: the tag must not be kept.
    pub(super) leaks: bool,
    /// The findings, as they may be kept.
    pub(super) records: Vec<Record>,
    /// What was not read.
    pub(super) skips: Vec<Skip>,
    /// What may tie it to other files.
    pub(super) ties: Ties,
}

/// What workers share.
#[derive(Debug)]
pub(super) struct Desk<'a> {
    pub(super) settings: &'a Settings,
    pub(super) accepted: Option<&'a Suppressions>,
    pub(super) key: &'a Key,
    pub(super) rules: i64,
    /// The state, for connections that only read.
    pub(super) state: &'a Path,
    /// What ties between documents are found with.
    tying: Tying,
    readers: Mutex<Vec<Connection>>,
    claimed: Mutex<HashSet<u64>>,
}

impl<'a> Desk<'a> {
    /// A desk for the workers of one night.
    pub(super) fn new(
        settings: &'a Settings,
        accepted: Option<&'a Suppressions>,
        key: &'a Key,
        rules: i64,
        state: &'a Path,
    ) -> Self {
        let tying = tying(settings, key);
        Desk { settings, accepted, key, rules, state, tying, readers: Mutex::default(), claimed: Mutex::default() }
    }

    /// Does one job.
    pub(super) fn work(&self, job: Job) -> Done {
        let mut bytes = 0;
        let result = match inputs::read(&job.path, self.settings.limits().bytes) {
            Err(skip) => Outcomes::Unreadable(*skip),
            Ok(source) => {
                bytes = source.bytes.len() as u64;
                self.look(&job, source.bytes)
            }
        };
        Done { job, bytes, result }
    }

    fn look(&self, job: &Job, bytes: Vec<u8>) -> Outcomes {
        let origin = Origin::file(job.origin.as_str());
        let content = self.key.content(&origin.extension(), &bytes);
        let before = job.before.and_then(|(_, content)| content);
        if matches!(job.plan, Plan::Compare(_)) && before == Some(content) {
            return Outcomes::Same(content);
        }
        if self.is_known(content) && !self.tells_by_name(&origin) {
            return Outcomes::Copy(content);
        }
        let (mut outcomes, ties) = self.scan(Source::new(origin, bytes));
        self.accepted.iter().for_each(|accepted| accepted.apply(&mut outcomes, &job.base));
        self.settings.departments.assign(&mut outcomes, &job.base);
        let leaks = outcomes.iter().any(leaks);
        mask_names(&mut outcomes);
        let mut report = Report { content, leaks, ties, ..Report::default() };
        outcomes.into_iter().for_each(|outcome| report.add(outcome));
        Outcomes::Scanned(Box::new(report))
    }

    fn scan(&self, source: Source) -> (Vec<Outcome>, Ties) {
        // A report that lies in the archive would report everything once more.
        if is_own_report(&source.bytes) {
            return (Vec::new(), Ties::default());
        }
        let (mut ties, mut outcomes) = (Ties::default(), Vec::new());
        let mut see = |document: &Document, findings: &[Finding]| {
            ties.add(document, findings, &self.tying);
        };
        let take = &mut |outcome| outcomes.push(outcome);
        self.settings.engine.scan_seeing(source, self.settings.limits(), &mut see, take);
        (outcomes, ties)
    }

    /// True when somebody scanned the content or is doing it; if not, it is now ours to scan.
    /// With a baseline, whose entries are for paths, only what nothing was found in is shared.
    fn is_known(&self, content: u64) -> bool {
        let is_ours = lock(&self.claimed).insert(content);
        if self.accepted.is_some() {
            return self.known(content) == Some(store::Known::Clean);
        }
        !is_ours || self.known(content).is_some()
    }

    fn known(&self, content: u64) -> Option<store::Known> {
        let reader = lock(&self.readers).pop();
        let reader = reader.map_or_else(|| Store::reader(self.state), Ok).ok()?;
        let known = store::known(&reader, content, self.rules);
        lock(&self.readers).push(reader);
        // What cannot be asked is scanned.
        known.ok().flatten()
    }

    /// True when the name alone gives something to report: then it does not do to know the content.
    fn tells_by_name(&self, origin: &Origin) -> bool {
        let empty = Source::new(origin.clone(), Vec::new());
        let outcomes = self.settings.engine.scan_source(empty, self.settings.limits());
        outcomes.iter().any(|outcome| match outcome {
            Outcome::Scanned(scanned) => scanned.findings.iter().any(Finding::is_reported),
            Outcome::Skipped(_) => false,
        })
    }

    /// The state knows these contents now, or will not.
    pub(super) fn release(&self, contents: impl Iterator<Item = u64>) {
        let mut claimed = lock(&self.claimed);
        contents.for_each(|content| {
            claimed.remove(&content);
        });
    }
}

fn tying(settings: &Settings, key: &Key) -> Tying {
    let sees_masks = settings.engine.rules().iter().any(|rule| rule.name == WEAK_MASK);
    Tying { numbers: settings.config.numbers.clone(), key: key.clone(), every: !sees_masks }
}

/// A worker that panicked has been reported; what it held is still in order.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// True when a personal number stands in a document, whether it is reported or somebody accepted it.
fn leaks(outcome: &Outcome) -> bool {
    let Outcome::Scanned(Scanned { findings, .. }) = outcome else { return false };
    findings.iter().any(|finding| finding.rule.category == Category::Privacy && finding.verdict.name() != "cleared")
}

impl Report {
    fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Skipped(skip) => self.skips.push(skip),
            Outcome::Scanned(scanned) => {
                self.records.extend(scanned.findings.iter().filter_map(|finding| Record::of(&scanned, finding)));
            }
        }
    }

    /// True when nothing was found and everything was read.
    pub(super) fn is_clean(&self) -> bool {
        self.records.is_empty() && self.skips.is_empty()
    }

    /// True when another try may go better.
    pub(super) fn may_pass(&self) -> bool {
        self.skips.iter().any(may_pass)
    }
}

/// True for reasons that lie outside the file.
pub(super) fn may_pass(skip: &Skip) -> bool {
    matches!(skip.reason, SkipReason::Unreadable | SkipReason::Timeout | SkipReason::Failed)
}

/// The tag that may be kept of a content.
pub(super) fn tag_to_keep(report: &Report) -> Option<u64> {
    (!report.leaks).then_some(report.content)
}
