//! The built-in dictionaries are well kept: canonical, free of faults, true to their own examples.
#![allow(clippy::unwrap_used)]

use shenjiao::detect::phrase::{Phrases, prove};
use shenjiao::dictionary::{self, BUILT_IN, Entry, Fault};
use shenjiao::format::{self, Item, Limits};
use shenjiao::{Engine, Finding, Origin, Source};

fn told(file: &str, faults: Vec<Fault>) -> Vec<String> {
    faults.into_iter().map(|fault| format!("{file}:{fault}")).collect()
}

fn all() -> Vec<(&'static str, Vec<Entry<'static>>)> {
    BUILT_IN.iter().map(|(file, text)| (*file, dictionary::parse(text).entries)).collect()
}

#[test]
fn every_line_can_be_read() {
    let faults: Vec<String> =
        BUILT_IN.iter().flat_map(|(file, text)| told(file, dictionary::parse(text).faults)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_entry_has_a_fault() {
    let sheets = all();
    let mut faults = Vec::new();
    for (file, entries) in &sheets {
        let others: Vec<Entry<'_>> =
            sheets.iter().filter(|(other, _)| other != file).flat_map(|(_, entries)| entries.clone()).collect();
        faults.extend(told(file, dictionary::check(entries, &others)));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_example_behaves() {
    let entries: Vec<Entry<'_>> = all().into_iter().flat_map(|(_, entries)| entries).collect();
    let faults = told("dictionaries", prove(&entries));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn files_are_in_canonical_form() {
    for (file, text) in BUILT_IN {
        assert!(dictionary::write(&dictionary::parse(text).entries) == **text, "{file}: 请运行 shenjiao dict fmt");
    }
}

/// A table of posts, as a site would keep it. All names are invented.
const POSTS: &str = "id\tcategory\tseverity\tconfidence\tfind\tsuggest\twhere\tsince\thit\tmiss\tsource
RZ0001\tpost-holder\terror\thigh\t甲市市长张某某\t甲市市委书记张某某\tpresent\t2024-03-01\t甲市市长张某某出席会议。\t甲市市委书记张某某出席会议。\t自拟
";

fn scan(engine: &Engine, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    format::read(Source::new(Origin::file("例.txt"), text), &Limits::default(), &mut |item| match item {
        Item::Document(document) => findings.extend(engine.scan(&document)),
        Item::Skip(skip) => unreachable!("{skip:?}"),
    });
    findings.retain(|finding| finding.rule.name == "post-holder");
    findings
}

#[test]
fn posts_are_judged_by_the_documents_own_date() {
    let engine = Engine::builder().dictionary("任职.tsv", POSTS).build().unwrap();
    let notice = |sentence: &str, date: &str| {
        format!(
            "关于召开会议的通知\n\n各有关单位：\n\n{sentence}请提前安排好工作，按时参加，不得缺席。\n\n甲市人民政府办公室\n{date}\n"
        )
    };
    let verdict = |text: &str| scan(&engine, text).first().map(|finding| finding.verdict.name());
    assert_eq!(verdict(&notice("甲市市长张某某出席会议。", "2024年5月6日")), Some("report"));
    assert_eq!(verdict(&notice("甲市市长张某某出席会议。", "2023年5月6日")), Some("cleared"));
    assert_eq!(verdict(&notice("时任甲市市长张某某出席会议。", "2024年5月6日")), Some("cleared"));
    assert_eq!(verdict("甲市市长张某某出席会议。"), Some("not-run"));
}

#[test]
fn a_users_line_switches_a_built_in_entry_off() {
    let fires = |dictionaries: &[(String, String)]| {
        let entries = dictionary::load(dictionaries).unwrap();
        let phrases = Phrases::new(&entries);
        phrases.trials("材料中写道：布署。", &|| None).first().map(|trial| trial.entry.to_owned())
    };
    let id = fires(&[]).unwrap();
    let off = format!("id\tcategory\tseverity\tfind\n{id}\t\toff\t\n");
    assert_eq!(fires(&[("停用.tsv".to_owned(), off)]), None);
}
