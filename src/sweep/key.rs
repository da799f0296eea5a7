//! Telling contents, names of files and persons apart without keeping them.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The secret of one archive, kept in a file of its own beside the state and never in it.
///
/// Every tag is an HMAC-SHA-256 cut to 64 bits. A plain hash would not do: a page whose number has
/// since been masked differs from the published one by a few digits, which can be tried in a second.
#[derive(Clone)]
pub struct Key([u8; Key::LENGTH]);

/// What a tag is made from, so that equal texts of different kinds have different tags.
#[derive(Clone, Copy)]
enum Kind {
    Check = 0,
    Content = 1,
    FileName = 2,
    Person = 3,
    List = 4,
}

impl Key {
    /// Bytes of a key.
    pub const LENGTH: usize = 32;

    /// The key of these random bytes.
    pub fn new(bytes: [u8; Key::LENGTH]) -> Self {
        Key(bytes)
    }

    /// Tells whether a state was made with this key.
    pub fn check(&self) -> u64 {
        self.tag(Kind::Check, &[])
    }

    /// Names the content of a file. The extension belongs to it: the same bytes are read
    /// differently as `.txt` and as `.csv`.
    pub fn content(&self, extension: &str, bytes: &[u8]) -> u64 {
        self.tag(Kind::Content, &[extension.as_bytes(), bytes])
    }

    /// Names a file whose own name must not be kept.
    pub fn file_name(&self, name: &str) -> u64 {
        self.tag(Kind::FileName, &[name.as_bytes()])
    }

    /// Names a person by name only.
    pub fn person(&self, name: &str) -> u64 {
        self.tag(Kind::Person, &[name.as_bytes()])
    }

    /// One of several independent values for a name in a list; the least of each over all names
    /// tells whether two lists have most of their names in common.
    pub fn listed(&self, round: u8, name: &str) -> u64 {
        self.tag(Kind::List, &[&[round], name.as_bytes()])
    }

    fn tag(&self, kind: Kind, parts: &[&[u8]]) -> u64 {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return 0 };
        mac.update(&[kind as u8]);
        for part in parts {
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes()[..8].iter().fold(0, |tag, &byte| (tag << 8) | u64::from(byte))
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_key_gives_other_tags() {
        let (one, other) = (Key::new([1; 32]), Key::new([2; 32]));
        assert_ne!(one.content("txt", b"a"), other.content("txt", b"a"));
        assert_ne!(one.check(), other.check());
    }

    #[test]
    fn kinds_and_parts_do_not_run_into_each_other() {
        let key = Key::new([1; 32]);
        assert_ne!(key.content("txt", b"a"), key.content("tx", b"ta"));
        assert_ne!(key.person("林小满"), key.file_name("林小满"));
        assert_ne!(key.listed(0, "林小满"), key.listed(1, "林小满"));
    }
}
