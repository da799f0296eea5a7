//! Columns that stand one behind the other, as text that was copied from a PDF has them: a name and all its cells, the next
//! name and its cells.
//!
//! That a name stands at equal distances, and that a column holds numbers or none, tells how long the columns are.

use super::cards::Line;
use super::header::is_column_name;

/// Cells of a column.
const FEWEST: usize = 2;
const MOST: usize = 200;
/// Columns of such a table.
const COLUMNS: usize = 2;
const MOST_COLUMNS: usize = 12;

/// Lines among which the first column of numbers begins.
pub(super) const REACH: usize = 2 * MOST;

/// A table, column by column, the name of each first.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stacks {
    /// Indices of the lines that are its cells.
    pub(crate) columns: Vec<Vec<usize>>,
    /// How many lines it takes, blank ones included.
    pub(crate) lines: usize,
}

/// The table that begins with the first line, if one does. `numbers` says for each line whether it is one, `names` whether it
/// may name a column.
pub(crate) fn begin(text: &str, lines: &[Line], numbers: &[bool], names: &[bool]) -> Option<Stacks> {
    if names.first() != Some(&true) || !is_column_name(&text[lines[0].range()]) {
        return None;
    }
    let filled =
        |most: usize| -> Vec<usize> { (0..lines.len()).filter(|&at| !lines[at].is_blank()).take(most).collect() };
    let is_name = |line: usize| names[line] && is_column_name(&text[lines[line].range()]);
    let second = filled(MOST + 2).into_iter().skip(1).position(is_name)? + 1;
    if second <= FEWEST {
        return None;
    }
    let filled = filled(second * MOST_COLUMNS);
    let is_column = |start: &usize| {
        let cells = filled.get(start + 1..start + second).unwrap_or_default();
        let found = cells.iter().filter(|&&at| numbers[at]).count();
        is_name(filled[*start]) && cells.len() + 1 == second && (found == 0 || found * 5 >= cells.len() * 4)
    };
    let starts: Vec<usize> = (0..filled.len()).step_by(second).take(MOST_COLUMNS).take_while(is_column).collect();
    let of_numbers = |start: &usize| numbers[filled[start + 1]] || numbers[filled[start + 2]];
    if starts.len() < COLUMNS || !starts.iter().any(of_numbers) {
        return None;
    }
    let columns: Vec<Vec<usize>> = starts.iter().map(|&start| filled[start..start + second].to_vec()).collect();
    let lines = columns.last().and_then(|column| column.last()).map_or(0, |last| last + 1);
    Some(Stacks { columns, lines })
}

#[cfg(test)]
mod tests {
    use super::super::cycle;
    use super::*;

    fn cells(text: &str) -> Option<Vec<Vec<&str>>> {
        let lines = Line::all_of(text);
        let numbers: Vec<bool> = lines
            .iter()
            .map(|line| &text[line.range()])
            .map(|line| cycle::is_number(line, line.chars().count()))
            .collect();
        let names: Vec<bool> = lines.iter().map(|line| cycle::may_name(&text[line.range()])).collect();
        let stacks = begin(text, &lines, &numbers, &names)?;
        Some(stacks.columns.iter().map(|column| column.iter().map(|&at| &text[lines[at].range()]).collect()).collect())
    }

    #[test]
    fn a_name_and_all_its_cells_are_a_column() {
        let expected = [
            vec!["姓名", "某甲", "某乙", "某丙"],
            vec!["联系电话", "13800000000", "13800000001", "13800000002"],
            vec!["家庭住址", "某村1号", "某村2号", "某村3号"],
        ];
        let text = expected.concat().join("\n");
        for text in [text.clone(), format!("{text}\n第1页"), expected.clone().map(|all| all.join("\n")).join("\n\n")]
        {
            assert_eq!(cells(&text).expect(&text), expected, "{text}");
        }
    }

    #[test]
    fn other_lines_are_none() {
        for text in [
            "姓名\n某甲\n某乙\n联系电话\n13800000000",
            "姓名\n某甲\n某乙\n性别\n男\n女",
            "姓名\n某甲\n13800000000\n某乙\n联系电话\n13800000000\n某甲\n13800000001",
            "政务公开\n某甲\n某乙\n联系电话\n13800000000\n13800000001",
        ] {
            assert_eq!(cells(text), None, "{text}");
        }
    }
}
