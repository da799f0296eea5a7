//! One packed stream with one thing in it: gz, bz2, xz, zst. What is inside may be an archive again.

use std::io::{Cursor, Read};

use super::Container;
use crate::format::{Format, Limits, Sink};
use crate::source::Source;

/// gzip (RFC 1952), several members one after the other included.
pub(in crate::format) const GZIP: Format = Format {
    id: "gzip",
    title: "GZIP 压缩文件",
    extensions: &["gz", "tgz"],
    sniff: |bytes| bytes.starts_with(b"\x1f\x8b\x08"),
    read: |source, limits, sink| {
        unpack(source, limits, sink, |bytes| Box::new(flate2::read::MultiGzDecoder::new(bytes)))
    },
};

/// bzip2.
#[cfg(feature = "archive")]
pub(in crate::format) const BZIP2: Format = Format {
    id: "bzip2",
    title: "BZIP2 压缩文件",
    extensions: &["bz2", "tbz", "tbz2"],
    sniff: |bytes| bytes.starts_with(b"BZh") && bytes.get(4..10) == Some(b"\x31\x41\x59\x26\x53\x59"),
    read: |source, limits, sink| {
        unpack(source, limits, sink, |bytes| Box::new(bzip2::read::MultiBzDecoder::new(bytes)))
    },
};

/// xz.
#[cfg(feature = "archive")]
pub(in crate::format) const XZ: Format = Format {
    id: "xz",
    title: "XZ 压缩文件",
    extensions: &["xz", "txz"],
    sniff: |bytes| bytes.starts_with(b"\xfd7zXZ\0"),
    read: |source, limits, sink| unpack(source, limits, sink, |bytes| Box::new(lzma_rust2::XzReader::new(bytes, true))),
};

/// Zstandard (RFC 8878).
#[cfg(feature = "archive")]
pub(in crate::format) const ZSTD: Format = Format {
    id: "zstd",
    title: "ZSTD 压缩文件",
    extensions: &["zst", "tzst"],
    sniff: |bytes| bytes.starts_with(b"\x28\xb5\x2f\xfd"),
    read: |source, limits, sink| unpack(source, limits, sink, zstd_reader),
};

type Bytes = Cursor<Vec<u8>>;

fn unpack(source: Source, limits: &Limits, sink: Sink<'_>, reader: fn(Bytes) -> Box<dyn Read>) {
    let name = inner_name(source.origin.name());
    let Some(mut container) = Container::open(source.origin, limits, sink) else { return };
    let packed = source.bytes.len() as u64;
    container.member(&name, Some(packed), &mut reader(Cursor::new(source.bytes)));
}

#[cfg(feature = "archive")]
pub(in crate::format) fn zstd_reader(bytes: Bytes) -> Box<dyn Read> {
    match ruzstd::decoding::StreamingDecoder::new(bytes) {
        Ok(reader) => Box::new(reader),
        Err(error) => Box::new(Failing(error.to_string())),
    }
}

/// A reader that only says why it could not be made.
#[cfg(feature = "archive")]
struct Failing(String);

#[cfg(feature = "archive")]
impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other(self.0.clone()))
    }
}

/// The name without the packer's extension: `a.tar.gz` holds `a.tar`, `a.tgz` too.
fn inner_name(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((stem, extension)) if extension.starts_with('t') => format!("{stem}.tar"),
        Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
        _ => file.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inner_name_loses_the_packer() {
        assert_eq!(
            ["x/a.tar.gz", "a.TGZ".to_lowercase().as_str(), "名单.xlsx.zst"].map(inner_name),
            ["a.tar", "a.tar", "名单.xlsx"]
        );
    }
}
