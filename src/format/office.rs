//! Office documents: what word processors, spreadsheets and presentation programs write.
//!
//! The visible text comes first, in reading order, and behind it what the document hides: deleted
//! and hidden text, comments, link targets, properties. Pictures are not read.

pub(super) mod flow;
pub(super) mod grid;
pub(super) mod loose;
pub(super) mod margin;
pub(super) mod markup;
pub(super) mod package;

pub(super) mod docx;
pub(super) mod odf;
pub(super) mod pptx;
pub(super) mod rtf;
mod sheet2003;
pub(super) mod single;
pub(super) mod xlsx;

use crate::skip::SkipReason;

/// Why a document or a part of it cannot be read, and the circumstance.
pub(super) struct Fault {
    /// Why.
    pub(super) reason: SkipReason,
    /// The circumstance, for the person who has to act.
    pub(super) detail: String,
}

impl Fault {
    fn new(reason: SkipReason, detail: impl Into<String>) -> Self {
        Fault { reason, detail: detail.into() }
    }

    fn damaged(detail: impl std::fmt::Display) -> Self {
        Fault::new(SkipReason::Damaged, detail.to_string())
    }
}
