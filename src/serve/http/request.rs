//! What a client asks.

/// A request whose head was understood and whose body, if any, was read.
#[derive(Debug, Default)]
pub(in crate::serve) struct Request {
    /// `GET`, `POST`, …
    pub(in crate::serve) method: String,
    /// The path without query, still percent-encoded: routes are plain ASCII.
    pub(in crate::serve) path: String,
    /// Names in lower case, values as sent.
    pub(in crate::serve) headers: Vec<(String, String)>,
    /// The body, chunks joined.
    pub(in crate::serve) body: Vec<u8>,
}

/// How long the parts of a request may be.
#[derive(Clone, Copy, Debug)]
pub(in crate::serve) struct Sizes {
    /// Bytes of the request line and the headers.
    pub(in crate::serve) head: usize,
    /// Bytes of the target in the request line.
    pub(in crate::serve) target: usize,
    /// Bytes of the body.
    pub(in crate::serve) body: u64,
}

impl Request {
    /// The value of a header that may stand once.
    pub(in crate::serve) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Every value of a header.
    pub(in crate::serve) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The media type of the body in lower case, without parameters.
    pub(in crate::serve) fn media_type(&self) -> String {
        let value = self.header("content-type").unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// True when the client reads English and not Chinese first.
    pub(in crate::serve) fn wants_english(&self) -> bool {
        self.header("accept-language").is_some_and(|value| value.trim_start().to_ascii_lowercase().starts_with("en"))
    }
}
