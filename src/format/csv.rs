//! CSV and TSV: the file as it stands, its fields as cells.
//!
//! Quotes are kept out of the cells; a doubled quote inside a field stays doubled, so that the text
//! is the file and every offset is exact. The separator is the one that the first lines agree on.

use std::ops::Range;

use super::{Format, Item, Limits, Sink, encoding};
use crate::document::{BlockKind, CellAt, DocumentBuilder, Headers};
use crate::skip::Skip;
use crate::source::Source;

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
    let mut builder = DocumentBuilder::verbatim(origin, FORMAT.id, stored.clone());
    let table = builder.add_table(Headers::Recognise);
    for field in Fields::new(stored.text(), separator(stored.text())) {
        let at = CellAt { table, row: field.row, column: field.column, header: false };
        builder.add_block(field.range, BlockKind::Cell(at), None);
    }
    sink(Item::Document(Box::new(builder.finish())));
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
    [b'|', b';', b'\t', b','].into_iter().max_by_key(count).unwrap_or(b',')
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
