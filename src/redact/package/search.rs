//! Finding texts again, whatever blanks, tags and line breaks stand inside them.

use std::collections::HashMap;

use memchr::memmem;

use crate::digit;

/// Characters that begin the key under which a target is found.
const KEY: usize = 4;

/// A text to replace.
#[derive(Clone, Debug)]
pub(in crate::redact) struct Target {
    /// As a reader sees it.
    pub(in crate::redact) plain: String,
    /// What to write; `None` for an asterisk for each character but separators.
    pub(in crate::redact) written: Option<String>,
    /// The paragraph or cell that it stands in, and which of its occurrences there it is; `None` to
    /// replace it everywhere.
    pub(in crate::redact) only_in: Option<(String, usize)>,
}

/// Targets, ready to be looked for.
pub(super) struct Search {
    targets: Vec<Ready>,
    by_key: HashMap<Vec<char>, Vec<usize>>,
    /// Those that a reader sees over several cells or paragraphs.
    across: Option<Box<Search>>,
}

/// A target as it is compared: without blanks.
pub(super) struct Ready {
    plain: Vec<char>,
    written: Option<String>,
    only_in: Option<(Vec<char>, usize)>,
}

/// A place where a target was found, in units of the searched text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) written: Option<&'a str>,
}

impl Search {
    pub(super) fn new(targets: Vec<Target>) -> Self {
        let is_across = |target: &&Target| target.only_in.is_none() && target.plain.contains(['\t', '\n', '\r']);
        let across: Vec<Target> = targets.iter().filter(is_across).cloned().collect();
        let mut search = Search::of(targets);
        search.across = (!across.is_empty()).then(|| Box::new(Search::of(across)));
        search
    }

    /// What is to be looked for over the borders of cells and paragraphs.
    pub(super) fn across(&self) -> Option<&Search> {
        self.across.as_deref()
    }

    fn of(targets: Vec<Target>) -> Self {
        let ready =
            |target: Target| Ready { written: target.written, ..Ready::new(&target.plain, target.only_in.as_ref()) };
        let mut targets: Vec<Ready> =
            targets.into_iter().map(ready).filter(|target| !target.plain.is_empty()).collect();
        // Of two that begin alike the longer one is meant.
        targets.sort_by_key(|target| std::cmp::Reverse(target.plain.len()));
        let mut by_key: HashMap<Vec<char>, Vec<usize>> = HashMap::new();
        for (index, target) in targets.iter().enumerate() {
            by_key.entry(key(&target.plain)).or_default().push(index);
        }
        Search { targets, by_key, across: None }
    }

    /// The targets in a text, from left to right, never overlapping.
    pub(super) fn hits(&self, text: &[char]) -> Vec<Hit<'_>> {
        let places: Vec<usize> = (0..text.len()).filter(|&at| !is_blank(text[at])).collect();
        let solid: Vec<char> = places.iter().map(|&at| text[at]).collect();
        let mut hits = Vec::new();
        let mut at = 0;
        while at < solid.len() {
            let found = self.candidates(&solid[at..]).find(|target| target.fits(&solid, at));
            match found {
                Some(target) => {
                    let end = at + target.plain.len();
                    let written = target.written.as_deref();
                    hits.push(Hit { start: places[at], end: places[end - 1] + 1, written });
                    at = end;
                }
                None => at += 1,
            }
        }
        hits
    }

    /// True when a number stands in a part that is no text, in one of the two usual encodings.
    pub(super) fn is_in_binary(&self, bytes: &[u8]) -> bool {
        let everywhere = self.targets.iter().filter(|target| target.only_in.is_none());
        everywhere.map(|target| target.plain.iter().collect::<String>()).any(|plain| {
            let wide: Vec<u8> = plain.encode_utf16().flat_map(u16::to_le_bytes).collect();
            memmem::find(bytes, plain.as_bytes()).is_some() || memmem::find(bytes, &wide).is_some()
        })
    }

    fn candidates<'a>(&'a self, rest: &[char]) -> impl Iterator<Item = &'a Ready> {
        let keys = (1..=KEY.min(rest.len())).rev().map(|length| self.by_key.get(&rest[..length]));
        keys.flatten().flatten().map(|&index| &self.targets[index])
    }
}

impl Ready {
    pub(super) fn new(plain: &str, only_in: Option<&(String, usize)>) -> Self {
        Ready {
            plain: significant(plain.chars()),
            written: None,
            only_in: only_in.map(|(text, nth)| (significant(text.chars()), *nth)),
        }
    }

    pub(super) fn length(&self) -> usize {
        self.plain.len()
    }

    /// True when it stands at this place of a text without blanks.
    pub(super) fn fits(&self, text: &[char], at: usize) -> bool {
        let is_here = text[at..].starts_with(&self.plain);
        is_here && self.only_in.as_ref().is_none_or(|(block, nth)| self.is_the_one(text, at, block, *nth))
    }

    /// A block may be read from several paragraphs, and a paragraph hold several blocks.
    fn is_the_one(&self, text: &[char], at: usize, block: &[char], nth: usize) -> bool {
        if let Some(start) = find(text, block) {
            let inside = (start..start + block.len()).contains(&at);
            return inside && count(&text[start..at], &self.plain) == nth;
        }
        find(block, text).is_some_and(|start| count(&block[..start + at], &self.plain) == nth)
    }
}

/// Where `wanted` begins in `text`.
fn find(text: &[char], wanted: &[char]) -> Option<usize> {
    if wanted.is_empty() {
        return None;
    }
    text.windows(wanted.len()).position(|window| window == wanted)
}

/// How often `wanted` begins in `text`.
pub(super) fn count(text: &[char], wanted: &[char]) -> usize {
    text.windows(wanted.len().max(1)).filter(|window| *window == wanted).count()
}

fn key(plain: &[char]) -> Vec<char> {
    plain[..plain.len().min(KEY)].to_vec()
}

/// The characters that count.
pub(super) fn significant(text: impl Iterator<Item = char>) -> Vec<char> {
    text.filter(|&char| !is_blank(char)).collect()
}

fn is_blank(char: char) -> bool {
    char.is_whitespace() || digit::is_invisible(char)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(targets: &[(&str, Option<(&str, usize)>)], text: &str) -> Vec<String> {
        let targets = targets.iter().map(|(plain, only_in)| Target {
            plain: (*plain).to_owned(),
            written: None,
            only_in: only_in.map(|(block, nth)| (block.to_owned(), nth)),
        });
        let text: Vec<char> = text.chars().collect();
        let search = Search::new(targets.collect());
        search.hits(&text).iter().map(|hit| text[hit.start..hit.end].iter().collect()).collect()
    }

    #[test]
    fn blanks_inside_do_not_hide_a_number() {
        assert_eq!(found(&[("460106199001", None)], "号 460106 19\u{200b}9001。"), ["460106 19\u{200b}9001"]);
    }

    #[test]
    fn the_longer_of_two_wins() {
        assert_eq!(
            found(&[("460106", None), ("460106199001", None)], "460106199001 460106"),
            ["460106199001", "460106"]
        );
    }

    #[test]
    fn words_change_only_in_their_own_block() {
        let block = "发现立既整改，立既上报";
        assert_eq!(found(&[("立既", Some((block, 1)))], block), ["立既"]);
        assert_eq!(found(&[("立既", Some((block, 1)))], "别处也有立既"), [""; 0]);
        assert_eq!(found(&[("立既", Some((block, 1)))], "立既上报").len(), 1);
    }
}
