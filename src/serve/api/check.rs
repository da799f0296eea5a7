//! `POST /v1/check`.

use serde::Deserialize;

use crate::engine::Engine;
use crate::format::Limits;
use crate::judge::Policy;
use crate::report::{Lang, Options as Shown, Summary};
use crate::rule::Severity;
use crate::serve::answer;
use crate::serve::ask::{self, Language};
use crate::serve::http::{Request, Response};
use crate::serve::problem::{Kind, Problem};
use crate::serve::scan::{self, Checked};
use crate::serve::service::Service;

/// What may be asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Options {
    lang: Language,
    show_cleared: bool,
    each: bool,
    include_text: bool,
}

impl ask::Options for Options {
    const FIELDS: &'static [&'static str] = &["lang", "show_cleared", "each", "include_text"];
}

pub(in crate::serve) fn answer(service: &Service, request: &Request) -> Result<Response, Problem> {
    let ask = ask::read::<Options>(request)?;
    let options = ask.options;
    let lang = Lang::from(options.lang);
    let engine = in_detail(service.engine(), options.each);
    let (limits, judgement, version) =
        (service.setup.limits.clone(), service.setup.judgement, service.setup.version.clone());
    // Documents are read, checked and written down on the worker: all that a hostile one can cost.
    let (body, verdict, summary) = service.gate.run(move |end| {
        let limits = Limits { until: Some(end), ..limits };
        let checked = scan::check(&engine, &limits, ask.inputs, options.include_text.then_some(lang));
        let verdict = judgement.of(&checked.summary);
        let shown = Shown { lang, show_cleared: options.show_cleared, ..Shown::default() };
        let body = serde_json::to_vec(&answer::answer(&checked, verdict, &version, &shown));
        let Checked { summary, .. } = checked;
        (body, verdict, summary)
    })?;
    count(service, verdict.name(), &summary);
    let body = body.map_err(|_| Kind::Internal.problem())?;
    Ok(Response::new(200, "application/json", body))
}

/// The engine, reporting every cell of a column when asked to.
pub(super) fn in_detail(engine: Engine, each: bool) -> Engine {
    let policy = Policy { each: each || engine.policy().each, ..engine.policy().clone() };
    engine.with_policy(policy)
}

fn count(service: &Service, verdict: &'static str, summary: &Summary) {
    let levels = Severity::ALL.into_iter().map(|level| (level.name(), summary.at(level)));
    service.metrics.checked(verdict, levels, summary.unread());
}
