//! Lists of persons under names that nobody listed, and as interfaces, databases and records write them.
//!
//! Every number, name and address is synthetic.
#![allow(clippy::unwrap_used, clippy::panic)]

mod scanned;

use scanned::reported;

/// Rows of persons as interfaces write them.
fn in_every_interface(names: &[&str], rows: &[&[&str]]) -> Vec<(&'static str, String)> {
    let quoted = |row: &[&str]| row.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",");
    let pairs = |row: &[&str], pair: &dyn Fn(&str, &str) -> String, between: &str| {
        names.iter().zip(row).map(|(name, cell)| pair(name, cell)).collect::<Vec<_>>().join(between)
    };
    let all = |row: &dyn Fn(&[&str]) -> String, between: &str| {
        rows.iter().map(|cells| row(cells)).collect::<Vec<_>>().join(between)
    };
    let arrays = all(&|row| format!("[{}]", quoted(row)), ",");
    let attributes = all(&|row| format!("<row {}/>", pairs(row, &|name, cell| format!("{name}=\"{cell}\""), " ")), "");
    let children =
        all(&|row| format!("<row>{}</row>", pairs(row, &|name, cell| format!("<{name}>{cell}</{name}>"), "")), "");
    let updates =
        all(&|row| format!("UPDATE t SET {};", pairs(row, &|name, cell| format!("{name}='{cell}'"), ", ")), "\n");
    let quotes = all(&|row| format!("> | {} |", row.join(" | ")), "\n");
    vec![
        ("例.json", format!("{{\"columns\":[{}],\"data\":[{arrays}]}}", quoted(names))),
        ("例.xml", format!("<root>{attributes}</root>")),
        ("例.xml", format!("<root>{children}</root>")),
        ("例.sql", updates),
        ("例.md", format!("> | {} |\n> |{}\n{quotes}", names.join(" | "), " -- |".repeat(names.len()))),
    ]
}

#[test]
fn interfaces_name_their_columns_in_their_own_ways() {
    let names = ["姓名", "出生年月日", "家庭地址", "身份证号码", "困难类型", "邮箱", "手机"];
    let row = |id| {
        [
            "王某某",
            "1990-01-01",
            "某某路2号某某公馆12号楼2单元1341",
            id,
            "突发脑梗",
            "nobody0000@163.com",
            "13800001234",
        ]
    };
    let (one, other) = (row("460106199001011239"), row("460106199001011239"));
    for (name, text) in in_every_interface(&names, &[&one, &other]) {
        let found = reported(name, &text);
        let count = |kind: &str| found.iter().filter(|name| **name == kind).count();
        let all = ["citizen-id", "birth-date", "home-address", "email", "mobile"].map(count);
        assert_eq!((all, count("sensitive-column")), ([2; 5], 1), "{text}");
    }
}

#[test]
fn labels_that_nobody_listed_do_not_hide_a_list_of_ids() {
    let ids = ["460106199001011239", "11010519491231002X", "460106198808080214", "460106199001011239"];
    let list = |header: &str| {
        let rows: String = ids.iter().map(|id| format!("王某某\t{id}\t某县某路3号\n")).collect();
        format!("人员\t{header}\t住处\n{rows}")
    };
    for header in ["身份代码", "证照编码", "人员档案号"] {
        let found = reported("例.txt", &list(header));
        assert_eq!(found.iter().filter(|name| **name == "citizen-id").count(), 4, "{header} {found:?}");
        assert_eq!(found.iter().filter(|name| **name == "home-address").count(), 4, "{header} {found:?}");
    }
    let orders = "单位\t订单号\n某县水务局\t460106199001011239\n";
    assert_eq!(reported("例.txt", orders), [""; 0]);
}

#[test]
fn lines_of_a_record_belong_together() {
    let record = "- 人员: 王某某\n  公民号码: 460106199001011239\n  居所: 某县某路3号\n  生辰: 1990-01-01\n  座驾: 琼A00001\n  车: 轿车\n";
    let found = reported("例.txt", record);
    for kind in ["citizen-id", "home-address", "birth-date", "vehicle-plate"] {
        assert!(found.contains(&kind), "{kind} {found:?}");
    }
    let tender = "四、当事人：王某某，身份证号460106199001011239。\n五、保证金退还账户：开户行：某银行某支行，账号：6200000000000005。\n六、采购人信息：名称：某县交通运输局，地址：某县某路11号。";
    assert_eq!(reported("例.txt", tender), ["citizen-id"]);
    let lesson = "例如11010519491231002X，其中19491231表示出生于1949年12月31日，002为顺序码。";
    assert!(!reported("例.txt", lesson).contains(&"birth-date"));
}
