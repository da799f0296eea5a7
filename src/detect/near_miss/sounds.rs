//! The characters of each reading as a row of bits, to be laid over those of [`Neighbours`].

use std::sync::OnceLock;

use super::characters::Characters;
use super::neighbours::{Neighbours, Row, add};

/// For each reading the characters that have it. Each row is made when it is first asked for.
#[derive(Debug)]
pub(super) struct Sounds {
    rows: Box<[OnceLock<Box<Row>>]>,
    which: Which,
}

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

    /// Hands every character of both sets to `found` that has this reading.
    pub(super) fn each_in(
        &self,
        characters: &Characters,
        neighbours: &Neighbours,
        sound: u16,
        sets: [&Row; 2],
        found: &mut dyn FnMut(u16),
    ) {
        let row = self.rows[usize::from(sound)].get_or_init(|| self.row(characters, neighbours, sound));
        for (first, ((own, one), other)) in (0..).step_by(64).zip(row.iter().zip(sets[0]).zip(sets[1])) {
            let mut common = own & one & other;
            while common != 0 {
                found(neighbours.symbol(first + common.trailing_zeros() as u16));
                common &= common - 1;
            }
        }
    }

    fn row(&self, characters: &Characters, neighbours: &Neighbours, sound: u16) -> Box<Row> {
        let mut row = vec![0; neighbours.width()].into_boxed_slice();
        let mut put = |char: u16| {
            if let Some(number) = neighbours.number(char) {
                add(&mut row, number);
            }
        };
        match self.which {
            Which::Usual => characters.usually_of_sound(sound).iter().copied().for_each(&mut put),
            Which::Near => characters.like_sound(sound).for_each(&mut put),
        }
        row
    }
}
