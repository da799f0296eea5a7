//! The title of an official document: 关于…的通知.

use super::outline::Outline;

/// A title stands within this many lines from the top.
const HEAD_LINES: usize = 15;
/// Shortest and longest title, in bytes.
const LENGTH: std::ops::RangeInclusive<usize> = 24..=360;

/// The kinds of document that a title ends in.
const KINDS: [&str; 30] = [
    "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函",
    "纪要", "办法", "规定", "方案", "规划", "计划", "要点", "细则", "条例", "公示", "说明", "安排", "情况", "总结",
    "答复", "预案",
];

/// The number of the first line that is a title: it names what it is about and what kind of document it is.
pub(super) fn line_of(outline: &Outline<'_>) -> Option<usize> {
    outline.lines.iter().take(HEAD_LINES).position(|line| is_title(outline.str(line)))
}

/// True for `关于开展检查的通知`, the name of the issuing body before it or not.
pub(super) fn is_title(text: &str) -> bool {
    // Hardly any other line says what it is about, and one search tells it.
    if !LENGTH.contains(&text.len()) || !text.contains("关于") {
        return false;
    }
    let bare = text.trim_end_matches(['）', ')']);
    let bare = bare.rsplit_once(['（', '(']).filter(|_| bare.len() < text.len()).map_or(text, |(before, _)| before);
    let bare = bare.trim_end();
    KINDS.iter().any(|kind| bare.ends_with(kind)) && !text.contains(['。', '；'])
}

#[cfg(test)]
mod tests {
    use super::is_title;

    #[test]
    fn titles_name_their_kind() {
        assert!(is_title("临江市民政局关于开展养老机构检查的通知"));
        assert!(is_title("关于印发《临江市养老机构管理办法》的通知（试行）"));
        assert!(!is_title("现将关于养老机构检查的情况通报如下。请遵照执行，有关通知"));
        assert!(!is_title("临江市召开养老机构工作会议 部署检查"));
    }
}
