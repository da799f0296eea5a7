//! `shenjiao baseline`: what people have decided about findings, kept beside the documents.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Args, FromArgMatches, Subcommand, ValueEnum};
use shenjiao::baseline::{self, Decision, Entry, Idle, State};
use shenjiao::date::Date;
use shenjiao::engine::{Outcome, mask_names};

use super::exit::{Exit, Stop, say};
use super::inputs;
use super::settings::{Choice, Settings};
use super::suppress::{self, NAME, Suppressions};
use super::{Command, clock, output, parallel};

pub(super) const COMMAND: Command = Command { name: "baseline", define, run };

#[derive(Args, Debug)]
struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Clone, Debug, Subcommand)]
enum Action {
    #[command(about = "把现有问题全部记入新的基线")]
    Create(Scope),
    #[command(about = "把新发现的问题补进基线，已有记录不动")]
    Update(Scope),
    #[command(about = "检查后列出过期的和不再对应任何问题的记录")]
    Audit(Paths),
    #[command(about = "检查后删除过期的和不再对应任何问题的记录")]
    Prune(Paths),
    #[command(about = "用一句话说明每条记录：谁、何时、因何确认，覆盖到哪里")]
    Explain(Kept),
}

/// Where the baseline lies.
#[derive(Args, Clone, Debug)]
struct Kept {
    #[arg(long, value_name = "文件", default_value = NAME, help = "基线文件，默认 .shenjiao/baseline.jsonl")]
    file: PathBuf,
}

#[derive(Args, Clone, Debug)]
struct Paths {
    #[command(flatten)]
    kept: Kept,
    #[command(flatten)]
    choice: Choice,
    #[arg(value_name = "路径", required = true, help = "要检查的文件或文件夹")]
    paths: Vec<PathBuf>,
}

#[derive(Args, Clone, Debug)]
struct Scope {
    #[command(flatten)]
    paths: Paths,
    #[arg(long, value_name = "姓名", help = "由谁确认")]
    by: String,
    #[arg(long, value_name = "理由", default_value = "", help = "为什么可以保留；严重问题必须写明")]
    reason: String,
    #[arg(long, value_name = "日期", value_parser = day, help = "有效到哪一天，如 2026-12-31；严重问题必须写明")]
    until: Option<Date>,
    #[arg(
        long,
        value_name = "状态",
        default_value = "open",
        help = "open 待处理（默认）、accepted 可以保留、false-alarm 误报"
    )]
    state: StateName,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum StateName {
    Open,
    Accepted,
    FalseAlarm,
}

fn define(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command).about("管理基线：已有人确认的问题不再报告")
}

fn run(matches: &ArgMatches) -> Result<Exit, Stop> {
    let arguments = Arguments::from_arg_matches(matches).map_err(|error| error.to_string())?;
    match &arguments.action {
        Action::Create(scope) => create(scope),
        Action::Update(scope) => add(scope, Suppressions::read(&scope.paths.kept.file)?),
        Action::Audit(paths) => audit(paths),
        Action::Prune(paths) => prune(paths),
        Action::Explain(kept) => explain(&kept.file),
    }
}

fn create(scope: &Scope) -> Result<Exit, Stop> {
    let file = &scope.paths.kept.file;
    if file.exists() {
        return Err(Stop::Message(format!("{} 已经存在，请用 update", file.display())));
    }
    add(scope, Suppressions::new(file, Vec::new())?)
}

/// Adds entries for everything that is reported although the baseline was asked.
fn add(scope: &Scope, existing: Suppressions) -> Result<Exit, Stop> {
    let decision = scope.decision();
    let key = suppress::key()?;
    let mut entries = existing.baseline.entries().to_vec();
    let mut refused = 0;
    let before = entries.len();
    scan(&scope.paths, &existing, &mut |outcome| {
        if let Outcome::Scanned(scanned) = outcome {
            let path = existing.path(&scanned.origin, Path::new("."));
            let (new, left_out) = baseline::create(&scanned.findings, &path, &decision, key.as_ref());
            entries.extend(new);
            refused += left_out.len();
        }
    })?;
    write(&existing, &entries)?;
    say(&format!("记入 {} 处，共 {} 条记录", entries.len() - before, entries.len()));
    if key.is_none() {
        say(
            "没有配置密钥：同一位置换成另一个号码时不会重新报告；要区分，请用环境变量 SHENJIAO_KEY_FILE 指明仓库之外的密钥文件",
        );
    }
    if refused > 0 {
        say(&format!("{refused} 处严重问题没有记入：请用 --reason 写明理由，用 --until 写明期限"));
    }
    Ok(if refused > 0 { Exit::Findings } else { Exit::Clean })
}

fn audit(paths: &Paths) -> Result<Exit, Stop> {
    let existing = Suppressions::read(&paths.kept.file)?;
    scan(paths, &existing, &mut |_| {})?;
    let idle = existing.baseline.idle(&|path| existing.is_gone(path));
    let mut out = output::stdout();
    let written = idle.iter().try_for_each(|(entry, idle)| {
        let why = match idle {
            Idle::Expired => "已过期",
            Idle::Unused => "不再对应任何问题",
        };
        writeln!(out, "{why}：{}", sentence(entry))
    });
    written.and_then(|()| out.flush()).map_err(|error| Stop::at("标准输出", &error))?;
    say(&format!("共 {} 条记录，{} 条需要处理", existing.baseline.entries().len(), idle.len()));
    Ok(if idle.is_empty() { Exit::Clean } else { Exit::Findings })
}

fn prune(paths: &Paths) -> Result<Exit, Stop> {
    let existing = Suppressions::read(&paths.kept.file)?;
    scan(paths, &existing, &mut |_| {})?;
    let kept = existing.baseline.without_idle(&|path| existing.is_gone(path));
    write(&existing, &kept)?;
    say(&format!("删除 {} 条记录，保留 {} 条", existing.baseline.entries().len() - kept.len(), kept.len()));
    Ok(Exit::Clean)
}

fn explain(file: &Path) -> Result<Exit, Stop> {
    let existing = Suppressions::read(file)?;
    let mut out = output::stdout();
    let written = existing.baseline.entries().iter().try_for_each(|entry| writeln!(out, "{}", sentence(entry)));
    written.and_then(|()| out.flush()).map_err(|error| Stop::at("标准输出", &error))?;
    Ok(Exit::Clean)
}

fn sentence(entry: &Entry) -> String {
    let or = |text: &Option<String>, none: &str| text.clone().unwrap_or_else(|| none.to_owned());
    format!(
        "{}　{}，{}。{} 于 {} 确认，有效期至 {}。理由：{}",
        entry.rule,
        entry.state.title(),
        entry.reach(),
        entry.by,
        or(&entry.on, "不明日期"),
        or(&entry.until, "长期"),
        if entry.reason.is_empty() { "未写" } else { &entry.reason },
    )
}

/// Scans with the baseline applied and hands every outcome to `take`.
fn scan(paths: &Paths, existing: &Suppressions, take: &mut dyn FnMut(&Outcome)) -> Result<(), Stop> {
    let Paths { paths, choice, .. } = paths;
    let settings: Settings = choice.load(paths.first().map(PathBuf::as_path), false)?;
    let exclude = |path: &Path| settings.excludes(path);
    let inputs = inputs::inputs(paths, &exclude);
    parallel::scan_all(&settings.engine, settings.limits(), inputs, 0, |mut scan| {
        existing.apply(&mut scan.outcomes, Path::new("."));
        mask_names(&mut scan.outcomes);
        scan.outcomes.iter().for_each(&mut *take);
        Ok(())
    })
}

fn write(existing: &Suppressions, entries: &[Entry]) -> Result<(), Stop> {
    if let Some(folder) = existing.file.parent() {
        fs::create_dir_all(folder).map_err(|error| Stop::at(folder.display(), &error))?;
    }
    output::write_file(&existing.file, baseline::render(entries).as_bytes())
}

impl Scope {
    fn decision(&self) -> Decision {
        let state = match self.state {
            StateName::Open => State::Open,
            StateName::Accepted => State::Accepted,
            StateName::FalseAlarm => State::FalseAlarm,
        };
        Decision { by: self.by.clone(), on: clock::today(), until: self.until, reason: self.reason.clone(), state }
    }
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "日期应写成 2026-12-31".to_owned())
}
