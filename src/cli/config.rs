//! `shenjiao config`: what the configuration amounts to.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{ArgMatches, Args, FromArgMatches};
use shenjiao::sweep::every_rule;

use super::Command;
use super::exit::{Exit, Stop};
use super::output;
use super::settings::{Choice, Settings};

pub(super) const COMMAND: Command = Command { name: "config", define, run };

#[derive(Args, Debug)]
struct Arguments {
    #[arg(value_name = "路径", help = "从这里开始向上查找 shenjiao.toml，默认为当前文件夹")]
    path: Option<PathBuf>,
    #[command(flatten)]
    choice: Choice,
}

fn define(command: clap::Command) -> clap::Command {
    let show = Arguments::augment_args(clap::Command::new("show").about("显示对某个路径生效的配置"));
    command.about("查看配置").subcommand(show).subcommand_required(true).arg_required_else_help(true)
}

fn run(matches: &ArgMatches) -> Result<Exit, Stop> {
    let Some((_, matches)) = matches.subcommand() else { return Ok(Exit::Failed) };
    let arguments = Arguments::from_arg_matches(matches).map_err(|error| error.to_string())?;
    let settings = arguments.choice.load(arguments.path.as_deref(), false)?;
    let mut out = output::stdout();
    show(&settings, &mut out).and_then(|()| out.flush()).map_err(|error| Stop::at("标准输出", &error))?;
    Ok(Exit::Clean)
}

fn show(settings: &Settings, out: &mut dyn Write) -> io::Result<()> {
    match &settings.file {
        Some(file) => writeln!(out, "配置文件：{}", file.display())?,
        None => writeln!(out, "没有配置文件，全部采用默认值")?,
    }
    let config = &settings.config;
    let texts = |entries: &[shenjiao::config::Entry]| {
        entries.iter().map(|entry| entry.text.clone()).collect::<Vec<_>>().join("、")
    };
    writeln!(out, "排除：{}", texts(&config.exclude))?;
    writeln!(out, "附加词典：{}", texts(&config.dictionaries))?;
    writeln!(out, "部门：{}", config.departments.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join("、"))?;
    writeln!(out, "文中忽略：{}", if config.inline { "允许" } else { "不允许" })?;
    rules(settings, out)?;
    settings.notices.iter().try_for_each(|notice| writeln!(out, "{notice}"))?;
    limits(settings, out)
}

fn rules(settings: &Settings, out: &mut dyn Write) -> io::Result<()> {
    let policy = settings.engine.policy();
    writeln!(out, "启用规则：{} 条", every_rule(&settings.engine).len())?;
    let mut changed: Vec<String> = policy.severities.iter().map(|(id, level)| format!("  {id} 改为{level}")).collect();
    changed.extend(policy.switched.iter().filter(|(_, on)| !**on).map(|(id, _)| format!("  {id} 停用")));
    changed.sort();
    changed.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    writeln!(out, "允许项：{} 条", policy.allows.len())
}

fn limits(settings: &Settings, out: &mut dyn Write) -> io::Result<()> {
    let limits = settings.limits();
    writeln!(out, "上限：")?;
    writeln!(
        out,
        "  单个文件 {} 字节，压缩包展开 {} 字节、{} 倍",
        limits.bytes, limits.unpacked_bytes, limits.expansion
    )?;
    writeln!(out, "  压缩包成员 {} 个，嵌套 {} 层", limits.members, limits.depth)?;
    writeln!(out, "  单元格 {} 个，页 {} 页", limits.cells, limits.pages)?;
    writeln!(out, "  读取进程：时间 {} 秒，内存 {} 字节", limits.seconds, limits.memory)
}
