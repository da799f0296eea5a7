//! The neighbourhood of a hit, with layout squeezed out.

use std::ops::Range;

use super::super::super::near_miss::words::Words;
use super::super::index::{fold, is_gap};

/// Code points looked at on either side.
const REACH: usize = 40;

/// Up to [`REACH`] code points on either side of a hit, without white space and invisible characters,
/// full-width letters and digits folded as in the index.
pub(super) struct Window {
    text: String,
    hit: Range<usize>,
}

impl Window {
    pub(super) fn around(text: &str, hit: Range<usize>) -> Self {
        let before: Vec<char> = text[..hit.start].chars().rev().filter(|&char| !is_gap(char)).take(REACH).collect();
        let mut squeezed: String = before.into_iter().rev().map(fold).collect();
        let start = squeezed.len();
        squeezed.extend(text[hit.clone()].chars().filter(|&char| !is_gap(char)).map(fold));
        let end = squeezed.len();
        squeezed.extend(text[hit.end..].chars().filter(|&char| !is_gap(char)).take(REACH).map(fold));
        Window { text: squeezed, hit: start..end }
    }

    /// True when `phrase` stands somewhere that shares a character with the hit.
    pub(super) fn overlapped_by(&self, phrase: &str) -> bool {
        let earliest = self.text.floor_char_boundary(self.hit.start.saturating_sub(phrase.len()));
        let starts = self.text[earliest..self.hit.end].char_indices().map(|(at, _)| earliest + at);
        starts.filter(|start| start + phrase.len() > self.hit.start).any(|start| self.text[start..].starts_with(phrase))
    }

    /// True when `word` stands in the window outside the hit.
    pub(super) fn holds(&self, word: &str) -> bool {
        self.text[..self.hit.start].contains(word) || self.text[self.hit.end..].contains(word)
    }

    /// True when the hit begins or ends with a Latin letter that has another beside it.
    pub(super) fn is_inside_latin_word(&self) -> bool {
        let letter = |char: Option<char>| char.is_some_and(|char| char.is_ascii_alphabetic());
        let hit = &self.text[self.hit.clone()];
        (letter(hit.chars().next()) && letter(self.before()))
            || (letter(hit.chars().next_back()) && letter(self.after()))
    }

    /// True when the hit is cut off as words of its own.
    pub(super) fn stands_alone(&self, words: &Words) -> bool {
        let Range { start, end } = self.hit.clone();
        words.stands_alone(&self.text[..start], &self.text[start..end], &self.text[end..])
    }

    /// The character right before the hit.
    pub(super) fn before(&self) -> Option<char> {
        self.text[..self.hit.start].chars().next_back()
    }

    /// The character right after the hit.
    pub(super) fn after(&self) -> Option<char> {
        self.text[self.hit.end..].chars().next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(text: &str, hit: &str) -> Window {
        let start = text.find(hit).unwrap_or_default();
        Window::around(text, start..start + hit.len())
    }

    #[test]
    fn exceptions_cover_or_overlap() {
        let window = window("栏目在年末更新一次", "末更新");
        assert!(window.overlapped_by("年末更新") && window.overlapped_by("年末") && window.overlapped_by("更新一次"));
        assert!(!window.overlapped_by("栏目在年") && !window.overlapped_by("一次"));
    }

    #[test]
    fn layout_is_squeezed_out() {
        let window = window("办 公\u{200b}分\n类", "公\u{200b}分");
        assert!(window.overlapped_by("办公分") && window.overlapped_by("公分类"));
        assert_eq!((window.before(), window.after()), (Some('办'), Some('类')));
    }

    #[test]
    fn context_words_stand_outside_the_hit() {
        let window = window("截止目前，截止日期已过", "截止目前");
        assert!(window.holds("日期") && !window.holds("目前"));
    }
}
