//! 合计 rows that are not the sum of their column, and sums that sentences tell.
//!
//! Tables of statistics nest their rows, so a total is judged only where at least one other column
//! of the same row adds up, and never in tables with 小计 or 其中.

use std::collections::BTreeMap;

use super::Check;
use super::figures::number;
use super::outline::Outline;
use crate::document::{Block, Document, Table};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Confidence, Examples, Rule, Severity};

mod across;
mod prose;

pub(super) static RULE: Rule = Rule {
    id: "STR022",
    name: "total",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Published,
    summary: Bilingual { zh: "合计与各项之和不符", en: "a total is not the sum of its parts" },
    explain: Bilingual {
        zh: "“合计”“总计”行的数字应等于该列各行之和。表中另有一列能加得上来时才判断，只有一列数字的作建议；某列在其他各行都等于相邻几列之和的，不等的那一行也报；含“小计”“其中”的分层表、比率和均值各列不判断。\
             正文里“共120件，其中……”各项之和超过总数的，和“甲40件、乙60件，共110件”中总数不等于各项之和的，作建议；三次产业增加值之和与生产总值不符的，按差错报。",
        en: "A total must be the sum of its column. Judged only where another column of the same row adds up; advice for an only column. \
             A column that is the sum of its neighbours in all rows but one is wrong in that one. \
             Parts behind 其中 that exceed their whole are advice.",
    },
    citations: &["国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》：内容准确"],
    examples: Examples {
        hit: &[
            "抽检蔬菜40批次、水产60批次，共110批次，结果公开。",
            "街道\t受理件数\t办结件数\n东湖\t12\t11\n西山\t8\t8\n南桥\t5\t4\n合计\t25\t24",
            "街道\t长度\n东湖\t12\n西山\t8\n南桥\t5\n合计\t27",
            "街道\t受理\t办结\t在办\n东湖\t12\t11\t1\n西山\t8\t6\t2\n南桥\t5\t3\t1\n北门\t7\t4\t3\n江口\t9\t7\t2",
            "下达补助资金520万元，其中：东湖街道240万元，西山街道180万元，南桥街道160万元。",
            "全区生产总值300.5亿元，其中第一产业增加值20.1亿元，第二产业增加值120.4亿元，第三产业增加值180.0亿元。",
        ],
        miss: &[
            "抽检蔬菜40批次、水产60批次，共100批次。修渠3公里，投资20万元，共惠及90户。",
            "扣押酒12盒、79号胶囊2盒、茶叶10盒，共计24盒。代表3名，学者、职工各1名，共5名。",
            "东片每班45人、西片每班40人，共360人。",
            "改造危房184户，其中C级72户、D级112户；改造农房356户。",
            "街道\t受理件数\t办结件数\n东湖\t12\t11\n西山\t8\t8\n南桥\t5\t4\n合计\t25\t23",
            "街道\t受理\t办结\t在办\n东湖\t12\t11\t1\n西山\t8\t6\t2\n南桥\t5\t3\t1\n北门\t7\t4\t2",
            "街道\t受理件数\t办结率\n东湖\t12\t90%\n西山\t8\t80%\n合计\t20\t86%",
            "下达补助资金520万元，其中：东湖街道240万元，西山街道180万元，南桥街道100万元。",
            "下达补助资金520万元，其中：中央资金300万元，地方资金220万元，已拨付400万元。",
            "安排资金1800万元，比年初预算增加400万元，其中街道240万元、镇180万元。",
            "征收土地48公顷，其中农用地40公顷（耕地30公顷、园地10公顷），建设用地8公顷。",
            "共安装路灯90盏（其中北片50盏、南片40盏），更换灯泡60盏。",
            "全体教师120人，其中女教师80人，高级教师50人。",
            "全区生产总值300.5亿元，其中第一产业增加值20.1亿元，第二产业增加值120.4亿元，第三产业增加值160.1亿元。",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// Fewest rows that make a sum.
const ROWS: usize = 2;
/// Fewest rows of the only column of numbers of a table.
const ALONE: usize = 3;
/// Columns of rates, ranks and names, which nobody adds up.
const OTHERS: [&str; 12] = ["率", "%", "％", "比", "均", "序", "名次", "编号", "代码", "电话", "年", "价"];
/// A table larger than this is a data set whose rows nobody sums by hand.
const MOST_CELLS: usize = 20_000;

struct Sum<'a> {
    total: &'a Block,
    value: f64,
    sum: f64,
    adds_up: bool,
    parts: usize,
}

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    prose::find(outline, out);
    let document = outline.document;
    let tables = document.tables().iter().enumerate();
    for (number, table) in tables.filter(|(_, table)| table.rows > 2 && table.cells.len() < MOST_CELLS) {
        let sums = sums(document, table);
        out.extend(across::find(document, number as u32));
        if let [only] = &sums[..] {
            out.extend((!only.adds_up && only.parts >= ALONE).then(|| doubtful(only)));
        }
        if sums.iter().any(|sum| sum.adds_up && sum.value > 0.0) {
            out.extend(sums.iter().filter(|sum| !sum.adds_up).map(report));
        }
    }
}

/// The judged columns of a table with one total row at its end.
fn sums<'a>(document: &'a Document, table: &'a Table) -> Vec<Sum<'a>> {
    let cells: Vec<&Block> = table.cells.iter().map(|&index| &document.blocks()[index as usize]).collect();
    let totals: Vec<u32> = cells.iter().filter(|cell| is_total(document, cell)).filter_map(|cell| row(cell)).collect();
    let nested = cells.iter().any(|cell| ["小计", "其中"].iter().any(|word| document.slice(cell.span).contains(word)));
    let [total] = totals[..] else { return Vec::new() };
    if nested || total + 1 != table.rows {
        return Vec::new();
    }
    let mut columns: BTreeMap<u32, Vec<&Block>> = BTreeMap::new();
    for cell in &cells {
        if let Some(at) = cell.cell().filter(|at| !at.header && at.row <= total) {
            columns.entry(at.column).or_default().push(cell);
        }
    }
    columns.into_values().filter_map(|column| sum(document, &column, total)).collect()
}

fn row(cell: &Block) -> Option<u32> {
    cell.cell().map(|at| at.row)
}

fn is_total(document: &Document, cell: &Block) -> bool {
    let text: String = document.slice(cell.span).chars().filter(|char| !char.is_whitespace()).collect();
    matches!(text.as_str(), "合计" | "总计" | "共计" | "合计：")
        && cell.cell().is_some_and(|at| !at.header && at.column < 2)
}

/// `None` where the column is not made of plain numbers, or counts rates, ranks or identifiers.
fn sum<'a>(document: &'a Document, column: &[&'a Block], total: u32) -> Option<Sum<'a>> {
    let (last, parts) = column.split_last()?;
    let header = document.label(last).unwrap_or_default();
    if row(last) != Some(total) || OTHERS.iter().any(|word| header.contains(word)) {
        return None;
    }
    let value = number(document.slice(last.span).trim())?;
    let mut sum = 0.0;
    let mut counted = 0;
    for part in parts {
        match document.slice(part.span).trim() {
            "" | "-" | "—" | "/" | "——" => {}
            text => {
                sum += number(text)?;
                counted += 1;
            }
        }
    }
    let allowed = 0.051 * f64::from(counted) * if value.fract() == 0.0 && sum.fract() == 0.0 { 0.0 } else { 1.0 };
    let parts = counted as usize;
    (parts >= ROWS).then(|| Sum { total: last, value, sum, adds_up: (sum - value).abs() <= allowed + 1e-6, parts })
}

/// The only column of a table, where nothing else shows that its total is meant as the sum.
fn doubtful(sum: &Sum<'_>) -> Match {
    let mut found = report(sum);
    found.severity = Severity::Advice;
    found.confidence = Confidence::Medium;
    found.suggestion = None;
    found
}

fn report(sum: &Sum<'_>) -> Match {
    let right = (sum.sum * 1e6).round() / 1e6;
    let mut found = Match::new(&RULE, sum.total.span);
    found.message =
        Some(Message::new(format!("该列各行之和为 {right}"), format!("the rows of this column give {right}")));
    found.suggestion = Some(right.to_string());
    found
}
