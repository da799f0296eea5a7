//! Which attributes hold text worth reading, and what they say about visibility.

use crate::document::Hidden;

/// Attributes that are written for people.
const WRITTEN: &[&str] = &["title", "alt", "value", "placeholder", "content", "label", "summary", "aria-label"];

/// Attributes that only draw.
const DRAWN: &[&str] = &["style", "class", "d", "points", "viewbox", "transform", "integrity", "nonce", "srcset"];

/// Digits from which a value of any other attribute is read.
const DIGITS: usize = 7;

/// True when the value of attribute `name` (in lower case) is worth reading.
pub(super) fn is_worth(name: &str, value: &str) -> bool {
    let wide = !value.is_ascii() || value.contains("&#");
    if DRAWN.contains(&name) || value.starts_with("data:") {
        return wide && name == "style";
    }
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let written = WRITTEN.contains(&name) || name.starts_with("data-");
    wide || digits >= DIGITS || written && digits >= 4
}

/// Why the value of attribute `name` of element `element` is not seen; `None` when the page shows it.
pub(super) fn hidden(element: &str, name: &str, hidden_input: bool) -> Option<Hidden> {
    match name {
        "value" | "placeholder" if hidden_input => Some(Hidden::Style),
        "value" | "placeholder" => None,
        "alt" => Some(Hidden::Alternative),
        "href" | "src" | "action" | "cite" => Some(Hidden::Reference),
        "content" if element == "meta" => Some(Hidden::Metadata),
        _ => Some(Hidden::Attribute),
    }
}

/// Why an element with this inline style is not seen, if it is not. Only what the style says by
/// itself: white letters count where the background is white in the same style.
pub(super) fn hidden_by_style(style: &str) -> Option<Hidden> {
    const MARKS: &[&str] = &["none", "hidden", "0", "fff", "white", "-9"];
    let lower = style.to_ascii_lowercase();
    if !MARKS.iter().any(|mark| lower.contains(mark)) {
        return None;
    }
    let dense: String = lower.split_ascii_whitespace().collect();
    let mut white = (false, false);
    for declaration in dense.split(';') {
        let Some((property, value)) = declaration.split_once(':') else { continue };
        let value = value.trim_end_matches("!important");
        match (property, value) {
            ("display", "none") | ("visibility", "hidden" | "collapse") => return Some(Hidden::Style),
            ("font-size" | "opacity", value) if is_zero(value) => return Some(Hidden::Invisible),
            ("left" | "top" | "text-indent" | "margin-left", value) if value.starts_with("-999") => {
                return Some(Hidden::Invisible);
            }
            ("color", value) if is_white(value) => white.0 = true,
            ("background" | "background-color", value) if is_white(value) => white.1 = true,
            _ => {}
        }
    }
    (white == (true, true)).then_some(Hidden::Invisible)
}

fn is_zero(value: &str) -> bool {
    let number = value.trim_end_matches(|char: char| char.is_ascii_alphabetic() || char == '%');
    !number.is_empty() && number.bytes().all(|byte| matches!(byte, b'0' | b'.'))
}

fn is_white(value: &str) -> bool {
    matches!(value, "white" | "#fff" | "#ffffff" | "rgb(255,255,255)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_hide() {
        for (style, expected) in [
            ("display: none", Some(Hidden::Style)),
            ("color:red; VISIBILITY:hidden !important", Some(Hidden::Style)),
            ("font-size:0px", Some(Hidden::Invisible)),
            ("opacity:0.0", Some(Hidden::Invisible)),
            ("font-size:10px;opacity:0.5", None),
            ("color:#FFF;background-color:white", Some(Hidden::Invisible)),
            ("color:#fff;background:#c00", None),
            ("color:#fff", None),
            ("text-indent:-9999px", Some(Hidden::Invisible)),
            ("text-indent:2em", None),
        ] {
            assert_eq!(hidden_by_style(style), expected, "{style}");
        }
    }

    #[test]
    fn drawing_is_not_read() {
        assert!(is_worth("title", "某甲") && is_worth("data-phone", "0000 1") && is_worth("href", "/x/0000000.html"));
        assert!(
            !is_worth("style", "color:#000000;margin:1px") && !is_worth("d", "M0000000 1") && !is_worth("id", "a1")
        );
    }
}
