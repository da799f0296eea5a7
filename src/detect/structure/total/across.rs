//! The total of a row: 受理 12 件 in one column, 办结 11 and 在办 1 in the next two.
//!
//! Which column is the sum of which is learned from the other rows: where a column is the sum of its
//! neighbours in row after row, the one row in which it is not is a slip.

use std::ops::Range;

use super::{OTHERS, RULE};
use crate::detect::structure::figures::number;
use crate::document::{Block, Document};
use crate::finding::{Match, Message};

/// Larger tables are data.
const ROWS: usize = 500;
const COLUMNS: usize = 16;
/// Rows that must add up: where the header says 合计, and where it does not.
const CALLED_TOTAL: usize = 2;
const NOT_CALLED: usize = 4;

/// Numbers by row and column; a dash or nothing counts as zero.
struct Grid<'a> {
    cells: Vec<Vec<Option<(&'a Block, f64)>>>,
    headers: Vec<&'a str>,
}

/// A column that is the sum of others in most rows.
struct Rule {
    total: usize,
    parts: Range<usize>,
    holds: usize,
    broken: Vec<usize>,
}

/// The totals of rows that do not add up.
pub(super) fn find(document: &Document, table: u32) -> Vec<Match> {
    let Some(grid) = Grid::of(document, table) else { return Vec::new() };
    let rules = (0..grid.headers.len()).flat_map(|total| grid.rules(total));
    let Some(rule) = rules.max_by_key(|rule| (rule.holds, rule.parts.len())) else { return Vec::new() };
    rule.broken.iter().filter_map(|&row| grid.report(&rule, row)).collect()
}

impl<'a> Grid<'a> {
    fn of(document: &'a Document, table: u32) -> Option<Self> {
        let shape = &document.tables()[table as usize];
        let (rows, columns) = (shape.rows as usize, shape.columns as usize);
        if rows > ROWS || !(3..=COLUMNS).contains(&columns) {
            return None;
        }
        let mut grid = Grid { cells: vec![vec![None; columns]; rows], headers: vec![""; columns] };
        for &index in &shape.cells {
            let cell = &document.blocks()[index as usize];
            let Some(at) = cell.cell().filter(|at| !at.header) else { continue };
            let (row, column) = (at.row as usize, at.column as usize);
            // What comes from another process may speak of cells that its table does not have.
            let Some(place) = grid.cells.get_mut(row).and_then(|cells| cells.get_mut(column)) else { continue };
            grid.headers[column] = document.label(cell).unwrap_or_default();
            *place = match document.slice(cell.span).trim() {
                "" | "-" | "—" | "——" | "/" => Some((cell, 0.0)),
                text => number(text).map(|value| (cell, value)),
            };
        }
        Some(grid)
    }

    /// Runs of columns right behind or right before a column that it is the sum of.
    fn rules(&self, total: usize) -> impl Iterator<Item = Rule> {
        let columns = self.headers.len();
        let behind = (total + 3..=columns).map(move |end| total + 1..end);
        let before = (0..total.saturating_sub(1)).map(move |start| start..total);
        behind.chain(before).filter_map(move |parts| self.rule(total, parts))
    }

    fn rule(&self, total: usize, parts: Range<usize>) -> Option<Rule> {
        let other = |column: usize| OTHERS.iter().any(|word| self.headers[column].contains(word));
        if other(total) || parts.clone().any(other) {
            return None;
        }
        let mut rule = Rule { total, parts, holds: 0, broken: Vec::new() };
        for row in 0..self.cells.len() {
            match self.adds_up(&rule, row) {
                Some(true) => rule.holds += 1,
                Some(false) => rule.broken.push(row),
                None => {}
            }
        }
        let called = ["合计", "总计", "总数", "小计", "共计"].iter().any(|word| self.headers[total].contains(word));
        let needed = if called { CALLED_TOTAL } else { NOT_CALLED };
        (rule.holds >= needed && rule.broken.len() == 1).then_some(rule)
    }

    /// `None` for rows with other things than numbers and those with fewer than two parts.
    fn adds_up(&self, rule: &Rule, row: usize) -> Option<bool> {
        let (_, total) = self.cells[row][rule.total]?;
        let parts: Vec<f64> =
            rule.parts.clone().map(|column| Some(self.cells[row][column]?.1)).collect::<Option<_>>()?;
        let several = parts.iter().filter(|part| **part != 0.0).count() >= 2 && total != 0.0;
        several.then(|| (parts.iter().sum::<f64>() - total).abs() <= tolerance(&parts, total))
    }

    fn report(&self, rule: &Rule, row: usize) -> Option<Match> {
        let (cell, _) = self.cells[row][rule.total]?;
        let sum: f64 = rule.parts.clone().filter_map(|column| Some(self.cells[row][column]?.1)).sum();
        let sum = (sum * 1e6).round() / 1e6;
        let mut found = Match::new(&RULE, cell.span);
        found.also = rule.parts.clone().filter_map(|column| Some(self.cells[row][column]?.0.span)).collect();
        found.message = Some(Message::new(
            format!("本行各分项之和为 {sum}（其他各行都对得上）"),
            format!("the parts of this row give {sum}, all other rows add up"),
        ));
        Some(found)
    }
}

/// Rounding of numbers with decimals.
fn tolerance(parts: &[f64], total: f64) -> f64 {
    let whole = parts.iter().chain([&total]).all(|value| value.fract() == 0.0);
    if whole { 1e-6 } else { 0.051 * parts.len() as f64 }
}
