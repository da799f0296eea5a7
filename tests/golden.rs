//! Documents as users have them, and what must be found in them.
//!
//! Each `fixtures/golden/<case>/input.<format>` is scanned as it is, in GBK and with CRLF; what is
//! reported must be the same three times and equal `expected.<format>.jsonl`. Byte offsets differ
//! between the three and have tests of their own. `UPDATE=1` rewrites the expectations.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use shenjiao::engine::Outcome;
use shenjiao::format::Limits;
use shenjiao::{Engine, Finding, Origin, Source};

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/golden");
    let inputs = fs::read_dir(root).unwrap().flat_map(|case| fs::read_dir(case.unwrap().path()).unwrap());
    let mut inputs: Vec<_> = inputs.map(|entry| entry.unwrap().path()).collect();
    inputs.retain(|path| path.file_stem().is_some_and(|stem| stem == "input"));
    inputs.sort();
    inputs
}

fn scan(engine: &Engine, path: &Path, bytes: &[u8]) -> Vec<String> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let outcomes = engine.scan_source(Source::new(Origin::file(name), bytes), &Limits::default());
    let found = outcomes.iter().flat_map(|outcome| match outcome {
        Outcome::Scanned(scanned) => scanned.findings.iter(),
        Outcome::Skipped(skip) => panic!("{}: {skip:?}", path.display()),
    });
    found.map(|finding| projection(finding).to_string()).collect()
}

/// What does not depend on encoding and line breaks.
fn projection(finding: &Finding) -> Value {
    json!({
        "rule": finding.rule.id,
        "name": finding.rule.name,
        "severity": finding.severity.name(),
        "place": finding.place.to_string(),
        "text": finding.text.as_str(false),
        "suggestion": finding.suggestion,
        "count": finding.count,
        "verdict": finding.verdict.name(),
    })
}

fn in_gbk(text: &str) -> Vec<u8> {
    let text = text.replace("charset=\"utf-8\"", "charset=\"gbk\"");
    let (bytes, _, lossy) = encoding_rs::GBK.encode(&text);
    assert!(!lossy, "a fixture holds characters outside GBK");
    bytes.into_owned()
}

#[test]
fn every_document_gives_what_is_expected() {
    let engine = Engine::builder().build().unwrap();
    let cases = cases();
    assert!(cases.len() >= 15, "only {} documents found", cases.len());
    let mut faults = Vec::new();
    for path in &cases {
        let text = fs::read_to_string(path).unwrap();
        let found = scan(&engine, path, text.as_bytes());
        let expected = path.with_file_name(format!("expected.{}.jsonl", path.extension().unwrap().display()));
        let written: String = found.iter().map(|line| format!("{line}\n")).collect();
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &written).unwrap();
        }
        if fs::read_to_string(&expected).unwrap_or_default() != written {
            faults.push(format!("{}: differs from its expectation, now:\n{written}", path.display()));
        }
        for (form, bytes) in [("GBK", in_gbk(&text)), ("CRLF", text.replace('\n', "\r\n").into_bytes())] {
            let other = scan(&engine, path, &bytes);
            if other != found {
                faults.push(format!("{} in {form}:\n{}\nbut in UTF-8:\n{written}", path.display(), other.join("\n")));
            }
        }
    }
    let advice = "If the change is meant, run this test with UPDATE=1 and look at the difference.";
    assert!(faults.is_empty(), "{}\n{advice}", faults.join("\n"));
}
