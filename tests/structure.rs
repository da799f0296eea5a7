//! The notices in `fixtures/notices`, each against the findings that `expected.jsonl` lists for it.
//!
//! The notices are invented. A notice without a line in `expected.jsonl` must stay silent.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use shenjiao::format::{self, Item, Limits};
use shenjiao::rule::Category;
use shenjiao::{Engine, Finding, Origin, Source};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/notices")
}

fn scan(engine: &Engine, name: &str, bytes: Vec<u8>) -> Vec<Finding> {
    let mut findings = Vec::new();
    format::read(Source::new(Origin::file(name), bytes), &Limits::default(), &mut |item| match item {
        Item::Document(document) => findings.extend(engine.scan(&document)),
        Item::Skip(skip) => panic!("{skip:?}"),
    });
    let wanted = |finding: &Finding| finding.is_reported() && finding.rule.category == Category::Structure;
    findings.into_iter().filter(wanted).collect()
}

/// `STR004 一般 44 [46]`: rule, level, line, the other lines it names.
fn outline(finding: &Finding) -> String {
    let line = |place: &shenjiao::place::Place| place.line_column().map_or(0, |(line, _)| line);
    let also: Vec<usize> = finding.also.iter().map(|(_, place)| line(place)).collect();
    format!("{} {} {} {also:?}", finding.rule.id, finding.severity, line(&finding.place))
}

/// What `expected.jsonl` lists, by notice.
fn expected() -> BTreeMap<String, Vec<String>> {
    let mut expected: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in fs::read_to_string(folder().join("expected.jsonl")).unwrap().lines() {
        let wanted: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| wanted[key].as_str().unwrap().to_owned();
        let finding = format!("{} {} {} {}", text("rule"), text("severity"), wanted["line"], lines(&wanted["also"]));
        expected.entry(text("notice")).or_default().push(finding);
    }
    expected
}

fn lines(also: &serde_json::Value) -> String {
    let lines: Vec<u64> = also.as_array().unwrap().iter().map(|line| line.as_u64().unwrap()).collect();
    format!("{lines:?}")
}

#[test]
fn notices_give_what_is_expected_and_nothing_else() {
    let engine = Engine::builder().build().unwrap();
    let mut expected = expected();
    let mut read = 0;
    for entry in fs::read_dir(folder()).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if !name.ends_with(".txt") {
            continue;
        }
        read += 1;
        let findings = scan(&engine, &name, fs::read(entry.path()).unwrap());
        let found: Vec<String> = findings.iter().map(outline).collect();
        let wanted = expected.remove(&name).unwrap_or_default();
        assert_eq!(found, wanted, "{name}");
    }
    assert!(read >= 2, "only {read} notices read");
    assert!(expected.is_empty(), "notices that do not exist: {expected:?}");
}
