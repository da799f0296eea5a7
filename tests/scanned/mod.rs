//! What personal numbers are reported in a file, one by one.

use std::sync::OnceLock;

use shenjiao::format::{self, Item, Limits};
use shenjiao::judge::Policy;
use shenjiao::{Engine, Finding, Origin, Source};

/// What is found in a file of this name.
fn scan(name: &str, text: &str) -> Vec<Finding> {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    let policy = Policy { each: true, ..Policy::default() };
    let engine = ENGINE.get_or_init(|| Engine::builder().policy(policy).build().unwrap());
    let mut findings = Vec::new();
    format::read(Source::new(Origin::file(name), text), &Limits::default(), &mut |item| match item {
        Item::Document(document) => findings.extend(engine.scan(&document)),
        Item::Skip(skip) => panic!("{skip:?}"),
    });
    findings.retain(|finding| finding.rule.id.starts_with("PII") && finding.is_reported());
    findings
}

/// The names of the rules that report something in a file of this name.
pub(crate) fn reported(name: &str, text: &str) -> Vec<&'static str> {
    scan(name, text).iter().map(|finding| finding.rule.name).collect()
}
