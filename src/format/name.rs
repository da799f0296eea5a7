//! File names are text, too: people put ID numbers into them.
//!
//! A name that holds a number is added to its document behind everything else. Where there is no
//! document (a picture, a container, a file that could not be read) the name is one of its own.

use super::{Item, Sink};
use crate::digit;
use crate::document::{BlockKind, Document, DocumentBuilder};
use crate::place::Place;
use crate::source::Origin;

/// Digits from which a name is worth reading.
const DIGITS: usize = 6;

/// The format of a document that is nothing but a name.
pub(super) const ID: &str = "name";

/// What a block calls the name.
const LABEL: &str = "文件名";

/// Passes on what a reader yields and adds the name of `origin`, where it holds a number.
pub(super) fn with_name(origin: &Origin, sink: Sink<'_>, read: impl FnOnce(Sink<'_>)) {
    let Some(name) = number_in_name(origin) else { return read(sink) };
    let mut named = false;
    read(&mut |item| match item {
        Item::Document(document) if !named && document.origin() == origin => {
            named = true;
            sink(Item::Document(Box::new(add_name(*document, &name))));
        }
        other => sink(other),
    });
    if !named {
        let document = DocumentBuilder::new(origin.clone(), ID).finish();
        sink(Item::Document(Box::new(add_name(document, &name))));
    }
}

/// The last part of the path, if it holds enough digits of any script to be looked at.
fn number_in_name(origin: &Origin) -> Option<String> {
    let name = origin.name().rsplit(['/', '\\']).next()?;
    let digits = name.chars().filter(|&char| digit::value(char).is_some()).count();
    (digits >= DIGITS).then(|| name.to_owned())
}

fn add_name(document: Document, name: &str) -> Document {
    let mut builder = DocumentBuilder::reopen(document);
    builder.push_str("\n");
    builder.open(BlockKind::Field, None);
    builder.set_label(LABEL);
    builder.set_place(Place::Part(LABEL.to_owned()));
    builder.push_str(name);
    builder.finish()
}
