//! One edit that would turn what is written into what is right.

use std::ops::Range;

use super::characters::Likeness;

/// Most characters that a repair puts in.
pub(super) const MOST: usize = 2;

/// What happened to the right form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// One character was taken for another.
    Substitution(Likeness),
    /// A word of two characters was taken for another that sounds the same.
    Homophone,
    /// A character was written twice.
    Doubled,
    /// A character was put in.
    Insertion,
    /// A character was left out.
    Omission,
    /// Two neighbours changed places.
    Transposition,
}

impl Kind {
    /// The stable name for evidence.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Substitution(Likeness::SameSound) => "same-sound",
            Kind::Substitution(Likeness::NearSound) => "near-sound",
            Kind::Substitution(Likeness::Shape) => "shape",
            Kind::Substitution(Likeness::Other) => "other",
            Kind::Homophone => "homophone",
            Kind::Doubled => "doubled",
            Kind::Insertion => "insertion",
            Kind::Omission => "omission",
            Kind::Transposition => "transposition",
        }
    }

    /// What an editor calls it.
    pub fn title(self) -> &'static str {
        match self {
            Kind::Substitution(Likeness::SameSound) => "同音字",
            Kind::Substitution(Likeness::NearSound) => "近音字",
            Kind::Substitution(Likeness::Shape) => "形近字",
            Kind::Substitution(Likeness::Other) => "错字",
            Kind::Homophone => "同音词",
            Kind::Doubled => "重字",
            Kind::Insertion => "多字",
            Kind::Omission => "漏字",
            Kind::Transposition => "颠倒",
        }
    }
}

/// A repair: the symbols `range` give way to `right`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edit {
    /// First symbol that gives way.
    pub(super) start: usize,
    /// First symbol behind those that give way; `start` when a character was left out.
    pub(super) end: usize,
    right: [u16; MOST],
    length: u8,
    /// What happened.
    pub(super) kind: Kind,
    /// True when it makes a right phrase, which speaks for it by itself.
    pub(super) makes_phrase: bool,
}

impl Edit {
    /// The edit that puts `right` (at most [`MOST`] symbols) in the place of `range`.
    pub(super) fn new(range: Range<usize>, right: &[u16], kind: Kind) -> Self {
        let mut own = [0; MOST];
        own[..right.len()].copy_from_slice(right);
        Edit { start: range.start, end: range.end, right: own, length: right.len() as u8, kind, makes_phrase: false }
    }

    /// The same edit, which makes a right phrase.
    pub(super) fn of_phrase(self) -> Self {
        Edit { makes_phrase: true, ..self }
    }

    /// True when both do the same to the same place.
    pub(super) fn is_same(&self, other: &Edit) -> bool {
        let does = |edit: &Edit| (edit.start, edit.end, edit.right, edit.length, edit.kind);
        does(self) == does(other)
    }

    /// What should stand there.
    pub(super) fn right(&self) -> &[u16] {
        &self.right[..usize::from(self.length)]
    }
}
