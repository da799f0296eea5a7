//! How a notice says it: what is wrong, in which document, without a digit of a leak.

use std::fmt;

use super::super::row::quiet;
use crate::engine::Scanned;
use crate::finding::Finding;
use crate::rule::{Category, Severity};

/// Wrong words quoted in one sentence.
pub(super) const EXAMPLES: usize = 3;

/// Longest wording quoted, in characters.
const LONGEST: usize = 20;

/// What is wrong, as the predicate of a sentence. Findings with the same phrase are one problem.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Phrase(String);

impl Phrase {
    pub(super) fn of(finding: &Finding) -> Self {
        let own = PRIVACY.iter().find(|(rule, _)| *rule == finding.rule.id).map(|(_, phrase)| (*phrase).to_owned());
        Phrase(own.unwrap_or_else(|| general(finding)))
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What notices say of each kind of leak.
const PRIVACY: &[(&str, &str)] = &[
    ("PII001", "未对公民身份号码作脱敏处理"),
    ("PII002", "未对港澳台居民居住证号码作脱敏处理"),
    ("PII003", "未对 15 位旧身份证号码作脱敏处理"),
    ("PII004", "未对外国人永久居留身份证号码作脱敏处理"),
    ("PII005", "未对残疾人证号码作脱敏处理"),
    ("PII006", "未对学籍号作脱敏处理"),
    ("PII007", "公布了书写有误的公民身份号码且未作脱敏处理"),
    ("PII008", "未对个人手机号码作脱敏处理"),
    ("PII009", "未对家庭固定电话作脱敏处理"),
    ("PII010", "以个人手机号码作为工作联系方式"),
    ("PII011", "未对个人银行卡号作脱敏处理"),
    ("PII012", "未对护照号码作脱敏处理"),
    ("PII013", "未对港澳台通行证号码作脱敏处理"),
    ("PII014", "公布了与个人姓名对应的车牌号"),
    ("PII015", "公布了名单中人员的个人邮箱"),
    ("PII016", "公布了个人详细家庭住址"),
    ("PII017", "公布了名单中人员的完整出生日期"),
    ("PII018", "对个人号码遮盖不足，仍可推算出原号"),
    ("PII019", "公布了名单中人员的敏感信息栏目"),
];

fn general(finding: &Finding) -> String {
    let summary = finding.rule.summary.zh;
    match (finding.rule.category, finding.severity) {
        (Category::Privacy, _) => format!("存在“{summary}”问题，涉及公民个人隐私"),
        (Category::Wording, Severity::Serious) => "存在严重表述错误".to_owned(),
        (Category::Wording, Severity::Error) => "存在错别字或不规范表述".to_owned(),
        (Category::Wording, Severity::Advice) => "存在建议修改的表述".to_owned(),
        (Category::Structure, _) => "格式不规范".to_owned(),
        (Category::Site, _) => format!("存在“{summary}”问题"),
    }
}

/// A quotation that shows what is meant: the wrong word and the right one, or the fault of form.
pub(super) fn example(finding: &Finding) -> Option<String> {
    match (finding.rule.category, &finding.suggestion) {
        (Category::Wording, Some(right)) => {
            let wrong = quiet(finding.text.as_str(false));
            let fits = [&wrong, right].iter().all(|text| text.chars().count() <= LONGEST);
            fits.then(|| format!("“{wrong}”应为“{}”", quiet(right)))
        }
        (Category::Structure, _) => Some(finding.rule.summary.zh.to_owned()),
        _ => None,
    }
}

/// What a sentence calls the document that a problem was first seen in.
#[derive(Clone, Debug, Default)]
pub(super) struct Document {
    column: Option<String>,
    title: Option<String>,
    file: String,
}

impl Document {
    pub(super) fn of(scanned: &Scanned) -> Self {
        let said = |text: &Option<String>| text.as_deref().map(quiet).filter(|text| !text.is_empty());
        let file = quiet(scanned.origin.name().rsplit(['/', '\\']).next().unwrap_or_default());
        Document { column: said(&scanned.meta.column), title: said(&scanned.meta.title), file }
    }

    pub(super) fn has_title(&self) -> bool {
        self.title.is_some()
    }

    /// This document, unless it is none or the other one has a title.
    pub(super) fn or(&self, other: Document) -> Document {
        if self.file.is_empty() || other.has_title() { other } else { self.clone() }
    }

    /// The subject of a sentence about `documents` documents, this one among them.
    pub(super) fn among(&self, documents: u64) -> String {
        let column = self.column.as_ref().map(|column| format!("“{column}”栏目")).unwrap_or_default();
        let others = if documents > 1 { format!("等 {documents} 份文件") } else { String::new() };
        let name = self.title.as_deref().map_or_else(|| format!("“{}”", self.file), in_marks);
        format!("网站{column}发布的{name}{others}")
    }
}

/// A title in book marks; marks inside it become single ones.
fn in_marks(title: &str) -> String {
    format!("《{}》", title.replace('《', "〈").replace('》', "〉"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Engine;

    #[test]
    fn every_leak_has_a_phrase_of_its_own() {
        let rules = Engine::builder().build().unwrap().rules();
        let privacy: Vec<_> = rules.iter().filter(|rule| rule.category == Category::Privacy).collect();
        assert!(privacy.len() >= 19, "{}", privacy.len());
        for rule in privacy {
            assert!(PRIVACY.iter().any(|(id, _)| *id == rule.id), "{} {}", rule.id, rule.summary.zh);
        }
    }

    #[test]
    fn names_lose_long_numbers_and_line_breaks() {
        assert_eq!(quiet(" 关于\n公示 46010619900101101X 的通知 "), "关于 公示 *****************X 的通知");
        assert_eq!(in_marks("关于转发《办法》的通知"), "《关于转发〈办法〉的通知》");
    }
}
