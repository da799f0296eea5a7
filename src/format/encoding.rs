//! From bytes to decoded text: which encoding, and the points from which offsets lead back.
//!
//! Bytes decide before declarations, since pages often name a charset they are not in. UTF-8 is
//! validated first: almost everything is UTF-8, and nothing else passes by chance. Then the byte
//! order mark, zero bytes (UTF-16), the declared charset and the detector are asked in turn.
//!
//! Text with a few broken bytes is still text: they become U+FFFD and are counted
//! ([`StoredText::broken`]). What is mostly broken or full of control bytes is refused, never
//! passed on as clean.

use std::sync::Arc;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::{Item, Sink};
use crate::document::Document;
use crate::skip::{Skip, SkipReason};
use crate::source::{Origin, Source};
use crate::stored::{StoredText, SyncPoint};

/// Decoded bytes between two sync points.
const STEP: usize = 4096;

/// Bytes that the detector looks at: it is fifty times slower than decoding.
const SAMPLE: usize = 4096;

/// Longest text that is validated fast and then copied; what is longer is not held twice.
const FAST: usize = 1 << 20;

/// Bytes in which control characters are counted.
const CONTROL_SAMPLE: usize = 64 * 1024;

/// Why bytes are not text: the reason and the circumstance.
pub type NotText = (SkipReason, String);

/// Decodes a source that is one document, and hands that or why it was not read to `sink`.
pub(super) fn read_as(source: Source, sink: Sink<'_>, document: impl FnOnce(Origin, Arc<StoredText>) -> Document) {
    let Source { origin, bytes } = source;
    match decode(bytes, None) {
        Ok(stored) => sink(Item::Document(Box::new(document(origin, stored)))),
        Err((reason, detail)) => sink(Item::Skip(Skip::new(origin, reason, detail))),
    }
}

/// Decodes a file. `declared` is the charset that the caller knows of, such as that of an HTTP
/// header; a charset that the document names for itself is found here.
///
/// # Errors
/// The reason and the detail when the bytes are not text.
pub fn decode(bytes: Vec<u8>, declared: Option<&str>) -> Result<Arc<StoredText>, NotText> {
    let stored = match Mark::of(&bytes) {
        Some(mark) => decode_marked(bytes, mark)?,
        None => decode_unmarked(bytes, declared)?,
    };
    Ok(Arc::new(stored))
}

/// True when the beginning of a file reads as text, and there is any.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(SAMPLE) & !1];
    // A character that the end of the sample cuts in two is no fault of the text.
    let end = if head.len() == bytes.len() { None } else { memchr::memrchr(b'\n', head) };
    !bytes.is_empty() && decode(head[..end.unwrap_or(head.len())].to_vec(), None).is_ok()
}

/// The first bytes as UTF-8 when they are UTF-16, so that a format can recognise its own marks.
pub(super) fn utf16_head(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(SAMPLE) & !1];
    let encoding = match Mark::of(head) {
        Some(mark) if mark.encoding != UTF_8 && mark.encoding != GB18030 => mark.encoding,
        Some(_) => return None,
        None => utf16_by_zeros(head)?,
    };
    Some(encoding.decode_with_bom_removal(head).0.into_owned())
}

/// A byte order mark.
#[derive(Clone, Copy)]
struct Mark {
    encoding: &'static Encoding,
    len: usize,
}

impl Mark {
    fn of(bytes: &[u8]) -> Option<Mark> {
        let marks: [(&[u8], &'static Encoding); 4] = [
            (b"\xef\xbb\xbf", UTF_8),
            (b"\xff\xfe", UTF_16LE),
            (b"\xfe\xff", UTF_16BE),
            (b"\x84\x31\x95\x33", GB18030),
        ];
        let found = marks.into_iter().find(|(mark, _)| bytes.starts_with(mark));
        found.map(|(mark, encoding)| Mark { encoding, len: mark.len() })
    }
}

fn decode_marked(mut bytes: Vec<u8>, mark: Mark) -> Result<StoredText, NotText> {
    if mark.encoding == UTF_8 && std::str::from_utf8(&bytes[mark.len..]).is_ok() {
        bytes.drain(..mark.len);
        let text = String::from_utf8(bytes).map_err(|_| no_encoding())?;
        return utf8(text, mark.len);
    }
    let decoded = Decoded::of(&bytes, mark.encoding, mark.len);
    accept(bytes, decoded)
}

fn decode_unmarked(bytes: Vec<u8>, declared: Option<&str>) -> Result<StoredText, NotText> {
    if memchr::memchr(0, &bytes).is_some()
        && let Some(encoding) = utf16_by_zeros(&bytes)
    {
        let decoded = Decoded::of(&bytes, encoding, 0);
        return accept(bytes, decoded);
    }
    let bytes = match valid(bytes) {
        Ok(text) => return utf8(text, 0),
        Err(bytes) => bytes,
    };
    let declared = declared.or_else(|| declaration(&bytes)).and_then(|label| Encoding::for_label(label.as_bytes()));
    let decoded = best_of(&bytes, declared);
    accept(bytes, decoded)
}

/// The text, if it is UTF-8.
fn valid(bytes: Vec<u8>) -> Result<String, Vec<u8>> {
    if bytes.len() > FAST {
        return String::from_utf8(bytes).map_err(|error| error.into_bytes());
    }
    // Validating with vector instructions and copying takes a third of the standard library's time.
    let text = simdutf8::basic::from_utf8(&bytes).ok().map(str::to_owned);
    text.ok_or(bytes)
}

fn utf8(text: String, mark: usize) -> Result<StoredText, NotText> {
    refuse_binary(text.as_bytes())?;
    Ok(StoredText::utf8(text, mark))
}

fn accept(bytes: Vec<u8>, decoded: Decoded) -> Result<StoredText, NotText> {
    refuse_binary(decoded.text.as_bytes())?;
    if decoded.is_rubbish() {
        return Err(no_encoding());
    }
    let Decoded { text, encoding, points, broken } = decoded;
    Ok(StoredText::decoded(text, bytes, encoding, points).with_broken(broken))
}

fn no_encoding() -> NotText {
    (SkipReason::Damaged, "不是任何已知编码的文本".to_owned())
}

/// Refuses what is not written for people: more than one control character in fifty.
fn refuse_binary(text: &[u8]) -> Result<(), NotText> {
    let sample = &text[..text.len().min(CONTROL_SAMPLE)];
    // So few at a time that a byte holds the count: many are then looked at together.
    let count = |few: &[u8]| few.iter().fold(0_u8, |count, &byte| count + u8::from(is_control(byte)));
    let controls: usize = sample.chunks(usize::from(u8::MAX)).map(|few| usize::from(count(few))).sum();
    if controls * 50 > sample.len() {
        return Err((SkipReason::Unsupported, "二进制数据，不是文本".to_owned()));
    }
    Ok(())
}

/// Delete and everything below the space, but for white space and the escape character.
#[inline]
fn is_control(byte: u8) -> bool {
    (byte == 0x7f) | (byte < 0x20) & (byte.wrapping_sub(b'\t') > b'\r' - b'\t') & (byte != 0x1b)
}

/// Bytes decoded with one encoding, and how well it fitted.
struct Decoded {
    text: String,
    encoding: &'static Encoding,
    points: Vec<SyncPoint>,
    broken: usize,
}

impl Decoded {
    /// Decodes everything behind `skip` bytes of byte order mark.
    fn of(bytes: &[u8], encoding: &'static Encoding, skip: usize) -> Decoded {
        let mut text = vec![0; bytes.len() + bytes.len() / 2 + STEP];
        let mut points = Vec::with_capacity(text.len() / STEP + 1);
        let (mut read, mut written, mut broken) = (skip, 0, false);
        loop {
            points.push(SyncPoint { stored: written as u32, raw: read as u32 });
            if text.len() - written < STEP {
                text.resize(text.len() + text.len() / 2, 0);
            }
            // A fresh decoder for every step makes each point a place to start from.
            let mut decoder = encoding.new_decoder_without_bom_handling();
            let (result, took, gave, errors) =
                decoder.decode_to_utf8(&bytes[read..], &mut text[written..written + STEP], true);
            (read, written, broken) = (read + took, written + gave, broken || errors);
            if result == encoding_rs::CoderResult::InputEmpty {
                break;
            }
        }
        text.truncate(written);
        let text = String::from_utf8(text).unwrap_or_default();
        let broken = if broken { memchr::memmem::find_iter(text.as_bytes(), "\u{fffd}").count() } else { 0 };
        Decoded { text, encoding, points, broken }
    }

    /// Characters outside ASCII, the broken ones included.
    fn wide(&self) -> usize {
        self.text.bytes().filter(|&byte| byte >= 0xc0).count()
    }

    /// True when so little is broken that the encoding is beyond doubt.
    fn fits(&self) -> bool {
        self.broken * 20 <= self.wide() || self.broken == 1 && self.text.ends_with('\u{fffd}') && self.wide() > 2
    }

    /// True when the text is not worth reading: more than one character in four is broken.
    fn is_rubbish(&self) -> bool {
        self.broken > 2 && self.broken * 4 > self.text.chars().count()
    }
}

/// The best reading of bytes that are not clean UTF-8.
fn best_of(bytes: &[u8], declared: Option<&'static Encoding>) -> Decoded {
    let early = may_be_utf8(bytes);
    let mut candidates = Vec::new();
    if early {
        let utf8 = Decoded::of(bytes, UTF_8, 0);
        if utf8.fits() {
            return utf8;
        }
        candidates.push(utf8);
    }
    for encoding in order(bytes, declared) {
        let decoded = Decoded::of(bytes, encoding, 0);
        if decoded.broken == 0 {
            return decoded;
        }
        candidates.push(decoded);
    }
    if !early {
        candidates.push(Decoded::of(bytes, UTF_8, 0));
    }
    let fewest = candidates.into_iter().min_by_key(|decoded| decoded.broken);
    fewest.unwrap_or_else(|| Decoded::of(bytes, GB18030, 0))
}

/// False when most of the first text beyond ASCII is no UTF-8: decoding it so would be slow and in vain.
/// Some characters of GBK pass for UTF-8 by chance, so one alone says nothing.
fn may_be_utf8(bytes: &[u8]) -> bool {
    let (mut broken, mut wide) = (0, 0);
    for chunk in wide_sample(bytes).utf8_chunks() {
        broken += usize::from(!chunk.invalid().is_empty());
        wide += chunk.valid().chars().filter(|char| !char.is_ascii()).count();
    }
    broken <= wide
}

/// The first bytes from the first one outside ASCII.
fn wide_sample(bytes: &[u8]) -> &[u8] {
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    &bytes[first..bytes.len().min(first + SAMPLE)]
}

/// The encodings to try, the likeliest first. Most Big5 text is also valid GBK, so Big5 is tried
/// before it when it is declared or, undeclared, detected; single-byte encodings take any bytes and come last.
fn order(bytes: &[u8], declared: Option<&'static Encoding>) -> Vec<&'static Encoding> {
    let guessed = guess(bytes);
    let mut order = Vec::new();
    if declared == Some(BIG5) || declared.is_none() && guessed == BIG5 {
        order.push(BIG5);
    }
    order.push(GB18030);
    order.extend(declared.filter(|&encoding| encoding != UTF_8 && encoding.is_ascii_compatible()));
    order.push(guessed);
    let mut seen = Vec::new();
    order.retain(|encoding| !seen.contains(encoding) && (seen.push(encoding), true).1);
    order
}

/// What the detector says about the first bytes from the first one outside ASCII.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(wide_sample(bytes), true);
    detector.guess(Some(b"cn"), Utf8Detection::Deny)
}

/// UTF-16 without a mark: zero bytes, the upper halves of ASCII characters, stand on one side only,
/// and what comes out is written for people.
fn utf16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    memchr::memchr(0, sample)?;
    let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let encoding = if odd > even * 16 {
        UTF_16LE
    } else if even > odd * 16 {
        UTF_16BE
    } else {
        return None;
    };
    let (text, broken) = encoding.decode_without_bom_handling(sample);
    let total = text.chars().count();
    let written = text.chars().filter(|&char| is_written(char)).count();
    (!broken && written * 10 >= total * 9).then_some(encoding)
}

/// Characters that Chinese official text consists of.
fn is_written(char: char) -> bool {
    matches!(char, ' '..='~' | '\t' | '\n' | '\r' | '\u{a0}'..='\u{ff}' | '\u{2000}'..='\u{27bf}')
        || matches!(char, '\u{3000}'..='\u{33ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// The charset that a document names in its first bytes: HTML `<meta charset>`, an XML prolog, a style
/// sheet's `@charset`.
fn declaration(bytes: &[u8]) -> Option<&str> {
    let head = &bytes[..bytes.len().min(SAMPLE)];
    let after = |word: &[u8]| find_ignoring_case(head, word).map(|at| &head[at + word.len()..]);
    let value = after(b"charset").or_else(|| head.starts_with(b"<?xml").then(|| after(b"encoding")).flatten())?;
    let is_label = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':');
    let start = value.iter().take(8).position(is_label)?;
    let len = value[start..].iter().position(|byte| !is_label(byte))?;
    std::str::from_utf8(&value[start..start + len]).ok()
}

fn find_ignoring_case(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    const NOTICE: &str = "公示\r\n姓名：某甲，编号：00123，地址：某市某区。\n";

    fn read(bytes: impl Into<Vec<u8>>) -> (String, &'static str, usize) {
        let stored = decode(bytes.into(), None).unwrap();
        (stored.text().to_owned(), stored.encoding(), stored.broken())
    }

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn every_encoding_of_a_notice_is_read() {
        let gbk = GB18030.encode(NOTICE).0.into_owned();
        let cases: [(Vec<u8>, &str); 9] = [
            (NOTICE.into(), "UTF-8"),
            ([b"\xef\xbb\xbf", NOTICE.as_bytes()].concat(), "UTF-8"),
            (gbk.clone(), "gb18030"),
            ([b"\x84\x31\x95\x33", &gbk[..]].concat(), "gb18030"),
            (utf16(NOTICE, false), "UTF-16LE"),
            (utf16(NOTICE, true), "UTF-16BE"),
            ([b"\xff\xfe", &utf16(NOTICE, false)[..]].concat(), "UTF-16LE"),
            ([b"\xfe\xff", &utf16(NOTICE, true)[..]].concat(), "UTF-16BE"),
            (utf16("plain ASCII 123\n", false), "UTF-16LE"),
        ];
        for (bytes, encoding) in cases {
            let (text, found, broken) = read(bytes);
            assert_eq!((found, broken), (encoding, 0));
            assert!(text == NOTICE || text.starts_with("plain"), "{encoding}: {text}");
        }
    }

    #[test]
    fn a_wrong_declaration_does_not_win() {
        let page = format!("<meta charset=\"utf-8\"><p>{NOTICE}</p>");
        assert_eq!(read(GB18030.encode(&page).0.into_owned()).1, "gb18030");
        let page = format!("<meta charset=gb2312><p>{NOTICE}</p>");
        assert_eq!(read(page).1, "UTF-8");
    }

    #[test]
    fn big5_is_believed_when_declared() {
        let page = "<meta http-equiv=Content-Type content=\"text/html; charset=Big5\"><p>臺北市政府公告</p>";
        let (text, encoding, broken) = read(BIG5.encode(page).0.into_owned());
        assert_eq!((text.as_str(), encoding, broken), (page, "Big5", 0));
    }

    #[test]
    fn a_few_broken_bytes_are_counted_not_fatal() {
        let mut bytes = NOTICE.repeat(5).into_bytes();
        bytes[30] = 0xff;
        let (text, encoding, broken) = read(bytes);
        assert_eq!(encoding, "UTF-8");
        assert!(broken > 0 && text.contains('\u{fffd}') && text.contains("编号：00123"));
        let cut = NOTICE.trim_end().as_bytes();
        let (_, encoding, broken) = read(&cut[..cut.len() - 1]);
        assert_eq!((encoding, broken), ("UTF-8", 1));
    }

    #[test]
    fn a_broken_beginning_does_not_spoil_the_rest() {
        let bytes = [&b"\xff\xfd\xff".repeat(1400)[..], NOTICE.repeat(4000).as_bytes()].concat();
        let (text, encoding, broken) = read(bytes);
        assert!(encoding == "UTF-8" && broken > 0 && text.ends_with(NOTICE));
    }

    #[test]
    fn binary_data_is_refused() {
        let noise: Vec<u8> = (0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(decode(noise, None).is_err());
        let picture = [b"\x89PNG\r\n\x1a\n".as_slice(), &[0, 0, 0, 13, 1, 2, 3, 4, 5, 6].repeat(20)].concat();
        assert_eq!(decode(picture, None).unwrap_err().0, SkipReason::Unsupported);
    }

    #[test]
    fn points_are_sparse_and_exact_on_a_line_without_ascii() {
        let text = "审校".repeat(20_000);
        for encoding in [GB18030, UTF_16LE] {
            let bytes = if encoding == GB18030 { GB18030.encode(&text).0.into_owned() } else { utf16(&text, false) };
            let decoded = Decoded::of(&bytes, encoding, 0);
            assert!(decoded.text == text && decoded.points.len() < 40);
            let stored = StoredText::decoded(decoded.text, bytes, encoding, decoded.points);
            for char in [0, 1, 1365, 1366, 20_000, 39_999] {
                assert_eq!(stored.raw(Span::new(char * 3, char * 3 + 3)), Span::new(char * 2, char * 2 + 2));
            }
        }
    }
}
