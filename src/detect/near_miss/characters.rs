//! Which characters people and input methods take for one another.

use std::collections::HashMap;

use crate::model::symbol;

/// Character, toneless readings, look-alikes; see `scripts/near-miss-lexicon`.
const TABLE: &str = include_str!("data/characters.tsv");
/// How many readings of a character are usual.
const USUAL: usize = 2;

/// How one character stands to another that it was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// They share a reading, tones aside: 拨 and 播.
    SameSound,
    /// Their readings differ only where dialects and fast typing do: zh and z, in and ing.
    NearSound,
    /// They look alike: 末 and 未.
    Shape,
    /// Nothing of that.
    Other,
}

/// Readings and look-alikes of every character in common use.
#[derive(Debug)]
pub(super) struct Characters {
    entries: Vec<Entry>,
    /// Readings and look-alikes of all characters, one behind the other.
    lists: Vec<u16>,
    /// The same by another number of each symbol that is among them.
    numbered: Vec<u16>,
    /// The entry of each symbol, counted from 1; 0 for none.
    numbers: Box<[u16]>,
    /// The characters of each reading.
    by_sound: Vec<Vec<u16>>,
    /// The characters of which each reading is a usual one.
    by_usual_sound: Vec<Vec<u16>>,
    /// The readings near to each reading, itself not among them.
    near: Vec<Vec<u16>>,
}

/// Where the readings of a character lie in the lists, its look-alikes behind them, and their end.
#[derive(Debug)]
struct Entry {
    own: u16,
    sounds: u32,
    alike: u32,
    end: u32,
}

impl Characters {
    /// Reads the built-in table.
    pub(super) fn built_in() -> Self {
        let mut names = Names::default();
        let (mut entries, mut lists) = (Vec::with_capacity(7_000), Vec::with_capacity(80_000));
        for line in TABLE.lines() {
            let mut cells = line.split('\t');
            let Some(own) = cells.next().and_then(|cell| cell.chars().next()) else { continue };
            let sounds = lists.len() as u32;
            let readings = cells.next().unwrap_or_default().split(',').filter(|name| !name.is_empty());
            lists.extend(readings.map(|name| names.number(name)));
            let alike = lists.len() as u32;
            lists.extend(cells.next().unwrap_or_default().chars().map(symbol));
            entries.push(Entry { own: symbol(own), sounds, alike, end: lists.len() as u32 });
        }
        let by_sound = |most| by_sound(&entries, &lists, names.names.len(), most);
        let (by_sound, by_usual_sound) = (by_sound(usize::MAX), by_sound(USUAL));
        let near = near(&names.names);
        Characters { numbers: numbered(&entries), entries, lists, numbered: Vec::new(), by_sound, by_usual_sound, near }
    }

    fn entry(&self, char: u16) -> Option<&Entry> {
        let number = self.numbers.get(usize::from(char))?;
        self.entries.get(usize::from(*number).checked_sub(1)?)
    }

    fn list(&self, range: std::ops::Range<u32>) -> &[u16] {
        &self.lists[range.start as usize..range.end as usize]
    }

    /// How two characters stand to each other.
    pub(super) fn likeness(&self, one: u16, other: u16) -> Likeness {
        let (Some(a), Some(b)) = (self.entry(one), self.entry(other)) else { return Likeness::Other };
        let [one_sounds, other_sounds] = [a, b].map(|entry| self.list(entry.sounds..entry.alike));
        let near = |sound: &u16| self.near[usize::from(*sound)].iter().any(|sound| other_sounds.contains(sound));
        if one_sounds.iter().any(|sound| other_sounds.contains(sound)) {
            Likeness::SameSound
        } else if self.alike(one).contains(&other) || self.alike(other).contains(&one) {
            Likeness::Shape
        } else if one_sounds.iter().any(near) {
            Likeness::NearSound
        } else {
            Likeness::Other
        }
    }

    /// The readings of a character, as numbers; the usual ones first.
    pub(super) fn sounds(&self, char: u16) -> &[u16] {
        self.entry(char).map_or(&[], |entry| self.list(entry.sounds..entry.alike))
    }

    /// The usual readings of a character: its first two.
    pub(super) fn usual_sounds(&self, char: u16) -> &[u16] {
        let sounds = self.sounds(char);
        &sounds[..sounds.len().min(USUAL)]
    }

    /// The characters that look like this one.
    pub(super) fn alike(&self, char: u16) -> &[u16] {
        self.entry(char).map_or(&[], |entry| self.list(entry.alike..entry.end))
    }

    /// Tells another number of each symbol, for [`Characters::numbers_alike`].
    pub(super) fn number(&mut self, number: impl Fn(u16) -> Option<u16>) {
        self.numbered = self.lists.iter().map(|&symbol| number(symbol).unwrap_or(u16::MAX)).collect();
    }

    /// The characters that look like this one by the numbers that they were told to have, and other numbers.
    pub(super) fn numbers_alike(&self, char: u16) -> &[u16] {
        let alike = self.entry(char).and_then(|entry| self.numbered.get(entry.alike as usize..entry.end as usize));
        alike.unwrap_or_default()
    }

    /// The characters of a reading that is usual for them.
    pub(super) fn usually_of_sound(&self, sound: u16) -> &[u16] {
        &self.by_usual_sound[usize::from(sound)]
    }

    /// The characters of a reading, and those of readings near to it.
    pub(super) fn like_sound(&self, sound: u16) -> impl Iterator<Item = u16> {
        let sounds = std::iter::once(sound).chain(self.near[usize::from(sound)].iter().copied());
        sounds.flat_map(|sound| &self.by_sound[usize::from(sound)]).copied()
    }

    /// True when two characters share a reading, or have readings near to each other.
    pub(super) fn sound_alike(&self, one: u16, other: u16) -> bool {
        self.sounds(one).iter().any(|&sound| self.like_sound(sound).any(|char| char == other))
    }

    /// The same number for all characters that are mostly read in the same way, or nearly so.
    pub(super) fn group(&self, char: u16) -> u16 {
        let Some(&sound) = self.sounds(char).first() else { return u16::MAX };
        self.near[usize::from(sound)].iter().copied().chain([sound]).min().unwrap_or(sound)
    }

    /// How many readings there are.
    pub(super) fn readings(&self) -> usize {
        self.near.len()
    }

    /// Every character, for trying them all.
    pub(super) fn all(&self) -> impl Iterator<Item = u16> {
        self.entries.iter().map(|entry| entry.own)
    }
}

/// The readings in the order in which they come.
#[derive(Default)]
struct Names<'a> {
    names: Vec<&'a str>,
    numbers: HashMap<&'a str, u16>,
}

impl<'a> Names<'a> {
    fn number(&mut self, name: &'a str) -> u16 {
        *self.numbers.entry(name).or_insert_with(|| {
            self.names.push(name);
            self.names.len() as u16 - 1
        })
    }
}

fn numbered(entries: &[Entry]) -> Box<[u16]> {
    let most = entries.iter().map(|entry| entry.own).max().unwrap_or(0);
    let mut numbers = vec![0; usize::from(most) + 1].into_boxed_slice();
    for (number, entry) in (1..).zip(entries) {
        numbers[usize::from(entry.own)] = number;
    }
    numbers
}

/// Sorted, so that nothing depends on the order of the table.
fn by_sound(entries: &[Entry], lists: &[u16], sounds: usize, most: usize) -> Vec<Vec<u16>> {
    let mut table = vec![Vec::new(); sounds];
    for entry in entries {
        let own = &lists[entry.sounds as usize..entry.alike as usize];
        own.iter().take(most).for_each(|&sound| table[usize::from(sound)].push(entry.own));
    }
    table.iter_mut().for_each(|chars: &mut Vec<u16>| chars.sort_unstable());
    table
}

fn near(names: &[&str]) -> Vec<Vec<u16>> {
    let blurred: Vec<String> = names.iter().map(|name| blur(name)).collect();
    let mut groups: HashMap<&str, Vec<u16>> = HashMap::new();
    for (number, name) in blurred.iter().enumerate() {
        groups.entry(name).or_default().push(number as u16);
    }
    let others =
        |number: usize| groups[&*blurred[number]].iter().copied().filter(move |&other| usize::from(other) != number);
    (0..names.len()).map(|number| others(number).collect()).collect()
}

/// A reading without the differences that dialects and fuzzy input make: retroflex and plain
/// sibilants, n and l, f and h, front and back nasals.
fn blur(name: &str) -> String {
    let name = match name.as_bytes() {
        [b'z' | b'c' | b's', b'h', ..] => format!("{}{}", &name[..1], &name[2..]),
        [b'n', _, ..] => format!("l{}", &name[1..]),
        [b'f', b'u' | b'a' | b'e', ..] if name != "fu" => name.replacen('f', "hu", 1).replace("uu", "u"),
        [b'f', ..] => name.replacen('f', "h", 1),
        _ => name.to_owned(),
    };
    name.strip_suffix('g').map_or(name.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_likeness() {
        let characters = Characters::built_in();
        let likeness = |a, b| characters.likeness(symbol(a), symbol(b));
        assert_eq!(likeness('布', '部'), Likeness::SameSound);
        assert_eq!(likeness('末', '未'), Likeness::Shape);
        assert_eq!(likeness('拔', '拨'), Likeness::SameSound, "拔 is also read bo");
        assert_eq!(likeness('攻', '政'), Likeness::Shape);
        assert_eq!(likeness('名', '民'), Likeness::NearSound);
        assert_eq!(likeness('山', '水'), Likeness::Other);
    }
}
