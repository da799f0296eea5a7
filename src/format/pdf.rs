//! PDF, read twice: [`hayro_interpret`] draws the pages and tells where every character stands and
//! how it looks; [`lopdf`] knows what lies beside the pages (annotations, fields, attachments).
//!
//! A page without text is never called empty: pictures, outlines and fonts without a map are said
//! to be what they are. Nothing on a picture is guessed.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page, kurbo::Rect};

use super::layout::Layout;
use super::{Format, Item, Limits, Sink};
use crate::document::{DocumentBuilder, Gap};
use crate::place::Place;
use crate::skip::{Skip, SkipReason};
use crate::source::Source;

mod beside;
mod page;
mod whole;

use beside::Beside;
use page::{Page, Stop};

/// PDF.
pub(super) const FORMAT: Format = Format { id: "pdf", title: "PDF 文档", extensions: &["pdf"], sniff: is_pdf, read };

/// Things drawn in one document, and on one page, before it is given up as one that never ends.
const BUDGET: u64 = 50_000_000;
const PAGE_BUDGET: u64 = 1_000_000;

/// The mark may stand behind some bytes of a mail or a printer.
fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-") || memchr::memmem::find(&bytes[..bytes.len().min(1024)], b"\n%PDF-").is_some()
}

fn read(source: Source, limits: &Limits, sink: Sink<'_>) {
    let Source { origin, bytes } = source;
    let pdf = match Pdf::new(bytes.clone()) {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(_)) => {
            return sink(Item::Skip(Skip::new(origin, SkipReason::Encrypted, "需要密码")));
        }
        Err(LoadPdfError::Invalid) => {
            return sink(Item::Skip(Skip::new(origin, SkipReason::Damaged, "PDF 结构无法读取")));
        }
    };
    if pdf.pages().is_empty() {
        return sink(Item::Skip(Skip::new(origin, SkipReason::Damaged, "没有可读的页")));
    }
    let mut builder = DocumentBuilder::new(origin.clone(), FORMAT.id);
    let mut second = Beside::open(&bytes);
    let shown = beside::layers_shown(second.as_mut());
    let all = shown.and_then(|bytes| Pdf::new(bytes).ok());
    pages(&pdf, all.as_ref(), second.as_ref(), limits, &mut builder);
    if let Some(detail) = lost(&bytes, second.as_ref()) {
        builder.add_gap(Gap { place: None, reason: SkipReason::Damaged, detail });
    }
    let attachments = second.map(|second| second.read(limits, &mut builder)).unwrap_or_default();
    let document = builder.finish();
    sink(Item::Document(Box::new(document)));
    beside::attached(attachments, origin, limits, sink);
}

/// What could not be read of a file whose pages could be drawn, as far as they are there.
fn lost(bytes: &[u8], second: Option<&Beside>) -> Option<String> {
    match second {
        Some(second) => whole::lost(bytes, second.document()),
        None => Some("文件结构损坏：批注、表单、属性和附件未读，其他内容可能没有读全".to_owned()),
    }
}

/// Writes all pages. `all` is the same file with its hidden layers shown, if it has any; `second`
/// is asked about pages on which nothing was drawn.
fn pages(pdf: &Pdf, all: Option<&Pdf>, second: Option<&Beside>, limits: &Limits, builder: &mut DocumentBuilder) {
    let mut reader = Reader::new(pdf);
    let mut layout = Layout::new(builder);
    let mut layers = all.map(Reader::new);
    for index in 0..pdf.pages().len() {
        let number = index + 1;
        let place = Some(Place::Page { page: number, line: None });
        if let Some(reason) = reader.exhausted(number, limits) {
            layout.builder().add_gap(Gap { place, reason, detail: format!("自第 {number} 页起未读") });
            break;
        }
        let (mut drawn, failed) = reader.draw(index);
        if let Some((other, _)) = layers.as_mut().map(|layers| layers.draw(index)) {
            drawn.add_hidden(other);
        }
        let silent = || drawn.is_blank() && second.is_some_and(|second| second.shows_text(number));
        let undrawn = || silent().then(|| (SkipReason::NoText, "页面上有文字，但字体或编码无法还原".to_owned()));
        let unread = failed.or_else(|| drawn.unread()).or_else(undrawn);
        let (chars, rulings) = drawn.into_parts();
        layout.page(chars, rulings, number);
        if let Some((reason, detail)) = unread {
            layout.builder().add_gap(Gap { place, reason, detail });
        }
    }
    layout.finish();
}

/// Draws the pages of one file, as long as its budget lasts.
struct Reader<'a> {
    pdf: &'a Pdf,
    cache: InterpreterCache<'a>,
    budget: u64,
    stopped: bool,
}

impl<'a> Reader<'a> {
    fn new(pdf: &'a Pdf) -> Self {
        Reader { pdf, cache: InterpreterCache::new(), budget: BUDGET, stopped: false }
    }

    /// Why page `number` and those behind it are not read, if so.
    fn exhausted(&self, number: usize, limits: &Limits) -> Option<SkipReason> {
        let slow = (self.stopped || self.budget == 0).then_some(SkipReason::Timeout);
        slow.or((number > limits.pages as usize).then_some(SkipReason::TooLarge))
    }

    /// Draws a page, and says why not all of it could be drawn, if so.
    fn draw(&mut self, index: usize) -> (Page, Option<(SkipReason, String)>) {
        let Some(page) = self.pdf.pages().get(index) else { return (Page::new((1.0, 1.0), 0), None) };
        let granted = self.budget.min(PAGE_BUDGET);
        let mut drawn = Page::new(page.render_dimensions(), granted);
        let transform = page.initial_transform(true).to_kurbo();
        let bounds = Rect::new(-1e6, -1e6, 1e6, 1e6);
        let settings = InterpreterSettings::default();
        let mut context = Context::new(transform, bounds, &self.cache, self.pdf.xref(), settings);
        let finished = catch_unwind(AssertUnwindSafe(|| interpret_page(page, &mut context, &mut drawn)));
        self.budget -= granted - drawn.left();
        let failed = finished.err().map(|cause| match cause.is::<Stop>() {
            true => (SkipReason::Timeout, "绘图指令过多".to_owned()),
            false => (SkipReason::Failed, "页面无法读取".to_owned()),
        });
        self.stopped |= failed.is_some();
        (drawn, failed)
    }
}
