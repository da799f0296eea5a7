//! XML: the text of every element with the element's name as label, attributes and comments.
//!
//! Schemas are not known. Every element is taken for a field, the children of one element and its attributes
//! for a record: where many are of one shape they are the rows of a table. Entities that a document type defines are
//! left as they stand, so that none can expand. HTML inside CDATA, as feeds have it, is read as HTML.

use std::collections::HashMap;
use std::ops::Range;

use super::html::extract::Extractor;
use super::html::token::{Attribute, Token, Tokens};
use super::html::writer::Writer;
use super::records::{Kind, Records, Row};
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
    let mut reader = Reader {
        file: &file,
        origin,
        fields: writer(),
        comments: writer(),
        open: Vec::new(),
        deeper: 0,
        records: Records::default(),
        paths: Paths::of(&file),
    };
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
    /// The elements that are open.
    open: Vec<Open>,
    /// Elements open beyond [`DEPTH`].
    deeper: usize,
    records: Records,
    paths: Paths,
}

/// The ways that lead to elements, from the root: elements of one way are of one kind.
#[derive(Default)]
struct Paths {
    /// By the way to the element around and the name.
    numbers: HashMap<(Option<usize>, String), usize>,
    /// Of each way: whether one element has several such children, and their kind of record.
    found: Vec<(bool, Option<Kind>)>,
}

impl Paths {
    /// Looks through a file once: whether elements repeat is known only at its end.
    fn of(file: &str) -> Self {
        let mut paths = Paths::default();
        // The ways of the open elements and of the children that each had.
        let mut open: Vec<(usize, Vec<usize>)> = Vec::new();
        let mut deeper = 0_usize;
        for token in Tokens::new(file) {
            match token {
                Token::Open { .. } if open.len() >= DEPTH => deeper += 1,
                Token::Open { name, closed } => {
                    let path = paths.number(open.last().map(|(path, _)| *path), local(&file[name]));
                    if let Some((_, children)) = open.last_mut() {
                        if children.contains(&path) {
                            paths.found[path].0 = true;
                        } else {
                            children.push(path);
                        }
                    }
                    if !closed {
                        open.push((path, Vec::new()));
                    }
                }
                Token::Close { .. } if deeper > 0 => deeper -= 1,
                Token::Close { .. } => _ = open.pop(),
                _ => {}
            }
        }
        paths
    }

    fn number(&mut self, around: Option<usize>, name: &str) -> usize {
        let next = self.found.len();
        let number = *self.numbers.entry((around, name.to_owned())).or_insert(next);
        if number == next {
            self.found.push((false, None));
        }
        number
    }
}

/// An element that is open.
struct Open {
    /// Its name, or what an attribute calls it.
    label: String,
    /// The way that leads to it.
    path: usize,
    /// The record that its children and attributes are, unless they belong to that of the element around it: there is
    /// only one such element in each of these.
    row: Option<Row>,
    /// How many children of each name it had.
    children: HashMap<String, u32>,
}

/// Attributes that name their element better than its own name does: `<field name="姓名">`.
const NAMING: &[&str] = &["name", "label", "title", "key", "caption", "field"];

/// Fewest attributes that make an element a record.
const FEWEST: usize = 2;

impl Reader<'_> {
    fn token(&mut self, token: Token, tokens: &Tokens<'_>) {
        match token {
            Token::Text(range) => self.text(range),
            Token::Data(range) => self.data(range),
            Token::Comment(range) => self.comment(range),
            Token::Open { name, closed } => {
                self.enter(name, tokens);
                self.attributes(tokens);
                if closed {
                    self.leave();
                }
            }
            Token::Close { .. } => self.leave(),
        }
    }

    fn enter(&mut self, name: Range<usize>, tokens: &Tokens<'_>) {
        self.fields.end_block();
        if self.open.len() >= DEPTH {
            self.deeper += 1;
            return;
        }
        let name = local(&self.file[name]);
        let path = self.paths.number(self.open.last().map(|open| open.path), name);
        let label = self.called(tokens).unwrap_or(name).to_owned();
        self.open.push(Open { label, path, row: None, children: HashMap::new() });
    }

    /// The cell for a value in the element of this number.
    fn cell(&mut self, element: usize, name: &str, nth: u32) -> BlockKind {
        let alone = |open: &Open| !self.paths.found[open.path].0;
        let inner = self.open[1..=element].iter().rev().take_while(|open| alone(open)).count();
        let owner = element - inner;
        let prefix: String =
            self.open[owner + 1..=element].iter().flat_map(|open| [open.label.as_str(), "/"]).collect();
        let (records, builder) = (&mut self.records, &mut self.fields.builder);
        let open = &mut self.open[owner];
        let kind = *self.paths.found[open.path].1.get_or_insert_with(|| records.kind(builder));
        let row = *open.row.get_or_insert_with(|| records.row(kind));
        records.cell(row, &format!("{prefix}{name}"), nth)
    }

    /// What an attribute calls its element.
    fn called(&self, tokens: &Tokens<'_>) -> Option<&str> {
        let mut naming = tokens.attributes().iter().filter(|one| NAMING.contains(&&self.file[one.name.clone()]));
        let value = naming.next().map(|one| &self.file[one.value.clone()])?;
        is_words(value).then_some(value)
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
        let label = self.open.last().map(|open| open.label.clone());
        let kind = match (&label, self.open.len().checked_sub(2)) {
            (Some(name), Some(around)) => {
                let count = self.open[around].children.entry(name.clone()).or_default();
                *count += 1;
                let nth = *count - 1;
                self.cell(around, name, nth)
            }
            _ => BlockKind::Field,
        };
        self.fields.set_kind(kind, label);
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

    /// In data attributes hold values like elements do, and several of them are a record.
    fn attributes(&mut self, tokens: &Tokens<'_>) {
        let file = self.file;
        let data: Vec<&Attribute> = tokens.attributes().iter().filter(|one| is_data(file, one)).collect();
        for one in &data {
            let name = local(&file[one.name.clone()]);
            let kind = match self.open.len().checked_sub(1).filter(|_| data.len() >= FEWEST) {
                Some(element) => self.cell(element, name, 0),
                None => BlockKind::Attribute,
            };
            self.fields.open_block(kind, None, Some(name));
            self.fields.text(one.value.clone());
            self.fields.end_block();
        }
    }
}

/// True for an attribute with more than a word of the format in it.
fn is_data(file: &str, one: &Attribute) -> bool {
    let value = &file[one.value.clone()];
    let data = !value.is_ascii() || value.bytes().any(|byte| byte.is_ascii_digit() || byte == b'@' || byte == b'&');
    data && !file[one.name.clone()].starts_with("xmlns")
}

/// True for a few words beyond ASCII without digits: a name that people read.
fn is_words(value: &str) -> bool {
    const LONGEST: usize = 36;
    !value.is_ascii() && value.len() <= LONGEST && !value.bytes().any(|byte| byte.is_ascii_digit())
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
