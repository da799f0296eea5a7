//! The list of attachments below the body and the heads of the attachments themselves.

use crate::detect::structure::numbering::{Level, Number, han_value};
use crate::detect::structure::outline::{Line, Outline};
use crate::span::{Span, Text};

/// Most lines between a head (附件1) and its title.
const TITLE_LINES: usize = 3;

/// One entry of the list, or one head with its title.
#[derive(Clone, Debug)]
pub(in crate::detect::structure) struct Entry {
    /// Its number, 1 where only one attachment is named.
    pub(in crate::detect::structure) number: u32,
    /// Where the title stands; of one over several lines, the first.
    pub(in crate::detect::structure) span: Span<Text>,
    /// Where each line of the title ends.
    pub(in crate::detect::structure) ends: Vec<usize>,
    /// The title, every blank left out. Titles over several lines are joined.
    pub(in crate::detect::structure) title: String,
}

/// The attachments as the body lists them and as they are headed.
#[derive(Debug, Default)]
pub(in crate::detect::structure) struct Attachments {
    pub(in crate::detect::structure) list: Vec<Entry>,
    pub(in crate::detect::structure) heads: Vec<Entry>,
}

impl Attachments {
    /// Reads the first list of the document and the heads below it.
    pub(in crate::detect::structure) fn of(outline: &Outline<'_>) -> Self {
        let mut found = Attachments::default();
        for (index, line) in outline.lines.iter().enumerate() {
            let text = outline.str(line);
            if !text.trim_start_matches(['-', '—', '*', ' ']).starts_with("附件") {
                continue;
            }
            if found.list.is_empty() && found.heads.is_empty() {
                found.list = list_at(outline, index);
            }
            found.heads.extend(head_at(outline, index));
        }
        found
    }
}

/// The list that begins on this line: `附件：1.…` and the numbered lines that follow.
fn list_at(outline: &Outline<'_>, index: usize) -> Vec<Entry> {
    let line = &outline.lines[index];
    let text = outline.str(line);
    let Some((label, rest)) = text.split_once(['：', ':']) else { return Vec::new() };
    if !matches!(label.trim_start_matches(['-', '—', '*', ' ']).trim_end(), "附件" | "附件列表" | "附件下载")
    {
        return Vec::new();
    }
    let start = line.span.start() + text.len() - rest.len();
    let mut list: Vec<Entry> = entry(outline, Span::new(start, line.span.end())).into_iter().collect();
    for next in &outline.lines[index + 1..] {
        let numbered = next.number.is_some_and(|number| number.level == Level::Arabic);
        if !numbered {
            break;
        }
        list.extend(entry(outline, next.span));
    }
    list
}

fn entry(outline: &Outline<'_>, span: Span<Text>) -> Option<Entry> {
    let slice = &outline.text[span.range()];
    let text = slice.trim();
    let number = Number::at_start(text).filter(|number| number.level == Level::Arabic);
    let title = number.map_or(text, |number| text[number.len as usize..].trim());
    let start = span.start() + (title.as_ptr() as usize - slice.as_ptr() as usize);
    let value = number.map_or(1, |number| number.value);
    let end = start + title.len();
    let entry = Entry { number: value, span: Span::new(start, end), ends: vec![end], title: bare(title) };
    (!entry.title.is_empty()).then_some(entry)
}

/// A title without blanks, quotation marks, file ending and closing mark.
pub(in crate::detect::structure) fn bare(title: &str) -> String {
    const ENDINGS: [&str; 10] = [".docx", ".doc", ".xlsx", ".xls", ".pdf", ".wps", ".et", ".zip", ".rar", ".ofd"];
    let cut = ENDINGS.iter().find_map(|ending| title.to_ascii_lowercase().find(ending));
    let title = cut.map_or(title, |at| &title[..at]);
    let title = title.strip_prefix("附件").map_or(title, |rest| {
        rest.trim_start_matches(|char: char| char.is_ascii_digit() || char == ' ')
            .trim_start_matches(['：', ':', '.', '、', '-'])
    });
    title.chars().filter(|char| !char.is_whitespace() && !"《》“”。；;".contains(*char)).map(full_form).collect()
}

fn full_form(char: char) -> char {
    match char {
        '(' => '（',
        ')' => '）',
        ':' => '：',
        ',' => '，',
        other => other,
    }
}

/// The head on this line and the title on the lines below it.
fn head_at(outline: &Outline<'_>, index: usize) -> Option<Entry> {
    let line = &outline.lines[index];
    let number = head_number(outline.str(line))?;
    let below = outline.lines[index + 1..].iter().take(TITLE_LINES);
    let title: Vec<&Line> = below.take_while(|next| next.is_title_like(outline.text)).collect();
    let first = title.first().filter(|first| head_number(outline.str(first)).is_none())?;
    let joined = title.iter().map(|line| bare(outline.str(line))).collect::<Vec<_>>().join("\n");
    let ends = title.iter().map(|line| line.span.end()).collect();
    Some(Entry { number, span: first.span, ends, title: joined })
}

/// The number of `附件`, `附件1`, `附件 1：`, `附件二`, when nothing else stands on the line.
pub(in crate::detect::structure) fn head_number(text: &str) -> Option<u32> {
    let rest = text.strip_prefix("附件")?.trim_matches([' ', '\u{3000}', '：', ':']);
    if rest.is_empty() {
        return (!text.ends_with(['：', ':'])).then_some(1);
    }
    let arabic = || rest.parse().ok().filter(|number| (1..100).contains(number));
    han_value(rest).filter(|&(_, len)| len == rest.len()).map(|(value, _)| value).or_else(arabic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_stand_alone() {
        assert_eq!(head_number("附件"), Some(1));
        assert_eq!(head_number("附件 2"), Some(2));
        assert_eq!(head_number("附件三："), Some(3));
        assert_eq!(head_number("附件：名单"), None);
        assert_eq!(head_number("附件2中的名单"), None);
    }

    #[test]
    fn titles_are_compared_without_dress() {
        assert_eq!(bare("《江城市 公园名录》.docx"), "江城市公园名录");
        assert_eq!(bare("附件1：公园名录.xlsx"), "公园名录");
        assert_eq!(bare("公园名录(试行)"), bare("公园名录（试行）"));
    }
}
