//! Where a document came from.
//!
//! A source is a name and bytes. Reading files, walking folders and asking git is the caller's
//! work: nothing in the library touches the file system.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The way to a document: an outermost path, and for what lies inside containers the members
/// passed on the way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Origin {
    path: String,
    members: Vec<String>,
}

impl Origin {
    /// A file of this name. For standard input callers use `-`.
    pub fn file(path: impl Into<String>) -> Self {
        Origin { path: path.into(), members: Vec::new() }
    }

    /// The member `name` inside this origin.
    pub fn member(&self, name: impl Into<String>) -> Self {
        let mut members = self.members.clone();
        members.push(name.into());
        Origin { path: self.path.clone(), members }
    }

    /// The same origin with one text in its names replaced by another, where it occurs.
    pub fn replaced(&self, from: &str, to: &str) -> Self {
        let members = self.members.iter().map(|member| member.replace(from, to)).collect();
        Origin { path: self.path.replace(from, to), members }
    }

    /// The outermost path, as the user named it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The members passed on the way, outermost first, joined by ` » `; `None` for a plain file.
    pub fn member_chain(&self) -> Option<String> {
        (!self.members.is_empty()).then(|| self.members.join(" » "))
    }

    /// How many containers lie around this document.
    pub fn depth(&self) -> usize {
        self.members.len()
    }

    /// The name of the innermost thing: the last member, else the path.
    pub fn name(&self) -> &str {
        self.members.last().unwrap_or(&self.path)
    }

    /// The innermost name's extension in lower case, without the dot; empty when there is none.
    pub fn extension(&self) -> String {
        let file = self.name().rsplit(['/', '\\']).next().unwrap_or_default();
        match file.rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() => extension.to_lowercase(),
            _ => String::new(),
        }
    }
}

/// `归档.zip » 附件/名单.xlsx`
impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        self.members.iter().try_for_each(|member| write!(f, " » {member}"))
    }
}

/// Bytes and where they came from.
#[derive(Clone, Debug)]
pub struct Source {
    /// Where the bytes came from.
    pub origin: Origin,
    /// The bytes as stored.
    pub bytes: Vec<u8>,
}

impl Source {
    /// A source held in memory.
    pub fn new(origin: Origin, bytes: impl Into<Vec<u8>>) -> Self {
        Source { origin, bytes: bytes.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chain_is_kept_and_shown() {
        let origin = Origin::file("归档.zip").member("附件/名单.XLSX");
        assert_eq!(origin.to_string(), "归档.zip » 附件/名单.XLSX");
        assert_eq!(origin.extension(), "xlsx");
        assert_eq!(origin.member_chain().as_deref(), Some("附件/名单.XLSX"));
    }

    #[test]
    fn a_text_is_replaced_in_every_name() {
        let origin = Origin::file("a甲.zip").member("甲甲.txt").replaced("甲", "*");
        assert_eq!(origin.to_string(), "a*.zip » **.txt");
    }

    #[test]
    fn a_dot_file_has_no_extension() {
        assert_eq!(Origin::file("a/.html").extension(), "");
        assert_eq!(Origin::file("a.b/readme").extension(), "");
    }
}
