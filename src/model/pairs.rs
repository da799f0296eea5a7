//! How often pairs of symbols were seen, exact and small: for each first symbol its second ones in rising
//! order, as differences in LEB128 with the level in the lowest bits. An index tells where the row of each
//! first symbol lies, so that one row is read without the others.

use std::ops::Range;

use super::{Level, STEPS};

/// Bytes of a row in the index: its symbol (2) and where it ends (4), little-endian.
const ENTRY: usize = 6;

/// Bits of a level, less one, behind each difference.
const LEVEL_BITS: u32 = 2;

/// The bytes of counted pairs: how many rows (4 bytes), the index in rising order, the rows. Of a pair
/// that comes twice the higher count holds.
pub(super) fn to_bytes(pairs: impl Iterator<Item = ([u16; 2], u32)>) -> Vec<u8> {
    let mut pairs: Vec<_> = pairs.filter(|&(_, count)| count >= STEPS[0]).collect();
    pairs.sort_unstable_by_key(|&(pair, count)| (pair, std::cmp::Reverse(count)));
    pairs.dedup_by_key(|&mut (pair, _)| pair);
    let (mut index, mut rows) = (Vec::new(), Vec::new());
    for row in pairs.chunk_by(|one, other| one.0[0] == other.0[0]) {
        row.iter().fold(0, |last, &([_, second], count)| {
            push(&mut rows, u32::from(second - last) << LEVEL_BITS | u32::from(level(count) - 1));
            second
        });
        index.extend(row[0].0[0].to_le_bytes());
        index.extend((rows.len() as u32).to_le_bytes());
    }
    [&((index.len() / ENTRY) as u32).to_le_bytes(), &*index, &*rows].concat()
}

fn level(count: u32) -> Level {
    STEPS.iter().take_while(|&&step| step <= count).count() as Level
}

/// The first symbols of a set in rising order, and where in its bytes the row of each lies. Damaged
/// bytes give some rows, or none.
pub(super) fn rows(bytes: &[u8]) -> impl Iterator<Item = (u16, Range<usize>)> {
    let (count, rest) = bytes.split_first_chunk().unwrap_or((&[0; 4], &[]));
    let index = rest.as_chunks::<ENTRY>().0;
    let index = index.get(..u32::from_le_bytes(*count) as usize).unwrap_or_default();
    let mut end = size_of_val(count) + size_of_val(index);
    let first = end;
    index.iter().map(move |&[low, high, a, b, c, d]| {
        let start = end;
        end = first + u32::from_le_bytes([a, b, c, d]) as usize;
        (u16::from_le_bytes([low, high]), start..end)
    })
}

/// The second symbols of a row in rising order, and how often each pair was seen.
pub(super) fn row(mut bytes: &[u8]) -> impl Iterator<Item = (u16, Level)> {
    let mut second = 0_u16;
    std::iter::from_fn(move || {
        let number = next(&mut bytes)?;
        second = second.wrapping_add((number >> LEVEL_BITS) as u16);
        Some((second, (number & ((1 << LEVEL_BITS) - 1)) as Level + 1))
    })
}

fn push(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

#[inline]
fn next(bytes: &mut &[u8]) -> Option<u32> {
    if let &[byte @ ..0x80, ref rest @ ..] = *bytes {
        *bytes = rest;
        return Some(u32::from(byte));
    }
    let mut number = 0;
    for shift in [0, 7, 14] {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 0x7f) << shift;
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
    fn pairs_come_back_with_their_levels() {
        let pairs = [([0, 5], 1), ([0, 0x9fff], 3), ([7, 0], 10), ([7, 1], 11), ([0x9fff, 0x9fff], 700)];
        let bytes = to_bytes(pairs.iter().rev().chain(&pairs).copied().chain([([7, 1], 2)]));
        let found: Vec<_> =
            rows(&bytes).map(|(first, range)| (first, row(&bytes[range]).collect::<Vec<_>>())).collect();
        let expected = [(0, vec![(5, 1), (0x9fff, 2)]), (7, vec![(0, 2), (1, 3)]), (0x9fff, vec![(0x9fff, 4)])];
        assert_eq!(found, expected);
    }

    #[test]
    fn damaged_bytes_end() {
        for bytes in [&[0xff; 100][..], &[1, 0, 0, 0, 7, 0, 0xff, 0xff, 0xff, 0xff], &[]] {
            assert!(rows(bytes).all(|(_, range)| row(bytes.get(range).unwrap_or_default()).count() == 0));
        }
    }
}
