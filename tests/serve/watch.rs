//! `shenjiao watch`.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Synthetic.
const LEAK: &str = "申请人身份证号：46010619900101101X。\n";

fn watch(folder: &Path, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shenjiao"));
    command.args(["watch", "--isolated"]).arg(folder).args(more).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn until(what: &str, holds: impl Fn() -> bool) {
    let end = Instant::now() + Duration::from_secs(30);
    while !holds() {
        assert!(Instant::now() < end, "{what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn what_is_saved_is_checked_and_told_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("旧.txt"), LEAK).unwrap();
    let _running = Running(watch(folder.path(), &["--every", "1"]).spawn().unwrap());
    let report = path("旧.txt.审校.html");
    until("the old file is checked", || report.exists());
    let page = fs::read_to_string(&report).unwrap();
    assert!(page.contains("PII001") && !page.contains("19900101"), "{page}");
    fs::write(path("旧.txt"), "申请人已经公示。\n").unwrap();
    until("the report follows the file", || fs::read_to_string(&report).unwrap().contains("没有发现问题"));
    fs::write(path("~$新.txt"), LEAK).unwrap();
    fs::write(path("好.txt"), "今天的会议顺利召开。\n").unwrap();
    fs::write(path("新.txt"), LEAK).unwrap();
    until("the new file is checked", || path("新.txt.审校.html").exists());
    std::thread::sleep(Duration::from_millis(2500));
    let mut names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let wanted = ["好.txt", "新.txt", "新.txt.审校.html", "旧.txt", "旧.txt.审校.html", "~$新.txt"];
    let mut wanted = wanted.map(str::to_owned);
    wanted.sort();
    assert_eq!(names, wanted);
}

#[test]
fn once_checks_what_is_there_and_ends() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), LEAK).unwrap();
    assert_eq!(watch(folder.path(), &["--once"]).status().unwrap().code(), Some(1));
    assert!(folder.path().join("a.txt.审校.html").exists());
    assert_eq!(watch(&folder.path().join("a.txt"), &[]).status().unwrap().code(), Some(2));
}

/// The parts of a package by name.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let member = |index| {
        let mut file = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), String::from_utf8_lossy(&bytes).into_owned())
    };
    (0..count).map(member).collect()
}

/// A made-up document with a paragraph to each text.
fn docx(paragraphs: &[&str]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, text: String| {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    };
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    add(
        "[Content_Types].xml",
        format!(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
             ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override \
             PartName=\"/word/document.xml\" ContentType=\"{kind}\"/></Types>"
        ),
    );
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    add(
        "_rels/.rels",
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship \
             Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
        ),
    );
    let body: String = paragraphs.iter().map(|text| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")).collect();
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    add("word/document.xml", format!("<w:document xmlns:w=\"{space}\"><w:body>{body}</w:body></w:document>"));
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_word_document_gets_comments_where_the_faults_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let once = || watch(folder.path(), &["--once", "--comments"]).status().unwrap().code();
    fs::write(path("名单.docx"), docx(&["申请人身份证号：46010619900101101X。", "请立既整改。"])).unwrap();
    assert_eq!(once(), Some(1));
    let copy = fs::read(path("名单.审校.docx")).unwrap();
    let parts = parts(&copy);
    let (body, comments) = (&parts["word/document.xml"], &parts["word/comments-shenjiao.xml"]);
    assert!(body.contains("<w:commentRangeStart w:id=\"1\"/><w:r><w:t xml:space=\"preserve\">立既</w:t></w:r><w:commentRangeEnd w:id=\"1\"/>"), "{body}");
    assert_eq!((body.matches("commentReference").count(), comments.matches("<w:comment ").count()), (2, 2));
    assert!(comments.contains("【严重】未脱敏的公民身份号码") && comments.contains("建议：立即"), "{comments}");
    assert!(!comments.contains("19900101"), "{comments}");
    assert!(
        parts["[Content_Types].xml"].contains("comments-shenjiao")
            && parts["word/_rels/document.xml.rels"].contains("comments-shenjiao")
    );
    // What is read from the copy is what was read from the document: comments say nothing new.
    let text = |name: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_shenjiao"))
            .args(["check", "--isolated", "--format", "jsonl"])
            .arg(path(name))
            .output();
        let lines = String::from_utf8(output.unwrap().stdout).unwrap();
        lines
            .lines()
            .filter(|line| line.contains("\"finding\""))
            .map(|line| line.split("\"text\":").nth(1).unwrap()[..20].to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(text("名单.docx"), text("名单.审校.docx"));
    // The copy is made anew, is not checked itself, and goes when nothing is left to say.
    fs::write(path("名单.docx"), docx(&["请立既整改。"])).unwrap();
    assert_eq!(once(), Some(1));
    let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(names.count(), 3);
    fs::write(path("名单.docx"), docx(&["请立即整改。"])).unwrap();
    assert_eq!((once(), path("名单.审校.docx").exists()), (Some(0), false));
    assert!(!path("名单.审校.docx.审校.html").exists(), "a copy that was taken away is no unread file");
}

#[test]
fn a_copy_that_somebody_worked_on_is_theirs() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let theirs = docx(&["请立既整改，另加一句。"]);
    fs::write(path("名单.docx"), docx(&["请立既整改。"])).unwrap();
    fs::write(path("名单.审校.docx"), &theirs).unwrap();
    assert_eq!(watch(folder.path(), &["--once", "--comments"]).status().unwrap().code(), Some(1));
    assert_eq!(fs::read(path("名单.审校.docx")).unwrap(), theirs);
    assert!(path("名单.审校.docx.审校.html").exists(), "it is checked like any document");
}

#[test]
fn documents_with_all_that_word_knows_are_commented() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/documents");
    for name in ["hidden.docx", "text.docx", "entities.docx"] {
        fs::copy(fixtures.join(name), path(name)).unwrap();
    }
    assert_eq!(watch(folder.path(), &["--once", "--comments"]).status().unwrap().code(), Some(1));
    for (name, least) in [("hidden", 3), ("text", 1)] {
        let body = &parts(&fs::read(path(&format!("{name}.审校.docx"))).unwrap())["word/document.xml"];
        let starts = body.matches("commentRangeStart").count();
        assert!(starts >= least, "{name}: {starts}");
        // A comment that was there before may point at a place without a range.
        let before = &parts(&fs::read(path(&format!("{name}.docx"))).unwrap())["word/document.xml"];
        let own = before.matches("commentReference").count();
        let written = body.matches("commentReference").count() - own;
        assert_eq!((body.matches("commentRangeEnd").count(), written), (starts, starts));
        // Every tag that is opened is closed: the reader of the product is lenient, this is not.
        let mut reader = quick_xml::Reader::from_str(body);
        reader.config_mut().check_end_names = true;
        while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
    }
}
