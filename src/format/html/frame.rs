//! Tables that frame a page or a part of it: old pages have all they show in the one cell of such a table.
//!
//! Told before its content is read, so that lists and rows of other elements in it are seen as they would be outside.

/// What stands in the first cell of a frame at least, in bytes: a page, and no number.
const SHORTEST: usize = 200;

/// True where the table whose content begins at byte `at` has one cell, or holds another table in its first one.
pub(super) fn is_frame(file: &str, at: usize) -> bool {
    let Some((first, cell)) = next_part(file, at).and_then(|(part, row)| match part {
        Part::Row => next_part(file, row),
        _ => Some((part, row)),
    }) else {
        return false;
    };
    let next = next_part(file, cell);
    first == Part::Cell
        && next.is_some_and(|(part, end)| match part {
            Part::Table => true,
            Part::End => end - cell >= SHORTEST,
            Part::Cell | Part::Row => false,
        })
}

/// A tag that says where cells are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// `<table>`.
    Table,
    /// `<tr>`.
    Row,
    /// `<td>` or `<th>`.
    Cell,
    /// `</table>`.
    End,
}

/// The next such tag behind byte `at`, and where the name in it ends. Each look ends at the next table, so that all of them
/// together read a page twice.
fn next_part(file: &str, at: usize) -> Option<(Part, usize)> {
    const PARTS: [(&[u8], Part); 5] =
        [(b"td", Part::Cell), (b"th", Part::Cell), (b"tr", Part::Row), (b"table", Part::Table), (b"/table", Part::End)];
    let bytes = file.as_bytes();
    memchr::memchr_iter(b'<', &bytes[at..]).find_map(|open| {
        let name = &bytes[at + open + 1..];
        let is_named = |word: &[u8]| {
            let ends = |byte: &u8| !byte.is_ascii_alphanumeric();
            name.len() > word.len()
                && name[..word.len()].eq_ignore_ascii_case(word)
                && name.get(word.len()).is_some_and(ends)
        };
        PARTS.into_iter().find(|(word, _)| is_named(word)).map(|(word, part)| (part, at + open + 1 + word.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_cell_or_a_table_in_the_first_is_a_frame() {
        let long = "文".repeat(SHORTEST);
        for page in [
            format!("<table><tr><td><p>{long}</p></td></tr></table>"),
            format!("<TABLE><tbody><tr><td class=a>{long}</table>"),
            "<table><tr><td>甲<table><tr><td>1</td></tr></table></td></tr></table>".to_owned(),
        ] {
            assert!(is_frame(&page, "<table>".len()), "{page}");
        }
        for page in [
            "<table><tr><td>甲</td></tr></table>".to_owned(),
            format!("<table><tr><td>{long}</td><td>乙</td></tr></table>"),
            format!("<table><tr><td>{long}</td></tr><tr><td>乙</td></tr></table>"),
            "<table></table>".to_owned(),
            "<table>".to_owned(),
        ] {
            assert!(!is_frame(&page, "<table>".len()), "{page}");
        }
    }
}
