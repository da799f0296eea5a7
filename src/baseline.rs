//! What people have decided about findings: kept in one file beside the documents, a line each.
//!
//! A baseline for a privacy tool must not become the leak. No entry holds a number or a hash of
//! one: the place is named by a hash of the words around it in which every leak and every run of
//! digits is replaced by a mark. What two numbers in the same place have in common is then
//! everything, so that a changed number is only noticed when a key is configured ([`Key`]).
//!
//! Entries hold no line numbers and nothing that changes by itself: they survive edits elsewhere
//! in the file, moved files and merged branches. Reading and writing files is the caller's work.

use std::collections::{HashMap, HashSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::date::Date;
use crate::finding::{Finding, Verdict};

mod entry;
mod key;

pub use entry::{Entry, Scope, State, parse, render};
pub use key::Key;

/// Entries, ready to be asked by many threads, and which of them were of use.
#[derive(Debug)]
pub struct Baseline {
    entries: Vec<Entry>,
    by_rule: HashMap<String, Vec<usize>>,
    used: Vec<AtomicBool>,
    seen: Mutex<HashSet<String>>,
    today: Date,
    key: Option<Key>,
}

/// Why an entry did not serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idle {
    /// Its last day is past.
    Expired,
    /// Nothing it speaks for was found.
    Unused,
}

impl Baseline {
    /// Entries as of `today`. With a key, entries that carry a tag ask for the same number.
    pub fn new(entries: Vec<Entry>, today: Date, key: Option<Key>) -> Self {
        let mut by_rule: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, entry) in entries.iter().enumerate() {
            by_rule.entry(entry.rule.clone()).or_default().push(index);
        }
        let used = entries.iter().map(|_| AtomicBool::new(false)).collect();
        Baseline { entries, by_rule, used, seen: Mutex::default(), today, key }
    }

    /// Marks as accepted what the entries speak for, among all findings of one document.
    ///
    /// `is_gone` tells whether the file of this path no longer exists: an entry follows its
    /// finding to another file only then, so that a copy is not taken for a move.
    pub fn apply(&self, findings: &mut [Finding], path: &str, is_gone: &dyn Fn(&str) -> bool) {
        if let Ok(mut seen) = self.seen.lock() {
            seen.insert(path.to_owned());
        }
        let keys = number(findings.iter());
        for (finding, nth) in findings.iter_mut().zip(keys) {
            if !finding.is_reported() {
                continue;
            }
            if let Some(index) = self.entry_for(finding, nth, path, is_gone) {
                self.used[index].store(true, Ordering::Relaxed);
                let entry = &self.entries[index];
                finding.verdict = Verdict::Accepted { by: entry.by.clone(), reason: entry.reason.clone() };
            }
        }
    }

    /// The entries that did not serve, to be asked after a whole run. An entry for a file that was
    /// not scanned may serve another time and is only named when the file is gone.
    pub fn idle(&self, is_gone: &dyn Fn(&str) -> bool) -> Vec<(&Entry, Idle)> {
        let seen = self.seen.lock().map(|seen| seen.clone()).unwrap_or_default();
        let was_asked = |entry: &Entry| match entry.scope {
            Scope::Here | Scope::File => seen.contains(&entry.path) || is_gone(&entry.path),
            Scope::RuleInDir | Scope::Word => seen.iter().any(|path| entry.covers(path)),
        };
        let idle = self.entries.iter().zip(&self.used).filter(|(_, used)| !used.load(Ordering::Relaxed));
        idle.filter(|(entry, _)| was_asked(entry))
            .map(|(entry, _)| (entry, if entry.is_expired(self.today) { Idle::Expired } else { Idle::Unused }))
            .collect()
    }

    /// The entries that served, as they are, and the others without those that did not.
    pub fn without_idle(&self, is_gone: &dyn Fn(&str) -> bool) -> Vec<Entry> {
        let idle: Vec<&Entry> = self.idle(is_gone).into_iter().map(|(entry, _)| entry).collect();
        self.entries.iter().filter(|entry| !idle.iter().any(|other| std::ptr::eq(*other, *entry))).cloned().collect()
    }

    /// All entries.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn entry_for(&self, finding: &Finding, nth: u32, path: &str, is_gone: &dyn Fn(&str) -> bool) -> Option<usize> {
        let candidates = self.by_rule.get(finding.rule.name)?;
        let live = || candidates.iter().copied().filter(|&index| !self.entries[index].is_expired(self.today));
        let fits = |index: &usize| self.fits(&self.entries[*index], finding, nth);
        live().filter(|&index| self.entries[index].covers(path)).find(fits).or_else(|| {
            live()
                .filter(|&index| self.entries[index].may_move())
                .filter(fits)
                .find(|&index| is_gone(&self.entries[index].path))
        })
    }

    /// True when an entry speaks for a finding, their paths aside.
    fn fits(&self, entry: &Entry, finding: &Finding, nth: u32) -> bool {
        match entry.scope {
            Scope::File | Scope::RuleInDir => true,
            Scope::Word => finding.text.as_str(false) == entry.word.as_deref().unwrap_or_default(),
            Scope::Here => {
                entry.context == finding.context.to_string()
                    && entry.nth == nth
                    && entry.shape == entry::shape(finding)
                    && self.same_secret(entry, finding)
            }
        }
    }

    fn same_secret(&self, entry: &Entry, finding: &Finding) -> bool {
        match (&entry.tag, &self.key) {
            (Some(tag), Some(key)) => *tag == key.tag(finding),
            _ => true,
        }
    }
}

/// Makes entries for the reported findings of one document.
///
/// Findings that need a reason and an expiry date and are given none are left out and returned.
pub fn create<'a>(
    findings: &'a [Finding],
    path: &str,
    decision: &Decision,
    key: Option<&Key>,
) -> (Vec<Entry>, Vec<&'a Finding>) {
    let mut entries = Vec::new();
    let mut refused = Vec::new();
    for (finding, nth) in findings.iter().zip(number(findings.iter())) {
        match Entry::here(finding, nth, path, decision, key) {
            _ if !finding.is_reported() => {}
            Some(entry) => entries.push(entry),
            None => refused.push(finding),
        }
    }
    (entries, refused)
}

/// Who decides what, for how long and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// The person.
    pub by: String,
    /// The day of the decision.
    pub on: Option<Date>,
    /// The last day on which it holds; `None` for ever.
    pub until: Option<Date>,
    /// Why.
    pub reason: String,
    /// What was decided.
    pub state: State,
}

/// Counts, for every finding, how many before it share its rule and context.
fn number<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<u32> {
    let mut seen = HashMap::new();
    findings
        .map(|finding| {
            let count = seen.entry((finding.rule.id, finding.context)).or_insert(0);
            *count += 1;
            *count - 1
        })
        .collect()
}

#[cfg(test)]
mod tests;
