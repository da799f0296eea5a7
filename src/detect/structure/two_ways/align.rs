//! A whole clause of a table beside the end of a clause of the text.

use std::ops::Range;

/// Shortest clause of a table that is compared, in characters.
pub(super) const SHORTEST: usize = 10;
/// Fewest characters shared, and their share of the clause of the table.
const SHARED: (usize, f64) = (9, 0.65);
/// Most pieces that may differ, and the most characters of one.
const GAPS: usize = 2;
const PIECE: usize = 3;
/// Fewest characters shared at either end, and between two pieces.
pub(super) const AT_ENDS: usize = 2;
const BETWEEN: usize = 3;

/// A piece that differs: its characters in the cell and in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) cell: Range<usize>,
    pub(super) text: Range<usize>,
}

/// The pieces in which a cell differs from the end of a text, from right to left; `None` when the
/// two are the same or too different.
pub(super) fn gaps(cell: &[char], text: &[char]) -> Option<Vec<Gap>> {
    let (mut left, mut right) = (cell.len(), text.len());
    let mut found = Vec::new();
    let mut shared = 0;
    loop {
        let run = common_end(&cell[..left], &text[..right]);
        (left, right, shared) = (left - run, right - run, shared + run);
        if run < AT_ENDS {
            return None;
        }
        if left == 0 {
            let enough = shared >= SHARED.0 && shared as f64 >= SHARED.1 * cell.len() as f64;
            return (enough && !found.is_empty()).then_some(found);
        }
        if found.len() == GAPS {
            return None;
        }
        let (from_cell, from_text) = next(&cell[..left], &text[..right])?;
        found.push(Gap { cell: left - from_cell..left, text: right - from_text..right });
        (left, right) = (left - from_cell, right - from_text);
    }
}

/// The smallest piece after whose removal both ends agree again.
fn next(cell: &[char], text: &[char]) -> Option<(usize, usize)> {
    let sizes = (1..=2 * PIECE).flat_map(|sum| (0..=sum).map(move |first| (first, sum - first)));
    sizes.filter(|(first, second)| *first <= PIECE && *second <= PIECE).find(|&(first, second)| {
        if first >= cell.len() || second > text.len() {
            return false;
        }
        let rest = cell.len() - first;
        common_end(&cell[..rest], &text[..text.len() - second])
            >= if rest <= BETWEEN { rest.max(AT_ENDS) } else { BETWEEN }
    })
}

fn common_end(left: &[char], right: &[char]) -> usize {
    left.iter().rev().zip(right.iter().rev()).take_while(|(left, right)| left == right).count()
}

/// True when none of the pieces is a number or a name, and one stands for another. What only one
/// of the two has says more, not otherwise.
pub(super) fn is_telling(gaps: &[Gap], cell: &[char], text: &[char]) -> bool {
    let pieces = |gap: &Gap| [(gap.cell.clone(), cell), (gap.text.clone(), text)];
    let other_thing = |(range, chars): (Range<usize>, &[char])| {
        is_counted(&chars[range.clone()]) || is_named(&chars[range.clone()], chars.get(range.end))
    };
    gaps.iter().all(|gap| !pieces(gap).into_iter().any(other_thing))
        && gaps.iter().any(|gap| pieces(gap).into_iter().all(|(range, chars)| !is_little(&chars[range])))
}

/// True for a piece with a number in it.
fn is_counted(piece: &[char]) -> bool {
    piece
        .iter()
        .any(|char| char.is_ascii_alphanumeric() || "〇零一二三四五六七八九十百千万亿两第某甲乙丙丁".contains(*char))
}

/// True for a piece that ends in what regions, roads and bodies end in, or stands right before that.
fn is_named(piece: &[char], next: Option<&char>) -> bool {
    const ENDS: &str = "省市州县区旗镇乡村街路巷社局委厅部办院校所站厂园楼桥湖河山江港";
    let name = |char: &char| ENDS.contains(*char);
    (piece.len() > 1 && piece.last().is_some_and(name)) || (!piece.is_empty() && next.is_some_and(name))
}

/// True for nothing and for words that change nothing.
fn is_little(piece: &[char]) -> bool {
    const LITTLE: [&str; 30] = [
        "", "的", "了", "和", "与", "及", "以及", "等", "也", "均", "都", "已", "已经", "将", "对", "在", "为", "是",
        "有", "各", "其", "该", "进行", "有关", "相关", "工作", "情况", "问题", "并", "未",
    ];
    let piece: String = piece.iter().collect();
    LITTLE.contains(&piece.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differs(cell: &str, text: &str) -> bool {
        let (cell, text): (Vec<char>, Vec<char>) = (cell.chars().collect(), text.chars().collect());
        gaps(&cell, &text).is_some_and(|gaps| is_telling(&gaps, &cell, &text))
    }

    #[test]
    fn short_pieces_differ() {
        assert!(differs("公园入口处的游览须知公示不全", "部分公园入口处的游客须知公示不全"));
        assert!(differs("应当在本单位入口设置本单位示意图", "没有应当在区单位入口设置示意图"));
    }

    #[test]
    fn numbers_names_and_little_words_do_not_count() {
        assert!(!differs("完成公园入口改造三处并通过验收", "完成公园入口改造五处并通过验收"));
        assert!(!differs("完成东湖街道公园入口改造并通过验收", "已完成西山街道公园入口改造并通过验收"));
        assert!(!differs("公园入口处的游览须知公示不全", "公园入口处游览须知公示不全"));
        assert!(!differs("公园入口处的游览须知长期公示不全", "公园入口处的游览须知公示不全"));
        assert!(!differs("公园入口处的游览须知公示不全", "公园入口处的游览须知公示不全"));
        assert!(!differs("东湖公园的游览须知公示不全", "西山公园的游览须知公示不全"));
    }
}
