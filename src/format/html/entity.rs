//! Character references: `&lt;`, `&#48;`, `&#x30;`.

/// What a reference stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::format) enum Entity {
    /// One character, by far the commonest case.
    Char(char),
    /// A name that stands for several characters.
    Text(String),
}

/// Longest name of a character reference in HTML, `&` and `;` excluded.
const LONGEST_NAME: usize = 31;

/// Longest number of a character reference, in digits; leading zeros occur.
const LONGEST_NUMBER: usize = 12;

/// Reads the reference at the start of `text`, which begins with `&`. Returns what it stands for
/// and its length in bytes, or `None` when the `&` is only an `&`.
pub(in crate::format) fn entity(text: &str) -> Option<(Entity, usize)> {
    match text.as_bytes().get(1)? {
        b'#' => numeric(text),
        byte if byte.is_ascii_alphabetic() => named(text),
        _ => None,
    }
}

fn numeric(text: &str) -> Option<(Entity, usize)> {
    let hex = matches!(text.as_bytes().get(2), Some(b'x' | b'X'));
    let (start, radix) = if hex { (3, 16) } else { (2, 10) };
    let digits = text.get(start..)?.bytes().take(LONGEST_NUMBER).take_while(|byte| char::from(*byte).is_digit(radix));
    let end = start + digits.count();
    let code = u32::from_str_radix(text.get(start..end)?, radix).ok()?;
    let semicolon = usize::from(text.as_bytes().get(end) == Some(&b';'));
    Some((Entity::Char(character(code)), end + semicolon))
}

/// The character of a number. Numbers of C1 controls mean Windows-1252 (HTML, numeric character
/// reference end state).
fn character(code: u32) -> char {
    if (0x80..0xa0).contains(&code) {
        let byte = [code as u8];
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
        return text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
    }
    char::from_u32(code).filter(|&char| char != '\0').unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn named(text: &str) -> Option<(Entity, usize)> {
    let len = text[1..].bytes().take(LONGEST_NAME).take_while(u8::is_ascii_alphanumeric).count();
    let name = &text[1..=len];
    let closed = text.as_bytes().get(len + 1) == Some(&b';');
    if let Some(char) = common(name) {
        return Some((Entity::Char(char), len + 1 + usize::from(closed)));
    }
    if !closed {
        return None;
    }
    let whole = &text[..len + 2];
    let decoded = html_escape::decode_html_entities(whole);
    let mut chars = decoded.chars();
    let entity = match (chars.next()?, chars.next()) {
        (char, None) => Entity::Char(char),
        _ if decoded == whole => return None,
        _ => Entity::Text(decoded.into_owned()),
    };
    Some((entity, len + 2))
}

/// Names that pages use all the time, some of them without the semicolon.
fn common(name: &str) -> Option<char> {
    Some(match name {
        "nbsp" => '\u{a0}',
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "ldquo" => '“',
        "rdquo" => '”',
        "middot" => '·',
        "mdash" => '—',
        "ensp" => '\u{2002}',
        "emsp" => '\u{2003}',
        "copy" => '©',
        "times" => '×',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read() {
        for (text, expected) in [
            ("&#48;1", Some(('0', 5))),
            ("&#x30;", Some(('0', 6))),
            ("&#x5BA1", Some(('审', 7))),
            ("&#0000000052;", Some(('4', 13))),
            ("&#151;", Some(('—', 6))),
            ("&#0;", Some(('\u{fffd}', 4))),
            ("&#99999999999;", None),
            ("&nbsp;x", Some(('\u{a0}', 6))),
            ("&nbsp x", Some(('\u{a0}', 5))),
            ("&ast;", Some(('*', 5))),
            ("&hellip;", Some(('…', 8))),
            ("&shy;", Some(('\u{ad}', 5))),
            ("&nosuchname;", None),
            ("&amplitude=1", None),
            ("&", None),
            ("&&", None),
            ("&#", None),
            ("&#x;", None),
        ] {
            assert_eq!(entity(text), expected.map(|(char, len)| (Entity::Char(char), len)), "{text}");
        }
    }

    #[test]
    fn a_name_can_stand_for_two_characters() {
        assert_eq!(entity("&nGt;"), Some((Entity::Text("≫⃒".to_owned()), 5)));
    }
}
