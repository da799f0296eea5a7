//! The near-miss search on text that the reference does not hold, beside the obvious way of doing it. Each
//! benchmark asserts what it finds.
#![allow(missing_docs, clippy::unwrap_used)]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use shenjiao::Origin;
use shenjiao::detect::near_miss::NearMiss;
use shenjiao::detect::{Detector, Scan};
use shenjiao::document::{BlockKind, Document, DocumentBuilder};
use shenjiao::finding::Match;

fn main() {
    divan::main();
}

/// Invented clauses of an official kind, joined to paragraphs of which no two are the same.
static CLAUSES: [[&str; 6]; 4] = [
    [
        "为推进老城厢水系连通",
        "针对汛后塘坝渗漏",
        "围绕茶旅融合示范带",
        "结合冬季清雪保畅",
        "按照渔港避风锚地规划",
        "对照窑洞加固台账",
    ],
    [
        "镇村两级抽调水利员",
        "街道会同物业企业",
        "县茶叶站邀请农技师傅",
        "养护中队分三班",
        "渔政码头值守人员",
        "包片干部逐户",
    ],
    [
        "沿河踏勘并绘制示意图",
        "连夜铺设导流土袋",
        "试种耐旱新苗六十亩",
        "备足融雪剂和草垫",
        "核对船号与缆桩",
        "张贴避险转移路线",
    ],
    [
        "群众反映较好",
        "余下路段月底收尾",
        "所需费用由镇里垫付",
        "后续养护另行商定",
        "经验已向邻县介绍",
        "尚有两处需要复勘",
    ],
];
/// Paragraphs of the text: about 0.5 MB.
const PARAGRAPHS: usize = 6_000;
/// Every so many paragraphs has a slip.
const SLIP_EVERY: usize = 500;
const SLIP: &str = "各部门要各司其职，密切配舍。";
/// Slips that were put in; nothing else is found.
const FOUND: usize = PARAGRAPHS / SLIP_EVERY;

fn paragraph(number: usize) -> String {
    let clauses = CLAUSES.iter().zip([1, 6, 36, 216]).map(|(row, step)| row[number / step % row.len()]);
    let slip = if number % SLIP_EVERY == 7 { SLIP } else { "" };
    format!(
        "{}，{}。{slip}（{number}）",
        clauses.clone().take(2).collect::<String>(),
        clauses.skip(2).collect::<String>()
    )
}

fn document() -> Document {
    let mut builder = DocumentBuilder::new(Origin::file("基准.txt"), "text");
    for number in 0..PARAGRAPHS {
        builder.open(BlockKind::Paragraph, None);
        builder.push_str(&paragraph(number));
        builder.close();
        builder.push_str("\n");
    }
    builder.finish()
}

/// Each time with a memory of its own, so that every paragraph is read.
#[divan::bench(sample_count = 20)]
fn search_unseen(bencher: Bencher<'_, '_>) {
    let document = document();
    let start = || {
        let search = NearMiss::default();
        search.consider(SLIP);
        search
    };
    bencher.counter(BytesCount::new(document.text().len())).with_inputs(start).bench_values(|search| {
        let mut found: Vec<Match> = Vec::new();
        search.detect(&Scan::new(black_box(&document)), &mut found);
        assert_eq!(found.len(), FOUND);
    });
}

#[divan::bench]
fn one_paragraph(bencher: Bencher<'_, '_>) {
    let (search, paragraph) = (NearMiss::default(), paragraph(7));
    let expected = search.consider_plainly(&paragraph).len();
    bencher.counter(BytesCount::new(paragraph.len())).bench(|| {
        assert_eq!(search.consider(black_box(&paragraph)).len(), expected);
    });
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn one_paragraph_plainly(bencher: Bencher<'_, '_>) {
    let (search, paragraph) = (NearMiss::default(), paragraph(7));
    let expected = search.consider(&paragraph).len();
    bencher.counter(BytesCount::new(paragraph.len())).bench(|| {
        assert_eq!(search.consider_plainly(black_box(&paragraph)).len(), expected);
    });
}

#[divan::bench]
fn start() {
    let found = NearMiss::default().consider(black_box(SLIP));
    assert!(!found.is_empty());
}
