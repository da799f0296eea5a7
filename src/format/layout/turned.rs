//! Text that does not run from left to right: turned text is laid out as seen by a reader who turns
//! the page, and numbers whose digits stand below one another are gathered.

use super::{BOXES, Char, Ruling, is_box};

/// Text askew by no more than this many degrees was meant to be level.
const ASKEW: i16 = 2;

/// Characters of a column stand below one another, within this share of their height.
const SIDEWAYS: f64 = 0.25;

/// The direction in which text runs, in whole degrees clockwise; `along` points down the line.
pub(in crate::format) fn turn_of(along: (f64, f64)) -> i16 {
    let degrees = along.1.atan2(along.0).to_degrees();
    let degrees = if degrees.is_finite() { (degrees.round() as i16).rem_euclid(360) } else { 0 };
    let quarter = (degrees + 45) / 90 * 90;
    if (degrees - quarter).abs() <= ASKEW { quarter % 360 } else { degrees }
}

/// A point as it lies once the page is turned back by `turn` degrees.
pub(in crate::format) fn upright(turn: i16, (x, y): (f64, f64)) -> (f64, f64) {
    match turn {
        0 => (x, y),
        90 => (y, -x),
        180 => (-x, -y),
        270 => (-y, x),
        _ => {
            let (sin, cos) = f64::from(turn).to_radians().sin_cos();
            (x * cos + y * sin, y * cos - x * sin)
        }
    }
}

/// Characters by the direction in which they run, the most frequent first.
pub(super) fn by_turn(chars: Vec<Char>) -> Vec<(i16, Vec<Char>)> {
    let mut groups: Vec<(i16, Vec<Char>)> = Vec::new();
    for char in chars {
        match groups.iter_mut().find(|(turn, _)| *turn == char.turn) {
            Some((_, group)) => group.push(char),
            None => groups.push((char.turn, vec![char])),
        }
    }
    // At most 360 groups; level text comes first where there is as much of it.
    groups.sort_by_key(|(turn, group)| (std::cmp::Reverse(group.len()), *turn));
    groups
}

/// The rulings of a page that is turned back by quarters.
pub(super) fn turned(rulings: &[Ruling], turn: i16) -> Vec<Ruling> {
    let ends = |ruling: &Ruling| match ruling.horizontal {
        true => ((ruling.from, ruling.at), (ruling.to, ruling.at)),
        false => ((ruling.at, ruling.from), (ruling.at, ruling.to)),
    };
    let back = |ruling: &Ruling| {
        let (start, end) = ends(ruling);
        Ruling::between(upright(turn, start), upright(turn, end))
    };
    rulings.iter().filter_map(back).collect()
}

/// Takes out of `chars` the numbers whose digits stand below one another, with what stands in
/// the same column. Nothing may stand close beside such a column: otherwise it is the digits of lines.
pub(super) fn take_columns(chars: &mut Vec<Char>) -> Vec<Vec<Char>> {
    let middle = |char: &Char| (char.left + char.right) / 2.0;
    let mut order: Vec<usize> = (0..chars.len()).filter(|&index| chars[index].is_readable()).collect();
    order.sort_by(|&a, &b| middle(&chars[a]).total_cmp(&middle(&chars[b])));
    let mut columns: Vec<Vec<usize>> = Vec::new();
    let mut start = 0;
    while start < order.len() {
        let first = &chars[order[start]];
        let near = |index: &&usize| middle(&chars[**index]) - middle(first) <= SIDEWAYS * first.size;
        let end = start + order[start..].iter().take_while(near).count().max(1);
        let mut group = order[start..end].to_vec();
        group.sort_by(|&a, &b| chars[a].baseline.total_cmp(&chars[b].baseline));
        let follows = |a: &usize, b: &usize| {
            let step = chars[*b].baseline - chars[*a].baseline;
            (0.6..1.5).contains(&(step / chars[*a].size.max(chars[*b].size)))
        };
        columns.extend(group.chunk_by(follows).filter(|chunk| is_number(chars, chunk)).map(<[usize]>::to_vec));
        start = end;
    }
    columns.retain(|column| stands_alone(chars, column));
    let taken: Vec<Vec<Char>> =
        columns.iter().map(|column| column.iter().map(|&index| chars[index].clone()).collect()).collect();
    let mut gone: Vec<usize> = columns.concat();
    gone.sort_unstable();
    let mut index = 0;
    chars.retain(|_| {
        index += 1;
        gone.binary_search(&(index - 1)).is_err()
    });
    taken
}

fn is_number(chars: &[Char], column: &[usize]) -> bool {
    column.chunk_by(|a, b| is_box(&chars[*a].text) == is_box(&chars[*b].text)).any(|run| {
        let first = run.first().is_some_and(|&index| is_box(&chars[index].text));
        first && run.len() >= BOXES
    })
}

fn stands_alone(chars: &[Char], column: &[usize]) -> bool {
    let beside = column.iter().filter(|&&index| {
        let one = &chars[index];
        let close = |other: &Char| {
            let level = (other.baseline - one.baseline).abs() < 0.45 * one.size;
            let gap = (other.left - one.right).max(one.left - other.right);
            level && gap > -0.5 * one.size && gap < one.size && other.left != one.left
        };
        chars.iter().any(close)
    });
    beside.count() * 10 <= column.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn char(text: char, left: f64, baseline: f64) -> Char {
        Char { text: text.to_string(), left, right: left + 6.0, baseline, size: 12.0, turn: 0, hidden: None }
    }

    #[test]
    fn turns_are_quarters_or_whole_degrees() {
        let cases = [((1.0, 0.0), 0), ((1.0, 0.02), 0), ((0.0, 1.0), 90), ((-1.0, 0.01), 180), ((0.0, -3.0), 270)];
        for (along, turn) in cases {
            assert_eq!(turn_of(along), turn, "{along:?}");
        }
        assert_eq!(turn_of((3f64.sqrt(), 1.0)), 30);
        assert_eq!(turn_of((f64::NAN, 0.0)), 0);
    }

    #[test]
    fn a_turned_line_runs_from_left_to_right() {
        for turn in [0, 30, 90, 180, 270] {
            let (sin, cos) = f64::from(turn).to_radians().sin_cos();
            let (start, next) = (upright(turn, (50.0, 70.0)), upright(turn, (50.0 + cos, 70.0 + sin)));
            assert!((next.0 - start.0 - 1.0).abs() < 1e-9 && (next.1 - start.1).abs() < 1e-9, "{turn}");
        }
    }

    #[test]
    fn digits_below_one_another_are_a_number_unless_lines_hold_them() {
        let column = |left: f64| (0..11).map(move |row| char('7', left, f64::from(row) * 14.0));
        let mut alone: Vec<Char> = column(100.0).chain([char('某', 300.0, 28.0)]).collect();
        assert_eq!(take_columns(&mut alone).iter().map(Vec::len).collect::<Vec<_>>(), [11]);
        assert_eq!(alone.len(), 1);
        let mut lines: Vec<Char> = column(100.0).chain(column(106.0)).collect();
        assert!(take_columns(&mut lines).is_empty());
        assert_eq!(lines.len(), 22);
    }
}
