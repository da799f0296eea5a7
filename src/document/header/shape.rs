//! A list on its side, told by its shape: each row holds one kind of value, each column all kinds.

use super::Cell;

/// Fewest digits of a value that no word for a column has.
const DIGITS: usize = 7;

/// Digits of an ID, the X left out, of the first generation.
const LONG: usize = 15;

/// What a cell looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Words,
    /// So many digits.
    Number(usize),
}

fn look(cell: &Cell<'_>) -> Look {
    let digits = cell.text.bytes().filter(u8::is_ascii_digit).count();
    if digits >= DIGITS && digits * 2 >= cell.text.len() { Look::Number(digits) } else { Look::Words }
}

/// True where short words stand to the left, all of them different, and the values of two rows or more are numbers that
/// are as long as one another within a row (the X of an ID left out) but not from row to row.
pub(super) fn is_turned(rows: &[Vec<Cell<'_>>]) -> bool {
    const FEWEST: usize = 3;
    let name = |row: &Vec<Cell<'_>>| {
        row.first().filter(|cell| cell.is_short_words() && !cell.has_digits()).map(|cell| cell.text.to_owned())
    };
    let Some(names) = rows.iter().map(name).collect::<Option<Vec<_>>>() else { return false };
    let differ = (1..names.len()).all(|at| !names[..at].contains(&names[at]));
    let width = rows.first().map_or(0, Vec::len);
    let even = width >= 2 && rows.iter().all(|row| row.len() == width);
    let numbers: Vec<usize> = rows.iter().filter_map(|row| number_of(&row[1..])).collect();
    let named = rows.first().is_some_and(|row| row.iter().all(Cell::is_column_name));
    // With one value for each name none may look like another, and one must be as long as an ID.
    let one_of_each = || {
        let alone = |at: usize| !numbers[..at].contains(&numbers[at]);
        width > 2 || numbers.iter().any(|&length| length >= LONG) && (0..numbers.len()).all(alone)
    };
    let lengths_differ = || numbers.iter().any(|&length| length.abs_diff(numbers[0]) > 1);
    rows.len() >= FEWEST
        && differ
        && even
        && numbers.len() >= 2
        && numbers.len() < rows.len()
        && !named
        && one_of_each()
        && lengths_differ()
}

/// The length of the numbers that all these cells are.
fn number_of(cells: &[Cell<'_>]) -> Option<usize> {
    let Look::Number(first) = look(cells.first()?) else { return None };
    let same = |cell: &Cell<'_>| matches!(look(cell), Look::Number(length) if length.abs_diff(first) <= 1);
    cells.iter().all(same).then_some(first)
}
