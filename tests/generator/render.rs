//! From a draft to the text of a file, with the places of its numbers.

use super::document::{Draft, Expect, Line, Number, Part, Piece};

/// The kinds of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    Text,
    Html,
    Csv,
    Markdown,
    Json,
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
    pub const ALL: [Format; 5] = [Format::Text, Format::Html, Format::Csv, Format::Markdown, Format::Json];

    pub fn extension(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Html => "html",
            Format::Csv => "csv",
            Format::Markdown => "md",
            Format::Json => "json",
        }
    }
}

/// Writes a draft as a file of this format. `style` chooses among the ways in which sites do it.
pub fn render(draft: &Draft, format: Format, style: usize) -> Rendered {
    let mut page = Page { format, style, text: String::new(), truths: Vec::new(), last_key: None };
    match format {
        Format::Html => page.html(draft),
        Format::Json => page.json(draft),
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
            Some(html) if self.format == Format::Html => self.push(&html.clone()),
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
            Format::Html => text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>"),
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
        self.push("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>");
        self.push(draft.kind);
        self.push("</title>\n<style>td{padding:0 5px}</style></head>\n<body><div class=\"nav\"><a href=\"/\">首页</a></div>\n<div id=\"zoom\">\n");
        draft.parts.iter().for_each(|part| self.html_part(part));
        self.push("</div>\n<div class=\"footer\">网站标识码：4601000001</div></body></html>\n");
    }

    fn html_part(&mut self, part: &Part) {
        match part {
            Part::Heading(text) => self.push(&format!("<h1>{text}</h1>\n")),
            Part::Paragraph(line) => self.between("<p>", line, "</p>\n"),
            Part::Table(header, rows) => self.html_table(header, rows),
            Part::Comment(line) => self.between("<!-- ", line, " -->\n"),
            Part::Attribute(name, line) => self.between(&format!("<img src=\"/a.png\" {name}=\""), line, "\">\n"),
        }
    }

    fn html_table(&mut self, header: &[Line], rows: &[Vec<Line>]) {
        let th =
            if self.style.is_multiple_of(2) { ["<th>", "</th>"] } else { ["<td><p><strong>", "</strong></p></td>"] };
        let td = [["<td>", "</td>"], ["<td style=\"mso-number-format:'@'\">\n<p><span>", "</span></p>\n</td>"]]
            [self.style % 2];
        self.push("<table border=\"1\"><tbody>\n<tr>");
        header.iter().for_each(|cell| self.between(th[0], cell, th[1]));
        self.push("</tr>\n");
        for row in rows {
            self.push("<tr>");
            row.iter().for_each(|cell| self.between(td[0], cell, td[1]));
            self.push("</tr>\n");
        }
        self.push("</tbody></table>\n");
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
}
