//! A set of pairs of symbols, exact and small: for each first symbol the second ones in rising
//! order, everything as the difference to the one before in LEB128.

/// The bytes of a set of pairs.
pub(super) fn to_bytes(pairs: impl Iterator<Item = [u16; 2]>) -> Vec<u8> {
    let mut pairs: Vec<_> = pairs.collect();
    pairs.sort_unstable();
    pairs.dedup();
    let mut bytes = Vec::new();
    let mut first = 0;
    for row in pairs.chunk_by(|one, other| one[0] == other[0]) {
        push(&mut bytes, row[0][0] - first);
        push(&mut bytes, row.len() as u16);
        first = row[0][0];
        row.iter().fold(0, |last, &[_, second]| {
            push(&mut bytes, second - last);
            second
        });
    }
    bytes
}

/// The pairs of a set in rising order. Damaged bytes give some pairs, or none.
pub(super) fn each(bytes: &[u8], found: &mut dyn FnMut([u16; 2])) {
    let mut rest = bytes;
    let mut first = 0_u16;
    while let (Some(step), Some(count)) = (next(&mut rest), next(&mut rest)) {
        first = first.wrapping_add(step);
        let mut second = 0_u16;
        for _ in 0..count {
            let Some(step) = next(&mut rest) else { return };
            second = second.wrapping_add(step);
            found([first, second]);
        }
    }
}

fn push(bytes: &mut Vec<u8>, mut number: u16) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn next(bytes: &mut &[u8]) -> Option<u16> {
    let mut number = 0;
    for shift in [0, 7, 14] {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u16::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            break;
        }
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_come_back() {
        let pairs = [[0, 5], [0, 0x9fff], [7, 0], [7, 1], [0x9fff, 0x9fff]];
        let bytes = to_bytes(pairs.iter().rev().chain(&pairs).copied());
        let mut found = Vec::new();
        each(&bytes, &mut |pair| found.push(pair));
        assert_eq!(found, pairs);
    }

    #[test]
    fn damaged_bytes_end() {
        each(&[0xff; 100], &mut |_| {});
        each(&[1, 0xff, 0xff], &mut |_| {});
    }
}
