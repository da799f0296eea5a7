//! Messages in a pipe: bytes behind their number. A message of no bytes ends an answer.

use std::io::{self, Read, Write};

/// Writes a message.
pub(super) fn write(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    out.write_all(&(bytes.len() as u64).to_le_bytes())?;
    out.write_all(bytes)
}

/// Reads a message of at most `most` bytes.
pub(super) fn read(input: &mut impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut length = [0; 8];
    input.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    if length > most {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(length as usize).map_err(|_| io::ErrorKind::OutOfMemory)?;
    input.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_come_as_they_went() {
        let mut pipe = Vec::new();
        write(&mut pipe, b"abc").unwrap();
        write(&mut pipe, b"").unwrap();
        let mut rest = &pipe[..];
        assert_eq!((read(&mut rest, 3).unwrap(), read(&mut rest, 3).unwrap()), (b"abc".to_vec(), Vec::new()));
        assert!(read(&mut rest, 3).is_err(), "the pipe is empty");
    }

    #[test]
    fn what_is_cut_or_too_long_is_refused() {
        let mut pipe = Vec::new();
        write(&mut pipe, b"abcd").unwrap();
        assert!(read(&mut &pipe[..], 3).is_err());
        assert!(read(&mut &pipe[..pipe.len() - 1], 4).is_err());
        assert!(read(&mut &u64::MAX.to_le_bytes()[..], u64::MAX).is_err(), "so much memory there is not");
    }
}
