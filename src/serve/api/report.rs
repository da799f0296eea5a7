//! `POST /ui/report`: the reports of the command line, with what the editor decided on the page.

use serde::Deserialize;

use super::words::desk;
use crate::engine::Outcome;
use crate::finding::Verdict;
use crate::format::Limits;
use crate::report::{self, Lang, Options as Shown};
use crate::serve::ask::{self, Language};
use crate::serve::http::{Request, Response};
use crate::serve::page::record::{self, Record};
use crate::serve::problem::{Kind, Problem};
use crate::serve::scan::{self, Checked};
use crate::serve::service::Service;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Options {
    lang: Language,
    /// `xlsx`, `html`, `csv`, or `record`.
    kind: String,
    /// Who checked.
    by: String,
    accepted: Vec<Accepted>,
}

/// A finding that the editor let stand.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Accepted {
    input: usize,
    /// The document's number in its input, from 0.
    document: usize,
    index: usize,
    reason: String,
}

impl ask::Options for Options {
    const FIELDS: &'static [&'static str] = &["lang", "kind", "by", "accepted"];
}

pub(in crate::serve) fn answer(service: &Service, request: &Request) -> Result<Response, Problem> {
    let ask = ask::read::<Options>(request)?;
    let (engine, limits, options) = (service.engine(), service.setup.limits.clone(), ask.options);
    let (made_by, kind) = (options.by.clone(), options.kind.clone());
    let lang = Lang::from(options.lang);
    let rules = engine.rules().len();
    let checked = service.gate.run(move |end| {
        let limits = Limits { until: Some(end), ..limits };
        let mut checked = scan::check(&engine, &limits, ask.inputs, None);
        accept(&mut checked, &options);
        checked
    })?;
    if kind == "record" {
        let record = Record { by: &made_by, at: &desk(service)?.now(), version: &service.setup.version, rules, lang };
        return Ok(Response::new(200, "text/html; charset=utf-8", record::page(&record, &checked).into_bytes()));
    }
    let bytes = written(&checked, &kind, lang)?;
    Ok(Response::new(200, "application/octet-stream", bytes))
}

/// Marks what the editor decided, and counts anew.
fn accept(checked: &mut Checked, options: &Options) {
    for accepted in &options.accepted {
        let documents = checked.inputs.get_mut(accepted.input).into_iter().flat_map(|input| &mut input.outcomes);
        let mut scanned = documents.filter_map(|outcome| match outcome {
            Outcome::Scanned(scanned) => Some(scanned),
            Outcome::Skipped(_) => None,
        });
        let finding = scanned.nth(accepted.document).and_then(|scanned| scanned.findings.get_mut(accepted.index));
        if let Some(finding) = finding.filter(|finding| finding.is_reported()) {
            let by = if options.by.is_empty() { "编辑".to_owned() } else { options.by.clone() };
            finding.verdict = Verdict::Accepted { by, reason: accepted.reason.clone() };
        }
    }
    let bytes = checked.summary.bytes;
    checked.summary = report::Summary::default();
    for input in &checked.inputs {
        checked.summary.add_source(0, &input.outcomes);
    }
    checked.summary.bytes = bytes;
}

fn written(checked: &Checked, kind: &str, lang: Lang) -> Result<Vec<u8>, Problem> {
    let kind = ["xlsx", "html", "csv"].contains(&kind).then(|| report::kind(kind)).flatten();
    let kind = kind.ok_or_else(|| Kind::Unprocessable.because("没有这种报告", "there is no such report"))?;
    let mut out = Vec::new();
    let mut report = (kind.open)(Shown { lang, ..Shown::default() });
    let mut outcomes = checked.inputs.iter().flat_map(|input| &input.outcomes);
    let done = outcomes.try_for_each(|outcome| report.outcome(outcome, &mut out));
    done.map_err(|_| Kind::Internal.problem())?;
    report.finish(&checked.summary, &mut out).map_err(|_| Kind::Internal.problem())?;
    Ok(out)
}
