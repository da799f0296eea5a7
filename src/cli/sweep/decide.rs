//! What people decide about a finding, kept with who, when, why and until when.

use clap::Args;
use shenjiao::date::Date;
use shenjiao::judge::excerpt::mask_digits;
use shenjiao::sweep::{Counts, Event};

use super::super::clock;
use super::super::exit::{Exit, Stop, say};
use super::lock::Lock;
use super::look::{self, Named};
use super::store::{Found, Seen, Store};

/// Digits of a remark that may be a number of a person.
const NUMBER: usize = 7;

/// Taking responsibility.
#[derive(Args, Clone, Debug)]
pub(super) struct Accept {
    #[command(flatten)]
    named: Named,
    #[arg(long, value_name = "姓名", help = "由谁确认")]
    by: String,
    #[arg(long, value_name = "理由", default_value = "", help = "为什么可以保留；严重问题必须写明")]
    reason: String,
    #[arg(long, value_name = "日期", value_parser = look::day, help = "有效到哪一天；到期后重新报告，严重问题必须写明")]
    until: Option<Date>,
}

/// A remark.
#[derive(Args, Clone, Debug)]
pub(super) struct Note {
    #[command(flatten)]
    named: Named,
    #[arg(value_name = "备注", help = "要记下的话，如“已转教育局，限三日内整改”")]
    words: String,
    #[arg(long, value_name = "姓名", help = "由谁记下")]
    by: String,
}

/// `sweep accept`.
///
/// # Errors
/// No such finding or several, a serious one without reason or last day.
pub(super) fn accept(accept: &Accept) -> Result<Exit, Stop> {
    let (_lock, store, found) = one(&accept.named)?;
    if !look::is_there(&found) {
        return Err(Stop::Message(format!("{} 的状态是“{}”，不用确认", found.print, found.status.title())));
    }
    let complete = !accept.reason.trim().is_empty() && accept.until.is_some();
    if look::is_grave(&found) && !complete {
        return Err(Stop::Message("严重问题必须用 --reason 写明理由，用 --until 写明期限".to_owned()));
    }
    let today = clock::today().ok_or_else(|| "系统时钟不可用".to_owned())?.to_string();
    let until = accept.until.map(|day| day.to_string());
    let run = store.last_run()?.map_or(0, |run| run.id);
    let mut counts = Counts::default();
    let mut seen = Seen { run, now: clock::seconds(), counts: &mut counts, rules: &[] };
    let reason = mask_digits(&accept.reason, NUMBER);
    store.begin()?;
    store.accept(found.id, &accept.by, &reason, until.as_deref(), &today, &mut seen)?;
    store.commit()?;
    let until = until.map_or_else(|| "长期有效".to_owned(), |day| format!("有效到 {day}"));
    say(&format!("{}：{} 确认可以保留，{until}。只覆盖 {} 中这一处", found.print, accept.by, found.path));
    Ok(Exit::Clean)
}

/// `sweep note`.
///
/// # Errors
/// No such finding or several.
pub(super) fn note(note: &Note) -> Result<Exit, Stop> {
    let (_lock, store, found) = one(&note.named)?;
    let words = mask_digits(&note.words, NUMBER);
    store.write_event(found.id, None, clock::seconds(), Event::Note, Some(&note.by), Some(&words))?;
    say(&format!("{}：已记下", found.print));
    Ok(Exit::Clean)
}

fn one(named: &Named) -> Result<(Lock, Store, Found), Stop> {
    let store = Store::existing(&named.state.path)?;
    let lock = Lock::take(&named.state.path, false)?;
    let mut found = look::find(&store, &named.id)?;
    match (found.pop(), found.is_empty()) {
        (Some(found), true) => Ok((lock, store, found)),
        _ => Err(Stop::Message(format!("不止一处问题的编号以 {} 开头，请多写几位", named.id))),
    }
}
