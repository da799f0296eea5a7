//! The reports of one run, and the files that they become.

use std::io::Write;
use std::path::{Path, PathBuf};

use shenjiao::engine::Outcome;
use shenjiao::report::{self, Kind, Lang, Options, Report, Summary, annex};

use super::exit::Stop;
use super::output::{self, NewFile};

/// What a user asks for.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    /// The kind on standard output, and of files whose names do not say it.
    pub(crate) format: Option<&'static Kind>,
    /// Files, each of the kind that its name says.
    pub(crate) output: Vec<PathBuf>,
    /// Annexes of a notice.
    pub(crate) annex: Vec<PathBuf>,
    /// What all of them show.
    pub(crate) options: Options,
}

/// The reports of one run, each with where it goes.
pub(crate) struct Reports {
    stdout: (Box<dyn Report>, Box<dyn Write>),
    files: Vec<(Box<dyn Report>, NewFile)>,
    /// With files asked for, standard output gets the totals only.
    totals_only: bool,
}

impl Reports {
    /// Begins every report.
    ///
    /// # Errors
    /// A file that cannot be created, or whose name says no kind.
    pub(crate) fn open(wanted: Wanted) -> Result<Self, Stop> {
        let Wanted { format, output, annex, options } = wanted;
        let human = report::kind("human").ok_or_else(|| "缺少报告格式".to_owned())?;
        let totals_only = !output.is_empty() || !annex.is_empty();
        let kind = format.filter(|_| !totals_only).unwrap_or(human);
        let on_terminal = Options { colour: output::wants_colour(), ..options.clone() };
        let open = |(path, kind): (&Path, &'static Kind)| Ok(((kind.open)(options.clone()), NewFile::create(path)?));
        let files = kinds(&output, &annex, format)?.into_iter().map(open);
        Ok(Reports {
            files: files.collect::<Result<_, Stop>>()?,
            stdout: ((kind.open)(on_terminal), output::stdout()),
            totals_only,
        })
    }

    /// The files being written, under both of their names.
    pub(crate) fn own_files(&self) -> Vec<PathBuf> {
        let names = self.files.iter().flat_map(|(_, file)| file.names());
        names.filter_map(|name| std::path::absolute(name).ok()).collect()
    }

    /// Hands outcomes to every report.
    ///
    /// # Errors
    /// What cannot be written; a closed output.
    pub(crate) fn outcomes(&mut self, outcomes: &[Outcome]) -> Result<(), Stop> {
        for outcome in outcomes {
            let (report, out) = &mut self.stdout;
            if !self.totals_only {
                report.outcome(outcome, out).map_err(|error| Stop::at("标准输出", &error))?;
            }
            for (report, file) in &mut self.files {
                report.outcome(outcome, file).map_err(|error| Stop::at("写报告", &error))?;
            }
        }
        Ok(())
    }

    /// Ends every report and gives the files their names.
    ///
    /// # Errors
    /// What cannot be written; a closed output.
    pub(crate) fn finish(self, summary: &Summary) -> Result<(), Stop> {
        for (mut report, mut file) in self.files {
            report.finish(summary, &mut file).map_err(|error| Stop::at("写报告", &error))?;
            file.commit()?;
        }
        let (mut report, mut out) = self.stdout;
        let written = report.finish(summary, &mut out).and_then(|()| out.flush());
        written.map_err(|error| Stop::at("标准输出", &error))
    }
}

/// The kind of every file, before the first of them is created. Two reports in one file would be
/// one of them.
fn kinds<'a>(
    output: &'a [PathBuf],
    annex: &'a [PathBuf],
    format: Option<&'static Kind>,
) -> Result<Vec<(&'a Path, &'static Kind)>, Stop> {
    let report = |path: &'a PathBuf| {
        let kind = report::kind_for_name(&path.to_string_lossy()).or(format);
        let unclear = || format!("{}：从文件名看不出报告格式，请用 --format 指定", path.display());
        Ok((path.as_path(), kind.ok_or_else(unclear)?))
    };
    let annex_of = |path: &'a PathBuf| {
        let kind = annex::annex_for_name(&path.to_string_lossy());
        let endings = || report::annex::ANNEXES.iter().map(|kind| kind.endings[0]).collect::<Vec<_>>().join("、");
        let unclear = || format!("{}：附件的文件名应以 {} 结尾", path.display(), endings());
        Ok((path.as_path(), kind.ok_or_else(unclear)?))
    };
    let kinds = output.iter().map(report).chain(annex.iter().map(annex_of)).collect::<Result<Vec<_>, Stop>>()?;
    for (index, (path, _)) in kinds.iter().enumerate() {
        if kinds[..index].iter().any(|(other, _)| other == path) {
            return Err(Stop::Message(format!("{} 写了两次，每份报告要有自己的文件", path.display())));
        }
    }
    Ok(kinds)
}

/// The kind of this identifier, for option parsers.
pub(crate) fn format(name: &str) -> Result<&'static Kind, String> {
    let known = || report::KINDS.iter().map(|kind| kind.id).collect::<Vec<_>>().join("、");
    report::kind(name).ok_or_else(|| format!("可取 {}", known()))
}

/// The language of this identifier, for option parsers.
pub(crate) fn lang(name: &str) -> Result<Lang, String> {
    match name {
        "zh" => Ok(Lang::Zh),
        "en" => Ok(Lang::En),
        _ => Err("可取 zh、en".to_owned()),
    }
}

/// The folder that relative paths count from.
pub(crate) fn folder() -> Option<String> {
    std::env::current_dir().ok().and_then(|folder| folder.to_str().map(str::to_owned))
}
