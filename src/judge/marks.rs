//! Marks in the text that ask for findings to be ignored, where the site lets them count.
//!
//! A mark covers the findings of its rule on its own line, and on the next one when it stands alone
//! on its line or in a comment; in documents without lines, those of its block. Serious findings are
//! never covered: for them the baseline asks for a reason and a last day.

use super::excerpt::mask_digits;
use crate::detect::suppression::{Mark, RULE};
use crate::document::{BlockKind, Document};
use crate::finding::{Finding, Message, Verdict};
use crate::rule::{Category, Severity};
use crate::span::{Span, Text};

/// Accepts what marks cover, and says of every other mark why it is idle.
pub(super) fn apply(document: &Document, findings: &mut [Finding]) {
    let marks: Vec<usize> = (0..findings.len()).filter(|&at| findings[at].rule == &RULE).collect();
    for at in marks {
        let span = findings[at].span;
        if let Some(mark) = Mark::read(document.slice(span)) {
            let fate = cover(document, span, mark, findings);
            findings.iter_mut().filter(|finding| is_part(finding, span)).for_each(clear);
            fate.tell(&mut findings[at], mark);
        }
    }
}

/// True for what other rules of form and wording found in the mark's own words.
fn is_part(finding: &Finding, mark: Span<Text>) -> bool {
    let about_form = matches!(finding.rule.category, Category::Wording | Category::Structure);
    about_form && finding.is_reported() && mark.contains(finding.span)
}

fn clear(finding: &mut Finding) {
    let reason = Message::new("忽略标记自身的文字", "the words of a mark to ignore something");
    finding.verdict = Verdict::Cleared { reason };
}

/// What became of a mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Covers,
    NoReason,
    Serious,
    Unused,
}

fn cover(document: &Document, span: Span<Text>, mark: Mark<'_>, findings: &mut [Finding]) -> Fate {
    let reach = Reach::of(document, span);
    let asked =
        |finding: &&mut Finding| finding.is_reported() && finding.rule != &RULE && finding.rule.answers_to(mark.rule);
    let mut fate = Fate::Unused;
    for finding in findings.iter_mut().filter(asked).filter(|finding| reach.holds(document, finding)) {
        fate = match (finding.severity, mark.reason) {
            (Severity::Serious, _) => Fate::Serious,
            (_, "") => Fate::NoReason,
            (_, reason) => {
                let (by, reason) = ("文内标记".to_owned(), mask_digits(reason, 5));
                finding.verdict = Verdict::Accepted { by, reason };
                Fate::Covers
            }
        };
    }
    fate
}

/// The findings that a mark can cover.
enum Reach {
    /// Those that begin on one of these lines.
    Lines(usize, usize),
    /// Those of this block.
    Block(Option<usize>),
}

impl Reach {
    fn of(document: &Document, span: Span<Text>) -> Self {
        match document.locate(span).place.line_column() {
            Some((line, _)) => Reach::Lines(line, line + usize::from(stands_alone(document, span))),
            None => Reach::Block(document.block_index_at(span.start())),
        }
    }

    fn holds(&self, document: &Document, finding: &Finding) -> bool {
        match self {
            Reach::Lines(first, last) => {
                finding.place.line_column().is_some_and(|(line, _)| (*first..=*last).contains(&line))
            }
            Reach::Block(index) => index.is_some() && document.block_index_at(finding.span.start()) == *index,
        }
    }
}

/// True for a mark in a comment, or with nothing else on its line.
fn stands_alone(document: &Document, span: Span<Text>) -> bool {
    let comment = document.block_at(span.start()).is_some_and(|block| block.kind == BlockKind::Comment);
    let text = document.text();
    let before = text[..span.start()].rsplit('\n').next().unwrap_or_default();
    let after = text[span.end()..].split('\n').next().unwrap_or_default();
    comment || (before.trim().is_empty() && after.trim().is_empty())
}

impl Fate {
    fn tell(self, finding: &mut Finding, mark: Mark<'_>) {
        let rule = mask_digits(mark.rule, 5);
        let (zh, en) = match self {
            Fate::Covers => {
                let reason = Message::new("标记在起作用", "the mark covers a finding");
                finding.verdict = Verdict::Cleared { reason };
                return;
            }
            Fate::NoReason => {
                ("忽略标记没有写理由，不起作用".to_owned(), "this mark is idle: it gives no reason".to_owned())
            }
            Fate::Serious => (
                "严重问题不能用文内标记忽略，请用基线写明理由和期限".to_owned(),
                "serious findings are not ignored by marks; use the baseline".to_owned(),
            ),
            Fate::Unused => (
                format!("忽略标记没有对应的问题：这里没有“{rule}”"),
                format!("this mark is idle: there is no {rule} here"),
            ),
        };
        finding.message = Message::new(zh, en);
    }
}

#[cfg(test)]
mod tests {
    //! All numbers are synthetic.

    use crate::engine::Outcome;
    use crate::format::Limits;
    use crate::judge::Policy;
    use crate::source::{Origin, Source};
    use crate::{Engine, Finding};

    fn scan(name: &str, text: &str) -> Vec<Finding> {
        let engine = Engine::builder().policy(Policy { inline: true, ..Policy::default() }).build().unwrap();
        let outcomes = engine.scan_source(Source::new(Origin::file(name), text), &Limits::default());
        let found = outcomes.into_iter().filter_map(|outcome| match outcome {
            Outcome::Scanned(scanned) => Some(scanned.findings),
            Outcome::Skipped(_) => None,
        });
        found.flatten().collect()
    }

    /// Rules reported, and the messages of idle marks.
    fn reported(name: &str, text: &str) -> Vec<String> {
        let reported = scan(name, text).into_iter().filter(Finding::is_reported);
        let tell = |finding: Finding| match finding.rule.id {
            "SUP001" => finding.message.zh.into_owned(),
            id => id.to_owned(),
        };
        reported.map(tell).collect()
    }

    #[test]
    fn a_mark_covers_its_line_or_the_next() {
        for (name, text) in [
            ("a.txt", "发现问题立既整改。 审校:忽略 typo 系统名称"),
            ("a.txt", "审校：忽略 WRD001 系统名称\n发现问题立既整改。"),
            ("a.html", "<p>发现问题立既整改。</p><!-- 审校:忽略 typo 系统名称 -->"),
            ("a.html", "<!-- 审校:忽略 typo 系统名称 -->\n<p>发现问题立既整改。</p>"),
        ] {
            assert_eq!(reported(name, text), [""; 0], "{name} {text}");
        }
    }

    #[test]
    fn a_mark_covers_nothing_else() {
        let far = "审校:忽略 typo 系统名称\n\n\n发现问题立既整改。";
        assert_eq!(reported("a.txt", far), ["忽略标记没有对应的问题：这里没有“typo”", "WRD001"]);
        let other = "发现问题立既整改。 审校:忽略 idiom 系统名称";
        assert_eq!(reported("a.txt", other), ["WRD001", "忽略标记没有对应的问题：这里没有“idiom”"]);
    }

    #[test]
    fn a_mark_needs_a_reason_and_never_covers_a_leak() {
        let bare = "发现问题立既整改。 审校:忽略 typo";
        assert_eq!(reported("a.txt", bare), ["WRD001", "忽略标记没有写理由，不起作用"]);
        let leak = "身份证号：46010619900101101X 审校:忽略 PII001 公示期";
        assert_eq!(reported("a.txt", leak), ["PII001", "严重问题不能用文内标记忽略，请用基线写明理由和期限"]);
    }
}
