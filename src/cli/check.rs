//! `shenjiao check`: the main job.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{ArgMatches, Args, FromArgMatches};
use shenjiao::engine::{Outcome, mask_names};
use shenjiao::report::{self, Kind, Lang, Options, Report, Summary};
use shenjiao::rule::Severity;

use super::Command;
use super::blobs::Reader;
use super::exit::{Exit, Stop, say};
use super::git::Repository;
use super::inputs::{self, Input};
use super::output::{self, NewFile};
use super::parallel::{self, Scan};
use super::progress::Progress;
use super::settings::{Choice, Settings};
use super::suppress::{BaselineChoice, Suppressions};

pub(super) const COMMAND: Command = Command { name: "check", define, run };

#[derive(Args, Debug)]
struct Arguments {
    #[arg(value_name = "路径", help = "文件、文件夹，或 - 表示标准输入", required_unless_present_any = ["files_from", "git_range"])]
    paths: Vec<PathBuf>,
    #[arg(long, value_name = "文件", help = "从文件读取路径清单，每行一个（- 表示标准输入）")]
    files_from: Option<PathBuf>,
    #[arg(long, value_name = "A..B", conflicts_with_all = ["paths", "files_from"],
          help = "检查当前 git 仓库中这些提交带来的内容，用于服务器和合并请求")]
    git_range: Option<String>,
    #[arg(long, value_name = "格式", value_parser = format, help = "标准输出的格式：human（默认）、jsonl 等")]
    format: Option<&'static Kind>,
    #[arg(short, long, value_name = "文件", help = "把报告写进文件，格式由文件名决定；可写多个")]
    output: Vec<PathBuf>,
    #[arg(long, value_name = "级别", value_parser = threshold, default_value = "advice",
          help = "达到此级别即以 1 退出：serious、error、advice（默认）、never")]
    fail_on: Threshold,
    #[arg(long, help = "有任何文件未能检查时以 2 退出")]
    strict: bool,
    #[arg(long, value_name = "数目", default_value_t = 0, help = "线程数，默认每个核心一个")]
    threads: usize,
    #[arg(long, help = "表格中一列的每个单元格各报一条，而不是整列一条")]
    each: bool,
    #[arg(long, help = "同时列出核对后认为无误的和已有人确认的")]
    show_cleared: bool,
    #[arg(long, help = "显示未遮蔽的原文（请勿外传这样的报告）")]
    reveal: bool,
    #[arg(long, value_name = "语言", value_parser = lang, default_value = "zh", help = "报告的语言：zh（默认）、en")]
    lang: Lang,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    baseline: BaselineChoice,
}

/// The level from which findings make the run fail; `None` for never.
#[derive(Clone, Copy, Debug)]
pub(super) struct Threshold(pub(super) Option<Severity>);

fn define(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command).about("检查文件，列出泄露的个人信息和错误表述")
}

fn run(matches: &ArgMatches) -> Result<Exit, Stop> {
    let arguments = Arguments::from_arg_matches(matches).map_err(|error| error.to_string())?;
    let started = Instant::now();
    let paths = paths(&arguments)?;
    let settings = arguments.choice.load(paths.first().map(PathBuf::as_path), arguments.each)?;
    settings.notices.iter().for_each(|notice| say(notice));
    let accepted = arguments.baseline.load(paths.first().map(PathBuf::as_path))?;
    let mut job = Job {
        settings: &settings,
        accepted: accepted.as_ref(),
        threads: arguments.threads,
        reveal: arguments.reveal,
        reports: Reports::open(&arguments)?,
        tally: Tally::default(),
    };
    let scanned = match &arguments.git_range {
        None => job.scan_paths(&paths),
        Some(range) => job.scan_range(range),
    };
    accepted.iter().flat_map(Suppressions::notices).for_each(|notice| say(&notice));
    let Job { reports, mut tally, .. } = job;
    tally.total.seconds = started.elapsed().as_secs_f64();
    match scanned.and_then(|()| reports.finish(&tally.total)) {
        // What was found before the reader left still counts; what was not looked at is not clean.
        Err(Stop::ClosedPipe) if tally.fails(arguments.fail_on) => Ok(Exit::Findings),
        Err(stop) => Err(stop),
        Ok(()) => Ok(tally.exit(&arguments)),
    }
}

fn paths(arguments: &Arguments) -> Result<Vec<PathBuf>, Stop> {
    let mut paths = arguments.paths.clone();
    if let Some(list) = &arguments.files_from {
        paths.extend(inputs::listed(list).map_err(|error| Stop::at(list.display(), &error))?);
    }
    Ok(paths)
}

/// What a run works with, and what it has come to so far.
struct Job<'a> {
    settings: &'a Settings,
    accepted: Option<&'a Suppressions>,
    threads: usize,
    reveal: bool,
    reports: Reports,
    tally: Tally,
}

impl Job<'_> {
    fn scan_paths(&mut self, paths: &[PathBuf]) -> Result<(), Stop> {
        let (own, settings) = (self.reports.own_files(), self.settings);
        let exclude = |path: &Path| settings.excludes(path) || is_one_of(&own, path);
        self.scan(inputs::inputs(paths, &exclude), Path::new("."))
    }

    fn scan_range(&mut self, range: &str) -> Result<(), Stop> {
        let repository = Repository::around(Path::new("."));
        let listed = || Ok::<_, io::Error>((repository.range(range)?, repository.top()?));
        let (changes, top) = listed().map_err(|error| Stop::at(range, &error))?;
        let settings = self.settings;
        let mut reader = Reader::new(&repository, settings.limits().bytes)?;
        let inputs = changes.iter().map(|change| match settings.excludes(&top.join(&change.path)) {
            true => Input::Excluded,
            false => reader.input(change),
        });
        self.scan(inputs, &top)
    }

    /// Scans everything; names of inputs count from the folder `base`.
    fn scan(&mut self, inputs: impl Iterator<Item = Input>, base: &Path) -> Result<(), Stop> {
        let mut progress = Progress::new();
        let (settings, threads) = (self.settings, self.threads);
        parallel::scan_all(&settings.engine, settings.limits(), inputs, threads, |mut scan: Scan| {
            self.accepted.iter().for_each(|accepted| accepted.apply(&mut scan.outcomes, base));
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
struct Tally {
    total: Summary,
    named_unread: bool,
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

    fn fails(&self, threshold: Threshold) -> bool {
        threshold.0.is_some_and(|level| self.total.worst() >= Some(level))
    }

    fn exit(&self, arguments: &Arguments) -> Exit {
        // A range of commits that only deletes has nothing to scan.
        let nothing = self.total.files == 0 && arguments.git_range.is_none();
        if nothing {
            say("没有检查任何文件");
        }
        let failed = self.named_unread || nothing || (arguments.strict && self.total.unread() > 0);
        match (failed, self.fails(arguments.fail_on)) {
            (true, _) => Exit::Failed,
            (false, true) => Exit::Findings,
            (false, false) => Exit::Clean,
        }
    }
}

/// The reports of one run, each with where it goes.
struct Reports {
    stdout: (Box<dyn Report>, Box<dyn Write>),
    files: Vec<(Box<dyn Report>, NewFile)>,
    /// With files asked for, standard output gets the totals only.
    totals_only: bool,
}

impl Reports {
    fn open(arguments: &Arguments) -> Result<Self, Stop> {
        let options = Options {
            lang: arguments.lang,
            reveal: arguments.reveal,
            show_cleared: arguments.show_cleared,
            folder: std::env::current_dir().ok().and_then(|folder| folder.to_str().map(str::to_owned)),
            ..Options::default()
        };
        let on_terminal = Options { colour: output::wants_colour(), ..options.clone() };
        let human = report::kind("human").ok_or_else(|| "缺少报告格式".to_owned())?;
        let totals_only = !arguments.output.is_empty();
        let kind = arguments.format.filter(|_| !totals_only).unwrap_or(human);
        let files = arguments.output.iter().map(|path| open_file(path, arguments.format, &options));
        Ok(Reports {
            stdout: ((kind.open)(on_terminal), output::stdout()),
            files: files.collect::<Result<_, _>>()?,
            totals_only,
        })
    }

    /// The files being written, under both of their names.
    fn own_files(&self) -> Vec<PathBuf> {
        let names = self.files.iter().flat_map(|(_, file)| file.names());
        names.filter_map(|name| std::path::absolute(name).ok()).collect()
    }

    fn outcomes(&mut self, outcomes: &[Outcome]) -> Result<(), Stop> {
        for outcome in outcomes {
            let (report, out) = &mut self.stdout;
            if !self.totals_only {
                report.outcome(outcome, out).map_err(|error| Stop::at("标准输出", &error))?;
            }
            for (report, file) in &mut self.files {
                report.outcome(outcome, file).map_err(|error| Stop::at("写报告", &error))?;
            }
        }
        Ok(())
    }

    fn finish(self, summary: &Summary) -> Result<(), Stop> {
        for (mut report, mut file) in self.files {
            report.finish(summary, &mut file).map_err(|error| Stop::at("写报告", &error))?;
            file.commit()?;
        }
        let (mut report, mut out) = self.stdout;
        let written = report.finish(summary, &mut out).and_then(|()| out.flush());
        written.map_err(|error| Stop::at("标准输出", &error))
    }
}

fn open_file(
    path: &Path,
    format: Option<&'static Kind>,
    options: &Options,
) -> Result<(Box<dyn Report>, NewFile), Stop> {
    let kind = report::kind_for_name(&path.to_string_lossy()).or(format);
    let kind = kind.ok_or_else(|| format!("{}：从文件名看不出报告格式，请用 --format 指定", path.display()))?;
    Ok(((kind.open)(options.clone()), NewFile::create(path)?))
}

fn format(name: &str) -> Result<&'static Kind, String> {
    report::kind(name).ok_or_else(|| format!("可取 {}", names(report::KINDS.iter().map(|kind| kind.id))))
}

pub(super) fn threshold(name: &str) -> Result<Threshold, String> {
    match Severity::from_name(name) {
        Some(level) => Ok(Threshold(Some(level))),
        None if name == "never" => Ok(Threshold(None)),
        None => Err("可取 serious、error、advice、never".to_owned()),
    }
}

fn lang(name: &str) -> Result<Lang, String> {
    match name {
        "zh" => Ok(Lang::Zh),
        "en" => Ok(Lang::En),
        _ => Err("可取 zh、en".to_owned()),
    }
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join("、")
}
