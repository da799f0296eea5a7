//! Web crawls (WARC, ISO 28500): every response is a document of its own under its address, with
//! chunked transfer and compression of the body undone. WACZ is a zip archive of such files.

use std::io::{Cursor, Read};

use super::container::{Container, Unpack, unpack};
use super::{Format, Limits, Sink};
use crate::skip::SkipReason;
use crate::source::Source;

/// Web crawls.
pub(super) const FORMAT: Format = Format {
    id: "warc",
    title: "网页抓取归档（WARC、WACZ）",
    extensions: &["warc"],
    sniff: |bytes| bytes.starts_with(b"WARC/"),
    read,
};

fn read(source: Source, limits: &Limits, sink: Sink<'_>) {
    let Some(mut container) = Container::open(source.origin, limits, sink) else { return };
    let mut rest = source.bytes.as_slice();
    while let Some((record, next)) = record(rest) {
        let goes_on = match record.kind.as_str() {
            "response" => response(&record, &mut container),
            "resource" | "conversion" => container.content(&record.address, record.body.to_vec()),
            _ => true,
        };
        if !goes_on {
            return;
        }
        rest = next;
    }
    if rest.iter().any(|byte| !byte.is_ascii_whitespace()) {
        container.fail(SkipReason::Damaged, "其余记录无法读取");
    }
}

struct Record<'a> {
    kind: String,
    address: String,
    body: &'a [u8],
}

/// The first record and what follows it.
fn record(bytes: &[u8]) -> Option<(Record<'_>, &[u8])> {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let bytes = bytes.get(start..).filter(|rest| rest.starts_with(b"WARC/"))?;
    let (head, body) = split_head(bytes)?;
    let length: usize = value(head, "content-length")?.parse().ok()?;
    let (body, next) = body.split_at_checked(length)?;
    let kind = value(head, "warc-type").unwrap_or_default().to_lowercase();
    let address = value(head, "warc-target-uri").unwrap_or_default();
    let address = address.trim_start_matches('<').trim_end_matches('>').to_owned();
    Some((Record { kind, address, body }, next))
}

/// A head of lines and the body behind the empty line.
fn split_head(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = memchr::memmem::find(bytes, b"\r\n\r\n");
    let (at, gap) = end.map(|at| (at, 4)).or_else(|| memchr::memmem::find(bytes, b"\n\n").map(|at| (at, 2)))?;
    Some((&bytes[..at], &bytes[at + gap..]))
}

/// The value of the header line called `name`, in lower case.
fn value(head: &[u8], name: &str) -> Option<String> {
    let text = String::from_utf8_lossy(head);
    let line = text.lines().find(|line| line.split(':').next().is_some_and(|key| key.eq_ignore_ascii_case(name)))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// An HTTP response: its body, unpacked, is the document.
fn response(record: &Record<'_>, container: &mut Container<'_>) -> bool {
    let Some((head, body)) = split_head(record.body) else { return true };
    let chunked = value(head, "transfer-encoding").is_some_and(|coding| coding.to_lowercase().contains("chunked"));
    let body = if chunked { unchunk(body) } else { body.to_vec() };
    let name = named(&record.address, value(head, "content-type").unwrap_or_default().as_str());
    let coding = value(head, "content-encoding").unwrap_or_default().to_lowercase();
    if matches!(coding.as_str(), "" | "identity") {
        return body.is_empty() || container.content(&name, body);
    }
    let cap = container.cap(Some(body.len() as u64));
    let Some(mut reader) = decoder(&coding, body) else {
        return container.skip(&name, SkipReason::Unsupported, format!("内容编码 {coding}"));
    };
    match unpack(&mut reader, cap) {
        Ok(bytes) => container.content(&name, bytes),
        Err(Unpack::TooLarge(cap)) => container.skip(&name, SkipReason::TooLarge, format!("解压后超过 {cap} 字节")),
        Err(Unpack::Broken(error)) => container.skip(&name, SkipReason::Damaged, format!("无法解压：{error}")),
    }
}

/// What undoes a content coding (RFC 9110, 8.4.1), if it is known here.
fn decoder(coding: &str, body: Vec<u8>) -> Option<Box<dyn Read>> {
    // Servers say `deflate` of bare streams too; those of zlib begin with a multiple of 31.
    let zlib = body.first_chunk().is_some_and(|head| head[0] & 15 == 8 && u16::from_be_bytes(*head).is_multiple_of(31));
    let body = Cursor::new(body);
    Some(match coding {
        "gzip" | "x-gzip" => Box::new(flate2::read::MultiGzDecoder::new(body)),
        "deflate" if zlib => Box::new(flate2::read::ZlibDecoder::new(body)),
        "deflate" => Box::new(flate2::read::DeflateDecoder::new(body)),
        "br" => Box::new(brotli_decompressor::Decompressor::new(body, 4096)),
        #[cfg(feature = "archive")]
        "zstd" => super::container::stream::zstd_reader(body),
        _ => return None,
    })
}

/// The address; one without an extension gets that of its type, which tells text from pages.
fn named(address: &str, kind: &str) -> String {
    let last = address.split(['?', '#']).next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    if !last.contains('.') && kind.starts_with("text/html") { format!("{address}#.html") } else { address.to_owned() }
}

/// Joins the chunks of a body (RFC 9112, 7.1). A body that only claims to be chunked is left alone.
fn unchunk(body: &[u8]) -> Vec<u8> {
    let mut joined = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(end) = memchr::memchr(b'\n', rest) {
        let line = String::from_utf8_lossy(&rest[..end]);
        let Ok(size) = usize::from_str_radix(line.split(';').next().unwrap_or_default().trim(), 16) else { break };
        let from = end + 1;
        let Some(chunk) = rest.get(from..).and_then(|rest| rest.get(..size)) else { break };
        if size == 0 {
            break;
        }
        joined.extend_from_slice(chunk);
        let after = &rest[from + size..];
        rest = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
    }
    if joined.is_empty() { body.to_vec() } else { joined }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined() {
        assert_eq!(unchunk(b"3\r\nabc\r\n2;x=1\r\nde\r\n0\r\n\r\n"), b"abcde");
        assert_eq!(unchunk(b"no chunks"), b"no chunks");
    }

    #[test]
    fn records_follow_each_other() {
        let one = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.invalid/\r\nContent-Length: 2\r\n\r\nhi\r\n\r\nWARC/1.1\r\n";
        let found = record(one).map(|(record, rest)| (record.address, record.body.to_vec(), rest.len()));
        assert_eq!(found, Some(("http://a.invalid/".to_owned(), b"hi".to_vec(), 14)));
        assert!(record(b"WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n").is_none());
    }
}
