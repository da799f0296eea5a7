//! Words of two characters that sound the same.

use super::Knowledge;
use super::lexicon::Hash;
use super::neighbours::has;

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
    let behind_it = |left: u16| {
        let row = neighbours.behind(models, left);
        move |char: &u16| neighbours.number(*char).is_some_and(|number| has(row, number))
    };
    for first in like(knowledge, written[0]).filter(behind_it(before)) {
        for second in like(knowledge, written[1]).filter(behind_it(first)) {
            if is_common(knowledge, [first, second]) && knowledge.meet(second, behind) {
                found([first, second]);
            }
        }
    }
}

/// True for a word of the dictionary that is not rare.
pub(super) fn is_common(knowledge: &Knowledge, word: [u16; 2]) -> bool {
    let entry = knowledge.lexicon.get(Hash::of(word));
    entry.dictionary_class().is_some_and(|class| class >= COMMON)
}

/// The other characters that share one of the usual readings.
fn like(knowledge: &Knowledge, own: u16) -> impl Iterator<Item = u16> {
    let characters = &knowledge.characters;
    let chars = characters.usual_sounds(own).iter().flat_map(|&sound| characters.usually_of_sound(sound));
    chars.copied().filter(move |&char| char != own)
}
