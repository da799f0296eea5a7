//! Hash tables that are used as they lie in a file: no entry is touched when they are opened.

use std::borrow::Cow;

/// Bytes that begin where a cache line does.
#[derive(Debug)]
#[repr(C, align(64))]
pub(super) struct Aligned<T: ?Sized>(pub(super) T);

/// A cache line.
type Line = [u8; 64];

/// Lines behind the last that a hash can name, so that no search has to begin anew at the front.
const TAIL: usize = 16;

/// A byte that is one, and one whose highest bit is set, in each place of a word.
const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Entries of `N` bytes in lines. An entry lies in the line that its hash names, or in one behind it if all before
/// are full. In a line the first bytes of all its entries stand first, then the second ones and so on, so that a
/// search compares eight at once; one of zeros is free.
#[derive(Clone, Debug)]
pub(super) struct Table<const N: usize>(Cow<'static, [Line]>);

impl<const N: usize> Table<N> {
    /// Entries in a line.
    const WIDTH: usize = size_of::<Line>() / N;

    /// A table that came with the program.
    pub(super) fn built_in(bytes: &'static [u8]) -> Self {
        Table(Cow::Borrowed(bytes.as_chunks().0))
    }

    /// The table of these entries, each with its hash. The order is that in which they are found.
    pub(super) fn of(entries: &[(u64, [u8; N])]) -> Self {
        if entries.is_empty() {
            return Table(Cow::Borrowed(&[]));
        }
        let mut lines = vec![[0; 64]; (entries.len() * 5 / 4).div_ceil(Self::WIDTH) + TAIL];
        for &(hash, entry) in entries {
            let home = home(hash, lines.len());
            let free = lines[home..].iter_mut().find_map(|line| {
                let at = (0..Self::WIDTH).find(|&at| Self::entry(line, at) == [0; N])?;
                Some((line, at))
            });
            if let Some((line, at)) = free {
                (0..N).for_each(|byte| line[byte * Self::WIDTH + at] = entry[byte]);
            }
        }
        Table(Cow::Owned(lines))
    }

    /// The bytes of the table, as [`Table::built_in`] takes them.
    #[cfg(test)]
    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_flattened()
    }

    /// The entries with this first byte that may be those of a hash, until `found` says that it was the last one.
    #[inline]
    pub(super) fn each(&self, hash: u64, first: u8, mut found: impl FnMut([u8; N]) -> bool) {
        let Some(lines) = self.0.get(home(hash, self.0.len())..) else { return };
        for line in lines {
            for (start, word) in (0..Self::WIDTH).step_by(8).zip(line.as_chunks().0) {
                let differ = u64::from_le_bytes(*word) ^ (ONES * u64::from(first));
                // Behind a byte that is the same one that is not may be taken for it.
                let mut same = differ.wrapping_sub(ONES) & !differ & HIGHS;
                while same != 0 {
                    let at = start + same.trailing_zeros() as usize / 8;
                    let entry = Self::entry(line, at);
                    if entry[0] == first && entry != [0; N] && found(entry) {
                        return;
                    }
                    same &= same - 1;
                }
            }
            if Self::entry(line, Self::WIDTH - 1) == [0; N] {
                return;
            }
        }
    }

    /// The entry at a place of a line; zeros behind the last.
    #[inline]
    fn entry(line: &Line, at: usize) -> [u8; N] {
        if at < Self::WIDTH { std::array::from_fn(|byte| line[byte * Self::WIDTH + at]) } else { [0; N] }
    }
}

/// The upper half of the hash chooses the line.
#[inline]
fn home(hash: u64, lines: usize) -> usize {
    (((hash >> 32) * lines.saturating_sub(TAIL) as u64) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all<const N: usize>(table: &Table<N>, hash: u64, first: u8) -> Vec<[u8; N]> {
        let mut found = Vec::new();
        table.each(hash, first, |entry| {
            found.push(entry);
            false
        });
        found
    }

    #[test]
    fn entries_are_found_from_their_hash_on() {
        let entries: Vec<(u64, [u8; 2])> =
            (1..=2_000).map(|number: u64| (number.wrapping_mul(0x9e37_79b9_7f4a_7c15), [number as u8, 1])).collect();
        let table = Table::of(&entries);
        assert!(entries.iter().all(|&(hash, entry)| all(&table, hash, entry[0]).contains(&entry)));
        assert!(all(&Table::<2>::of(&[]), 7, 1).is_empty());
    }

    #[test]
    fn as_many_as_have_one_hash_are_found() {
        let entries: Vec<(u64, [u8; 3])> = (1..=50).map(|number| (5, [number % 2, number, 1])).collect();
        let table = Table::of(&entries);
        let of_first =
            |first: u8| entries.iter().map(|entry| entry.1).filter(|entry| entry[0] == first).collect::<Vec<_>>();
        assert_eq!(all(&table, 5, 0), of_first(0));
        assert_eq!(all(&table, 5, 1), of_first(1));
        assert!(all(&table, 5, 2).is_empty());
        let mut seen = 0;
        table.each(5, 1, |[_, second, _]| {
            seen = second;
            second == 3
        });
        assert_eq!(seen, 3);
    }
}
