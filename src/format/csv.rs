//! CSV and TSV: the file as it stands, its fields as cells.
//!
//! Lines around the tables are paragraphs. Quotes are kept out of the cells; a doubled quote inside a field stays doubled, so that the text
//! is the file and every offset is exact. The separator is the one that the first lines agree on.

use std::ops::Range;

use super::fragment::{self, Content, Value};
use super::{Format, Item, Limits, Sink, encoding};
use crate::document::{BlockKind, CellAt, Document, DocumentBuilder, Headers, is_header_row, is_sentence};
use crate::skip::Skip;
use crate::source::{Origin, Source};
use crate::stored::StoredText;

/// Comma-separated values, and those separated by semicolons or tabs.
pub(super) const FORMAT: Format =
    Format { id: "csv", title: "CSV 表格", extensions: &["csv", "tsv", "tab"], sniff: |_| false, read };

/// Bytes of the beginning that decide about the separator.
const HEAD: usize = 16 * 1024;

fn read(source: Source, _limits: &Limits, sink: Sink<'_>) {
    let Source { origin, bytes } = source;
    let stored = match encoding::decode(bytes, None) {
        Ok(stored) => stored,
        Err((reason, detail)) => return sink(Item::Skip(Skip::new(origin, reason, detail))),
    };
    let text = stored.text();
    let fields: Vec<Field> = Fields::new(text, separator(text)).collect();
    let mut out = Out::new(origin, &stored, &fields);
    let mut tables = Tables::new(text, &fields);
    for row in fields.chunk_by(|one, other| one.row == other.row) {
        let kind = tables.place(row, &mut out);
        row.iter().for_each(|field| out.field(field, &kind));
        out.end_row();
    }
    sink(Item::Document(Box::new(out.finish())));
}

/// Where the fields of a row go.
enum Place {
    /// Into this row of a table.
    Row { table: u32, row: u32 },
    /// The row is a title, a sentence or a contact line above or below a table.
    Prose,
}

/// Tells the rows of tables from the lines around them.
struct Tables<'a> {
    text: &'a str,
    /// Fields of the widest row.
    widest: usize,
    /// True for a file without columns whose lines are sentences.
    sentences: bool,
    /// The table that rows go into, and how many it has.
    open: Option<(u32, u32)>,
    /// True behind a line of prose: a header there begins another table.
    interrupted: bool,
}

impl<'a> Tables<'a> {
    fn new(text: &'a str, fields: &[Field]) -> Self {
        let widest = fields.iter().map(|field| field.column as usize + 1).max().unwrap_or(0);
        let sentences = widest < 2 && fields.iter().any(|field| text[field.range.clone()].contains(['。', '：', ':']));
        Tables { text, widest, sentences, open: None, interrupted: false }
    }

    fn place(&mut self, row: &[Field], out: &mut Out<'_>) -> Place {
        if self.is_prose(row) {
            self.interrupted = true;
            return Place::Prose;
        }
        let words = || row.iter().map(|field| &self.text[field.range.clone()]).collect::<Vec<_>>();
        if self.open.is_none() || self.interrupted && is_header_row(&words()) {
            self.open = Some((out.builder.add_table(Headers::Recognise), 0));
        }
        self.interrupted = false;
        let (table, rows) = self.open.unwrap_or_default();
        self.open = Some((table, rows + 1));
        Place::Row { table, row: rows }
    }

    /// In a file with columns: a line without separators, or one of sentences that hold a few by chance,
    /// or a title that a spreadsheet padded with separators.
    fn is_prose(&self, row: &[Field]) -> bool {
        let mut filled = row.iter().map(|field| &self.text[field.range.clone()]).filter(|text| !text.is_empty());
        let (Some(first), second) = (filled.next(), filled.next()) else { return false };
        let sentence = is_sentence(first) || second.is_some_and(is_sentence);
        match row.len() {
            _ if self.widest < 2 => self.sentences,
            1 => true,
            2 if self.widest > 3 => sentence,
            _ => second.is_none() && row[0].range.len() == first.len() && (sentence || self.open.is_none()),
        }
    }
}

/// The document that is being made: over the file as it stands, or, where fields hold pages of
/// markup, out of what is read from them.
struct Out<'a> {
    text: &'a str,
    builder: DocumentBuilder,
    /// Where fields hold markup: the origin, and the pages found so far.
    rewritten: Option<(Origin, Vec<DocumentBuilder>)>,
}

impl<'a> Out<'a> {
    fn new(origin: Origin, stored: &'a std::sync::Arc<StoredText>, fields: &[Field]) -> Self {
        let text = stored.text();
        let markup = memchr::memmem::find(text.as_bytes(), b"</").is_some()
            || memchr::memchr2(b'<', b'&', text.as_bytes()).is_some()
                && fields.iter().any(|field| !matches!(content(text, field, &origin), Content::Plain));
        if !markup {
            return Out {
                text,
                builder: DocumentBuilder::verbatim(origin, FORMAT.id, stored.clone()),
                rewritten: None,
            };
        }
        let mut builder = DocumentBuilder::new(origin.clone(), FORMAT.id);
        builder.set_stored(stored.clone());
        Out { text, builder, rewritten: Some((origin, Vec::new())) }
    }

    fn field(&mut self, field: &Field, place: &Place) {
        let kind = match *place {
            Place::Row { table, row } => BlockKind::Cell(CellAt { table, row, column: field.column, header: false }),
            Place::Prose if field.range.is_empty() => return,
            Place::Prose => BlockKind::Paragraph,
        };
        let Some((origin, pages)) = &mut self.rewritten else {
            return self.builder.add_block(field.range.clone(), kind, None);
        };
        match content(self.text, field, origin) {
            Content::Page(page) => pages.push(page),
            Content::Line(line) => {
                self.builder.open(kind, None);
                self.builder.push_line(line);
            }
            Content::Plain => {
                self.builder.open(kind, None);
                self.builder.push_verbatim(&self.text[field.range.clone()], field.range.start);
            }
        }
        self.builder.close();
        self.builder.push_str("\t");
    }

    fn end_row(&mut self) {
        if self.rewritten.is_some() {
            self.builder.push_str("\n");
        }
    }

    fn finish(mut self) -> Document {
        for page in self.rewritten.into_iter().flat_map(|(_, pages)| pages) {
            self.builder.append(page);
        }
        self.builder.finish()
    }
}

/// What a field holds, doubled quotes made single.
fn content(text: &str, field: &Field, origin: &Origin) -> Content {
    let raw = &text[field.range.clone()];
    if !fragment::may_be_markup(raw) {
        return Content::Plain;
    }
    let mut value = Value::default();
    let mut start = 0;
    for (at, _) in raw.match_indices("\"\"") {
        value.push(&raw[start..=at], field.range.start + start, at + 1 - start);
        start = at + 2;
    }
    value.push(&raw[start..], field.range.start + start, raw.len() - start);
    value.content(origin, FORMAT.id)
}

/// The separator that cuts the first lines into the most fields.
fn separator(text: &str) -> u8 {
    let mut end = text.len().min(HEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text.as_bytes()[..end];
    let count = |separator: &u8| memchr::memchr_iter(*separator, head).count();
    // The last of equals wins, and a comma is the usual one.
    let usual = [b'|', b';', b'\t', b','].into_iter().max_by_key(count).unwrap_or(b',');
    // Marks that programs choose because nobody writes them stand in every line.
    let lines = || head.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let in_all = |separator: &u8| lines().all(|line| line.contains(separator));
    let rare = [b'^', b'~', b'\x01', b'#'].into_iter().find(|separator| count(separator) > 0 && in_all(separator));
    if in_all(&usual) { usual } else { rare.unwrap_or(usual) }
}

/// A field and where it stands.
#[derive(Debug, PartialEq, Eq)]
struct Field {
    range: Range<usize>,
    row: u32,
    column: u32,
}

/// Walks through the fields of a file.
struct Fields<'a> {
    text: &'a str,
    separator: u8,
    at: usize,
    row: u32,
    column: u32,
    /// True once no quote follows any more.
    quotes_end: bool,
}

impl<'a> Fields<'a> {
    fn new(text: &'a str, separator: u8) -> Self {
        Fields { text, separator, at: 0, row: 0, column: 0, quotes_end: false }
    }

    /// The inside of the quoted field at `start`, and where the file goes on behind it. `None` when the
    /// quote is never closed: then it is an ordinary character.
    fn quoted(&mut self, start: usize) -> Option<(Range<usize>, usize)> {
        let bytes = self.text.as_bytes();
        if self.quotes_end {
            return None;
        }
        let mut at = start + 1;
        while let Some(found) = memchr::memchr(b'"', &bytes[at..]) {
            let quote = at + found;
            if bytes.get(quote + 1) != Some(&b'"') {
                return Some((start + 1..quote, quote + 1));
            }
            at = quote + 2;
        }
        self.quotes_end = true;
        None
    }

    fn plain_end(&self, start: usize) -> usize {
        let found = memchr::memchr2(self.separator, b'\n', &self.text.as_bytes()[start..]);
        found.map_or(self.text.len(), |at| start + at)
    }

    fn skip_blank_lines(&mut self) {
        let bytes = self.text.as_bytes();
        while self.column == 0 && matches!(bytes.get(self.at), Some(b'\n' | b'\r')) {
            self.at += 1;
        }
    }
}

impl Iterator for Fields<'_> {
    type Item = Field;

    fn next(&mut self) -> Option<Field> {
        self.skip_blank_lines();
        let start = self.at;
        if start > self.text.len() || start == self.text.len() && self.column == 0 {
            return None;
        }
        let quoted = if self.text[start..].starts_with('"') { self.quoted(start) } else { None };
        let end = self.plain_end(quoted.as_ref().map_or(start, |(_, behind)| *behind));
        let range = match quoted {
            Some((inside, behind)) if self.text[behind..end].trim().is_empty() => inside,
            _ => start..end,
        };
        let field = Field { range: trimmed(self.text, range), row: self.row, column: self.column };
        let goes_on = self.text.as_bytes().get(end) == Some(&self.separator);
        (self.row, self.column) = if goes_on { (self.row, self.column + 1) } else { (self.row + 1, 0) };
        self.at = end + 1;
        Some(field)
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let field = &text[range.clone()];
    let inner = field.trim_start();
    let start = range.start + field.len() - inner.len();
    start..start + inner.trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let fields = Fields::new(text, separator(text));
        fields
            .map(|field| format!("{}{}{}", if field.column == 0 { "[" } else { "|" }, &text[field.range], ""))
            .collect()
    }

    #[test]
    fn fields_are_cut() {
        for (text, expected) in [
            ("a,b\r\nc,d\r\n", "[a|b[c|d"),
            ("\"a,1\",\"b\n2\"\nc,\"say \"\"x\"\"\"", "[a,1|b\n2[c|say \"\"x\"\""),
            ("a;b;c\n1,5;2;3", "[a|b|c[1,5|2|3"),
            ("a\tb\n\n\n1\t\n", "[a|b[1|"),
            ("a,\"open\nb,c", "[a|\"open[b|c"),
            ("a,\"b\"x,c", "[a|\"b\"x|c"),
            ("a,b,", "[a|b|"),
            ("", ""),
        ] {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }
}
