//! The command line: arguments in, exit status out.
//!
//! Each subcommand is one file with one [`Command`]; [`COMMANDS`] lists them, and adding one is a
//! line there. This is the only part of the program that touches files, clocks, the environment
//! and the terminal.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{ArgAction, ArgMatches};

mod baseline;
mod blobs;
mod check;
mod clock;
mod completions;
mod config;
mod departments;
mod dict;
mod exit;
mod explain;
mod fix;
mod formats;
mod git;
mod globs;
mod help;
mod hook;
mod inputs;
mod isolation;
mod job;
mod learn;
mod mask;
#[cfg(feature = "serve")]
mod notebook;
mod output;
mod parallel;
mod progress;
mod report;
mod reports;
mod rules;
#[cfg(feature = "serve")]
mod serve;
#[cfg(feature = "serve")]
mod server;
mod settings;
mod suppress;
#[cfg(feature = "sweep")]
mod sweep;
mod text;
#[cfg(feature = "serve")]
mod ui;
#[cfg(feature = "serve")]
mod watch;

use exit::{Exit, Stop};

/// A subcommand.
struct Command {
    /// What users type.
    name: &'static str,
    /// Adds its description and arguments.
    define: fn(clap::Command) -> clap::Command,
    /// Does its work.
    run: fn(&ArgMatches) -> Result<Exit, Stop>,
}

/// The subcommands, in the order in which help lists them.
#[rustfmt::skip]
static COMMANDS: &[Command] = &[
    check::COMMAND,
    report::COMMAND,
    #[cfg(feature = "sweep")]
    sweep::COMMAND,
    mask::COMMAND,
    rules::COMMAND,
    explain::COMMAND,
    formats::COMMAND,
    text::COMMAND,
    config::COMMAND,
    hook::COMMAND,
    baseline::COMMAND,
    dict::COMMAND,
    fix::COMMAND,
    learn::COMMAND,
    completions::COMPLETIONS,
    completions::MAN,
    #[cfg(feature = "serve")]
    ui::COMMAND,
    #[cfg(feature = "serve")]
    watch::COMMAND,
    #[cfg(feature = "serve")]
    serve::COMMAND,
];

/// Runs the program with the arguments of the process.
pub(crate) fn main() -> ExitCode {
    keep_text_out_of_panics();
    let arguments = arguments();
    if let Some(code) = arguments.get(1).and_then(|argument| isolation::run(argument)) {
        return code;
    }
    let ended = exit::guarded(|| run(arguments)).unwrap_or_else(|fault| Err(fault.into()));
    let exit = ended.unwrap_or_else(Stop::tell);
    ExitCode::from(exit as u8)
}

/// What the user typed, or the page for a program that was started under the page's name.
fn arguments() -> Vec<OsString> {
    let typed: Vec<OsString> = std::env::args_os().collect();
    #[cfg(feature = "serve")]
    if let [program] = &typed[..]
        && ui::is_asked_by_name(program.as_ref())
    {
        return vec![program.clone(), ui::COMMAND.name.into()];
    }
    typed
}

fn run(arguments: Vec<OsString>) -> Result<Exit, Stop> {
    let matches = match definition().try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return help::answer(&error),
    };
    match matches.subcommand() {
        Some((name, matches)) => command(name).map_or(Ok(Exit::Failed), |command| (command.run)(matches)),
        None => Ok(Exit::Failed),
    }
}

fn command(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.name == name)
}

/// The whole command line; completions and the manual are made from it too.
fn definition() -> clap::Command {
    let commands = COMMANDS.iter().map(|command| (command.define)(clap::Command::new(command.name)));
    let root = clap::Command::new("shenjiao")
        .version(env!("CARGO_PKG_VERSION"))
        .arg(clap::Arg::new("version").short('V').long("version").action(ArgAction::Version).help("显示版本"))
        .about("审校：在发布之前找出泄露的个人信息和错误表述。全程离线，报告不重复泄露的号码。")
        .after_help("示例：\n  shenjiao check 公示.html\n  shenjiao check 网站导出/ --format jsonl\n  shenjiao explain PII001\n\n退出码：0 未发现问题；1 有达到 --fail-on 级别的问题；2 运行失败、点名的文件读不了或一个文件都没检查。")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommands(commands);
    help::in_chinese(root, "")
}

/// A panic is caught and reported, in a worker thread as a skipped file; the default message would print the text
/// that it failed on, so that only the place in the program is told.
fn keep_text_out_of_panics() {
    std::panic::set_hook(Box::new(|info| {
        let worker = std::thread::current().name().is_some_and(is_worker);
        if let Some(place) = info.location().filter(|_| !worker) {
            exit::say(&format!("程序出错的位置：{}:{}", place.file(), place.line()));
        }
    }));
}

fn is_worker(name: &str) -> bool {
    #[cfg(feature = "serve")]
    if name.starts_with(shenjiao::serve::THREADS) {
        return true;
    }
    name.starts_with(parallel::WORKER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        definition().debug_assert();
    }

    #[test]
    fn every_command_and_option_has_help() {
        for command in definition().get_subcommands() {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(!about.is_ascii(), "{} says of itself: {about}", command.get_name());
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{} {}", command.get_name(), argument.get_id());
            }
        }
    }
}
