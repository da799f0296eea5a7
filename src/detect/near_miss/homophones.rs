//! Words of two characters by how they sound.

use super::characters::Characters;

/// The common words of two characters, findable by their readings.
#[derive(Debug)]
pub(super) struct Homophones {
    /// Sorted by readings.
    words: Vec<(u32, [u16; 2])>,
}

impl Homophones {
    /// Sorts the words by every reading they can have.
    pub(super) fn new(characters: &Characters, words: impl Iterator<Item = [u16; 2]>) -> Self {
        let mut words: Vec<_> = words.flat_map(|word| keys(characters, word).map(move |key| (key, word))).collect();
        words.sort_unstable();
        words.dedup();
        Homophones { words }
    }

    /// The words that sound like the two characters, tones aside.
    pub(super) fn of(&self, characters: &Characters, pair: [u16; 2]) -> impl Iterator<Item = [u16; 2]> {
        keys(characters, pair).flat_map(|key| {
            let start = self.words.partition_point(|&(other, _)| other < key);
            self.words[start..].iter().take_while(move |&&(other, _)| other == key).map(|&(_, word)| word)
        })
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
