//! The shape of findings in machine-readable output, apart from the types that the program works
//! with, so that neither holds the other back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::row::quiet;
use super::{Options, Summary};
use crate::document::Meta;
use crate::engine::Scanned;
use crate::finding::{Finding, Verdict};
use crate::place::{Place, column_name};
use crate::rule::Severity;
use crate::skip::Skip;

/// `{"type":"finding",…}`
#[derive(Debug, Serialize)]
pub(crate) struct Found<'a> {
    r#type: &'static str,
    path: &'a str,
    member: Option<String>,
    rule: &'static str,
    name: &'static str,
    category: &'static str,
    severity: &'static str,
    confidence: &'static str,
    span: Range,
    chars: Range,
    raw: Option<Range>,
    place: At<'a>,
    text: &'a str,
    excerpt: Around<'a>,
    suggestion: Option<&'a str>,
    message: &'a str,
    evidence: Vec<&'a str>,
    count: u32,
    fingerprint: String,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<Other<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<About>,
    /// Present and true when the texts are not masked.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    revealed: bool,
}

/// What the document says of itself, and who answers for it; the keys that it has depend on the document.
#[derive(Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct About {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) column: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) issuer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) site: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) department: Option<String>,
}

impl About {
    fn of(scanned: &Scanned) -> Option<Self> {
        let Meta { title, column, issuer, site, .. } = &scanned.meta;
        let said = |text: &Option<String>| text.as_deref().map(quiet).filter(|text| !text.is_empty());
        let [title, column, issuer, site] = [title, column, issuer, site].map(said);
        let about = About { title, column, issuer, site, department: said(&scanned.department) };
        (about != About::default()).then_some(about)
    }
}

#[derive(Debug, Serialize)]
struct Range {
    start: usize,
    end: usize,
}

#[derive(Debug, Serialize)]
struct Around<'a> {
    before: &'a str,
    after: &'a str,
}

#[derive(Debug, Serialize)]
struct Other<'a> {
    span: Range,
    place: At<'a>,
}

/// A place; the keys that it has depend on the kind of document.
#[derive(Debug, Default, Serialize)]
struct At<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    slide: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a str>,
}

/// `{"type":"skipped",…}`
#[derive(Debug, Serialize)]
pub(crate) struct Skipped<'a> {
    r#type: &'static str,
    path: &'a str,
    member: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<At<'a>>,
    reason: &'static str,
    detail: &'a str,
}

/// `{"type":"summary",…}`
#[derive(Debug, Serialize)]
pub(crate) struct Total {
    r#type: &'static str,
    files: u64,
    documents: u64,
    bytes: u64,
    excluded: u64,
    skipped: BTreeMap<&'static str, u64>,
    findings: u64,
    severities: BTreeMap<&'static str, u64>,
    rules: BTreeMap<&'static str, u64>,
    cleared: u64,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    not_run: BTreeMap<&'static str, u64>,
    accepted: u64,
    seconds: f64,
}

impl<'a> Found<'a> {
    pub(crate) fn of(scanned: &'a Scanned, finding: &'a Finding, options: &Options) -> Self {
        let (reason, by) = verdict(&finding.verdict, options);
        Found {
            r#type: "finding",
            path: scanned.origin.path(),
            member: scanned.origin.member_chain(),
            rule: finding.rule.id,
            name: finding.rule.name,
            category: finding.rule.category.name(),
            severity: finding.severity.name(),
            confidence: finding.confidence.name(),
            span: Range { start: finding.span.start(), end: finding.span.end() },
            chars: Range { start: finding.chars.0, end: finding.chars.1 },
            raw: finding.raw.map(|raw| Range { start: raw.start(), end: raw.end() }),
            place: At::of(&finding.place),
            text: finding.text.as_str(options.reveal),
            excerpt: Around {
                before: finding.excerpt.before.as_str(options.reveal),
                after: finding.excerpt.after.as_str(options.reveal),
            },
            suggestion: finding.suggestion.as_deref(),
            message: options.lang.pick(&finding.message.zh, &finding.message.en),
            evidence: finding.evidence.iter().map(|evidence| &*evidence.0).collect(),
            count: finding.count,
            fingerprint: finding.fingerprint.to_string(),
            verdict: finding.verdict.name(),
            reason,
            by,
            also: others(finding),
            document: About::of(scanned),
            revealed: options.reveal,
        }
    }
}

fn verdict<'a>(verdict: &'a Verdict, options: &Options) -> (Option<&'a str>, Option<&'a str>) {
    match verdict {
        Verdict::Report => (None, None),
        Verdict::Cleared { reason } | Verdict::NotRun { reason } => {
            (Some(options.lang.pick(&reason.zh, &reason.en)), None)
        }
        Verdict::Accepted { by, reason } => (Some(reason), Some(by)),
    }
}

fn others(finding: &Finding) -> Vec<Other<'_>> {
    let range = |start, end| Range { start, end };
    let other = finding.also.iter();
    other.map(|(span, place)| Other { span: range(span.start(), span.end()), place: At::of(place) }).collect()
}

impl<'a> At<'a> {
    fn of(place: &'a Place) -> Self {
        let none = At::default();
        match place {
            Place::Line { line, column } => At { line: Some(*line), column: Some(*column), ..none },
            Place::Pointer { pointer, line } => {
                let (line, column) = line.unzip();
                At { pointer: Some(pointer), line, column, ..none }
            }
            Place::Cell { sheet, row, column } => {
                let cell = Some(format!("{}{row}", column_name(*column)));
                At { sheet: Some(sheet), cell, row: Some(*row), column: Some(*column), ..none }
            }
            Place::Paragraph(number) => At { paragraph: Some(*number), ..none },
            Place::TableCell { table, row, column } => {
                At { table: Some(*table), row: Some(*row), column: Some(*column), ..none }
            }
            Place::Page { page, line } => At { page: Some(*page), line: *line, ..none },
            Place::Slide(number) => At { slide: Some(*number), ..none },
            Place::Part(name) => At { part: Some(name), ..none },
            Place::Whole => none,
        }
    }
}

impl<'a> Skipped<'a> {
    pub(crate) fn of(skip: &'a Skip) -> Self {
        Skipped {
            r#type: "skipped",
            path: skip.origin.path(),
            member: skip.origin.member_chain(),
            place: skip.place.as_ref().map(At::of),
            reason: skip.reason.name(),
            detail: &skip.detail,
        }
    }
}

impl Total {
    pub(crate) fn of(summary: &Summary) -> Self {
        Total {
            r#type: "summary",
            files: summary.files,
            documents: summary.documents,
            bytes: summary.bytes,
            excluded: summary.excluded,
            skipped: summary.skipped.iter().map(|(reason, count)| (reason.name(), *count)).collect(),
            findings: summary.reported(),
            severities: Severity::ALL.into_iter().map(|level| (level.name(), summary.at(level))).collect(),
            rules: summary.rules.iter().map(|(id, count)| (*id, *count)).collect(),
            cleared: summary.cleared,
            not_run: summary.not_run.clone(),
            accepted: summary.accepted,
            seconds: (summary.seconds * 1000.0).round() / 1000.0,
        }
    }
}
