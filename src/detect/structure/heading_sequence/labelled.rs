//! 案例一：, 案例二：, 案例四：: lines that a word and a number head.
//!
//! Only words are known that count what follows them: 星期一 and 星期三 head a timetable.

use super::RULE;
use crate::detect::structure::numbering::{han_text, han_value};
use crate::detect::structure::outline::{Line, Marks, Outline};
use crate::finding::{Match, Message};
use crate::span::{Span, Text};

/// What stands before the number.
const BEFORE: [&str; 27] = [
    "案例",
    "典型案例",
    "误区",
    "问题",
    "措施",
    "步骤",
    "要点",
    "建议",
    "例",
    "情形",
    "提示",
    "提醒",
    "技巧",
    "亮点",
    "经验",
    "做法",
    "任务",
    "举措",
    "场景",
    "骗局",
    "套路",
    "故事",
    "议题",
    "议程",
    "环节",
    "原则",
    "方法",
];
/// What stands behind it, where 第 stands before it.
const BEHIND: [&str; 8] = ["步", "句话", "招", "关", "点", "问", "件事", "环节"];

struct Head {
    label: &'static str,
    value: u32,
    span: Span<Text>,
}

/// The slips in every row of heads that begins with one.
pub(super) fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    let mut rows: Vec<Head> = Vec::new();
    // A colon stands behind every head.
    let lines = outline.lines.iter().filter(|line| line.marks.any(Marks::COLON));
    for head in lines.filter_map(|line| head(outline, line)) {
        let Some(last) = rows.iter_mut().find(|last| last.label == head.label) else {
            if head.value == 1 {
                rows.push(head);
            }
            continue;
        };
        out.extend(judge(last, &head));
        *last = head;
    }
}

fn head(outline: &Outline<'_>, line: &Line) -> Option<Head> {
    let text = outline.str(line);
    let rest = |label: &&'static str| Some((*label, text.strip_prefix(label)?));
    let (label, value, len) = match text.strip_prefix('第') {
        Some(rest) => {
            let (value, used) = han_value(rest)?;
            let label = BEHIND.into_iter().find(|label| is_closed(&rest[used..], label))?;
            (label, value, '第'.len_utf8() + used + label.len())
        }
        None => {
            let (label, rest) = BEFORE.iter().find_map(rest)?;
            let (value, used) = han_value(rest).filter(|&(_, used)| is_closed(&rest[used..], ""))?;
            (label, value, label.len() + used)
        }
    };
    let start = line.span.start();
    Some(Head { label, value, span: Span::new(start, start + len) })
}

/// True where `label` and then a colon stands.
fn is_closed(rest: &str, label: &str) -> bool {
    rest.strip_prefix(label).is_some_and(|rest| rest.starts_with(['：', ':']))
}

fn judge(last: &Head, head: &Head) -> Option<Match> {
    let due = last.value + 1;
    let (gap, twice) = (head.value == due + 1, head.value == last.value && head.value > 1);
    if !gap && !twice {
        return None;
    }
    let (due, this) = (han_text(due), han_text(head.value));
    let mut found = Match::new(&RULE, head.span);
    found.also.push(last.span);
    found.message = Some(Message::new(
        format!("序数应为“{due}”，实为“{this}”"),
        format!("the number {due} is due, {this} is written"),
    ));
    Some(found)
}
