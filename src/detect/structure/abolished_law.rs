//! A law cited after it was abolished: 根据《中华人民共和国合同法》 in a notice of 2023.
//!
//! The table beside this file holds titles (without 中华人民共和国), the day from which each no
//! longer held, and what took its place. A document is judged by its own date. Sentences that tell
//! of the change or of an earlier year are cleared: what was done under the old law is
//! judged by it.

use std::sync::LazyLock;

use super::Check;
use super::chars::{sentence, title_before, years};
use super::outline::{Line, Outline};
use crate::date::Date;
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Confidence, Examples, Rule, Severity};
use crate::span::Span;

pub(super) static RULE: Rule = Rule {
    id: "STR029",
    name: "abolished-law",
    category: Category::Structure,
    severity: Severity::Advice,
    basis: Basis::Published,
    summary: Bilingual { zh: "引用了已经废止的法律、法规", en: "a law that no longer holds is cited" },
    explain: Bilingual {
        zh: "文件成文时，所引用的法律、法规已经废止或者被新法取代，应当核对是否引用现行规定。对过去行为适用旧法的、句中说明废止或者讲过去年份的不报；\
             文件没有日期的不判断。废止日期取自新法公布的文本。",
        en: "The law was abolished before the document was written. Sentences about the change itself or about \
             earlier years are left alone; a document without a date is not judged.",
    },
    citations: &["国家法律法规数据库公布的文本"],
    examples: Examples {
        hit: &[
            "各物业服务企业应当依照《中华人民共和国合同法》与业主订立合同，并报送物业管理科备案，逾期不报的通报。\n临江市住房保障中心\n2023年5月9日",
        ],
        miss: &[
            "各物业服务企业应当依照《中华人民共和国合同法》与业主订立合同，并报送物业管理科备案，逾期不报的通报。\n临江市住房保障中心\n2018年5月9日",
            "各物业服务企业应当依照《中华人民共和国民法典》订立合同，《中华人民共和国合同法》同时废止，请做好衔接工作。\n临江市住房保障中心\n2023年5月9日",
            "该合同于2019年订立，应当适用《中华人民共和国合同法》的规定，双方应当按照约定履行各自的义务。\n临江市住房保障中心\n2023年5月9日",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// A law of the table.
struct Law {
    title: &'static str,
    /// The first day on which it no longer held.
    since: Date,
    /// The law in its place, empty when there is none.
    now: &'static str,
}

/// By the bytes of the title.
static TABLE: LazyLock<Vec<Law>> =
    LazyLock::new(|| include_str!("abolished-laws.tsv").lines().filter_map(row).collect());

fn row(line: &'static str) -> Option<Law> {
    let mut cells = line.split('\t');
    Some(Law { title: cells.next()?, since: Date::parse(cells.next()?)?, now: cells.next()? })
}

/// A sentence with one of these speaks of the change or of the past.
const CUES: [&str; 19] = [
    "废止",
    "失效",
    "修订",
    "修改",
    "取代",
    "代替",
    "替代",
    "施行前",
    "实施前",
    "施行后",
    "实施后",
    "原",
    "曾",
    "当时",
    "旧",
    "现为",
    "更名",
    "过去",
    "溯及",
];
/// Titles with one of these speak of nothing else.
const LISTS: [&str; 4] = ["废止", "失效", "清理", "修改"];

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    let about_it =
        LazyLock::new(|| outline.title().is_some_and(|line| LISTS.iter().any(|word| outline.str(line).contains(word))));
    for (line, end) in outline.titles_end() {
        let Some((law, start)) = cited(outline.str(line), end) else { continue };
        if !*about_it {
            out.push(judge(outline, line, law, start..end));
        }
    }
}

/// The abolished law whose title ends before byte `end`, and where the title begins.
fn cited(text: &str, end: usize) -> Option<(&'static Law, usize)> {
    let (title, start) = title_before(text, end)?;
    let bare = title.strip_prefix("中华人民共和国").unwrap_or(title);
    let at = TABLE.binary_search_by(|law| law.title.as_bytes().cmp(bare.as_bytes())).ok()?;
    Some((&TABLE[at], start))
}

fn judge(outline: &Outline<'_>, line: &Line, law: &Law, title: std::ops::Range<usize>) -> Match {
    let mut found = Match::new(&RULE, Span::new(line.span.start() + title.start, line.span.start() + title.end));
    let Some(dated) = outline.dated() else {
        return found.not_run(Message::new("文件没有日期", "the document has no date"));
    };
    if dated.date < law.since {
        return found.cleared(Message::new("文件形成时该法仍然有效", "in force at the date of the document"));
    }
    if is_history(sentence(outline.str(line), title.start), law.since) {
        return found.cleared(Message::new("讲述历史", "history is being told"));
    }
    found.confidence = Confidence::Medium;
    let now = if law.now.is_empty() { String::new() } else { format!("，现行为《{}》", law.now) };
    found.message = Some(Message::new(
        format!("该法自 {} 起废止{now}", law.since),
        format!("abolished on {}; see 《{}》", law.since, law.now),
    ));
    found.suggestion = (!law.now.is_empty()).then(|| law.now.to_owned());
    found
}

/// True when the sentence speaks of the change, or names a year before it.
fn is_history(sentence: &str, since: Date) -> bool {
    CUES.iter().any(|cue| sentence.contains(cue)) || years(sentence).any(|year| (1949..=since.year()).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_whole() {
        assert_eq!(TABLE.len(), include_str!("abolished-laws.tsv").lines().count());
        assert!(TABLE.len() > 100);
        assert!(TABLE.windows(2).all(|pair| pair[0].title.as_bytes() < pair[1].title.as_bytes()));
    }

    #[test]
    fn nothing_that_replaced_a_law_is_itself_in_the_table() {
        for law in TABLE.iter().filter(|law| !law.now.is_empty()) {
            assert!(TABLE.iter().all(|other| other.title != law.now), "{} → {}", law.title, law.now);
        }
    }
}
