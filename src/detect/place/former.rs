//! 原 before the body where it belongs before the post: 原湖北省委书记 says that the committee is gone.

use std::ops::Range;

use super::rules::MISPLACED_FORMER;
use super::{Fault, Head};
use crate::finding::Message;

/// What stands between the name and the post, and the post.
const POSTS: &[(&str, &str)] = &[
    ("委", "书记"),
    ("委", "副书记"),
    ("委", "常委"),
    ("人大常委会", "主任"),
    ("人大常委会", "副主任"),
    ("政协", "主席"),
    ("政协", "副主席"),
    ("人民政府", "副省长"),
    ("人民政府", "副市长"),
    ("人民政府", "省长"),
    ("人民政府", "市长"),
    ("", "副省长"),
    ("", "副市长"),
    ("", "省长"),
    ("", "市长"),
];

/// With 原 these are words or names: 太原, 平原, 中原.
const JOINS: &str = "太平中草高还复五三燕洛松荒雪";

/// Judges a province or city that follows right after 原.
pub(super) fn check(text: &str, span: &Range<usize>, head: Head) -> Option<Fault> {
    if !matches!(head, Head::Province(_) | Head::City(_)) {
        return None;
    }
    let before = text[..span.start].strip_suffix('原')?;
    if before.ends_with(|char| JOINS.contains(char)) {
        return None;
    }
    let rest = &text[span.end..];
    let held = |&&(body, post): &&(&str, &str)| rest.strip_prefix(body).is_some_and(|rest| rest.starts_with(post));
    let (body, post) = POSTS.iter().find(held)?;
    let name = &text[span.clone()];
    let right = format!("{name}{body}原{post}");
    Some(Fault {
        rule: &MISPLACED_FORMER,
        span: before.len()..span.end + body.len() + post.len(),
        message: Message::new(
            format!("机构没有撤销，“原”应放在职务前：“{right}”"),
            format!("the body still exists: put 原 before the post: {right}"),
        ),
        suggestion: right,
    })
}
