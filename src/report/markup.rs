//! Escapes that several reports need.

/// Text as the content or a quoted attribute of XML and HTML. Characters that XML cannot hold
/// become the replacement character.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' => escaped.push(char),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            char if char.is_control() => escaped.push('\u{fffd}'),
            char => escaped.push(char),
        }
    }
    escaped
}

/// A path as a relative or absolute URI: every byte that is not plain in a path is percent-encoded.
pub(super) fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let scheme = if path.starts_with('/') { "file://" } else { "" };
    let encoded = path.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    });
    scheme.chars().map(String::from).chain(encoded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text_again() {
        assert_eq!(escape("<a href='x'>&\u{1}</a>"), "&lt;a href=&#39;x&#39;&gt;&amp;\u{fffd}&lt;/a&gt;");
    }

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("./公示/a b.html"), "%E5%85%AC%E7%A4%BA/a%20b.html");
        assert_eq!(uri("/srv/a"), "file:///srv/a");
    }
}
