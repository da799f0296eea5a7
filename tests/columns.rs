//! One table in every carrier: text, Markdown, CSV, HTML, JSON, XML, SQL. What leaks is found in all of them, whatever
//! its columns are called; what only looks like it is found in none.
//!
//! Every number, name and address is synthetic.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;

use shenjiao::format::{self, Item, Limits};
use shenjiao::judge::Policy;
use shenjiao::{Engine, Origin, Source};

type Rows<'a> = &'a [&'a [&'a str]];

/// Every row written by `row`, one after the other.
fn each(rows: Rows<'_>, row: impl Fn(&[&str]) -> String) -> String {
    rows.iter().map(|cells| row(cells)).collect()
}

/// A row with `mark` between its cells, as a line.
fn line(mark: &'static str) -> impl Fn(&[&str]) -> String {
    move |cells| cells.join(mark) + "\n"
}

/// Each cell between `open` and `close`, where `#` is its column's name.
fn cells(names: &[&str], row: &[&str], open: &str, close: &str) -> String {
    let cell = |(name, cell): (&&str, &&str)| open.replace('#', name) + cell + &close.replace('#', name);
    names.iter().zip(row).map(cell).collect()
}

/// Columns lined up with blanks, a Chinese character as wide as two.
fn lined_up(rows: Rows<'_>) -> String {
    let width = |text: &str| text.chars().map(|char| if char.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let widest = |column: usize| rows.iter().map(|row| width(row[column])).max().unwrap_or(0);
    let pad = |(column, cell): (usize, &&str)| cell.to_string() + &" ".repeat(widest(column) + 2 - width(cell));
    each(rows, |row| row.iter().enumerate().map(pad).collect::<String>().trim_end().to_owned() + "\n")
}

fn texts(all: Rows<'_>) -> Vec<(&'static str, String)> {
    let framed = each(all, |row| format!("│ {} │\n", row.join(" │ ")));
    vec![
        ("tab.txt", each(all, line("\t"))),
        ("semicolon.txt", each(all, line(";"))),
        ("wide-semicolon.txt", each(all, line("；"))),
        ("bar.txt", each(all, line(" | "))),
        ("lined-up.txt", lined_up(all)),
        ("blank.txt", each(all, line(" "))),
        ("box.txt", format!("┌──┬──┐\n{framed}└──┴──┘\n")),
        ("double-box.txt", format!("╔══╦══╗\n{}╚══╩══╝\n", framed.replace('│', "║"))),
        ("comma.csv", each(all, line(","))),
        ("semicolon.csv", each(all, line(";"))),
        ("caret.csv", each(all, line("^"))),
        ("title.csv", format!("某县一览表{}\n{}", ",".repeat(all[0].len() - 1), each(all, line(",")))),
    ]
}

fn markdown(names: &[&str], rows: Rows<'_>) -> Vec<(&'static str, String)> {
    let rule = vec!["--"; names.len()];
    let bare = |edge: &str| {
        let row = |cells: &[&str]| format!("{edge}{}{edge}\n", cells.join(" | "));
        row(names) + &row(&rule) + &each(rows, row)
    };
    let prefixed = |prefix: &str| bare("|").lines().map(|line| format!("{prefix}{line}\n")).collect::<String>();
    vec![
        ("framed.md", bare("|")),
        ("bare.md", bare("")),
        ("quoted.md", format!("# 表\n\n{}", prefixed("> "))),
        ("quoted-twice.md", prefixed("> > ")),
        ("in-list.md", format!("- 表\n\n{}", prefixed("    "))),
    ]
}

fn pages(names: &[&str], rows: Rows<'_>, all: Rows<'_>) -> Vec<(&'static str, String)> {
    let row = |row: &[&str], outer: &str, inner: &str| {
        format!("<{outer}>{}</{outer}>\n", cells(names, row, &format!("<{inner}>"), &format!("</{inner}>")))
    };
    let table = |head: &str| format!("<table>{head}{}</table>", each(rows, |cells| row(cells, "tr", "td")));
    let groups = format!("<tr><th colspan=2>甲</th><th colspan={}>乙</th></tr>", names.len() - 2);
    let list = |cells_of: &[&str]| cells(names, cells_of, "<dt>#</dt><dd>", "</dd>");
    vec![
        ("th.html", table(&row(names, "tr", "th"))),
        ("td.html", table(&row(names, "tr", "td"))),
        ("two-headers.html", table(&(groups + &row(names, "tr", "th")))),
        ("list.html", each(rows, |row| format!("<dl>{}</dl>", list(row)))),
        ("one-list.html", format!("<dl>{}</dl>", each(rows, list))),
        ("div.html", format!("<div>{}</div>", each(all, |cells| row(cells, "div", "div")))),
        ("items.html", format!("<ul>{}</ul>", each(all, |cells| row(cells, "li", "p")))),
    ]
}

fn data(names: &[&str], rows: Rows<'_>, all: Rows<'_>) -> Vec<(&'static str, String)> {
    let list = |row: &[&str]| format!("[\"{}\"]", row.join("\",\""));
    let lists = |rows: Rows<'_>| rows.iter().map(|row| list(row)).collect::<Vec<_>>().join(",");
    let pairs = |row: &[&str]| cells(names, row, "\"#\":\"", "\",").trim_end_matches(',').to_owned();
    let objects: Vec<String> = rows.iter().map(|row| format!("{{{}}}", pairs(row))).collect();
    let numbered: Vec<String> = objects.iter().enumerate().map(|(at, object)| format!("\"{at}\":{object}")).collect();
    let nested = |row: &[&str]| {
        let inner = |from: usize, to: usize| cells(&names[from..to], &row[from..to], "<#>", "</#>");
        format!("<项><甲>{}</甲><乙>{}</乙></项>", inner(0, 2), inner(2, names.len()))
    };
    let xml = |inner: String| format!("<?xml version=\"1.0\"?>\n<表>{inner}</表>");
    vec![
        ("records.json", format!("[{}]", objects.join(",\n"))),
        ("lines.jsonl", objects.join("\n")),
        ("numbered.json", format!("{{{}}}", numbered.join(","))),
        ("arrays.json", format!("[{}]", lists(all))),
        ("columns.json", format!("{{\"columns\":{},\"data\":[{}]}}", list(names), lists(rows))),
        ("behind.json", format!("{{\"rows\":[{}],\"page\":{{\"n\":1}},\"header\":{}}}", lists(rows), list(names))),
        ("elements.xml", xml(each(rows, |row| format!("<项>{}</项>", cells(names, row, "<#>", "</#>"))))),
        ("attributes.xml", xml(each(rows, |row| format!("<项 {}/>", cells(names, row, "#=\"", "\" "))))),
        ("cells.xml", xml(each(all, |row| format!("<项>{}</项>", cells(names, row, "<c>", "</c>"))))),
        ("fields.xml", xml(each(rows, |row| format!("<项>{}</项>", cells(names, row, "<f name=\"#\">", "</f>"))))),
        ("nested.xml", xml(each(rows, nested))),
    ]
}

fn dumps(names: &[&str], rows: Rows<'_>) -> Vec<(&'static str, String)> {
    let values = |row: &[&str]| format!("('{}')", row.join("','"));
    let many: Vec<String> = rows.iter().map(|row| values(row)).collect();
    let columns = names.join(", ");
    let set = |row: &[&str]| cells(names, row, "#='", "', ").trim_end_matches(", ").to_owned();
    let defined: String =
        names.iter().enumerate().map(|(at, name)| format!(" c{at} text COMMENT '{name}',\n")).collect();
    let inserts = each(rows, |row| format!("INSERT INTO t VALUES {};\n", values(row)));
    vec![
        ("insert.sql", format!("INSERT INTO t ({columns}) VALUES\n{};\n", many.join(",\n"))),
        ("defined.sql", format!("CREATE TABLE t (\n{defined} z int);\n{inserts}")),
        ("update.sql", each(rows, |row| format!("UPDATE t SET {} WHERE z=1;\n", set(row)))),
        ("copy.sql", format!("COPY t ({columns}) FROM stdin;\n{}\\.\n", each(rows, line("\t")))),
    ]
}

fn carriers(names: &[&str], rows: Rows<'_>) -> Vec<(&'static str, String)> {
    let all: Vec<&[&str]> = std::iter::once(names).chain(rows.iter().copied()).collect();
    let made =
        [texts(&all), markdown(names, rows), pages(names, rows, &all), data(names, rows, &all), dumps(names, rows)];
    made.into_iter().flatten().collect()
}

/// How often each kind is reported in the table, carrier for carrier.
fn check(names: &[&str], rows: Rows<'_>, expected: &[(&str, usize)]) {
    let policy = Policy { each: true, ..Policy::default() };
    let engine = Engine::builder().policy(policy).build().unwrap();
    let expected: BTreeMap<&str, usize> = expected.iter().copied().collect();
    let mut wrong = Vec::new();
    for (name, text) in carriers(names, rows) {
        let mut found: BTreeMap<&str, usize> = BTreeMap::new();
        format::read(Source::new(Origin::file(name), text.as_str()), &Limits::default(), &mut |item| match item {
            Item::Document(document) => {
                let reported = engine.scan(&document).into_iter().filter(|finding| finding.is_reported());
                let private = reported.filter(|finding| finding.rule.id.starts_with("PII"));
                private.for_each(|finding| *found.entry(finding.rule.name).or_default() += 1);
            }
            Item::Skip(skip) => panic!("{skip:?}"),
        });
        if found != expected {
            wrong.push((name, found));
        }
    }
    assert!(wrong.is_empty(), "{names:?}: expected {expected:?}, not so in {wrong:#?}");
}

const PERSONS: Rows<'static> = &[
    &["王某某", "460106196302141236", "13800001234", "1963-02-14", "wang01@163.com"],
    &["李明", "34100319781103204X", "15900005678", "1978-11-03", "li02@qq.com"],
    &["张秀英", "230882199105278714", "18600009012", "1991-05-27", "zhang03@126.com"],
    &["陈某", "513226200208090361", "17700003456", "2002-08-09", "chen04@qq.com"],
];

const ALL: &[(&str, usize)] = &[("citizen-id", 4), ("mobile", 4), ("birth-date", 4), ("email", 4)];

#[test]
fn persons_are_found_under_every_name() {
    check(&["姓名", "身份证号", "手机号", "出生日期", "电子邮箱"], PERSONS, ALL);
    check(&["xm", "sfzh", "sjh", "csrq", "yx"], PERSONS, ALL);
    check(&["name", "id_card", "phone", "birthday", "email"], PERSONS, ALL);
    check(&["人名", "个人识别", "通联", "诞辰", "网信"], PERSONS, ALL);
    check(&["fa", "fb", "fc", "fd", "fe"], PERSONS, ALL);
}

#[test]
fn figures_are_no_telephones() {
    let stations: Rows<'_> = &[
        &["石门", "60000001", "12.31", "15925475683"],
        &["大桥", "60000002", "8.10", "15402797663"],
        &["龙潭", "60000003", "11.31", "17761785926"],
        &["青山", "60000004", "9.05", "13012345678"],
    ];
    check(&["站名", "站码", "水位(m)", "累计水量"], stations, &[]);
    check(&["zdmc", "zdm", "sw", "ljsl"], stations, &[]);
    let meters: Rows<'_> = &[
        &["18218378677", "供销大厦", "9198", "6075.48"],
        &["18345848276", "县一中", "314", "75.48"],
        &["15925475683", "某某宾馆", "20", "12.00"],
    ];
    check(&["户号", "户名", "本期读数", "应收水费"], meters, &[]);
    let yearbook: Rows<'_> = &[
        &["地区生产总值", "元", "18577921224", "16803490252"],
        &["工业增加值", "元", "15925475683", "15402797663"],
        &["财政收入", "元", "13012345678", "13912345678"],
    ];
    check(&["指标", "计量单位", "本年累计", "上年同期"], yearbook, &[]);
}

#[test]
fn codes_beside_names_are_no_telephones() {
    let tickets: Rows<'_> = &[
        &["13946376111", "王某某", "第010考场"],
        &["13946376112", "李明", "第010考场"],
        &["13946376113", "张秀英", "第011考场"],
    ];
    check(&["准考证号", "姓名", "考场"], tickets, &[]);
    check(&["入场凭据", "姓名", "考场"], tickets, &[]);
    let files: Rows<'_> = &[
        &["a_1.zip", "fe6ebef4d8b0215708b1c8d38fe6ebef", "15446101032", "1640783553742"],
        &["a_2.zip", "1e6dbd875e5373745235403d5f839364", "19629500695", "1673636897565"],
        &["a_3.zip", "30332ee4d9f831c1c52230abae736a7b", "13013490985", "1537828524953"],
    ];
    check(&["文件名", "MD5", "字节数", "修改时间戳"], files, &[]);
}
