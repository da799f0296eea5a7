//! A page and the document of an OFD file, in a package that a reader gets into.
#![no_main]

use shenjiao_fuzz::{halves, package, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (first, second) = halves(bytes);
    let parts: &[(&str, &[u8])] = &[
        ("OFD.xml", br#"<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>"#),
        ("Doc_0/Pages/Page_0/Content.xml", first),
        ("Doc_0/Document.xml", second),
    ];
    read("a.ofd", &package(parts));
});
