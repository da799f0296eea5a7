//! JSON and JSON Lines: every string and number with its key as label and its pointer as place.
//!
//! An array of objects is a table: a row for each element, a column for each key; so is an array of arrays, whose columns
//! an array of names beside it may name (`{"columns": […], "data": [[…]]}`). The reader is
//! tolerant, since exports are often cut off or not quite JSON: nothing it meets ends it, and words that
//! are no JSON are kept as text.

use std::collections::HashMap;

use super::fragment::{self, Content, Value};
use super::{Format, Limits, Sink, encoding};
use crate::document::{BlockKind, CellAt, Document, DocumentBuilder, Headers, Step};
use crate::source::{Origin, Source};
use crate::span::Span;
use crate::stored::StoredText;

/// JSON, and one JSON value a line.
pub(super) const FORMAT: Format =
    Format { id: "json", title: "JSON 数据", extensions: &["json", "jsonl", "ndjson", "geojson"], sniff, read };

/// Deepest nesting that labels and pointers follow; what is deeper is read with those of its ancestor.
const DEPTH: usize = 200;

/// True for an object with a quoted key, or an array of such objects.
fn sniff(bytes: &[u8]) -> bool {
    let head = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let object = |text: &[u8]| {
        let inner = text.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
        let key = inner.and_then(|inner| inner.strip_prefix(b"\""));
        key.is_some_and(|key| {
            let key = &key[..key.len().min(256)];
            memchr::memchr(b'"', key).is_some_and(|end| key[end + 1..].trim_ascii_start().starts_with(b":"))
        })
    };
    object(head) || head.strip_prefix(b"[").is_some_and(|inner| object(inner.trim_ascii_start()))
}

fn read(source: Source, _limits: &Limits, sink: Sink<'_>) {
    encoding::read_as(source, sink, document);
}

fn document(origin: Origin, stored: std::sync::Arc<StoredText>) -> Document {
    let file = stored.share();
    let mut builder = DocumentBuilder::new(origin.clone(), FORMAT.id);
    builder.set_stored(stored);
    let mut reader =
        Reader { file: &file, at: 0, builder, open: Vec::new(), deeper: 0, key: None, origin, pages: Vec::new() };
    if is_lines(&file) {
        reader.open(Kind::Lines);
    }
    reader.run();
    reader.finish()
}

/// True when the first two lines each hold a value.
fn is_lines(file: &str) -> bool {
    let mut lines = file.lines().map(str::trim).filter(|line| !line.is_empty());
    let starts = |line: &str| line.starts_with(['{', '[']);
    let first = lines.next().is_some_and(|line| starts(line) && line.ends_with(['}', ']']));
    first && lines.next().is_some_and(starts)
}

/// What holds values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Object,
    Array,
    /// The lines of a file of JSON Lines, read as an array.
    Lines,
}

/// An object or array that is open.
#[derive(Debug)]
struct Open {
    kind: Kind,
    /// Its place.
    pointer: Option<u32>,
    /// The key under which it stands, for the values of an array.
    label: Option<String>,
    /// The number of the next value.
    index: u32,
    /// For an array of objects or of arrays: its table, and the columns of its keys.
    table: Option<u32>,
    columns: HashMap<String, u32>,
    /// For an array its words, for an object those of the last array of words in it.
    names: Vec<String>,
}

struct Reader<'a> {
    file: &'a str,
    at: usize,
    builder: DocumentBuilder,
    open: Vec<Open>,
    /// Objects and arrays open beyond [`DEPTH`].
    deeper: usize,
    /// The key whose value comes next.
    key: Option<String>,
    origin: Origin,
    /// Values that are pages, with their pointers.
    pages: Vec<(DocumentBuilder, Option<u32>)>,
}

impl Reader<'_> {
    fn run(&mut self) {
        let bytes = self.file.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            match byte {
                b'{' => self.step(|reader| reader.open(Kind::Object)),
                b'[' => self.step(|reader| reader.open(Kind::Array)),
                b'}' | b']' => self.step(Reader::close),
                b',' => self.step(|reader| reader.key = None),
                b'"' => self.string(),
                b':' => self.at += 1,
                byte if byte.is_ascii_whitespace() => self.at += 1,
                _ => self.bare(),
            }
        }
    }

    fn step(&mut self, act: impl FnOnce(&mut Self)) {
        self.at += 1;
        act(self);
    }

    fn open(&mut self, kind: Kind) {
        if self.open.len() >= DEPTH {
            self.deeper += 1;
            return;
        }
        // Lines are no part of the pointer; a record's number is.
        let pointer = if kind == Kind::Lines { None } else { self.pointer() };
        let label = self.label();
        self.advance();
        self.open.push(Open {
            kind,
            pointer,
            label,
            index: 0,
            table: None,
            columns: HashMap::new(),
            names: Vec::new(),
        });
    }

    fn close(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if let Some(closed) = self.open.pop_if(|open| open.kind != Kind::Lines) {
            self.keep_names(closed);
        }
        self.key = None;
    }

    /// Keeps the words of an array that may name the columns of the next one.
    fn keep_names(&mut self, closed: Open) {
        let whole = closed.kind == Kind::Array && closed.names.len() == closed.index as usize;
        if let Some(outer) =
            self.open.last_mut().filter(|outer| outer.kind == Kind::Object && whole && closed.index > 1)
        {
            outer.names = closed.names;
        }
    }

    /// A key or a string value.
    fn string(&mut self) {
        let start = self.at + 1;
        let end = string_end(self.file, start);
        self.at = (end + 1).min(self.file.len());
        if self.is_key() {
            self.key = Some(decoded(&self.file[start..end]));
        } else {
            self.value(start, end);
        }
    }

    /// A number, a literal, or words that are no JSON.
    fn bare(&mut self) {
        let start = self.at;
        let stops = |byte: &u8| matches!(byte, b',' | b':' | b'{' | b'}' | b'[' | b']' | b'"' | b'\n');
        let len = self.file.as_bytes()[start..].iter().position(stops);
        self.at = len.map_or(self.file.len(), |len| start + len);
        let end = start + self.file[start..self.at].trim_end().len();
        let word = &self.file[start..end];
        if self.is_key() {
            self.key = Some(word.to_owned());
        } else if matches!(word, "true" | "false" | "null") {
            self.advance();
        } else {
            self.value(start, end);
        }
    }

    /// True when what was just read stands before a colon in an object.
    fn is_key(&self) -> bool {
        let object = self.open.last().is_some_and(|open| open.kind == Kind::Object);
        object && self.key.is_none() && self.file[self.at..].trim_ascii_start().starts_with(':')
    }

    /// Writes the value that stands in these bytes of the file.
    fn value(&mut self, start: usize, end: usize) {
        let label = self.label();
        let pointer = self.pointer();
        let kind = self.kind(label.as_deref());
        self.note_name(start, end);
        match self.markup(start, end) {
            Content::Page(page) => self.pages.push((page, pointer)),
            content => {
                self.open_value(kind, label.as_deref(), pointer);
                self.write(content, start, end);
                self.builder.close();
                self.builder.push_str("\n");
            }
        }
        self.advance();
    }

    /// Remembers a short value without digits as what may be the name of a column.
    fn note_name(&mut self, start: usize, end: usize) {
        const LONGEST: usize = 60;
        let text = &self.file[start..end];
        let is_name = !text.is_empty() && text.len() <= LONGEST && !text.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(open) = self.open.last_mut().filter(|open| open.kind == Kind::Array && is_name) {
            open.names.push(decoded(text));
        }
    }

    /// What a value holds, where it may be markup.
    fn markup(&self, start: usize, end: usize) -> Content {
        let raw = &self.file[start..end];
        if !fragment::may_be_markup(raw) {
            return Content::Plain;
        }
        let mut value = Value::default();
        unescape(raw, |text, from, len| value.push(text, start + from, len));
        value.content(&self.origin, FORMAT.id)
    }

    fn open_value(&mut self, kind: BlockKind, label: Option<&str>, pointer: Option<u32>) {
        self.builder.open(kind, None);
        if let Some(label) = label {
            self.builder.set_label(label);
        }
        if let Some(pointer) = pointer {
            self.builder.set_pointer(pointer);
        }
    }

    fn write(&mut self, content: Content, start: usize, end: usize) {
        if let Content::Line(line) = content {
            return self.builder.push_line(line);
        }
        let file = self.file;
        unescape(&file[start..end], |text, from, len| {
            self.builder.push_replaced(text, Span::new(start + from, start + from + len));
        });
    }

    /// The document: the values in their order, then the pages that stood in some of them.
    fn finish(mut self) -> Document {
        for (page, pointer) in self.pages {
            self.builder.append_at(page, pointer);
        }
        self.builder.finish()
    }

    /// A cell where the value belongs to a row, else a field.
    fn kind(&mut self, label: Option<&str>) -> BlockKind {
        let [.., outer, inner] = &mut self.open[..] else { return BlockKind::Field };
        if outer.kind == Kind::Object || self.deeper > 0 {
            return BlockKind::Field;
        }
        let rows_named = inner.kind == Kind::Object;
        let headers = if rows_named || label.is_some() { Headers::None } else { Headers::Recognise };
        let table = *outer.table.get_or_insert_with(|| self.builder.add_table(headers));
        let next = outer.columns.len() as u32;
        let column = match label {
            Some(label) if rows_named => *outer.columns.entry(label.to_owned()).or_insert(next),
            _ => inner.index,
        };
        BlockKind::Cell(CellAt { table, row: outer.index.saturating_sub(1), column, header: false })
    }

    /// The name of the next value: its key, or in an array that of the array. The values of arrays in
    /// arrays are named by their first row.
    fn label(&self) -> Option<String> {
        let nested =
            matches!(&self.open[..], [.., outer, inner] if outer.kind != Kind::Object && inner.kind == Kind::Array);
        if nested && self.key.is_none() {
            return self.column_name();
        }
        let inherited = || self.open.last().filter(|open| open.kind == Kind::Array && !nested)?.label.clone();
        self.key.clone().or_else(inherited)
    }

    /// The name of the next value of an array in an array, where an array of names stands before them.
    fn column_name(&self) -> Option<String> {
        let [.., holder, outer, inner] = &self.open[..] else { return None };
        let named = holder.kind == Kind::Object && outer.kind == Kind::Array;
        holder.names.get(inner.index as usize).filter(|_| named).cloned()
    }

    fn pointer(&mut self) -> Option<u32> {
        let open = self.open.last()?;
        let parent = open.pointer;
        let step = match (&self.key, open.kind) {
            (Some(key), Kind::Object) => Step::Key(key),
            (None, Kind::Object) => return parent,
            _ => Step::Index(open.index),
        };
        Some(self.builder.add_pointer(parent, step))
    }

    /// Goes on behind a value.
    fn advance(&mut self) {
        self.key = None;
        if let Some(open) = self.open.last_mut() {
            open.index += 1;
        }
    }
}

/// Where the string ends that begins behind a quote at `start`: at its closing quote, or at the end of
/// the file.
fn string_end(file: &str, start: usize) -> usize {
    let bytes = file.as_bytes();
    let mut at = start;
    while let Some(found) = memchr::memchr2(b'"', b'\\', bytes.get(at..).unwrap_or_default()) {
        if bytes[at + found] == b'"' {
            return at + found;
        }
        at += found + 2;
    }
    file.len()
}

fn decoded(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    unescape(text, |part, _, _| decoded.push_str(part));
    decoded
}

/// Hands on the text with its escapes replaced: each part, where it stands and how long it is there.
fn unescape(text: &str, mut part: impl FnMut(&str, usize, usize)) {
    let mut start = 0;
    while let Some(at) = memchr::memchr(b'\\', &text.as_bytes()[start..]).map(|at| start + at) {
        if at > start {
            part(&text[start..at], start, at - start);
        }
        let (char, len) = escape(&text[at..]);
        part(char.encode_utf8(&mut [0; 4]), at, len);
        start = at + len;
    }
    if start < text.len() {
        part(&text[start..], start, text.len() - start);
    }
}

/// The character of an escape and its length. An escape that is none stands for its backslash.
fn escape(text: &str) -> (char, usize) {
    let char = match text.as_bytes().get(1) {
        Some(b'n') => '\n',
        Some(b't') => '\t',
        Some(b'r') => '\r',
        Some(b'b' | b'f') => ' ',
        Some(&byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
        Some(b'u') => return unicode(text).unwrap_or(('\\', 1)),
        _ => return ('\\', 1),
    };
    (char, 2)
}

/// `\u5ba1`, or a pair of surrogates.
fn unicode(text: &str) -> Option<(char, usize)> {
    let unit = |at: usize| u16::from_str_radix(text.get(at..at + 4)?, 16).ok();
    let first = unit(2)?;
    let second = text.get(6..8).filter(|&mark| mark == "\\u").and_then(|_| unit(8));
    if let Some(char) = char::from_u32(u32::from(first)) {
        return Some((char, 6));
    }
    let pair = [first, second.unwrap_or(0)];
    let decoded = char::decode_utf16(pair).next()?;
    Some(decoded.map_or((char::REPLACEMENT_CHARACTER, 6), |char| (char, 12)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every value as `kind label=text @pointer`.
    fn shown(text: &str) -> Vec<String> {
        let document = document(Origin::file("a.json"), std::sync::Arc::new(StoredText::utf8(text, 0)));
        let show = |block: &crate::document::Block| {
            let at = block.cell().map_or("-".to_owned(), |at| format!("{}.{}", at.row, at.column));
            let label = document.label(block).unwrap_or("?");
            format!("{at} {label}={} {}", document.slice(block.span), document.locate(block.span).place)
        };
        document.blocks().iter().map(show).collect()
    }

    #[test]
    fn values_have_labels_and_pointers() {
        assert_eq!(
            shown(r#"{"标题":"公\u793a\n","n":[1,"二"],"o":{"a/b":"x"}}"#),
            ["- 标题=公示 1:8 /标题", "- n=1 1:24 /n/0", "- n=二 1:27 /n/1", "- a/b=x 1:43 /o/a~1b"]
        );
    }

    #[test]
    fn arrays_of_objects_and_of_arrays_are_tables() {
        assert_eq!(
            shown(r#"[{"姓名":"某甲","号":1},{"号":2,"备注":null}]"#),
            ["0.0 姓名=某甲 1:9 /0/姓名", "0.1 号=1 1:17 /0/号", "1.1 号=2 1:25 /1/号"]
        );
        assert_eq!(shown(r#"[["姓名","号码"],["某甲",12]]"#)[3], "1.1 号码=12 1:20 /1/1");
    }

    #[test]
    fn a_page_in_a_value_is_read_as_one() {
        let text = r#"{"t":"<b>公</b>示","c":"<p class=\"a\">甲\n&nbsp;</p><table><tr><td>46<br></td></tr></table>","d":"乙"}"#;
        assert_eq!(shown(text), ["- t=公示 1:10 /t", "- d=乙 1:97 /d", "- ?=甲 1:38 /c", "- ?=46 1:66 /c"]);
    }

    #[test]
    fn lines_are_records() {
        assert_eq!(shown("{\"a\":\"x\"}\n{\"a\":\"y\"}\n"), ["0.0 a=x 1:7 /0/a", "1.0 a=y 2:7 /1/a"]);
    }

    #[test]
    fn what_is_no_json_is_kept() {
        assert_eq!(shown("{\"a\":\"x\\"), ["- a=x\\ 1:7 /a"]);
        assert_eq!(shown("{a: '某甲', b:}"), ["- a='某甲' 1:5 /a"]);
        assert_eq!(shown("说明]}{\"a\":1}"), ["- ?=说明 1:1", "- a=1 1:10 /a"]);
    }

    #[test]
    fn surrogates_make_one_character() {
        assert_eq!(decoded(r"\ud834\udd1e\ud834x\u12"), "𝄞\u{fffd}x\\u12");
    }
}
