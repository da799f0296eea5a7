//! The request line and the headers, and how long the body will be (RFC 9112).

use std::time::Instant;

use super::request::{Request, Sizes};
use super::wire::{Cut, Wire};
use crate::serve::problem::{Kind, Problem};

/// Most headers of a request.
const HEADERS: usize = 64;

/// How the end of the body is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    /// There is none.
    Empty,
    /// This many bytes.
    Length(u64),
    /// Chunks (RFC 9112, 7.1).
    Chunked,
}

/// A head, and what it says about the connection.
pub(super) struct Head {
    pub(super) request: Request,
    pub(super) framing: Framing,
    /// The client waits for `100 Continue` before it sends the body.
    pub(super) expects: bool,
    /// The client will not ask again.
    pub(super) last: bool,
}

/// Why a request cannot be served; `None` when there is nobody to tell.
pub(super) type Fault = Option<Problem>;

/// Reads a head. The bytes behind it stay in the buffer.
pub(super) fn read(wire: &mut Wire, sizes: Sizes, deadline: Instant) -> Result<Head, Fault> {
    loop {
        if let Some((length, head)) = parse(&wire.buffer, sizes)? {
            wire.take(length);
            return Ok(head);
        }
        if wire.buffer.len() > sizes.head {
            return Err(Some(Kind::HeadTooLarge.problem()));
        }
        wire.fill(deadline).map_err(|cut| match cut {
            Cut::Closed => None,
            Cut::Slow => Some(Kind::Slow.problem()),
        })?;
    }
}

/// `None` when the head is not complete.
fn parse(bytes: &[u8], sizes: Sizes) -> Result<Option<(usize, Head)>, Fault> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut parsed = httparse::Request::new(&mut headers);
    let length = match parsed.parse(bytes) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(error) => return Err(Some(of(error))),
    };
    if length > sizes.head {
        return Err(Some(Kind::HeadTooLarge.problem()));
    }
    head(&parsed, sizes).map(|head| Some((length, head))).map_err(Some)
}

fn of(error: httparse::Error) -> Problem {
    match error {
        httparse::Error::TooManyHeaders => Kind::HeadTooLarge,
        httparse::Error::Version => Kind::Version,
        _ => Kind::BadRequest,
    }
    .problem()
}

fn head(parsed: &httparse::Request<'_, '_>, sizes: Sizes) -> Result<Head, Problem> {
    let target = parsed.path.unwrap_or_default();
    if target.len() > sizes.target {
        return Err(Kind::TargetTooLong.problem());
    }
    // The absolute form is for proxies; a second authority could contradict the first.
    if !target.starts_with('/') {
        return Err(Kind::BadRequest.problem());
    }
    let path = target.split('?').next().unwrap_or_default();
    let headers = parsed.headers.iter().map(header).collect::<Option<_>>().ok_or_else(|| Kind::BadRequest.problem())?;
    let method = parsed.method.unwrap_or_default().to_owned();
    let request = Request { method, path: path.to_owned(), headers, body: Vec::new() };
    let framing = framing(&request)?;
    let says = |word: &str| {
        request
            .all("connection")
            .flat_map(|value| value.split(','))
            .any(|token| token.trim().eq_ignore_ascii_case(word))
    };
    let last = says("close") || (parsed.version == Some(0) && !says("keep-alive"));
    let expects = expects(&request)?;
    Ok(Head { framing, expects, last, request })
}

fn header(header: &httparse::Header<'_>) -> Option<(String, String)> {
    let value = std::str::from_utf8(header.value).ok()?;
    Some((header.name.to_ascii_lowercase(), value.trim().to_owned()))
}

/// Two ways to say where the body ends are how requests are smuggled past a proxy: refused.
fn framing(request: &Request) -> Result<Framing, Problem> {
    let mut lengths = request.all("content-length");
    let mut codings = request.all("transfer-encoding");
    match (lengths.next(), codings.next()) {
        (None, None) => Ok(Framing::Empty),
        (Some(length), None) if lengths.next().is_none() => length_of(length),
        (None, Some(coding)) if codings.next().is_none() => match coding.eq_ignore_ascii_case("chunked") {
            true => Ok(Framing::Chunked),
            false => Err(Kind::Coding.problem()),
        },
        _ => Err(Kind::BadRequest.problem()),
    }
}

fn length_of(value: &str) -> Result<Framing, Problem> {
    let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    let length = value.parse().ok().filter(|_| digits);
    length.map(Framing::Length).ok_or_else(|| Kind::BadRequest.problem())
}

fn expects(request: &Request) -> Result<bool, Problem> {
    match request.header("expect") {
        None => Ok(false),
        Some(value) if value.eq_ignore_ascii_case("100-continue") => Ok(true),
        Some(_) => Err(Kind::Expectation.problem()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZES: Sizes = Sizes { head: 1024, target: 64, body: 1024 };

    fn read(text: &str) -> Result<Head, &'static str> {
        match parse(text.as_bytes(), SIZES) {
            Ok(Some((_, head))) => Ok(head),
            Ok(None) => Err(""),
            Err(fault) => Err(fault.map_or("", |problem| problem.kind.id())),
        }
    }

    #[test]
    fn a_head_is_taken_apart() {
        let head = read("POST /v1/check?a=1 HTTP/1.1\r\nHOST: x\r\nContent-Length: 12\r\n\r\n").unwrap();
        assert_eq!(head.request.path, "/v1/check");
        assert_eq!((head.request.header("host"), head.framing), (Some("x"), Framing::Length(12)));
        assert!(!head.last && !head.expects);
    }

    #[test]
    fn what_has_two_meanings_is_refused() {
        for (headers, id) in [
            ("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", "bad-request"),
            ("Content-Length: 1\r\nContent-Length: 2\r\n", "bad-request"),
            ("Content-Length: +1\r\n", "bad-request"),
            ("Transfer-Encoding: gzip, chunked\r\n", "transfer-coding"),
            ("Expect: tea\r\n", "expectation"),
        ] {
            let found = read(&format!("POST / HTTP/1.1\r\n{headers}\r\n")).err();
            assert_eq!(found, Some(id), "{headers}");
        }
        assert_eq!(read("GET http://evil/ HTTP/1.1\r\n\r\n").err(), Some("bad-request"));
        assert_eq!(read("GET / HTTP/2.0\r\n\r\n").err(), Some("http-version"));
        assert_eq!(read(&format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(64))).err(), Some("target-too-long"));
    }
}
