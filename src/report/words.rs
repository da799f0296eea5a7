//! Identifiers in words that an editor understands.

use crate::finding::Finding;
use crate::place::{Place, column_name};
use crate::rule::{Category, Severity};
use crate::skip::SkipReason;

mod evidence;

/// The language of a report's sentences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The text of this language.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// A level.
    pub fn severity(self, severity: Severity) -> &'static str {
        self.pick(severity.title(), severity.name())
    }

    /// A category.
    pub fn category(self, category: Category) -> &'static str {
        let zh = match category {
            Category::Privacy => "个人信息",
            Category::Wording => "用语",
            Category::Structure => "结构",
            Category::Site => "网站",
        };
        self.pick(zh, category.name())
    }

    /// A reason for not reading something.
    pub fn skip(self, reason: SkipReason) -> &'static str {
        self.pick(reason.title(), reason.name())
    }

    /// A place.
    pub fn place(self, place: &Place) -> String {
        match self {
            Lang::Zh => place.to_string(),
            Lang::En => place_in_english(place),
        }
    }

    /// What a finding rests on: the rule's sources, then the evidence.
    pub fn basis(self, finding: &Finding) -> String {
        let citations = finding.rule.citations.join(self.pick("、", ", "));
        let words: Vec<_> = finding.evidence.iter().filter_map(|evidence| self.evidence(&evidence.0)).collect();
        let evidence = words.join(self.pick("，", ", "));
        let joint = if citations.is_empty() || evidence.is_empty() { "" } else { self.pick("：", ": ") };
        format!("{citations}{joint}{evidence}")
    }

    /// A piece of evidence in words: `header:身份证号` becomes 列名“身份证号”. `None` for what says
    /// nothing to a reader.
    pub fn evidence(self, evidence: &str) -> Option<String> {
        evidence::evidence(self, evidence)
    }
}

/// True when reports have words for this evidence, or leave it out on purpose.
pub fn knows_evidence(evidence: &str) -> bool {
    evidence::is_known(evidence)
}

fn place_in_english(place: &Place) -> String {
    match place {
        Place::Line { line, column } => format!("{line}:{column}"),
        Place::Pointer { pointer, line: Some((line, column)) } => format!("{line}:{column} {pointer}"),
        Place::Pointer { pointer, line: None } => pointer.clone(),
        Place::Cell { sheet, row, column } => format!("{sheet}!{}{row}", column_name(*column)),
        Place::Paragraph(number) => format!("paragraph {number}"),
        Place::TableCell { table, row, column } => format!("table {table} row {row} column {column}"),
        Place::Page { page, line: Some(line) } => format!("page {page} line {line}"),
        Place::Page { page, line: None } => format!("page {page}"),
        Place::Slide(number) => format!("slide {number}"),
        Place::Part(name) => name.clone(),
        Place::Whole => "whole document".to_owned(),
    }
}
