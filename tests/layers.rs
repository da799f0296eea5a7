//! Lower layers never import higher ones.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

/// The layers from the lowest to the highest. Modules in one entry may know each other's types.
const LAYERS: &[&[&str]] = &[
    &["date", "digit", "edits", "span", "text_index", "words"],
    &["place", "source", "stored"],
    &["skip", "rule"],
    &["document"],
    &["finding"],
    &["dictionary", "model"],
    &["format", "detect"],
    &["judge"],
    &["engine", "baseline"],
    &["redact", "report", "learn", "sweep"],
    &["config"],
    &["serve"],
    &["cli", "main"],
];

/// `format` and `detect` stand side by side and do not know each other.
const STRANGERS: &[(&str, &str)] = &[("format", "detect"), ("detect", "format")];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The first component below `src`, without `.rs`.
fn module_of(path: &Path) -> String {
    let below = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let first = below.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The crate's own modules that a source file names.
fn imports(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let named =
        lines.flat_map(|line| line.match_indices("crate::").map(|(at, found)| line[at + found.len()..].to_owned()));
    named.map(|rest| rest.chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect()).collect()
}

#[test]
fn arrows_point_down() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut faults = Vec::new();
    let mut checked = 0;
    for file in files {
        let module = module_of(&file);
        if module == "lib" {
            continue;
        }
        let Some(own) = layer(&module) else {
            faults.push(format!("{module} has no layer"));
            continue;
        };
        for import in imports(&fs::read_to_string(&file).unwrap()) {
            let strangers = STRANGERS.iter().any(|&(from, to)| from == module && to == import);
            if layer(&import).is_some_and(|other| other > own) || strangers {
                faults.push(format!("{} must not know {import}", file.display()));
            }
            checked += 1;
        }
    }
    assert!(checked > 20, "only {checked} imports seen: the test reads nothing");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_library_neither_prints_nor_touches_the_world() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let forbidden = ["println!", "eprintln!", "std::fs", "std::env", "std::process", "SystemTime"];
    for file in files.iter().filter(|file| !["cli", "main"].contains(&module_of(file).as_str())) {
        let text = fs::read_to_string(file).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        for word in forbidden {
            assert!(!code.contains(word), "{} uses {word}", file.display());
        }
    }
}
