//! How fast the rules of structure read clean text, in bytes of UTF-8 per second on one core.
//!
//! `cargo bench --bench structure`. The text is made up; the rules must find exactly the faults that
//! were put into it, so that a fast run that reads nothing fails.
#![allow(missing_docs, clippy::unwrap_used)]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use regex_automata::meta::Regex;
use shenjiao::Origin;
use shenjiao::detect::structure::Structure;
use shenjiao::detect::{Detector, Scan};
use shenjiao::document::{BlockKind, Document, DocumentBuilder};

/// Size of the text.
const BYTES: usize = 16 << 20;

/// Paragraphs as notices have them; `#` stands for the number of the round, so that none comes twice.
const PARAGRAPHS: [&str; 5] = [
    "为进一步规范第#片区公园绿地的日常管护，根据《临江市公园管理办法》（临政发〔2021〕17号）和有关规定，现将有关事项通知如下。",
    "第#组要坚持问题导向、目标导向，认真落实“定人、定岗、定责”制度，完善巡查台账，做到日常巡查与专项检查相结合，及时发现和处置设施损坏、绿化缺失、保洁不到位等问题。",
    "各责任单位应当于2021年6月8日至2021年6月29日期间完成第#批整改，逾期未完成的，由市城市管理局予以通报。",
    "本轮第#次检查共抽查公园和广场若干处，设施完好情况总体较好，群众满意度有所提升，但是仍有部分点位存在照明不足、标识不清的情况。",
    "下一步，各区要举一反三，健全长效机制，把第#项任务纳入年度考核，确保取得实效。",
];

fn document() -> Document {
    let mut builder = DocumentBuilder::new(Origin::file("bench.txt"), "text");
    let mut round = 0;
    while builder.len() < BYTES {
        for paragraph in PARAGRAPHS {
            builder.open(BlockKind::Paragraph, None);
            builder.push_str(&paragraph.replace('#', &round.to_string()));
            builder.close();
            builder.push_str("\n");
        }
        round += 1;
    }
    for fault in ["各单位要抓好落实。。", "请于6月31日前报送。", "按照《临江市公园管理办法的规定执行。"]
    {
        builder.open(BlockKind::Paragraph, None);
        builder.push_str(fault);
        builder.close();
        builder.push_str("\n");
    }
    builder.finish()
}

fn main() {
    divan::main();
}

#[divan::bench]
fn all_rules(bencher: Bencher<'_, '_>) {
    let document = document();
    bencher.counter(BytesCount::of_str(document.text())).bench(|| {
        let mut found = Vec::new();
        Structure.detect(&Scan::new(black_box(&document)), &mut found);
        let rules: Vec<_> = found.iter().map(|found| found.rule.id).collect();
        assert_eq!(rules, ["STR010", "STR015", "STR016"]);
    });
}

/// What one pass of a regex takes that only finds the marks and words by which the rules begin.
#[divan::bench]
fn marks_with_regex(bencher: Bencher<'_, '_>) {
    let document = document();
    let begins = |char: &char| "“”《》（）月号".contains(*char);
    let expected = document.text().chars().filter(begins).count();
    let regex = Regex::new("[“”《》（）月号]").unwrap();
    bencher.counter(BytesCount::of_str(document.text())).bench(|| {
        assert_eq!(regex.find_iter(black_box(document.text())).count(), expected);
    });
}
