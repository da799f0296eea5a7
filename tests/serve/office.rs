//! Masked copies of office documents, hidden places included.

use std::io::{Cursor, Read};
use std::path::Path;

use serde_json::Value;

use crate::harness::Server;

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/documents").join(name)).unwrap()
}

fn private(value: &Value) -> Vec<&Value> {
    let documents = value["documents"].as_array().unwrap().iter();
    documents
        .flat_map(|document| document["findings"].as_array().unwrap())
        .filter(|found| found["category"] == "privacy")
        .collect()
}

/// Every part of a package, one after the other.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let member = |index| {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (name, bytes)
    };
    (0..count).map(member).collect()
}

#[test]
fn a_masked_copy_has_no_finding_left_wherever_it_stood() {
    let server = Server::start(&[]);
    for name in ["text.docx", "hidden.docx", "sheet.xlsx", "show.pptx", "hidden.pptx"] {
        let bytes = fixture(name);
        let before = server.form("/v1/check", &[(name, &bytes)], None).value();
        assert!(!private(&before).is_empty(), "{name} has nothing to mask");
        let masked = server.form("/v1/mask", &[(name, &bytes)], None);
        assert_eq!(masked.status, 200, "{name} {}", String::from_utf8_lossy(&masked.body));
        let after = server.form("/v1/check", &[(name, &masked.body)], None).value();
        assert!(private(&after).is_empty(), "{name} {:?}", private(&after));
        let (old, new) = (parts(&bytes), parts(&masked.body));
        let names = |parts: &[(String, Vec<u8>)]| {
            let kept = parts.iter().filter(|(name, _)| !name.contains("thumbnail"));
            kept.map(|(name, _)| name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names(&old), names(&new), "{name}");
    }
}

#[test]
fn a_copy_that_would_still_leak_is_not_given_but_its_places_are() {
    let server = Server::start(&[]);
    let masked = server.form("/v1/mask", &[("hidden.xlsx", &fixture("hidden.xlsx"))], None);
    assert_eq!(masked.problem(), "unmaskable");
    assert_eq!(masked.value()["left"].as_array().unwrap().len(), 1, "{:?}", masked.value());
}

#[test]
fn a_correction_is_written_into_a_word_document() {
    let server = Server::start(&[]);
    let bytes = fixture("text.docx");
    let text = |bytes: &[u8]| {
        let options = serde_json::json!({ "include_text": true });
        let value = server.form("/v1/check", &[("a.docx", bytes)], Some(&options)).value();
        (value["documents"][0]["view"]["text"].as_str().unwrap().to_owned(), value)
    };
    let (before, value) = text(&bytes);
    let found = private(&value)[0];
    let pick = serde_json::json!({ "only": [{ "index": found["index"], "fingerprint": found["fingerprint"], "text": "（略）" }] });
    let corrected = server.form("/v1/correct", &[("a.docx", &bytes)], Some(&pick));
    assert_eq!(corrected.status, 200, "{corrected:?}");
    let (after, _) = text(&corrected.body);
    assert!(after.contains("（略）") && after.len() < before.len(), "{after}");
}

#[test]
fn what_no_copy_can_be_made_of_says_what_to_do() {
    let server = Server::start(&[]);
    for name in ["text.pdf", "hand.ofd", "text.doc", "sheet.xls", "text.odt", "text.rtf"] {
        let refused = server.form("/v1/mask", &[(name, &fixture(name))], None);
        assert_eq!(refused.status, 422, "{name}");
        assert!(refused.value()["detail"].as_str().unwrap().contains("原文件"), "{name} {:?}", refused.value());
    }
}
