//! `shenjiao formats`: what can be read, and what can be written.

use std::io::{self, Write};

use clap::ArgMatches;
use shenjiao::{format, report};

use super::Command;
use super::exit::{Exit, Stop};
use super::isolation::Workers;
use super::output;

pub(super) const COMMAND: Command = Command { name: "formats", define, run };

fn define(command: clap::Command) -> clap::Command {
    command.about("列出能读取的文件格式和能输出的报告格式")
}

fn run(_matches: &ArgMatches) -> Result<Exit, Stop> {
    let mut out = output::stdout();
    list(&mut out).and_then(|()| out.flush()).map_err(|error| Stop::at("标准输出", &error))?;
    Ok(Exit::Clean)
}

fn list(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "能读取的文件（先看内容，再看扩展名）：")?;
    for format in format::FORMATS {
        writeln!(out, "  {:<10} {}  {}", format.id, format.title, format.extensions.join(" "))?;
    }
    writeln!(out, "\n能输出的报告（--format 或 -o）：")?;
    reports(report::KINDS, out)?;
    writeln!(out, "\n能写的通报附件（report --annex）：")?;
    reports(report::annex::ANNEXES, out)?;
    writeln!(out, "\n附件、压缩包和邮件在单独的进程里读取，崩溃、超时只影响那一个文件：")?;
    writeln!(out, "  {}", Workers::default().guards())
}

fn reports(kinds: &[report::Kind], out: &mut dyn Write) -> io::Result<()> {
    kinds.iter().try_for_each(|kind| writeln!(out, "  {:<10} {}  {}", kind.id, kind.title, kind.endings.join(" ")))
}
