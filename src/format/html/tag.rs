//! What the elements of HTML do to text.

/// What an element does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// Nothing: numbers and words go on through it.
    Inline,
    /// Begins and ends a line.
    Block,
    /// The same, and its end tag may be left out.
    Item,
    /// A heading of this level.
    Heading(u8),
    /// A name in a list of names and values.
    Term,
    /// A value in such a list.
    Value,
    /// Breaks the line and has no content.
    Break,
    /// A table.
    Table,
    /// A row.
    Row,
    /// A cell; true for `<th>`.
    Cell(bool),
    /// Text in which line breaks count.
    Preformatted,
    /// `<script>`, `<style>`.
    Code,
    /// `<title>`.
    Title,
    /// `<textarea>`.
    Field,
    /// Content that is not shown: `<template>`, `<noscript>`.
    Unseen,
    /// `<meta>`.
    Meta,
    /// `<input>`.
    Input,
    /// Has no content and does nothing to the text.
    Void,
}

/// Longest name of an element that does anything.
const LONGEST: usize = 10;

/// The element of this name, in any case.
pub(super) fn tag(name: &str) -> Tag {
    let mut buffer = [0; LONGEST];
    let Some(lower) = buffer.get_mut(..name.len()) else { return Tag::Inline };
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    match &*lower {
        b"p" | b"li" | b"option" => Tag::Item,
        b"div" | b"ul" | b"ol" | b"dl" | b"body" | b"section" | b"article" | b"header" | b"footer" | b"nav"
        | b"main" | b"aside" | b"form" | b"fieldset" | b"legend" | b"address" | b"blockquote" | b"center"
        | b"figure" | b"figcaption" | b"caption" | b"select" | b"details" | b"summary" | b"head" | b"html"
        | b"optgroup" | b"dialog" | b"iframe" | b"object" => Tag::Block,
        b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Tag::Heading(lower[1] - b'0'),
        b"br" | b"hr" => Tag::Break,
        b"table" => Tag::Table,
        b"tr" => Tag::Row,
        b"td" => Tag::Cell(false),
        b"th" => Tag::Cell(true),
        b"dt" => Tag::Term,
        b"dd" => Tag::Value,
        b"pre" => Tag::Preformatted,
        b"script" | b"style" => Tag::Code,
        b"title" => Tag::Title,
        b"textarea" => Tag::Field,
        b"template" | b"noscript" => Tag::Unseen,
        b"meta" => Tag::Meta,
        b"input" => Tag::Input,
        b"img" | b"wbr" | b"link" | b"col" | b"base" | b"area" | b"embed" | b"source" | b"param" | b"track" => {
            Tag::Void
        }
        _ => Tag::Inline,
    }
}

impl Tag {
    /// True for elements that never have content.
    pub(super) fn is_void(self) -> bool {
        matches!(self, Tag::Break | Tag::Meta | Tag::Input | Tag::Void)
    }

    /// True for elements whose end tag may be left out, so that the next of them ends the last.
    pub(super) fn ends_its_like(self) -> bool {
        matches!(self, Tag::Item | Tag::Term | Tag::Value | Tag::Row | Tag::Cell(_))
    }

    /// True for elements that stand for themselves in a table: hidden ones stay where they are.
    pub(super) fn is_table_part(self) -> bool {
        matches!(self, Tag::Table | Tag::Row | Tag::Cell(_))
    }
}
