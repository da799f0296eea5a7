//! Workflow commands that GitHub Actions shows beside the changed lines.

use std::io::{self, Write};

use super::{Kind, Options, Report, Summary};
use crate::engine::{Outcome, Scanned};
use crate::finding::Finding;
use crate::rule::Severity;

/// GitHub annotations.
pub(super) const KIND: Kind = Kind { id: "github", title: "GitHub Actions 注释", endings: &[], open };

fn open(options: Options) -> Box<dyn Report> {
    Box::new(Github { options })
}

struct Github {
    options: Options,
}

impl Report for Github {
    fn outcome(&mut self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        match outcome {
            Outcome::Scanned(scanned) => {
                let mut reported = scanned.findings.iter().filter(|finding| finding.is_reported());
                reported.try_for_each(|finding| self.annotation(scanned, finding, out))
            }
            Outcome::Skipped(skip) => {
                let (path, reason) = (property(skip.origin.path()), self.options.lang.skip(skip.reason));
                let title = property(self.options.lang.pick("未检查", "not checked"));
                writeln!(out, "::warning file={path},title={title}::{}", data(&format!("{reason} {}", skip.detail)))
            }
        }
    }

    fn finish(&mut self, _summary: &Summary, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

impl Github {
    fn annotation(&self, scanned: &Scanned, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
        let lang = self.options.lang;
        let (line, column) = finding.place.line_column().unwrap_or((1, 1));
        let path = property(scanned.origin.path());
        let title = property(&format!("{} {}", finding.rule.id, finding.rule.name));
        let suggestion = finding.suggestion.as_deref().map(|text| format!(" → {text}")).unwrap_or_default();
        let message = lang.pick(&finding.message.zh, &finding.message.en);
        let text = data(&format!("{message}：{}{suggestion}", finding.text.as_str(self.options.reveal)));
        writeln!(out, "::{} file={path},line={line},col={column},title={title}::{text}", level(finding.severity))
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Serious => "error",
        Severity::Error => "warning",
        Severity::Advice => "notice",
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_end_its_command() {
        assert_eq!(data("a\n::error::b%"), "a%0A::error::b%25");
        assert_eq!(property("a,b:c"), "a%2Cb%3Ac");
    }
}
