//! `shenjiao explain`: a rule's page.

use std::io::{self, Write};

use clap::{ArgMatches, Args, FromArgMatches};
use shenjiao::Engine;
use shenjiao::report::Lang;
use shenjiao::rule::Rule;

use super::Command;
use super::exit::{Exit, Stop};
use super::output;

pub(super) const COMMAND: Command = Command { name: "explain", define, run };

#[derive(Args, Debug)]
struct Arguments {
    #[arg(value_name = "规则", required = true, help = "规则的编号或名称，如 PII001 或 citizen-id")]
    rules: Vec<String>,
    #[arg(long, value_name = "语言", value_parser = ["zh", "en"], default_value = "zh", help = "说明的语言：zh、en")]
    lang: String,
}

fn define(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command).about("说明一条规则：查什么、为什么、依据、例句")
}

fn run(matches: &ArgMatches) -> Result<Exit, Stop> {
    let arguments = Arguments::from_arg_matches(matches).map_err(|error| error.to_string())?;
    let mut known = Engine::builder().build().map_err(|faults| faults.join("\n"))?.rules();
    known.extend(shenjiao::sweep::RULES);
    let lang = if arguments.lang == "en" { Lang::En } else { Lang::Zh };
    let mut out = output::stdout();
    for key in &arguments.rules {
        let rule = known.iter().find(|rule| rule.answers_to(key));
        let rule = rule.ok_or_else(|| format!("没有“{key}”这条规则，用 shenjiao rules 查看全部"))?;
        page(rule, lang, &mut out).map_err(|error| Stop::at("标准输出", &error))?;
    }
    out.flush().map_err(|error| Stop::at("标准输出", &error))?;
    Ok(Exit::Clean)
}

fn page(rule: &Rule, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let (summary, explain) = (rule.summary, rule.explain);
    writeln!(out, "{} {}  {}", rule.id, rule.name, lang.pick(summary.zh, summary.en))?;
    writeln!(out, "{}：{}", lang.pick("类别", "category"), lang.category(rule.category))?;
    writeln!(out, "{}：{}", lang.pick("级别", "severity"), lang.severity(rule.severity))?;
    writeln!(out, "\n{}", lang.pick(explain.zh, explain.en))?;
    list(lang.pick("依据", "basis"), rule.citations, out)?;
    list(lang.pick("会报告（例句中的号码均为虚构）", "reported (all numbers are made up)"), rule.examples.hit, out)?;
    list(lang.pick("不会报告", "not reported"), rule.examples.miss, out)?;
    writeln!(out)
}

fn list(title: &str, items: &[&str], out: &mut dyn Write) -> io::Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{title}")?;
    items.iter().try_for_each(|item| writeln!(out, "  · {}", item.trim_end().replace('\n', "\n    ")))
}
