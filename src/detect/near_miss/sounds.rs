//! The characters of each reading as a row of bits, to be laid over those of [`Neighbours`].

use std::sync::OnceLock;

use super::characters::Characters;
use super::neighbours::{Neighbours, Row, add};

/// For each reading the characters that have it or one near to it. Each row is made when it is first
/// asked for.
#[derive(Debug)]
pub(super) struct Sounds(Box<[OnceLock<Box<Row>>]>);

impl Sounds {
    /// Rows for the readings of `characters`.
    pub(super) fn new(characters: &Characters) -> Self {
        Sounds((0..characters.readings()).map(|_| OnceLock::new()).collect())
    }

    /// Hands every character of a set to `found` that has this reading or one near to it.
    pub(super) fn each_in(
        &self,
        characters: &Characters,
        neighbours: &Neighbours,
        sound: u16,
        set: &Row,
        found: &mut dyn FnMut(u16),
    ) {
        let row = self.0[usize::from(sound)].get_or_init(|| {
            let mut row = vec![0; neighbours.width()].into_boxed_slice();
            characters
                .like_sound(sound)
                .filter_map(|char| neighbours.number(char))
                .for_each(|char| add(&mut row, char));
            row
        });
        for (first, (one, other)) in (0..).step_by(64).zip(row.iter().zip(set)) {
            let mut both = one & other;
            while both != 0 {
                found(neighbours.symbol(first + both.trailing_zeros() as u16));
                both &= both - 1;
            }
        }
    }
}
