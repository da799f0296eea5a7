//! What the README shows is what the program prints.

use super::harness::{Run, Site};

const FOLDER: &str = env!("CARGO_MANIFEST_DIR");

/// The first output that a README shows.
fn shown(readme: &str) -> &str {
    let (_, rest) = readme.split_once("```text\n").unwrap();
    rest.split_once("```").unwrap().0
}

/// What the first command of a README hands to the program.
fn arguments(readme: &str) -> Vec<&str> {
    let command = readme.lines().find(|line| line.starts_with("cargo run ")).unwrap();
    command.split_once(" -- ").unwrap().1.split(' ').collect()
}

/// The lines of an output, the last but one without the time that the run took.
fn timeless(output: &str) -> Vec<String> {
    let without_time = |line: &str| match line.split_once(" KB") {
        Some((before, rest)) => format!("{before} KB{}", rest.trim_start_matches(|char| !matches!(char, ')' | '）'))),
        None => line.to_owned(),
    };
    output.lines().map(without_time).collect()
}

#[test]
fn the_readme_shows_real_output() {
    for name in ["README.md", "README.en.md"] {
        let readme = std::fs::read_to_string(format!("{FOLDER}/{name}")).unwrap();
        let output = Site::new().command(&arguments(&readme)).current_dir(FOLDER).output().unwrap();
        assert_eq!(timeless(shown(&readme)), timeless(&Run::of(output).stdout), "{name}");
    }
}
