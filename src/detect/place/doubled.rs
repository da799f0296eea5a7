//! The level of a place named twice: 湖北省省委书记.

use std::ops::Range;

use super::Fault;
use super::rules::DOUBLED_LEVEL;
use super::units::Units;
use crate::finding::Message;

/// What the index looks for.
pub(super) const PHRASES: [&str; 2] = ["省省委", "市市委"];

/// Judges a hit of one of [`PHRASES`]: it counts when the name of a province or city ends with its
/// first character. So 各省省委 and 津市市委, whose city is called 津市市, are left alone.
pub(super) fn check(units: &Units, text: &str, span: &Range<usize>) -> Option<Fault> {
    let first = text[span.start..].chars().next()?;
    let name_end = span.start + first.len_utf8();
    let name = units.at_end(&text[..name_end])?;
    let start = name_end - name.len();
    let rest = text[name_end..].strip_prefix(first)?;
    let post = ["委书记", "委副书记", "委常委", "委"].into_iter().find(|post| rest.starts_with(post))?;
    if rest.starts_with("委托") || rest.starts_with("委派") {
        return None;
    }
    Some(Fault {
        rule: &DOUBLED_LEVEL,
        span: start..name_end + first.len_utf8() + post.len(),
        suggestion: format!("{name}{post}"),
        message: Message::new(
            format!("层级重复：“{name}{first}{post}”应为“{name}{post}”"),
            format!("level named twice: write {name}{post}"),
        ),
    })
}
