//! The index against slow obvious searches, with generated input.

use proptest::prelude::*;

use super::{Hit, PhraseIndex, fold, is_gap};

/// Few characters, so that phrases occur, overlap and repeat; some of the pairs are common ones.
fn prose(alphabet: &'static str) -> impl Strategy<Value = String> {
    let chars: Vec<char> = alphabet.chars().collect();
    proptest::collection::vec(proptest::sample::select(chars), 0..60).prop_map(String::from_iter)
}

fn phrases() -> impl Strategy<Value = Vec<String>> {
    let chars: Vec<char> = "规定的人未a".chars().collect();
    let phrase = proptest::collection::vec(proptest::sample::select(chars), 2..6).prop_map(String::from_iter);
    proptest::collection::btree_set(phrase, 1..20).prop_map(|set| set.into_iter().collect())
}

fn hits(phrases: &[String], text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    PhraseIndex::new(phrases.iter().map(String::as_str)).search(text, |hit| hits.push(hit));
    sorted(hits)
}

fn sorted(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|hit| (hit.span.start, hit.span.end, hit.phrase));
    hits
}

fn reference(phrases: &[String], text: &str) -> Vec<Hit> {
    let searcher = aho_corasick::AhoCorasick::new(phrases).expect("small patterns");
    let found = searcher.find_overlapping_iter(text);
    sorted(found.map(|hit| Hit { span: hit.range(), phrase: hit.pattern().as_usize() }).collect())
}

proptest! {
    #[test]
    fn the_same_hits_as_an_automaton(phrases in phrases(), text in prose("规定的人未aé，𠮷")) {
        prop_assert_eq!(hits(&phrases, &text), reference(&phrases, &text));
    }

    /// Invisible characters change the places, never the number of hits.
    #[test]
    fn invisible_characters_hide_nothing(phrases in phrases(), text in prose("规定的人未a\u{200b}\u{ad}")) {
        let squeezed: String = text.chars().filter(|&char| !is_gap(char)).collect();
        let found = hits(&phrases, &text);
        prop_assert_eq!(found.len(), reference(&phrases, &squeezed).len());
        for hit in found {
            let plain: String = text[hit.span].chars().filter(|&char| !is_gap(char)).collect();
            prop_assert_eq!(&plain, &phrases[hit.phrase]);
        }
    }

    /// Full-width forms count as the ASCII ones, wherever they stand.
    #[test]
    fn full_width_forms_are_folded(phrases in phrases(), text in prose("规定未aａｂ，,。“\u{feff}")) {
        let squeezed: String = text.chars().filter(|&char| !is_gap(char)).map(fold).collect();
        prop_assert_eq!(hits(&phrases, &text).len(), reference(&phrases, &squeezed).len());
    }
}
