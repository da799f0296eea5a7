//! From bytes to documents.
//!
//! One file per format; [`FORMATS`] lists them, and adding one is a line there. A format is
//! recognised by content first and name second. Containers give many documents, one after the
//! other, so that nothing has to hold them all.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::document::Document;
use crate::skip::{Skip, SkipReason};
use crate::source::Source;

mod container;
mod csv;
pub mod encoding;
mod grid;
mod html;
mod json;
mod office;
mod outline;
mod sql;
mod text;
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
    office::xlsx::FORMAT,
    office::docx::FORMAT,
    office::pptx::FORMAT,
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
    text::FORMAT,
];

/// How much one source may cost. Exceeding a limit is a reported skip.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Longest time for one outermost source, in seconds.
    pub seconds: u32,
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
            seconds: 60,
        }
    }
}

/// Reads a source with the format that fits it and hands what it holds to `sink`.
pub fn read(source: Source, limits: &Limits, sink: Sink<'_>) {
    if source.bytes.len() as u64 > limits.bytes {
        let detail = format!("{} 字节，上限 {}", source.bytes.len(), limits.bytes);
        return sink(Item::Skip(Skip::new(source.origin, SkipReason::TooLarge, detail)));
    }
    let origin = source.origin.clone();
    // A reader's own fault costs one file and is said; it never ends the run.
    let finished = catch_unwind(AssertUnwindSafe(|| (detect(&source).read)(source, limits, sink)));
    if finished.is_err() {
        sink(Item::Skip(Skip::new(origin, SkipReason::Failed, "读取程序出错，请报告此问题")));
    }
}

/// The format that fits a source: by content, else by name, else plain text.
pub fn detect(source: &Source) -> &'static Format {
    let extension = source.origin.extension();
    let by_bytes = |bytes: &[u8]| FORMATS.iter().find(|format| (format.sniff)(bytes));
    let by_content = || by_bytes(&source.bytes).or_else(|| by_bytes(encoding::utf16_head(&source.bytes)?.as_bytes()));
    let by_name = || FORMATS.iter().find(|format| format.extensions.contains(&&*extension));
    by_content().or_else(by_name).unwrap_or(&text::FORMAT)
}
