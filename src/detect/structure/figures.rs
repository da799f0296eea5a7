//! Numbers with their units, as sentences and cells write them.

use super::chars::{is_blank, is_han};

/// A number in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Figure<'a> {
    /// Where it begins, in bytes.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// Its value.
    pub(super) value: f64,
    /// Digits behind the point.
    pub(super) decimals: u32,
    /// The Chinese characters right behind it, blanks left out.
    pub(super) unit: &'a str,
}

/// The numbers of a text in ASCII digits, from left to right; `1,234` is one number.
pub(super) fn figures(text: &str) -> Vec<Figure<'_>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let len = number_len(&bytes[at..]);
        let joined = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'.');
        found.extend(Some(()).filter(|()| len > 0 && !joined).and_then(|()| figure(text, at, at + len)));
        at += len.max(1);
    }
    found
}

fn number_len(bytes: &[u8]) -> usize {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut len = 0;
    while digit(len) || (len > 0 && matches!(bytes.get(len), Some(b'.' | b',')) && digit(len + 1)) {
        len += 1;
    }
    len
}

fn figure(text: &str, start: usize, end: usize) -> Option<Figure<'_>> {
    let value = number(&text[start..end])?;
    let decimals = text[start..end].split_once('.').map_or(0, |(_, digits)| digits.len() as u32);
    let rest = text[end..].trim_start_matches(is_blank);
    let unit = rest.find(|char| !is_han(char)).map_or(rest, |len| &rest[..len]);
    Some(Figure { start, end, value, decimals, unit })
}

/// The value of `1234`, `1,234` or `12.5`; `None` for anything else.
pub(super) fn number(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    if !plain || text.is_empty() || text.len() > 18 {
        return None;
    }
    if text.contains(',') { text.replace(',', "").parse().ok() } else { text.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_carry_their_units() {
        let found = figures("共检查 1,234 个单位，合格率84.21%，见GB12");
        let short: Vec<_> = found.iter().map(|figure| (figure.value, figure.unit, figure.decimals)).collect();
        assert_eq!(short, [(1234.0, "个单位", 0), (84.21, "", 2)]);
    }
}
