//! Word 97 to 2003 (MS-DOC): the piece table gives the text, formatting pages what is seen.

use super::Fault;
use super::bytes::{narrow, u16_at, u32_at, utf16};
use super::fkp::{Kind, Marks, Runs};
use crate::document::Hidden;
use crate::format::office::flow::{Flow, Ink};
use crate::place::Place;
use crate::skip::SkipReason;

/// Characters of the parts of a document (FibRgLw97), in the order of the text: offset of the
/// count, name, and why the part is not seen.
const PARTS: [(usize, &str, Option<Hidden>); 8] = [
    (0x4C, "", None),
    (0x50, "脚注", None),
    (0x54, "页眉", None),
    (0x58, "宏", Some(Hidden::Code)),
    (0x5C, "批注", Some(Hidden::Note)),
    (0x60, "尾注", None),
    (0x64, "文本框", None),
    (0x68, "页眉文本框", None),
];

/// So many zeros are what is left of a block that was never written.
const ZEROS: usize = 8;

/// A piece of text: where it lies in the file, and whether its characters take one byte.
struct Piece {
    /// First character of the text.
    start: u32,
    end: u32,
    offset: u32,
    narrow: bool,
}

struct Reader<'a> {
    main: &'a [u8],
    pieces: Vec<Piece>,
    characters: Runs,
    paragraphs: Runs,
    flow: &'a mut Flow,
    field: Option<String>,
    table: bool,
    row: bool,
    cell: bool,
    /// Characters that no text of Word has.
    zeros: usize,
}

/// Reads a document from its main stream and its two table streams; false when not all of it was there.
pub(super) fn read(main: &[u8], tables: &[Vec<u8>; 2], flow: &mut Flow) -> Result<bool, Fault> {
    if u16_at(main, 0) != Some(0xA5EC) {
        return Err((SkipReason::Unsupported, "不是 Word 97 以后的文档"));
    }
    let flags = u16_at(main, 0x0A).unwrap_or_default();
    if flags & 0x0100 != 0 {
        return Err((SkipReason::Encrypted, "需要密码"));
    }
    let table = &tables[usize::from(flags & 0x0200 != 0)];
    let part = |at: usize| {
        let (start, size) = (u32_at(main, at)? as usize, u32_at(main, at + 4)? as usize);
        table.get(start..start.checked_add(size)?)
    };
    let pieces = part(0x01A2).and_then(pieces).ok_or((SkipReason::Damaged, "没有文本表"))?;
    let mut reader = Reader {
        main,
        pieces,
        characters: Runs::read(main, part(0xFA).unwrap_or_default(), Kind::Characters),
        paragraphs: Runs::read(main, part(0x0102).unwrap_or_default(), Kind::Paragraphs),
        flow,
        field: None,
        table: false,
        row: false,
        cell: false,
        zeros: 0,
    };
    for name in bookmarks(part(0x0142).unwrap_or_default()) {
        reader.flow.aside_at(Hidden::Reference, Some("书签"), Place::Part("书签".to_owned()), &name);
    }
    let mut start = 0u32;
    for (count, title, hidden) in PARTS {
        let length = u32_at(main, count).unwrap_or_default();
        let end = start.saturating_add(length);
        if title == "页眉" {
            reader.headers(start, end, part(0xF2).unwrap_or_default());
        } else if length > 0 {
            if !title.is_empty() {
                reader.flow.begin_part(title, hidden);
            }
            reader.text(start, end);
        }
        start = end;
    }
    let reached = reader.pieces.iter().map(|piece| piece.end).max().unwrap_or_default();
    Ok(reached >= start && reader.zeros < ZEROS && reader.characters.is_whole() && reader.paragraphs.is_whole())
}

/// The names of bookmarks (MS-DOC 2.9.272): each with its length before it. Programs begin theirs with `_`.
fn bookmarks(table: &[u8]) -> Vec<String> {
    let count = u16_at(table, 2).unwrap_or_default();
    let mut names = Vec::new();
    let mut at = 6;
    for _ in 0..count {
        let Some(length) = u16_at(table, at) else { break };
        let end = at + 2 + usize::from(length) * 2;
        names.push(utf16(table.get(at + 2..end).unwrap_or_default()));
        at = end;
    }
    names.retain(|name| !name.is_empty() && !name.starts_with('_'));
    names
}

/// The piece table at the end of the `Clx` (MS-DOC 2.9.38).
fn pieces(mut clx: &[u8]) -> Option<Vec<Piece>> {
    while clx.first() == Some(&1) {
        clx = clx.get(3 + usize::from(u16_at(clx, 1)?)..)?;
    }
    let table = clx.get(5..5usize.checked_add(u32_at(clx, 1)? as usize)?)?;
    let count = table.len().saturating_sub(4) / 12;
    let piece = |index: usize| {
        let place = u32_at(table, (count + 1) * 4 + index * 8 + 2)?;
        let narrow = place & 0x4000_0000 != 0;
        let offset = place & 0x3FFF_FFFF;
        let offset = if narrow { offset / 2 } else { offset };
        Some(Piece { start: u32_at(table, index * 4)?, end: u32_at(table, index * 4 + 4)?, offset, narrow })
    };
    Some((0..count).filter_map(piece).collect())
}

impl Reader<'_> {
    /// Headers and footers: six stories for separators, then six a section.
    fn headers(&mut self, start: u32, end: u32, stories: &[u8]) {
        let count = stories.len() / 4;
        if count < 2 && end > start {
            self.flow.begin_part("页眉页脚", None);
            return self.text(start, end);
        }
        for index in 6..count.saturating_sub(1) {
            let (Some(from), Some(to)) = (u32_at(stories, index * 4), u32_at(stories, index * 4 + 4)) else { break };
            if to > from {
                self.flow.begin_part(if matches!(index % 6, 0 | 1 | 4) { "页眉" } else { "页脚" }, None);
                self.text(start.saturating_add(from), start.saturating_add(to).min(end));
            }
        }
    }

    /// Writes the characters from number `start` to `end`.
    fn text(&mut self, start: u32, end: u32) {
        for index in 0..self.pieces.len() {
            let piece = &self.pieces[index];
            let (from, to) = (piece.start.max(start), piece.end.min(end));
            if from < to {
                let step = if piece.narrow { 1 } else { 2 };
                let offset = piece.offset.saturating_add((from - piece.start).saturating_mul(step));
                self.stretch(offset, (to - from).saturating_mul(step), piece.narrow);
            }
        }
        self.end_paragraph(Marks::default());
        self.end_table();
        self.field = None;
    }

    /// Writes text that lies in one stretch of the file.
    fn stretch(&mut self, offset: u32, length: u32, is_narrow: bool) {
        let (start, end) = (offset as usize, offset.saturating_add(length) as usize);
        let bytes = self.main.get(start..end.min(self.main.len())).unwrap_or_default();
        let text = if is_narrow { narrow(bytes) } else { utf16(bytes) };
        let mut at = offset;
        for char in text.chars() {
            self.char(char, at);
            at = at.saturating_add(if is_narrow { 1 } else { char.len_utf16() as u32 * 2 });
        }
    }

    fn char(&mut self, char: char, at: u32) {
        match char {
            '\u{13}' => self.field = Some(String::new()),
            '\u{14}' | '\u{15}' => {
                if let Some(code) = self.field.take() {
                    self.flow.aside(Hidden::Reference, Some("域代码"), &code);
                }
            }
            '\r' | '\u{c}' | '\u{7}' => self.mark(char, at),
            '\u{b}' => self.push("\n", at),
            '\u{1e}' => self.push("-", at),
            '\t' => self.push("\t", at),
            '\0' => self.zeros += 1,
            '\u{0}'..='\u{1f}' => {}
            char => match &mut self.field {
                Some(code) => code.push(char),
                None => self.push(char.encode_utf8(&mut [0; 4]), at),
            },
        }
    }

    fn push(&mut self, text: &str, at: u32) {
        let paragraph = self.paragraphs.at(at);
        self.enter_table(paragraph.in_table || paragraph.ends_row);
        let marks = self.characters.at(at);
        let ink = match () {
            () if marks.deleted => Ink::Hidden(Hidden::Deleted),
            () if marks.vanish => Ink::Hidden(Hidden::Style),
            () if marks.white && !paragraph.in_table => Ink::Hidden(Hidden::Invisible),
            () if marks.inserted => Ink::Inserted,
            () => Ink::Plain,
        };
        self.flow.text(ink, text);
    }

    /// The end of a paragraph, a cell or a row.
    fn mark(&mut self, char: char, at: u32) {
        let marks = self.paragraphs.at(at);
        if marks.ends_row {
            self.end_cell();
            self.flow.end_row();
            self.row = false;
            return;
        }
        self.enter_table(marks.in_table || char == '\u{7}');
        self.end_paragraph(marks);
        if char == '\u{7}' {
            self.end_cell();
        }
    }

    fn end_paragraph(&mut self, _: Marks) {
        self.flow.text(Ink::Plain, "");
        self.flow.end_paragraph();
    }

    fn enter_table(&mut self, inside: bool) {
        if !inside {
            return self.end_table();
        }
        if !self.table {
            self.flow.begin_table();
            self.table = true;
        }
        if !self.row {
            self.flow.begin_row();
            self.row = true;
        }
        if !self.cell {
            self.flow.begin_cell();
            self.cell = true;
        }
    }

    fn end_cell(&mut self) {
        if self.cell {
            self.flow.end_cell();
            self.cell = false;
        }
    }

    fn end_table(&mut self) {
        if self.table {
            self.end_cell();
            if self.row {
                self.flow.end_row();
                self.row = false;
            }
            self.flow.end_table();
            self.table = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bookmarks_that_people_named_are_read() {
        let name = |name: &str| {
            let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            [&(name.chars().count() as u16).to_le_bytes()[..], &units].concat()
        };
        let table = [&[0xff, 0xff, 2, 0, 0, 0][..], &name("_Toc1"), &name("甲0000")].concat();
        assert_eq!(bookmarks(&table), ["甲0000"]);
        assert!(bookmarks(&table[..9]).is_empty() && bookmarks(&[]).is_empty());
    }
}
