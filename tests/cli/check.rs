//! `shenjiao check`.

use crate::harness::Site;

/// Without the one field that differs from run to run.
fn without_seconds(output: &str) -> String {
    let lines = output.lines().map(|line| line.split("\"seconds\"").next().unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_order_does_not_depend_on_threads() {
    let site = Site::new();
    for number in 0..1500 {
        let text = if number % 3 == 0 { "\0\x01\0".to_owned() } else { "一切正常。\n".repeat(number % 50 + 1) };
        site.write(format!("站/{}/{number}.txt", number % 7), text);
    }
    let run = |threads: &str| site.run(&["check", "站", "--format", "jsonl", "--threads", threads]);
    let one = run("1");
    assert_eq!(one.lines("skipped").len(), 500);
    let paths: Vec<_> = one.lines("skipped").iter().map(|skip| skip["path"].to_string()).collect();
    assert!(paths.is_sorted(), "folders are read in the order of names");
    for threads in ["2", "7", "0"] {
        assert!(without_seconds(&run(threads).stdout) == without_seconds(&one.stdout), "{threads} threads differ");
    }
}

#[test]
fn standard_input_is_a_file_called_minus() {
    let run = Site::new().run_with_input(&["check", "-", "--format", "jsonl"], "一切正常。\n".as_bytes());
    assert_eq!((run.code, &run.summary()["bytes"]), (Some(0), &16.into()));
}

#[test]
fn paths_may_come_from_a_list() {
    let site = Site::new();
    site.write("甲 乙.txt", "一切正常。\n").write("丙.txt", "一切正常。\n").write("单", "甲 乙.txt\r\n\n丙.txt\n");
    let run = site.run(&["check", "--files-from", "单", "--format", "jsonl"]);
    assert_eq!((run.code, &run.summary()["files"]), (Some(0), &2.into()));
    let piped =
        site.run_with_input(&["check", "--files-from", "-", "--format", "jsonl"], "丙.txt\0甲 乙.txt\0".as_bytes());
    assert_eq!(piped.summary()["files"], 2);
}

#[test]
fn tools_keep_their_folders_and_reports_are_not_read() {
    let site = Site::new();
    site.write("站/.git/x.txt", "一切正常。\n").write("站/a.txt", "一切正常。\n").write("站/旧.jsonl", "{}");
    let run = site.run(&["check", "站", "-o", "站/旧.jsonl", "-o", "站/新.txt"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.starts_with("检查 1 个文件"), "{}", run.stdout);
    let report = String::from_utf8(site.read("站/旧.jsonl")).unwrap();
    assert!(report.contains("\"type\":\"summary\""), "{report}");
    assert!(site.path("站/新.txt").exists());
    let left: Vec<_> = std::fs::read_dir(site.path("站")).unwrap().collect();
    assert_eq!(left.len(), 4, "temporary files are left: {left:?}");
}

#[test]
fn piped_output_has_no_colour() {
    let site = Site::new();
    site.write("a.bin", "\0\x01").write("a.txt", "一切正常。\n");
    let run = site.run(&["check", "a.bin", "a.txt"]);
    assert!(!run.stdout.contains('\u{1b}') && !run.stderr.contains('\u{1b}'), "{run:?}");
}

#[test]
fn totals_speak_both_languages() {
    let site = Site::new();
    site.write("a.txt", "一切正常。\n");
    assert!(site.run(&["check", "a.txt"]).stdout.contains("未发现问题"));
    assert!(site.run(&["check", "a.txt", "--lang", "en"]).stdout.contains("nothing found"));
}
