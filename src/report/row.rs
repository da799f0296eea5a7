//! Findings and skips as rows of one table, for every report that is a table.

use super::{Lang, Options};
use crate::engine::Scanned;
use crate::finding::{Finding, Verdict};
use crate::judge::excerpt::mask_digits;
use crate::rule::Severity;
use crate::skip::Skip;
use crate::source::Origin;

/// One line of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// The outermost file.
    pub(super) path: String,
    /// What it is inside that file, if it is a container.
    pub(super) member: String,
    /// Where a person finds it.
    pub(super) place: String,
    /// `None` for what was not read.
    pub(super) severity: Option<Severity>,
    /// The level in words, or that it was not read, cleared or accepted.
    pub(super) level: String,
    /// The rule's identifier, empty for a skip.
    pub(super) rule: &'static str,
    /// The rule's name.
    pub(super) name: &'static str,
    /// The rule's summary.
    pub(super) title: &'static str,
    /// What kind of fault it is.
    pub(super) category: &'static str,
    /// What is wrong.
    pub(super) message: String,
    /// What was found, masked.
    pub(super) text: String,
    /// What stands before it, masked.
    pub(super) before: String,
    /// What stands after it, masked.
    pub(super) after: String,
    /// What to write instead.
    pub(super) suggestion: String,
    /// Citations and evidence.
    pub(super) basis: String,
    /// How many things it stands for.
    pub(super) count: u32,
    /// Names it across runs.
    pub(super) fingerprint: String,
    /// Who is responsible for the document, as far as that is known.
    pub(super) department: String,
}

impl Row {
    /// A finding.
    pub(super) fn finding(scanned: &Scanned, finding: &Finding, options: &Options) -> Self {
        let (lang, reveal) = (options.lang, options.reveal);
        Row {
            place: lang.place(&finding.place),
            severity: Some(finding.severity),
            level: level(finding, lang),
            rule: finding.rule.id,
            name: finding.rule.name,
            category: lang.category(finding.rule.category),
            message: lang.pick(&finding.message.zh, &finding.message.en).to_owned(),
            text: finding.text.as_str(reveal).to_owned(),
            before: finding.excerpt.before.as_str(reveal).to_owned(),
            after: finding.excerpt.after.as_str(reveal).to_owned(),
            suggestion: finding.suggestion.clone().unwrap_or_default(),
            basis: lang.basis(finding),
            count: finding.count,
            fingerprint: finding.fingerprint.to_string(),
            title: lang.pick(finding.rule.summary.zh, finding.rule.summary.en),
            department: quiet(scanned.responsible().unwrap_or_default()),
            ..Row::at(&scanned.origin)
        }
    }

    /// Something that was not read.
    pub(super) fn skip(skip: &Skip, options: &Options) -> Self {
        let lang = options.lang;
        let detail = if skip.detail.is_empty() { String::new() } else { format!("：{}", skip.detail) };
        Row {
            place: skip.place.as_ref().map(|place| lang.place(place)).unwrap_or_default(),
            level: lang.pick("未检查", "not checked").to_owned(),
            message: format!("{}{detail}", lang.skip(skip.reason)),
            count: 1,
            ..Row::at(&skip.origin)
        }
    }

    /// The file, and what it is inside it.
    pub(super) fn file(&self) -> String {
        if self.member.is_empty() { self.path.clone() } else { format!("{} » {}", self.path, self.member) }
    }

    /// What was found and what stands around it.
    #[cfg(feature = "xlsx")]
    pub(super) fn quote(&self) -> String {
        format!("{}【{}】{}", self.before.trim_start(), self.text, self.after.trim_end())
    }

    fn at(origin: &Origin) -> Self {
        let member = origin.member_chain().unwrap_or_default();
        Row { path: origin.path().to_owned(), member, ..Row::default() }
    }
}

/// What a document says of itself, as a report may repeat it: on one line, without runs of digits
/// long enough to be a number of a person.
pub(super) fn quiet(text: &str) -> String {
    const NUMBER: usize = 7;
    let line = text.split(char::is_control).collect::<Vec<_>>().join(" ");
    mask_digits(line.trim(), NUMBER)
}

fn level(finding: &Finding, lang: Lang) -> String {
    match &finding.verdict {
        Verdict::Report => lang.severity(finding.severity).to_owned(),
        Verdict::Cleared { reason } => {
            format!("{}：{}", lang.pick("无误", "cleared"), lang.pick(&reason.zh, &reason.en))
        }
        Verdict::NotRun { reason } => {
            format!("{}：{}", lang.pick("未判断", "not run"), lang.pick(&reason.zh, &reason.en))
        }
        Verdict::Accepted { by, reason } => format!("{}：{by}，{reason}", lang.pick("已确认", "accepted")),
    }
}
