//! Attachments that are listed one way and headed another.
//!
//! On a site attachments are often files of their own: a listed attachment without a head is only a
//! fault where the others are there. A title that has nothing in common with the listed one is not
//! taken for it.

use super::Check;
use super::outline::Outline;
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::{Span, Text};

pub(super) mod listed;

use listed::{Attachments, Entry};

pub(super) static RULE: Rule = Rule {
    id: "STR007",
    name: "attachment-list",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Law,
    summary: Bilingual {
        zh: "附件说明与附件不一致", en: "the list of attachments and the attachments disagree"
    },
    explain: Bilingual {
        zh: "附件的顺序号和标题应当与正文后“附件：”所列一致。本规则比较两处的标题（空格、书名号不计），检查所列序号是否连续、正文后各附件是否齐全。\
             网页把附件另作文件下载的，不要求齐全。",
        en: "Number and title of every attachment must agree with the list below the body. \
             Attachments that a page offers as files need not be present.",
    },
    citations: &["GB/T 9704-2012 7.3.4", "GB/T 9704-2012 7.4"],
    examples: Examples {
        hit: &[
            "请认真整改。\n附件：1.全市未达标公园名单\n2.全市停用公厕清单\n附件1\n市区未达标公园名单\n某公园\n附件2\n全市停用公厕清单\n某公厕",
            "请认真整改。\n附件：1.全市未达标公园名单\n3.全市停用公厕清单",
        ],
        miss: &[
            "请认真整改。\n附件：1.全市未达标公园名单\n2.全市停用公厕清单\n附件1\n全市未达标公园名单\n某公园\n附件2\n全市停用公厕清单\n某公厕",
            "请认真整改。\n附件：1.全市未达标公园名单.xlsx\n2.全市停用公厕清单.xlsx",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// Titles that have less in common than this are not the same title.
const LIKE: f64 = 0.6;

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    let found = Attachments::of(outline);
    let Some(first) = found.list.first() else { return };
    out.extend(numbering(&found.list, first));
    for head in &found.heads {
        match found.list.iter().find(|entry| entry.number == head.number) {
            Some(entry) => out.extend(title(entry, head)),
            None => out.push(unlisted(head, first)),
        }
    }
    if found.heads.len() > 1 {
        let missing = |entry: &&Entry| found.heads.iter().all(|head| head.number != entry.number);
        out.extend(found.list.iter().filter(missing).map(absent));
    }
}

/// The list itself counts 1, 2, 3.
fn numbering(list: &[Entry], first: &Entry) -> Option<Match> {
    let wrong = list.iter().zip(1..).find(|(entry, due)| entry.number != *due)?;
    let (entry, due) = wrong;
    let mut found = Match::new(&RULE, entry.span);
    found.also = Vec::from_iter((first.span != entry.span).then_some(first.span));
    found.message = Some(Message::new(
        format!("附件说明的序号应为 {due}，实为 {}", entry.number),
        format!("attachment {due} expected in the list, found {}", entry.number),
    ));
    Some(found)
}

fn title(entry: &Entry, head: &Entry) -> Option<Match> {
    if agrees(&entry.title, &head.title) {
        return None;
    }
    let readings = headings(&head.title).map(|heading| likeness(&entry.title, &heading)).zip(&head.ends);
    let (like, &end) = readings.max_by(|(one, _), (other, _)| one.total_cmp(other))?;
    if like < LIKE {
        return None;
    }
    let mut found = pointing(Span::new(head.span.start(), end), entry.span);
    found.message = Some(Message::new(
        format!("附件 {} 的标题与附件说明不一致：所列为“{}”", head.number, entry.title),
        format!("attachment {} is listed as {}", head.number, entry.title),
    ));
    found.suggestion = Some(entry.title.clone());
    Some(found)
}

/// True when one of the readings of the head is the listed title. The list may put the name of the
/// issuing body before it.
fn agrees(listed: &str, head: &str) -> bool {
    headings(head).any(|heading| heading == listed || (heading.starts_with("关于") && listed.ends_with(&heading)))
        || head.split('\n').any(|line| line == listed)
}

/// The head's first line, its first two lines together, and so on.
fn headings(head: &str) -> impl Iterator<Item = String> + '_ {
    head.split('\n').scan(String::new(), |joined, line| {
        joined.push_str(line);
        Some(joined.clone())
    })
}

/// The share of characters that two titles have in common in the same order, 0 to 1.
fn likeness(left: &str, right: &str) -> f64 {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut row = vec![0_u32; right.len() + 1];
    for char in &left {
        let mut diagonal = 0;
        for (column, other) in right.iter().enumerate() {
            let above = row[column + 1];
            row[column + 1] = if char == other { diagonal + 1 } else { above.max(row[column]) };
            diagonal = above;
        }
    }
    2.0 * f64::from(row[right.len()]) / (left.len() + right.len()).max(1) as f64
}

fn unlisted(head: &Entry, first: &Entry) -> Match {
    let mut found = pointing(head.span, first.span);
    found.message = Some(Message::new(
        format!("附件 {} 未列入正文后的附件说明", head.number),
        format!("attachment {} is not in the list", head.number),
    ));
    found
}

fn absent(entry: &Entry) -> Match {
    let mut found = Match::new(&RULE, entry.span);
    found.message = Some(Message::new(
        format!("附件说明列有附件 {}，正文后没有", entry.number),
        format!("attachment {} is listed but not there", entry.number),
    ));
    found
}

fn pointing(span: Span<Text>, also: Span<Text>) -> Match {
    let mut found = Match::new(&RULE, span);
    found.also.push(also);
    found
}

#[cfg(test)]
mod tests {
    use super::likeness;

    #[test]
    fn likeness_counts_common_characters() {
        assert!((likeness("公园名单", "公园名单") - 1.0).abs() < 1e-9);
        assert!(likeness("全市公园名单", "市区公园名单") > 0.6);
        assert!(likeness("全市公园名单", "填表说明") < 0.3);
    }
}
