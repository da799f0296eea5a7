//! `shenjiao learn`: what a site's own approved text teaches.

use std::path::{Path, PathBuf};

use clap::{ArgMatches, Args, FromArgMatches};
use shenjiao::detect::near_miss;
use shenjiao::format::{Item, Limits, Reader};
use shenjiao::learn::Learner;

use super::Command;
use super::exit::{Exit, Stop, say};
use super::inputs::{self, Input, STDIN};
use super::isolation::Workers;
use super::output;

pub(super) const COMMAND: Command = Command { name: "learn", define, run };

#[derive(Args, Debug)]
struct Arguments {
    #[arg(value_name = "路径", required = true, help = "已经审定的文件或文件夹，内容应当正确、文风与待查文件相同")]
    paths: Vec<PathBuf>,
    #[arg(short, long, value_name = "文件", help = "学习结果写到这里，在 shenjiao.toml 的 models 中列出即可使用")]
    output: PathBuf,
}

fn define(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command).about("从已审定的文本学习常用说法，减少错别字检查的误报；只留统计，不留原文")
}

fn run(matches: &ArgMatches) -> Result<Exit, Stop> {
    let arguments = Arguments::from_arg_matches(matches).map_err(|error| error.to_string())?;
    if arguments.paths.iter().any(|path| path.as_os_str() == STDIN) {
        return Err("学习要读两遍，不能从标准输入读取".to_owned().into());
    }
    let mut learner = Learner::new();
    let skipped = each_paragraph(&arguments.paths, &mut |paragraph| learner.add(paragraph));
    if learner.characters() == 0 {
        return Err("没有读到任何中文文本".to_owned().into());
    }
    learner.turn();
    each_paragraph(&arguments.paths, &mut |paragraph| learner.review(paragraph));
    let characters = learner.characters();
    let parts = learner.finish();
    let terms = parts.terms.len();
    output::write_file(&arguments.output, &parts.to_bytes())?;
    skipped.iter().for_each(|skip| say(skip));
    say(&format!("学习了 {characters} 个汉字，得到 {terms} 个常用说法，写入 {}", arguments.output.display()));
    Ok(Exit::Clean)
}

/// Hands every paragraph of running text to `each`; returns what could not be read.
fn each_paragraph(paths: &[PathBuf], each: &mut dyn FnMut(&str)) -> Vec<String> {
    let (limits, reader) = (Limits::default(), Workers::default());
    let mut skipped = Vec::new();
    for input in inputs::inputs(paths, &|_: &Path| false) {
        let source = match input {
            Input::File { path, .. } => inputs::read(&path, limits.bytes),
            Input::Ready { source, .. } => Ok(source),
            Input::Failed { skip, .. } => Err(Box::new(skip)),
            Input::Excluded => continue,
        };
        match source {
            Ok(source) => reader.read(source, &limits, &mut |item| match item {
                Item::Document(document) => near_miss::prose(&document).for_each(&mut *each),
                Item::Skip(skip) => skipped.push(format!("{}：{}", skip.origin, skip.reason)),
            }),
            Err(skip) => skipped.push(format!("{}：{}", skip.origin, skip.reason)),
        }
    }
    skipped
}
