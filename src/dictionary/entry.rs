//! One entry of a dictionary.

use super::{Class, Condition};
use crate::date::Date;
use crate::rule::{Confidence, Severity};

/// A line of a dictionary. It borrows from the text of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The 1-based line it was read from.
    pub line: usize,
    /// Stable identifier: capital letters and digits, such as `TY0123`.
    pub id: &'a str,
    /// The class, which is the rule that reports it.
    pub class: Class,
    /// The level of a finding; `None` (written `off`) when the entry is kept but does not run.
    pub severity: Option<Severity>,
    /// How sure a finding is.
    pub confidence: Confidence,
    /// The wrong forms.
    pub find: Vec<&'a str>,
    /// The right forms: none, one for all wrong forms, or one for each of them.
    pub suggest: Vec<&'a str>,
    /// Innocent text: a wrong form that overlaps one of these in the text does not count.
    pub except: Vec<&'a str>,
    /// What must hold around it: the `where` column.
    pub conditions: Vec<Condition>,
    /// First day on which the entry holds, against the document's date.
    pub since: Option<Date>,
    /// Last day on which the entry holds.
    pub until: Option<Date>,
    /// Sentences in which the entry must be found.
    pub hit: Vec<&'a str>,
    /// Sentences in which it must not.
    pub miss: Vec<&'a str>,
    /// Where the entry comes from.
    pub source: &'a str,
    /// For the people who keep the dictionary.
    pub note: &'a str,
}

impl<'a> Entry<'a> {
    /// Each wrong form with its right form, `None` where the entry gives none.
    pub fn pairs(&self) -> impl Iterator<Item = (&'a str, Option<&'a str>)> {
        let one_for_all = self.suggest.len() == 1;
        let right = move |index: usize| self.suggest.get(if one_for_all { 0 } else { index }).copied();
        self.find.iter().enumerate().map(move |(index, &wrong)| (wrong, right(index)))
    }

    /// True when the entry depends on the document's date.
    pub fn is_dated(&self) -> bool {
        self.since.is_some() || self.until.is_some()
    }

    /// True when the entry holds on `date`.
    pub fn holds_on(&self, date: Date) -> bool {
        self.since.is_none_or(|since| since <= date) && self.until.is_none_or(|until| date <= until)
    }
}
