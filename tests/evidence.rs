//! Every evidence that detectors give has words in reports: an editor never reads a key.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use shenjiao::document::Hidden;
use shenjiao::format::Limits;
use shenjiao::report::words::knows_evidence;
use shenjiao::{Engine, Origin, Source};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

fn below(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    found
}

/// What the engine says of a source.
fn evidence(engine: &Engine, name: &str, bytes: Vec<u8>, all: &mut BTreeSet<String>) {
    for outcome in engine.scan_source(Source::new(Origin::file(name), bytes), &Limits::default()) {
        if let shenjiao::engine::Outcome::Scanned(scanned) = outcome {
            let evidence = scanned.findings.into_iter().flat_map(|finding| finding.evidence);
            all.extend(evidence.map(|evidence| evidence.0.into_owned()));
        }
    }
}

fn assert_known(all: &BTreeSet<String>) {
    let strange: Vec<_> = all.iter().filter(|evidence| !knows_evidence(evidence)).collect();
    assert!(strange.is_empty(), "src/report/words/evidence.rs has no words for {strange:?}");
}

#[test]
fn what_examples_and_fixtures_give_has_words() {
    let engine = Engine::builder().build().unwrap();
    let mut all = BTreeSet::new();
    for rule in engine.rules() {
        let examples = rule.examples.hit.iter().chain(rule.examples.miss);
        examples.for_each(|text| evidence(&engine, "例句.txt", text.as_bytes().to_vec(), &mut all));
    }
    for file in below("fixtures") {
        evidence(&engine, &file.to_string_lossy(), fs::read(&file).unwrap(), &mut all);
    }
    for expected in ["checksum", "owner:unknown", "written:full-width", "hidden:comment", "safe-fix", "tier:error"] {
        assert!(all.contains(expected), "{expected} is not even found");
    }
    assert_known(&all);
}

/// Keys that occur in no fixture are read from the source itself.
#[test]
fn what_the_source_names_has_words() {
    let sources = below("src/detect").into_iter().chain(below("src/judge"));
    let texts: Vec<String> = sources
        .filter(|file| file.extension().is_some_and(|extension| extension == "rs"))
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    let mut all: BTreeSet<String> = texts.iter().flat_map(|text| literals(text)).collect();
    assert!(all.len() > 25, "{all:?}");
    all.extend(Hidden::ALL.iter().map(|hidden| format!("hidden:{}", hidden.name())));
    assert_known(&all);
}

/// String literals that are evidence: what is handed to `with`, and `key:value` of keys whose values are identifiers.
fn literals(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    let handed = code.split(".with(\"").chain(code.split(".with(format!(\"")).skip(1);
    let handed = handed.filter_map(|rest| rest.split(['"', '{']).next()).filter(|literal| is_evidence(literal));
    handed.chain(code.split('"').filter(|literal| has_identifier(literal))).map(complete).collect()
}

fn is_evidence(literal: &str) -> bool {
    !literal.is_empty() && literal.chars().all(|char| char.is_ascii_lowercase() || "-:".contains(char))
}

fn has_identifier(literal: &str) -> bool {
    let key = literal.split_once(':').map_or("", |(key, _)| key);
    is_evidence(literal) && ["owner", "written", "beside", "prefix", "region"].contains(&key)
}

/// The beginning of a format gets a value that its key has, so that the key is asked for.
fn complete(literal: &str) -> String {
    match literal.strip_suffix(':') {
        Some("edit") => "edit:shape".to_owned(),
        Some(key) => format!("{key}:1"),
        None => literal.to_owned(),
    }
}
