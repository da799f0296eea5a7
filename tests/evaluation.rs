//! Recall and precision on synthetic announcements, with floors. `cargo bench --bench evaluation`
//! runs more of them and prints the whole table; `docs/evaluation.md` keeps it.
#![allow(clippy::unwrap_used, clippy::panic)]

mod generator;

use generator::Set;
use generator::announcements::Family;
use generator::score::{self, Scores};
use shenjiao::Engine;
use shenjiao::judge::Policy;

/// Documents of each kind; the whole run is a benchmark.
const DOCUMENTS: usize = 100;

fn run(set: Set, family: Family) -> Scores {
    let engine = Engine::builder().policy(Policy { each: true, ..Policy::default() }).build().unwrap();
    score::run(&engine, set, family, DOCUMENTS, DOCUMENTS)
}

/// Fails when a kind is found less often than it was when the floor was set.
fn floors(scores: &Scores, floors: &[(&str, f64, f64)]) {
    for &(kind, recall, precision) in floors {
        let score = scores.kinds.get(kind).copied().unwrap_or_default();
        assert!(score.there > 0, "no {kind} in the documents");
        assert!(score.recall() >= recall, "{kind}: recall {:.4}\n{}", score.recall(), scores.faults.join("\n"));
        assert!(
            score.precision() >= precision,
            "{kind}: precision {:.4}\n{}",
            score.precision(),
            scores.faults.join("\n")
        );
    }
}

#[test]
fn plain_numbers_are_found() {
    let scores = run(Set::Tune, Family::Plain);
    floors(&scores, &[("citizen-id", 0.995, 0.999), ("mobile", 0.995, 0.99), ("weak-mask", 0.95, 0.99)]);
    assert!(scores.alarmed * 100 <= scores.innocent, "{} of {} innocent documents", scores.alarmed, scores.innocent);
}

#[test]
fn numbers_in_unusual_writings_are_found() {
    let scores = run(Set::Tune, Family::Unusual);
    floors(&scores, &[("citizen-id", 0.95, 0.98), ("mobile", 0.95, 0.97)]);
}

#[test]
fn a_seed_names_a_document_for_ever() {
    let once = generator::leaking(Set::Tune, Family::Unusual, 5);
    let again = generator::leaking(Set::Tune, Family::Unusual, 5);
    assert_eq!(once.text, again.text);
    assert_ne!(once.text, generator::leaking(Set::HeldOut, Family::Unusual, 5).text);
}

#[test]
fn truths_lie_where_they_say() {
    for number in 0..300 {
        let rendered = generator::leaking(Set::Tune, Family::Plain, number);
        for truth in &rendered.truths {
            let text = &rendered.text[truth.start..truth.end];
            assert!(!text.is_empty(), "{truth:?}");
            if truth.kind == "citizen-id" && truth.writing == "plain" {
                let (body, check) = text.split_at(17);
                assert_eq!(check, generator::people::check_character(body).to_string(), "{text}");
            }
        }
    }
}
