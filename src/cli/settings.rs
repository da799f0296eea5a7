//! The configuration file: finding it, reading it, and what follows from it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use globset::GlobSet;
use shenjiao::Engine;
use shenjiao::config::{Config, Fault};
use shenjiao::format::Limits;
use shenjiao::model::Model;
use shenjiao::sweep::every_rule;

use super::clock;
use super::departments::Departments;
use super::dict;
use super::exit::{Stop, reason};
use super::globs::globs;
use super::inputs::STDIN;
use super::isolation::Workers;

/// The name under which a configuration is looked for.
pub(crate) const NAME: &str = "shenjiao.toml";

/// The options that every command with a configuration has.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Choice {
    #[arg(
        long,
        value_name = "文件",
        conflicts_with = "isolated",
        help = "使用这个配置文件，而不是向上查找 shenjiao.toml"
    )]
    config: Option<PathBuf>,
    #[arg(long, help = "不使用任何配置文件")]
    isolated: bool,
}

/// What a run works with.
#[derive(Debug)]
pub(crate) struct Settings {
    /// The configuration file, if there is one.
    pub(crate) file: Option<PathBuf>,
    /// What it says.
    pub(crate) config: Config,
    /// The engine, with its rules switched as configured.
    pub(crate) engine: Engine,
    /// What the user should know: allowances that have run out.
    pub(crate) notices: Vec<String>,
    /// Who answers for what.
    pub(crate) departments: Departments,
    exclude: GlobSet,
}

impl Choice {
    /// Reads the configuration that holds for `first`, the first path that the user named, and
    /// builds the engine from it.
    ///
    /// # Errors
    /// Every fault of the configuration with file and line.
    pub(crate) fn load(&self, first: Option<&Path>, each: bool) -> Result<Settings, Stop> {
        self.load_with(first, each, None)
    }

    /// The same with one more dictionary, which the configuration does not name.
    ///
    /// # Errors
    /// Every fault of the configuration with file and line.
    pub(crate) fn load_with(&self, first: Option<&Path>, each: bool, extra: Option<&Path>) -> Result<Settings, Stop> {
        let file = self.find(first);
        let config = file.as_deref().map_or_else(|| Ok(Config::default()), read)?;
        let engine = engine(file.as_deref(), &config, extra)?;
        let today = clock::today().ok_or_else(|| "系统时钟不可用".to_owned())?;
        let policy = config.policy(&every_rule(&engine), today).map_err(|faults| told(file.as_deref(), &faults))?;
        let policy = shenjiao::judge::Policy { each, ..policy };
        let folder = file.as_deref().and_then(Path::parent).map(absolute).unwrap_or_default();
        let departments = Departments::new(&config.departments, folder);
        Ok(Settings {
            departments: departments.map_err(|faults| told(file.as_deref(), &faults))?,
            exclude: globs(&config.exclude).map_err(|faults| told(file.as_deref(), &faults))?,
            notices: config.expired(today),
            engine: engine.with_policy(policy).with_reader(Arc::new(Workers::default())),
            file,
            config,
        })
    }

    fn find(&self, first: Option<&Path>) -> Option<PathBuf> {
        match (&self.config, self.isolated) {
            (Some(file), _) => Some(file.clone()),
            (None, true) => None,
            (None, false) => upward(first.filter(|path| path.as_os_str() != STDIN).unwrap_or(Path::new("."))),
        }
    }
}

impl Settings {
    /// How much one source may cost.
    pub(crate) fn limits(&self) -> &Limits {
        &self.config.limits
    }

    /// True for what is left out below a named folder.
    pub(crate) fn excludes(&self, path: &Path) -> bool {
        if self.exclude.is_empty() {
            return false;
        }
        let folder = self.file.as_deref().and_then(Path::parent).map(absolute).unwrap_or_default();
        let path = absolute(path);
        self.exclude.is_match(path.strip_prefix(&folder).unwrap_or(&path))
    }
}

/// The engine with the dictionaries that the configuration names, relative to it.
fn engine(file: Option<&Path>, config: &Config, extra: Option<&Path>) -> Result<Engine, Stop> {
    let folder = file.and_then(Path::parent).unwrap_or(Path::new(""));
    let mut builder = Engine::builder().numbers(config.numbers.clone());
    for entry in &config.dictionaries {
        let path = folder.join(&entry.text);
        let text = dict::read(&path).map_err(|message| told(file, &[Fault { line: Some(entry.line), message }]))?;
        builder = builder.dictionary(path.display().to_string(), text);
    }
    if let Some(path) = extra {
        builder = builder.dictionary(path.display().to_string(), dict::read(path)?);
    }
    for entry in &config.models {
        let path = folder.join(&entry.text);
        let model = model(&path).map_err(|message| told(file, &[Fault { line: Some(entry.line), message }]))?;
        builder = builder.model(model);
    }
    builder.build().map_err(|faults| Stop::Message(faults.join("\n")))
}

fn model(path: &Path) -> Result<Model, String> {
    let bytes = fs::read(path).map_err(|error| format!("{}：{}", path.display(), reason(&error)))?;
    Model::from_bytes(bytes).map_err(|fault| format!("{}：{fault}", path.display()))
}

/// The nearest configuration in the folder of `path` or above it.
fn upward(path: &Path) -> Option<PathBuf> {
    absolute(path).ancestors().map(|folder| folder.join(NAME)).find(|file| file.is_file())
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

fn read(file: &Path) -> Result<Config, Stop> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}：{}", file.display(), reason(&error)))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Config::parse(text).map_err(|faults| told(Some(file), &faults))
}

fn told(file: Option<&Path>, faults: &[Fault]) -> Stop {
    let file = file.unwrap_or(Path::new(NAME)).display();
    let lines: Vec<_> = faults.iter().map(|fault| format!("{file}:{fault}")).collect();
    Stop::Message(lines.join("\n"))
}
