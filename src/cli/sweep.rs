//! `shenjiao sweep`: a whole archive, night after night, and only what is new.

use std::path::PathBuf;

use clap::{ArgMatches, Args, FromArgMatches, Subcommand};
use shenjiao::report::{Kind, Lang};

use super::Command;
use super::check::{self, Threshold};
use super::exit::{Exit, Stop};
use super::reports;
use super::settings::Choice;
use super::suppress::BaselineChoice;

mod chart;
mod decide;
mod keyfile;
mod listing;
mod lock;
mod look;
mod night;
mod notify;
mod progress;
mod report;
mod ruleset;
mod run;
mod since;
mod store;
mod together;
mod work;

pub(super) const COMMAND: Command = Command { name: "sweep", define, run };

/// A run over an archive.
#[derive(Args, Clone, Debug)]
struct Sweep {
    #[arg(value_name = "目录", required = true, help = "要巡查的文件夹，可写多个")]
    roots: Vec<PathBuf>,
    #[command(flatten)]
    state: StateFile,
    #[arg(long, value_name = "起点", value_parser = since::parse,
          help = "只报告此后新出现的：LAST（上次巡查）、巡查序号或日期，如 2026-11-01")]
    since: Option<since::Since>,
    #[arg(long, value_name = "文件", help = "密钥文件，默认为“状态文件.key”；宜放在别处并只许本程序读取")]
    key: Option<PathBuf>,
    #[arg(long, value_name = "比例", value_parser = share, default_value = "0",
          help = "每次另外重读这么多内容未见变化的文件，如 3%，以发现时间和大小都没变的改动")]
    rehash: u64,
    #[arg(long, value_name = "时间", value_parser = span, help = "到时停止读取，余下的下次接着做，如 4h、90m")]
    max_time: Option<std::time::Duration>,
    #[arg(long, help = "降低优先级，让出处理器给别的程序")]
    nice: bool,
    #[arg(long, help = "另一次巡查正在进行时排队等候，而不是退出")]
    wait: bool,
    #[arg(long, help = "大量文件消失时也认定为已删除（默认疑为没有挂载好，保持原状）")]
    removed_ok: bool,
    #[arg(long, value_name = "数目", default_value_t = 0, help = "线程数，默认每个核心一个")]
    threads: usize,
    #[arg(long, help = "不显示进度")]
    quiet: bool,
    #[arg(long, help = "有任何文件未能检查时以 2 退出")]
    strict: bool,
    #[command(flatten)]
    told: Told,
    #[command(flatten)]
    listeners: notify::Listeners,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    baseline: BaselineChoice,
}

/// Where the state is.
#[derive(Args, Clone, Debug)]
struct StateFile {
    #[arg(long = "state", value_name = "文件", help = "状态文件（SQLite），记下每个文件和每处问题；没有就新建")]
    path: PathBuf,
}

/// What is reported how.
#[derive(Args, Clone, Debug)]
struct Told {
    #[arg(long, value_name = "格式", value_parser = reports::format, help = "标准输出的格式：human（默认）、jsonl 等")]
    format: Option<&'static Kind>,
    #[arg(short, long, value_name = "文件", help = "把报告写进文件，格式由文件名决定；可写多个")]
    output: Vec<PathBuf>,
    #[arg(
        long,
        value_name = "文件",
        help = "写通报附件（序号、责任部门、存在的突出问题），文件名以 .docx、.xlsx 或 .html 结尾；可写多个"
    )]
    annex: Vec<PathBuf>,
    #[arg(long, value_name = "级别", value_parser = check::threshold, default_value = "advice",
          help = "报告的问题达到此级别即以 1 退出：serious、error、advice（默认）、never")]
    fail_on: Threshold,
    #[arg(long, value_name = "页数", default_value_t = 10, value_parser = clap::value_parser!(u64).range(2..),
          help = "同一处模板错误出现在这么多页面上时合为一条，写明页数")]
    template: u64,
    #[arg(long, value_name = "语言", value_parser = reports::lang, default_value = "zh", help = "报告的语言：zh（默认）、en")]
    lang: Lang,
}

/// What else can be done with a state.
#[derive(Clone, Debug, Subcommand)]
enum Action {
    #[command(about = "历次巡查的记录：何时、多久、变了什么、什么没能读取")]
    History(look::Period),
    #[command(about = "待整改问题的变化趋势")]
    Trend(look::Period),
    #[command(about = "一处问题的详情和处理记录")]
    Show(look::Named),
    #[command(about = "确认一处问题可以保留：由谁、为什么、到哪一天")]
    Accept(decide::Accept),
    #[command(about = "给一处问题的处理记录加备注")]
    Note(decide::Note),
    #[command(about = "不读文件，按状态文件重出一段时间的报告")]
    Report(look::Reported),
}

fn define(command: clap::Command) -> clap::Command {
    let command = Sweep::augment_args(command).args_conflicts_with_subcommands(true).subcommand_negates_reqs(true);
    Action::augment_subcommands(command).about("巡查整个网站：只读有变化的文件，只报新出现的问题，留存处理记录")
}

fn run(matches: &ArgMatches) -> Result<Exit, Stop> {
    if matches.subcommand_name().is_none() {
        let sweep = Sweep::from_arg_matches(matches).map_err(|error| error.to_string())?;
        return run::run(&sweep);
    }
    match Action::from_arg_matches(matches).map_err(|error| error.to_string())? {
        Action::History(period) => look::history(&period),
        Action::Trend(period) => look::trend(&period),
        Action::Show(named) => look::show(&named),
        Action::Accept(accept) => decide::accept(&accept),
        Action::Note(note) => decide::note(&note),
        Action::Report(reported) => look::report(&reported),
    }
}

/// `3%` or `0.03` as one file in so many; 0 for none.
fn share(text: &str) -> Result<u64, String> {
    let (number, whole) = text.strip_suffix('%').map_or((text, 1.0), |number| (number, 100.0));
    let share = number.trim().parse::<f64>().ok().map(|number| number / whole);
    match share.filter(|share| (0.0..=1.0).contains(share)) {
        None => Err("应为 0 到 100% 之间的比例，如 3%".to_owned()),
        Some(share) if share <= 0.0 => Ok(0),
        Some(share) => Ok((1.0 / share).round().max(1.0) as u64),
    }
}

/// `4h`, `90m`, `30s`.
fn span(text: &str) -> Result<std::time::Duration, String> {
    let fault = || "应写作 4h、90m 或 30s".to_owned();
    let (number, seconds) = [('h', 3600), ('m', 60), ('s', 1)]
        .into_iter()
        .find_map(|(unit, seconds)| Some((text.strip_suffix(unit)?, seconds)))
        .ok_or_else(fault)?;
    let number: u32 = number.parse().map_err(|_| fault())?;
    Ok(std::time::Duration::from_secs(seconds) * number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_spans_are_read() {
        assert_eq!([share("0"), share("3%"), share("0.5"), share("100%")], [Ok(0), Ok(33), Ok(2), Ok(1)]);
        assert!(share("101%").is_err() && share("x").is_err() && share("-1").is_err());
        assert_eq!(span("90m").map(|span| span.as_secs()), Ok(5400));
        assert!(span("90").is_err() && span("h").is_err());
    }
}
