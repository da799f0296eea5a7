//! From a draft to the text of a file, with the places of its numbers.

use super::chrome;
use super::document::{Draft, Expect, Line, Number, Part, Piece};

/// The kinds of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    Text,
    Html,
    Csv,
    Markdown,
    Json,
    /// JSON as content management systems export it: the article is HTML in one value.
    JsonHtml,
    /// A dump of such a system's table of articles.
    Sql,
}

/// A number in the file.
#[derive(Clone, Debug)]
pub struct Truth {
    pub expect: Expect,
    pub kind: &'static str,
    pub writing: &'static str,
    /// Bytes of the file decoded to UTF-8.
    pub start: usize,
    pub end: usize,
}

/// A file.
#[derive(Clone, Debug)]
pub struct Rendered {
    pub format: Format,
    pub text: String,
    pub truths: Vec<Truth>,
}

impl Format {
    /// Pages and tables more often than exports.
    pub const ALL: [Format; 10] = [
        Format::Text,
        Format::Html,
        Format::Html,
        Format::Html,
        Format::Csv,
        Format::Csv,
        Format::Markdown,
        Format::Json,
        Format::JsonHtml,
        Format::Sql,
    ];

    /// True where the article is HTML, whatever it is wrapped in.
    pub fn is_html(self) -> bool {
        matches!(self, Format::Html | Format::JsonHtml | Format::Sql)
    }

    pub fn extension(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Html => "html",
            Format::Csv => "csv",
            Format::Markdown => "md",
            Format::Json | Format::JsonHtml => "json",
            Format::Sql => "sql",
        }
    }
}

/// Writes a draft as a file of this format. `style` chooses among the ways in which sites do it.
pub fn render(draft: &Draft, format: Format, style: usize) -> Rendered {
    let mut page = Page { format, style, text: String::new(), truths: Vec::new(), last_key: None };
    match format {
        Format::Html => page.html(draft),
        Format::Json => page.json(draft),
        Format::JsonHtml => {
            page.wrapped(draft, ["{\"id\": 1024, \"title\": \"", "\", \"content\": \"", "\"}\n"], json_escape)
        }
        Format::Sql => page.wrapped(
            draft,
            ["INSERT INTO `cms_article` (`id`, `title`, `content`) VALUES (1024, '", "', '", "');\n"],
            sql_escape,
        ),
        _ => draft.parts.iter().for_each(|part| page.plain(part)),
    }
    Rendered { format, text: page.text, truths: page.truths }
}

struct Page {
    format: Format,
    style: usize,
    text: String,
    truths: Vec<Truth>,
    last_key: Option<usize>,
}

impl Page {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn line(&mut self, line: &Line) {
        for piece in line {
            match piece {
                Piece::Text(text) => {
                    let escaped = self.escape(text);
                    self.push(&escaped);
                }
                Piece::Number(number) => self.number(number),
            }
        }
    }

    fn number(&mut self, number: &Number) {
        let start = self.text.len();
        match &number.written.html {
            Some(html) if self.format.is_html() => self.push(&html.clone()),
            _ => {
                let escaped = self.escape(&number.written.text);
                self.push(&escaped);
            }
        }
        let end = self.text.len();
        let goes_on = number.part_of.is_some() && number.part_of == self.last_key;
        self.last_key = number.part_of;
        match self.truths.last_mut() {
            Some(last) if goes_on => last.end = end,
            _ => {
                let Number { expect, kind, .. } = *number;
                self.truths.push(Truth { expect, kind, writing: number.written.name, start, end });
            }
        }
    }

    fn escape(&self, text: &str) -> String {
        match self.format {
            Format::Html | Format::JsonHtml | Format::Sql => {
                text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>")
            }
            Format::Json => text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"),
            Format::Csv => text.replace(['\n', ','], " "),
            Format::Text | Format::Markdown => text.to_owned(),
        }
    }

    /// Text, CSV and Markdown differ only in their tables and headings.
    fn plain(&mut self, part: &Part) {
        match part {
            Part::Heading(text) if self.format == Format::Markdown => self.push(&format!("# {text}\n\n")),
            Part::Heading(text) => self.push(&format!("{text}\n")),
            Part::Paragraph(line) => {
                self.line(line);
                self.push(if self.format == Format::Markdown { "\n\n" } else { "\n" });
            }
            Part::Table(header, rows) => self.plain_table(header, rows),
            Part::Form(rows) => self.plain_table(&rows[0], &rows[1..]),
            Part::Comment(_) | Part::Attribute(..) => {}
        }
    }

    fn plain_table(&mut self, header: &[Line], rows: &[Vec<Line>]) {
        let (open, between, close) = match (self.format, self.style % 3) {
            (Format::Markdown, _) => ("| ", " | ", " |\n"),
            (Format::Csv, _) => ("", ",", "\n"),
            (_, 0) => ("", "    ", "\n"),
            _ => ("", "\t", "\n"),
        };
        self.row(header, [open, between, close]);
        if self.format == Format::Markdown {
            self.push(&format!("|{}\n", " --- |".repeat(header.len())));
        }
        rows.iter().for_each(|row| self.row(row, [open, between, close]));
        self.push("\n");
    }

    fn row(&mut self, row: &[Line], [open, between, close]: [&str; 3]) {
        self.push(open);
        for (at, cell) in row.iter().enumerate() {
            self.push(if at == 0 { "" } else { between });
            self.line(cell);
        }
        self.push(close);
    }

    fn html(&mut self, draft: &Draft) {
        let (head, foot) = chrome::of(self.style, draft.kind);
        self.push(&head);
        draft.parts.iter().for_each(|part| self.html_part(part));
        self.push(&foot);
    }

    fn html_part(&mut self, part: &Part) {
        let [open, close] = chrome::PARAGRAPHS[self.style % chrome::PARAGRAPHS.len()];
        match part {
            Part::Heading(text) => self.push(&format!("<h1>{text}</h1>\n")),
            Part::Paragraph(line) => self.between(open, line, close),
            Part::Table(header, rows) => self.html_table(Some(header), rows),
            Part::Form(rows) => self.html_table(None, rows),
            Part::Comment(line) => self.between("<!-- ", line, " -->\n"),
            Part::Attribute(name, line) => self.between(&format!("<img src=\"/a.png\" {name}=\""), line, "\">\n"),
        }
    }

    fn html_table(&mut self, header: Option<&Vec<Line>>, rows: &[Vec<Line>]) {
        let [th_open, th_close] = chrome::HEADERS[self.style % chrome::HEADERS.len()];
        let [td_open, td_close] = chrome::CELLS[self.style % chrome::CELLS.len()];
        self.push("<table border=\"1\"><tbody>\n");
        let all = header.into_iter().map(|row| (row, th_open, th_close));
        for (row, open, close) in all.chain(rows.iter().map(|row| (row, td_open, td_close))) {
            self.push("<tr>");
            row.iter().for_each(|cell| self.between(open, cell, close));
            self.push("</tr>\n");
        }
        self.push("</tbody></table>\n");
    }

    /// The article as HTML, escaped into a value of something else.
    fn wrapped(
        &mut self,
        draft: &Draft,
        [before, between, after]: [&str; 3],
        escape: fn(char) -> Option<&'static str>,
    ) {
        let mut inner =
            Page { format: Format::Html, style: self.style, text: String::new(), truths: Vec::new(), last_key: None };
        draft.parts.iter().for_each(|part| inner.html_part(part));
        self.push(before);
        self.push(draft.kind);
        self.push(between);
        let mut places = Vec::with_capacity(inner.text.len() + 1);
        for char in inner.text.chars() {
            places.extend(std::iter::repeat_n(self.text.len(), char.len_utf8()));
            match escape(char) {
                Some(escaped) => self.text.push_str(escaped),
                None => self.text.push(char),
            }
        }
        places.push(self.text.len());
        let moved = |truth: Truth| Truth { start: places[truth.start], end: places[truth.end], ..truth };
        self.truths.extend(inner.truths.into_iter().map(moved));
        self.push(after);
    }

    fn between(&mut self, open: &str, line: &Line, close: &str) {
        self.push(open);
        self.line(line);
        self.push(close);
    }

    fn json(&mut self, draft: &Draft) {
        self.push("{\"title\": \"");
        self.push(draft.kind);
        self.push("\", \"body\": [");
        let mut separator = "\n  ";
        for part in &draft.parts {
            let Some(begin) = (!matches!(part, Part::Comment(_) | Part::Attribute(..))).then_some(separator) else {
                continue;
            };
            self.push(begin);
            separator = ",\n  ";
            match part {
                Part::Heading(text) => self.push(&format!("\"{text}\"")),
                Part::Table(header, rows) => self.json_table(header, rows),
                Part::Form(rows) => self.json_form(rows),
                Part::Paragraph(line) | Part::Comment(line) | Part::Attribute(_, line) => {
                    self.between("\"", line, "\"")
                }
            }
        }
        self.push("\n]}\n");
    }

    fn json_table(&mut self, header: &[Line], rows: &[Vec<Line>]) {
        self.push("[");
        for (number, row) in rows.iter().enumerate() {
            self.push(if number == 0 { "{" } else { ",\n    {" });
            for (at, (name, cell)) in header.iter().zip(row).enumerate() {
                self.between(if at == 0 { "\"" } else { ", \"" }, name, "\": ");
                self.between("\"", cell, "\"");
            }
            self.push("}");
        }
        self.push("]");
    }

    fn json_form(&mut self, rows: &[Vec<Line>]) {
        self.push("{");
        for (number, field) in rows.iter().flat_map(|row| row.chunks(2)).enumerate() {
            self.between(if number == 0 { "\"" } else { ", \"" }, &field[0], "\": \"");
            field.iter().skip(1).for_each(|value| self.line(value));
            self.push("\"");
        }
        self.push("}");
    }
}

fn json_escape(char: char) -> Option<&'static str> {
    match char {
        '"' => Some("\\\""),
        '\\' => Some("\\\\"),
        '\n' => Some("\\n"),
        _ => None,
    }
}

fn sql_escape(char: char) -> Option<&'static str> {
    match char {
        '\'' => Some("\\'"),
        '\\' => Some("\\\\"),
        '\n' => Some("\\n"),
        _ => None,
    }
}
