//! From bytes to documents.
//!
//! One file per format; [`FORMATS`] lists them, and adding one is a line there. A format is
//! recognised by content first and name second. Containers give many documents, one after the
//! other, so that nothing has to hold them all.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::skip::{Skip, SkipReason};
use crate::source::Source;

mod container;
mod csv;
pub mod encoding;
mod fragment;
mod grid;
mod html;
mod json;
mod layout;
mod line;
mod mail;
mod markdown;
mod name;
mod ofd;
mod office;
mod ole;
mod outline;
#[cfg(feature = "parcel")]
pub mod parcel;
#[cfg(feature = "pdf")]
mod pdf;
mod records;
mod sql;
mod text;
mod warc;
mod xml;

/// One readable thing, or the reason why it was not read.
#[derive(Debug)]
pub enum Item {
    /// A document.
    Document(Box<Document>),
    /// Something that was not read.
    Skip(Skip),
}

/// Takes what a format yields, one item after the other.
pub type Sink<'a> = &'a mut dyn FnMut(Item);

/// A kind of file that can be read.
#[derive(Debug)]
pub struct Format {
    /// Stable identifier, such as `html`.
    pub id: &'static str,
    /// What an editor calls it.
    pub title: &'static str,
    /// Extensions in lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// True when these bytes are certainly of this format, whatever the name says.
    pub sniff: fn(&[u8]) -> bool,
    /// Reads a source of this format.
    pub read: fn(Source, &Limits, Sink<'_>),
}

/// The formats, in the order in which their content is asked. Plain text is last: it takes
/// whatever decodes.
pub static FORMATS: &[Format] = &[
    #[cfg(feature = "pdf")]
    pdf::FORMAT,
    office::xlsx::FORMAT,
    office::docx::FORMAT,
    office::pptx::FORMAT,
    office::odf::FORMAT,
    office::single::FORMAT,
    office::rtf::FORMAT,
    ofd::FORMAT,
    ole::FORMAT,
    mail::FORMAT,
    warc::FORMAT,
    container::zip::FORMAT,
    container::tar::FORMAT,
    container::stream::GZIP,
    #[cfg(feature = "archive")]
    container::stream::BZIP2,
    #[cfg(feature = "archive")]
    container::stream::XZ,
    #[cfg(feature = "archive")]
    container::stream::ZSTD,
    #[cfg(feature = "archive")]
    container::sevenz::FORMAT,
    #[cfg(feature = "archive")]
    container::rar::FORMAT,
    html::FORMAT,
    xml::FORMAT,
    json::FORMAT,
    sql::FORMAT,
    csv::FORMAT,
    markdown::FORMAT,
    text::FORMAT,
];

/// How much one source may cost. Exceeding a limit is a reported skip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Largest source, in bytes.
    pub bytes: u64,
    /// Largest sum of the unpacked members of one container, in bytes.
    pub unpacked_bytes: u64,
    /// Largest ratio of unpacked to packed bytes of one member.
    pub expansion: u32,
    /// Most members of one container.
    pub members: u32,
    /// Deepest nesting of containers.
    pub depth: u32,
    /// Most cells of one workbook.
    pub cells: u32,
    /// Most pages of one document.
    pub pages: u32,
    /// Longest time to wait for the next document of one source, in seconds; 0 for any time. Kept by a
    /// [`Reader`] that can stop what it began, as the command line has one for all but text.
    pub seconds: u32,
    /// Largest memory of the process that reads a source, in bytes of address space; 0 for any. Kept
    /// like `seconds`.
    pub memory: u64,
    /// When reading has to end, whatever was read by then. Kept like `seconds`.
    #[serde(skip)]
    pub until: Option<Instant>,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            bytes: 512 << 20,
            unpacked_bytes: 2 << 30,
            expansion: 200,
            members: 100_000,
            depth: 5,
            cells: 5_000_000,
            pages: 5_000,
            seconds: 120,
            memory: 2 << 30,
            until: None,
        }
    }
}

/// A way from a source to its documents.
///
/// [`InProcess`] is the plain one. A panic in a reader costs it one file; a reader that overflows its
/// stack, asks for more memory than there is or never ends costs it the process. Whoever cannot afford
/// that reads in another process and brings a `Reader` that talks to it, as the command line does; see
/// the module `parcel` and [`read_named`].
pub trait Reader: Send + Sync {
    /// Reads a source and hands what it holds to `sink`. What cannot be read is handed on as a skip:
    /// a source that gives nothing at all would count as clean.
    fn read(&self, source: Source, limits: &Limits, sink: Sink<'_>);
}

/// Reads in this process, with [`read`].
#[derive(Clone, Copy, Debug, Default)]
pub struct InProcess;

impl Reader for InProcess {
    fn read(&self, source: Source, limits: &Limits, sink: Sink<'_>) {
        read(source, limits, sink);
    }
}

/// Reads a source with the format that fits it and hands what it holds to `sink`.
pub fn read(source: Source, limits: &Limits, sink: Sink<'_>) {
    read_named(source, sink, |source, sink| read_content(source, limits, sink));
}

/// Reads a source with `content` and adds its name where that holds a number, which must be read
/// whatever becomes of the content.
pub fn read_named(source: Source, sink: Sink<'_>, content: impl FnOnce(Source, Sink<'_>)) {
    let origin = source.origin.clone();
    name::with_name(&origin, sink, |sink| content(source, sink));
}

/// Reads what stands in a source, but not its name.
pub fn read_content(source: Source, limits: &Limits, sink: Sink<'_>) {
    let origin = source.origin.clone();
    // A reader's own fault costs one file and is said; it never ends the run.
    let finished = catch_unwind(AssertUnwindSafe(|| read_within(source, limits, sink)));
    if finished.is_err() {
        sink(Item::Skip(Skip::new(origin, SkipReason::Failed, "读取程序出错，请报告此问题")));
    }
}

fn read_within(source: Source, limits: &Limits, sink: Sink<'_>) {
    if source.bytes.len() as u64 > limits.bytes {
        let detail = format!("{} 字节，上限 {}", source.bytes.len(), limits.bytes);
        return sink(Item::Skip(Skip::new(source.origin, SkipReason::TooLarge, detail)));
    }
    (detect(&source).read)(source, limits, sink);
}

/// The format that fits a source: by content, else by name, else plain text.
pub fn detect(source: &Source) -> &'static Format {
    let extension = source.origin.extension();
    let by_bytes = |bytes: &[u8]| FORMATS.iter().find(|format| (format.sniff)(bytes));
    let by_content = || by_bytes(&source.bytes).or_else(|| by_bytes(encoding::utf16_head(&source.bytes)?.as_bytes()));
    let by_name = || FORMATS.iter().find(|format| format.extensions.contains(&&*extension));
    let format = by_content().or_else(by_name).unwrap_or(&text::FORMAT);
    if is_signed(format) && !(format.sniff)(&source.bytes) && encoding::is_text(&source.bytes) {
        // Programs export plain tables under the name of a workbook.
        let table = matches!(&*extension, "xls" | "xlsx" | "xlt" | "et" | "ett" | "ods");
        return if table { &csv::FORMAT } else { &text::FORMAT };
    }
    format
}

/// True for formats that every file of begins with, or holds, a signature: text under such a name
/// is something else.
fn is_signed(format: &Format) -> bool {
    !matches!(format.id, "html" | "xml" | "json" | "sql" | "csv" | "markdown" | "text" | "mail")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Place;
    use crate::source::Origin;
    use crate::span::Span;

    fn items(name: &str, bytes: impl Into<Vec<u8>>, limits: &Limits) -> Vec<Item> {
        let mut items = Vec::new();
        read(Source::new(Origin::file(name), bytes), limits, &mut |item| items.push(item));
        items
    }

    fn format(name: &str, bytes: &[u8]) -> &'static str {
        detect(&Source::new(Origin::file(name), bytes)).id
    }

    #[test]
    fn content_decides_before_the_name() {
        for (name, bytes, id) in [
            ("a.txt", &b"\xef\xbb\xbf <!DOCTYPE HTML><p>"[..], "html"),
            ("a.xls", b"<html xmlns:o='x'>", "html"),
            ("a.txt", b"<?xml version='1.0'?><!-- x --><html>", "html"),
            ("a", b"<?xml version='1.0'?><rss>", "xml"),
            ("a", b"\xff\xfe<\0h\0t\0m\0l\0>\0", "html"),
            ("a", b"[{\"a\": 1}]", "json"),
            ("a.txt", b"[2021] 12", "text"),
            ("a.txt", b"<heading>", "text"),
            ("a.CSV", b"a,b", "csv"),
            ("a.xls", b"a,b", "csv"),
            ("a.doc", b"a b", "text"),
            ("a.pdf", b"\0\x01\x02", "pdf"),
            ("a.md", b"<div>", "markdown"),
            ("a.sql", b"select", "sql"),
            ("a.unknown", b"x", "text"),
        ] {
            assert_eq!(format(name, bytes), id, "{name} {bytes:?}");
        }
    }

    #[test]
    fn a_number_in_the_name_is_read_last_and_leads_to_no_bytes() {
        let items = items("x/名单000000.txt", "序号\t姓名\n1\t某甲", &Limits::default());
        let [Item::Document(document)] = &items[..] else { panic!("{items:?}") };
        assert!(document.text().ends_with("某甲\n名单000000.txt"));
        let block = document.blocks().last().unwrap();
        assert_eq!(document.label(block), Some("文件名"));
        let location = document.locate(block.span);
        assert_eq!((location.raw, location.place), (None, Place::Part("文件名".to_owned())));
        let cell = document.cell(0, 1, 1).unwrap();
        assert_eq!((document.label(cell), document.slice(cell.span)), (Some("姓名"), "某甲"));
        assert_eq!(document.locate(cell.span).raw, Some(Span::new(16, 22)));
    }

    #[test]
    fn a_name_without_a_document_is_still_read() {
        let items = items("000000.bin", vec![0; 64], &Limits::default());
        let [Item::Skip(skip), Item::Document(document)] = &items[..] else { panic!("{items:?}") };
        assert_eq!((skip.reason, document.text()), (SkipReason::Unsupported, "\n000000.bin"));
    }

    #[test]
    fn what_is_too_large_is_said() {
        let limits = Limits { bytes: 3, ..Limits::default() };
        let items = items("a.txt", "abcd", &limits);
        assert!(matches!(&items[..], [Item::Skip(skip)] if skip.reason == SkipReason::TooLarge));
    }
}
