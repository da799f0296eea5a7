//! One column, one finding: what a person can act on is the column, not fifteen thousand cells.
//!
//! Cells that are not like the others of their column keep findings of their own.

use std::collections::BTreeMap;

use super::Policy;
use crate::document::{BlockKind, Document};
use crate::finding::{Match, Verdict};
use crate::rule::Category;

/// Fewest findings that make a column.
const FEWEST: usize = 3;
/// Other places listed with a finding; all of them are listed when every cell is asked for.
const MOST_PLACES: usize = 200;

/// Where a column's findings are: table, column, rule.
type Key = (u32, u32, &'static str);

/// Gathers the reported privacy matches of each column of which they fill at least four fifths.
pub(super) fn gather(document: &Document, matches: Vec<Match>, policy: &Policy) -> Vec<Match> {
    let mut columns: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (index, found) in matches.iter().enumerate() {
        if let Some(key) = key(document, found).filter(|_| !is_allowed(document, found, policy)) {
            columns.entry(key).or_default().push(index);
        }
    }
    columns.retain(|key, indexes| is_column(document, key, indexes));
    if columns.is_empty() { matches } else { merge(matches, &columns) }
}

/// The column of a match that lies within one cell and says nothing of other places.
fn key(document: &Document, found: &Match) -> Option<Key> {
    let block = document.block_at(found.span.start())?;
    let BlockKind::Cell(at) = block.kind else { return None };
    let fits = !at.header && found.also.is_empty() && block.span.contains(found.span);
    let private = found.rule.category == Category::Privacy && found.verdict == Verdict::Report;
    (fits && private).then_some((at.table, at.column, found.rule.id))
}

fn is_column(document: &Document, &(table, column, _): &Key, indexes: &[usize]) -> bool {
    if indexes.len() < FEWEST {
        return false;
    }
    let filled = document.column(table, column).filter(|cell| !document.slice(cell.span).trim().is_empty()).count();
    indexes.len() * 5 >= filled * 4
}

/// What somebody allowed keeps a finding of its own.
fn is_allowed(document: &Document, found: &Match, policy: &Policy) -> bool {
    policy.allowed(found.rule, document.slice(found.span)).is_some()
}

/// Puts each column's matches into its first one.
fn merge(matches: Vec<Match>, columns: &BTreeMap<Key, Vec<usize>>) -> Vec<Match> {
    let mut first_of = vec![None; matches.len()];
    for indexes in columns.values() {
        for &index in indexes {
            first_of[index] = Some(indexes[0]);
        }
    }
    let mut merged: Vec<Match> = Vec::with_capacity(matches.len());
    let mut at: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, found) in matches.into_iter().enumerate() {
        match first_of[index] {
            Some(first) if first != index => absorb(&mut merged[at[&first]], &found),
            Some(first) => {
                at.insert(first, merged.len());
                merged.push(found.with("column"));
            }
            None => merged.push(found),
        }
    }
    merged
}

/// Adds one more cell to a column's finding. The worst cell gives the level.
fn absorb(column: &mut Match, cell: &Match) {
    column.count += cell.count;
    column.severity = column.severity.max(cell.severity);
    column.confidence = column.confidence.max(cell.confidence);
    if column.also.len() < MOST_PLACES {
        column.also.push(cell.span);
    }
}
