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

/// True where every other cell is short words and what stands behind each of them is a value: some are numbers, of lengths
/// that differ as those of an ID and a telephone do, and some are none. Names differ from their neighbours in every row.
pub(super) fn is_form(rows: &[Vec<Cell<'_>>]) -> bool {
    const WIDTHS: [usize; 2] = [4, 6];
    const FEWEST: usize = 3;
    let is_row = |row: &&Vec<Cell<'_>>| {
        row.len().is_multiple_of(2) && row.iter().step_by(2).all(|cell| cell.is_short_words() && !cell.has_digits())
    };
    let rows: Vec<&Vec<Cell<'_>>> = rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
    if repeats_names(&rows) {
        return true;
    }
    let wide = rows.iter().filter(|row| WIDTHS.contains(&row.len())).count();
    let header = rows.first().is_some_and(|row| row.iter().all(Cell::is_column_name));
    if rows.len() < FEWEST || header || wide * 2 < rows.len() || !rows.iter().all(is_row) {
        return false;
    }
    // Below the names of columns all cells of one are alike.
    let mixed = |column: usize| {
        let mut looks = rows[1..].iter().filter_map(|row| row.get(column)).filter(|cell| !cell.is_empty()).map(look);
        let first = looks.next();
        looks.any(|other| Some(other) != first)
    };
    let names = || rows[1..].iter().flat_map(|row| row.iter().step_by(2));
    let known = names().filter(|cell| cell.is_column_name()).count();
    if known * 4 < names().count() || !(1..rows[0].len()).step_by(2).any(mixed) {
        return false;
    }
    let values = || rows.iter().flat_map(|row| row.iter().skip(1).step_by(2)).filter(|cell| !cell.is_empty());
    let numbers: Vec<usize> = values().filter_map(|cell| number_of(std::slice::from_ref(cell))).collect();
    let differ = numbers.iter().any(|length| length.abs_diff(numbers[0]) > 1);
    let names = rows.iter().all(|row| row[0].text != row.get(2).map_or("", |cell| cell.text));
    differ && numbers.len() < values().count() && names
}

/// True where every other cell is the same word in all rows, those words differ and a third of them name columns, and what
/// stands behind them changes: 姓名 | 某甲 | 电话 | 0000, then 姓名 | 某乙 | 电话 | 0001.
fn repeats_names(rows: &[&Vec<Cell<'_>>]) -> bool {
    const NARROWEST: usize = 4;
    let [first, rest @ ..] = rows else { return false };
    let width = first.len();
    let even = width >= NARROWEST && width.is_multiple_of(2) && rest.iter().all(|row| row.len() == width);
    if rest.is_empty() || !even {
        return false;
    }
    let same = |column: usize| rest.iter().all(|row| row[column].text == first[column].text);
    let names: Vec<&Cell<'_>> = first.iter().step_by(2).collect();
    let words = names.iter().all(|cell| cell.is_short_words() && !cell.has_digits());
    let differ = (1..names.len()).all(|at| names[..at].iter().all(|name| name.text != names[at].text));
    let known = names.iter().filter(|cell| cell.is_column_name()).count();
    let repeated = || (0..width).step_by(2).all(same) && !(1..width).step_by(2).all(same);
    words && differ && known >= 2 && known * 3 >= names.len() && repeated()
}

/// The length of the numbers that all these cells are.
fn number_of(cells: &[Cell<'_>]) -> Option<usize> {
    let Look::Number(first) = look(cells.first()?) else { return None };
    let same = |cell: &Cell<'_>| matches!(look(cell), Look::Number(length) if length.abs_diff(first) <= 1);
    cells.iter().all(same).then_some(first)
}
