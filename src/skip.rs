//! What could not be read, and why. A skip is a result, counted and shown: never "clean".

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::place::Place;
use crate::source::Origin;

/// Why something was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub enum SkipReason {
    /// The operating system refused: missing, no permission, a read error.
    Unreadable,
    /// Protected by a password.
    Encrypted,
    /// Its structure is broken, or its bytes are in no known encoding.
    Damaged,
    /// Pages that are pictures, or fonts that cannot be mapped to characters.
    NoText,
    /// Larger than the limit.
    TooLarge,
    /// Nested deeper than the limit.
    TooDeep,
    /// Took longer than the limit.
    Timeout,
    /// A kind of file that is not read.
    Unsupported,
    /// The program's own reader failed on it.
    Failed,
}

impl SkipReason {
    /// All reasons.
    pub const ALL: [SkipReason; 9] = [
        SkipReason::Unreadable,
        SkipReason::Encrypted,
        SkipReason::Damaged,
        SkipReason::NoText,
        SkipReason::TooLarge,
        SkipReason::TooDeep,
        SkipReason::Timeout,
        SkipReason::Unsupported,
        SkipReason::Failed,
    ];

    /// The reason with this stable name.
    pub fn from_name(name: &str) -> Option<Self> {
        SkipReason::ALL.into_iter().find(|reason| reason.name() == name)
    }

    /// The stable name in machine-readable output, such as `too-large`.
    pub fn name(self) -> &'static str {
        self.names().0
    }

    /// What an editor reads.
    pub fn title(self) -> &'static str {
        self.names().1
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            SkipReason::Unreadable => ("unreadable", "无法打开"),
            SkipReason::Encrypted => ("encrypted", "已加密"),
            SkipReason::Damaged => ("damaged", "已损坏或编码不明"),
            SkipReason::NoText => ("no-text", "没有文字层"),
            SkipReason::TooLarge => ("too-large", "超过大小上限"),
            SkipReason::TooDeep => ("too-deep", "嵌套过深"),
            SkipReason::Timeout => ("timeout", "超过时间上限"),
            SkipReason::Unsupported => ("unsupported", "不支持的格式"),
            SkipReason::Failed => ("failed", "读取程序出错"),
        }
    }
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())
    }
}

/// Something that was not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skip {
    /// What it was.
    pub origin: Origin,
    /// The part of it that was not read; `None` for all of it.
    pub place: Option<Place>,
    /// Why.
    pub reason: SkipReason,
    /// The particular circumstance, in Chinese, for the person who has to act.
    pub detail: String,
}

impl Skip {
    /// A whole document that was not read.
    pub fn new(origin: Origin, reason: SkipReason, detail: impl Into<String>) -> Self {
        Skip { origin, place: None, reason, detail: detail.into() }
    }
}
