//! Bank cards and 一卡通: 16 to 19 digits with a check digit, under a label.
//!
//! No table of issuers is used: none was found whose licence and completeness could be verified.

use super::candidate::Gap;
use super::clearing;
use super::form;
use super::identity;
use super::label;
use super::look::Look;
use super::person;
use super::policy::Profile;
use super::scene::{Context, floor};
use super::shape::{Beside, Reading};
use super::telephone;
use super::topic::Topics;
use crate::document::{Block, BlockKind};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Confidence, Examples, Rule, Severity};

/// A person's bank card or account in the clear.
pub(super) static RULE: Rule = Rule {
    id: "PII011",
    name: "bank-card",
    category: Category::Privacy,
    severity: Severity::Serious,
    basis: Basis::Law,
    summary: Bilingual { zh: "未脱敏的个人银行卡号", en: "personal bank card number in the clear" },
    explain: Bilingual {
        zh: "查找标签或表头表明是银行卡、一卡通、社保卡、账号的 12 至 21 位号码，以及没有标签但以 62 开头、校验位成立、与姓名或身份证号同处一行的卡号。\
             单位账户（开户行、收款单位、保证金、公司名称在旁）属于公开信息，予以排除。",
        en: "Finds card and account numbers under a label that says so, and unlabelled 62… cards that pass the check beside a person. Accounts of bodies are cleared.",
    },
    citations: &["ISO/IEC 7812-1（校验位）", "《中华人民共和国个人信息保护法》第二十八条"],
    examples: Examples {
        // Synthetic: issuer digits of no bank.
        hit: &[
            "王某某，一卡通账号：6200000000000000001",
            "银行卡号：6200 0000 0000 0005",
            "王某 身份证号460106199001011239 卡号 6200000000000005",
        ],
        miss: &[
            "收款单位：某市财政局，开户行：某银行某支行，账号：6200000000000005",
            "投标保证金缴纳账户：某公司，账号6200000000000005",
            "订单号：6200000000000005",
            "银行卡号：6200********0005",
        ],
    },
};

/// Bytes before a number in which the holder of an account is looked for.
const NEAR: usize = 300;

/// Finds cards of 16 to 19 digits, and accounts of other lengths under a label in a table.
pub(super) fn find(look: &Look<'_, '_>, out: &mut Vec<Match>) {
    for length in 12..=21 {
        for reading in look.readings(length) {
            out.extend(examine(look, &reading));
        }
    }
}

fn examine(look: &Look<'_, '_>, reading: &Reading<'_>) -> Option<Match> {
    let length = reading.signs.len();
    if !stands_alone(look, reading)
        || reading.values().any(|value| value > 9)
        || reading.has_alikes()
        || reading.has(Gap::Bracket)
    {
        return None;
    }
    let card = (16..=19).contains(&length);
    let union_pay = card && reading.number(0, 2) == Some(62);
    let context = look.context(reading);
    let labelled = context.says(Topics::BANK);
    if !labelled && !union_pay {
        return None;
    }
    let checks = card && identity::passes_luhn(reading.values());
    let person = || look.scene.has_id_in(look.scene.surroundings(&context, reading.span()));
    if !labelled && !(union_pay && checks && !context.is_behind_the_page() && (person() || !context.other().is_none()))
    {
        return None;
    }
    let mut found = Match::new(&RULE, reading.span());
    found.masked = Some(form::masked(reading.signs, 4, 4));
    found.suggestion = found.masked.clone();
    found.evidence = if checks { vec!["checksum".into()] } else { Vec::new() };
    found.evidence.extend(context.evidence(Topics::BANK));
    found.evidence.extend(reading.writing());
    found.confidence = if checks { Confidence::High } else { Confidence::Medium };
    if !context.other().is_none() {
        return Some(found.cleared(clearing::labelled(context.other())));
    }
    Some(if is_public(look, &context, reading) { found.cleared(account()) } else { found })
}

fn account() -> Message {
    Message::new("单位或招标投标账户，属于公开信息", "an account of a body or of a tender, which is public")
}

/// True for accounts of bodies: by their table, by the words before them, by the announcement.
fn is_public(look: &Look<'_, '_>, context: &Context<'_>, reading: &Reading<'_>) -> bool {
    let scene = look.scene;
    if scene.is_public(context, reading.span()) {
        return true;
    }
    let text = scene.text;
    let line = telephone::line(text, reading.span());
    let bracket = text[reading.span().end()..line.end().max(reading.span().end())].strip_prefix(['（', '(']);
    let inside = bracket.map_or("", |inner| inner.split(['）', ')']).next().unwrap_or(""));
    if context.field.topics.any(Topics::ACCOUNT_HOLDER) || names_body(inside) {
        return true;
    }
    if let Some(told) = held_by_body(&text[line.range()]) {
        return told;
    }
    if scene.has_id_in(scene.surroundings(context, reading.span())) {
        return false;
    }
    if let Some(BlockKind::Cell(at)) = context.block.map(|block| block.kind) {
        let table = scene.table(at.table);
        let holder = |cell: &Block| {
            let label = scene.document.label(cell).map_or(Topics::NONE, |label| scene.topics(label));
            label.any(Topics::NAME.and(Topics::ACCOUNT_HOLDER)) && names_body(scene.document.slice(cell.span).trim())
        };
        if scene.document.row(at.table, at.row).any(holder) {
            return true;
        }
        // 村、账号、余额: where no column is about persons and the row names nobody, the account is a body's.
        let about_persons = table.any(Topics::NAME.and(Topics::PERSONAL).and(Topics::ID).and(Topics::HOME));
        let mut cells = scene.document.row(at.table, at.row);
        let public = scene.profile == Profile::Procurement
            || !is_for_persons(context) && !cells.any(|cell| person::is_name(scene.document.slice(cell.span)));
        return !about_persons && public;
    }
    let start = floor(text, reading.span().start().saturating_sub(NEAR));
    let end = floor(text, reading.span().end() + NEAR / 2).max(reading.span().end());
    let around = &text[start..end];
    let topics = telephone::topics_of(around);
    let person = topics.any(Topics::NAME.and(Topics::PERSONAL).and(Topics::HOME));
    let own = ["你的", "您的", "本人", "其"].iter().any(|word| text[start..reading.span().start()].contains(word));
    scene.profile == Profile::Procurement
        || (topics.any(Topics::ACCOUNT_HOLDER) || holds_body(around)) && !person && !own
}

/// True under headers of cards that only persons hold.
fn is_for_persons(context: &Context<'_>) -> bool {
    const WORDS: &[&str] =
        &["一卡通", "社保", "社会保障", "惠农", "惠民", "个人", "本人", "存折", "储蓄", "工资", "银行卡"];
    context.header_text.is_some_and(|header| WORDS.iter().any(|word| header.contains(word)))
}

/// True for text with the name of a body that keeps accounts.
fn holds_body(around: &str) -> bool {
    const WORDS: &[&str] = &["公司", "财政局", "委员会", "国库", "专户", "中心", "学校", "医院"];
    WORDS.iter().any(|word| around.contains(word))
}

/// 户名：某某公司，账号：…: what the line of an account says of its holder, if it does.
fn held_by_body(line: &str) -> Option<bool> {
    let holder = label::words(line).find(|word| word.topics.any(Topics::ACCOUNT_HOLDER) && is_holder(word.text))?;
    let name = line[holder.end..].trim_start_matches(['：', ':', ' ', '\u{3000}']);
    let name = &name[..name.find(['，', ',', '；', ';', '。', ' ', '（', '\t']).unwrap_or(name.len())];
    match () {
        () if names_body(name) => Some(true),
        () if person::is_name(name) => Some(false),
        () => None,
    }
}

/// Labels of an account's holder, among those of its bank.
fn is_holder(label: &str) -> bool {
    ["户名", "名称", "单位", "全称", "收款方"].iter().any(|ending| label.ends_with(ending))
}

/// True for the name of a body: 海南某某公司, 某局财政专户.
fn names_body(name: &str) -> bool {
    const WORDS: &[&str] = &["国库", "专户", "总会", "基金会", "管委会", "公司", "财政局"];
    person::is_body(name) || WORDS.iter().any(|word| name.contains(word))
}

/// True when nothing beside it makes it a part of something longer. Behind an ID, a card in one piece is a number of
/// its own, and so is the amount behind it.
fn stands_alone(look: &Look<'_, '_>, reading: &Reading<'_>) -> bool {
    let free = |beside: Beside| matches!(beside, Beside::Nothing | Beside::Mark('/' | '#' | '='));
    let set_apart = |beside: Beside| matches!(beside, Beside::Digits(Gap::Space | Gap::Wide | Gap::Line));
    let row = reading.groups == 1 && look.scene.follows_id(reading.span().start());
    free(reading.before) && (free(reading.after) || set_apart(reading.after) && reading.groups == 1)
        || row && (free(reading.after) || set_apart(reading.after))
}
