//! Strings of Excel 97 to 2003 (MS-XLS 2.5.293), which may be cut anywhere by the end of a record.

use super::bytes::{narrow, u16_at, u32_at, utf16};

/// A record and those that continue it.
pub(super) struct Parts<'a> {
    parts: Vec<&'a [u8]>,
    part: usize,
    at: usize,
}

impl<'a> Parts<'a> {
    pub(super) fn new(parts: Vec<&'a [u8]>) -> Self {
        Parts { parts, part: 0, at: 0 }
    }

    fn left(&self) -> usize {
        self.parts.get(self.part).map_or(0, |part| part.len().saturating_sub(self.at))
    }

    /// Goes on to the next part when this one is used up; false at the end.
    fn advance(&mut self) -> bool {
        while self.left() == 0 {
            if self.part + 1 >= self.parts.len() {
                return false;
            }
            self.part += 1;
            self.at = 0;
        }
        true
    }

    fn byte(&mut self) -> Option<u8> {
        self.advance().then(|| {
            self.at += 1;
            self.parts[self.part][self.at - 1]
        })
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from(self.byte()?) | u16::from(self.byte()?) << 8)
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn skip(&mut self, mut count: usize) {
        while count > 0 && self.advance() {
            let step = count.min(self.left());
            self.at += step;
            count -= step;
        }
    }

    /// A string with its length in two bytes.
    pub(super) fn string(&mut self) -> Option<String> {
        let length = usize::from(self.u16()?);
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { usize::from(self.u16()?) } else { 0 };
        let extra = if flags & 4 != 0 { self.u32()? as usize } else { 0 };
        let text = self.chars(length, flags & 1 != 0);
        self.skip(runs * 4 + extra);
        Some(text)
    }

    /// `length` characters; a part that continues them says anew whether they are wide.
    fn chars(&mut self, length: usize, mut wide: bool) -> String {
        let mut text = String::new();
        let mut missing = length;
        while missing > 0 {
            if self.left() == 0 {
                if !self.advance() {
                    break;
                }
                wide = self.byte().unwrap_or_default() & 1 != 0;
            }
            let width = if wide { 2 } else { 1 };
            let count = missing.min(self.left() / width);
            if count == 0 {
                self.at += self.left();
                continue;
            }
            let bytes = &self.parts[self.part][self.at..self.at + count * width];
            text.push_str(&if wide { utf16(bytes) } else { narrow(bytes) });
            self.at += count * width;
            missing -= count;
        }
        text
    }
}

/// The shared strings of a workbook, and whether some are lost: fewer than their count, or bytes left over.
pub(super) fn shared(parts: Vec<&[u8]>) -> (Vec<String>, bool) {
    let count = parts.first().and_then(|first| u32_at(first, 4)).unwrap_or_default() as usize;
    let mut parts = Parts::new(parts);
    parts.skip(8);
    let mut strings = Vec::new();
    while strings.len() < count {
        let Some(text) = parts.string() else { break };
        strings.push(text);
    }
    let lost = strings.len() < count || parts.advance();
    (strings, lost)
}

/// A string at `at` whose length takes one byte (`short`) or two.
pub(super) fn string_at(bytes: &[u8], at: usize, short: bool) -> Option<String> {
    let (length, at) = match short {
        true => (usize::from(*bytes.get(at)?), at + 1),
        false => (usize::from(u16_at(bytes, at)?), at + 2),
    };
    let wide = bytes.get(at)? & 1 != 0;
    let body = bytes.get(at + 1..)?;
    let size = (length * if wide { 2 } else { 1 }).min(body.len());
    Some(if wide { utf16(&body[..size]) } else { narrow(&body[..size]) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_goes_on_in_the_next_record() {
        let first = [1, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, b'1', b'2'];
        let second = [1, b'3', 0, b'4', 0];
        assert_eq!(shared(vec![&first, &second]), (vec!["1234".to_owned()], false));
        assert_eq!(shared(vec![&first]), (vec!["12".to_owned()], false));
        assert!(shared(vec![&first, &second, &[0, 0]]).1);
        assert!(shared(vec![&[1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, b'1']]).1);
    }
}
