//! The same thing written two ways: the text says 指南存在问题 where the table says 指向全有问题.
//!
//! Two places are compared: what a table says in a whole clause with the end of a clause of the
//! text, and the titles of the document and its attachments with the text. A long stretch must be
//! shared and only a short piece differ. A form that both places use is another thing, not another
//! way; so is a piece that takes several values, or is a number or a name.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Check;
use super::attachments::listed::Attachments;
use super::outline::{Line, Outline};
use crate::document::BlockKind;
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Confidence, Examples, Rule, Severity};
use crate::span::{Span, Text};

mod align;
mod clause;
mod inserted;

use align::Gap;
use clause::Clause;
use inserted::Titles;

pub(super) static RULE: Rule = Rule {
    id: "STR028",
    name: "two-ways",
    category: Category::Structure,
    severity: Severity::Advice,
    basis: Basis::Convention,
    summary: Bilingual { zh: "同一内容前后写法不一", en: "the same thing is written two ways" },
    explain: Bilingual {
        zh: "正文与表格、标题中的一段文字几乎相同，只有一两处不同，很可能说的是同一件事。如确指同一事项，应当统一；不是同一事项的可以不改。\
             数字、地名不同的，两种写法在同一处都出现过的，不报。",
        en: "A clause of the text and one of a table or title share a long stretch and differ in a short piece: \
             if they mean the same they should say the same. Numbers and names are left alone.",
    },
    citations: &["国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》：内容准确"],
    examples: Examples {
        hit: &[
            "部分公园在入口处公示的游客须知内容不全，应当尽快补充。\n附件\n问题公园名单\n序号\t公园\t问题\n1\t东湖公园\t在入口处公示的游览须知内容不全\n2\t西山公园\t未设置无障碍通道",
            "临江市民政局关于养老服务补贴件办理情况的通报\n各区民政局：\n我局检查了养老服务补贴办件办理情况，现将结果通报如下。",
        ],
        miss: &[
            "部分公园在入口处公示的游客须知内容不全，应当尽快补充。\n附件\n问题公园名单\n序号\t公园\t问题\n1\t东湖公园\t在入口处公示的游客须知内容不全\n2\t西山公园\t在入口处公示的游览须知内容不全",
            "已完成东湖街道老旧小区改造工程验收，其余正在推进。\n序号\t任务\n1\t完成西山街道老旧小区改造工程验收\n2\t修缮南桥",
            "临江市民政局关于养老服务补贴办件办理情况的通报\n各区民政局：\n我局检查了养老服务补贴办件的办理情况，现将结果通报如下。",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// Longer documents are books and data, not notices.
const MOST_LINES: usize = 1_500;
/// Documents with more differences than this are written so on purpose.
const MOST_FOUND: usize = 8;

/// Two stretches that seem to mean the same.
struct Pair {
    text: Span<Text>,
    other: Span<Text>,
    place: Place,
}

#[derive(Clone, Copy)]
enum Place {
    Table,
    Title,
}

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    if outline.lines.len() + outline.values.len() > MOST_LINES {
        return;
    }
    let titles = titles(outline);
    let cells = cells(outline);
    if titles.is_empty() && cells.is_empty() {
        return;
    }
    let lines = running(outline, &titles);
    let mut pairs = against_cells(outline, &lines, &cells);
    let slips = Titles::new(outline.text, &titles).slips(&lines);
    pairs.extend(slips.into_iter().map(|(text, other)| Pair { text, other, place: Place::Title }));
    if pairs.len() <= MOST_FOUND {
        out.extend(pairs.into_iter().map(|pair| report(outline, &pair)));
    }
}

/// The title of the document and those of its attachments.
fn titles(outline: &Outline<'_>) -> Vec<Span<Text>> {
    let attachments = Attachments::of(outline);
    let entries = attachments.list.iter().chain(&attachments.heads).map(|entry| entry.span);
    outline.title().map(|line| line.span).into_iter().chain(entries).collect()
}

/// Lines of running text; titles and captions are none.
fn running(outline: &Outline<'_>, titles: &[Span<Text>]) -> Vec<Span<Text>> {
    let is_title = |line: &Line| titles.iter().any(|title| line.span.contains(*title));
    let lines = outline.lines.iter().filter(|line| !line.is_title_like(outline.text) && !is_title(line));
    lines.map(|line| line.span).collect()
}

/// Clauses of table cells that are long enough to compare.
fn cells(outline: &Outline<'_>) -> Vec<Clause> {
    let in_table =
        |line: &&Line| matches!(outline.document.blocks()[line.block as usize].kind, BlockKind::Cell(at) if !at.header);
    let lines = outline.values.iter().filter(in_table);
    let clauses = lines.flat_map(|line| clause::of(outline.text, line.span));
    clauses.filter(|clause| clause.chars.len() >= align::SHORTEST).collect()
}

/// Whole clauses of cells against the ends of clauses of the text.
fn against_cells(outline: &Outline<'_>, lines: &[Span<Text>], cells: &[Clause]) -> Vec<Pair> {
    if cells.is_empty() {
        return Vec::new();
    }
    let said: FxHashSet<&[char]> = cells.iter().map(|cell| cell.chars.as_slice()).collect();
    // Most clauses end like no cell.
    let wanted: FxHashSet<&[char]> = cells.iter().map(end_of).collect();
    let near = |line: &Span<Text>| clause::ending(outline.text, *line, |end| wanted.contains(&end[..]));
    let prose: Vec<Clause> = lines.iter().flat_map(near).collect();
    let is_said = |part: &[char]| {
        lines.iter().flat_map(|line| clause::of(outline.text, *line)).any(|clause| clause.contains(part))
    };
    let mut ends: FxHashMap<&[char], Vec<&Clause>> = FxHashMap::default();
    for clause in prose.iter().filter(|clause| clause.chars.len() > align::AT_ENDS) {
        ends.entry(end_of(clause)).or_default().push(clause);
    }
    let mut seen = FxHashSet::default();
    let mut pairs = Vec::new();
    for cell in cells.iter().filter(|cell| seen.insert(cell.chars.as_slice())) {
        let near = ends.get(end_of(cell)).map_or(&[][..], Vec::as_slice);
        let mut like = near.iter().filter_map(|clause| Some((*clause, align::gaps(&cell.chars, &clause.chars)?)));
        let (Some((clause, gaps)), None) = (like.next(), like.next()) else { continue };
        let told = said.contains(stretch(clause, cell, &gaps)) || is_said(&cell.chars);
        if told || !align::is_telling(&gaps, &cell.chars, &clause.chars) {
            continue;
        }
        let from = clause.chars.len() - stretch(clause, cell, &gaps).len();
        pairs.push(Pair { text: clause.span(from..clause.chars.len()), other: cell.whole(), place: Place::Table });
    }
    alone(pairs)
}

/// The characters that a cell and a clause that says the same must share at their end.
fn end_of(clause: &Clause) -> &[char] {
    &clause.chars[clause.chars.len() - align::AT_ENDS..]
}

/// The end of a clause that says what the cell says.
fn stretch<'a>(clause: &'a Clause, cell: &Clause, gaps: &[Gap]) -> &'a [char] {
    let len = gaps.iter().fold(cell.chars.len(), |len, gap| len + gap.text.len() - gap.cell.len());
    &clause.chars[clause.chars.len() - len..]
}

/// Leaves out stretches that several cells resemble: what differs there is a list of things.
fn alone(pairs: Vec<Pair>) -> Vec<Pair> {
    let ends: Vec<usize> = pairs.iter().map(|pair| pair.text.end()).collect();
    let once = |pair: &Pair| ends.iter().filter(|end| **end == pair.text.end()).count() == 1;
    pairs.into_iter().filter(once).collect()
}

fn report(outline: &Outline<'_>, pair: &Pair) -> Match {
    let mut found = Match::new(&RULE, pair.text);
    found.also.push(pair.other);
    found.confidence = Confidence::Low;
    let other: String = outline.text[pair.other.range()].split_whitespace().collect();
    let (zh, en) = match pair.place {
        Place::Table => ("表格", "a table"),
        Place::Title => ("标题", "a title"),
    };
    found.message = Some(Message::new(
        format!("{zh}中写作“{other}”；如指同一事项，应当统一"),
        format!("{en} says “{other}”; if both mean the same, they should say the same"),
    ));
    found
}
