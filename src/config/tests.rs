use super::*;
use crate::rule::{Basis, Bilingual, Category, Examples};

static RULE: Rule = Rule {
    id: "TST001",
    name: "test-rule",
    category: Category::Wording,
    severity: Severity::Error,
    basis: Basis::Published,
    summary: Bilingual { zh: "试", en: "test" },
    explain: Bilingual { zh: "试", en: "test" },
    citations: &[],
    examples: Examples { hit: &["x"], miss: &["y"] },
};

fn today() -> Date {
    Date::new(2026, 6, 30).unwrap()
}

fn faults(text: &str) -> Vec<String> {
    let parsed = Config::parse(text).and_then(|config| config.policy(&[&RULE], today()).map(drop));
    parsed.unwrap_err().iter().map(Fault::to_string).collect()
}

#[test]
fn rules_are_switched_and_levelled() {
    let config = Config::parse("[rules]\ntest-rule = \"advice\"").unwrap();
    let policy = config.policy(&[&RULE], today()).unwrap();
    assert_eq!(policy.severity(&RULE, Severity::Error), Severity::Advice);
    let config = Config::parse("[rules]\ntst001 = \"off\"").unwrap();
    assert!(!config.policy(&[&RULE], today()).unwrap().is_on(&RULE));
}

#[test]
fn every_fault_names_its_line() {
    assert_eq!(faults("[rules]\n\ntest-rul = \"off\""), ["3：没有“test-rul”这条规则，是不是“test-rule”"]);
    assert_eq!(faults("[rules]\ntest-rule = \"loud\"")[0].split('：').next(), Some("2"));
    assert_eq!(faults("\n[rule]\n").len(), 1);
    assert!(faults("\n[rule]\n")[0].starts_with("2：不认识的键 `rule`，可用的键有 "), "{:?}", faults("\n[rule]\n"));
    assert!(faults("exclude = 3")[0].starts_with("1：值的类型不对"));
    assert!(faults("[[allow]]\ntext = \"x\"")[0].contains("缺少 `reason`"));
    assert!(faults("exclude = [")[0].starts_with("1：不是合法的 TOML"));
}

#[test]
fn all_faults_are_told_at_once() {
    let text = "[rules]\nnobody = \"off\"\n[limits]\nbytes = \"much\"\ncells = -1\n";
    assert_eq!(faults(text).len(), 2);
    assert_eq!(faults("[rules]\nnobody = \"off\"\nnothing = \"on\"\n").len(), 2);
}

#[test]
fn an_allowance_ends_after_its_last_day() {
    let allow = |until: &str| {
        let text = format!("[[allow]]\ntext = \"某词\"\nreason = \"地名\"\nuntil = \"{until}\"");
        Config::parse(&text).unwrap()
    };
    let last_day = allow("2026-06-30");
    assert!(last_day.policy(&[&RULE], today()).unwrap().allowed(&RULE, "某词").is_some());
    assert!(last_day.expired(today()).is_empty());
    let over = allow("2026-06-29");
    assert!(over.policy(&[&RULE], today()).unwrap().allowed(&RULE, "某词").is_none());
    assert_eq!(over.expired(today()).len(), 1);
}

#[test]
fn an_allowance_may_be_for_one_rule() {
    let config = Config::parse("[[allow]]\ntext = \"某词\"\nrule = \"TST001\"\nreason = \"地名\"").unwrap();
    let policy = config.policy(&[&RULE], today()).unwrap();
    assert!(policy.allowed(&RULE, "某词").is_some());
    assert!(policy.allowed(&RULE, "某词语").is_none());
    assert!(faults("[[allow]]\ntext = \"x\"\nreason = \"y\"\nrule = \"zzz\"")[0].starts_with("4："));
}

#[test]
fn limits_have_units_and_bounds() {
    let config = Config::parse("[limits]\nbytes = \"64MB\"\nunpacked-bytes = 1000\ndepth = 2").unwrap();
    assert_eq!((config.limits.bytes, config.limits.unpacked_bytes, config.limits.depth), (64 << 20, 1000, 2));
    assert!(faults("[limits]\nbytes = \"9GB\"")[0].contains("4 GB"));
    assert!(faults("[limits]\nbytes = 0")[0].contains("4 GB"));
}
