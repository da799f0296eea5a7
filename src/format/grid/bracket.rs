//! Names of columns that one line holds in a bracket, whatever parts the cells below: （序号/姓名/身份证号）.

use std::ops::Range;

/// Brackets around the names.
const BRACKETS: [(char, char); 4] = [('（', '）'), ('(', ')'), ('【', '】'), ('[', ']')];

/// Marks between the names.
const MARKS: [char; 8] = ['/', '／', '、', '|', '｜', '，', ',', '；'];

/// Fewest names.
const FEWEST: usize = 3;

/// The names, as bytes of the text.
pub(super) fn names(text: &str, line: Range<usize>) -> Option<Vec<Range<usize>>> {
    let body = &text[line.clone()];
    // Most lines begin with none: one look at their first character tells.
    let first = body.chars().next()?;
    let (open, close) = BRACKETS.into_iter().find(|(open, _)| *open == first)?;
    let inner = body[open.len_utf8()..].strip_suffix(close)?;
    let first = line.end - inner.len() - (body.len() - inner.len()) / 2;
    MARKS.into_iter().find_map(|mark| {
        let mut start = first;
        let parts = inner.split(mark).map(|part| {
            let begin = start + part.len() - part.trim_start().len();
            start += part.len() + mark.len_utf8();
            begin..begin + part.trim().len()
        });
        let names: Vec<Range<usize>> = parts.collect();
        (names.len() >= FEWEST && names.iter().all(|name| super::may_name(&text[name.clone()]))).then_some(names)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bracket_of_short_words_names_columns() {
        let shown = |text: &str| {
            names(text, 0..text.len())
                .map(|names| names.iter().map(|name| text[name.clone()].to_owned()).collect::<Vec<_>>())
        };
        for text in ["（No./姓名/预算（元））", "(No.、姓名、预算（元）)", "【No. | 姓名 | 预算（元）】"]
        {
            assert_eq!(shown(text).expect(text), ["No.", "姓名", "预算（元）"], "{text}");
        }
        for text in ["（姓名/电话）", "（此件公开发布）", "姓名/电话/住址", "（联系人：某甲、某乙、某丙）"]
        {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
