//! What is found and what stays silent among numbers, grouped by what the reader would say.
//!
//! Every number is synthetic: made up, with a computed check character.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::OnceLock;

use proptest::prelude::*;
use shenjiao::detect::number::policy::{ContactMobiles, NumberPolicy};
use shenjiao::format::{self, Item, Limits};
use shenjiao::judge::Policy;
use shenjiao::{Engine, Finding, Origin, Source};

/// A synthetic ID used wherever any will do.
const ID: &str = "460106199001011239";
/// A synthetic mobile.
const MOBILE: &str = "13800001234";

/// One engine for all tests: it is built once and shared by threads.
fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::builder().policy(Policy { each: true, ..Policy::default() }).build().unwrap())
}

fn scan(engine: &Engine, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    format::read(Source::new(Origin::file("例.txt"), text), &Limits::default(), &mut |item| match item {
        Item::Document(document) => findings.extend(engine.scan(&document)),
        Item::Skip(skip) => panic!("{skip:?}"),
    });
    findings.retain(|finding| finding.rule.id.starts_with("PII"));
    findings
}

/// The names of what is reported.
fn reported(engine: &Engine, text: &str) -> Vec<&'static str> {
    scan(engine, text).iter().filter(|finding| finding.is_reported()).map(|finding| finding.rule.name).collect()
}

/// The names of what was looked at and found innocent.
fn cleared(engine: &Engine, text: &str) -> Vec<&'static str> {
    scan(engine, text).iter().filter(|finding| !finding.is_reported()).map(|finding| finding.rule.name).collect()
}

fn check(rows: &[(&str, &[&str])]) {
    let engine = engine();
    let faults: Vec<String> = rows
        .iter()
        .map(|(text, expected)| (text, expected, reported(engine, text)))
        .filter(|(_, expected, found)| **expected != found.as_slice())
        .map(|(text, expected, found)| format!("{text}\n  expected {expected:?}\n  found    {found:?}"))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn silent(texts: &[&str]) {
    let rows: Vec<(&str, &[&str])> = texts.iter().map(|text| (*text, &[][..])).collect();
    check(&rows);
}

#[test]
fn every_writing_of_an_id_is_found() {
    let all = [
        ID,
        "46010619900101123９",
        "４６０１０６１９９００１０１１２３９",
        "𝟒𝟔𝟎𝟏𝟎𝟔𝟏𝟗𝟗𝟎𝟎𝟏𝟎𝟏𝟏𝟐𝟑𝟗",
        "④⑥⓪①⓪⑥①⑨⑨⓪⓪①⓪①①②③⑨",
        "四六零一零六一九九零零一零一一二三九",
        "肆陆零壹零陆壹玖玖零零壹零壹壹贰叁玖",
        "四六〇幺〇六幺九九〇〇幺〇幺幺二三九",
        "460106 19900101 1239",
        "460106-19900101-1239",
        "460106.19900101.1239",
        "4601 0619 9001 0112 39",
        "4 6 0 1 0 6 1 9 9 0 0 1 0 1 1 2 3 9",
        "460106\u{a0}19900101\u{2009}1239",
        "460106\u{3000}19900101\u{3000}1239",
        "4601\u{200b}0619\u{feff}9001011239",
        "460106\u{ad}199001011239",
        "460106\\-19900101\\-1239",
        "4601061990\n01011239",
        "4601061990-\n01011239",
        "46010619900101 1239",
        "460106－19900101—1239",
    ];
    let engine = engine();
    for writing in all {
        for text in [
            format!("王某，身份证号：{writing}，住本市。"),
            format!("证件（{writing}）已核验"),
            format!("本市居民{writing}于上月申请"),
        ] {
            let found = scan(engine, &text);
            let ids: Vec<&str> = found
                .iter()
                .filter(|finding| finding.rule.name == "citizen-id")
                .map(|finding| &text[finding.span.range()])
                .collect();
            assert_eq!(ids, [writing], "{text}");
        }
    }
}

#[test]
fn the_check_character_is_written_in_many_ways() {
    for cross in ["X", "x", "×", "Ｘ", "ｘ", " X"] {
        let text = format!("身份证号：11010519491231002{cross}");
        // The sample printed in GB 11643-1999.
        assert_eq!(reported(engine(), &text), ["citizen-id"], "{text}");
    }
}

#[test]
fn an_id_is_found_wherever_it_stands() {
    check(&[
        ("ID460106199001011239", &["citizen-id"]),
        ("王某_460106199001011239_1.jpg", &["citizen-id"]),
        ("https://example.gov.cn/q?sfz=460106199001011239&t=1", &["citizen-id"]),
        ("https://example.gov.cn/files/460106199001011239.pdf", &["citizen-id"]),
        ("460106199001011239的持有人", &["citizen-id"]),
        ("身份证号：46O106l99OO1O11239", &["citizen-id"]),
        ("身份证号：460106199001011239、460106198808080214", &["citizen-id", "citizen-id"]),
        ("身份证号：\n460106199001011239", &["citizen-id"]),
    ]);
}

#[test]
fn relatives_of_the_id_have_names_of_their_own() {
    check(&[
        ("81000019920315001X", &["residence-permit"]),
        ("身份证号：460106680808021", &["citizen-id-15"]),
        ("永久居留身份证：931460198506120039", &["foreign-resident-id"]),
        ("残疾证号：46010619900101123942", &["disability-card"]),
        ("学籍号：G460106199001011239", &["student-number"]),
        ("身份证号：460106199001011238", &["citizen-id-miswritten"]),
        ("身份证号：46010619900101123", &["citizen-id-miswritten"]),
        ("身份证号：4601061990010112399", &["citizen-id-miswritten"]),
        ("身份证号：4.60106199001E+17", &["citizen-id-miswritten"]),
        ("护照号码：E00001234", &["passport"]),
        ("往来港澳通行证：C00001234", &["travel-permit"]),
        ("王某，身份证号460106199001011239，银行卡号6200000000000005", &["citizen-id", "bank-card"]),
    ]);
}

#[test]
fn the_label_decides_what_a_valid_number_is() {
    let engine = engine();
    for label in [
        "订单号",
        "合同编号",
        "项目编号",
        "流水号",
        "统一社会信用代码",
        "快递单号",
        "发票号码",
        "备案号",
        "案号",
        "索引号",
        "准考证号",
        "不动产单元号",
        "车架号",
        "受理编号",
        "缴费户号",
    ] {
        let line = format!("{label}：{ID}");
        assert_eq!((reported(engine, &line), cleared(engine, &line)), (vec![], vec!["citizen-id"]), "{line}");
        let table = format!("序号\t{label}\t数量\n1\t{ID}\t5\n2\t460106198808080214\t6");
        assert_eq!(reported(engine, &table), [""; 0], "{table}");
        assert_eq!(cleared(engine, &table).len(), 2, "{table}");
    }
}

#[test]
fn a_persons_mobile_is_found() {
    let engine = engine();
    let all = [
        MOBILE,
        "１３８００００１２３４",
        "一三八零零零零一二三四",
        "幺三八〇〇〇〇幺二三四",
        "138 0000 1234",
        "138-0000-1234",
        "+8613800001234",
        "+86 138 0000 1234",
        "0086-13800001234",
        "138\u{200b}00001234",
        "1380000 1234",
        "𝟏𝟑𝟖𝟎𝟎𝟎𝟎𝟏𝟐𝟑𝟒",
        "8613800001234",
    ];
    for writing in all {
        for text in [
            format!("王某，女，手机号：{writing}。"),
            format!("王某，身份证号：{ID}，电话：{writing}"),
            format!("姓名：李某　联系电话：{writing}"),
        ] {
            assert!(reported(engine, &text).contains(&"mobile"), "{text}");
        }
    }
    check(&[
        ("姓名\t联系电话\n王某某\t13800001234\n李某某\t13800001235", &["mobile", "mobile"]),
        ("李某某 13800001234", &["mobile"]),
        ("13800001234", &["mobile"]),
        ("学生家长电话：13800001234", &["mobile"]),
    ]);
}

#[test]
fn contacts_are_public() {
    silent(&[
        "联系人：王某某，联系电话：13800001234",
        "采购人信息\n名称：某市某局\n地址：某市某路1号\n联系方式：王老师 13800001234",
        "某学校食堂设备采购项目成交公告\n供应商名称：某某有限公司\n联系电话：13800001234",
        "报名咨询电话：0898-60001234、13800001234（李老师）",
        "如有异议，请在公示期内向某局反映，电话：13800001234。",
        "单位\t联系人\t联系电话\n某局\t王某某\t13800001234\n某中心\t李某某\t13800001235",
        "河长姓名\t职务\t联系电话\n王某某\t镇长\t13800001234",
        "监督电话：60001234　传真：0898-60001235",
        "服务热线12345，消费维权12315，全国统一电话400-000-1234",
        "详情请与张主任联系：13800001234",
    ]);
    assert_eq!(cleared(engine(), "联系人：王某某，联系电话：13800001234"), ["office-contact"]);
}

#[test]
fn a_site_may_ask_for_advice_on_contact_mobiles() {
    let numbers = NumberPolicy { contact_mobiles: ContactMobiles::Advise, ..NumberPolicy::default() };
    let engine = &Engine::builder().numbers(numbers).build().unwrap();
    assert_eq!(reported(engine, "关于培训的通知\n联系人：王某某，联系电话：13800001234"), ["office-contact"]);
    assert_eq!(reported(engine, "设备采购公告\n联系人：王某某，联系电话：13800001234"), [""; 0]);
}

#[test]
fn a_site_may_call_a_label_public() {
    let text = "姓名\t身份\t结对人电话\n王某某\t干部\t13800001234\n李某某\t干部\t13800001235";
    assert_eq!(reported(engine(), text).len(), 2);
    let numbers = NumberPolicy { public_labels: vec!["结对人电话".to_owned()], ..NumberPolicy::default() };
    let engine = Engine::builder().numbers(numbers).build().unwrap();
    assert_eq!(reported(&engine, text), [""; 0]);
}

#[test]
fn numbers_that_look_like_mobiles_are_left_alone() {
    silent(&[
        "中标金额：13800001234元",
        "合计 13800001234.50 元",
        "¥13800001234",
        "准考证号：13800001234",
        "姓名\t准考证号\t成绩\n王某某\t13800001234\t80\n李某某\t13800001235\t81",
        "序号\t项目\t金额（元）\n1\t道路\t13800001234\n2\t桥梁\t13900001234",
        "坐标：东经109.13800001234，北纬18.13900001234",
        "91460100MA13800001234X",
        "20210608153013800001234",
        "邮箱：13800001234@example.com",
        "文件编号：AB13800001234",
        "2021-13800001234-01",
        "md5: 13800001234abcdef13800001234",
        "水表户号：13800001234",
        "https://example.gov.cn/art/2021/13800001234.html",
        "电话：138****1234",
    ]);
}

#[test]
fn public_numbers_are_left_alone() {
    silent(&[
        "网站标识码：4601000001",
        "琼公网安备 46010602000001号",
        "统一社会信用代码：91460100MA5TERT12D",
        "统一社会信用代码 11460000008173000X",
        "某市某局 某府办函〔2021〕123号",
        "收款单位：某市财政局　开户行：某银行某支行　账号：6200000000000005",
        "投标人：某某有限公司，开户银行：某银行，账号：6200000000000000001",
        "ISBN 978-7-000-00000-2",
        "时间戳 1623123456789012345",
        "快递单号：1234567890123456789012345",
        "不动产单元号：460106001001GB00001F00010001",
        "身份证号：123456789012345678",
        "身份证号码为18位，前6位是行政区划代码。",
        "2021年6月8日-2021年6月29日",
        "1949 1978 1992 2001 2012 2017 2021 2022 2023",
        "第一二三四五六七八九十条",
        "邮政编码：570100　地址：某市某路1号某大厦12楼1201室",
    ]);
}

#[test]
fn homes_birthdays_and_illness_are_found_only_beside_persons() {
    check(&[
        ("姓名\t家庭住址\n王某\t某县某镇某村3组12号\n李某\t某县某镇某村3组13号", &["home-address", "home-address"]),
        ("姓名：王某，性别：女，出生日期：1990年1月1日", &["birth-date"]),
        ("当事人：陈某，男，住某省某市某街道某路12号3栋201室。", &["home-address"]),
        ("姓名\t残疾等级\n王某\t二级\n李某\t一级", &["sensitive-column"]),
    ]);
    silent(&[
        "单位名称\t地址\n某某有限公司\t某市某区某路12号1栋101室",
        "王某，男，1970年1月生，汉族，大学学历，现任某局局长，拟任某县县长。",
        "患者王某，住院楼3号201室，床位已满",
        "残疾等级\t人数\n一级\t10\n二级\t20",
        "当事人：某某有限公司，住所：某市某区某路12号101室",
        "姓名\t性别\t出生年月\n王某\t女\t1990.01\n李某\t男\t1991.02",
    ]);
}

#[test]
fn a_number_may_be_spread_over_cells() {
    let digits: Vec<String> = ID.chars().map(|char| char.to_string()).collect();
    let row = format!("身份证号\t{}\n姓名\t王某", digits.join("\t"));
    assert!(reported(engine(), &row).contains(&"citizen-id"), "{row}");
    let parts = "地区码\t生日码\t顺序码\t备注\n460106\t19900101\t1239\t无\n460106\t19880808\t0214\t无";
    assert_eq!(reported(engine(), parts), ["citizen-id", "citizen-id"]);
}

#[test]
fn a_number_written_wrongly_is_told_by_its_column() {
    let rows: String = (1..=6).map(|row| format!("王某\t{}\t好\n", synthetic(460_106, 1990, 1, row, row))).collect();
    let text = format!("姓名\t内容\t备注\n{rows}李某\t460106199001011238\t好\n");
    assert_eq!(reported(engine(), &text).last(), Some(&"citizen-id-miswritten"));
    assert_eq!(reported(engine(), "姓名\t内容\t备注\n李某\t460106199001011238\t好\n王某\t1\t好"), [""; 0]);
}

#[test]
fn a_vague_header_clears_no_id() {
    for header in ["号码", "证号", "内容"] {
        let text = format!("姓名\t{header}\n王某\t{ID}\n李某\t460106198808080214");
        assert_eq!(reported(engine(), &text), ["citizen-id", "citizen-id"], "{header}");
    }
}

#[test]
fn letters_stand_for_the_first_or_the_last_digit_under_a_label() {
    check(&[("身份证号：l1010519491231002X", &["citizen-id"]), ("编号：l1010519491231002X", &[])]);
    let number =
        (1..=200).map(|sequence| synthetic(460_106, 1990, 1, 1, sequence)).find(|id| id.ends_with('0')).unwrap();
    assert_eq!(reported(engine(), &format!("身份证号：{}O，", &number[..17])), ["citizen-id"]);
}

#[test]
fn a_column_is_one_finding() {
    let engine = &Engine::builder().build().unwrap();
    let rows: String = (1..=9).map(|row| format!("王某\t{}\n", synthetic(460_106, 1990, 1, row, row))).collect();
    let text = format!("姓名\t身份证号\n{rows}");
    let found: Vec<Finding> = scan(engine, &text).into_iter().filter(Finding::is_reported).collect();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].count, found[0].also.len()), (9, 8));
    assert!(found[0].evidence.iter().any(|evidence| evidence.0 == "header:身份证号"));
}

#[test]
fn suggestions_hide_more_where_the_row_tells_the_birth_date() {
    let suggestion = |text: &str| scan(engine(), text).remove(0).suggestion;
    assert_eq!(suggestion(&format!("身份证号：{ID}")).as_deref(), Some("460106********1239"));
    assert_eq!(suggestion(&format!("1990年生，身份证号：{ID}")).as_deref(), Some("4601**********1239"));
    assert_eq!(suggestion("王某，手机号：１３８-００００-１２３４").as_deref(), Some("138****1234"));
}

#[test]
fn nothing_said_of_a_number_repeats_it() {
    let engine = engine();
    for text in [format!("身份证号：{ID}"), "身份证号：460106199001011238".to_owned(), format!("王某 {ID} {MOBILE}")]
    {
        for finding in scan(engine, &text) {
            let said: String = finding.evidence.iter().map(|evidence| evidence.0.to_string()).collect();
            let said = format!("{said}{}{}", finding.message.zh, finding.message.en).replace("18", "");
            assert!(!said.chars().any(|char| char.is_ascii_digit()), "{said}");
        }
    }
}

/// A synthetic ID with its check character.
fn synthetic(region: u32, year: u16, month: u8, day: u8, sequence: u8) -> String {
    let body = format!("{region:06}{year:04}{month:02}{day:02}{sequence:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.bytes().zip(weights).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    format!("{body}{}", b"10X98765432"[sum as usize % 11] as char)
}

/// Ways of writing a number that keep its digits.
fn write(number: &str, way: usize) -> String {
    let map = |table: &[char]| {
        number.chars().map(|char| char.to_digit(10).map_or(char, |digit| table[digit as usize])).collect::<String>()
    };
    let chars: Vec<char> = "零一二三四五六七八九".chars().collect();
    let wide: Vec<char> = "０１２３４５６７８９".chars().collect();
    let join = |gap: &str, cuts: &[usize]| {
        let mut text = number.to_owned();
        cuts.iter().rev().for_each(|&cut| text.insert_str(cut, gap));
        text
    };
    match way {
        0 => number.to_owned(),
        1 => map(&wide),
        2 => map(&chars),
        3 => join(" ", &[6, 14]),
        4 => join("-", &[6, 14]),
        5 => join("\u{200b}", &[3, 9, 12]),
        6 => join(" ", &(1..18).collect::<Vec<_>>()),
        7 => join("\n", &[9]),
        8 => join("\u{2009}", &[4, 8, 12, 16]),
        _ => number.to_lowercase(),
    }
}

const SENTENCES: &[(&str, &str)] = &[
    ("王某，身份证号：", "，住本市。"),
    ("经核查，", "的申请材料齐全。"),
    ("（", "）"),
    ("名单如下：", "\n特此公告。"),
    ("", ""),
    ("证件号码", "已录入系统"),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_valid_id_in_any_writing_and_any_sentence_is_found(
        region in prop::sample::select(vec![110_105_u32, 310_104, 440_305, 460_106, 510_107, 650_102, 320_508]),
        year in 1930_u16..2009, month in 1_u8..13, day in 1_u8..29, sequence in 1_u8..255,
        way in 0_usize..10, sentence in prop::sample::select(SENTENCES.to_vec()),
    ) {
        let number = synthetic(region, year, month, day, sequence);
        let text = format!("{}{}{}", sentence.0, write(&number, way), sentence.1);
        let found = reported(engine(), &text);
        prop_assert_eq!(found, vec!["citizen-id"], "{}", text);
    }

    #[test]
    fn another_check_character_makes_it_no_citizen_id(year in 1930_u16..2009, sequence in 1_u8..255, shift in 1_usize..11) {
        let number = synthetic(460_106, year, 3, 5, sequence);
        let signs = "0123456789X";
        let right = signs.find(&number[17..]).unwrap();
        let wrong = (right + shift) % 11;
        let text = format!("身份证号：{}{}", &number[..17], &signs[wrong..wrong + 1]);
        prop_assert!(!reported(engine(), &text).contains(&"citizen-id"), "{}", text);
    }
}
