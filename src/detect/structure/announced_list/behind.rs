//! 预防、发现、处置、修复三个环节: a count right behind what it counts.
//!
//! 和 may join two things or stand inside the name of one, so that a count is right from as many as the
//! marks 、 part to as many as they and the joining words part together. Only a list that fills its
//! clause and names things by words alone is judged, and only a count that is off by one: one that is further
//! off counts something else.

use super::report;
use crate::detect::structure::numbering::han_value;
use crate::detect::structure::outline::Outline;
use crate::finding::Match;
use crate::span::Span;

/// What lists are counted in, behind 个.
const COUNTED: [&str; 28] = [
    "环节", "方面", "阶段", "部门", "单位", "问题", "领域", "层面", "乡镇", "镇", "村", "社区", "县", "区", "街道",
    "科目", "专业", "岗位", "项目", "类别", "小组", "车间", "行业", "步骤", "系统", "板块", "平台", "要素",
];
/// Words in an item that show that it is more than the name of a thing.
const MORE: &str = "的之对在于是从把将为等各其该每分按由向与";
/// Numbers in an item count something of their own.
const NUMBERS: &str = "一二两三四五六七八九十百千";
/// Fewest things in a list.
const FEWEST: usize = 3;
/// Most code points in the name of a thing.
const LONGEST: usize = 12;
/// Code points before the count that are read.
const REACH: usize = 80;

/// Marks between clauses.
const PARTS: [char; 8] = ['，', '。', '；', '：', '！', '？', ' ', '\u{3000}'];

/// Adds every count that is one more or one less than the things right before it.
pub(super) fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    for (line, at) in outline.places("个") {
        let text = outline.str(line);
        let (before, behind) = (&text[..at], &text[at + "个".len()..]);
        if !COUNTED.iter().any(|word| behind.starts_with(word)) {
            continue;
        }
        let Some((count, start)) = count(before) else { continue };
        let Some((fewest, most)) = things(&text[..start]) else { continue };
        // A line that opens with the list may be the rest of one that was broken before it.
        let is_whole = text[..start].contains(PARTS);
        if count + 1 == fewest || count == most + 1 && is_whole {
            let listed = if count < fewest { fewest } else { most };
            out.push(report(Span::new(line.span.start() + start, line.span.start() + at), count as u32, listed as u32));
        }
    }
}

/// The number that ends a text, and where it begins.
fn count(text: &str) -> Option<(usize, usize)> {
    let digit = |char: char| char.is_ascii_digit() || NUMBERS.contains(char);
    let start = text.trim_end_matches(digit).len();
    let number = &text[start..];
    let is_ordinal = text[..start].ends_with(['第', '前', '初', '数', '.', '、', '至', '到', '-']);
    let value = match number {
        "两" => 2,
        _ => number.parse().ok().or_else(|| han_value(number).map(|(value, _)| value as usize))?,
    };
    (!is_ordinal && (2..20).contains(&value)).then_some((value, start))
}

/// How many things the clause that ends a text lists, at least and at most.
fn things(text: &str) -> Option<(usize, usize)> {
    let near = text.char_indices().rev().nth(REACH).map_or(0, |(at, _)| at);
    let clause = text[near..].rsplit(PARTS).next()?;
    let items: Vec<&str> = clause.split('、').collect();
    let is_plain = |item: &str| {
        (2..=LONGEST).contains(&item.chars().count())
            && !item.contains(|char: char| MORE.contains(char) || NUMBERS.contains(char) || !char.is_alphabetic())
    };
    let first = items.first()?.chars().all(|char| char.is_alphabetic() && !NUMBERS.contains(char));
    if items.len() < FEWEST || !first || !items[1..].iter().all(|item| is_plain(item)) {
        return None;
    }
    let joined = items.iter().map(|item| item.matches(['和', '及', '或', '暨']).count()).sum::<usize>();
    Some((items.len(), items.len() + joined))
}
