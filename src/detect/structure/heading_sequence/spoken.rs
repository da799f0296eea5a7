//! 一是, 二是, 四是 (or 一要, 二要, 四要; 第一，第二，第四，): items that sentences count.
//!
//! Lists may lie inside one another, so only a number that is left out (二是, 四是) or that heads two
//! paragraphs is reported; everything else is taken for a list of its own.

use super::RULE;
use crate::detect::structure::numbering::{han_text, han_value};
use crate::detect::structure::outline::{Line, Outline};
use crate::finding::{Match, Message};
use crate::span::{Span, Text};

/// Marks behind which an item may begin.
const BEFORE: [char; 11] = ['：', '；', '。', '，', '！', '？', '”', '）', ':', ';', ','];
/// Lines without an item that may stand between two items.
const BETWEEN: usize = 4;

/// One item.
#[derive(Clone, Copy)]
struct Item {
    value: u32,
    span: Span<Text>,
    /// True when it heads its line.
    heads: bool,
}

/// How items of a list are counted.
#[derive(Clone, Copy)]
struct Form {
    first: &'static str,
    /// What stands before the number, if anything.
    before: &'static str,
    /// What stands behind it.
    behind: char,
}

const FORMS: [Form; 3] = [
    Form { first: "一是", before: "", behind: '是' },
    Form { first: "一要", before: "", behind: '要' },
    Form { first: "第一，", before: "第", behind: '，' },
];

/// The slips in every list that begins with 一是, 一要 or 第一，.
pub(super) fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    FORMS.iter().for_each(|form| lists(outline, form, out));
}

fn lists(outline: &Outline<'_>, form: &Form, out: &mut Vec<Match>) {
    let mut read_to = 0;
    for (line, _) in outline.places(form.first) {
        if line.span.start() < read_to {
            continue;
        }
        let index = outline.lines.partition_point(|other| other.span.start() < line.span.start());
        if outline.lines.get(index).is_none_or(|other| other.span != line.span) {
            continue;
        }
        let list = list(outline, index, form);
        read_to = list.last().map_or(line.span.end(), |item| item.span.end());
        out.extend(list.windows(2).filter_map(|pair| judge(pair[0], pair[1], form)));
    }
}

/// The items from line `index` on, up to the next heading or number.
fn list(outline: &Outline<'_>, index: usize, form: &Form) -> Vec<Item> {
    let mut list = Vec::new();
    let mut without = 0;
    for (at, line) in outline.lines[index..].iter().enumerate() {
        let ends = at > 0 && (line.number.is_some() || line.heading.is_some());
        if ends || without > BETWEEN {
            break;
        }
        let before = list.len();
        items(outline, line, form, &mut list);
        if list.is_empty() {
            break;
        }
        without = if list.len() > before { 0 } else { without + 1 };
    }
    list
}

fn items(outline: &Outline<'_>, line: &Line, form: &Form, list: &mut Vec<Item>) {
    let text = outline.str(line);
    let head = line.number.map_or(0, |number| number.len as usize);
    for (at, _) in text.match_indices(form.behind) {
        let body = &text[..at];
        let len: usize =
            body.chars().rev().take_while(|char| "一二三四五六七八九十".contains(*char)).map(char::len_utf8).sum();
        let Some(start) = body[..at - len].strip_suffix(form.before).map(str::len) else { continue };
        let number = &body[at - len..];
        let heads = text[head..start.max(head)].trim().is_empty();
        let opens = heads || body[..start].ends_with(BEFORE);
        if let Some((value, _)) = han_value(number).filter(|&(_, used)| opens && len > 0 && used == len) {
            let span = Span::new(line.span.start() + start, line.span.start() + at + form.behind.len_utf8());
            list.push(Item { value, span, heads });
        }
    }
}

fn judge(last: Item, item: Item, form: &Form) -> Option<Match> {
    let gap = item.value == last.value + 2;
    let twice = item.value == last.value && item.value > 1 && item.heads && last.heads;
    if !gap && !twice {
        return None;
    }
    let [before, this] = [last, item].map(|item| format!("{}{}", form.before, han_text(item.value)));
    let verb = form.behind;
    let mut found = Match::new(&RULE, item.span);
    found.also.push(last.span);
    found.message = Some(if gap {
        Message::new(format!("“{before}{verb}”之后是“{this}{verb}”"), format!("item {before} is followed by {this}"))
    } else {
        Message::new(format!("“{this}{verb}”重复"), format!("item {this} comes twice"))
    });
    Some(found)
}
