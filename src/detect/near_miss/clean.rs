//! Paragraphs in which nothing was found, so that none is read twice: an archive repeats its menus,
//! its footers and whole documents on thousands of pages.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};

/// Paragraphs that are remembered; each takes the place of one before it.
const PLACES: usize = 1 << 16;

/// The hashes of the paragraphs read last, shared by all threads. Only memory holds them.
#[derive(Debug)]
pub(super) struct Clean(Box<[AtomicU64]>);

impl Default for Clean {
    fn default() -> Self {
        Clean((0..PLACES).map(|_| AtomicU64::new(0)).collect())
    }
}

impl Clean {
    /// Runs `read` on a text that is not remembered; remembers it when that says that the text is clean.
    pub(super) fn unless_known(&self, text: &str, read: impl FnOnce() -> bool) {
        let hash = hash(text);
        let place = &self.0[(hash >> 32) as usize % PLACES];
        // Whether another thread remembers something else meanwhile costs time at most.
        if place.load(Ordering::Relaxed) != hash && read() {
            place.store(hash, Ordering::Relaxed);
        }
    }
}

/// Never 0, which stands for an empty place.
fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish() | 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_clean_texts_are_remembered() {
        let clean = Clean::default();
        let mut read = Vec::new();
        for (text, is_clean) in [("甲", true), ("甲", true), ("乙", false), ("乙", false)] {
            clean.unless_known(text, || {
                read.push(text);
                is_clean
            });
        }
        assert_eq!(read, ["甲", "乙", "乙"]);
    }
}
