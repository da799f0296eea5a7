//! Whether a stretch of text stands as words of its own.

use std::sync::OnceLock;

use super::lexicon::Segmenter;
use crate::model::{BOUNDARY, symbol};

/// The words of the lexicon, read when somebody first asks.
#[derive(Debug, Default)]
pub(in crate::detect) struct Words(OnceLock<Segmenter>);

impl Words {
    /// True when the likeliest way to cut `before`, `middle` and `after` into words begins a word where
    /// `middle` begins and ends one where it ends: 案语 in 编者案语, and not in 提案语言.
    pub(in crate::detect) fn stands_alone(&self, before: &str, middle: &str, after: &str) -> bool {
        let segmenter = self.0.get_or_init(Segmenter::default);
        // Words do not reach across marks.
        let is_word_part = |symbol: &u16| *symbol != BOUNDARY;
        let before: Vec<u16> = before.chars().rev().map(symbol).take_while(is_word_part).collect();
        let after = after.chars().map(symbol).take_while(is_word_part);
        let symbols: Vec<u16> = before.iter().rev().copied().chain(middle.chars().map(symbol)).chain(after).collect();
        let start = before.len();
        let end = start + middle.chars().count();
        let crosses = |place: usize, word: &std::ops::Range<usize>| word.start < place && place < word.end;
        !segmenter.cut(&symbols).iter().any(|word| crosses(start, word) || crosses(end, word))
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn words_are_told_from_their_parts() {
        let words = Words::default();
        assert!(words.stands_alone("本书的编者", "案语", "写得很好"));
        assert!(words.stands_alone("材料中写道：“", "案语", "”。"));
        assert!(!words.stands_alone("代表们的提", "案语", "言规范"));
        assert!(!words.stands_alone("纳税人不", "按纳", "税年度申报"));
    }
}
