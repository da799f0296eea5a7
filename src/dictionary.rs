//! Dictionaries of listed wrong phrases: what an entry is, reading it, checking it, writing it.
//!
//! A dictionary is a table that an editor keeps in a spreadsheet: UTF-8, tab-separated, a header
//! row, one entry a line, no quoting, several values in a cell joined by `|`. The built-in ones
//! are embedded; a user's take the same path. Finding entries in text is not done here but in
//! [`crate::detect::phrase`].

use std::fmt;

mod check;
mod class;
mod condition;
mod entry;
mod merge;
mod parse;
mod sheet;
mod write;

pub use check::check;
pub use class::Class;
pub use condition::Condition;
pub use entry::Entry;
pub use merge::load;
pub use parse::{Sheet, parse};
pub use sheet::{from_csv, to_csv};
pub use write::{import_pairs, write};

/// The columns in their canonical order. [`parse`] takes them in any order.
pub const COLUMNS: [&str; 14] = [
    "id",
    "category",
    "severity",
    "confidence",
    "find",
    "suggest",
    "except",
    "where",
    "since",
    "until",
    "hit",
    "miss",
    "source",
    "note",
];

/// The built-in dictionaries: file name and text.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("abolished-name.tsv", include_str!("../dictionaries/abolished-name.tsv")),
    ("body-name.tsv", include_str!("../dictionaries/body-name.tsv")),
    ("confusable.tsv", include_str!("../dictionaries/confusable.tsv")),
    ("country-name.tsv", include_str!("../dictionaries/country-name.tsv")),
    ("discriminatory.tsv", include_str!("../dictionaries/discriminatory.tsv")),
    ("hk-mo-tw.tsv", include_str!("../dictionaries/hk-mo-tw.tsv")),
    ("idiom.tsv", include_str!("../dictionaries/idiom.tsv")),
    ("legal-term.tsv", include_str!("../dictionaries/legal-term.tsv")),
    ("place-name.tsv", include_str!("../dictionaries/place-name.tsv")),
    ("policy-phrase.tsv", include_str!("../dictionaries/policy-phrase.tsv")),
    ("post-title.tsv", include_str!("../dictionaries/post-title.tsv")),
    ("redundancy.tsv", include_str!("../dictionaries/redundancy.tsv")),
    ("typo.tsv", include_str!("../dictionaries/typo.tsv")),
    ("unit.tsv", include_str!("../dictionaries/unit.tsv")),
    ("variant-form.tsv", include_str!("../dictionaries/variant-form.tsv")),
];

/// Something wrong with a dictionary, for the person who keeps it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The 1-based line of the file.
    pub line: usize,
    /// What is wrong, in Chinese.
    pub message: String,
}

impl Fault {
    /// A fault on a line.
    pub fn new(line: usize, message: impl Into<String>) -> Self {
        Fault { line, message: message.into() }
    }
}

/// `line: message`; whoever knows the file puts its name and a colon before it.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.message)
    }
}
