//! The content and the styles of an OpenDocument file, in a package that a reader gets into.
#![no_main]

use shenjiao_fuzz::{halves, package, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (first, second) = halves(bytes);
    let parts: &[(&str, &[u8])] = &[
        ("mimetype", br#"application/vnd.oasis.opendocument.spreadsheet"#),
        ("content.xml", first),
        ("styles.xml", second),
    ];
    read("a.ods", &package(parts));
});
