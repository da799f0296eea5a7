//! Masks, strong and weak, in the shapes that sites publish. All numbers are synthetic.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::LazyLock;

use shenjiao::finding::Verdict;
use shenjiao::format::{self, Item, Limits};
use shenjiao::rule::Severity;
use shenjiao::{Engine, Finding, Origin, Source};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builder().build().unwrap());

fn scan(name: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    format::read(Source::new(Origin::file(name), text), &Limits::default(), &mut |item| match item {
        Item::Document(document) => findings.extend(ENGINE.scan(&document)),
        Item::Skip(skip) => panic!("{skip:?}"),
    });
    findings.retain(|finding| finding.rule.name == "weak-mask");
    findings
}

/// `serious`, `error`, `cleared` or `nothing`.
fn verdict(name: &str, text: &str) -> &'static str {
    match scan(name, text).first() {
        None => "nothing",
        Some(Finding { verdict: Verdict::Report, severity: Severity::Serious, .. }) => "serious",
        Some(Finding { verdict: Verdict::Report, .. }) => "error",
        Some(_) => "cleared",
    }
}

fn expect(wanted: &str, texts: &[&str]) {
    let found: Vec<_> = texts.iter().map(|text| (verdict("名单.txt", text), *text)).collect();
    let wrong: Vec<_> = found.iter().filter(|(found, _)| *found != wanted).collect();
    assert!(wrong.is_empty(), "expected {wanted}: {wrong:#?}");
}

#[test]
fn ten_or_fewer_are_serious() {
    expect(
        "serious",
        &[
            "某甲，身份证号46010619900307123*",
            "某甲，身份证号460106199003071**5",
            "某甲，身份证号46010619900307**35",
            "某甲，身份证号460106199003**1235",
            "某甲，身份证号4601061990**071235",
            "某甲，身份证号460106****03071235",
            "某甲，身份证号4601**199003071235",
            "某甲，身份证号46****199003071235",
            "某甲 4601061990●●071235 合格",
        ],
    );
}

#[test]
fn a_thousand_or_fewer_are_an_error() {
    expect(
        "error",
        &[
            "某甲，身份证号4601061990****1235",
            "某甲，身份证号46010619900307****",
            "某甲，身份证号46010619900307***5",
            "某甲，身份证号460106200107081***",
            "某甲，身份证号460106199003071***",
            "某甲，身份证号460106******071235",
            "某甲，身份证号******199003071235",
            "某甲 4601061990****1235 合格",
        ],
    );
}

#[test]
fn the_usual_masks_are_enough() {
    expect(
        "cleared",
        &[
            "某甲，身份证号460106********1235",
            "某甲，身份证号4601**********1235",
            "某甲，身份证号460***********1235",
            "某甲，身份证号46*************235",
            "某甲，身份证号460106**********35",
            "某甲，身份证号4601061990********",
            "某甲，手机号138****5678",
            "某甲 460106********1235 合格",
        ],
    );
}

#[test]
fn every_mask_character_counts() {
    for mark in "*×＊●○■□•Xx#?_某◆█".chars() {
        let mask: String = std::iter::repeat_n(mark, 4).collect();
        let text = format!("某甲，身份证号4601061990{mask}1235");
        assert_eq!(verdict("名单.txt", &text), "error", "{text}");
    }
    expect("error", &["某甲，身份证号460106 1990 **** 1235", "某甲，身份证号460106-1990****-1235"]);
}

#[test]
fn nobody_counts_asterisks() {
    expect(
        "cleared",
        &["身份证号：460106***1235", "身份证号：460106************1235", "证件号：460106…1235", "460106*******1235"],
    );
    expect("error", &["身份证号：46010619900307**", "身份证号：46010619900307********", "身份证号：4601061990***1235"]);
}

#[test]
fn x_is_the_check_character_too() {
    expect("error", &["身份证号：46010619900307XXXX", "身份证号：4601061990XXXX123X", "身份证号：4601061990****123X"]);
    expect("serious", &["身份证号：460106199003XX123X"]);
    expect("nothing", &["身份证号：46010619900307123X", "身份证号：46010619900307123x"]);
}

#[test]
fn what_stands_beside_a_mask_counts() {
    expect(
        "serious",
        &[
            "某甲，男，1990年3月7日出生，身份证号460106********1235",
            "姓名：某甲\n出生日期：1990-03-07\n身份证号：460106********1235",
            "身份证号460106********1235，生于1990年3月7日",
            "某甲，1990年3月出生，身份证号460106********1235",
        ],
    );
    expect("error", &["某甲，1990年生，身份证号460106********1235", "某甲，身份证号460106********1235，1990年生"]);
    let list = |header: &str, cell: &str| format!("姓名,{header},身份证号\n某甲,{cell},460106********1235\n某乙,,\n");
    assert_eq!(verdict("名单.csv", &list("出生日期", "1990-03-07")), "serious");
    assert_eq!(verdict("名单.csv", &list("出生年月", "199003")), "serious");
    assert_eq!(verdict("名单.csv", &list("出生年份", "1990")), "error");
    assert_eq!(verdict("名单.csv", &list("性别", "男")), "cleared");
    assert_eq!(verdict("名单.csv", &list("公示日期", "2023-03-07")), "cleared");
    assert_eq!(
        verdict("名单.csv", &list("出生日期", "1991-04-08")),
        "cleared",
        "it contradicts the number: somebody else's"
    );
}

#[test]
fn the_last_digits_elsewhere_count() {
    let list = "姓名,身份证号,证件号后四位\n某甲,46010619900307****,1235\n";
    assert_eq!(verdict("名单.csv", list), "serious");
}

#[test]
fn two_masks_of_one_number_are_put_together() {
    let list = "姓名,身份证号,证件号码\n某甲,460106********1235,46010619900307****\n";
    let severities: Vec<_> = scan("名单.csv", list).iter().map(|finding| finding.severity).collect();
    assert_eq!(severities, [Severity::Serious, Severity::Serious]);
    let family = "户主身份证号,配偶身份证号\n460106********1235,460107********1243\n";
    assert!(scan("名单.csv", family).iter().all(|finding| finding.verdict != Verdict::Report));
}

#[test]
fn mobiles_and_cards() {
    expect("cleared", &["电话：138****5678", "手机：1380013****", "手机号码138********5678", "1380013****"]);
    expect("serious", &["手机号：1380013567*"]);
    expect("error", &["手机号：138001356**", "手机号：13800135***", "银行卡号：62220212345678***"]);
    expect("cleared", &["银行卡号：6222***********0100", "银行卡号：62220212345*****123"]);
}

#[test]
fn what_hides_no_number_is_not_looked_at() {
    expect(
        "nothing",
        &[
            "满意度：★★★★☆，综合评分4.8分",
            "初始密码为******，首次登录须修改",
            "申请人（签字）：________    日期：____年__月__日",
            "依据本办法第X条第X款，由XX部门负责解释",
            "20XX年XX月XX日起施行，有效期至20**年12月31日",
            "联系电话：0898-XXXXXXXX（请填写单位电话）",
            "身份证号填写18位，手机号填写11位，如1XXXXXXXXXX",
            "规格：1200×600×18mm，共3×4×5箱，屏幕1920×1080",
            "值班实行7*24小时制，2*3*4*5*6*7*8*9=362880",
            "海口市龙华区4601XX片区改造项目",
            "型号：HX-2000XX-18，编号A12**34",
            "参见（20**）琼01民初**号裁判文书，案号（2023）琼0106民初****号",
            "身份证号：__________________  联系电话：______________",
            "编号：□□□□-□□-□□□□□□",
            "姓名：某某某，身份证号码：******************",
            "订单号4601061990****1235",
            "统一社会信用代码：91460100********1X",
            "第 ___ 页 共 ___ 页，图号460106____",
            "2020**2021**2022**2023**",
        ],
    );
}

#[test]
fn the_message_says_how_many_and_what_to_hide() {
    let finding = &scan("名单.txt", "某甲，身份证号4601061990****1235")[0];
    assert_eq!(finding.message.zh, "还能推出 33 个号码；请再隐去第 7–10 位");
    assert_eq!(finding.suggestion.as_deref(), Some("460106********1235"));
    assert!(!finding.message.zh.contains("460106") && !finding.text.as_str(false).contains("1990"));
    let cleared = scan("名单.txt", "某甲，身份证号460106********1235");
    assert!(
        matches!(&cleared[0].verdict, Verdict::Cleared { reason } if reason.zh.contains("33")),
        "{:?}",
        cleared[0].verdict
    );
}

#[test]
fn a_suggestion_leaves_enough_even_beside_a_birth_date() {
    let finding = &scan("名单.txt", "某甲，男，1990年3月7日出生，身份证号460106********1235")[0];
    let suggestion = finding.suggestion.clone().unwrap();
    assert_eq!(
        verdict("名单.txt", &format!("某甲，男，1990年3月7日出生，身份证号{suggestion}")),
        "nothing",
        "{suggestion}"
    );
}

#[test]
fn masks_of_neighbouring_cells_are_not_one_number() {
    let row = |name: &str, id: &str| format!("1\t某村\t{name}\t{id}\t2\t***\t6212*********9056\t262\n");
    let head = "某县补助金发放明细表\n\n序号\t村\t户主姓名\t身份证号\t人数\t原因\t一卡通账号\t金额（元）\n";
    let rows = [row("陈某一", "510202********8670"), row("陈某二", "510202********8531")].concat();
    for text in [format!("{head}{rows}"), rows] {
        let found = scan("名单.txt", &text);
        assert!(!found.is_empty());
        for finding in found {
            assert!(!finding.text.as_str(true).contains('\t') && finding.verdict != Verdict::Report, "{finding:?}");
        }
    }
}
