//! RAR archives, versions 1.5 to 7. Parts of an archive in several volumes are not joined.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use rars::{Archive, ArchiveReadOptions, Error, ErrorKind, ExtractionDecision};

use super::{Container, member_name};
use crate::format::{Format, Limits, Sink};
use crate::skip::SkipReason;
use crate::source::Source;

/// RAR.
pub(in crate::format) const FORMAT: Format = Format {
    id: "rar",
    title: "RAR 压缩包",
    extensions: &["rar"],
    sniff: |bytes| bytes.starts_with(b"Rar!\x1a\x07"),
    read,
};

/// A dictionary larger than this is refused: it would be allocated before a byte is read.
const DICTIONARY: u64 = 256 << 20;

fn read(source: Source, limits: &Limits, sink: Sink<'_>) {
    let Some(mut container) = Container::open(source.origin, limits, sink) else { return };
    let archive = match rars::ArchiveReader::read_owned(source.bytes) {
        Ok(archive) => archive,
        Err(error) => return container.fail(reason(&error), detail(&error)),
    };
    let mut next = 0;
    // Each round ends at the end of the archive or at a member that cannot be read; a solid
    // archive cannot be read past such a member.
    while let Round::Failed(index) = round(&archive, next, &mut container) {
        if archive.is_solid() {
            return container.fail(SkipReason::Damaged, "固实压缩，其余成员无法读取");
        }
        next = index + 1;
    }
}

enum Round {
    Finished,
    Failed(usize),
}

/// Reads members from number `first` on, until one fails.
fn round(archive: &Archive, first: usize, container: &mut Container<'_>) -> Round {
    let mut current: Option<(usize, String, Buffer)> = None;
    let mut index = 0;
    let mut room = true;
    let outcome = archive.extract_with_control(options(container), |member| {
        let this = index;
        index += 1;
        // A member is complete when the next one is announced.
        if let Some((_, name, buffer)) = current.take() {
            room = container.content(&name, buffer.take());
        }
        if !room {
            return Ok(ExtractionDecision::Stop);
        }
        if this < first || member.meta.is_directory || member.meta.is_redirection {
            return Ok(ExtractionDecision::Skip);
        }
        let buffer = Buffer::default();
        current = Some((this, member_name(member.meta.name_bytes()), buffer.clone()));
        Ok(ExtractionDecision::Extract(Box::new(buffer)))
    });
    match (outcome, current) {
        (Err(error), Some((failed, name, _))) => match container.skip(&name, reason(&error), detail(&error)) {
            true => Round::Failed(failed),
            false => Round::Finished,
        },
        (Err(error), None) => {
            container.fail(reason(&error), detail(&error));
            Round::Finished
        }
        (Ok(_), last) => {
            if let Some((_, name, buffer)) = last {
                container.content(&name, buffer.take());
            }
            Round::Finished
        }
    }
}

fn options(container: &Container<'_>) -> ArchiveReadOptions<'static> {
    ArchiveReadOptions::new()
        .with_max_member_output_bytes(container.cap(None))
        .with_max_total_output_bytes(container.cap(None))
        .with_rar50_dictionary_size_limit(DICTIONARY)
}

fn reason(error: &Error) -> SkipReason {
    match error.kind() {
        ErrorKind::PasswordRequired | ErrorKind::BadPassword => SkipReason::Encrypted,
        // Built without ciphers: what asks for one is encrypted.
        ErrorKind::UnsupportedFeature if error.to_string().contains("encryption") => SkipReason::Encrypted,
        _ if is_a_part(error) => SkipReason::Unsupported,
        ErrorKind::UnsupportedFeature | ErrorKind::UnsupportedFormat => SkipReason::Unsupported,
        ErrorKind::ResourceLimit => SkipReason::TooLarge,
        _ => SkipReason::Damaged,
    }
}

fn detail(error: &Error) -> String {
    match is_a_part(error) {
        true => "分卷压缩，其余部分在别的分卷里；请先解压".to_owned(),
        false => error.root_cause().to_string(),
    }
}

/// True for a member that goes on in another volume, which is no damage.
fn is_a_part(error: &Error) -> bool {
    error.root_cause().to_string().contains("multivolume")
}

/// Bytes that the reader's writer and this module both hold.
#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Buffer {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
