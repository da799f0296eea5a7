//! `shenjiao.toml`: what a site decides for itself.
//!
//! The file is refused as a whole when anything in it is not understood: a misspelt key that is
//! silently ignored is a rule that somebody believes to be on. Every fault names its line. Finding
//! and reading the file, and the files that it names, is the caller's work.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use toml::Spanned;

use crate::date::Date;
use crate::detect::number::policy::NumberPolicy;
use crate::edits::edits;
use crate::format::Limits;
use crate::judge::{Allow, Policy};
use crate::report::annex::Heading;
use crate::rule::{Rule, Severity};

mod departments;
mod limits;
mod numbers;
mod syntax;

pub use departments::Department;

/// A configuration whose form is right. Whether the rules that it names exist is seen in
/// [`Config::policy`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// What is left out below a folder, as globs relative to the configuration file.
    pub exclude: Vec<Entry>,
    /// Dictionary files, relative to the configuration file.
    pub dictionaries: Vec<Entry>,
    /// What was learned from the site's own text, as files relative to the configuration file.
    pub models: Vec<Entry>,
    /// How much one source may cost.
    pub limits: Limits,
    /// What is public among personal numbers, and how masks look.
    pub numbers: NumberPolicy,
    /// Who answers for what, in the order in which it is asked.
    pub departments: Vec<Department>,
    /// What stands above and below the annex of a notice.
    pub annex: Heading,
    /// Marks in the text may accept findings.
    pub inline: bool,
    rules: Vec<(Entry, Setting)>,
    allows: Vec<Allowance>,
}

/// A text of the configuration and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The text.
    pub text: String,
    /// Its 1-based line.
    pub line: usize,
}

/// What is wrong with a configuration, and on which line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The 1-based line, where one is to blame.
    pub line: Option<usize>,
    /// What is wrong, in Chinese.
    pub message: String,
}

/// What the configuration says about a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    On,
    Off,
    Level(Severity),
}

/// A text that may stand, until a day.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Allowance {
    text: String,
    rule: Option<Entry>,
    reason: String,
    until: Option<Date>,
}

/// The file as TOML sees it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Wire {
    exclude: Vec<Spanned<String>>,
    dictionaries: Vec<Spanned<String>>,
    models: Vec<Spanned<String>>,
    rules: BTreeMap<Spanned<String>, Spanned<String>>,
    allow: Vec<WireAllow>,
    limits: limits::Wire,
    numbers: numbers::Wire,
    ignore: WireIgnore,
    departments: Vec<departments::Wire>,
    annex: departments::WireAnnex,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WireIgnore {
    inline: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireAllow {
    text: Spanned<String>,
    rule: Option<Spanned<String>>,
    reason: Spanned<String>,
    until: Option<Spanned<String>>,
}

impl Config {
    /// Reads the text of a configuration file.
    ///
    /// # Errors
    /// Every fault of its form, each with its line.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        let wire: Wire = toml::from_str(text).map_err(|error| vec![syntax::fault(text, &error)])?;
        let mut reader = Reader { text, faults: Vec::new() };
        let config = Config {
            exclude: reader.entries(&wire.exclude),
            dictionaries: reader.entries(&wire.dictionaries),
            models: reader.entries(&wire.models),
            limits: wire.limits.read(&mut reader),
            numbers: wire.numbers.read(&mut reader),
            departments: wire.departments.iter().map(|department| department.read(&mut reader)).collect(),
            annex: wire.annex.read(&mut reader),
            inline: wire.ignore.inline,
            rules: wire.rules.iter().filter_map(|(rule, setting)| reader.setting(rule, setting)).collect(),
            allows: wire.allow.iter().filter_map(|allow| reader.allowance(allow)).collect(),
        };
        if reader.faults.is_empty() { Ok(config) } else { Err(reader.faults) }
    }

    /// What the configuration says about `rules` on the day `today`. Allowances that have run out
    /// are left away: what they allowed is reported again.
    ///
    /// # Errors
    /// Every name that is no rule's, with the nearest name that is.
    pub fn policy(&self, rules: &[&'static Rule], today: Date) -> Result<Policy, Vec<Fault>> {
        let mut policy = Policy { inline: self.inline, ..Policy::default() };
        let mut faults = Vec::new();
        for (entry, setting) in &self.rules {
            match find(rules, entry) {
                Ok(rule) => apply(&mut policy, rule, *setting),
                Err(fault) => faults.push(fault),
            }
        }
        for allowance in &self.allows {
            match allowance.rule.as_ref().map(|entry| find(rules, entry)).transpose() {
                Ok(rule) if allowance.holds(today) => policy.allows.push(allowance.allow(rule)),
                Ok(_) => {}
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() { Ok(policy) } else { Err(faults) }
    }

    /// The allowances that have run out by `today`, as sentences for the person who set them.
    pub fn expired(&self, today: Date) -> Vec<String> {
        let expired = self.allows.iter().filter(|allowance| !allowance.holds(today));
        expired.map(|allowance| format!("允许项已过期，不再生效（理由：{}）", allowance.reason)).collect()
    }
}

fn apply(policy: &mut Policy, rule: &'static Rule, setting: Setting) {
    match setting {
        Setting::On => policy.switched.insert(rule.id, true),
        Setting::Off => policy.switched.insert(rule.id, false),
        Setting::Level(level) => {
            policy.severities.insert(rule.id, level);
            policy.switched.insert(rule.id, true)
        }
    };
}

impl Allowance {
    /// True on the last day and before.
    fn holds(&self, today: Date) -> bool {
        self.until.is_none_or(|until| today <= until)
    }

    fn allow(&self, rule: Option<&'static Rule>) -> Allow {
        Allow {
            text: self.text.clone(),
            rule: rule.map(|rule| rule.id),
            by: "shenjiao.toml".to_owned(),
            reason: self.reason.clone(),
        }
    }
}

/// The rule of this identifier or name.
fn find(rules: &[&'static Rule], entry: &Entry) -> Result<&'static Rule, Fault> {
    let known = rules.iter().copied().find(|rule| rule.answers_to(&entry.text));
    known.ok_or_else(|| {
        let nearest = nearest(rules, &entry.text).map_or(String::new(), |name| format!("，是不是“{name}”"));
        Fault { line: Some(entry.line), message: format!("没有“{}”这条规则{nearest}", entry.text) }
    })
}

/// The name or identifier that is fewest edits away, if that is near enough to be meant.
fn nearest(rules: &[&'static Rule], key: &str) -> Option<&'static str> {
    let names = rules.iter().flat_map(|rule| [rule.name, rule.id]);
    let near = names.map(|name| (edits(&key.to_lowercase(), &name.to_lowercase()), name));
    near.filter(|(edits, name)| edits * 3 <= name.len()).min().map(|(_, name)| name)
}

/// Reads values and gathers what is wrong with them.
struct Reader<'a> {
    text: &'a str,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn line<T>(&self, value: &Spanned<T>) -> usize {
        syntax::line(self.text, value.span().start)
    }

    fn fault<T>(&mut self, value: &Spanned<T>, message: impl Into<String>) {
        let line = Some(self.line(value));
        self.faults.push(Fault { line, message: message.into() });
    }

    fn entry(&self, value: &Spanned<String>) -> Entry {
        Entry { text: value.get_ref().clone(), line: self.line(value) }
    }

    fn entries(&self, values: &[Spanned<String>]) -> Vec<Entry> {
        values.iter().map(|value| self.entry(value)).collect()
    }

    fn setting(&mut self, rule: &Spanned<String>, setting: &Spanned<String>) -> Option<(Entry, Setting)> {
        let setting_read = match setting.get_ref().as_str() {
            "on" => Setting::On,
            "off" => Setting::Off,
            level => match Severity::from_name(level) {
                Some(level) => Setting::Level(level),
                None => {
                    self.fault(setting, format!("“{level}”不是规则的取值，可取 on、off、serious、error、advice"));
                    return None;
                }
            },
        };
        Some((self.entry(rule), setting_read))
    }

    fn allowance(&mut self, allow: &WireAllow) -> Option<Allowance> {
        for (value, name) in [(&allow.text, "text"), (&allow.reason, "reason")] {
            if value.get_ref().trim().is_empty() {
                self.fault(value, format!("允许项的 {name} 不能为空"));
            }
        }
        let until = match &allow.until {
            None => None,
            Some(day) => match Date::parse(day.get_ref()) {
                None => {
                    self.fault(day, "until 应是存在的日期，如 2027-06-30");
                    return None;
                }
                until => until,
            },
        };
        let rule = allow.rule.as_ref().map(|rule| self.entry(rule));
        Some(Allowance { text: allow.text.get_ref().clone(), rule, reason: allow.reason.get_ref().clone(), until })
    }
}

/// `12：没有“mobil”这条规则`, to be put behind the name of the file.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{line}：{}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

#[cfg(test)]
mod tests;
