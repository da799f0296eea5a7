//! 7z archives.

use std::io::{Cursor, Read};

use sevenz_rust2::{ArchiveReader, Error, Password};

use super::Container;
use crate::format::{Format, Limits, Sink};
use crate::skip::SkipReason;
use crate::source::Source;

/// 7z, with every coder of 7-Zip's own but encryption.
pub(in crate::format) const FORMAT: Format = Format {
    id: "7z",
    title: "7Z 压缩包",
    extensions: &["7z"],
    sniff: |bytes| bytes.starts_with(b"7z\xbc\xaf\x27\x1c"),
    read,
};

fn read(source: Source, limits: &Limits, sink: Sink<'_>) {
    let Some(mut container) = Container::open(source.origin, limits, sink) else { return };
    let mut archive = match ArchiveReader::new(Cursor::new(source.bytes), Password::empty()) {
        Ok(archive) => archive,
        Err(error) => return container.fail(reason(&error), error.to_string()),
    };
    archive.set_thread_count(1);
    let outcome = archive.for_each_entries(|entry, data| {
        if entry.is_directory() {
            return Ok(true);
        }
        let goes_on = container.member(entry.name(), None, data);
        // A solid block is one stream: what a member left unread lies before the next one.
        if goes_on {
            std::io::copy(&mut data.take(container.cap(None)), &mut std::io::sink())?;
        }
        Ok(goes_on)
    });
    if let Err(error) = outcome {
        container.fail(reason(&error), format!("其余成员无法读取：{error}"));
    }
}

fn reason(error: &Error) -> SkipReason {
    match error {
        Error::PasswordRequired | Error::MaybeBadPassword(_) => SkipReason::Encrypted,
        // Built without the cipher: its method is one that is not known.
        Error::UnsupportedCompressionMethod(method) if method.contains("AES") => SkipReason::Encrypted,
        Error::UnsupportedCompressionMethod(_) | Error::Unsupported(_) | Error::UnsupportedVersion { .. } => {
            SkipReason::Unsupported
        }
        Error::MaxMemLimited { .. } => SkipReason::TooLarge,
        _ => SkipReason::Damaged,
    }
}
