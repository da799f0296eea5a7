//! Plain text: every line a paragraph.

use super::{Format, Item, Limits, Sink, encoding};
use crate::document::{BlockKind, DocumentBuilder};
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
    let mut start = 0;
    for line in stored.text().split_inclusive('\n') {
        let body = line.trim_end_matches(['\n', '\r']);
        if !body.is_empty() {
            builder.add_block(start..start + body.len(), BlockKind::Paragraph, None);
        }
        start += line.len();
    }
    sink(Item::Document(Box::new(builder.finish())));
}
