//! How fast leaked numbers are looked for, with every rule for numbers and no other: `cargo bench --bench numbers`.
//!
//! The floors are what the scanner promises for one core: 150 MB/s where numbers are rare and 40 MB/s where every line
//! holds one. An optimised build that misses a floor fails. A regular expression for IDs and mobiles, which decides
//! nothing, runs over the same text for comparison. All numbers are synthetic.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

use std::time::{Duration, Instant};

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use regex_automata::meta::Regex;
use shenjiao::Origin;
use shenjiao::detect::number::Numbers;
use shenjiao::detect::{Detector, Scan};
use shenjiao::document::{BlockKind, Document, DocumentBuilder};
use shenjiao::finding::{Match, Verdict};

/// A paragraph as notices have them: dates, amounts and a document number, nothing personal.
const PLAIN: &str = "为进一步加强全县政务公开工作，提高政府信息公开的质量和时效，根据某府办〔2023〕12号文件，现就有关事项通知如下。\
各乡镇人民政府、县政府各部门要高度重视，明确责任分工，于2023年6月30日前落实专项资金1286.5万元。\n";

/// A line of a list, with a number that leaks.
const LEAK: &str = "申请人林小满，身份证号：46010619900101101X，经审核符合条件。\n";

/// A line with a number that only looks like one, and a contact.
const INNOCENT: &str = "合同编号：460106202301011234，联系人：林主任，电话：13800001234。\n";

/// Bytes of each text.
const SIZE: usize = 4 << 20;

struct Text {
    name: &'static str,
    document: Document,
    /// Numbers that must be reported.
    leaks: usize,
    /// Bytes per second on one core, at least.
    floor: f64,
}

fn main() {
    let fast_enough: Vec<bool> = texts().iter().map(keeps_floor).collect();
    assert!(cfg!(debug_assertions) || !fast_enough.contains(&false), "a floor is missed");
    divan::main();
}

fn texts() -> [Text; 2] {
    let poor = PLAIN.repeat(100) + LEAK;
    let rich = [LEAK, INNOCENT].concat();
    [text("poor", &poor, 150e6), text("rich", &rich, 40e6)]
}

fn text(name: &'static str, round: &str, floor: f64) -> Text {
    let rounds = SIZE / round.len();
    let text = round.repeat(rounds);
    let mut builder = DocumentBuilder::new(Origin::file("-"), "text");
    for line in text.lines() {
        builder.open(BlockKind::Paragraph, None);
        builder.push_str(line);
        builder.close();
        builder.push_str("\n");
    }
    Text { name, document: builder.finish(), leaks: rounds, floor }
}

fn find(text: &Text) -> Vec<Match> {
    let mut found = Vec::new();
    Numbers::default().detect(&Scan::new(&text.document), &mut found);
    let reported = found.iter().filter(|found| found.verdict == Verdict::Report && found.rule.name == "citizen-id");
    assert_eq!(reported.count(), text.leaks, "{}", text.name);
    found
}

/// The best of some runs, which noise can only make slower.
fn keeps_floor(text: &Text) -> bool {
    let time = |_| {
        let start = Instant::now();
        black_box(find(text));
        start.elapsed()
    };
    let best: Duration = (0..7).map(time).min().unwrap();
    let speed = text.document.text().len() as f64 / best.as_secs_f64();
    println!("{}: {:.0} MB/s, floor {:.0} MB/s", text.name, speed / 1e6, text.floor / 1e6);
    speed >= text.floor
}

#[divan::bench(args = ["poor", "rich"])]
fn numbers(bencher: Bencher<'_, '_>, name: &str) {
    let text = texts().into_iter().find(|text| text.name == name).unwrap();
    bencher.counter(BytesCount::of_str(text.document.text())).bench(|| find(&text));
}

/// What a regular expression alone would cost. It finds the candidates and knows nothing of them.
#[divan::bench(args = ["poor", "rich"])]
fn expression(bencher: Bencher<'_, '_>, name: &str) {
    let text = texts().into_iter().find(|text| text.name == name).unwrap();
    let regex = Regex::new(r"[1-9][0-9]{16}[0-9Xx]|1[3-9][0-9]{9}").unwrap();
    bencher.counter(BytesCount::of_str(text.document.text())).bench(|| {
        let count = regex.find_iter(text.document.text()).count();
        assert!(count >= text.leaks);
        count
    });
}
