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
use super::scene::{Context, Scene, floor};
use super::shape::{Beside, Reading};
use super::telephone;
use super::topic::Topics;
use crate::document::{Block, CellAt};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Confidence, Examples, Rule, Severity};
use crate::span::{Span, Text};

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

/// Longest label of an account in running text, in code points.
const LONGEST_LABEL: usize = 12;

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
    // A miswritten ID may pass the check of a card.
    let says_other = || {
        let context = look.context(reading);
        let header = context.header.any(Topics::ID.and(Topics::PHONE)) && context.cell().is_some();
        header && !context.says(Topics::BANK)
    };
    if !stands_alone(look, reading)
        || reading.values().any(|value| value > 9)
        || reading.has_alikes()
        || reading.has(Gap::Bracket)
        || says_other()
    {
        return None;
    }
    let card = (16..=19).contains(&length);
    let union_pay = card && reading.number(0, 2) == Some(62);
    let context = look.context(reading);
    let by_column = !context.says(Topics::BANK) && is_in_card_column(look.scene, &context);
    let by_words = union_pay && identity::passes_luhn(reading.values()) && is_called_card(look.scene, reading.span());
    let labelled = context.says(Topics::BANK) || by_column || by_words;
    if !labelled && !union_pay {
        return None;
    }
    let checks = card && identity::passes_luhn(reading.values());
    let person = || look.scene.has_id_beside(&context, reading.span());
    // 物联网卡号: every card has a number, those of banks have a check digit and begin like one.
    let of_bank = union_pay || checks && matches!(reading.number(0, 1), Some(3..=6));
    if labelled && !of_bank && is_any_card(look, &context, reading.span()) && !person() {
        return None;
    }
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
    if !context.other().is_none() && !by_column && !by_words {
        return Some(found.cleared(clearing::labelled(context.other())));
    }
    Some(if is_public(look, &context, reading) { found.cleared(account()) } else { found })
}

/// 已汇入农行卡…, 分别打入…、…: a card or a payment before the number, whatever else the sentence says.
fn is_called_card(scene: &Scene<'_>, span: Span<Text>) -> bool {
    const PAID: &[&str] = &[
        "汇入",
        "打入",
        "转入",
        "存入",
        "划入",
        "拨入",
        "打到",
        "汇到",
        "转到",
        "发到",
        "汇至",
        "转至",
        "划至",
        "拨至",
        "发放至",
        "发放到",
        "支付至",
        "兑付至",
    ];
    let before = &scene.text[telephone::line(scene.text, span).start()..span.start()];
    let label = before.trim_end_matches(['：', ':', ' ', '号', '为', '是', '（', '(']);
    let sentence = before.rsplit(['。', '；']).next().unwrap_or(before);
    let behind = PAID
        .iter()
        .filter_map(|word| sentence.rfind(word).map(|at| &sentence[at + word.len()..]))
        .min_by_key(|behind| behind.len());
    // 某某某退500元至…: an amount of money, and where it went.
    let clause = label.rsplit(['，', '；', '。', '、']).next().unwrap_or(label);
    let paid = || clause.strip_suffix(['至', '到', '入']).is_some_and(|paid| paid.ends_with('元'));
    let named =
        |behind: &str| !behind.contains(['，', '：']) && label::words(behind).all(|word| word.topics.other().is_none());
    let other = || !label::topics(person::last_word(before)).other().is_none();
    // 某某某 6200…, （某银行6200…）: a name or a bank directly before.
    let word = person::last_word(before);
    let of_bank = || word.ends_with("银行") || word.ends_with("信用社") || person::is_name(word);
    label.ends_with(['卡', '折']) && !other() || behind.is_some_and(named) || paid() || of_bank()
}

/// True under 卡号 behind another word, which says what card it is, and under 卡号 alone where nobody is named.
fn is_any_card(look: &Look<'_, '_>, context: &Context<'_>, span: Span<Text>) -> bool {
    const WORD: &str = "卡号";
    let scene = look.scene;
    let compound = |label: &str| label.rfind(WORD).is_some_and(|at| label[..at].ends_with(char::is_alphabetic));
    let before = || &scene.text[telephone::line(scene.text, span).start()..span.start()];
    let cell = context.cell();
    let named = || match cell {
        Some(at) => telephone::names_anyone(scene, at),
        None => telephone::introduces(before()) || person::is_named_in(before()),
    };
    if context.field.topics.any(Topics::BANK) {
        return context.field.word == WORD && (compound(before()) || !named());
    }
    let last = |label: &str| label::words(label).last().is_some_and(|word| word.text == WORD);
    context.header_text.is_some_and(|header| last(header) && (compound(header) || !named()))
}

/// Beside IDs a column of numbers with the check digit of cards holds cards, and so does one whose header has a word of
/// accounts in it.
fn is_in_card_column(scene: &Scene<'_>, context: &Context<'_>) -> bool {
    let Some(at) = context.block.and_then(Block::cell).filter(|at| !at.header) else { return false };
    let other = context.other();
    let holds = |marks: &[char]| context.header_text.is_some_and(|header| header.contains(marks));
    // 公积金账号 is no bank's; 折号 ends like any serial number.
    let said = || other.is_none() && holds(&['账', '帐']) || holds(&['折']);
    let unnamed = || other.is_none() && scene.column(at).is_of_cards();
    // No other numbers all begin so and pass the check.
    let sure = || scene.column(at).is_of_union_cards() && (scene.has_id_in_row(at) || scene.is_beside_names(at));
    !context.topics().identifies() && (sure() || scene.has_id_in_row(at) && (unnamed() || said()))
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
    let cell = context.cell();
    let named = || scene.has_id_beside(context, reading.span());
    if cell.is_some() && !names_body_above(context) && named() {
        return false;
    }
    let before = &text[line.start()..reading.span().start()];
    if cell.is_none() && (is_for_payment(before) || is_labelled_as_bodys(before) || is_behind_body(before)) {
        return true;
    }
    if let Some(told) = held_by_party(text, line, before) {
        return told;
    }
    if let Some(told) = held_by_body(&text[line.range()]).or_else(|| held_near(text, line)) {
        return told;
    }
    if cell.is_some_and(|at| is_column_of_bodies(scene, context, at)) {
        return true;
    }
    if named() {
        return false;
    }
    match cell {
        Some(at) => is_public_cell(scene, context, at),
        None => is_public_text(scene, context, line, reading.span()),
    }
}

/// 村、账号、余额: where no column is about persons and the row names nobody, the account is a body's.
fn is_public_cell(scene: &Scene<'_>, context: &Context<'_>, at: CellAt) -> bool {
    let table = scene.table(at.table);
    let about_persons = table.any(Topics::NAME.and(Topics::PERSONAL).and(Topics::ID).and(Topics::HOME));
    let mut cells = scene.document.row(at.table, at.row);
    let public = scene.profile == Profile::Procurement
        || !is_for_persons(context)
            && !is_key(context)
            && !cells.any(|cell| person::is_name(scene.document.slice(cell.span)));
    !about_persons && public
}

/// An account beside the name of a body, or under a word for any account where nobody is named.
fn is_public_text(scene: &Scene<'_>, context: &Context<'_>, line: Span<Text>, span: Span<Text>) -> bool {
    let text = scene.text;
    let start = floor(text, span.start().saturating_sub(NEAR));
    let around = &text[start..floor(text, span.end() + NEAR / 2).max(span.end())];
    let topics = telephone::topics_of(around);
    let before = &text[line.start()..span.start()];
    let own = OWN.iter().any(|word| text[start..span.start()].contains(word)) || before.trim_end().ends_with('卡');
    // 受捐人某某某，…: somebody is named behind a word for persons.
    let called = before.split(|char: char| !char.is_alphabetic()).any(person::ends_in_name);
    let called = called || person::is_name(person::last_word(before));
    let person = own || called || is_named(before) || topics.any(Topics::NAME.and(Topics::PERSONAL).and(Topics::HOME));
    let body = || topics.any(Topics::ACCOUNT_HOLDER) || holds_body(around);
    let nobodys = || !is_persons_card(context) && !person::is_named_in(before);
    scene.profile == Profile::Procurement || !person && (body() || nobodys())
}

/// 某某某的账户…, 汇入某某某账号…: a name directly before the label.
fn is_named(before: &str) -> bool {
    const TO: &[char] = &['入', '至', '给', '到', '向', '付', '为', '将', '对'];
    let label = label::words(before).last().map_or(before.len(), |word| word.start());
    let word = person::last_word(&before[..label]);
    let word = word.strip_suffix('的').unwrap_or(word);
    let tail = |length: usize| word.char_indices().rev().nth(length - 1).map(|(start, _)| start);
    let ends = |start: usize| person::is_name(&word[start..]) && (start == 0 || word[..start].ends_with(TO));
    [2, 3].into_iter().filter_map(tail).any(ends)
}

/// 决定处以罚款…，缴至某银行，账号：…: the account into which somebody is to pay.
fn is_for_payment(before: &str) -> bool {
    const WORDS: &[&str] = &[
        "缴至",
        "缴到",
        "缴入",
        "缴往",
        "上缴",
        "缴纳至",
        "缴纳到",
        "缴款",
        "罚款",
        "罚没",
        "国库",
        "非税",
        "财政专户",
    ];
    let sentence = before.rsplit('。').next().unwrap_or(before);
    WORDS.iter().any(|word| sentence.contains(word)) && !OWN.iter().any(|word| sentence.contains(word))
}

/// What the label of a body's account holds.
const BODYS: &[&str] = &[
    "单位",
    "对公",
    "公户",
    "专户",
    "专用账户",
    "基本户",
    "基本存款",
    "案款",
    "监管",
    "托管",
    "集体",
    "合作社",
    "党支部",
    "保证金账",
];

/// 案款账户：某县人民法院，…: the body directly before a number holds the account, where no person is named. A bank only
/// keeps it.
fn is_behind_body(before: &str) -> bool {
    let name = person::last_word(before.trim_end_matches(['，', ',', '：', ':', ' ', '\u{3000}']));
    let is_bank = is_of_bank(name) || ["农信", "信用", "农商", "邮储", "储蓄"].iter().any(|word| name.contains(word));
    person::is_body(name) && !is_bank && !person::is_named_in(before)
}

/// 村集体账户：…: the label directly before the number names a body.
fn is_labelled_as_bodys(before: &str) -> bool {
    let edge = [' ', '：', ':', '\u{3000}'];
    let body = before.trim_end_matches(edge);
    // 保证金账户：账号…
    let body = body.strip_suffix("账号").filter(|outer| outer.ends_with(edge)).unwrap_or(body).trim_end_matches(edge);
    let start =
        body.char_indices().rev().take_while(|(_, char)| char.is_alphabetic()).last().map_or(body.len(), |(at, _)| at);
    BODYS.iter().any(|word| body[start..].contains(word)) && body[start..].chars().count() <= LONGEST_LABEL
}

/// True where the column's header names a body: 单位账号.
fn names_body_above(context: &Context<'_>) -> bool {
    let own = context.header_text.is_some_and(|header| header.contains("个人") || header.contains("本人"));
    context.header_text.is_some_and(|header| BODYS.iter().any(|word| header.contains(word))) && !own
}

/// True where the column's header names a body (单位账号), or a cell of the row the body that holds the account.
fn is_column_of_bodies(scene: &Scene<'_>, context: &Context<'_>, at: CellAt) -> bool {
    let holder = |cell: &Block| {
        let label = scene.document.label(cell).map_or(Topics::NONE, |label| scene.topics(label));
        label.any(Topics::NAME.and(Topics::ACCOUNT_HOLDER))
            && !label.identifies()
            // 李园 is a name where the others of its column are.
            && !cell.cell().is_some_and(|at| scene.column(at).is_of_names())
            && !scene.document.label(cell).is_some_and(is_of_bank)
            && names_body(scene.document.slice(cell.span).trim())
    };
    let is_banks = context.header_text.is_some_and(|header| header.contains("金融机构"));
    let of_body = names_body_above(context) || context.header.any(Topics::ORGANISATION) && !is_banks;
    let unit = |cell: &Block| {
        let label = scene.document.label(cell).map_or(Topics::NONE, |label| scene.topics(label));
        label.any(Topics::ORGANISATION) && names_body(scene.document.slice(cell.span).trim())
    };
    let persons = || telephone::lists_persons(scene, at) || scene.has_id_in_row(at);
    let of_units = || !persons() && scene.document.row(at.table, at.row).any(unit);
    of_body || scene.document.row(at.table, at.row).any(holder) || of_units()
}

/// True for the label of the bank that keeps an account: 开户行, bankName.
fn is_of_bank(label: &str) -> bool {
    label.contains('行') || label.to_ascii_lowercase().contains("bank")
}

/// Words before an account that somebody is told of.
const OWN: &[&str] =
    &["你的", "您的", "本人", "其账", "其银行", "其名下", "其个人", "其卡", "其一卡通", "其社保", "名下"];

/// The same of labels in running text, where every card is somebody's: bodies have accounts. Names made by
/// programmers tell nothing.
fn is_persons_card(context: &Context<'_>) -> bool {
    let label = if context.field.topics.any(Topics::BANK) { Some(context.field.word) } else { context.header_text };
    is_for_persons(context) || label.is_none_or(|label| label.is_ascii() || label.contains('卡'))
}

/// True under a name made by programmers, which tells nothing of whose account it is.
fn is_key(context: &Context<'_>) -> bool {
    context.field.topics.is_none() && context.header_text.is_some_and(str::is_ascii)
}

/// True under headers of cards that only persons hold.
fn is_for_persons(context: &Context<'_>) -> bool {
    const WORDS: &[&str] = &[
        "一卡通",
        "社保",
        "社会保障",
        "惠农",
        "惠民",
        "个人",
        "本人",
        "存折",
        "储蓄",
        "工资",
        "银行卡",
        "借记卡",
        "信用卡",
        "领款",
        "打卡",
    ];
    let label = if context.field.topics.any(Topics::BANK) { Some(context.field.word) } else { context.header_text };
    label.is_some_and(|label| WORDS.iter().any(|word| label.contains(word)))
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

/// 乙方账号：…: what the lines above say of the party to a contract that the label names, 乙方（承租方）：某某公司.
fn held_by_party(text: &str, line: Span<Text>, before: &str) -> Option<bool> {
    const FAR: usize = 900;
    const PARTIES: &[&str] = &["甲方", "乙方", "丙方", "丁方"];
    let label = person::last_word(before);
    let party = PARTIES.iter().find(|party| label.starts_with(**party))?;
    let above = &text[floor(text, line.start().saturating_sub(FAR))..line.start()];
    let named = above.lines().rev().filter(|line| line.trim_start().starts_with(party)).find_map(|line| {
        let name = line.split_once(['：', ':'])?.1.trim();
        Some(&name[..name.find(['，', ',', '；', '。', ' ', '（', '\u{3000}']).unwrap_or(name.len())])
    })?;
    match () {
        () if names_body(named) => Some(true),
        () if person::is_name(named) => Some(false),
        () => None,
    }
}

/// The same, of the lines around: 户名 above 账号, each on a line of its own.
fn held_near(text: &str, line: Span<Text>) -> Option<bool> {
    const LINES: usize = 4;
    let is_field = |line: &&str| line.contains(['：', ':']) && line.len() <= NEAR;
    let above = text[floor(text, line.start().saturating_sub(NEAR))..line.start()]
        .lines()
        .rev()
        .take(LINES)
        .take_while(is_field);
    let end = floor(text, line.end() + NEAR).max(line.end());
    let below = text[line.end()..end].lines().skip(1).take(LINES / 2).take_while(is_field);
    above.chain(below).find_map(held_by_body)
}

/// Labels of an account's holder, among those of its bank.
fn is_holder(label: &str) -> bool {
    ["户名", "名称", "单位", "全称", "收款方"].iter().any(|ending| label.ends_with(ending))
}

/// True for the name of a body: 海南某某公司, 某局财政专户. No personal name written without dots has five characters.
fn names_body(name: &str) -> bool {
    const WORDS: &[&str] = &["国库", "专户", "总会", "基金会", "管委会", "公司", "财政局"];
    let name = name.trim();
    let long = name.chars().count() >= 5 && name.chars().all(char::is_alphabetic);
    long || person::is_body(name) || WORDS.iter().any(|word| name.contains(word))
}

/// True when nothing beside it makes it a part of something longer. Behind an ID, a card in one piece is a number of
/// its own, and so is the amount behind it.
fn stands_alone(look: &Look<'_, '_>, reading: &Reading<'_>) -> bool {
    let free = |beside: Beside| matches!(beside, Beside::Nothing | Beside::Mark('/' | '#' | '='));
    let before = if is_tagged(look, reading) { Beside::Nothing } else { reading.before };
    let set_apart = |beside: Beside| matches!(beside, Beside::Digits(Gap::Space | Gap::Wide | Gap::Line));
    let cell = || {
        let cell = look.context(reading).block.filter(|block| block.cell().is_some());
        cell.is_some_and(|cell| look.scene.document.slice(cell.span).trim() == &look.scene.text[reading.span().range()])
    };
    // Between other numbers of a row that nothing but blanks part.
    let sure = || {
        let blank = matches!(reading.before, Beside::Digits(Gap::Space | Gap::Wide));
        let card = (16..=19).contains(&reading.signs.len()) && reading.number(0, 2) == Some(62);
        blank && card && identity::passes_luhn(reading.values())
    };
    let row = reading.groups == 1 && (look.scene.follows_id(reading.span().start()) || cell() || sure());
    let behind = &look.scene.text[reading.span().end()..];
    let after = if before != reading.before && behind.starts_with('_') { Beside::Nothing } else { reading.after };
    free(before) && (free(after) || set_apart(reading.after) && reading.groups == 1)
        || row && (free(reading.after) || set_apart(reading.after))
}

/// No6228…, NO.6228…, card6228…: a few letters that somebody set before every account of a list.
fn is_tagged(look: &Look<'_, '_>, reading: &Reading<'_>) -> bool {
    const LONGEST: usize = 6;
    let before = &look.scene.text[..reading.span().start()];
    let letters = match reading.before {
        _ if before.ends_with('_') => "no",
        Beside::Letter => look.glued(reading).0,
        Beside::Mark('.') => {
            before[..before.len() - 1].rsplit(|char: char| !char.is_ascii_alphabetic()).next().unwrap_or("")
        }
        _ => "",
    };
    let short = (1..=LONGEST).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_alphabetic());
    short && look.context(reading).says(Topics::BANK)
}
