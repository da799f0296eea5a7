//! The search in the most obvious way: every character is tried everywhere, every repaired text is cut
//! anew, every stretch is looked up. It is what the fast way is compared with.

use std::ops::Range;

use super::characters::Likeness;
use super::context::{Covering, REACH, Signs, Support, class};
use super::edit::{Edit, Kind};
use super::guards::Case;
use super::lexicon::{Hash, Kind as WordKind, LONGEST, NATS};
use super::search::{self, Search};
use super::{Candidate, Knowledge, homophones, weigh};
use crate::model::{BOUNDARY, Level, Symbols};

/// Every edit of a text that reaches a level.
pub(super) fn consider(knowledge: &Knowledge, text: &str) -> Vec<Candidate> {
    let (mut all, mut novel) = (Symbols::default(), Vec::new());
    all.fill(text);
    let symbols = all.as_slice();
    search::mark(knowledge, symbols, &mut novel);
    let search = Search { knowledge, symbols, novel: &novel };
    let places = (1..symbols.len().saturating_sub(1)).filter(|&at| search::is_place(symbols, at));
    let edits = places.flat_map(|at| edits(&search, at));
    let weighed = edits.filter_map(|edit| {
        let (signs, covering) = signs(knowledge, symbols, &edit)?;
        let score = weigh::score(edit.kind, &signs);
        let tier = weigh::tier(edit.kind, &signs, score)?;
        let before = &text[..all.bytes(edit.start..edit.end).start];
        let case = Case { knowledge, symbols, before, edit: &edit, signs: &signs, covering };
        let tier = case.judge(tier)?;
        let (extent, right) = extent(knowledge, symbols, &edit, covering);
        let [replacement, right] = [edit.right(), &right].map(String::from_utf16_lossy);
        let (edited, extent) = (all.bytes(edit.start..edit.end), all.bytes(extent));
        Some(Candidate { edited, replacement, extent, right, kind: edit.kind, signs, score, tier })
    });
    weighed.collect()
}

fn edits(search: &Search<'_>, at: usize) -> Vec<Edit> {
    let mut edits = Vec::new();
    for char in search.knowledge.characters.all() {
        phrases(search, at, char, &mut edits);
        if search.is_odd(at) {
            substitution(search, at, char, &mut edits);
        }
    }
    if search.is_odd(at) || search.is_twice_at_end(at) {
        search.insertion(at, &mut edits);
    }
    if search.symbols[at + 1] != BOUNDARY && search.are_odd(at) {
        if search.are_all_new(at) {
            words(search, at, &mut edits);
        }
        search.transposition(at, &mut edits);
    }
    edits
}

/// Phrases that have this character here or before this place.
fn phrases(search: &Search<'_>, at: usize, char: u16, edits: &mut Vec<Edit>) {
    let ends = [(at, search.may_lack(at)), (at + 1, search.is_odd(at))];
    for (end, _) in ends.into_iter().filter(|(_, may_be)| *may_be) {
        let (left, right) = (&search.symbols[..at], &search.symbols[end..]);
        for before in 0..LONGEST.min(at) {
            for behind in 0..(LONGEST - before).min(right.len()) {
                let phrase = [&left[at - before..], &[char], &right[..behind]].concat();
                if phrase.len() < 4 || phrase.contains(&BOUNDARY) || !is_phrase(search.knowledge, &phrase) {
                    continue;
                }
                if end > at {
                    search.other(at, char, (before, behind), edits);
                } else if before > 0 {
                    search.left_out(at, char, behind, edits);
                }
            }
        }
    }
}

fn is_phrase(knowledge: &Knowledge, phrase: &[u16]) -> bool {
    knowledge.lexicon.get(Hash::of(phrase.iter().copied())).is_phrase()
}

/// This character in the place of one that it sounds or looks like.
fn substitution(search: &Search<'_>, at: usize, char: u16, edits: &mut Vec<Edit>) {
    let (characters, own) = (&search.knowledge.characters, search.symbols[at]);
    if char == own || !search.fits(at, at + 1, &[char]) || !search.bear(at, at + 1, &[char]) {
        return;
    }
    let sounds_like =
        characters.sounds(own).iter().any(|&sound| characters.like_sound(sound).any(|other| other == char));
    let mut kinds = Vec::new();
    if sounds_like {
        kinds.push(characters.likeness(own, char));
    }
    if characters.alike(own).contains(&char) && !kinds.contains(&Likeness::Shape) {
        kinds.push(Likeness::Shape);
    }
    for kind in kinds {
        let edit = Edit::new(at..at + 1, &[char], Kind::Substitution(kind));
        if !edits.iter().any(|known| known.is_same(&edit)) {
            edits.push(edit);
        }
    }
}

/// Words of two characters that sound like those from `at` on.
fn words(search: &Search<'_>, at: usize, edits: &mut Vec<Edit>) {
    let knowledge = search.knowledge;
    let written = [search.symbols[at], search.symbols[at + 1]];
    let like = |own: u16| -> Vec<u16> {
        let usual = knowledge.characters.usual_sounds(own);
        let shares = |char: &u16| knowledge.characters.usual_sounds(*char).iter().any(|sound| usual.contains(sound));
        knowledge.characters.all().filter(|&char| char != own).filter(shares).collect()
    };
    for first in like(search.symbols[at]) {
        for second in like(search.symbols[at + 1]) {
            let word = [first, second];
            let is_word =
                homophones::is_common(knowledge, word) && homophones::shares_a_first_reading(knowledge, written, word);
            if is_word && search.fits(at, at + 2, &word) && search.bear(at, at + 2, &word) {
                edits.push(Edit::new(at..at + 2, &word, Kind::Homophone));
            }
        }
    }
}

/// The run of Chinese characters around a place, up to [`REACH`] on either side.
fn window(symbols: &[u16], place: &Range<usize>) -> Range<usize> {
    let is_han = |at: &usize| symbols[*at] != BOUNDARY;
    let before = (0..place.start).rev().take(REACH).take_while(is_han).count();
    let behind = (place.end..symbols.len()).take(REACH).take_while(is_han).count();
    place.start - before..place.end + behind
}

fn signs(knowledge: &Knowledge, symbols: &[u16], edit: &Edit) -> Option<(Signs, Option<Covering>)> {
    let repaired = [&symbols[..edit.start], edit.right(), &symbols[edit.end..]].concat();
    let (before, after) = (edit.start..edit.end, edit.start..edit.start + edit.right().len());
    let levels = |text: &[u16], place: &Range<usize>| -> Vec<Level> {
        knowledge.trigram_levels(text, place.start, place.len()).collect()
    };
    let log = |text: &[u16], place: &Range<usize>| knowledge.lexicon.cut(&text[window(text, place)], class).log();
    if !Support::of(knowledge, &repaired, after.start, after.len()).is_enough(edit) {
        return None;
    }
    let (written, levels) = (levels(symbols, &before), levels(&repaired, &after));
    let strongest = levels.iter().copied().max().unwrap_or(0);
    let (fours, all_fours) = knowledge.fours(&repaired, after.start, after.len());
    let covering = covering(knowledge, &repaired, &after);
    let written_word = self::covering(knowledge, symbols, &before);
    let signs = Signs {
        novel: written.iter().filter(|&&level| level == 0).count() as u8,
        trigrams: written.len() as u8,
        written_pair: knowledge.rarest_pair(symbols, before.start, before.len()),
        repaired_pair: knowledge.rarest_pair(&repaired, after.start, after.len()),
        weakest: levels.iter().copied().min().unwrap_or(strongest),
        strongest,
        support: levels.iter().sum(),
        fours,
        all_fours,
        gain: (log(&repaired, &after) - log(symbols, &before)) as f32 / NATS,
        word: covering.map_or(0, |word| word.length as u8),
        inside: covering.is_some_and(|word| word.before > 0 && word.behind > 0),
        frequency: covering.map_or(0, |word| word.word.class),
        kind: covering.map_or(0, |word| word.word.kind as u8),
        written_word: written_word.map_or(0, |word| word.length as u8),
        written_frequency: written_word.map_or(0, |word| word.word.class),
    };
    Some((signs, covering))
}

/// The longest word of two and more characters around a place.
fn covering(knowledge: &Knowledge, text: &[u16], place: &Range<usize>) -> Option<Covering> {
    let window = window(text, place);
    let mut best: Option<Covering> = None;
    for start in window.start..=place.start {
        for end in place.end..=window.end.min(start + LONGEST) {
            let length = end - start;
            let bridges = !place.is_empty() || start < place.start && place.end < end;
            let word = knowledge.lexicon.get(Hash::of(text[start..end].iter().copied())).word();
            let longer = length >= 2 && best.is_none_or(|best| best.length < length);
            if let Some(word) = word.filter(|word| longer && bridges && word.kind != WordKind::Name) {
                best = Some(Covering { before: place.start - start, behind: end - place.end, length, word });
            }
        }
    }
    best
}

/// The word that is meant: see [`super::context::Places::extent`].
fn extent(knowledge: &Knowledge, symbols: &[u16], edit: &Edit, covering: Option<Covering>) -> (Range<usize>, Vec<u16>) {
    let repaired = [&symbols[..edit.start], edit.right(), &symbols[edit.end..]].concat();
    let place = edit.start..edit.start + edit.right().len();
    let window = window(&repaired, &place);
    let phrase =
        covering.filter(|word| word.length >= 4).map(|word| place.start - word.before..place.end + word.behind);
    let cut = knowledge.lexicon.cut(&repaired[window.clone()], class);
    let mut words = cut.words().map(|word| word.start + window.start..word.end + window.start);
    let word =
        words.find(|word| word.len() > 1 && word.start <= place.start && place.end.max(place.start + 1) <= word.end);
    let is_han = |at: usize| repaired.get(at).is_some_and(|&symbol| symbol != BOUNDARY);
    let shown = phrase.or(word).unwrap_or_else(|| {
        if is_han(place.start - 1) && (place.is_empty() || !is_han(place.end)) {
            place.start - 1..place.end
        } else {
            place.start..place.end + usize::from(is_han(place.end))
        }
    });
    let (before, behind) = (place.start - shown.start, shown.end - place.end);
    (edit.start - before..edit.end + behind, repaired[shown].to_vec())
}
