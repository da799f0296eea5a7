//! Tar archives. Only regular files are read; links and devices have no content of their own.

use std::io::{Cursor, Read};

use super::{Container, member_name};
use crate::format::{Format, Limits, Sink};
use crate::skip::SkipReason;
use crate::source::Source;

/// Tar archives; packed ones are undone by [`super::stream`] first.
pub(in crate::format) const FORMAT: Format =
    Format { id: "tar", title: "TAR 归档", extensions: &["tar"], sniff: is_tar, read };

fn is_tar(bytes: &[u8]) -> bool {
    bytes.get(257..262) == Some(b"ustar")
}

fn read(source: Source, limits: &Limits, sink: Sink<'_>) {
    let Some(mut container) = Container::open(source.origin, limits, sink) else { return };
    let mut archive = ::tar::Archive::new(Cursor::new(source.bytes));
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return container.fail(SkipReason::Damaged, error.to_string()),
    };
    for entry in entries {
        match entry {
            Ok(mut entry) => {
                if !member(&mut entry, &mut container) {
                    return;
                }
            }
            Err(error) => return container.fail(SkipReason::Damaged, format!("其余成员无法读取：{error}")),
        }
    }
}

fn member<R: Read>(entry: &mut ::tar::Entry<'_, R>, container: &mut Container<'_>) -> bool {
    if !entry.header().entry_type().is_file() {
        return true;
    }
    let name = member_name(&entry.path_bytes());
    container.member(&name, None, entry)
}
