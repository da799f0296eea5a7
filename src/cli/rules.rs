//! `shenjiao rules`: what is looked for.

use std::io::{self, Write};

use clap::{ArgMatches, Args, FromArgMatches};
use shenjiao::Engine;
use shenjiao::report::Lang;
use shenjiao::rule::Rule;
use shenjiao::sweep::every_rule;
use unicode_width::UnicodeWidthStr;

use super::Command;
use super::exit::{Exit, Stop};
use super::output;

pub(super) const COMMAND: Command = Command { name: "rules", define, run };

#[derive(Args, Debug)]
struct Arguments {
    #[arg(long, value_name = "格式", value_parser = ["human", "jsonl"], default_value = "human", help = "human 或 jsonl")]
    format: String,
}

fn define(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command).about("列出全部规则")
}

fn run(matches: &ArgMatches) -> Result<Exit, Stop> {
    let arguments = Arguments::from_arg_matches(matches).map_err(|error| error.to_string())?;
    let rules = every_rule(&Engine::builder().build().map_err(|faults| faults.join("\n"))?);
    let mut out = output::stdout();
    let written = match arguments.format.as_str() {
        "jsonl" => rules.iter().try_for_each(|rule| line(rule, &mut out)),
        _ => table(&rules, &mut out),
    };
    written.and_then(|()| out.flush()).map_err(|error| Stop::at("标准输出", &error))?;
    Ok(Exit::Clean)
}

fn table(rules: &[&Rule], out: &mut dyn Write) -> io::Result<()> {
    let widest = rules.iter().map(|rule| rule.name.width()).max().unwrap_or(0);
    for rule in rules {
        let category = Lang::Zh.category(rule.category);
        let gap = " ".repeat(10_usize.saturating_sub(category.width()));
        writeln!(out, "{}  {:widest$}  {category}{gap}{}  {}", rule.id, rule.name, rule.severity, rule.summary.zh)?;
    }
    writeln!(out, "\n共 {} 条。用 shenjiao explain 编号 查看说明。", rules.len())
}

#[derive(serde::Serialize)]
struct Wire<'a> {
    r#type: &'static str,
    id: &'a str,
    name: &'a str,
    category: &'a str,
    severity: &'a str,
    summary: Both<'a>,
    citations: &'a [&'a str],
}

#[derive(serde::Serialize)]
struct Both<'a> {
    zh: &'a str,
    en: &'a str,
}

fn line(rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
    let wire = Wire {
        r#type: "rule",
        id: rule.id,
        name: rule.name,
        category: rule.category.name(),
        severity: rule.severity.name(),
        summary: Both { zh: rule.summary.zh, en: rule.summary.en },
        citations: rule.citations,
    };
    serde_json::to_writer(&mut *out, &wire)?;
    writeln!(out)
}
