//! An entry as detection needs it: owned, without examples and notes.

use super::{Confidence, Entry, Message, Severity};
use crate::date::Date;
use crate::dictionary::{Class, Condition};

/// An entry that runs.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) id: Box<str>,
    pub(super) class: Class,
    pub(super) severity: Severity,
    pub(super) confidence: Confidence,
    pub(super) except: Vec<Box<str>>,
    pub(super) conditions: Vec<Condition>,
    pub(super) since: Option<Date>,
    pub(super) until: Option<Date>,
    source: Box<str>,
}

impl Listed {
    pub(super) fn new(entry: &Entry<'_>, severity: Severity) -> Self {
        Listed {
            id: entry.id.into(),
            class: entry.class,
            severity: severity.min(entry.class.basis().cap()),
            confidence: entry.confidence,
            except: entry.except.iter().map(|&except| except.into()).collect(),
            conditions: entry.conditions.clone(),
            since: entry.since,
            until: entry.until,
            source: entry.source.into(),
        }
    }

    /// What an editor reads: what is wrong, what instead, on whose word.
    pub(super) fn message(&self, right: Option<&str>) -> Message {
        let source = &self.source;
        let tone = if self.severity == Severity::Advice { ("宜作", "better") } else { ("应为", "should be") };
        match right.map(|right| (right.replace('/', "”或“"), right)) {
            Some((zh, en)) => Message::new(
                format!("{}：{}“{zh}”（{source}）", super::rule_of(self.class).summary.zh, tone.0),
                format!("{}: {} {en} ({source})", super::rule_of(self.class).summary.en, tone.1),
            ),
            None => Message::new(
                format!("{}：不宜使用（{source}）", super::rule_of(self.class).summary.zh),
                format!("{}: avoid it ({source})", super::rule_of(self.class).summary.en),
            ),
        }
    }
}
