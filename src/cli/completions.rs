//! `shenjiao completions` and `shenjiao man`: made from the definitions of the command line, so that
//! they cannot say anything else than the program does.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Args, FromArgMatches};
use clap_complete::Shell;

use super::Command;
use super::exit::{Exit, Stop};
use super::output;

pub(super) const COMPLETIONS: Command = Command { name: "completions", define: define_completions, run: completions };
pub(super) const MAN: Command = Command { name: "man", define: define_man, run: man };

#[derive(Args, Debug)]
struct ShellArguments {
    #[arg(value_name = "外壳", help = "bash、zsh、fish、powershell 或 elvish")]
    shell: Shell,
}

#[derive(Args, Debug)]
struct ManArguments {
    #[arg(long, value_name = "文件夹", help = "把每个子命令的手册页写进这个文件夹，而不是在标准输出写总的一页")]
    folder: Option<PathBuf>,
}

fn define_completions(command: clap::Command) -> clap::Command {
    ShellArguments::augment_args(command).about("输出命令行补全脚本")
}

fn define_man(command: clap::Command) -> clap::Command {
    ManArguments::augment_args(command).about("输出手册页")
}

fn completions(matches: &ArgMatches) -> Result<Exit, Stop> {
    let arguments = ShellArguments::from_arg_matches(matches).map_err(|error| error.to_string())?;
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::definition(), "shenjiao", &mut script);
    print(&script)
}

fn man(matches: &ArgMatches) -> Result<Exit, Stop> {
    let arguments = ManArguments::from_arg_matches(matches).map_err(|error| error.to_string())?;
    match arguments.folder {
        None => print(&page(super::definition()).map_err(|error| Stop::at("man", &error))?),
        Some(folder) => pages(&folder),
    }
}

/// One page for the program and one for each subcommand, named as `man` looks for them.
fn pages(folder: &Path) -> Result<Exit, Stop> {
    let written = std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(super::definition(), folder));
    written.map_err(|error| Stop::at(folder.display(), &error))?;
    Ok(Exit::Clean)
}

fn page(command: clap::Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    Ok(page)
}

fn print(bytes: &[u8]) -> Result<Exit, Stop> {
    let mut out = output::stdout();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| Stop::at("标准输出", &error))?;
    Ok(Exit::Clean)
}
