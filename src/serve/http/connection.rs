//! One connection: request after request, until one side has had enough.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use super::head::{self, Fault, Head};
use super::request::{Request, Sizes};
use super::response::Response;
use super::wire::Wire;
use super::{Patience, body};
use crate::serve::problem::{Kind, Problem};

/// What answers requests.
pub(in crate::serve) trait Served: Send + Sync + 'static {
    /// How long requests may be.
    fn sizes(&self) -> Sizes;

    /// Looks at the head alone. A refusal here spares reading the body, and ends the connection.
    ///
    /// # Errors
    /// The refusal.
    fn admit(&self, request: &Request) -> Result<(), Problem>;

    /// Holds room for a body of this length until the returned value is dropped.
    ///
    /// # Errors
    /// The refusal when there is none.
    fn room(&self, bytes: u64) -> Result<Box<dyn Send>, Problem>;

    /// Answers a whole request.
    fn answer(&self, request: &Request) -> Response;

    /// Hears of a request that was refused before it could be answered.
    fn refused(&self, request: Option<&Request>, problem: &Problem) -> Response;
}

/// Serves one connection to its end.
pub(super) fn serve(stream: TcpStream, patience: &Patience, served: &dyn Served, stopped: &dyn Fn() -> bool) {
    let prepared = stream.set_write_timeout(Some(patience.write)).and_then(|()| stream.set_nodelay(true));
    let Ok((mut out, reading)) = prepared.and_then(|()| Ok((stream.try_clone()?, stream))) else { return };
    let mut wire = Wire::new(reading);
    while wire.wait(patience.idle, stopped).is_ok() {
        match exchange(&mut wire, &mut out, patience, served) {
            Ok(true) if !stopped() => {}
            Ok(_) => break,
            Err(refused) => {
                let (request, fault) = *refused;
                if let Some(problem) = fault {
                    let response = served.refused(request.as_ref(), &problem);
                    let _ = response.write(&mut out, true, false);
                    linger(&mut out);
                }
                break;
            }
        }
    }
    let _ = out.shutdown(Shutdown::Both);
}

/// A request that was refused, as far as it was understood, and why.
type Refused = (Option<Request>, Fault);

/// Reads one request and answers it; false when the connection ends with it.
fn exchange(
    wire: &mut Wire,
    out: &mut TcpStream,
    patience: &Patience,
    served: &dyn Served,
) -> Result<bool, Box<Refused>> {
    let sizes = served.sizes();
    let head = head::read(wire, sizes, Instant::now() + patience.head);
    let Head { mut request, framing, expects, last } = head.map_err(|fault| Box::new((None, fault)))?;
    let read = served.admit(&request).map_err(Some).and_then(|()| {
        let room = served.room(expected(framing, sizes)).map_err(Some)?;
        if expects {
            out.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").map_err(|_| None)?;
        }
        Ok((body::read(wire, framing, sizes.body, Instant::now() + patience.body)?, room))
    });
    let _room = match read {
        Ok((bytes, room)) => {
            request.body = bytes;
            room
        }
        Err(fault) => return Err(Box::new((Some(request), fault))),
    };
    let response = answer(served, &request);
    let close = last || response.status == 500;
    let written = response.write(out, close, request.method == "HEAD");
    Ok(written.is_ok() && !close)
}

fn expected(framing: head::Framing, sizes: Sizes) -> u64 {
    match framing {
        head::Framing::Empty => 0,
        head::Framing::Length(length) => length.min(sizes.body),
        head::Framing::Chunked => sizes.body,
    }
}

/// A handler's own fault costs one request.
fn answer(served: &dyn Served, request: &Request) -> Response {
    let answered = catch_unwind(AssertUnwindSafe(|| served.answer(request)));
    answered.unwrap_or_else(|_| served.refused(Some(request), &Kind::Internal.problem()))
}

/// Reads a little of what the client still sends, so that it sees the refusal and not a reset.
fn linger(out: &mut TcpStream) {
    const MOST: usize = 256 * 1024;
    let _ = out.shutdown(Shutdown::Write);
    let _ = out.set_read_timeout(Some(Duration::from_millis(100)));
    let (mut read, mut scrap) = (0, [0; 8192]);
    let end = Instant::now() + Duration::from_secs(1);
    while let Ok(more @ 1..) = out.read(&mut scrap) {
        read += more;
        if read > MOST || Instant::now() > end {
            return;
        }
    }
}
