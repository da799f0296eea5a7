//! The characters of each reading as bits, to be laid over the rows of [`Neighbours`].

use std::sync::OnceLock;

use super::characters::Characters;
use super::neighbours::Neighbours;

/// For each reading the characters that have it. Each row is made when it is first asked for.
#[derive(Debug)]
pub(super) struct Sounds {
    rows: Box<[OnceLock<Words>]>,
    which: Which,
}

/// A set of symbols by their numbers: the words of a row that are not empty, and which they are. Numbers of one
/// sound lie close together, so that there are few.
type Words = Box<[(usize, u64)]>;

/// Which characters have a reading.
#[derive(Clone, Copy, Debug)]
pub(super) enum Which {
    /// Those of which it is a usual reading.
    Usual,
    /// Those of which it, or one near to it, is any reading.
    Near,
}

impl Sounds {
    /// Rows for the readings of `characters`.
    pub(super) fn new(characters: &Characters, which: Which) -> Self {
        Sounds { rows: (0..characters.readings()).map(|_| OnceLock::new()).collect(), which }
    }

    /// Hands the number of every character to `found` that has this reading and that `set` leaves of the word that
    /// it is in.
    #[inline]
    pub(super) fn each_in(
        &self,
        characters: &Characters,
        neighbours: &Neighbours,
        sound: u16,
        set: impl Fn(usize, u64) -> u64,
        mut found: impl FnMut(u16),
    ) {
        for &(word, own) in self.rows[usize::from(sound)].get_or_init(|| self.words(characters, neighbours, sound)) {
            let mut common = set(word, own);
            while common != 0 {
                found((word * 64) as u16 + common.trailing_zeros() as u16);
                common &= common - 1;
            }
        }
    }

    fn words(&self, characters: &Characters, neighbours: &Neighbours, sound: u16) -> Words {
        let mut row = vec![0; neighbours.width()];
        let mut put = |char: u16| {
            if let Some(number) = neighbours.number(char) {
                row[usize::from(number / 64)] |= 1 << (number % 64);
            }
        };
        match self.which {
            Which::Usual => characters.usually_of_sound(sound).iter().copied().for_each(&mut put),
            Which::Near => characters.like_sound(sound).for_each(&mut put),
        }
        row.into_iter().enumerate().filter(|&(_, word)| word != 0).collect()
    }
}
