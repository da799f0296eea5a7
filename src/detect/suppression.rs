//! Marks in a document that ask for a finding to be ignored: `审校:忽略 typo 系统名称，不是笔误`.
//!
//! Every mark is found here and taken for idle; whether the site lets marks count, and whether one
//! covers anything, is judged later. A mark without effect is told: whoever wrote it believes that
//! something is settled.

use memchr::memmem;

use super::{Detector, Scan};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::{Span, Text};

/// A mark that covers nothing.
pub static RULE: Rule = Rule {
    id: "SUP001",
    name: "idle-suppression",
    category: Category::Site,
    severity: Severity::Advice,
    basis: Basis::Convention,
    summary: Bilingual { zh: "不起作用的忽略标记", en: "a mark to ignore something that ignores nothing" },
    explain: Bilingual {
        zh: "文中的“审校:忽略 规则 理由”只有在配置 [ignore] inline = true 时才生效，只管本行（单独成行或写在注释里时也管下一行）、只管写明的那一条规则，必须写理由，并且不能用于严重问题——严重问题请用基线，写明理由和期限。没有对应问题的标记应当删去，以免将来盖住新的问题。",
        en: "“审校:忽略 RULE REASON” counts only where [ignore] inline = true is configured. It covers one rule on its own line (and the next one if it stands alone or in a comment), needs a reason, and never covers serious findings: those need a baseline entry with a reason and a last day. Remove marks that cover nothing, before they hide something new.",
    },
    citations: &[],
    examples: Examples {
        hit: &["本系统名为末更新平台。 审校:忽略 typo 系统名称"],
        miss: &["审校人员可以忽略这一条。", "审校:忽略"],
    },
};

/// How a mark begins, with either colon.
const BEGINNINGS: [&str; 2] = ["审校:忽略", "审校：忽略"];

/// What both have in common.
const BEGINNING: &str = "审校";

/// Longest reason that is read, in characters.
const LONGEST: usize = 200;

/// A mark, as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark<'a> {
    /// The identifier or name of a rule.
    pub rule: &'a str,
    /// Why; empty when nobody said.
    pub reason: &'a str,
}

impl<'a> Mark<'a> {
    /// Reads a mark from its first character on, up to the end of the line or comment.
    pub fn read(text: &'a str) -> Option<Self> {
        let rest = BEGINNINGS.iter().find_map(|beginning| text.strip_prefix(beginning))?;
        let line = rest.split(['\n', '\r']).next()?;
        let line = line.split("-->").next()?.split("*/").next()?;
        let words = line.trim_start();
        let end = words.find(|char: char| !(char.is_ascii_alphanumeric() || char == '-')).unwrap_or(words.len());
        let (rule, reason) = words.split_at(end);
        let is_apart = words.len() < line.len();
        (is_apart && !rule.is_empty()).then(|| Mark { rule, reason: reason.trim() })
    }

    /// How many bytes of the text it takes up.
    fn len(&self, text: &str) -> usize {
        let end = if self.reason.is_empty() { self.rule } else { self.reason };
        let len = end.as_ptr() as usize + end.len() - text.as_ptr() as usize;
        text[..len].char_indices().nth(LONGEST).map_or(len, |(at, _)| at)
    }
}

/// Finds marks.
#[derive(Debug)]
pub struct Suppressions;

impl Detector for Suppressions {
    fn rules(&self) -> Vec<&'static Rule> {
        vec![&RULE]
    }

    fn detect(&self, scan: &Scan<'_>, out: &mut Vec<Match>) {
        let document = scan.document();
        let text = document.text();
        for at in memmem::find_iter(text.as_bytes(), BEGINNING) {
            out.extend(Mark::read(&text[at..]).map(|mark| idle(Span::new(at, at + mark.len(&text[at..])))));
        }
    }
}

fn idle(span: Span<Text>) -> Match {
    let message = Message::new(
        "忽略标记不起作用：本站没有启用文内忽略（[ignore] inline = true）",
        "this mark is idle: the site does not let marks count ([ignore] inline = true)",
    );
    Match { message: Some(message), ..Match::new(&RULE, span) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_names_a_rule_and_a_reason() {
        let read = |text| Mark::read(text).map(|mark| (mark.rule, mark.reason));
        assert_eq!(read("审校:忽略 typo 系统名称 -->\n下一行"), Some(("typo", "系统名称")));
        assert_eq!(read("审校：忽略　WRD001，系统名称"), Some(("WRD001", "，系统名称")));
        assert_eq!(read("审校:忽略 WRD001"), Some(("WRD001", "")));
        assert_eq!(read("审校:忽略"), None);
        assert_eq!(read("审校:忽略了这一条"), None);
        let text = "审校:忽略 typo 理由 */";
        assert_eq!(Mark::read(text).map(|mark| &text[..mark.len(text)]), Some("审校:忽略 typo 理由"));
    }
}
