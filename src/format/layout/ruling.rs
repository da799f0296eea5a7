//! Tables by their rulings: which cell of which ruled table a point lies in.

use super::Ruling;

/// Lines closer than this many points are one.
const SAME: f64 = 2.5;

/// A table drawn with lines. Points, from the upper left corner.
#[derive(Debug, Default)]
pub(super) struct Ruled {
    /// Upper and lower edge of each row.
    pub(super) bands: Vec<Band>,
    /// Left edges of all columns, and the right edge of the last.
    pub(super) edges: Vec<f64>,
}

/// One row.
#[derive(Clone, Debug)]
pub(super) struct Band {
    pub(super) top: f64,
    pub(super) bottom: f64,
    /// The vertical lines that cross it.
    pub(super) cuts: Vec<f64>,
}

impl Ruled {
    /// Row, first column and number of columns of the cell that holds a point. All count from 0.
    pub(super) fn cell(&self, x: f64, y: f64) -> Option<(usize, usize, usize)> {
        let row = self.bands.iter().position(|band| band.top <= y && y < band.bottom)?;
        let cuts = &self.bands[row].cuts;
        let after = cuts.partition_point(|cut| *cut <= x);
        let (left, right) = (cuts.get(after.checked_sub(1)?)?, cuts.get(after)?);
        let first = self.edge(*left);
        Some((row, first, self.edge(*right).saturating_sub(first).max(1)))
    }

    fn edge(&self, x: f64) -> usize {
        self.edges.iter().position(|edge| (edge - x).abs() < SAME).unwrap_or_default()
    }
}

/// The tables that lines make, from top to bottom: bands between neighbouring horizontal lines
/// that at least two vertical lines cross.
pub(super) fn tables(rulings: &[Ruling]) -> Vec<Ruled> {
    let across = merge(rulings.iter().filter(|ruling| ruling.horizontal).map(|ruling| ruling.at).collect());
    let upright: Vec<&Ruling> = rulings.iter().filter(|ruling| !ruling.horizontal).collect();
    let mut tables: Vec<Ruled> = Vec::new();
    let mut open = Ruled::default();
    for pair in across.windows(2) {
        let (top, bottom) = (pair[0], pair[1]);
        let middle = (top + bottom) / 2.0;
        let crossing = upright.iter().filter(|line| line.from - SAME <= middle && middle <= line.to + SAME);
        let cuts = merge(crossing.map(|line| line.at).collect());
        if cuts.len() >= 2 {
            open.bands.push(Band { top, bottom, cuts });
        } else {
            close(&mut open, &mut tables);
        }
    }
    close(&mut open, &mut tables);
    tables
}

/// Keeps the open table when it has at least two cells.
fn close(open: &mut Ruled, tables: &mut Vec<Ruled>) {
    let mut table = std::mem::take(open);
    table.edges = merge(table.bands.iter().flat_map(|band| band.cuts.iter().copied()).collect());
    let cells: usize = table.bands.iter().map(|band| band.cuts.len() - 1).sum();
    if cells >= 2 && table.edges.len() >= 3 {
        tables.push(table);
    }
}

/// Sorted, with those that are nearly the same made one.
fn merge(mut values: Vec<f64>) -> Vec<f64> {
    values.retain(|value| value.is_finite());
    values.sort_by(f64::total_cmp);
    values.dedup_by(|next, kept| *next - *kept < SAME);
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(horizontal: bool, at: f64, from: f64, to: f64) -> Ruling {
        Ruling { horizontal, at, from, to }
    }

    #[test]
    fn lines_make_cells() {
        let mut lines: Vec<Ruling> = [0.0, 20.0, 40.0].iter().map(|&y| line(true, y, 0.0, 90.0)).collect();
        lines.extend([0.0, 90.0].iter().map(|&x| line(false, x, 0.0, 40.0)));
        // The first row is one merged cell.
        lines.push(line(false, 30.0, 20.0, 40.0));
        let tables = tables(&lines);
        assert_eq!(tables.len(), 1);
        assert_eq!(tables[0].cell(50.0, 10.0), Some((0, 0, 2)));
        assert_eq!(tables[0].cell(50.0, 30.0), Some((1, 1, 1)));
        assert_eq!(tables[0].cell(95.0, 30.0), None);
    }

    #[test]
    fn a_frame_around_text_is_no_table() {
        let frame = [
            line(true, 0.0, 0.0, 9.0),
            line(true, 99.0, 0.0, 9.0),
            line(false, 0.0, 0.0, 99.0),
            line(false, 90.0, 0.0, 99.0),
        ];
        assert!(tables(&frame).is_empty());
    }
}
