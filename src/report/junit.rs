//! JUnit XML: every document is a test case, and what is found in it is its failure.

use std::io::{self, Write};

use super::markup::escape;
use super::{Kind, Options, Report, Summary};
use crate::engine::{Outcome, Scanned};
use crate::skip::Skip;

/// JUnit XML.
pub(super) const KIND: Kind =
    Kind { id: "junit", title: "JUnit XML（持续集成）", endings: &[".junit.xml", ".xml"], open };

fn open(options: Options) -> Box<dyn Report> {
    Box::new(Junit { options, cases: Vec::new(), tests: 0, failures: 0, errors: 0 })
}

/// The counts stand before the cases, so that the cases wait.
struct Junit {
    options: Options,
    cases: Vec<u8>,
    tests: u64,
    failures: u64,
    errors: u64,
}

impl Report for Junit {
    fn outcome(&mut self, outcome: &Outcome, _out: &mut dyn Write) -> io::Result<()> {
        self.tests += 1;
        match outcome {
            Outcome::Scanned(scanned) => self.document(scanned),
            Outcome::Skipped(skip) => self.unread(skip),
        }
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let (tests, failures, errors) = (self.tests, self.failures, self.errors);
        let counts =
            format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" time=\"{:.3}\"", summary.seconds);
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(out, "<testsuites name=\"shenjiao\" {counts}>\n<testsuite name=\"shenjiao\" {counts}>")?;
        out.write_all(&self.cases)?;
        writeln!(out, "</testsuite>\n</testsuites>")
    }
}

impl Junit {
    fn document(&mut self, scanned: &Scanned) -> io::Result<()> {
        let lang = self.options.lang;
        let reported: Vec<_> = scanned.findings.iter().filter(|finding| finding.is_reported()).collect();
        let name = escape(&scanned.origin.to_string());
        let Some(worst) = reported.iter().map(|finding| finding.severity).max() else {
            return writeln!(self.cases, "<testcase classname=\"shenjiao\" name=\"{name}\"/>");
        };
        self.failures += 1;
        writeln!(self.cases, "<testcase classname=\"shenjiao\" name=\"{name}\">")?;
        writeln!(self.cases, "<failure type=\"{}\" message=\"{}\">", worst.name(), reported.len())?;
        for finding in reported {
            let message = lang.pick(&finding.message.zh, &finding.message.en);
            let (place, text) = (lang.place(&finding.place), finding.text.as_str(self.options.reveal));
            let line = format!("{place} {} {} {message}：{text}", lang.severity(finding.severity), finding.rule.id);
            writeln!(self.cases, "{}", escape(&line))?;
        }
        writeln!(self.cases, "</failure>\n</testcase>")
    }

    fn unread(&mut self, skip: &Skip) -> io::Result<()> {
        self.errors += 1;
        let name = escape(&skip.origin.to_string());
        let detail = escape(&format!("{}：{}", self.options.lang.skip(skip.reason), skip.detail));
        writeln!(self.cases, "<testcase classname=\"shenjiao\" name=\"{name}\">")?;
        writeln!(self.cases, "<error type=\"{}\" message=\"{detail}\"/>\n</testcase>", skip.reason.name())
    }
}
