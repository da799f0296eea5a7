//! Mobile numbers: eleven digits that begin with 13 to 19.

use super::candidate::Gap;
use super::clearing;
use super::form;
use super::look::Look;
use super::office_contact;
use super::other_words;
use super::person;
use super::quantity;
use super::scene::Context;
use super::shape::{Beside, Reading};
use super::telephone::{self, Owner};
use super::topic::Topics;
use crate::document::{Block, BlockKind, CellAt};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Confidence, Examples, Rule, Severity};

/// A person's mobile in the clear.
pub(super) static RULE: Rule = Rule {
    id: "PII008",
    name: "mobile",
    category: Category::Privacy,
    severity: Severity::Error,
    basis: Basis::Law,
    summary: Bilingual { zh: "未脱敏的个人手机号码", en: "personal mobile number in the clear" },
    explain: Bilingual {
        zh: "查找 11 位手机号码，不论书写方式。名单中、与姓名或身份证号同处一行的，以及无从判断归属的予以报告；联系人、咨询电话、采购公告的联系方式属于对外公开，予以排除；\
             金额、编号、准考证号、坐标、邮箱名等也予以排除，并说明理由。未启用的号段只降低把握。",
        en: "Finds mobile numbers in every writing. Those of persons in lists are reported; contacts that an office publishes, amounts and other numbers are cleared.",
    },
    citations: &["《电信网编号计划》（工业和信息化部）", "《中华人民共和国个人信息保护法》第二十五条"],
    examples: Examples {
        // Synthetic numbers of an exchange made up for this purpose.
        hit: &[
            "王某，女，手机号：13800001234。",
            "李某某 138 0000 1234",
            "张某，身份证号460106199001011239，电话１３８００００１２３４",
            "手机：13800001234",
        ],
        miss: &[
            "联系人：王主任，联系电话：13800001234",
            "中标金额13800001234元",
            "准考证号：13800001234",
            "坐标：109.13800001234",
            "手机号：138****1234",
            "邮箱：13800001234@example.com",
        ],
    },
};

/// Evidence of first digits that were never given to mobiles.
pub(super) const UNASSIGNED: &str = "prefix:unassigned";

/// Groups in which people write a mobile.
const LAYOUTS: &[&[usize]] = &[
    &[11],
    &[3, 4, 4],
    &[3, 8],
    &[7, 4],
    &[4, 4, 3],
    &[3, 3, 5],
    &[4, 3, 4],
    &[4, 7],
    &[5, 6],
    &[3, 2, 3, 3],
    &[3, 2, 2, 2, 2],
    &[1; 11],
];

/// Numbers that begin with the country code.
const COUNTRY: &[(usize, u32)] = &[(13, 86), (15, 86), (14, 86), (12, 0)];

/// Finds mobiles, with or without country code.
pub(super) fn find(look: &Look<'_, '_>, out: &mut Vec<Match>) {
    for reading in look.readings(11) {
        out.extend(examine(look, &reading));
    }
    for &(length, code) in COUNTRY {
        for reading in look.readings(length).filter(|reading| reading.number(0, length - 11) == Some(code)) {
            let number = super::look::part(&reading, length - 11, length);
            let before = if number.before == Beside::Letter { Beside::Letter } else { Beside::Nothing };
            out.extend(examine(look, &Reading { before, ..number }));
        }
    }
}

fn examine(look: &Look<'_, '_>, reading: &Reading<'_>) -> Option<Match> {
    let prefix = reading.number(0, 3)?;
    if !(130..=199).contains(&prefix) || reading.has_alikes() || reading.values().any(|value| value > 9) {
        return None;
    }
    let context = look.context(reading);
    let labelled = context.says(Topics::PHONE);
    if !(is_laid_out(reading, labelled) || is_broken_of_person(look, reading, &context)) || is_rounded(reading) {
        return None;
    }
    let mut found = Match::new(&RULE, reading.span());
    found.masked = Some(form::masked(reading.signs, 3, 4));
    found.evidence.extend(context.evidence(Topics::PHONE));
    found.evidence.extend(reading.writing());
    if let Some(reason) = is_something_else(look, reading, &context) {
        return is_shown_when_cleared(&context).then(|| found.cleared(reason));
    }
    // ["某甲", "4601…", "138…"] in a script: what stands directly behind an ID needs no label.
    if needs_label(&context) && !labelled && !look.scene.follows_id(reading.span().start()) {
        return None;
    }
    found.suggestion = found.masked.clone();
    if !is_assigned(prefix) {
        found.evidence.push(UNASSIGNED.into());
        found.confidence = Confidence::Medium;
    }
    Some(by_owner(look, &context, found))
}

fn by_owner(look: &Look<'_, '_>, context: &Context<'_>, mut found: Match) -> Match {
    match telephone::owner(look.scene, context, found.span) {
        Owner::Office(by) => office_contact::mobile(look, found, by),
        Owner::OwnAtWork => office_contact::own_mobile(found),
        Owner::Unknown | Owner::Person(NAME_BESIDE | LISTED) if other_words::say(look.scene, context, found.span) => {
            found.cleared(clearing::unnamed())
        }
        Owner::Person(by) => {
            found.evidence.push(by.into());
            found
        }
        Owner::Unknown if is_among_figures(look, context) || is_under_key(context) || is_under_header(context) => {
            found.cleared(clearing::unnamed())
        }
        Owner::Unknown => {
            found.evidence.push(super::settle::UNKNOWN.into());
            found.confidence = found.confidence.min(Confidence::Medium);
            found
        }
    }
}

/// What a telephone beside somebody's name is reported for.
const NAME_BESIDE: &str = "owner:name-beside";
/// The same in a list of persons.
const LISTED: &str = "owner:list-of-persons";

/// True in a row without names in which other figures stand, under no header.
fn is_among_figures(look: &Look<'_, '_>, context: &Context<'_>) -> bool {
    let scene = look.scene;
    let cell = context.block.and_then(Block::cell).filter(|_| context.header_text.is_none());
    let figures = |at: CellAt| {
        let others =
            scene.document.row(at.table, at.row).filter_map(Block::cell).filter(|cell| cell.column != at.column);
        others.into_iter().any(|other| scene.column(other).is_of_figures())
    };
    cell.is_some_and(|at| !scene.names_somebody(at) && figures(at))
}

/// True under a name made by programmers that says something, and nothing of telephones: not one that is numbered or fits
/// everything.
fn is_under_key(context: &Context<'_>) -> bool {
    const ANY: &[&str] = &["value", "text", "content", "data", "remark", "memo", "info", "desc", "note", "bz", "other"];
    let says = |key: &str| {
        let words = key.len() >= 2 && !key.bytes().any(|byte| byte.is_ascii_digit());
        key.is_ascii() && words && !ANY.contains(&key.to_ascii_lowercase().as_str())
    };
    let cell = context.block.is_some_and(|block| block.cell().is_some());
    cell && !context.says(Topics::PHONE) && context.header_text.is_some_and(says)
}

/// True in a column of which the header names no telephone.
fn is_under_header(context: &Context<'_>) -> bool {
    let says = |header: &str| !header.is_ascii() && !person::is_name(header);
    context.cell().is_some() && !context.says(Topics::PHONE) && context.header_text.is_some_and(says)
}

/// Without a label only the usual groups count, and no line break.
fn is_laid_out(reading: &Reading<'_>, labelled: bool) -> bool {
    if reading.groups == 1 {
        return true;
    }
    let even = reading.signs[1..].iter().map(|sign| sign.gap).filter(|gap| !gap.joins()).collect::<Vec<_>>();
    let one_kind = even.windows(2).all(|pair| pair[0] == pair[1]);
    let bare = !reading.has(Gap::Line) && !reading.has(Gap::Bracket);
    labelled || (LAYOUTS.contains(&&*reading.layout()) && one_kind && bare)
}

/// Where a person's number would stand a line break cuts it in two, as the margin does with every long word.
fn is_broken_of_person(look: &Look<'_, '_>, reading: &Reading<'_>, context: &Context<'_>) -> bool {
    let broken = reading.groups == 2 && reading.has(Gap::Line);
    let alone = reading.before == Beside::Nothing && reading.after == Beside::Nothing;
    let start = reading.span().start();
    let named = || person::is_name(person::last_word(&look.scene.text[..start]));
    let owned = || matches!(telephone::owner(look.scene, context, reading.span()), Owner::Person(_));
    broken && alone && (look.scene.follows_id(start) || named() || owned())
}

/// Round numbers are amounts or placeholders: 13000000000.
fn is_rounded(reading: &Reading<'_>) -> bool {
    reading.values().skip(3).all(|value| value == 0)
}

/// Why it is no telephone at all, if so.
fn is_something_else(look: &Look<'_, '_>, reading: &Reading<'_>, context: &Context<'_>) -> Option<Message> {
    if !stands_alone(look, reading, context.says(Topics::PHONE)) {
        return Some(clearing::part());
    }
    let cell = context.block.and_then(Block::cell).filter(|at| !at.header);
    // 号码 above mobiles beside names says enough.
    let called = || cell.is_some_and(|at| look.scene.column(at).is_of_mobiles() && look.scene.is_beside_names(at));
    let other = context.other();
    let other = if other.without(Topics::VAGUE).is_none() && called() { Topics::NONE } else { other };
    if !other.is_none() {
        return Some(clearing::labelled(other));
    }
    let span = reading.span();
    let unlabelled = !context.says(Topics::PHONE);
    if unlabelled && is_amount(&look.scene.text[..span.start()], &look.scene.text[span.end()..]) {
        return Some(clearing::amount());
    }
    if unlabelled && quantity::is_among(look.scene, context, span) {
        return Some(clearing::quantity());
    }
    (unlabelled && cell.is_some_and(|at| look.scene.column(at).is_of_codes())).then(clearing::codes)
}

/// True when nothing beside it makes it a part of something longer.
fn stands_alone(look: &Look<'_, '_>, reading: &Reading<'_>, labelled: bool) -> bool {
    let (before, after) = look.glued(reading);
    let text = look.scene.text;
    let span = reading.span();
    let country = text[..span.start()].trim_end_matches([' ', '-', '）', ')']).ends_with("86");
    let split = reading.groups > 1;
    let free_before = match reading.before {
        Beside::Nothing => true,
        Beside::Letter => {
            before.is_empty() || super::label::topics(before).any(Topics::PHONE) || labelled && is_tag(before)
        }
        Beside::Mark(mark) => {
            matches!(mark, '+' | '.' | '-' | '#')
                || labelled
                || look.fills_cell(reading)
                || (mark == '/' && !is_in_url(text, span.start()))
        }
        Beside::Digits(_) if look.scene.follows_id(span.start()) => true,
        Beside::Digits(Gap::Hyphen | Gap::Dot) => country || labelled || is_item(text, span.start()),
        Beside::Digits(Gap::Space | Gap::Wide) if follows_room(text, span.start()) => true,
        Beside::Digits(gap) => country || !split || reading.signs.iter().skip(1).all(|sign| sign.gap != gap),
        Beside::Masks(count) => count <= 2 || reading.after == Beside::Masks(count),
    };
    let free_after = match reading.after {
        Beside::Nothing => true,
        Beside::Letter => after.is_empty() || labelled && after.len() == 1,
        Beside::Mark(mark) => !matches!(mark, '@' | '＠' | '.' | '%' | '％' | '$'),
        Beside::Digits(Gap::Hyphen | Gap::Dot) => labelled,
        // What follows on the next line but one is the next line's.
        Beside::Digits(Gap::Line) if labelled => true,
        Beside::Digits(gap) => !split || reading.signs.iter().skip(1).all(|sign| sign.gap != gap),
        Beside::Masks(count) => count <= 2 || reading.before == Beside::Masks(count),
    };
    free_before && free_after && (labelled || !is_in_url(text, span.start()))
}

/// mob, M, No: a few letters that somebody set before every number of a list.
fn is_tag(letters: &str) -> bool {
    const LONGEST: usize = 6;
    letters.len() <= LONGEST && letters.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// `1.` or `2-` at the beginning of a line: the number of an item.
fn is_item(text: &str, at: usize) -> bool {
    let line = &text[text[..at].rfind('\n').map_or(0, |line| line + 1)..at];
    let number = line.trim().trim_end_matches(['.', '-', '．']);
    !number.is_empty() && number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// 23-1-1270 138 …: the number of a building, a unit and a room, which no telephone goes on from.
fn follows_room(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(' ');
    let length = before.bytes().rev().take_while(|byte| byte.is_ascii_digit() || *byte == b'-').count();
    let parts: Vec<&str> = before[before.len() - length..].split('-').collect();
    parts.len() == 3 && parts.iter().all(|part| (1..=4).contains(&part.len()))
}

/// True when the token that ends at `at` is a web address.
fn is_in_url(text: &str, at: usize) -> bool {
    let token = text[..at].bytes().rev().take(200).take_while(|byte| byte.is_ascii_graphic()).count();
    let token = &text[at - token..at];
    token.contains("://") || token.contains("www.") || token.contains(".com/") || token.contains(".cn/")
}

fn is_amount(before: &str, after: &str) -> bool {
    const UNITS: &[&str] = &[
        "元",
        "万",
        "亿",
        "吨",
        "公斤",
        "千克",
        "平方",
        "立方",
        "米",
        "公里",
        "人",
        "个",
        "件",
        "次",
        "亩",
        "股",
        "户",
        "美元",
        "%",
        "％",
        "‰",
        "台",
        "套",
        "株",
        "千瓦",
        "度",
        "条",
        "笔",
        "辆",
        "头",
        "羽",
        "尾",
        "宗",
        "棵",
        "瓶",
        "盒",
        "箱",
        "袋",
        "升",
        "斤",
        "秒",
        "号",
        "份",
        "票",
        "字",
        "页",
        "册",
        "（元）",
        "(元)",
        " 元",
        " 万元",
        " 股",
        " 吨",
        " 平方米",
        " kWh",
    ];
    let money = ["¥", "￥", "$", "人民币", "RMB", "约", "第"];
    UNITS.iter().any(|unit| after.starts_with(unit)) || money.iter().any(|sign| before.trim_end().ends_with(sign))
}

/// In program text and link targets a number needs a label.
fn needs_label(context: &Context<'_>) -> bool {
    context.block.is_some_and(|block| block.kind == BlockKind::Code) || context.header.any(Topics::TECHNICAL)
}

/// What scripts and attributes are full of is not worth showing.
fn is_shown_when_cleared(context: &Context<'_>) -> bool {
    !context.is_behind_the_page()
}

/// Blocks that are in use or were. The plan changes: an unknown one lowers the confidence only.
pub(super) fn is_assigned(prefix: u32) -> bool {
    !matches!(prefix, 140..=144 | 146 | 148 | 149 | 154 | 160 | 161 | 163 | 164 | 168 | 169 | 174 | 179 | 194)
}
