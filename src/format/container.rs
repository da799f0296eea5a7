//! What all containers share: members are unpacked in memory, one at a time and within limits, and
//! handed to the format that fits them. Nothing is written anywhere, and a member's name is only
//! ever shown, never used as a path.

use std::io::{self, Read};

use super::{Item, Limits, Sink};
use crate::skip::{Skip, SkipReason};
use crate::source::{Origin, Source};

#[cfg(feature = "archive")]
pub(super) mod rar;
#[cfg(feature = "archive")]
pub(super) mod sevenz;
pub(super) mod stream;
pub(super) mod tar;
pub(super) mod zip;

/// Members this small are unpacked whatever their ratio: a page of blanks packs very well.
pub(super) const HARMLESS: u64 = 16 << 20;

/// A container that is being read: its name, its limits, and what it has cost so far.
pub(super) struct Container<'a> {
    origin: Origin,
    limits: &'a Limits,
    sink: Sink<'a>,
    unpacked: u64,
    items: u32,
}

/// Why a member's bytes could not be had.
pub(super) enum Unpack {
    /// More bytes than allowed.
    TooLarge(u64),
    /// The packed data is broken.
    Broken(io::Error),
}

impl<'a> Container<'a> {
    /// Begins a container, unless it lies too deep: then that is said, and `None` is the answer.
    pub(super) fn open(origin: Origin, limits: &'a Limits, sink: Sink<'a>) -> Option<Self> {
        if origin.depth() >= limits.depth as usize {
            let detail = format!("嵌套 {} 层，上限 {} 层", origin.depth() + 1, limits.depth);
            sink(Item::Skip(Skip::new(origin, SkipReason::TooDeep, detail)));
            return None;
        }
        Some(Container { origin, limits, sink, unpacked: 0, items: 0 })
    }

    /// Unpacks one member and reads it. `packed` is its packed size where the container tells.
    /// False when the container's limits are used up and the caller must stop.
    pub(super) fn member(&mut self, name: &str, packed: Option<u64>, data: &mut dyn Read) -> bool {
        let cap = self.cap(packed);
        match unpack(data, cap) {
            Ok(bytes) => self.content(name, bytes),
            Err(Unpack::TooLarge(cap)) => {
                self.unpacked += cap;
                self.skip(name, SkipReason::TooLarge, format!("解压后超过 {cap} 字节"))
            }
            Err(Unpack::Broken(error)) => self.skip(name, reason_of(&error), format!("无法解压：{error}")),
        }
    }

    /// Reads one member that is unpacked already.
    pub(super) fn content(&mut self, name: &str, bytes: Vec<u8>) -> bool {
        self.unpacked += bytes.len() as u64;
        let limits = self.rest();
        let (sink, mut items) = (&mut self.sink, 0);
        let source = Source::new(self.origin.member(name), bytes);
        super::read(source, &limits, &mut |item| {
            items += 1;
            sink(item);
        });
        self.items = self.items.saturating_add(items.max(1));
        self.has_room()
    }

    /// Says that a member was not read. Returns what [`Self::member`] returns.
    pub(super) fn skip(&mut self, name: &str, reason: SkipReason, detail: impl Into<String>) -> bool {
        self.items = self.items.saturating_add(1);
        (self.sink)(Item::Skip(Skip::new(self.origin.member(name), reason, detail)));
        self.has_room()
    }

    /// Says that the container, or the rest of it, was not read.
    pub(super) fn fail(&mut self, reason: SkipReason, detail: impl Into<String>) {
        (self.sink)(Item::Skip(Skip::new(self.origin.clone(), reason, detail)));
    }

    /// Most bytes that one member may unpack to.
    pub(super) fn cap(&self, packed: Option<u64>) -> u64 {
        let left = self.limits.unpacked_bytes.saturating_sub(self.unpacked);
        let ratio = packed.map_or(u64::MAX, |packed| packed.saturating_mul(self.limits.expansion.into()).max(HARMLESS));
        left.min(self.limits.bytes).min(ratio)
    }

    /// The limits for what lies inside: what this container has used is gone, so that nested
    /// containers cannot multiply.
    fn rest(&self) -> Limits {
        Limits {
            members: self.limits.members.saturating_sub(self.items),
            unpacked_bytes: self.limits.unpacked_bytes.saturating_sub(self.unpacked),
            ..self.limits.clone()
        }
    }

    fn has_room(&mut self) -> bool {
        let full = self.items >= self.limits.members || self.unpacked >= self.limits.unpacked_bytes;
        if full {
            let detail = format!("已读 {} 个成员、{} 字节，其余未读", self.items, self.unpacked);
            self.fail(SkipReason::TooLarge, detail);
        }
        !full
    }
}

/// Reads all of `data`, but not more than `cap` bytes.
pub(super) fn unpack(data: &mut dyn Read, cap: u64) -> Result<Vec<u8>, Unpack> {
    let mut bytes = Vec::new();
    data.take(cap.saturating_add(1)).read_to_end(&mut bytes).map_err(Unpack::Broken)?;
    if bytes.len() as u64 > cap { Err(Unpack::TooLarge(cap)) } else { Ok(bytes) }
}

/// A member's name as stored by programs that knew UTF-8, or by those that used the GBK of their
/// system without saying so.
pub(super) fn member_name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::GBK.decode_without_bom_handling(raw).0.into_owned(),
    }
}

fn reason_of(error: &io::Error) -> SkipReason {
    match error.kind() {
        io::ErrorKind::Unsupported => SkipReason::Unsupported,
        _ => SkipReason::Damaged,
    }
}
