//! Patterns of paths, as `.gitignore` writes them.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use shenjiao::config::{Entry, Fault};

/// A pattern without a slash matches in every folder, as in `.gitignore`; one with a slash counts
/// from the folder of the configuration.
pub(crate) fn globs(entries: &[Entry]) -> Result<GlobSet, Vec<Fault>> {
    let mut set = GlobSetBuilder::new();
    let mut faults = Vec::new();
    for entry in entries {
        let pattern = entry.text.trim_end_matches('/');
        let pattern = if pattern.contains('/') { pattern.to_owned() } else { format!("**/{pattern}") };
        match GlobBuilder::new(pattern.trim_start_matches('/')).literal_separator(true).build() {
            Ok(glob) => drop(set.add(glob)),
            Err(_) => faults
                .push(Fault {
                    line: Some(entry.line), message: format!("“{}”不是合法的通配符", entry.text)
                }),
        }
    }
    match (set.build(), faults.is_empty()) {
        (Ok(set), true) => Ok(set),
        (Err(_), true) => Err(vec![Fault { line: None, message: "通配符太多".to_owned() }]),
        (_, false) => Err(faults),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, path: &str) -> bool {
        globs(&[Entry { text: pattern.to_owned(), line: 1 }]).unwrap().is_match(path)
    }

    #[test]
    fn patterns_match_as_in_gitignore() {
        assert!(matches("*.bak", "a/b/c.bak") && matches("*.bak", "c.bak"));
        assert!(matches("归档/", "归档") && matches("归档", "x/归档"));
        assert!(matches("归档/**", "归档/一.txt") && !matches("归档/*", "归档/x/一.txt"));
        assert!(matches("/归档", "归档") && !matches("a/归档", "b/a/归档"));
    }

    #[test]
    fn a_broken_pattern_names_its_line() {
        let entry = Entry { text: "a[".to_owned(), line: 7 };
        assert_eq!(globs(&[entry]).unwrap_err()[0].line, Some(7));
    }
}
