//! The field label directly before a number in running text: `身份证号：`, `（电话 `, `?mobile=`.

use super::label;
use super::topic::Topics;

/// Code points looked at before a number.
const REACH: usize = 32;
/// Most code points between a label with a colon and its number: 联系电话：（王老师）…
const NAME_BETWEEN: usize = 10;

/// What a label names, and the word that says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    /// What it names.
    pub(super) topics: Topics,
    /// The word of the vocabulary, for the evidence; empty when no word decided.
    pub(super) word: &'static str,
}

/// The label of the number of `length` digits that begins at byte `at`: the last word before it with those that stand
/// directly before that.
pub(super) fn before(text: &str, at: usize, length: usize) -> Named {
    let window = window(text, at);
    let (mut topics, mut end, mut last) = (Topics::NONE, 0, None);
    for word in label::words(window) {
        topics = match &window[end..word.start()] {
            "" => topics.then(word.topics),
            "（" | "(" if end > 0 && closes(&window[word.end..]) => label::with_bracket(topics, word.topics),
            _ => word.topics,
        };
        (end, last) = (word.end, Some(word.text));
    }
    if !topics.identifies() && last.is_some_and(|word| is_of_paper(&window[..end], word)) {
        topics = Topics::PAPER;
    }
    // 某某某 100元 138…: the unit of an amount names nothing behind it.
    let is_unit = |word: &str| {
        let unit =
            window[..end].strip_suffix(word).is_some_and(|amount| amount.ends_with(|char: char| char.is_ascii_digit()));
        unit && topics.without(Topics::AMOUNT).is_none()
    };
    match last {
        Some(word) if is_unit(word) && window[end..].starts_with(char::is_whitespace) => Named::default(),
        Some(word) if is_near(without_prefix(&window[end..]), length) => Named { topics, word },
        _ if is_unknown_serial(window, length) => Named { topics: Topics::SERIAL, word: "号" },
        Some(_) => Named::default(),
        None => key_before(window),
    }
}

/// 有效证件编码: the number of a paper, whatever paper it is.
fn is_of_paper(label: &str, word: &str) -> bool {
    const PAPERS: &[&str] = &["证件", "证照", "身份"];
    let paper = label.strip_suffix(word).unwrap_or("");
    matches!(word, "编号" | "编码" | "代码" | "号码") && PAPERS.iter().any(|name| paper.ends_with(name))
}

/// 身份证号sfz4601…: what stands between a label and its number, without a few Latin letters glued to the number.
fn without_prefix(gap: &str) -> &str {
    const LONGEST: usize = 6;
    let body = gap.trim_end_matches(|char: char| char.is_ascii_alphabetic() || char == '_');
    if gap.len() - body.len() <= LONGEST { body } else { gap }
}

/// 会议号：…: a word that nobody listed and that ends like a serial number's. An ID is told by its check digit, not by
/// such a word.
fn is_unknown_serial(window: &str, length: usize) -> bool {
    const WORD: std::ops::RangeInclusive<usize> = 3..=8;
    let body = window.trim_end_matches([' ', '\u{3000}', '：', ':', '为', '是']);
    let start = body.char_indices().rev().take_while(|(_, char)| char.is_alphabetic()).last();
    let word = start.map_or("", |(start, _)| &body[start..]);
    let named = word.ends_with('号') && WORD.contains(&word.chars().count()) && !word.contains(['机', '的']);
    named && body.len() < window.len() && !matches!(length, 15 | 18)
}

/// True when the bracket around a word is closed again: 身份证号（证书编号）：.
fn closes(behind: &str) -> bool {
    behind.starts_with(['）', ')'])
}

/// The text before byte `at` on its line, or the end of the line before when the number begins its line.
fn window(text: &str, at: usize) -> &str {
    let before = &text[..at];
    let trimmed = before.trim_end_matches([' ', '\u{3000}', '\u{a0}']);
    let line_end = match trimmed.strip_suffix('\n') {
        Some(line) if line.trim_end_matches('\r').ends_with(['：', ':', '码', '号', '话']) => line.len(),
        Some(_) => return "",
        None => before.len(),
    };
    let line = &before[..line_end];
    let mut start = line_end;
    for (offset, char) in line.char_indices().rev().take(REACH) {
        if matches!(char, '\n' | '\t' | '。' | '；' | ';' | '！' | '？' | '|') {
            break;
        }
        start = offset;
    }
    &before[start..]
}

/// True when only what may stand between a label and its number stands in `gap`.
fn is_near(gap: &str, length: usize) -> bool {
    let digits = gap.bytes().filter(u8::is_ascii_digit).count();
    if digits >= 6 {
        return continues_list(gap, length);
    }
    let others = gap.chars().filter(|&char| !is_filler(char)).count();
    let points = || gap.contains(['：', ':', '为', '是', '＝', '=', '（', '(']);
    others == 0 || (others <= NAME_BETWEEN && points())
}

/// A label holds for every number of a list: `身份证号：甲号、乙号`. The one before must be as long.
fn continues_list(gap: &str, length: usize) -> bool {
    let is_number = |char: char| char.is_ascii_digit() || matches!(char, 'X' | 'x');
    let body =
        gap.trim_end_matches([' ', '、', '/', '／', '和', '及', '，', ',', '与', '或', '至', '到', '—', '～', '~']);
    let number = body.chars().rev().take_while(|&char| is_number(char)).count();
    number == length && gap.len() > body.len()
}

fn is_filler(char: char) -> bool {
    char.is_whitespace()
        || matches!(
            char,
            '：' | ':'
                | '＝'
                | '='
                | '是'
                | '为'
                | '即'
                | '系'
                | '均'
                | '（'
                | '('
                | '【'
                | '['
                | '“'
                | '"'
                | '\''
                | '‘'
                | '「'
                | '《'
                | '#'
                | '＃'
                | '№'
                | '.'
                | '、'
                | '，'
                | ','
                | '-'
                | '—'
                | '－'
                | '_'
                | '/'
                | '／'
                | '*'
                | '号'
                | '码'
                | '编'
                | '分'
                | '别'
                | '列'
                | '示'
                | '）'
                | ')'
                | '】'
                | '+'
                | '0'..='9' | '\\' | '﹕' | '∶' | '>' | '→' | '~' | '～' | 'N' | 'n' | 'o' | 'O'
        )
}

/// A Latin key directly before the number: `mobile=`, `Tel:`. A word glued to the digits counts
/// only where it is not one of those that programmers give to every number.
fn key_before(window: &str) -> Named {
    let body = window.trim_end_matches([' ', ':', '：', '=', '"', '\'', '(', '（', '.', '-', '_']);
    let start = body
        .char_indices()
        .rev()
        .take_while(|(_, char)| char.is_ascii_alphabetic() || matches!(char, '_' | '-'))
        .last();
    let Some((start, _)) = start else { return Named::default() };
    // The check character of the number before is no key.
    if body[..start].ends_with(|char: char| char.is_ascii_digit()) {
        return Named::default();
    }
    // A single letter glued to the digits is no coordinate: Y460106…, x_460106….
    if window.trim_end_matches('_').len() == body.len() && start + 1 == body.len() {
        return Named::default();
    }
    Named { topics: label::topics(&body[start..]), word: "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the label before `|` names.
    fn topics(text: &str, length: usize) -> Topics {
        let at = text.find('§').unwrap_or(0);
        before(text, at, length).topics
    }

    #[test]
    fn the_label_stands_directly_before() {
        for text in [
            "身份证号：§",
            "公民身份号码 §",
            "身份证号码为§",
            "（身份证§",
            "身份证：张某某 §",
            "姓名李某，身份证号码：\n§",
            "身份证号（证书编号）：§",
            "从业资格证号（身份证号）：§",
            "身份证件编号：§",
            "身份证号sfz§",
            "身份证号：ID_§",
        ] {
            assert!(topics(text, 18).any(Topics::ID), "{text}");
        }
        for text in ["身份证号不得公开。编号§", "身份证已收，余款§", "办理身份证的群众共有§"]
        {
            assert!(!topics(text, 18).any(Topics::ID), "{text}");
        }
    }

    #[test]
    fn the_nearest_label_counts() {
        assert!(topics("身份证号登记后的订单号：§", 18).any(Topics::ORDER));
        assert!(topics("订单联系电话：§", 11).any(Topics::PHONE));
    }

    #[test]
    fn a_list_keeps_its_label() {
        let first = "1".repeat(18);
        assert!(topics(&format!("身份证号：{first}、§"), 18).any(Topics::ID));
        assert!(topics(&format!("准考证号{first}至§"), 18).any(Topics::EXAM));
        assert!(!topics(&format!("身份证号：{first}、§"), 11).any(Topics::ID));
    }

    #[test]
    fn keys_of_programs_count_too() {
        assert!(topics("https://example.gov.cn/q?idcard=§", 18).any(Topics::ID));
        assert!(topics("Mobile: §", 11).any(Topics::PHONE));
        assert!(topics("order_no=§", 18).any(Topics::ORDER));
    }
}
