//! What stands in the cells of a column: the surest sign of what it holds, whatever it is called.
//!
//! Every column is looked through once, when somebody asks for it first. Labels are not looked at here.

use super::candidate::Candidates;
use super::identity::{self, Identity};
use super::mobile;
use super::person;
use super::scene::Scene;
use super::telephone;
use super::topic::Topics;
use crate::date::Date;
use crate::digit;
use crate::document::{Block, CellAt};
use crate::span::{Span, Text};

/// Cells that are looked at; longer columns are like their beginning.
const SAMPLE: usize = 400;

/// From how many cells on a column says something by itself.
const FEW: u32 = 3;

/// Numbers that follow one another differ by less than this.
const STEP: u64 = 1000;

/// What was counted in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Column {
    /// Cells that hold something.
    filled: u32,
    /// Cells with eleven digits and nothing else that begin like a mobile.
    mobiles: u32,
    /// Those among them that begin with digits which were never given to mobiles.
    unassigned: u32,
    /// Those that differ from the one above by a small step.
    steps: u32,
    /// Other numbers: of another length, with a decimal point, with thousands marks.
    figures: u32,
    /// Names of persons.
    names: u32,
    /// Valid ID numbers, each counted once.
    ids: u32,
    /// IDs of which some digits are hidden and the others can stand where they do.
    masked: u32,
    /// Cards of the one issuer that all Chinese cards have, with their check digit.
    unions: u32,
    /// Sixteen to nineteen digits with the check digit of a card, or with the first digits of one.
    cards: u32,
}

impl Column {
    /// Looks through the cells of a column.
    fn of<'t>(cells: impl Iterator<Item = &'t str>) -> Self {
        let mut column = Column::default();
        let mut above = None;
        let mut ids: Vec<&str> = Vec::new();
        for cell in cells.filter(|cell| !cell.is_empty()).take(SAMPLE) {
            column.filled += 1;
            match figure(cell) {
                Some(Figure::Mobile(number)) => column.mobile(number, above.replace(number)),
                Some(Figure::Other) => column.figures += 1,
                None => column.names += u32::from(person::is_name(cell)),
            }
            if is_id(cell) && !ids.contains(&cell) {
                ids.push(cell);
            }
            let card = card(cell);
            column.cards += u32::from(card.is_some());
            column.unions += u32::from(card == Some(true));
            column.masked += u32::from(shows_id(cell));
        }
        column.ids = ids.len() as u32;
        column
    }

    fn mobile(&mut self, number: u64, above: Option<u64>) {
        self.mobiles += 1;
        self.unassigned += u32::from(!mobile::is_assigned((number / 100_000_000) as u32));
        self.steps += u32::from(above.is_some_and(|above| number.abs_diff(above) < STEP));
    }

    /// True when its eleven digits are figures or codes and no telephones: many of another length stand among them, they
    /// follow one another, or many begin with digits that no telephone has.
    ///
    /// A column with IDs in it is one of all the values of a person and tells nothing.
    pub(super) fn is_of_codes(self) -> bool {
        let mixed = self.figures * 5 > self.filled;
        let counted = self.mobiles >= FEW && self.steps * 2 >= self.mobiles;
        let unassigned = self.mobiles >= 2 && self.unassigned > 0 && self.unassigned * 12 >= self.mobiles;
        self.mobiles > 0 && self.ids == 0 && (mixed || counted || unassigned)
    }

    /// True for mobiles in most cells.
    pub(super) fn is_of_mobiles(self) -> bool {
        self.mobiles >= 2 && most(self.mobiles, self.filled) && !self.is_of_codes()
    }

    /// True for numbers that are no telephones.
    pub(super) fn is_of_figures(self) -> bool {
        self.figures >= 2 && most(self.figures, self.filled)
    }

    /// True for names of persons. Of a few cells all must be names.
    pub(super) fn is_of_names(self) -> bool {
        self.names > 0 && most(self.names, self.filled)
    }

    /// True where half of the cells are names: other peoples' begin with no known family name.
    pub(super) fn has_names(self) -> bool {
        self.names >= 2 && self.names * 2 >= self.filled
    }

    /// True for valid IDs, and enough of them to be no chance.
    pub(super) fn is_of_ids(self) -> bool {
        self.ids >= FEW && most(self.ids, self.filled)
    }

    /// True for masked IDs, and enough of them to be no chance.
    pub(super) fn is_of_masked_ids(self) -> bool {
        self.masked >= FEW && most(self.masked + self.ids, self.filled)
    }

    /// True for cards and nothing else, whatever the column is called.
    pub(super) fn is_of_union_cards(self) -> bool {
        self.unions >= FEW && most(self.unions, self.filled)
    }

    /// True for numbers with the check digit of a card, and enough of them to be no chance.
    pub(super) fn is_of_cards(self) -> bool {
        self.cards >= FEW && most(self.cards, self.filled)
    }
}

/// At least four fifths.
fn most(part: u32, whole: u32) -> bool {
    part * 5 >= whole * 4
}

/// A cell that is a number and nothing else.
enum Figure {
    Mobile(u64),
    Other,
}

fn figure(cell: &str) -> Option<Figure> {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let marks = cell.len() - digits;
    if digits == 0 || marks > digits || !cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')) {
        return None;
    }
    // A telephone without or with its area code.
    let landline = digits == cell.len() && ((7..=8).contains(&digits) || cell.starts_with('0'));
    if landline {
        return None;
    }
    let number =
        cell.parse::<u64>().ok().filter(|number| digits == 11 && (13_000_000_000..20_000_000_000).contains(number));
    Some(number.map_or(Figure::Other, Figure::Mobile))
}

/// True for a cell that is a valid ID and nothing else.
fn is_id(cell: &str) -> bool {
    const DIGITS: usize = 18;
    if cell.len() < DIGITS || !cell.starts_with(|char: char| !char.is_ascii_alphabetic()) {
        return false;
    }
    let Some(signs) = Candidates::signs_of(cell).filter(|signs| signs.len() == DIGITS) else { return false };
    let mut values = [0; DIGITS];
    for (value, sign) in values.iter_mut().zip(&signs) {
        match sign.digit() {
            Some(digit) => *value = digit,
            None => *value = 10,
        }
    }
    values[..DIGITS - 1].iter().all(|&value| value < 10) && Identity::read(&values).holds()
}

/// True for a cell that is an ID with digits hidden and nothing else.
fn is_masked_id(cell: &str) -> bool {
    const BYTES: std::ops::RangeInclusive<usize> = 15..=54;
    if !BYTES.contains(&cell.len()) {
        return false;
    }
    const LENGTHS: [usize; 2] = [15, 18];
    const FEWEST: usize = 3;
    let masks = cell.chars().filter(|&char| is_mask(char)).count();
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let province = cell.get(..2).and_then(|first| first.parse().ok()).is_none_or(identity::is_province);
    masks >= FEWEST
        && digits >= FEWEST
        && province
        && LENGTHS.contains(&(masks + digits))
        && cell.chars().count() == masks + digits
}

/// True for eighteen places of which most are shown, with a province and what may be a birth date among them.
fn shows_id(cell: &str) -> bool {
    const PLACES: usize = 18;
    const SHOWN: usize = 8;
    if !(PLACES..=PLACES * 3).contains(&cell.len()) || !cell.starts_with(|char: char| char.is_ascii_digit()) {
        return false;
    }
    let places: Vec<Option<u8>> = cell.chars().map(digit::value).collect();
    let marks = |char: char| char.is_ascii_digit() || matches!(char, 'X' | 'x') || is_mask(char);
    let may_be = |place: usize, values: &[u8]| places[place].is_none_or(|digit| values.contains(&digit));
    let province = || places[0].zip(places[1]).is_none_or(|(one, other)| identity::is_province(one * 10 + other));
    let shown = places.iter().flatten().count();
    places.len() == PLACES
        && (SHOWN..PLACES - 1).contains(&shown)
        && cell.chars().all(marks)
        && province()
        && may_be(6, &[1, 2])
        && may_be(7, &[0, 9])
        && may_be(10, &[0, 1])
        && may_be(12, &[0, 1, 2, 3])
}

fn is_mask(char: char) -> bool {
    matches!(char, '*' | '＊' | '×' | 'x' | 'X' | '●' | '■' | '•' | '#' | '_' | '?' | '？' | '＃' | '某')
}

/// Whether a cell is the number of a card and nothing else; `Some(true)` for one that begins with 62 and passes the check.
fn card(cell: &str) -> Option<bool> {
    const BYTES: std::ops::RangeInclusive<usize> = 16..=80;
    if !BYTES.contains(&cell.len()) {
        return None;
    }
    let gap = |char: char| char.is_whitespace() || digit::is_invisible(char) || "-－–—·.".contains(char);
    let whole = cell.chars().all(|char| digit::value(char).is_some() || gap(char));
    let digits: Vec<u8> = cell.chars().filter_map(digit::value).collect();
    let union = digits.starts_with(&[6, 2]);
    let checks = (16..=19).contains(&digits.len()) && identity::passes_luhn(digits.iter().copied());
    (whole && (16..=19).contains(&digits.len()) && (union || checks)).then_some(union && checks)
}

impl Scene<'_> {
    /// What the column of a cell holds.
    pub(super) fn column(&self, at: CellAt) -> Column {
        *self.columns.borrow_mut().entry((at.table, at.column)).or_insert_with(|| {
            Column::of(self.document.column(at.table, at.column).map(|cell| self.document.slice(cell.span).trim()))
        })
    }

    /// True when an ID stands in the row, in the clear or masked, or a passport under a header that says so.
    pub(super) fn has_id_in_row(&self, at: CellAt) -> bool {
        let has_id = |cell: &Block| {
            let text = self.document.slice(cell.span).trim();
            self.names_holder_in(cell.span) || is_masked_id(text) || shows_id(text) || self.is_paper(cell)
        };
        self.document.row(at.table, at.row).any(has_id)
    }

    fn is_paper(&self, cell: &Block) -> bool {
        const PAPERS: Topics = Topics::PASSPORT.and(Topics::PERMIT);
        const FEWEST: usize = 7;
        let named = || self.document.label(cell).is_some_and(|label| self.topics(label).any(PAPERS));
        self.document.slice(cell.span).chars().filter_map(digit::value).count() >= FEWEST && named()
    }

    /// Every ID, the cell that it stands in, and the birth date in it.
    pub(super) fn births(&self) -> Vec<(Span<Text>, Option<CellAt>, Date)> {
        let ids = self.ids.borrow();
        let birth = |id: &Span<Text>| {
            let at = self.document.block_at(id.start()).and_then(Block::cell);
            let digits: Vec<u16> = self.text[id.range()].chars().filter_map(digit::value).map(u16::from).collect();
            let number = |from: usize, to: usize| {
                digits.get(from..to).map(|part| part.iter().fold(0, |all, digit| all * 10 + digit))
            };
            let date = Date::new(number(6, 10)?, number(10, 12)? as u8, number(12, 14)? as u8)?;
            Some((*id, at, date))
        };
        ids.iter().filter_map(birth).collect()
    }

    /// True for a row about somebody: an ID stands in it, a column has names, or a header says so.
    pub(super) fn is_about_somebody(&self, at: CellAt) -> bool {
        const PERSONS: Topics = Topics::NAME.and(Topics::ID);
        self.table(at.table).any(PERSONS)
            || self.has_id_in_row(at)
            || telephone::lists_persons(self, at)
            || self.names_somebody(at)
    }

    /// True when a cell of the row stands in a column of names.
    pub(super) fn names_somebody(&self, at: CellAt) -> bool {
        let mut cells = self.document.row(at.table, at.row).filter_map(|cell| Some((cell, cell.cell()?)));
        cells.any(|(cell, at)| person::is_name(self.document.slice(cell.span)) && self.column(at).is_of_names())
    }

    /// True when a column of the row holds mobiles.
    pub(super) fn is_beside_mobiles(&self, at: CellAt) -> bool {
        let mut cells = self.document.row(at.table, at.row).filter_map(Block::cell);
        cells.any(|other| other.column != at.column && self.column(other).is_of_mobiles())
    }

    /// True when a column of the row has names in it.
    pub(super) fn is_beside_names(&self, at: CellAt) -> bool {
        let mut cells = self.document.row(at.table, at.row).filter_map(Block::cell);
        cells.any(|at| self.column(at).has_names())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[&str]) -> Column {
        Column::of(cells.iter().copied())
    }

    #[test]
    fn telephones_are_told_from_codes_and_figures() {
        // Synthetic numbers.
        assert!(!column(&["13800001234", "15900005678", "18600009012"]).is_of_codes());
        for cells in [
            &["13800001234", "13800001235", "13800001236"][..],
            &["13800001234", "15400005678"],
            &["13800001234", "15900005678.5", "920000901"],
        ] {
            assert!(column(cells).is_of_codes(), "{cells:?}");
        }
        assert!(!column(&["13800001234"]).is_of_codes());
    }

    #[test]
    fn names_and_ids_fill_most_of_their_columns() {
        assert!(column(&["王某某", "李某", "张某某"]).is_of_names());
        assert!(!column(&["石门", "大桥", "龙潭"]).is_of_names());
        // Synthetic: check digits computed, one number three times is chance.
        assert!(!column(&["460106199001011239"; 3]).is_of_ids());
        assert!(column(&["460106199001011239", "460106199001011247", "460106199001011255"]).is_of_ids());
    }
}
