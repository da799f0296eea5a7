//! Telling others: a file for Prometheus, a web hook, a command. None of them is used unless asked
//! for, and none is given more than reports show.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use clap::Args;
use serde::Serialize;
use shenjiao::rule::Rule;
use shenjiao::sweep::{Facts, metrics};

use super::super::exit::{Stop, say};
use super::super::{clock, output};
use super::store::{Filter, Found, Run, Store};

/// Findings in one message; how many there are beyond is told.
const MOST: usize = 200;

/// How long a web hook may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// Whom to tell.
#[derive(Args, Clone, Debug)]
pub(super) struct Listeners {
    #[arg(long, value_name = "文件", help = "写出 Prometheus 文本指标（node exporter 的 textfile 目录）")]
    pub(super) prometheus: Option<PathBuf>,
    #[arg(long, value_name = "网址", value_parser = address, help = "有新问题时把摘要（JSON，已遮蔽）发到这个 http:// 地址")]
    webhook: Option<String>,
    #[arg(long, value_name = "命令", help = "有新问题时运行这条命令，摘要（JSON，已遮蔽）从标准输入给它")]
    on_new: Option<String>,
}

/// What listeners are told.
#[derive(Debug, Serialize)]
struct Message<'a> {
    r#type: &'static str,
    run: i64,
    started: String,
    complete: bool,
    new: usize,
    serious: usize,
    open: u64,
    unread: u64,
    findings: &'a [Item],
    more: usize,
}

#[derive(Debug, Serialize)]
struct Item {
    path: String,
    place: String,
    rule: String,
    name: &'static str,
    severity: &'static str,
    message: String,
    event: &'static str,
    fingerprint: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<u64>,
}

/// A way to tell somebody, under the name by which the state remembers what was told.
type Way<'a> = (&'static str, &'a str, fn(&str, &[u8], &Numbers) -> Result<(), String>);

/// The numbers that a command finds in its environment.
#[derive(Clone, Copy, Debug)]
struct Numbers {
    run: i64,
    new: usize,
    serious: usize,
}

impl Listeners {
    /// Tells everybody. False when somebody could not be told; they are told the next time.
    ///
    /// # Errors
    /// A file that cannot be written, whatever the state says.
    pub(super) fn tell(&self, store: &Store, run: &Run, template: u64, rules: &[&'static Rule]) -> Result<bool, Stop> {
        if let Some(path) = &self.prometheus {
            let ended = run.ended.unwrap_or(run.started);
            let facts = Facts { run: run.id, ended, seconds: run.seconds, complete: run.status == "complete" };
            output::write_file(path, metrics(&facts, &run.counts).as_bytes())?;
        }
        let ways = [("webhook", &self.webhook, post as _), ("on-new", &self.on_new, execute as _)];
        let mut all_told = true;
        for (name, target, send) in ways {
            let Some(target) = target else { continue };
            all_told &= tell(store, run, template, rules, (name, target, send))?;
        }
        Ok(all_told)
    }
}

fn tell(store: &Store, run: &Run, template: u64, rules: &[&'static Rule], way: Way<'_>) -> Result<bool, Stop> {
    let (name, target, send) = way;
    let after = store.about(name)?.unwrap_or(run.id - 1).min(run.id - 1);
    let mut items = Vec::new();
    let (mut new, mut serious) = (0, 0);
    store.each_open(Filter { after, until: run.id, template }, |found| {
        new += 1;
        serious += usize::from(found.record.severity().name() == "serious");
        if items.len() < MOST {
            items.push(item(&found, rules));
        }
        Ok(())
    })?;
    if new > 0 {
        let message = Message {
            r#type: "sweep",
            run: run.id,
            started: clock::shown(run.started),
            complete: run.status == "complete",
            new,
            serious,
            open: run.counts.open_in_all(),
            unread: run.counts.unread,
            more: new - items.len(),
            findings: &items,
        };
        let body = serde_json::to_vec(&message).map_err(|error| error.to_string())?;
        if let Err(reason) = send(target, &body, &Numbers { run: run.id, new, serious }) {
            say(&format!("{reason}；下次巡查时连同这次的一起再发"));
            store.set_about(name, after)?;
            return Ok(false);
        }
    }
    store.set_about(name, run.id)?;
    Ok(true)
}

fn item(found: &Found, rules: &[&'static Rule]) -> Item {
    let record = &found.record;
    Item {
        path: found.path.clone(),
        place: record.whereabouts(),
        rule: record.rule().to_owned(),
        name: rules.iter().find(|rule| rule.id == record.rule()).map_or("", |rule| rule.name),
        severity: record.severity().name(),
        message: record.message().to_owned(),
        event: if found.first == found.since { "new" } else { "reopened" },
        fingerprint: found.print.to_string(),
        pages: (found.pages > 0).then_some(found.pages),
    }
}

fn post(address: &str, body: &[u8], _: &Numbers) -> Result<(), String> {
    let agent: ureq::Agent = ureq::Agent::config_builder().timeout_global(Some(PATIENCE)).build().into();
    let sent = agent.post(address).header("Content-Type", "application/json; charset=utf-8").send(body);
    sent.map(drop).map_err(|error| format!("没能发到 {address}：{error}"))
}

fn execute(command: &str, body: &[u8], found: &Numbers) -> Result<(), String> {
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut process = Command::new(shell);
    process.args([flag, command]).stdin(Stdio::piped()).stdout(Stdio::null());
    process.env("SHENJIAO_RUN", found.run.to_string()).env("SHENJIAO_NEW", found.new.to_string());
    process.env("SHENJIAO_SERIOUS", found.serious.to_string());
    let fault = |error: std::io::Error| format!("没能运行“{command}”：{error}");
    let mut child = process.spawn().map_err(fault)?;
    if let Some(mut input) = child.stdin.take() {
        // A command that does not want to read is free not to.
        let _ = input.write_all(body);
    }
    match child.wait().map_err(fault)? {
        status if status.success() => Ok(()),
        status => Err(format!("“{command}”没有成功（{status}）")),
    }
}

fn address(text: &str) -> Result<String, String> {
    match text.starts_with("http://") {
        true => Ok(text.to_owned()),
        false => Err("只支持 http:// 地址；https 请用 --on-new 调用 curl 等程序".to_owned()),
    }
}
