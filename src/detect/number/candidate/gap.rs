//! What may stand between the signs of a number.

use super::{Gap, LONGEST_GAP};
use crate::digit;

/// Most blanks before what is left of a broken number.
const LONGEST_INDENT: u8 = 24;

/// The gap at byte `at` and the first byte behind it. On the next line the rest of a number may be indented.
pub(super) fn gap_at(text: &str, at: usize) -> Option<(Gap, usize)> {
    let mut shape = GapShape::default();
    let mut length = 0;
    for (offset, char) in text[at..].char_indices() {
        if !shape.take(char) {
            return (offset > 0).then(|| (shape.gap(), at + offset));
        }
        length += usize::from(shape.lines == 0 || char != ' ');
        if length > LONGEST_GAP || shape.spaces > LONGEST_INDENT {
            return None;
        }
    }
    None
}

/// What stands in a gap.
#[derive(Default)]
struct GapShape {
    invisible: u8,
    spaces: u8,
    hyphens: u8,
    dots: u8,
    brackets: u8,
    lines: u8,
}

impl GapShape {
    /// Adds a character; false when it does not belong to a gap.
    fn take(&mut self, char: char) -> bool {
        let count = match char {
            _ if digit::is_invisible(char) => &mut self.invisible,
            '\\' => &mut self.invisible,
            '\r' => return true,
            '\n' => &mut self.lines,
            '-' | '－' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹣' | '﹘' | '_' | '＿' => {
                &mut self.hyphens
            }
            '.' | '．' | '·' | '・' | '•' | '‧' => &mut self.dots,
            '(' | ')' | '（' | '）' | '[' | ']' => &mut self.brackets,
            // A line that is broken may go on behind a tab.
            '\t' if self.lines == 0 => return false,
            _ if char.is_whitespace() => &mut self.spaces,
            _ => return false,
        };
        *count += 1;
        self.lines < 2 && self.hyphens + self.dots < 2 && (self.brackets == 0 || self.lines + self.brackets <= 2)
    }

    fn gap(&self) -> Gap {
        match self {
            GapShape { lines: 1.., .. } => Gap::Line,
            GapShape { brackets: 1.., .. } => Gap::Bracket,
            GapShape { dots: 1.., .. } => Gap::Dot,
            GapShape { hyphens: 1.., .. } => Gap::Hyphen,
            GapShape { spaces: 2.., .. } => Gap::Wide,
            GapShape { spaces: 1, .. } => Gap::Space,
            _ => Gap::Invisible,
        }
    }
}
