//! One notice in every format and encoding: the same cells with the same labels, and nothing lost.
//!
//! Every number is made up.
#![allow(clippy::unwrap_used)]

use encoding_rs::Encoding;
use shenjiao::document::{BlockKind, Hidden};
use shenjiao::format::{self, Item, Limits};
use shenjiao::{Document, Origin, Source};

const TXT: &str = "一、救助名单\n\n序号\t姓名\t证件号码\n1\t某甲\t000012345\n2\t某乙\t\n\n联系方式：某街道办。\n";

const CASES: &[(&str, &str)] = &[
    ("txt", TXT),
    ("txt", "一、救助名单\n序号,姓名,证件号码\n1,某甲,000012345\n2,某乙,\n"),
    ("txt", "| 序号 | 姓名 | 证件号码 |\n| 1 | 某甲 | 000012345 |\n| 2 | 某乙 | |\n"),
    ("txt", "序号  姓名  证件号码\n1  某甲  000012345\n"),
    ("md", "# 救助名单\n\n| 序号 | 姓名 | **证件号码** |\n|---|:--:|---|\n| 1 | 某甲 | 0000**123**45 |\n"),
    ("csv", "序号,姓名,证件号码\r\n1,\"某甲\",000012345\r\n2,某乙,\r\n"),
    ("csv", "序号;姓名;证件号码\n1;某甲;000012345\n"),
    ("tsv", "救助名单\t\t\n序号\t姓名\t证件号码\n1\t某甲\t000012345\n"),
    (
        "html",
        "<meta charset=utf-8><table><tr><th>序号<th>姓名<th>证件号码<tr><td>1<td>某甲<td>0000<b>123</b>45</table>",
    ),
    (
        "html",
        "<table><tr><td colspan=3>名单</td></tr><tr><td>序号</td><td>姓名</td><td><p>证件</p><p>号码</p></td></tr><tr><td>1</td><td>某甲</td><td>000012&#51;45</td></tr></table>",
    ),
    (
        "html",
        "<table><tr><td><table><tr><td>序号<td>姓名<td>证件号码<tr><td>1<td>某甲<td>00001<wbr>2345</table></table>",
    ),
    ("json", r#"{"名单":[{"序号":1,"姓名":"某甲","证件号码":"0000\u00312345"},{"序号":2,"姓名":"某乙"}]}"#),
    ("json", r#"[["序号","姓名","证件号码"],[1,"某甲","000012345"]]"#),
    ("jsonl", "{\"序号\":1,\"姓名\":\"某甲\",\"证件号码\":\"000012345\"}\n{\"序号\":2,\"姓名\":\"某乙\"}\n"),
    ("sql", "INSERT INTO t (序号, 姓名, 证件号码) VALUES (1,'某甲','000012345'),(2,'某乙',NULL);"),
    ("xml", "<?xml version='1.0'?><r><人><姓名>某甲</姓名><证件号码>000012345</证件号码></人></r>"),
    ("xml", "<r><人 姓名='某甲' 证件号码='000012345'/></r>"),
];

fn encodings(text: &str) -> Vec<Vec<u8>> {
    let crlf = text.replace("\r\n", "\n").replace('\n', "\r\n");
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    vec![
        text.into(),
        crlf.clone().into(),
        [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        Encoding::for_label(b"gbk").unwrap().encode(&crlf).0.into_owned(),
        [b"\xff\xfe", &utf16(text)[..]].concat(),
        utf16(text),
    ]
}

fn read(extension: &str, bytes: Vec<u8>) -> Document {
    let mut found = Vec::new();
    format::read(Source::new(Origin::file(format!("名单.{extension}")), bytes), &Limits::default(), &mut |item| {
        if let Item::Document(document) = item {
            found.push(*document);
        }
    });
    assert_eq!(found.len(), 1);
    found.remove(0)
}

/// The label of the block that holds exactly `text`.
fn label_of<'a>(document: &'a Document, text: &str) -> Option<&'a str> {
    let block = document.blocks().iter().find(|block| document.slice(block.span) == text)?;
    document.label(block)
}

#[test]
fn every_format_names_the_same_number() {
    let mut runs = 0;
    for (extension, text) in CASES {
        for (number, bytes) in encodings(text).into_iter().enumerate() {
            let document = read(extension, bytes);
            let case = format!("{extension} in encoding {number}: {text}");
            assert_eq!(label_of(&document, "000012345"), Some("证件号码"), "{case}");
            assert_eq!(label_of(&document, "某甲"), Some("姓名"), "{case}");
            assert!(document.gaps().is_empty(), "{case}");
            runs += 1;
        }
    }
    assert_eq!(runs, CASES.len() * 6);
}

#[test]
fn plain_text_is_the_file() {
    let document = read("txt", TXT.into());
    assert_eq!(document.text(), TXT);
    let kinds: Vec<_> =
        document.blocks().iter().map(|block| block.kind).filter(|kind| !matches!(kind, BlockKind::Cell(_))).collect();
    assert_eq!(kinds, [BlockKind::Heading(1), BlockKind::Paragraph]);
    let empty = document.cell(0, 2, 2).unwrap();
    assert_eq!((document.slice(empty.span), document.label(empty)), ("", Some("证件号码")));
}

#[test]
fn a_page_is_read_as_it_is_seen_and_what_it_hides_comes_last() {
    let page = "<!DOCTYPE html><html><head><title>关于公示\n的通知</title><meta name=PubDate content='2021-06-08 10:00'>\
        <script>var a = '00012345678'</script></head><body><!-- 经办 某丙 --><h2>救助&nbsp;名单</h2>\
        <p>　　编号：<b>0001</b>2345<span style='display: none'>暗号</span>&shy;678，请\n查收 now\n go<br>第二行</p>\
        <div hidden>草稿</div><img alt='某丁的照片'><input type=hidden value='某戊'><a href='tel:00012345678'>拨打</a></body></html>";
    let document = read("html", page.into());
    let seen = "关于公示的通知\n救助\u{a0}名单\n编号：00012345678，请查收 now go\n第二行\n拨打\n";
    assert_eq!(&document.text()[..seen.len()], seen);
    assert_eq!(document.meta().title.as_deref(), Some("关于公示的通知"));
    assert_eq!(document.meta().date.map(|date| date.to_string()).as_deref(), Some("2021-06-08"));
    let hidden: Vec<_> =
        document.blocks().iter().filter_map(|block| Some((block.hidden?, document.slice(block.span)))).collect();
    let expected = [
        (Hidden::Style, "暗号"),
        (Hidden::Style, "草稿"),
        (Hidden::Metadata, "2021-06-08 10:00"),
        (Hidden::Code, "var a = '00012345678'"),
        (Hidden::Comment, "经办 某丙 "),
        (Hidden::Alternative, "某丁的照片"),
        (Hidden::Style, "某戊"),
        (Hidden::Reference, "tel:00012345678"),
    ];
    for one in expected {
        assert!(hidden.iter().any(|&(why, text)| why == one.0 && text.trim() == one.1.trim()), "{one:?} in {hidden:?}");
    }
    assert_eq!(hidden.len(), expected.len());
    let at = document.text().find("00012345678").unwrap();
    let raw = document.locate(shenjiao::span::Span::new(at, at + 11)).raw.unwrap();
    assert!(page[raw.range()].starts_with("0001</b>2345") && page[raw.range()].ends_with("678"));
}

#[test]
fn cells_of_neighbours_never_glue() {
    let document =
        read("html", "<table><tr><td>12.5</td><td>0001</td></tr><tr><td>3</td><td>4</td></tr></table><p>5</p>6".into());
    assert_eq!(document.text(), "12.5\t0001\t\n3\t4\t\n5\n6\n");
}

#[test]
fn broken_bytes_are_said() {
    let mut bytes = TXT.repeat(3).into_bytes();
    bytes[40] = 0xff;
    let document = read("txt", bytes);
    assert_eq!(document.gaps().len(), 1);
    assert_eq!(document.gaps()[0].reason.name(), "damaged");
}
