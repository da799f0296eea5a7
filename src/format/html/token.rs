//! Markup cut into tokens: tags with their attributes, text, comments. Ranges only, one pass, and
//! whatever stands in the file ends up in some token.

use std::ops::Range;

use memchr::{memchr, memmem};

/// One token, as bytes of the decoded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::format) enum Token {
    /// Text between tags, entities not yet decoded.
    Text(Range<usize>),
    /// A start tag; its attributes are in [`Tokens::attributes`] until the next token.
    Open {
        /// The element's name as written.
        name: Range<usize>,
        /// True for `<br/>`.
        closed: bool,
    },
    /// An end tag.
    Close {
        /// The element's name as written.
        name: Range<usize>,
    },
    /// The inside of a comment, a processing instruction or a declaration.
    Comment(Range<usize>),
    /// The inside of a CDATA section.
    Data(Range<usize>),
}

/// An attribute of a start tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::format) struct Attribute {
    /// The name as written.
    pub(in crate::format) name: Range<usize>,
    /// The value without its quotes, entities not yet decoded.
    pub(in crate::format) value: Range<usize>,
}

/// Walks through markup.
#[derive(Debug)]
pub(in crate::format) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    attributes: Vec<Attribute>,
    /// Quotes that do not occur any more, so that nobody searches for them again and again.
    exhausted: [bool; 2],
}

impl<'a> Tokens<'a> {
    pub(in crate::format) fn new(text: &'a str) -> Self {
        Tokens::over(text, 0..text.len())
    }

    /// Walks through a part of a file; the tokens count in the whole.
    pub(in crate::format) fn over(text: &'a str, range: Range<usize>) -> Self {
        Tokens { text: &text[..range.end], at: range.start, attributes: Vec::new(), exhausted: [false; 2] }
    }

    /// Where the next token begins.
    pub(in crate::format) fn offset(&self) -> usize {
        self.at
    }

    /// The attributes of the start tag that was returned last.
    pub(in crate::format) fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// Takes everything up to the end tag of `name`, which stays: the inside of a script or title.
    /// Without an end tag that is the rest of the file.
    pub(in crate::format) fn raw_text(&mut self, name: &str) -> Range<usize> {
        let start = self.at;
        let bytes = self.bytes();
        let ends = memmem::find_iter(&bytes[start..], b"</").map(|at| start + at);
        let is_end = |at: &usize| {
            let after = &bytes[at + 2..];
            after.len() >= name.len() && after[..name.len()].eq_ignore_ascii_case(name.as_bytes())
        };
        self.at = ends.into_iter().find(is_end).unwrap_or(bytes.len());
        start..self.at
    }

    fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    fn markup(&mut self) -> Token {
        let rest = &self.bytes()[self.at..];
        match rest.get(1) {
            Some(b'!') if rest.starts_with(b"<!--") => self.until(4, b"-->", Token::Comment),
            Some(b'!') if rest.starts_with(b"<![CDATA[") => self.until(9, b"]]>", Token::Data),
            Some(b'!' | b'?') => self.until(2, b">", Token::Comment),
            Some(b'/') if rest.get(2).is_some_and(|&byte| is_name_start(byte)) => self.close(),
            Some(&byte) if is_name_start(byte) => self.open(),
            _ => self.lone_bracket(),
        }
    }

    fn until(&mut self, skip: usize, end: &[u8], token: fn(Range<usize>) -> Token) -> Token {
        let start = self.at + skip;
        let found = memmem::find(&self.bytes()[start..], end);
        let stop = found.map_or(self.text.len(), |at| start + at);
        self.at = found.map_or(self.text.len(), |_| stop + end.len());
        token(start..stop)
    }

    /// A `<` that begins no tag is text.
    fn lone_bracket(&mut self) -> Token {
        let start = self.at;
        let next = memchr(b'<', &self.bytes()[start + 1..]);
        self.at = next.map_or(self.text.len(), |at| start + 1 + at);
        Token::Text(start..self.at)
    }

    fn close(&mut self) -> Token {
        let name = self.name(self.at + 2);
        let end = memchr(b'>', &self.bytes()[name.end..]);
        self.at = end.map_or(self.text.len(), |at| name.end + at + 1);
        Token::Close { name }
    }

    fn open(&mut self) -> Token {
        let name = self.name(self.at + 1);
        self.at = name.end;
        let bytes = self.bytes();
        let mut closed = false;
        while let Some(&byte) = bytes.get(self.at) {
            match byte {
                b'>' => {
                    self.at += 1;
                    break;
                }
                b'/' => (closed, self.at) = (true, self.at + 1),
                byte if byte.is_ascii_whitespace() => self.at += 1,
                // The tag was never closed: this is the next one.
                b'<' => break,
                _ => {
                    closed = false;
                    self.attribute();
                }
            }
        }
        Token::Open { name, closed }
    }

    /// The name that starts at `start`.
    fn name(&self, start: usize) -> Range<usize> {
        start..self.find_from(start, |byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'<'))
    }

    fn find_from(&self, start: usize, end: impl Fn(u8) -> bool) -> usize {
        let found = self.bytes()[start..].iter().position(|&byte| end(byte));
        found.map_or(self.text.len(), |at| start + at)
    }

    fn attribute(&mut self) {
        let start = self.at;
        let name_end =
            self.find_from(start + 1, |byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'='));
        let equals = self.find_from(name_end, |byte| !byte.is_ascii_whitespace());
        if self.bytes().get(equals) != Some(&b'=') {
            self.at = name_end;
            self.attributes.push(Attribute { name: start..name_end, value: name_end..name_end });
            return;
        }
        let value = self.find_from(equals + 1, |byte| !byte.is_ascii_whitespace());
        let value = self.value(value);
        self.attributes.push(Attribute { name: start..name_end, value });
    }

    /// The value that starts at `start`, quoted or not. A quote that is never closed is a character.
    fn value(&mut self, start: usize) -> Range<usize> {
        if let Some(&quote @ (b'"' | b'\'')) = self.bytes().get(start) {
            let exhausted = &mut self.exhausted[usize::from(quote == b'"')];
            let end = if *exhausted { None } else { memchr(quote, &self.text.as_bytes()[start + 1..]) };
            *exhausted = end.is_none();
            if let Some(len) = end {
                self.at = start + len + 2;
                return start + 1..start + 1 + len;
            }
        }
        self.at = self.find_from(start, |byte| byte.is_ascii_whitespace() || byte == b'>');
        start..self.at
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        self.attributes.clear();
        let rest = &self.bytes()[self.at..];
        match memchr(b'<', rest) {
            _ if rest.is_empty() => None,
            Some(0) => Some(self.markup()),
            found => {
                let start = self.at;
                self.at = found.map_or(self.text.len(), |len| start + len);
                Some(Token::Text(start..self.at))
            }
        }
    }
}

/// Names begin with a letter; XML's also with others, and in Chinese.
fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokens as text: `<name a=b>`, `</name>`, `#comment`, `%data`, or the text itself.
    fn shown(text: &str) -> Vec<String> {
        let mut tokens = Tokens::new(text);
        let mut shown = Vec::new();
        while let Some(token) = tokens.next() {
            shown.push(match token {
                Token::Text(range) => text[range].to_owned(),
                Token::Comment(range) => format!("#{}", &text[range]),
                Token::Data(range) => format!("%{}", &text[range]),
                Token::Close { name } => format!("</{}>", &text[name]),
                Token::Open { name, closed } => {
                    let attributes = tokens.attributes().iter();
                    let pairs: String = attributes
                        .map(|one| format!(" {}={}", &text[one.name.clone()], &text[one.value.clone()]))
                        .collect();
                    format!("<{}{pairs}{}>", &text[name], if closed { "/" } else { "" })
                }
            });
        }
        shown
    }

    #[test]
    fn tags_are_read_as_browsers_do() {
        for (text, expected) in [
            ("a<b>c</b>d", vec!["a", "<b>", "c", "</b>", "d"]),
            ("<a x='1' y=\"a>b\" z=q disabled>", vec!["<a x=1 y=a>b z=q disabled=>"]),
            ("<br/><img src=a/b>", vec!["<br/>", "<img src=a/b>"]),
            ("1 < 2 <3", vec!["1 ", "< 2 ", "<3"]),
            ("<!-- x --><!doctype html><![CDATA[y]]>z", vec!["# x ", "#doctype html", "%y", "z"]),
            ("<p <b>x", vec!["<p>", "<b>", "x"]),
            ("<a t='x>y", vec!["<a t='x>", "y"]),
            ("<!-- open", vec!["# open"]),
            ("</", vec!["</"]),
            ("<", vec!["<"]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
