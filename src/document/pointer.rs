//! JSON pointers, held as a tree: a file has millions of values, and few of them are ever shown.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

/// The way from a pointer to a longer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// Into an object.
    Key(&'a str),
    /// Into an array, counted from 0.
    Index(u32),
}

/// A pointer, as a step behind another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Pointer {
    pub(super) parent: Option<u32>,
    pub(super) step: PointerStep,
}

/// A [`Step`] whose key is a label's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum PointerStep {
    Key(u32),
    Index(u32),
}

/// What a block knows of its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum PlaceAt {
    /// Index into the document's places.
    Place(u32),
    /// Index into the document's pointers.
    Pointer(u32),
}

impl PlaceAt {
    /// The same place after so many places and pointers were put before it.
    pub(super) fn moved(self, places: u32, pointers: u32) -> Self {
        match self {
            PlaceAt::Place(index) => PlaceAt::Place(index + places),
            PlaceAt::Pointer(index) => PlaceAt::Pointer(index + pointers),
        }
    }
}

impl Pointer {
    /// The same pointer after so many pointers were put before it and its label was renumbered.
    pub(super) fn moved(self, pointers: u32, labels: &[u32]) -> Self {
        let step = match self.step {
            PointerStep::Key(label) => PointerStep::Key(labels[label as usize]),
            index => index,
        };
        Pointer { parent: self.parent.map(|parent| parent + pointers), step }
    }
}

/// The pointer at `index` as RFC 6901 writes it.
pub(super) fn written(pointers: &[Pointer], labels: &[Box<str>], index: u32) -> String {
    let mut steps = Vec::new();
    let mut next = Some(index);
    while let Some(pointer) = next.map(|index| pointers[index as usize]) {
        steps.push(pointer.step);
        next = pointer.parent;
    }
    let mut text = String::new();
    for step in steps.iter().rev() {
        // Writing to a string cannot fail.
        let _ = match step {
            PointerStep::Key(label) => {
                write!(text, "/{}", labels[*label as usize].replace('~', "~0").replace('/', "~1"))
            }
            PointerStep::Index(index) => write!(text, "/{index}"),
        };
    }
    text
}
