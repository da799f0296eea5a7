//! A copy of a file in which everything that must not be published is masked.
//!
//! Only the characters of what was found are replaced: tags, entities of other characters,
//! separators, encoding and line breaks stay as they are, byte for byte. The copy is scanned again
//! and masked again until nothing is found, since one mask can make another number guessable.
//!
//! Word, Excel and PowerPoint documents of today's kind are rewritten part by part; see `package`.
//! Formats that can be changed neither way (PDF, OFD, older office documents, archives) are
//! refused: a half masked copy is worse than none.

use std::fmt;

use crate::digit;
use crate::document::Document;
use crate::engine::Engine;
use crate::finding::Finding;
use crate::format::{Item, Limits};
use crate::place::Place;
use crate::rule::Category;
use crate::skip::Skip;
use crate::source::{Origin, Source};
use crate::span::{Span, Text};

mod edit;
mod package;

use edit::{apply, write};
pub use package::Signature;
use package::{Comment, Target};

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
    /// An office document that cannot be rewritten, and why.
    Package(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Unread(skip) => write!(f, "{}，{}", skip.reason, skip.detail),
            Refusal::NoOffsets(format) => {
                write!(
                    f,
                    "{format} 格式不能遮盖，请按检查结果在原文件里删去后重新导出；可遮盖的是文本、HTML、CSV、JSON、Markdown 和 docx、xlsx、pptx"
                )
            }
            Refusal::NotOneDocument => f.write_str("其中不是恰好一份文档；请先解开再逐份遮盖"),
            Refusal::Package(reason) => f.write_str(reason),
            Refusal::Characters(format) => write!(f, "{format} 格式里不能直接写这些符号，请在原文件里修改"),
        }
    }
}

impl Refusal {
    /// The refusal in English.
    pub fn in_english(&self) -> String {
        match self {
            Refusal::Unread(skip) => format!("not read: {}", skip.reason.name()),
            Refusal::NoOffsets(format) => format!("{format} cannot be masked; change the original"),
            Refusal::Package(reason) => format!("the document cannot be rewritten: {reason}"),
            Refusal::NotOneDocument => "this is not exactly one document".to_owned(),
            Refusal::Characters(format) => format!("these characters mean something else in {format}"),
        }
    }
}

/// Masks everything that `engine` reports about private things. Columns are masked cell by cell
/// when the engine's policy asks for each cell; without that only the listed cells are reached.
///
/// # Errors
/// When the file cannot be read, or its format cannot be edited byte for byte.
pub fn redact(engine: &Engine, source: &Source, limits: &Limits) -> Result<MaskedCopy, Refusal> {
    let mut copy = MaskedCopy { bytes: source.bytes.clone(), found: 0, left: 0, places: Vec::new() };
    for round in 0..ROUNDS {
        let documents = read(engine, Source::new(source.origin.clone(), copy.bytes.clone()), limits)?;
        let findings: Vec<Vec<Finding>> = documents.iter().map(|document| private(engine, document)).collect();
        let places = findings.iter().flatten().map(|finding| finding.place.clone());
        copy.places = places.collect();
        copy.left = copy.places.len();
        if round == 0 {
            copy.found = copy.left;
        }
        let next = match &documents[..] {
            [document] if !is_package(document.format()) => masked_once(document, findings[0].iter(), &copy.bytes)?,
            _ => masked_package(engine, &documents, &findings, &copy.bytes, limits)?,
        };
        if next == copy.bytes {
            break;
        }
        copy.bytes = next;
    }
    Ok(copy)
}

/// True for office documents that are rewritten part by part.
fn is_package(format: &str) -> bool {
    matches!(format, "docx" | "xlsx" | "pptx")
}

/// One round over an office document and the documents embedded in it.
fn masked_package(
    engine: &Engine,
    documents: &[Document],
    findings: &[Vec<Finding>],
    bytes: &[u8],
    limits: &Limits,
) -> Result<Vec<u8>, Refusal> {
    let found = documents.iter().zip(findings);
    let targets = found.flat_map(|(document, findings)| findings.iter().flat_map(|finding| masks(document, finding)));
    let embedded = |name: &str, bytes: &[u8]| {
        let copy = redact(engine, &Source::new(Origin::file(name), bytes), limits);
        copy.ok().filter(|copy| copy.found > 0).map(|copy| copy.bytes)
    };
    package::rewrite(bytes, targets.collect(), &embedded, limits)
}

/// What to mask for a finding.
fn masks(document: &Document, finding: &Finding) -> Vec<Target> {
    let suggestion = finding.suggestion.as_deref().filter(|text| !is_instruction(text));
    let others = finding.also.iter().map(|&(span, _)| target(document, span, None));
    others.chain([target(document, finding.span, suggestion)]).collect()
}

fn target(document: &Document, span: Span<Text>, written: Option<&str>) -> Target {
    let plain = document.slice(span).to_owned();
    let only_in = document.block_at(span.start()).filter(|_| !package::is_number(&plain)).map(|block| {
        let before = Span::new(block.span.start(), span.start());
        (document.slice(block.span).to_owned(), package::occurrences(document.slice(before), &plain))
    });
    Target { plain, written: written.map(str::to_owned), only_in }
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
    let documents = read(engine, source.clone(), limits)?;
    let Some(document) = documents.first().filter(|document| document.origin().depth() == 0) else {
        return Err(Refusal::NotOneDocument);
    };
    let mut changes = Vec::new();
    for (number, finding) in engine.scan(document).into_iter().enumerate() {
        let text = match choose(number, &finding) {
            None => continue,
            Some(Change::Mask) => finding.suggestion.filter(|text| !is_instruction(text)),
            Some(Change::Text(text)) if can_hold(document.format(), &text) => Some(text),
            Some(Change::Text(_)) => return Err(Refusal::Characters(document.format())),
        };
        changes.push((finding.span, text));
    }
    if is_package(document.format()) {
        let targets = changes.iter().map(|(span, text)| target(document, *span, text.as_deref()));
        return package::rewrite(&source.bytes, targets.collect(), &|_, _| None, limits);
    }
    let mut edits = Vec::new();
    changes.iter().try_for_each(|(span, text)| write(document, *span, text.as_deref(), &mut edits))?;
    Ok(apply(&source.bytes, edits))
}

/// A Word document with a comment at everything that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentedCopy {
    /// The bytes of the copy.
    pub bytes: Vec<u8>,
    /// How many findings have their comment.
    pub placed: usize,
    /// How many stand where no comment can: in headers, text boxes, properties, deleted text.
    pub elsewhere: usize,
}

/// A copy of a Word document with comments at what `engine` reports. `say` gives the paragraphs of
/// a comment; they must not repeat a number.
///
/// # Errors
/// When the file cannot be read, is no document of that kind, or cannot be rewritten.
pub fn commented(
    engine: &Engine,
    source: &Source,
    limits: &Limits,
    by: &Signature,
    say: &dyn Fn(&Finding) -> Vec<String>,
) -> Result<CommentedCopy, Refusal> {
    let mut document = None;
    engine.read(source.clone(), limits, &mut |item| match item {
        Item::Document(own) if own.origin().depth() == 0 && own.format() == "docx" => document = Some(own),
        _ => {}
    });
    let document = document.ok_or(Refusal::NotOneDocument)?;
    let found: Vec<Finding> = engine.scan(&document).into_iter().filter(Finding::is_reported).collect();
    let comments: Vec<Comment> = found.iter().map(|finding| comment(&document, finding, say(finding))).collect();
    let (bytes, placed) = package::commented(&source.bytes, &comments, by, limits)?;
    Ok(CommentedCopy { bytes, placed, elsewhere: found.len() - placed })
}

/// A fault of a whole paragraph has its comment there.
fn comment(document: &Document, finding: &Finding, lines: Vec<String>) -> Comment {
    let block = document.block_at(finding.span.start());
    let whole = block.filter(|_| finding.span.is_empty()).map(|block| block.span);
    let span = whole.unwrap_or(finding.span);
    let only_in = block.map(|block| {
        let plain = document.slice(span);
        let before = Span::new(block.span.start(), span.start());
        (document.slice(block.span).to_owned(), package::occurrences(document.slice(before), plain))
    });
    Comment { plain: document.slice(span).to_owned(), only_in, lines }
}

/// True for a copy with comments that no office program has saved since it was made.
pub fn is_commented_copy(bytes: &[u8]) -> bool {
    package::is_commented_copy(bytes)
}

/// True when a text means itself in a file of this format, without quoting.
fn can_hold(format: &str, text: &str) -> bool {
    let plain = matches!(format, "text" | "markdown") || is_package(format);
    text.chars().all(|char| !char.is_control() && (plain || !"\"'\\<>&,;|{}[]".contains(char)))
}

/// True for the formats that copies are made of.
pub fn is_editable(format: &str) -> bool {
    is_package(format) || matches!(format, "text" | "html" | "csv" | "json" | "jsonl" | "markdown" | "sql" | "xml")
}

/// True when a finding in a file of this format can be written over without further thought.
pub fn is_applicable(finding: &Finding, format: &str) -> bool {
    is_editable(format) && (finding.rule.category == Category::Privacy || choices(finding).len() == 1)
}

/// What is reported about private things.
fn private(engine: &Engine, document: &Document) -> Vec<Finding> {
    let is_private = |finding: &Finding| finding.is_reported() && finding.rule.category == Category::Privacy;
    engine.scan(document).into_iter().filter(is_private).collect()
}

/// The document of a source: first itself, then what is embedded in it.
fn read(engine: &Engine, source: Source, limits: &Limits) -> Result<Vec<Document>, Refusal> {
    let mut documents: Vec<Document> = Vec::new();
    let mut skipped = None;
    engine.read(source, limits, &mut |item| match item {
        Item::Document(document) => documents.push(*document),
        Item::Skip(skip) => skipped = skipped.take().or(Some(skip)),
    });
    if let Some(skip) = skipped {
        return Err(Refusal::Unread(Box::new(skip)));
    }
    match documents.first().filter(|document| document.origin().depth() == 0) {
        None => Err(Refusal::NotOneDocument),
        Some(first) if !is_editable(first.format()) => Err(Refusal::NoOffsets(first.format())),
        Some(first) if documents.len() > 1 && !is_package(first.format()) => Err(Refusal::NotOneDocument),
        Some(_) => Ok(documents),
    }
}
