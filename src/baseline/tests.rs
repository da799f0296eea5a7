use super::*;
use crate::finding::{Excerpt, Fingerprint, Message, Secret, Shown};
use crate::place::Place;
use crate::rule::{Basis, Bilingual, Category, Confidence, Examples, Rule, Severity};
use crate::span::Span;

static RULE: Rule = Rule {
    id: "TST001",
    name: "test",
    category: Category::Privacy,
    severity: Severity::Serious,
    basis: Basis::Law,
    summary: Bilingual { zh: "试", en: "test" },
    explain: Bilingual { zh: "试", en: "test" },
    citations: &[],
    examples: Examples { hit: &["x"], miss: &["y"] },
};

/// A number that belongs to nobody: no region begins with 00.
const SYNTHETIC: &str = "001234190001011234";
const ANOTHER: &str = "001234190001015678";

fn finding(context: u64, plain: &str) -> Finding {
    let empty = || Shown::Plain(String::new());
    Finding {
        rule: &RULE,
        severity: Severity::Serious,
        confidence: Confidence::High,
        span: Span::new(0, plain.len()),
        chars: (0, plain.len()),
        raw: None,
        place: Place::Whole,
        also: vec![],
        text: Shown::Secret(Secret::new(plain, "****")),
        excerpt: Excerpt { before: empty(), after: empty() },
        message: Message::new("试", "test"),
        suggestion: None,
        evidence: vec![],
        count: 1,
        verdict: Verdict::Report,
        context: Fingerprint(context),
        fingerprint: Fingerprint(context),
    }
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn decision() -> Decision {
    Decision {
        by: "李编辑".into(),
        on: Some(day("2026-01-02")),
        until: Some(day("2026-12-31")),
        reason: "公示期内依法公开".into(),
        state: State::Accepted,
    }
}

fn accepted(baseline: &Baseline, mut found: Vec<Finding>, path: &str, gone: bool) -> Vec<bool> {
    baseline.apply(&mut found, path, &|_| gone);
    found.iter().map(|finding| !finding.is_reported()).collect()
}

fn baseline_of(found: &[Finding], key: Option<Key>) -> Baseline {
    let (entries, refused) = create(found, "a/名单.html", &decision(), key.as_ref());
    assert!(refused.is_empty());
    let reread = parse(&render(&entries)).unwrap();
    Baseline::new(reread, day("2026-06-01"), key)
}

fn idle(baseline: &Baseline) -> Vec<Idle> {
    baseline.idle(&|_| false).into_iter().map(|(_, idle)| idle).collect()
}

#[test]
fn an_entry_covers_its_place_and_no_other() {
    let baseline = baseline_of(&[finding(7, SYNTHETIC)], None);
    let twice = vec![finding(7, SYNTHETIC), finding(7, SYNTHETIC), finding(8, SYNTHETIC)];
    assert_eq!(accepted(&baseline, twice, "a/名单.html", false), [true, false, false]);
}

#[test]
fn a_moved_file_keeps_its_entries_and_a_copy_does_not_get_them() {
    let baseline = baseline_of(&[finding(7, SYNTHETIC)], None);
    assert_eq!(accepted(&baseline, vec![finding(7, SYNTHETIC)], "b/名单.html", true), [true]);
    assert_eq!(accepted(&baseline, vec![finding(7, SYNTHETIC)], "b/名单.html", false), [false]);
}

#[test]
fn a_key_tells_another_number_in_the_same_place_apart() {
    let key = || Key::new(b"only for this test: 0123456789").unwrap();
    let baseline = baseline_of(&[finding(7, SYNTHETIC)], Some(key()));
    assert_eq!(accepted(&baseline, vec![finding(7, SYNTHETIC)], "a/名单.html", false), [true]);
    assert_eq!(accepted(&baseline, vec![finding(7, ANOTHER)], "a/名单.html", false), [false]);
    let unkeyed = baseline_of(&[finding(7, SYNTHETIC)], None);
    assert_eq!(accepted(&unkeyed, vec![finding(7, ANOTHER)], "a/名单.html", false), [true]);
}

#[test]
fn an_expired_entry_is_silent_no_more_and_is_shown() {
    let (entries, _) = create(&[finding(7, SYNTHETIC)], "a", &decision(), None);
    let baseline = Baseline::new(entries, day("2027-01-01"), None);
    assert_eq!(accepted(&baseline, vec![finding(7, SYNTHETIC)], "a", false), [false]);
    assert_eq!(idle(&baseline), [Idle::Expired]);
}

#[test]
fn an_unused_entry_is_shown() {
    let baseline = baseline_of(&[finding(7, SYNTHETIC)], None);
    assert!(idle(&baseline).is_empty(), "its file was not scanned");
    accepted(&baseline, vec![finding(8, SYNTHETIC)], "a/名单.html", false);
    assert_eq!(idle(&baseline), [Idle::Unused]);
    assert!(baseline.without_idle(&|_| false).is_empty());
    accepted(&baseline, vec![finding(7, SYNTHETIC)], "a/名单.html", false);
    assert!(idle(&baseline).is_empty());
}

#[test]
fn serious_findings_need_a_reason_and_a_last_day() {
    let undated = Decision { until: None, ..decision() };
    let found = [finding(7, SYNTHETIC)];
    let (entries, refused) = create(&found, "a", &undated, None);
    assert!(entries.is_empty());
    assert_eq!(refused.len(), 1);
}

#[test]
fn nothing_of_the_number_is_kept() {
    let key = Key::new(b"only for this test: 0123456789").unwrap();
    for key in [None, Some(&key)] {
        let (entries, _) = create(&[finding(7, SYNTHETIC)], "a", &decision(), key);
        let text = render(&entries);
        for window in SYNTHETIC.as_bytes().windows(5) {
            assert!(!text.contains(std::str::from_utf8(window).unwrap()), "{text}");
        }
        assert!(text.contains("\"shape\":\"n18\""));
    }
}

#[test]
fn folders_cover_what_lies_below_them() {
    let (mut entries, _) = create(&[finding(7, SYNTHETIC)], "a", &decision(), None);
    entries[0].scope = Scope::RuleInDir;
    entries[0].path = "公示/".into();
    let baseline = Baseline::new(entries, day("2026-06-01"), None);
    assert_eq!(accepted(&baseline, vec![finding(9, SYNTHETIC)], "公示/一/二.html", false), [true]);
    assert_eq!(accepted(&baseline, vec![finding(9, SYNTHETIC)], "公示栏/一.html", false), [false]);
}

#[test]
fn faults_name_their_line_and_not_its_content() {
    let faults = parse("\n{\"rule\":\"x\"}\n{\"oops\":\"001234190001011234\"}\n").unwrap_err();
    assert_eq!(faults.len(), 2);
    assert!(faults[0].starts_with("2: ") && faults[1].starts_with("3: "));
    assert!(!faults.concat().contains("001234"));
}
