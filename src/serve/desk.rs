//! What the editors' page needs from outside the library.

use crate::Engine;
use crate::finding::Message;

/// A word that an editor adds to the site's own dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// What is wrong.
    pub wrong: String,
    /// What to write instead; empty when it should not be used at all.
    pub right: String,
    /// Why.
    pub reason: String,
    /// Who adds it.
    pub by: String,
}

/// The page's way to files and clocks.
pub trait Desk: Send + Sync {
    /// Adds a word to the dictionary of the site and gives the engine that knows it.
    ///
    /// # Errors
    /// Why it cannot be added, for the editor.
    fn add_word(&self, word: &Word) -> Result<Engine, Message>;

    /// Where added words are kept.
    fn dictionary(&self) -> String;

    /// Today and now, for the record of a check: `2026-11-22 21:30`.
    fn now(&self) -> String;
}
