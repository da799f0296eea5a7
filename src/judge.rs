//! From matches to findings: overlaps, exceptions, levels, and what a report may repeat.

use std::cell::LazyCell;

use crate::document::{Document, Hidden};
use crate::finding::{Evidence, Finding, Match, Message, Secret, Shown, Verdict};
use crate::rule::Category;

mod columns;
pub mod excerpt;
mod identity;
mod marks;
mod overlap;
mod policy;

pub use identity::fingerprint;
pub use policy::{Allow, Policy};

/// Judges the matches of one document. The findings come in the order of their spans.
pub fn judge(document: &Document, matches: Vec<Match>, policy: &Policy) -> Vec<Finding> {
    let matches = matches.into_iter().filter(|found| policy.is_on(found.rule)).collect();
    let matches = overlap::resolve(matches);
    let privacy = excerpt::PrivateSpans::of(&matches);
    let matches = if policy.each { matches } else { columns::gather(document, matches, policy) };
    let name = LazyCell::new(|| identity::name(document, &privacy));
    let judged = matches.iter().map(|found| finding(document, &name, found, policy, &privacy));
    let mut findings: Vec<_> = judged.collect();
    if policy.inline {
        marks::apply(document, &mut findings);
    }
    findings
}

fn finding(
    document: &Document,
    name: &str,
    found: &Match,
    policy: &Policy,
    privacy: &excerpt::PrivateSpans,
) -> Finding {
    let location = document.locate(found.span);
    let plain = document.slice(found.span);
    let chars = document.chars_before(found.span.start());
    let hidden = document.block_at(found.span.start()).and_then(|block| block.hidden);
    let speech = Speech::of(found, privacy);
    let context = identity::context(document, found, privacy);
    Finding {
        rule: found.rule,
        severity: policy.severity(found.rule, found.severity),
        confidence: found.confidence,
        span: found.span,
        chars: (chars, chars + plain.chars().count()),
        raw: location.raw,
        place: location.place,
        also: found.also.iter().map(|&span| (span, document.locate(span).place)).collect(),
        text: shown(found, plain, speech),
        excerpt: excerpt::excerpt(document, found, privacy),
        message: message(found, speech),
        suggestion: found.suggestion.as_deref().map(|text| speech.say(text)),
        evidence: evidence(found, hidden, speech),
        count: found.count,
        verdict: verdict(found, plain, policy),
        context,
        fingerprint: identity::fingerprint(context, name),
    }
}

/// What a finding may say of digits. Privacy rules mask their own words; every other rule quotes
/// the document without knowing what is a leak, so that numbers are taken out behind its back.
#[derive(Clone, Copy)]
enum Speech {
    Own,
    /// Runs of at least this many digits are masked.
    Masked(usize),
}

impl Speech {
    fn of(found: &Match, privacy: &excerpt::PrivateSpans) -> Self {
        let mut spans = found.also.iter().chain([&found.span]);
        match found.rule.category {
            Category::Privacy => Speech::Own,
            _ if spans.any(|&span| privacy.touch(span)) => Speech::Masked(1),
            _ => Speech::Masked(9),
        }
    }

    fn say(self, text: &str) -> String {
        match self {
            Speech::Own => text.to_owned(),
            Speech::Masked(shortest) => excerpt::mask_digits(text, shortest),
        }
    }
}

fn shown(found: &Match, plain: &str, speech: Speech) -> Shown {
    let masked = match (speech, &found.masked) {
        (Speech::Own, Some(masked)) => masked.clone(),
        (Speech::Own, None) => excerpt::mask_all(plain),
        (Speech::Masked(_), _) => speech.say(plain),
    };
    if masked == plain { Shown::Plain(masked) } else { Shown::Secret(Secret::new(plain, masked)) }
}

fn message(found: &Match, speech: Speech) -> Message {
    let summary = found.rule.summary;
    match &found.message {
        None => Message::new(summary.zh, summary.en),
        Some(message) => Message::new(speech.say(&message.zh), speech.say(&message.en)),
    }
}

fn evidence(found: &Match, hidden: Option<Hidden>, speech: Speech) -> Vec<Evidence> {
    let own = found.evidence.iter().map(|evidence| speech.say(&evidence.0).into());
    own.chain(hidden.map(|hidden| format!("hidden:{}", hidden.name()).into())).collect()
}

fn verdict(found: &Match, plain: &str, policy: &Policy) -> Verdict {
    match (&found.verdict, policy.allowed(found.rule, plain)) {
        (Verdict::Report, Some(allow)) => Verdict::Accepted { by: allow.by.clone(), reason: allow.reason.clone() },
        (verdict, _) => verdict.clone(),
    }
}
