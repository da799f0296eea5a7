//! Every planted value of fixtures/documents is read, at its place, and what hides it is known;
//! and every file that fights back is a reported skip. `scripts/make-documents` made the files.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use shenjiao::document::{Block, Document};
use shenjiao::format::{self, Item, Limits};
use shenjiao::skip::{Skip, SkipReason};
use shenjiao::{Origin, Source};

#[derive(Default)]
struct Read {
    documents: Vec<Document>,
    skips: Vec<Skip>,
}

/// One line of the manifest.
struct Planted {
    file: String,
    value: String,
    member: String,
    place: String,
    hidden: String,
    label: String,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/documents")
}

fn read_bytes(name: &str, bytes: Vec<u8>) -> Read {
    let mut read = Read::default();
    format::read(Source::new(Origin::file(name), bytes), &Limits::default(), &mut |item| match item {
        Item::Document(document) => read.documents.push(*document),
        Item::Skip(skip) => read.skips.push(skip),
    });
    read
}

fn read(name: &str) -> Read {
    read_bytes(name, fs::read(folder().join(name)).unwrap())
}

fn manifest() -> Vec<Planted> {
    let text = fs::read_to_string(folder().join("manifest.tsv")).unwrap();
    let rows = text.lines().skip(1).map(|line| {
        let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        let [file, value, member, place, hidden, label] = cells.try_into().unwrap();
        Planted { file, value, member, place, hidden, label }
    });
    rows.collect()
}

/// `-` is nothing, `?` anything.
fn agrees(expected: &str, found: &str) -> bool {
    expected == "?" || (if expected == "-" { found.is_empty() } else { expected == found })
}

impl Planted {
    fn fits(&self, document: &Document, block: &Block) -> bool {
        let place = document.locate(block.span).place.to_string();
        let hidden = block.hidden.map_or("", |hidden| hidden.name());
        // Lines have a column of their own inside the block, pages have lines.
        let line_fits = self.place == "1:6" && place == "1:1";
        let page_fits = self.place.ends_with('页') && place.starts_with(&self.place);
        let place_fits = agrees(&self.place, &place) || line_fits || page_fits;
        place_fits && agrees(&self.hidden, hidden) && agrees(&self.label, document.label(block).unwrap_or_default())
    }

    /// What is wrong with how it was read, if anything.
    fn fault(&self, read: &Read) -> Option<String> {
        let mut seen = Vec::new();
        for document in &read.documents {
            let member = document.origin().member_chain().unwrap_or_default();
            for block in document.blocks().iter().filter(|block| document.slice(block.span).contains(&self.value)) {
                if agrees(&self.member, &member) && self.fits(document, block) {
                    return None;
                }
                let place = document.locate(block.span).place;
                seen.push(format!("{member} {place} {:?} {:?}", block.hidden, document.label(block)));
            }
        }
        let wanted = format!("{} {} {} {}", self.member, self.place, self.hidden, self.label);
        Some(format!("{} {}: wanted {wanted}; seen {seen:?}", self.file, self.value))
    }
}

#[test]
fn planted_values_are_found_where_they_stand() {
    let mut files: BTreeMap<String, Vec<Planted>> = BTreeMap::new();
    for planted in manifest() {
        files.entry(planted.file.clone()).or_default().push(planted);
    }
    let mut faults = Vec::new();
    let mut count = 0;
    for (file, all) in files {
        let read = read(&file);
        count += all.len();
        faults.extend(all.iter().filter_map(|planted| planted.fault(&read)));
    }
    assert!(count > 150, "only {count} planted values");
    assert!(faults.is_empty(), "{} of {count}:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn what_cannot_be_read_says_why() {
    for (file, reason) in [
        ("bomb.zip", SkipReason::TooLarge),
        ("cut.zip", SkipReason::Damaged),
        ("deep.zip", SkipReason::TooDeep),
        ("encrypted.zip", SkipReason::Encrypted),
        ("encrypted.7z", SkipReason::Encrypted),
        ("encrypted-data.7z", SkipReason::Encrypted),
        ("entities.docx", SkipReason::Unsupported),
        ("tower.docx", SkipReason::TooDeep),
        ("encrypted.pdf", SkipReason::Encrypted),
        ("cut.pdf", SkipReason::Damaged),
        ("forms.pdf", SkipReason::Timeout),
        ("scan.pdf", SkipReason::NoText),
        ("unmapped.pdf", SkipReason::NoText),
        ("scan.ofd", SkipReason::NoText),
        ("volumes.part01.rar", SkipReason::Unsupported),
    ] {
        let read = read(file);
        let gaps = read.documents.iter().flat_map(Document::gaps).map(|gap| gap.reason);
        let reasons: Vec<SkipReason> = read.skips.iter().map(|skip| skip.reason).chain(gaps).collect();
        assert!(reasons.contains(&reason), "{file}: {reasons:?}");
    }
}

/// A copy with a block of zeros around `part` of 10: what is left where a disk or a transfer failed.
fn overwritten(bytes: &[u8], part: usize) -> Vec<u8> {
    let size = (bytes.len() / 6).clamp(16, 4096).min(bytes.len());
    let start = (bytes.len() * part / 10).saturating_sub(size / 2).min(bytes.len() - size);
    let mut copy = bytes.to_vec();
    copy[start..start + size].fill(0);
    copy
}

#[test]
fn what_is_lost_under_zeros_is_said() {
    let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for planted in manifest() {
        files.entry(planted.file).or_default().push(planted.value);
    }
    let mut silent = Vec::new();
    let mut lost = 0;
    for (file, values) in files {
        let bytes = fs::read(folder().join(&file)).unwrap();
        for part in [2, 4, 5, 7, 8] {
            let read = read_bytes(&file, overwritten(&bytes, part));
            let holds = |value: &String| read.documents.iter().any(|document| document.text().contains(value));
            let gone: Vec<_> = values.iter().filter(|value| !holds(value)).collect();
            let said = !read.skips.is_empty() || read.documents.iter().any(|document| !document.gaps().is_empty());
            lost += usize::from(!gone.is_empty());
            if !gone.is_empty() && !said {
                silent.push(format!("{file} at {part}/10: {gone:?}"));
            }
        }
    }
    assert!(lost > 100, "only {lost} copies lost something");
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}
