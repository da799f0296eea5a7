//! Reading and checking what was asked about, with what programs and the page need to know of each
//! place besides.

use super::ask::Input;
use super::ruler::{Offsets, Range, Ruler};
use crate::document::{BlockKind, Document, Hidden};
use crate::engine::{Engine, Outcome, mask_names};
use crate::finding::Finding;
use crate::format::Limits;
use crate::place::Place;
use crate::report::{Lang, Summary};

/// What became of all inputs of a request.
pub(super) struct Checked {
    /// Outcomes and details of each input.
    pub(super) inputs: Vec<CheckedInput>,
    /// Counts over all of them.
    pub(super) summary: Summary,
}

/// What became of one input.
pub(super) struct CheckedInput {
    pub(super) outcomes: Vec<Outcome>,
    /// One for each scanned document among the outcomes, in their order.
    pub(super) details: Vec<Detail>,
}

/// What an outcome does not say of its document.
pub(super) struct Detail {
    /// One for each finding.
    pub(super) places: Vec<Spot>,
    /// The text, when it was asked for.
    pub(super) view: Option<View>,
}

/// Where a finding stands.
pub(super) struct Spot {
    /// In the extracted text.
    pub(super) extracted: Offsets,
    /// The other places of it, such as the cells of a column.
    pub(super) others: Vec<Offsets>,
    /// In the text as it was sent.
    pub(super) submitted: Option<Offsets>,
    /// Why a reader of the page does not see it.
    pub(super) hidden: Option<Hidden>,
}

/// A document's text as the page shows it.
#[derive(serde::Serialize)]
pub(super) struct View {
    text: String,
    /// Stretches that a reader does not see, in UTF-16 units, and why.
    hidden: Vec<(Range, &'static str)>,
    /// Where pages, sheets and slides begin, in UTF-16 units.
    sections: Vec<(usize, String)>,
    /// Headings, in UTF-16 units.
    headings: Vec<Range>,
}

/// Reads and checks every input.
pub(super) fn check(engine: &Engine, limits: &Limits, inputs: Vec<Input>, view: Option<Lang>) -> Checked {
    let mut summary = Summary::default();
    let checked = inputs.into_iter().map(|input| {
        let bytes = input.source.bytes.len() as u64;
        let mut details = Vec::new();
        let mut outcomes = Vec::new();
        let mut seen = |document: &Document, findings: &[Finding]| {
            details.push(detail(document, findings, input.shift, view));
        };
        engine.scan_seeing(input.source, limits, &mut seen, &mut |outcome| outcomes.push(outcome));
        mask_names(&mut outcomes);
        summary.add_source(bytes, &outcomes);
        CheckedInput { outcomes, details }
    });
    Checked { inputs: checked.collect(), summary }
}

fn detail(document: &Document, findings: &[Finding], shift: Option<isize>, view: Option<Lang>) -> Detail {
    let ruler = Ruler::new(document.text());
    let sent = sent(document, shift);
    let sent_ruler = sent.map(|(text, _)| Ruler::new(text));
    let submitted = |finding: &Finding| {
        let (ruler, (_, by)) = sent_ruler.as_ref().zip(sent)?;
        let stored = document.stored_span(finding.span)?;
        Some(ruler.offsets(stored).moved(by))
    };
    let places = findings.iter().map(|finding| Spot {
        extracted: ruler.offsets(finding.span),
        others: finding.also.iter().map(|(span, _)| ruler.offsets(*span)).collect(),
        submitted: submitted(finding),
        hidden: document.block_at(finding.span.start()).and_then(|block| block.hidden),
    });
    Detail { places: places.collect(), view: view.map(|lang| View::of(document, &ruler, lang)) }
}

/// The decoded text of a document that was sent as text, and how many of the bytes before it the
/// caller sent as well: a byte order mark of its own.
fn sent(document: &Document, shift: Option<isize>) -> Option<(&str, usize)> {
    let own_mark = if shift? == 0 { '\u{feff}'.len_utf8() } else { 0 };
    (document.origin().depth() == 0).then_some(())?;
    document.stored().map(|stored| (stored.text(), own_mark))
}

impl Offsets {
    /// The same range behind a byte order mark of `mark` bytes.
    fn moved(self, mark: usize) -> Self {
        let by = |range: Range, by: usize| Range { start: range.start + by, end: range.end + by };
        let one = usize::from(mark > 0);
        Offsets { bytes: by(self.bytes, mark), chars: by(self.chars, one), utf16: by(self.utf16, one) }
    }
}

impl View {
    fn of(document: &Document, ruler: &Ruler<'_>, lang: Lang) -> Self {
        let mut view =
            View { text: document.text().to_owned(), hidden: Vec::new(), sections: Vec::new(), headings: Vec::new() };
        for block in document.blocks() {
            let range = ruler.offsets(block.span).utf16;
            if let Some(hidden) = block.hidden {
                view.hide(range, lang.pick(hidden.title(), hidden.name()));
            }
            if matches!(block.kind, BlockKind::Heading(_) | BlockKind::Title) && block.hidden.is_none() {
                view.headings.push(range);
            }
            if let Some(section) = section(&document.locate(block.span).place, lang) {
                view.begin(range.start, section);
            }
        }
        view
    }

    /// Neighbours that are hidden for the same reason become one stretch.
    fn hide(&mut self, range: Range, why: &'static str) {
        match self.hidden.last_mut() {
            Some((last, reason)) if *reason == why && range.start <= last.end + 1 => last.end = range.end,
            _ => self.hidden.push((range, why)),
        }
    }

    fn begin(&mut self, at: usize, section: String) {
        if self.sections.last().is_none_or(|(_, last)| *last != section) {
            self.sections.push((at, section));
        }
    }
}

/// What a stretch of a document is called, where it is called something.
fn section(place: &Place, lang: Lang) -> Option<String> {
    match place {
        Place::Cell { sheet, .. } => Some(format!("{} {sheet}", lang.pick("工作表", "sheet"))),
        Place::Page { page, .. } => Some(lang.place(&Place::Page { page: *page, line: None })),
        Place::Slide(_) | Place::Part(_) => Some(lang.place(place)),
        _ => None,
    }
}
