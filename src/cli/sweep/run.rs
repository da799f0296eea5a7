//! A whole run: the lock, the state, the roots one after the other, and what is told at the end.

use std::path::{Path, PathBuf};
use std::time::Instant;

use shenjiao::report::Summary;
use shenjiao::rule::Severity;
use shenjiao::sweep::{Counts, Key, Ruleset, every_rule};

use super::super::clock;
use super::super::exit::{Exit, Stop, say};
use super::super::reports::Reports;
use super::super::settings::Settings;
use super::super::suppress::Suppressions;
use super::lock::Lock;
use super::night::{self, JudgedBy, Night, Root, Wishes};
use super::progress::Progress;
use super::store::{self, Filter, Opened, Run, Store};
use super::work::Desk;
use super::{Sweep, keyfile, report, ruleset, together};

/// A run that is being taken up again.
const RUNNING: &str = "running";
const COMPLETE: &str = "complete";
const PARTIAL: &str = "partial";

/// Runs the sweep.
///
/// # Errors
/// Bad arguments or configuration, a state that cannot be opened or written.
pub(super) fn run(sweep: &Sweep) -> Result<Exit, Stop> {
    if sweep.nice {
        be_nice();
    }
    let first = sweep.roots.first().map(PathBuf::as_path);
    let settings = sweep.choice.load(first, false)?;
    settings.notices.iter().for_each(|notice| say(notice));
    let accepted = sweep.baseline.load(first)?;
    let reports = Reports::open(report::wanted(&sweep.told))?;
    let _lock = Lock::take(&sweep.state.path, sweep.wait)?;
    let key = keyfile::load(&sweep.state.path, sweep.key.as_deref())?;
    let own = reports.own_files();
    let (settings, accepted, began) = (&settings, accepted.as_ref(), Instant::now());
    let mut job = Job { sweep, settings, accepted, key: &key, own, began, damaged: None };
    let (store, run, missing) = match job.run() {
        Err(Stop::Damaged(why)) => {
            job.damaged = Some(set_aside(&sweep.state.path, &why)?);
            job.run()?
        }
        done => done?,
    };
    job.tell(&store, &run, reports, missing)
}

/// What a run works with.
struct Job<'a> {
    sweep: &'a Sweep,
    settings: &'a Settings,
    accepted: Option<&'a Suppressions>,
    key: &'a Key,
    /// The reports that are being written.
    own: Vec<PathBuf>,
    began: Instant,
    /// A state that was set aside, from which people's words are to be taken over.
    damaged: Option<PathBuf>,
}

impl Job<'_> {
    /// The state after the run, its record, and whether a root was not to be had.
    fn run(&self) -> Result<(Store, Run, bool), Stop> {
        let store = open(&self.sweep.state.path)?;
        let rules = every_rule(&self.settings.engine);
        let tonight = ruleset::tonight(self.settings, self.accepted, self.key)?;
        let (number, judged_by) = self.rules(&store, &tonight)?;
        let run = begin(&store, number)?;
        let roots = self.roots(&store)?;
        let known = roots.iter().map(|root| store.count_files(root.id)).sum::<Result<u64, Stop>>()?;
        let desk = Desk::new(self.settings, self.accepted, self.key, number, &self.sweep.state.path);
        let progress = Progress::new(known, self.sweep.quiet);
        let night = Night::new(desk, &store, &rules, self.wishes(), judged_by, run, progress);
        let missing = self.scan(&store, &night, &roots)?;
        if let Some(damaged) = &self.damaged {
            store.begin()?;
            let taken = night.with_seen(|seen| store.take_over(damaged, seen))?;
            store.commit()?;
            night.say(&format!("从损坏的状态文件接过 {taken} 条确认和备注"));
        }
        let run = finish(&store, night, missing)?;
        store.settle();
        Ok((store, run, missing))
    }

    fn wishes(&self) -> Wishes {
        Wishes {
            threads: self.sweep.threads,
            deadline: self.sweep.max_time.map(|time| self.began + time),
            rehash: self.sweep.rehash,
            believe_gone: self.sweep.removed_ok,
        }
    }

    /// The number of tonight's rules, and how those of earlier nights compare to them.
    fn rules(&self, store: &Store, tonight: &Ruleset) -> Result<(i64, JudgedBy), Stop> {
        let known = store.rulesets()?;
        let last = store.last_run()?.map(|run| run.rules);
        let last = known.iter().find(|(number, _)| Some(*number) == last);
        if let Some((_, last)) = last.filter(|(_, last)| last != tonight) {
            let scope =
                if last.detects_as(tonight) { "只重查有问题的文件" } else { "全部文件重查一遍" };
            say(&format!("{}：{scope}", last.changes(tonight).join("，")));
            store.untie_all()?;
        }
        let number = match known.iter().rfind(|(_, ruleset)| ruleset == tonight) {
            Some((number, _)) => *number,
            None => store.keep_ruleset(tonight)?,
        };
        let compared = known.iter().map(|(id, then)| (*id, (then.detects_as(tonight), then.judges_as(tonight))));
        let own = (number, (true, true));
        Ok((number, compared.chain([own]).collect()))
    }

    fn roots(&self, store: &Store) -> Result<Vec<Root>, Stop> {
        let mut roots: Vec<Root> = Vec::new();
        for shown in &self.sweep.roots {
            let path = night::absolute(shown);
            if roots.iter().any(|root| path.starts_with(&root.path)) {
                say(&format!("{}：已包括在前面的目录中，不另查", shown.display()));
                continue;
            }
            // A root that is one file is named by its folder, so that its path is shown as given.
            let name = if shown.is_file() { shown.parent().unwrap_or(Path::new("")) } else { shown };
            let id = store.root(&path, &name.to_string_lossy())?;
            roots.push(Root { shown: shown.clone(), path, id });
        }
        Ok(roots)
    }

    /// Scans all roots. True when one of them was not to be had.
    fn scan(&self, store: &Store, night: &Night<'_>, roots: &[Root]) -> Result<bool, Stop> {
        let today = clock::today().ok_or_else(|| "系统时钟不可用".to_owned())?.to_string();
        store.begin()?;
        night.with_seen(|seen| store.end_decisions(&today, seen))?;
        store.commit()?;
        let own = self.own_files();
        let state = night::absolute(&self.sweep.state.path);
        let exclude = |path: &Path| {
            let absolute = night::absolute(path);
            self.settings.excludes(path) || own.contains(&absolute) || belongs_to(&state, &absolute)
        };
        let mut missing = false;
        let mut listed = Vec::new();
        for root in roots {
            if root.path.exists() {
                listed.push((root, night.scan(root, &exclude)?));
            } else {
                missing = true;
                night.say(&format!("{}：不存在或没有挂载，其中文件的问题保持原状", root.shown.display()));
            }
        }
        night.look_after_missing(listed)?;
        together::join(night)?;
        Ok(missing)
    }

    /// Files that a run writes and never reads, beside those of the state.
    fn own_files(&self) -> Vec<PathBuf> {
        let written = self.own.iter().chain(&self.sweep.listeners.prometheus).chain(&self.sweep.key);
        written.map(|path| night::absolute(path)).collect()
    }

    fn tell(&self, store: &Store, run: &Run, reports: Reports, missing: bool) -> Result<Exit, Stop> {
        let rules = every_rule(&self.settings.engine);
        let after = self.sweep.since.map_or(Ok(0), |since| since.run(store, run.id))?;
        let filter = Filter { after, until: run.id, template: self.sweep.told.template };
        let summary = Summary {
            files: run.counts.scanned,
            documents: run.counts.scanned,
            bytes: run.counts.bytes,
            excluded: run.counts.excluded,
            seconds: run.seconds,
            ..Summary::default()
        };
        let summary = report::write(store, reports, filter, &rules, summary)?;
        if !self.sweep.quiet {
            say(&format!("第 {} 次巡查：{}", run.id, run.counts.sentence()));
        }
        let told = self.sweep.listeners.tell(store, run, self.sweep.told.template, &rules)?;
        Ok(self.exit(run, &summary, missing || !told))
    }

    /// `failed` when a root was missing or somebody could not be told.
    fn exit(&self, run: &Run, summary: &Summary, failed: bool) -> Exit {
        let nothing = run.counts.listed == 0;
        if nothing {
            say("没有检查任何文件");
        }
        let found = self.sweep.told.fail_on.0.is_some_and(|level| summary.worst() >= Some(level));
        match (failed || nothing || (self.sweep.strict && run.counts.unread > 0), found) {
            (true, _) => Exit::Failed,
            (false, true) => Exit::Findings,
            (false, false) => Exit::Clean,
        }
    }
}

/// Opens the state; one that is damaged is kept aside and made anew.
fn open(path: &Path) -> Result<Store, Stop> {
    match Store::open(path)? {
        Opened::Empty(store) => Ok(store),
        Opened::Damaged(why) => Err(Stop::Damaged(why)),
        Opened::Sound(store) => {
            // A run that was cut off is a reason to doubt.
            if store.last_run()?.is_some_and(|run| run.status == RUNNING) {
                store.look_through()?;
            }
            Ok(store)
        }
    }
}

/// True for the state and what lies beside it under its name: log, lock, key, what was set aside.
fn belongs_to(state: &Path, path: &Path) -> bool {
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let rest = name(path).strip_prefix(&name(state)).map(str::to_owned);
    path.parent() == state.parent() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
}

/// Keeps a damaged state under another name, log and all, and gives that.
fn set_aside(path: &Path, why: &str) -> Result<PathBuf, Stop> {
    let stamp: String = clock::shown(clock::seconds()).chars().filter(char::is_ascii_digit).collect();
    let named = |path: &Path, more: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(more);
        PathBuf::from(name)
    };
    let aside = named(path, &format!(".damaged-{stamp}"));
    for ending in store::ENDINGS {
        let file = named(path, ending);
        if file.exists() {
            std::fs::rename(&file, named(&aside, ending)).map_err(|error| Stop::at(file.display(), &error))?;
        }
    }
    say(&format!(
        "{}：状态文件已损坏（{why}），原件保留为 {}，现重新建立；所有问题将重新列为新发现，还读得出的确认和备注会接过来",
        path.display(),
        aside.display()
    ));
    Ok(aside)
}

/// A new run, or the last one when it was cut off.
fn begin(store: &Store, rules: i64) -> Result<Run, Stop> {
    let now = clock::seconds();
    let last = store.last_run()?;
    if let Some(mut run) = last.clone().filter(|run| run.status == RUNNING) {
        say(&format!("接着做第 {} 次巡查（{} 开始，中途断了）", run.id, clock::shown(run.started)));
        let listed = Counts { listed: 0, kept: 0, excluded: 0, postponed: 0, ..run.counts };
        run.counts = Counts { resumed: listed.resumed + 1, ..listed };
        run.rules = rules;
        store.keep_run(&run)?;
        return Ok(run);
    }
    if last.as_ref().is_some_and(|last| now < last.started) {
        say("系统时钟比上次巡查还早；判断文件是否变化不受影响，日期以巡查序号为准");
    }
    let id = last.map_or(1, |last| last.id + 1);
    let (status, counts) = (RUNNING.to_owned(), Counts::default());
    let run = Run { id, started: now, ended: None, status, seconds: 0.0, rules, counts, words: String::new() };
    store.keep_run(&run)?;
    Ok(run)
}

/// Closes the record of a run.
fn finish(store: &Store, night: Night<'_>, missing: bool) -> Result<Run, Stop> {
    let mut run = night.into_run();
    let counts = &mut run.counts;
    counts.unread = store.count_unread()?;
    let name = |level: i64| Severity::ALL.into_iter().find(|severity| *severity as i64 == level);
    let levels = store.count_open::<i64>("severity")?;
    counts.open =
        levels.into_iter().filter_map(|(level, count)| Some((name(level)?.name().to_owned(), count))).collect();
    counts.rules = store.count_open("rule")?.into_iter().collect();
    let is_partial = missing || counts.postponed > 0 || run.status == PARTIAL;
    run.status = if is_partial { PARTIAL } else { COMPLETE }.to_owned();
    run.ended = Some(clock::seconds());
    store.begin()?;
    if !is_partial {
        store.forget_contents_not_of(run.rules)?;
    }
    store.keep_run(&run)?;
    store.commit()?;
    Ok(run)
}

#[cfg(unix)]
fn be_nice() {
    if rustix::process::nice(10).is_err() {
        say("无法降低优先级，按原优先级运行");
    }
}

#[cfg(not(unix))]
fn be_nice() {
    say("此系统不支持 --nice，按原优先级运行");
}
