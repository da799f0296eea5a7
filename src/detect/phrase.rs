//! Listed wrong phrases: the entries of the dictionaries, found in text that somebody wrote to be
//! read, never across the border of a block.
//!
//! A hit of the [`index`] is only a candidate. The entry's exceptions, conditions and dates decide
//! in [`guard`]; [`Phrases::trials`] tells the whole story for `dict test`. Phrases that are wrong
//! without being listed are not found here.

use std::cell::OnceCell;
use std::ops::Range;

use super::near_miss::words::Words;
use super::place::{Fault, Places};
use super::{Detector, Scan, dating};
use crate::date::Date;
use crate::dictionary::{Condition, Entry};
use crate::finding::{Match, Message};
use crate::rule::{Confidence, Rule, Severity};
use crate::span::Span;

mod guard;
pub(super) mod index;
mod listed;
mod proof;
mod rules;

pub use guard::Guard;
pub use proof::prove;
pub use rules::rule_of;

use index::PhraseIndex;
use listed::Listed;

/// The evidence on a finding whose suggestion may be applied without asking.
pub const SAFE_FIX: &str = "safe-fix";

/// Finds the entries of dictionaries.
pub struct Phrases {
    index: PhraseIndex,
    /// For each phrase of the index, its entry and its right form.
    forms: Vec<(usize, Option<Box<str>>)>,
    /// Sorted by identifier.
    entries: Vec<Listed>,
    rules: Vec<&'static Rule>,
    words: Words,
    /// Their names are the last phrases of the index.
    places: Places,
}

/// One place where a wrong form stands, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial<'a> {
    /// The entry's identifier.
    pub entry: &'a str,
    /// The rule that reports the entry.
    pub rule: &'static Rule,
    /// The bytes of the text that was searched.
    pub span: Range<usize>,
    /// What to write instead.
    pub right: Option<&'a str>,
    /// What stopped it; `None` when it is reported.
    pub stopped: Option<Guard>,
}

impl Phrases {
    /// Takes the entries that run; those that are off are left out.
    pub fn new<'a>(entries: impl IntoIterator<Item = &'a Entry<'a>>) -> Self {
        let mut listed = Vec::new();
        let mut forms = Vec::new();
        let mut phrases = Vec::new();
        let mut running: Vec<_> = entries.into_iter().filter_map(|entry| Some((entry, entry.severity?))).collect();
        running.sort_by_key(|(entry, _)| entry.id);
        for (entry, severity) in running {
            for (wrong, right) in entry.pairs() {
                phrases.push(wrong);
                forms.push((listed.len(), right.map(Box::from)));
            }
            listed.push(Listed::new(entry, severity));
        }
        let places = Places::new();
        phrases.extend(places.phrases().map(|name| -> &str { name }));
        let rules = [&rules::of(&listed), places.rules()].concat();
        Phrases { index: PhraseIndex::new(phrases), forms, entries: listed, rules, words: Words::default(), places }
    }

    /// Every place in `text` where a wrong form stands, and whether it counts in a document of
    /// `date`, which is asked only by dated entries. In the order of the text.
    pub fn trials(&self, text: &str, date: &dyn Fn() -> Option<Date>) -> Vec<Trial<'_>> {
        self.search(text, date).0
    }

    /// The trials, and the faults of places, in one pass.
    fn search(&self, text: &str, date: &dyn Fn() -> Option<Date>) -> (Vec<Trial<'_>>, Vec<Fault>) {
        let (mut trials, mut faults) = (Vec::new(), Vec::new());
        self.index.search(text, |hit| {
            let Some((entry, right)) = self.forms.get(hit.phrase) else {
                faults.extend(self.places.faults(text, &hit.span, hit.phrase - self.forms.len()));
                return;
            };
            let entry = &self.entries[*entry];
            trials.push(Trial {
                entry: &entry.id,
                rule: rule_of(entry.class),
                stopped: entry.stopped(text, hit.span.clone(), date, &self.words),
                span: hit.span,
                right: right.as_deref(),
            });
        });
        trials.sort_by(|a, b| (a.span.start, b.span.end, a.entry).cmp(&(b.span.start, a.span.end, b.entry)));
        drop_parts(&mut trials);
        (trials, faults)
    }

    fn entry(&self, id: &str) -> Option<&Listed> {
        let found = self.entries.binary_search_by(|entry| (*entry.id).cmp(id));
        found.ok().map(|at| &self.entries[at])
    }
}

impl Detector for Phrases {
    fn rules(&self) -> Vec<&'static Rule> {
        self.rules.clone()
    }

    fn detect(&self, scan: &Scan<'_>, out: &mut Vec<Match>) {
        let document = scan.document();
        // Reading the document for its date costs more than searching it: only dated entries ask.
        let date = OnceCell::new();
        let date = || *date.get_or_init(|| dating::date_of(document).map(|dated| dated.date));
        let before = out.len();
        let mut misplaced = Vec::new();
        for block in document.blocks().iter().filter(|block| block.is_prose()) {
            let at = block.span.start();
            let (trials, faults) = self.search(document.slice(block.span), &date);
            misplaced.extend(faults.into_iter().map(|fault| fault.found(at)));
            for trial in trials {
                let span = Span::new(at + trial.span.start, at + trial.span.end);
                out.extend(self.found(&trial, span));
            }
        }
        gather_advice(out, before);
        out.append(&mut misplaced);
    }
}

impl Phrases {
    /// The match of a trial; `None` when nothing was suspected, as with an exception.
    fn found(&self, trial: &Trial<'_>, span: Span<crate::span::Text>) -> Option<Match> {
        let entry = self.entry(trial.entry)?;
        let mut found = Match::new(trial.rule, span).with(format!("entry:{}", entry.id));
        if entry.conditions.contains(&Condition::Fix) {
            found = found.with(SAFE_FIX);
        }
        found.severity = entry.severity;
        found.confidence = entry.confidence;
        found.suggestion = trial.right.map(|right| right.replace('/', " 或 "));
        found.message = Some(entry.message(trial.right));
        match &trial.stopped {
            None => Some(found),
            Some(guard) => guard.verdict().map(|verdict| Match { verdict, ..found }),
        }
    }
}

/// Drops what is part of a longer wrong form of the same class: 新闻出版广电总局 in
/// 国家新闻出版广电总局, whose own guards decide. Takes and leaves them in the order of the text, the longer
/// first.
fn drop_parts(trials: &mut Vec<Trial<'_>>) {
    let mut kept: Vec<(&'static str, Range<usize>)> = Vec::new();
    trials.retain(|trial| {
        let id = trial.rule.id;
        kept.retain(|(_, longer)| longer.end > trial.span.start);
        let is_part = |longer: &Range<usize>| longer.end >= trial.span.end && longer.len() > trial.span.len();
        let drop = kept.iter().any(|(other, longer)| *other == id && is_part(longer));
        kept.push((id, trial.span.clone()));
        !drop
    });
}

/// Makes one match of all that advise the same thing about the same words: an editor needs to hear
/// once that 公分 is not a legal unit, and to see every place.
fn gather_advice(out: &mut Vec<Match>, from: usize) {
    let mut gathered: Vec<Match> = Vec::new();
    for found in out.split_off(from) {
        let advice = found.severity == Severity::Advice;
        let same = |other: &&mut Match| {
            advice
                && other.evidence == found.evidence
                && other.message == found.message
                && other.verdict == found.verdict
        };
        match gathered.iter_mut().find(same) {
            Some(first) => {
                first.also.push(found.span);
                first.count += 1;
            }
            None => gathered.push(found),
        }
    }
    out.append(&mut gathered);
}
