//! A set of hashes that may say yes wrongly and never says no wrongly (Bloom, 1970), with all bits
//! of one key in one cache line.

/// Bytes of a block: one cache line.
const BLOCK: usize = 64;
/// Bits set for a key.
const PROBES: u32 = 5;
/// Bits of the filter for each key; with [`PROBES`] about one wrong yes in sixty.
const BITS_PER_KEY: usize = 9;

/// The filter of these keys, a multiple of [`BLOCK`] bytes; empty for none.
pub(super) fn build(keys: &[u64]) -> Vec<u8> {
    let blocks = (keys.len() * BITS_PER_KEY).div_ceil(BLOCK * 8);
    let mut filter = vec![0; blocks * BLOCK];
    for &key in keys {
        let start = block(key, blocks) * BLOCK;
        for bit in bits(key) {
            filter[start + bit / 8] |= 1 << (bit % 8);
        }
    }
    filter
}

/// True when the key was built in, and now and then for others.
#[inline]
pub(super) fn contains(filter: &[u8], key: u64) -> bool {
    Filter::new(filter).contains(key)
}

/// A filter that many keys are asked of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Filter<'a>(&'a [[[u8; 8]; BLOCK / 8]]);

impl<'a> Filter<'a> {
    /// The filter that [`build`] made.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Filter(bytes.as_chunks().0.as_chunks().0)
    }

    /// As the function of this name. All bits are asked for without a branch, so that a processor can fetch the
    /// lines of several keys at the same time.
    #[inline]
    pub(super) fn contains(self, key: u64) -> bool {
        let Some(line) = self.0.get(block(key, self.0.len())) else { return false };
        let spread = spread(key);
        let mut all = 1;
        for probe in 0..PROBES {
            // Word and bit are taken apart, so that each costs a shift and not a multiplication.
            let (word, bit) = (spread >> (61 - 9 * probe) & 7, spread >> (55 - 9 * probe) & 63);
            all &= u64::from_le_bytes(line[word as usize]) >> bit;
        }
        all & 1 == 1
    }
}

/// The upper half of the key chooses the block.
#[inline]
fn block(key: u64, blocks: usize) -> usize {
    (((key >> 32) * blocks as u64) >> 32) as usize
}

/// The lower half, spread once more, chooses the bits: nine of its bits each.
#[inline]
fn bits(key: u64) -> impl Iterator<Item = usize> {
    let spread = spread(key);
    (0..PROBES).map(move |probe| (spread << (9 * probe) >> 55) as usize)
}

#[inline]
fn spread(key: u64) -> u64 {
    (key & 0xffff_ffff).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: u64) -> u64 {
        super::super::mix(number)
    }

    #[test]
    fn every_key_is_found_and_few_others() {
        let keys: Vec<_> = (0..50_000).map(key).collect();
        let filter = build(&keys);
        assert!(keys.iter().all(|&key| contains(&filter, key)));
        let wrong = (50_000..150_000).filter(|&number| contains(&filter, key(number))).count();
        assert!(wrong < 2_500, "{wrong} of 100,000 strangers are let in");
    }

    #[test]
    fn the_empty_filter_knows_nothing() {
        assert!(!contains(&build(&[]), key(1)));
    }
}
