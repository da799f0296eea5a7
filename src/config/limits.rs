//! The `[limits]` table.

use serde::Deserialize;
use toml::{Spanned, Value};

use super::Reader;
use crate::format::Limits;

/// The table as TOML sees it. Sizes may be written with a unit.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct Wire {
    bytes: Option<Spanned<Value>>,
    unpacked_bytes: Option<Spanned<Value>>,
    expansion: Option<Spanned<Value>>,
    members: Option<Spanned<Value>>,
    depth: Option<Spanned<Value>>,
    cells: Option<Spanned<Value>>,
    pages: Option<Spanned<Value>>,
    seconds: Option<Spanned<Value>>,
    memory: Option<Spanned<Value>>,
}

impl Wire {
    /// The default limits with those of the table in their place.
    pub(super) fn read(&self, reader: &mut Reader<'_>) -> Limits {
        let default = Limits::default();
        Limits {
            bytes: reader.size(self.bytes.as_ref(), default.bytes),
            unpacked_bytes: reader.size(self.unpacked_bytes.as_ref(), default.unpacked_bytes),
            expansion: reader.count(self.expansion.as_ref(), default.expansion),
            members: reader.count(self.members.as_ref(), default.members),
            depth: reader.count(self.depth.as_ref(), default.depth),
            cells: reader.count(self.cells.as_ref(), default.cells),
            pages: reader.count(self.pages.as_ref(), default.pages),
            seconds: reader.count(self.seconds.as_ref(), default.seconds),
            memory: reader.memory(self.memory.as_ref(), default.memory),
            until: None,
        }
    }
}

/// Offsets are held in 32 bits.
const LARGEST: u64 = u32::MAX as u64;

/// Less than this does not even hold the stack that a reader may need.
const LEAST_MEMORY: u64 = 512 << 20;

impl Reader<'_> {
    fn size(&mut self, value: Option<&Spanned<Value>>, default: u64) -> u64 {
        let Some(spanned) = value else { return default };
        match written(spanned.get_ref()) {
            Some(bytes @ 1..=LARGEST) => bytes,
            Some(_) => self.refuse(spanned, "大小应在 1 字节与 4 GB 之间", default),
            None => self.refuse(spanned, "大小应写成字节数，或如 \"64MB\"", default),
        }
    }

    fn memory(&mut self, value: Option<&Spanned<Value>>, default: u64) -> u64 {
        let Some(spanned) = value else { return default };
        match written(spanned.get_ref()) {
            Some(bytes) if bytes == 0 || bytes >= LEAST_MEMORY => bytes,
            Some(_) => self.refuse(spanned, "内存应为 0（不限）或至少 512MB", default),
            None => self.refuse(spanned, "大小应写成字节数，或如 \"2GB\"", default),
        }
    }

    fn count(&mut self, value: Option<&Spanned<Value>>, default: u32) -> u32 {
        let Some(spanned) = value else { return default };
        let count = spanned.get_ref().as_integer().and_then(|count| u32::try_from(count).ok());
        count.unwrap_or_else(|| self.refuse(spanned, "应是不小于 0 的整数", default))
    }

    fn refuse<T>(&mut self, value: &Spanned<Value>, message: &str, default: T) -> T {
        self.fault(value, message);
        default
    }
}

fn written(value: &Value) -> Option<u64> {
    match value {
        Value::Integer(number) => u64::try_from(*number).ok(),
        Value::String(text) => bytes(text),
        _ => None,
    }
}

/// `64MB`, `1 GB`, `512KB`: units of 1024.
fn bytes(text: &str) -> Option<u64> {
    let text = text.trim().to_uppercase();
    let digits = text.find(|char: char| !char.is_ascii_digit()).unwrap_or(text.len());
    let number: u64 = text[..digits].parse().ok()?;
    let shift = match text[digits..].trim() {
        "" | "B" => 0,
        "KB" | "K" => 10,
        "MB" | "M" => 20,
        "GB" | "G" => 30,
        _ => return None,
    };
    number.checked_mul(1 << shift)
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes_have_units() {
        assert_eq!(bytes("64MB"), Some(64 << 20));
        assert_eq!(bytes("1 gb"), Some(1 << 30));
        assert_eq!(bytes("512"), Some(512));
        assert_eq!(bytes("很大"), None);
        assert_eq!(bytes("99999999999GB"), None);
    }
}
