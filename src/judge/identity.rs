//! What names a finding across runs without holding a digit of it.

use sha2::{Digest, Sha256};

use super::excerpt::{PrivateSpans, mask_digits};
use crate::digit;
use crate::document::Document;
use crate::finding::{Fingerprint, Match};
use crate::span::{Span, Text};

/// Code points of context on either side. A block can be a whole file on one line; what stands
/// further away does not tell two findings apart.
const REACH: usize = 60;

/// Digits of a file name that may be a number of a person: shorter runs are dates and serials.
const NUMBER_IN_A_NAME: usize = 11;

/// Names the rule and what stands around the match in its block.
pub(super) fn context(document: &Document, found: &Match, private: &PrivateSpans) -> Fingerprint {
    let around = surroundings(document, found.span);
    hash(&[found.rule.id, &without_numbers(document, around, private)])
}

/// Names a context in the document of this name.
pub fn fingerprint(context: Fingerprint, name: &str) -> Fingerprint {
    hash(&[&context.to_string(), name])
}

/// A document's name without the leaks in it: those that were found by the name of their kind, and
/// long numbers even where nothing was found.
pub(super) fn name(document: &Document, private: &PrivateSpans) -> String {
    let leaks = private.all().iter().map(|&(span, kind)| (document.slice(span), kind));
    let name = leaks.filter(|(leak, _)| !leak.is_empty()).fold(document.origin().to_string(), |name, (leak, kind)| {
        if name.contains(leak) { name.replace(leak, kind) } else { name }
    });
    mask_digits(&name, NUMBER_IN_A_NAME)
}

fn surroundings(document: &Document, span: Span<Text>) -> Span<Text> {
    let text = document.text();
    let block = document.block_at(span.start()).map_or(span, |block| block.span.cover(span));
    let before = text[block.start()..span.start()].char_indices().rev().take(REACH).last();
    let after = text[span.end()..block.end()].char_indices().take(REACH).last();
    let start = before.map_or(span.start(), |(at, _)| block.start() + at);
    let end = after.map_or(span.end(), |(at, char)| span.end() + at + char.len_utf8());
    Span::new(start, end)
}

/// The text with every leak replaced by the name of its kind and every other run of digits by `#`.
fn without_numbers(document: &Document, around: Span<Text>, private: &PrivateSpans) -> String {
    let mut out = String::new();
    let mut at = around.start();
    for (span, kind) in private.inside(around).iter().filter(|(span, _)| span.end() <= around.end()) {
        if span.start() >= at {
            push_without_digits(&mut out, &document.text()[at..span.start()]);
            out.push_str(kind);
            at = span.end();
        }
    }
    push_without_digits(&mut out, &document.text()[at..around.end()]);
    out
}

fn push_without_digits(out: &mut String, text: &str) {
    // Among ideographs only those that are digits count; most of a text is told by this.
    let is_ideograph = |char: char| matches!(char, '\u{4e00}'..='\u{9fff}');
    let is_shown = |char: char| is_ideograph(char) || !char.is_whitespace() && !digit::is_invisible(char);
    let mut in_run = out.ends_with('#');
    for char in text.chars().filter(|&char| is_shown(char)) {
        let is_digit = digit::is_numeric(char);
        match (is_digit, in_run) {
            (true, true) => {}
            (true, false) => out.push('#'),
            (false, _) => out.push(char),
        }
        in_run = is_digit || char == '#';
    }
}

fn hash(parts: &[&str]) -> Fingerprint {
    let digest = parts.iter().fold(Sha256::new(), |hash, part| hash.chain_update(part).chain_update([0])).finalize();
    Fingerprint(digest[..8].iter().fold(0, |hash, &byte| (hash << 8) | u64::from(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Origin;

    fn digits_gone(text: &str) -> String {
        let mut out = String::new();
        push_without_digits(&mut out, text);
        out
    }

    #[test]
    fn runs_of_digits_become_one_mark() {
        assert_eq!(digits_gone("电话 138 0000-0000，〇一二"), "电话#-#，#");
        assert_eq!(digits_gone("共12人"), digits_gone("共 3 人"));
    }

    fn named(file: &str, text: &str) -> String {
        let mut builder = crate::document::DocumentBuilder::new(Origin::file(file), "text");
        builder.push_str(text);
        let rules = crate::Engine::builder().build().unwrap().rules();
        let passport = rules.into_iter().find(|rule| rule.answers_to("passport")).unwrap();
        let leak = Match::new(passport, Span::new(0, text.len()));
        name(&builder.finish(), &PrivateSpans::of(&[leak]))
    }

    #[test]
    fn a_number_in_a_file_name_does_not_enter() {
        assert_eq!(named("表/460100000000000000.html", "甲"), "表/******************.html");
        assert_eq!(named("表/t20210608_1.html", "甲"), "表/t20210608_1.html");
        assert_eq!(named("护照E00000000.txt", "E00000000"), "护照passport.txt");
        assert_ne!(fingerprint(Fingerprint(1), "甲"), fingerprint(Fingerprint(1), "乙"));
    }
}
