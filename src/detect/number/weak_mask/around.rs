//! Where to look for what gives a masked number away: its table row, its record, its sentence.

use super::super::scene::Scene;
use super::Masked;
use super::beside::Beside;
use crate::document::{Block, BlockKind, CellAt};

/// How many fields or lines before and behind a number may belong to the same person.
const NEIGHBOURS: usize = 6;

/// What the row, the record or the sentence tells.
pub(super) fn beside(scene: &Scene<'_>, all: &[Masked], index: usize, year: Option<u16>) -> Beside {
    let span = all[index].span;
    let mut beside = Beside::default();
    let Some(number) = scene.document.block_index_at(span.start()) else { return beside };
    let block = &scene.document.blocks()[number];
    match block.kind {
        BlockKind::Cell(at) => take_row(scene, block, at, year, &mut beside),
        BlockKind::Field => take_record(scene, number, year, &mut beside),
        _ => take_lines(scene, number, year, &mut beside),
    }
    beside.take_text(sentence(scene, all, index, block), year);
    beside
}

/// The other cells of the row; in a form, which has no header row and no second such number, of a
/// few rows around.
fn take_row(scene: &Scene<'_>, own: &Block, at: CellAt, year: Option<u16>, beside: &mut Beside) {
    let has_header = scene.document.tables().get(at.table as usize).is_some_and(|table| table.has_header);
    // A column without a name is not gone through: in a long list that would be done for every number.
    let is_list = scene.document.label(own).is_some_and(|label| {
        let alike = |cell: &&Block| scene.document.label(cell) == Some(label);
        scene.document.column(at.table, at.column).filter(alike).nth(1).is_some()
    });
    let reach = if has_header || is_list { 0 } else { 3 };
    for row in at.row.saturating_sub(reach)..=at.row + reach {
        let cells = scene.document.row(at.table, row).filter(|cell| cell.span != own.span);
        cells.for_each(|cell| take_block(scene, cell, year, beside));
    }
}

/// The fields of the same record: those around, until one has the same name.
fn take_record(scene: &Scene<'_>, own: usize, year: Option<u16>, beside: &mut Beside) {
    let blocks = scene.document.blocks();
    let label = scene.document.label(&blocks[own]);
    let same = |block: &&Block| block.kind == BlockKind::Field && scene.document.label(block) != label;
    let before = blocks[..own].iter().rev().take(NEIGHBOURS).take_while(same);
    let after = blocks[own + 1..].iter().take(NEIGHBOURS).take_while(same);
    before.chain(after).for_each(|block| take_block(scene, block, year, beside));
}

/// Short lines around, one field each: `出生日期：1990-03-07` above `身份证号：…`.
fn take_lines(scene: &Scene<'_>, own: usize, year: Option<u16>, beside: &mut Beside) {
    const SHORT: usize = 60;
    let blocks = scene.document.blocks();
    let is_field = |block: &&Block| {
        let text = scene.document.slice(block.span);
        block.kind == BlockKind::Paragraph
            && text.len() <= SHORT
            && text.contains(['：', ':'])
            && !text.contains("身份")
    };
    let before = blocks[..own].iter().rev().take(NEIGHBOURS).take_while(is_field);
    let after = blocks[own + 1..].iter().take(NEIGHBOURS).take_while(is_field);
    if blocks[own].span.len() <= SHORT {
        before.chain(after).for_each(|block| beside.take_text(scene.document.slice(block.span), year));
    }
}

fn take_block(scene: &Scene<'_>, block: &Block, year: Option<u16>, beside: &mut Beside) {
    let header = scene.document.label(block).unwrap_or("");
    beside.take(header, scene.topics(header), scene.document.slice(block.span), year);
}

/// The part of the block that speaks of this number: from the masked number before, to the end of
/// the sentence when no other follows.
fn sentence<'a>(scene: &'a Scene<'_>, all: &[Masked], index: usize, block: &Block) -> &'a str {
    let own = all[index].span;
    let inside = |other: &&Masked| block.span.contains(other.span);
    let start = index
        .checked_sub(1)
        .map(|before| &all[before])
        .filter(inside)
        .map_or(block.span.start(), |other| other.span.end());
    // Another ID begins what is said of somebody else; a telephone of the same person does not.
    let is_last = !all[index + 1..].iter().take_while(|other| inside(other)).any(|other| other.reading.is_id());
    // A number in several cells ends behind the block that it begins in.
    let rest = scene.text.get(own.end()..block.span.end()).unwrap_or_default();
    let end = if is_last { rest.find(['。', '；', '、', '）', ')', '\n']).unwrap_or(rest.len()) } else { 0 };
    &scene.text[start..own.end() + end]
}
