//! Program text, attributes and comments in which no number was found, so that none is searched twice: every page of a
//! site carries the same scripts, styles and menus, and half of its bytes are they.
//!
//! A number in such a block is judged by the block and by what stands directly around it, and by nothing else of the
//! document; so where nothing was found once, nothing will be found again. What was found is always looked for again.

use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use rustc_hash::FxHasher;

use super::scene::{Scene, floor};
use crate::document::{Block, BlockKind};
use crate::finding::Match;
use crate::span::{Span, Text};

/// So many blocks are remembered (512 KiB); each takes the place of one before it.
const PLACES: usize = 1 << 16;
/// Shorter blocks are searched faster than remembered, in bytes.
const SHORTEST: usize = 32;
/// Bytes on both sides of an attribute or comment that belong to what is remembered.
const AROUND: usize = 128;

/// The blocks that were searched last, by their prints, shared by all threads. Only memory holds it.
#[derive(Debug, Default)]
pub(super) struct Barren(OnceLock<Box<[AtomicU64]>>);

/// What of a document has to be searched.
pub(super) struct Fresh {
    /// The bytes of the text to search, in rising order.
    pub(super) ranges: Vec<Range<usize>>,
    /// The blocks among them that can be remembered.
    new: Vec<(Span<Text>, u64)>,
}

impl Barren {
    /// All of a document but for the blocks that are remembered.
    pub(super) fn fresh(&self, scene: &Scene<'_>) -> Fresh {
        let mut fresh = Fresh { ranges: Vec::new(), new: Vec::new() };
        let mut from = 0;
        for block in scene.document.blocks().iter().filter(|block| !block.is_prose() && block.span.len() >= SHORTEST) {
            let print = print(scene, block);
            if self.place(print).load(Ordering::Relaxed) != print {
                fresh.new.push((block.span, print));
            } else if from <= block.span.start() {
                fresh.ranges.push(from..block.span.start());
                from = block.span.end();
            }
        }
        fresh.ranges.push(from..scene.text.len());
        fresh
    }

    /// Remembers the blocks in which nothing was found.
    pub(super) fn remember(&self, fresh: &Fresh, found: &[Match]) {
        if fresh.new.is_empty() {
            return;
        }
        let mut starts: Vec<usize> = found.iter().flat_map(|found| [found.span.start(), found.span.end()]).collect();
        starts.sort_unstable();
        let is_barren = |span: Span<Text>| {
            let next = starts.partition_point(|&start| start < span.start());
            starts.get(next).is_none_or(|&start| start > span.end())
        };
        for &(_, print) in fresh.new.iter().filter(|(span, _)| is_barren(*span)) {
            self.place(print).store(print, Ordering::Relaxed);
        }
    }

    fn place(&self, print: u64) -> &AtomicU64 {
        let places = self.0.get_or_init(|| (0..PLACES).map(|_| AtomicU64::new(0)).collect());
        &places[(print >> 32) as usize % PLACES]
    }
}

/// A block with what decides over its numbers. Nothing beside a script does.
fn print(scene: &Scene<'_>, block: &Block) -> u64 {
    let mut hasher = FxHasher::default();
    let around = if block.kind == BlockKind::Code { 0 } else { AROUND };
    let start = floor(scene.text, block.span.start().saturating_sub(around));
    let end = floor(scene.text, block.span.end() + around).max(block.span.end());
    scene.text[start..end].hash(&mut hasher);
    let place = (block.span.start() - start, block.span.len(), scene.document.label(block));
    (place, scene.profile, scene.is_for_readers()).hash(&mut hasher);
    // 0 stands for an empty place.
    hasher.finish() | 1
}
