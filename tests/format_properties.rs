//! For every format and encoding: what is read leads back to the right bytes, whatever is read.
#![allow(clippy::unwrap_used)]

use encoding_rs::Encoding;
use proptest::prelude::*;
use shenjiao::document::Piece;
use shenjiao::format::{self, FORMATS, Item, Limits};
use shenjiao::place::Place;
use shenjiao::span::{Span, Text};
use shenjiao::{Document, Origin, Source};

/// Fragments that formats treat specially, next to plain text. All numbers are made up.
const FRAGMENTS: &[&str] = &[
    "某市公示",
    "姓名",
    "联系电话",
    "地址：",
    "00012345678",
    "ａ１２",
    "，",
    "。",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\n\n",
    "\"",
    "'",
    "\"\"",
    ",",
    ";",
    "|",
    "|---|---|",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<br>",
    "<wbr>",
    "<table>",
    "<tr>",
    "<td>",
    "<td colspan=2>",
    "<th>",
    "</td>",
    "</tr>",
    "</table>",
    "<span style='display:none'>",
    "</span>",
    "<!-- ",
    " -->",
    "<script>",
    "</script>",
    "<title>",
    "</title>",
    "<a title=\"",
    "\">",
    "<![CDATA[",
    "]]>",
    "<",
    ">",
    "&",
    "&#48;",
    "&nbsp;",
    "&shy;",
    "&lt;",
    "&#x4e00;",
    "{",
    "}",
    "[",
    "]",
    ":",
    "\"号码\":",
    "\\u5ba1",
    "\\n",
    "\\",
    "**",
    "*",
    "_",
    "`",
    "# ",
    "- ",
    "](",
    ")",
    "INSERT INTO t (a,b) VALUES (",
    "CREATE TABLE t (",
    "COMMENT ",
    "COPY t (a) FROM stdin;",
    "--",
    "/*",
    "*/",
    "一、",
    "（二）",
    "附件 1",
    "審校",
    "\u{3000}",
    "\u{a0}",
    "x",
];

/// The encodings in which a file may be stored: a label, and the byte order mark.
const ENCODINGS: &[(&str, &[u8])] = &[
    ("utf-8", b""),
    ("utf-8", b"\xef\xbb\xbf"),
    ("gb18030", b""),
    ("gb18030", b"\x84\x31\x95\x33"),
    ("big5", b""),
    ("utf-16le", b"\xff\xfe"),
    ("utf-16be", b"\xfe\xff"),
];

fn encode(text: &str, label: &str, mark: &[u8]) -> Vec<u8> {
    let body = match label {
        "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => Encoding::for_label(label.as_bytes()).unwrap().encode(text).0.into_owned(),
    };
    [mark, &body].concat()
}

fn documents(extension: &str, bytes: &[u8]) -> Vec<Document> {
    let mut found = Vec::new();
    let source = Source::new(Origin::file(format!("a.{extension}")), bytes);
    format::read(source, &Limits::default(), &mut |item| match item {
        Item::Document(document) => found.push(*document),
        Item::Skip(skip) => assert_ne!(skip.reason.name(), "failed", "{skip:?}"),
    });
    found
}

/// The stretches of text that stand in the file byte by byte.
fn verbatim(document: &Document) -> Vec<Span<Text>> {
    let pieces = document.map().pieces();
    if pieces.is_empty() && document.stored().is_some() {
        return document.blocks().iter().map(|block| block.span).collect();
    }
    pieces.iter().filter(|piece| piece.is_verbatim()).map(Piece::text).collect()
}

/// Checks one stretch: its bytes in the file decode to the same characters, and line and column are those
/// that counting gives.
fn check(document: &Document, bytes: &[u8], span: Span<Text>) {
    let Some(stored) = document.stored() else { return };
    let text = document.slice(span);
    let Some(place) = document.stored_span(span) else { return };
    assert_eq!(&stored.text()[place.range()], text);
    let location = document.locate(span);
    let encoding = Encoding::for_label(stored.encoding().as_bytes()).unwrap();
    let raw = &bytes[location.raw.unwrap().range()];
    if !text.contains('\u{fffd}') {
        let context = (encoding.name(), document.format(), location.raw);
        assert_eq!(encoding.decode_without_bom_handling(raw).0, text, "{context:?} {bytes:?}");
    }
    if let Place::Line { line, column } = location.place {
        let before = &stored.text()[..place.start()];
        assert_eq!(line, before.matches('\n').count() + 1);
        assert_eq!(column, before.rsplit('\n').next().unwrap().chars().count() + 1);
    }
}

/// A part of `span` from the `from`-th to the `to`-th hundredth, cut at characters.
fn part(document: &Document, span: Span<Text>, from: usize, to: usize) -> Span<Text> {
    let text = document.slice(span);
    let at = |hundredth: usize| span.start() + text.floor_char_boundary(text.len() * hundredth / 100);
    Span::new(at(from.min(to)), at(from.max(to)))
}

fn check_all(document: &Document, bytes: &[u8], from: usize, to: usize) {
    for span in verbatim(document) {
        check(document, bytes, span);
        check(document, bytes, part(document, span, from, to));
    }
    let mut end = 0;
    for block in document.blocks() {
        assert!(block.span.start() >= end, "blocks overlap");
        end = block.span.end();
        document.slice(block.span);
        document.locate(block.span);
    }
}

/// The extension that brings each format to read text, and the formats that are not text left out.
fn extensions() -> Vec<&'static str> {
    let text = ["html", "xml", "json", "sql", "csv", "markdown", "text"];
    let found: Vec<_> =
        FORMATS.iter().filter(|format| text.contains(&format.id)).map(|format| format.extensions[0]).collect();
    assert_eq!(found.len(), text.len());
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_stretch_leads_back_to_its_bytes(
        fragments in prop::collection::vec(prop::sample::select(FRAGMENTS), 0..60),
        from in 0..=100usize,
        to in 0..=100usize,
    ) {
        let text = fragments.concat();
        for extension in extensions() {
            for (label, mark) in ENCODINGS {
                let bytes = encode(&text, label, mark);
                for document in documents(extension, &bytes) {
                    check_all(&document, &bytes, from, to);
                }
            }
        }
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300), text in prop::collection::vec(prop::sample::select(FRAGMENTS), 0..20)) {
        let mixed = [text.concat().as_bytes(), &bytes].concat();
        for format in FORMATS {
            for extension in format.extensions {
                // A part of a mail or an archive has bytes of its own.
                for document in documents(extension, &mixed).iter().filter(|document| document.origin().depth() == 0) {
                    check_all(document, &mixed, 30, 70);
                }
            }
        }
    }
}

/// Long files decode in steps; the steps must not show.
#[test]
fn long_files_lead_back_across_the_steps_of_decoding() {
    let text = "某市公示，编号 00012345678。".repeat(2000);
    for (label, mark) in ENCODINGS {
        let bytes = encode(&text, label, mark);
        let document = documents("txt", &bytes).remove(0);
        let found = Encoding::for_label(document.stored().unwrap().encoding().as_bytes()).unwrap();
        let text = found.decode_without_bom_handling(&bytes[mark.len()..]).0;
        assert_eq!(document.text(), text, "{label}");
        for start in (0..text.len()).step_by(997).map(|at| text.floor_char_boundary(at)) {
            let end = text.ceil_char_boundary((start + 10).min(text.len()));
            check(&document, &bytes, Span::new(start, end));
        }
    }
}

/// A quarter of a megabyte of what nests or never ends takes linear time: anything quadratic would take minutes.
#[test]
fn hostile_nesting_takes_linear_time() {
    let hostile = [
        "<div>",
        "<table><tr><td>",
        "<span hidden>",
        "<p style=display:none>",
        "<!--",
        "<a b=\"",
        "<a b='\" ",
        "<script>",
        "<title>",
        "</",
        "&#",
        "&a",
        "<td rowspan=9999 colspan=999>",
        "<dt>",
        "<![CDATA[",
        "[",
        "{\"a\":",
        "\"",
        "\\",
        "\\u",
        "(",
        "INSERT INTO t VALUES (",
        "'",
        "/*",
        "COPY t FROM stdin;\n",
        "*",
        "**a",
        "_",
        "](",
        "|",
        "| a\n",
        "\t",
        "a\t\n",
        "a,b,",
        ",",
        "姓名 电话\n",
        "\n",
        " ",
        "一、",
        "`",
        "<",
    ];
    let begun = std::time::Instant::now();
    for fragment in hostile {
        let bytes = fragment.repeat((1 << 18) / fragment.len()).into_bytes();
        for extension in extensions() {
            let one = std::time::Instant::now();
            documents(extension, &bytes);
            assert!(one.elapsed().as_secs() < 10, "{fragment:?} as {extension} took {:?}", one.elapsed());
        }
    }
    assert!(begun.elapsed().as_secs() < 120);
}
