//! `shenjiao text`: what the scanner sees of a file, block by block, with places and hiding places.
//! The way to understand why something was, or was not, found.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{ArgMatches, Args, FromArgMatches};
use shenjiao::Document;
use shenjiao::document::Block;
use shenjiao::format::{Item, Limits, Reader};

use super::Command;
use super::exit::{Exit, Stop};
use super::isolation::Workers;
use super::{inputs, output};

pub(super) const COMMAND: Command = Command { name: "text", define, run };

#[derive(Args, Debug)]
struct Arguments {
    #[arg(value_name = "文件", help = "要查看的文件，或 - 表示标准输入；会原样显示其中的号码")]
    input: PathBuf,
}

fn define(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command).about("显示检查程序从文件中读到的文字、位置和隐藏之处（不遮盖）")
}

fn run(matches: &ArgMatches) -> Result<Exit, Stop> {
    let arguments = Arguments::from_arg_matches(matches).map_err(|error| error.to_string())?;
    let limits = Limits::default();
    let source = inputs::read(&arguments.input, limits.bytes)
        .map_err(|skip| format!("{}：{}，{}", arguments.input.display(), skip.reason, skip.detail))?;
    let mut out = output::stdout();
    let mut outcome = Ok(());
    let mut documents = 0;
    Workers::default().read(source, &limits, &mut |item| {
        documents += usize::from(matches!(item, Item::Document(_)));
        if outcome.is_ok() {
            outcome = show(&item, &mut out);
        }
    });
    outcome.and_then(|()| out.flush()).map_err(|error| Stop::at("标准输出", &error))?;
    Ok(if documents > 0 { Exit::Clean } else { Exit::Failed })
}

fn show(item: &Item, out: &mut dyn Write) -> io::Result<()> {
    match item {
        Item::Document(document) => show_document(document, out),
        Item::Skip(skip) => writeln!(out, "==> {}：未读，{}，{}", skip.origin, skip.reason, skip.detail),
    }
}

fn show_document(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "==> {}（{}）", document.origin(), document.format())?;
    for block in document.blocks().iter().filter(|block| !block.span.is_empty()) {
        show_block(document, block, out)?;
    }
    for gap in document.gaps() {
        let place = gap.place.as_ref().map(ToString::to_string).unwrap_or_default();
        writeln!(out, "{place}\t未读：{}，{}", gap.reason, gap.detail)?;
    }
    Ok(())
}

/// Place, label, hiding place, and the text on one line.
fn show_block(document: &Document, block: &Block, out: &mut dyn Write) -> io::Result<()> {
    let place = document.locate(block.span).place;
    let label = document.label(block).map(|label| format!("[{label}]")).unwrap_or_default();
    let hidden = block.hidden.map(|hidden| format!("〔{hidden}〕")).unwrap_or_default();
    let text = document.slice(block.span).replace('\n', "⏎");
    writeln!(out, "{place}\t{label}{hidden}{text}")
}
