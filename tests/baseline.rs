//! The baseline, as people use it. Every number here is synthetic.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::Command;

/// ID numbers that belong to nobody: born in 1899, with right check digits.
const SYNTHETIC: &str = "460106189901010013";
const ANOTHER: &str = "460106189901010021";

struct Site(tempfile::TempDir);

impl Site {
    fn new() -> Self {
        Site(tempfile::tempdir().unwrap())
    }

    fn write(&self, name: &str, text: &str) {
        let file = self.0.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    fn run(&self, arguments: &[&str], key: Option<&Path>) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shenjiao"));
        command.args(arguments).current_dir(self.0.path()).env_remove("SHENJIAO_KEY_FILE");
        key.map(|key| command.env("SHENJIAO_KEY_FILE", key));
        let output = command.output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        assert!(!text.contains(SYNTHETIC) && !text.contains(ANOTHER), "{text}");
        (output.status.code().unwrap(), text)
    }

    fn check(&self, key: Option<&Path>) -> i32 {
        self.run(&["check", ".", "--fail-on", "serious"], key).0
    }

    fn create(&self, key: Option<&Path>) {
        let decision =
            ["--by", "李编辑", "--reason", "公示期内依法公开", "--until", "2099-12-31", "--state", "accepted"];
        let (status, text) = self.run(&[&["baseline", "create", "."], &decision[..]].concat(), key);
        assert_eq!(status, 0, "{text}");
    }
}

fn leak(number: &str) -> String {
    format!("公示\n\n姓名：某甲，身份证号：{number}。\n")
}

#[test]
fn what_was_accepted_stays_accepted_when_lines_and_files_move() {
    let site = Site::new();
    site.write("甲/名单.txt", &leak(SYNTHETIC));
    assert_eq!(site.check(None), 1);
    site.create(None);
    assert_eq!(site.check(None), 0);
    site.write("甲/名单.txt", &("新增的一段。\n\n".to_owned() + &leak(SYNTHETIC)));
    assert_eq!(site.check(None), 0);
    fs::create_dir(site.0.path().join("乙")).unwrap();
    fs::rename(site.0.path().join("甲/名单.txt"), site.0.path().join("乙/名单.txt")).unwrap();
    assert_eq!(site.check(None), 0);
    site.write("甲/名单.txt", &leak(SYNTHETIC));
    assert_eq!(site.check(None), 1, "a copy is not a move");
}

#[test]
fn serious_findings_need_a_reason_and_a_last_day() {
    let site = Site::new();
    site.write("名单.txt", &leak(SYNTHETIC));
    let (status, text) = site.run(&["baseline", "create", ".", "--by", "李编辑"], None);
    assert_eq!(status, 1, "{text}");
    assert_eq!(site.check(None), 1);
}

#[test]
fn a_key_tells_another_number_in_the_same_place_apart() {
    let site = Site::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let key = elsewhere.path().join("key");
    fs::write(&key, "only for this test: 0123456789").unwrap();
    site.write("名单.txt", &leak(SYNTHETIC));
    site.create(Some(&key));
    assert_eq!(site.check(Some(&key)), 0);
    site.write("名单.txt", &leak(ANOTHER));
    assert_eq!(site.check(Some(&key)), 1);
    assert_eq!(site.check(None), 0, "without the key both numbers look alike");
}

#[test]
fn entries_that_cover_nothing_are_shown_and_pruned() {
    let site = Site::new();
    site.write("名单.txt", &leak(SYNTHETIC));
    site.create(None);
    assert_eq!(site.run(&["baseline", "audit", "."], None).0, 0);
    site.write("名单.txt", "公示已撤下。\n");
    let (_, text) = site.run(&["check", "."], None);
    assert!(text.contains("不再对应任何问题"), "{text}");
    assert_eq!(site.run(&["baseline", "audit", "."], None).0, 1);
    assert_eq!(site.run(&["baseline", "prune", "."], None).0, 0);
    assert_eq!(site.read(".shenjiao/baseline.jsonl"), "");
}

#[test]
fn the_file_is_sorted_and_holds_no_digit_of_a_number() {
    let site = Site::new();
    site.write("乙.txt", &leak(SYNTHETIC));
    site.write("甲.txt", &leak(ANOTHER));
    site.create(None);
    let text = site.read(".shenjiao/baseline.jsonl");
    let lines: Vec<_> = text.lines().collect();
    assert!(lines.len() >= 2 && lines.is_sorted(), "{text}");
    for number in [SYNTHETIC, ANOTHER] {
        assert!(number.as_bytes().windows(6).all(|part| !text.contains(std::str::from_utf8(part).unwrap())), "{text}");
    }
    let (_, explained) = site.run(&["baseline", "explain"], None);
    assert!(explained.contains("李编辑") && explained.contains("公示期内依法公开"), "{explained}");
}

#[test]
fn a_broken_baseline_is_an_error_and_not_an_empty_one() {
    let site = Site::new();
    site.write("名单.txt", &leak(SYNTHETIC));
    site.write(".shenjiao/baseline.jsonl", "{\"rule\":1}\n");
    let (status, text) = site.run(&["check", "."], None);
    assert_eq!(status, 2);
    assert!(text.contains("baseline.jsonl:1:"), "{text}");
}
