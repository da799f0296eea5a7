//! Plain text: the file as it stands, cut into headings, paragraphs and tables.

use std::ops::Range;

use super::outline::{Parts, outline};
use super::{Format, Item, Limits, Sink, encoding};
use crate::document::{BlockKind, DocumentBuilder, Headers};
use crate::skip::Skip;
use crate::source::Source;

/// Plain text.
pub(super) const FORMAT: Format =
    Format { id: "text", title: "纯文本", extensions: &["txt", "text", "log"], sniff: |_| false, read };

fn read(source: Source, _limits: &Limits, sink: Sink<'_>) {
    let Source { origin, bytes } = source;
    let stored = match encoding::decode(bytes, None) {
        Ok(stored) => stored,
        Err((reason, detail)) => return sink(Item::Skip(Skip::new(origin, reason, detail))),
    };
    let mut builder = DocumentBuilder::verbatim(origin, FORMAT.id, stored.clone());
    outline(stored.text(), &mut Verbatim(&mut builder));
    sink(Item::Document(Box::new(builder.finish())));
}

/// Marks the parts of a text that is taken over as it stands.
struct Verbatim<'a>(&'a mut DocumentBuilder);

impl Parts for Verbatim<'_> {
    fn table(&mut self, headers: Headers) -> u32 {
        self.0.add_table(headers)
    }

    fn part(&mut self, range: Range<usize>, kind: BlockKind) {
        self.0.add_block(range, kind, None);
    }

    fn value(&mut self, value: Range<usize>, kind: BlockKind, name: &str) {
        self.0.add_block(value, kind, Some(name));
    }

    fn takes_records(&self) -> bool {
        true
    }
}
