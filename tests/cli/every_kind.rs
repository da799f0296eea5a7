//! Every kind of leak that a rule knows, in several formats and in file names, through every output:
//! nothing that `--reveal` shows is found in anything else. All numbers are synthetic: they are the
//! rules' own examples.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};

use serde_json::Value;
use shenjiao::Engine;
use shenjiao::report::{KINDS, annex::ANNEXES};
use shenjiao::rule::Category;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::harness::Site;
use crate::leaks::everything_in;

/// Documents that privacy rules give as examples of what they find, each with its rule.
fn examples() -> Vec<(&'static str, &'static str)> {
    let rules = Engine::builder().build().unwrap().rules();
    let privacy = rules.into_iter().filter(|rule| rule.category == Category::Privacy);
    privacy.flat_map(|rule| rule.examples.hit.iter().map(|text| (rule.id, *text))).collect()
}

fn package(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A document for word processors: a table where the example has one, else paragraphs.
fn docx(text: &str) -> Vec<u8> {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", escaped(text));
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text));
    let row = |line: &str| format!("<w:tr>{}</w:tr>", line.split('\t').map(cell).collect::<String>());
    let body: String = match text.contains('\t') {
        true => format!("<w:tbl>{}</w:tbl>", text.lines().map(row).collect::<String>()),
        false => text.lines().map(paragraph).collect(),
    };
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let document = format!("<w:document xmlns:w=\"{space}\"><w:body>{body}</w:body></w:document>");
    package(&[("[Content_Types].xml".to_owned(), "<Types/>".to_owned()), ("word/document.xml".to_owned(), document)])
}

fn html(text: &str) -> String {
    let row = |line: &str| {
        let cells: String = line.split('\t').map(|cell| format!("<td>{}</td>", escaped(cell))).collect();
        format!("<tr>{cells}</tr>\n")
    };
    let body: String = match text.contains('\t') {
        true => format!("<table>{}</table>", text.lines().map(row).collect::<String>()),
        false => text.lines().map(|line| format!("<p>{}</p>\n", escaped(line))).collect(),
    };
    format!(
        "<html><head><title>{}</title></head><body>{body}</body></html>",
        escaped(text.lines().next().unwrap_or(""))
    )
}

fn site() -> Site {
    let site = Site::new();
    let mut packed = Vec::new();
    for (number, (rule, text)) in examples().into_iter().enumerate() {
        let name = format!("{rule}-{number}");
        site.write(format!("站/{name}.txt"), text);
        site.write(format!("站/{name}.html"), html(text));
        site.write(format!("站/{name}.docx"), docx(text));
        packed.push((format!("{name}.txt"), text.to_owned()));
    }
    site.write("站/归档.zip", package(&packed));
    for (number, leak) in revealed(&site).iter().filter(|leak| leak.len() > 8 && leak.is_ascii()).enumerate() {
        let name: String = leak.chars().filter(char::is_ascii_alphanumeric).collect();
        site.write(format!("站/{name}附件{number}.txt"), "一切正常。\n");
    }
    forget_names_without_a_leak(&site);
    site
}

/// A bare number in a name is not always known for one; then it is no leak that a report could mask.
fn forget_names_without_a_leak(site: &Site) {
    let found = site.run(&["check", "站", "--reveal", "--format", "jsonl"]).lines("finding");
    let found: BTreeSet<&str> = found.iter().map(|line| line["path"].as_str().unwrap()).collect();
    let all = std::fs::read_dir(site.path("站")).unwrap().map(|entry| entry.unwrap().file_name());
    let names: Vec<String> = all.map(|name| format!("站/{}", name.to_str().unwrap())).collect();
    let (kept, bare): (Vec<_>, Vec<_>) =
        names.iter().filter(|name| name.contains("附件")).partition(|name| found.contains(name.as_str()));
    assert!(kept.len() > 5, "{kept:?}");
    bare.iter().for_each(|name| std::fs::remove_file(site.path(name)).unwrap());
}

/// Every text that is masked unless it is asked for.
fn revealed(site: &Site) -> BTreeSet<String> {
    let lines = |extra: &[&str]| {
        let run = site.run(&[&["check", "站", "--each", "--show-cleared", "--format", "jsonl"][..], extra].concat());
        run.lines("finding").into_iter().filter(|line| line["category"] == "privacy").collect::<Vec<_>>()
    };
    let text = |line: &Value| line["text"].as_str().unwrap().to_owned();
    let pairs = lines(&["--reveal"]).into_iter().zip(lines(&[]));
    pairs.filter(|(plain, masked)| text(plain) != text(masked)).map(|(plain, _)| text(&plain)).collect()
}

#[test]
fn what_reveal_shows_is_in_no_other_output() {
    let site = site();
    let leaks = revealed(&site);
    assert!(leaks.len() > 40, "only {} leaks are planted", leaks.len());
    let kinds = KINDS.iter().filter_map(|kind| kind.endings.first()).map(|ending| ("-o", format!("结果{ending}")));
    let annexes = ANNEXES.iter().map(|kind| ("--annex", format!("附件{}", kind.endings[0])));
    let files: Vec<(&str, String)> = kinds.chain(annexes).collect();
    let outputs: Vec<&str> = files.iter().flat_map(|(option, file)| [*option, file.as_str()]).collect();
    let run = site.run(&[&["report", "站", "--level", "advice", "--show-cleared"][..], &outputs].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    let decision = ["--by", "甲", "--reason", "试验", "--until", "2099-01-01", "--file", "基线.jsonl"];
    site.run(&[&["baseline", "create", "站"][..], &decision].concat());
    let told = files
        .iter()
        .map(|(_, file)| file.as_str())
        .chain(["基线.jsonl"])
        .map(|file| (file, everything_in(&site.read(file))));
    let mut faults = BTreeSet::new();
    for (file, text) in told.chain([("standard error", run.stderr.clone()), ("standard output", run.stdout.clone())]) {
        let repeated = leaks.iter().filter(|leak| leak.chars().count() > 5 && text.contains(leak.as_str()));
        faults.extend(repeated.map(|leak| format!("{file} repeats {leak}")));
    }
    assert!(faults.is_empty(), "{faults:#?}");
}
