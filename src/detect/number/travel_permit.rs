//! Travel permits between the mainland and 港澳台, under a label.

use super::look::Look;
use super::passport::{is_in_list_of_persons, lettered, report};
use super::shape::{Beside, Reading};
use super::telephone;
use super::topic::Topics;
use crate::finding::Match;
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::{Span, Text};

/// A travel permit number in the clear.
pub(super) static RULE: Rule = Rule {
    id: "PII013",
    name: "travel-permit",
    category: Category::Privacy,
    severity: Severity::Serious,
    basis: Basis::Law,
    summary: Bilingual { zh: "未脱敏的港澳台通行证号码", en: "travel permit number in the clear" },
    explain: Bilingual {
        zh: "查找标签或表头表明是通行证、回乡证、台胞证的号码：C 加 8 位（或加字母和 7 位）、H 或 M 加 8 至 10 位、台胞证 8 位数字。没有标签的不报告。",
        en: "Finds travel permits of residents of Hong Kong, Macau and Taiwan and to those places, under a label.",
    },
    citations: &[
        "《中国公民因私事往来香港地区或者澳门地区的暂行管理办法》",
        "《中华人民共和国个人信息保护法》第二十八条",
    ],
    examples: Examples {
        // Synthetic.
        hit: &["往来港澳通行证号码：C00001234", "回乡证号：H0000123400", "台胞证：00001234"],
        miss: &["车辆通行证申领电话：60001234", "物料编码：C00001234", "回乡证号：H0000****"],
    },
};

/// Finds permits with and without letters.
pub(super) fn find(look: &Look<'_, '_>, out: &mut Vec<Match>) {
    for length in [7, 8, 10] {
        for reading in look.readings(length) {
            out.extend(with_letters(look, &reading).or_else(|| of_taiwan(look, &reading)));
        }
    }
}

fn with_letters(look: &Look<'_, '_>, reading: &Reading<'_>) -> Option<Match> {
    let (span, letters, context) = lettered(look, reading)?;
    let shaped = matches!(
        (letters.as_bytes(), reading.signs.len()),
        ([b'C' | b'W' | b'T' | b'L'], 8) | ([b'C' | b'L', _], 7) | ([b'H' | b'M'], 8 | 10)
    );
    let paper = context.says(Topics::PAPER) && (matches!(letters, "H" | "M") || letters.starts_with('C'));
    let listed = || is_in_list_of_persons(look, &context, span);
    let named = context.says(Topics::PERMIT) || paper || is_named_before(look, span) || listed();
    (shaped && named).then(|| report(&RULE, span, letters, reading, &context, Topics::PERMIT.and(Topics::PAPER)))
}

fn of_taiwan(look: &Look<'_, '_>, reading: &Reading<'_>) -> Option<Match> {
    let free = reading.before == Beside::Nothing && reading.after == Beside::Nothing;
    if !free || reading.signs.len() != 8 || reading.groups > 1 {
        return None;
    }
    let context = look.context(reading);
    let called = || context.field.topics.any(Topics::VAGUE) && is_named_before(look, reading.span());
    (context.says(Topics::PERMIT) || called())
        .then(|| report(&RULE, reading.span(), "", reading, &context, Topics::PERMIT))
}

/// 通行证一本，证号：…: the permit is named before the number on its line.
fn is_named_before(look: &Look<'_, '_>, span: Span<Text>) -> bool {
    let line = telephone::line(look.scene.text, span);
    telephone::topics_of(&look.scene.text[line.start()..span.start()]).any(Topics::PERMIT)
}
