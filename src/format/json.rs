//! JSON and JSON Lines: every string and number with its key as label and its pointer as place.
//!
//! An array of objects is a table: a row for each element, a column for each key, those of objects inside it
//! included. So are objects in an object that have the same keys, and an object by itself is a record. An array
//! of arrays is a table, too; an array of as many words beside it names its columns. The reader is tolerant, since exports are often cut off or not quite JSON: nothing it meets ends it, and words that
//! are no JSON are kept as text.

use super::fragment::{self, Content, Value};
use super::records::{Records, Row};
use super::{Format, Limits, Sink, encoding};
use crate::document::{BlockKind, CellAt, Document, DocumentBuilder, Headers, Step};
use crate::source::{Origin, Source};
use crate::span::Span;
use crate::stored::StoredText;

/// JSON, and one JSON value a line.
pub(super) const FORMAT: Format =
    Format { id: "json", title: "JSON 数据", extensions: &["json", "jsonl", "ndjson", "geojson"], sniff, read };

/// Values of one array that belong to the record around it; longer arrays are data of their own.
const MOST_OF_ONE_NAME: u32 = 16;

/// Longest name of a column, and longest of several values of one name, in bytes.
const LONGEST_NAME: usize = 60;

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
    let mut reader = Reader {
        file: &file,
        at: 0,
        builder,
        open: Vec::new(),
        deeper: 0,
        key: None,
        origin,
        pages: Vec::new(),
        records: Records::default(),
    };
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
    /// The keys that lead to it, whatever the numbers in arrays are: records with the same keys before them are of
    /// one kind.
    path: String,
    /// The row to which its values belong.
    row: Option<Row>,
    /// True for an element of an array.
    listed: bool,
    /// For an object or array in a record: the keys from there on.
    prefix: String,
    /// For an object: the first key of the first object in it, and its row.
    first: Option<(String, Row)>,
    /// True for an object that holds a value of its own.
    holds_values: bool,
    /// For an array of arrays: its table, and the most values of an array.
    table: Option<(u32, u32)>,
    /// The number of the first block written in it.
    blocks: usize,
    /// For an array of words: the words.
    words: Vec<String>,
    /// For an object: the arrays of words in it, and the arrays of arrays.
    names: Vec<Vec<String>>,
    grids: Vec<(u32, u32)>,
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
    records: Records,
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
        let path = self.open.last().map_or("", |open| &open.path);
        let path = format!("{path}/{}", self.key.as_deref().unwrap_or(""));
        let listed = self.open.last().is_some_and(|open| open.kind != Kind::Object);
        let (row, prefix) = self.row(kind, &path);
        self.advance();
        self.open.push(Open {
            kind,
            pointer,
            label,
            index: 0,
            path,
            row,
            listed,
            prefix,
            first: None,
            holds_values: false,
            table: None,
            blocks: self.builder.blocks(),
            words: Vec::new(),
            names: Vec::new(),
            grids: Vec::new(),
        });
    }

    /// The row to which the values of what opens here belong, and the keys from there on. An object in an array is a
    /// record, one in a record belongs to it, and so do the values of an array there. Of the objects in an object that
    /// holds nothing else each is a record where they begin with the same key, else they are one together.
    fn row(&mut self, kind: Kind, path: &str) -> (Option<Row>, String) {
        let key = self.key.clone().unwrap_or_default();
        let first = first_key(&self.file[self.at..]);
        let Some(around) = self.open.last_mut() else {
            return ((kind == Kind::Object).then(|| self.records.begin(&mut self.builder, path)), String::new());
        };
        let in_record = around.kind == Kind::Object && (around.listed || around.holds_values || kind == Kind::Array);
        if in_record {
            return (around.row, format!("{}{key}/", around.prefix));
        }
        if kind != Kind::Object {
            return (None, String::new());
        }
        let around_path = format!("{}/*", around.path);
        match &around.first {
            Some((other, row)) if around.kind == Kind::Object && *other != first => (Some(*row), format!("{key}/")),
            _ => {
                let row = self.records.begin(&mut self.builder, &around_path);
                around.first.get_or_insert((first, row));
                (Some(row), String::new())
            }
        }
    }

    fn close(&mut self) {
        self.key = None;
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        if self.open.last().is_none_or(|open| open.kind == Kind::Lines) {
            return;
        }
        let Some(closed) = self.open.pop() else { return };
        self.name_grids(&closed);
        if let Some(around) = self.open.last_mut().filter(|open| open.kind == Kind::Object) {
            around.grids.extend(closed.table);
            if closed.words.len() >= 2 && closed.words.len() == closed.index as usize {
                around.names.push(closed.words);
            }
        }
    }

    /// In an object with an array of words and an array of as long arrays the words name the columns.
    fn name_grids(&mut self, object: &Open) {
        for &(table, width) in &object.grids {
            if let Some(names) = object.names.iter().find(|names| names.len() == width as usize) {
                self.builder.label_columns(object.blocks, table, names);
            }
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
        let kind = self.kind(label.as_deref(), end - start);
        self.note_word(start, end);
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

    /// Keeps the words of an array that may name columns.
    fn note_word(&mut self, start: usize, end: usize) {
        let word = &self.file[start..end];
        if let Some(open) = self.open.last_mut().filter(|open| open.kind == Kind::Array && !open.listed) {
            let may_name = word.len() <= LONGEST_NAME && open.words.len() == open.index as usize;
            if may_name && !word.bytes().all(|byte| byte.is_ascii_digit()) {
                open.words.push(decoded(word));
            }
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
    fn kind(&mut self, label: Option<&str>, length: usize) -> BlockKind {
        if self.deeper > 0 {
            return BlockKind::Field;
        }
        if let [.., outer, inner] = &mut self.open[..]
            && outer.kind != Kind::Object
            && inner.kind == Kind::Array
        {
            let (table, width) = outer.table.get_or_insert_with(|| (self.builder.add_table(Headers::Recognise), 0));
            *width = (*width).max(inner.index + 1);
            let row = outer.index.saturating_sub(1);
            return BlockKind::Cell(CellAt { table: *table, row, column: inner.index, header: false });
        }
        let Some(open) = self.open.last_mut() else { return BlockKind::Field };
        let nth = if open.kind == Kind::Array { open.index } else { 0 };
        // The paragraphs of an article are an array, too.
        let value = open.kind == Kind::Object || length <= LONGEST_NAME;
        open.holds_values |= open.kind == Kind::Object;
        match open.row.filter(|_| value && nth < MOST_OF_ONE_NAME) {
            Some(row) => self.records.cell(row, &format!("{}{}", open.prefix, label.unwrap_or("")), nth),
            None => BlockKind::Field,
        }
    }

    /// The name of the next value: its key, or in an array that of the array. The values of arrays in
    /// arrays are named by their first row.
    fn label(&self) -> Option<String> {
        let nested =
            matches!(&self.open[..], [.., outer, inner] if outer.kind != Kind::Object && inner.kind == Kind::Array);
        let inherited = || self.open.last().filter(|open| open.kind == Kind::Array && !nested)?.label.clone();
        self.key.clone().or_else(inherited)
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

/// The first key of the object whose inside is at the beginning of `text`.
fn first_key(text: &str) -> String {
    let inner = text.trim_ascii_start().strip_prefix('"').unwrap_or("");
    inner.split('"').next().filter(|key| key.len() <= LONGEST_NAME).unwrap_or("").to_owned()
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
            ["0.0 标题=公示 1:8 /标题", "0.1 n=1 1:24 /n/0", "0.2 n=二 1:27 /n/1", "0.3 a/b=x 1:43 /o/a~1b"]
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
    fn words_beside_an_array_of_arrays_name_its_columns() {
        let rows = r#"[["某甲",12],["某乙",34]]"#;
        let before = format!(r#"{{"c":["姓名","号码"],"d":{rows}}}"#);
        assert_eq!(shown(&before)[2..4], ["0.0 姓名=某甲 1:25 /d/0/0", "0.1 号码=12 1:29 /d/0/1"]);
        let behind = format!(r#"{{"d":{rows},"c":["姓名","号码"]}}"#);
        assert_eq!(shown(&behind)[1], "0.1 号码=12 1:13 /d/0/1");
    }

    #[test]
    fn objects_in_a_record_belong_to_it() {
        let one = |text: &str| shown(text).iter().map(|line| line[..3].to_owned()).collect::<Vec<_>>();
        assert_eq!(one(r#"[{"a":"x","b":{"c":"y"}},{"a":"z","b":{"c":"u"}}]"#), ["0.0", "0.1", "1.0", "1.1"]);
        assert_eq!(one(r#"{"1":{"a":"x","c":"y"},"2":{"a":"z","c":"u"}}"#), ["0.0", "0.1", "1.0", "1.1"]);
        assert_eq!(one(r#"{"p":{"a":"x","c":"y"},"q":{"b":"z"}}"#), ["0.0", "0.1", "0.2"]);
        assert_eq!(one(r#"[{"m":[{"a":"x","c":"y"}]},{"m":[{"a":"z","c":"u"}]}]"#), ["0.0", "0.1", "1.0", "1.1"]);
    }

    #[test]
    fn a_page_in_a_value_is_read_as_one() {
        let text = r#"{"t":"<b>公</b>示","c":"<p class=\"a\">甲\n&nbsp;</p><table><tr><td>46<br></td></tr></table>","d":"乙"}"#;
        assert_eq!(shown(text), ["0.0 t=公示 1:10 /t", "0.2 d=乙 1:97 /d", "- ?=甲 1:38 /c", "- ?=46 1:66 /c"]);
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
