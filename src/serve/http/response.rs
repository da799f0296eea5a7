//! What a client is answered.

use std::borrow::Cow;
use std::io::{self, Write};

/// An answer. Headers that every answer has are added when it is written.
#[derive(Debug)]
pub(in crate::serve) struct Response {
    /// The status code.
    pub(in crate::serve) status: u16,
    /// Names and values; no value comes from a client unescaped.
    pub(in crate::serve) headers: Vec<(&'static str, Cow<'static, str>)>,
    /// The body.
    pub(in crate::serve) body: Cow<'static, [u8]>,
}

/// Nothing may be stored, framed, guessed or fetched from another site.
const ALWAYS: &[(&str, &str)] = &[
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
];

impl Response {
    /// An answer of one media type.
    pub(in crate::serve) fn new(status: u16, media: &'static str, body: impl Into<Cow<'static, [u8]>>) -> Self {
        Response { status, headers: vec![("Content-Type", media.into())], body: body.into() }
    }

    /// The same answer with one more header.
    pub(in crate::serve) fn with(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Writes the answer; without the body for `HEAD`.
    pub(super) fn write(&self, out: &mut dyn Write, close: bool, head_only: bool) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        for (name, value) in ALWAYS {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let connection = if close { "close" } else { "keep-alive" };
        head.push_str(&format!("Content-Length: {}\r\nConnection: {connection}\r\n\r\n", self.body.len()));
        let mut bytes = head.into_bytes();
        if !head_only && self.body.len() < 64 * 1024 {
            // One packet instead of two.
            bytes.extend_from_slice(&self.body);
            out.write_all(&bytes)?;
        } else {
            out.write_all(&bytes)?;
            if !head_only {
                out.write_all(&self.body)?;
            }
        }
        out.flush()
    }
}

/// The phrase that RFC 9110 gives a status.
fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        411 => "Length Required",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        417 => "Expectation Failed",
        421 => "Misdirected Request",
        422 => "Unprocessable Content",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        505 => "HTTP Version Not Supported",
        _ => "",
    }
}
