//! XML: the text of every element with the element's name as label, attributes and comments.
//!
//! Schemas are not known: every element is taken for a field, and elements of one name that stand side by side for rows:
//! their attributes and children are cells. Entities that a document type defines are
//! left as they stand, so that none can expand. HTML inside CDATA, as feeds have it, is read as HTML.

use std::collections::HashMap;
use std::ops::Range;

use super::html::extract::Extractor;
use super::html::token::{Token, Tokens};
use super::html::writer::Writer;
use super::{Format, Limits, Sink, encoding};
use crate::document::{BlockKind, CellAt, Document, Headers, Hidden};
use crate::source::{Origin, Source};
use crate::stored::StoredText;

/// XML files and feeds.
pub(super) const FORMAT: Format =
    Format { id: "xml", title: "XML 数据", extensions: &["xml", "rss", "atom", "rdf", "svg", "kml"], sniff, read };

/// Deepest nesting in which elements are followed.
const DEPTH: usize = 1000;

fn sniff(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start().starts_with(b"<?xml")
}

fn read(source: Source, _limits: &Limits, sink: Sink<'_>) {
    encoding::read_as(source, sink, |origin, stored| document(&origin, stored));
}

fn document(origin: &Origin, stored: std::sync::Arc<StoredText>) -> Document {
    let file = stored.share();
    let writer = || Writer::new(&file, origin.clone(), FORMAT.id);
    let rows = repeated(&file);
    let mut reader =
        Reader { file: &file, origin, fields: writer(), comments: writer(), open: Vec::new(), deeper: 0, rows };
    let mut tokens = Tokens::new(&file);
    while let Some(token) = tokens.next() {
        reader.token(token, &tokens);
    }
    let mut builder = reader.fields.builder;
    builder.append(reader.comments.builder);
    builder.set_stored(stored);
    builder.finish()
}

struct Reader<'a> {
    file: &'a str,
    origin: &'a Origin,
    fields: Writer<'a>,
    comments: Writer<'a>,
    /// The names of the elements that are open.
    open: Vec<Range<usize>>,
    /// Elements open beyond [`DEPTH`].
    deeper: usize,
    /// The elements that are rows, by depth and name.
    rows: HashMap<(usize, &'a str), Rows>,
}

/// The rows that elements of one name at one depth make.
#[derive(Debug, Default)]
struct Rows {
    table: Option<u32>,
    /// How many have begun.
    count: u32,
    /// The columns of their attributes and children.
    columns: HashMap<String, u32>,
}

/// The elements of which several of one name stand side by side, by depth and name. Drawings have no rows.
fn repeated(file: &str) -> HashMap<(usize, &str), Rows> {
    let mut rows = HashMap::new();
    // The name of the last element at each depth.
    let mut last: Vec<Option<&str>> = vec![None];
    for token in Tokens::new(file) {
        match token {
            Token::Open { name, closed } => {
                let (name, depth) = (&file[name], last.len() - 1);
                if depth == 0 && local(name) == "svg" {
                    return HashMap::new();
                }
                if last[depth].replace(name) == Some(name) {
                    rows.entry((depth, name)).or_default();
                }
                if !closed && last.len() <= DEPTH {
                    last.push(None);
                }
            }
            Token::Close { .. } if last.len() > 1 => _ = last.pop(),
            _ => {}
        }
    }
    rows
}

impl<'a> Reader<'a> {
    fn token(&mut self, token: Token, tokens: &Tokens<'_>) {
        match token {
            Token::Text(range) => self.text(range),
            Token::Data(range) => self.data(range),
            Token::Comment(range) => self.comment(range),
            Token::Open { name, closed } => {
                let row = (self.open.len(), &self.file[name.clone()]);
                if let Some(rows) = self.rows.get_mut(&row) {
                    rows.count += 1;
                }
                self.attributes(row, tokens);
                if !closed {
                    self.enter(name);
                }
            }
            Token::Close { .. } => self.leave(),
        }
    }

    fn enter(&mut self, name: Range<usize>) {
        self.fields.end_block();
        if self.open.len() < DEPTH {
            self.open.push(name);
        } else {
            self.deeper += 1;
        }
    }

    fn leave(&mut self) {
        self.fields.end_block();
        if self.deeper > 0 {
            self.deeper -= 1;
        } else {
            self.open.pop();
        }
    }

    fn text(&mut self, range: Range<usize>) {
        if self.file[range.clone()].trim().is_empty() {
            return;
        }
        let Some(name) = self.open.last() else { return self.field(BlockKind::Field, None, range) };
        let label = local(&self.file[name.clone()]);
        let row = self.open.len().checked_sub(2).map(|depth| (depth, &self.file[self.open[depth].clone()]));
        let kind = row.and_then(|row| self.cell(row, label)).unwrap_or(BlockKind::Field);
        self.field(kind, Some(label.to_owned()), range);
    }

    fn field(&mut self, kind: BlockKind, label: Option<String>, range: Range<usize>) {
        self.fields.set_kind(kind, label);
        self.fields.text(range);
    }

    /// The cell of a row's attribute or child, if the element is one.
    fn cell(&mut self, row: (usize, &'a str), label: &str) -> Option<BlockKind> {
        let rows = self.rows.get_mut(&row)?;
        let table = *rows.table.get_or_insert_with(|| self.fields.builder.add_table(Headers::None));
        let next = rows.columns.len() as u32;
        let column = *rows.columns.entry(label.to_owned()).or_insert(next);
        Some(BlockKind::Cell(CellAt { table, row: rows.count.saturating_sub(1), column, header: false }))
    }

    /// CDATA: markup where it looks like it, text otherwise; its `&` mean nothing either way in data.
    fn data(&mut self, range: Range<usize>) {
        if self.file[range.clone()].contains("</") || self.file[range.clone()].contains("/>") {
            self.fields.end_block();
            let inner = Extractor::over(self.file, range, self.origin, FORMAT.id).read();
            self.fields.builder.append(inner);
        } else {
            self.text(range);
        }
    }

    fn comment(&mut self, range: Range<usize>) {
        let text = &self.file[range.clone()];
        if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_digit()) || text.starts_with("xml ") {
            return;
        }
        self.comments.open_block(BlockKind::Comment, Some(Hidden::Comment), None);
        self.comments.verbatim(range);
        self.comments.end_block();
    }

    /// In data attributes hold values like elements do.
    fn attributes(&mut self, row: (usize, &'a str), tokens: &Tokens<'_>) {
        for one in tokens.attributes() {
            let name = &self.file[one.name.clone()];
            let value = &self.file[one.value.clone()];
            let data = !value.is_ascii() || value.bytes().any(|byte| byte.is_ascii_digit()) || value.contains('&');
            if data && !name.starts_with("xmlns") {
                let kind = self.cell(row, local(name)).unwrap_or(BlockKind::Attribute);
                self.fields.open_block(kind, None, Some(local(name)));
                self.fields.text(one.value.clone());
                self.fields.end_block();
            }
        }
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let document = document(&Origin::file("a.xml"), std::sync::Arc::new(StoredText::utf8(text, 0)));
        let show = |block: &crate::document::Block| {
            format!("{}={}", document.label(block).unwrap_or("?"), document.slice(block.span))
        };
        document.blocks().iter().map(show).collect()
    }

    #[test]
    fn elements_are_fields() {
        assert_eq!(
            shown("<?xml version='1.0'?><!-- 注 --><人员 级别='市'><x:姓名>某&#30002;</x:姓名><号 n=\"1\"/></人员>尾"),
            ["级别=市", "姓名=某甲", "n=1", "?=尾", "?= 注"]
        );
    }

    #[test]
    fn html_in_data_is_read_as_html() {
        assert_eq!(
            shown("<d><![CDATA[<p>编号00<b>12</b></p><p>二</p>]]></d><e><![CDATA[a < b]]></e>"),
            ["?=编号0012", "?=二", "e=a < b"]
        );
    }

    #[test]
    fn entities_do_not_expand() {
        let fields = shown("<!DOCTYPE x [<!ENTITY a \"&b;&b;\">]><x>&a;</x>");
        assert_eq!(fields.last().map(String::as_str), Some("x=&a;"));
    }
}
