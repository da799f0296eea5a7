//! Texts that say they are samples: a form filled in to show how it is done.

use super::clearing;
use super::scene::{Scene, floor};
use super::{home_address, weak_mask};
use crate::finding::{Match, Verdict};

/// Words by which a heading says so.
const HEADINGS: &[&str] = &[
    "样例",
    "样表",
    "填写范例",
    "填写示例",
    "填写样式",
    "填表示例",
    "填表范例",
    "填表样式",
    "范例",
    "示例表",
    "（示例）",
    "(示例)",
    "填写模板",
];

/// Words that open an example in a sentence.
const OPENINGS: &[&str] = &["例如", "样例", "示例", "范例"];

/// Bytes of the opening in which the heading stands.
const HEADING: usize = 200;
/// Bytes of a sentence before an example.
const SENTENCE: usize = 120;

/// Clears addresses and masks of a sample. Numbers that are complete and valid are reported all the same, and where
/// one stands, so is everything else: too often the sample is a real form.
pub(super) fn clear(scene: &Scene<'_>, matches: &mut [Match]) {
    let may_be = |found: &Match| {
        (found.rule == &home_address::RULE || found.rule == &weak_mask::RULE) && found.verdict == Verdict::Report
    };
    let is_real = |found: &Match| found.verdict == Verdict::Report && !may_be(found);
    if !matches.iter().any(may_be) || matches.iter().any(is_real) {
        return;
    }
    let title = scene.document.meta().title.as_deref().unwrap_or("");
    let opening = &scene.text[..floor(scene.text, HEADING)];
    let whole = HEADINGS.iter().any(|word| title.contains(word) || opening.contains(word));
    for found in matches.iter_mut().filter(|found| may_be(found)) {
        if whole || is_example(scene.text, found.span.start()) {
            *found = found.clone().cleared(clearing::sample());
        }
    }
}

/// True when the sentence before byte `at` says that an example follows.
fn is_example(text: &str, at: usize) -> bool {
    let before = &text[floor(text, at.saturating_sub(SENTENCE))..at];
    let sentence = before.rsplit(['\n', '。', '；']).next().unwrap_or("");
    // 典型案例如下 opens no example.
    sentence.split("例如下").any(|part| OPENINGS.iter().any(|word| part.contains(word)))
}
