//! `shenjiao mask`: a copy that may be published.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Args, FromArgMatches};
use shenjiao::redact;

use super::Command;
use super::exit::{Exit, Stop, guarded, say};
use super::inputs::{self, STDIN};
use super::output;
use super::settings::Choice;

pub(super) const COMMAND: Command = Command { name: "mask", define, run };

#[derive(Args, Debug)]
struct Arguments {
    #[arg(
        value_name = "文件",
        help = "要遮盖的文件（文本、HTML、CSV、JSON、Markdown、docx、xlsx、pptx），或 - 表示标准输入"
    )]
    input: PathBuf,
    #[arg(short, long, value_name = "文件", help = "副本写到这里，- 表示标准输出；不会改动原文件")]
    output: PathBuf,
    #[command(flatten)]
    choice: Choice,
}

fn define(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command).about("写一份副本，其中应当遮盖的个人信息都已遮盖，其余一个字节不变")
}

fn run(matches: &ArgMatches) -> Result<Exit, Stop> {
    let arguments = Arguments::from_arg_matches(matches).map_err(|error| error.to_string())?;
    if is_same_file(&arguments.input, &arguments.output) {
        return Err("副本不能写在原文件上，请换一个 -o".to_owned().into());
    }
    let settings = arguments.choice.load(Some(&arguments.input), true)?;
    let unread = |reason: String| format!("{}：{reason}", arguments.input.display());
    let source = inputs::read(&arguments.input, settings.limits().bytes)
        .map_err(|skip| unread(format!("{}，{}", skip.reason, skip.detail)))?;
    let copy = guarded(|| redact::redact(&settings.engine, &source, settings.limits())).map_err(unread)?;
    let copy = copy.map_err(|refusal| unread(refusal.to_string()))?;
    write(&arguments.output, &copy.bytes)?;
    say(&format!("{} 处已遮盖", copy.found - copy.left.min(copy.found)));
    if copy.left == 0 {
        return Ok(Exit::Clean);
    }
    say(&format!("还有 {} 处不能自动遮盖，请用 check 查看副本后手工处理", copy.left));
    Ok(Exit::Findings)
}

fn is_same_file(input: &Path, output: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    input.as_os_str() != STDIN && real(input).is_some_and(|path| Some(path) == real(output))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Stop> {
    if path.as_os_str() != STDIN {
        return output::write_file(path, bytes);
    }
    let mut out = output::stdout();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| Stop::at("标准输出", &error))
}
