//! `shenjiao dict` and `shenjiao fix`, as editors use them.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn shenjiao(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shenjiao")).current_dir(folder).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// An invented notice with four wrong forms that may be corrected without asking, and a trap.
const NOTICE: &str =
    "关于布署工作的通知\r\n\r\n截止目前，已有三个栏目超两周末更新，由来己久。\r\n周末更新的栏目不在其列。\r\n";
const CORRECTED: &str =
    "关于部署工作的通知\r\n\r\n截至目前，已有三个栏目超两周未更新，由来已久。\r\n周末更新的栏目不在其列。\r\n";

#[test]
fn fix_shows_before_it_writes_and_keeps_every_other_byte() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("通知.txt");
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    fs::write(&file, gbk(NOTICE)).unwrap();

    let shown = shenjiao(folder.path(), &["fix", "通知.txt"]);
    assert_eq!(shown.status.code(), Some(1));
    assert!(
        said(&shown).contains("-关于布署工作的通知") && said(&shown).contains("+关于部署工作的通知"),
        "{}",
        said(&shown)
    );
    assert_eq!(fs::read(&file).unwrap(), gbk(NOTICE));

    let written = shenjiao(folder.path(), &["fix", "--write", "通知.txt"]);
    assert_eq!(written.status.code(), Some(0));
    assert_eq!(fs::read(&file).unwrap(), gbk(CORRECTED));
}

#[test]
fn fix_reaches_through_tags_and_entities() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("通知.html");
    fs::write(&file, "<p title=\"布署\">认真<b>布</b>署&nbsp;&amp;&#x672b;尽事宜</p>\n").unwrap();
    shenjiao(folder.path(), &["fix", "--write", "通知.html"]);
    let left = fs::read_to_string(&file).unwrap();
    assert_eq!(left, "<p title=\"布署\">认真<b>部</b>署&nbsp;&amp;未尽事宜</p>\n");
}

#[test]
fn a_sentence_can_be_tried() {
    let folder = tempfile::tempdir().unwrap();
    let output = shenjiao(folder.path(), &["dict", "test", "超两周末更新，而周末更新、办公分区都正常"]);
    assert_eq!(output.status.code(), Some(1));
    let text = said(&output);
    assert!(text.contains("命中") && text.contains("周未更新"), "{text}");
    assert!(text.contains("不满足条件 digit") && text.contains("属于例外“办公分”"), "{text}");
}

#[test]
fn a_sentence_is_also_tried_without_entries() {
    let folder = tempfile::tempdir().unwrap();
    let output = shenjiao(folder.path(), &["dict", "test", "报市人民代表大会常务委圆会备案"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("不靠词条 WRD10"), "{}", said(&output));
}

#[test]
fn what_was_nearly_found_is_told_with_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let told = |sentence: &str| said(&shenjiao(folder.path(), &["dict", "test", sentence]));
    let weak = told("个别乡镇存在责任落实不道位的问题。");
    assert!(weak.contains("未报  不靠词条 近似") && weak.contains("依据不足"), "{weak}");
    let right = told("联系人：董洋，请于月底前报送。");
    assert!(right.contains("可能本来就对") && !right.contains("命中"), "{right}");
}

#[test]
fn an_entry_has_a_page_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let page = said(&shenjiao(folder.path(), &["explain", "ab0001"]));
    for part in ["AB0001", "WRD012", "国土资源部 → 自然资源部", "present", "2018-04-11", "国务院机构改革方案"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[test]
fn the_date_decides_over_abolished_bodies() {
    let folder = tempfile::tempdir().unwrap();
    let code = |arguments: &[&str]| shenjiao(folder.path(), arguments).status.code();
    let sentence = "请到国土资源部办理。";
    assert_eq!(code(&["dict", "test", sentence, "--date", "2021-06-08"]), Some(1));
    assert_eq!(code(&["dict", "test", sentence, "--date", "2016-06-08"]), Some(0));
    assert_eq!(code(&["dict", "test", sentence]), Some(0));
    assert_eq!(code(&["dict", "test", sentence, "--date", "昨天"]), Some(2));
}

#[test]
fn a_list_of_pairs_becomes_a_dictionary_that_works() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("清单.txt"), encoding_rs::GBK.encode("甲乙局\t甲丙局\n").0).unwrap();
    shenjiao(folder.path(), &["dict", "import", "清单.txt", "-o", "本单位.tsv"]);
    assert_eq!(shenjiao(folder.path(), &["dict", "check", "本单位.tsv"]).status.code(), Some(0));

    fs::write(folder.path().join("shenjiao.toml"), "dictionaries = [\"本单位.tsv\"]\n").unwrap();
    fs::write(folder.path().join("稿.txt"), "请与甲乙局联系。\n").unwrap();
    let found = shenjiao(folder.path(), &["check", "稿.txt", "--format", "jsonl"]);
    assert!(said(&found).contains("\"entry:YH0001\""), "{}", said(&found));
}

#[test]
fn check_names_file_line_and_fault() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("坏.tsv"), "id\tcategory\tfind\thit\nYH1\tcustom\t甲乙\t丙丁\nYH1\tnone\t甲\t甲\n")
        .unwrap();
    let output = shenjiao(folder.path(), &["dict", "check", "坏.tsv"]);
    assert_eq!(output.status.code(), Some(1));
    let text = said(&output);
    for part in
        ["坏.tsv:2: YH1：缺少不应命中的例句", "坏.tsv:2: YH1：例句没有命中", "坏.tsv:3: category 列不认识“none”"]
    {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn spreadsheets_in_their_encodings_become_canonical() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "find,id,category,suggest\r\n\"甲,乙\",YH2,custom,甲乙\r\n丙丁,YH1,custom,\"丙\"\"戊\"\r\n";
    fs::write(folder.path().join("表.csv"), encoding_rs::GBK.encode(csv).0).unwrap();
    let mut utf16 = vec![0xff, 0xfe];
    utf16.extend(csv.encode_utf16().flat_map(u16::to_le_bytes));
    fs::write(folder.path().join("表16.csv"), utf16).unwrap();
    let gbk = said(&shenjiao(folder.path(), &["dict", "fmt", "表.csv"]));
    assert_eq!(gbk, said(&shenjiao(folder.path(), &["dict", "fmt", "表16.csv"])));
    let lines: Vec<&str> = gbk.lines().collect();
    assert!(lines[1].starts_with("YH1\tcustom\tadvice\tmedium\t丙丁\t丙\"戊\t"), "{gbk}");
    assert!(lines[2].starts_with("YH2\tcustom\tadvice\tmedium\t甲,乙\t"), "{gbk}");
}
