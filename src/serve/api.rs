//! What each address does.

use serde::Serialize;

use super::http::Response;
use super::problem::{Kind, Problem};

pub(super) mod check;
pub(super) mod mask;
pub(super) mod report;
pub(super) mod rules;
pub(super) mod status;
pub(super) mod words;

/// An answer in JSON.
///
/// # Errors
/// When the value cannot be written, which is a fault of the program.
fn json(value: &impl Serialize) -> Result<Response, Problem> {
    let body = serde_json::to_vec(value).map_err(|_| Kind::Internal.problem())?;
    Ok(Response::new(200, "application/json", body))
}
