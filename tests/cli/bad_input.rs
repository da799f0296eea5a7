//! What cannot be read is said, counted and never ends the run.

use std::io::Read;
use std::process::Stdio;

use crate::harness::Site;

#[test]
fn a_named_file_that_is_missing_fails_the_run_and_the_others_are_still_read() {
    let site = Site::new();
    site.write("在.txt", "一切正常。\n");
    let run = site.run(&["check", "不在.txt", "在.txt", "--format", "jsonl"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("不在.txt") && run.stderr.contains("文件不存在"), "{}", run.stderr);
    assert_eq!(run.summary()["files"], 1);
    assert_eq!(run.lines("skipped")[0]["reason"], "unreadable");
}

#[test]
fn nothing_scanned_is_never_clean() {
    let site = Site::new();
    std::fs::create_dir(site.path("空")).unwrap();
    let run = site.run(&["check", "空"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("没有检查任何文件"), "{}", run.stderr);
    assert!(!run.stdout.contains("未发现问题"), "{}", run.stdout);
}

#[test]
fn binary_data_is_a_skip_and_not_clean() {
    let site = Site::new();
    let noise: Vec<u8> = (0..4096_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    site.write("folder/a.txt", "一切正常。\n").write("folder/b.bin", &noise);
    let found = site.run(&["check", "folder", "--format", "jsonl"]);
    assert_eq!(found.code, Some(0), "{found:?}");
    assert_eq!(found.lines("skipped").len(), 1);
    assert_eq!(found.summary()["files"], 1);
    let strict = site.run(&["check", "folder", "--strict"]);
    assert_eq!(strict.code, Some(2));
    let named = site.run(&["check", "folder/b.bin"]);
    assert_eq!(named.code, Some(2));
    assert!(!named.stdout.contains("未发现问题"), "{}", named.stdout);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_and_links_to_nothing_are_skips() {
    use std::os::unix::fs::symlink;
    let site = Site::new();
    site.write("站/a.txt", "一切正常。\n");
    symlink(".", site.path("站/回头")).unwrap();
    symlink(".", site.path("站/空链")).unwrap();
    let run = site.run(&["check", "站", "--format", "jsonl"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(run.lines("skipped").len(), 2, "{run:?}");
    assert_eq!(run.summary()["files"], 1);
    assert!(run.stdout.contains("符号链接成环"), "{}", run.stdout);
}

#[cfg(unix)]
#[test]
fn a_name_that_is_not_utf8_is_scanned() {
    use std::os::unix::ffi::OsStrExt;
    let site = Site::new();
    let name = std::ffi::OsStr::from_bytes(b"\xb9\xab\xca\xbe.txt");
    site.write(name, "一切正常。\n");
    let run = site.run(&["check", ".", "--format", "jsonl"]);
    assert_eq!((run.code, &run.summary()["files"]), (Some(0), &1.into()));
}

#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    let site = Site::new();
    for number in 0..2000 {
        site.write(format!("站/{number:04}.bin"), b"\0\x01\x02\0\0\x03");
    }
    let mut command = site.command(&["check", "站", "--format", "jsonl"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let status = child.wait().unwrap();
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!(stderr, "");
    assert_eq!(status.code(), Some(2), "a run that was cut short is not clean");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let site = Site::new();
    site.write("a.txt", "一切正常。\n");
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for arguments in [&["check", "a.txt"][..], &["rules"], &["formats"]] {
        let output = site.command(arguments).stdout(full()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("磁盘已满"), "{arguments:?}");
    }
}

#[test]
fn a_report_that_cannot_be_written_is_told_before_the_scan() {
    let site = Site::new();
    site.write("a.txt", "一切正常。\n");
    let run = site.run(&["check", "a.txt", "-o", "没有/结果.jsonl"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(run.stdout, "");
    assert!(run.stderr.contains("结果.jsonl"), "{}", run.stderr);
}

#[test]
fn wrong_arguments_are_explained_in_chinese() {
    let site = Site::new();
    for (arguments, told) in [
        (&["check", "--fail-om", "error", "x"][..], "--fail-on"),
        (&["chek"], "check"),
        (&["check", "x", "--format", "doc"], "jsonl"),
        (&["check"], "缺少参数"),
        (&["check", "x", "--config", "a", "--isolated"], "不能和"),
        (&["explain", "XXX999"], "没有"),
    ] {
        let run = site.run(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}");
        assert!(run.stderr.contains(told), "{arguments:?}: {}", run.stderr);
    }
}
