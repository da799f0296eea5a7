//! Recall and precision on synthetic announcements, with floors. `cargo bench --bench evaluation`
//! runs more of them and prints the whole table; `docs/evaluation.md` keeps it.
#![allow(clippy::unwrap_used, clippy::panic)]

mod generator;

use generator::Set;
use generator::announcements::Family;

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
