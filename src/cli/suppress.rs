//! The baseline of a folder: finding it, asking it, and saying what of it no longer serves.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use shenjiao::Origin;
use shenjiao::baseline::{self, Baseline, Idle, Key};
use shenjiao::engine::{Outcome, leaks_in_names};
use shenjiao::judge::excerpt::mask_digits;

use super::clock;
use super::exit::{Stop, reason};

/// Where a baseline is looked for, in the folder of the first path and above it.
pub(crate) const NAME: &str = ".shenjiao/baseline.jsonl";

/// Names the file of the key with which numbers are told apart.
const KEY: &str = "SHENJIAO_KEY_FILE";

/// Runs of digits in file names that may be numbers of persons.
const NUMBER: usize = 11;

/// The options of every command that asks a baseline.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct BaselineChoice {
    #[arg(
        long,
        value_name = "文件",
        conflicts_with = "no_baseline",
        help = "使用这个基线，而不是向上查找 .shenjiao/baseline.jsonl"
    )]
    pub(crate) baseline: Option<PathBuf>,
    #[arg(long, help = "不使用基线，已确认的问题也报告")]
    no_baseline: bool,
}

/// A baseline in use.
#[derive(Debug)]
pub(crate) struct Suppressions {
    /// The file.
    pub(crate) file: PathBuf,
    /// What it holds.
    pub(crate) baseline: Baseline,
    root: PathBuf,
}

impl BaselineChoice {
    /// The baseline that holds for `first`, if there is one.
    ///
    /// # Errors
    /// A named file that cannot be read, and every faulty line.
    pub(crate) fn load(&self, first: Option<&Path>) -> Result<Option<Suppressions>, Stop> {
        if self.no_baseline {
            return Ok(None);
        }
        let found = self.baseline.clone().or_else(|| upward(first.unwrap_or(Path::new("."))));
        found.map(|file| Suppressions::read(&file)).transpose()
    }
}

impl Suppressions {
    /// Reads a baseline.
    ///
    /// # Errors
    /// When it cannot be read, and every faulty line.
    pub(crate) fn read(file: &Path) -> Result<Self, Stop> {
        let text = fs::read_to_string(file).map_err(|error| format!("{}：{}", file.display(), reason(&error)))?;
        let faults = |faults: Vec<String>| {
            let lines = faults.iter().map(|fault| format!("{}:{fault}", file.display()));
            lines.collect::<Vec<_>>().join("\n")
        };
        Self::new(file, baseline::parse(&text).map_err(faults)?)
    }

    /// A baseline with these entries, to be kept in `file`.
    ///
    /// # Errors
    /// A key that cannot be read.
    pub(crate) fn new(file: &Path, entries: Vec<baseline::Entry>) -> Result<Self, Stop> {
        let today = clock::today().ok_or_else(|| "系统时钟不可用".to_owned())?;
        let file = absolute(file);
        let root = root(&file);
        Ok(Suppressions { baseline: Baseline::new(entries, today, key()?), file, root })
    }

    /// Marks what the baseline covers. Names of `outcomes` count from the folder `base`.
    pub(crate) fn apply(&self, outcomes: &mut [Outcome], base: &Path) {
        let leaks = leaks_in_names(outcomes);
        for outcome in outcomes {
            if let Outcome::Scanned(scanned) = outcome {
                let masked = |origin: Origin, (plain, masked): &(String, String)| origin.replaced(plain, masked);
                let path = self.path(&leaks.iter().fold(scanned.origin.clone(), masked), base);
                self.baseline.apply(&mut scanned.findings, &path, &|path| self.is_gone(path));
            }
        }
    }

    /// A document's name in the baseline: from the folder that holds it, members of containers
    /// behind it, long numbers masked. Leaks in it must be masked already.
    pub(crate) fn path(&self, origin: &Origin, base: &Path) -> String {
        let path = absolute(&base.join(origin.path()));
        let path = path.strip_prefix(&self.root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let members = origin.member_chain().map(|chain| format!(" » {chain}")).unwrap_or_default();
        mask_digits(&format!("{path}{members}"), NUMBER)
    }

    /// True when an entry's file no longer exists.
    pub(crate) fn is_gone(&self, path: &str) -> bool {
        let file = path.split(" » ").next().unwrap_or(path);
        !file.contains('*') && matches!(fs::exists(self.root.join(file)), Ok(false))
    }

    /// What the user should know after a run: entries that have run out or cover nothing.
    pub(crate) fn notices(&self) -> Vec<String> {
        let idle = self.baseline.idle(&|path| self.is_gone(path));
        let count = |wanted| idle.iter().filter(|(_, idle)| *idle == wanted).count();
        let sentence = |count: usize, what: &str| {
            (count > 0).then(|| format!("基线中有 {count} 条记录{what}，用 shenjiao baseline audit 查看"))
        };
        let sentences =
            [sentence(count(Idle::Expired), "已过期，不再生效"), sentence(count(Idle::Unused), "不再对应任何问题")];
        sentences.into_iter().flatten().collect()
    }
}

/// The key of the site, from the file that the environment names.
///
/// # Errors
/// A file that cannot be read or is too short.
pub(crate) fn key() -> Result<Option<Key>, Stop> {
    let Some(file) = std::env::var_os(KEY).filter(|file| !file.is_empty()) else { return Ok(None) };
    let file = PathBuf::from(file);
    let told = |message: String| Stop::Message(format!("{}：{message}", file.display()));
    let bytes = fs::read(&file).map_err(|error| told(reason(&error)))?;
    Key::new(&bytes).map(Some).map_err(|message| told(message.to_owned()))
}

/// The folder that a baseline's paths count from: the one that holds `.shenjiao`.
fn root(file: &Path) -> PathBuf {
    let folder = file.parent().unwrap_or(file);
    let own = folder.file_name().is_some_and(|name| name == ".shenjiao");
    (if own { folder.parent().unwrap_or(folder) } else { folder }).to_owned()
}

fn upward(path: &Path) -> Option<PathBuf> {
    absolute(path).ancestors().map(|folder| folder.join(NAME)).find(|file| file.is_file())
}

fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    // `a/./b` and `a/b` are one file; `..` is left alone, since links may be on the way.
    path.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect()
}
