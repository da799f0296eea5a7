//! Documents that kill their reader: each costs itself and nothing else.
//!
//! The documents that start with `%PDF-mischief:` are known to programs with debug assertions only; they
//! do what a fault in a reader would do. Every personal number here is synthetic.
#![cfg(all(unix, debug_assertions, feature = "pdf"))]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use serde_json::Value;

/// Each way to die, the reason that is told, and a word of the detail.
const WAYS: [(&str, &str, &str); 5] = [
    ("loop", "timeout", "3 秒没有进展"),
    ("memory", "too-large", "[limits] memory"),
    ("stack", "damaged", "栈溢出"),
    ("abort", "damaged", "信号 6"),
    ("exit", "damaged", "退出码 0"),
];

/// Enough for a good document on a busy machine, and not long to wait for a deadly one.
const CONFIGURATION: &str = "[limits]\nseconds = 3\nmemory = \"512MB\"\n";

fn mischief(way: &str) -> String {
    format!("%PDF-mischief:{way}\n")
}

/// A folder with a document for each of these ways, and one in which there is something to find.
fn site(ways: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("shenjiao.toml"), CONFIGURATION).unwrap();
    fs::create_dir(folder.path().join("站")).unwrap();
    for way in ways {
        fs::write(folder.path().join(format!("站/a-{way}.pdf")), mischief(way)).unwrap();
    }
    let good = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/documents/text.docx");
    fs::copy(good, folder.path().join("站/b.docx")).unwrap();
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shenjiao")).args(arguments).current_dir(folder).output().unwrap()
}

fn lines(output: &Output, kind: &str) -> Vec<Value> {
    let text = String::from_utf8_lossy(&output.stdout);
    let values = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    values.filter(|value| value["type"] == kind).collect()
}

#[test]
fn each_death_is_one_skip_and_the_next_file_is_read() {
    let alone = site(&[]);
    let expected = lines(&run(alone.path(), &["check", "站", "--format", "jsonl"]), "finding");
    assert!(!expected.is_empty(), "the good document has something to find");
    for (way, reason, detail) in WAYS {
        let folder = site(&[way]);
        let output = run(folder.path(), &["check", "站", "--format", "jsonl"]);
        assert_eq!(output.status.code(), Some(1), "{way}: {output:?}");
        let skipped = lines(&output, "skipped");
        let [skip] = &skipped[..] else { panic!("{way}: {skipped:?}") };
        assert_eq!((&skip["reason"], &skip["path"]), (&reason.into(), &format!("站/a-{way}.pdf").into()), "{skip}");
        assert!(skip["detail"].as_str().unwrap().contains(detail), "{skip}");
        assert_eq!(lines(&output, "finding"), expected, "{way}");
    }
}

/// A page whose content unpacks to so many megabytes of blanks.
fn bomb(megabytes: usize) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let blanks = vec![b' '; 1 << 20];
    (0..megabytes).for_each(|_| packer.write_all(&blanks).unwrap());
    let packed = packer.finish().unwrap();
    let mut pdf = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n".to_vec();
    pdf.extend(b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n");
    pdf.extend(b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>\nendobj\n");
    pdf.extend(format!("4 0 obj\n<< /Length {} /Filter /FlateDecode >>\nstream\n", packed.len()).bytes());
    pdf.extend(packed);
    pdf.extend(b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n");
    pdf
}

#[test]
fn a_real_bomb_is_too_large() {
    let folder = site(&[]);
    fs::write(folder.path().join("shenjiao.toml"), "[limits]\nmemory = \"512MB\"\n").unwrap();
    fs::write(folder.path().join("站/a.pdf"), bomb(800)).unwrap();
    let output = run(folder.path(), &["check", "站", "--format", "jsonl"]);
    let skipped = lines(&output, "skipped");
    let [skip] = &skipped[..] else { panic!("{skipped:?}") };
    assert_eq!((&skip["reason"], &skip["path"]), (&"too-large".into(), &"站/a.pdf".into()), "{skip}");
    assert!(!lines(&output, "finding").is_empty(), "the next file is read");
}

#[test]
fn a_number_in_the_name_of_a_deadly_file_is_still_found() {
    let folder = site(&[]);
    fs::write(folder.path().join("站/46010619900101101X.pdf"), mischief("abort")).unwrap();
    let output = run(folder.path(), &["check", "站", "--format", "jsonl"]);
    let of_name = |line: &Value| line["place"]["part"] == "文件名" || line.to_string().contains("文件名");
    assert!(lines(&output, "finding").iter().any(of_name), "{output:?}");
}

#[test]
fn the_output_is_the_same_for_any_number_of_threads() {
    let ways: Vec<_> = WAYS.iter().map(|(way, ..)| *way).collect();
    let folder = site(&ways);
    for number in 0..6 {
        fs::copy(folder.path().join("站/b.docx"), folder.path().join(format!("站/c{number}.docx"))).unwrap();
    }
    let told = |threads: &str| {
        let output = run(folder.path(), &["check", "站", "--format", "jsonl", "--threads", threads]);
        (lines(&output, "finding"), lines(&output, "skipped"))
    };
    let one = told("1");
    assert_eq!(one.1.len(), WAYS.len());
    assert_eq!(one, told("5"));
}

#[test]
fn every_command_survives_and_says_what_was_not_read() {
    for command in [
        &["report", "站", "-o", "结果.jsonl"][..],
        &["watch", "站", "--once"],
        &["sweep", "站", "--state", "www.db", "-o", "结果.jsonl"],
        &["text", "站/a-abort.pdf"],
        &["learn", "站", "-o", "本站.model"],
        &["mask", "站/a-abort.pdf", "-o", "副本.pdf"],
    ] {
        let folder = site(&["abort"]);
        let output = run(folder.path(), command);
        // Dying of a signal gives no code.
        assert!(output.status.code().is_some_and(|code| code <= 2), "{command:?}: {output:?}");
        let said = [&output.stdout[..], &output.stderr].concat();
        let written = ["结果.jsonl", "站/a-abort.pdf.审校.html"].map(|name| fs::read(folder.path().join(name)));
        let all = written.into_iter().flatten().fold(said, |all, more| [all, more].concat());
        let all = String::from_utf8_lossy(&all);
        assert!(all.contains("崩溃") || all.contains("已损坏") || all.contains("未能检查"), "{command:?}: {all}");
    }
}

#[test]
fn a_worker_opens_neither_files_nor_connections() {
    // Where the system cannot enforce it, that is said, and there is nothing to test.
    let formats = run(Path::new("."), &["formats"]);
    if String::from_utf8_lossy(&formats.stdout).contains("系统不支持") {
        return;
    }
    let folder = site(&["open", "connect"]);
    let output = run(folder.path(), &["check", "站", "--format", "jsonl"]);
    // Neither the readers nor the assertions inside them failed.
    let reasons: Vec<_> = lines(&output, "skipped").iter().map(|skip| skip["detail"].clone()).collect();
    assert!(!reasons.is_empty() && reasons.iter().all(|detail| !detail.to_string().contains("崩溃")), "{reasons:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_in_a_loop_ends_with_its_parent() {
    let folder = site(&["loop"]);
    fs::write(folder.path().join("shenjiao.toml"), "[limits]\nseconds = 60\n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_shenjiao"));
    let mut parent = command.args(["check", "站", "--format", "jsonl"]).current_dir(folder.path()).spawn().unwrap();
    let worker = wait_for(|| children(parent.id()).first().copied());
    parent.kill().unwrap();
    parent.wait().unwrap();
    wait_for(|| (!Path::new(&format!("/proc/{worker}")).exists()).then_some(()));
}

#[cfg(target_os = "linux")]
fn children(parent: u32) -> Vec<u32> {
    let threads = fs::read_dir(format!("/proc/{parent}/task")).into_iter().flatten().filter_map(Result::ok);
    let lists = threads.filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok());
    lists.flat_map(|list| list.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<_>>()).collect()
}

#[cfg(target_os = "linux")]
fn wait_for<T>(mut ask: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(Instant::now() < end, "it did not happen");
        std::thread::sleep(Duration::from_millis(20));
    }
}
