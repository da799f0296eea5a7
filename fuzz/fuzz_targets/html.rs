//! Any bytes as a page: reading never panics, and blocks stand in order and never overlap.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shenjiao::format::{self, Item, Limits};
use shenjiao::{Origin, Source};

fuzz_target!(|bytes: &[u8]| {
    format::read(Source::new(Origin::file("a.html"), bytes), &Limits::default(), &mut |item| match item {
        Item::Document(document) => {
            let mut end = 0;
            for block in document.blocks() {
                assert!(block.span.start() >= end);
                end = block.span.end();
                document.slice(block.span);
            }
        }
        Item::Skip(skip) => assert_ne!(skip.reason.name(), "failed"),
    });
});
