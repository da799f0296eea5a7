//! Markup inside other data: exports of content management systems hold whole articles in one value of
//! a JSON object, a row of a dump or a field of a CSV file.
//!
//! Such a value is read as the page that it is, and every character still leads back to the file.

use super::html::extract::Extractor;
use crate::document::{DocumentBuilder, SourceMap};
use crate::source::Origin;
use crate::span::Span;

/// A value with its escapes undone, and where each part of it stands in the file.
#[derive(Debug, Default)]
pub(super) struct Value {
    text: String,
    map: SourceMap,
}

/// What a value turned out to be.
pub(super) enum Content {
    /// No markup.
    Plain,
    /// One line, with its marks taken out.
    Line(DocumentBuilder),
    /// Paragraphs, tables and so on.
    Page(DocumentBuilder),
}

impl Value {
    /// Adds a part that stands in these decoded bytes of the file.
    pub(super) fn push(&mut self, part: &str, stored_start: usize, stored_len: usize) {
        let start = self.text.len();
        self.text.push_str(part);
        let stored = Span::new(stored_start, stored_start + stored_len);
        self.map.push(Span::new(start, self.text.len()), stored);
    }

    /// Reads the value as markup, if it is any.
    pub(super) fn content(&self, origin: &Origin, format: &'static str) -> Content {
        if !is_markup(&self.text) {
            return Content::Plain;
        }
        let mut inner = Extractor::over(&self.text, 0..self.text.len(), origin, format).read();
        inner.map_through(&self.map);
        if inner.is_one_line() { Content::Line(inner) } else { Content::Page(inner) }
    }
}

/// True for text that may hold markup: asked of every value, before anything is decoded.
pub(super) fn may_be_markup(raw: &str) -> bool {
    memchr::memchr2(b'<', b'&', raw.as_bytes()).is_some() || memchr::memmem::find(raw.as_bytes(), b"\\u00").is_some()
}

/// True when the text holds a tag of a page's text, or a reference to a character.
fn is_markup(text: &str) -> bool {
    let tag = memchr::memchr_iter(b'<', text.as_bytes()).any(|at| is_tag(&text[at + 1..]));
    tag || memchr::memchr_iter(b'&', text.as_bytes()).any(|at| is_reference(&text[at + 1..]))
}

/// True behind the `<` of a start or end tag that exports are full of.
fn is_tag(behind: &str) -> bool {
    const NAMES: &[&str] = &[
        "p",
        "div",
        "span",
        "br",
        "table",
        "tbody",
        "tr",
        "td",
        "th",
        "a",
        "img",
        "strong",
        "b",
        "em",
        "i",
        "u",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "section",
        "article",
        "html",
        "body",
        "head",
        "style",
        "script",
        "wbr",
        "sub",
        "sup",
        "center",
        "pre",
        "hr",
        "blockquote",
        "o:p",
        "!--",
    ];
    let inner = behind.strip_prefix('/').unwrap_or(behind);
    if inner.starts_with("!--") {
        return true;
    }
    let name = inner.split(|char: char| !char.is_ascii_alphanumeric() && char != ':').next().unwrap_or("");
    let ends = inner[name.len()..].starts_with(['>', ' ', '/', '\n', '\r', '\t']);
    ends && NAMES.iter().any(|known| name.eq_ignore_ascii_case(known)) && inner.contains('>')
}

/// True behind the `&` of `&nbsp;` or `&#20;`.
fn is_reference(behind: &str) -> bool {
    let body = behind.split(';').next().unwrap_or("");
    let number = body
        .strip_prefix('#')
        .is_some_and(|number| number.starts_with(|char: char| char.is_ascii_hexdigit() || char == 'x'));
    let closed = body.len() < behind.len();
    closed
        && body.len() <= 8
        && (number
            || matches!(body, "nbsp" | "ensp" | "emsp" | "ldquo" | "rdquo" | "middot" | "amp" | "lt" | "gt" | "quot"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_told_from_text() {
        for text in ["<p>甲</p>", "甲<br/>乙", "a<wbr>b", "&nbsp;甲", "46&#48;1", "<o:p></o:p>"] {
            assert!(is_markup(text), "{text}");
        }
        for text in ["a<b, c>d", "若x<p且y>1", "甲&乙;", "<某某>", "R&D", "3<5", "<pages>"] {
            assert!(!is_markup(text), "{text}");
        }
    }

    #[test]
    fn a_line_is_told_from_a_page() {
        let content = |text: &str| {
            let mut value = Value::default();
            value.push(text, 100, text.len());
            value.content(&Origin::file("a.json"), "json")
        };
        assert!(matches!(content("<b>46</b>01"), Content::Line(_)));
        assert!(matches!(content("<p>甲</p><p>乙</p>"), Content::Page(_)));
        assert!(matches!(content("<table><tr><td>甲</td></tr></table>"), Content::Page(_)));
        assert!(matches!(content("甲乙"), Content::Plain));
    }
}
