//! `shenjiao fix`: applies the corrections that need no second thought.

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Args, FromArgMatches};
use shenjiao::detect::phrase::SAFE_FIX;
use shenjiao::document::Document;
use shenjiao::finding::Finding;
use shenjiao::format::Item;
use shenjiao::source::Source;
use similar::TextDiff;

use super::Command;
use super::exit::{Exit, Stop, guarded, say};
use super::inputs::{self, Input};
use super::output;
use super::settings::{Choice, Settings};

pub(super) const COMMAND: Command = Command { name: "fix", define, run };

#[derive(Args, Debug)]
struct Arguments {
    #[arg(value_name = "路径", required = true, help = "文件或文件夹（文本、HTML、Markdown、CSV、JSON）")]
    paths: Vec<PathBuf>,
    #[arg(long, help = "写回原文件；不写则只显示差异")]
    write: bool,
    #[command(flatten)]
    choice: Choice,
}

/// A file with its corrections made.
struct Corrected {
    before: String,
    after: Source,
    places: usize,
}

fn define(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command)
        .about("改正有把握的错别字（词条注明 fix 的），先显示差异，--write 才写回；其余一个字节不变")
}

fn run(matches: &ArgMatches) -> Result<Exit, Stop> {
    let arguments = Arguments::from_arg_matches(matches).map_err(|error| error.to_string())?;
    let settings = arguments.choice.load(arguments.paths.first().map(PathBuf::as_path), true)?;
    let exclude = |path: &Path| settings.excludes(path);
    let (mut places, mut exit) = (0, Exit::Clean);
    for input in inputs::inputs(&arguments.paths, &exclude) {
        match input {
            Input::File { path, named } => match fix(&path, &settings, arguments.write) {
                Ok(fixed) => places += fixed,
                Err(Trouble::Skip(reason)) if !named => say(&format!("{}：{reason}，跳过", path.display())),
                Err(Trouble::Skip(reason)) => {
                    say(&format!("{}：{reason}", path.display()));
                    exit = Exit::Failed;
                }
                Err(Trouble::Stop(stop)) => return Err(stop),
            },
            Input::Failed { skip, .. } => say(&format!("{}：{}", skip.origin, skip.detail)),
            Input::Ready { .. } | Input::Excluded => {}
        }
    }
    say(&format!("{places} 处{}", if arguments.write { "已改正" } else { "可以改正，加 --write 写回" }));
    Ok(if exit == Exit::Clean && places > 0 && !arguments.write { Exit::Findings } else { exit })
}

/// Why a file was not corrected.
enum Trouble {
    /// It cannot be read or written byte for byte.
    Skip(String),
    /// The run cannot go on.
    Stop(Stop),
}

/// Shows or writes the corrections of one file, and says how many there are.
fn fix(path: &Path, settings: &Settings, write: bool) -> Result<usize, Trouble> {
    let source = inputs::read(path, settings.limits().bytes)
        .map_err(|skip| Trouble::Skip(format!("{}，{}", skip.reason, skip.detail)))?;
    let corrected = guarded(|| correct(&source, settings)).map_err(Trouble::Skip)??;
    let Some(corrected) = corrected else { return Ok(0) };
    let name = path.display().to_string();
    let after = read(Source::new(source.origin, corrected.after.bytes.clone()), settings)?;
    show(&diff(&name, &corrected.before, decoded(&after)?)).map_err(Trouble::Stop)?;
    if write {
        output::write_file(path, &corrected.after.bytes).map_err(Trouble::Stop)?;
    }
    Ok(corrected.places)
}

/// The file with its safe corrections, `None` when it has none.
fn correct(source: &Source, settings: &Settings) -> Result<Option<Corrected>, Trouble> {
    let document = read(source.clone(), settings)?;
    let findings: Vec<Finding> = settings.engine.scan(&document).into_iter().filter(is_safe).collect();
    if findings.is_empty() {
        return Ok(None);
    }
    let before = decoded(&document)?.to_owned();
    let bytes = shenjiao::redact::masked_once(&document, findings.iter(), &source.bytes)
        .map_err(|refusal| Trouble::Skip(refusal.to_string()))?;
    Ok(Some(Corrected { before, after: Source::new(source.origin.clone(), bytes), places: findings.len() }))
}

/// Reported, with one correction, at one place, from an entry that allows it.
fn is_safe(finding: &Finding) -> bool {
    let allowed = finding.evidence.iter().any(|evidence| evidence.0 == SAFE_FIX);
    allowed && finding.is_reported() && finding.suggestion.is_some() && finding.also.is_empty()
}

fn read(source: Source, settings: &Settings) -> Result<Document, Trouble> {
    let mut documents = Vec::new();
    let mut skipped = None;
    settings.engine.read(source, settings.limits(), &mut |item| match item {
        Item::Document(document) => documents.push(*document),
        Item::Skip(skip) => skipped = Some(skip),
    });
    if let Some(skip) = skipped {
        return Err(Trouble::Skip(format!("{}，{}", skip.reason, skip.detail)));
    }
    let document = documents.pop().filter(|document| documents.is_empty() && document.origin().depth() == 0);
    document.ok_or_else(|| Trouble::Skip("其中不是恰好一份文档".to_owned()))
}

fn decoded(document: &Document) -> Result<&str, Trouble> {
    let stored = document.stored().map(|stored| stored.text());
    stored.ok_or_else(|| Trouble::Skip(format!("{} 格式不能逐字节改正", document.format())))
}

fn diff(name: &str, before: &str, after: &str) -> String {
    let mut out = String::new();
    let diff = TextDiff::from_lines(before, after);
    let _ = write!(out, "{}", diff.unified_diff().context_radius(1).header(name, name));
    out
}

fn show(text: &str) -> Result<(), Stop> {
    let mut out = output::stdout();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| Stop::at("标准输出", &error))
}
