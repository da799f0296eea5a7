//! Numbers and years beside an ordinal.

use crate::detect::structure::chars::is_blank;
use crate::detect::structure::numbering::han_value;

/// Between a year and what is remembered in it.
pub(super) const BESIDE: [&str; 12] =
    ["是", "是伟大的", "，是", "正值", "，正值", "恰逢", "，恰逢", "适逢", "，适逢", "迎来", "，迎来", "为"];

/// The number that ends right before byte `at`, in digits or Chinese, and where it begins.
pub(super) fn number_before(text: &str, at: usize) -> Option<(usize, u32)> {
    let before = &text[..at];
    let digits = before.len() - before.trim_end_matches(|char: char| char.is_ascii_digit()).len();
    if digits > 0 {
        return Some((at - digits, before[at - digits..].parse().ok()?));
    }
    let start = before.trim_end_matches(|char: char| "一二三四五六七八九十百".contains(char)).len();
    let (value, len) = han_value(&before[start..])?;
    (start + len == at).then_some((start, value))
}

/// What stands behind the first of these words that the text begins with.
pub(super) fn after_any<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| text.strip_prefix(word))
}

/// The year in `2025年`, `2025年3月`, `2025年3月5日，第`, `2025年召开的`, at the end of a text.
/// Years that begin or end a span of time are none.
pub(super) fn year_right_before(text: &str) -> Option<u32> {
    let text = strip_any(
        text,
        &["第", "中国共产党第", "党的", "党的第", "中共", "政协第", "全国政协第", "中国人民政治协商会议第"],
    );
    let text = strip_any(text, &["召开的", "举行的", "在北京召开的", "在北京举行的"]);
    let text = text.trim_end_matches(|char: char| is_blank(char) || char == '，');
    year_at_end(strip_day(text))
}

fn strip_any<'a>(text: &'a str, words: &[&str]) -> &'a str {
    let longest = words.iter().filter(|word| text.ends_with(**word)).max_by_key(|word| word.len());
    longest.map_or(text, |word| &text[..text.len() - word.len()])
}

/// Leaves out `3月`, `3月5日` and `3月5日至11日` at the end.
fn strip_day(text: &str) -> &str {
    let parts = |char: char| char.is_ascii_digit() || matches!(char, '月' | '日' | '至' | '—' | '-');
    let bare = text.trim_end_matches(parts);
    if bare.ends_with('年') { bare } else { text }
}

/// The year of `2025年` at the end of a text.
pub(super) fn year_at_end(text: &str) -> Option<u32> {
    let before = text.strip_suffix('年')?;
    let start = before.len().checked_sub(4)?;
    let year: u32 = before.get(start..)?.parse().ok()?;
    let part_of_span = before[..start].ends_with(['至', '到', '自', '从', '—', '-', '～', '~']);
    let joined = before[..start].ends_with(|char: char| char.is_ascii_digit());
    ((1949..2100).contains(&year) && !part_of_span && !joined).then_some(year)
}

/// `2021—2025年` or `2021年至2025年` at the start of a text, and its bytes.
pub(super) fn years(text: &str) -> Option<(u32, u32, usize)> {
    let from = text.get(..4)?.parse().ok()?;
    let rest = text[4..].strip_prefix('年').unwrap_or(&text[4..]);
    let rest = rest.trim_start_matches(['—', '－', '-', '–', '～', '~', '至', '到']);
    let to = rest.get(..4)?.parse().ok()?;
    let end = rest[4..].strip_prefix('年')?;
    Some((from, to, text.len() - end.len()))
}

/// True when the congress is told to have met: 召开, 通过, 上.
pub(super) fn is_held(after: &str) -> bool {
    const HELD: [&str; 14] = [
        "召开",
        "胜利召开",
        "隆重召开",
        "开幕",
        "闭幕",
        "胜利闭幕",
        "通过",
        "审议",
        "表决",
        "决定",
        "批准",
        "在北京",
        "在京",
        "在人民大会堂",
    ];
    let after = after.trim_start_matches(is_blank);
    HELD.iter().any(|word| after.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_stand_right_beside() {
        assert_eq!(year_right_before("2025年3月5日，第"), Some(2025));
        assert_eq!(year_right_before("2025年3月5日至11日召开的"), Some(2025));
        assert_eq!(year_right_before("到2027年，党的"), None);
        assert_eq!(year_right_before("2025年以来，"), None);
        assert_eq!(years("2021—2025年）"), Some((2021, 2025, "2021—2025年".len())));
    }

    #[test]
    fn numbers_end_where_the_word_begins() {
        let text = "第十四届";
        assert_eq!(number_before(text, text.len() - '届'.len_utf8()), Some(("第".len(), 14)));
        assert_eq!(number_before("成立100周年", "成立100".len()), Some(("成立".len(), 100)));
    }
}
