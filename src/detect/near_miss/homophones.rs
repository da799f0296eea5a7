//! Words of two characters that sound the same.

use super::Knowledge;
use super::lexicon::Hash;
use super::neighbours::{Set, bits, word};

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
    let (left, right) = (neighbours.behind(models, before), neighbours.before(models, behind));
    let mut seconds = Vec::new();
    like(knowledge, written[1], right, |second| seconds.push((second, bits(right, second)[1])));
    if seconds.is_empty() {
        return;
    }
    like(knowledge, written[0], left, |number| {
        let (first, is_usual) = (neighbours.symbol(number), bits(left, number)[1]);
        let row = neighbours.behind_number(models, number);
        let follows = |&(second, is_often): &(u16, bool)| (is_usual || is_often) && bits(row, second)[0];
        for (second, _) in seconds.iter().copied().filter(follows) {
            let word = [first, neighbours.symbol(second)];
            if is_common(knowledge, word) && shares_a_first_reading(knowledge, written, word) {
                found(word);
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

/// Hands the numbers of the other characters of a set to `found` that share a usual reading with `own`.
fn like(knowledge: &Knowledge, own: u16, set: &Set, mut found: impl FnMut(u16)) {
    let Knowledge { characters, neighbours, usual_sounds, .. } = knowledge;
    let own_number = neighbours.number(own);
    for &sound in characters.usual_sounds(own) {
        let word = |at: usize, of: u64| word(set, at)[0] & of;
        usual_sounds.each_in(characters, neighbours, sound, word, |number| {
            if Some(number) != own_number {
                found(number);
            }
        });
    }
}
