//! Zip archives, and the directory of those files that are zip archives inside (docx, odt, ofd).

use std::io::Cursor;

use ::zip::ZipArchive;
use ::zip::result::ZipError;

use super::{Container, member_name};
use crate::format::{Format, Limits, Sink};
use crate::skip::SkipReason;
use crate::source::Source;

/// Any zip archive that is not a document of its own.
pub(in crate::format) const FORMAT: Format =
    Format { id: "zip", title: "ZIP 压缩包", extensions: &["zip", "wacz"], sniff: is_zip, read };

/// An archive in memory.
pub(in crate::format) type Zip = ZipArchive<Cursor<Vec<u8>>>;

fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

fn read(source: Source, limits: &Limits, sink: Sink<'_>) {
    let Some(mut container) = Container::open(source.origin, limits, sink) else { return };
    let mut archive = match ZipArchive::new(Cursor::new(source.bytes)) {
        Ok(archive) => archive,
        Err(error) => return container.fail(reason(&error), format!("ZIP 目录无法读取：{error}")),
    };
    for index in 0..archive.len() {
        if !member(&mut archive, index, &mut container) {
            return;
        }
    }
}

/// Reads one member; false when there is no room for more.
fn member(archive: &mut Zip, index: usize, container: &mut Container<'_>) -> bool {
    // The raw view gives name and flags of members that cannot be opened.
    let (name, encrypted, file) = match archive.by_index_raw(index) {
        Ok(raw) => (member_name(raw.name_raw()), raw.encrypted(), !raw.is_dir() && !raw.is_symlink()),
        Err(error) => return container.skip(&format!("#{}", index + 1), reason(&error), error.to_string()),
    };
    if !file {
        return true;
    }
    if encrypted {
        return container.skip(&name, SkipReason::Encrypted, "需要密码");
    }
    match archive.by_index(index) {
        Ok(mut file) => {
            let packed = file.compressed_size();
            container.member(&name, Some(packed), &mut file)
        }
        Err(error) => container.skip(&name, reason(&error), error.to_string()),
    }
}

/// Why a zip archive or a member of it could not be opened.
pub(in crate::format) fn reason(error: &ZipError) -> SkipReason {
    match error {
        ZipError::UnsupportedArchive(text) if *text == ZipError::PASSWORD_REQUIRED => SkipReason::Encrypted,
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => SkipReason::Unsupported,
        _ => SkipReason::Damaged,
    }
}

/// True when the archive's directory names a member that `wanted` accepts. Cheap: nothing is
/// unpacked and no archive is built, so that each format of the zip family can ask.
pub(in crate::format) fn names_member(bytes: &[u8], wanted: &dyn Fn(&[u8]) -> bool) -> bool {
    is_zip(bytes) && directory(bytes).unwrap_or_default().any(wanted)
}

/// The names in the central directory (APPNOTE.TXT 4.3.12 and 4.3.16).
fn directory(bytes: &[u8]) -> Option<Names<'_>> {
    let tail = bytes.len().saturating_sub(65_557);
    let end = tail + memchr::memmem::rfind(&bytes[tail..], b"PK\x05\x06")?;
    let start = u32_at(bytes, end + 16)? as usize;
    Some(Names { rest: bytes.get(start..end)? })
}

#[derive(Default)]
struct Names<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Names<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        if !self.rest.starts_with(b"PK\x01\x02") {
            return None;
        }
        let [name, extra, comment] = [28, 30, 32].map(|at| u16_at(self.rest, at).map(usize::from));
        let (name, tail) = (name?, extra? + comment?);
        let found = self.rest.get(46..46 + name)?;
        self.rest = self.rest.get(46 + name + tail..).unwrap_or_default();
        Some(found)
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
