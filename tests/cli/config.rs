//! `shenjiao.toml`.

use crate::harness::Site;

#[test]
fn the_nearest_configuration_above_the_first_path_holds() {
    let site = Site::new();
    site.write("站/shenjiao.toml", "exclude = [\"*.bak\", \"归档/\"]\n");
    site.write("站/页/a.txt", "一切正常。\n")
        .write("站/页/a.bak", "一切正常。\n")
        .write("站/归档/b.txt", "一切正常。\n");
    let files = |arguments: &[&str]| site.run(arguments).summary();
    let configured = files(&["check", "站/页", "站/归档", "--format", "jsonl"]);
    assert_eq!((&configured["files"], &configured["excluded"]), (&2.into(), &1.into()), "what is named is scanned");
    let whole = files(&["check", "站", "--format", "jsonl"]);
    assert_eq!(whole["excluded"], 3, "one pattern is a folder, one a file; so is the configuration: {whole}");
    let isolated = files(&["check", "站/页", "站/归档", "--isolated", "--format", "jsonl"]);
    assert_eq!((&isolated["files"], &isolated["excluded"]), (&3.into(), &0.into()));
}

#[test]
fn a_fault_is_told_with_file_and_line_and_nothing_is_scanned() {
    let site = Site::new();
    site.write("a.txt", "一切正常。\n").write("shenjiao.toml", "# 本站配置\n[rules]\nno-such-rule = \"off\"\n");
    let run = site.run(&["check", "a.txt"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.contains("shenjiao.toml:3：没有“no-such-rule”这条规则"), "{}", run.stderr);
    site.write("shenjiao.toml", "exclud = []\n");
    assert!(site.run(&["check", "a.txt"]).stderr.contains("shenjiao.toml:1：不认识的键"));
    let missing = site.run(&["check", "a.txt", "--config", "没有.toml"]);
    assert_eq!(missing.code, Some(2));
    assert!(missing.stderr.contains("没有.toml：文件不存在"), "{}", missing.stderr);
}

#[test]
fn the_configuration_in_force_can_be_shown() {
    let site = Site::new();
    site.write("shenjiao.toml", "exclude = [\"*.bak\"]\n[limits]\nbytes = \"1MB\"\n");
    let run = site.run(&["config", "show"]);
    assert!(run.stdout.contains("shenjiao.toml") && run.stdout.contains("*.bak") && run.stdout.contains("1048576"));
    assert!(site.run(&["config", "show", "--isolated"]).stdout.contains("没有配置文件"));
}

#[test]
fn limits_are_kept() {
    let site = Site::new();
    site.write("shenjiao.toml", "[limits]\nbytes = 10\n").write("a.txt", "一切正常。\n");
    let run = site.run(&["check", "a.txt", "--format", "jsonl"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(run.lines("skipped")[0]["reason"], "too-large");
}
