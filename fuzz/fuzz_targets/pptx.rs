//! A slide and its notes, in a package that a reader gets into.
#![no_main]

use shenjiao_fuzz::{halves, package, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (first, second) = halves(bytes);
    let parts: &[(&str, &[u8])] = &[
        ("ppt/presentation.xml", br#"<presentation xmlns:r="r"><sldIdLst><sldId id="1" r:id="rId1"/></sldIdLst></presentation>"#),
        ("ppt/_rels/presentation.xml.rels", br#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide" Target="slides/slide1.xml"/></Relationships>"#),
        ("ppt/slides/slide1.xml", first),
        ("ppt/notesSlides/notesSlide1.xml", second),
    ];
    read("a.pptx", &package(parts));
});
