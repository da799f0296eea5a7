//! Cues that the past is being told, so that a name of its time is right.

use std::ops::Range;

/// Code points looked at on either side.
const REACH: usize = 40;

/// Right before a name.
const BEFORE: &[&str] = &["原", "前", "时任", "时称", "曾任", "历任", "现为"];

/// Anywhere in the same sentence before the name.
const EARLIER: &[&str] = &[
    "时任",
    "曾",
    "历任",
    "先后任",
    "当时",
    "机构改革",
    "改革前",
    "组建",
    "整合",
    "原名",
    "前身",
    "毕业于",
    "参加工作",
];

/// In the same sentence after the name.
const LATER: &[&str] = &[
    "更名",
    "改名",
    "撤销",
    "并入",
    "合并",
    "整合",
    "不再保留",
    "的职责",
    "职责划",
    "前身",
    "令第",
    "公告",
    "发布的",
    "印发的",
    "〔",
    "时期",
    "成立于",
    "已于",
];

/// The cue that clears the name at `span`, if any.
pub(super) fn cue(text: &str, span: &Range<usize>) -> Option<String> {
    let before = sentence_before(&text[..span.start]);
    let after = sentence_after(&text[span.end..]);
    let trimmed = before.trim_end_matches(['（', '(', '“', '《', ' ']);
    let right_before = BEFORE.iter().find(|cue| trimmed.ends_with(*cue));
    let earlier = EARLIER.iter().find(|cue| before.contains(*cue));
    let later = LATER.iter().find(|cue| after.contains(*cue));
    let found = right_before.or(earlier).or(later).map(ToString::to_string);
    found.or_else(|| year(&before)).or_else(|| super::quote::is_quoted(text, span).then(|| "引号或书名号".to_owned()))
}

/// Text of the sentence before the name, nearest [`REACH`] code points.
fn sentence_before(text: &str) -> String {
    let back: Vec<char> = text.chars().rev().take(REACH).take_while(|&char| !ends_sentence(char)).collect();
    back.into_iter().rev().collect()
}

fn sentence_after(text: &str) -> String {
    text.chars().take(REACH).take_while(|&char| !ends_sentence(char)).collect()
}

fn ends_sentence(char: char) -> bool {
    matches!(char, '。' | '！' | '？' | '\n')
}

/// A year told before the name: 2015年, 上世纪, 年代.
fn year(before: &str) -> Option<String> {
    let found = before.match_indices('年').find_map(|(at, _)| {
        let digits: Vec<char> = before[..at].chars().rev().take(4).collect();
        let all = digits.len() == 4 && digits.iter().all(|&char| crate::digit::value(char).is_some());
        all.then(|| digits.iter().rev().chain(&['年']).collect())
    });
    found.or_else(|| before.contains("年代").then(|| "年代".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::cue;

    fn cleared(text: &str) -> bool {
        let start = text.find("国土资源局").unwrap_or_default();
        cue(text, &(start..start + "国土资源局".len())).is_some()
    }

    #[test]
    fn the_past_is_recognised() {
        assert!(cleared("原国土资源局出具的证明"));
        assert!(cleared("2015年，国土资源局批准"));
        assert!(cleared("张某，时任县国土资源局局长"));
        assert!(cleared("《国土资源局关于用地的批复》"));
        assert!(cleared("国土资源局的职责划入新部门"));
    }

    #[test]
    fn the_present_is_not_cleared() {
        assert!(!cleared("请到国土资源局办理登记。"));
        assert!(!cleared("原文如此。请到国土资源局办理"));
    }
}
