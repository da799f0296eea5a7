//! One JSON document: `findings`, `skipped` and `summary`, in the shapes of JSON Lines.

use std::io::{self, Write};

use super::{Kind, Options, Report, Summary, wire};
use crate::engine::Outcome;
use crate::skip::Skip;

/// One JSON document.
pub(super) const KIND: Kind = Kind { id: "json", title: "单个 JSON 文档", endings: &[".json"], open };

fn open(options: Options) -> Box<dyn Report> {
    Box::new(Json { options, written: 0, skips: Vec::new() })
}

struct Json {
    options: Options,
    written: u64,
    skips: Vec<Skip>,
}

impl Report for Json {
    fn outcome(&mut self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        match outcome {
            Outcome::Skipped(skip) => self.skips.push(skip.clone()),
            Outcome::Scanned(scanned) => {
                for finding in scanned.findings.iter().filter(|finding| self.options.shows(finding)) {
                    out.write_all(if self.written == 0 { b"{\"findings\":[\n" } else { b",\n" })?;
                    serde_json::to_writer(&mut *out, &wire::Found::of(scanned, finding, &self.options))?;
                    self.written += 1;
                }
            }
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.written == 0 { b"{\"findings\":[" } else { b"\n" })?;
        out.write_all(b"],\n\"skipped\":")?;
        let skips: Vec<_> = self.skips.iter().map(wire::Skipped::of).collect();
        serde_json::to_writer(&mut *out, &skips)?;
        out.write_all(b",\n\"summary\":")?;
        serde_json::to_writer(&mut *out, &wire::Total::of(summary))?;
        out.write_all(b"}\n")
    }
}
