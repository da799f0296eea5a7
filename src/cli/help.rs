//! Help and complaints in Chinese, where clap speaks English.

use std::io::{self, Write};

use clap::ArgAction;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::exit::{Exit, Stop, say};

/// The order of things in the program's own help.
const ROOT: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";

/// The headings of the parts of a help text.
const HEADINGS: [&str; 3] = [COMMANDS, ARGUMENTS, OPTIONS];
const COMMANDS: &str = "命令";
const ARGUMENTS: &str = "参数";
const OPTIONS: &str = "选项";

/// The order of things in a subcommand's help.
const SUBCOMMAND: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";

/// Gives a command and all below it their Chinese headings. `parent` is what users type before it.
pub(crate) fn in_chinese(command: clap::Command, parent: &str) -> clap::Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let path = format!("{parent}{} ", command.get_name());
    let command = command
        .help_template(if parent.is_empty() { ROOT } else { SUBCOMMAND })
        .subcommand_help_heading(COMMANDS)
        .subcommand_value_name("命令")
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .arg(clap::Arg::new("help").short('h').long("help").action(ArgAction::Help).help("显示帮助"))
        .mut_args(in_its_section);
    let command =
        names.iter().fold(command, |command, name| command.mut_subcommand(name, |sub| in_chinese(sub, &path)));
    with_usage(command, parent)
}

/// Defaults are named in the help itself, where there is one to speak of.
fn in_its_section(arg: clap::Arg) -> clap::Arg {
    let heading = if arg.is_positional() { ARGUMENTS } else { OPTIONS };
    let takes_value = arg.get_action().takes_values();
    arg.help_heading(heading).hide_default_value(takes_value)
}

/// The line that shows how to call a command, without clap's English words.
fn with_usage(mut command: clap::Command, parent: &str) -> clap::Command {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").replace("[OPTIONS]", "[选项]");
    // A command that has subcommands and can do without is called in two ways, below each other.
    let ways: Vec<String> = usage.lines().map(|line| format!("{parent}{}", line.trim_start())).collect();
    command.override_usage(ways.join("\n      "))
}

/// Shows help on standard output and complaints on standard error.
pub(crate) fn answer(error: &clap::Error) -> Result<Exit, Stop> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let written = write!(io::stdout(), "{}", with_full_width_colons(&error.render().to_string()));
            written.map_err(|error| Stop::at("标准输出", &error)).map(|()| Exit::Clean)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = write!(io::stderr(), "{}", with_full_width_colons(&error.render().to_string()));
            Ok(Exit::Failed)
        }
        _ => {
            say(&complaint(error));
            Ok(Exit::Failed)
        }
    }
}

/// clap puts a half-width colon behind a heading, which this program would report in a document.
fn with_full_width_colons(help: &str) -> String {
    HEADINGS
        .iter()
        .fold(help.to_owned(), |help, heading| help.replace(&format!("\n{heading}:\n"), &format!("\n{heading}：\n")))
}

fn complaint(error: &clap::Error) -> String {
    let get = |kind| error.get(kind).map(shown).unwrap_or_default();
    let argument = get(ContextKind::InvalidArg);
    let value = get(ContextKind::InvalidValue);
    let text = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个参数"),
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令", get(ContextKind::InvalidSubcommand)),
        ErrorKind::InvalidValue if value.is_empty() => format!("“{argument}”后面缺少取值"),
        ErrorKind::InvalidValue => format!("“{argument}”不能取“{value}”"),
        ErrorKind::ValueValidation => format!("“{argument}”不能取“{value}”{}", cause(error)),
        ErrorKind::MissingRequiredArgument => format!("缺少参数：{argument}"),
        ErrorKind::ArgumentConflict => format!("“{argument}”不能和“{}”同时使用", get(ContextKind::PriorArg)),
        ErrorKind::TooManyValues => format!("“{argument}”的取值太多"),
        ErrorKind::InvalidUtf8 => "参数不是合法的 UTF-8".to_owned(),
        _ => error.to_string(),
    };
    format!("{text}{}。用 --help 查看用法", hint(error))
}

fn cause(error: &clap::Error) -> String {
    std::error::Error::source(error).map_or(String::new(), |cause| format!("：{cause}"))
}

fn hint(error: &clap::Error) -> String {
    let kinds = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let suggested = kinds.into_iter().find_map(|kind| error.get(kind)).map(shown);
    let allowed = error.get(ContextKind::ValidValue).map(shown).filter(|values| !values.is_empty());
    match (suggested, allowed) {
        (Some(suggested), _) => format!("，是不是“{suggested}”"),
        (None, Some(allowed)) => format!("，可取：{allowed}"),
        (None, None) => String::new(),
    }
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(values) => values.join("、"),
        other => other.to_string(),
    }
}
