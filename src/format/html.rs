//! HTML pages: what they show, what they hide, and what stands in their markup.
//!
//! An own tokenizer, since every character must lead back to its bytes in the file, pages are often
//! malformed, and the page is read once. It knows no style sheets and runs no scripts: only inline
//! styles and attributes tell what is hidden.

use extract::Extractor;

use super::{Format, Item, Limits, Sink, encoding};
use crate::skip::Skip;
use crate::source::Source;

mod attribute;
pub(super) mod entity;
pub(super) mod extract;
mod frame;
mod inline;
mod meta;
mod rows;
mod table;
mod tag;
pub(super) mod token;
pub(super) mod writer;

/// HTML pages.
pub(super) const FORMAT: Format = Format {
    id: "html",
    title: "网页",
    extensions: &["html", "htm", "shtml", "xhtml", "jsp", "asp", "aspx", "php"],
    sniff,
    read,
};

/// Bytes in which the first tag must begin.
const HEAD: usize = 1024;

/// True for bytes that begin with a document type, or with a tag that only pages begin with, comments
/// and an XML prolog skipped.
fn sniff(bytes: &[u8]) -> bool {
    const FIRST: [&[u8]; 7] = [b"!doctype html", b"html", b"head", b"body", b"table", b"meta", b"title"];
    let head = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if !head.starts_with(b"<") {
        return false;
    }
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let mut rest = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head).trim_ascii_start();
    while rest.starts_with(b"<!--") || rest.starts_with(b"<?xml") {
        let end: &[u8] = if rest.starts_with(b"<!--") { b"-->" } else { b"?>" };
        let Some(at) = memchr::memmem::find(rest, end) else { return false };
        rest = rest[at + end.len()..].trim_ascii_start();
    }
    let Some(name) = rest.strip_prefix(b"<") else { return false };
    FIRST.iter().any(|first| {
        name.starts_with(first)
            && name.get(first.len()).is_none_or(|next| !next.is_ascii_alphanumeric() && *next != b':')
    })
}

fn read(source: Source, _limits: &Limits, sink: Sink<'_>) {
    let Source { origin, bytes } = source;
    let stored = match encoding::decode(bytes, None) {
        Ok(stored) => stored,
        Err((reason, detail)) => return sink(Item::Skip(Skip::new(origin, reason, detail))),
    };
    let file = stored.share();
    let mut builder = Extractor::over(&file, 0..file.len(), &origin, FORMAT.id).read();
    builder.set_stored(stored);
    sink(Item::Document(Box::new(builder.finish())));
}
