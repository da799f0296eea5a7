//! The model file: a header that says where each part lies, and the parts.
//!
//! Layout, all numbers little-endian: 16 bytes of magic, the FNV-1a hash of everything behind it
//! (8 bytes), then for each of [`PARTS`] parts its length (4 bytes), zeros up to [`HEADER`] bytes, then the parts
//! themselves: first the filters, whose blocks are cache lines, so that none lies across two.

use std::fmt;
use std::ops::Range;

use super::{RECURRING, STEPS, bloom, four_key, pairs, trigram_key};

const MAGIC: &[u8; 16] = b"shenjiao model 4";
const LEVELS: usize = STEPS.len();
/// Trigram filters, the filter of fours, bigrams, terms.
const PARTS: usize = LEVELS + 3;
const LENGTHS: Extent = MAGIC.len() + 8..MAGIC.len() + 8 + 4 * PARTS;
/// One block of a filter.
const HEADER: usize = 64;

/// Where a part lies in the file.
pub(super) type Extent = Range<usize>;

/// Where all parts lie.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) trigrams: [Extent; LEVELS],
    pub(super) fours: Extent,
    pub(super) pairs: Extent,
    pub(super) terms: Extent,
}

/// Why bytes are no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// They do not begin like a model file of this version.
    NotAModel,
    /// They end early, hold more than they should, or were changed.
    Damaged,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fault::NotAModel => "不是本版本的学习文件（由 shenjiao learn 生成）",
            Fault::Damaged => "学习文件已损坏，请重新生成",
        })
    }
}

impl std::error::Error for Fault {}

/// The content of a model before it is packed. The order of the lists does not matter, except
/// that of the terms.
#[derive(Clone, Debug, Default)]
pub struct ModelParts {
    /// Three neighbouring symbols and how often they were seen.
    pub trigrams: Vec<([u16; 3], u32)>,
    /// Two neighbouring symbols and how often they were seen.
    pub bigrams: Vec<([u16; 2], u32)>,
    /// Four neighbouring symbols and how often they were seen.
    pub fours: Vec<([u16; 4], u32)>,
    /// Recurring terms, most frequent first.
    pub terms: Vec<String>,
}

impl ModelParts {
    /// The bytes of the model file. The same parts give the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let trigrams: Vec<_> = self.trigrams.iter().map(|&(trigram, count)| (trigram_key(trigram), count)).collect();
        let mut parts: Vec<Vec<u8>> = filters(&trigrams).collect();
        parts.push(bloom::build(&self.fours()));
        parts.push(pairs::to_bytes(self.bigrams.iter().copied()));
        parts.push(self.terms.join("\n").into_bytes());
        let mut body: Vec<u8> = parts.iter().flat_map(|part| (part.len() as u32).to_le_bytes()).collect();
        body.resize(HEADER - LENGTHS.start, 0);
        body.extend(parts.iter().flatten());
        [MAGIC.as_slice(), &checksum(&body).to_le_bytes(), &body].concat()
    }

    fn fours(&self) -> Vec<u64> {
        self.fours.iter().filter(|&&(_, count)| count >= RECURRING).map(|&(four, _)| four_key(four)).collect()
    }
}

fn filters(counted: &[(u64, u32)]) -> impl Iterator<Item = Vec<u8>> {
    STEPS.iter().map(|&least| {
        let keys: Vec<u64> = counted.iter().filter(|&&(_, count)| count >= least).map(|&(key, _)| key).collect();
        bloom::build(&keys)
    })
}

impl Layout {
    /// Reads the header and checks the sum.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let layout = Layout::read_unchecked(bytes)?;
        let sum = bytes.get(MAGIC.len()..).and_then(<[u8]>::first_chunk).map(|&sum| u64::from_le_bytes(sum));
        let body = bytes.get(MAGIC.len() + 8..).ok_or(Fault::Damaged)?;
        if sum == Some(checksum(body)) { Ok(layout) } else { Err(Fault::Damaged) }
    }

    /// Reads the header alone.
    pub(super) fn read_unchecked(bytes: &[u8]) -> Result<Self, Fault> {
        if !bytes.starts_with(MAGIC) {
            return Err(Fault::NotAModel);
        }
        let lengths = bytes.get(LENGTHS).ok_or(Fault::Damaged)?;
        let mut end = HEADER;
        let mut extents = lengths.as_chunks::<4>().0.iter().map(|&length| {
            let start = end;
            end = start.saturating_add(u32::from_le_bytes(length) as usize);
            start..end
        });
        let mut next = || extents.next().unwrap_or_default();
        let layout = Layout { trigrams: std::array::from_fn(|_| next()), fours: next(), pairs: next(), terms: next() };
        if layout.terms.end == bytes.len() { Ok(layout) } else { Err(Fault::Damaged) }
    }
}

/// FNV-1a over words of eight bytes, the last one filled up with zeros.
fn checksum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let all = words.iter().chain([&last]);
    all.fold(0xcbf2_9ce4_8422_2325, |sum, &word| (sum ^ u64::from_le_bytes(word)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::super::Model;
    use super::*;

    fn bytes() -> Vec<u8> {
        ModelParts { bigrams: vec![([7, 8], 2)], ..ModelParts::default() }.to_bytes()
    }

    #[test]
    fn damage_is_noticed() {
        let fault = |bytes: Vec<u8>| Model::from_bytes(bytes).err();
        assert_eq!(fault(bytes()), None);
        assert_eq!(fault(b"no model at all, but long enough".to_vec()), Some(Fault::NotAModel));
        let whole = bytes();
        for at in MAGIC.len()..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            assert_eq!(fault(changed), Some(Fault::Damaged), "byte {at}");
            assert_eq!(fault(whole[..at].to_vec()), Some(Fault::Damaged), "cut at {at}");
        }
    }
}
