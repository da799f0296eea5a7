//! Office documents that are one XML file instead of an archive of them: Word 2003 XML, flat OPC,
//! flat OpenDocument, and Excel 2003 XML. Programs save them under the names doc and xls as well.
//!
//! All but the last are given to the readers of the archives, as parts of one that was never packed.

use super::package::Package;
use super::{Fault, docx, odf, pptx, sheet2003, xlsx};
use crate::format::{Format, Item, Limits, Sink, encoding};
use crate::skip::Skip;
use crate::source::Source;

/// Office documents in one XML file.
pub(in crate::format) const FORMAT: Format = Format {
    id: "office-xml",
    title: "单个 XML 文件的办公文档（Word 2003 XML、Excel 2003 XML、Flat OPC、fodt、fods、fodp）",
    extensions: &["fodt", "fods", "fodp"],
    sniff: |bytes| Kind::of(bytes).is_some(),
    read,
};

/// Bytes of the beginning that tell the kind.
const HEAD: usize = 4096;

#[derive(Clone, Copy)]
enum Kind {
    Word,
    Workbook,
    Package,
    OpenDocument,
}

impl Kind {
    fn of(bytes: &[u8]) -> Option<Self> {
        let head = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        let head = &head[..head.len().min(HEAD)];
        if !head.starts_with(b"<") {
            return None;
        }
        let has = |text: &[u8]| memchr::memmem::find(head, text).is_some();
        match () {
            () if has(b":wordDocument ") => Some(Kind::Word),
            () if has(b"http://schemas.microsoft.com/office/2006/xmlPackage") => Some(Kind::Package),
            () if has(b"urn:schemas-microsoft-com:office:spreadsheet") && has(b"Workbook") && !has(b"<html") => {
                Some(Kind::Workbook)
            }
            () if has(b"<office:document ") || has(b"<office:document\n") => Some(Kind::OpenDocument),
            () => None,
        }
    }
}

fn read(source: Source, limits: &Limits, sink: Sink<'_>) {
    let Source { origin, bytes } = source;
    let kind = Kind::of(&bytes).or_else(|| Kind::of(encoding::utf16_head(&bytes)?.as_bytes()));
    let stored = match encoding::decode(bytes, None) {
        Ok(stored) => stored,
        Err((reason, detail)) => return sink(Item::Skip(Skip::new(origin, reason, detail))),
    };
    let text = stored.text();
    let whole = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    match kind {
        Some(Kind::Word) => {
            let mut parts: Vec<(String, Vec<u8>)> = whole(&["word/document.xml", "word/styles.xml"]);
            parts.push(("docProps/app.xml".to_owned(), properties(text).as_bytes().to_vec()));
            docx::read_package(Ok(Package::of_parts(parts)), origin, limits, sink);
        }
        Some(Kind::OpenDocument) => {
            let parts = whole(&["content.xml", "styles.xml", "meta.xml"]);
            odf::read_package(Ok(Package::of_parts(parts)), origin, limits, sink);
        }
        Some(Kind::Package) => {
            let parts = parts(text);
            let has = |name: &str| parts.iter().any(|(part, _)| part == name);
            let read = match () {
                () if has("xl/workbook.xml") => xlsx::read_package,
                () if has("ppt/presentation.xml") => pptx::read_package,
                () => docx::read_package,
            };
            read(Ok(Package::of_parts(parts)), origin, limits, sink);
        }
        Some(Kind::Workbook) | None => match sheet2003::document(text, origin.clone(), limits) {
            Ok(document) => sink(Item::Document(Box::new(document))),
            Err(Fault { reason, detail }) => sink(Item::Skip(Skip::new(origin, reason, detail))),
        },
    }
}

/// The element with the document's properties.
fn properties(text: &str) -> &str {
    let (start, end) = ("<o:DocumentProperties", "</o:DocumentProperties>");
    let found = text.find(start).and_then(|from| Some(&text[from..from + text[from..].find(end)? + end.len()]));
    found.unwrap_or_default()
}

/// The parts of a flat package. Binary parts are pictures and programs, which nothing here reads.
fn parts(text: &str) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for part in text.split("<pkg:part ").skip(1) {
        let name = part.split_once("pkg:name=\"").and_then(|(_, rest)| rest.split_once('"'));
        let content = part.split_once("<pkg:xmlData").and_then(|(_, rest)| rest.split_once('>'));
        let (Some((name, _)), Some((_, content))) = (name, content) else { continue };
        let end = content.rfind("</pkg:xmlData>").unwrap_or(content.len());
        found.push((name.trim_start_matches('/').to_owned(), content.as_bytes()[..end].to_vec()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_taken_apart() {
        let text = r#"<pkg:package><pkg:part pkg:name="/a/b.xml" pkg:contentType="x"><pkg:xmlData><w:t>1</w:t></pkg:xmlData></pkg:part><pkg:part pkg:name="/c.png"><pkg:binaryData>AA==</pkg:binaryData></pkg:part></pkg:package>"#;
        assert_eq!(parts(text), [("a/b.xml".to_owned(), b"<w:t>1</w:t>".to_vec())]);
    }

    #[test]
    fn pages_are_no_workbooks() {
        assert!(Kind::of(b"<html xmlns:x='urn:schemas-microsoft-com:office:spreadsheet'><x:Workbook>").is_none());
        assert!(Kind::of(b"\xef\xbb\xbf<?xml version='1.0'?>\n<w:wordDocument xmlns:w='x'>").is_some());
        assert!(Kind::of(b"text <office:document >").is_none());
    }
}
