//! From findings to what people and programs read.
//!
//! One file per output; [`KINDS`] lists them, and adding one is a line there. Reports see findings,
//! rules, places and skips, never documents: what they may repeat of a text was decided before.
//! They write to what they are given and know nothing of files and terminals.

use std::io::{self, Write};

use crate::engine::Outcome;
use crate::finding::Finding;

pub mod annex;
mod csv;
mod github;
mod gitlab;
mod html;
mod human;
mod json;
mod jsonl;
mod junit;
mod markup;
mod own;
pub mod read;
mod row;
mod sarif;
mod summary;
pub(crate) mod wire;
pub mod words;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use own::is_own_report;
pub use summary::Summary;
pub use words::Lang;

/// What a report is asked to show.
#[derive(Clone, Debug)]
pub struct Options {
    /// The language of sentences. Identifiers and keys stay the same in both.
    pub lang: Lang,
    /// Show leaks unmasked.
    pub reveal: bool,
    /// List what was looked at and found innocent.
    pub show_cleared: bool,
    /// Use terminal colours.
    pub colour: bool,
    /// Columns of the terminal or page.
    pub width: usize,
    /// The folder from which relative paths count, for reports that link to files.
    pub folder: Option<String>,
    /// What stands above and below the annex of a notice.
    pub annex: annex::Heading,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            lang: Lang::Zh,
            reveal: false,
            show_cleared: false,
            colour: false,
            width: 100,
            folder: None,
            annex: annex::Heading::default(),
        }
    }
}

impl Options {
    /// True when this finding is to be listed.
    pub fn shows(&self, finding: &Finding) -> bool {
        self.show_cleared || finding.is_reported()
    }
}

/// Writes one run's outcomes, in the order in which they are handed over.
pub trait Report: Send {
    /// Takes the next outcome. Reports that stream write it at once.
    ///
    /// # Errors
    /// Whatever writing to `out` gives; the run then ends.
    fn outcome(&mut self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()>;

    /// Ends the report.
    ///
    /// # Errors
    /// Whatever writing to `out` gives.
    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()>;
}

/// A kind of report.
#[derive(Debug)]
pub struct Kind {
    /// Stable identifier, as given to `--format`.
    pub id: &'static str,
    /// What an editor calls it.
    pub title: &'static str,
    /// File names that ask for it end in one of these.
    pub endings: &'static [&'static str],
    /// Begins a report.
    pub open: fn(Options) -> Box<dyn Report>,
}

/// The reports, in the order in which help lists them.
pub static KINDS: &[Kind] = &[
    human::KIND,
    jsonl::KIND,
    json::KIND,
    csv::KIND,
    #[cfg(feature = "xlsx")]
    xlsx::KIND,
    html::KIND,
    sarif::KIND,
    junit::KIND,
    gitlab::KIND,
    github::KIND,
];

/// The report with this identifier.
pub fn kind(id: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.id == id)
}

/// The report that a file of this name asks for: the longest matching ending wins.
pub fn kind_for_name(name: &str) -> Option<&'static Kind> {
    let name = name.to_lowercase();
    let endings = KINDS.iter().flat_map(|kind| kind.endings.iter().map(move |ending| (kind, *ending)));
    endings.filter(|(_, ending)| name.ends_with(ending)).max_by_key(|(_, ending)| ending.len()).map(|(kind, _)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_asks_for_a_report() {
        assert_eq!(kind_for_name("结果.JSONL").map(|kind| kind.id), Some("jsonl"));
        assert_eq!(kind_for_name("结果.txt").map(|kind| kind.id), Some("human"));
        assert!(kind_for_name("结果").is_none());
    }

    #[test]
    fn identifiers_and_endings_are_unique() {
        for (index, one) in KINDS.iter().enumerate() {
            for other in &KINDS[..index] {
                assert_ne!(one.id, other.id);
                assert!(one.endings.iter().all(|ending| !other.endings.contains(ending)), "{} {}", one.id, other.id);
            }
        }
    }
}
