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

    /// A piece of evidence: `header:身份证号` becomes 列名“身份证号”. Evidence without words of its
    /// own is shown as it is.
    pub fn evidence(self, evidence: &str) -> String {
        if self == Lang::En {
            return evidence.to_owned();
        }
        let (key, value) = evidence.split_once(':').unwrap_or((evidence, ""));
        if let Some(whole) = word(evidence) {
            return whole.to_owned();
        }
        match (word(key), value) {
            (None, _) => evidence.to_owned(),
            (Some(word), value) => format!("{word}“{}”", value_word(key, value)),
        }
    }
}

/// What evidence is called, by its key.
const WORDS: &[(&str, &str)] = &[
    ("birth-date", "出生日期成立"),
    ("checksum", "校验码成立"),
    ("edit", "与规范写法的差别"),
    ("entry", "词条"),
    ("gain", "改后更通顺"),
    ("header", "列名"),
    ("hidden", "位于"),
    ("label", "标签"),
    ("novel-trigrams", "罕见的三字组合"),
    ("owner", "归属"),
    ("phrase", "规范写法"),
    ("prefix:unassigned", "号段未启用"),
    ("region", "行政区划成立"),
    ("region:area", "省市代码成立"),
    ("region:unknown", "行政区划代码未收录"),
    ("tier", "词表"),
    ("written", "写法"),
];

/// Values that are identifiers themselves, by their key.
const VALUES: &[(&str, &str, &str)] = &[
    ("owner", "id-beside", "同一行有身份证号"),
    ("owner", "label", "标签指明"),
    ("owner", "list-of-persons", "人员名单"),
    ("owner", "name-beside", "旁有姓名"),
    ("owner", "personal-data-beside", "旁有个人信息"),
    ("owner", "personal-data-near", "附近有个人信息"),
    ("owner", "unknown", "不明"),
    ("written", "chinese", "汉字数字"),
    ("written", "circled", "带圈数字"),
    ("written", "full-width", "全角"),
    ("written", "invisible", "夹有不可见字符"),
    ("written", "letters", "夹有字母"),
    ("written", "line-break", "跨行"),
    ("written", "mathematical", "数学字体"),
    ("written", "raised", "上下标"),
    ("written", "split", "分段"),
];

fn word(key: &str) -> Option<&'static str> {
    WORDS.iter().find(|(known, _)| *known == key).map(|(_, word)| *word)
}

fn value_word<'a>(key: &str, value: &'a str) -> &'a str {
    if key == "hidden" {
        return Hidden::from_name(value).map_or(value, |hidden| hidden.title());
    }
    let known = VALUES.iter().find(|(known_key, known, _)| *known_key == key && *known == value);
    known.map_or(value, |(_, _, word)| word)
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
        assert_eq!(Lang::Zh.evidence("header:身份证号"), "列名“身份证号”");
        assert_eq!(Lang::Zh.evidence("written:full-width"), "写法“全角”");
        assert_eq!(Lang::Zh.evidence("region:unknown"), "行政区划代码未收录");
        assert_eq!(Lang::Zh.evidence("hidden:comment"), "位于“源代码注释”");
        assert_eq!(Lang::Zh.evidence("no-such-key:1"), "no-such-key:1");
        assert_eq!(Lang::En.evidence("checksum"), "checksum");
    }
}
