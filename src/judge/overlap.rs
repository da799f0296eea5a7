//! One stretch of text, one finding: of all privacy rules, of all wording rules, and of each
//! structure rule, since a paragraph may well be cut off and hold the wrong marks too.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::detect::near_miss;
use crate::finding::{Match, Verdict};
use crate::rule::{Category, Rule};

/// Sorts matches by place and drops every one that a rival outranks on the same text: reported
/// before cleared, listed before inferred, worse before milder, longer before shorter, surer before
/// unsure; among equals the lower rule identifier stays.
pub(super) fn resolve(matches: Vec<Match>) -> Vec<Match> {
    // Matches are large, and nearly in order as they come: only their numbers are moved about.
    let place = |at: &usize| (matches[*at].span, matches[*at].rule.id);
    let mut places: Vec<_> = (0..matches.len()).map(|at| (place(&at), at)).collect();
    places.sort_unstable();
    let order: Vec<usize> = places.into_iter().map(|(_, at)| at).collect();
    let mut rivals = rivals(&matches, &order);
    rivals.sort_by(|one, other| {
        rank(&matches[*other]).cmp(&rank(&matches[*one])).then_with(|| place(one).cmp(&place(other)))
    });
    let mut taken = Taken::default();
    let dropped: FxHashSet<usize> = rivals.into_iter().filter(|&at| !taken.claim(&matches[at])).collect();
    let mut matches: Vec<Option<Match>> = matches.into_iter().map(Some).collect();
    let kept = order.into_iter().filter(|at| dropped.is_empty() || !dropped.contains(at));
    kept.filter_map(|at| matches[at].take()).collect()
}

/// The matches that share text with others of their class, in the order of the text as `order` gives it. Most share none,
/// and nothing outranks them.
fn rivals(matches: &[Match], order: &[usize]) -> Vec<usize> {
    /// What the matches of a class cover without a gap up to here: the last of them, and whether it is a rival already.
    struct Reach {
        end: usize,
        last: usize,
        is_rival: bool,
    }
    let mut reaches: FxHashMap<_, Reach> = FxHashMap::default();
    let mut rivals = Vec::new();
    for &at in order {
        let span = matches[at].span;
        let end = span.end().max(span.start() + 1);
        let reach = reaches.entry(class(matches[at].rule)).or_insert(Reach { end: 0, last: at, is_rival: false });
        let shares = span.start() < reach.end;
        if shares && !reach.is_rival {
            rivals.push(reach.last);
        }
        if shares {
            rivals.push(at);
        }
        *reach = Reach { end: reach.end.max(end), last: at, is_rival: shares };
    }
    rivals
}

fn rank(found: &Match) -> impl Ord {
    let listed = !near_miss::reports(found.rule);
    (found.verdict == Verdict::Report, listed, found.severity, found.span.len(), found.confidence)
}

/// Rules of one class are rivals for the same text.
fn class(rule: &Rule) -> (Category, &'static str) {
    match rule.category {
        Category::Privacy | Category::Wording => (rule.category, ""),
        Category::Structure | Category::Site => (rule.category, rule.id),
    }
}

/// The stretches already claimed, by class, each set free of overlaps.
#[derive(Default)]
struct Taken {
    /// Where each stretch of a class begins and ends.
    claims: FxHashMap<(Category, &'static str), BTreeMap<usize, usize>>,
}

impl Taken {
    fn claim(&mut self, found: &Match) -> bool {
        let claims = self.claims.entry(class(found.rule)).or_default();
        let (start, end) = (found.span.start(), found.span.end());
        let before = claims.range(..end.max(start + 1)).next_back();
        if before.is_some_and(|(_, &taken_end)| taken_end > start) {
            return false;
        }
        claims.insert(start, end);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Message;
    use crate::rule::{Basis, Bilingual, Examples, Severity};
    use crate::span::Span;

    static RULE: Rule = Rule {
        id: "TST001",
        name: "test",
        category: Category::Privacy,
        severity: Severity::Error,
        basis: Basis::Law,
        summary: Bilingual { zh: "试", en: "test" },
        explain: Bilingual { zh: "试", en: "test" },
        citations: &[],
        examples: Examples { hit: &["x"], miss: &["y"] },
    };

    #[test]
    fn the_longer_match_stays_and_neighbours_are_kept() {
        let found = |start, end| Match::new(&RULE, Span::new(start, end));
        let kept = resolve(vec![found(5, 8), found(0, 11), found(11, 20)]);
        let spans: Vec<_> = kept.iter().map(|found| found.span.range()).collect();
        assert_eq!(spans, [0..11, 11..20]);
    }

    /// Every match by rank, the slow way.
    fn slow(matches: Vec<Match>) -> Vec<Match> {
        let mut order: Vec<usize> = (0..matches.len()).collect();
        let place = |at: &usize| (matches[*at].span, matches[*at].rule.id);
        order.sort_by(|a, b| rank(&matches[*b]).cmp(&rank(&matches[*a])).then_with(|| place(a).cmp(&place(b))));
        let mut taken = Taken::default();
        order.retain(|&at| taken.claim(&matches[at]));
        order.sort_by(|a, b| place(a).cmp(&place(b)));
        order.into_iter().map(|at| matches[at].clone()).collect()
    }

    #[test]
    fn only_what_shares_text_is_ranked() {
        let mut state = 7_u32;
        let mut next = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as usize % below as usize
        };
        for _ in 0..200 {
            let matches: Vec<Match> = (0..12)
                .map(|count| {
                    let start = next(60);
                    let mut found = Match::new(&RULE, Span::new(start, start + 1 + next(11)));
                    found.count = count;
                    if next(2) == 0 { found.cleared(Message::new("号", "number")) } else { found }
                })
                .collect();
            let told = |kept: Vec<Match>| kept.iter().map(|found| (found.span, found.count)).collect::<Vec<_>>();
            assert_eq!(told(resolve(matches.clone())), told(slow(matches)));
        }
    }

    #[test]
    fn a_reported_match_outranks_a_cleared_one() {
        let cleared = Match::new(&RULE, Span::new(0, 20)).cleared(Message::new("号", "number"));
        let kept = resolve(vec![cleared, Match::new(&RULE, Span::new(2, 13))]);
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].span.range(), 2..13);
    }
}
