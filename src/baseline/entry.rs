//! One decision, one line.

use serde::{Deserialize, Serialize};

use super::{Decision, Key};
use crate::date::Date;
use crate::digit;
use crate::finding::Finding;
use crate::judge::excerpt::mask_digits;
use crate::rule::{Category, Severity};

/// A decision about one finding, or about a kind of finding in a place.
///
/// The order of the fields is the order on the line; lines are sorted, so that two branches that
/// each add entries merge without conflict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The rule's name.
    pub rule: String,
    /// The file, with `/` between folders; for [`Scope::RuleInDir`] the folder; for [`Scope::Word`] empty.
    pub path: String,
    /// The hash of the words around the finding; empty where the scope is wider than one place.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub context: String,
    /// Which of several findings of the rule in the same words it is, from 0.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub nth: u32,
    /// What kinds of characters it is made of, such as `n18`: `n` digits, `m` mask characters, `a` letters, `h` other; a column
    /// of 120 of them is `n18x120`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub shape: String,
    /// What was decided.
    #[serde(default)]
    pub state: State,
    /// What it covers.
    #[serde(default)]
    pub scope: Scope,
    /// For [`Scope::Word`]: the words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
    /// Who decided.
    pub by: String,
    /// When, as `2026-11-22`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// The last day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Why.
    pub reason: String,
    /// A keyed tag of the number, only where a key is configured. See [`Key`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
}

impl State {
    /// What an editor reads.
    pub fn title(self) -> &'static str {
        match self {
            State::Open => "已知，待处理",
            State::Accepted => "可以保留",
            State::FalseAlarm => "误报",
        }
    }
}

/// What was decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Known, not yet handled.
    #[default]
    Open,
    /// May stand.
    Accepted,
    /// The scanner is wrong.
    FalseAlarm,
}

/// How far a decision reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// This finding in these words, in this file or wherever the file was moved to.
    #[default]
    Here,
    /// Every finding of the rule in this file.
    File,
    /// Every finding of the rule below this folder.
    RuleInDir,
    /// These words, everywhere. For wording and structure only.
    Word,
}

impl Entry {
    /// The entry for one finding; `None` when a serious finding comes without reason or last day.
    pub(super) fn here(
        finding: &Finding,
        nth: u32,
        path: &str,
        decision: &Decision,
        key: Option<&Key>,
    ) -> Option<Self> {
        let complete = !decision.reason.trim().is_empty() && decision.until.is_some();
        if finding.severity == Severity::Serious && !complete {
            return None;
        }
        Some(Entry {
            rule: finding.rule.name.to_owned(),
            path: path.to_owned(),
            context: finding.context.to_string(),
            nth,
            shape: shape(finding),
            state: decision.state,
            scope: Scope::Here,
            word: None,
            by: decision.by.clone(),
            on: decision.on.map(|date| date.to_string()),
            until: decision.until.map(|date| date.to_string()),
            reason: mask_digits(&decision.reason, 9),
            tag: key.filter(|_| finding.rule.category == Category::Privacy).map(|key| key.tag(finding)),
        })
    }

    /// True when its last day is before `today`.
    pub fn is_expired(&self, today: Date) -> bool {
        self.until.as_deref().and_then(Date::parse).is_some_and(|until| until < today)
    }

    /// What the entry covers, in words.
    pub fn reach(&self) -> String {
        match self.scope {
            Scope::Here => format!("只覆盖 {} 中这一处（周围文字改变后失效；文件移动后仍有效）", self.path),
            Scope::File => format!("覆盖 {} 中这条规则的全部问题，包括以后新增的", self.path),
            Scope::RuleInDir => {
                format!("覆盖 {}/ 下所有文件中这条规则的全部问题，包括以后新增的", self.path.trim_end_matches('/'))
            }
            Scope::Word => format!("覆盖所有文件中的“{}”", self.word.as_deref().unwrap_or_default()),
        }
    }

    /// True when its scope reaches this file.
    pub(super) fn covers(&self, path: &str) -> bool {
        match self.scope {
            Scope::Here | Scope::File => self.path == path,
            Scope::RuleInDir => is_below(path, &self.path),
            Scope::Word => true,
        }
    }

    /// True when it follows its finding to another file.
    pub(super) fn may_move(&self) -> bool {
        self.scope == Scope::Here
    }

    /// What is wrong with the entry itself.
    fn fault(&self) -> Option<&'static str> {
        let days = [&self.on, &self.until].into_iter().flatten();
        if days.into_iter().any(|day| Date::parse(day).is_none()) {
            return Some("日期应写成 2026-11-22");
        }
        match self.scope {
            Scope::Here if self.context.is_empty() => Some("scope 为 here 时必须有 context"),
            Scope::Word if self.word.as_deref().is_none_or(str::is_empty) => Some("scope 为 word 时必须有 word"),
            Scope::Word
                if self.word.as_deref().is_some_and(|word| word.chars().filter_map(digit::value).count() > 5) =>
            {
                Some("word 只用于表述，不能写号码")
            }
            _ => None,
        }
    }
}

/// Reads a baseline. Empty lines are passed over.
///
/// # Errors
/// Every faulty line, as `line: message`, without repeating its content.
pub fn parse(text: &str) -> Result<Vec<Entry>, Vec<String>> {
    let mut entries = Vec::new();
    let mut faults = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let fault = match serde_json::from_str::<Entry>(line) {
            Ok(entry) => match entry.fault() {
                None => {
                    entries.push(entry);
                    continue;
                }
                Some(fault) => fault.to_owned(),
            },
            Err(error) => format!("不是有效的记录（第 {} 个字符处）", error.column()),
        };
        faults.push(format!("{}: {fault}", number + 1));
    }
    if faults.is_empty() { Ok(entries) } else { Err(faults) }
}

/// The canonical text of a baseline: sorted, one entry a line, no line twice.
pub fn render(entries: &[Entry]) -> String {
    let mut lines: Vec<String> = entries.iter().filter_map(|entry| serde_json::to_string(entry).ok()).collect();
    lines.sort();
    lines.dedup();
    lines.into_iter().flat_map(|line| [line, "\n".to_owned()]).collect()
}

/// The kinds of characters a finding is made of, in runs: a number of 18 digits is `n18`. The check
/// character X counts as a digit, since its place would betray it.
pub(super) fn shape(finding: &Finding) -> String {
    let mut runs: Vec<(char, usize)> = Vec::new();
    for class in finding.text.as_str(true).chars().filter_map(class) {
        match runs.last_mut() {
            Some((last, count)) if *last == class => *count += 1,
            _ => runs.push((class, 1)),
        }
    }
    let shape: String = runs.into_iter().map(|(class, count)| format!("{class}{count}")).collect();
    // A column of numbers is one finding: with a row more it is another one.
    if finding.count > 1 { format!("{shape}x{}", finding.count) } else { shape }
}

fn class(char: char) -> Option<char> {
    match char {
        'x' | 'X' | 'Ｘ' | 'ｘ' | '×' => Some('n'),
        _ if digit::value(char).is_some() => Some('n'),
        '*' | '＊' | '●' | '■' | '□' | '•' | '#' | '?' | '_' => Some('m'),
        _ if char.is_ascii_alphabetic() => Some('a'),
        _ if char.is_alphanumeric() => Some('h'),
        _ => None,
    }
}

fn is_below(path: &str, folder: &str) -> bool {
    let folder = folder.trim_end_matches('/');
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}
