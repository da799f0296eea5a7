//! Numbers and text in little-endian streams. Nothing here can fail but by saying so.

/// Two bytes as a number.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// Four bytes as a number.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// Eight bytes as a floating point number.
pub(super) fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

/// UTF-16, little-endian.
pub(super) fn utf16(bytes: &[u8]) -> String {
    encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
}

/// Characters below 256, as Word and Excel compress them; GBK where they are pairs of it.
pub(super) fn narrow(bytes: &[u8]) -> String {
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
}

/// Runs of readable text, wide or narrow, that a record without a known shape holds.
pub(super) fn runs(bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    let narrow = bytes.split(|byte| !(0x20..0x7f).contains(byte)).filter(|run| run.len() >= LEAST);
    found.extend(narrow.map(|run| String::from_utf8_lossy(run).into_owned()));
    for start in [0, 1] {
        let units =
            bytes.get(start..).unwrap_or_default().chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        let text: String = char::decode_utf16(units).map(|char| char.unwrap_or('\0')).collect();
        let readable = |char: char| {
            char.is_ascii_graphic()
                || char == ' '
                || ('\u{3000}'..='\u{9fff}').contains(&char)
                || ('\u{ff00}'..='\u{ffef}').contains(&char)
        };
        let runs = text.split(|char| !readable(char)).filter(|run| run.chars().count() >= LEAST);
        // At the wrong offset ASCII looks like rare Han characters: a digit or letter proves the right one.
        found.extend(runs.filter(|run| run.chars().any(|char| char.is_ascii_alphanumeric())).map(str::to_owned));
    }
    found
}

/// Shortest run of readable text that is kept, in characters.
const LEAST: usize = 6;
