//! Words of two characters that sound the same.

use super::Knowledge;
use super::lexicon::Hash;
use super::neighbours::{Row, has};

/// Least frequency class of a word that is not rare.
const COMMON: u8 = 9;

/// Hands every common word to `found` that sounds like the two characters `written`, tones aside,
/// shares none with them, and whose pairs the reference knows in this place.
pub(super) fn each(
    knowledge: &Knowledge,
    before: u16,
    written: [u16; 2],
    behind: u16,
    found: &mut dyn FnMut([u16; 2]),
) {
    let Knowledge { models, neighbours, .. } = knowledge;
    let mut seconds = Vec::new();
    like(knowledge, written[1], neighbours.before(models, behind), &mut |second| seconds.push(second));
    if seconds.is_empty() {
        return;
    }
    like(knowledge, written[0], neighbours.behind(models, before), &mut |first| {
        let row = neighbours.behind(models, first);
        let follows = |second: &u16| neighbours.number(*second).is_some_and(|number| has(row, number));
        for second in seconds.iter().copied().filter(follows) {
            if is_common(knowledge, [first, second]) && shares_a_first_reading(knowledge, written, [first, second]) {
                found([first, second]);
            }
        }
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

/// Hands the other characters of a set to `found` that share a usual reading with `own`.
fn like(knowledge: &Knowledge, own: u16, set: &Row, found: &mut dyn FnMut(u16)) {
    let Knowledge { characters, neighbours, usual_sounds, .. } = knowledge;
    for &sound in characters.usual_sounds(own) {
        usual_sounds.each_in(characters, neighbours, sound, [set, set], &mut |char| {
            if char != own {
                found(char);
            }
        });
    }
}
