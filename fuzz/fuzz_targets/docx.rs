//! The text and the styles of a Word document, in a package that a reader gets into.
#![no_main]

use shenjiao_fuzz::{halves, package, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (first, second) = halves(bytes);
    let parts: &[(&str, &[u8])] = &[
        ("word/document.xml", first),
        ("word/styles.xml", second),
    ];
    read("a.docx", &package(parts));
});
