//! A report never repeats a leak: numbers are planted, every report is written with every option,
//! and every byte of it is searched.
//!
//! All numbers are synthetic.

use std::io::Read;

use crate::harness::Site;

/// Numbers as they are planted.
const PLANTED: &[&str] =
    &["46010619900101101X", "469005197811153324", "13900001234", "15900004567", "6221880000000000019", "19781115"];

/// Longest part of a planted number that a mask may leave standing.
const LEFT_BY_MASKS: usize = 6;

fn site() -> Site {
    let site = Site::new();
    let row = |name: &str, id: &str, phone: &str| format!("{name}\t{id}\t{phone}\t6221880000000000019\n");
    let table = format!(
        "救助名单公示\n\n姓名\t身份证号\t手机号\t银行卡号\n{}{}",
        row("林小满", "46010619900101101X", "13900001234"),
        row("郑春芽", "469005197811153324", "15900004567")
    );
    site.write("站/名单.txt", &table);
    site.write("站/名单.csv", table.lines().skip(2).collect::<Vec<_>>().join("\n").replace('\t', ","));
    site.write(
        "站/页.html",
        "<p title=\"手机号：13900001234\">林小满，身份证号：460106<b>19900101</b>101X，家住某地,电话１３９００００１２３４</p>\
         <!-- 身份证号 469005197811153324 出生日期 19781115 -->",
    );
    site.write("站/数据.json", "[{\"姓名\":\"郑春芽\",\"身份证号\":\"469005197811153324\",\"手机号\":15900004567}]");
    site.write(
        "站/说明.txt",
        "申请人身份证号：469005197811153324，(出生日期19781115)。\n\n身份证号：46010619900101101X和13900001234\n",
    );
    site.write("站/46010619900101101X申请表.txt", "一切正常。\n");
    site
}

/// Every part of a planted number longer than masks leave, in every form in which it may be written.
fn forbidden() -> Vec<String> {
    let parts = |number: &str| {
        let digits: Vec<char> = number.chars().collect();
        digits.windows(LEFT_BY_MASKS + 1).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>()
    };
    let plain = PLANTED.iter().flat_map(|number| parts(number)).filter(|part| part.chars().any(|digit| digit != '0'));
    let mut forms: Vec<String> =
        plain.flat_map(|part| [full_width(&part), part.chars().rev().collect(), part]).collect();
    forms.sort();
    forms.dedup();
    forms
}

fn full_width(text: &str) -> String {
    text.chars().map(|char| char::from_u32(char as u32 + 0xFEE0).unwrap()).collect()
}

/// A file's bytes, and those of its members when it is a container.
pub fn everything_in(bytes: &[u8]) -> String {
    let mut all = String::from_utf8_lossy(bytes).into_owned();
    if let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) {
        for index in 0..archive.len() {
            let mut member = Vec::new();
            archive.by_index(index).unwrap().read_to_end(&mut member).unwrap();
            all += &String::from_utf8_lossy(&member);
        }
    }
    all
}

fn assert_silent(what: &str, output: &str) {
    for part in forbidden() {
        assert!(!output.contains(&part), "{what} repeats {part}");
    }
}

#[test]
fn no_report_repeats_a_leak() {
    let site = site();
    let options: &[&[&str]] = &[&[], &["--each", "--show-cleared"], &["--lang", "en"]];
    let mut named = 0;
    for kind in shenjiao::report::KINDS {
        for extra in options {
            let arguments = [&["check", "站", "--format", kind.id][..], extra].concat();
            let output = site.command(&arguments).output().unwrap();
            assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
            let text = everything_in(&output.stdout);
            assert_silent(&format!("{arguments:?}"), &text);
            assert_silent(&format!("{arguments:?} on standard error"), &String::from_utf8_lossy(&output.stderr));
            named += usize::from(text.contains("citizen-id") || text.contains("PII001"));
        }
    }
    assert_eq!(named, options.len() * shenjiao::report::KINDS.len(), "some reports do not even name the rule");
}

#[test]
fn files_are_as_silent_as_standard_output() {
    let site = site();
    let named = shenjiao::report::KINDS.iter().filter_map(|kind| kind.endings.first());
    let files: Vec<String> = named.map(|ending| format!("结果{ending}")).collect();
    let outputs: Vec<&str> = files.iter().flat_map(|file| ["-o", file]).collect();
    let run = site.run(&[&["check", "站"][..], &outputs].concat());
    assert_eq!(run.code, Some(1), "{run:?}");
    for file in &files {
        assert_silent(file, &everything_in(&site.read(file)));
    }
}

/// Everything that is written for others: all reports, the annexes, and the baseline.
fn write_everything(site: &Site) -> Vec<String> {
    let endings = shenjiao::report::KINDS.iter().filter_map(|kind| kind.endings.first());
    let mut files: Vec<String> = endings.map(|ending| format!("结果{ending}")).collect();
    let annexes: Vec<String> =
        shenjiao::report::annex::ANNEXES.iter().map(|kind| format!("附件{}", kind.endings[0])).collect();
    let reports = files.iter().flat_map(|file| ["-o", file]);
    let annexed = annexes.iter().flat_map(|file| ["--annex", file]);
    let arguments: Vec<&str> =
        ["report", "站", "--level", "advice", "--show-cleared"].into_iter().chain(reports).chain(annexed).collect();
    let run = site.run(&arguments);
    assert_eq!(run.code, Some(0), "{run:?}");
    let decision = ["--by", "甲", "--reason", "试验", "--until", "2099-01-01", "--file", "基线.jsonl"];
    let run = site.run(&[&["baseline", "create", "站"][..], &decision].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    files.extend(annexes);
    files.push("基线.jsonl".to_owned());
    files
}

#[test]
fn annexes_and_the_baseline_are_silent_too() {
    let site = site();
    for file in write_everything(&site) {
        let bytes = site.read(&file);
        assert!(bytes.len() > 100, "{file} is empty");
        assert_silent(&file, &everything_in(&bytes));
    }
}

#[test]
fn what_was_written_before_stays_silent_when_it_is_made_into_other_reports() {
    let site = site();
    site.run(&["check", "站", "--show-cleared", "-o", "结果.jsonl"]);
    let run = site.run(&["report", "--from", "结果.jsonl", "--annex", "附件.html", "-o", "再.html", "-o", "再.xlsx"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    for file in ["附件.html", "再.html", "再.xlsx"] {
        assert_silent(file, &everything_in(&site.read(file)));
    }
}

/// Pairs of numbers that masks make equal: right check digits, the same beginning and end, and
/// everything between them different.
const TWINS: &[(&str, &str)] = &[
    ("46010619900101101X", "46010619600109101X"),
    ("469005197811153324", "469005199912273324"),
    ("13900001234", "13987651234"),
    ("15900004567", "15912344567"),
    ("１３９００００１２３４", "１３９８７６５１２３４"),
    ("6221880000000000019", "6221887812865700019"),
    ("19781115", "19991227"),
    ("19900101</b>", "19600109</b>"),
];

fn twin(text: &str) -> String {
    TWINS.iter().fold(text.to_owned(), |text, (one, other)| text.replace(one, other))
}

/// Nobody can work out by trying what does not depend on it: whatever a report, an annex or a
/// baseline says, it says the same of every number that shares the part left visible. A hash, an
/// age, a count of days would show here.
#[test]
fn nothing_written_depends_on_a_hidden_digit() {
    let (one, other) = (site(), Site::new());
    for name in ["名单.txt", "名单.csv", "页.html", "数据.json", "说明.txt", "46010619900101101X申请表.txt"]
    {
        let text = String::from_utf8(one.read(&format!("站/{name}"))).unwrap();
        other.write(format!("站/{}", twin(name)), twin(&text));
    }
    let files = write_everything(&one);
    assert_eq!(files, write_everything(&other));
    for file in files {
        let (said, by_twin) = (told(&one, &file), told(&other, &file));
        let differs = said.iter().zip(&by_twin).find(|(one, other)| one != other);
        assert!(differs.is_none() && said.len() == by_twin.len(), "{file}: {differs:?}");
    }
}

/// What a file says, in pieces, without the time that the run took and the folder in which it lay.
fn told(site: &Site, file: &str) -> Vec<String> {
    let bytes = site.read(file);
    let text = if zip::ZipArchive::new(std::io::Cursor::new(&bytes)).is_ok() {
        everything_in(&bytes).split_off(String::from_utf8_lossy(&bytes).len())
    } else {
        everything_in(&bytes)
    };
    let folder = site.path("").file_name().unwrap().to_string_lossy().into_owned();
    without_times(&text.replace(&folder, "")).split(['\n', '>']).map(str::to_owned).collect()
}

/// The time that a run took, taken out of every form in which reports give it.
fn without_times(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) =
        ["\"seconds\":", "time=\"", " B，"].iter().filter_map(|mark| rest.find(mark).map(|at| at + mark.len())).min()
    {
        out.push_str(&rest[..at]);
        rest = rest[at..].trim_start_matches(|char: char| char.is_ascii_digit() || char == '.');
    }
    out + rest
}

#[test]
fn only_reveal_shows_numbers() {
    let site = site();
    let run = site.run(&["check", "站", "--each", "--reveal", "--format", "jsonl"]);
    for number in ["46010619900101101X", "469005197811153324"] {
        assert!(run.stdout.contains(number), "{number} is not even found");
    }
}
