//! From findings to one word on which a program can act.

use serde::Serialize;

use crate::report::Summary;
use crate::rule::Severity;

/// What a caller should do with what it asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing speaks against publishing.
    Pass,
    /// Somebody should look.
    Warn,
    /// It must not be published as it is.
    Block,
}

/// What leads to which verdict. What could not be read never passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The level from which a finding blocks; `None` for never.
    pub block: Option<Severity>,
    /// The level from which a finding warns; `None` for never.
    pub warn: Option<Severity>,
    /// What comes of a document or a part that could not be read.
    pub unread: Verdict,
}

impl Default for Judgement {
    fn default() -> Self {
        Judgement { block: Some(Severity::Serious), warn: Some(Severity::Advice), unread: Verdict::Warn }
    }
}

impl Verdict {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Pass => "pass",
            Verdict::Warn => "warn",
            Verdict::Block => "block",
        }
    }
}

impl Judgement {
    /// The verdict on everything that one request asked about.
    pub fn of(&self, summary: &Summary) -> Verdict {
        let worst = summary.worst();
        let reaches = |level: Option<Severity>| level.is_some_and(|level| worst >= Some(level));
        let found = match (reaches(self.block), reaches(self.warn)) {
            (true, _) => Verdict::Block,
            (_, true) => Verdict::Warn,
            _ => Verdict::Pass,
        };
        // Where a rule could not run, nobody can say that it would have found nothing.
        let unread = if summary.unread() > 0 { self.unread.max(Verdict::Warn) } else { Verdict::Pass };
        found.max(unread)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::skip::SkipReason;

    fn summary(severity: Option<Severity>, unread: bool) -> Summary {
        let mut summary = Summary::default();
        summary.severities.extend(severity.map(|severity| (severity, 1)));
        summary.skipped.extend(unread.then_some((SkipReason::Encrypted, 1)));
        summary
    }

    #[test]
    fn what_was_not_read_never_passes() {
        let lax = Judgement { block: None, warn: None, unread: Verdict::Pass };
        assert_eq!(lax.of(&summary(Some(Severity::Serious), false)), Verdict::Pass);
        assert_eq!(lax.of(&summary(None, true)), Verdict::Warn);
        let strict = Judgement { unread: Verdict::Block, ..Judgement::default() };
        assert_eq!(strict.of(&summary(None, true)), Verdict::Block);
    }

    #[test]
    fn levels_decide() {
        let usual = Judgement::default();
        assert_eq!(usual.of(&summary(None, false)), Verdict::Pass);
        assert_eq!(usual.of(&summary(Some(Severity::Error), false)), Verdict::Warn);
        assert_eq!(usual.of(&summary(Some(Severity::Serious), false)), Verdict::Block);
    }
}
