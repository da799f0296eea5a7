//! Which attributes hold text worth reading, and what they say about visibility.

use crate::document::Hidden;

/// Attributes that are written for people.
const WRITTEN: &[&str] = &["title", "alt", "value", "placeholder", "content", "label", "summary", "aria-label"];

/// Attributes that only draw.
const DRAWN: &[&str] = &["style", "class", "d", "points", "viewbox", "transform", "integrity", "nonce", "srcset"];

/// Digits from which a value of any other attribute is read.
const DIGITS: usize = 7;

/// Digits from which a value written for people is read.
const WRITTEN_DIGITS: usize = 4;

/// True when the value of attribute `name` is worth reading. Most values are not, and say so at once.
pub(in crate::format) fn is_worth(name: &str, value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let references =
        || memchr::memchr_iter(b'&', value.as_bytes()).any(|at| value.as_bytes().get(at + 1) == Some(&b'#'));
    let wide = !value.is_ascii() || references();
    if !wide && digits < WRITTEN_DIGITS || value.starts_with("data:") {
        return false;
    }
    let is = |names: &[&str]| names.iter().any(|other| name.eq_ignore_ascii_case(other));
    if is(DRAWN) {
        return false;
    }
    let data = name.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data-"));
    wide || digits >= DIGITS || is(WRITTEN) || data
}

/// Why the value of attribute `name` (in lower case) is not seen; `None` when the page shows it.
pub(super) fn hidden(is_meta: bool, name: &str, hidden_input: bool) -> Option<Hidden> {
    match name {
        "value" | "placeholder" if hidden_input => Some(Hidden::Style),
        "value" | "placeholder" => None,
        "alt" => Some(Hidden::Alternative),
        "href" | "src" | "action" | "cite" => Some(Hidden::Reference),
        "content" if is_meta => Some(Hidden::Metadata),
        _ => Some(Hidden::Attribute),
    }
}

/// Why an element with this inline style is not seen, if it is not. Only what the style says by
/// itself: white letters count where the background is white in the same style.
pub(super) fn hidden_by_style(style: &str) -> Option<Hidden> {
    let mut white = (false, false);
    for declaration in style.split(';') {
        let Some((property, value)) = declaration.split_once(':') else { continue };
        let (property, value) = (property.trim(), value.trim());
        let is = |name: &str| property.eq_ignore_ascii_case(name);
        let says = |word: &str| value.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        if is("display") && says("none") || is("visibility") && (says("hidden") || says("collapse")) {
            return Some(Hidden::Style);
        }
        let off_page = is("text-indent") || is("left") || is("top") || is("margin-left");
        if (is("font-size") || is("opacity")) && is_zero(value) || off_page && says("-999") {
            return Some(Hidden::Invisible);
        }
        white.0 |= is("color") && is_white(value);
        white.1 |= (is("background") || is("background-color")) && is_white(value);
    }
    (white == (true, true)).then_some(Hidden::Invisible)
}

fn is_zero(value: &str) -> bool {
    let value = value.split('!').next().unwrap_or_default().trim();
    let number = value.trim_end_matches(|char: char| char.is_ascii_alphabetic() || char == '%');
    !number.is_empty() && number.bytes().all(|byte| matches!(byte, b'0' | b'.'))
}

fn is_white(value: &str) -> bool {
    const WHITE: [&str; 4] = ["white", "#fff", "#ffffff", "rgb(255,255,255)"];
    let dense: String = value.split('!').next().unwrap_or_default().split_whitespace().collect();
    WHITE.iter().any(|white| dense.eq_ignore_ascii_case(white))
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
            !is_worth("STYLE", "color:#000000;font-family:宋体")
                && !is_worth("d", "M0000000 1")
                && !is_worth("id", "a1")
        );
    }
}
