//! `shenjiao watch`.

use std::fs;
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
