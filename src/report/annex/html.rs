//! The annex as a page: to paste into a CMS or to print.

use std::fmt::Write;
use std::io;

use super::super::markup::escape;
use super::super::{Kind, Options, Report};
use super::Table;

/// The annex as HTML.
pub(super) const KIND: Kind =
    Kind { id: "annex-html", title: "通报附件（网页）", endings: &[".html", ".htm"], open };

const STYLE: &str = "body{margin:2rem auto;max-width:52rem;padding:0 1rem;font:16px/1.8 \"Noto Serif CJK SC\",\"FangSong\",\"SimSun\",serif}\
h1{font-size:1.5rem;text-align:center;line-height:1.5}\
table{width:100%;border-collapse:collapse}th,td{border:1px solid #333;padding:.4rem .6rem;vertical-align:middle}\
th{font-weight:600;background:#f2f2f2}td:first-child,td:nth-child(2){text-align:center}p{margin:.5rem 0}td p{margin:0}\
tr{break-inside:avoid}thead{display:table-header-group}@media print{body{margin:0;max-width:none;font-size:12pt}}";

fn open(options: Options) -> Box<dyn Report> {
    super::open(options, page)
}

fn page(table: &Table) -> io::Result<Vec<u8>> {
    let mut page = String::new();
    write(&mut page, table).map_err(io::Error::other)?;
    Ok(page.into_bytes())
}

fn write(page: &mut String, table: &Table) -> std::fmt::Result {
    let title = escape(&table.title);
    writeln!(page, "{}", crate::report::own::HTML_HEAD)?;
    writeln!(page, "<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>")?;
    writeln!(page, "<table>\n<colgroup><col style=\"width:4rem\"><col style=\"width:12rem\"><col></colgroup>")?;
    writeln!(page, "<thead><tr><th>序号<th>责任部门<th>存在的突出问题</thead>\n<tbody>")?;
    for (number, line) in table.rows.iter().enumerate() {
        let problems: String = line.problems.iter().map(|problem| format!("<p>{}</p>", escape(problem))).collect();
        writeln!(page, "<tr><td>{}<td>{}<td>{problems}", number + 1, escape(&line.department))?;
    }
    writeln!(page, "</tbody>\n</table>")?;
    table.notes.iter().try_for_each(|note| writeln!(page, "<p>{}</p>", escape(note)))?;
    writeln!(page, "</body>\n</html>")
}
