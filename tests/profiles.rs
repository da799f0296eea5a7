//! What a site's configuration decides about personal numbers: the kind of announcement, what is public, the level
//! of each kind. Every number, name and address is synthetic.
#![allow(clippy::unwrap_used, clippy::panic)]

use shenjiao::config::Config;
use shenjiao::date::Date;
use shenjiao::format::{self, Item, Limits};
use shenjiao::rule::Severity;
use shenjiao::{Engine, Finding, Origin, Source};

/// What is reported in a text file under this configuration.
fn scan(config: &str, text: &str) -> Vec<Finding> {
    let config = Config::parse(config).unwrap();
    let engine = Engine::builder().numbers(config.numbers.clone()).build().unwrap();
    let policy = config.policy(&engine.rules(), Date::new(2026, 1, 1).unwrap()).unwrap();
    let engine = engine.with_policy(policy);
    let mut findings = Vec::new();
    format::read(Source::new(Origin::file("例.txt"), text), &Limits::default(), &mut |item| match item {
        Item::Document(document) => findings.extend(engine.scan(&document)),
        Item::Skip(skip) => panic!("{skip:?}"),
    });
    findings.retain(|finding| finding.rule.id.starts_with("PII") && finding.is_reported());
    findings
}

fn reported(config: &str, text: &str) -> Vec<&'static str> {
    scan(config, text).iter().map(|finding| finding.rule.name).collect()
}

fn profile(name: &str) -> String {
    format!("[numbers]\nprofile = \"{name}\"\n")
}

/// A name with a telephone and no word about it.
const NAME_AND_MOBILE: &str = "王某某 13800001234";

#[test]
fn the_profile_tells_whose_a_telephone_is_where_nothing_else_does() {
    assert_eq!(reported(&profile("公示"), NAME_AND_MOBILE), ["mobile"]);
    assert_eq!(reported(&profile("通知"), NAME_AND_MOBILE), [""; 0]);
    assert_eq!(reported(&profile("采购"), NAME_AND_MOBILE), [""; 0]);
}

#[test]
fn without_a_profile_the_title_tells() {
    for (title, expected) in
        [("某镇临时救助名单公示", &["mobile"][..]), ("关于举办培训班的通知", &[]), ("某校课桌采购项目成交公告", &[])]
    {
        assert_eq!(reported("", &format!("{title}\n{NAME_AND_MOBILE}")), *expected, "{title}");
    }
}

#[test]
fn a_profile_hides_nothing_that_stands_with_an_id() {
    for name in ["公示", "通知", "采购"] {
        let text = "王某某，身份证号460106199001011239，手机13800001234";
        assert_eq!(reported(&profile(name), text), ["citizen-id", "mobile"], "{name}");
    }
}

#[test]
fn accounts_of_bidders_are_public() {
    let refund = "王某某，账号：6200000000000005";
    assert_eq!(reported(&profile("采购"), refund), [""; 0]);
    assert_eq!(reported(&profile("公示"), refund), ["bank-card"]);
    let person = "王某某，身份证号460106199001011239，账号：6200000000000005";
    assert_eq!(reported(&profile("采购"), person), ["citizen-id", "bank-card"]);
}

#[test]
fn what_a_site_calls_public_is_silent_in_every_profile() {
    let text = "某镇补贴名单公示\n挂点干部\t挂点干部手机\n王某某\t13800001234";
    let own = "姓名\t本人手机\n王某某\t13800001234";
    let public = "[numbers]\npublic-labels = [\"本人手机\"]\n";
    assert_eq!(reported("", own), ["mobile"]);
    assert_eq!(reported(public, own), [""; 0]);
    assert_eq!(reported("", text), [""; 0]);
}

#[test]
fn contact_mobiles_are_advice_where_the_site_wants_it_but_not_in_tenders() {
    let advise = |name: &str| format!("{}contact-mobiles = \"advise\"\n", profile(name));
    let contact = "联系人：王主任，联系电话：13800001234";
    assert_eq!(reported(&profile("通知"), contact), [""; 0]);
    for (name, expected) in [("公示", &["office-contact"][..]), ("通知", &["office-contact"]), ("采购", &[])] {
        let found = scan(&advise(name), contact);
        assert_eq!(found.iter().map(|found| found.rule.name).collect::<Vec<_>>(), *expected, "{name}");
        assert!(found.iter().all(|found| found.severity == Severity::Advice));
    }
}

#[test]
fn every_kind_has_a_level_of_its_own() {
    let text = "王某某，身份证号460106199001011239，手机13800001234";
    let levels = |config: &str| scan(config, text).iter().map(|found| found.severity).collect::<Vec<_>>();
    assert_eq!(levels(""), [Severity::Serious, Severity::Error]);
    assert_eq!(levels("[rules]\nmobile = \"serious\"\n"), [Severity::Serious, Severity::Serious]);
    assert_eq!(levels("[rules]\nmobile = \"advice\"\ncitizen-id = \"error\"\n"), [Severity::Error, Severity::Advice]);
    assert_eq!(levels("[rules]\nmobile = \"off\"\n"), [Severity::Serious]);
}
