//! 2个单位存在甲问题, two units that the body names for it, and an attached list that has others.
//!
//! The rows that tell of the same thing are those that use the words of the text. Judged only where
//! the body names as many units as it counts, all of them units of the list: then a row of another unit that
//! tells of the very same thing is left out of the count, or wrong itself.

use super::{RULE, UNITS, longest_common};
use crate::detect::structure::figures::figures;
use crate::detect::structure::outline::{Line, Outline};
use crate::document::{Block, Document};
use crate::finding::{Match, Message};
use crate::rule::Confidence;
use crate::span::Span;

/// Columns that tell who, and what is wrong.
const WHO: [&str; 6] = ["单位", "部门", "主体", "企业", "机构", "学校"];
const WHAT: [&str; 3] = ["问题", "情况", "事项"];
/// Fewest characters in a row that say the same thing.
const SAME: usize = 4;
/// Longer tables are data.
const MOST_ROWS: u32 = 200;

/// A sentence that counts units with a problem.
struct Count<'a> {
    span: Span<crate::span::Text>,
    value: f64,
    /// What is wrong with them: 甲或乙.
    problems: Vec<&'a str>,
}

/// One row of a list: who, and what is wrong.
struct Row<'a> {
    who: &'a str,
    what: &'a Block,
}

/// Every count of units that the names of the body fit and the rows of a list do not.
pub(super) fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    let document = outline.document;
    let tables = document.tables().iter().enumerate().take(20);
    let lists: Vec<Vec<Row<'_>>> = tables.filter_map(|(table, _)| rows(document, table as u32)).collect();
    if lists.is_empty() {
        return;
    }
    let counts = outline.lines.iter().flat_map(|line| counts(outline, line));
    out.extend(counts.filter_map(|count| lists.iter().find_map(|list| compare(outline, &count, list))));
}

fn rows(document: &Document, table: u32) -> Option<Vec<Row<'_>>> {
    let shape = &document.tables()[table as usize];
    let headed = |words: &[&str]| {
        (0..shape.columns).find(|&column| {
            let cell = document.column(table, column).find(|cell| cell.cell().is_some_and(|at| !at.header));
            cell.and_then(|cell| document.label(cell))
                .is_some_and(|label| words.iter().any(|word| label.contains(word)))
        })
    };
    let (who, what) = (headed(&WHO)?, headed(&WHAT)?);
    if who == what || shape.rows > MOST_ROWS {
        return None;
    }
    let row = |row| {
        let (who, what) = (document.cell(table, row, who)?, document.cell(table, row, what)?);
        let name = document.slice(who.span).trim();
        let judged = who.cell().is_some_and(|at| !at.header) && name.chars().count() > 2;
        judged.then_some(Row { who: name, what })
    };
    Some((0..shape.rows).filter_map(row).collect())
}

/// 2个单位存在甲或乙的问题.
fn counts<'a>(outline: &'a Outline<'_>, line: &Line) -> Vec<Count<'a>> {
    let text = outline.str(line);
    let mut found = Vec::new();
    for figure in figures(text) {
        let unit = figure.unit.trim_start_matches(['个', '家']);
        let Some(rest) = UNITS.iter().find_map(|word| unit.strip_prefix(word)?.strip_prefix("存在")) else {
            continue;
        };
        let problem =
            ["的问题", "问题", "的情况", "现象"].iter().find_map(|end| rest.strip_suffix(end)).unwrap_or(rest);
        let problems: Vec<&str> =
            problem.split('或').map(|one| one.trim_start_matches("者").trim_start_matches("涉及")).collect();
        let span = Span::new(line.span.start() + figure.start, line.span.start() + figure.end);
        found.push(Count { span, value: figure.value, problems });
    }
    found
}

fn compare(outline: &Outline<'_>, count: &Count<'_>, list: &[Row<'_>]) -> Option<Match> {
    let document = outline.document;
    let tells = |text: &str| count.problems.iter().any(|problem| longest_common(problem, text) >= SAME);
    let telling: Vec<&Row<'_>> = list.iter().filter(|row| tells(document.slice(row.what.span))).collect();
    let named = outline.lines.iter().find_map(|line| {
        let mut sentences = outline.str(line).split(['。', '；']);
        sentences.find_map(|sentence| named(sentence, list).filter(|_| tells(sentence)))
    })?;
    let others: Vec<&Row<'_>> = telling.into_iter().filter(|row| !named.contains(&row.who)).collect();
    let first = others.first().filter(|_| named.len() as f64 == count.value)?;
    let mut found = Match::new(&RULE, count.span);
    found.also = others.iter().map(|row| row.what.span).collect();
    found.confidence = Confidence::Low;
    found.message = Some(Message::new(
        format!("正文为 {} 个，点名的是{}；所附名单中“{}”也有同样问题", count.value, named.join("、"), first.who),
        format!("the text counts and names {}, the list has the same of {}", count.value, first.who),
    ));
    Some(found)
}

/// The units of the list that a sentence begins with: 甲局、乙局信息发布不规范. With 等 behind them they are not all.
fn named<'a>(sentence: &str, list: &[Row<'a>]) -> Option<Vec<&'a str>> {
    let mut rest = sentence.trim_start();
    let mut named = Vec::new();
    while let Some(row) = list.iter().filter(|row| rest.starts_with(row.who)).max_by_key(|row| row.who.len()) {
        named.push(row.who);
        rest = &rest[row.who.len()..];
        let Some(next) = rest.strip_prefix(['、', '和']) else { break };
        rest = next;
    }
    (!named.is_empty() && !rest.starts_with(['等', '、'])).then_some(named)
}
