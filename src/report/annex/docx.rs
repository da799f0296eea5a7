//! The annex as a document for word processors: the smallest package that they all open.
//!
//! Written by hand: one page setup, one heading, one table. The fonts are those that official
//! documents ask for (GB/T 9704); programs without them take their own.

use std::io::{self, Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::markup::escape;
use super::super::own;
use super::super::{Kind, Options, Report};
use super::{Line, Table};

/// The annex as a document.
pub(super) const KIND: Kind =
    Kind { id: "annex-docx", title: "通报附件（Word 文档）", endings: &[".docx"], open };

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const OPENING: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#;

/// A4 upright with the margins of official documents.
const CLOSING: &str = r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr></w:body></w:document>"#;

/// Widths of the columns in twentieths of a point; together the width of the text.
const WIDTHS: [u32; 3] = [900, 2300, 5644];

/// A font by the name that Chinese word processors know, and its size in half points.
#[derive(Clone, Copy)]
struct Font {
    name: &'static str,
    size: u32,
    bold: bool,
}

const TITLE: Font = Font { name: "方正小标宋简体", size: 40, bold: false };
const HEAD: Font = Font { name: "黑体", size: 24, bold: false };
const BODY: Font = Font { name: "仿宋_GB2312", size: 24, bold: false };

fn open(options: Options) -> Box<dyn Report> {
    super::open(options, package)
}

fn package(table: &Table) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let document = document(table);
    let parts = [("[Content_Types].xml", CONTENT_TYPES), ("_rels/.rels", RELATIONS), ("word/document.xml", &document)];
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).map_err(io::Error::other)?;
        zip.write_all(text.as_bytes())?;
    }
    let bytes = zip.finish().map_err(io::Error::other)?.into_inner();
    Ok(own::mark_package(bytes))
}

fn document(table: &Table) -> String {
    let mut body = paragraph(&table.title, TITLE, "center");
    body += &paragraph("", BODY, "left");
    body += &grid(table);
    table.notes.iter().for_each(|note| body += &paragraph(note, BODY, "left"));
    // A document ends with a paragraph; word processors repair one that ends with a table.
    body += &paragraph("", BODY, "left");
    format!("{OPENING}{body}{CLOSING}")
}

fn grid(table: &Table) -> String {
    let side = |name: &str| format!(r#"<w:{name} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#);
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(side).concat();
    let columns: String = WIDTHS.iter().map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#)).collect();
    let total: u32 = WIDTHS.iter().sum();
    let mut grid = format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"#
    );
    let titles = ["序号", "责任部门", "存在的突出问题"].map(|title| paragraph(title, HEAD, "center"));
    grid += &row(&titles, "<w:tblHeader/>");
    for (number, line) in table.rows.iter().enumerate() {
        grid += &row(&cells(number + 1, line), "");
    }
    grid + "</w:tbl>"
}

fn cells(number: usize, line: &Line) -> [String; 3] {
    let problems = line.problems.iter().map(|problem| paragraph(problem, BODY, "left"));
    [paragraph(&number.to_string(), BODY, "center"), paragraph(&line.department, BODY, "center"), problems.collect()]
}

fn row(cells: &[String; 3], more: &str) -> String {
    let cells = cells.iter().zip(WIDTHS).map(|(cell, width)| {
        format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{cell}</w:tc>"#)
    });
    format!("<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{}</w:tr>", cells.collect::<String>())
}

fn paragraph(text: &str, font: Font, align: &str) -> String {
    let Font { name, size, bold } = font;
    let bold = if bold { "<w:b/>" } else { "" };
    let style = format!(
        r#"<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{name}"/>{bold}<w:sz w:val="{size}"/></w:rPr>"#
    );
    let run = format!(r#"<w:r>{style}<w:t xml:space="preserve">{}</w:t></w:r>"#, escape(text));
    format!(r#"<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr>{run}</w:p>"#)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn the_package_reads_back_as_the_table() {
        let line = Line { department: "县<教育>局".to_owned(), problems: vec!["甲".to_owned(), "乙".to_owned()] };
        let table = Table { title: "名单".to_owned(), rows: vec![line], notes: vec!["注".to_owned()] };
        let bytes = package(&table).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
        for part in ["名单", "县&lt;教育&gt;局", ">甲<", ">乙<", ">注<"] {
            assert_eq!(text.matches(part).count(), 1, "{part}");
        }
    }
}
