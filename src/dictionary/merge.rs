//! The built-in dictionaries together with a user's.

use std::collections::HashMap;

use super::{BUILT_IN, Entry, parse};

/// The entries of the built-in dictionaries and of `files` (name and text of each). An entry whose
/// identifier was seen before takes the place of the earlier one; so a line with the severity `off`
/// and the identifier of a built-in entry switches that off.
///
/// # Errors
/// Every line of `files` that cannot be read, as `file:line: message`.
pub fn load(files: &[(String, String)]) -> Result<Vec<Entry<'_>>, Vec<String>> {
    let mut merged = Merged::default();
    let mut faults = Vec::new();
    for (_, text) in BUILT_IN {
        merged.add(parse(text).entries);
    }
    for (name, text) in files {
        let sheet = parse(text);
        faults.extend(sheet.faults.iter().map(|fault| format!("{name}:{fault}")));
        merged.add(sheet.entries);
    }
    if faults.is_empty() { Ok(merged.entries) } else { Err(faults) }
}

#[derive(Default)]
struct Merged<'a> {
    entries: Vec<Entry<'a>>,
    places: HashMap<&'a str, usize>,
}

impl<'a> Merged<'a> {
    fn add(&mut self, entries: Vec<Entry<'a>>) {
        for entry in entries {
            match self.places.get(entry.id) {
                Some(&place) => self.entries[place] = entry,
                None => {
                    self.places.insert(entry.id, self.entries.len());
                    self.entries.push(entry);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_entries_replace_and_switch_off() {
        let before = load(&[]).unwrap_or_default();
        let first = before[0].id;
        let text =
            format!("id\tcategory\tseverity\tfind\tsuggest\n{first}\t\toff\t\t\nYH0001\tcustom\terror\t甲乙\t甲丙\n");
        let files = [("本单位.tsv".to_owned(), text)];
        let after = load(&files).unwrap_or_default();
        assert_eq!(after.len(), before.len() + 1);
        assert_eq!(after[0].severity, None);
        assert_eq!(after.last().map(|entry| entry.id), Some("YH0001"));
    }

    #[test]
    fn faults_name_the_file() {
        let files = [("甲.tsv".to_owned(), "id\tcategory\tfind\nYH1\tnone\t甲乙\n".to_owned())];
        assert_eq!(load(&files).unwrap_err(), ["甲.tsv:2: category 列不认识“none”"]);
    }
}
