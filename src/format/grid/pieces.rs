//! Numbers cut by the same blanks that part the columns: `176  0335  5595`.

use std::ops::Range;

/// Most pieces of a number.
const MOST: usize = 19;

/// Longest piece, in signs.
const LONGEST: usize = 14;

/// Ways that are tried in one line.
const MOST_STEPS: u32 = 1000;

/// How many cells from the left belong together each time, so that `width` are left. `None` where they cannot.
pub(super) fn together(text: &str, cells: &[Range<usize>], width: usize) -> Option<Vec<usize>> {
    let signs: Vec<&str> = cells.iter().map(|cell| signs(&text[cell.clone()])).collect();
    let (mut found, mut steps) = (Vec::new(), MOST_STEPS);
    join(&signs, width, &mut found, &mut steps).then_some(found)
}

/// The signs of a piece of a number; none for what is no piece, and `+` for a country code.
fn signs(cell: &str) -> &str {
    const COUNTRY: &[&str] = &["+86", "（+86）", "(+86)", "(86)", "（86）"];
    let cell = match COUNTRY.iter().find_map(|code| cell.strip_prefix(code)) {
        Some("") => return "+",
        behind => behind.unwrap_or(cell),
    };
    let is_sign = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'X' | b'x' | b'*');
    if cell.len() <= LONGEST && cell.bytes().all(is_sign) { cell } else { "" }
}

/// How surely some pieces are one number: 0 for an ID or a mobile, 1 for a card, 2 for any other account.
fn rank(pieces: &[&str]) -> Option<u8> {
    let signs = pieces.concat();
    if let Some(abroad) = signs.strip_prefix('+') {
        return (abroad.len() == 11 && abroad.starts_with('1')).then_some(0);
    }
    let number = |from: usize, to: usize| signs.get(from..to).and_then(|part| part.parse::<u32>().ok()).unwrap_or(0);
    let (province, month, day) = (number(0, 2), number(10, 12), number(12, 14));
    let id = signs.len() == 18 && (11..=65).contains(&province) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let mobile = signs.len() == 11 && signs.starts_with('1') && number(1, 2) >= 3;
    match signs.len() {
        _ if id || mobile || signs.contains('*') && matches!(signs.len(), 11 | 18) => Some(0),
        16 | 17 | 19 if signs.starts_with("62") => Some(1),
        15..=19 => Some(2),
        _ => None,
    }
}

/// Joins the pieces so that every number is whole, the first number that can be taken first.
fn join(signs: &[&str], width: usize, found: &mut Vec<usize>, steps: &mut u32) -> bool {
    if signs.is_empty() || width == 0 {
        return signs.is_empty() && width == 0;
    }
    *steps = steps.saturating_sub(1);
    if signs.len() < width || *steps == 0 {
        return false;
    }
    let run = signs.iter().take(MOST).take_while(|piece| !piece.is_empty()).count();
    let mut lengths: Vec<(u8, usize)> =
        (2..=run).filter_map(|length| Some((rank(&signs[..length])?, length))).collect();
    // A cell by itself comes before an account of unknown length.
    lengths.push((2, 1));
    lengths.sort_unstable();
    lengths.into_iter().any(|(_, length)| {
        found.push(length);
        join(&signs[length..], width - 1, found, steps) || {
            found.pop();
            false
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cells of a line, joined to `width`, with `|` between them.
    fn shown(line: &str, width: usize) -> Option<String> {
        let mut at = 0;
        let cells: Vec<Range<usize>> = line
            .split_whitespace()
            .map(|word| {
                let start = at + line[at..].find(word).unwrap_or(0);
                at = start + word.len();
                start..at
            })
            .collect();
        let lengths = together(line, &cells, width)?;
        let mut words = line.split_whitespace();
        let joined = lengths.iter().map(|&length| words.by_ref().take(length).collect::<Vec<_>>().join(" "));
        Some(joined.collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn pieces_are_put_together_where_a_number_is_whole() {
        for (line, width, expected) in [
            ("某甲 主任 E00001234 138 0000 1234", 4, Some("某甲|主任|E00001234|138 0000 1234")),
            ("某甲 6200 0000 0000 0000 001 13800 001234", 3, Some("某甲|6200 0000 0000 0000 001|13800 001234")),
            ("1 某甲 460106 19900101 1239 500", 4, Some("1|某甲|460106 19900101 1239|500")),
            ("某甲 68 460106 19900101 1239", 3, Some("某甲|68|460106 19900101 1239")),
            ("某甲 （+86）138 0000 1234 12", 3, Some("某甲|（+86）138 0000 1234|12")),
            ("某甲 （+86） 138 0000 1234 12", 3, Some("某甲|（+86） 138 0000 1234|12")),
            ("某甲 12 34", 2, None),
        ] {
            assert_eq!(shown(line, width).as_deref(), expected, "{line}");
        }
    }
}
