//! `POST /v1/mask` and `POST /v1/correct`: the same document with some of its text replaced.

use serde::{Deserialize, Serialize};

use super::check::in_detail;
use super::json;
use crate::engine::Engine;
use crate::finding::Finding;
use crate::format::Limits;
use crate::redact::{self, Change, MaskedCopy, Refusal};
use crate::report::Lang;
use crate::rule::Category;
use crate::serve::ask::{self, Ask, Input, Language};
use crate::serve::http::{Request, Response};
use crate::serve::problem::{Kind, Problem};
use crate::serve::service::Service;

/// Which findings, and how they are shown.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Options {
    lang: Language,
    each: bool,
    only: Vec<Pick>,
}

/// A finding of a check of the same bytes with the same options.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pick {
    index: usize,
    fingerprint: String,
    /// What to write, instead of the suggestion.
    #[serde(default)]
    text: Option<String>,
}

impl ask::Options for Options {
    const FIELDS: &'static [&'static str] = &["lang", "each", "only"];
}

#[derive(Serialize)]
struct Amended {
    text: String,
    found: usize,
    left: usize,
}

/// Masks everything private, or the picked findings.
pub(in crate::serve) fn mask(service: &Service, request: &Request) -> Result<Response, Problem> {
    let ask = one(ask::read::<Options>(request)?)?;
    match ask.options.only.is_empty() {
        true => amend(service, ask, whole),
        false => amend(service, ask, picked),
    }
}

/// Writes the picked corrections.
pub(in crate::serve) fn correct(service: &Service, request: &Request) -> Result<Response, Problem> {
    let ask = one(ask::read::<Options>(request)?)?;
    if ask.options.only.is_empty() {
        return Err(
            Kind::Unprocessable.because("only 不能为空：请选定要改的各条", "only must name the findings to correct")
        );
    }
    amend(service, ask, picked)
}

fn one(ask: Ask<Options>) -> Result<Ask<Options>, Problem> {
    match ask.inputs.len() {
        1 => Ok(ask),
        _ => Err(Kind::Unprocessable.because("一次只能处理一个文件", "one file at a time")),
    }
}

/// Makes the copy on a worker and sends it back the way the document came.
fn amend(
    service: &Service,
    ask: Ask<Options>,
    work: fn(&Engine, &Limits, &Input, &Options) -> Result<MaskedCopy, Problem>,
) -> Result<Response, Problem> {
    let (engine, limits) = (service.engine(), service.setup.limits.clone());
    let Some(input) = ask.inputs.into_iter().next() else { return Err(Kind::Internal.problem()) };
    let (options, shift) = (ask.options, input.shift);
    let name = input.source.origin.path().to_owned();
    let copy = service.gate.run(move |end| {
        let limits = Limits { until: Some(end), ..limits };
        work(&engine, &limits, &input, &options)
    })??;
    match shift {
        Some(shift) => {
            let text = String::from_utf8(copy.bytes).map_err(|_| Kind::Internal.problem())?;
            json(&Amended { text: text[shift as usize..].to_owned(), found: copy.found, left: copy.left })
        }
        None => Ok(file(copy, &name)),
    }
}

fn whole(engine: &Engine, limits: &Limits, input: &Input, options: &Options) -> Result<MaskedCopy, Problem> {
    let engine = in_detail(engine.clone(), true);
    let copy = redact::redact(&engine, &nameless(input), limits).map_err(|refusal| told(&refusal))?;
    if copy.left == 0 {
        return Ok(copy);
    }
    // A half masked copy would be taken for a masked one.
    let left = Kind::Unmaskable.because(
        format!("还有 {} 处不能自动遮盖，请手工处理", copy.left),
        format!("{} places cannot be masked automatically", copy.left),
    );
    Err(left.with_left(places(&copy, options.lang.into())))
}

fn picked(engine: &Engine, limits: &Limits, input: &Input, options: &Options) -> Result<MaskedCopy, Problem> {
    let engine = in_detail(engine.clone(), options.each);
    let mut taken = 0;
    let bytes = redact::amended(&engine, &input.source, limits, &mut |index, finding| {
        let found = pick(&options.only, index, finding);
        taken += usize::from(found.is_some());
        found
    });
    let bytes = bytes.map_err(|refusal| told(&refusal))?;
    if taken < options.only.len() {
        return Err(Kind::Unprocessable
            .because("有的问题已不在原处，请重新检查", "some findings are no longer there; check again"));
    }
    Ok(MaskedCopy { bytes, found: taken, left: 0, places: Vec::new() })
}

fn pick(only: &[Pick], index: usize, finding: &Finding) -> Option<Change> {
    let pick = only.iter().find(|pick| pick.index == index && pick.fingerprint == finding.fingerprint.to_string())?;
    match &pick.text {
        Some(text) => Some(Change::Text(text.clone())),
        None if finding.rule.category == Category::Privacy => Some(Change::Mask),
        // One of several is a person's choice, and an instruction is nothing to write.
        None => match redact::choices(finding)[..] {
            [only] => Some(Change::Text(only.to_owned())),
            _ => None,
        },
    }
}

/// Numbers in the name are no part of the copy.
fn nameless(input: &Input) -> crate::Source {
    let extension = input.source.origin.extension();
    crate::Source::new(crate::Origin::file(format!("正文.{extension}")), input.source.bytes.clone())
}

fn places(copy: &MaskedCopy, lang: Lang) -> Vec<String> {
    copy.places.iter().map(|place| lang.place(place)).collect()
}

fn told(refusal: &Refusal) -> Problem {
    let kind = if matches!(refusal, Refusal::Unread(_)) { Kind::Unprocessable } else { Kind::Unmaskable };
    kind.because(refusal.to_string(), refusal.in_english())
}

fn file(copy: MaskedCopy, name: &str) -> Response {
    let extension: String = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    let extension: String = extension.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    let (found, left) = (copy.found.to_string(), copy.left.to_string());
    Response::new(200, "application/octet-stream", copy.bytes)
        .with("Content-Disposition", format!("attachment; filename=\"masked.{extension}\""))
        .with("Shenjiao-Found", found)
        .with("Shenjiao-Left", left)
}
