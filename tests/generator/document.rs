//! A document before it has a format.

use super::writing::Written;

/// What the evaluation expects of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// It must be reported.
    Must,
    /// It may be reported: personal, but a matter of policy.
    May,
}

/// A personal number, in whole or (over several cells) in part.
#[derive(Clone, Debug)]
pub struct Number {
    pub expect: Expect,
    pub kind: &'static str,
    pub written: Written,
    /// Parts with the same key, one after the other, are one number.
    pub part_of: Option<usize>,
}

/// A piece of running text.
#[derive(Clone, Debug)]
pub enum Piece {
    Text(String),
    Number(Number),
}

/// A cell or a paragraph.
pub type Line = Vec<Piece>;

/// What a document consists of.
#[derive(Clone, Debug)]
pub enum Part {
    Heading(String),
    Paragraph(Line),
    Table(Vec<Line>, Vec<Vec<Line>>),
    /// Labels, each with its value to the right.
    Form(Vec<Vec<Line>>),
    /// Only in HTML: a comment.
    Comment(Line),
    /// Only in HTML: an attribute of some element, with its name.
    Attribute(&'static str, Line),
}

/// A document.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What kind of announcement it is.
    pub kind: &'static str,
    pub parts: Vec<Part>,
}

impl Number {
    pub fn must(kind: &'static str, name: &'static str, text: impl Into<String>) -> Self {
        let written = Written { name, text: text.into(), html: None };
        Number { expect: Expect::Must, kind, written, part_of: None }
    }

    pub fn may(kind: &'static str, text: impl Into<String>) -> Self {
        Number { expect: Expect::May, ..Number::must(kind, "plain", text) }
    }
}

impl Piece {
    pub fn may(kind: &'static str, text: impl Into<String>) -> Self {
        Piece::Number(Number::may(kind, text))
    }
}

impl From<&str> for Piece {
    fn from(text: &str) -> Self {
        Piece::Text(text.to_owned())
    }
}

impl From<String> for Piece {
    fn from(text: String) -> Self {
        Piece::Text(text)
    }
}

impl From<Number> for Piece {
    fn from(number: Number) -> Self {
        Piece::Number(number)
    }
}

/// A line of pieces: `line!["身份证号：", number]`.
macro_rules! line {
    ($($piece:expr),* $(,)?) => { vec![$($crate::generator::document::Piece::from($piece)),*] };
}
pub(crate) use line;
