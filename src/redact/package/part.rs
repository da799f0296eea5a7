//! One part of a package: XML in which texts are replaced and nothing else moves.

use quick_xml::escape::resolve_predefined_entity;

use super::search::Search;
use crate::redact::edit::{Unit, replacements, starred};
use crate::span::{Span, Stored};

/// Elements that end a stretch of text: paragraphs, strings, cells and what is in them.
const BREAKS: [&str; 10] = ["p", "tr", "tc", "si", "c", "v", "f", "is", "row", "text"];

/// Elements whose text is not in the line that a reader sees.
const ASIDE: [&str; 4] = ["delText", "instrText", "delInstrText", "fldData"];

/// A stretch of text that belongs together.
#[derive(Default)]
struct Group {
    units: Vec<Unit>,
    /// In which version of the text each unit stands.
    versions: Vec<Version>,
    /// True for running text.
    is_line: bool,
    cell: Option<Cell>,
}

/// Under change tracking a line is read in two versions: as it was and as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    Both,
    Old,
    New,
}

/// The cell of a sheet whose value the group is.
#[derive(Clone, Default)]
struct Cell {
    name: String,
    /// Behind the name of its tag.
    tag: usize,
    kind: Option<(Span<Stored>, String)>,
    formula: bool,
}

/// A replacement in the part's text.
type Edit = (Span<Stored>, String);

/// The part's text; parts in UTF-16 are written back as UTF-8.
pub(super) fn decode(bytes: &[u8]) -> String {
    let (text, encoding, _) = encoding_rs::UTF_8.decode(bytes);
    match encoding == encoding_rs::UTF_8 {
        true => text.into_owned(),
        false => text.replacen("UTF-16", "UTF-8", 1).replacen("utf-16", "utf-8", 1),
    }
}

/// The part with every target replaced; `None` when none is in it.
///
/// # Errors
/// The name of a cell whose number is computed.
pub(super) fn rewrite(name: &str, text: &str, search: &Search) -> Result<Option<String>, String> {
    let mut edits = Vec::new();
    let mut fault = None;
    let mut whole = Group::default();
    walk(name, text, &mut |group| {
        match replace(&group, search) {
            Ok(found) => edits.extend(found),
            Err(cell) => fault = fault.take().or(Some(cell)),
        }
        if group.is_line {
            whole.units.extend(group.units);
        }
    });
    // Numbers with a digit to a cell, or broken over two paragraphs.
    if let Some(across) = search.across() {
        edits.extend(in_stream(&whole, across, &|_| true));
    }
    match fault {
        Some(cell) => Err(cell),
        None if edits.is_empty() => Ok(None),
        None => Ok(Some(apply(text, edits))),
    }
}

/// The relations of a package without that to its thumbnail; `None` when there is none.
pub(super) fn without_thumbnail(text: &str) -> Option<String> {
    let kind = text.find("/metadata/thumbnail\"")?;
    let start = text[..kind].rfind("<Relationship")?;
    let end = kind + text[kind..].find('>')? + 1;
    text[start..end].ends_with("/>").then(|| format!("{}{}", &text[..start], &text[end..]))
}

fn replace(group: &Group, search: &Search) -> Result<Vec<Edit>, String> {
    let mut edits = in_stream(group, search, &|_| true);
    for other in [Version::Old, Version::New] {
        if group.versions.contains(&other) {
            edits.extend(in_stream(group, search, &|at| group.versions[at] != other));
        }
    }
    match &group.cell {
        Some(cell) if !edits.is_empty() && cell.formula => Err(cell.name.clone()),
        Some(cell) if !edits.is_empty() => {
            edits.extend(cell.as_text());
            Ok(edits)
        }
        _ => Ok(edits),
    }
}

/// The edits in those units of a group that `wanted` picks.
fn in_stream(group: &Group, search: &Search, wanted: &dyn Fn(usize) -> bool) -> Vec<Edit> {
    let units: Vec<&Unit> = (0..group.units.len()).filter(|&at| wanted(at)).map(|at| &group.units[at]).collect();
    let text: Vec<char> = units.iter().map(|unit| unit.char).collect();
    let hits = search.hits(&text).into_iter();
    hits.flat_map(|hit| {
        let units: Vec<Unit> = units[hit.start..hit.end].iter().map(|unit| (*unit).clone()).collect();
        let written = hit.written.map_or_else(|| starred(&units), str::to_owned);
        replacements(&units, &written).into_iter().map(|(place, text)| (place, escape(&text))).collect::<Vec<_>>()
    })
    .collect()
}

impl Cell {
    /// A number with asterisks is text.
    fn as_text(&self) -> Option<Edit> {
        match &self.kind {
            None => Some((Span::new(self.tag, self.tag), " t=\"str\"".to_owned())),
            Some((place, kind)) if kind == "n" || kind == "d" => Some((*place, "str".to_owned())),
            Some(_) => None,
        }
    }

    /// True when the value is no text of its own: an index of a string, a truth value, an error.
    fn is_code(&self) -> bool {
        self.kind.as_ref().is_some_and(|(_, kind)| matches!(kind.as_str(), "s" | "b" | "e"))
    }
}

fn escape(text: &str) -> String {
    html_escape::encode_double_quoted_attribute(text).into_owned()
}

/// Hands over every stretch of text of a part: running text, attribute values, comments.
fn walk(name: &str, text: &str, take: &mut dyn FnMut(Group)) {
    let is_flow = ["word/", "xl/", "ppt/"].iter().any(|folder| name.starts_with(folder));
    let is_sheet = name.starts_with("xl/worksheets/");
    let mut walker = Walker {
        text,
        is_flow,
        is_sheet,
        group: Group::default(),
        element: "",
        cell: Cell::default(),
        inserted: 0,
        take,
    };
    let mut at = 0;
    while at < text.len() {
        at = walker.step(at);
    }
    walker.end_group();
}

/// Goes through a part from left to right.
struct Walker<'a, 'b> {
    text: &'a str,
    /// Paragraphs and cells are known; in other parts every element is a text of its own.
    is_flow: bool,
    is_sheet: bool,
    group: Group,
    /// The element that was opened last, empty behind its end.
    element: &'a str,
    cell: Cell,
    /// Depth in insertions under change tracking.
    inserted: usize,
    take: &'b mut dyn FnMut(Group),
}

impl Walker<'_, '_> {
    /// Takes what begins at `at`, and says where the next begins.
    fn step(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        if rest.starts_with("<!--") {
            let end = self.end_of(at, "-->");
            self.apart(at + 4, end);
            end + 3
        } else if rest.starts_with("<![CDATA[") {
            let end = self.end_of(at, "]]>");
            self.characters(at + 9, end);
            end + 3
        } else if rest.starts_with("<?") {
            self.end_of(at, "?>") + 2
        } else if rest.starts_with('<') {
            let end = at + tag_end(rest);
            self.tag(at, end);
            end
        } else {
            let end = self.end_of(at, "<");
            self.characters(at, end);
            end
        }
    }

    fn end_of(&self, at: usize, close: &str) -> usize {
        self.text[at..].find(close).map_or(self.text.len(), |end| at + end)
    }

    fn tag(&mut self, at: usize, end: usize) {
        let text = self.text;
        let tag = &text[at..end];
        let (local, closes) = (local_name(tag), tag.starts_with("</"));
        if !self.is_flow || BREAKS.contains(&local) {
            self.end_group();
        }
        self.element = if closes { "" } else { local };
        match (local, closes) {
            ("ins" | "moveTo", false) if !tag.ends_with("/>") => self.inserted += 1,
            ("ins" | "moveTo", true) => self.inserted = self.inserted.saturating_sub(1),
            ("c", false) if self.is_sheet => self.cell = begin_cell(tag, at),
            ("f", false) if self.is_sheet => self.cell.formula = true,
            _ => {}
        }
        for (_, start, end) in values(tag) {
            self.apart(at + start, at + end);
        }
    }

    /// Running text.
    fn characters(&mut self, start: usize, end: usize) {
        let is_value = self.is_sheet && self.element == "v";
        if is_value && self.cell.is_code() {
            return;
        }
        let version = match (ASIDE.contains(&self.element), self.inserted > 0) {
            (true, _) => Version::Old,
            (_, true) => Version::New,
            _ => Version::Both,
        };
        let units = characters(self.text, start, end);
        self.group.versions.extend(units.iter().map(|_| version));
        self.group.units.extend(units);
        self.group.is_line = true;
        self.group.cell = is_value.then(|| self.cell.clone());
    }

    /// Text that stands for itself: an attribute's value, a comment.
    fn apart(&mut self, start: usize, end: usize) {
        let units = characters(self.text, start, end.max(start));
        (self.take)(Group { versions: vec![Version::Both; units.len()], units, ..Group::default() });
    }

    fn end_group(&mut self) {
        (self.take)(std::mem::take(&mut self.group));
    }
}

fn begin_cell(tag: &str, at: usize) -> Cell {
    let kind = attribute(tag, "t").map(|(start, end)| (Span::new(at + start, at + end), tag[start..end].to_owned()));
    let name = attribute(tag, "r").map_or(String::new(), |(start, end)| tag[start..end].to_owned());
    Cell { name, tag: at + 2 + prefix(tag), kind, formula: false }
}

/// Bytes of a tag's name behind its first character, `<c` having none.
fn prefix(tag: &str) -> usize {
    tag[1..]
        .find(|char: char| char.is_whitespace() || char == '>' || char == '/')
        .map_or(0, |end| end.saturating_sub(1))
}

pub(super) fn local_name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|char: char| char.is_whitespace() || char == '>' || char == '/').unwrap_or(name.len());
    name[..end].rsplit(':').next().unwrap_or_default()
}

/// Bytes of a tag; a bracket in a quoted value does not end it.
pub(super) fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(mark), _) if mark == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// The values of a tag's attributes, as ranges in the tag, with their names.
pub(super) fn values(tag: &str) -> Vec<(&str, usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(equals) = tag[at..].find('=').map(|equals| at + equals) {
        let name = tag[at..equals].trim_end().rsplit(|char: char| char.is_whitespace()).next().unwrap_or_default();
        let Some(open) = tag[equals..].find(['"', '\'']).map(|open| equals + open) else { break };
        let mark = char::from(tag.as_bytes()[open]);
        let Some(close) = tag[open + 1..].find(mark).map(|close| open + 1 + close) else { break };
        found.push((name, open + 1, close));
        at = close + 1;
    }
    found
}

fn attribute(tag: &str, wanted: &str) -> Option<(usize, usize)> {
    values(tag).into_iter().find(|(name, ..)| *name == wanted).map(|(_, start, end)| (start, end))
}

/// The characters between two offsets; an entity is one.
pub(super) fn characters(text: &str, start: usize, end: usize) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut at = start;
    while let Some(char) = text[at..end].chars().next() {
        let entity = (char == '&').then(|| entity(&text[at..end])).flatten();
        let (char, length) = entity.unwrap_or((char, char.len_utf8()));
        units.push(Unit { char, stored: Span::new(at, at + length) });
        at += length;
    }
    units
}

/// The character of the reference at the beginning of a text, and its length.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.find(';').filter(|&end| end < 12)?;
    let name = &text[1..end];
    let code = match name.strip_prefix('#') {
        Some(hex) if hex.starts_with(['x', 'X']) => u32::from_str_radix(&hex[1..], 16).ok(),
        Some(decimal) => decimal.parse().ok(),
        None => resolve_predefined_entity(name).and_then(|text| text.chars().next()).map(u32::from),
    };
    Some((char::from_u32(code?)?, end + 1))
}

/// The text with the edits made; of two edits of one place the first stays.
fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(place, _)| (place.start(), place.end()));
    let mut copy = String::with_capacity(text.len());
    let mut done = 0;
    let mut last = None;
    for (place, new) in edits {
        if place.start() < done || last == Some(place) {
            continue;
        }
        copy.push_str(&text[done..place.start()]);
        copy.push_str(&new);
        done = place.end();
        last = Some(place);
    }
    copy + &text[done..]
}

#[cfg(test)]
mod tests {
    use super::super::search::Target;
    use super::*;

    fn masked(name: &str, text: &str) -> Result<Option<String>, String> {
        let target = Target { plain: "13900001234".to_owned(), written: Some("139****1234".to_owned()), only_in: None };
        rewrite(name, text, &Search::new(vec![target]))
    }

    #[test]
    fn a_number_in_several_runs_is_masked_where_it_stands() {
        let text = "<w:p><w:r><w:t>电话139</w:t></w:r><w:r><w:rPr/><w:t xml:space=\"preserve\">0000&#49;234 止</w:t></w:r></w:p>";
        let wanted = "<w:p><w:r><w:t>电话139</w:t></w:r><w:r><w:rPr/><w:t xml:space=\"preserve\">****&#49;234 止</w:t></w:r></w:p>";
        assert_eq!(masked("word/document.xml", text), Ok(Some(wanted.to_owned())));
    }

    #[test]
    fn two_paragraphs_are_not_one_number() {
        let text = "<w:p><w:t>1390000</w:t></w:p><w:p><w:t>1234</w:t></w:p>";
        assert_eq!(masked("word/document.xml", text), Ok(None));
    }

    #[test]
    fn both_versions_of_a_changed_line_are_masked() {
        let text = "<w:p><w:t>139</w:t><w:del><w:delText>0000</w:delText></w:del><w:ins><w:t>0001</w:t></w:ins><w:t>1234</w:t></w:p>";
        let found = masked("word/document.xml", text).unwrap().unwrap();
        assert!(found.contains("<w:delText>****<"), "{found}");
    }

    #[test]
    fn a_number_with_a_digit_to_a_cell_is_masked() {
        let cells: String =
            "13900001234".chars().map(|digit| format!("<w:tc><w:p><w:t>{digit}</w:t></w:p></w:tc>")).collect();
        let plain: String = "13900001234".chars().map(|digit| format!("{digit}\t")).collect();
        let target = Target { plain, written: Some("139****1234".to_owned()), only_in: None };
        let found = rewrite("word/document.xml", &format!("<w:tr>{cells}</w:tr>"), &Search::new(vec![target]));
        assert_eq!(found.unwrap().unwrap().matches("<w:t>*</w:t>").count(), 4);
    }

    #[test]
    fn deleted_text_between_does_not_hide_a_number() {
        let text = "<w:p><w:t>1390000</w:t><w:del><w:delText>99</w:delText></w:del><w:t>1234</w:t></w:p>";
        let found = masked("word/document.xml", text).unwrap().unwrap();
        assert!(found.contains("<w:t>139****</w:t>") && found.contains(">99<"), "{found}");
    }

    #[test]
    fn attributes_and_comments_are_searched() {
        let text =
            "<Relationships><Relationship Target=\"tel:13900001234\" Id=\"a>b\"/><!-- 13900001234 --></Relationships>";
        let found = masked("word/_rels/document.xml.rels", text).unwrap().unwrap();
        assert_eq!(found.matches("139****1234").count(), 2, "{found}");
    }

    #[test]
    fn a_masked_number_cell_becomes_text() {
        for (before, after) in [
            ("<c r=\"B2\" s=\"1\"><v>13900001234</v></c>", "<c t=\"str\" r=\"B2\" s=\"1\"><v>139****1234</v></c>"),
            (
                "<x:c r=\"B2\" t=\"n\"><x:v>13900001234</x:v></x:c>",
                "<x:c r=\"B2\" t=\"str\"><x:v>139****1234</x:v></x:c>",
            ),
            (
                "<c t=\"inlineStr\"><is><t>13900001234</t></is></c>",
                "<c t=\"inlineStr\"><is><t>139****1234</t></is></c>",
            ),
        ] {
            assert_eq!(masked("xl/worksheets/sheet1.xml", before), Ok(Some(after.to_owned())));
        }
        assert_eq!(masked("xl/worksheets/sheet1.xml", "<c r=\"B2\" t=\"s\"><v>13900001234</v></c>"), Ok(None));
        let computed = "<c r=\"B2\"><f>A1&amp;\"1234\"</f><v>13900001234</v></c>";
        assert_eq!(masked("xl/worksheets/sheet1.xml", computed), Err("B2".to_owned()));
    }

    #[test]
    fn the_thumbnail_is_taken_out() {
        let text = "<Relationships><Relationship Id=\"1\" Type=\"x/officeDocument\" Target=\"a\"/><Relationship Id=\"2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail\" Target=\"docProps/thumbnail.jpeg\"/></Relationships>";
        let found = without_thumbnail(text).unwrap();
        assert!(!found.contains("thumbnail") && found.ends_with("Target=\"a\"/></Relationships>"), "{found}");
    }
}
