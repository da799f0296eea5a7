//! Markdown: what a reader of the rendered text sees, its marks dropped.
//!
//! The marks must go, since they cut numbers (`4601\*\*06`, `**4601**06`). Lines and tables are those of plain
//! text; within them emphasis, code, links, escapes and inline HTML are undone. Targets of links and
//! comments stand behind the text.

use std::ops::Range;

use super::html::entity::{Entity, entity};
use super::html::token::{Token, Tokens};
use super::outline::{self, Parts, outline};
use super::{Format, Item, Limits, Sink, encoding};
use crate::document::{BlockKind, DocumentBuilder, Headers, Hidden};
use crate::skip::Skip;
use crate::source::Source;
use crate::span::Span;

/// Markdown.
pub(super) const FORMAT: Format =
    Format {
        id: "markdown", title: "Markdown 文档", extensions: &["md", "markdown", "mdown"], sniff: |_| false, read
    };

fn read(source: Source, _limits: &Limits, sink: Sink<'_>) {
    let Source { origin, bytes } = source;
    let stored = match encoding::decode(bytes, None) {
        Ok(stored) => stored,
        Err((reason, detail)) => return sink(Item::Skip(Skip::new(origin, reason, detail))),
    };
    let file = stored.share();
    let builder = || DocumentBuilder::new(origin.clone(), FORMAT.id);
    let mut reader = Reader { file: &file, page: builder(), tail: builder(), last_row: None };
    outline(&file, &mut reader);
    let mut page = reader.page;
    page.append(reader.tail);
    page.set_stored(stored);
    sink(Item::Document(Box::new(page.finish())));
}

struct Reader<'a> {
    file: &'a str,
    page: DocumentBuilder,
    /// Targets of links, attributes and comments.
    tail: DocumentBuilder,
    /// Table and row of the last cell.
    last_row: Option<(u32, u32)>,
}

impl Parts for Reader<'_> {
    fn table(&mut self, headers: Headers) -> u32 {
        self.page.add_table(headers)
    }

    /// Marks of quotations, and of a list item that is a row of a table.
    fn margin(&self, line: &str) -> usize {
        let mut rest = line.trim_start_matches([' ', '\u{3000}']);
        if !rest.starts_with(['>', '-', '*', '+']) {
            return 0;
        }
        while let Some(inner) = rest.strip_prefix('>') {
            rest = inner.trim_start_matches(' ');
        }
        let item = ["- ", "* ", "+ "].iter().find_map(|mark| rest.strip_prefix(mark)).map(str::trim_start);
        line.len() - item.filter(|item| item.starts_with('|')).unwrap_or(rest).len()
    }

    fn heading(&self, line: &str) -> Option<u8> {
        mark(line).1.or_else(|| outline::heading(line))
    }

    fn part(&mut self, range: Range<usize>, kind: BlockKind) {
        self.page.close();
        self.separate(kind);
        let skip = if matches!(kind, BlockKind::Cell(_)) { 0 } else { mark(&self.file[range.clone()]).0 };
        self.page.open(kind, None);
        self.inline(range.start + skip..range.end);
        self.page.close();
    }

    fn value(&mut self, name: Range<usize>, value: Range<usize>, kind: BlockKind) {
        self.page.close();
        self.page.push_str("\n");
        self.last_row = None;
        let label = &self.file[name.clone()];
        self.page.push_verbatim(label, name.start);
        self.page.push_str("：");
        self.page.open(kind, None);
        self.page.set_label(label);
        self.inline(value);
        self.page.close();
    }
}

/// The length of the marks at the start of a line, and the level of the heading that they make.
fn mark(line: &str) -> (usize, Option<u8>) {
    let hashes = line.bytes().take_while(|&byte| byte == b'#').count();
    if (1..=6).contains(&hashes) && line[hashes..].starts_with([' ', '\t']) {
        let rest = line[hashes..].trim_start();
        return (line.len() - rest.len(), Some(hashes as u8));
    }
    let mut rest = line;
    // Quotes and list items nest; a heading may stand in them.
    while let Some(inner) = ["> ", "- ", "* ", "+ "].iter().find_map(|mark| rest.strip_prefix(mark)) {
        rest = inner.trim_start();
    }
    (line.len() - rest.len(), None)
}

impl<'a> Reader<'a> {
    /// Puts a tab between the cells of a row and a line break between everything else.
    fn separate(&mut self, kind: BlockKind) {
        let row = if let BlockKind::Cell(at) = kind { Some((at.table, at.row)) } else { None };
        if !self.page.is_empty() {
            self.page.push_str(if row.is_some() && row == self.last_row { "\t" } else { "\n" });
        }
        self.last_row = row;
    }

    /// Writes a line without its marks.
    fn inline(&mut self, range: Range<usize>) {
        let file = self.file;
        let mut at = range.start;
        while at < range.end {
            let rest = &file[at..range.end];
            let plain = rest.find(['\\', '*', '_', '`', '[', ']', '!', '&', '<', '~']).unwrap_or(rest.len());
            self.page.push_verbatim(&rest[..plain], at);
            at += plain;
            if at < range.end {
                at += self.mark(at, &file[at..range.end]);
            }
        }
    }

    /// What stands at a character that can be a mark. Returns how many bytes it takes.
    fn mark(&mut self, at: usize, rest: &str) -> usize {
        let second = rest.as_bytes().get(1).copied();
        match rest.as_bytes()[0] {
            b'\\' if second.is_some_and(|byte| byte.is_ascii_punctuation()) => {
                self.page.push_verbatim(&rest[1..2], at + 1);
                2
            }
            byte @ (b'*' | b'_' | b'~') => self.emphasis(at, rest, byte),
            b'`' => rest.bytes().take_while(|&byte| byte == b'`').count(),
            b'!' if second == Some(b'[') => 1,
            b'[' => 1,
            b']' if second == Some(b'(') => self.target(at, rest),
            b']' => 1,
            b'&' => self.reference(at, rest),
            b'<' => self.tag(at, rest),
            _ => self.keep(at, rest, 1),
        }
    }

    fn keep(&mut self, at: usize, rest: &str, len: usize) -> usize {
        self.page.push_verbatim(&rest[..len], at);
        len
    }

    /// Emphasis is dropped: one to three of `*`, two of `~`, `_` at the edge of a word. Longer runs are
    /// masks, and so is a run between digits that nothing closes.
    fn emphasis(&mut self, at: usize, rest: &str, byte: u8) -> usize {
        let len = rest.bytes().take_while(|&other| other == byte).count();
        let (before, after) = (line_before(self.file, at), line_after(&rest[len..]));
        let word = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
        let closes = before.contains(&rest[..len]);
        let opens = after.contains(&rest[..len]);
        let is_mark = match byte {
            b'*' => {
                let kept =
                    || is_in_masked_number(before, &rest[..len], after) || hides_end(before, &rest[..len], after);
                len <= 3 && (opens || closes) && !kept()
            }
            b'~' => len == 2 && (opens || closes),
            _ => len <= 2 && (opens || closes) && !(word(before.chars().next_back()) && word(after.chars().next())),
        };
        if is_mark { len } else { self.keep(at, rest, len) }
    }

    /// `](target "title")`: the target stands behind the text.
    fn target(&mut self, at: usize, rest: &str) -> usize {
        let Some(end) = line_after(rest).find(')') else { return 1 };
        let inner = &rest[2..end];
        self.behind(BlockKind::Attribute, Hidden::Reference, Some("href"), at + 2, inner);
        end + 1
    }

    fn behind(&mut self, kind: BlockKind, hidden: Hidden, label: Option<&str>, at: usize, text: &str) {
        self.tail.push_str("\n");
        self.tail.open(kind, Some(hidden));
        if let Some(label) = label {
            self.tail.set_label(label);
        }
        self.tail.push_verbatim(text, at);
        self.tail.close();
    }

    fn reference(&mut self, at: usize, rest: &str) -> usize {
        let (text, len) = match entity(rest) {
            Some((Entity::Char(char), len)) => (char.to_string(), len),
            Some((Entity::Text(text), len)) => (text, len),
            None => return self.keep(at, rest, 1),
        };
        self.page.push_replaced(&text, Span::new(at, at + len));
        len
    }

    /// Inline HTML is dropped; its attributes and comments stand behind the text. `<http://…>` is text.
    fn tag(&mut self, at: usize, rest: &str) -> usize {
        let mut tokens = Tokens::over(self.file, at..at + line_after(rest).len());
        let token = tokens.next();
        let end = tokens.offset();
        if !self.file[..end].ends_with('>') {
            return self.keep(at, rest, 1);
        }
        match token {
            Some(Token::Open { name, .. }) if !self.file[name.clone()].contains(':') => {
                for one in tokens.attributes() {
                    let (name, value) = (one.name.clone(), one.value.clone());
                    self.behind(
                        BlockKind::Attribute,
                        Hidden::Attribute,
                        Some(&self.file[name]),
                        value.start,
                        &self.file[value],
                    );
                }
                end - at
            }
            Some(Token::Comment(range)) => {
                self.behind(BlockKind::Comment, Hidden::Comment, None, range.start, &self.file[range]);
                end - at
            }
            Some(Token::Close { .. }) => end - at,
            _ => self.keep(at, rest, 1),
        }
    }
}

/// True for marks within digits that, with all their asterisks, are as many as an ID or a mobile has, and without them fewer:
/// `4601**19900101**12` is no emphasis.
fn is_in_masked_number(before: &str, marks: &str, after: &str) -> bool {
    let of_number = |char: &char| char.is_ascii_digit() || matches!(char, '*' | 'X' | 'x');
    let left: Vec<char> = before.chars().rev().take_while(of_number).collect();
    let right: Vec<char> = after.chars().take_while(of_number).collect();
    let shown = left.iter().chain(&right).filter(|char| **char != '*').count();
    let all = left.len() + marks.len() + right.len();
    !left.is_empty() && !right.is_empty() && shown < all && matches!(all, 11 | 18)
}

/// True for marks that end a word and close nothing: `460106199001011**，` hides digits.
fn hides_end(before: &str, marks: &str, after: &str) -> bool {
    let is_word = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
    let ends = |before: &str, after: &str| is_word(before.chars().next_back()) && !is_word(after.chars().next());
    if !ends(before, after) {
        return false;
    }
    let others = before.match_indices(marks).map(|(at, _)| ends(&before[..at], &before[at + marks.len()..]));
    // Marks that end a word only close what is open.
    let open = others.fold(false, |open, ends| !open && !ends);
    !open
}

/// How far a mark's partner is looked for, in bytes: lines can be a hundred megabytes long.
const REACH: usize = 1000;

/// The end of the line before `at`.
fn line_before(file: &str, at: usize) -> &str {
    let near = &file[file.ceil_char_boundary(at.saturating_sub(REACH))..at];
    near.rsplit('\n').next().unwrap_or_default()
}

/// The beginning of the line that is the rest of a text.
fn line_after(rest: &str) -> &str {
    let near = &rest[..rest.floor_char_boundary(REACH)];
    near.split('\n').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::format::Limits;
    use crate::source::Origin;

    fn document(text: &str) -> Document {
        let mut found = Vec::new();
        read(Source::new(Origin::file("a.md"), text), &Limits::default(), &mut |item| match item {
            Item::Document(document) => found.push(*document),
            Item::Skip(skip) => panic!("{skip:?}"),
        });
        found.remove(0)
    }

    fn shown(text: &str) -> Vec<String> {
        let document = document(text);
        let show = |block: &crate::document::Block| {
            let kind = match block.kind {
                BlockKind::Heading(level) => format!("h{level}:"),
                BlockKind::Cell(at) => format!("{}.{}:", at.row, at.column),
                BlockKind::Attribute => "@".to_owned(),
                BlockKind::Comment => "!".to_owned(),
                _ => String::new(),
            };
            kind + document.slice(block.span)
        };
        document.blocks().iter().map(show).collect()
    }

    #[test]
    fn marks_are_dropped() {
        for (text, expected) in [
            ("## 通知 \n正文", vec!["h2:通知", "正文"]),
            ("- **编号**：00**11**22", vec!["编号：001122"]),
            ("尾号 00\\*\\*\\*\\*11", vec!["尾号 00****11"]),
            ("尾号 00****11", vec!["尾号 00****11"]),
            ("00*11", vec!["00*11"]),
            ("号 0000**00000000**00", vec!["号 0000**00000000**00"]),
            ("甲000000**，乙000000**。", vec!["甲000000**，乙000000**。"]),
            ("**甲**号000000**，**乙00**", vec!["甲号000000**，乙00"]),
            ("号 000000**00000000**0000", vec!["号 000000000000000000"]),
            ("见[名单](http://x.cn/1)和![图](a.png)", vec!["见名单和图", "@http://x.cn/1", "@a.png"]),
            ("a_b_c 与 _强调_ 和 `代码`", vec!["a_b_c 与 强调 和 代码"]),
            ("<font color=red>00</font>11<!-- 注 --> 1 < 2", vec!["0011 1 < 2", "@red", "! 注"]),
            ("| 姓名 | **电话** |\n|---|---|\n| 某甲 | 00\\|1 |", vec!["0.0:姓名", "0.1:电话", "1.0:某甲", "1.1:00|1"]),
            ("> 引文&nbsp;&lt;", vec!["引文\u{a0}<"]),
            (
                "1. 甲\n   - **户主**：某甲\n   - **户号**：1\n   - **账户**：0**0**\n2. 乙\n   - **户主**：某乙\n   - **户号**：2\n   - **账户**：",
                vec!["h3:1. 甲", "0.0:某甲", "0.1:1", "0.2:00", "h3:2. 乙", "1.0:某乙", "1.1:2", "1.2:"],
            ),
            (
                "> 名单\n>\n> | 姓名 | 电话 |\n> | -- | -- |\n> | 某甲 | 00 |\n>\n> 完",
                vec!["名单", "0.0:姓名", "0.1:电话", "1.0:某甲", "1.1:00", "完"],
            ),
            ("> > 姓名 | 电话\n> > --- | ---\n> > 某甲 | 00", vec!["0.0:姓名", "0.1:电话", "1.0:某甲", "1.1:00"]),
            ("- | 姓名 | 电话 |\n  |---|---|\n  | 某甲 | 00 |", vec!["0.0:姓名", "0.1:电话", "1.0:某甲", "1.1:00"]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn a_number_cut_by_marks_leads_back_to_the_file() {
        let document = document("编号：00**11**22");
        let at = document.text().find("0011").unwrap();
        let raw = document.locate(Span::new(at, at + 6)).raw.unwrap();
        assert_eq!(raw.range(), 9..19);
    }
}
