//! From the text of a dictionary to its entries.

use super::{COLUMNS, Class, Condition, Entry, Fault};
use crate::date::Date;
use crate::rule::{Confidence, Severity};

/// What was read from one dictionary.
#[derive(Debug, Default)]
pub struct Sheet<'a> {
    /// The entries that could be read, in the order of their lines.
    pub entries: Vec<Entry<'a>>,
    /// Everything that could not be read, in the order of the lines.
    pub faults: Vec<Fault>,
}

/// Columns without which an entry means nothing. The others may be missing or empty.
const REQUIRED: [&str; 3] = ["id", "category", "find"];

/// Reads a dictionary. Columns may stand in any order; empty lines and lines that begin with `#` are
/// passed over. A line with a fault gives no entry, and reading goes on.
pub fn parse(text: &str) -> Sheet<'_> {
    let mut sheet = Sheet::default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    let Some((at, header)) = lines.next() else {
        sheet.faults.push(Fault::new(1, "词典是空的，第一行应当是表头"));
        return sheet;
    };
    let columns = match Columns::read(header) {
        Ok(columns) => columns,
        Err(message) => {
            sheet.faults.push(Fault::new(at + 1, message));
            return sheet;
        }
    };
    for (at, line) in lines {
        match columns.entry(at + 1, line) {
            Ok(entry) => sheet.entries.push(entry),
            Err(messages) => sheet.faults.extend(messages.into_iter().map(|message| Fault::new(at + 1, message))),
        }
    }
    sheet
}

/// Where each of [`COLUMNS`] stands in this file.
struct Columns([Option<usize>; COLUMNS.len()]);

impl Columns {
    fn read(header: &str) -> Result<Self, String> {
        let names: Vec<&str> = header.split('\t').map(str::trim).collect();
        if let Some(unknown) = names.iter().find(|name| !COLUMNS.contains(name)) {
            return Err(format!("表头中没有“{unknown}”这一列；可用的列：{}", COLUMNS.join("、")));
        }
        if let Some(missing) = REQUIRED.iter().find(|name| !names.contains(name)) {
            return Err(format!("表头缺少“{missing}”列"));
        }
        Ok(Columns(COLUMNS.map(|column| names.iter().position(|&name| name == column))))
    }

    fn entry<'a>(&self, line: usize, text: &'a str) -> Result<Entry<'a>, Vec<String>> {
        let cells: Vec<&str> = split(text, b'\t').collect();
        let width = self.0.iter().flatten().count();
        if cells.len() > width {
            return Err(vec![format!("有 {} 个单元格，表头只有 {width} 列", cells.len())]);
        }
        let known = self.0.map(|place| place.and_then(|place| cells.get(place)).map_or("", |cell| cell.trim()));
        let cell =
            |name: &str| COLUMNS.iter().zip(known).find(|(column, _)| **column == name).map_or("", |(_, cell)| cell);
        let mut faults = Vec::new();
        let entry = Entry {
            line,
            id: cell("id"),
            class: read(cell("category"), "category", Class::from_name, &mut faults).unwrap_or(Class::Custom),
            severity: read(cell("severity"), "severity", severity, &mut faults).unwrap_or(Some(Severity::Advice)),
            confidence: read(cell("confidence"), "confidence", Confidence::from_name, &mut faults)
                .unwrap_or(Confidence::Medium),
            find: values(cell("find")),
            suggest: values(cell("suggest")),
            except: values(cell("except")),
            conditions: conditions(cell("where"), &mut faults),
            since: read(cell("since"), "since", Date::parse, &mut faults),
            until: read(cell("until"), "until", Date::parse, &mut faults),
            hit: values(cell("hit")),
            miss: values(cell("miss")),
            source: cell("source"),
            note: cell("note"),
        };
        if faults.is_empty() { Ok(entry) } else { Err(faults) }
    }
}

/// The value of a cell; `None` when it is empty, or wrong, which is a fault.
fn read<T>(cell: &str, column: &str, parse: impl Fn(&str) -> Option<T>, faults: &mut Vec<String>) -> Option<T> {
    if cell.is_empty() {
        return None;
    }
    let value = parse(cell);
    if value.is_none() {
        faults.push(format!("{column} 列不认识“{cell}”"));
    }
    value
}

/// The inner `None` is the level of an entry that does not run.
fn severity(cell: &str) -> Option<Option<Severity>> {
    if cell == "off" { Some(None) } else { Severity::from_name(cell).map(Some) }
}

fn values(cell: &str) -> Vec<&str> {
    split(cell, b'|').map(str::trim).filter(|value| !value.is_empty()).collect()
}

/// As [`str::split`]: the dictionaries are read at every start, and this is twice as fast.
fn split(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    let ends = memchr::memchr_iter(separator, text.as_bytes()).chain([text.len()]);
    let mut start = 0;
    ends.map(move |end| &text[std::mem::replace(&mut start, end + 1)..end])
}

fn conditions(cell: &str, faults: &mut Vec<String>) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for value in values(cell) {
        match Condition::parse(value) {
            Some(condition) => conditions.push(condition),
            None => faults.push(format!("where 列不认识“{value}”")),
        }
    }
    conditions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_may_stand_in_any_order() {
        let sheet = parse("find\tid\tcategory\tsuggest\n甲乙|丙丁\tTY0001\ttypo\t甲丁\n");
        assert_eq!(sheet.faults, []);
        assert_eq!(sheet.entries[0].pairs().collect::<Vec<_>>(), [("甲乙", Some("甲丁")), ("丙丁", Some("甲丁"))]);
    }

    #[test]
    fn every_fault_is_told_with_its_line() {
        let sheet = parse("id\tcategory\tfind\tsince\twhere\n\nTY1\ttypoo\t甲乙\t2018-13\tnear\nTY2\ttypo\t丙丁\n");
        let faults: Vec<String> = sheet.faults.iter().map(Fault::to_string).collect();
        assert_eq!(faults, ["3: category 列不认识“typoo”", "3: where 列不认识“near”", "3: since 列不认识“2018-13”"]);
        assert_eq!(sheet.entries.len(), 1);
    }

    #[test]
    fn a_header_is_required() {
        assert_eq!(parse("").faults.len(), 1);
        assert!(parse("id\tfind\n").faults[0].message.contains("category"));
    }

    #[test]
    fn levels_and_dates_are_read() {
        let sheet = parse("id\tcategory\tseverity\tfind\tsince\tuntil\nTY1\ttypo\toff\t甲乙\t2018-03\t2023\n");
        let entry = &sheet.entries[0];
        assert_eq!(entry.severity, None);
        assert!(Date::new(2020, 1, 1).is_some_and(|date| entry.holds_on(date)));
        assert!(Date::new(2018, 2, 28).is_some_and(|date| !entry.holds_on(date)));
    }
}
