//! JSON Lines: one finding, one skip or the summary a line. This is the stable interface for
//! programs; keys and names are never localised.

use std::io::{self, Write};

use super::{Kind, Options, Report, Summary, wire};
use crate::engine::{Outcome, Scanned};

/// JSON Lines.
pub(super) const KIND: Kind =
    Kind { id: "jsonl", title: "JSON Lines（供程序读取）", endings: &[".jsonl", ".ndjson"], open };

fn open(options: Options) -> Box<dyn Report> {
    Box::new(JsonLines { options })
}

struct JsonLines {
    options: Options,
}

impl Report for JsonLines {
    fn outcome(&mut self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        match outcome {
            Outcome::Scanned(scanned) => self.document(scanned, out),
            Outcome::Skipped(skip) => line(&wire::Skipped::of(skip), out),
        }
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        line(&wire::Total::of(summary), out)
    }
}

impl JsonLines {
    fn document(&self, scanned: &Scanned, out: &mut dyn Write) -> io::Result<()> {
        let shown = scanned.findings.iter().filter(|finding| self.options.shows(finding));
        for finding in shown {
            line(&wire::Found::of(scanned, finding, &self.options), out)?;
        }
        Ok(())
    }
}

fn line(value: &impl serde::Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}
