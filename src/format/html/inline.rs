//! Rows whose cells are inline elements: `<li><span>1</span><span>某甲</span><span>…</span></li>`.
//!
//! A browser sets such elements apart by their style, which is not read. So a row is believed where an element holds nothing
//! but elements of one name, or of two by turns (`<label>姓名</label><i>某甲</i>`), and the element beside it as many. A number
//! cut by elements is no row.

use std::ops::Range;

use memchr::memchr;

use super::tag::{Tag, tag};

/// Fewest cells.
const FEWEST: usize = 3;
/// Fewest cells of which every other one is a name.
const FEWEST_PAIRED: usize = 4;
/// Most bytes of a row.
const LONGEST: usize = 8 * 1024;
/// Bytes between two rows.
const BETWEEN: usize = 200;
/// Elements in which the row below may lie.
const NESTED: usize = 3;
/// Digits in a row, or the one beside it, that make them data.
const DIGITS: usize = 7;

/// An element that is a row.
#[derive(Clone, Debug)]
pub(super) struct InlineRow {
    /// Behind its last cell, in bytes of the file.
    pub(super) end: usize,
    /// The names of the elements that are its cells, by turns.
    names: [Range<usize>; 2],
    cells: usize,
}

impl InlineRow {
    /// True for the name of the elements that are its cells.
    pub(super) fn is_cell(&self, file: &str, name: &str) -> bool {
        self.names.iter().any(|own| file[own.clone()].eq_ignore_ascii_case(name))
    }
}

/// The row that the element whose content begins at byte `at` is, if the one before or behind it has as many cells.
pub(super) fn row_at(file: &str, at: usize, last: Option<&InlineRow>) -> Option<InlineRow> {
    let (row, digits) = read(file, at)?;
    let like_last = || last.is_some_and(|last| last.cells == row.cells && at.abs_diff(last.end) <= BETWEEN);
    if like_last() {
        return Some(row);
    }
    // The rows may lie in an element of their own below their header.
    let mut at = next_element(file, row.end)?;
    let next = (0..NESTED).find_map(|_| {
        let found = read(file, at);
        at = if found.is_none() { opened(file, at)? } else { at };
        found
    });
    let (next, more) = next?;
    (next.cells == row.cells && (digits || more)).then_some(row)
}

/// The content of the element behind the one that ends at `end`.
fn next_element(file: &str, end: usize) -> Option<usize> {
    let near = &file[end..file.floor_char_boundary(end + BETWEEN)];
    let close = near.trim_start().strip_prefix("</")?;
    opened(file, end + near.len() - close.len() + close.find('>')? + 1)
}

/// The content of the element that begins at byte `at`, behind white space.
fn opened(file: &str, at: usize) -> Option<usize> {
    let near = &file[at..file.floor_char_boundary(at + BETWEEN)];
    let open =
        near.trim_start().strip_prefix('<').filter(|open| open.starts_with(|char: char| char.is_ascii_alphabetic()))?;
    Some(at + near.len() - open.len() + open.find('>')? + 1)
}

/// The row whose cells begin at `at`, and whether it holds a number.
fn read(file: &str, at: usize) -> Option<(InlineRow, bool)> {
    let end = file.floor_char_boundary(at + LONGEST);
    let first = inline_name(file, at)?;
    let mut names = [first.clone(), first];
    let mut cells: Vec<&str> = Vec::new();
    let mut next = at;
    while let Some(name) = inline_name(file, next).filter(|name| is_turn(file, &mut names, cells.len(), name)) {
        let content = name.end + memchr(b'>', file.as_bytes().get(name.end..end)?)? + 1;
        let (cell, behind) = cell(&file[content..end], &file[name])?;
        cells.push(cell);
        next = end - behind.len();
    }
    let paired = file[names[0].clone()] != file[names[1].clone()];
    let enough =
        if paired { cells.len() >= FEWEST_PAIRED && cells.len().is_multiple_of(2) } else { cells.len() >= FEWEST };
    if !enough || !file[next..end].trim_start().starts_with("</") {
        return None;
    }
    let row = InlineRow { end: next, names, cells: cells.len() };
    let texts: Vec<String> = cells.into_iter().map(text_of).collect();
    let digits = texts.iter().any(|text| text.bytes().filter(u8::is_ascii_digit).count() >= DIGITS);
    (!is_cut_number(&texts)).then_some((row, digits))
}

/// The name of the element within lines that begins at byte `at`, behind white space.
fn inline_name(file: &str, at: usize) -> Option<Range<usize>> {
    let opening = file[at..].trim_start().strip_prefix('<')?;
    let length = opening.bytes().position(|byte| !byte.is_ascii_alphanumeric())?;
    let start = file.len() - opening.len();
    (length > 0 && tag(&opening[..length]) == Tag::Inline).then(|| start..start + length)
}

/// True where an element may be the next cell: the second may have another name, and then they go by turns.
fn is_turn(file: &str, names: &mut [Range<usize>; 2], cells: usize, name: &Range<usize>) -> bool {
    if cells == 1 {
        names[1] = name.clone();
    }
    file[names[cells % 2].clone()] == file[name.clone()]
}

/// The content of the cell that `inside` begins with, and what stands behind its end. No element of a line of its own stands
/// in it.
fn cell<'t>(inside: &'t str, name: &str) -> Option<(&'t str, &'t str)> {
    let mut depth = 0;
    let mut rest = inside;
    loop {
        let open = inside.len() - rest.len() + memchr(b'<', rest.as_bytes())?;
        let element = &inside[open + 1..];
        let close = element.starts_with('/');
        let label = element.trim_start_matches('/');
        let label = &label[..label.bytes().take_while(u8::is_ascii_alphanumeric).count()];
        rest = &element[memchr(b'>', element.as_bytes())? + 1..];
        match (label.eq_ignore_ascii_case(name), close) {
            (true, true) if depth == 0 => return Some((&inside[..open], rest)),
            (true, true) => depth -= 1,
            (true, false) => depth += 1,
            (false, _) if matches!(tag(label), Tag::Inline | Tag::Void) => {}
            _ => return None,
        }
    }
}

/// The text of a cell without the elements in it.
fn text_of(cell: &str) -> String {
    let mut pieces = cell.split('<');
    let first = pieces.next().unwrap_or("").to_owned();
    pieces.fold(first, |text, piece| text + piece.split_once('>').map_or("", |(_, behind)| behind))
}

/// True where digits of neighbouring cells may be one number: none of both is a number by itself.
fn is_cut_number(texts: &[String]) -> bool {
    let digits = |text: &String| {
        let text = text.trim();
        let all = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'X' | b'x'));
        if all { text.len() } else { 0 }
    };
    let part = |length: usize| (1..11).contains(&length);
    texts
        .windows(2)
        .any(|pair| part(digits(&pair[0])) && part(digits(&pair[1])) && digits(&pair[0]) + digits(&pair[1]) >= 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number of cells of the first row of a page.
    fn cells(page: &str) -> Option<usize> {
        row_at(page, page.find("<li>").map_or(0, |at| at + 4), None).map(|row| row.cells)
    }

    #[test]
    fn elements_side_by_side_are_cells() {
        let row = "<li><span>1</span><span class=\"n\">某甲</span> <span>0000<b>0000</b>000</span></li>";
        assert_eq!(cells(&format!("{row}\n{row}")), Some(3));
        assert_eq!(cells(row), None, "nothing beside it is like it");
        let head = "<li><b>序</b><b>姓名</b><b>号码</b></li>";
        assert_eq!(cells(&format!("{head}<div><ul class=\"g\">\n{row}</ul></div>")), Some(3));
        let pairs = "<li><label>姓名</label><i>某甲</i> <label>号码</label><i>00000000000</i> </li>";
        assert_eq!(cells(&format!("{pairs}\n{pairs}")), Some(4));
        for page in [
            "<li><b>姓名</b><i>某甲</i><b>号码</b></li><li><b>姓名</b><i>某乙</i><b>0000000</b></li>",
            "<li>第<span>1</span><span>2</span><span>0000000</span></li><li>第<span>1</span><span>2</span><span>3</span></li>",
            "<li><span>460106</span><span>19900101</span><span>1239</span></li><li><span>460106</span><span>19900101</span><span>1239</span></li>",
            "<li><a>首页</a><a>公开</a><a>服务</a></li><li><a>首页</a><a>公开</a><a>服务</a></li>",
            "<li><span>甲</span><span>乙</span><p>0000000</p></li>",
        ] {
            assert_eq!(cells(page), None, "{page}");
        }
    }
}
