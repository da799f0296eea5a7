//! A sentence that a paragraph break cuts in two.
//!
//! Texts with hard line breaks are not looked at: when a third of the long lines end without a
//! closing mark, that is how the text is stored.

use super::Check;
use super::chars::{count, ends_sentence, is_han};
use super::outline::{Line, Marks, Outline};
use crate::document::BlockKind;
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::Span;

pub(super) static RULE: Rule = Rule {
    id: "STR006",
    name: "cut-sentence",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Published,
    summary: Bilingual { zh: "句子被分段截断", en: "a paragraph break cuts a sentence in two" },
    explain: Bilingual {
        zh: "一段话没有说完、没有句末标点就另起一段，通常是复制粘贴或换行造成的。本规则检查段末是逗号、顿号，或者段内已有完整句子而段末没有标点，\
             并且下一段接着往下说的地方。标题、列表、表格、落款和逐行硬换行的文本不检查。",
        en: "Reports a paragraph that stops without a closing mark while the next one goes on. \
             Titles, lists, tables, signatures and texts with hard line breaks are left alone.",
    },
    citations: &["GB/T 15834-2011 4.1", "国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》：内容准确"],
    examples: Examples {
        hit: &[
            "检查组走访了全市十二个街道。总体情况良好，但是仍有部分街道的台账\n没有及时更新，需要尽快补齐。\n请各街道对照清单整改。",
            "各街道要科学设置窗口，避免群众来回跑。同时，\n对办理量少的窗口要及时调整。\n请各街道抓好落实。",
        ],
        miss: &[
            "检查组走访了全市十二个街道。总体情况良好。\n部分街道的台账没有及时更新，需要尽快补齐。",
            "现将名单公布如下，请查阅。联系人如下\n附件：名单",
            "尊敬的市民朋友，\n您好！现将有关事项告知如下。",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// Shortest paragraph that is looked at, in code points.
const LONG: usize = 16;
/// One long line in this many may end without a closing mark.
const HARD_BREAKS: usize = 3;
/// More cuts than this have one cause and are one finding.
const MANY: usize = 4;

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    let mut cuts = Vec::new();
    let mut long = 0;
    for pair in outline.lines.windows(2) {
        long += usize::from(is_long(outline, &pair[0]));
        if is_cut(outline, &pair[0], &pair[1]) {
            cuts.push(pair);
        }
    }
    if cuts.len() * HARD_BREAKS > long + HARD_BREAKS - 1 {
        return;
    }
    let mut found: Vec<Match> = cuts.into_iter().map(|pair| report(outline, &pair[0], &pair[1])).collect();
    if found.len() > MANY {
        let others: Vec<_> = found.drain(1..).map(|cut| cut.span).collect();
        found[0].count += others.len() as u32;
        found[0].also = others;
    }
    out.append(&mut found);
}

fn is_long(outline: &Outline<'_>, line: &Line) -> bool {
    line.span.len() >= LONG * 3 && line.heading.is_none() && !outline.str(line).ends_with(['：', ':'])
}

fn is_cut(outline: &Outline<'_>, line: &Line, next: &Line) -> bool {
    if !is_long(outline, line) || !is_neighbour(outline, line, next) {
        return false;
    }
    let text = outline.str(line);
    let Some(last) = text.chars().next_back() else { return false };
    let runs_on = match last {
        '，' | ',' | '、' => true,
        char => is_han(char) && has_sentence(text) && !is_signed(text),
    };
    runs_on && goes_on(outline, next)
}

/// Both lines are paragraphs with no table between them.
fn is_neighbour(outline: &Outline<'_>, line: &Line, next: &Line) -> bool {
    let kind = |line: &Line| outline.document.blocks()[line.block as usize].kind;
    let paragraphs = kind(line) == BlockKind::Paragraph && kind(next) == BlockKind::Paragraph;
    paragraphs && next.block - line.block <= 1
}

fn has_sentence(text: &str) -> bool {
    text.contains(['。', '；']) && text.contains('，')
}

/// `……，特此通知。　临江市民政局` and other ends of a text.
fn is_signed(text: &str) -> bool {
    ["局", "委", "政府", "办公室", "厅", "日"].iter().any(|end| text.ends_with(end))
        && text.rsplit(['。', ' ', '\u{3000}']).next().is_some_and(|tail| count(tail) <= 20)
}

/// The next line reads like the rest of a sentence.
fn goes_on(outline: &Outline<'_>, next: &Line) -> bool {
    const HEADS: [&str; 8] = ["附件", "附：", "注", "第", "来源", "责任编辑", "联系", "抄送"];
    let text = outline.str(next);
    let first = text.chars().next().is_some_and(|char| is_han(char) || char.is_ascii_digit());
    let closes = text.chars().next_back().is_some_and(|char| ends_sentence(char) || char == '，' || char == '”');
    let plain = next.number.is_none() && next.heading.is_none() && next.marks.any(Marks::HAN);
    plain && first && closes && !HEADS.iter().any(|head| text.starts_with(head))
}

fn report(outline: &Outline<'_>, line: &Line, next: &Line) -> Match {
    let text = outline.str(line);
    let last = text.char_indices().rev().take(4).take_while(|&(_, char)| !ends_sentence(char));
    let tail = last.last().map_or(0, |(at, _)| at);
    let head = outline.str(next).char_indices().nth(4).map_or(next.span.len(), |(at, _)| at);
    let mut found = Match::new(&RULE, Span::new(line.span.start() + tail, line.span.end()));
    found.also.push(Span::new(next.span.start(), next.span.start() + head));
    found.message = Some(Message::new(
        format!("“{}”之后句子没有说完就分了段，应与下一段连接", &text[tail..]),
        "the sentence is not finished here: join it with the next paragraph",
    ));
    found
}
