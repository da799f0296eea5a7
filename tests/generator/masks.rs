//! Masked numbers, strong and weak. Whether a shape is weak is stated here by hand, from how many
//! valid numbers it leaves; it is not computed.

use super::document::{Number, Piece};
use super::people::Person;
use super::rng::Rng;

/// Mask characters met in published lists, the frequent ones more than once.
const CHARACTERS: &[&str] = &["*", "*", "*", "X", "X", "x", "×", "＊", "●", "○", "■", "□", "•", "#", "?", "_", "某"];

/// Hidden places of an ID number (first and last, counted from 1), leaving a thousand or fewer.
const WEAK: &[(usize, usize)] =
    &[(11, 14), (15, 17), (15, 18), (16, 18), (17, 18), (13, 14), (11, 12), (7, 10), (7, 12), (5, 6), (1, 6), (13, 16)];

/// Hidden places that leave thousands or more.
const STRONG: &[(usize, usize)] =
    &[(7, 14), (5, 14), (4, 14), (7, 16), (3, 15), (1, 14), (11, 18), (2, 17), (7, 18), (7, 15)];

/// What stands beside a masked number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    Nothing,
    BirthDate,
}

/// A masked ID that leaves too few numbers.
pub fn weak_id(rng: &mut Rng, person: &Person) -> Piece {
    let (first, last) = WEAK[rng.below(WEAK.len())];
    let text = hide(rng, &person.id, first, last, 0);
    Piece::Number(Number::must("weak-mask", "mask", text))
}

/// A masked ID that leaves many, unless its row gives the birth date away.
pub fn usual_id(rng: &mut Rng, person: &Person, beside: Beside) -> Piece {
    let (first, last) = if rng.percent(60) { STRONG[0] } else { STRONG[rng.below(STRONG.len())] };
    let miscount = rng.below(3);
    let text = hide(rng, &person.id, first, last, miscount);
    match beside {
        Beside::BirthDate if (first, last) == STRONG[0] => {
            Number::must("weak-mask", "mask-beside-birth-date", text).into()
        }
        // The birth date helps with other shapes as well, with some more than with others.
        Beside::BirthDate => Piece::may("weak-mask", text),
        Beside::Nothing => Piece::Text(text),
    }
}

/// A mobile with its middle or its end hidden: ten thousand remain.
pub fn mobile(rng: &mut Rng, person: &Person) -> Piece {
    let stars = rng.between(3, 5);
    let mask = rng.pick(&["*", "*", "*", "X", "×", "●"]).repeat(stars);
    let (head, tail) = (&person.mobile[..3], &person.mobile[7..]);
    Piece::Text(if rng.percent(80) {
        format!("{head}{mask}{tail}")
    } else {
        format!("{}{}", &person.mobile[..7], "*".repeat(4))
    })
}

/// A card of which the ends are shown.
pub fn card(person: &Person) -> Piece {
    let number = &person.card;
    Piece::Text(format!("{}{}{}", &number[..4], "*".repeat(number.len() - 8), &number[number.len() - 4..]))
}

/// A name with a part hidden.
pub fn name(rng: &mut Rng, person: &Person) -> Piece {
    let first: String = person.name.chars().take(1).collect();
    Piece::Text(format!("{first}{}", rng.pick(&["*", "**", "某", "某某", "×", "XX", "○○"])))
}

/// Hides places `first` to `last` of a number behind characters of one kind; `miscount` stars
/// more or fewer than digits.
fn hide(rng: &mut Rng, number: &str, first: usize, last: usize, miscount: usize) -> String {
    let mask = loop {
        let mask = rng.pick(CHARACTERS);
        // Nobody hides the last place behind the character that may stand there.
        if !(last == 18 && mask.eq_ignore_ascii_case("x")) {
            break mask;
        }
    };
    let hidden = last - first + 1;
    let stars = if rng.percent(50) { hidden + miscount } else { hidden - miscount.min(hidden - 1) };
    format!("{}{}{}", &number[..first - 1], mask.repeat(stars), &number[last..])
}
