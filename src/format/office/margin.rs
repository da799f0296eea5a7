//! Headers and footers of sheets: text with codes for sections, fonts and fields (ECMA-376 part 1,
//! 18.3.1.46), which older workbooks write alike.

/// The text of a header or footer, without its codes: left, middle and right each on a line.
pub(in crate::format) fn margin_text(code: &str) -> String {
    let mut text = String::new();
    let mut chars = code.chars().peekable();
    while let Some(char) = chars.next() {
        if char != '&' {
            text.push(char);
            continue;
        }
        match chars.next() {
            Some('&') => text.push('&'),
            Some('L' | 'C' | 'R') => text.push('\n'),
            // A font's name stands in quotes.
            Some('"') => {
                chars.by_ref().find(|&char| char == '"');
            }
            // A colour: six digits, or two of a theme with its tint.
            Some('K') => {
                chars.nth(5);
            }
            // A size.
            Some('0'..='9') => while chars.next_if(char::is_ascii_digit).is_some() {},
            _ => {}
        }
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_no_text() {
        for (code, text) in [
            ("&C&\"DejaVu Sans,Regular\"头 000", "头 000"),
            ("&L甲&C&B&14 乙&R第 &P 页，共 &N 页", "甲\n乙\n第  页，共  页"),
            ("&K01+000丙&KFF0000丁", "丙丁"),
            ("甲&&乙 &D &T &A", "甲&乙"),
            ("&\"未完", ""),
            ("&", ""),
        ] {
            assert_eq!(margin_text(code), text, "{code}");
        }
    }
}
