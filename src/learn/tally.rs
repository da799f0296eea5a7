//! Counting many small keys in little memory: keys are gathered, sorted and merged in batches.

/// Keys gathered before they are merged: 128 MiB of them.
const BATCH: usize = 1 << 24;

/// How often each key was added.
#[derive(Debug, Default)]
pub(super) struct Tally {
    waiting: Vec<u64>,
    counted: Vec<(u64, u32)>,
}

impl Tally {
    /// Counts one key.
    pub(super) fn add(&mut self, key: u64) {
        self.waiting.push(key);
        if self.waiting.len() >= BATCH {
            self.merge();
        }
    }

    /// Every key with its count, in the order of the keys.
    pub(super) fn finish(mut self) -> impl Iterator<Item = (u64, u32)> {
        self.merge();
        self.counted.into_iter()
    }

    fn merge(&mut self) {
        self.waiting.sort_unstable();
        let fresh = self.waiting.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32));
        let mut all = Vec::with_capacity(self.counted.len() + self.waiting.len() / 4);
        let mut old = self.counted.drain(..).peekable();
        for (key, count) in fresh {
            while let Some(before) = old.next_if(|&(other, _)| other < key) {
                all.push(before);
            }
            let known = old.next_if(|&(other, _)| other == key).map_or(0, |(_, known)| known);
            all.push((key, count.saturating_add(known)));
        }
        all.extend(old);
        self.counted = all;
        self.waiting.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_add_up() {
        let mut tally = Tally::default();
        for batch in [&[3, 1, 3][..], &[2, 3], &[], &[0, 9]] {
            batch.iter().for_each(|&key| tally.add(key));
            tally.merge();
        }
        assert_eq!(tally.finish().collect::<Vec<_>>(), [(0, 1), (1, 1), (2, 1), (3, 3), (9, 1)]);
    }
}
