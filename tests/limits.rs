//! Every limit of `[limits]`: written into the configuration, kept by the program, and said when it is hit.
#![cfg(all(feature = "cli", feature = "archive", feature = "pdf"))]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// A limit, the document of fixtures/documents that hits it, the reason that is told, and a part of the detail.
const LIMITS: &[(&str, &str, &str, &str)] = &[
    ("bytes = 100", "text.docx", "too-large", "超过 100 字节"),
    ("unpacked-bytes = 100", "list.tar.gz", "too-large", "100 字节"),
    ("expansion = 1", "bomb.zip", "too-large", "解压后超过"),
    ("members = 1", "gbk-names.zip", "too-large", "已读 1 个成员"),
    ("depth = 1", "nested.zip", "too-deep", "上限 1 层"),
    ("cells = 2", "sheet.xlsx", "too-large", "单元格"),
    ("pages = 1", "long.pdf", "too-large", "自第 2 页起"),
];

fn skipped(limit: &str, document: &str) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("shenjiao.toml"), format!("[limits]\n{limit}\n")).unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/documents").join(document);
    fs::copy(fixture, folder.path().join(document)).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_shenjiao"));
    let output = command.args(["check", ".", "--format", "jsonl"]).current_dir(folder.path()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let values = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    values.filter(|value| value["type"] == "skipped").collect()
}

#[test]
fn every_limit_is_kept_and_said() {
    for (limit, document, reason, detail) in LIMITS {
        let skipped = skipped(limit, document);
        let hit = |skip: &Value| skip["reason"] == *reason && skip["detail"].as_str().unwrap().contains(detail);
        assert!(skipped.iter().any(hit), "{limit} {document}: {skipped:?}");
        let (name, _) = limit.split_once(" = ").unwrap();
        // The bomb is let off: reading all of it takes long.
        let loose = if *document == "bomb.zip" { "expansion = 200" } else { &format!("{name} = 4000000000") };
        let without = self::skipped(loose, document);
        let told = without.iter().any(hit);
        assert_eq!(told, *document == "bomb.zip", "{limit} {document}: {without:?}");
    }
}

#[test]
fn every_limit_is_documented() {
    let documented = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md")).unwrap();
    let names = LIMITS.iter().map(|(limit, ..)| limit.split(' ').next().unwrap());
    for name in names.chain(["seconds", "memory"]) {
        assert!(documented.contains(&format!("| `{name}` |")), "{name}");
    }
}

#[test]
fn a_limit_that_makes_no_sense_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "一切正常。\n").unwrap();
    for (limit, told) in [("memory = \"1MB\"", "512MB"), ("memory = true", "2GB"), ("second = 1", "second")] {
        fs::write(folder.path().join("shenjiao.toml"), format!("[limits]\n{limit}\n")).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_shenjiao"));
        let output = command.args(["check", "a.txt"]).current_dir(folder.path()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && said.contains(told), "{limit}: {said}");
    }
}
