//! A national law that does not exist: 根据《中华人民共和国种苗法》.
//!
//! National laws are a closed list of some three hundred, so that a title which is not in it, and is
//! no short form of one that is, was misremembered, mistyped or invented. Titles are those of the two
//! tables beside this file and of [`OTHERS`]; laws adopted after [`KNOWN_UNTIL`] are not in them, so a
//! document of a later day, or of no day, gets advice only. Drafts, history and the laws of others
//! are cleared.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::Check;
use super::chars::{sentence, title_before, years};
use super::outline::{Line, Outline};
use crate::date::Date;
use crate::edits::edits;
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Confidence, Examples, Rule, Severity};
use crate::span::Span;

pub(super) static RULE: Rule = Rule {
    id: "STR032",
    name: "unknown-law",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Published,
    summary: Bilingual { zh: "引用的法律不存在", en: "no law of this title exists" },
    explain: Bilingual {
        zh: "写明“中华人民共和国”的法律名称不在全国人大及其常委会历年通过的法律之中，多为记错、写错或者自动生成的名称。\
             没有写“中华人民共和国”、只在“根据”等词后面引用的，作建议；文件日期在法律目录之后、或者没有日期的，也只作建议。\
             简称（环评法）、草案、立法工作和历史不报。",
        en: "The title is not among the laws that the National People's Congress and its Standing Committee ever \
             adopted. Short forms, drafts and history are left alone; without 中华人民共和国, after the last day of the \
             table, or in a document without a date it is advice.",
    },
    citations: &["国家法律法规数据库公布的法律名称"],
    examples: Examples {
        hit: &[
            "经营苗木的单位应当遵守《中华人民共和国种苗法》，并建立台账。\n临江市林业局\n2024年5月9日",
            "根据《道路运输安全法》第五条，对该车予以扣留。",
            "根据《中华人民共和国未成年保护法》有关规定，学校应当建立制度。\n临江市教育局\n2024年5月9日",
        ],
        miss: &[
            "经营种子的单位应当遵守《中华人民共和国种子法》，并建立台账。\n临江市林业局\n2024年5月9日",
            "根据《环评法》第五条，对该项目不予批准。",
            "根据《香港特别行政区公司登记法》第五条办理。",
            "《中华人民共和国种苗法》（草案）已经提请审议，请各单位研究提出意见。\n临江市林业局\n2024年5月9日",
            "全国人大代表建议尽快制定《中华人民共和国种苗法》，填补空白。\n临江市林业局\n2024年5月9日",
            "根据《深翻耕作法》推广深松整地。",
            "据美国官方统计，去年查处的违反《公平用工法》的案件达858宗。",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// The day of the youngest law in the tables.
const KNOWN_UNTIL: (u16, u8, u8) = (2026, 4, 30);

/// Laws that neither table holds: the number of their articles is not known, or they ended long ago.
const OTHERS: [&str; 16] = [
    "农民专业合作社法",
    "刑事诉讼法",
    "危险化学品安全法",
    "原子能法",
    "国家公园法",
    "城市居民委员会组织法",
    "村民委员会组织法",
    "法治宣传教育法",
    "突发公共卫生事件应对法",
    "海商法",
    "土地改革法",
    "中外合资经营企业所得税法",
    "外国企业所得税法",
    "全国人民代表大会及地方各级人民代表大会选举法",
    "地方各级人民代表大会和地方各级人民委员会组织法",
    "国家消防救援人员法",
];

/// Most characters in which a title may differ from that of the law that is proposed.
const FARTHEST: usize = 2;

/// Sentences that name an earlier year tell history.
const FIRST_YEAR: u16 = 2000;

const LAW: &str = "法";
const NATION: &str = "中华人民共和国";

/// What holds words that end in 法 and are no law.
const NO_LAW: [&str; 9] = ["办法", "方法", "做法", "书法", "兵法", "语法", "疗法", "作法", "工法"];

/// Laws of others.
const ELSEWHERE: [&str; 7] = ["香港", "澳门", "台湾", "联邦", "欧盟", "国际", "德意志"];

/// Countries whose laws are cited; a sentence with one of them may speak of a law of theirs.
const COUNTRIES: [&str; 12] =
    ["美国", "日本", "英国", "德国", "法国", "韩国", "俄罗斯", "欧洲", "新加坡", "该国", "外国", "美方"];

/// Words right before 《 after which a law is cited as the ground of something.
const GROUNDS: [&str; 10] = ["根据", "依据", "依照", "按照", "遵照", "违反", "遵守", "适用", "执行", "触犯"];

/// A sentence with one of these speaks of a law that is to come.
const TO_COME: [&str; 14] = [
    "草案",
    "征求意见",
    "立法",
    "起草",
    "审议",
    "议案",
    "出台",
    "制定《",
    "制定出",
    "修订为",
    "修改为",
    "拟",
    "建议稿",
    "更名",
];

/// Titles without 中华人民共和国.
static TITLES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let first = |line: &'static str| line.split('\t').next();
    let living = include_str!("law-articles.tsv").lines().filter_map(first);
    let ended = include_str!("abolished-laws.tsv").lines().flat_map(|line| line.split('\t'));
    living.chain(ended).chain(OTHERS).filter(|title| title.ends_with(LAW)).collect()
});

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    for (line, end) in outline.titles_end() {
        let text = outline.str(line);
        if !text[..end].ends_with(LAW) {
            continue;
        }
        let Some((title, start)) = title_before(text, end) else { continue };
        let national = title.strip_prefix(NATION);
        let is_law = national.is_some() || is_ground(&text[..start]) && !is_of_others(title);
        let is_short = || TITLES.iter().any(|law| shortens(title, law));
        if is_law && is_unknown(national.unwrap_or(title)) && (national.is_some() || !is_short()) {
            out.push(judge(outline, line, national, start..end));
        }
    }
}

/// True when the words before a title, which end in 《, make it the ground of something.
fn is_ground(before: &str) -> bool {
    let before = before.strip_suffix('《').unwrap_or(before);
    GROUNDS.iter().any(|word| before.ends_with(word))
}

/// True for the title of a law of another country, a region or a place.
fn is_of_others(title: &str) -> bool {
    title.contains(['国', '省', '市', '州']) || ELSEWHERE.iter().any(|word| title.contains(word))
}

/// True for a title in 法 that no national law has.
fn is_unknown(title: &str) -> bool {
    !TITLES.contains(title)
        && !NO_LAW.iter().any(|word| title.ends_with(word))
        && !title.contains(['〈', '〉', '（', '('])
}

/// True when `short` leaves out characters of `law` and keeps their order: 环评法 of 环境影响评价法.
fn shortens(short: &str, law: &str) -> bool {
    let mut rest = law.chars();
    short.chars().all(|char| rest.any(|other| other == char))
}

/// The only law whose title is at most [`FARTHEST`] characters more, fewer or other than this one.
fn nearest(title: &str) -> Option<&'static str> {
    let near = TITLES.iter().map(|law| (edits(title, law), *law)).filter(|&(far, _)| far <= FARTHEST);
    let mut near: Vec<_> = near.collect();
    near.sort_unstable();
    match near[..] {
        [(_, law)] => Some(law),
        [(least, law), (next, _), ..] if least < next => Some(law),
        _ => None,
    }
}

fn judge(outline: &Outline<'_>, line: &Line, national: Option<&str>, title: std::ops::Range<usize>) -> Match {
    let mut found = Match::new(&RULE, Span::new(line.span.start() + title.start, line.span.start() + title.end));
    let sentence = sentence(outline.str(line), title.start);
    if TO_COME.iter().any(|cue| sentence.contains(cue)) {
        return found.cleared(Message::new("讲的是将要制定的法律", "about a law to come"));
    }
    if national.is_none() && COUNTRIES.iter().any(|country| sentence.contains(country)) {
        return found.cleared(Message::new("讲的是外国法律", "about a law of another country"));
    }
    if years(sentence).any(|year| year < FIRST_YEAR) {
        return found.cleared(Message::new("讲述历史", "history is being told"));
    }
    found.confidence = Confidence::Medium;
    let (year, month, day) = KNOWN_UNTIL;
    let is_covered = outline.dated().is_some_and(|dated| Some(dated.date) <= Date::new(year, month, day));
    if national.is_none() || !is_covered {
        found.severity = Severity::Advice;
    }
    found.suggestion = national.and_then(nearest).map(|law| format!("{NATION}{law}"));
    found.message = Some(Message::new(
        format!("截至 {year} 年 {month} 月公布的法律中没有这个名称，请核对"),
        format!("no law adopted until {year}-{month:02} has this title"),
    ));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_tables_and_the_rest_are_known() {
        for title in ["种子法", "合同法", "海商法"] {
            assert!(!is_unknown(title), "{title}");
        }
        assert!(TITLES.len() > 250, "{}", TITLES.len());
    }

    #[test]
    fn a_short_form_keeps_the_order_of_its_law() {
        assert!(shortens("环评法", "环境影响评价法"));
        assert!(!shortens("评环法", "环境影响评价法"));
        let is_short = |title: &str| TITLES.iter().any(|law| shortens(title, law));
        assert!(is_short("固废法") && is_short("消保法") && !is_short("种苗法"));
    }

    #[test]
    fn the_nearest_law_is_proposed_where_there_is_only_one() {
        assert_eq!(nearest("未成年保护法"), Some("未成年人保护法"));
        assert_eq!(nearest("突发事件应付法"), Some("突发事件应对法"));
        assert_eq!(nearest("深海采矿船舶登记法"), None);
    }

    #[test]
    fn no_other_title_is_in_the_tables() {
        let tables = [include_str!("law-articles.tsv"), include_str!("abolished-laws.tsv")];
        let listed =
            |title: &str| tables.iter().any(|table| table.lines().any(|line| line.starts_with(&format!("{title}\t"))));
        assert!(OTHERS.iter().all(|title| !listed(title)));
    }
}
