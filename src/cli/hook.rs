//! `shenjiao hook`: what a commit is about to add.
//!
//! The index is scanned, never the work tree. Only what the commit adds counts: a finding that the
//! replaced version already had, wherever it stood, is old. That is asked of the old content
//! itself and not of a line diff, so that it holds for moved lines and for documents without lines.

use std::collections::{HashMap, HashSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{ArgMatches, Args, FromArgMatches, Subcommand};
use shenjiao::engine::{Outcome, Scanned, mask_names};
use shenjiao::judge::Policy;
use shenjiao::report::{self, Options, Report, Summary};
use shenjiao::rule::Severity;
use shenjiao::skip::{Skip, SkipReason};
use shenjiao::{Engine, Finding};

use super::Command;
use super::blobs::{Reader, is_media};
use super::exit::{Exit, Stop, say};
use super::git::{Change, Kind, Repository};
use super::inputs;
use super::output;
use super::parallel::{self, Scan};
use super::settings::{Choice, Settings};
use super::suppress::{BaselineChoice, Suppressions};

mod install;

pub(super) const COMMAND: Command = Command { name: "hook", define, run };

#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    action: Option<Action>,
    #[arg(long, help = "检查暂存文件的全部内容，而不只是本次提交新增的问题")]
    all: bool,
    #[arg(long, value_name = "级别", value_parser = super::check::threshold, default_value = "serious",
          help = "达到此级别即阻止提交：serious（默认）、error、advice、never")]
    fail_on: super::check::Threshold,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    baseline: BaselineChoice,
}

#[derive(Clone, Copy, Debug, Subcommand)]
enum Action {
    #[command(about = "把检查装进本仓库的 pre-commit 钩子，已有的钩子保留")]
    Install,
    #[command(about = "从本仓库的 pre-commit 钩子中去掉检查")]
    Uninstall,
}

fn define(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command).about("检查即将提交到 git 的内容（用作 pre-commit 钩子）")
}

fn run(matches: &ArgMatches) -> Result<Exit, Stop> {
    let arguments = Arguments::from_arg_matches(matches).map_err(|error| error.to_string())?;
    let repository = Repository::around(Path::new("."));
    match arguments.action {
        Some(Action::Install) => install::install(&repository),
        Some(Action::Uninstall) => install::uninstall(&repository),
        None => check(&arguments, &repository),
    }
}

fn check(arguments: &Arguments, repository: &Repository) -> Result<Exit, Stop> {
    let started = Instant::now();
    let git = |error| Stop::at("git", &error);
    let changes = repository.staged().map_err(git)?;
    let top = repository.top().map_err(git)?;
    let settings = arguments.choice.load(Some(&top), false)?;
    let is_left_out = |path: &str| inputs::is_tools_own(path) || settings.excludes(&top.join(path));
    let changes: Vec<Change> = changes.into_iter().filter(|change| !is_left_out(&change.path)).collect();
    let accepted = arguments.baseline.load(Some(&top))?.map(|baseline| (baseline, top));
    let mut run = Run::new(&settings, repository, &changes, arguments.all)?;
    run.accepted = accepted;
    run.scan(&settings, repository, &changes)?;
    run.finish(arguments.fail_on.0, started)
}

/// One run over the changes of a commit.
struct Run<'a> {
    known: Option<Known<'a>>,
    /// The baseline, and the folder that staged paths count from.
    accepted: Option<(Suppressions, PathBuf)>,
    report: Box<dyn Report>,
    out: Box<dyn Write>,
    summary: Summary,
    unread: bool,
}

impl<'a> Run<'a> {
    fn new(settings: &'a Settings, repository: &Repository, changes: &'a [Change], all: bool) -> Result<Self, Stop> {
        let kind = report::kind("human").ok_or_else(|| "缺少报告格式".to_owned())?;
        let options = Options { colour: output::wants_colour(), ..Options::default() };
        let known = if all { None } else { Some(Known::new(settings, repository, changes)?) };
        Ok(Run {
            known,
            accepted: None,
            report: (kind.open)(options),
            out: output::stdout(),
            summary: Summary::default(),
            unread: false,
        })
    }

    fn scan(&mut self, settings: &Settings, repository: &Repository, changes: &[Change]) -> Result<(), Stop> {
        let mut reader = Reader::new(repository, settings.limits().bytes)?;
        let inputs = changes.iter().map(move |change| reader.input(change));
        parallel::scan_all(&settings.engine, settings.limits(), inputs, 0, |scan| self.take(scan))
    }

    fn take(&mut self, mut scan: Scan) -> Result<(), Stop> {
        if let Some((baseline, top)) = &self.accepted {
            baseline.apply(&mut scan.outcomes, top);
        }
        if let Some(known) = &mut self.known {
            known.remove(&mut scan.outcomes);
        }
        scan.outcomes.retain(|outcome| !is_harmless(outcome));
        mask_names(&mut scan.outcomes);
        self.unread |= scan.outcomes.iter().any(|outcome| matches!(outcome, Outcome::Skipped(_)));
        self.summary.add_source(scan.bytes, &scan.outcomes);
        let report = &mut self.report;
        let written = scan.outcomes.iter().try_for_each(|outcome| report.outcome(outcome, &mut self.out));
        written.map_err(|error| Stop::at("标准输出", &error))
    }

    fn finish(mut self, fail_on: Option<Severity>, started: Instant) -> Result<Exit, Stop> {
        self.summary.seconds = started.elapsed().as_secs_f64();
        if self.summary.reported() > 0 || self.unread {
            let written = self.report.finish(&self.summary, &mut self.out).and_then(|()| self.out.flush());
            written.map_err(|error| Stop::at("标准输出", &error))?;
        }
        say(&format!("已检查 {} 个文件", self.summary.files));
        Ok(match self.summary.worst() {
            _ if self.unread => Exit::Failed,
            worst if fail_on.is_some_and(|level| worst >= Some(level)) => Exit::Findings,
            _ => Exit::Clean,
        })
    }
}

/// A picture is no text; everything else that was not read is no reason to call a commit clean.
fn is_harmless(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Skipped(Skip { origin, reason, .. }) => {
            matches!(reason, SkipReason::Unsupported | SkipReason::Damaged) && is_media(origin.name())
        }
        Outcome::Scanned(_) => false,
    }
}

/// The content that the changes replace, read only for files in which something is found.
struct Known<'a> {
    reader: Reader,
    each: Engine,
    settings: &'a Settings,
    changes: HashMap<&'a str, &'a Change>,
}

impl<'a> Known<'a> {
    fn new(settings: &'a Settings, repository: &Repository, changes: &'a [Change]) -> Result<Self, Stop> {
        // A column that grew by a row must not hide behind its first cell: versions are compared
        // cell by cell.
        let each = Policy { each: true, ..settings.engine.policy().clone() };
        let files = changes.iter().filter(|change| change.kind == Kind::File);
        Ok(Known {
            reader: Reader::new(repository, settings.limits().bytes)?,
            each: settings.engine.clone().with_policy(each),
            settings,
            changes: files.map(|change| (&*change.path, change)).collect(),
        })
    }

    /// Takes out every finding that the replaced version had too.
    fn remove(&mut self, outcomes: &mut [Outcome]) {
        let found = outcomes.iter().any(|outcome| scanned(outcome).is_some_and(|scanned| !scanned.findings.is_empty()));
        let path = outcomes.iter().find_map(|outcome| scanned(outcome)).map(|scanned| scanned.origin.path().to_owned());
        let change = path.and_then(|path| self.changes.get(&*path).copied());
        let Some(change) = change.filter(|change| found && !change.old.is_empty()) else { return };
        let added = self.added(change);
        for outcome in outcomes {
            if let Outcome::Scanned(scanned) = outcome {
                scanned.findings.retain(|finding| is_added(finding, &added));
            }
        }
    }

    /// What the new version has more often than any version that it replaces.
    fn added(&mut self, change: &Change) -> HashSet<Key> {
        let mut before: HashMap<Key, u32> = HashMap::new();
        for old in &change.old {
            for (key, count) in self.count(&change.path, old) {
                let most = before.entry(key).or_insert(0);
                *most = count.max(*most);
            }
        }
        let after = self.count(&change.path, &change.new).into_iter();
        after.filter(|(key, count)| *count > before.get(key).copied().unwrap_or(0)).map(|(key, _)| key).collect()
    }

    /// How often each thing is found in a version, cell by cell.
    fn count(&mut self, path: &str, object: &str) -> HashMap<Key, u32> {
        let mut counts = HashMap::new();
        let Ok(source) = self.reader.source(path, object) else { return counts };
        let outcomes = self.each.scan_source(source, self.settings.limits());
        for finding in outcomes.iter().filter_map(scanned).flat_map(|scanned| &scanned.findings) {
            *counts.entry(key(finding)).or_insert(0) += finding.count;
        }
        counts
    }
}

/// What makes two findings of two versions the same: the rule and the text. It stays in memory.
type Key = (&'static str, String);

fn key(finding: &Finding) -> Key {
    (finding.rule.id, finding.text.as_str(true).to_owned())
}

/// A finding that stands for many is new when anything of its rule is.
fn is_added(finding: &Finding, added: &HashSet<Key>) -> bool {
    match finding.count {
        1 => added.contains(&key(finding)),
        _ => added.iter().any(|(rule, _)| *rule == finding.rule.id),
    }
}

fn scanned(outcome: &Outcome) -> Option<&Scanned> {
    match outcome {
        Outcome::Scanned(scanned) => Some(scanned),
        Outcome::Skipped(_) => None,
    }
}
