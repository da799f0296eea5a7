//! What a check is answered, in JSON: the fields of the `jsonl` report, and offsets besides.

use serde::Serialize;

use super::ruler::Offsets;
use super::scan::{Checked, CheckedInput, Detail, Spot, View};
use super::verdict::Verdict;
use crate::engine::{Outcome, Scanned};
use crate::finding::Finding;
use crate::place::Place;
use crate::redact;
use crate::report::{Lang, Options, wire};

/// The answer to a check.
#[derive(Serialize)]
pub(super) struct Answer<'a> {
    verdict: Verdict,
    /// The rules and dictionaries that were asked.
    version: &'a str,
    documents: Vec<Document<'a>>,
    skipped: Vec<Skipped<'a>>,
    summary: wire::Total,
}

#[derive(Serialize)]
struct Document<'a> {
    /// The input's number, from 0.
    input: usize,
    path: &'a str,
    member: Option<String>,
    format: &'a str,
    /// True when findings can be written over in it.
    editable: bool,
    findings: Vec<Found<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    view: Option<&'a View>,
}

#[derive(Serialize)]
struct Found<'a> {
    /// The finding's number in its document, from 0, whether it is listed or not.
    index: usize,
    #[serde(flatten)]
    wire: wire::Found<'a>,
    /// The rule in a sentence.
    title: &'a str,
    /// The place in words.
    #[serde(rename = "where")]
    place: String,
    /// Citations and evidence in words.
    basis: String,
    /// Where a reader does not look, if it stands there.
    #[serde(skip_serializing_if = "Option::is_none")]
    hidden: Option<&'a str>,
    /// True when the suggestion can be written without further thought.
    applicable: bool,
    /// What can be written instead: of several a person chooses.
    choices: Vec<&'a str>,
    extracted: Offsets,
    #[serde(skip_serializing_if = "<[Offsets]>::is_empty")]
    others: &'a [Offsets],
    submitted: Option<Offsets>,
}

#[derive(Serialize)]
struct Skipped<'a> {
    input: usize,
    #[serde(flatten)]
    wire: wire::Skipped<'a>,
    /// The reason in words.
    title: &'a str,
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    place: Option<String>,
}

/// Puts the answer together.
pub(super) fn answer<'a>(checked: &'a Checked, verdict: Verdict, version: &'a str, options: &Options) -> Answer<'a> {
    let mut answer = Answer {
        verdict,
        version,
        documents: Vec::new(),
        skipped: Vec::new(),
        summary: wire::Total::of(&checked.summary),
    };
    for (number, input) in checked.inputs.iter().enumerate() {
        add(&mut answer, number, input, options);
    }
    answer
}

fn add<'a>(answer: &mut Answer<'a>, input: usize, checked: &'a CheckedInput, options: &Options) {
    let mut details = checked.details.iter();
    for outcome in &checked.outcomes {
        match outcome {
            Outcome::Skipped(skip) => answer.skipped.push(Skipped {
                input,
                wire: wire::Skipped::of(skip),
                title: options.lang.skip(skip.reason),
                place: skip.place.as_ref().map(|place| options.lang.place(place)),
            }),
            Outcome::Scanned(scanned) => {
                let detail = details.next();
                answer.documents.extend(detail.map(|detail| document(input, scanned, detail, options)));
            }
        }
    }
}

fn document<'a>(input: usize, scanned: &'a Scanned, detail: &'a Detail, options: &Options) -> Document<'a> {
    let found = scanned.findings.iter().zip(&detail.places).enumerate();
    let listed = found.filter(|(_, (finding, _))| options.shows(finding));
    Document {
        input,
        path: scanned.origin.path(),
        member: scanned.origin.member_chain(),
        format: scanned.format,
        editable: scanned.origin.depth() == 0 && redact::is_editable(scanned.format),
        findings: listed.map(|(index, (finding, spot))| self::found(index, scanned, finding, spot, options)).collect(),
        view: detail.view.as_ref(),
    }
}

fn found<'a>(index: usize, scanned: &'a Scanned, finding: &'a Finding, spot: &'a Spot, options: &Options) -> Found<'a> {
    let lang: Lang = options.lang;
    Found {
        index,
        wire: wire::Found::of(scanned, finding, options),
        title: lang.pick(finding.rule.summary.zh, finding.rule.summary.en),
        place: in_words(&finding.place, lang),
        basis: lang.basis(finding),
        hidden: spot.hidden.map(|hidden| lang.pick(hidden.title(), hidden.name())),
        applicable: scanned.origin.depth() == 0 && redact::is_applicable(finding, scanned.format),
        choices: redact::choices(finding),
        extracted: spot.extracted,
        others: &spot.others,
        submitted: spot.submitted,
    }
}

/// A place for people who count lines and know nothing of `14:9`.
fn in_words(place: &Place, lang: Lang) -> String {
    match place {
        Place::Line { line, column } => match lang {
            Lang::Zh => format!("第 {line} 行第 {column} 字"),
            Lang::En => format!("line {line}, character {column}"),
        },
        _ => lang.place(place),
    }
}
