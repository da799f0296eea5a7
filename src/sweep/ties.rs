//! What ties documents together: the same person masked differently, the same list twice.
//!
//! A tie is kept as a keyed tag of a name. The digits that a mask shows are kept nowhere: they are
//! read again, from the few files that a tag brings together, and live in memory for the length of
//! a comparison.

use std::collections::HashSet;

use super::Key;
use crate::detect::number::policy::NumberPolicy;
use crate::detect::number::{MaskedNumber, sightings};
use crate::document::{BlockKind, Document};
use crate::finding::Finding;
use crate::place::Place;
use crate::rule::Category;

/// The rule that sees every masked number, strong ones as well.
pub const WEAK_MASK: &str = "weak-mask";

/// Two masks that leave at most so many numbers together give the number away.
pub const SERIOUS: u64 = 10;

/// Places that must show in both masks before two short names are taken for one person.
const IN_COMMON: usize = 2;

/// Independent values of a list of names; equal lists have all of them in common.
const ROUNDS: usize = 4;

/// Of these, how many two copies of a list with small differences have in common.
pub const ALIKE: usize = 3;

/// Fewer names are no list.
const LIST: usize = 10;

/// More masks of one name are those of many persons; comparing them all would tell nothing.
const MOST: usize = 200;

/// What a document may say together with others.
#[derive(Clone, Debug, Default)]
pub struct Ties {
    /// The masked numbers with their holders.
    pub halves: Vec<Half>,
    /// The tags of its list of names, if it has one and leaks.
    pub list: Vec<u64>,
}

/// With what ties are found.
#[derive(Clone, Debug)]
pub struct Tying {
    /// What the site's configuration says about personal numbers.
    pub numbers: NumberPolicy,
    /// What names are told apart with.
    pub key: Key,
    /// True to look for masked numbers in every document. Otherwise that is left to the rule
    /// `weak-mask`, which sees all of them and may be switched off.
    pub every: bool,
}

/// A masked number and whose it is. Only ever held in memory.
#[derive(Clone, Debug)]
pub struct Half {
    /// The keyed tag of the name.
    pub person: u64,
    /// The name.
    pub name: String,
    /// What shows.
    pub number: MaskedNumber,
    /// The member of a container.
    pub member: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// Two masks that complete each other, by their positions among those compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The one.
    pub one: usize,
    /// The other.
    pub other: usize,
    /// How many numbers remain.
    pub left: u64,
}

impl Ties {
    /// True when nothing ties it to another document.
    pub fn is_empty(&self) -> bool {
        self.halves.is_empty() && self.list.is_empty()
    }

    /// Adds those of a document in which `findings` were found.
    pub fn add(&mut self, document: &Document, findings: &[Finding], tying: &Tying) {
        if tying.every || findings.iter().any(|finding| finding.rule.name == WEAK_MASK) {
            self.add_halves(document, &tying.numbers, &tying.key);
        }
        let leaks = |finding: &Finding| finding.is_reported() && finding.rule.category == Category::Privacy;
        if findings.iter().any(leaks) {
            self.list.extend(list(document, &tying.key));
        }
    }

    /// Adds the masked numbers of a document.
    pub fn add_halves(&mut self, document: &Document, policy: &NumberPolicy, key: &Key) {
        let member = document.origin().member_chain();
        self.halves.extend(sightings(document, policy).into_iter().map(|seen| Half {
            person: key.person(&seen.name),
            name: seen.name,
            number: seen.number,
            member: member.clone(),
            place: document.locate(seen.span).place,
        }));
    }

    /// The tags to keep.
    pub fn persons(&self) -> Vec<u64> {
        let mut tags: Vec<u64> = self.halves.iter().map(|half| half.person).collect();
        tags.sort_unstable();
        tags.dedup();
        tags
    }
}

/// The least value of each round over the names under 姓名.
fn list(document: &Document, key: &Key) -> Vec<u64> {
    let cells = document.blocks().iter().filter(|block| matches!(block.kind, BlockKind::Cell(at) if !at.header));
    let named = cells.filter(|cell| document.label(cell).is_some_and(|label| label.contains("姓名")));
    let names: HashSet<&str> =
        named.map(|cell| document.slice(cell.span).trim()).filter(|name| !name.is_empty()).collect();
    if names.len() < LIST {
        return Vec::new();
    }
    let least = |round: usize| names.iter().map(|name| key.listed(round as u8, name)).min();
    (0..ROUNDS).filter_map(least).collect()
}

/// The pairs among the masks beside one name that together leave at most [`SERIOUS`] numbers.
/// `document` tells in which document each stands: two masks of one document are the business of
/// its own rules.
///
/// A name is not a person. Where a mask fits several others that contradict each other, all that
/// they leave counts together.
pub fn complete(halves: &[(usize, &Half)]) -> Vec<Pair> {
    let halves = &halves[..halves.len().min(MOST)];
    let strong: Vec<bool> = halves.iter().map(|(_, half)| half.number.left() > SERIOUS).collect();
    let mut pairs = Vec::new();
    for one in 0..halves.len() {
        for other in one + 1..halves.len() {
            if strong[one] && strong[other] && halves[one].0 != halves[other].0 {
                pairs.extend(pair(halves, one, other));
            }
        }
    }
    let all: Vec<u64> = (0..halves.len()).map(|half| left_in_all(half, halves, &pairs)).collect();
    pairs
        .into_iter()
        .map(|(pair, _)| pair)
        .filter(|pair| all[pair.one] <= SERIOUS && all[pair.other] <= SERIOUS)
        .collect()
}

fn pair(halves: &[(usize, &Half)], one: usize, other: usize) -> Option<(Pair, MaskedNumber)> {
    let (a, b) = (halves[one].1, halves[other].1);
    let common = a.number.shown_in_both(&b.number);
    if common < IN_COMMON && a.name.chars().count() < 3 {
        return None;
    }
    let both = a.number.with(&b.number)?;
    Some((Pair { one, other, left: both.left() }, both))
}

/// How many numbers all that fits one mask leaves.
fn left_in_all(half: usize, halves: &[(usize, &Half)], pairs: &[(Pair, MaskedNumber)]) -> u64 {
    let own = pairs.iter().filter(|(pair, _)| pair.one == half || pair.other == half);
    let mut different: Vec<&MaskedNumber> = Vec::new();
    for (_, both) in own {
        if !different.contains(&both) {
            different.push(both);
        }
    }
    if different.is_empty() {
        return halves[half].1.number.left();
    }
    different.iter().map(|both| both.left()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{self, Item, Limits};
    use crate::source::{Origin, Source};

    /// Persons and numbers are made up.
    fn half(name: &str, number: &str) -> Half {
        let mut ties = Ties::default();
        let text = format!("{name}，身份证号：{number}，已受理。");
        format::read(Source::new(Origin::file("a.txt"), text), &Limits::default(), &mut |item| {
            if let Item::Document(document) = item {
                ties.add_halves(&document, &NumberPolicy::default(), &Key::new([1; 32]));
            }
        });
        ties.halves.remove(0)
    }

    fn pairs(numbers: &[&str]) -> Vec<u64> {
        let halves: Vec<Half> = numbers.iter().map(|number| half("林小满", number)).collect();
        let numbered: Vec<(usize, &Half)> = halves.iter().enumerate().collect();
        complete(&numbered).iter().map(|pair| pair.left).collect()
    }

    #[test]
    fn two_strong_masks_can_give_a_number_away() {
        // 46010619900101101X with its birth date hidden here and its end hidden there.
        assert_eq!(pairs(&["460106********101X", "46010619900101****"]), [1]);
        assert!(pairs(&["460106********101X", "460106********101X"]).is_empty());
        assert!(pairs(&["460106********101X", "44010619900101****"]).is_empty());
    }

    #[test]
    fn phones_complete_each_other_too() {
        let (one, other) = (half("林小满", "手机138****1111"), half("林小满", "手机1380000****"));
        assert_eq!(complete(&[(0, &one), (1, &other)]).len(), 1);
        assert!(complete(&[(0, &one), (0, &other)]).is_empty(), "one document");
    }

    #[test]
    fn a_name_that_many_bear_is_no_person() {
        let many: Vec<Half> = (0..30).map(|year| half("林小满", &format!("460106{}0101****", 1960 + year))).collect();
        let one = half("林小满", "460106********101X");
        let numbered: Vec<(usize, &Half)> = many.iter().chain([&one]).enumerate().collect();
        let found = complete(&numbered);
        assert!(found.len() <= SERIOUS as usize, "{found:?}");
    }

    #[test]
    fn copies_of_a_list_have_most_in_common() {
        let key = Key::new([1; 32]);
        let list_of = |names: &[String]| {
            let mut tags = Vec::new();
            let rows: String = names.iter().map(|name| format!("{name},一等\n")).collect();
            let source = Source::new(Origin::file("a.csv"), format!("姓名,等级\n{rows}"));
            format::read(source, &Limits::default(), &mut |item| {
                if let Item::Document(document) = item {
                    tags = list(&document, &key);
                }
            });
            tags
        };
        let surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗";
        let names: Vec<String> = surnames.chars().map(|char| format!("{char}小满")).collect();
        let common = |other: &[String]| list_of(other).iter().filter(|tag| list_of(&names).contains(tag)).count();
        assert_eq!(common(&names), ROUNDS);
        assert!(common(&names[..19]) >= ALIKE);
        assert_eq!(list_of(&names[..5]).len(), 0);
    }
}
