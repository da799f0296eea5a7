//! `POST /ui/words` and `GET /ui/about`: the page adds to the site's own dictionary.

use serde::{Deserialize, Serialize};

use super::json;
use crate::serve::ask;
use crate::serve::desk::{Desk, Word};
use crate::serve::http::{Request, Response};
use crate::serve::problem::{Kind, Problem};
use crate::serve::service::Service;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Options {
    wrong: String,
    right: String,
    reason: String,
    by: String,
}

impl ask::Options for Options {
    const FIELDS: &'static [&'static str] = &["wrong", "right", "reason", "by"];
}

#[derive(Serialize)]
struct About<'a> {
    version: &'a str,
    program: &'a str,
    rules: usize,
    dictionary: String,
    body: u64,
    formats: Vec<&'a str>,
}

pub(in crate::serve) fn about(service: &Service, _request: &Request) -> Result<Response, Problem> {
    let extensions = crate::format::FORMATS.iter().flat_map(|format| format.extensions.iter().copied());
    json(&About {
        version: &service.setup.version,
        program: env!("CARGO_PKG_VERSION"),
        rules: service.engine().rules().len(),
        dictionary: desk(service)?.dictionary(),
        body: service.setup.body,
        formats: extensions.collect(),
    })
}

pub(in crate::serve) fn answer(service: &Service, request: &Request) -> Result<Response, Problem> {
    let Options { wrong, right, reason, by } = ask::options(&request.body)?;
    let word = Word { wrong, right, reason, by };
    let engine = desk(service)?.add_word(&word);
    let engine = engine.map_err(|message| Kind::Unprocessable.because(message.zh, message.en))?;
    let policy = service.engine().policy().clone();
    service.set_engine(engine.with_policy(policy));
    about(service, request)
}

pub(super) fn desk(service: &Service) -> Result<&dyn Desk, Problem> {
    service.setup.desk.as_deref().ok_or_else(|| Kind::NotFound.problem())
}
