//! What was found against what is there.

use std::collections::BTreeMap;

use shenjiao::format::{self, Item, Limits};
use shenjiao::rule::Category;
use shenjiao::{Document, Engine, Origin, Source};

use super::announcements::Family;
use super::document::Expect;
use super::render::{Rendered, Truth};
use super::{Set, encode, innocent, leaking};

/// Counts for one kind of number, or one way of writing it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    /// Numbers that must be found.
    pub there: usize,
    /// Those of them that were.
    pub found: usize,
    /// Findings that point at such a number.
    pub right: usize,
    /// Findings that point at none.
    pub wrong: usize,
}

/// All counts of a run.
#[derive(Debug, Default)]
pub struct Scores {
    pub kinds: BTreeMap<&'static str, Score>,
    pub writings: BTreeMap<(&'static str, &'static str), Score>,
    pub innocent: usize,
    pub alarmed: usize,
    /// One line for each miss and false alarm.
    pub faults: Vec<String>,
}

/// A finding's kind and its bytes in the decoded file.
type Found = (&'static str, usize, usize);

impl Score {
    /// The share of what is there that was found.
    pub fn recall(self) -> f64 {
        self.found as f64 / self.there.max(1) as f64
    }

    pub fn precision(self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }
}

/// Scans `leaks` leaking and `innocents` innocent documents.
pub fn run(engine: &Engine, set: Set, family: Family, leaks: usize, innocents: usize) -> Scores {
    let mut scores = Scores::default();
    for number in 0..leaks {
        let rendered = leaking(set, family, number);
        scores.judge(engine, &rendered, number);
    }
    for number in 0..innocents {
        let rendered = innocent(set, number);
        scores.innocent += 1;
        scores.alarmed += usize::from(scores.judge(engine, &rendered, number) > 0);
    }
    scores
}

impl Scores {
    /// Adds one document; returns the number of its false alarms.
    fn judge(&mut self, engine: &Engine, rendered: &Rendered, number: usize) -> usize {
        let found = scan(engine, rendered, number);
        for truth in rendered.truths.iter().filter(|truth| truth.expect == Expect::Must) {
            let hit = found.iter().any(|found| found.0 == truth.kind && overlaps(found, truth));
            self.count(truth, hit);
            if !hit {
                self.fault(
                    "miss ",
                    truth.kind,
                    rendered,
                    (truth.start, truth.end),
                    &format!("{} #{number}", truth.writing),
                );
            }
        }
        found.iter().filter(|found| !self.is_right(found, rendered, number)).count()
    }

    fn count(&mut self, truth: &Truth, hit: bool) {
        for score in
            [self.kinds.entry(truth.kind).or_default(), self.writings.entry((truth.kind, truth.writing)).or_default()]
        {
            score.there += 1;
            score.found += usize::from(hit);
        }
    }

    /// A finding is right when it points at a number of its kind, demanded or not; one that names
    /// a leak by another kind is neither right nor a false alarm.
    fn is_right(&mut self, found: &Found, rendered: &Rendered, number: usize) -> bool {
        let &(kind, start, end) = found;
        let touched = || rendered.truths.iter().filter(|truth| overlaps(found, truth));
        let score = self.kinds.entry(kind).or_default();
        if touched().any(|truth| truth.kind == kind) {
            score.right += 1;
        } else if touched().next().is_none() {
            score.wrong += 1;
            self.fault("false", kind, rendered, (start, end), &format!("#{number}"));
            return false;
        }
        true
    }

    fn fault(&mut self, what: &str, kind: &str, rendered: &Rendered, (start, end): (usize, usize), note: &str) {
        let text = &rendered.text;
        let from = text.floor_char_boundary(start.saturating_sub(60));
        let to = text.ceil_char_boundary((end + 30).min(text.len()));
        let shown = format!("{}⟦{}⟧{}", &text[from..start], &text[start..end], &text[end..to]).replace('\n', "⏎");
        self.faults.push(format!("{what} {kind} {note} [{:?}] {shown}", rendered.format));
    }
}

fn overlaps(&(_, start, end): &Found, truth: &Truth) -> bool {
    start < truth.end && truth.start < end
}

/// What the engine reports of private things, every place of every finding.
pub fn scan(engine: &Engine, rendered: &Rendered, number: usize) -> Vec<Found> {
    let name = format!("公示.{}", rendered.format.extension());
    let source = Source::new(Origin::file(name), encode(rendered, number));
    let mut found = Vec::new();
    format::read(source, &Limits::default(), &mut |item| match item {
        Item::Document(document) => found.extend(places(engine, &document)),
        Item::Skip(skip) => panic!("{skip:?}"),
    });
    found
}

fn places(engine: &Engine, document: &Document) -> Vec<Found> {
    let mut found = Vec::new();
    for finding in engine.scan(document) {
        if !finding.is_reported() || finding.rule.category != Category::Privacy {
            continue;
        }
        let spans = finding.also.iter().map(|&(span, _)| span).chain([finding.span]);
        let stored = spans.filter_map(|span| document.stored_span(span));
        found.extend(stored.map(|span| (finding.rule.name, span.start(), span.end())));
    }
    found
}
