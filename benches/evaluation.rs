//! Prints recall and precision on synthetic announcements: `cargo bench --bench evaluation`.
//!
//! A number after `--` says how many documents of each kind, otherwise 4,000. With `-- --faults` every miss and
//! false alarm of the tuning set follows, with the number of its document; `-- --show=123` prints document 123 of that
//! set. Those of the held-out set are never printed.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

#[path = "../tests/generator/mod.rs"]
mod generator;

use generator::Set;
use generator::announcements::Family;
use generator::score::{self, Scores};
use shenjiao::Engine;
use shenjiao::judge::Policy;

/// Leaking and innocent documents of each set and family, unless the command line says otherwise.
const DOCUMENTS: usize = 4_000;

fn main() {
    let engine = Engine::builder().policy(Policy { each: true, ..Policy::default() }).build().unwrap();
    let documents = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(DOCUMENTS);
    let shown = std::env::args().find_map(|argument| argument.strip_prefix("--show=")?.parse::<usize>().ok());
    if let Some(number) = shown {
        return show(number);
    }
    let faults = std::env::args().any(|argument| argument == "--faults");
    for set in [Set::Tune, Set::HeldOut] {
        for family in [Family::Plain, Family::Unusual] {
            let scores = score::run(&engine, set, family, documents, documents);
            print(set, family, &scores);
            if faults && set == Set::Tune {
                scores.faults.iter().for_each(|fault| println!("{fault}"));
            }
        }
    }
}

/// A document of the tuning set as it leaks in either family, and the innocent one of its number.
fn show(number: usize) {
    for family in [Family::Plain, Family::Unusual] {
        println!("{}\n", generator::leaking(Set::Tune, family, number).text);
    }
    println!("{}", generator::innocent(Set::Tune, number).text);
}

fn print(set: Set, family: Family, scores: &Scores) {
    println!("\n## {set:?}, {family:?}\n\n| kind | numbers | recall | precision |\n|---|---:|---:|---:|");
    for (kind, score) in &scores.kinds {
        println!("| {kind} | {} | {:.4} | {:.4} |", score.there, score.recall(), score.precision());
    }
    println!("\ninnocent documents with a false alarm: {} of {}", scores.alarmed, scores.innocent);
    if family == Family::Unusual {
        println!("\n| kind | writing | numbers | recall |\n|---|---|---:|---:|");
        for ((kind, writing), score) in &scores.writings {
            println!("| {kind} | {writing} | {} | {:.4} |", score.there, score.recall());
        }
    }
}
