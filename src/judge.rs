//! From matches to findings: overlaps, exceptions, levels, and what a report may repeat.

use sha2::{Digest, Sha256};

use crate::document::Document;
use crate::finding::{Finding, Fingerprint, Match, Message, Secret, Shown, Verdict};
use crate::rule::Category;

pub mod excerpt;
mod overlap;
mod policy;

pub use policy::{Allow, Policy};

/// Judges the matches of one document. The findings come in the order of their spans.
pub fn judge(document: &Document, matches: Vec<Match>, policy: &Policy) -> Vec<Finding> {
    let matches = matches.into_iter().filter(|found| policy.is_on(found.rule)).collect();
    let matches = overlap::resolve(matches);
    let privacy = excerpt::PrivateSpans::of(&matches);
    matches.iter().map(|found| finding(document, found, policy, &privacy)).collect()
}

fn finding(document: &Document, found: &Match, policy: &Policy, privacy: &excerpt::PrivateSpans) -> Finding {
    let location = document.locate(found.span);
    let plain = document.slice(found.span);
    let hidden = document.block_at(found.span.start()).and_then(|block| block.hidden);
    let mut evidence = found.evidence.clone();
    evidence.extend(hidden.map(|hidden| format!("hidden:{}", hidden.name()).into()));
    Finding {
        rule: found.rule,
        severity: policy.severity(found.rule, found.severity),
        confidence: found.confidence,
        span: found.span,
        chars: (document.chars_before(found.span.start()), document.chars_before(found.span.end())),
        raw: location.raw,
        place: location.place,
        also: found.also.iter().map(|&span| (span, document.locate(span).place)).collect(),
        text: shown(found, plain),
        excerpt: excerpt::excerpt(document, found, privacy),
        message: message(found),
        suggestion: found.suggestion.clone(),
        evidence,
        count: found.count,
        verdict: verdict(found, plain, policy),
        fingerprint: fingerprint(document, found),
    }
}

fn shown(found: &Match, plain: &str) -> Shown {
    if found.rule.category != Category::Privacy {
        return Shown::Plain(plain.to_owned());
    }
    let masked = found.masked.clone().unwrap_or_else(|| excerpt::mask_all(plain));
    Shown::Secret(Secret::new(plain, masked))
}

fn message(found: &Match) -> Message {
    let summary = found.rule.summary;
    found.message.clone().unwrap_or_else(|| Message::new(summary.zh, summary.en))
}

fn verdict(found: &Match, plain: &str, policy: &Policy) -> Verdict {
    match (&found.verdict, policy.allowed(found.rule, plain)) {
        (Verdict::Report, Some(allow)) => Verdict::Accepted { by: allow.by.clone(), reason: allow.reason.clone() },
        (verdict, _) => verdict.clone(),
    }
}

/// See [`Fingerprint`]. The block around the match is the context; without one, the rule and the
/// origin alone name it.
fn fingerprint(document: &Document, found: &Match) -> Fingerprint {
    let block = document.block_at(found.span.start()).map_or("", |block| document.slice(block.span));
    let origin = document.origin().to_string();
    let context: String = block.chars().map(|char| if char.is_numeric() { '#' } else { char }).collect();
    let digest = Sha256::new()
        .chain_update(found.rule.id)
        .chain_update([0])
        .chain_update(origin)
        .chain_update([0])
        .chain_update(context)
        .finalize();
    let (first, _) = digest.split_at(8);
    Fingerprint(first.iter().fold(0, |hash, &byte| (hash << 8) | u64::from(byte)))
}
