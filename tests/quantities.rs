//! Tables of figures and filled-in samples: what alarms and is innocent, beside the lists that are not.
//!
//! Every number, name and address is synthetic.
#![allow(clippy::unwrap_used, clippy::panic)]

use shenjiao::format::{self, Item, Limits};
use shenjiao::judge::Policy;
use shenjiao::{Engine, Origin, Source};

fn check(name: &str, rows: &[(&str, &[&str])]) {
    let policy = Policy { each: true, ..Policy::default() };
    let engine = Engine::builder().policy(policy).build().unwrap();
    for (text, expected) in rows {
        let mut findings = Vec::new();
        format::read(Source::new(Origin::file(name), *text), &Limits::default(), &mut |item| match item {
            Item::Document(document) => findings.extend(engine.scan(&document)),
            Item::Skip(skip) => panic!("{skip:?}"),
        });
        findings.retain(|finding| finding.rule.id.starts_with("PII") && finding.is_reported());
        assert_eq!(findings.iter().map(|finding| finding.rule.name).collect::<Vec<_>>(), *expected, "{text}");
    }
}

#[test]
fn figures_in_lines_are_no_mobiles() {
    check(
        "例.txt",
        &[
            (
                "主要指标\n单位：元\n\n农林牧渔业     13800001234    15200001234    15900001234\n工业           18800001234    13900001234    17700001234\n",
                &[],
            ),
            (
                "年末常住人口与产值\n合计   13800001234   2048.5   15200001234\n甲县   13900001234   1024.5   15300001234\n",
                &[],
            ),
            ("水情日报\n站码 站名 水位 流量\n13800001234 龙塘 12.35 1020\n13900001234 石桥 8.10 960\n", &[]),
            ("竞赛成绩\n王某某 13800001234 85.5 78.25\n", &["mobile"]),
            ("王小明   13800001234\n李小红   13900001234\n", &["mobile", "mobile"]),
        ],
    );
}

#[test]
fn figures_in_tables_are_no_mobiles() {
    check(
        "例.csv",
        &[
            ("测站编码,站名,水位\n13800001234,王家坝,12.35\n13900001234,李集,8.10\n", &[]),
            ("指标,2018,2019\n工业总产值,13800001234,15200001234\n财政收入,13900001234,15300001234\n", &[]),
            ("姓名,手机号,成绩\n王小明,13800001234,88.5\n李小红,13900001234,90.25\n", &["mobile", "mobile"]),
        ],
    );
    check(
        "例.html",
        &[
            (
                "<table><tr><th>地区</th><th></th><th></th></tr><tr><td>东县</td><td>13800001234</td><td>2048.55</td></tr>\
          <tr><td>西县</td><td>9800001234</td><td>1024.55</td></tr><tr><td>南县</td><td>7800001234</td><td>1024.75</td></tr></table>",
                &[],
            ),
            (
                "<table><tr><th>姓名</th><th>联系方式</th></tr><tr><td>王小明</td><td>13800001234</td></tr></table>",
                &["mobile"],
            ),
        ],
    );
}

#[test]
fn samples_say_so() {
    check(
        "例.txt",
        &[
            ("申请表填写样例\n申请人：张三\n身份证号：460106199003071***\n家庭住址：某县某镇某村12号\n", &[]),
            ("填表说明：证件号码遮去末三位，例如身份证号460106199003071***。", &[]),
            ("救助名单\n姓名：王某某\n身份证号：460106199003071***\n", &["weak-mask"]),
            // 病例 and 案例 are persons, no examples.
            ("病例：王某某，身份证号460106199003071***。", &["weak-mask"]),
            // What is complete and valid may be somebody's, and so may what stands beside it.
            ("申请表填写样例\n姓名：王某某\n身份证号：460106199001011239\n", &["citizen-id"]),
            (
                "报名表样表\n姓名：王某某\n身份证号：460106199001011239\n家庭住址：某县某镇某村12号\n",
                &["citizen-id", "home-address"],
            ),
        ],
    );
}

#[test]
fn words_that_nobody_listed_are_believed_where_nobody_is_named() {
    for text in [
        "站名\t站码\t水位(m)\t累计水量\n大桥\t60000001\t12.31\t13800001234\n石门\t60000002\t10.31\t13800001235\n龙潭\t60000003\t11.31\t13800001236\n",
        "文件名  MD5  字节数\n一号  0123456789abcdef0123456789abcdef  13800001234\n二号  0123456789abcdef0123456789abcdee  13800001235\n",
        "指标  2022年  2023年\n用水  13800001234  13800001235\n用电  13800001236  13800001237\n",
        "（1）文件一，字节数13800001234，已校验\n（2）文件二，字节数13800001235，已校验",
        "桩名：石门；票号：13800001234。",
        "药品代码XB64AAB791A013800001234",
    ] {
        check("例.txt", &[(text, &[])]);
    }
    let rows = |row: &str| format!("<表>{}</表>", row.repeat(3));
    let attributes = rows("<row 指标=\"地区生产总值\" 本年累计=\"13800001234\" 上年同期=\"13800001235\"/>");
    let children = rows("<row><站名>石门</站名><累计水量>13800001234</累计水量></row>");
    for xml in [attributes, children] {
        check("例.xml", &[(&xml, &[])]);
    }
    let json = r#"{"columns":["户号","户名"],"data":[["13800001234","供销大厦"],["13800001235","石门"]]}"#;
    check("例.json", &[(json, &[])]);
    let update = "UPDATE t SET 指标='石门', 本年累计='13800001234', 上年同期='13800001235' WHERE id=1;";
    check("例.sql", &[(update, &[])]);
    let quoted = "> | 准考证号 | 考场 |\n> | -- | -- |\n> | 13800001234 | 第010考场 |\n";
    check("例.md", &[(quoted, &[])]);
}

#[test]
fn a_word_for_a_telephone_is_believed_all_the_same() {
    check(
        "例.txt",
        &[
            ("王某某：13800001234", &["mobile"]),
            ("联系：13800001234", &["mobile"]),
            ("姓名  通联\n王某某  13800001234\n李某某  13800001235\n", &["mobile", "mobile"]),
        ],
    );
}
