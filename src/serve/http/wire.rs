//! Bytes from a socket, each wait with an end.

use std::io::{self, Read};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// One read from the system.
const CHUNK: usize = 64 * 1024;

/// Longest wait after which a stop is noticed.
const GLANCE: Duration = Duration::from_millis(200);

/// Why no more bytes come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// The client has closed its side, or the connection broke.
    Closed,
    /// The time for it is over.
    Slow,
}

/// The reading side of a connection.
pub(super) struct Wire {
    stream: TcpStream,
    /// Read and not yet used.
    pub(super) buffer: Vec<u8>,
}

impl Wire {
    pub(super) fn new(stream: TcpStream) -> Self {
        Wire { stream, buffer: Vec::new() }
    }

    /// Reads once into the buffer.
    pub(super) fn fill(&mut self, deadline: Instant) -> Result<(), Cut> {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(Cut::Slow);
        }
        self.stream.set_read_timeout(Some(left)).map_err(|_| Cut::Closed)?;
        let used = self.buffer.len();
        self.buffer.resize(used + CHUNK, 0);
        let read = self.stream.read(&mut self.buffer[used..]);
        self.buffer.truncate(used + read.as_ref().copied().unwrap_or(0));
        match read {
            Ok(0) => Err(Cut::Closed),
            Ok(_) => Ok(()),
            Err(error) => Err(cut(&error)),
        }
    }

    /// Waits for the first byte of a request; gives up early when `stopped` says so.
    pub(super) fn wait(&mut self, idle: Duration, stopped: &dyn Fn() -> bool) -> Result<(), Cut> {
        let end = Instant::now() + idle;
        while self.buffer.is_empty() {
            let glance = end.min(Instant::now() + GLANCE);
            match self.fill(glance) {
                Err(Cut::Slow) if Instant::now() < end && !stopped() => {}
                Err(cut) => return Err(cut),
                Ok(()) => {}
            }
        }
        Ok(())
    }

    /// Takes the first `length` bytes of the buffer.
    pub(super) fn take(&mut self, length: usize) -> Vec<u8> {
        let rest = self.buffer.split_off(length.min(self.buffer.len()));
        std::mem::replace(&mut self.buffer, rest)
    }
}

fn cut(error: &io::Error) -> Cut {
    match error.kind() {
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => Cut::Slow,
        _ => Cut::Closed,
    }
}
