//! The body, never longer than it may be (RFC 9112, 6 and 7.1).

use std::time::Instant;

use super::head::{Fault, Framing};
use super::wire::{Cut, Wire};
use crate::serve::problem::{Kind, Problem};

/// Longest line between chunks: a length in hexadecimal and extensions that nobody reads.
const LINE: usize = 256;

/// Most bytes of trailers behind the last chunk.
const TRAILERS: usize = 4096;

/// Reads a body of at most `limit` bytes.
pub(super) fn read(wire: &mut Wire, framing: Framing, limit: u64, deadline: Instant) -> Result<Vec<u8>, Fault> {
    match framing {
        Framing::Empty => Ok(Vec::new()),
        Framing::Length(length) if length > limit => Err(Some(too_large(limit))),
        Framing::Length(length) => exactly(wire, length as usize, deadline),
        Framing::Chunked => chunked(wire, limit, deadline),
    }
}

fn too_large(limit: u64) -> Problem {
    Kind::TooLarge.because(format!("请求体上限 {limit} 字节"), format!("a body may have {limit} bytes"))
}

fn exactly(wire: &mut Wire, length: usize, deadline: Instant) -> Result<Vec<u8>, Fault> {
    while wire.buffer.len() < length {
        more(wire, deadline)?;
    }
    Ok(wire.take(length))
}

fn chunked(wire: &mut Wire, limit: u64, deadline: Instant) -> Result<Vec<u8>, Fault> {
    let mut body = Vec::new();
    loop {
        let size = size(&line(wire, deadline)?)?;
        if size == 0 {
            return trailers(wire, deadline).map(|()| body);
        }
        if size.saturating_add(body.len() as u64) > limit {
            return Err(Some(too_large(limit)));
        }
        body.extend(exactly(wire, size as usize, deadline)?);
        if !line(wire, deadline)?.is_empty() {
            return Err(bad());
        }
    }
}

fn size(line: &[u8]) -> Result<u64, Fault> {
    let digits = line.split(|&byte| byte == b';').next().unwrap_or_default().trim_ascii();
    let text = std::str::from_utf8(digits).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()));
    text.and_then(|text| u64::from_str_radix(text, 16).ok()).ok_or_else(bad)
}

/// Trailers are read and forgotten.
fn trailers(wire: &mut Wire, deadline: Instant) -> Result<(), Fault> {
    let mut read = 0;
    loop {
        let line = line(wire, deadline)?;
        read += line.len();
        match line.is_empty() {
            true => return Ok(()),
            false if read > TRAILERS => return Err(bad()),
            false => {}
        }
    }
}

/// The next line without its end.
fn line(wire: &mut Wire, deadline: Instant) -> Result<Vec<u8>, Fault> {
    loop {
        if let Some(end) = memchr::memmem::find(&wire.buffer, b"\r\n").filter(|&end| end <= LINE) {
            let mut line = wire.take(end + 2);
            line.truncate(end);
            return Ok(line);
        }
        if wire.buffer.len() > LINE {
            return Err(bad());
        }
        more(wire, deadline)?;
    }
}

fn more(wire: &mut Wire, deadline: Instant) -> Result<(), Fault> {
    wire.fill(deadline).map_err(|cut| match cut {
        Cut::Closed => None,
        Cut::Slow => Some(Kind::Slow.problem()),
    })
}

fn bad() -> Fault {
    Some(Kind::BadRequest.problem())
}
