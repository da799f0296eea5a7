//! Masked numbers beside the name of their holder: what two documents can say together.
//!
//! Nothing is judged here. A mask that is strong enough alone is still a half of a number when
//! another page hides the other half.

use super::super::person;
use super::super::policy::NumberPolicy;
use super::super::scene::Scene;
use super::beside::Beside;
use super::count::left;
use super::shape::Reading;
use super::{Masked, find, may_be_masked};
use crate::detect::Scan;
use crate::document::{Block, BlockKind, CellAt, Document};
use crate::span::{Span, Text};

/// How many fields or lines before and behind a number may name its holder.
const NEIGHBOURS: usize = 6;

/// Bytes before a number in which its holder is looked for.
const REACH: usize = 120;

/// A masked number and whose it is.
#[derive(Clone, Debug)]
pub struct Sighting {
    /// The name beside it, in full.
    pub name: String,
    /// Where it stands.
    pub span: Span<Text>,
    /// What it shows.
    pub number: MaskedNumber,
}

/// What a masked number shows, as far as two of them can be laid over each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaskedNumber(Reading);

impl MaskedNumber {
    /// How many valid numbers it can be.
    pub fn left(&self) -> u64 {
        left(&self.0, &Beside::default(), None)
    }

    /// Both masks over each other, when they can be of one number and tell more together than
    /// either does alone. `None` otherwise.
    pub fn with(&self, other: &MaskedNumber) -> Option<MaskedNumber> {
        let same_kind = std::mem::discriminant(&self.0) == std::mem::discriminant(&other.0);
        if !same_kind || self.0.slots().len() != other.0.slots().len() {
            return None;
        }
        let mut both = self.clone();
        both.0.slots_mut().iter_mut().zip(other.0.slots()).for_each(|(slot, &other)| *slot = slot.and(other));
        let fits = both.0.slots().iter().all(|slot| !slot.is_empty());
        (fits && both != *self && both != *other && both.left() > 0).then_some(both)
    }

    /// How many places show in both.
    pub fn shown_in_both(&self, other: &MaskedNumber) -> usize {
        self.0.slots().iter().zip(other.0.slots()).filter(|(one, other)| one.is_known() && other.is_known()).count()
    }

    /// How many places it has.
    pub fn length(&self) -> usize {
        self.0.slots().len()
    }
}

/// The masked numbers of a document that stand beside a full name.
pub fn sightings(document: &Document, policy: &NumberPolicy) -> Vec<Sighting> {
    let candidates = super::super::candidates(document);
    let scan = Scan::new(document);
    let scene = Scene::new(&scan, policy);
    let mut all = Vec::new();
    for candidate in candidates.iter().filter(|candidate| may_be_masked(candidate, scene.text)) {
        find(&scene, &candidate, &mut all);
    }
    all.into_iter().filter_map(|masked| sighting(&scene, masked)).collect()
}

fn sighting(scene: &Scene<'_>, masked: Masked) -> Option<Sighting> {
    let name = holder(scene, masked.span)?;
    Some(Sighting { name, span: masked.span, number: MaskedNumber(masked.reading) })
}

/// The name of the person whose number stands at `span`.
fn holder(scene: &Scene<'_>, span: Span<Text>) -> Option<String> {
    let index = scene.document.block_index_at(span.start())?;
    let block = &scene.document.blocks()[index];
    match block.kind {
        BlockKind::Cell(at) => in_row(scene, block, at).or_else(|| in_text(scene, block, span)),
        BlockKind::Field => in_record(scene, index).or_else(|| in_text(scene, block, span)),
        _ => in_text(scene, block, span).or_else(|| in_record(scene, index)),
    }
}

/// The cell under 姓名, else the first that can only be a name.
fn in_row(scene: &Scene<'_>, own: &Block, at: CellAt) -> Option<String> {
    let cells = || scene.document.row(at.table, at.row).filter(|cell| cell.span != own.span);
    let text = |cell: &Block| scene.document.slice(cell.span).trim().to_owned();
    let labelled = cells().filter(|cell| is_name_label(scene, cell)).map(text).find(|name| could_be_name(name));
    labelled.or_else(|| cells().map(text).find(|name| is_full_name(name)))
}

/// A field or a short line around that is called 姓名.
fn in_record(scene: &Scene<'_>, own: usize) -> Option<String> {
    let blocks = scene.document.blocks();
    let around = own.saturating_sub(NEIGHBOURS)..(own + NEIGHBOURS + 1).min(blocks.len());
    around.filter(|&index| index != own).find_map(|index| {
        let text = scene.document.slice(blocks[index].span).trim();
        let name = if is_name_label(scene, &blocks[index]) {
            text
        } else {
            let (label, name) = text.split_once(['：', ':'])?;
            Some(name.trim()).filter(|_| label.trim().ends_with("姓名"))?
        };
        could_be_name(name).then(|| name.to_owned())
    })
}

/// The nearest name before the number in its block.
fn in_text(scene: &Scene<'_>, block: &Block, span: Span<Text>) -> Option<String> {
    let text = &scene.text[block.span.start()..span.start()];
    let start = text.char_indices().map(|(at, _)| at).find(|at| at + REACH >= text.len()).unwrap_or(0);
    let words = text[start..].rsplit(|char: char| !matches!(char, '\u{4e00}'..='\u{9fff}' | '·'));
    words.filter(|word| !word.is_empty()).find_map(name_in)
}

/// The word itself, or what follows a role in it: 申请人林小满.
fn name_in(word: &str) -> Option<String> {
    let behind_role = word.rfind(['人', '者', '主', '员', '方', '告']).map(|at| &word[at + '人'.len_utf8()..]);
    [Some(word), behind_role].into_iter().flatten().find(|name| is_full_name(name)).map(str::to_owned)
}

fn is_name_label(scene: &Scene<'_>, block: &Block) -> bool {
    scene.document.label(block).is_some_and(|label| label.contains("姓名") || label.eq_ignore_ascii_case("name"))
}

fn is_full_name(name: &str) -> bool {
    could_be_name(name) && person::is_name(name)
}

/// Two to four Han characters; names that are masked themselves tell nobody apart.
fn could_be_name(name: &str) -> bool {
    let length = name.chars().count();
    (2..=4).contains(&length)
        && name.chars().all(|char| matches!(char, '\u{4e00}'..='\u{9fff}' | '·'))
        && !name.contains('某')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{self, Item, Limits};
    use crate::source::{Origin, Source};

    fn seen(name: &str, text: &str) -> Vec<Sighting> {
        let mut seen = Vec::new();
        format::read(Source::new(Origin::file(name), text), &Limits::default(), &mut |item| {
            if let Item::Document(document) = item {
                seen.extend(sightings(&document, &NumberPolicy::default()));
            }
        });
        seen
    }

    // All persons and numbers are made up.
    #[test]
    fn names_are_found_where_people_write_them() {
        for (file, text) in [
            ("a.txt", "申请人林小满，身份证号：460106********011X，已受理。"),
            ("a.txt", "姓名：林小满\n身份证号：460106********011X\n"),
            (
                "a.csv",
                "序号,姓名,单位,身份证号\n1,林小满,第一小学,460106********011X\n2,许长河,第一小学,460106********0130\n",
            ),
            ("a.json", "{\"姓名\":\"林小满\",\"身份证号\":\"460106********011X\"}"),
        ] {
            let seen = seen(file, text);
            assert_eq!(seen.first().map(|sighting| sighting.name.as_str()), Some("林小满"), "{text}: {seen:?}");
        }
    }

    #[test]
    fn who_is_not_named_is_not_seen() {
        assert!(seen("a.txt", "林某某，身份证号：460106********011X").is_empty());
        assert!(seen("a.txt", "身份证号：460106********011X").is_empty());
    }

    #[test]
    fn masks_of_one_number_leave_one() {
        let number = |text: &str| seen("a.txt", &format!("林小满，身份证号：{text}。")).remove(0).number;
        let (one, other) = (number("460106********1235"), number("46010619900307****"));
        assert!(one.left() > 1000, "{}", one.left());
        let both = one.with(&other).or_else(|| one.with(&number("46010619900308****")));
        assert!(both.is_none_or(|both| both.left() <= 1));
        assert!(one.with(&one).is_none());
        assert!(one.with(&number("440106********1235")).is_none());
        assert_eq!(one.shown_in_both(&other), 6);
    }
}
