//! What becomes of findings and files, and what is told of it.

use std::fs;

use sha2::{Digest, Sha256};

use super::site::Site;

const WRONG: &str = "请立既整改，确保安全。\n";
const RIGHT: &str = "请立即整改，确保安全。\n";
/// Made up.
const LEAK: &str = "林小满，身份证号：46010619900101101X，已受理。\n";

fn status(site: &Site) -> Vec<String> {
    site.rows("SELECT rule || ' ' || status FROM finding").into_iter().collect()
}

#[test]
fn a_finding_goes_its_way() {
    let site = Site::new();
    site.write(0, "a/甲.txt", WRONG).write(0, "a/乙.txt", RIGHT);
    assert_eq!(site.sweep(&[]).found(), ["WRD001 a/甲.txt"]);
    assert_eq!(site.sweep(&[]).found(), [""; 0], "told twice");
    site.write(1, "a/甲.txt", RIGHT);
    assert_eq!((site.sweep(&[]).code, status(&site)), (Some(0), vec!["WRD001 2".to_owned()]));
    site.write(2, "a/甲.txt", WRONG);
    assert_eq!(site.sweep(&[]).found(), ["WRD001 a/甲.txt"]);
    site.remove("a/甲.txt");
    assert_eq!((site.sweep(&[]).code, status(&site)), (Some(0), vec!["WRD001 3".to_owned()]));
    let id = &site.rows("SELECT printf('%016x', print) FROM finding").pop_first().unwrap()[..8];
    let page = site.run(&["sweep", "show", id, "--state", "state.db"]).stdout;
    for word in ["新发现", "已整改", "再次出现", "文件已删除"] {
        assert!(page.contains(word), "{word}: {page}");
    }
}

#[test]
fn without_since_everything_open_is_told() {
    let site = Site::new();
    site.write(0, "甲.txt", WRONG);
    site.sweep(&[]);
    let all = site.run(&["sweep", "www", "--state", "state.db", "--format", "jsonl"]);
    assert_eq!((all.code, all.found()), (Some(1), vec!["WRD001 甲.txt".to_owned()]));
}

#[test]
fn a_file_that_is_as_it_was_is_not_opened() {
    let site = Site::new();
    site.write(0, "甲.txt", WRONG).write(0, "乙.txt", RIGHT);
    site.sweep(&[]);
    // Same size, same time: only comparing by content can see it.
    site.write(0, "乙.txt", WRONG);
    let run = site.sweep(&[]);
    assert!(run.stderr.contains("未变 2，读取 0") && run.found().is_empty(), "{}", run.stderr);
    assert_eq!(site.sweep(&["--rehash", "100%"]).found(), ["WRD001 乙.txt"]);
}

#[test]
fn a_file_that_was_only_touched_is_not_scanned_again() {
    let site = Site::new();
    site.write(0, "甲.txt", WRONG).write(0, "乙.txt", RIGHT);
    site.sweep(&[]);
    site.touch(1, "甲.txt").touch(1, "乙.txt");
    let run = site.sweep(&[]);
    assert!(run.stderr.contains("读取 2（其中内容未变 2、与其他文件相同 0、检查 0）"), "{}", run.stderr);
}

#[test]
fn one_content_under_many_paths_is_scanned_once() {
    let site = Site::new();
    for number in 0..40 {
        site.write(0, &format!("栏目{number}/通知.txt"), WRONG).write(0, &format!("栏目{number}/名单.txt"), LEAK);
    }
    let run = site.sweep(&["--template", "100"]);
    assert_eq!(run.found().len(), 80);
    assert!(run.stderr.contains("与其他文件相同 78、检查 2"), "{}", run.stderr);
}

#[test]
fn one_fault_of_a_template_is_told_once() {
    let site = Site::new();
    let page = |words: &str| format!("<p>{words}</p><footer>主办单位联系我们帐号登录，请立既登录</footer>");
    for number in 0..12 {
        let words = "甲乙丙丁戊己庚辛壬癸子丑".chars().nth(number).unwrap().to_string();
        site.write(0, &format!("{number}.html"), page(&format!("{words}方案")));
    }
    let run = site.sweep(&[]);
    let told = run.lines("finding");
    let typo: Vec<_> = told.iter().filter(|value| value["rule"] == "WRD001").collect();
    assert_eq!((typo.len(), &typo[0]["count"]), (1, &12.into()), "{}", run.stdout);
    site.write(1, "新.html", page("新方案"));
    assert_eq!(site.sweep(&[]).found(), [""; 0], "a page more is no new fault");
}

#[test]
fn what_somebody_accepts_is_quiet_until_its_day() {
    let site = Site::new();
    site.write(0, "甲.txt", LEAK);
    let id = site.sweep(&[]).lines("finding")[0]["fingerprint"].as_str().unwrap().to_owned();
    let accept = ["sweep", "accept", &id, "--state", "state.db", "--by", "王主任"];
    assert_eq!(site.run(&accept).code, Some(2), "a serious finding needs a reason and a day");
    let done = site.run(&[&accept[..], &["--reason", "本人同意公开", "--until", "2999-01-01"]].concat());
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    let all = site.run(&["sweep", "www", "--state", "state.db", "--format", "jsonl"]);
    assert_eq!((all.code, all.found().len()), (Some(0), 0));
    // The day is past.
    site.state().execute("UPDATE decision SET until = '2001-01-01'", []).unwrap();
    assert_eq!(site.sweep(&[]).found(), ["PII001 甲.txt"]);
    let page = site.run(&["sweep", "show", &id, "--state", "state.db"]).stdout;
    assert!(page.contains("王主任：本人同意公开（至 2999-01-01）") && page.contains("确认已到期"), "{page}");
}

#[test]
fn remarks_are_kept_without_numbers() {
    let site = Site::new();
    site.write(0, "甲.txt", WRONG);
    let id = site.sweep(&[]).lines("finding")[0]["fingerprint"].as_str().unwrap().to_owned();
    let note = ["sweep", "note", &id, "已转教育局，电话13800001111", "--by", "李科长", "--state", "state.db"];
    assert_eq!(site.run(&note).code, Some(0));
    let page = site.run(&["sweep", "show", &id[..6], "--state", "state.db"]).stdout;
    assert!(page.contains("李科长：已转教育局，电话***********"), "{page}");
}

#[test]
fn a_changed_configuration_reads_what_it_must() {
    let site = Site::new();
    site.write(0, "甲.txt", "请于2024年6月31日前完成整改。\n").write(0, "乙.txt", RIGHT);
    site.sweep(&[]);
    let off = "exclude = [\"shenjiao.toml\"]\n[rules]\nimpossible-date = \"off\"\n";
    fs::write(site.path("www/shenjiao.toml"), off).unwrap();
    let fewer = site.sweep(&[]);
    assert!(fewer.stderr.contains("停用了 1 条规则") && fewer.stderr.contains("读取 1"), "{}", fewer.stderr);
    assert_eq!(status(&site), ["STR010 4"], "off is not fixed");
    fs::write(site.path("www/shenjiao.toml"), "exclude = [\"shenjiao.toml\"]\n").unwrap();
    let more = site.sweep(&[]);
    assert!(more.stderr.contains("增加了 1 条规则") && more.stderr.contains("全部文件重查一遍"), "{}", more.stderr);
    assert_eq!(more.found(), ["STR010 甲.txt"]);
}

#[test]
fn what_cannot_be_read_is_not_fixed() {
    let site = Site::new();
    site.write(0, "甲.html", "<p>请立既整改。</p>");
    site.sweep(&[]);
    site.write(1, "甲.html", b"%PDF-1.7 cut off");
    let run = site.sweep(&[]);
    assert_eq!(status(&site), ["WRD001 0"], "{}", run.stdout);
    assert_eq!(run.lines("skipped").len(), 1);
    assert_eq!(site.sweep(&[]).lines("skipped").len(), 0, "unread things are told once, too");
    assert_eq!(site.sweep(&["--strict"]).code, Some(2));
}

#[test]
fn the_state_keeps_no_number() {
    let site = Site::new();
    site.write(0, "名单.txt", LEAK);
    site.write(0, "46010619900101101X/林小满46010619900101101X.html", "<p>林小满 46010619900101101X</p>");
    site.write(0, "表.csv", "姓名,身份证号,手机\n林小满,46010619900101101X,13800001111\n");
    let run = site.sweep(&["-o", "报告.xlsx"]);
    assert_eq!(run.code, Some(1));
    site.write(1, "名单.txt", RIGHT);
    site.sweep(&[]);
    let kept = site.kept_bytes();
    assert!(kept.len() > 10_000);
    for number in ["46010619900101101X", "4601061990010110", "19900101", "13800001111", "3800001111"] {
        assert!(!kept.windows(number.len()).any(|bytes| bytes == number.as_bytes()), "{number} is in the state");
    }
    // A content in which a number was found has no tag, not even a keyed one.
    assert_eq!(site.rows("SELECT count(*) || '' FROM file WHERE content IS NOT NULL"), ["1".to_owned()].into());
}

/// Whoever has the state knows the page, what its report shows, and the way numbers are made. The
/// thousands of numbers that fit a mask can be tried; nothing in the state tells them apart.
#[test]
fn no_number_can_be_found_by_trying() {
    let site = Site::new();
    site.write(0, "名单.txt", LEAK);
    let run = site.sweep(&[]);
    site.write(1, "名单.txt", RIGHT);
    let later = site.sweep(&[]);
    let logs = format!("{}{}{}{}", run.stdout, run.stderr, later.stdout, later.stderr);
    for hidden in ["0619900", "1990010", "9900101", "9001011"] {
        assert!(!logs.contains(hidden), "{hidden} is in what was told");
    }
    let kept = site.kept_bytes();
    let kept: std::collections::HashSet<&[u8]> = kept.windows(8).collect();
    let engine = shenjiao::Engine::builder().build().unwrap();
    let fitting = fitting("460106", "101X");
    assert!(fitting.len() > 1000 && fitting.contains(&"46010619900101101X".to_owned()), "{}", fitting.len());
    let mut names = std::collections::BTreeSet::new();
    for (tried, number) in fitting.iter().enumerate() {
        let page = LEAK.replace("46010619900101101X", number);
        let digests = [Sha256::digest(&page).to_vec(), Sha256::digest(number).to_vec(), fnv(&page), fnv(number)];
        for digest in &digests {
            assert!(!kept.contains(&digest[..8]), "a hash of {number} is in the state");
        }
        if tried % 40 == 0 {
            let source = shenjiao::Source::new(shenjiao::Origin::file("名单.txt"), page.into_bytes());
            for outcome in engine.scan_source(source, &shenjiao::format::Limits::default()) {
                let shenjiao::engine::Outcome::Scanned(scanned) = outcome else { continue };
                names.extend(scanned.findings.iter().map(|finding| finding.fingerprint.0));
            }
        }
    }
    let told = u64::from_str_radix(run.lines("finding")[0]["fingerprint"].as_str().unwrap(), 16).unwrap();
    assert_eq!(names, [told].into(), "the name of a finding is the same for every number");
}

/// The numbers that begin and end so, with a day of birth and a check digit that are right.
fn fitting(first: &str, last: &str) -> Vec<String> {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let days =
        (1940..2000).flat_map(|year| (1..=12).flat_map(move |month| (1..=28).map(move |day| (year, month, day))));
    let numbers = days.map(|(year, month, day)| format!("{first}{year}{month:02}{day:02}{last}"));
    let is_right = |number: &String| {
        let digits = number.bytes().take(17).map(|digit| u32::from(digit - b'0'));
        let sum: u32 = digits.zip(weights).map(|(digit, weight)| digit * weight).sum();
        b"10X98765432"[(sum % 11) as usize] == number.as_bytes()[17]
    };
    numbers.filter(is_right).collect()
}

/// FNV, the plain hash that comes to hand.
fn fnv(text: &str) -> Vec<u8> {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    hash.to_be_bytes().to_vec()
}

#[test]
fn reports_can_be_made_again_and_runs_are_on_record() {
    let site = Site::new();
    site.write(0, "甲.txt", WRONG);
    site.sweep(&[]);
    site.write(1, "乙.txt", "请立既上报，不得迟延。\n");
    site.sweep(&[]);
    let again = |since: &str| {
        site.run(&["sweep", "report", "--state", "state.db", "--since", since, "--format", "jsonl"]).found()
    };
    assert_eq!(again("1"), ["WRD001 乙.txt"]);
    assert_eq!(again("0"), ["WRD001 乙.txt", "WRD001 甲.txt"]);
    let history = site.run(&["sweep", "history", "--state", "state.db"]).stdout;
    assert!(history.contains("第 1 次") && history.contains("第 2 次") && history.contains("新发现 1"), "{history}");
    let trend = site.run(&["sweep", "trend", "--state", "state.db", "-o", "趋势.html"]);
    assert!(trend.stdout.contains("2（0/2/0）"), "{}", trend.stdout);
    assert!(fs::read_to_string(site.path("趋势.html")).unwrap().contains("<svg"));
}

#[test]
fn pages_that_share_a_name_are_compared() {
    let site = Site::new();
    // 46010619900101101X, made up: its birth date is hidden on one page, its end on the other.
    site.write(0, "2024/名单.csv", "姓名,身份证号\n林小满,460106********101X\n");
    site.write(0, "2023/公告.txt", "其他人员：许长河，身份证号：******19900101****。\n");
    assert_eq!(site.sweep(&[]).found(), [""; 0]);
    // Only this page is read for its findings; the other one is read again for its masks.
    site.write(1, "2025/公告.txt", "林小满，身份证号：******19900101****，已受理。\n");
    let run = site.sweep(&[]);
    let told = run.lines("finding");
    assert_eq!(run.found(), ["PII101 2024/名单.csv"], "{}", run.stderr);
    assert_eq!((&told[0]["severity"], run.code), (&"serious".into(), Some(1)));
    assert!(told[0]["message"].as_str().unwrap().contains("www/2025/公告.txt 1:10"), "{told:?}");
    assert!(run.stderr.contains("读取 1"), "{}", run.stderr);
    let kept = site.kept_bytes();
    for half in ["460106", "101X", "19900101", "4601", "林小满\",\"460"] {
        assert!(!kept.windows(half.len()).any(|bytes| bytes == half.as_bytes()), "{half} is in the state");
    }
    site.write(2, "2025/公告.txt", "林小满，身份证号：460106********101X，已受理。\n");
    assert_eq!((site.sweep(&[]).code, status(&site)), (Some(0), vec!["PII101 2".to_owned()]));
    site.write(3, "2025/公告.txt", "林小满，身份证号：******19900101****，已受理。\n");
    assert_eq!(site.sweep(&[]).found(), ["PII101 2024/名单.csv"]);
    site.remove("2025/公告.txt");
    assert_eq!((site.sweep(&[]).code, status(&site)), (Some(0), vec!["PII101 3".to_owned()]));
}

#[test]
fn rules_about_several_files_are_configured_like_others() {
    let site = Site::new();
    // 46010619900101101X, made up.
    site.write(0, "甲.txt", "林小满，身份证号：460106********101X，已受理。\n");
    site.write(0, "乙.txt", "林小满，身份证号：******19900101****，已受理。\n");
    let configure = |text: &str| fs::write(site.path("www/shenjiao.toml"), text).unwrap();
    configure("exclude = [\"shenjiao.toml\"]\n[rules]\ncompleted-mask = \"off\"\n");
    assert_eq!(site.sweep(&[]).found(), [""; 0]);
    configure("exclude = [\"shenjiao.toml\"]\n[rules]\nPII101 = \"error\"\nweak-mask = \"off\"\n");
    let run = site.sweep(&[]);
    assert_eq!(
        (run.found(), &run.lines("finding")[0]["severity"]),
        (vec!["PII101 乙.txt".to_owned()], &"error".into())
    );
    configure("exclude = [\"shenjiao.toml\"]\n[rules]\ncompleted-mask = \"off\"\n");
    assert_eq!((site.sweep(&[]).found(), status(&site)), (vec![], vec!["PII101 4".to_owned()]));
    let page = site.run(&["explain", "list-copies", "PII101"]).stdout;
    assert!(page.contains("SIT101 list-copies") && page.contains("PII101 completed-mask"), "{page}");
}

#[test]
fn a_file_that_moves_takes_its_record_along() {
    let site = Site::new();
    site.write(0, "a/甲.txt", WRONG).write(0, "a/名单.txt", LEAK).write(0, "a/另.txt", WRONG);
    // 46010619900101101X, made up, in two halves.
    site.write(0, "a/上.txt", "许长河，身份证号：460106********101X，已受理。\n");
    site.write(0, "a/下.txt", "许长河，身份证号：******19900101****，已受理。\n");
    let first = site.sweep(&[]);
    assert_eq!(first.found().len(), 4, "{}", first.stdout);
    for finding in first.lines("finding") {
        let id = finding["fingerprint"].as_str().unwrap();
        let note = ["sweep", "note", id, "已转教育局", "--by", "李科长", "--state", "state.db"];
        assert_eq!(site.run(&note).code, Some(0));
    }
    // Moved, moved and touched, renamed where it is; one only removed.
    let new = ["b/甲.txt", "b/名单.txt", "a/上改.txt"];
    site.write(1, new[0], WRONG).write(1, new[1], LEAK);
    site.write(0, new[2], "许长河，身份证号：460106********101X，已受理。\n");
    site.remove("a/甲.txt").remove("a/名单.txt").remove("a/上.txt").remove("a/另.txt");
    let run = site.sweep(&[]);
    assert_eq!((run.code, run.found()), (Some(0), vec![]), "{}", run.stdout);
    assert!(run.stderr.contains("新发现 0") && run.stderr.contains("随文件改名或移动 3"), "{}", run.stderr);
    assert!(run.stderr.contains("随文件删除 1"), "{}", run.stderr);
    let all = site.run(&["sweep", "www", "--state", "state.db", "--format", "jsonl"]);
    let paths = all.found();
    assert_eq!(paths.iter().filter(|line| line.contains(" b/")).count(), 2, "{paths:?}");
    for finding in all.lines("finding") {
        let page = site.run(&["sweep", "show", finding["fingerprint"].as_str().unwrap(), "--state", "state.db"]).stdout;
        assert!(page.contains("李科长：已转教育局") && page.contains("第 1 次首次发现"), "{page}");
        let said =
            if finding["rule"] == "PII101" { "文件改名或移动" } else { "文件改名或移动：原在 www/a/" };
        assert!(page.contains(said), "{page}");
    }
}

#[test]
fn copies_of_a_leaking_list_are_told_together() {
    let site = Site::new();
    let names = "王李张刘陈杨黄赵吴周徐孙".chars().map(|char| format!("{char}小满")).collect::<Vec<_>>();
    let list = |extra: &str| {
        let rows: String = names.iter().map(|name| format!("{name},46010619900101101X{extra}\n")).collect();
        format!("姓名,身份证号{}\n{rows}", if extra.is_empty() { "" } else { ",等级" })
    };
    site.write(0, "a/名单.csv", list("")).write(0, "b/公示.csv", list(",一等")).write(0, "c/再公示.csv", list(",二等"));
    let run = site.sweep(&[]);
    let copies: Vec<_> = run.lines("finding").into_iter().filter(|value| value["rule"] == "SIT101").collect();
    assert_eq!((copies.len(), &copies[0]["count"]), (1, &3.into()), "{}", run.stdout);
    site.remove("b/公示.csv");
    site.sweep(&[]);
    assert_eq!(site.rows("SELECT status || '' FROM finding WHERE rule = 'SIT101'"), ["0".to_owned()].into());
    site.remove("c/再公示.csv");
    site.sweep(&[]);
    assert_eq!(site.rows("SELECT status || '' FROM finding WHERE rule = 'SIT101'"), ["3".to_owned()].into());
}

#[test]
fn a_state_inside_the_archive_is_not_scanned() {
    let site = Site::new();
    site.write(0, "甲.txt", WRONG);
    let arguments = ["sweep", ".", "--state", "state.db", "-o", "报告.csv"];
    site.run(&arguments);
    let run = site.run(&arguments);
    assert!(run.stderr.contains("共 1 个文件"), "{}", run.stderr);
}

#[test]
fn a_root_may_be_a_single_file() {
    let site = Site::new();
    site.write(0, "甲.txt", WRONG);
    let arguments = ["sweep", "www/甲.txt", "--state", "state.db", "--format", "jsonl"];
    assert_eq!(site.run(&arguments).found(), ["WRD001 甲.txt"]);
    assert_eq!(site.run(&arguments).found(), ["WRD001 甲.txt"]);
}
