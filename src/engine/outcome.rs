//! What becomes of a source: documents with findings, and parts that were not read.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Engine;
use crate::document::{Document, Gap, Meta};
use crate::finding::{Finding, Shown};
use crate::format::{self, Item, Limits};
use crate::rule::Category;
use crate::skip::{Skip, SkipReason};
use crate::source::{Origin, Source};

/// What became of one readable thing.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// A document was scanned.
    Scanned(Scanned),
    /// Something, or a part of a scanned document, was not read.
    Skipped(Skip),
}

/// A scanned document without its text.
#[derive(Clone, Debug)]
pub struct Scanned {
    /// Where it came from.
    pub origin: Origin,
    /// The identifier of its format.
    pub format: &'static str,
    /// What it says about itself.
    pub meta: Meta,
    /// Everything found, in the order of the text.
    pub findings: Vec<Finding>,
}

/// Masks in the names of files what was found to be a leak in them. Call it on the outcomes of one
/// source, behind everything that needs the names as they are and before everything that shows them.
pub fn mask_names(outcomes: &mut [Outcome]) {
    for (plain, masked) in leaks_in_names(outcomes) {
        for outcome in outcomes.iter_mut() {
            match outcome {
                Outcome::Scanned(scanned) => scanned.origin = scanned.origin.replaced(&plain, &masked),
                Outcome::Skipped(skip) => skip.origin = skip.origin.replaced(&plain, &masked),
            }
        }
    }
}

/// The leaks whose very characters stand in the name of their own document, and their masks.
fn leaks_in_names(outcomes: &[Outcome]) -> Vec<(String, String)> {
    let scanned = outcomes.iter().filter_map(|outcome| match outcome {
        Outcome::Scanned(scanned) => Some(scanned),
        Outcome::Skipped(_) => None,
    });
    let found = scanned.flat_map(|scanned| scanned.findings.iter().map(move |finding| (&scanned.origin, finding)));
    let leaks = found.filter_map(|(origin, finding)| match &finding.text {
        Shown::Secret(secret) if finding.rule.category == Category::Privacy => Some((origin, secret)),
        _ => None,
    });
    let named = leaks.filter(|(origin, secret)| origin.to_string().contains(secret.reveal()));
    named.map(|(_, secret)| (secret.reveal().to_owned(), secret.masked().to_owned())).collect()
}

impl Engine {
    /// Reads a source and scans every document in it, one after the other, so that only one
    /// document's text is held at a time.
    ///
    /// Never fails: what cannot be read is an [`Outcome::Skipped`], and so is a source on which a
    /// reader or a rule panics. What was found before a panic is kept.
    pub fn scan_source(&self, source: Source, limits: &Limits) -> Vec<Outcome> {
        let origin = source.origin.clone();
        let mut outcomes = Vec::new();
        let whole = catch_unwind(AssertUnwindSafe(|| {
            format::read(source, limits, &mut |item| self.take(item, &mut outcomes));
        }));
        if whole.is_err() {
            let detail = "读取或检查时程序出错，文件没有检查完";
            outcomes.push(Outcome::Skipped(Skip::new(origin, SkipReason::Failed, detail)));
        }
        outcomes
    }

    fn take(&self, item: Item, outcomes: &mut Vec<Outcome>) {
        match item {
            Item::Skip(skip) => outcomes.push(Outcome::Skipped(skip)),
            Item::Document(document) => {
                let findings = self.scan(&document);
                outcomes.push(Outcome::Scanned(Scanned::of(&document, findings)));
                outcomes.extend(document.gaps().iter().map(|gap| Outcome::Skipped(part(&document, gap))));
            }
        }
    }
}

impl Scanned {
    fn of(document: &Document, findings: Vec<Finding>) -> Self {
        Scanned {
            origin: document.origin().clone(),
            format: document.format(),
            meta: document.meta().clone(),
            findings,
        }
    }
}

fn part(document: &Document, gap: &Gap) -> Skip {
    Skip { origin: document.origin().clone(), place: gap.place.clone(), reason: gap.reason, detail: gap.detail.clone() }
}
