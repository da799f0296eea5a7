//! GitLab's code quality report: a list that merge requests show beside the changed lines.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;

use super::{Kind, Options, Report, Summary};
use crate::engine::{Outcome, Scanned};
use crate::finding::{Finding, Fingerprint};
use crate::rule::Severity;

/// GitLab code quality.
pub(super) const KIND: Kind = Kind {
    id: "gitlab",
    title: "GitLab 代码质量报告",
    endings: &[".gitlab.json", "gl-code-quality-report.json"],
    open,
};

fn open(options: Options) -> Box<dyn Report> {
    Box::new(Gitlab { options, seen: HashMap::new(), written: 0 })
}

struct Gitlab {
    options: Options,
    seen: HashMap<Fingerprint, u32>,
    written: u64,
}

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

impl Report for Gitlab {
    fn outcome(&mut self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        let Outcome::Scanned(scanned) = outcome else { return Ok(()) };
        for finding in scanned.findings.iter().filter(|finding| finding.is_reported()) {
            out.write_all(if self.written == 0 { b"[\n" } else { b",\n" })?;
            self.written += 1;
            let fingerprint = self.unique(finding.fingerprint);
            serde_json::to_writer(&mut *out, &issue(scanned, finding, fingerprint, &self.options))?;
        }
        Ok(())
    }

    fn finish(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.written == 0 { b"[]\n" } else { b"\n]\n" })
    }
}

impl Gitlab {
    /// GitLab drops issues with equal fingerprints, so that the second of the same context gets a number.
    fn unique(&mut self, fingerprint: Fingerprint) -> String {
        let seen = self.seen.entry(fingerprint).or_default();
        *seen += 1;
        if *seen == 1 { fingerprint.to_string() } else { format!("{fingerprint}-{seen}") }
    }
}

fn issue<'a>(scanned: &'a Scanned, finding: &'a Finding, fingerprint: String, options: &Options) -> Issue<'a> {
    let message = options.lang.pick(&finding.message.zh, &finding.message.en);
    Issue {
        description: format!("{message}：{}", finding.text.as_str(options.reveal)),
        check_name: finding.rule.name,
        fingerprint,
        severity: level(finding.severity),
        location: Location {
            path: scanned.origin.path(),
            lines: Lines { begin: finding.place.line_column().map_or(1, |(line, _)| line) },
        },
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Serious => "blocker",
        Severity::Error => "major",
        Severity::Advice => "info",
    }
}
