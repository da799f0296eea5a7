//! Blanks inside the title of a document.
//!
//! Titles of news use blanks for commas and are not looked at. A blank between the issuing body and
//! 关于 is a line break of the printed form, and several bodies side by side are set apart by blanks:
//! only blanks behind 关于 are faults. 通　知, spaced out for looks, is fine.

use super::Check;
use super::chars::{after, before, is_blank, is_han};
use super::outline::{Line, Marks, Outline};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::{Span, Text};

pub(super) static RULE: Rule = Rule {
    id: "STR005",
    name: "title-space",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Published,
    summary: Bilingual { zh: "标题中间有空格", en: "a blank inside the title" },
    explain: Bilingual {
        zh: "公文标题应当连贯完整，词语之间不空格；并列的词语之间用顿号。发文机关与“关于”之间的空格（原为换行）和几个发文机关之间的空格不算错。",
        en: "The title of an official document has no blanks between words; coordinate words take 、. \
             Blanks before 关于 and between issuing bodies are fine.",
    },
    citations: &["GB/T 9704-2012 7.3.1", "GB/T 15834-2011 4.5"],
    examples: Examples {
        hit: &["临江市民政局关于养老机构 儿童福利机构检查情况的通报\n各区民政局：\n现将检查情况通报如下。"],
        miss: &[
            "临江市民政局 关于养老机构检查情况的通报\n各区民政局：\n现将检查情况通报如下。",
            "临江市民政局 临江市财政局关于养老机构检查情况的通　知\n各区民政局：\n现将检查情况通知如下。",
            "我市召开养老工作会议 部署安全检查\n会议要求压实责任。",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    if let Some(title) = outline.title().filter(|line| line.marks.any(Marks::SPACE.or(Marks::CJK_MARK))) {
        out.extend(report(outline, title));
    }
}

fn report(outline: &Outline<'_>, title: &Line) -> Option<Match> {
    let text = outline.str(title);
    let topic = text.find("关于")?;
    let blanks: Vec<Span<Text>> =
        blanks(&text[topic..]).map(|blank| shifted(blank, title.span.start() + topic)).collect();
    let (&first, others) = blanks.split_first()?;
    let mut found = Match::new(&RULE, first);
    found.also = others.to_vec();
    found.count = blanks.len() as u32;
    found.message = Some(Message::new(
        "标题中间有空格；如为并列词语，应加顿号",
        "a blank inside the title; between coordinate words write 、",
    ));
    found.suggestion = Some("、".into());
    Some(found)
}

fn shifted(range: std::ops::Range<usize>, by: usize) -> Span<Text> {
    Span::new(range.start + by, range.end + by)
}

/// The blanks between two words of at least two characters each.
fn blanks(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(is_blank)?;
        let end = start + text[start..].find(|char| !is_blank(char)).unwrap_or(text.len() - start);
        from = end;
        Some(start..end)
    })
    .filter(|blank| is_between_words(text, blank))
}

fn is_between_words(text: &str, blank: &std::ops::Range<usize>) -> bool {
    let word = |char: Option<char>| char.is_some_and(is_han);
    let (left, right) = (before(text, blank.start), after(text, blank.end));
    let left_word = text[..blank.start].chars().rev().take_while(|&char| !is_blank(char)).count();
    let right_word = text[blank.end..].chars().take_while(|&char| !is_blank(char)).count();
    word(left) && word(right) && left_word > 1 && right_word > 1
}
