//! Telling two numbers apart without keeping either.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::digit;
use crate::finding::Finding;

/// A secret of the site, kept outside the repository, with which entries are tagged.
///
/// The tag is an HMAC-SHA-256 of the number, cut to 64 bits. Whoever has the key can try all
/// numbers against a tag, whoever has not can try nothing: a plain hash of an ID number is
/// reversed in less than a second, since so few ID numbers exist. Without a key no tag is kept,
/// and a number that takes the place of an accepted one in the same words is taken for it.
#[derive(Clone)]
pub struct Key(Vec<u8>);

/// Shorter keys can be guessed.
const SHORTEST: usize = 16;

impl Key {
    /// A key of at least 16 bytes, white space at the ends not counted.
    ///
    /// # Errors
    /// A sentence for the person who configures it.
    pub fn new(bytes: &[u8]) -> Result<Self, &'static str> {
        let bytes = bytes.trim_ascii();
        if bytes.len() < SHORTEST { Err("密钥至少要有 16 个字节") } else { Ok(Key(bytes.to_vec())) }
    }

    /// The tag of what a finding found, however it is written.
    pub(super) fn tag(&self, finding: &Finding) -> String {
        let plain: String = finding.text.as_str(true).chars().filter_map(normal).collect();
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return String::new() };
        mac.update(finding.rule.id.as_bytes());
        mac.update(&[0]);
        mac.update(plain.as_bytes());
        mac.finalize().into_bytes()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

/// Digits of every script as ASCII, letters in upper case, everything else left out.
fn normal(char: char) -> Option<char> {
    match digit::value(char) {
        Some(value) => Some(char::from(b'0' + value)),
        None if matches!(char, '×' | 'Ｘ' | 'ｘ') => Some('X'),
        None => char.is_alphanumeric().then(|| char.to_ascii_uppercase()),
    }
}
