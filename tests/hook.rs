//! The git hook, with a real git. Every number here is synthetic.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// An ID number that belongs to nobody: born in 1899, with a right check digit.
const SYNTHETIC: &str = "460106189901010013";
const ANOTHER: &str = "460106189901010021";

struct Repository(tempfile::TempDir);

impl Repository {
    fn new() -> Self {
        let repository = Repository(tempfile::tempdir().unwrap());
        repository.git(&["init", "-q", "-b", "main"]);
        repository.git(&["config", "user.name", "测试"]);
        repository.git(&["config", "user.email", "test@example.invalid"]);
        repository
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn git(&self, arguments: &[&str]) -> Output {
        self.run("git", arguments)
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Output {
        let binary = Path::new(env!("CARGO_BIN_EXE_shenjiao")).parent().unwrap();
        let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap());
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.path()).env("PATH", path);
        // The test itself may run inside a git hook.
        for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"] {
            command.env_remove(name);
        }
        command.output().unwrap()
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let file = self.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    fn stage(&self, name: &str, text: impl AsRef<[u8]>) {
        self.write(name, text);
        assert!(self.git(&["add", "--", name]).status.success());
    }

    fn commit(&self) {
        assert!(self.git(&["commit", "-q", "-m", "一次提交", "--no-verify"]).status.success());
    }

    fn hook(&self, arguments: &[&str]) -> (i32, String) {
        let output = self.run(env!("CARGO_BIN_EXE_shenjiao"), &[&["hook"], arguments].concat());
        let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        assert!(!text.contains(SYNTHETIC), "{text}");
        (output.status.code().unwrap(), text)
    }
}

fn leak(number: &str) -> String {
    format!("姓名：某甲，身份证号：{number}。\n")
}

#[test]
fn a_staged_leak_blocks_and_a_clean_commit_passes() {
    let repository = Repository::new();
    repository.stage("公示 名单.txt", "各单位：\n");
    assert_eq!(repository.hook(&[]).0, 0);
    repository.stage("公示 名单.txt", leak(SYNTHETIC));
    let (status, text) = repository.hook(&[]);
    assert_eq!(status, 1, "{text}");
    assert!(text.contains("公示 名单.txt") && text.contains("已检查 1 个文件"), "{text}");
}

#[test]
fn the_index_counts_and_not_the_work_tree() {
    let repository = Repository::new();
    repository.stage("a.txt", leak(SYNTHETIC));
    repository.write("a.txt", leak("4601**********0012"));
    assert_eq!(repository.hook(&[]).0, 1);
    repository.stage("a.txt", "各单位：\n");
    repository.write("a.txt", leak(SYNTHETIC));
    assert_eq!(repository.hook(&[]).0, 0);
}

#[test]
fn only_what_the_commit_adds_blocks() {
    let repository = Repository::new();
    repository.stage("a.txt", leak(SYNTHETIC));
    repository.commit();
    repository.stage("a.txt", format!("新的一行。\n\n{}", leak(SYNTHETIC)));
    assert_eq!(repository.hook(&[]).0, 0, "a line that moved is not new");
    assert_eq!(repository.hook(&["--all"]).0, 1);
    repository.stage("a.txt", leak(SYNTHETIC) + &leak(ANOTHER));
    assert_eq!(repository.hook(&[]).0, 1, "a second number is new");
}

#[test]
fn a_column_that_grows_by_a_row_blocks() {
    let rows = |count: u32| -> String {
        let numbers = [SYNTHETIC, ANOTHER, "460106189901010048", "460106189901010056", "460106189901010064"];
        let rows = numbers.iter().take(count as usize).enumerate();
        std::iter::once("姓名,身份证号,备注\n".to_owned())
            .chain(rows.map(|(index, number)| format!("某{},{number},无\n", ['甲', '乙', '丙', '丁', '戊'][index])))
            .collect()
    };
    let repository = Repository::new();
    repository.stage("名单.csv", rows(4));
    repository.commit();
    repository.stage("名单.csv", rows(4) + "\n");
    assert_eq!(repository.hook(&[]).0, 0);
    repository.stage("名单.csv", rows(5));
    assert_eq!(repository.hook(&[]).0, 1);
}

#[test]
fn renamed_files_are_compared_with_their_earlier_name() {
    let repository = Repository::new();
    let body = "正文。\n".repeat(20) + &leak(SYNTHETIC);
    repository.stage("旧.txt", &body);
    repository.commit();
    repository.git(&["mv", "旧.txt", "新.txt"]);
    assert_eq!(repository.hook(&[]).0, 0);
}

#[test]
fn deletions_links_and_submodules_are_no_documents() {
    let repository = Repository::new();
    repository.stage("a.txt", leak(SYNTHETIC));
    repository.stage("b.txt", "正文。\n");
    repository.commit();
    repository.git(&["rm", "-q", "a.txt"]);
    assert_eq!(repository.hook(&[]).0, 0);
    #[cfg(unix)]
    std::os::unix::fs::symlink("b.txt", repository.path().join("链接")).unwrap();
    repository.git(&["add", "-A"]);
    repository.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{},子模块", "1".repeat(40))]);
    assert_eq!(repository.hook(&[]).0, 0);
}

#[test]
fn what_cannot_be_read_fails_the_hook() {
    let repository = Repository::new();
    let pointer = format!("version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize 9\n", "a".repeat(64));
    repository.stage("表.xlsx", pointer);
    let (status, text) = repository.hook(&[]);
    assert_eq!(status, 2, "{text}");
    assert!(text.contains("Git LFS"), "{text}");
}

#[test]
fn a_merge_is_not_blamed_for_what_its_parents_had() {
    let repository = Repository::new();
    repository.stage("a.txt", "甲。\n");
    repository.commit();
    repository.git(&["checkout", "-q", "-b", "other"]);
    repository.stage("b.txt", leak(SYNTHETIC));
    repository.commit();
    repository.git(&["checkout", "-q", "main"]);
    repository.stage("a.txt", "乙。\n");
    repository.commit();
    assert!(repository.git(&["merge", "-q", "--no-commit", "other"]).status.success());
    assert_eq!(repository.hook(&[]).0, 0);
    repository.stage("c.txt", leak(ANOTHER));
    assert_eq!(repository.hook(&[]).0, 1);
}

#[test]
fn an_installed_hook_stops_the_commit_and_keeps_the_one_that_was_there() {
    let repository = Repository::new();
    let hook = repository.path().join(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, "#!/bin/sh\ntouch was-here\n").unwrap();
    assert_eq!(repository.hook(&["install"]).0, 0);
    assert_eq!(repository.hook(&["install"]).0, 0, "installing twice changes nothing");
    repository.stage("a.txt", "正文。\n");
    let committed = repository.git(&["commit", "-q", "-m", "好"]);
    assert!(committed.status.success(), "{committed:?}");
    assert!(repository.path().join("was-here").exists());
    repository.stage("a.txt", leak(SYNTHETIC));
    assert!(!repository.git(&["commit", "-q", "-m", "坏"]).status.success());
    assert_eq!(repository.hook(&["uninstall"]).0, 0);
    assert_eq!(fs::read_to_string(&hook).unwrap(), "#!/bin/sh\ntouch was-here\n");
}

#[test]
fn a_range_shows_what_a_later_commit_took_away() {
    let repository = Repository::new();
    repository.stage("a.txt", "正文。\n");
    repository.commit();
    repository.stage("a.txt", leak(SYNTHETIC));
    repository.commit();
    repository.stage("a.txt", "正文。\n");
    repository.commit();
    let check = |range: &str| {
        let arguments = ["check", "--git-range", range, "--fail-on", "serious"];
        repository.run(env!("CARGO_BIN_EXE_shenjiao"), &arguments).status.code()
    };
    assert_eq!(check("HEAD~2..HEAD"), Some(1));
    assert_eq!(check("HEAD~1..HEAD"), Some(0));
    assert_eq!(check("nonsense..HEAD"), Some(2));
}

#[cfg(unix)]
#[test]
fn a_server_refuses_a_push_with_the_documented_hook() {
    use std::os::unix::fs::PermissionsExt;
    let server = tempfile::tempdir().unwrap();
    let repository = Repository::new();
    let bare = server.path().join("server.git");
    repository.git(&["init", "-q", "--bare", "-b", "main", bare.to_str().unwrap()]);
    let documentation = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/git.md")).unwrap();
    let script = documentation.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let hook = bare.join("hooks/pre-receive");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, script).unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    let push = || repository.git(&["push", "-q", bare.to_str().unwrap(), "main"]);
    repository.stage("a.txt", "正文。\n");
    repository.commit();
    let first = push();
    assert!(first.status.success(), "{first:?}");
    repository.stage("a.txt", leak(SYNTHETIC));
    repository.commit();
    assert!(!push().status.success());
}

#[test]
fn outside_a_repository_the_hook_fails_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_shenjiao"))
        .arg("hook")
        .current_dir(folder.path())
        .env("GIT_CEILING_DIRECTORIES", folder.path().parent().unwrap())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(!output.stderr.is_empty());
}
