//! The work of one run: what is scanned goes through the baseline, the departments and the masks
//! into the reports, and is counted.

use std::io;
use std::path::{Path, PathBuf};

use shenjiao::engine::{Outcome, mask_names};
use shenjiao::report::Summary;

use super::blobs::Reader;
use super::exit::{Stop, say};
use super::git::Repository;
use super::inputs::{self, Input};
use super::parallel::{self, Scan};
use super::progress::Progress;
use super::reports::Reports;
use super::settings::Settings;
use super::suppress::Suppressions;

/// What a run works with, and what it has come to so far.
pub(crate) struct Job<'a> {
    pub(crate) settings: &'a Settings,
    pub(crate) accepted: Option<&'a Suppressions>,
    pub(crate) threads: usize,
    pub(crate) reveal: bool,
    pub(crate) reports: Reports,
    pub(crate) tally: Tally,
}

impl Job<'_> {
    pub(crate) fn scan_paths(&mut self, paths: &[PathBuf]) -> Result<(), Stop> {
        let (own, settings) = (self.reports.own_files(), self.settings);
        let exclude = |path: &Path| settings.excludes(path) || is_one_of(&own, path);
        self.scan(inputs::inputs(paths, &exclude), Path::new("."))
    }

    pub(crate) fn scan_range(&mut self, range: &str) -> Result<(), Stop> {
        let repository = Repository::around(Path::new("."));
        let listed = || Ok::<_, io::Error>((repository.range(range)?, repository.top()?));
        let (changes, top) = listed().map_err(|error| Stop::at(range, &error))?;
        let settings = self.settings;
        let mut reader = Reader::new(&repository, settings.limits().bytes)?;
        let inputs = changes.iter().map(|change| {
            match inputs::is_tools_own(&change.path) || settings.excludes(&top.join(&change.path)) {
                true => Input::Excluded,
                false => reader.input(change),
            }
        });
        self.scan(inputs, &top)
    }

    /// Scans everything; names of inputs count from the folder `base`.
    fn scan(&mut self, inputs: impl Iterator<Item = Input>, base: &Path) -> Result<(), Stop> {
        let mut progress = Progress::new();
        let (settings, threads) = (self.settings, self.threads);
        parallel::scan_all(&settings.engine, settings.limits(), inputs, threads, |mut scan: Scan| {
            self.accepted.iter().for_each(|accepted| accepted.apply(&mut scan.outcomes, base));
            settings.departments.assign(&mut scan.outcomes, base);
            if !self.reveal {
                mask_names(&mut scan.outcomes);
            }
            self.tally.add(&scan);
            progress.suspend(|| self.reports.outcomes(&scan.outcomes))?;
            progress.add(scan.bytes);
            Ok(())
        })?;
        progress.finish();
        Ok(())
    }
}

/// A run never reads its own reports.
fn is_one_of(own: &[PathBuf], path: &Path) -> bool {
    !own.is_empty() && std::path::absolute(path).is_ok_and(|path| own.contains(&path))
}

/// What decides the exit status.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) total: Summary,
    pub(crate) named_unread: bool,
}

impl Tally {
    fn add(&mut self, scan: &Scan) {
        self.total.excluded += u64::from(scan.excluded);
        self.total.add_source(scan.bytes, &scan.outcomes);
        for outcome in scan.outcomes.iter().filter(|_| scan.named) {
            self.note_named(outcome);
        }
    }

    /// A whole file that the user named and that was not read is a failure of the run.
    fn note_named(&mut self, outcome: &Outcome) {
        if let Outcome::Skipped(skip) = outcome
            && skip.origin.depth() == 0
            && skip.place.is_none()
        {
            self.named_unread = true;
            say(&format!("{}：{}，{}", skip.origin, skip.reason, skip.detail));
        }
    }

    /// True, and said, when there was no file at all to scan.
    pub(crate) fn scanned_nothing(&self) -> bool {
        let nothing = self.total.files == 0;
        if nothing {
            say("没有检查任何文件");
        }
        nothing
    }
}
