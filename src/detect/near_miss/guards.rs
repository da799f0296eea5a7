//! What keeps an edit from being more than advice, however much its signs weigh: ways of writing that
//! are right as they stand, and one edit away from something more usual.

use super::characters::Likeness;
use super::context::{Covering, Signs};
use super::edit::{Edit, Kind};
use super::lexicon::Hash;
use super::{Knowledge, weigh};
use crate::model::{BOUNDARY, symbol};

/// Words that may join two others or be left out between them.
const JOINERS: &str = "和与及或的";
/// Characters that numbers are written with: nothing tells which number was meant.
const NUMERALS: &str = "一二三四五六七八九十百千万亿两零";

/// Characters that stand behind any noun: 规划间衔接.
const POSTPOSITIONS: &str = "间内外上下中前后等";

/// An edit in its text.
pub(super) struct Case<'a> {
    pub(super) knowledge: &'a Knowledge,
    pub(super) symbols: &'a [u16],
    /// The text before the edit.
    pub(super) before: &'a str,
    pub(super) edit: &'a Edit,
    pub(super) signs: &'a Signs,
    pub(super) covering: Option<Covering>,
}

impl Case<'_> {
    /// True when the edit is advice at most. Names that must not be written wrongly are not held back.
    pub(super) fn is_held_back(&self) -> bool {
        let held = match self.edit.kind {
            Kind::Omission => self.is_complete() || self.is_unjoined() || self.is_contracted(),
            Kind::Substitution(Likeness::Other) if self.is_postposition() => true,
            Kind::Substitution(_) => self.is_rare_reading() || self.is_number() || self.is_listed_alone(),
            Kind::Homophone => self.is_number() || self.is_listed_alone(),
            _ => false,
        };
        held && !weigh::is_protected(self.signs)
    }

    /// What is taken for left out stands before or behind the phrase, not in it: 令其限期 is as good
    /// as 责令其限期.
    fn is_complete(&self) -> bool {
        !self.signs.inside
    }

    /// Two words without the one that may join them: 药品医疗器械.
    fn is_unjoined(&self) -> bool {
        self.signs.written_word == 0 && self.edit.right().iter().any(|&right| is_one_of(JOINERS, right))
    }

    /// A phrase that ends on a word of two characters, of which the second stands for both: 易燃易爆品.
    fn is_contracted(&self) -> bool {
        let (Some(covering), [right]) = (self.covering, self.edit.right()) else { return false };
        let word = [*right, self.symbols[self.edit.end]];
        covering.behind == 1 && self.knowledge.lexicon.get(Hash::of(word)).dictionary_class().is_some()
    }

    /// A sound that the written character has in few words only: 省 is sheng, and rarely xing.
    fn is_rare_reading(&self) -> bool {
        let characters = &self.knowledge.characters;
        let (Some(&written), [right]) = (self.symbols.get(self.edit.start), self.edit.right()) else { return false };
        let usual = characters.sounds(written).first();
        let is_alike = characters.alike(written).contains(right) || characters.alike(*right).contains(&written);
        !is_alike
            && characters.sound_alike(written, *right)
            && !usual.is_some_and(|&sound| characters.like_sound(sound).any(|other| other == *right))
    }

    /// A character that nobody takes for the right one, and that may stand behind any word.
    fn is_postposition(&self) -> bool {
        is_one_of(POSTPOSITIONS, self.symbols[self.edit.start])
    }

    /// One number for another, or a number for something else: 三提五统 is not meant to be 三十五.
    fn is_number(&self) -> bool {
        let (start, end) = (self.edit.start, self.edit.end);
        let neighbours = [self.symbols[start - 1], self.symbols[end]];
        let is_numeral = |&symbol: &u16| is_one_of(NUMERALS, symbol);
        self.edit.right().iter().all(is_numeral) && neighbours.iter().any(is_numeral)
    }

    /// The last of a list of single characters: 电、煤有条件平衡.
    fn is_listed_alone(&self) -> bool {
        let Some(list) = self.before.strip_suffix('、') else { return false };
        let mut item = list.chars().rev().map(symbol).take_while(|&symbol| symbol != BOUNDARY);
        match (item.next(), item.next()) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(last), Some(before)) => self.knowledge.lexicon.get(Hash::of([before, last])).word().is_none(),
        }
    }
}

fn is_one_of(set: &str, symbol: u16) -> bool {
    set.chars().any(|char| char as u16 == symbol)
}
