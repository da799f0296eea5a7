//! Numbers that the label calls an ID and that are none: a digit missing, added, mistyped, or lost
//! in a spreadsheet.
//!
//! They are leaks all the same: most of the number is right, and the wrong place is easily found.

use super::candidate::{Gap, Kind, Sign};
use super::citizen_id_15;
use super::form;
use super::identity::{self, Identity};
use super::look::{self, Look};
use super::region::Region;
use super::scene::Scene;
use super::shape::{Beside, Reading};
use super::topic::Topics;
use crate::date::Date;
use crate::document::Block;
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Confidence, Examples, Rule, Severity};
use crate::span::Span;

/// An ID number that fails its own rules.
pub(super) static RULE: Rule = Rule {
    id: "PII007",
    name: "citizen-id-miswritten",
    category: Category::Privacy,
    severity: Severity::Error,
    basis: Basis::Law,
    summary: Bilingual {
        zh: "标为身份证号、但写错了的号码", en: "number labelled as an ID that is written wrongly"
    },
    explain: Bilingual {
        zh: "标签或表头表明是身份证号，但位数、出生日期或校验码不成立的号码：可能多写、少写、写错了一位，或被电子表格改成了科学计数法、末尾变成 0。\
             它仍泄露了绝大部分信息，应核对后脱敏。报告只说哪里不成立，不重复号码。",
        en: "A number that its label or header calls an ID but whose length, date or check character fails: mistyped, or spoiled by a spreadsheet.",
    },
    citations: &["GB 11643-1999《公民身份号码》"],
    examples: Examples {
        // Synthetic.
        hit: &[
            "身份证号：460106199001011238",
            "身份证号：46010619900101123",
            "身份证号码：4.60106199001E+17",
            "身份证号：460106199001011000",
            "证件号码：460106199001011238",
        ],
        miss: &[
            "身份证号：460106199001011239",
            "订单号：460106199001011238",
            "身份证号：123456789012345678",
            "证件号码：460106200013011238",
            "身份证号：460106********1238",
        ],
    },
};

/// What is wrong with a number.
enum Fault {
    Length(usize),
    Date,
    Check,
    Spreadsheet,
}

/// Finds numbers of 15 to 19 signs under a label that says ID, or that says 证件 where the number begins like one.
pub(super) fn find(look: &Look<'_, '_>, out: &mut Vec<Match>) {
    let is_meant = |reading: &Reading<'_>| {
        let context = look.context(reading);
        context.says(Topics::ID) || context.says(Topics::PAPER) && begins_like_an_id(reading)
    };
    find_where(look, &is_meant, out);
}

/// True for eighteen signs that begin with a county and the birth date of somebody living.
fn begins_like_an_id(reading: &Reading<'_>) -> bool {
    let identity = look::eighteen(reading).map(|values| Identity::read(&values));
    let living = |date: Date| (1900..=2035).contains(&date.year());
    identity.is_some_and(|identity| identity.region() == Region::County && identity.birth.is_some_and(living))
}

/// Finds `4.60106E+17` under a label that says ID: eighteen digits, of which a spreadsheet kept the first.
pub(super) fn find_exponents(scene: &Scene<'_>, out: &mut Vec<Match>) {
    const EXPONENT: &str = "+17";
    let bytes = scene.text.as_bytes();
    for sign in memchr::memmem::find_iter(bytes, EXPONENT) {
        if let Some(at) = sign.checked_sub(1).filter(|&at| matches!(bytes[at], b'E' | b'e')) {
            out.extend(exponential(scene, at, 1 + EXPONENT.len()));
        }
    }
}

fn exponential(scene: &Scene<'_>, at: usize, exponent: usize) -> Option<Match> {
    let digits = scene.text[..at].bytes().rev().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').take(24);
    let start = at - digits.count();
    let (first, rest) = scene.text[start..at].split_once('.')?;
    let province: u8 = format!("{first}{}", rest.get(..1)?).parse().ok()?;
    let span = Span::new(start, at + exponent);
    let context = scene.context(span, 18);
    let cell = context.block.and_then(Block::cell);
    let among_ids = || cell.is_some_and(|at| scene.is_id_column(at));
    let named = context.says(Topics::ID.and(Topics::PAPER)) || among_ids();
    let shaped = first.len() == 1 && (2..=17).contains(&rest.len()) && identity::is_province(province);
    (shaped && named).then(|| {
        scene.note_id(span);
        let mut found = Match::new(&RULE, span);
        found.confidence = Confidence::Medium;
        found.masked = Some(format!("{first}.{}E+17", "*".repeat(rest.len())));
        found.suggestion = Some("（身份证号略）".to_owned());
        found.evidence.extend(context.evidence(Topics::ID.and(Topics::PAPER)));
        found.message = Some(message(&Fault::Spreadsheet));
        found
    })
}

/// Finds them in columns that nothing calls IDs and whose other cells are IDs.
pub(super) fn find_in_columns(look: &Look<'_, '_>, out: &mut Vec<Match>) {
    let unnamed = |reading: &Reading<'_>| {
        let context = look.context(reading);
        let cell = context.block.and_then(Block::cell);
        // 证件号码 is any document's number.
        let said = context.topics().without(Topics::PAPER);
        let named = said.identifies() || !context.other().without(Topics::VAGUE).is_none();
        !named && reading.groups == 1 && cell.is_some_and(|at| look.scene.is_id_column(at))
    };
    find_where(look, &unnamed, out);
}

fn find_where(look: &Look<'_, '_>, is_meant: &dyn Fn(&Reading<'_>) -> bool, out: &mut Vec<Match>) {
    if !look.groups.reach(super::counts(15, 19)) {
        return;
    }
    let is_masked = || look.candidate.signs.iter().any(|sign| matches!(sign.kind, Kind::Mask(_)));
    for length in 15..=19 {
        for reading in look.readings(length) {
            let Some(fault) = fault(&reading) else { continue };
            let free = !matches!(reading.before, Beside::Digits(gap) if gap < Gap::Wide)
                && !matches!(reading.after, Beside::Digits(gap) if gap < Gap::Wide);
            if free && !reading.has(Gap::Bracket) && look.stands_free(&reading) && is_meant(&reading) && !is_masked() {
                out.push(report(look, &reading, &fault));
            }
        }
    }
}

fn fault(reading: &Reading<'_>) -> Option<Fault> {
    let first_two = reading.number(0, 2)? as u8;
    if !identity::is_province(first_two) {
        return None;
    }
    let fault = match reading.signs.len() {
        15 if citizen_id_15::holds(reading) => None,
        18 => fault_of_eighteen(reading),
        length => Some(Fault::Length(length)),
    };
    fault.filter(|_| !is_placeholder(reading.signs))
}

fn fault_of_eighteen(reading: &Reading<'_>) -> Option<Fault> {
    let values = look::eighteen(reading)?;
    let identity = Identity::read(&values);
    let zeros = values[15..] == [0, 0, 0];
    match identity {
        _ if identity.holds() => None,
        _ if zeros => Some(Fault::Spreadsheet),
        Identity { birth: None, .. } => Some(Fault::Date),
        _ => Some(Fault::Check),
    }
}

/// Samples in forms: one digit repeated, or the digits in order.
fn is_placeholder(signs: &[Sign]) -> bool {
    let steps = signs.windows(2).filter_map(|pair| Some((pair[1].digit()? + 10 - pair[0].digit()?) % 10));
    let same = steps.clone().filter(|&step| step == 0).count();
    let rising = steps.filter(|&step| step == 1).count();
    same.max(rising) + 4 >= signs.len()
}

fn report(look: &Look<'_, '_>, reading: &Reading<'_>, fault: &Fault) -> Match {
    let mut found = Match::new(&RULE, reading.span());
    found.confidence = Confidence::Medium;
    found.masked = Some(form::masked(reading.signs, 4, 3));
    found.suggestion = Some(form::masked(reading.signs, 4, 0));
    found.evidence.extend(look.context(reading).evidence(Topics::ID.and(Topics::PAPER)));
    found.evidence.extend(reading.writing());
    found.message = Some(message(fault));
    look.scene.note_id(reading.span());
    found
}

fn message(fault: &Fault) -> Message {
    match fault {
        Fault::Length(length) => Message::new(
            format!("标为身份证号，但有 {length} 位（应为 18 位）：请核对后脱敏"),
            format!("labelled as an ID but has {length} characters instead of 18"),
        ),
        Fault::Date => Message::new(
            "标为身份证号，但出生日期不成立：请核对后脱敏",
            "labelled as an ID but its birth date does not exist",
        ),
        Fault::Check => Message::new(
            "标为身份证号，但校验码不成立：请核对后脱敏",
            "labelled as an ID but its check character is wrong",
        ),
        Fault::Spreadsheet => Message::new(
            "身份证号被电子表格改坏（科学计数法或末尾变成 0）：请恢复原号后脱敏",
            "an ID spoiled by a spreadsheet: scientific notation or trailing zeros",
        ),
    }
}
