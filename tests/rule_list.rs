//! The list of rules as it is known to users: a rule that vanishes or changes its name, category or
//! level is seen in a difference. `UPDATE=1` rewrites the list.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use shenjiao::Engine;

#[test]
fn the_rules_are_those_that_are_listed() {
    let rules = Engine::builder().build().unwrap().rules();
    let line = |rule: &&shenjiao::rule::Rule| {
        format!("{} {} {} {}\n", rule.id, rule.name, rule.category.name(), rule.severity.name())
    };
    let list: String = rules.iter().map(line).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/rules.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &list).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), list, "run with UPDATE=1 if the change is meant");
}
