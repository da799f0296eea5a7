//! What a run amounts to.

use std::collections::BTreeMap;

use crate::engine::{Outcome, Scanned};
use crate::finding::{Finding, Verdict};
use crate::rule::Severity;
use crate::skip::SkipReason;

/// Counts over a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Outermost sources in which at least one document was scanned.
    pub files: u64,
    /// Documents scanned: more than files where containers were opened.
    pub documents: u64,
    /// Bytes of the outermost sources that were read.
    pub bytes: u64,
    /// Files and folders left out because the configuration says so.
    pub excluded: u64,
    /// What was not read, by reason.
    pub skipped: BTreeMap<SkipReason, u64>,
    /// Reported findings by rule identifier.
    pub rules: BTreeMap<&'static str, u64>,
    /// Reported findings by level.
    pub severities: BTreeMap<Severity, u64>,
    /// Looked at and found innocent.
    pub cleared: u64,
    /// Places where a rule could not run for want of something in the document, by rule identifier.
    pub not_run: BTreeMap<&'static str, u64>,
    /// Accepted by somebody.
    pub accepted: u64,
    /// Wall-clock time of the run, filled in by whoever has a clock.
    pub seconds: f64,
}

impl Summary {
    /// Counts the outcomes of one outermost source of `bytes` bytes.
    pub fn add_source(&mut self, bytes: u64, outcomes: &[Outcome]) {
        self.bytes += bytes;
        self.files += u64::from(outcomes.iter().any(|outcome| matches!(outcome, Outcome::Scanned(_))));
        for outcome in outcomes {
            match outcome {
                Outcome::Scanned(scanned) => self.add_document(scanned),
                Outcome::Skipped(skip) => *self.skipped.entry(skip.reason).or_default() += 1,
            }
        }
    }

    fn add_document(&mut self, scanned: &Scanned) {
        self.documents += 1;
        scanned.findings.iter().for_each(|finding| self.add_finding(finding));
    }

    fn add_finding(&mut self, finding: &Finding) {
        match finding.verdict {
            Verdict::Cleared { .. } => self.cleared += 1,
            Verdict::NotRun { .. } => *self.not_run.entry(finding.rule.id).or_default() += 1,
            Verdict::Accepted { .. } => self.accepted += 1,
            Verdict::Report => {
                *self.rules.entry(finding.rule.id).or_default() += 1;
                *self.severities.entry(finding.severity).or_default() += 1;
            }
        }
    }

    /// Reported findings of this level.
    pub fn at(&self, severity: Severity) -> u64 {
        self.severities.get(&severity).copied().unwrap_or(0)
    }

    /// All reported findings.
    pub fn reported(&self) -> u64 {
        self.severities.values().sum()
    }

    /// How many things were not read.
    pub fn unread(&self) -> u64 {
        self.skipped.values().sum()
    }

    /// The worst level reported.
    pub fn worst(&self) -> Option<Severity> {
        self.severities.keys().next_back().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::skip::Skip;
    use crate::source::Origin;

    #[test]
    fn a_source_of_which_nothing_was_read_is_no_scanned_file() {
        let mut summary = Summary::default();
        let skip = Skip::new(Origin::file("甲.docx"), SkipReason::Encrypted, "");
        summary.add_source(7, &[Outcome::Skipped(skip)]);
        assert_eq!((summary.files, summary.unread(), summary.bytes), (0, 1, 7));
        assert_eq!(summary.worst(), None);
    }
}
