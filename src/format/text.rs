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
    outline(stored.text(), &mut Verbatim { text: stored.text(), builder: &mut builder });
    sink(Item::Document(Box::new(builder.finish())));
}

/// Marks the parts of a text that is taken over as it stands.
struct Verbatim<'a> {
    text: &'a str,
    builder: &'a mut DocumentBuilder,
}

impl Parts for Verbatim<'_> {
    fn expect(&mut self, parts: usize) {
        self.builder.expect_blocks(parts);
    }

    fn table(&mut self, headers: Headers) -> u32 {
        self.builder.add_table(headers)
    }

    fn part(&mut self, range: Range<usize>, kind: BlockKind) {
        self.builder.add_block(range, kind, None);
    }

    fn value(&mut self, name: Range<usize>, value: Range<usize>, kind: BlockKind) {
        self.builder.add_block(value, kind, Some(&self.text[name]));
    }
}
