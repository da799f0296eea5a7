//! Any bytes as what a reading process answers: what becomes a document holds together.
#![no_main]

use shenjiao::format::{Item, parcel};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some(Item::Document(document)) = parcel::unpack(bytes) {
        for block in document.blocks() {
            document.slice(block.span);
            document.label(block);
            document.locate(block.span);
        }
    }
});
