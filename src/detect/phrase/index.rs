//! Finding thousands of phrases in one pass.
//!
//! Every phrase is filed under its rarest pair of neighbouring characters. The pass asks a small
//! bit set whether a pair of the text can be such an anchor, which in ordinary prose hardly one in
//! a hundred is, and compares characters only there. Pairs are told by [`Key`]s, which for nearly
//! every character of Chinese text are the bytes that stand there, so that nothing is decoded. All occurrences are found, overlapping ones
//! too. White space and invisible characters that layout leaves inside a phrase are passed over.
//! Exceptions and conditions are not known here.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::digit::is_invisible;

#[cfg(test)]
mod differential;

/// Pairs of characters that are frequent in laws and work reports, the most frequent first, two
/// characters each: counted from public texts. Used only to choose anchors: a stale list makes the
/// pass slower, never wrong.
const COMMON_PAIRS: &str = include_str!("common_pairs.txt");

/// Bits of a pair's hash.
const HASH_BITS: u32 = 18;
/// Bits of the filter for each anchor, about: few wrong answers, and small enough to stay in the
/// first-level cache.
const BITS_PER_ANCHOR: usize = 32;

/// Where a phrase stands in the text that was searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::detect) struct Hit {
    /// Bytes.
    pub(in crate::detect) span: Range<usize>,
    /// Index into the phrases given to [`PhraseIndex::new`].
    pub(in crate::detect) phrase: usize,
}

/// A set of phrases that can be searched for.
pub(in crate::detect) struct PhraseIndex {
    /// [Two bits](bits) for every anchor, in the word of its [`hash`], shifted by `shift` to the filter's length.
    filter: Vec<u64>,
    shift: u32,
    /// Sorted by the hash of their pairs.
    anchors: Vec<Anchor>,
    /// Where the anchors of each word of the filter begin.
    starts: Vec<u32>,
    phrases: Vec<Box<[char]>>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Anchor {
    pair: (Key, Key),
    phrase: u32,
    /// Characters of the phrase before the pair.
    before: u32,
}

/// A folded character: its bytes in UTF-8, those of the full-width form for ASCII.
type Key = u32;

impl PhraseIndex {
    /// Files the phrases. Those shorter than two characters are never found.
    pub(in crate::detect) fn new<'a>(phrases: impl IntoIterator<Item = &'a str>) -> Self {
        let phrases: Vec<Box<[char]>> = phrases.into_iter().map(|phrase| phrase.chars().map(fold).collect()).collect();
        let ranks = common_ranks();
        let mut anchors: Vec<Anchor> =
            phrases.iter().enumerate().filter_map(|(index, phrase)| anchor(phrase, index, &ranks)).collect();
        anchors.sort_unstable_by_key(|anchor| (hash(anchor.pair), *anchor));
        let size = (anchors.len() * BITS_PER_ANCHOR).next_power_of_two().clamp(64, 1 << HASH_BITS);
        let shift = HASH_BITS - size.trailing_zeros();
        let mut filter = vec![0; size / 64];
        for anchor in &anchors {
            filter[hash(anchor.pair) >> shift >> 6] |= bits(anchor.pair, shift);
        }
        let start = |word: usize| anchors.partition_point(|anchor| hash(anchor.pair) >> shift >> 6 < word) as u32;
        let starts = (0..=filter.len()).map(start).collect();
        PhraseIndex { filter, shift, anchors, starts, phrases }
    }

    /// Calls `found` for every occurrence of every phrase in `text`.
    pub(in crate::detect) fn search(&self, text: &str, mut found: impl FnMut(Hit)) {
        let mut before = 0;
        let mut before_at = 0;
        let mut at = 0;
        while at < text.len() {
            let (key, next) = match plain_key(text.as_bytes(), at) {
                Some(key) => (key, at + 3),
                None => match any_key(text, at) {
                    (Some(key), next) => (key, next),
                    (None, next) => {
                        at = next;
                        continue;
                    }
                },
            };
            if self.may_anchor((before, key)) {
                self.compare(text, before_at, (before, key), &mut found);
            }
            (before, before_at, at) = (key, at, next);
        }
    }

    /// False for most pairs under which nothing is filed.
    #[inline]
    fn may_anchor(&self, pair: (Key, Key)) -> bool {
        let wanted = bits(pair, self.shift);
        self.filter.get(hash(pair) >> self.shift >> 6).is_some_and(|word| word & wanted == wanted)
    }

    /// The phrases filed under a pair.
    fn filed(&self, pair: (Key, Key)) -> impl Iterator<Item = &Anchor> {
        let word = hash(pair) >> self.shift >> 6;
        let near = self.starts[word] as usize..self.starts[word + 1] as usize;
        self.anchors[near].iter().filter(move |anchor| anchor.pair == pair)
    }

    /// Compares every phrase filed under the pair that begins at `at`.
    #[inline(never)]
    fn compare(&self, text: &str, at: usize, pair: (Key, Key), found: &mut impl FnMut(Hit)) {
        for anchor in self.filed(pair) {
            let Some(start) = step_back(text, at, anchor.before) else { continue };
            let phrase = anchor.phrase as usize;
            if let Some(length) = prefix(&text[start..], &self.phrases[phrase]) {
                found(Hit { span: start..start + length, phrase });
            }
        }
    }
}

/// The rarest pair of a phrase; among equally rare ones the last.
fn anchor(phrase: &[char], index: usize, ranks: &FxHashMap<(char, char), usize>) -> Option<Anchor> {
    let pairs = phrase.windows(2).map(|pair| (pair[0], pair[1])).enumerate();
    let (before, pair) = pairs.max_by_key(|(_, pair)| ranks.get(pair).copied().unwrap_or(usize::MAX))?;
    Some(Anchor { pair: (key(pair.0), key(pair.1)), phrase: index as u32, before: before as u32 })
}

fn common_ranks() -> FxHashMap<(char, char), usize> {
    let chars: Vec<char> = COMMON_PAIRS.trim_end().chars().collect();
    chars.chunks_exact(2).enumerate().map(|(rank, pair)| ((pair[0], pair[1]), rank)).collect()
}

/// Mixes a pair into [`HASH_BITS`] bits.
#[inline]
fn hash(pair: (Key, Key)) -> usize {
    (mixed(pair) >> (64 - HASH_BITS)) as usize
}

/// Two bits of a word of the filter: one that the hash leaves, and one of those below it.
#[inline]
fn bits(pair: (Key, Key), shift: u32) -> u64 {
    let below = mixed(pair) >> (64 - HASH_BITS - 6) & 63;
    1 << (hash(pair) >> shift & 63) | 1 << below
}

#[inline]
fn mixed((first, second): (Key, Key)) -> u64 {
    (u64::from(first) | u64::from(second) << 32).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The key of the character at byte `at` where that is the three bytes that stand there: Chinese
/// characters and marks, full-width forms. `None` says that somebody has to look closer.
#[inline]
fn plain_key(bytes: &[u8], at: usize) -> Option<Key> {
    const IDEOGRAPHIC_SPACE: Key = 0x80_80_E3;
    const BYTE_ORDER_MARK: Key = 0xBF_BB_EF;
    let four = u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?);
    let key = four & 0xFF_FFFF;
    let of_three_bytes = (four & 0xFF).wrapping_sub(0xE3) < 0xF0 - 0xE3;
    (of_three_bytes && key != IDEOGRAPHIC_SPACE && key != BYTE_ORDER_MARK).then_some(key)
}

/// The key of the character at byte `at`, `None` for a gap, and where the next character begins.
#[inline]
fn any_key(text: &str, at: usize) -> (Option<Key>, usize) {
    let Some(char) = text.get(at..).and_then(|rest| rest.chars().next()) else { return (None, text.len()) };
    ((!is_gap(char)).then(|| key(fold(char))), at + char.len_utf8())
}

/// The key of a folded character.
fn key(char: char) -> Key {
    let char = match char {
        '!'..='~' => char::from_u32(char as u32 + 0xFEE0).unwrap_or(char),
        _ => char,
    };
    let mut bytes = [0; 4];
    char.encode_utf8(&mut bytes);
    u32::from_le_bytes(bytes)
}

/// Full-width Latin letters, digits and marks count as the ASCII ones.
pub(in crate::detect) fn fold(char: char) -> char {
    match char {
        '\u{ff01}'..='\u{ff5e}' => char::from((char as u32 - 0xfee0) as u8),
        _ => char,
    }
}

/// Characters that may stand inside a phrase without being part of it.
pub(in crate::detect) fn is_gap(char: char) -> bool {
    // All but the byte order mark lie below the Han characters; most text is decided by this line.
    if char > '\u{3000}' && char != '\u{feff}' {
        return false;
    }
    is_space(char) || is_invisible(char)
}

fn is_space(char: char) -> bool {
    matches!(char, ' ' | '\n' | '\r' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{3000}')
}

/// Where the `count`th character before `at` begins, gaps not counted.
fn step_back(text: &str, at: usize, count: u32) -> Option<usize> {
    let mut left = text[..at].char_indices().rev().filter(|&(_, char)| !is_gap(char)).map(|(start, _)| start);
    match count {
        0 => Some(at),
        _ => left.nth(count as usize - 1),
    }
}

/// The length in bytes of `phrase` at the beginning of `text`.
///
/// Between two of its characters there may be one white space (a line break counts as one) unless
/// both are ASCII, for a space parts Latin words and numbers. Two spaces part columns.
fn prefix(text: &str, phrase: &[char]) -> Option<usize> {
    let mut wanted = phrase.iter().copied();
    let mut next = wanted.next()?;
    let mut last = None;
    let mut spaces = 0;
    for (at, char) in text.char_indices() {
        if is_gap(char) {
            spaces += usize::from(is_space(char) && char != '\r');
            continue;
        }
        if fold(char) != next || last.is_some_and(|last| parted(last, next, spaces)) {
            return None;
        }
        (last, spaces) = (Some(next), 0);
        match wanted.next() {
            Some(char) => next = char,
            None => return Some(at + char.len_utf8()),
        }
    }
    None
}

/// True when `spaces` white spaces between two characters of a phrase mean that it is none.
fn parted(left: char, right: char, spaces: usize) -> bool {
    spaces > 1 || (spaces == 1 && left.is_ascii() && right.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search<'a>(phrases: &[&str], text: &'a str) -> Vec<(usize, &'a str)> {
        let mut hits = Vec::new();
        PhraseIndex::new(phrases.iter().copied()).search(text, |hit| hits.push((hit.phrase, &text[hit.span])));
        hits.sort();
        hits
    }

    #[test]
    fn overlapping_phrases_are_all_found() {
        let hits = search(&["政府", "府网", "政府网站", "站"], "政府网站");
        assert_eq!(hits, [(0, "政府"), (1, "府网"), (2, "政府网站")]);
    }

    #[test]
    fn layout_inside_a_phrase_does_not_hide_it() {
        assert_eq!(search(&["未更新"], "未\u{200b}更 新"), [(0, "未\u{200b}更 新")]);
        assert_eq!(search(&["未更新"], "未\r\n更新，"), [(0, "未\r\n更新")]);
        assert_eq!(search(&["2周末"], "超 ２ 周末"), [(0, "２ 周末")]);
    }

    #[test]
    fn columns_and_latin_words_stay_apart() {
        assert_eq!(search(&["未更新"], "未  更新，未\t更新"), []);
        assert_eq!(search(&["KG"], "K G"), []);
    }

    #[test]
    fn a_match_ends_with_its_last_character() {
        assert_eq!(search(&["更新"], "更新 \n完"), [(0, "更新")]);
    }
}
