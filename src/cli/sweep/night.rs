//! One run over the archive: listing, planning, writing down what the workers see.
//!
//! Listing and writing happen on one thread and on one connection; the workers between them only
//! read. Whatever a batch changes is written in one transaction.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use shenjiao::rule::Rule;
use shenjiao::sweep::{Absence, Plan, Reason, Record, Remembered, plan, stored_name};

use super::super::clock;
use super::super::exit::Stop;
use super::super::inputs;
use super::super::parallel;
use super::listing::{self, Folder, Listed, Step};
use super::progress::Progress;
use super::store::{FileRef, Kept, Known, Newcomer, Run, Scanned, Seen, Store};
use super::together::Memory;
use super::work::{self, Desk, Done, Job, Outcomes, Report};

/// Files in one transaction.
const BATCH: usize = 500;

/// Seconds after which a transaction is ended in any case.
const BATCH_TIME: Duration = Duration::from_secs(2);

/// A file that changed within this time of being listed may change again without its time showing it.
const SETTLES: i64 = 2_000_000_000;

/// Contents with personal numbers that are remembered for the length of the run, in memory only.
const LEAKING: usize = 200_000;

/// A root as the user named it.
#[derive(Clone, Debug)]
pub(super) struct Root {
    /// As the user named it.
    pub(super) shown: PathBuf,
    /// From the top of the file system.
    pub(super) path: PathBuf,
    /// Its number in the state.
    pub(super) id: i64,
}

/// What a run is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wishes {
    /// Workers; 0 for one per core.
    pub(super) threads: usize,
    /// When to stop reading.
    pub(super) deadline: Option<Instant>,
    /// Compare one file in so many by content, another each night; 0 for none.
    pub(super) rehash: u64,
    /// Believe that files are gone even when it is most of them.
    pub(super) believe_gone: bool,
}

/// For every ruleset that files were judged by: does it find, and does it judge, as tonight's does?
pub(super) type JudgedBy = HashMap<i64, (bool, bool)>;

/// A run under way.
pub(super) struct Night<'a> {
    pub(super) desk: Desk<'a>,
    pub(super) store: &'a Store,
    rules: &'a [&'static Rule],
    wishes: Wishes,
    judged_by: JudgedBy,
    progress: RefCell<Progress>,
    book: RefCell<Book>,
    pub(super) memory: RefCell<Memory>,
}

/// What changes while a run goes on.
struct Book {
    run: Run,
    began: Instant,
    before: f64,
    in_batch: usize,
    batch_began: Instant,
    /// Contents of the batch, to be released when it is written.
    contents: Vec<u64>,
    /// Files whose content somebody else is just scanning, by content.
    waiting: HashMap<u64, Vec<Done>>,
    /// Contents with personal numbers, whose tags are not kept in the state.
    leaking: HashMap<u64, FileRef>,
}

/// Files with findings that came tonight, once they were asked for.
type Newcomers = Option<Vec<Newcomer>>;

/// The files of one folder that are to be read.
type Jobs<'a> = Box<dyn Iterator<Item = Job> + 'a>;

/// What is known of a root while it is listed.
#[derive(Default)]
pub(super) struct Listing {
    folders: HashSet<i64>,
    /// Paths below the root that could not be looked at.
    failed: Vec<String>,
    /// Files that are in the state and were not seen.
    missing: Vec<FileRef>,
    seen: u64,
}

impl<'a> Night<'a> {
    pub(super) fn new(
        desk: Desk<'a>,
        store: &'a Store,
        rules: &'a [&'static Rule],
        wishes: Wishes,
        judged_by: JudgedBy,
        run: Run,
        progress: Progress,
    ) -> Self {
        let book = Book {
            before: run.seconds,
            run,
            began: Instant::now(),
            in_batch: 0,
            batch_began: Instant::now(),
            contents: Vec::new(),
            waiting: HashMap::new(),
            leaking: HashMap::new(),
        };
        let (progress, book, memory) = (RefCell::new(progress), RefCell::new(book), RefCell::default());
        Night { desk, store, rules, wishes, judged_by, progress, book, memory }
    }

    /// Scans a root.
    ///
    /// # Errors
    /// What the state or the workers say.
    pub(super) fn scan(&self, root: &Root, exclude: inputs::Exclude<'_>) -> Result<Listing, Stop> {
        let listing = RefCell::new(Listing::default());
        self.store.begin()?;
        let steps = listing::list(&root.path, exclude);
        let jobs = steps.flat_map(|step| -> Box<dyn Iterator<Item = Result<Job, Stop>> + '_> {
            match self.step(root, step, &mut listing.borrow_mut()) {
                Ok(jobs) => Box::new(jobs.map(Ok)),
                Err(stop) => Box::new(std::iter::once(Err(stop))),
            }
        });
        let desk = &self.desk;
        parallel::in_order(jobs, self.wishes.threads, |job| desk.work(job), |done| self.take(done))?;
        self.end_batch()?;
        Ok(listing.into_inner())
    }

    /// Looks after the files that were not seen in the roots, when all of them were scanned: some
    /// are only somewhere else now.
    ///
    /// # Errors
    /// What the state says.
    pub(super) fn look_after_missing(&self, listed: Vec<(&Root, Listing)>) -> Result<(), Stop> {
        self.store.begin()?;
        let mut newcomers = None;
        for (root, listing) in listed {
            self.missing(root, listing, &mut newcomers)?;
        }
        self.end_batch()
    }

    /// The run as it stands, with the time it took so far.
    pub(super) fn into_run(self) -> Run {
        self.progress.borrow().finish();
        let mut book = self.book.into_inner();
        book.run.seconds = book.before + book.began.elapsed().as_secs_f64();
        book.run
    }

    /// Adds a sentence to the record of the run.
    pub(super) fn say(&self, sentence: &str) {
        let mut book = self.book.borrow_mut();
        if !book.run.words.lines().any(|line| line == sentence) {
            book.run.words.push_str(sentence);
            book.run.words.push('\n');
        }
        drop(book);
        self.progress.borrow().suspend(|| super::super::exit::say(sentence));
    }

    fn step<'n>(&'n self, root: &'n Root, step: Step, listing: &mut Listing) -> Result<Jobs<'n>, Stop> {
        match step {
            Step::Excluded => self.book.borrow_mut().run.counts.excluded += 1,
            Step::Failed { path, detail } => {
                self.say(&format!("{}：{detail}，未能检查", root.shown.join(&path).display()));
                listing.failed.push(path);
            }
            Step::Folder(folder) => return self.plan_folder(root, folder, listing),
        }
        Ok(Box::new(std::iter::empty()))
    }

    fn plan_folder<'n>(&'n self, root: &'n Root, folder: Folder, listing: &mut Listing) -> Result<Jobs<'n>, Stop> {
        let id = self.store.folder(root.id, &stored_path(&folder.path, self.desk.key))?;
        let mut kept = self.store.kept_in(id)?;
        let before: Vec<Option<Kept>> = folder
            .files
            .iter()
            .map(|file| kept.remove(&*stored_name(&file.name.to_string_lossy(), self.desk.key)))
            .collect();
        listing.folders.insert(id);
        listing.seen += folder.files.len() as u64;
        let failed = |name: &str| listing.failed.iter().any(|path| *path == joined(&folder.path, name));
        let missing = kept.into_keys().filter(|name| !failed(name)).map(|name| FileRef { folder: id, name });
        listing.missing.extend(missing);
        self.breathe()?;
        let Folder { path, place, files } = folder;
        let jobs = files.into_iter().zip(before);
        Ok(Box::new(jobs.filter_map(move |(file, kept)| self.plan_file(root, id, &path, &place, &file, kept))))
    }

    fn plan_file(
        &self,
        root: &Root,
        folder: i64,
        path: &str,
        place: &Path,
        listed: &Listed,
        kept: Option<Kept>,
    ) -> Option<Job> {
        let name = listed.name.to_string_lossy();
        let origin = joined(path, &name);
        let plan = plan(listed.stamp, kept.map(|kept| self.remembered(kept)), self.is_turn(&origin));
        self.progress.borrow_mut().listed();
        if !self.is_due(plan) {
            return None;
        }
        Some(Job {
            file: FileRef { folder, name: stored_name(&name, self.desk.key).into_owned() },
            path: place.join(&listed.name),
            origin,
            // Below a root that is one file, names count from its folder.
            base: if path.is_empty() { place } else { &root.path }.to_owned(),
            stamp: listed.stamp,
            plan,
            before: kept.map(|kept| (kept.stamp, kept.content)),
        })
    }

    /// True when the time is up.
    pub(super) fn is_late(&self) -> bool {
        self.wishes.deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }

    /// Counts a file, and tells whether it is to be read now.
    fn is_due(&self, plan: Plan) -> bool {
        let is_late = self.is_late();
        let counts = &mut self.book.borrow_mut().run.counts;
        counts.listed += 1;
        counts.kept += u64::from(plan == Plan::Keep);
        counts.postponed += u64::from(plan != Plan::Keep && is_late);
        plan != Plan::Keep && !is_late
    }

    fn remembered(&self, kept: Kept) -> Remembered {
        let (same_detection, same_judgement) = self.judged_by.get(&kept.rules).copied().unwrap_or((false, false));
        Remembered {
            stamp: kept.stamp,
            unsettled: kept.unsettled,
            has_findings: kept.depends,
            retry: kept.retry,
            same_detection,
            same_judgement,
        }
    }

    /// Every file has its turn once in as many nights as the share asks for.
    fn is_turn(&self, path: &str) -> bool {
        let period = self.wishes.rehash;
        period > 0 && {
            let hash = path
                .bytes()
                .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
            (hash >> 20) % period == self.book.borrow().run.id.cast_unsigned() % period
        }
    }

    fn take(&self, done: Done) -> Result<(), Stop> {
        {
            let mut book = self.book.borrow_mut();
            book.run.counts.read += 1;
            book.run.counts.bytes += done.bytes;
            book.in_batch += 1;
        }
        self.progress.borrow_mut().read(done.bytes);
        match done.result {
            Outcomes::Copy(content) => self.take_copy(content, done)?,
            Outcomes::Scanned(report) => self.take_scan(&done.job, &report)?,
            Outcomes::Same(content) => self.take_same(&done.job, content)?,
            Outcomes::Unreadable(skip) => {
                self.keep(&done.job, None, true, work::may_pass(&skip))?;
                self.store.keep_unread(&done.job.file, &[skip], self.book.borrow().run.id)?;
            }
        }
        self.breathe()
    }

    fn take_same(&self, job: &Job, content: u64) -> Result<(), Stop> {
        self.book.borrow_mut().run.counts.same += 1;
        let depends = !self.store.records_of(&job.file)?.is_empty() || !self.store.unread_of(&job.file)?.is_empty();
        self.keep(job, Some(content), depends, false)
    }

    fn take_scan(&self, job: &Job, report: &Report) -> Result<(), Stop> {
        let keep = work::tag_to_keep(report);
        self.keep(job, keep, !report.is_clean(), report.may_pass())?;
        self.settle(job, report, absence(job, report.content))?;
        self.store.keep_ties(&job.file, &report.ties.persons(), &report.ties.list)?;
        self.memory.borrow_mut().keep(&job.file, &report.ties.halves);
        let rules = self.desk.rules;
        {
            let mut book = self.book.borrow_mut();
            book.run.counts.scanned += 1;
            match keep {
                Some(content) => {
                    let clean = report.is_clean() && report.ties.is_empty();
                    let scanned = Scanned { content, clean };
                    self.store.keep_content(scanned, &job.file, rules)?;
                    book.contents.push(content);
                }
                None if book.leaking.len() < LEAKING => drop(book.leaking.insert(report.content, job.file.clone())),
                None => book.contents.push(report.content),
            }
        }
        let waiting = self.book.borrow_mut().waiting.remove(&report.content).unwrap_or_default();
        waiting.into_iter().try_for_each(|done| self.take_copy(report.content, done))
    }

    /// What was found in one file holds for its copies. When it is still being looked at, they wait.
    fn take_copy(&self, content: u64, done: Done) -> Result<(), Stop> {
        let leaking = self.book.borrow().leaking.get(&content).cloned().map(Known::As);
        let known =
            leaking.clone().map_or_else(|| self.store.known(content, self.desk.rules), |known| Ok(Some(known)))?;
        let Some(known) = known else {
            self.book.borrow_mut().waiting.entry(content).or_default().push(done);
            return Ok(());
        };
        let mut report = Report { content, ..Report::default() };
        if let Known::As(file) = &known {
            report.records = self.store.records_of(file)?;
            report.records.retain(|record: &Record| !record.is_in_name());
            report.skips = self.store.unread_of(file)?;
            self.store.copy_ties(file, &done.job.file)?;
        } else {
            self.store.keep_ties(&done.job.file, &[], &[])?;
        }
        let tag = leaking.is_none().then_some(content);
        self.keep(&done.job, tag, !report.is_clean(), report.may_pass())?;
        let mut book = self.book.borrow_mut();
        book.run.counts.copies += 1;
        book.contents.extend(tag);
        drop(book);
        self.settle(&done.job, &report, absence(&done.job, content))
    }

    fn settle(&self, job: &Job, report: &Report, absence: Absence) -> Result<(), Stop> {
        let path = shown_path(job);
        self.with_seen(|seen| {
            self.store.settle_file(&job.file, &path, &report.records, &report.skips, absence, seen)?;
            self.store.keep_unread(&job.file, &report.skips, seen.run)
        })
    }

    fn keep(&self, job: &Job, content: Option<u64>, depends: bool, retry: bool) -> Result<(), Stop> {
        let now = clock::seconds().saturating_mul(1_000_000_000);
        let unsettled = job.stamp.mtime > now.saturating_sub(SETTLES);
        let kept = Kept { stamp: job.stamp, content, rules: self.desk.rules, depends, retry, unsettled };
        self.store.keep(&job.file, &kept)
    }

    pub(super) fn with_seen<T>(&self, work: impl FnOnce(&mut Seen<'_>) -> Result<T, Stop>) -> Result<T, Stop> {
        let mut book = self.book.borrow_mut();
        let run = book.run.id;
        let counts = &mut book.run.counts;
        work(&mut Seen { run, now: clock::seconds(), counts, rules: self.rules })
    }

    /// Ends the batch when it is large or old enough, and begins the next.
    fn breathe(&self) -> Result<(), Stop> {
        let book = self.book.borrow();
        let due = book.in_batch >= BATCH || book.batch_began.elapsed() >= BATCH_TIME;
        drop(book);
        if due {
            self.end_batch()?;
            self.store.begin()?;
        }
        Ok(())
    }

    pub(super) fn end_batch(&self) -> Result<(), Stop> {
        let mut book = self.book.borrow_mut();
        book.run.seconds = book.before + book.began.elapsed().as_secs_f64();
        self.store.keep_run(&book.run)?;
        self.store.commit()?;
        self.desk.release(book.contents.drain(..));
        book.in_batch = 0;
        book.batch_began = Instant::now();
        Ok(())
    }

    /// Files that are in the state and were not seen are gone, unless the root looks as if it had
    /// not been there at all.
    fn missing(&self, root: &Root, mut listing: Listing, newcomers: &mut Newcomers) -> Result<(), Stop> {
        for (folder, path) in self.store.folders(root.id)? {
            let failed = listing.failed.iter().any(|failed| is_below(&path, failed));
            if !failed && !listing.folders.contains(&folder) {
                let names = self.store.names_in(folder)?.into_iter();
                listing.missing.extend(names.map(|name| FileRef { folder, name }));
            }
        }
        let missing = listing.missing.len() as u64;
        if !self.wishes.believe_gone && is_suspicious(listing.seen, missing) {
            self.say(&format!(
                "{}：上次有的文件这次少了 {missing} 个，只见到 {} 个，可能是没有挂载好；这些文件的问题保持原状。如确已删除，请加 --removed-ok",
                root.shown.display(),
                listing.seen
            ));
            self.book.borrow_mut().run.status = "partial".to_owned();
            return Ok(());
        }
        listing.missing.sort();
        let mut with_findings = BTreeSet::new();
        for file in &listing.missing {
            if self.store.known_by_findings(file.clone())?.is_some() {
                with_findings.insert(file);
            }
        }
        // What came in their place may be among the files that nobody has looked at yet.
        let wait = !with_findings.is_empty() && self.book.borrow().run.counts.postponed > 0;
        if !wait {
            self.hand_on(&with_findings, newcomers)?;
        }
        let mut gone = listing.missing.iter().filter(|file| !(wait && with_findings.contains(file)));
        gone.try_for_each(|file| self.remove(file))
    }

    /// Findings of files that are somewhere else now go there; best to a file of the same name.
    fn hand_on(&self, files: &BTreeSet<&FileRef>, newcomers: &mut Newcomers) -> Result<(), Stop> {
        if files.is_empty() {
            return Ok(());
        }
        let newcomers = match newcomers {
            Some(newcomers) => newcomers,
            None => newcomers.insert(self.store.newcomers(self.book.borrow().run.id)?),
        };
        for any_name in [false, true] {
            for &file in files {
                let may = |new: &FileRef| any_name || new.name == file.name;
                self.with_seen(|seen| self.store.hand_on(file, newcomers, may, seen))?;
                self.did_one()?;
            }
        }
        Ok(())
    }

    fn remove(&self, file: &FileRef) -> Result<(), Stop> {
        self.with_seen(|seen| {
            seen.counts.removed += 1;
            self.store.close_all(file, Absence::Removed, seen)
        })?;
        self.store.part(file)?;
        self.store.forget(file)?;
        self.did_one()
    }

    /// One more thing in the batch.
    pub(super) fn did_one(&self) -> Result<(), Stop> {
        self.book.borrow_mut().in_batch += 1;
        self.breathe()
    }
}

/// Nothing left of something, or most of many files gone at once.
fn is_suspicious(seen: u64, missing: u64) -> bool {
    missing > 0 && (seen == 0 || (missing > 100 && missing > seen))
}

/// Why a finding of this file would no longer be there.
fn absence(job: &Job, content: u64) -> Absence {
    let is_same = match job.before {
        Some((_, Some(before))) => before == content,
        Some((stamp, None)) => stamp == job.stamp && job.plan == Plan::Scan(Reason::Rules),
        None => false,
    };
    if is_same { Absence::OtherRules } else { Absence::Changed }
}

/// The path by which findings of a file are named: as it is kept.
fn shown_path(job: &Job) -> String {
    let folder = job.origin.rsplit_once('/').map_or("", |(folder, _)| folder);
    joined(folder, &shenjiao::sweep::display_name(&job.file.name))
}

/// A path with every part as it may be kept.
fn stored_path(path: &str, key: &shenjiao::sweep::Key) -> String {
    path.split('/').map(|part| stored_name(part, key)).collect::<Vec<_>>().join("/")
}

fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

fn is_below(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A path from the top of the file system, without asking it.
pub(super) fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    path.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_without_files_is_not_believed() {
        assert!(is_suspicious(0, 1) && is_suspicious(10, 101));
        assert!(!is_suspicious(0, 0) && !is_suspicious(1, 5) && !is_suspicious(1000, 900));
    }

    #[test]
    fn folders_end_at_a_slash() {
        assert!(is_below("甲/乙", "甲") && is_below("甲", "甲") && is_below("甲", ""));
        assert!(!is_below("甲乙", "甲"));
    }
}
