//! Stretches of text in which nothing was found, so that none is searched twice: an archive repeats its menus, its
//! footers, whole documents, and the names of its bodies and places on thousands of pages.

use std::hash::{Hash, Hasher};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Prints that lie together: one cache line.
const LINE: usize = 16;
/// Lines: with [`LINE`], so many stretches are remembered (1 MiB); each takes the place of one before it.
const LINES: usize = 1 << 14;
/// Lines that get memory together (4 KiB), when the first of them is needed.
const CHUNK: usize = 64;

/// What was read last, shared by all threads. Only memory holds it.
#[derive(Debug)]
pub(super) struct Clean(Box<[OnceLock<Chunk>]>);

type Chunk = Box<[[AtomicU32; LINE]]>;

/// A stretch of text. Two different ones are taken for the same once in two thousand million times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key {
    line: u16,
    print: u32,
}

impl Key {
    /// The key of a stretch by its hash, near to others with the same `home`.
    #[inline]
    pub(super) fn new(home: u64, hash: u64) -> Self {
        // 0 stands for an empty place.
        Key { line: (home >> 48) as u16, print: hash as u32 | 1 }
    }

    /// The key of a paragraph.
    pub(super) fn of(text: &str) -> Self {
        let mut hasher = rustc_hash::FxHasher::default();
        text.hash(&mut hasher);
        Key::new(hasher.finish(), hasher.finish())
    }

    fn place(self) -> (usize, usize, usize) {
        let line = usize::from(self.line) % LINES;
        (line / CHUNK, line % CHUNK, (self.print >> 28) as usize % LINE)
    }
}

impl Default for Clean {
    fn default() -> Self {
        Clean((0..LINES / CHUNK).map(|_| OnceLock::new()).collect())
    }
}

impl Clean {
    /// True for a stretch that is remembered.
    #[inline]
    pub(super) fn knows(&self, key: Key) -> bool {
        let (chunk, line, slot) = key.place();
        self.0[chunk].get().is_some_and(|lines| lines[line][slot].load(Ordering::Relaxed) == key.print)
    }

    /// Remembers a stretch. Whether another thread remembers something else there meanwhile costs time at most.
    pub(super) fn remember(&self, key: Key) {
        let (chunk, line, slot) = key.place();
        let lines = self.0[chunk].get_or_init(|| (0..CHUNK).map(|_| Default::default()).collect());
        lines[line][slot].store(key.print, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_known() {
        let clean = Clean::default();
        let [one, other] = ["甲", "乙"].map(Key::of);
        assert!(!clean.knows(one));
        clean.remember(one);
        assert!(clean.knows(one) && !clean.knows(other));
        let same_place = Key { print: one.print ^ 2, ..one };
        clean.remember(same_place);
        assert!(clean.knows(same_place) && !clean.knows(one));
    }
}
