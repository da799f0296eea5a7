//! What all targets check, and how bytes become files that a reader gets into.

use std::io::{Cursor, Write};

use shenjiao::format::{self, Item, Limits};
use shenjiao::{Origin, Source};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Reads bytes under this name: no reader panics, blocks stand in order and never overlap, and every
/// block has a place.
pub fn read(name: &str, bytes: &[u8]) {
    let limits = Limits { unpacked_bytes: 16 << 20, members: 200, pages: 20, cells: 100_000, ..Limits::default() };
    format::read(Source::new(Origin::file(name), bytes), &limits, &mut |item| match item {
        Item::Document(document) => {
            let mut end = 0;
            for block in document.blocks() {
                assert!(block.span.start() >= end);
                end = block.span.end();
                document.slice(block.span);
                document.locate(block.span);
            }
        }
        Item::Skip(skip) => assert_ne!(skip.reason.name(), "failed", "{}", skip.detail),
    });
}

/// A package of parts, stored as they are: bytes that are changed stay readable.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(*name, options).expect("memory can be written to");
        zip.write_all(bytes).expect("memory can be written to");
    }
    zip.finish().expect("memory can be written to").into_inner()
}

/// The bytes in two halves, cut at the first NUL: two parts of a package can be changed together.
pub fn halves(bytes: &[u8]) -> (&[u8], &[u8]) {
    let cut = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
    (&bytes[..cut], bytes.get(cut + 1..).unwrap_or_default())
}
