//! Titles and text that differ by one character in the middle of a long stretch.

use std::collections::HashSet;

use super::clause::Clause;
use crate::detect::structure::chars::is_han;
use crate::span::{Span, Text};

/// Characters that must agree on either side.
const SIDE: usize = 5;
const WINDOW: usize = 2 * SIDE + 1;

/// Stretches of the text with the stretch of a title that has one character more or less.
pub(super) fn between<'a>(
    prose: &'a [Clause],
    titles: &'a [Clause],
) -> impl Iterator<Item = (Span<Text>, Span<Text>)> + 'a {
    let more = longer(titles, prose).map(|(title, text)| (text, title));
    more.chain(longer(prose, titles))
}

/// Stretches of `long` that `short` has without the middle character. A stretch that stands both
/// ways on one side is no slip. Each pair once.
fn longer<'a>(long: &'a [Clause], short: &'a [Clause]) -> impl Iterator<Item = (Span<Text>, Span<Text>)> + 'a {
    let own = windows(long, 2 * SIDE);
    let whole = windows(short, WINDOW);
    let mut seen = HashSet::new();
    let places = move |clause: &'a Clause, at: usize| {
        let window = &clause.chars[at..at + WINDOW];
        let bare = without_middle(window);
        if !is_content(window) || own.contains(&bare) || whole.contains(window) || !seen.insert(bare.clone()) {
            return None;
        }
        Some((clause.span(at..at + WINDOW), place(short, &bare)?))
    };
    let starts =
        long.iter().flat_map(|clause| (0..(clause.chars.len() + 1).saturating_sub(WINDOW)).map(move |at| (clause, at)));
    let mut places = places;
    starts.filter_map(move |(clause, at)| places(clause, at))
}

fn windows(clauses: &[Clause], len: usize) -> HashSet<Vec<char>> {
    clauses.iter().flat_map(|clause| clause.chars.windows(len)).map(<[char]>::to_vec).collect()
}

fn without_middle(window: &[char]) -> Vec<char> {
    [&window[..SIDE], &window[SIDE + 1..]].concat()
}

/// Where the characters stand.
fn place(clauses: &[Clause], wanted: &[char]) -> Option<Span<Text>> {
    clauses.iter().find_map(|clause| {
        let at = clause.chars.windows(wanted.len()).position(|window| window == wanted)?;
        Some(clause.span(at..at + wanted.len()))
    })
}

/// True when the middle is a character that means something, and all around it is text.
fn is_content(window: &[char]) -> bool {
    const EMPTY: &str = "的了和与及等也均都已将对在为是有各其该并或地得之一二三四五六七八九十两第再又全市县区省镇乡村";
    let middle = window[SIDE];
    let doubled = middle == window[SIDE - 1] || middle == window[SIDE + 1];
    window.iter().all(|char| is_han(*char)) && !EMPTY.contains(middle) && !doubled
}
