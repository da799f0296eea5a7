//! Words of two characters that sound the same.

use super::Knowledge;
use super::lexicon::Hash;
use super::neighbours::{OFTEN, Row};

/// Least frequency class of a word that is not rare.
const COMMON: u8 = 9;

/// Hands every common word to `found` that sounds like the two characters `written`, tones aside,
/// shares none with them, and whose pairs the reference knows in this place, one of those at its ends well.
pub(super) fn each(
    knowledge: &Knowledge,
    before: u16,
    written: [u16; 2],
    behind: u16,
    found: &mut dyn FnMut([u16; 2]),
) {
    let Knowledge { models, neighbours, .. } = knowledge;
    let Some(next) = neighbours.number(behind) else { return };
    let left = neighbours.behind(models, before);
    like(knowledge, written[0], left, |first| {
        let (row, is_usual) = (neighbours.behind_number(models, first), left.level(first) >= OFTEN);
        like(knowledge, written[1], row, |second| {
            let level = neighbours.behind_number(models, second).level(next);
            let word = [first, second].map(|number| neighbours.symbol(number));
            if level >= if is_usual { 1 } else { OFTEN }
                && is_common(knowledge, word)
                && shares_a_first_reading(knowledge, written, word)
            {
                found(word);
            }
        });
    });
}

/// True for a word of the dictionary that is not rare.
pub(super) fn is_common(knowledge: &Knowledge, word: [u16; 2]) -> bool {
    let entry = knowledge.lexicon.get(Hash::of(word));
    entry.dictionary_class().is_some_and(|class| class >= COMMON)
}

/// True when one of the two characters is read as it mostly is, now as then: 淤堵 and 或者 only sound the
/// same in readings that are rare for both.
pub(super) fn shares_a_first_reading(knowledge: &Knowledge, written: [u16; 2], right: [u16; 2]) -> bool {
    let first = |char| knowledge.characters.sounds(char).first();
    written.into_iter().zip(right).any(|(written, right)| first(written) == first(right))
}

/// Hands the numbers of the other characters of a row to `found` that share a usual reading with `own`.
fn like(knowledge: &Knowledge, own: u16, row: &Row, mut found: impl FnMut(u16)) {
    let Knowledge { characters, neighbours, usual_sounds, .. } = knowledge;
    let own_number = neighbours.number(own);
    for &sound in characters.usual_sounds(own) {
        usual_sounds.each_in(characters, neighbours, sound, row, |number| {
            if Some(number) != own_number {
                found(number);
            }
        });
    }
}
