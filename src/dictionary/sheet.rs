//! Tables as spreadsheets write and read them: comma-separated values with quotes.

/// Turns comma-separated values into the tab-separated form of dictionaries. Text whose first line
/// holds a tab is left as it is. Line breaks and tabs inside a cell become spaces: an entry is one line.
pub fn from_csv(text: &str) -> String {
    if text.lines().next().is_some_and(|header| header.contains('\t')) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '"' if quoted && chars.peek() == Some(&'"') => out.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => out.push('\t'),
            '\r' => {}
            '\n' | '\t' if quoted => out.push(' '),
            _ => out.push(char),
        }
    }
    out
}

/// The same table as comma-separated values that Excel and WPS open with a double click: a byte
/// order mark, every cell quoted, `\r\n` line ends.
pub fn to_csv(tsv: &str) -> String {
    let cell = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let row = |line: &str| line.split('\t').map(cell).collect::<Vec<_>>().join(",") + "\r\n";
    std::iter::once("\u{feff}".to_owned()).chain(tsv.lines().map(row)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreadsheets_and_back() {
        let tsv = "id\tfind\tnote\nYH1\t甲,乙\t他说\"好\"\n";
        let csv = to_csv(tsv);
        assert!(csv.starts_with('\u{feff}') && csv.contains("\"甲,乙\",\"他说\"\"好\"\"\"\r\n"));
        assert_eq!(from_csv(csv.trim_start_matches('\u{feff}')), tsv);
    }

    #[test]
    fn an_entry_is_one_line() {
        assert_eq!(from_csv("id,note\nYH1,\"一\n二\"\n"), "id\tnote\nYH1\t一 二\n");
        assert_eq!(from_csv("id\tnote\n1\t\"x\n"), "id\tnote\n1\t\"x\n");
    }
}
