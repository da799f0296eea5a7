//! How fast a document goes through the engine, stage by stage: `cargo bench --bench engine`.
//!
//! Every stage states what it must find, so that a stage cannot grow fast by growing blind. All
//! numbers are synthetic.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use shenjiao::engine::Outcome;
use shenjiao::format::{self, Item, Limits};
use shenjiao::{Document, Engine, Origin, Source};

fn main() {
    divan::main();
}

/// A paragraph as notices have them, without a fault.
const PLAIN: &str = "为进一步加强全县政务公开工作，提高政府信息公开的质量和时效，现就有关事项通知如下。\
各乡镇人民政府、县政府各部门要高度重视，明确责任分工，细化工作措施，确保各项任务落到实处。\n";

/// A line with a leak.
const LEAK: &str = "申请人林小满，身份证号：46010619900101101X，经审核符合条件。\n";

const LEAKS: usize = 100;

/// About 1 MB of text with a hundred leaks among plain paragraphs.
fn poor() -> String {
    let block = PLAIN.repeat(40) + LEAK;
    block.repeat(LEAKS)
}

/// A leak on every line.
fn rich() -> String {
    LEAK.repeat(10_000)
}

fn page(text: &str) -> String {
    let body: String = text.lines().map(|line| format!("<p class=\"text\">{line}</p>\n")).collect();
    format!("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>通知</title></head><body>\n{body}</body></html>")
}

fn source(name: &str, bytes: &[u8]) -> Source {
    Source::new(Origin::file(name), bytes)
}

fn documents(source: Source) -> Vec<Document> {
    let mut documents = Vec::new();
    format::read(source, &Limits::default(), &mut |item| match item {
        Item::Document(document) => documents.push(*document),
        Item::Skip(skip) => panic!("{skip:?}"),
    });
    documents
}

fn leaks(engine: &Engine, document: &Document) -> u32 {
    let findings = engine.scan(document);
    findings.iter().filter(|finding| finding.rule.name == "citizen-id").map(|finding| finding.count).sum()
}

#[divan::bench(args = ["txt", "html"])]
fn extract(bencher: Bencher<'_, '_>, format: &str) {
    let text = if format == "html" { page(&poor()) } else { poor() };
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let documents = documents(source(&format!("a.{format}"), text.as_bytes()));
        assert_eq!(documents[0].text().matches("林小满").count(), LEAKS);
        black_box(documents)
    });
}

#[divan::bench]
fn decode_gbk(bencher: Bencher<'_, '_>) {
    let (bytes, _, _) = encoding_rs::GBK.encode(Box::leak(poor().into_boxed_str()));
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| {
        let stored = format::encoding::decode(bytes.to_vec(), None).unwrap();
        assert_eq!(stored.encoding(), "gb18030");
        black_box(stored)
    });
}

#[divan::bench(args = ["poor", "rich"])]
fn detect(bencher: Bencher<'_, '_>, kind: &str) {
    let (text, expected) = if kind == "rich" { (rich(), 10_000) } else { (poor(), LEAKS as u32) };
    let engine = Engine::builder().build().unwrap();
    let documents = documents(source("a.txt", text.as_bytes()));
    bencher.counter(BytesCount::of_str(&text)).bench(|| assert_eq!(leaks(&engine, &documents[0]), expected));
}

#[divan::bench(args = ["txt", "html"])]
fn whole(bencher: Bencher<'_, '_>, format: &str) {
    let text = if format == "html" { page(&poor()) } else { poor() };
    let engine = Engine::builder().build().unwrap();
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let outcomes = engine.scan_source(source(&format!("a.{format}"), text.as_bytes()), &Limits::default());
        let [Outcome::Scanned(scanned)] = &outcomes[..] else { panic!("{outcomes:?}") };
        assert_eq!(scanned.findings.iter().filter(|finding| finding.rule.name == "citizen-id").count(), LEAKS);
    });
}

/// The notice of `scripts/serve-figures`: what the interface takes longer is the interface.
#[divan::bench]
fn notice(bencher: Bencher<'_, '_>) {
    let line = "各单位要认真组织实施，确保按时完成任务，并将落实情况报送办公室。";
    let text = format!("关于开展年度检查工作的通知\n\n申请人身份证号：46010619900101101X。\n{}", line.repeat(18));
    let engine = Engine::builder().build().unwrap();
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let outcomes = engine.scan_source(source("a.txt", text.as_bytes()), &Limits::default());
        let [Outcome::Scanned(scanned)] = &outcomes[..] else { panic!("{outcomes:?}") };
        assert!(scanned.findings.iter().any(|finding| finding.rule.name == "citizen-id"));
    });
}

#[divan::bench]
fn build() -> Engine {
    Engine::builder().build().unwrap()
}
