//! `shenjiao dict`: for the people who keep dictionaries.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Args, FromArgMatches};
use shenjiao::date::Date;
use shenjiao::detect::near_miss::{Almost, Held, NearMiss};
use shenjiao::detect::phrase::{Phrases, Trial, prove};
use shenjiao::dictionary::{self, BUILT_IN, Entry};
use shenjiao::format::{self, Item, Limits};
use shenjiao::rule::Category;
use shenjiao::{Engine, Finding, Origin, Source};

use super::Command;
use super::exit::{Exit, Stop, reason};
use super::output;

pub(super) const COMMAND: Command = Command { name: "dict", define, run };

/// A subcommand below `dict`.
struct Task {
    name: &'static str,
    define: fn(clap::Command) -> clap::Command,
    run: fn(&ArgMatches) -> Result<Exit, Stop>,
}

static TASKS: [Task; 4] = [
    Task {
        name: "check",
        define: |command| Check::augment_args(command.about("检查词典，一次报出全部问题")),
        run: check,
    },
    Task {
        name: "fmt",
        define: |command| Format::augment_args(command.about("整理成标准格式，可读 CSV、GBK、UTF-16")),
        run: format,
    },
    Task {
        name: "test",
        define: |command| Test::augment_args(command.about("试一句话：哪些命中，哪些差一点、被什么拦下")),
        run: test,
    },
    Task {
        name: "import",
        define: |command| Import::augment_args(command.about("把“错词<制表符>正词”的清单变成词典")),
        run: import,
    },
];

#[derive(Args, Debug)]
struct Check {
    #[arg(value_name = "词典", help = "词典文件；不写则检查内置词典")]
    files: Vec<PathBuf>,
}

#[derive(Args, Debug)]
struct Format {
    #[arg(value_name = "词典", required = true, help = "词典文件，TSV 或 CSV")]
    file: PathBuf,
    #[arg(short, long, value_name = "文件", help = "写到这里，可以是原文件；不写则输出到屏幕")]
    output: Option<PathBuf>,
    #[arg(long, help = "输出 Excel、WPS 可直接打开的 CSV")]
    csv: bool,
}

#[derive(Args, Debug)]
struct Test {
    #[arg(value_name = "句子", required = true, help = "要试的句子")]
    sentence: String,
    #[arg(long, value_name = "日期", help = "文件的日期，如 2021-06-08；不写则视为没有日期")]
    date: Option<String>,
    #[arg(long = "dict", value_name = "词典", help = "与内置词典一起使用的词典，可写多个")]
    files: Vec<PathBuf>,
}

#[derive(Args, Debug)]
struct Import {
    #[arg(value_name = "清单", required = true, help = "每行一对，制表符或逗号隔开")]
    file: PathBuf,
    #[arg(long, value_name = "前缀", default_value = "YH", help = "词条编号的前缀，大写字母")]
    prefix: String,
    #[arg(long, value_name = "来源", default_value = "本单位词表", help = "写进来源列")]
    source: String,
    #[arg(short, long, value_name = "文件", help = "写到这里；不写则输出到屏幕")]
    output: Option<PathBuf>,
}

fn define(command: clap::Command) -> clap::Command {
    let tasks = TASKS.iter().map(|task| (task.define)(clap::Command::new(task.name)));
    command.about("维护错误表述词典").subcommands(tasks).subcommand_required(true).arg_required_else_help(true)
}

fn run(matches: &ArgMatches) -> Result<Exit, Stop> {
    let Some((name, matches)) = matches.subcommand() else { return Ok(Exit::Failed) };
    TASKS.iter().find(|task| task.name == name).map_or(Ok(Exit::Failed), |task| (task.run)(matches))
}

fn check(matches: &ArgMatches) -> Result<Exit, Stop> {
    let files = files(&arguments::<Check>(matches)?.files)?;
    let own = files.is_empty();
    let built_in: Vec<(String, String)> =
        BUILT_IN.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect();
    let checked = if own { &built_in } else { &files };
    let others = if own { &files } else { &built_in };
    let faults = dictionary_faults(checked, others);
    let entries: usize = checked.iter().map(|(_, text)| dictionary::parse(text).entries.len()).sum();
    let summary = format!("检查 {} 个词典、{entries} 个词条，发现 {} 个问题", checked.len(), faults.len());
    print(&(faults.iter().map(|fault| format!("{fault}\n")).collect::<String>() + &summary + "\n"))?;
    Ok(if faults.is_empty() { Exit::Clean } else { Exit::Findings })
}

/// Every fault of the checked dictionaries, as `file:line: message`.
fn dictionary_faults(checked: &[(String, String)], others: &[(String, String)]) -> Vec<String> {
    let mut told = Vec::new();
    for (name, text) in checked {
        let sheet = dictionary::parse(text);
        let beside = checked.iter().chain(others).filter(|(other, _)| other != name);
        let beside: Vec<Entry<'_>> = beside.flat_map(|(_, text)| dictionary::parse(text).entries).collect();
        let mut faults = sheet.faults;
        faults.extend(dictionary::check(&sheet.entries, &beside));
        faults.extend(prove(&sheet.entries));
        faults.sort();
        told.extend(faults.iter().map(|fault| format!("{name}:{fault}")));
    }
    told
}

fn format(matches: &ArgMatches) -> Result<Exit, Stop> {
    let arguments = arguments::<Format>(matches)?;
    let text = read(&arguments.file)?;
    let sheet = dictionary::parse(&text);
    if !sheet.faults.is_empty() {
        let lines: Vec<String> =
            sheet.faults.iter().map(|fault| format!("{}:{fault}", arguments.file.display())).collect();
        return Err(Stop::Message(lines.join("\n")));
    }
    let canonical = dictionary::write(&sheet.entries);
    let written = if arguments.csv { dictionary::to_csv(&canonical) } else { canonical };
    put(arguments.output.as_deref(), &written)
}

fn test(matches: &ArgMatches) -> Result<Exit, Stop> {
    let arguments = arguments::<Test>(matches)?;
    let date = match &arguments.date {
        Some(date) => Some(Date::parse(date).ok_or_else(|| format!("“{date}”不是日期，应写作 2021-06-08"))?),
        None => None,
    };
    let files = files(&arguments.files)?;
    let entries = dictionary::load(&files).map_err(|faults| faults.join("\n"))?;
    let phrases = Phrases::new(&entries);
    let trials = phrases.trials(&arguments.sentence, &|| date);
    let unlisted = unlisted(&arguments.sentence)?;
    let mut text: String = trials.iter().map(|trial| line(trial, &arguments.sentence)).collect();
    if trials.is_empty() {
        text.push_str("没有词条与这句话有关\n");
    }
    text.extend(unlisted.iter().map(unlisted_line));
    let almost = NearMiss::default().almost(&arguments.sentence);
    text.extend(almost.iter().map(|almost| almost_line(almost, &arguments.sentence)));
    print(&text)?;
    let found = trials.iter().any(|trial| trial.stopped.is_none()) || !unlisted.is_empty();
    Ok(if found { Exit::Findings } else { Exit::Clean })
}

/// What the rules of wording find in the sentence without any entry: near-misses and places.
fn unlisted(sentence: &str) -> Result<Vec<Finding>, Stop> {
    let engine = Engine::builder().build().map_err(|faults| faults.join("\n"))?;
    let mut found = Vec::new();
    format::read(Source::new(Origin::file("句子.txt"), sentence), &Limits::default(), &mut |item| {
        if let Item::Document(document) = item {
            found.extend(engine.scan(&document));
        }
    });
    let listed = |finding: &Finding| finding.evidence.iter().any(|evidence| evidence.0.starts_with("entry:"));
    found.retain(|finding| finding.is_reported() && finding.rule.category == Category::Wording && !listed(finding));
    Ok(found)
}

fn unlisted_line(finding: &Finding) -> String {
    let right = finding.suggestion.as_deref().unwrap_or("（请核对）");
    format!("命中  不靠词条 {} {}  {} → {right}\n", finding.rule.id, finding.rule.name, finding.text.as_str(false))
}

fn almost_line(almost: &Almost, sentence: &str) -> String {
    let (wrong, right, kind) = (&sentence[almost.extent.clone()], &almost.right, almost.kind.title());
    let why = match almost.held {
        Held::Weak(least) => format!("依据不足：{:.1} 分，至少要 {least:.1} 分", almost.score),
        Held::Right => "上下文表明这样写可能本来就对".to_owned(),
    };
    format!("未报  不靠词条 近似  {wrong} → {right}（{kind}）  {why}\n")
}

fn line(trial: &Trial<'_>, sentence: &str) -> String {
    let wrong = &sentence[trial.span.clone()];
    let right = trial.right.unwrap_or("（不宜使用）");
    let head = format!("{} {}  {wrong} → {right}", trial.entry, trial.rule.name);
    match &trial.stopped {
        None => format!("命中  {head}\n"),
        Some(guard) => format!("未报  {head}  {guard}\n"),
    }
}

fn import(matches: &ArgMatches) -> Result<Exit, Stop> {
    let arguments = arguments::<Import>(matches)?;
    let text = read(&arguments.file)?;
    put(arguments.output.as_deref(), &dictionary::import_pairs(&text, &arguments.prefix, &arguments.source))
}

fn arguments<T: FromArgMatches>(matches: &ArgMatches) -> Result<T, Stop> {
    T::from_arg_matches(matches).map_err(|error| Stop::Message(error.to_string()))
}

/// The dictionaries of these paths: name and text of each.
///
/// # Errors
/// The first that cannot be read.
fn files(paths: &[PathBuf]) -> Result<Vec<(String, String)>, Stop> {
    paths.iter().map(|path| Ok((path.display().to_string(), read(path)?))).collect()
}

/// A table as spreadsheets save it: UTF-8, UTF-16 with a byte order mark, or else GBK.
///
/// # Errors
/// Why it cannot be read, with its name.
pub(crate) fn read(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}：{}", path.display(), reason(&error)))?;
    let guess = if std::str::from_utf8(&bytes).is_ok() { encoding_rs::UTF_8 } else { encoding_rs::GB18030 };
    let (text, _, broken) = guess.decode(&bytes);
    if broken {
        return Err(format!("{}：不是 UTF-8、UTF-16 或 GBK 编码的文本", path.display()));
    }
    Ok(dictionary::from_csv(&text))
}

fn put(path: Option<&Path>, text: &str) -> Result<Exit, Stop> {
    match path {
        Some(path) => output::write_file(path, text.as_bytes())?,
        None => print(text)?,
    }
    Ok(Exit::Clean)
}

fn print(text: &str) -> Result<(), Stop> {
    let mut out = output::stdout();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| Stop::at("标准输出", &error))
}
