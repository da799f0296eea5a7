//! Words of two characters by how they sound.

use super::characters::Characters;

/// The common words of two characters, findable by their readings.
#[derive(Debug)]
pub(super) struct Homophones {
    /// Sorted by readings.
    words: Vec<(u32, [u16; 2])>,
    /// Where the words of each reading of the first character begin.
    starts: Vec<u32>,
}

impl Homophones {
    /// Sorts the words by every reading they can have.
    pub(super) fn new(characters: &Characters, words: impl Iterator<Item = [u16; 2]>) -> Self {
        let mut words: Vec<_> = words.flat_map(|word| keys(characters, word).map(move |key| (key, word))).collect();
        words.sort_unstable();
        words.dedup();
        let first = |key: u32| key >> 16;
        let last = words.last().map_or(0, |&(key, _)| first(key));
        let starts = (0..=last + 1).map(|sound| words.partition_point(|&(key, _)| first(key) < sound) as u32).collect();
        Homophones { words, starts }
    }

    /// The words that sound like the two characters, tones aside.
    pub(super) fn of(&self, characters: &Characters, pair: [u16; 2]) -> impl Iterator<Item = [u16; 2]> {
        keys(characters, pair).flat_map(|key| {
            let words = self.of_first((key >> 16) as usize);
            let start = words.partition_point(|&(other, _)| other < key);
            words[start..].iter().take_while(move |&&(other, _)| other == key).map(|&(_, word)| word)
        })
    }

    fn of_first(&self, sound: usize) -> &[(u32, [u16; 2])] {
        match self.starts.get(sound..) {
            Some([start, end, ..]) => &self.words[*start as usize..*end as usize],
            _ => &[],
        }
    }
}

/// The usual readings: the first two of each character.
fn keys(characters: &Characters, [first, second]: [u16; 2]) -> impl Iterator<Item = u32> {
    let seconds = characters.sounds(second).iter().take(2);
    characters
        .sounds(first)
        .iter()
        .take(2)
        .flat_map(move |&a| seconds.clone().map(move |&b| u32::from(a) << 16 | u32::from(b)))
}
