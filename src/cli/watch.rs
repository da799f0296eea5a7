//! `shenjiao watch`: for people who live in WPS or Word. What is saved in a folder is checked, and
//! what was found is written beside it.
//!
//! The folder is looked through every few seconds: that works on network drives, too, where the
//! system tells nothing of changes. A file is read when it has stayed the same between two looks.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

use clap::{ArgMatches, Args, FromArgMatches};
use shenjiao::engine::{Outcome, mask_names};
use shenjiao::redact::{self, Signature};
use shenjiao::report::{self, Lang, Options, Summary};
use shenjiao::{Finding, Source};

use super::clock;
use super::exit::{Exit, Stop, say};
use super::inputs::{self, Input};
use super::settings::{Choice, Settings};
use super::{Command, output, server};

pub(super) const COMMAND: Command = Command { name: "watch", define, run };

/// Names of the reports end so: they lie beside the documents and are never read themselves.
const ENDING: &str = ".审校.html";

/// Names of copies with comments end so.
const COPY: &str = ".审校.docx";

/// Prefixes of the files that office programs keep beside an open document.
const SCRATCH: [&str; 4] = ["~$", ".~", "~WRL", "."];

/// Endings of files that are not finished or hold nothing to check.
const UNFINISHED: [&str; 4] = [".tmp", ".part", ".crdownload", ".lnk"];

#[derive(Args, Debug)]
struct Arguments {
    #[arg(value_name = "文件夹", required = true, help = "要看着的文件夹，包括其中的子文件夹")]
    folder: PathBuf,
    #[arg(long, value_name = "秒", value_parser = server::seconds, default_value = "2", help = "隔几秒看一次，默认 2")]
    every: Duration,
    #[arg(long, help = "已有的文件不检查，只检查此后保存的")]
    new_only: bool,
    #[arg(long, help = "把现有的文件各检查一遍就结束")]
    once: bool,
    #[arg(long, help = "docx 另写一份带批注的副本，如 名单.审校.docx")]
    comments: bool,
    #[command(flatten)]
    choice: Choice,
}

fn define(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command).about("看着一个文件夹，每保存一个文件就检查，把结果写成旁边的网页或批注")
}

/// What tells two states of a file apart.
type Stamp = (SystemTime, u64);

/// The files of a folder and in which state each was checked.
struct Watch {
    settings: Settings,
    folder: PathBuf,
    checked: HashMap<PathBuf, Stamp>,
    seen: HashMap<PathBuf, Stamp>,
    findings: u64,
    comments: bool,
}

fn run(matches: &ArgMatches) -> Result<Exit, Stop> {
    let arguments = Arguments::from_arg_matches(matches).map_err(|error| error.to_string())?;
    if !arguments.folder.is_dir() {
        return Err(format!("{}：不是文件夹", arguments.folder.display()).into());
    }
    let settings = arguments.choice.load(Some(&arguments.folder), false)?;
    settings.notices.iter().for_each(|notice| say(notice));
    let mut watch = Watch {
        settings,
        folder: arguments.folder.clone(),
        checked: HashMap::new(),
        seen: HashMap::new(),
        findings: 0,
        comments: arguments.comments,
    };
    if arguments.once {
        watch.seen = watch.files();
        watch.look();
        return Ok(if watch.findings > 0 { Exit::Findings } else { Exit::Clean });
    }
    if arguments.new_only {
        watch.checked = watch.files();
    }
    watch.stay(arguments.every)
}

impl Watch {
    /// Looks again and again until told to stop.
    fn stay(&mut self, every: Duration) -> Result<Exit, Stop> {
        let stopped = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&stopped);
        ctrlc::set_handler(move || flag.store(true, Ordering::SeqCst))
            .map_err(|error| format!("无法接收停止信号：{error}"))?;
        say(&format!("正在看着 {}；结果写在文件旁边的 *{ENDING}；按 Ctrl-C 停止", self.folder.display()));
        while !stopped.load(Ordering::SeqCst) {
            self.look();
            let next = Instant::now() + every;
            while Instant::now() < next && !stopped.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(100).min(every));
            }
        }
        say("已停止");
        Ok(Exit::Clean)
    }

    /// Checks what has changed since it was checked and not since the last look.
    fn look(&mut self) {
        let now = self.files();
        let mut ready: Vec<_> = now
            .iter()
            .filter(|(path, stamp)| self.seen.get(*path) == Some(stamp) && self.checked.get(*path) != Some(stamp))
            .map(|(path, stamp)| (path.clone(), *stamp))
            .collect();
        ready.sort();
        for (path, stamp) in ready {
            match self.check(&path) {
                Ok(()) => drop(self.checked.insert(path, stamp)),
                Err(Stop::Message(message)) => say(&message),
                Err(_) => {}
            }
        }
        // What was deleted is forgotten.
        self.checked.retain(|path, _| now.contains_key(path));
        self.seen = now;
    }

    /// The documents of the folder in their present state.
    fn files(&self) -> HashMap<PathBuf, Stamp> {
        let folders = [self.folder.clone()];
        let exclude = |path: &Path| is_none_of_ours(path) || self.settings.excludes(path);
        let found = inputs::inputs(&folders, &exclude).filter_map(|input| match input {
            Input::File { path, .. } => Some(path),
            _ => None,
        });
        found.filter_map(|path| stamp(&path).map(|stamp| (path, stamp))).collect()
    }

    /// Checks one file and writes what was found beside it.
    fn check(&mut self, path: &Path) -> Result<(), Stop> {
        let limits = self.settings.limits();
        let source = inputs::read(path, limits.bytes);
        // A copy that has just been taken away.
        if source.is_err() && !path.exists() {
            return Ok(());
        }
        // A copy that somebody has worked on and saved is a document like any other.
        if source.as_ref().is_ok_and(|source| is_copy(path) && redact::is_commented_copy(&source.bytes)) {
            return Ok(());
        }
        let mut outcomes = match &source {
            Ok(source) => self.settings.engine.scan_source(source.clone(), limits),
            Err(skip) => vec![Outcome::Skipped((**skip).clone())],
        };
        mask_names(&mut outcomes);
        let mut summary = Summary::default();
        summary.add_source(source.as_ref().map_or(0, |source| source.bytes.len() as u64), &outcomes);
        self.findings += summary.reported();
        say(&told(&outcomes, &summary, path));
        let beside = beside(path);
        // Without anything to say there is no report, unless an old one would say something else.
        if summary.reported() + summary.unread() > 0 || beside.exists() {
            output::write_file(&beside, &page(&outcomes, &summary)?)?;
        }
        match source {
            Ok(source) if self.comments && is_docx(path) => self.comment(path, &source, summary.reported()),
            _ => Ok(()),
        }
    }

    /// Writes the copy with comments, or takes an old one away when there is nothing to say any
    /// more. A copy that somebody has worked on is left alone.
    fn comment(&self, path: &Path, source: &Source, found: u64) -> Result<(), Stop> {
        let copy = path.with_extension(&COPY[1..]);
        let shown = copy.file_name().unwrap_or_default().to_string_lossy();
        if fs::read(&copy).is_ok_and(|bytes| !redact::is_commented_copy(&bytes)) {
            say(&format!("{shown}：已被改动，不再覆盖；请改名，或删去后重新保存原文件"));
            return Ok(());
        }
        if found == 0 {
            return if copy.exists() {
                fs::remove_file(&copy).map_err(|error| Stop::at(copy.display(), &error))
            } else {
                Ok(())
            };
        }
        let by = Signature { author: "审校".to_owned(), time: clock::now().chars().take(19).collect() };
        match redact::commented(&self.settings.engine, source, self.settings.limits(), &by, &told_beside) {
            Ok(commented) => {
                let rest = match commented.elsewhere {
                    0 => String::new(),
                    count => format!("；{count} 处在页眉、文本框、隐藏文字等加不了批注的地方，见网页"),
                };
                say(&format!("{shown}：{} 处批注{rest}", commented.placed));
                if commented.placed > 0 { output::write_file(&copy, &commented.bytes) } else { Ok(()) }
            }
            Err(refusal) => {
                say(&format!("{shown}：没有写批注，{refusal}"));
                Ok(())
            }
        }
    }
}

/// What a comment says: the fault, what instead, and why. No number stands in any of them.
fn told_beside(finding: &Finding) -> Vec<String> {
    let times = if finding.count > 1 { format!("（共 {} 处）", finding.count) } else { String::new() };
    let mut lines = vec![format!("【{}】{}{times}", finding.severity, finding.message.zh)];
    match finding.suggestion.as_deref() {
        Some("") => lines.push("建议：删去".to_owned()),
        Some(text) => lines.push(format!("建议：{text}")),
        None => {}
    }
    let basis = Lang::Zh.basis(finding);
    if !basis.is_empty() {
        lines.push(format!("依据：{basis}"));
    }
    lines
}

fn is_copy(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(COPY))
}

fn is_docx(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("docx"))
}

fn stamp(path: &Path) -> Option<Stamp> {
    let data = fs::metadata(path).ok()?;
    Some((data.modified().ok()?, data.len()))
}

/// Reports, files of office programs, and files that are still being written.
fn is_none_of_ours(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let lower = name.to_lowercase();
    name.ends_with(ENDING)
        || SCRATCH.iter().any(|prefix| name.starts_with(prefix))
        || UNFINISHED.iter().any(|ending| lower.ends_with(ending))
}

/// `名单.docx.审校.html`. A number of a person in the name is not repeated: the report lies beside
/// the file, and its name says which one it is.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ENDING);
    path.with_file_name(name)
}

fn told(outcomes: &[Outcome], summary: &Summary, path: &Path) -> String {
    let name = outcomes.first().map_or_else(
        || path.display().to_string(),
        |outcome| match outcome {
            Outcome::Scanned(scanned) => scanned.origin.path().to_owned(),
            Outcome::Skipped(skip) => skip.origin.path().to_owned(),
        },
    );
    match (summary.reported(), summary.unread()) {
        (0, 0) => format!("{name}：没有发现问题"),
        (found, 0) => format!("{name}：{found} 处问题"),
        (found, unread) => format!("{name}：{found} 处问题，{unread} 处未能检查"),
    }
}

fn page(outcomes: &[Outcome], summary: &Summary) -> Result<Vec<u8>, Stop> {
    let kind = report::kind("html").ok_or_else(|| "缺少报告格式".to_owned())?;
    let mut report = (kind.open)(Options::default());
    let mut out = Vec::new();
    let written = outcomes.iter().try_for_each(|outcome| report.outcome(outcome, &mut out));
    written.and_then(|()| report.finish(summary, &mut out)).map_err(|error| Stop::at("写报告", &error))?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_reports_nor_scratch_files_are_read() {
        for name in ["名单.docx.审校.html", "~$名单.docx", ".~名单.docx", "~WRL0001.tmp", "下载.crdownload", ".git"]
        {
            assert!(is_none_of_ours(Path::new(name)), "{name}");
        }
        assert!(!is_none_of_ours(Path::new("名单.docx")) && !is_none_of_ours(Path::new("a/审校.html")));
        assert_eq!(beside(Path::new("a/名单.docx")), Path::new("a/名单.docx.审校.html"));
    }
}
