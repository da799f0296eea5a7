//! What is wrong with a dictionary as a whole, told all at once.
//!
//! Only what can be seen without searching text is checked here; whether the examples hit and miss
//! is proved by [`crate::detect::phrase::prove`].

use std::collections::HashMap;

use super::{Condition, Entry, Fault};
use crate::rule::Confidence;

/// Every fault of the entries of one dictionary, in the order of their lines. `others` are entries
/// of the dictionaries that it runs together with.
pub fn check(entries: &[Entry<'_>], others: &[Entry<'_>]) -> Vec<Fault> {
    let wrong = wrong_forms(entries.iter().chain(others));
    let mut faults: Vec<Fault> = entries.iter().flat_map(|entry| entry_faults(entry, &wrong)).collect();
    faults.extend(repeated_ids(entries));
    faults.extend(repeated_finds(entries));
    faults.sort();
    faults
}

/// The wrong forms of entries that run, and the entry of each.
fn wrong_forms<'a, 'b: 'a>(entries: impl Iterator<Item = &'a Entry<'b>>) -> HashMap<&'b str, &'b str> {
    let running = entries.filter(|entry| entry.severity.is_some() && entry.conditions.is_empty());
    running.flat_map(|entry| entry.find.iter().map(|&find| (find, entry.id))).collect()
}

fn entry_faults(entry: &Entry<'_>, wrong: &HashMap<&str, &str>) -> Vec<Fault> {
    let mut messages = form_faults(entry);
    messages.extend(phrase_faults(entry));
    messages.extend(suggestion_faults(entry, wrong));
    messages.into_iter().map(|message| Fault::new(entry.line, format!("{}：{message}", entry.id))).collect()
}

fn form_faults(entry: &Entry<'_>) -> Vec<String> {
    let capitals = entry.id.chars().take_while(char::is_ascii_uppercase).count();
    let numbered = entry.id[capitals..].chars().all(|char| char.is_ascii_digit()) && entry.id.len() > capitals;
    let cap = entry.class.basis().cap();
    let fixes = entry.conditions.contains(&Condition::Fix);
    let fixable = entry.confidence == Confidence::High && entry.pairs().all(|(_, right)| right.is_some_and(is_single));
    let tests = [
        (capitals == 0 || !numbered, "编号应为大写字母加数字，如 TY0123".to_owned()),
        (entry.find.is_empty(), "缺少错误写法（find）".to_owned()),
        (entry.hit.is_empty(), "缺少应当命中的例句（hit）".to_owned()),
        (entry.miss.is_empty(), "缺少不应命中的例句（miss）".to_owned()),
        (entry.source.is_empty(), "缺少来源（source）".to_owned()),
        (entry.severity > Some(cap), format!("级别高于其依据所允许的“{cap}”")),
        (entry.since.zip(entry.until).is_some_and(|(since, until)| since > until), "起止日期颠倒".to_owned()),
        (fixes && !fixable, "注明 fix 的词条须为 high 且只有一种改法".to_owned()),
    ];
    tests.into_iter().filter(|(wrong, _)| *wrong).map(|(_, message)| message).collect()
}

fn is_single(suggestion: &str) -> bool {
    !suggestion.contains('/')
}

fn phrase_faults(entry: &Entry<'_>) -> Vec<String> {
    let mut messages = Vec::new();
    for find in &entry.find {
        if find.chars().count() < 2 {
            messages.push(format!("“{find}”太短，至少两个字"));
        }
        if find.contains(char::is_whitespace) {
            messages.push(format!("“{find}”含有空格"));
        }
    }
    for except in &entry.except {
        if !entry.find.iter().any(|find| can_overlap(find, except)) {
            messages.push(format!("例外“{except}”与错误写法没有交集"));
        }
    }
    messages
}

fn suggestion_faults(entry: &Entry<'_>, wrong: &HashMap<&str, &str>) -> Vec<String> {
    let mut messages = Vec::new();
    if entry.suggest.len() > 1 && entry.suggest.len() != entry.find.len() {
        messages.push("改法（suggest）应为一个，或与错误写法一一对应；同一处有几种改法用 / 分开".to_owned());
    }
    for right in entry.suggest.iter().flat_map(|suggestion| suggestion.split('/')) {
        if let Some(other) = wrong.get(right) {
            messages.push(format!("改法“{right}”又被词条 {other} 列为错误"));
        }
        let shielded = |find: &str| entry.except.iter().any(|except| right.contains(except) && except.contains(find));
        let again = entry.find.iter().find(|find| right.contains(**find) && !shielded(find));
        if let Some(find) = again.filter(|_| entry.conditions.is_empty()) {
            messages.push(format!("改成“{right}”以后仍含有“{find}”，须列为例外"));
        }
    }
    messages
}

/// True when the two can share characters in some text: one holds the other, or the end of one is
/// the beginning of the other.
fn can_overlap(find: &str, except: &str) -> bool {
    let meets = |left: &str, right: &str| left.char_indices().any(|(at, _)| right.starts_with(&left[at..]));
    find.contains(except) || except.contains(find) || meets(find, except) || meets(except, find)
}

fn repeated_ids(entries: &[Entry<'_>]) -> Vec<Fault> {
    let mut seen = HashMap::new();
    let earlier = |entry: &Entry<'_>, seen: &mut HashMap<String, usize>| seen.insert(entry.id.to_owned(), entry.line);
    let twice = entries.iter().filter_map(|entry| Some((entry, earlier(entry, &mut seen)?)));
    twice.map(|(entry, line)| Fault::new(entry.line, format!("{}：编号与第 {line} 行重复", entry.id))).collect()
}

/// The same wrong form may be listed twice only with different conditions or dates.
fn repeated_finds(entries: &[Entry<'_>]) -> Vec<Fault> {
    let mut seen: HashMap<&str, &Entry<'_>> = HashMap::new();
    let mut faults = Vec::new();
    for entry in entries {
        for find in &entry.find {
            let other = seen.insert(find, entry);
            let same = |other: &&Entry<'_>| other.conditions == entry.conditions && other.since == entry.since;
            if let Some(other) = other.filter(same) {
                let message = format!("{}：“{find}”已列在第 {} 行（{}）", entry.id, other.line, other.id);
                faults.push(Fault::new(entry.line, message));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::parse;

    const HEADER: &str = "id\tcategory\tseverity\tconfidence\tfind\tsuggest\texcept\twhere\thit\tmiss\tsource\n";

    fn faults(rows: &str) -> Vec<String> {
        let text = format!("{HEADER}{rows}");
        let sheet = parse(&text);
        assert_eq!(sheet.faults, []);
        check(&sheet.entries, &[]).iter().map(Fault::to_string).collect()
    }

    #[test]
    fn a_complete_entry_has_no_fault() {
        assert_eq!(
            faults("TY1\ttypo\terror\thigh\t末更新\t未更新\t年末更新\tfix\t长期末更新\t未更新\t自拟\n"),
            [""; 0]
        );
    }

    #[test]
    fn what_is_missing_is_told_all_at_once() {
        let found = faults("ty1\tvariant-form\terror\t\t末\t未\t年初\t\t\t\t\n");
        for part in ["编号", "hit", "miss", "来源", "级别", "太短", "没有交集"] {
            assert!(found.iter().any(|fault| fault.contains(part)), "{part}: {found:?}");
        }
    }

    #[test]
    fn a_suggestion_is_never_a_wrong_form() {
        let rows = "TY1\ttypo\t\t\t甲乙\t丙丁\t\t\ta\tb\t自拟\nTY2\ttypo\t\t\t丙丁\t丙丁戊\t\t\ta\tb\t自拟\n";
        let found = faults(rows);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("又被词条 TY2 列为错误") && found[1].contains("仍含有"));
    }

    #[test]
    fn nothing_is_listed_twice() {
        let rows = "TY1\ttypo\t\t\t甲乙\t丙丁\t\t\ta\tb\t自拟\nTY1\ttypo\t\t\t甲乙\t丙丁\t\t\ta\tb\t自拟\n";
        assert_eq!(faults(rows).len(), 2);
    }
}
