//! Rich Text Format (specification 1.9.1), by one pass over its control words. Groups are kept on a
//! list, so that depth costs memory and never the stack.

use std::collections::HashMap;

use encoding_rs::{BIG5, Encoding, GBK, WINDOWS_1252};

use super::flow::{Flow, Ink};
use crate::document::{Gap, Hidden};
use crate::format::container::Container;
use crate::format::{Format, Item, Limits, Sink};
use crate::place::Place;
use crate::skip::{Skip, SkipReason};
use crate::source::Source;

/// Rich Text Format.
pub(in crate::format) const FORMAT: Format =
    Format { id: "rtf", title: "RTF 文档", extensions: &["rtf"], sniff: |bytes| bytes.starts_with(b"{\\rtf"), read };

/// Some programs forget the last brace; a file cut short lacks more of them.
const OPEN: usize = 1;

/// RTF is text: so many bytes that are none mean that something else was written over it.
const NO_TEXT: usize = 8;

/// What a bookmark's name is called.
const BOOKMARK: &str = "书签";

/// Groups nested deeper than this are no document that a person made.
const DEEPEST: usize = 10_000;

fn read(source: Source, limits: &Limits, sink: Sink<'_>) {
    let origin = source.origin;
    let mut reader = Reader::new(Flow::new(origin.clone(), FORMAT.id));
    if !reader.read(&source.bytes) {
        return sink(Item::Skip(Skip::new(origin, SkipReason::TooDeep, format!("嵌套超过 {DEEPEST} 层"))));
    }
    let (document, objects) = reader.finish();
    sink(Item::Document(Box::new(document)));
    if objects.is_empty() {
        return;
    }
    let mut hide = |item| sink(super::loose::hidden(item));
    let Some(mut container) = Container::open(origin, limits, &mut hide) else { return };
    for (index, object) in objects.into_iter().enumerate() {
        if !container.content(&format!("对象 {}", index + 1), object) {
            return;
        }
    }
}

/// Where text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Goal {
    Body,
    /// Nowhere: fonts, styles, numbers for programs.
    Nowhere,
    /// Text beside the body, visible on paper.
    Part(&'static str),
    /// Text beside the body that the page does not show.
    Aside(Hidden, &'static str),
    /// An embedded object in hexadecimal digits.
    Object,
    /// The name of a drawing's property; its value comes next.
    Property,
}

#[derive(Clone, Copy, Debug)]
struct Group {
    goal: Goal,
    /// True for the group that set the goal: its end ends the text.
    own: bool,
    hidden: bool,
    deleted: bool,
    inserted: bool,
    white: bool,
    /// Replacement characters after `\u`.
    fallback: usize,
    font: i32,
}

struct Reader {
    flow: Flow,
    groups: Vec<Group>,
    now: Group,
    parts: Vec<(&'static str, String)>,
    beside: String,
    property: String,
    objects: Vec<Vec<u8>>,
    bytes: Vec<u8>,
    skip: usize,
    fonts: HashMap<i32, &'static Encoding>,
    colors: Vec<bool>,
    color: (u8, u8, u8, bool),
    default: &'static Encoding,
    reads_fonts: bool,
    reads_colors: bool,
    ignorable: bool,
    in_table: bool,
    table: bool,
    row: bool,
    cell: bool,
    pictures: usize,
    /// Bytes in groups that are no text.
    no_text: usize,
    /// The end is one where a program may have forgotten the last brace, and nothing more.
    ends: bool,
}

impl Reader {
    fn new(flow: Flow) -> Self {
        let now = Group {
            goal: Goal::Body,
            own: false,
            hidden: false,
            deleted: false,
            inserted: false,
            white: false,
            fallback: 1,
            font: 0,
        };
        Reader {
            flow,
            groups: Vec::new(),
            now,
            parts: Vec::new(),
            beside: String::new(),
            property: String::new(),
            objects: Vec::new(),
            bytes: Vec::new(),
            skip: 0,
            fonts: HashMap::new(),
            colors: Vec::new(),
            color: (0, 0, 0, false),
            default: GBK,
            reads_fonts: false,
            reads_colors: false,
            ignorable: false,
            in_table: false,
            table: false,
            row: false,
            cell: false,
            pictures: 0,
            no_text: 0,
            ends: false,
        }
    }

    /// Reads the file; false when it nests too deep.
    fn read(&mut self, file: &[u8]) -> bool {
        let mut at = 0;
        while at < file.len() {
            match file[at] {
                b'{' => {
                    self.flush();
                    if self.groups.len() >= DEEPEST {
                        return false;
                    }
                    self.groups.push(self.now);
                    self.now.own = false;
                    at += 1;
                }
                b'}' => {
                    self.end_group();
                    at += 1;
                }
                b'\\' => at = self.control(file, at + 1),
                b'\r' | b'\n' => at += 1,
                0..=8 | 14..=31 => {
                    self.no_text += usize::from(!self.groups.is_empty());
                    at += 1;
                }
                byte => {
                    self.byte(byte);
                    at += 1;
                }
            }
        }
        self.flush();
        let end = file.trim_ascii_end();
        self.ends = end.ends_with(b"}") || end.ends_with(b"\\par");
        true
    }

    /// A control word or symbol that begins behind the backslash at `at`; returns where it ends.
    fn control(&mut self, file: &[u8], at: usize) -> usize {
        let letters = file[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters == 0 {
            return self.symbol(file, at);
        }
        let word = &file[at..at + letters];
        let mut end = at + letters;
        let digits = file[end..].iter().enumerate();
        let length =
            digits.take_while(|(index, byte)| byte.is_ascii_digit() || (*index == 0 && **byte == b'-')).count();
        let number = std::str::from_utf8(&file[end..end + length]).ok().and_then(|text| text.parse::<i32>().ok());
        end += length;
        if file.get(end) == Some(&b' ') {
            end += 1;
        }
        if word == b"bin" {
            return end + usize::try_from(number.unwrap_or_default()).unwrap_or_default();
        }
        if word == b"u" {
            self.unicode(number.unwrap_or_default());
            return end;
        }
        self.flush();
        self.word(std::str::from_utf8(word).unwrap_or_default(), number);
        self.ignorable = false;
        end
    }

    fn symbol(&mut self, file: &[u8], at: usize) -> usize {
        match file.get(at) {
            Some(b'\'') => {
                let hex = file.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
                if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                    self.byte(byte);
                }
                return at + 3;
            }
            Some(b'*') => self.ignorable = true,
            Some(b'~') => self.text(" "),
            Some(b'_') => self.text("-"),
            Some(b'-') | None => {}
            Some(b'\r' | b'\n') => self.end_paragraph(),
            Some(&byte) => self.byte(byte),
        }
        at + 1
    }

    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else if self.now.goal != Goal::Nowhere || self.reads_colors {
            if self.reads_colors && byte == b';' {
                let (red, green, blue, set) = self.color;
                self.colors.push(set && red > 250 && green > 250 && blue > 250);
                self.color = (0, 0, 0, false);
            }
            self.bytes.push(byte);
        }
    }

    fn unicode(&mut self, code: i32) {
        self.flush();
        // Written as a signed 16-bit number; pairs of surrogates follow each other.
        let unit = (code & 0xFFFF) as u16;
        self.skip = self.now.fallback;
        match char::from_u32(u32::from(unit)) {
            Some(char) => self.text(char.encode_utf8(&mut [0; 4])),
            None => self.text("\u{fffd}"),
        }
    }

    /// Decodes the bytes gathered so far.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let encoding = self.fonts.get(&self.now.font).copied().unwrap_or(self.default);
        let text = encoding.decode_without_bom_handling(&bytes).0.into_owned();
        self.text(&text);
    }

    fn text(&mut self, text: &str) {
        match self.now.goal {
            Goal::Nowhere => {}
            Goal::Body => {
                self.enter_table();
                self.flow.text(self.ink(), text);
            }
            Goal::Part(_) | Goal::Aside(..) | Goal::Object | Goal::Property => self.beside.push_str(text),
        }
    }

    fn ink(&self) -> Ink {
        match &self.now {
            Group { deleted: true, .. } => Ink::Hidden(Hidden::Deleted),
            Group { hidden: true, .. } => Ink::Hidden(Hidden::Style),
            Group { white: true, .. } if !self.in_table => Ink::Hidden(Hidden::Invisible),
            Group { inserted: true, .. } => Ink::Inserted,
            _ => Ink::Plain,
        }
    }

    fn end_group(&mut self) {
        self.flush();
        if self.now.own {
            self.end_beside();
        }
        self.reads_fonts = false;
        self.reads_colors = false;
        self.skip = 0;
        if let Some(outer) = self.groups.pop() {
            self.now = outer;
        }
    }

    /// Text beside the body is complete.
    fn end_beside(&mut self) {
        let text = std::mem::take(&mut self.beside);
        match self.now.goal {
            Goal::Part(title) => self.parts.push((title, text)),
            Goal::Aside(Hidden::Metadata, label) => {
                let place = Place::Part("文档属性".to_owned());
                self.flow.aside_at(Hidden::Metadata, Some(label), place, &text);
            }
            Goal::Aside(Hidden::Note, label) => {
                self.flow.aside_at(Hidden::Note, None, Place::Part(label.to_owned()), &text);
            }
            // Programs name bookmarks themselves: _Toc, _GoBack.
            Goal::Aside(_, BOOKMARK) if text.starts_with('_') => {}
            Goal::Aside(hidden, label) => self.flow.aside(hidden, Some(label), &text),
            Goal::Property => self.property = text,
            Goal::Object => self.objects.extend(object(&text)),
            Goal::Body | Goal::Nowhere => {}
        }
    }

    fn goal(&mut self, goal: Goal) {
        self.now.goal = goal;
        self.now.own = !matches!(goal, Goal::Body | Goal::Nowhere);
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let on = number != Some(0);
        match word {
            "par" | "sect" | "page" => self.end_paragraph(),
            "line" => self.text("\n"),
            "tab" => self.text("\t"),
            "emdash" => self.text("—"),
            "lquote" => self.text("‘"),
            "rquote" => self.text("’"),
            "ldblquote" => self.text("“"),
            "rdblquote" => self.text("”"),
            "v" => self.now.hidden = on,
            "deleted" => self.now.deleted = on,
            "revised" => self.now.inserted = on,
            "plain" => {
                self.now.hidden = false;
                self.now.white = false;
            }
            "cf" => self.now.white = self.colors.get(number.unwrap_or_default() as usize).copied().unwrap_or_default(),
            "uc" => self.now.fallback = number.unwrap_or(1).clamp(0, 16) as usize,
            "pard" => self.in_table = false,
            "intbl" => self.in_table = true,
            "cell" | "nestcell" => self.end_cell(),
            "row" | "nestrow" => self.end_row(),
            "trowd" => self.in_table = true,
            "outlinelevel" if (0..6).contains(&number.unwrap_or(9)) => {
                // The level stands before the paragraph's text.
                self.flow.text(Ink::Plain, "");
                self.flow.heading(number.unwrap_or_default() as u8 + 1);
            }
            "ansicpg" => self.default = code_page(number.unwrap_or_default()),
            "pict" => {
                self.pictures += 1;
                self.goal(Goal::Nowhere);
            }
            "red" => self.color = (number.unwrap_or_default() as u8, self.color.1, self.color.2, true),
            "green" => self.color = (self.color.0, number.unwrap_or_default() as u8, self.color.2, true),
            "blue" => self.color = (self.color.0, self.color.1, number.unwrap_or_default() as u8, true),
            "f" => self.now.font = number.unwrap_or_default(),
            "fcharset" if self.reads_fonts => {
                self.fonts.insert(self.now.font, charset(number.unwrap_or_default(), self.default));
            }
            _ => self.destination(word),
        }
    }

    /// Words that say what a group holds. Unknown ones that may be ignored are.
    fn destination(&mut self, word: &str) {
        let goal = match word {
            "fonttbl" => {
                self.reads_fonts = true;
                Goal::Nowhere
            }
            "colortbl" => {
                self.reads_colors = true;
                Goal::Nowhere
            }
            "stylesheet" | "listtext" | "info" | "shpinst" | "nonshppict" | "pntext" | "sp" => Goal::Nowhere,
            "header" | "headerl" | "headerr" | "headerf" => Goal::Part("页眉"),
            "footer" | "footerl" | "footerr" | "footerf" => Goal::Part("页脚"),
            "footnote" => Goal::Part("脚注"),
            "shptxt" => Goal::Part("文本框"),
            "annotation" => Goal::Aside(Hidden::Note, "批注"),
            "fldinst" => Goal::Aside(Hidden::Reference, "域代码"),
            "title" | "subject" | "author" | "keywords" | "comment" | "doccomm" | "operator" | "company"
            | "manager" | "category" | "hlinkbase" | "staticval" => Goal::Aside(Hidden::Metadata, "文档属性"),
            "bkmkstart" => Goal::Aside(Hidden::Reference, BOOKMARK),
            "ffl" | "ffdeftext" | "ffhelptext" | "ffstattext" => Goal::Aside(Hidden::Reference, "控件"),
            "sn" => Goal::Property,
            "sv" => match self.property.trim() {
                "wzDescription" | "wzName" => Goal::Aside(Hidden::Alternative, "替代文字"),
                "gtextUNICODE" => Goal::Part("艺术字"),
                _ => Goal::Nowhere,
            },
            "objdata" => Goal::Object,
            _ if self.ignorable => Goal::Nowhere,
            _ => return,
        };
        self.goal(goal);
    }

    fn enter_table(&mut self) {
        if self.in_table && !self.cell {
            if !self.table {
                self.flow.begin_table();
                self.table = true;
            }
            if !self.row {
                self.flow.begin_row();
                self.row = true;
            }
            self.flow.begin_cell();
            self.cell = true;
        } else if !self.in_table && self.table {
            self.end_table();
        }
    }

    fn end_table(&mut self) {
        self.end_row();
        self.flow.end_table();
        self.table = false;
    }

    fn end_cell(&mut self) {
        if self.now.goal == Goal::Body {
            self.in_table = true;
            self.enter_table();
            self.flow.end_paragraph();
            self.flow.end_cell();
            self.cell = false;
        }
    }

    fn end_row(&mut self) {
        if self.now.goal == Goal::Body && self.row {
            if self.cell {
                self.flow.end_paragraph();
                self.flow.end_cell();
                self.cell = false;
            }
            self.flow.end_row();
            self.row = false;
        }
    }

    fn end_paragraph(&mut self) {
        if self.now.goal == Goal::Body {
            self.enter_table();
            self.flow.text(Ink::Plain, "");
            self.flow.end_paragraph();
        } else if self.now.goal != Goal::Nowhere {
            self.beside.push('\n');
        }
    }

    fn finish(mut self) -> (crate::Document, Vec<Vec<u8>>) {
        let damage = match () {
            () if self.groups.len() > OPEN || !(self.groups.is_empty() || self.ends) => {
                Some("文件不完整，末尾之后的内容未读")
            }
            () if self.no_text >= NO_TEXT => Some("部分内容被零字节或别的数据覆盖，其中的文字未检查"),
            () => None,
        };
        if let Some(detail) = damage {
            let gap = Gap { place: None, reason: SkipReason::Damaged, detail: detail.to_owned() };
            self.flow.builder().add_gap(gap);
        }
        if self.table {
            self.end_table();
        }
        for (title, text) in std::mem::take(&mut self.parts) {
            self.flow.begin_part(title, None);
            for line in text.lines().filter(|line| !line.trim().is_empty()) {
                self.flow.text(Ink::Plain, line.trim());
                self.flow.end_paragraph();
            }
        }
        (self.flow.finish(self.pictures), self.objects)
    }
}

/// The encoding of a Windows code page. Chinese documents that name a Western one are in GBK.
fn code_page(number: i32) -> &'static Encoding {
    match number {
        950 => BIG5,
        65001 => encoding_rs::UTF_8,
        _ => GBK,
    }
}

/// The encoding of a font's character set.
fn charset(number: i32, default: &'static Encoding) -> &'static Encoding {
    match number {
        134 => GBK,
        136 => BIG5,
        161..=238 => WINDOWS_1252,
        _ => default,
    }
}

/// The document inside an embedded object, behind the header that its program put before it.
fn object(hex: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = hex.chars().filter_map(|char| char.to_digit(16)).map(|digit| digit as u8).collect();
    let bytes: Vec<u8> = digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
    let head = &bytes[..bytes.len().min(4096)];
    let marks: [&[u8]; 3] = [b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"%PDF-"];
    let start = marks.iter().filter_map(|mark| memchr::memmem::find(head, mark)).min()?;
    Some(bytes[start..].to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Origin;

    fn text(rtf: &[u8]) -> String {
        let mut reader = Reader::new(Flow::new(Origin::file("-"), "rtf"));
        assert!(reader.read(rtf));
        reader.finish().0.text().to_owned()
    }

    #[test]
    fn bytes_and_code_points_are_characters() {
        assert_eq!(text(b"{\\rtf1\\ansi\\ansicpg936 \\'d6\\'a4\\u21495\\'3f 1{\\b 2}3\\par}"), "证号 123\n");
        assert_eq!(text(b"{\\rtf1\\uc2 \\u21495\\'ba\\'c5x}"), "号x\n");
    }

    #[test]
    fn what_is_overwritten_or_cut_off_is_said() {
        let gaps = |rtf: &[u8]| {
            let mut reader = Reader::new(Flow::new(Origin::file("-"), "rtf"));
            assert!(reader.read(rtf));
            reader.finish().0.gaps().len()
        };
        let zeros = [0; 64];
        assert_eq!(gaps(&[&b"{\\rtf1 a"[..], &zeros, b"b\\par}"].concat()), 1);
        assert_eq!(gaps(&[&b"{\\rtf1 ab\\par}"[..], &zeros].concat()), 0);
        assert_eq!((gaps(b"{\\rtf1 ab\\par"), gaps(b"{\\rtf1 ab\\par ab")), (0, 1));
        assert_eq!(gaps(&[&b"{\\rtf1 {\\*\\data\\bin64 "[..], &zeros, b"}b\\par}"].concat()), 0);
    }

    #[test]
    fn a_tower_of_groups_is_refused() {
        let mut reader = Reader::new(Flow::new(Origin::file("-"), "rtf"));
        assert!(!reader.read(&b"{".repeat(1_000_000)));
    }

    #[test]
    fn fonts_and_unknown_groups_are_no_text() {
        let shape =
            b"{\\rtf1{\\shp{\\*\\shpinst{\\sp{\\sn left}{\\sv 12}}{\\sp{\\sn wzDescription}{\\sv alt}}}}a\\par}";
        assert_eq!(text(shape), "a\nalt\n");
        assert_eq!(text(b"{\\rtf1{\\fonttbl{\\f0 Song;}}{\\*\\new x}{\\info{\\title T}}a}"), "a\nT\n");
    }
}
