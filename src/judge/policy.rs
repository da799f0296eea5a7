//! What the site's own configuration says about rules.

use std::collections::HashMap;

use crate::rule::{Rule, Severity};

/// Which rules run, at which level, and which texts are allowed.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// Rules switched off (`false`) or on (`true`), by identifier.
    pub switched: HashMap<&'static str, bool>,
    /// Levels that replace a rule's own, by identifier.
    pub severities: HashMap<&'static str, Severity>,
    /// True to make every cell of a column a finding of its own, instead of one for the column.
    pub each: bool,
    /// True to let marks in the text accept findings; see [`crate::detect::suppression`].
    pub inline: bool,
    /// Texts that somebody took responsibility for.
    pub allows: Vec<Allow>,
}

/// A text that may stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The exact text.
    pub text: String,
    /// The rule's identifier; `None` for every rule.
    pub rule: Option<&'static str>,
    /// Who allowed it: a person, or the configuration file.
    pub by: String,
    /// Why.
    pub reason: String,
}

impl Policy {
    /// True when the rule runs.
    pub fn is_on(&self, rule: &Rule) -> bool {
        self.switched.get(rule.id).copied().unwrap_or(true)
    }

    /// The level of a finding: the configured one, but never above what the rule's basis carries.
    pub fn severity(&self, rule: &Rule, found: Severity) -> Severity {
        self.severities.get(rule.id).copied().unwrap_or(found).min(rule.basis.cap())
    }

    /// The entry that allows this text, if any.
    pub fn allowed(&self, rule: &Rule, text: &str) -> Option<&Allow> {
        self.allows.iter().find(|allow| allow.text == text && allow.rule.is_none_or(|id| id == rule.id))
    }
}
