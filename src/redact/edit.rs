//! Replacing characters of a file whose text has offsets in it: tags, entities of other characters,
//! separators, encoding and line breaks stay as they are, byte for byte.

use std::ops::Range;

use super::Refusal;
use crate::digit;
use crate::document::Document;
use crate::span::{Raw, Span, Stored, Text};

/// Replaces the bytes of a range of the file.
pub(super) struct Edit {
    raw: Span<Raw>,
    bytes: Vec<u8>,
}

/// A character of the text and the decoded bytes that it came from.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) char: char,
    pub(super) stored: Span<Stored>,
}

/// Adds the edits that write a text over a span, or asterisks where there is none.
pub(super) fn write(
    document: &Document,
    span: Span<Text>,
    text: Option<&str>,
    edits: &mut Vec<Edit>,
) -> Result<(), Refusal> {
    let Some(stored) = document.stored() else { return Err(Refusal::NoOffsets(document.format())) };
    let units = units(document, span);
    let mut replaced = match text {
        Some(text) => replacements(&units, text),
        None => replacements(&units, &starred(&units)),
    };
    if let (Some(first), Some(last), Some(quote)) = (units.first(), units.last(), quote(document, span)) {
        let inner = replaced.iter().map(|(_, text)| text.as_str()).collect::<String>();
        replaced = vec![(first.stored.cover(last.stored), format!("{quote}{inner}{quote}"))];
    }
    for (place, text) in replaced {
        let raw = stored.raw(place);
        edits.push(Edit { raw, bytes: encode(&escaped(document, &text), stored.encoding()) });
    }
    Ok(())
}

/// The characters of a span that came from the file, one by one.
fn units(document: &Document, span: Span<Text>) -> Vec<Unit> {
    let pieces = document.map().pieces();
    if pieces.is_empty() {
        return characters(document, span, 0);
    }
    let first = pieces.partition_point(|piece| piece.text().end() <= span.start());
    let touched = pieces[first..].iter().take_while(|piece| piece.text().start() < span.end());
    let mut units = Vec::new();
    for piece in touched {
        let text = piece.text();
        if piece.is_verbatim() {
            let part = Span::new(text.start().max(span.start()), text.end().min(span.end()));
            units.extend(characters(document, part, piece.stored().start() as isize - text.start() as isize));
        } else {
            // An entity or an escape stands for its characters as a whole.
            units.extend(document.slice(text).chars().next().map(|char| Unit { char, stored: piece.stored() }));
        }
    }
    units
}

/// Characters that stand in the decoded file as they are, `shift` bytes further on.
fn characters(document: &Document, span: Span<Text>, shift: isize) -> Vec<Unit> {
    let place = |at: usize| span.start().saturating_add(at).saturating_add_signed(shift);
    let unit = |(at, char): (usize, char)| Unit { char, stored: Span::new(place(at), place(at) + char.len_utf8()) };
    document.slice(span).char_indices().map(unit).collect()
}

/// Asterisks for everything but separators.
pub(super) fn starred(units: &[Unit]) -> String {
    units.iter().filter(|unit| is_significant(unit.char)).map(|_| '*').collect()
}

/// What to write where. A suggestion as long as the number goes over it sign by sign, so that
/// separators stay; any other replaces what follows the beginning that both share.
pub(super) fn replacements(units: &[Unit], suggestion: &str) -> Vec<(Span<Stored>, String)> {
    let significant: Vec<&Unit> = units.iter().filter(|unit| is_significant(unit.char)).collect();
    if significant.len() == suggestion.chars().count() {
        let pairs = significant.into_iter().zip(suggestion.chars());
        return pairs
            .filter(|(unit, wanted)| !same_sign(unit.char, *wanted))
            .map(|(unit, wanted)| (unit.stored, wanted.into()))
            .collect();
    }
    let shared = units.iter().zip(suggestion.chars()).take_while(|(unit, wanted)| unit.char == *wanted).count();
    let mut rest: String = suggestion.chars().skip(shared).collect();
    units[shared..].iter().map(|unit| (unit.stored, std::mem::take(&mut rest))).collect()
}

fn is_significant(char: char) -> bool {
    let separates = char.is_whitespace() || digit::is_invisible(char) || "-－‐‑‒–—―−.．·・‧\\/（）()+".contains(char);
    !separates
}

/// The same digit in another script is the same sign.
fn same_sign(char: char, wanted: char) -> bool {
    char == wanted || digit::value(char).is_some_and(|value| wanted.to_digit(10) == Some(u32::from(value)))
}

/// The quotation mark that a number without quotes needs once it holds asterisks.
fn quote(document: &Document, span: Span<Text>) -> Option<char> {
    let mark = match document.format() {
        "json" | "jsonl" => '"',
        "sql" => '\'',
        _ => return None,
    };
    let block = document.block_at(span.start())?;
    let place = document.stored_span(block.span)?;
    let before = document.stored()?.text()[..place.start()].trim_end();
    let bare = before.is_empty() || before.ends_with([':', ',', '[', '(', '\n', '=']);
    (bare && document.slice(block.span).chars().all(|char| "0123456789.+-eE".contains(char))).then_some(mark)
}

/// Markdown takes asterisks for emphasis.
fn escaped(document: &Document, text: &str) -> String {
    if document.format() == "markdown" { text.replace('*', "\\*") } else { text.to_owned() }
}

/// `text` in the encoding of the file, which has all of it: masks hold only ASCII and characters
/// that stood in the file.
fn encode(text: &str, encoding: &str) -> Vec<u8> {
    let units = || text.encode_utf16();
    match encoding {
        "UTF-16LE" => units().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => units().flat_map(u16::to_be_bytes).collect(),
        label => {
            let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::UTF_8);
            encoding.encode(text).0.into_owned()
        }
    }
}

/// The bytes with the edits made, in the order of the file; of two edits of one place the first stays.
pub(super) fn apply(bytes: &[u8], mut edits: Vec<Edit>) -> Vec<u8> {
    edits.sort_by_key(|edit| edit.raw);
    let mut copy = Vec::with_capacity(bytes.len());
    let mut done = 0;
    for Edit { raw, bytes: new } in edits {
        let Range { start, end } = raw.range();
        if start < done || end > bytes.len() {
            continue;
        }
        copy.extend_from_slice(&bytes[done..start]);
        copy.extend_from_slice(&new);
        done = end;
    }
    copy.extend_from_slice(&bytes[done..]);
    copy
}
