//! A file decoded to UTF-8, and the way back from decoded offsets to the bytes on disk.
//!
//! There is no table per byte. UTF-8 needs none, and for every other encoding a sparse list of
//! places where decoding can start afresh is kept; the few bytes between such a place and an
//! offset are decoded again when, and only when, a finding asks.

use std::sync::Arc;

use encoding_rs::{Decoder, DecoderResult, Encoding};
use serde::{Deserialize, Serialize};

use crate::span::{Raw, Span, Stored};
use crate::text_index::TextIndex;

#[cfg(feature = "parcel")]
pub(crate) mod wire;

/// A place where decoding may start afresh: the same character seen from both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncPoint {
    /// Byte offset in the decoded text.
    pub stored: u32,
    /// Byte offset in the file.
    pub raw: u32,
}

/// A file's text, and how its characters map to the file's bytes.
#[derive(Debug)]
pub struct StoredText {
    text: Arc<String>,
    encoding: &'static Encoding,
    way_back: WayBack,
    broken: usize,
    index: TextIndex,
}

#[derive(Debug)]
enum WayBack {
    /// The text is the file, after a byte order mark of this many bytes.
    Shifted(usize),
    /// The file in another encoding, decoded anew from the nearest point.
    Decoded { bytes: Vec<u8>, points: Vec<SyncPoint> },
}

impl StoredText {
    /// A UTF-8 file whose text begins after `mark` bytes of byte order mark.
    pub fn utf8(text: impl Into<String>, mark: usize) -> Self {
        StoredText::new(text.into(), encoding_rs::UTF_8, WayBack::Shifted(mark))
    }

    /// A file in any encoding: `text` is `bytes` decoded, and `points` (in rising order, the first
    /// at the first character) are places where the decoder holds no state.
    pub fn decoded(
        text: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
        encoding: &'static Encoding,
        points: Vec<SyncPoint>,
    ) -> Self {
        StoredText::new(text.into(), encoding, WayBack::Decoded { bytes: bytes.into(), points })
    }

    /// The same text, of which so many byte sequences were no characters and became U+FFFD.
    pub fn with_broken(mut self, broken: usize) -> Self {
        self.broken = broken;
        self
    }

    fn new(text: String, encoding: &'static Encoding, way_back: WayBack) -> Self {
        StoredText { text: Arc::new(text), encoding, way_back, broken: 0, index: TextIndex::default() }
    }

    /// The decoded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The decoded text, to be held by more than one.
    pub fn share(&self) -> Arc<String> {
        Arc::clone(&self.text)
    }

    /// The encoding's name in the WHATWG Encoding Standard, such as `GBK`.
    pub fn encoding(&self) -> &'static str {
        self.encoding.name()
    }

    /// How many byte sequences were no characters of the encoding; each is a U+FFFD in the text.
    pub fn broken(&self) -> usize {
        self.broken
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

/// More bytes than any decoder reads anew behind a broken sequence, and the character behind them.
const LONGEST_REREAD: usize = 16;

/// How many bytes of `raw` decode to the first `wanted` bytes of UTF-8.
fn bytes_behind(encoding: &'static Encoding, raw: &[u8], wanted: usize) -> usize {
    let mut walk = Walk { decoder: encoding.new_decoder_without_bom_handling(), read: 0, written: 0, ahead: 0 };
    let mut buffer = vec![0; wanted.max(16)];
    // In bulk until the next character might not fit any more, then byte by byte.
    while walk.written < wanted && walk.step(&raw[walk.read..], &mut buffer[..wanted - walk.written]) {}
    let mut last = 0;
    while walk.written < wanted && walk.read < raw.len() {
        last = walk.written;
        walk.step(&raw[walk.read..=walk.read], &mut buffer);
    }
    // One byte can bring several characters where a broken sequence is read anew.
    let surplus = buffer[..walk.written.saturating_sub(last).min(buffer.len())].utf8_chunks().next();
    let beyond = surplus.filter(|_| walk.written > wanted);
    let beyond = beyond.and_then(|chunk| chunk.valid().get(wanted.saturating_sub(last)..)).unwrap_or_default();
    walk.read.saturating_sub(walk.ahead + bytes_at_the_end(encoding, &raw[..walk.read], beyond))
}

/// How many bytes at the end of `raw` decode to `text`.
fn bytes_at_the_end(encoding: &'static Encoding, raw: &[u8], text: &str) -> usize {
    let is_text = |count: &usize| encoding.decode_without_bom_handling(&raw[raw.len() - count..]).0 == text;
    (0..=raw.len().min(LONGEST_REREAD)).find(is_text).unwrap_or_else(|| text.chars().count())
}

/// A decoder that counts what went in and what came out.
struct Walk {
    decoder: Decoder,
    read: usize,
    written: usize,
    /// Bytes read beyond a broken sequence, which the decoder will read anew.
    ahead: usize,
}

impl Walk {
    /// Decodes until the input ends, the output is full or something is malformed. True in the
    /// last case: the malformed bytes are counted as the U+FFFD that stands for them in the text.
    fn step(&mut self, input: &[u8], output: &mut [u8]) -> bool {
        let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(input, output, false);
        self.read += read;
        self.written += written;
        if let DecoderResult::Malformed(_, ahead) = result {
            self.written += char::REPLACEMENT_CHARACTER.len_utf8();
            self.ahead = usize::from(ahead);
            return true;
        }
        if written > 0 {
            self.ahead = 0;
        }
        false
    }
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

    #[test]
    fn a_broken_byte_does_not_shift_what_follows() {
        let bytes = b"a\xff\n12";
        let (text, _) = encoding_rs::GBK.decode_without_bom_handling(bytes);
        let stored = StoredText::decoded(text, bytes.to_vec(), encoding_rs::GBK, vec![SyncPoint { stored: 0, raw: 0 }]);
        assert_eq!(stored.text(), "a\u{fffd}\n12");
        assert_eq!(stored.raw(Span::new(5, 7)), Span::new(3, 5));
        assert_eq!(stored.raw(Span::new(4, 5)), Span::new(2, 3));
    }

    #[test]
    fn bytes_read_anew_behind_a_broken_sequence_keep_their_places() {
        // 81 30 begins four bytes of GB18030 and 80 does not go on with them: 30 and 80 stand for themselves.
        let bytes = [b"ab", &[0x81, 0x30, 0x80][..], b"AB"].concat();
        let (text, _) = encoding_rs::GB18030.decode_without_bom_handling(&bytes);
        let points = vec![SyncPoint { stored: 0, raw: 0 }];
        let stored = StoredText::decoded(text.to_string(), bytes.clone(), encoding_rs::GB18030, points);
        let raw = |char: char| {
            let start = text.find(char).unwrap();
            stored.raw(Span::new(start, start + char.len_utf8())).range()
        };
        assert_eq!(text, "ab\u{fffd}0€AB");
        assert_eq!([raw('b'), raw('\u{fffd}'), raw('0'), raw('€'), raw('A')], [1..2, 2..3, 3..4, 4..5, 5..6]);
    }

    #[test]
    fn a_character_of_two_bytes_that_is_read_anew_keeps_both() {
        // FB 32 9E begins four bytes of GB18030 and D0 does not end them: 9E D0 is a character.
        let bytes = [b"a", &[0xfb, 0x32, 0x9e, 0xd0][..], b"{B"].concat();
        let (text, _) = encoding_rs::GB18030.decode_without_bom_handling(&bytes);
        let points = vec![SyncPoint { stored: 0, raw: 0 }];
        let stored = StoredText::decoded(text.to_string(), bytes.clone(), encoding_rs::GB18030, points);
        assert_eq!(text, "a\u{fffd}2炐{B");
        let start = text.find('炐').unwrap_or_default();
        assert_eq!(stored.raw(Span::new(start, start + 4)), Span::new(3, 6));
        assert_eq!(stored.raw(Span::new(start + 4, start + 5)), Span::new(6, 7));
    }
}
