//! Broken copies of every document of fixtures/documents are read to an end, without a panic and
//! within time and size. `SHENJIAO_MUTATIONS=100` makes that many copies of each instead of twenty.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use shenjiao::format::{self, Item, Limits};
use shenjiao::skip::SkipReason;
use shenjiao::{Origin, Source};

/// A small generator of numbers (xorshift), so that every run breaks the same bytes.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// Flips bytes, cuts the end off, blanks or repeats a stretch.
fn break_bytes(bytes: &mut Vec<u8>, random: &mut Random) {
    let (start, length) = (random.below(bytes.len()), 1 + random.below(64));
    let end = (start + length).min(bytes.len());
    match random.below(4) {
        0 => (0..8).for_each(|_| {
            let at = random.below(bytes.len());
            bytes[at] ^= 1 << random.below(8);
        }),
        1 => bytes.truncate(start),
        2 => bytes[start..end].fill(0xFF),
        _ => {
            let stretch = bytes[start..end].to_vec();
            bytes.splice(start..start, stretch);
        }
    }
}

/// How much text was read, and whether a reader failed.
fn read(name: &str, bytes: Vec<u8>) -> (usize, bool) {
    let limits = Limits { unpacked_bytes: 32 << 20, members: 2_000, ..Limits::default() };
    let (mut text, mut failed) = (0, false);
    format::read(Source::new(Origin::file(name), bytes), &limits, &mut |item| match item {
        Item::Document(document) => text += document.text().len(),
        Item::Skip(skip) => failed |= skip.reason == SkipReason::Failed,
    });
    (text, failed)
}

#[test]
fn broken_documents_are_read_to_an_end() {
    let copies: usize = std::env::var("SHENJIAO_MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(20);
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/documents");
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut count = 0;
    // The bombs are slow by themselves, and have their own test.
    let slow = ["forms.pdf", "bomb.zip", "manifest.tsv"];
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let whole = fs::read(entry.path()).unwrap();
        for copy in 0..if slow.contains(&name.as_str()) { 0 } else { copies } {
            let mut bytes = whole.clone();
            break_bytes(&mut bytes, &mut random);
            let start = Instant::now();
            let (text, failed) = read(&name, bytes);
            assert!(!failed, "{name} {copy}: a reader panicked");
            assert!(text < 64 << 20, "{name} {copy}: {text} bytes of text");
            assert!(start.elapsed() < Duration::from_secs(30), "{name} {copy}: {:?}", start.elapsed());
            count += 1;
        }
    }
    assert!(count > 1_000, "only {count} broken documents");
}

#[test]
fn towers_do_not_end_the_program() {
    let deep = "[".repeat(200_000);
    let pdf =
        format!("%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /X {deep} >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n");
    read("deep.pdf", pdf.into_bytes());
    read("deep.rtf", format!("{{\\rtf1{}", "{".repeat(200_000)).into_bytes());
    read(
        "deep.eml",
        format!(
            "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n{}",
            "--a\nContent-Type: multipart/mixed; boundary=a\n\n".repeat(20_000)
        )
        .into_bytes(),
    );
}
