//! What findings depend on beside the files, and what must be done again when it changes.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// Everything that decides what is found: each part named, with a hash of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruleset {
    /// Parts that decide what is found at all, such as the program and its dictionaries.
    pub detection: BTreeMap<String, String>,
    /// Parts that decide what becomes of it: levels, exceptions, the baseline.
    pub judgement: BTreeMap<String, String>,
    /// The rules that run.
    pub rules: BTreeSet<String>,
}

impl Ruleset {
    /// True when everything that `tonight` would find was looked for under this one. A rule less
    /// takes findings away and adds none.
    pub fn detects_as(&self, tonight: &Ruleset) -> bool {
        self.detection == tonight.detection && tonight.rules.is_subset(&self.rules)
    }

    /// True when what was found would be judged the same.
    pub fn judges_as(&self, tonight: &Ruleset) -> bool {
        self.judgement == tonight.judgement && self.rules == tonight.rules
    }

    /// What changed, in words.
    pub fn changes(&self, tonight: &Ruleset) -> Vec<String> {
        let mut changes = differing(&self.detection, &tonight.detection);
        let count = |rules: std::collections::btree_set::Difference<'_, String>| rules.count();
        let (more, fewer) =
            (count(tonight.rules.difference(&self.rules)), count(self.rules.difference(&tonight.rules)));
        if more > 0 {
            changes.push(format!("增加了 {more} 条规则"));
        }
        if fewer > 0 {
            changes.push(format!("停用了 {fewer} 条规则"));
        }
        changes.extend(differing(&self.judgement, &tonight.judgement));
        changes
    }
}

fn differing(before: &BTreeMap<String, String>, now: &BTreeMap<String, String>) -> Vec<String> {
    let names: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    names.into_iter().filter(|name| before.get(*name) != now.get(*name)).map(|name| format!("{name}有变化")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ruleset(dictionary: &str, baseline: &str, rules: &[&str]) -> Ruleset {
        Ruleset {
            detection: BTreeMap::from([("词典".to_owned(), dictionary.to_owned())]),
            judgement: BTreeMap::from([("基线".to_owned(), baseline.to_owned())]),
            rules: rules.iter().map(ToString::to_string).collect(),
        }
    }

    #[test]
    fn a_rule_less_asks_for_no_reading() {
        let before = ruleset("1", "1", &["A", "B"]);
        let fewer = ruleset("1", "1", &["A"]);
        assert!(before.detects_as(&fewer) && !before.judges_as(&fewer));
        assert!(!fewer.detects_as(&before));
    }

    #[test]
    fn what_changed_is_said() {
        let changes = ruleset("1", "1", &["A"]).changes(&ruleset("2", "1", &["A", "B"]));
        assert_eq!(changes, ["词典有变化", "增加了 1 条规则"]);
        assert!(ruleset("1", "1", &["A"]).changes(&ruleset("1", "1", &["A"])).is_empty());
    }
}
