//! Faults in the form of a document: its numbering, marks, tables, attachments, dates and sums.
//!
//! Every rule is one file below with its [`Rule`] and a function that reads the [`Outline`];
//! [`CHECKS`] lists them. The rules look at what the page shows, never at markup, comments or
//! scripts, and know nothing of each other.

use super::{Detector, Scan};
use crate::finding::Match;
use crate::rule::Rule;

mod abolished_law;
mod announced_list;
mod attachments;
mod bracket_form;
mod chars;
mod cut_sentence;
mod days;
mod digit_spacing;
mod document_number;
mod empty_cell;
mod figures;
mod heading_sequence;
mod impossible_date;
mod law_article;
mod mark_width;
mod marks;
mod note_style;
mod numbering;
mod ordinal_year;
mod outline;
mod pairs;
mod percentage;
mod placeholder;
mod repeated_mark;
mod repeated_paragraph;
mod repeated_word;
mod reversed_range;
mod row_count;
mod signature;
mod table_sequence;
mod title;
mod title_space;
mod total;
mod two_ways;
mod unknown_law;
mod weekday;
mod working_days;

use outline::Outline;

/// A rule and what finds it.
struct Check {
    rule: &'static Rule,
    find: fn(&Outline<'_>, &mut Vec<Match>),
}

/// The rules of structure, by identifier.
static CHECKS: &[Check] = &[
    table_sequence::CHECK,
    heading_sequence::CHECK,
    bracket_form::CHECK,
    mark_width::CHECK,
    title_space::CHECK,
    cut_sentence::CHECK,
    attachments::CHECK,
    empty_cell::CHECK,
    document_number::CHECK,
    impossible_date::CHECK,
    weekday::CHECK,
    reversed_range::CHECK,
    signature::PADDED_CHECK,
    signature::MISSING_CHECK,
    pairs::CHECK,
    repeated_mark::CHECK,
    repeated_word::CHECK,
    repeated_paragraph::CHECK,
    placeholder::CHECK,
    law_article::CHECK,
    percentage::CHECK,
    total::CHECK,
    announced_list::CHECK,
    row_count::CHECK,
    digit_spacing::CHECK,
    note_style::CHECK,
    two_ways::CHECK,
    abolished_law::CHECK,
    ordinal_year::CHECK,
    working_days::CHECK,
    unknown_law::CHECK,
];

/// Words with which rules begin their search, by [`Outline::places`]: see [`super::spots`].
pub(super) const WORDS: &[&str] = &[
    "一是",
    "一要",
    "个",
    "个五年规划",
    "五”",
    "共",
    "其中",
    "合计",
    "号",
    "周年",
    "大",
    "届",
    "待",
    "总计",
    "月",
    "此处",
    "第一产业增加值",
    "结构",
    "输入",
    "第一，",
];

/// See the module.
#[derive(Debug, Default)]
pub struct Structure;

impl Detector for Structure {
    fn rules(&self) -> Vec<&'static Rule> {
        CHECKS.iter().map(|check| check.rule).collect()
    }

    fn detect(&self, scan: &Scan<'_>, out: &mut Vec<Match>) {
        let outline = Outline::of(scan);
        for check in CHECKS {
            (check.find)(&outline, out);
        }
    }
}
