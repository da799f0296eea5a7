//! The built-in dictionaries are well kept: canonical, free of faults, true to their own examples.
#![allow(clippy::unwrap_used)]

use shenjiao::detect::phrase::prove;
use shenjiao::dictionary::{self, BUILT_IN, Entry, Fault};

fn told(file: &str, faults: Vec<Fault>) -> Vec<String> {
    faults.into_iter().map(|fault| format!("{file}:{fault}")).collect()
}

fn all() -> Vec<(&'static str, Vec<Entry<'static>>)> {
    BUILT_IN.iter().map(|(file, text)| (*file, dictionary::parse(text).entries)).collect()
}

#[test]
fn every_line_can_be_read() {
    let faults: Vec<String> =
        BUILT_IN.iter().flat_map(|(file, text)| told(file, dictionary::parse(text).faults)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_entry_has_a_fault() {
    let sheets = all();
    let mut faults = Vec::new();
    for (file, entries) in &sheets {
        let others: Vec<Entry<'_>> =
            sheets.iter().filter(|(other, _)| other != file).flat_map(|(_, entries)| entries.clone()).collect();
        faults.extend(told(file, dictionary::check(entries, &others)));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_example_behaves() {
    let entries: Vec<Entry<'_>> = all().into_iter().flat_map(|(_, entries)| entries).collect();
    let faults = told("dictionaries", prove(&entries));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn files_are_in_canonical_form() {
    for (file, text) in BUILT_IN {
        assert!(dictionary::write(&dictionary::parse(text).entries) == **text, "{file}: 请运行 shenjiao dict fmt");
    }
}
