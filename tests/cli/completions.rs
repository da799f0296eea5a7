//! Completions and manual pages name what the program has.

use crate::harness::Site;

#[test]
fn every_shell_gets_every_subcommand() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = Site::new().run(&["completions", shell]);
        assert_eq!(run.code, Some(0), "{run:?}");
        for word in ["shenjiao", "baseline", "report", "git-range"] {
            assert!(run.stdout.contains(word), "{shell} has no {word}");
        }
    }
    assert_eq!(Site::new().run(&["completions", "tcsh"]).code, Some(2));
}

#[test]
fn every_subcommand_has_a_page() {
    let site = Site::new();
    let whole = site.run(&["man"]);
    assert!(whole.code == Some(0) && whole.stdout.contains(".TH shenjiao 1"), "{whole:?}");
    assert_eq!(site.run(&["man", "--folder", "man1"]).code, Some(0));
    let check = String::from_utf8(site.read("man1/shenjiao-check.1")).unwrap();
    assert!(check.contains("shenjiao\\-check") && check.contains("git\\-range"), "{check}");
    let pages = std::fs::read_dir(site.path("man1")).unwrap().count();
    assert!(pages > 10, "{pages}");
}

#[test]
fn help_has_no_half_width_colon_behind_a_heading() {
    for arguments in [&["--help"][..], &["check", "--help"], &["dict", "--help"]] {
        let run = Site::new().run(arguments);
        assert!(run.stdout.contains("选项：\n"), "{run:?}");
        assert!(!run.stdout.lines().any(|line| line.ends_with(':')), "{run:?}");
    }
}
