//! `GET /healthz`, `/metrics` and `/openapi.json`.

use serde::Serialize;

use super::json;
use crate::serve::http::{Request, Response};
use crate::serve::problem::Problem;
use crate::serve::service::Service;

/// The description of the interface (OpenAPI 3.1).
pub(in crate::serve) const OPENAPI: &str = include_str!("openapi.json");

#[derive(Serialize)]
struct Health<'a> {
    status: &'static str,
    version: &'a str,
    workers: usize,
    free: usize,
}

/// Well, unless no worker is free and one of them is overdue: only a restart brings those back.
pub(in crate::serve) fn health(service: &Service, _request: &Request) -> Result<Response, Problem> {
    let (workers, free) = (service.gate.workers(), service.gate.free());
    let stuck = service.gate.is_stuck();
    let status = if stuck { "stuck" } else { "ok" };
    let mut response = json(&Health { status, version: &service.setup.version, workers, free })?;
    if stuck {
        response.status = 503;
    }
    Ok(response)
}

pub(in crate::serve) fn openapi(_service: &Service, _request: &Request) -> Result<Response, Problem> {
    Ok(Response::new(200, "application/json", OPENAPI.as_bytes()))
}

pub(in crate::serve) fn metrics(service: &Service, _request: &Request) -> Result<Response, Problem> {
    let gate = &service.gate;
    let text = service.metrics.text(&[
        ("workers", "Documents that can be checked at a time.", gate.workers()),
        ("workers_free", "Workers that have nothing to do.", gate.free()),
        ("workers_overdue", "Times that a check took longer than it may.", gate.lost()),
    ]);
    Ok(Response::new(200, "text/plain; version=0.0.4; charset=utf-8", text.into_bytes()))
}
