//! A decoded file on its way to another process.

use std::borrow::Cow;

use encoding_rs::Encoding;
use serde::{Deserialize, Serialize};

use super::{StoredText, SyncPoint, WayBack};

/// What crosses.
#[derive(Deserialize, Serialize)]
pub(crate) struct Wire<'a> {
    text: Cow<'a, str>,
    encoding: Cow<'a, str>,
    broken: usize,
    way_back: WireBack<'a>,
}

#[derive(Deserialize, Serialize)]
enum WireBack<'a> {
    Shifted(usize),
    Decoded { bytes: Cow<'a, [u8]>, points: Cow<'a, [SyncPoint]> },
}

impl StoredText {
    pub(crate) fn wire(&self) -> Wire<'_> {
        let way_back = match &self.way_back {
            WayBack::Shifted(mark) => WireBack::Shifted(*mark),
            WayBack::Decoded { bytes, points } => WireBack::Decoded { bytes: bytes.into(), points: points.into() },
        };
        Wire { text: self.text.as_str().into(), encoding: self.encoding.name().into(), broken: self.broken, way_back }
    }
}

impl Wire<'_> {
    /// The decoded file, unless its offsets lead out of it.
    pub(crate) fn stored(self) -> Option<StoredText> {
        let text = self.text.into_owned();
        let way_back = match self.way_back {
            WireBack::Shifted(mark) => WayBack::Shifted(mark),
            WireBack::Decoded { bytes, points } => {
                let inside =
                    |point: &SyncPoint| point.raw as usize <= bytes.len() && point.stored as usize <= text.len();
                if !points.iter().all(inside) {
                    return None;
                }
                WayBack::Decoded { bytes: bytes.into_owned(), points: points.into_owned() }
            }
        };
        let encoding = Encoding::for_label(self.encoding.as_bytes())?;
        Some(StoredText::new(text, encoding, way_back).with_broken(self.broken))
    }
}
