//! Formatting of a Word 97 document, as far as it decides what is seen and what is a row (MS-DOC
//! 2.9.33 ChpxFkp, 2.9.175 PapxFkp): runs of the file's bytes with their marks.

use super::bytes::{u16_at, u32_at};

/// Marks of a run of characters or of a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) vanish: bool,
    pub(super) deleted: bool,
    pub(super) inserted: bool,
    pub(super) white: bool,
    /// The paragraph lies in a table.
    pub(super) in_table: bool,
    /// The paragraph ends a row.
    pub(super) ends_row: bool,
}

/// Runs of bytes, in rising order.
#[derive(Default)]
pub(super) struct Runs {
    runs: Vec<(u32, u32, Marks)>,
    /// A page that the table lists is missing or empty.
    lost: bool,
}

/// Which of the two kinds of pages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Characters,
    Paragraphs,
}

impl Runs {
    /// Reads the runs that `bin`, a table of page numbers, lists.
    pub(super) fn read(main: &[u8], bin: &[u8], kind: Kind) -> Self {
        let count = bin.len().saturating_sub(4) / 8;
        let mut runs = Vec::new();
        let mut lost = false;
        for index in 0..count {
            let Some(page) = u32_at(bin, (count + 1) * 4 + index * 4) else { break };
            let start = (page & 0x3F_FFFF) as usize * 512;
            let before = runs.len();
            if let Some(page) = main.get(start..start + 512) {
                runs.extend(page_runs(page, kind));
            }
            lost |= runs.len() == before;
        }
        runs.sort_by_key(|(start, _, _)| *start);
        Runs { runs, lost }
    }

    /// True when every page of runs was there.
    pub(super) fn is_whole(&self) -> bool {
        !self.lost
    }

    /// The marks of the byte at `offset`.
    pub(super) fn at(&self, offset: u32) -> Marks {
        let after = self.runs.partition_point(|(start, _, _)| *start <= offset);
        let found = after.checked_sub(1).map(|index| self.runs[index]);
        found.filter(|(_, end, _)| offset < *end).map(|(_, _, marks)| marks).unwrap_or_default()
    }
}

fn page_runs(page: &[u8], kind: Kind) -> Vec<(u32, u32, Marks)> {
    let count = usize::from(page[511]);
    let run = |index: usize| {
        let (start, end) = (u32_at(page, index * 4)?, u32_at(page, index * 4 + 4)?);
        let step = if kind == Kind::Characters { 1 } else { 13 };
        let at = usize::from(*page.get((count + 1) * 4 + index * step)?) * 2;
        let modifiers = if at == 0 { &[][..] } else { modifiers(page, at, kind).unwrap_or_default() };
        Some((start, end, marks(modifiers)))
    };
    (0..count).filter_map(run).collect()
}

/// The list of modifiers at `at`.
fn modifiers(page: &[u8], at: usize, kind: Kind) -> Option<&[u8]> {
    let size = usize::from(*page.get(at)?);
    let (start, size) = match (kind, size) {
        (Kind::Characters, size) => (at + 1, size),
        // The paragraph's style stands before the list.
        (Kind::Paragraphs, 0) => (at + 4, (usize::from(*page.get(at + 1)?) * 2).checked_sub(2)?),
        (Kind::Paragraphs, size) => (at + 3, (size * 2).checked_sub(3)?),
    };
    page.get(start..(start + size).min(page.len()))
}

fn marks(modifiers: &[u8]) -> Marks {
    let mut marks = Marks::default();
    let mut at = 0;
    while let Some(code) = u16_at(modifiers, at) {
        let operand = modifiers.get(at + 2).copied().unwrap_or_default();
        let on = operand != 0;
        match code {
            0x083C => marks.vanish = on,
            0x0800 => marks.deleted = on,
            0x0801 => marks.inserted = on,
            // sprmCIco, 8 is white; sprmCCv, a colour value.
            0x2A42 => marks.white = operand == 8,
            0x6870 => {
                marks.white =
                    u32_at(modifiers, at + 2).is_some_and(|color| color & 0xFF_FFFF == 0xFF_FFFF && color >> 24 == 0)
            }
            0x2416 => marks.in_table = on,
            0x2417 => marks.ends_row = on,
            _ => {}
        }
        at += 2 + operand_size(code, modifiers, at + 2);
    }
    marks
}

/// Bytes of a modifier's operand (MS-DOC 2.2.5.1).
fn operand_size(code: u16, modifiers: &[u8], at: usize) -> usize {
    match code >> 13 {
        0 | 1 => 1,
        2 | 4 | 5 => 2,
        3 => 4,
        7 => 3,
        _ if code == 0xD608 => usize::from(u16_at(modifiers, at).unwrap_or_default()) + 1,
        _ => usize::from(modifiers.get(at).copied().unwrap_or_default()) + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modifiers_are_passed_by_their_size() {
        let list = [0x35, 0x08, 1, 0x43, 0x4A, 24, 0, 0x3C, 0x08, 1];
        assert_eq!(marks(&list), Marks { vanish: true, ..Marks::default() });
    }
}
