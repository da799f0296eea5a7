//! Which characters people and input methods take for one another.

use std::collections::HashMap;

use crate::model::symbol;

/// Character, toneless readings, look-alikes; see `scripts/near-miss-lexicon`.
const TABLE: &str = include_str!("data/characters.tsv");

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
    /// The entry of each symbol, counted from 1; 0 for none.
    numbers: Box<[u16]>,
    /// The characters of each reading.
    by_sound: Vec<Vec<u16>>,
    /// The readings near to each reading, itself not among them.
    near: Vec<Vec<u16>>,
}

/// What is known of a character.
#[derive(Debug)]
struct Entry {
    own: u16,
    sounds: Vec<u16>,
    alike: Vec<u16>,
}

impl Characters {
    /// Reads the built-in table.
    pub(super) fn built_in() -> Self {
        let mut names: Vec<&str> = Vec::new();
        let mut numbers: HashMap<&str, u16> = HashMap::new();
        let mut entries = Vec::with_capacity(7000);
        for line in TABLE.lines() {
            let mut cells = line.split('\t');
            let Some(own) = cells.next().and_then(|cell| cell.chars().next()) else { continue };
            let names_of = cells.next().unwrap_or_default().split(',').filter(|name| !name.is_empty());
            let sounds =
                names_of.map(|name| *numbers.entry(name).or_insert_with(|| number(&mut names, name))).collect();
            let alike = cells.next().unwrap_or_default().chars().map(symbol).collect();
            entries.push(Entry { own: symbol(own), sounds, alike });
        }
        let by_sound = by_sound(&entries, names.len());
        Characters { numbers: numbered(&entries), entries, by_sound, near: near(&names) }
    }

    /// Hands every character that `wrong` may have been taken for to `found`, likeliest kind first. A
    /// character can come twice.
    pub(super) fn each_mistaken(&self, wrong: u16, found: &mut dyn FnMut(u16, Likeness)) {
        let Some(entry) = self.entry(wrong) else { return };
        let mut each = |rights: &[u16], likeness| {
            rights.iter().filter(|&&right| right != wrong).for_each(|&right| found(right, likeness));
        };
        entry.sounds.iter().for_each(|&sound| each(self.of_sound(sound), Likeness::SameSound));
        each(&entry.alike, Likeness::Shape);
        let near = entry.sounds.iter().flat_map(|&sound| &self.near[usize::from(sound)]);
        near.for_each(|&sound| each(self.of_sound(sound), Likeness::NearSound));
    }

    fn entry(&self, char: u16) -> Option<&Entry> {
        let number = self.numbers.get(usize::from(char))?;
        self.entries.get(usize::from(*number).checked_sub(1)?)
    }

    /// How two characters stand to each other.
    pub(super) fn likeness(&self, one: u16, other: u16) -> Likeness {
        let (Some(a), Some(b)) = (self.entry(one), self.entry(other)) else { return Likeness::Other };
        let near = |sound: &u16| self.near[usize::from(*sound)].iter().any(|sound| b.sounds.contains(sound));
        if a.sounds.iter().any(|sound| b.sounds.contains(sound)) {
            Likeness::SameSound
        } else if a.alike.contains(&other) || b.alike.contains(&one) {
            Likeness::Shape
        } else if a.sounds.iter().any(near) {
            Likeness::NearSound
        } else {
            Likeness::Other
        }
    }

    /// The readings of a character, as numbers; the usual ones first.
    pub(super) fn sounds(&self, char: u16) -> &[u16] {
        self.entry(char).map_or(&[], |entry| &entry.sounds)
    }

    fn of_sound(&self, sound: u16) -> &[u16] {
        &self.by_sound[usize::from(sound)]
    }
}

fn number<'a>(names: &mut Vec<&'a str>, name: &'a str) -> u16 {
    names.push(name);
    names.len() as u16 - 1
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
fn by_sound(entries: &[Entry], sounds: usize) -> Vec<Vec<u16>> {
    let mut table = vec![Vec::new(); sounds];
    for entry in entries {
        entry.sounds.iter().for_each(|&sound| table[usize::from(sound)].push(entry.own));
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

    #[test]
    fn the_right_character_is_among_the_mistaken() {
        let characters = Characters::built_in();
        for (wrong, right) in ["末未", "攻政", "布部", "姐组", "名民"].map(|pair| {
            let mut chars = pair.chars().map(symbol);
            (chars.next().unwrap_or_default(), chars.next().unwrap_or_default())
        }) {
            let mut found = false;
            characters.each_mistaken(wrong, &mut |char, _| found |= char == right);
            assert!(found, "{wrong:x} {right:x}");
        }
    }
}
