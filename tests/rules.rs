//! Every rule's own examples, through the whole engine, as plain-text documents.
#![allow(clippy::unwrap_used, clippy::panic)]

use shenjiao::format::{self, Item, Limits};
use shenjiao::{Engine, Finding, Origin, Source};

fn scan(engine: &Engine, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let source = Source::new(Origin::file("例句.txt"), text);
    format::read(source, &Limits::default(), &mut |item| match item {
        Item::Document(document) => findings.extend(engine.scan(&document)),
        Item::Skip(skip) => panic!("{skip:?}"),
    });
    findings
}

fn reported(engine: &Engine, text: &str, id: &str) -> bool {
    scan(engine, text).iter().any(|finding| finding.is_reported() && finding.rule.id == id)
}

#[test]
fn examples_hit_and_miss() {
    let engine = Engine::builder().build().unwrap();
    let mut faults = Vec::new();
    for rule in engine.rules() {
        let hits = rule.examples.hit.iter().filter(|text| !reported(&engine, text, rule.id));
        faults.extend(hits.map(|text| format!("{} {} should hit: {text}", rule.id, rule.name)));
        let misses = rule.examples.miss.iter().filter(|text| reported(&engine, text, rule.id));
        faults.extend(misses.map(|text| format!("{} {} should stay silent: {text}", rule.id, rule.name)));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn identifiers_and_names_are_unique() {
    let engine = Engine::builder().build().unwrap();
    let rules = engine.rules();
    for (index, rule) in rules.iter().enumerate() {
        let twice = rules[..index].iter().any(|other| other.id == rule.id || other.name == rule.name);
        assert!(!twice, "{} {}", rule.id, rule.name);
    }
}
