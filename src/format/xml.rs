//! XML: the text of every element with the element's name as label, attributes and comments.
//!
//! Schemas are not known: every element is taken for a field. Entities that a document type defines are
//! left as they stand, so that none can expand. HTML inside CDATA, as feeds have it, is read as HTML.

use std::ops::Range;

use super::html::extract::Extractor;
use super::html::token::{Token, Tokens};
use super::html::writer::Writer;
use super::{Format, Limits, Sink, encoding};
use crate::document::{BlockKind, Document, Hidden};
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
    let mut reader = Reader { file: &file, origin, fields: writer(), comments: writer(), open: Vec::new(), deeper: 0 };
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
}

impl Reader<'_> {
    fn token(&mut self, token: Token, tokens: &Tokens<'_>) {
        match token {
            Token::Text(range) => self.text(range),
            Token::Data(range) => self.data(range),
            Token::Comment(range) => self.comment(range),
            Token::Open { name, closed } => {
                self.attributes(tokens);
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
        let label = self.open.last().map(|name| local(&self.file[name.clone()]));
        self.fields.set_kind(BlockKind::Field, label.map(str::to_owned));
        self.fields.text(range);
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
    fn attributes(&mut self, tokens: &Tokens<'_>) {
        for one in tokens.attributes() {
            let name = &self.file[one.name.clone()];
            let value = &self.file[one.value.clone()];
            let data = !value.is_ascii() || value.bytes().any(|byte| byte.is_ascii_digit()) || value.contains('&');
            if data && !name.starts_with("xmlns") {
                self.fields.open_block(BlockKind::Attribute, None, Some(local(name)));
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
