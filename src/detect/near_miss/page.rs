//! The page that reads like scanned text which nobody proofread: one finding instead of dozens.

use super::{Candidate, Tier};
use super::{rules, to_match};
use crate::finding::{Match, Message};
use crate::model::{BOUNDARY, symbol};
use crate::span::Span;

/// Fewest slips that make such a page.
const FEWEST: usize = 8;
/// Most Chinese characters for each slip. Proofread text has one in many thousands.
const SPARSEST: usize = 100;

/// What is reported of the slips of a text: each by itself, or all as one. Names that must not be
/// written wrongly are always told by themselves.
pub(super) fn matches(text: &str, found: &[Candidate]) -> Vec<Match> {
    let all: Vec<Match> = found.iter().map(to_match).collect();
    let slips = found.iter().filter(|candidate| candidate.tier >= Tier::Error).count();
    let is_dense = || text.chars().filter(|&char| symbol(char) != BOUNDARY).count() <= slips * SPARSEST;
    if slips < FEWEST || !is_dense() {
        return all;
    }
    let (mut kept, slips): (Vec<Match>, Vec<Match>) =
        all.into_iter().partition(|found| found.rule.id == rules::PROTECTED.id);
    kept.extend(page(slips.iter().map(|slip| slip.span).collect()));
    kept
}

fn page(mut spans: Vec<Span<crate::span::Text>>) -> Option<Match> {
    spans.sort_unstable_by_key(|span| span.start());
    let (first, others) = spans.split_first()?;
    let mut found = Match::new(&rules::PAGE, *first);
    found.also = others.to_vec();
    found.count = spans.len() as u32;
    found.message = Some(Message::new(
        format!("全文有 {} 处疑似错字，像是扫描识别后没有校对，建议对照原件整篇校对", spans.len()),
        format!("{} probable slips: scanned text that nobody proofread?", spans.len()),
    ));
    Some(found)
}
