//! A sheet and the shared strings of a workbook, in a package that a reader gets into.
#![no_main]

use shenjiao_fuzz::{halves, package, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (first, second) = halves(bytes);
    let parts: &[(&str, &[u8])] = &[
        ("xl/workbook.xml", br#"<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
        ("xl/worksheets/sheet1.xml", first),
        ("xl/sharedStrings.xml", second),
    ];
    read("a.xlsx", &package(parts));
});
