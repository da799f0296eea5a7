//! Looking at the state between runs: the record of runs, the trend, one finding, a period.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use shenjiao::Engine;
use shenjiao::date::Date;
use shenjiao::report::Summary;
use shenjiao::rule::{Rule, Severity};
use shenjiao::sweep::{Status, every_rule};
use unicode_width::UnicodeWidthStr;

use super::super::exit::{Exit, Stop, say};
use super::super::reports::Reports;
use super::super::{clock, output};
use super::store::{Filter, Found, Line, Run, Store};
use super::{StateFile, Told, chart, report, since};

/// How far back.
#[derive(Args, Clone, Debug)]
pub(super) struct Period {
    #[command(flatten)]
    state: StateFile,
    #[arg(long, value_name = "次数", default_value_t = 30, help = "最近多少次巡查，默认 30")]
    last: usize,
    #[arg(short, long, value_name = "文件", help = "另写成带图表的网页，如 趋势.html")]
    output: Option<PathBuf>,
}

/// One finding.
#[derive(Args, Clone, Debug)]
pub(super) struct Named {
    #[arg(value_name = "编号", help = "问题的编号，即报告中的“指纹”，写前几位即可")]
    pub(super) id: String,
    #[command(flatten)]
    pub(super) state: StateFile,
}

/// A report of a period, without looking at any file.
#[derive(Args, Clone, Debug)]
pub(super) struct Reported {
    #[command(flatten)]
    state: StateFile,
    #[arg(long, value_name = "起点", value_parser = since::parse, help = "只列此后新出现、至今未整改的：LAST、巡查序号或日期")]
    since: Option<since::Since>,
    #[arg(long, value_name = "日期", value_parser = day, help = "只列到这一天为止新出现的")]
    until: Option<Date>,
    #[command(flatten)]
    told: Told,
}

/// `sweep history`.
///
/// # Errors
/// A state that cannot be read.
pub(super) fn history(period: &Period) -> Result<Exit, Stop> {
    let runs = last_runs(period)?;
    let mut out = output::stdout();
    let written = runs.iter().try_for_each(|run| told(run, &mut out)).and_then(|()| out.flush());
    written.map_err(|error| Stop::at("标准输出", &error))?;
    Ok(Exit::Clean)
}

fn told(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let status = match run.status.as_str() {
        "complete" => "完成",
        "partial" => "未全部完成",
        _ => "中断",
    };
    let resumed =
        if run.counts.resumed > 0 { format!("，中断后续做 {} 次", run.counts.resumed) } else { String::new() };
    writeln!(out, "第 {} 次  {}  {status}，用时 {:.1} 秒{resumed}", run.id, clock::shown(run.started), run.seconds)?;
    writeln!(out, "    {}", run.counts.sentence())?;
    run.words.lines().try_for_each(|line| writeln!(out, "    注意：{line}"))
}

/// `sweep trend`.
///
/// # Errors
/// A state that cannot be read, a file that cannot be written.
pub(super) fn trend(period: &Period) -> Result<Exit, Stop> {
    let runs = last_runs(period)?;
    if let Some(path) = &period.output {
        output::write_file(path, chart::page(&runs).as_bytes())?;
    }
    let mut out = output::stdout();
    let written = chart::lines(&runs, &mut out).and_then(|()| out.flush());
    written.map_err(|error| Stop::at("标准输出", &error))?;
    Ok(Exit::Clean)
}

fn last_runs(period: &Period) -> Result<Vec<Run>, Stop> {
    let mut runs = Store::existing(&period.state.path)?.runs()?;
    let from = runs.len().saturating_sub(period.last);
    Ok(runs.split_off(from))
}

/// `sweep show`.
///
/// # Errors
/// A state that cannot be read, no such finding.
pub(super) fn show(named: &Named) -> Result<Exit, Stop> {
    let store = Store::existing(&named.state.path)?;
    let rules = rules()?;
    let mut out = output::stdout();
    for found in find(&store, &named.id)? {
        let lines = store.lines_of(found.id)?;
        page(&found, &lines, &rules, &mut out).map_err(|error| Stop::at("标准输出", &error))?;
    }
    out.flush().map_err(|error| Stop::at("标准输出", &error))?;
    Ok(Exit::Clean)
}

/// The findings of this name; at least one.
///
/// # Errors
/// A name that is none, no such finding.
pub(super) fn find(store: &Store, id: &str) -> Result<Vec<Found>, Stop> {
    if id.len() < 4 || !id.chars().all(|char| char.is_ascii_hexdigit()) {
        return Err(Stop::Message(format!("“{id}”不是问题的编号；编号在报告的“指纹”一栏，至少写前 4 位")));
    }
    let found = store.named(id)?;
    if found.is_empty() { Err(Stop::Message(format!("没有编号为 {id} 的问题"))) } else { Ok(found) }
}

fn page(found: &Found, lines: &[Line], rules: &[&'static Rule], out: &mut dyn Write) -> io::Result<()> {
    let record = &found.record;
    let rule = rules.iter().find(|rule| rule.id == record.rule()).map_or("", |rule| rule.name);
    writeln!(out, "{}  {}  {} {rule}", found.print, record.severity(), record.rule())?;
    writeln!(out, "  文件  {}", found.path)?;
    writeln!(out, "  位置  {}", record.whereabouts())?;
    writeln!(out, "  问题  {}", record.message())?;
    writeln!(out, "  原文  {}", record.quote())?;
    writeln!(out, "  状态  {}（第 {} 次巡查起；第 {} 次首次发现）", found.status.title(), found.since, found.first)?;
    writeln!(out, "  处理记录")?;
    lines.iter().try_for_each(|line| writeln!(out, "    {}", sentence(line)))?;
    writeln!(out)
}

fn sentence(line: &Line) -> String {
    let run = line.run.map(|run| format!("  第 {run} 次巡查")).unwrap_or_default();
    let person = line.person.as_deref().map(|person| format!("  {person}")).unwrap_or_default();
    let words = line.words.as_deref().map(|words| format!("：{words}")).unwrap_or_default();
    format!("{}{run}  {}{person}{words}", clock::shown(line.at), line.event.title())
}

/// `sweep report`.
///
/// # Errors
/// A state that cannot be read, a report that cannot be written.
pub(super) fn report(reported: &Reported) -> Result<Exit, Stop> {
    let reports = Reports::open(report::wanted(&reported.told))?;
    let store = Store::existing(&reported.state.path)?;
    let runs = store.runs()?;
    let Some(last) = runs.last() else { return Err(Stop::Message("还没有巡查记录".to_owned())) };
    let after = reported.since.map_or(Ok(0), |since| since.run(&store, last.id))?;
    let until = reported.until.map_or(last.id, |day| last_run_on(&runs, day));
    let within: Vec<&Run> = runs.iter().filter(|run| run.id > after && run.id <= until).collect();
    if within.is_empty() {
        say("所选时间段内没有巡查");
    }
    let summary = within.into_iter().fold(Summary::default(), |mut summary, run| {
        summary.files += run.counts.scanned;
        summary.documents += run.counts.scanned;
        summary.bytes += run.counts.bytes;
        summary.seconds += run.seconds;
        summary
    });
    let filter = Filter { after, until, template: reported.told.template };
    let summary = report::write(&store, reports, filter, &rules()?, summary)?;
    let found = reported.told.fail_on.0.is_some_and(|level| summary.worst() >= Some(level));
    Ok(if found { Exit::Findings } else { Exit::Clean })
}

fn last_run_on(runs: &[Run], day: Date) -> i64 {
    let day = day.to_string();
    runs.iter().filter(|run| clock::shown(run.started)[..10] <= *day).map(|run| run.id).max().unwrap_or(0)
}

/// The rules that findings in a state can be of.
///
/// # Errors
/// A fault of the built-in rules.
pub(super) fn rules() -> Result<Vec<&'static Rule>, Stop> {
    let engine = Engine::builder().build().map_err(|faults| faults.join("\n"))?;
    Ok(every_rule(&engine))
}

pub(super) fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "应为 2026-12-31 这样的日期".to_owned())
}

/// True when a decision about this finding needs a reason and a last day.
pub(super) fn is_grave(found: &Found) -> bool {
    found.record.severity() == Severity::Serious
}

/// True when there is still something to decide.
pub(super) fn is_there(found: &Found) -> bool {
    matches!(found.status, Status::Open | Status::Accepted)
}

/// `text` with blanks behind it up to a width in columns.
pub(super) fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}
