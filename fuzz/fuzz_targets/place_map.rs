//! Any bytes in the text format that the first byte chooses: what stands in the file byte by byte leads
//! back to exactly those bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shenjiao::format::{self, Item, Limits};
use shenjiao::{Document, Origin, Source};

const NAMES: [&str; 7] = ["a.txt", "a.md", "a.html", "a.xml", "a.json", "a.sql", "a.csv"];

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, rest)) = bytes.split_first() else { return };
    let name = NAMES[first as usize % NAMES.len()];
    format::read(Source::new(Origin::file(name), rest), &Limits::default(), &mut |item| {
        if let Item::Document(document) = item {
            check(&document);
        }
    });
});

fn check(document: &Document) {
    let Some(stored) = document.stored() else { return };
    for piece in document.map().pieces().iter().filter(|piece| piece.is_verbatim()) {
        assert_eq!(document.slice(piece.text()), &stored.text()[piece.stored().range()]);
        assert!(document.locate(piece.text()).raw.is_some());
    }
}
