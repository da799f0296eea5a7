//! The canonical form of a dictionary.

use super::{COLUMNS, Entry};
use crate::rule::Severity;

/// Writes entries as a dictionary: canonical columns, sorted by identifier, `\n` line ends.
pub fn write(entries: &[Entry<'_>]) -> String {
    let mut sorted: Vec<&Entry<'_>> = entries.iter().collect();
    sorted.sort_by_key(|entry| entry.id);
    let mut out = COLUMNS.join("\t") + "\n";
    for entry in sorted {
        out.push_str(&row(entry).join("\t"));
        out.push('\n');
    }
    out
}

fn row(entry: &Entry<'_>) -> [String; COLUMNS.len()] {
    let date = |date: Option<crate::date::Date>| date.map_or(String::new(), |date| date.to_string());
    let conditions: Vec<String> = entry.conditions.iter().map(ToString::to_string).collect();
    [
        entry.id.to_owned(),
        entry.class.name().to_owned(),
        entry.severity.map_or("off", Severity::name).to_owned(),
        entry.confidence.name().to_owned(),
        entry.find.join("|"),
        entry.suggest.join("|"),
        entry.except.join("|"),
        conditions.join("|"),
        date(entry.since),
        date(entry.until),
        entry.hit.join("|"),
        entry.miss.join("|"),
        entry.source.to_owned(),
        entry.note.to_owned(),
    ]
}

/// Heads of the column of wrong forms in lists that people keep.
const HEADS: [&str; 8] = ["错词", "错误", "错误写法", "错误表述", "误", "错", "wrong", "find"];

/// Turns a plain list of `错词<TAB>正词` lines into a dictionary of `custom` entries at the level of
/// advice. The pair itself serves as the two examples; identifiers are `prefix` and a number.
pub fn import_pairs(text: &str, prefix: &str, source: &str) -> String {
    let pairs = text.trim_start_matches('\u{feff}').lines().filter_map(|line| {
        let mut cells = line.split(['\t', ',']).map(str::trim);
        let (wrong, right) = (cells.next()?, cells.next()?);
        let empty = wrong.is_empty() || right.is_empty();
        (!empty && !HEADS.contains(&wrong)).then_some((wrong, right))
    });
    let mut out = COLUMNS.join("\t") + "\n";
    for (index, (wrong, right)) in pairs.enumerate() {
        let id = format!("{prefix}{:04}", index + 1);
        let cells =
            [&*id, "custom", "advice", "medium", wrong, right, "", "", "", "", wrong, right, source, "由词表导入"];
        out.push_str(&cells.join("\t"));
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::parse;

    #[test]
    fn writing_and_reading_again_changes_nothing() {
        let text = "category\tid\tfind\twhere\tsince\ntypo\tTY0002\t甲乙|丙丁\tnear:戊,己|fix\t2018-03\ntypo\tTY0001\t庚辛\t\t\n";
        let once = write(&parse(text).entries);
        assert!(once.find("TY0001") < once.find("TY0002"));
        assert_eq!(write(&parse(&once).entries), once);
        assert!(once.contains("near:戊,己|fix\t2018-03-01"));
    }

    #[test]
    fn plain_pairs_become_entries() {
        let text = import_pairs("错词\t正词\t备注\n按装\t安装\n空行\n\n座落\t坐落\t常见\n", "YH", "本单位词表");
        let sheet = parse(&text);
        assert_eq!(sheet.faults, []);
        assert_eq!(sheet.entries.len(), 2);
        assert_eq!(sheet.entries[1].id, "YH0002");
        assert_eq!(sheet.entries[1].suggest, ["坐落"]);
    }
}
