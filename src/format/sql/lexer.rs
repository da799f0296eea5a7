//! SQL cut into words, literals and comments, in the dialects that dumps are written in.

use std::ops::Range;

use memchr::{memchr, memmem};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A keyword or a name.
    Word,
    /// Between double quotes, backticks or brackets: a name, in MySQL also a string.
    Quoted,
    /// Between single quotes.
    String,
    /// A number.
    Number,
    /// A comment.
    Comment,
    /// Any other character.
    Mark,
}

/// A token, without its quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) range: Range<usize>,
}

/// Walks through a script.
#[derive(Debug)]
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Lexer { text, at: 0 }
    }

    /// Takes the lines from the next one to the one that is `end`, which is passed over.
    pub(super) fn lines_until(&mut self, end: &str) -> Range<usize> {
        let next = memchr(b'\n', &self.text.as_bytes()[self.at..]);
        let start = next.map_or(self.text.len(), |at| self.at + at + 1);
        let mut stop = start;
        for line in self.text[start..].split_inclusive('\n') {
            if line.trim_end() == end {
                self.at = stop + line.len();
                return start..stop;
            }
            stop += line.len();
        }
        self.at = self.text.len();
        start..self.text.len()
    }

    fn token(&mut self, kind: TokenKind, start: usize, end: usize, next: usize) -> Token {
        self.at = next.min(self.text.len());
        Token { kind, range: start..end }
    }

    fn quoted(&mut self, kind: TokenKind, quote: u8) -> Token {
        let start = self.at + 1;
        let end = quote_end(self.text.as_bytes(), start, quote);
        self.token(kind, start, end, end + 1)
    }

    fn until(&mut self, skip: usize, end: &str) -> Token {
        let start = self.at + skip;
        let found = memmem::find(&self.text.as_bytes()[start..], end.as_bytes());
        let stop = found.map_or(self.text.len(), |at| start + at);
        self.token(TokenKind::Comment, start, stop, stop + end.len())
    }

    fn word(&mut self, kind: TokenKind) -> Token {
        let start = self.at;
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'$') || byte >= 0x80;
        let len = self.text.as_bytes()[start..].iter().position(|&byte| !is_part(byte));
        let end = len.map_or(self.text.len(), |len| start + len.max(1));
        self.token(kind, start, end, end)
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let bytes = self.text.as_bytes();
        self.at += bytes[self.at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let rest = &bytes[self.at..];
        Some(match *rest.first()? {
            b'\'' => self.quoted(TokenKind::String, b'\''),
            quote @ (b'"' | b'`') => self.quoted(TokenKind::Quoted, quote),
            b'-' if rest.starts_with(b"--") => self.until(2, "\n"),
            b'#' => self.until(1, "\n"),
            b'/' if rest.starts_with(b"/*") => self.until(2, "*/"),
            b'0'..=b'9' => self.word(TokenKind::Number),
            byte if byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80 => self.word(TokenKind::Word),
            _ => self.token(TokenKind::Mark, self.at, self.at + 1, self.at + 1),
        })
    }
}

/// Where the string that begins at `start` ends: quotes are doubled or escaped inside. Without an end,
/// the end of the file.
fn quote_end(bytes: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start;
    while let Some(found) = memchr::memchr2(quote, b'\\', bytes.get(at..).unwrap_or_default()) {
        let place = at + found;
        let escaped = bytes[place] == b'\\' || bytes.get(place + 1) == Some(&quote);
        if !escaped {
            return place;
        }
        at = place + 2;
    }
    bytes.len()
}

/// Hands on the text of a string with its escapes replaced: each part, where it stands and how long it
/// is there.
pub(super) fn unescape(text: &str, mut part: impl FnMut(&str, usize, usize)) {
    let mut start = 0;
    while let Some(at) = memchr::memchr2(b'\\', b'\'', &text.as_bytes()[start..]).map(|at| start + at) {
        if at > start {
            part(&text[start..at], start, at - start);
        }
        let (shown, len) = match (text.as_bytes()[at], text.as_bytes().get(at + 1)) {
            (b'\'', Some(b'\'')) | (b'\\', Some(b'\'')) => ("'", 2),
            (b'\\', Some(b'"')) => ("\"", 2),
            (b'\\', Some(b'\\')) => ("\\", 2),
            (b'\\', Some(b'n')) => ("\n", 2),
            (b'\\', Some(b'r')) => ("\r", 2),
            (b'\\', Some(b't')) => ("\t", 2),
            (b'\'', _) => ("'", 1),
            _ => ("\\", 1),
        };
        part(shown, at, len);
        start = at + len;
    }
    if start < text.len() {
        part(&text[start..], start, text.len() - start);
    }
}
