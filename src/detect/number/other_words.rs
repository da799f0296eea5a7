//! Numbers under words that say something and nothing of telephones: where nobody else's data stand beside, the words are
//! believed, even those that nobody listed.

use super::person;
use super::scene::{Context, Filled, Scene};
use super::telephone;
use super::topic::Topics;
use crate::document::{Block, BlockKind};
use crate::span::{Span, Text};

/// Words in labels of anything, and those by which people call a telephone.
const ANY: &[&str] = &[
    "备注", "说明", "内容", "信息", "情况", "其他", "号码", "联", "拨", "打", "电", "机", "移动", "微信", "呼", "致",
    "叫", "转", "短信", "长号", "短号", "手提", "常用", "本人", "同号", "通讯", "通信", "人员", "姓名", "名单",
];

/// What headers hold above names of places and things, which often look like those of persons.
const PLACES: &[&str] = &[
    "站", "地", "村", "桥", "河", "井", "库", "点", "区", "路", "乡", "镇", "线", "段", "品", "测", "名称", "单位",
    "桩",
];

/// Longest label in running text, in code points.
const LONGEST: usize = 8;
/// Most digits in one.
const MOST_DIGITS: usize = 2;

/// True when the header, or the label directly before the number, names something else.
pub(super) fn say(scene: &Scene<'_>, context: &Context<'_>, span: Span<Text>) -> bool {
    if context.says(Topics::PHONE) {
        return false;
    }
    let by_label =
        || label_before(scene.text, span).is_some_and(|label| names(label) && !is_value_of_person(scene, span, label));
    let value = context.block.filter(|_| context.is_value()).zip(context.header_text);
    match value.map(|(block, header)| (block.kind, block, header)) {
        Some((BlockKind::Cell(_), block, header)) => {
            let of_person = || telephone::is_called(header) && person::is_named_in(&scene.text[block.span.range()]);
            says(header) && (names_code(header) || !is_listed(scene, context, span) && !of_person())
        }
        Some((BlockKind::Field, _, header)) => says(header) || by_label(),
        _ => by_label(),
    }
}

/// 借阅证, 准营码: papers, codes and things that are counted, beside names too.
fn names_code(header: &str) -> bool {
    const ENDS: &[char] = &[
        '码', '证', '卡', '单', '券', '档', '册', '牌', '表', '桩', '箱', '账', '折', '量', '额', '值', '数', '率',
        '费', '款',
    ];
    header.ends_with(ENDS)
}

/// True for words of which none calls a telephone.
fn says(label: &str) -> bool {
    !label.is_ascii() && !ANY.iter().any(|word| label.contains(word)) && !person::is_name(label)
}

/// The same of a label in a text, where persons are called by their names and by words for them.
fn names(label: &str) -> bool {
    says(label) && !person::may_be_called(label) && !telephone::is_called(label)
}

/// 王某某 大专 护士 138…: on a line that begins with a name the words between blanks are said of that person, unless they name
/// a code.
fn is_value_of_person(scene: &Scene<'_>, span: Span<Text>, label: &str) -> bool {
    let before = &scene.text[telephone::line(scene.text, span).start()..span.start()];
    let entry = before.trim_start_matches(|char: char| !char.is_alphabetic());
    let name = person::first_word(entry);
    let spaced = before.ends_with([' ', '\u{3000}']) && entry[name.len()..].starts_with([' ', '\u{3000}']);
    spaced && person::is_name(name) && name != label && !names_code(label) && !label.ends_with('号')
}

/// 票号：…, （1）字节数…: the short label directly before a number, at the beginning of its clause.
fn label_before(text: &str, span: Span<Text>) -> Option<&str> {
    let body = text[..span.start()].trim_end_matches([' ', '\u{3000}']);
    let body = body.strip_suffix(['：', ':']).unwrap_or(body);
    let letters = |char: &char| char.is_alphabetic() || char.is_ascii_digit();
    let length: usize = body.chars().rev().take(LONGEST + 1).take_while(letters).map(char::len_utf8).sum();
    let label = &body[body.len() - length..];
    // 琼A00X01, 3栋1单元201: what has as many digits is no word, and 2份 is an amount.
    let digits = label.bytes().filter(u8::is_ascii_digit).count();
    if digits > MOST_DIGITS || label.starts_with(|char: char| char.is_ascii_digit()) {
        return None;
    }
    let before = body[..body.len() - length].chars().next_back();
    let begins = before.is_none_or(|char| {
        matches!(char, '，' | ',' | '；' | ';' | '。' | '\n' | '）' | ')' | '\t' | '、' | ' ' | '\u{3000}' | '-')
    });
    (begins && (2..=LONGEST).contains(&label.chars().count())).then_some(label)
}

/// True beside an ID, or in a table with a column of names that tells more of these persons: one cell that might be a name is a
/// place as well.
fn is_listed(scene: &Scene<'_>, context: &Context<'_>, span: Span<Text>) -> bool {
    let Some(own) = context.block.and_then(Block::cell) else { return false };
    if scene.has_id_beside(context, span) {
        return true;
    }
    if !scene.table(own.table).any(telephone::PERSONAL.and(Topics::BANK).and(Topics::SENSITIVE).and(Topics::EMAIL)) {
        return false;
    }
    let is_place = |cell: &Block| {
        let label = scene.document.label(cell);
        label.is_some_and(|label| PLACES.iter().any(|word| label.contains(word)))
    };
    let is_names = |cell: &Block| cell.cell().is_some_and(|at| scene.is_column_of(at, Filled::Names));
    scene.document.row(own.table, own.row).any(|cell| is_names(cell) && !is_place(cell))
}
