//! `shenjiao explain`: a rule's page, or that of an entry of the built-in dictionaries.

use std::io::{self, Write};

use clap::{ArgMatches, Args, FromArgMatches};
use shenjiao::Engine;
use shenjiao::detect::phrase::rule_of;
use shenjiao::dictionary::{self, Entry};
use shenjiao::report::Lang;
use shenjiao::rule::Rule;
use shenjiao::sweep::every_rule;

use super::Command;
use super::exit::{Exit, Stop};
use super::output;

pub(super) const COMMAND: Command = Command { name: "explain", define, run };

#[derive(Args, Debug)]
struct Arguments {
    #[arg(
        value_name = "规则",
        required = true,
        help = "规则的编号或名称，如 PII001、citizen-id，或者词条的编号，如 TY0001"
    )]
    rules: Vec<String>,
    #[arg(long, value_name = "语言", value_parser = ["zh", "en"], default_value = "zh", help = "说明的语言：zh、en")]
    lang: String,
}

fn define(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command).about("说明一条规则或一个词条：查什么、为什么、依据、例句")
}

fn run(matches: &ArgMatches) -> Result<Exit, Stop> {
    let arguments = Arguments::from_arg_matches(matches).map_err(|error| error.to_string())?;
    let known = every_rule(&Engine::builder().build().map_err(|faults| faults.join("\n"))?);
    let lang = if arguments.lang == "en" { Lang::En } else { Lang::Zh };
    let mut out = output::stdout();
    for key in &arguments.rules {
        let written = match known.iter().find(|rule| rule.answers_to(key)) {
            Some(rule) => page(rule, lang, &mut out),
            None => entry_page(&entry(key)?, lang, &mut out),
        };
        written.map_err(|error| Stop::at("标准输出", &error))?;
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

/// The entry of the built-in dictionaries with this identifier.
fn entry(key: &str) -> Result<Entry<'static>, Stop> {
    let entries = dictionary::BUILT_IN.iter().flat_map(|(_, text)| dictionary::parse(text).entries);
    let found = entries.into_iter().find(|entry| entry.id.eq_ignore_ascii_case(key));
    found.ok_or_else(|| Stop::Message(format!("没有“{key}”这条规则或词条，用 shenjiao rules 查看全部规则")))
}

fn entry_page(entry: &Entry<'_>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let rule = rule_of(entry.class);
    let summary = lang.pick(rule.summary.zh, rule.summary.en);
    writeln!(
        out,
        "{}  {}：{} {} {summary}",
        entry.id,
        lang.pick("词条，由规则报告", "entry of rule"),
        rule.id,
        rule.name
    )?;
    let level = entry.severity.map_or(lang.pick("停用", "off"), |severity| lang.severity(severity));
    writeln!(out, "{}：{level}", lang.pick("级别", "severity"))?;
    let forms: Vec<String> =
        entry.pairs().map(|(wrong, right)| format!("{wrong} → {}", right.unwrap_or("—"))).collect();
    let conditions: Vec<String> = entry.conditions.iter().map(ToString::to_string).collect();
    let days = |day: Option<shenjiao::date::Date>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
    let dates = Vec::from_iter(entry.is_dated().then(|| format!("{} — {}", days(entry.since), days(entry.until))));
    let lists = [
        (lang.pick("写法", "forms"), forms),
        (lang.pick("例外", "exceptions"), entry.except.iter().map(ToString::to_string).collect()),
        (lang.pick("条件（见 dictionaries/README.md）", "conditions"), conditions),
        (lang.pick("文件日期在此期间才报", "dates of documents"), dates),
        (lang.pick("来源", "source"), vec![entry.source.to_owned()]),
        (lang.pick("会报告", "reported"), entry.hit.iter().map(ToString::to_string).collect()),
        (lang.pick("不会报告", "not reported"), entry.miss.iter().map(ToString::to_string).collect()),
    ];
    for (title, items) in lists {
        list(title, &items.iter().map(String::as_str).collect::<Vec<_>>(), out)?;
    }
    writeln!(out)
}

fn list(title: &str, items: &[&str], out: &mut dyn Write) -> io::Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{title}")?;
    items.iter().try_for_each(|item| writeln!(out, "  · {}", item.trim_end().replace('\n', "\n    ")))
}
