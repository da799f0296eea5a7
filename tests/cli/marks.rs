//! Marks in the text count where the configuration says so, and are told where they do not.

use crate::harness::Site;

const TEXT: &str = "发现问题立既整改。 审校:忽略 typo 系统名称\n";

#[test]
fn marks_count_only_where_they_are_allowed() {
    let site = Site::new();
    site.write("a/通知.txt", TEXT).write("b/通知.txt", TEXT).write("b/shenjiao.toml", "[ignore]\ninline = true\n");
    let rules = |folder: &str| {
        let lines = site.run(&["check", folder, "--format", "jsonl"]).lines("finding");
        lines.iter().map(|line| line["rule"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(rules("a"), ["WRD001", "SUP001"]);
    assert_eq!(rules("b"), [""; 0]);
    let summary = site.run(&["check", "b", "--format", "jsonl"]).summary();
    assert_eq!((summary["accepted"].as_u64(), summary["cleared"].as_u64()), (Some(1), Some(1)), "{summary}");
}
