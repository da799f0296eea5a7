//! Masking then scanning is silent, and nothing but leaks changes: over generated announcements of
//! every format, in UTF-8 and GBK.
#![allow(clippy::unwrap_used, clippy::panic)]

mod generator;

use std::ops::Range;
use std::sync::LazyLock;

use generator::Set;
use generator::announcements::Family;
use generator::render::Rendered;
use shenjiao::format::{self, Item, Limits};
use shenjiao::judge::Policy;
use shenjiao::redact::redact;
use shenjiao::rule::Category;
use shenjiao::{Engine, Finding, Origin, Source};

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::builder().policy(Policy { each: true, ..Policy::default() }).build().unwrap());

fn source(rendered: &Rendered, number: usize) -> Source {
    let name = format!("公示.{}", rendered.format.extension());
    Source::new(Origin::file(name), generator::encode(rendered, number))
}

/// The rule and the bytes of everything reported about private things, all places of it.
fn leaks(source: Source) -> Vec<(&'static str, Range<usize>)> {
    let mut places = Vec::new();
    format::read(source, &Limits::default(), &mut |item| match item {
        Item::Document(document) => {
            let findings = ENGINE.scan(&document).into_iter().filter(Finding::is_reported);
            for finding in findings.filter(|finding| finding.rule.category == Category::Privacy) {
                let spans = finding.also.iter().map(|&(span, _)| span).chain([finding.span]);
                let raw = spans.filter_map(|span| document.locate(span).raw);
                places.extend(raw.map(|raw| (finding.rule.name, raw.range())));
            }
        }
        Item::Skip(skip) => panic!("{skip:?}"),
    });
    places.sort_by_key(|(_, range)| range.start);
    places
}

/// The stretches of the file that no finding touches stand in the copy, in order.
fn only_findings_changed(original: &[u8], copy: &[u8], places: &[(&str, Range<usize>)]) -> bool {
    let (mut before, mut behind) = (0, 0);
    for (_, range) in places {
        let untouched = &original[before.min(range.start)..range.start];
        match find(&copy[behind..], untouched) {
            Some(at) if before > 0 || at == 0 => behind += at + untouched.len(),
            _ => return false,
        }
        before = before.max(range.end);
    }
    copy[behind..].ends_with(&original[before..])
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    memchr::memmem::find(haystack, needle)
}

fn check(family: Family, number: usize) {
    let rendered = generator::leaking(Set::Tune, family, number);
    let original = source(&rendered, number);
    let copy = redact(&ENGINE, &original, &Limits::default()).unwrap();
    let found = leaks(original.clone());
    let again = leaks(Source::new(original.origin.clone(), copy.bytes.clone()));
    let text = String::from_utf8_lossy(&copy.bytes);
    assert!(again.is_empty(), "{family:?} {number}: {again:?}\n{}\n---\n{text}", rendered.text);
    assert!(
        only_findings_changed(&original.bytes, &copy.bytes, &found),
        "{family:?} {number}: {}\n---\n{text}",
        rendered.text
    );
}

#[test]
fn masking_then_scanning_is_silent() {
    for number in 0..120 {
        check(Family::Plain, number);
        check(Family::Unusual, number);
    }
}

#[test]
fn an_innocent_file_is_copied_as_it_is() {
    for number in 0..120 {
        let original = source(&generator::innocent(Set::Tune, number), number);
        if leaks(original.clone()).is_empty() {
            let copy = redact(&ENGINE, &original, &Limits::default()).unwrap();
            assert_eq!(copy.bytes, original.bytes, "{number}");
        }
    }
}
