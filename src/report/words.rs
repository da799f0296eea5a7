//! Identifiers in words that an editor understands.

use crate::document::Hidden;
use crate::finding::Finding;
use crate::place::{Place, column_name};
use crate::rule::{Category, Severity};
use crate::skip::SkipReason;

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
        let words: Vec<_> = finding.evidence.iter().map(|evidence| self.evidence(&evidence.0)).collect();
        let evidence = words.join(self.pick("，", ", "));
        let joint = if citations.is_empty() || evidence.is_empty() { "" } else { self.pick("：", ": ") };
        format!("{citations}{joint}{evidence}")
    }

    /// A piece of evidence: `header:身份证号` becomes 表头“身份证号”. Evidence without words of its
    /// own is shown as it is.
    pub fn evidence(self, evidence: &str) -> String {
        if self == Lang::En {
            return evidence.to_owned();
        }
        let (key, value) = evidence.split_once(':').unwrap_or((evidence, ""));
        match (word(key), value) {
            (None, _) => evidence.to_owned(),
            (Some(word), "") => word.to_owned(),
            (Some(word), value) => format!("{word}“{}”", value_word(key, value)),
        }
    }
}

/// What evidence is called, by its key.
const WORDS: &[(&str, &str)] = &[
    ("birth-date", "出生日期成立"),
    ("checksum", "校验码成立"),
    ("column", "所在列"),
    ("context", "上下文"),
    ("entry", "词条"),
    ("header", "表头"),
    ("hidden", "位于"),
    ("label", "标签"),
    ("length", "位数"),
    ("luhn", "校验位成立"),
    ("name", "同一行有姓名"),
    ("prefix", "号段"),
    ("region", "行政区划成立"),
    ("source", "出处"),
    ("written", "写法"),
];

fn word(key: &str) -> Option<&'static str> {
    WORDS.iter().find(|(known, _)| *known == key).map(|(_, word)| *word)
}

/// Values that are identifiers themselves.
fn value_word<'a>(key: &str, value: &'a str) -> &'a str {
    match key {
        "hidden" => Hidden::from_name(value).map_or(value, |hidden| hidden.title()),
        _ => value,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_reads_like_speech() {
        assert_eq!(Lang::Zh.evidence("checksum"), "校验码成立");
        assert_eq!(Lang::Zh.evidence("header:身份证号"), "表头“身份证号”");
        assert_eq!(Lang::Zh.evidence("hidden:comment"), "位于“源代码注释”");
        assert_eq!(Lang::Zh.evidence("no-such-key:1"), "no-such-key:1");
        assert_eq!(Lang::En.evidence("checksum"), "checksum");
    }
}
