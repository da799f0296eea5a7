//! `shenjiao report`: reports from findings that were written before, or from a new scan; above all
//! the annex that names departments.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{ArgMatches, Args, FromArgMatches};
use shenjiao::engine::Outcome;
use shenjiao::report::annex::Heading;
use shenjiao::report::read::Reader;
use shenjiao::report::{Lang, Options, Summary};
use shenjiao::rule::Severity;
use shenjiao::skip::{Skip, SkipReason};
use shenjiao::{Engine, Origin};

use super::Command;
use super::exit::{Exit, Stop, say};
use super::inputs::STDIN;
use super::job::{Job, Tally};
use super::reports::{self, Reports, Wanted};
use super::settings::{Choice, Settings};
use super::suppress::BaselineChoice;

pub(super) const COMMAND: Command = Command { name: "report", define, run };

#[derive(Args, Debug)]
struct Arguments {
    #[arg(
        value_name = "路径",
        help = "要检查的文件或文件夹（不用 --from 时）",
        required_unless_present = "from",
        conflicts_with = "from"
    )]
    paths: Vec<PathBuf>,
    #[arg(
        long,
        value_name = "文件",
        help = "读取 check --format jsonl 写下的结果，不再检查；可写多个，- 表示标准输入"
    )]
    from: Vec<PathBuf>,
    #[arg(
        long,
        value_name = "文件",
        required_unless_present = "output",
        help = "写通报附件（序号、责任部门、存在的突出问题），文件名以 .docx、.xlsx 或 .html 结尾；可写多个"
    )]
    annex: Vec<PathBuf>,
    #[arg(short, long, value_name = "文件", help = "同时写其他报告，格式由文件名决定；可写多个")]
    output: Vec<PathBuf>,
    #[arg(long, value_name = "文字", help = "附件的标题")]
    title: Option<String>,
    #[arg(long, value_name = "文字", help = "采样时间，如 2026年10月8日至30日")]
    period: Option<String>,
    #[arg(long, value_name = "级别", value_parser = level, help = "附件列到哪一级：serious、error（默认）、advice")]
    level: Option<Severity>,
    #[arg(long, help = "其他报告中同时列出核对后认为无误的和已有人确认的")]
    show_cleared: bool,
    #[arg(long, value_name = "语言", value_parser = reports::lang, default_value = "zh", help = "其他报告的语言：zh（默认）、en；附件总是中文")]
    lang: Lang,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    baseline: BaselineChoice,
}

fn define(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command).about("按责任部门汇总问题，写成通报附件或其他报告")
}

fn run(matches: &ArgMatches) -> Result<Exit, Stop> {
    let arguments = Arguments::from_arg_matches(matches).map_err(|error| error.to_string())?;
    let first = arguments.paths.first().or(arguments.from.first()).map(PathBuf::as_path);
    let settings = arguments.choice.load(first, false)?;
    settings.notices.iter().for_each(|notice| say(notice));
    let reports = Reports::open(arguments.wanted(&settings))?;
    match arguments.from.is_empty() {
        true => scan(&arguments, &settings, reports),
        false => convert(&arguments.from, &settings, reports),
    }
}

impl Arguments {
    fn wanted(&self, settings: &Settings) -> Wanted {
        let configured = &settings.config.annex;
        let annex = Heading {
            title: self.title.clone().unwrap_or_else(|| configured.title.clone()),
            period: self.period.clone().or_else(|| configured.period.clone()),
            level: self.level.unwrap_or(configured.level),
        };
        let (lang, show_cleared, folder) = (self.lang, self.show_cleared, reports::folder());
        Wanted {
            format: None,
            output: self.output.clone(),
            annex: self.annex.clone(),
            options: Options { lang, show_cleared, folder, annex, ..Options::default() },
        }
    }
}

/// Scans, as `check` does.
fn scan(arguments: &Arguments, settings: &Settings, reports: Reports) -> Result<Exit, Stop> {
    let started = Instant::now();
    let accepted = arguments.baseline.load(arguments.paths.first().map(PathBuf::as_path))?;
    let (accepted, tally) = (accepted.as_ref(), Tally::default());
    let mut job = Job { settings, accepted, threads: 0, reveal: false, reports, tally };
    job.scan_paths(&arguments.paths)?;
    let Job { reports, mut tally, .. } = job;
    tally.total.seconds = started.elapsed().as_secs_f64();
    reports.finish(&tally.total)?;
    Ok(if tally.named_unread || tally.scanned_nothing() { Exit::Failed } else { Exit::Clean })
}

/// Reads what was found before. Departments are asked anew: the configuration may have them now.
fn convert(files: &[PathBuf], settings: &Settings, mut reports: Reports) -> Result<Exit, Stop> {
    let rules = Engine::builder().build().map_err(|faults| faults.join("\n"))?.rules();
    let mut reader = Reader::new(&rules);
    let (mut total, mut complete) = (Summary::default(), true);
    for file in files {
        complete &= read(file, &mut reader, &mut |mut outcome| {
            settings.departments.assign(std::slice::from_mut(&mut outcome), Path::new("."));
            total.add_source(0, std::slice::from_ref(&outcome));
            reports.outcomes(&[outcome])
        })?;
    }
    // Documents are counted by the runs that scanned them, what was found by the lines that are here.
    let Summary { rules, severities, skipped, .. } = total;
    reports.finish(&Summary { rules, severities, skipped, ..reader.summary() })?;
    Ok(if complete { Exit::Clean } else { Exit::Failed })
}

/// Reads one file to its end. False when its end is missing, which is then reported as unread.
fn read(file: &Path, reader: &mut Reader, take: &mut dyn FnMut(Outcome) -> Result<(), Stop>) -> Result<bool, Stop> {
    let mut outcomes = Vec::new();
    for (number, line) in lines(file)?.enumerate() {
        let line = line.map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => Stop::Message(format!("{}:{}：不是 UTF-8 文本", file.display(), number + 1)),
            _ => Stop::at(file.display(), &error),
        })?;
        let line = line.trim_start_matches('\u{feff}');
        let read = reader.line(line, &mut |outcome| outcomes.push(outcome));
        read.map_err(|fault| format!("{}:{}：{fault}", file.display(), number + 1))?;
        outcomes.drain(..).try_for_each(&mut *take)?;
    }
    let complete = reader.end(&mut |outcome| outcomes.push(outcome));
    if !complete {
        let detail = "结果没有以 summary 行结束，不完整";
        say(&format!("{}：{detail}", file.display()));
        let origin = Origin::file(file.to_string_lossy());
        outcomes.push(Outcome::Skipped(Skip::new(origin, SkipReason::Damaged, detail)));
    }
    outcomes.into_iter().try_for_each(take)?;
    Ok(complete)
}

fn lines(file: &Path) -> Result<Box<dyn Iterator<Item = io::Result<String>>>, Stop> {
    if file.as_os_str() == STDIN {
        return Ok(Box::new(io::stdin().lines()));
    }
    let opened = File::open(file).map_err(|error| Stop::at(file.display(), &error))?;
    Ok(Box::new(BufReader::new(opened).lines()))
}

fn level(name: &str) -> Result<Severity, String> {
    Severity::from_name(name).ok_or_else(|| "可取 serious、error、advice".to_owned())
}
