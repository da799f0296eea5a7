//! What the wording rules find and how often they are wrong, on text that is not part of the project:
//!
//! - `cargo bench --bench wording -- typos SENTENCES.jsonl…`: one object a line with `source` (as
//!   written) and `edits` (`start`, `end` in code points of what is wrong in it);
//! - `cargo bench --bench wording -- clean FILE.txt…`: text without errors, where everything found
//!   is taken for a false alarm and shown.
//!
//! `--near-miss` before them counts the rules that need no list alone (WRD101–103, STR027).
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

use std::fs;

use serde::Deserialize;
use shenjiao::format::{self, Item, Limits};
use shenjiao::rule::{Category, Severity};
use shenjiao::{Engine, Finding, Origin, Source};

#[derive(Deserialize)]
struct Sentence {
    source: String,
    edits: Vec<Edit>,
}

#[derive(Deserialize)]
struct Edit {
    start: usize,
    end: usize,
}

/// Findings that touch an error and all of them; errors found and all of them.
#[derive(Default)]
struct Tally {
    right: usize,
    findings: usize,
    found: usize,
    edits: usize,
}

fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let inferred_only = args.first().is_some_and(|arg| arg == "--near-miss");
    args.drain(..usize::from(inferred_only));
    let engine = Engine::builder().build().unwrap();
    let counts = |finding: &Finding| {
        finding.is_reported()
            && finding.rule.category != Category::Privacy
            && (!inferred_only || matches!(finding.rule.id, "WRD101" | "WRD102" | "WRD103" | "STR027"))
    };
    let scan = |text: &str| -> Vec<Finding> { scan(&engine, text).into_iter().filter(&counts).collect() };
    match args.split_first() {
        Some((mode, files)) if mode == "typos" => files.iter().for_each(|file| typos(file, &scan)),
        Some((mode, files)) if mode == "clean" => clean(files, &scan),
        _ => println!("nothing to measure: see the head of benches/wording.rs"),
    }
}

fn scan(engine: &Engine, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    format::read(Source::new(Origin::file("文.txt"), text), &Limits::default(), &mut |item| match item {
        Item::Document(document) => findings.extend(engine.scan(&document)),
        Item::Skip(skip) => panic!("{skip:?}"),
    });
    findings
}

fn typos(file: &str, scan: &dyn Fn(&str) -> Vec<Finding>) {
    let text = fs::read_to_string(file).unwrap();
    let mut tallies = [Tally::default(), Tally::default()];
    for sentence in text.lines().map(|line| serde_json::from_str::<Sentence>(line).unwrap()) {
        let mut findings = scan(&sentence.source);
        tallies[0].add(&sentence, &findings);
        findings.retain(|finding| finding.severity != Severity::Advice);
        tallies[1].add(&sentence, &findings);
    }
    for (name, tally) in ["any level", "error and above"].iter().zip(&tallies) {
        let Tally { right, findings, found, edits } = tally;
        let recall = *found as f64 / (*edits).max(1) as f64;
        println!("{file}: {name}: {found} of {edits} errors found ({recall:.3}), {right} of {findings} findings right");
    }
}

impl Tally {
    fn add(&mut self, sentence: &Sentence, findings: &[Finding]) {
        let touches = |edit: &Edit, finding: &Finding| {
            edit.start < finding.chars.1.max(finding.chars.0 + 1) && finding.chars.0 < edit.end.max(edit.start + 1)
        };
        self.edits += sentence.edits.len();
        self.findings += findings.len();
        self.right += findings.iter().filter(|one| sentence.edits.iter().any(|edit| touches(edit, one))).count();
        self.found += sentence.edits.iter().filter(|edit| findings.iter().any(|one| touches(edit, one))).count();
    }
}

fn clean(files: &[String], scan: &dyn Fn(&str) -> Vec<Finding>) {
    let (mut characters, mut counts) = (0, [0_usize; 3]);
    for file in files {
        let text = fs::read_to_string(file).unwrap();
        characters += text.chars().filter(|char| ('\u{4e00}'..='\u{9fff}').contains(char)).count();
        for finding in scan(&text) {
            counts[finding.severity as usize] += 1;
            println!(
                "{file}\t{}\t{:?}\t{:?}\t{:?}",
                finding.rule.id, finding.severity, finding.text, finding.suggestion
            );
        }
    }
    let rate = |count: usize| count as f64 * 10_000.0 / characters.max(1) as f64;
    println!("{characters} characters; advice, errors, serious in 10,000: {:.2?}", counts.map(rate));
}
