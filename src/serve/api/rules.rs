//! `GET /v1/rules`.

use serde::Serialize;

use super::json;
use crate::rule::{Bilingual, Rule};
use crate::serve::http::{Request, Response};
use crate::serve::problem::Problem;
use crate::serve::service::Service;

#[derive(Serialize)]
struct Rules<'a> {
    version: &'a str,
    rules: Vec<Wire>,
}

#[derive(Serialize)]
struct Wire {
    id: &'static str,
    name: &'static str,
    category: &'static str,
    severity: &'static str,
    summary: Both,
    explain: Both,
    citations: &'static [&'static str],
}

#[derive(Serialize)]
struct Both {
    zh: &'static str,
    en: &'static str,
}

impl From<Bilingual> for Both {
    fn from(text: Bilingual) -> Self {
        Both { zh: text.zh, en: text.en }
    }
}

pub(in crate::serve) fn answer(service: &Service, _request: &Request) -> Result<Response, Problem> {
    let engine = service.engine();
    let rules = engine.rules().into_iter().map(|rule| wire(rule, &engine)).collect();
    json(&Rules { version: &service.setup.version, rules })
}

fn wire(rule: &'static Rule, engine: &crate::Engine) -> Wire {
    Wire {
        id: rule.id,
        name: rule.name,
        category: rule.category.name(),
        severity: engine.policy().severity(rule, rule.severity).name(),
        summary: rule.summary.into(),
        explain: rule.explain.into(),
        citations: rule.citations,
    }
}
