//! How fast files are read, from bytes to documents. Each benchmark asserts how many blocks it makes.
//!
//! `cargo bench --bench read`
#![allow(missing_docs, clippy::unwrap_used)]

use divan::Bencher;
use divan::counter::BytesCount;
use shenjiao::format::{self, Item, Limits};
use shenjiao::{Origin, Source};

/// Paragraphs, rows or records of each input.
const COUNT: usize = 10_000;

fn main() {
    divan::main();
}

/// A sentence of official prose with a made-up number.
fn sentence(number: usize) -> String {
    format!(
        "各区人民政府，市政府直属各单位：请于本月底前将第{number:06}号事项的办理情况书面报送办公室，逾期未报的予以通报。"
    )
}

fn lines() -> String {
    (0..COUNT).map(|number| sentence(number) + "\n").collect()
}

fn page() -> String {
    let head = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>通报</title></head><body>\n";
    let paragraph =
        |number| format!("<p class=\"MsoNormal\" style=\"text-indent:2em\"><span>{}</span></p>\n", sentence(number));
    head.to_owned() + &(0..COUNT).map(paragraph).collect::<String>()
}

fn csv() -> String {
    let row = |number| format!("{number},某甲,{number:011},\"某市,某区\"\n");
    "序号,姓名,编号,地址\n".to_owned() + &(0..COUNT).map(row).collect::<String>()
}

fn json() -> String {
    let record =
        |number| format!("{{\"姓名\":\"某甲\",\"编号\":\"{number:011}\",\"说明\":\"\\u5ba1{}\"}},\n", sentence(number));
    format!("[{}null]", (0..COUNT).map(record).collect::<String>())
}

fn bench(bencher: Bencher<'_, '_>, name: &str, bytes: Vec<u8>, blocks: usize) {
    bencher
        .counter(BytesCount::new(bytes.len()))
        .with_inputs(|| Source::new(Origin::file(name), bytes.clone()))
        .bench_values(|source| {
            let mut found = 0;
            format::read(source, &Limits::default(), &mut |item| {
                if let Item::Document(document) = item {
                    found += document.blocks().len();
                }
            });
            assert_eq!(found, blocks);
        });
}

#[divan::bench]
fn text_utf8(bencher: Bencher<'_, '_>) {
    bench(bencher, "a.txt", lines().into_bytes(), COUNT);
}

#[divan::bench]
fn text_gbk(bencher: Bencher<'_, '_>) {
    bench(bencher, "a.txt", encoding_rs::GBK.encode(&lines()).0.into_owned(), COUNT);
}

#[divan::bench]
fn html_utf8(bencher: Bencher<'_, '_>) {
    bench(bencher, "a.html", page().into_bytes(), COUNT + 1);
}

#[divan::bench]
fn html_gbk(bencher: Bencher<'_, '_>) {
    bench(bencher, "a.html", encoding_rs::GBK.encode(&page()).0.into_owned(), COUNT + 1);
}

#[divan::bench]
fn csv_utf8(bencher: Bencher<'_, '_>) {
    bench(bencher, "a.csv", csv().into_bytes(), 4 * (COUNT + 1));
}

#[divan::bench]
fn json_utf8(bencher: Bencher<'_, '_>) {
    bench(bencher, "a.json", json().into_bytes(), 3 * COUNT);
}

#[divan::bench]
fn markdown_utf8(bencher: Bencher<'_, '_>) {
    bench(bencher, "a.md", lines().into_bytes(), COUNT);
}
