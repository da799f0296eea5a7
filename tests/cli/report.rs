//! `shenjiao report`: from findings to what is sent to departments. All numbers are synthetic.

use std::io::{Cursor, Read};

use crate::harness::Site;

const CONFIG: &str = "[[departments]]\nname = \"市人社局\"\npaths = [\"rsj/\"]\n\n\
    [[departments]]\nname = \"市教育局\"\nissuers = [\"云岭市教育局\"]\n\n\
    [annex]\nperiod = \"2026年10月8日至30日\"\n";

fn site() -> Site {
    let site = Site::new();
    site.write("站/shenjiao.toml", CONFIG);
    site.write(
        "站/rsj/名单.html",
        "<title>招聘名单公示</title><p>身份证号：46010619900101101X</p><p>身份证号：469005197811153324</p>",
    );
    site.write(
        "站/jyj/通知.html",
        "<meta name=ContentSource content=云岭市教育局><title>安全通知</title><p>发现问题立既整改。</p>",
    );
    site.write("站/其他.txt", "关于检查的通知\n\n发现问题立既整改。\n");
    site
}

fn document(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The positions of these words, which must all occur, in the text.
fn order(text: &str, words: &[&str]) -> Vec<usize> {
    words.iter().map(|word| text.find(word).unwrap_or_else(|| panic!("{word} is not in {text}"))).collect()
}

#[test]
fn the_annex_names_departments_worst_first() {
    let site = site();
    let run = site.run(&["report", "站", "--annex", "附件.docx", "--annex", "附件.html", "--annex", "附件.xlsx"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    for text in [document(&site.read("附件.docx")), String::from_utf8(site.read("附件.html")).unwrap()] {
        let found = order(
            &text,
            &["市人社局", "市教育局", "未归属", "抽样"]
                .map(|word| if word == "抽样" { "采样时间为2026年10月8日至30日" } else { word }),
        );
        assert!(found.is_sorted(), "{text}");
        assert!(text.contains("网站发布的《招聘名单公示》未对公民身份号码作脱敏处理，涉及 2 处"), "{text}");
    }
}

#[test]
fn findings_written_before_give_the_same_annex_and_reports() {
    let site = site();
    site.run(&["check", "站", "-o", "结果.jsonl"]);
    let direct = ["--annex", "甲.html", "-o", "甲.csv", "-o", "甲.xlsx"];
    assert_eq!(site.run(&[&["report", "站"][..], &direct].concat()).code, Some(0));
    let later = ["--annex", "乙.html", "-o", "乙.csv", "-o", "乙.xlsx"];
    let run = site.run(&[&["report", "--from", "结果.jsonl"][..], &later].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    for ending in ["csv", "xlsx"] {
        assert_eq!(site.read(&format!("甲.{ending}")), site.read(&format!("乙.{ending}")), "{ending}");
    }
    // The lines carry the departments; what stands above and below comes from the configuration of this run.
    let annex = |name: &str| {
        String::from_utf8(site.read(name)).unwrap().replace("<p>注：检查采样时间为2026年10月8日至30日。</p>\n", "")
    };
    assert_eq!(annex("甲.html"), annex("乙.html"));
}

#[test]
fn a_cut_file_is_no_clean_result() {
    let site = site();
    site.run(&["check", "站", "-o", "结果.jsonl"]);
    let lines = String::from_utf8(site.read("结果.jsonl")).unwrap();
    let cut: Vec<&str> = lines.lines().filter(|line| !line.contains("\"type\":\"summary\"")).collect();
    site.write("剩余.jsonl", cut.join("\n"));
    let run = site.run(&["report", "--from", "剩余.jsonl", "--annex", "附件.html"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(String::from_utf8(site.read("附件.html")).unwrap().contains("1 处内容未能检查，不代表没有问题"));
}

#[test]
fn unmasked_and_foreign_files_are_refused_by_line() {
    let site = site();
    site.run(&["check", "站", "--reveal", "-o", "原文.jsonl"]);
    site.write("别的.jsonl", "{\"a\":1}\n");
    site.write("程序.jsonl", b"\x7fELF\xff\xfe\n");
    let files = [("原文.jsonl", "--reveal"), ("别的.jsonl", "不是 shenjiao 写的"), ("程序.jsonl", "不是 UTF-8 文本")];
    for (file, why) in files {
        let run = site.run(&["report", "--from", file, "--annex", "附件.html"]);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains(&format!("{file}:1：")) && run.stderr.contains(why), "{run:?}");
        assert!(!site.path("附件.html").exists());
    }
}

#[test]
fn outputs_are_refused_before_anything_is_written() {
    let site = site();
    let nowhere = site.run(&["report", "站", "--annex", "无/附件.docx"]);
    assert!(nowhere.code == Some(2) && nowhere.stderr.contains("无/附件.docx：所在的文件夹不存在"), "{nowhere:?}");
    for arguments in
        [&["--annex", "附件.pdf"][..], &["--annex", "附件.docx", "-o", "附件.docx"], &["-o", "a.csv", "-o", "a.csv"]]
    {
        let run = site.run(&[&["report", "站"][..], arguments].concat());
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(!site.path("附件.docx").exists() && !site.path("a.csv").exists());
    }
}

#[test]
fn a_scan_leaves_reports_of_earlier_runs_alone() {
    let site = site();
    let before = site.run(&["check", "站", "--format", "jsonl"]).summary();
    let kinds = shenjiao::report::KINDS.iter().filter_map(|kind| kind.endings.first());
    let files: Vec<String> = kinds.map(|ending| format!("站/结果{ending}")).collect();
    let outputs: Vec<&str> = files.iter().flat_map(|file| ["-o", file]).collect();
    let annexes = ["--annex", "站/附件.docx", "--annex", "站/附件.xlsx", "--annex", "站/附件.html"];
    let run = site.run(&[&["report", "站"][..], &outputs, &annexes].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    site.run(&[
        "baseline",
        "create",
        "站",
        "--file",
        "站/.shenjiao/baseline.jsonl",
        "--by",
        "甲",
        "--reason",
        "测试",
        "--until",
        "2099-01-01",
    ]);
    let after = site.run(&["check", "站", "--no-baseline", "--format", "jsonl"]).summary();
    assert_eq!(after["files"], before["files"]);
    assert_eq!(after["findings"], before["findings"]);
    assert!(after["excluded"].as_u64().unwrap() >= files.len() as u64 + 3, "{after}");
    let named = site.run(&["check", "站/结果.html", "--format", "jsonl"]).summary();
    assert_eq!(named["files"], 1, "a report that is named is scanned");
}
