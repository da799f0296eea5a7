//! What becomes of a source: documents with findings, and parts that were not read.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Engine;
use crate::document::{BlockKind, Document, Gap, Meta};
use crate::finding::{Finding, Shown};
use crate::format::{Item, Limits};
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

/// Looks at a document and its findings.
pub type Seen<'a> = &'a mut dyn FnMut(&Document, &[Finding]);

/// A scanned document without its text.
#[derive(Clone, Debug)]
pub struct Scanned {
    /// Where it came from.
    pub origin: Origin,
    /// The identifier of its format.
    pub format: &'static str,
    /// What it says about itself. Its texts may be shown: [`mask_names`] masks the leaks in them.
    pub meta: Meta,
    /// Who answers for it, filled in by whoever knows the site.
    pub department: Option<String>,
    /// Everything found, in the order of the text.
    pub findings: Vec<Finding>,
}

/// Masks in the names and titles of files what was found to be a leak in them. Call it on the outcomes of one
/// source, behind everything that needs the names as they are and before everything that shows them.
pub fn mask_names(outcomes: &mut [Outcome]) {
    for (plain, masked) in leaks_in_names(outcomes) {
        for outcome in outcomes.iter_mut() {
            match outcome {
                Outcome::Scanned(scanned) => scanned.replace_in_names(&plain, &masked),
                Outcome::Skipped(skip) => skip.origin = skip.origin.replaced(&plain, &masked),
            }
        }
    }
}

/// The leaks whose very characters stand in the name or a title of their own document, and their masks.
pub fn leaks_in_names(outcomes: &[Outcome]) -> Vec<(String, String)> {
    let scanned = outcomes.iter().filter_map(|outcome| match outcome {
        Outcome::Scanned(scanned) => Some(scanned),
        Outcome::Skipped(_) => None,
    });
    let found = scanned.flat_map(|scanned| scanned.findings.iter().map(move |finding| (scanned, finding)));
    let leaks = found.filter_map(|(scanned, finding)| match &finding.text {
        Shown::Secret(secret) if finding.rule.category == Category::Privacy => Some((scanned, secret)),
        _ => None,
    });
    let named = leaks.filter(|(scanned, secret)| scanned.is_named(secret.reveal()));
    named.map(|(_, secret)| (secret.reveal().to_owned(), secret.masked().to_owned())).collect()
}

impl Engine {
    /// Reads a source and scans every document in it, one after the other, so that only one
    /// document's text is held at a time.
    ///
    /// Never fails: what cannot be read is an [`Outcome::Skipped`], and so is a source on which a
    /// reader or a rule panics. What was found before a panic is kept.
    pub fn scan_source(&self, source: Source, limits: &Limits) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        self.scan_seeing(source, limits, &mut |_, _| {}, &mut |outcome| outcomes.push(outcome));
        outcomes
    }

    /// As [`Engine::scan_source`], with every outcome handed to `sink` as soon as it is known, so that
    /// a caller who loses patience has what was found until then, and each document and its findings
    /// shown to `seen` before its text is dropped and its outcome handed on.
    pub fn scan_seeing(&self, source: Source, limits: &Limits, seen: Seen<'_>, sink: &mut dyn FnMut(Outcome)) {
        let origin = source.origin.clone();
        let whole = catch_unwind(AssertUnwindSafe(|| {
            self.read(source, limits, &mut |item| self.take(item, seen, sink));
        }));
        if whole.is_err() {
            let detail = "读取或检查时程序出错，文件没有检查完";
            sink(Outcome::Skipped(Skip::new(origin, SkipReason::Failed, detail)));
        }
    }

    fn take(&self, item: Item, seen: Seen<'_>, sink: &mut dyn FnMut(Outcome)) {
        match item {
            Item::Skip(skip) => sink(Outcome::Skipped(skip)),
            Item::Document(document) => {
                let findings = self.scan(&document);
                seen(&document, &findings);
                sink(Outcome::Scanned(Scanned::of(&document, findings)));
                document.gaps().iter().for_each(|gap| sink(Outcome::Skipped(part(&document, gap))));
            }
        }
    }
}

impl Scanned {
    fn of(document: &Document, findings: Vec<Finding>) -> Self {
        let mut meta = document.meta().clone();
        meta.title = meta.title.or_else(|| first_heading(document));
        Scanned { origin: document.origin().clone(), format: document.format(), meta, department: None, findings }
    }

    /// Who answers for the document: the department that the site names, else the body that issued
    /// it, else the site that shows it.
    pub fn responsible(&self) -> Option<&str> {
        let meta = &self.meta;
        let known = self.department.as_deref().or(meta.issuer.as_deref()).or(meta.site.as_deref());
        known.map(str::trim).filter(|name| !name.is_empty())
    }

    fn is_named(&self, text: &str) -> bool {
        let said = self.said();
        self.origin.to_string().contains(text) || said.into_iter().flatten().any(|said| said.contains(text))
    }

    fn replace_in_names(&mut self, plain: &str, masked: &str) {
        self.origin = self.origin.replaced(plain, masked);
        let Meta { title, issuer, column, site, .. } = &mut self.meta;
        for said in [title, issuer, column, site].into_iter().flatten() {
            *said = said.replace(plain, masked);
        }
    }

    fn said(&self) -> [Option<&str>; 4] {
        let Meta { title, issuer, column, site, .. } = &self.meta;
        [title, issuer, column, site].map(Option::as_deref)
    }
}

/// Words that titles of official documents end with.
const GENRES: &[&str] = &[
    "通知",
    "公告",
    "公示",
    "通告",
    "通报",
    "名单",
    "方案",
    "意见",
    "决定",
    "办法",
    "细则",
    "规定",
    "报告",
    "纪要",
    "函",
    "批复",
    "一览表",
    "汇总表",
    "统计表",
    "登记表",
    "花名册",
    "公示表",
    "明细表",
    "简报",
    "要点",
    "指南",
    "条例",
    "信",
];

/// The text without line breaks. Blanks inside Chinese text only make room.
fn on_one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(if text.is_ascii() { " " } else { "" })
}

/// What a document without a title of its own is called: a heading or a line that reads like the
/// title of an official document, if it comes early.
fn first_heading(document: &Document) -> Option<String> {
    const EARLY: usize = 12;
    const LONGEST: usize = 60;
    let early = document.blocks().iter().take(EARLY).filter(|block| block.hidden.is_none());
    let titles = early.filter(|block| match block.kind {
        BlockKind::Title | BlockKind::Heading(_) => true,
        BlockKind::Paragraph => ends_with_genre(document.slice(block.span)),
        _ => false,
    });
    let mut lines = titles.map(|block| on_one_line(document.slice(block.span)));
    lines.find(|line| (3..=LONGEST).contains(&line.chars().count()))
}

/// True for a text whose last word, blanks inside left out, is one of [`GENRES`].
fn ends_with_genre(text: &str) -> bool {
    const LONGEST: usize = 3;
    let mut last = [' '; LONGEST];
    let ends = text.chars().rev().filter(|char| !char.is_whitespace());
    last.iter_mut().rev().zip(ends).for_each(|(place, char)| *place = char);
    let last = String::from_iter(last);
    GENRES.iter().any(|genre| last.ends_with(genre))
}

fn part(document: &Document, gap: &Gap) -> Skip {
    Skip { origin: document.origin().clone(), place: gap.place.clone(), reason: gap.reason, detail: gap.detail.clone() }
}
