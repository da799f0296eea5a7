//! What speaks for a finding, in words. Detectors name evidence by stable keys; a report to be read
//! shows none of them.

use super::Lang;
use crate::document::Hidden;

/// A piece of evidence, or all of one key, in both languages. `{}` stands for the value; what has
/// no words is a figure of the program's own weighing, which tells a reader nothing.
type Words = (&'static str, &'static str, &'static str);

const WORDS: &[Words] = &[
    ("beside", "旁边写有{}", "{} beside it"),
    ("birth-date", "出生日期成立", "its birth date exists"),
    ("checksum", "校验码成立", "its check digit fits"),
    ("column", "整列如此", "a whole column"),
    ("detail", "写到门牌", "down to the door"),
    ("edit", "与规范写法的差别“{}”", "differs by {}"),
    ("entry", "词条“{}”", "entry {}"),
    ("gain", "", ""),
    ("header", "列名“{}”", "column “{}”"),
    ("hidden", "位于“{}”", "hidden: {}"),
    ("label", "标签“{}”", "label “{}”"),
    ("left", "只剩 {} 种可能", "{} numbers are left"),
    ("novel-trigrams", "", ""),
    ("owner", "归属“{}”", "owner: {}"),
    ("phrase", "规范写法“{}”", "the right form is “{}”"),
    ("prefix:unassigned", "号段未启用", "the prefix is not assigned"),
    ("region", "行政区划成立", "its region exists"),
    ("region:area", "省市代码成立", "its province and city exist"),
    ("region:unknown", "行政区划代码未收录", "its region is not in the table"),
    ("safe-fix", "可自动改正", "can be corrected by fix"),
    ("tier", "", ""),
    ("written", "写法“{}”", "written {}"),
];

/// Values that are identifiers themselves: key, value, and their words.
const VALUES: &[(&str, &str, &str, &str)] = &[
    ("beside", "birth-date", "出生日期", "the birth date"),
    ("beside", "last-digits", "末几位", "the last digits"),
    ("beside", "sex", "性别", "the sex"),
    ("edit", "doubled", "重字", "a doubled character"),
    ("edit", "homophone", "同音词", "a homophone"),
    ("edit", "insertion", "多字", "a character too many"),
    ("edit", "near-sound", "近音字", "a character that sounds alike"),
    ("edit", "omission", "漏字", "a missing character"),
    ("edit", "other", "错字", "a wrong character"),
    ("edit", "same-sound", "同音字", "a character that sounds the same"),
    ("edit", "shape", "形近字", "a character that looks alike"),
    ("edit", "transposition", "字序颠倒", "swapped characters"),
    ("owner", "id-beside", "同一行有身份证号", "an ID number on the same line"),
    ("owner", "label", "标签指明", "named by the label"),
    ("owner", "list-of-persons", "人员名单", "a list of persons"),
    ("owner", "name-beside", "旁有姓名", "a name beside it"),
    ("owner", "personal-data-beside", "旁有个人信息", "personal data beside it"),
    ("owner", "personal-data-near", "附近有个人信息", "personal data near it"),
    ("owner", "unknown", "不明", "unknown"),
    ("written", "cells", "逐格填写", "one digit a cell"),
    ("written", "chinese", "汉字数字", "in Chinese numerals"),
    ("written", "circled", "带圈数字", "in circled digits"),
    ("written", "full-width", "全角", "in full-width digits"),
    ("written", "invisible", "夹有不可见字符", "with invisible characters"),
    ("written", "letters", "夹有字母", "with letters"),
    ("written", "line-break", "跨行", "across lines"),
    ("written", "mathematical", "数学字体", "in mathematical digits"),
    ("written", "raised", "上下标", "raised or lowered"),
    ("written", "split", "分段", "in groups"),
];

/// What evidence says to a reader; `None` for what says nothing.
pub(super) fn evidence(lang: Lang, evidence: &str) -> Option<String> {
    let (_, words) = find(evidence)?;
    let template = lang.pick(words.1, words.2);
    let (key, value) = evidence.split_once(':').unwrap_or((evidence, ""));
    (!template.is_empty()).then(|| template.replace("{}", value_words(lang, key, value)))
}

/// True when evidence is known here, with words or on purpose without.
pub(super) fn is_known(evidence: &str) -> bool {
    let (key, value) = evidence.split_once(':').unwrap_or((evidence, ""));
    find(evidence).is_some_and(|(whole, (_, template, _))| {
        whole || template.is_empty() || (template.contains("{}") && is_known_value(key, value))
    })
}

/// Values that are quoted from the document need no words; identifiers do.
fn is_known_value(key: &str, value: &str) -> bool {
    let mut of_key = VALUES.iter().filter(|(known, ..)| *known == key).peekable();
    match key {
        "hidden" => Hidden::from_name(value).is_some(),
        _ => of_key.peek().is_none() || of_key.any(|(_, name, ..)| *name == value),
    }
}

/// The words of the whole evidence (`true`), else those of its key.
fn find(evidence: &str) -> Option<(bool, &'static Words)> {
    let key = evidence.split(':').next().unwrap_or(evidence);
    let of = |wanted: &str| WORDS.iter().find(|(known, ..)| *known == wanted);
    of(evidence).map(|words| (true, words)).or_else(|| of(key).map(|words| (false, words)))
}

fn value_words<'a>(lang: Lang, key: &str, value: &'a str) -> &'a str {
    if key == "hidden" {
        return Hidden::from_name(value).map_or(value, |hidden| lang.pick(hidden.title(), hidden.name()));
    }
    let known = VALUES.iter().find(|(known, name, ..)| (*known, *name) == (key, value));
    known.map_or(value, |(_, _, zh, en)| lang.pick(zh, en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_reads_like_speech() {
        for (key, zh, en) in [
            ("checksum", "校验码成立", "its check digit fits"),
            ("header:身份证号", "列名“身份证号”", "column “身份证号”"),
            ("written:full-width", "写法“全角”", "written in full-width digits"),
            ("region:unknown", "行政区划代码未收录", "its region is not in the table"),
            ("hidden:comment", "位于“源代码注释”", "hidden: comment"),
            ("left:33", "只剩 33 种可能", "33 numbers are left"),
        ] {
            assert_eq!(evidence(Lang::Zh, key).as_deref(), Some(zh));
            assert_eq!(evidence(Lang::En, key).as_deref(), Some(en));
            assert!(is_known(key), "{key}");
        }
    }

    #[test]
    fn what_says_nothing_is_left_out_and_what_is_strange_is_not_known() {
        assert_eq!(evidence(Lang::Zh, "gain:3.1"), None);
        assert!(is_known("gain:3.1") && is_known("tier:block"));
        for strange in ["no-such-key", "owner:somebody", "checksum:odd", "hidden:cupboard", "written:backwards"] {
            assert!(!is_known(strange), "{strange}");
        }
    }
}
