//! `multipart/form-data` (RFC 7578) that is in memory already.

use memchr::memmem;

/// Most parts of a form.
const PARTS: usize = 1_000;

/// One part of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part<'a> {
    /// The field.
    pub(super) name: String,
    /// The file's name, when the part is a file.
    pub(super) file: Option<String>,
    /// The content.
    pub(super) bytes: &'a [u8],
}

/// The boundary that a `Content-Type` announces.
pub(super) fn boundary(content_type: &str) -> Option<String> {
    let value = parameter(content_type, "boundary")?;
    (!value.is_empty() && value.len() <= 70 && value.is_ascii()).then_some(value)
}

/// The parts in their order; `None` when the body is no form of that boundary.
pub(super) fn parts<'a>(body: &'a [u8], boundary: &str) -> Option<Vec<Part<'a>>> {
    let (opening, between) = (format!("--{boundary}"), format!("\r\n--{boundary}"));
    let mut rest = body.strip_prefix(opening.as_bytes())?;
    let finder = memmem::Finder::new(&between);
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        let content = rest.strip_prefix(b"\r\n")?;
        let end = finder.find(content)?;
        parts.push(part(&content[..end])?);
        rest = &content[end + between.len()..];
        if parts.len() > PARTS {
            return None;
        }
    }
    Some(parts)
}

fn part(bytes: &[u8]) -> Option<Part<'_>> {
    let (head, bytes) = match bytes.strip_prefix(b"\r\n") {
        Some(bytes) => (&b""[..], bytes),
        None => {
            let end = memmem::find(bytes, b"\r\n\r\n")?;
            (&bytes[..end], &bytes[end + 4..])
        }
    };
    let head = std::str::from_utf8(head).ok()?;
    let disposition = head.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("content-disposition").then_some(value)
    })?;
    let file = parameter(disposition, "filename*").and_then(|value| extended(&value));
    let file = file.or_else(|| parameter(disposition, "filename"));
    Some(Part { name: parameter(disposition, "name")?, file, bytes })
}

/// A parameter of a header: a token, or a quoted string in which `\"` and `%22` stand for quotes.
fn parameter(header: &str, wanted: &str) -> Option<String> {
    let mut rest = header;
    while let Some((_, after)) = rest.split_once(';') {
        let after = after.trim_start();
        let (name, value) = after.split_once('=')?;
        let (value, behind) = value.strip_prefix('"').map_or_else(|| token(value), quoted);
        if name.trim().eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = behind;
    }
    None
}

fn token(text: &str) -> (String, &str) {
    let end = text.find(';').unwrap_or(text.len());
    (text[..end].trim().to_owned(), &text[end..])
}

fn quoted(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, char)) = chars.next() {
        match char {
            '"' => return (value.replace("%22", "\""), &text[at + 1..]),
            '\\' if text[at + 1..].starts_with(['"', '\\']) => value.extend(chars.next().map(|(_, char)| char)),
            char => value.push(char),
        }
    }
    (value, "")
}

/// `UTF-8''%E5%90%8D.docx` (RFC 8187).
fn extended(value: &str) -> Option<String> {
    let encoded = value.strip_prefix("UTF-8''").or_else(|| value.strip_prefix("utf-8''"))?;
    let mut bytes = Vec::new();
    let mut rest = encoded.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_taken_apart() {
        let body = "--x\r\nContent-Disposition: form-data; name=\"options\"\r\n\r\n{}\r\n--x\r\n\
            Content-Type: text/plain\r\ncontent-disposition: form-data; name=\"file\"; filename=\"甲;\\\"乙%22.txt\"\r\n\r\n\
            第一行\r\n--y\r\n\r\n--x--\r\n";
        let parts = parts(body.as_bytes(), "x").unwrap();
        assert_eq!((parts[0].name.as_str(), parts[0].bytes), ("options", &b"{}"[..]));
        assert_eq!(parts[1].file.as_deref(), Some("甲;\"乙\".txt"));
        assert_eq!(parts[1].bytes, "第一行\r\n--y\r\n".as_bytes());
    }

    #[test]
    fn what_is_no_form_is_refused() {
        for body in ["", "--x", "--x\r\n", "--x\r\nno head\r\n--x--", "--y--", "--x\r\nA: b\r\n\r\nx\r\n--x--"] {
            assert_eq!(parts(body.as_bytes(), "x"), None, "{body}");
        }
        assert_eq!(parts(b"--x--", "x"), Some(vec![]));
    }

    #[test]
    fn boundaries_and_extended_names_are_read() {
        assert_eq!(boundary("multipart/form-data; charset=utf-8; boundary=\"a b\"").as_deref(), Some("a b"));
        assert_eq!(boundary("multipart/form-data"), None);
        let head = "form-data; name=f; filename*=UTF-8''%E5%90%8D.txt; filename=\"x\"";
        assert_eq!(parameter(head, "filename*").and_then(|value| extended(&value)).as_deref(), Some("名.txt"));
    }
}
