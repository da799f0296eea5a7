//! What was found: small in the hot loop ([`Match`]), complete at the edge ([`Finding`]).

use std::borrow::Cow;
use std::fmt;

use crate::place::Place;
use crate::rule::{Confidence, Rule, Severity};
use crate::span::{Raw, Span, Text};

mod secret;

pub use secret::Secret;

/// A candidate that a detector stands by. It says nothing yet about places and reports.
#[derive(Clone, Debug)]
pub struct Match {
    /// The rule.
    pub rule: &'static Rule,
    /// What was found.
    pub span: Span<Text>,
    /// Other places that belong to it: the first 序号 against the second.
    pub also: Vec<Span<Text>>,
    /// How bad this one is.
    pub severity: Severity,
    /// How sure this one is.
    pub confidence: Confidence,
    /// What speaks for it, in the order it was established.
    pub evidence: Vec<Evidence>,
    /// What is wrong, where the rule's summary does not say it all.
    pub message: Option<Message>,
    /// What to write instead.
    pub suggestion: Option<String>,
    /// For privacy rules: the form in which reports show it. Without one every character but
    /// separators is masked.
    pub masked: Option<String>,
    /// `Report`, or `Cleared` when the detector looked and found it innocent.
    pub verdict: Verdict,
    /// How many things it stands for: the rows of a column, the repeats of one fault.
    pub count: u32,
}

impl Match {
    /// A match at the rule's own level with high confidence and nothing else said.
    pub fn new(rule: &'static Rule, span: Span<Text>) -> Self {
        Match {
            rule,
            span,
            also: Vec::new(),
            severity: rule.severity,
            confidence: Confidence::High,
            evidence: Vec::new(),
            message: None,
            suggestion: None,
            masked: None,
            verdict: Verdict::Report,
            count: 1,
        }
    }

    /// The same match with one more piece of evidence.
    pub fn with(mut self, evidence: impl Into<Evidence>) -> Self {
        self.evidence.push(evidence.into());
        self
    }

    /// The same match, which could not be decided.
    pub fn not_run(mut self, reason: Message) -> Self {
        self.verdict = Verdict::NotRun { reason };
        self
    }

    /// The same match, looked at and found innocent.
    pub fn cleared(mut self, reason: Message) -> Self {
        self.verdict = Verdict::Cleared { reason };
        self
    }
}

/// A stable, machine-readable reason that speaks for a finding: `checksum`, `header:身份证号`, `hidden:comment`.
///
/// Evidence is printed in every report: it must never hold a character of the number it speaks for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Evidence(pub Cow<'static, str>);

impl From<&'static str> for Evidence {
    fn from(text: &'static str) -> Self {
        Evidence(Cow::Borrowed(text))
    }
}

impl From<String> for Evidence {
    fn from(text: String) -> Self {
        Evidence(Cow::Owned(text))
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A sentence in both languages. It must never hold a character of a leaked number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// For editors.
    pub zh: Cow<'static, str>,
    /// For everybody else.
    pub en: Cow<'static, str>,
}

impl Message {
    /// The sentence in both languages.
    pub fn new(zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Message { zh: zh.into(), en: en.into() }
    }
}

/// What became of a match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is reported.
    Report,
    /// It was looked at and is innocent. Counted, and shown when asked for.
    Cleared {
        /// Why it is innocent.
        reason: Message,
    },
    /// It could not be decided: the document does not say what the rule needs to know.
    NotRun {
        /// What is missing.
        reason: Message,
    },
    /// Somebody took responsibility for it.
    Accepted {
        /// Who, or which file.
        by: String,
        /// Why.
        reason: String,
    },
}

impl Verdict {
    /// The stable name, such as `cleared`.
    pub fn name(&self) -> &'static str {
        match self {
            Verdict::Report => "report",
            Verdict::Cleared { .. } => "cleared",
            Verdict::NotRun { .. } => "not-run",
            Verdict::Accepted { .. } => "accepted",
        }
    }
}

/// Text that a finding shows: harmless, or a secret that prints masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Text that may be repeated.
    Plain(String),
    /// A leak.
    Secret(Secret),
}

impl Shown {
    /// The text as a report may hold it: a secret only when `reveal` is asked for.
    pub fn as_str(&self, reveal: bool) -> &str {
        match self {
            Shown::Plain(text) => text,
            Shown::Secret(secret) if reveal => secret.reveal(),
            Shown::Secret(secret) => secret.masked(),
        }
    }
}

/// The text around a finding, on the same line or in the same block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// What stands before it.
    pub before: Shown,
    /// What stands after it.
    pub after: Shown,
}

/// One thing for a person to look at.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How bad it is, after configuration.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// Bytes of the extracted text.
    pub span: Span<Text>,
    /// Code points of the extracted text, half-open.
    pub chars: (usize, usize),
    /// Bytes of the file, where the format has such offsets.
    pub raw: Option<Span<Raw>>,
    /// Where a person finds it.
    pub place: Place,
    /// The other places that belong to it, each with its span.
    pub also: Vec<(Span<Text>, Place)>,
    /// What was found.
    pub text: Shown,
    /// What stands around it.
    pub excerpt: Excerpt,
    /// What is wrong.
    pub message: Message,
    /// What to write instead.
    pub suggestion: Option<String>,
    /// What speaks for it.
    pub evidence: Vec<Evidence>,
    /// How many things it stands for.
    pub count: u32,
    /// What became of it.
    pub verdict: Verdict,
    /// Names what stands around it, wherever the file lies.
    pub context: Fingerprint,
    /// Names it across runs, without a digit of it.
    pub fingerprint: Fingerprint,
}

impl Finding {
    /// True when it is reported, neither cleared nor accepted.
    pub fn is_reported(&self) -> bool {
        self.verdict == Verdict::Report
    }
}

/// Names a finding across runs: a hash of the rule and of the block's text with every leak
/// replaced by the name of its kind and every other run of digits by one mark; with the origin
/// for [`Finding::fingerprint`], without it for [`Finding::context`]. The digits themselves never enter: the ID numbers of one city can be
/// enumerated in minutes, so that a hash of a number is the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(pub u64);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}
