//! A copy of a file in which everything that must not be published is masked.
//!
//! Only the characters of what was found are replaced: tags, entities of other characters,
//! separators, encoding and line breaks stay as they are, byte for byte. The copy is scanned again
//! and masked again until nothing is found, since one mask can make another number guessable.
//!
//! Formats whose text has no byte offsets in the file (office documents, PDF, archives) are
//! refused: a half masked copy is worse than none.

use std::fmt;
use std::ops::Range;

use crate::digit;
use crate::document::Document;
use crate::engine::Engine;
use crate::finding::Finding;
use crate::format::{self, Item, Limits};
use crate::place::Place;
use crate::rule::Category;
use crate::skip::Skip;
use crate::source::Source;
use crate::span::{Raw, Span, Stored, Text};

/// How often a copy is scanned and masked again, at most. Two rounds are enough for all that is
/// known but long sensitive columns, of which a finding lists a part.
const ROUNDS: usize = 200;

/// A masked copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaskedCopy {
    /// The bytes of the copy.
    pub bytes: Vec<u8>,
    /// How many findings the file had.
    pub found: usize,
    /// How many the copy still has: they stand in the file's name, or no mask satisfies the rule.
    pub left: usize,
    /// Where those stand.
    pub places: Vec<Place>,
}

/// Why no copy was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The file could not be read.
    Unread(Box<Skip>),
    /// A format without byte offsets, by its identifier.
    NoOffsets(&'static str),
    /// A container of several documents, or nothing at all.
    NotOneDocument,
    /// A text with characters that mean something else in this format.
    Characters(&'static str),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Unread(skip) => write!(f, "{}，{}", skip.reason, skip.detail),
            Refusal::NoOffsets(format) => {
                write!(f, "{format} 格式不能逐字节替换；可遮盖的是文本、HTML、CSV、JSON 和 Markdown")
            }
            Refusal::NotOneDocument => f.write_str("其中不是恰好一份文档；请先解开再逐份遮盖"),
            Refusal::Characters(format) => write!(f, "{format} 格式里不能直接写这些符号，请在原文件里修改"),
        }
    }
}

impl Refusal {
    /// The refusal in English.
    pub fn in_english(&self) -> String {
        match self {
            Refusal::Unread(skip) => format!("not read: {}", skip.reason.name()),
            Refusal::NoOffsets(format) => format!("{format} cannot be masked byte for byte"),
            Refusal::NotOneDocument => "this is not exactly one document".to_owned(),
            Refusal::Characters(format) => format!("these characters mean something else in {format}"),
        }
    }
}

/// Replaces the bytes of a range of the file.
struct Edit {
    raw: Span<Raw>,
    bytes: Vec<u8>,
}

/// A character of the text and the decoded bytes that it came from.
struct Unit {
    char: char,
    stored: Span<Stored>,
}

/// Masks everything that `engine` reports about private things. Columns are masked cell by cell
/// when the engine's policy asks for each cell; without that only the listed cells are reached.
///
/// # Errors
/// When the file cannot be read, or its format cannot be edited byte for byte.
pub fn redact(engine: &Engine, source: &Source, limits: &Limits) -> Result<MaskedCopy, Refusal> {
    let mut copy = MaskedCopy { bytes: source.bytes.clone(), found: 0, left: 0, places: Vec::new() };
    for round in 0..ROUNDS {
        let document = read(Source::new(source.origin.clone(), copy.bytes.clone()), limits)?;
        let findings = engine.scan(&document);
        let private = || findings.iter().filter(|finding| is_private(finding));
        let next = masked_once(&document, private(), &copy.bytes)?;
        copy.places = private().map(|finding| finding.place.clone()).collect();
        copy.left = copy.places.len();
        if round == 0 {
            copy.found = copy.left;
        }
        if next == copy.bytes {
            break;
        }
        copy.bytes = next;
    }
    Ok(copy)
}

/// One round: the bytes of the file with every finding replaced by its suggestion, or by
/// asterisks where it has none.
///
/// # Errors
/// When the document's format has no byte offsets.
pub fn masked_once<'a>(
    document: &Document,
    findings: impl Iterator<Item = &'a Finding>,
    bytes: &[u8],
) -> Result<Vec<u8>, Refusal> {
    let mut edits = Vec::new();
    for finding in findings {
        let suggestion = finding.suggestion.as_deref().filter(|text| !is_instruction(text));
        let spans = finding.also.iter().map(|&(span, _)| (span, None)).chain([(finding.span, suggestion)]);
        for (span, text) in spans {
            write(document, span, text, &mut edits)?;
        }
    }
    Ok(apply(bytes, edits))
}

/// True for a suggestion in brackets that tells a person what to do, which is nothing to write.
/// A number in brackets is a numbering.
pub fn is_instruction(suggestion: &str) -> bool {
    let inside = suggestion.strip_prefix('（').and_then(|text| text.strip_suffix('）'));
    inside.is_some_and(|text| {
        text.is_empty()
            || !text.chars().all(|char| digit::value(char).or(digit::han_value(char)).is_some() || char == '十')
    }) || (inside.is_none() && suggestion.starts_with('（'))
}

/// The texts that a finding offers to write: one, or several of which a person chooses. None for
/// what is private, which is masked, and for what stands in several places.
pub fn choices(finding: &Finding) -> Vec<&str> {
    let suggestion = finding.suggestion.as_deref().filter(|text| !is_instruction(text));
    let alone = finding.also.is_empty() && finding.count == 1 && finding.rule.category != Category::Privacy;
    match suggestion.filter(|_| alone) {
        None => Vec::new(),
        Some("") => vec![""],
        Some(text) => text.split('/').filter(|text| !text.is_empty()).collect(),
    }
}

/// What to write over a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Its mask.
    Mask,
    /// This text.
    Text(String),
}

/// Says what to write over a finding, which it is shown with its number; `None` to let it stand.
pub type Choose<'a> = &'a mut dyn FnMut(usize, &Finding) -> Option<Change>;

/// The bytes of the file with the changes made that `choose` asks for.
///
/// # Errors
/// When the file cannot be read, its format cannot be edited byte for byte, or a text cannot stand in it.
pub fn amended(engine: &Engine, source: &Source, limits: &Limits, choose: Choose<'_>) -> Result<Vec<u8>, Refusal> {
    let document = read(source.clone(), limits)?;
    let mut edits = Vec::new();
    for (number, finding) in engine.scan(&document).iter().enumerate() {
        match choose(number, finding) {
            None => {}
            Some(Change::Mask) => {
                let suggestion = finding.suggestion.as_deref().filter(|text| !is_instruction(text));
                write(&document, finding.span, suggestion, &mut edits)?;
            }
            Some(Change::Text(text)) if can_hold(document.format(), &text) => {
                write(&document, finding.span, Some(&text), &mut edits)?;
            }
            Some(Change::Text(_)) => return Err(Refusal::Characters(document.format())),
        }
    }
    Ok(apply(&source.bytes, edits))
}

/// True when a text means itself in a file of this format, without quoting.
fn can_hold(format: &str, text: &str) -> bool {
    let plain = matches!(format, "text" | "markdown");
    text.chars().all(|char| !char.is_control() && (plain || !"\"'\\<>&,;|{}[]".contains(char)))
}

/// True for the formats that copies are made of.
pub fn is_editable(format: &str) -> bool {
    matches!(format, "text" | "html" | "csv" | "json" | "jsonl" | "markdown" | "sql" | "xml")
}

/// True when a finding in a file of this format can be written over without further thought.
pub fn is_applicable(finding: &Finding, format: &str) -> bool {
    is_editable(format) && (finding.rule.category == Category::Privacy || choices(finding).len() == 1)
}

fn is_private(finding: &Finding) -> bool {
    finding.is_reported() && finding.rule.category == Category::Privacy
}

fn read(source: Source, limits: &Limits) -> Result<Document, Refusal> {
    let mut documents = Vec::new();
    let mut skipped = None;
    format::read(source, limits, &mut |item| match item {
        Item::Document(document) => documents.push(*document),
        Item::Skip(skip) => skipped = skipped.take().or(Some(skip)),
    });
    if let Some(skip) = skipped {
        return Err(Refusal::Unread(Box::new(skip)));
    }
    let document = documents.pop().filter(|document| documents.is_empty() && document.origin().depth() == 0);
    document.ok_or(Refusal::NotOneDocument)
}

/// Adds the edits that write a text over a span, or asterisks where there is none.
fn write(document: &Document, span: Span<Text>, text: Option<&str>, edits: &mut Vec<Edit>) -> Result<(), Refusal> {
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
fn starred(units: &[Unit]) -> String {
    units.iter().filter(|unit| is_significant(unit.char)).map(|_| '*').collect()
}

/// What to write where. A suggestion as long as the number goes over it sign by sign, so that
/// separators stay; any other replaces what follows the beginning that both share.
fn replacements(units: &[Unit], suggestion: &str) -> Vec<(Span<Stored>, String)> {
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
fn apply(bytes: &[u8], mut edits: Vec<Edit>) -> Vec<u8> {
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
