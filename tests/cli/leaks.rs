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
    plain.flat_map(|part| [full_width(&part), part]).collect()
}

fn full_width(text: &str) -> String {
    text.chars().map(|char| char::from_u32(char as u32 + 0xFEE0).unwrap()).collect()
}

/// A file's bytes, and those of its members when it is a container.
fn everything_in(bytes: &[u8]) -> String {
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

#[test]
fn only_reveal_shows_numbers() {
    let site = site();
    let run = site.run(&["check", "站", "--each", "--reveal", "--format", "jsonl"]);
    for number in ["46010619900101101X", "469005197811153324"] {
        assert!(run.stdout.contains(number), "{number} is not even found");
    }
}
