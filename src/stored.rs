//! A file decoded to UTF-8, and the way back from decoded offsets to the bytes on disk.
//!
//! There is no table per byte. UTF-8 needs none, and for every other encoding a sparse list of
//! places where decoding can start afresh is kept; the few bytes between such a place and an
//! offset are decoded again when, and only when, a finding asks.

use std::sync::Arc;

use encoding_rs::Encoding;

use crate::span::{Raw, Span, Stored};
use crate::text_index::TextIndex;

/// A place where decoding may start afresh: the same character seen from both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyncPoint {
    /// Byte offset in the decoded text.
    pub stored: u32,
    /// Byte offset in the file.
    pub raw: u32,
}

/// A file's text, and how its characters map to the file's bytes.
#[derive(Debug)]
pub struct StoredText {
    text: Arc<str>,
    encoding: &'static Encoding,
    way_back: WayBack,
    index: TextIndex,
}

#[derive(Debug)]
enum WayBack {
    /// The text is the file, after a byte order mark of this many bytes.
    Shifted(usize),
    /// The file in another encoding, decoded anew from the nearest point.
    Decoded { bytes: Arc<[u8]>, points: Vec<SyncPoint> },
}

impl StoredText {
    /// A UTF-8 file whose text begins after `mark` bytes of byte order mark.
    pub fn utf8(text: impl Into<Arc<str>>, mark: usize) -> Self {
        StoredText {
            text: text.into(),
            encoding: encoding_rs::UTF_8,
            way_back: WayBack::Shifted(mark),
            index: TextIndex::default(),
        }
    }

    /// A file in any encoding: `text` is `bytes` decoded, and `points` (in rising order, the first
    /// at the first character) are places where the decoder holds no state.
    pub fn decoded(
        text: impl Into<Arc<str>>,
        bytes: impl Into<Arc<[u8]>>,
        encoding: &'static Encoding,
        points: Vec<SyncPoint>,
    ) -> Self {
        StoredText {
            text: text.into(),
            encoding,
            way_back: WayBack::Decoded { bytes: bytes.into(), points },
            index: TextIndex::default(),
        }
    }

    /// The decoded text.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// The encoding's name in the WHATWG Encoding Standard, such as `GBK`.
    pub fn encoding(&self) -> &'static str {
        self.encoding.name()
    }

    /// Lines and columns of the decoded text.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        self.index.line_column(&self.text, offset)
    }

    /// The bytes of 1-based `line`, without its line break, in the decoded text.
    pub fn line(&self, line: usize) -> Span<Stored> {
        self.index.line_range(&self.text, line).into()
    }

    /// The bytes on disk that `span` was decoded from.
    pub fn raw(&self, span: Span<Stored>) -> Span<Raw> {
        match &self.way_back {
            WayBack::Shifted(mark) => Span::new(span.start() + mark, span.end() + mark),
            WayBack::Decoded { bytes, points } => {
                let start = self.raw_offset(bytes, points, span.start());
                let end = if span.is_empty() { start } else { self.raw_offset(bytes, points, span.end()) };
                Span::new(start, end)
            }
        }
    }

    fn raw_offset(&self, bytes: &[u8], points: &[SyncPoint], offset: usize) -> usize {
        let after = points.partition_point(|point| point.stored as usize <= offset);
        let Some(point) = after.checked_sub(1).map(|before| points[before]) else { return 0 };
        let behind = offset - point.stored as usize;
        point.raw as usize + bytes_behind(self.encoding, &bytes[point.raw as usize..], behind)
    }
}

/// How many bytes of `raw` decode to the first `wanted` bytes of UTF-8.
fn bytes_behind(encoding: &'static Encoding, raw: &[u8], wanted: usize) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut buffer = [0; 16];
    let mut written = 0;
    let mut at = 0;
    // A decoder may speak one byte late (a malformed pair), so the bytes that belong to a
    // character end where the next one starts to be written.
    while at < raw.len() && written < wanted {
        let (_, _, count, _) = decoder.decode_to_utf8(&raw[at..=at], &mut buffer, false);
        written += count;
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_shifts_every_offset() {
        let stored = StoredText::utf8("审校", 3);
        assert_eq!(stored.raw(Span::new(3, 6)), Span::new(6, 9));
    }

    #[test]
    fn gbk_offsets_are_found_from_the_nearest_point() {
        let text = "姓名：张三，电话";
        let (bytes, encoding, _) = encoding_rs::GBK.encode(text);
        let points = vec![SyncPoint { stored: 0, raw: 0 }, SyncPoint { stored: 9, raw: 6 }];
        let stored = StoredText::decoded(text, bytes.to_vec(), encoding, points);
        let start = text.find("张三").unwrap_or_default();
        assert_eq!(stored.raw(Span::new(start, start + 6)), Span::new(6, 10));
        assert_eq!(stored.encoding(), "GBK");
    }
}
