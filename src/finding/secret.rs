//! Text that must not be repeated.

use std::fmt;

/// Leaked text. Everything that prints it prints the mask; only [`Secret::reveal`] gives it back.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret {
    plain: String,
    masked: String,
}

impl Secret {
    /// A secret and the masked form that stands for it.
    pub fn new(plain: impl Into<String>, masked: impl Into<String>) -> Self {
        Secret { plain: plain.into(), masked: masked.into() }
    }

    /// The leak itself. Only reports that were asked to reveal call this.
    pub fn reveal(&self) -> &str {
        &self.plain
    }

    /// The masked form.
    pub fn masked(&self) -> &str {
        &self.masked
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({})", self.masked)
    }
}

impl serde::Serialize for Secret {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.masked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_prints_a_secret() -> Result<(), serde_json::Error> {
        let secret = Secret::new("合成号码", "****");
        assert_eq!(secret.to_string(), "****");
        assert_eq!(format!("{secret:?}"), "Secret(****)");
        assert_eq!(serde_json::to_string(&secret)?, "\"****\"");
        assert_eq!(secret.reveal(), "合成号码");
        Ok(())
    }
}
