//! What a report may repeat of the text around a finding.
//!
//! The rule is simple, so that it can be trusted: around a leak no digit survives, and elsewhere
//! no run of five or more. Birth dates and partial numbers beside a masked number are what makes
//! it computable again.

use crate::digit;
use crate::document::Document;
use crate::finding::{Excerpt, Match, Secret, Shown};
use crate::rule::Category;
use crate::span::{Span, Text};

/// Code points shown on either side. An excerpt of this length may have been cut.
pub const REACH: usize = 40;

/// The places of a document's leaks.
#[derive(Debug, Default)]
pub struct PrivateSpans(Vec<(Span<Text>, &'static str)>);

impl PrivateSpans {
    /// The spans of all privacy matches, reported or not.
    pub fn of(matches: &[Match]) -> Self {
        let private = matches.iter().filter(|found| found.rule.category == Category::Privacy);
        let mut spans: Vec<_> = private
            .flat_map(|found| found.also.iter().chain([&found.span]).map(|&span| (span, found.rule.name)))
            .collect();
        spans.sort();
        PrivateSpans(spans)
    }

    /// True when one of them shares a byte with `span`.
    pub fn touch(&self, span: Span<Text>) -> bool {
        // Private spans hardly ever overlap, so the two neighbours of the place decide.
        let after = self.0.partition_point(|(private, _)| private.start() < span.end());
        self.0[after.saturating_sub(2)..after].iter().any(|(private, _)| private.overlaps(span))
    }

    /// All of them, in order, each with the name of its rule.
    pub fn all(&self) -> &[(Span<Text>, &'static str)] {
        &self.0
    }

    /// Those that begin inside `span`, in order, each with the name of its rule.
    pub fn inside(&self, span: Span<Text>) -> &[(Span<Text>, &'static str)] {
        let from = self.0.partition_point(|(private, _)| private.start() < span.start());
        let until = self.0.partition_point(|(private, _)| private.start() < span.end());
        &self.0[from..until]
    }
}

/// The text around a match, within its line or block, masked.
pub fn excerpt(document: &Document, found: &Match, private: &PrivateSpans) -> Excerpt {
    let around = surroundings(document, found.span);
    let strict = found.rule.category == Category::Privacy || private.touch(around);
    let show = |span: Span<Text>| {
        let plain = document.slice(span);
        let masked = if strict { mask_digits(plain, 1) } else { mask_digits(plain, 5) };
        if masked == plain { Shown::Plain(masked) } else { Shown::Secret(Secret::new(plain, masked)) }
    };
    Excerpt {
        before: show(Span::new(around.start(), found.span.start())),
        after: show(Span::new(found.span.end(), around.end())),
    }
}

/// Up to [`REACH`] code points on either side, not beyond the line.
fn surroundings(document: &Document, span: Span<Text>) -> Span<Text> {
    let text = document.text();
    let not_break = |&(_, char): &(usize, char)| char != '\n' && char != '\r';
    let before = text[..span.start()].char_indices().rev().take_while(not_break).take(REACH).last();
    let after = text[span.end()..].char_indices().take_while(not_break).take(REACH).last();
    let start = before.map_or(span.start(), |(at, _)| at);
    let end = after.map_or(span.end(), |(at, char)| span.end() + at + char.len_utf8());
    Span::new(start, end)
}

/// `text` with every run of at least `shortest` digits masked. Digits of every script count, and
/// separators inside a number do not end its run.
pub fn mask_digits(text: &str, shortest: usize) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, run, after)) = next_run(rest) {
        masked.push_str(before);
        if is_number(run, shortest) {
            masked.extend(run.chars().map(|char| if digit::is_numeric(char) { '*' } else { char }));
        } else {
            masked.push_str(run);
        }
        rest = after;
    }
    masked + rest
}

/// `text` with everything but white space and separators masked.
pub fn mask_all(text: &str) -> String {
    text.chars().map(|char| if char.is_alphanumeric() { '*' } else { char }).collect()
}

/// Splits at the first run of digits: before, the run, after.
fn next_run(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.find(digit::is_numeric)?;
    let mut end = start;
    for (at, char) in text[start..].char_indices() {
        if digit::is_numeric(char) {
            end = start + at + char.len_utf8();
        } else if !is_joint(char) {
            break;
        }
    }
    Some((&text[..start], &text[start..end], &text[end..]))
}

/// A single Chinese numeral is a word (一、 三是), not a number.
fn is_number(run: &str, shortest: usize) -> bool {
    let digits = run.chars().filter(|&char| digit::is_numeric(char)).count();
    let lone_word = digits == 1 && run.chars().next().is_some_and(|char| digit::han_value(char).is_some());
    digits >= shortest && !lone_word
}

/// Characters that people and programs put inside numbers.
fn is_joint(char: char) -> bool {
    matches!(char, '-' | '－' | '‑' | '–' | '.' | '·' | '\\' | '\t' | '|')
        || char.is_whitespace()
        || digit::is_invisible(char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_stay_long_ones_go() {
        assert_eq!(mask_digits("第3条，2021年，号460106", 5), "第3条，2021年，号******");
        assert_eq!(mask_digits("生于1990年1月", 1), "生于****年*月");
    }

    #[test]
    fn separators_do_not_end_a_run() {
        assert_eq!(mask_digits("４６ 01-06", 5), "** **-**");
        assert_eq!(mask_digits("二、一九九〇年", 1), "二、****年");
    }
}
