//! Hash tables that are used as they lie in a file: no entry is touched when they are opened.

use std::borrow::Cow;

/// Slots behind the last place that a hash can name, so that no search has to begin anew at the front.
const TAIL: usize = 256;

/// Slots of `N` bytes; one of zeros is free. An entry lies at the place its hash names, or in one of
/// the slots behind it.
#[derive(Clone, Debug)]
pub(super) struct Table<const N: usize>(Cow<'static, [[u8; N]]>);

impl<const N: usize> Table<N> {
    /// A table that came with the program.
    pub(super) fn built_in(bytes: &'static [u8]) -> Self {
        Table(Cow::Borrowed(bytes.as_chunks().0))
    }

    /// The table of these entries, each with its hash. The order is that in which they are found.
    pub(super) fn of(entries: &[(u64, [u8; N])]) -> Self {
        if entries.is_empty() {
            return Table(Cow::Borrowed(&[]));
        }
        let mut slots = vec![[0; N]; entries.len() * 5 / 4 + TAIL];
        for &(hash, entry) in entries {
            let home = home(hash, slots.len());
            if let Some(free) = slots[home..].iter_mut().find(|slot| **slot == [0; N]) {
                *free = entry;
            }
        }
        Table(Cow::Owned(slots))
    }

    /// The bytes of the table, as [`Table::built_in`] takes them.
    #[cfg(test)]
    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_flattened()
    }

    /// The entries that may be those of a hash, until `found` says that it was the last one.
    #[inline]
    pub(super) fn each(&self, hash: u64, mut found: impl FnMut([u8; N]) -> bool) {
        let Some(slots) = self.0.get(home(hash, self.0.len())..) else { return };
        for &slot in slots {
            if slot == [0; N] || found(slot) {
                return;
            }
        }
    }
}

/// The upper half of the hash chooses the place.
#[inline]
fn home(hash: u64, slots: usize) -> usize {
    (((hash >> 32) * slots.saturating_sub(TAIL) as u64) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all<const N: usize>(table: &Table<N>, hash: u64) -> Vec<[u8; N]> {
        let mut found = Vec::new();
        table.each(hash, |slot| {
            found.push(slot);
            false
        });
        found
    }

    #[test]
    fn entries_are_found_from_their_hash_on() {
        let entries: Vec<(u64, [u8; 2])> =
            (1..=200).map(|number: u64| (number.wrapping_mul(0x9e37_79b9_7f4a_7c15), [number as u8, 1])).collect();
        let table = Table::of(&entries);
        assert!(entries.iter().all(|&(hash, entry)| all(&table, hash).contains(&entry)));
        assert!(all(&Table::<2>::of(&[]), 7).is_empty());
    }

    #[test]
    fn as_many_as_have_one_hash_are_found() {
        let table = Table::of(&[(5, [1]), (5, [2]), (5, [3])]);
        assert_eq!(all(&table, 5), [[1], [2], [3]]);
        let mut seen = 0;
        table.each(5, |[entry]| {
            seen = entry;
            entry == 2
        });
        assert_eq!(seen, 2);
    }
}
