//! A document on its way to another process.
//!
//! What comes back is checked before it becomes a document: no offset leads out of its text, so that
//! whatever the other process sent cannot make this one fail.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::pointer::{PlaceAt, Pointer, PointerStep};
use super::{Block, Document, Gap, Meta, Piece, SourceMap, Table};
use crate::place::Place;
use crate::source::Origin;
use crate::span::Span;
use crate::stored::{StoredText, wire};
use crate::text_index::TextIndex;

/// What crosses: all of a document but what can be counted anew.
#[derive(Deserialize, Serialize)]
pub(crate) struct Wire<'a> {
    origin: Cow<'a, Origin>,
    format: Cow<'a, str>,
    /// `None` where the text is the whole decoded file.
    text: Option<Cow<'a, str>>,
    blocks: Cow<'a, [Block]>,
    labels: Cow<'a, [Box<str>]>,
    tables: Cow<'a, [Table]>,
    places: Cow<'a, [Place]>,
    pointers: Cow<'a, [Pointer]>,
    map: Cow<'a, SourceMap>,
    stored: Option<wire::Wire<'a>>,
    meta: Cow<'a, Meta>,
    gaps: Cow<'a, [Gap]>,
}

impl Document {
    pub(crate) fn wire(&self) -> Wire<'_> {
        let is_whole = self.stored.as_ref().is_some_and(|stored| Arc::ptr_eq(&stored.share(), &self.text));
        Wire {
            origin: Cow::Borrowed(&self.origin),
            format: self.format.into(),
            text: (!is_whole).then(|| self.text.as_str().into()),
            blocks: Cow::Borrowed(&self.blocks),
            labels: Cow::Borrowed(&self.labels),
            tables: Cow::Borrowed(&self.tables),
            places: Cow::Borrowed(&self.places),
            pointers: Cow::Borrowed(&self.pointers),
            map: Cow::Borrowed(&self.map),
            stored: self.stored.as_ref().map(|stored| stored.wire()),
            meta: Cow::Borrowed(&self.meta),
            gaps: Cow::Borrowed(&self.gaps),
        }
    }
}

impl Wire<'_> {
    pub(crate) fn format(&self) -> &str {
        &self.format
    }

    /// The document, under the format's own name; `None` when it does not hold together.
    pub(crate) fn document(self, format: &'static str) -> Option<Document> {
        let stored = match self.stored {
            Some(stored) => Some(Arc::new(stored.stored()?)),
            None => None,
        };
        let text = match (self.text, &stored) {
            (Some(text), _) => Arc::new(text.into_owned()),
            (None, Some(stored)) => stored.share(),
            (None, None) => return None,
        };
        let document = Document {
            origin: self.origin.into_owned(),
            format,
            text,
            blocks: self.blocks.into_owned(),
            labels: self.labels.into_owned(),
            tables: self.tables.into_owned(),
            places: self.places.into_owned(),
            pointers: self.pointers.into_owned(),
            map: self.map.into_owned(),
            stored,
            meta: self.meta.into_owned(),
            gaps: self.gaps.into_owned(),
            index: TextIndex::default(),
        };
        document.holds_together().then_some(document)
    }
}

impl Document {
    /// True when every offset and number leads to something.
    fn holds_together(&self) -> bool {
        let in_order = self.blocks.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start());
        let cells = self.tables.iter().flat_map(|table| &table.cells);
        let cells_exist =
            cells.into_iter().all(|&cell| self.blocks.get(cell as usize).is_some_and(|block| block.cell().is_some()));
        in_order
            && cells_exist
            && self.blocks.iter().all(|block| self.is_sound(block))
            && (0..).zip(&self.pointers).all(|(number, pointer)| self.leads_up(number, pointer))
            && self.leads_back()
    }

    fn is_sound(&self, block: &Block) -> bool {
        let place = match block.place {
            Some(PlaceAt::Place(place)) => (place as usize) < self.places.len(),
            Some(PlaceAt::Pointer(pointer)) => (pointer as usize) < self.pointers.len(),
            None => true,
        };
        place
            && stands_in(block.span, &self.text)
            && block.label.is_none_or(|label| self.has_label(label))
            && block.cell().is_none_or(|at| (at.table as usize) < self.tables.len())
    }

    fn has_label(&self, label: u32) -> bool {
        (label as usize) < self.labels.len()
    }

    /// True for a pointer behind earlier ones only: following them comes to an end.
    fn leads_up(&self, number: u32, pointer: &Pointer) -> bool {
        let label = match pointer.step {
            PointerStep::Key(label) => self.has_label(label),
            PointerStep::Index(_) => true,
        };
        label && pointer.parent.is_none_or(|parent| parent < number)
    }

    fn leads_back(&self) -> bool {
        let pieces = self.map.pieces();
        let in_order = pieces.windows(2).all(|pair| pair[0].text().end() <= pair[1].text().start());
        let stored = self.stored.as_deref().map(StoredText::text);
        let inside = |piece: &Piece| {
            stands_in(piece.text(), &self.text) && stored.is_none_or(|stored| stands_in(piece.stored(), stored))
        };
        // Without pieces, text and file are the same.
        let same = pieces.is_empty() && stored.is_some_and(|stored| !stored.starts_with(self.text.as_str()));
        in_order && pieces.iter().all(inside) && !same
    }
}

fn stands_in<S>(span: Span<S>, text: &str) -> bool {
    text.get(span.range()).is_some()
}
