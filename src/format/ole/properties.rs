//! Property sets (MS-OLEPS): the texts of a document's properties.

use super::bytes::{u16_at, u32_at, utf16};

/// A property set has this many properties at most.
const MOST: u32 = 1_000;

/// Every text in the stream's property sets, in their order.
pub(super) fn texts(stream: &[u8]) -> Vec<String> {
    let sets = u32_at(stream, 24).unwrap_or_default().min(2) as usize;
    let offsets = (0..sets).filter_map(|set| u32_at(stream, 28 + set * 20 + 16));
    offsets.flat_map(|offset| set(stream.get(offset as usize..).unwrap_or_default())).collect()
}

fn set(bytes: &[u8]) -> Vec<String> {
    let count = u32_at(bytes, 4).unwrap_or_default().min(MOST) as usize;
    let values = (0..count).filter_map(|index| u32_at(bytes, 8 + index * 8 + 4));
    let wide = (0..count).any(|index| {
        let at = u32_at(bytes, 8 + index * 8 + 4).unwrap_or_default() as usize;
        u32_at(bytes, 8 + index * 8) == Some(1) && u16_at(bytes, at + 4) == Some(1200)
    });
    let utf8 = (0..count).any(|index| {
        let at = u32_at(bytes, 8 + index * 8 + 4).unwrap_or_default() as usize;
        u32_at(bytes, 8 + index * 8) == Some(1) && u16_at(bytes, at + 4) == Some(65001)
    });
    values.filter_map(|at| value(bytes, at as usize, wide, utf8)).filter(|text| !text.trim().is_empty()).collect()
}

/// A text value: `VT_LPSTR` in the set's code page, or `VT_LPWSTR`.
fn value(bytes: &[u8], at: usize, wide: bool, utf8: bool) -> Option<String> {
    let length = u32_at(bytes, at + 4)? as usize;
    let body = bytes.get(at + 8..)?;
    let text = match u32_at(bytes, at)? {
        30 if wide => utf16(&body[..length.min(body.len())]),
        30 if utf8 => String::from_utf8_lossy(&body[..length.min(body.len())]).into_owned(),
        30 => encoding_rs::GBK.decode_without_bom_handling(&body[..length.min(body.len())]).0.into_owned(),
        31 => utf16(&body[..length.saturating_mul(2).min(body.len())]),
        _ => return None,
    };
    Some(text.trim_end_matches('\0').to_owned())
}
