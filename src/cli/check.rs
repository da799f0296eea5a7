//! `shenjiao check`: the main job.

use std::path::PathBuf;
use std::time::Instant;

use clap::{ArgMatches, Args, FromArgMatches};
use shenjiao::report::{Kind, Lang, Options};
use shenjiao::rule::Severity;

use super::Command;
use super::exit::{Exit, Stop, say};
use super::inputs;
use super::job::{Job, Tally};
use super::reports::{self, Reports, Wanted};
use super::settings::Choice;
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
    #[arg(long, value_name = "格式", value_parser = reports::format, help = "标准输出的格式：human（默认）、jsonl 等")]
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
    #[arg(long, value_name = "语言", value_parser = reports::lang, default_value = "zh", help = "报告的语言：zh（默认）、en")]
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
        reports: Reports::open(arguments.wanted())?,
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
        Err(Stop::ClosedPipe) if arguments.fail_on.is_reached(&tally) => Ok(Exit::Findings),
        Err(stop) => Err(stop),
        Ok(()) => Ok(arguments.exit(&tally)),
    }
}

impl Threshold {
    fn is_reached(self, tally: &Tally) -> bool {
        self.0.is_some_and(|level| tally.total.worst() >= Some(level))
    }
}

impl Arguments {
    fn wanted(&self) -> Wanted {
        let Arguments { lang, reveal, show_cleared, .. } = *self;
        let options = Options { lang, reveal, show_cleared, folder: reports::folder(), ..Options::default() };
        Wanted { format: self.format, output: self.output.clone(), annex: Vec::new(), options }
    }

    fn exit(&self, tally: &Tally) -> Exit {
        // A range of commits that only deletes has nothing to scan.
        let nothing = self.git_range.is_none() && tally.scanned_nothing();
        let failed = tally.named_unread || nothing || (self.strict && tally.total.unread() > 0);
        match (failed, self.fail_on.is_reached(tally)) {
            (true, _) => Exit::Failed,
            (false, true) => Exit::Findings,
            (false, false) => Exit::Clean,
        }
    }
}

fn paths(arguments: &Arguments) -> Result<Vec<PathBuf>, Stop> {
    let mut paths = arguments.paths.clone();
    if let Some(list) = &arguments.files_from {
        paths.extend(inputs::listed(list).map_err(|error| Stop::at(list.display(), &error))?);
    }
    Ok(paths)
}

pub(super) fn threshold(name: &str) -> Result<Threshold, String> {
    match Severity::from_name(name) {
        Some(level) => Ok(Threshold(Some(level))),
        None if name == "never" => Ok(Threshold(None)),
        None => Err("可取 serious、error、advice、never".to_owned()),
    }
}
