//! What a reader takes and gives, as bytes: for a program that reads files in a process of their own,
//! where a hostile one can do no harm. The bytes are understood by the same version of the program
//! only. How they travel is the program's business.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{FORMATS, Item, Limits, name};
use crate::document::Wire;
use crate::skip::Skip;
use crate::source::Origin;

/// An [`Item`] that crosses.
#[derive(Deserialize, Serialize)]
enum Parcel<'a> {
    Document(Box<Wire<'a>>),
    Skip(Cow<'a, Skip>),
}

/// An item as bytes; `None` only when it is larger than bytes can be counted.
pub fn pack(item: &Item) -> Option<Vec<u8>> {
    let parcel = match item {
        Item::Document(document) => Parcel::Document(Box::new(document.wire())),
        Item::Skip(skip) => Parcel::Skip(Cow::Borrowed(skip)),
    };
    postcard::to_stdvec(&parcel).ok()
}

/// The item that [`pack`] made these bytes of; `None` for bytes that it did not make. Whatever the bytes
/// are, a document that comes out of them has no offset outside its text.
pub fn unpack(bytes: &[u8]) -> Option<Item> {
    match postcard::from_bytes::<Parcel<'_>>(bytes).ok()? {
        Parcel::Skip(skip) => Some(Item::Skip(skip.into_owned())),
        Parcel::Document(wire) => {
            let format = known(wire.format())?;
            wire.document(format).map(|document| Item::Document(Box::new(document)))
        }
    }
}

/// What to read and within which limits, as bytes; the content travels beside it.
pub fn pack_order(origin: &Origin, limits: &Limits) -> Option<Vec<u8>> {
    postcard::to_stdvec(&(origin, limits)).ok()
}

/// What [`pack_order`] made bytes of.
pub fn unpack_order(bytes: &[u8]) -> Option<(Origin, Limits)> {
    postcard::from_bytes(bytes).ok()
}

/// The identifier of a format as the list has it.
fn known(id: &str) -> Option<&'static str> {
    let ids = FORMATS.iter().map(|format| format.id).chain([name::ID]);
    ids.into_iter().find(|known| *known == id)
}
