//! Is a PDF all there? Readers repair what they can and pass over the rest in silence, so what they
//! give says nothing about what is missing. The file itself does: the list of its objects, the references
//! between them, the checksums of what is packed, the number of pages it promises.
//!
//! Pictures are not looked at: they are never read.

use std::collections::HashSet;
use std::io::{self, Read};

use flate2::read::{DeflateDecoder, ZlibDecoder};
use lopdf::xref::{XrefEntry, XrefRecovery};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use memchr::memmem;

/// So many zeros in a row stand neither in an object nor in what a page draws: they are what is left of a
/// block that was never written.
const ZEROS: [u8; 32] = [0; 32];

/// No packed stream is checked beyond this many bytes.
const LONGEST: u64 = 256 << 20;

/// How far before a block of zeros the head of the object that it stands in is looked for, in bytes.
const HEAD: usize = 64 << 10;

/// How many blocks of zeros are looked at.
const BLOCKS: usize = 1000;

/// What of a file is lost, as an editor reads it; `None` when all is there.
pub(super) fn lost(bytes: &[u8], document: &Document) -> Option<String> {
    let objects = missing(document);
    if objects > 0 {
        return Some(format!("有 {objects} 个对象缺失或无法读取，其中的文字未检查"));
    }
    let contents: HashSet<ObjectId> = document.page_iter().flat_map(|page| document.get_page_contents(page)).collect();
    let streams = document.objects.iter().filter_map(|(id, object)| Some((id, object.as_stream().ok()?)));
    let is_drawn = |id, stream: &Stream| contents.contains(id) || is_kind(&stream.dict, b"Subtype", b"Form");
    let was_encrypted = document.was_encrypted();
    let broken = streams.filter(|(id, stream)| {
        !is_kind(&stream.dict, b"Subtype", b"Image")
            && (is_broken(stream, was_encrypted) || is_drawn(id, stream) && has_zeros(&stream.content))
    });
    let broken = broken.count();
    if broken > 0 {
        return Some(format!("有 {broken} 段内容损坏，其中的文字可能没有读全"));
    }
    let (promised, found) = (promised_pages(document), document.get_pages().len());
    if promised > found {
        return Some(format!("应有 {promised} 页，只找到 {found} 页"));
    }
    has_zeros_outside_streams(bytes, is_rebuilt(document)).then(|| "部分内容被零字节覆盖，其中的文字未检查".to_owned())
}

/// Objects that are referred to and not there, although the list of objects has them. Where that list had
/// to be made anew there is nothing to tell a lost object from one that was deleted.
fn missing(document: &Document) -> usize {
    let made_anew = is_rebuilt(document);
    let cipher = document.encryption_state.as_ref().and_then(|state| state.encrypt_object_id());
    let listed = |id: u32| match document.reference_table.get(id) {
        Some(XrefEntry::Normal { offset, .. }) => *offset > 0,
        Some(XrefEntry::Compressed { .. }) => true,
        _ => made_anew,
    };
    let trailer = document.trailer.iter().map(|(_, value)| value);
    let referred: HashSet<ObjectId> = document.objects.values().chain(trailer).flat_map(references).collect();
    let gone = |id: &&ObjectId| listed(id.0) && !document.objects.contains_key(id) && Some(**id) != cipher;
    referred.iter().filter(gone).count()
}

/// True when the list of objects had to be made anew, from what looks like one.
fn is_rebuilt(document: &Document) -> bool {
    document.xref_recovery == Some(XrefRecovery::Reconstructed)
}

/// What an object refers to.
fn references(object: &Object) -> Vec<ObjectId> {
    let mut found = Vec::new();
    let mut open = vec![object];
    while let Some(object) = open.pop() {
        match object {
            Object::Reference(id) => found.push(*id),
            Object::Array(values) => open.extend(values),
            Object::Dictionary(dictionary) => open.extend(dictionary.iter().map(|(_, value)| value)),
            Object::Stream(stream) => open.extend(stream.dict.iter().map(|(_, value)| value)),
            _ => {}
        }
    }
    found
}

/// True for a stream that does not unpack to its end.
fn is_broken(stream: &Stream, was_encrypted: bool) -> bool {
    let filters = stream.filters().unwrap_or_default();
    match filters.iter().position(|filter| matches!(*filter, b"FlateDecode" | b"Fl")) {
        Some(0) => !unpacks(&stream.content, was_encrypted),
        Some(index) => {
            let outer = filters[..index].iter().map(|name| Object::Name(name.to_vec())).collect();
            let mut dictionary = Dictionary::new();
            dictionary.set("Filter", Object::Array(outer));
            let outer = Stream::new(dictionary, stream.content.clone());
            let packed = outer.decompressed_content_with_limit(stream.content.len() * 2 + 64);
            packed.is_ok_and(|packed| !unpacks(&packed, was_encrypted))
        }
        None => false,
    }
}

/// True when packed bytes unpack to their end and to what their checksum says. Some programs leave the
/// checksum out, and some that encrypt write a wrong one.
fn unpacks(packed: &[u8], was_encrypted: bool) -> bool {
    let ends = |read: &mut dyn Read| io::copy(&mut read.take(LONGEST), &mut io::sink()).is_ok();
    if packed.is_empty() || ends(&mut ZlibDecoder::new(packed)) {
        return true;
    }
    let Some(body) = packed.get(2..) else { return true };
    let mut plain = DeflateDecoder::new(body);
    ends(&mut plain) && (was_encrypted || body.len() < plain.total_in() as usize + 4)
}

fn is_kind(dictionary: &Dictionary, key: &[u8], name: &[u8]) -> bool {
    dictionary.get(key).and_then(Object::as_name).is_ok_and(|found| found == name)
}

/// The pages that the root of their tree counts.
fn promised_pages(document: &Document) -> usize {
    let pages = document.catalog().and_then(|catalog| catalog.get_deref(b"Pages", document)).and_then(Object::as_dict);
    let count = pages.and_then(|pages| pages.get_deref(b"Count", document)).and_then(Object::as_i64);
    count.ok().and_then(|count| usize::try_from(count).ok()).unwrap_or(0)
}

fn has_zeros(bytes: &[u8]) -> bool {
    memmem::find(bytes, &ZEROS).is_some()
}

/// True when zeros stand inside an object that is not a stream, or, where the list of objects had to be
/// made anew, between objects: of what was there nothing else is left. Behind the last object, and between
/// objects that are listed elsewhere, programs do leave room.
fn has_zeros_outside_streams(bytes: &[u8], is_rebuilt: bool) -> bool {
    let end = memmem::rfind(bytes, b"endobj").unwrap_or(0);
    let blocks = memmem::find_iter(&bytes[..end], &ZEROS).filter(|at| *at == 0 || bytes[at - 1] != 0);
    blocks.take(BLOCKS).any(|at| {
        let before = &bytes[at.saturating_sub(HEAD)..at];
        let last = |word: &[u8]| memmem::rfind(before, word);
        let (object, ended) = (last(b" obj"), last(b"endobj"));
        let (stream, stream_ended) = (last(b"stream"), last(b"endstream"));
        let in_stream =
            stream.is_some() && stream_ended.is_none_or(|ended| Some(ended + 3) != stream) && stream > ended;
        let in_object = object.is_some() && object > ended && object > stream;
        in_object || is_rebuilt && !in_stream && (object.is_some() || ended.is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    /// One page with packed content and a note.
    fn document(pages: i64) -> Document {
        let mut document = Document::with_version("1.5");
        let tree = document.new_object_id();
        let letters: String = (0..1500u32).map(|index| char::from(b'a' + (index.pow(3) / 7 % 23) as u8)).collect();
        let mut content = Stream::new(dictionary! {}, format!("BT ({letters}) Tj ET").into_bytes());
        content.compress().unwrap();
        let content = document.add_object(content);
        let note = document.add_object(dictionary! { "Type" => "Annot", "Contents" => Object::string_literal("note") });
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => content, "Annots" => vec![note.into()],
        });
        let kids = vec![page.into()];
        document.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => pages }.into());
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
        document.trailer.set("Root", catalog);
        document
    }

    fn file() -> Vec<u8> {
        let mut bytes = Vec::new();
        document(1).save_to(&mut bytes).unwrap();
        bytes
    }

    fn says(bytes: &[u8]) -> String {
        lost(bytes, &Document::load_mem(bytes).unwrap()).unwrap_or_default()
    }

    #[test]
    fn a_file_that_is_all_there_says_nothing() {
        assert_eq!(says(&file()), "");
        assert_eq!(says(&[file(), vec![0; 600]].concat()), "");
    }

    #[test]
    fn zeros_in_packed_content_are_seen() {
        let mut bytes = file();
        let start = memmem::find(&bytes, b"stream\n").unwrap() + 60;
        bytes[start..start + 40].fill(0);
        assert!(says(&bytes).contains("段内容损坏"), "{}", says(&bytes));
    }

    #[test]
    fn zeros_in_what_is_drawn_are_seen_and_those_in_a_font_are_not() {
        let mut document = document(1);
        let zeros = Stream::new(dictionary! {}, vec![0; 64]);
        document.add_object(zeros.clone());
        assert_eq!(lost(&[], &document), None);
        let page = document.page_iter().next().unwrap();
        let contents = document.get_page_contents(page)[0];
        document.objects.insert(contents, zeros.into());
        assert!(lost(&[], &document).is_some());
    }

    #[test]
    fn an_object_that_is_gone_is_missed() {
        let mut bytes = file();
        let note = memmem::find(&bytes, b"note").unwrap();
        let start = memmem::rfind(&bytes[..note], b"endobj").unwrap() + 7;
        let end = note + memmem::find(&bytes[note..], b"endobj").unwrap();
        bytes[start..end].fill(0);
        assert!(says(&bytes).contains("对象缺失"), "{}", says(&bytes));
    }

    #[test]
    fn zeros_inside_an_object_are_seen() {
        let text = format!("1 0 obj\n({})\nendobj\n", "\0".repeat(40));
        assert!(has_zeros_outside_streams(text.as_bytes(), false));
        let between = format!("endobj\n{}2 0 obj\nendobj", "\0".repeat(40));
        let outside = |is_rebuilt| has_zeros_outside_streams(between.as_bytes(), is_rebuilt);
        assert!(!outside(false) && outside(true));
        let stream = format!("1 0 obj\n<<>>\nstream\n{}\nendstream\nendobj", "\0".repeat(40));
        assert!(!has_zeros_outside_streams(stream.as_bytes(), true));
    }

    #[test]
    fn pages_are_counted() {
        let said = lost(&[], &document(3)).unwrap_or_default();
        assert!(said.contains("应有 3 页"), "{said}");
    }

    #[test]
    fn a_checksum_may_be_missing_but_not_wrong() {
        let packed = |data: &[u8]| {
            let mut packed = Vec::new();
            flate2::read::ZlibEncoder::new(data, flate2::Compression::default()).read_to_end(&mut packed).unwrap();
            packed
        };
        let whole = packed(b"some words, some words");
        let mut wrong = whole.clone();
        *wrong.last_mut().unwrap() ^= 1;
        assert!(unpacks(&whole, false) && unpacks(&whole[..whole.len() - 4], false) && unpacks(b"", false));
        assert!(!unpacks(&wrong, false) && unpacks(&wrong, true));
        assert!(!unpacks(&whole[..whole.len() / 2], false));
    }
}
