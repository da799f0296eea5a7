//! What characters are, for rules about marks and spaces.

/// True for a Chinese character of everyday text: the basic block and extension A, and 〇.
pub(super) fn is_han(char: char) -> bool {
    matches!(char, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇')
}

/// True for marks that only Chinese text uses.
pub(super) fn is_full_mark(char: char) -> bool {
    matches!(
        char,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '（'
            | '）'
            | '《'
            | '》'
            | '“'
            | '”'
            | '‘'
            | '’'
            | '〔'
            | '〕'
            | '…'
            | '—'
    )
}

/// True for a blank that people type inside a line.
pub(super) fn is_blank(char: char) -> bool {
    matches!(char, ' ' | '\u{a0}' | '\u{3000}' | '\u{2002}' | '\u{2003}' | '\t')
}

/// True for marks that end a sentence or a clause that may end a paragraph.
pub(super) fn ends_sentence(char: char) -> bool {
    matches!(char, '。' | '！' | '？' | '；' | '：' | '…' | '.' | '!' | '?' | ';' | ':')
}

/// The character right before byte `at`.
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The character that begins at byte `at`.
pub(super) fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// Longest title that is read, in bytes: a line can be a whole file.
const LONGEST_TITLE: usize = 600;

/// The title in 《》 whose 》 stands at byte `end`, and where it begins.
pub(super) fn title_before(text: &str, end: usize) -> Option<(&str, usize)> {
    let near = text.floor_char_boundary(end.saturating_sub(LONGEST_TITLE));
    let start = near + text[near..end].rfind('《')? + '《'.len_utf8();
    Some((&text[start..end], start))
}

/// The sentence around byte `at`.
pub(super) fn sentence(text: &str, at: usize) -> &str {
    let start = text[..at].rfind(['。', '；']).map_or(0, |found| found + '。'.len_utf8());
    let end = text[at..].find(['。', '；']).map_or(text.len(), |found| at + found);
    &text[start..end]
}

/// The years that a text names in four digits.
pub(super) fn years(text: &str) -> impl Iterator<Item = u16> {
    text.match_indices('年').filter_map(|(at, _)| text.get(at.checked_sub(4)?..at)?.parse().ok())
}

/// How many code points a text has.
pub(super) fn count(text: &str) -> usize {
    text.chars().count()
}
