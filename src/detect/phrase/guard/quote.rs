//! Inside quotation marks or the title marks of works.

use std::ops::Range;

const PAIRS: [(char, char); 6] = [('《', '》'), ('“', '”'), ('「', '」'), ('『', '』'), ('〈', '〉'), ('‘', '’')];

/// True when the nearest quoting mark before `span` opens and none closes it before `span`.
pub(super) fn is_quoted(text: &str, span: &Range<usize>) -> bool {
    let before = text[..span.start].chars().rev().take(200).find_map(|char| {
        let opens = PAIRS.iter().any(|&(open, _)| open == char);
        let closes = PAIRS.iter().any(|&(_, close)| close == char);
        (opens || closes).then_some(opens)
    });
    before == Some(true)
}

#[cfg(test)]
mod tests {
    use super::is_quoted;

    fn quoted(text: &str) -> bool {
        let start = text.find('末').unwrap_or_default();
        is_quoted(text, &(start..start + '末'.len_utf8()))
    }

    #[test]
    fn only_open_marks_count() {
        assert!(quoted("所谓“期末”"));
        assert!(quoted("《关于期末的通知》"));
        assert!(!quoted("“通知”期末"));
        assert!(!quoted("期末“通知”"));
    }
}
