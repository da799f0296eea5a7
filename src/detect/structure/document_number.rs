//! 发文字号 in a wrong form: 临政发[2021]7号, 临政发〔2021〕第7号, 临政发〔21〕07号.
//!
//! The number of a case, a certificate or an appraisal follows other rules (…字第…号, round
//! brackets) and is left alone, and so is everything before 2000, when square brackets were right.
//! One finding for each fault and document.

use super::Check;
use super::chars::{is_blank, is_han};
use super::outline::{Line, Marks, Outline};
use crate::detect::dating::DateSource;
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::{Span, Text};

pub(super) static RULE: Rule = Rule {
    id: "STR009",
    name: "document-number",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Law,
    summary: Bilingual { zh: "发文字号写法不规范", en: "the number of a document is not in standard form" },
    explain: Bilingual {
        zh: "发文字号由发文机关代字、年份、顺序号组成：年份用阿拉伯数字标全，括入六角括号“〔〕”；顺序号不加“第”，不编虚位，后加“号”。\
             年份不应晚于本文件的成文日期。案号、公证书号、评估报告号等自有规定，2000年以前的旧文号不检查。",
        en: "The year stands in full in 〔〕, the running number has neither 第 nor leading zeros, and the year is not later than the document. \
             Numbers of cases, certificates and appraisals follow other rules.",
    },
    citations: &["GB/T 9704-2012 7.2.5"],
    examples: Examples {
        hit: &[
            "根据《关于加强公园管理的意见》（临政发[2021]7号）要求，开展检查。",
            "根据《关于加强公园管理的意见》（临政发〔2021〕第7号）要求，开展检查。",
            "临政办函〔2021〕012号",
            "临政办函〔21〕12号",
        ],
        miss: &[
            "临人社工认〔2021〕0317号",
            "根据《关于加强公园管理的意见》（临政发〔2021〕7号）要求，开展检查。",
            "原告不服（2021）临01民初123号民事判决，提起上诉。",
            "依据某评报字[2019]第0001号资产评估报告，确定底价。",
            "持江国用(2003)第068号证书，对江劳人仲[2014]3号裁决不服。",
            "产权证号湘（2020）江城区不动产权第0012号，证号湘（2020）第0013号。",
            "临政发[1998]5号文件已经废止。",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// A document number as it is written.
struct Written<'a> {
    span: Span<Text>,
    code: &'a str,
    open: char,
    year: &'a str,
    ordinal: bool,
    number: &'a str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    Brackets,
    ShortYear,
    Ordinal,
    Padded,
    Later,
}

/// More numbers of later years than this do not belong to one document.
const LATER: u32 = 2;

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    let mut faults: Vec<(Fault, Match)> = Vec::new();
    for (line, at) in outline.places("号").filter(|(line, _)| line.marks.any(Marks::DIGIT)) {
        let Some(written) = read(outline, line, at) else { continue };
        let Some(fault) = fault(outline, &written) else { continue };
        add(&mut faults, fault, &written);
    }
    // A page that holds several documents is not dated by the first of them.
    faults.retain(|(fault, found)| *fault != Fault::Later || found.count <= LATER);
    out.extend(faults.into_iter().map(|(_, found)| found));
}

/// Reads a document number backwards from its 号 at byte `at` of the line.
fn read<'a>(outline: &Outline<'a>, line: &Line, at: usize) -> Option<Written<'a>> {
    let text = outline.str(line);
    let (rest, number) = split_digits(&text[..at])?;
    let bare = rest.strip_suffix('第').unwrap_or(rest);
    let ordinal = bare.len() < rest.len();
    let inside = bare.trim_end_matches(is_blank).strip_suffix(['〕', ']', '】', '）', ')', '］', '﹞'])?;
    let (before, year) = split_digits(inside)?;
    let open = before.chars().next_back().filter(|char| "〔[【（(［﹝".contains(*char))?;
    let before = &before[..before.len() - open.len_utf8()];
    let code = before.trim_end_matches(is_blank);
    let start = code.char_indices().rev().take_while(|(_, char)| is_han(*char)).last()?.0;
    let start = start + said_before(&code[start..]);
    let span = Span::new(line.span.start() + start, line.span.start() + at + '号'.len_utf8());
    Some(Written { span, code: &code[start..], open, year, ordinal, number })
}

/// The bytes of what a sentence says before the code of the issuing body: 县政府印发临政发.
fn said_before(code: &str) -> usize {
    const BEFORE: [&str; 14] =
        ["作出", "发布", "印发", "发出", "出具", "下发", "下达", "根据", "依据", "按照", "的", "了", "经", "日"];
    BEFORE
        .iter()
        .filter_map(|word| Some(code.rfind(word)? + word.len()))
        .filter(|&at| at < code.len())
        .max()
        .unwrap_or(0)
}

/// The text before the digits at the end of `text`, and the digits.
fn split_digits(text: &str) -> Option<(&str, &str)> {
    let body = text.trim_end_matches(is_blank);
    let digits = body.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (rest, digits) = body.split_at(body.len() - digits);
    (1..=6).contains(&digits.len()).then_some((rest.trim_end_matches(is_blank), digits))
}

fn fault(outline: &Outline<'_>, written: &Written<'_>) -> Option<Fault> {
    if is_other_kind(written) {
        return None;
    }
    let year: u16 = written.year.parse().ok()?;
    match written.year.len() {
        2 if written.open == '〔' => return Some(Fault::ShortYear),
        4 if (2000..2100).contains(&year) => {}
        _ => return None,
    }
    if written.open != '〔' {
        Some(Fault::Brackets)
    } else if written.ordinal {
        Some(Fault::Ordinal)
    } else if written.number.starts_with('0') && written.number.len() < SERIAL {
        Some(Fault::Padded)
    } else {
        signed_year(outline).is_some_and(|signed| year > signed).then_some(Fault::Later)
    }
}

/// Running numbers of so many digits are given by a system that fills them up: 认〔2024〕0517号.
const SERIAL: usize = 4;

/// Numbers of cases, certificates, appraisals, tenders, and announcements counted by year.
fn is_other_kind(written: &Written<'_>) -> bool {
    const ENDS: [&str; 16] =
        ["字", "公告", "通告", "令", "证", "审", "验", "鉴", "评", "估", "罚", "判", "裁", "采", "招", "编号"];
    const PARTS: [&str; 20] = [
        "民初",
        "民终",
        "刑初",
        "行初",
        "执",
        "法",
        "检",
        "裁",
        "罚",
        "强",
        "评报",
        "审计",
        "编号",
        "项目",
        "证号",
        "不动产",
        "国用",
        "集用",
        "仲",
        "号及",
    ];
    written.code.chars().count() < 2
        || (written.open != '〔' && written.ordinal)
        || ENDS.iter().any(|end| written.code.ends_with(end))
        || (written.open != '〔' && PARTS.iter().any(|part| written.code.contains(part)))
}

fn signed_year(outline: &Outline<'_>) -> Option<u16> {
    let dated = outline.dated().filter(|dated| dated.source == DateSource::Signature)?;
    Some(dated.date.year())
}

/// One finding for each kind of fault.
fn add(faults: &mut Vec<(Fault, Match)>, fault: Fault, written: &Written<'_>) {
    if let Some((_, found)) = faults.iter_mut().find(|(kind, _)| *kind == fault) {
        found.also.push(written.span);
        found.count += 1;
        return;
    }
    let mut found = Match::new(&RULE, written.span);
    found.message = Some(message(fault));
    if !matches!(fault, Fault::ShortYear | Fault::Later) {
        let number = written.number.trim_start_matches('0');
        found.suggestion = Some(format!("{}〔{}〕{number}号", written.code, written.year));
    }
    faults.push((fault, found));
}

fn message(fault: Fault) -> Message {
    let (zh, en) = match fault {
        Fault::Brackets => ("发文字号的年份应括入六角括号“〔〕”", "the year of a document number stands in 〔〕"),
        Fault::ShortYear => ("发文字号的年份应标全四位", "the year of a document number has four digits"),
        Fault::Ordinal => ("发文字号的顺序号不加“第”", "the running number takes no 第"),
        Fault::Padded => ("发文字号的顺序号不编虚位", "the running number has no leading zero"),
        Fault::Later => ("发文字号的年份晚于本文件的成文日期", "the year of the number is later than this document"),
    };
    Message::new(zh, en)
}
