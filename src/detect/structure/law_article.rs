//! 《…法》第N条 beyond the last article of the law.
//!
//! The table beside this file holds titles (without 中华人民共和国) and the number of articles of
//! the versions that are known, each with the day it was adopted. A document is judged by every
//! version adopted before its own date, since it may speak of the past; one older than the first known
//! version is not judged, and one without a date gets advice only. Titles that name a year
//! in brackets are not judged either.

use std::sync::LazyLock;

use super::Check;
use super::chars::title_before;
use super::numbering::han_value;
use super::outline::{Line, Outline};
use crate::date::Date;
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::{Span, Text};

pub(super) static RULE: Rule = Rule {
    id: "STR020",
    name: "law-article",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Published,
    summary: Bilingual {
        zh: "引用的条文超出该法的最后一条", en: "an article beyond the last one of the law"
    },
    explain: Bilingual {
        zh: "引用“《某法》第N条”时，N 不应大于该法的条文总数。按文件成文日期之前通过的各个文本判断；\
             早于已知文本的文件不判断，无日期的文件只作建议。条文数取自公开发布的法律、行政法规文本。",
        en: "The cited article does not exist in any version of the law adopted before the document's date.",
    },
    citations: &["国家法律法规数据库公布的文本"],
    examples: Examples {
        hit: &["依据《中华人民共和国公司法》第三百八十条的规定，责令改正。", "违反了《工伤保险条例》第一百六十七条。"],
        miss: &["依据《中华人民共和国公司法》第三十八条的规定，责令改正。", "依据《临江市公园管理办法》第九百条。"],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// Title and versions by line, sorted by the bytes of the title.
static TABLE: LazyLock<Vec<(&str, &str)>> =
    LazyLock::new(|| include_str!("law-articles.tsv").lines().filter_map(|line| line.split_once('\t')).collect());

/// One version of a law: the day it was adopted and its number of articles.
type Version = (Date, u32);

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    out.extend(outline.titles_end().filter_map(|(line, at)| citation(outline, line, at)));
}

/// The citation whose title ends before byte `at` of the line.
fn citation(outline: &Outline<'_>, line: &Line, at: usize) -> Option<Match> {
    let text = outline.str(line);
    let number_at = at + "》第".len();
    text[at..].starts_with("》第").then_some(())?;
    let (title, _) = title_before(text, at)?;
    let bare = title.strip_prefix("中华人民共和国").unwrap_or(title);
    let row = TABLE.binary_search_by(|(known, _)| known.as_bytes().cmp(bare.as_bytes())).ok()?;
    let (article, len) = article(&text[number_at..])?;
    let last = last_article(TABLE[row].1, outline.dated().map(|dated| dated.date))?;
    if article <= last {
        return None;
    }
    let start = line.span.start() + number_at - '第'.len_utf8();
    let span = Span::new(start, line.span.start() + number_at + len);
    Some(report(outline, span, title, last))
}

fn report(outline: &Outline<'_>, span: Span<Text>, title: &str, last: u32) -> Match {
    let mut found = Match::new(&RULE, span);
    if outline.dated().is_none() {
        found.severity = Severity::Advice;
    }
    found.message = Some(Message::new(
        format!("《{title}》共 {last} 条，没有{}", outline.document.slice(span)),
        format!("the law has {last} articles"),
    ));
    found
}

/// `三十八条` or `38条`, and its bytes.
fn article(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (value, len) = if digits > 0 { (text[..digits].parse().ok()?, digits) } else { han_value(text)? };
    text[len..].starts_with('条').then_some((value, len + '条'.len_utf8()))
}

/// The highest number of articles of any version adopted before `date`; `None` when the document
/// is older than all versions that are known.
fn last_article(versions: &str, date: Option<Date>) -> Option<u32> {
    let known = versions.split(' ').filter_map(version);
    known.filter(|(adopted, _)| date.is_none_or(|date| *adopted <= date)).map(|(_, articles)| articles).max()
}

fn version(text: &str) -> Option<Version> {
    let (date, articles) = text.split_once(':')?;
    Some((Date::parse(date)?, articles.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_whole() {
        assert!(TABLE.len() > 900);
        assert!(TABLE.windows(2).all(|pair| pair[0].0.as_bytes() < pair[1].0.as_bytes()));
        for (title, versions) in TABLE.iter() {
            assert!(versions.split(' ').all(|text| version(text).is_some_and(|(_, count)| count > 0)), "{title}");
        }
    }

    #[test]
    fn a_document_is_judged_by_the_versions_of_its_time() {
        let versions = "2018-10-26:218 2023-12-29:266";
        assert_eq!(last_article(versions, Date::new(2020, 1, 1)), Some(218));
        assert_eq!(last_article(versions, Date::new(2024, 1, 1)), Some(266));
        assert_eq!(last_article(versions, None), Some(266));
        assert_eq!(last_article(versions, Date::new(2010, 1, 1)), None);
    }
}
