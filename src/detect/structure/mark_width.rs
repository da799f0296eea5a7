//! Half-width marks in Chinese text.
//!
//! One finding for each line, with the number of marks. Where the document writes the same kind of
//! mark mostly full-width, the half-width one is a slip and an error, or, when it is one mark in a
//! long text, advice; a document that is half-width throughout was typed or converted that way and
//! gets one piece of advice, none for brackets. Addresses on the web, times, ratios, code and marks
//! beside Latin letters or digits are never reported.

use memchr::memchr_iter;

use super::Check;
use super::chars::{after, before, is_full_mark, is_han};
use super::outline::{Line, Marks, Outline};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::{Span, Text};

pub(super) static RULE: Rule = Rule {
    id: "STR004",
    name: "mark-width",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Law,
    summary: Bilingual { zh: "中文里用了半角标点", en: "half-width marks in Chinese text" },
    explain: Bilingual {
        zh: "中文里的逗号、冒号、分号、问号、叹号和括号用全角。网址、时间、比例、代码、英文和数字旁边的半角标点不算错。\
             全文其他地方用全角而个别地方用半角的，每段报一处，长文中零星一两处合为一条建议；\
             全文统一用半角的，只提一条建议，统一用半角括号的不提。",
        en: "Chinese text takes full-width marks. Each line is reported once. \
             A document that uses half-width marks throughout gets a single piece of advice.",
    },
    citations: &["GB/T 15834-2011 5.1"],
    examples: Examples {
        hit: &[
            "各街道要抓紧整改，按时上报,逾期的予以通报。",
            "联系人：某某；地点：三楼。\n注:以上数据截至上月底。",
            "各街道要抓紧整改，按时上报(节假日顺延)，逾期的予以通报（见附表）。",
        ],
        miss: &[
            "会议定于上午9:30开始，比例为1:3，网址是http://example.gov.cn/a,b。",
            "本市地区生产总值(GDP)增长5.2%，居全省前列。",
            "来源:市民政局，作者:办公室，字体:大中小，联系地址:三楼。",
            "项目,单位,金额,备注\n道路,某局,三万元,无",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// Each kind of mark: the half-width bytes and the full-width forms.
const KINDS: [(&[u8], &[char]); 3] = [(b",;!?", &['，', '；', '！', '？']), (b":", &['：']), (b"()", &['（', '）'])];

/// A line with a slip for more than this many bytes of text is an isolated slip of the key.
const SPARSE: usize = 4_500;
/// Fewer habitual half-width marks than this are not worth a word.
const HABIT: usize = 5;

type Marked<'a> = (&'a Line, Vec<usize>);

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    let lines = marked_lines(outline);
    if lines.is_empty() {
        return;
    }
    let slips = KINDS.map(|(half, full)| is_slip(outline, &lines, half, full));
    let is_slip = |&at: &usize| kind_of(outline.text.as_bytes()[at]).is_some_and(|kind| slips[kind]);
    let is_habit = |at: &usize| !is_slip(at) && !matches!(outline.text.as_bytes()[*at], b'(' | b')');
    report_slips(outline, &only(&lines, is_slip), out);
    let habit: Vec<usize> = only(&lines, is_habit).into_iter().flat_map(|(_, marks)| marks).collect();
    if habit.len() >= HABIT {
        out.extend(one_finding(outline, &habit, "全文多用半角标点，建议统一改为全角"));
    }
}

fn marked_lines<'a>(outline: &'a Outline<'_>) -> Vec<Marked<'a>> {
    let candidates = outline.with(Marks::HALF_MARK.or(Marks::HALF_PAREN)).filter(|line| line.marks.any(Marks::HAN));
    let marked = candidates.map(|line| (line, half_marks(outline.text, line)));
    marked.filter(|(_, marks)| !marks.is_empty()).collect()
}

fn only<'a>(lines: &[Marked<'a>], wanted: impl Fn(&usize) -> bool) -> Vec<Marked<'a>> {
    let kept = lines.iter().map(|(line, marks)| (*line, marks.iter().copied().filter(&wanted).collect::<Vec<_>>()));
    kept.filter(|(_, marks)| !marks.is_empty()).collect()
}

/// Every line is a finding; isolated slips in a long text are one piece of advice together.
fn report_slips(outline: &Outline<'_>, lines: &[Marked<'_>], out: &mut Vec<Match>) {
    if lines.len() * SPARSE < outline.text.len() {
        let marks: Vec<usize> = lines.iter().flat_map(|(_, marks)| marks.iter().copied()).collect();
        out.extend(one_finding(outline, &marks, "全文用全角标点，个别地方用了半角"));
    } else {
        out.extend(lines.iter().filter_map(|(line, marks)| one_line(outline, line, marks)));
    }
}

fn kind_of(byte: u8) -> Option<usize> {
    KINDS.iter().position(|(half, _)| half.contains(&byte))
}

/// True when the document writes this kind of mark full-width at least as often.
fn is_slip(outline: &Outline<'_>, lines: &[Marked<'_>], half: &[u8], full: &[char]) -> bool {
    let bytes = outline.text.as_bytes();
    let wrong = lines.iter().flat_map(|(_, marks)| marks).filter(|&&at| half.contains(&bytes[at])).count();
    let shown = outline.with(Marks::FULL_FORM).map(|line| outline.str(line));
    // Counting stops once the answer is known.
    wrong > 0 && shown.flat_map(|line| line.matches(full)).nth(wrong - 1).is_some()
}

/// The half-width marks of a line that belong to Chinese text.
fn half_marks(text: &str, line: &Line) -> Vec<usize> {
    let bytes = &text.as_bytes()[line.span.range()];
    let start = line.span.start();
    let found = bytes.iter().enumerate().filter(|(_, byte)| matches!(byte, b',' | b';' | b':' | b'!' | b'?'));
    let mut marks: Vec<usize> =
        found.map(|(at, _)| start + at).filter(|&at| is_in_chinese(text, line.span, at)).collect();
    if line.marks.any(Marks::HALF_PAREN) {
        brackets(text, line, &mut marks);
        marks.sort_unstable();
    }
    let listed = || memchr_iter(b',', bytes).count() > 1 && !line.marks.any(Marks::FULL_FORM.or(Marks::CJK_MARK));
    if !marks.is_empty() && (listed() || is_code(&text[line.span.range()])) {
        marks.clear();
    }
    marks
}

fn is_code(line: &str) -> bool {
    line.contains("//") && !line.contains("http") || line.contains("();") || line.contains("={")
}

/// A comma may stand before a number, a colon not: 9:30 and 来源:2021 are left alone.
fn is_in_chinese(text: &str, line: Span<Text>, at: usize) -> bool {
    let left = before(&text[line.start()..], at - line.start());
    let right = after(&text[..line.end()], at + 1);
    let chinese = |char: Option<char>| char.is_some_and(|char| is_han(char) || is_full_mark(char));
    let byte = text.as_bytes()[at];
    let furniture = || byte == b':' && is_furniture(&text[line.start()..at]);
    let number = || byte == b',' && right.is_some_and(|char| char.is_ascii_digit());
    chinese(left) && (chinese(right) || right.is_none() || number()) && !furniture()
}

/// Labels that the site puts around a text, not its author: 来源:市民政局.
fn is_furniture(before: &str) -> bool {
    const LABELS: [&str; 26] = [
        "来源",
        "作者",
        "编辑",
        "责编",
        "时间",
        "日期",
        "字体",
        "字号",
        "浏览",
        "次数",
        "索引号",
        "主题词",
        "分类",
        "机构",
        "电话",
        "传真",
        "邮编",
        "地址",
        "网址",
        "邮箱",
        "主办",
        "承办",
        "协办",
        "技术支持",
        "备案号",
        "版权所有",
    ];
    let before = before.trim_end();
    LABELS.iter().any(|label| before.ends_with(label))
}

/// Pairs of half-width brackets around Chinese text, both of them.
fn brackets(text: &str, line: &Line, marks: &mut Vec<usize>) {
    let body = &text[line.span.range()];
    let skip = line.number.map_or(0, |number| number.len as usize);
    let mut open = None;
    for (at, byte) in body.bytes().enumerate().skip(skip) {
        match (byte, open) {
            (b'(', _) => open = Some(at),
            (b')', Some(start)) => {
                if is_chinese_pair(body, start, at) {
                    marks.extend([line.span.start() + start, line.span.start() + at]);
                }
                open = None;
            }
            _ => {}
        }
    }
}

fn is_chinese_pair(body: &str, open: usize, close: usize) -> bool {
    let inside = &body[open + 1..close];
    let beside = before(body, open).is_none_or(|char| is_han(char) || is_full_mark(char));
    beside && inside.chars().any(is_han) && !inside.contains(['=', '<', '>'])
}

fn one_line(outline: &Outline<'_>, line: &Line, marks: &[usize]) -> Option<Match> {
    let (&first, others) = marks.split_first()?;
    let mut found = Match::new(&RULE, Span::new(first, first + 1));
    found.also = others.iter().map(|&at| Span::new(at, at + 1)).collect();
    found.count = marks.len() as u32;
    let (half, full) = (&outline.text[first..=first], full_form(outline.text.as_bytes()[first]));
    let what = if line.heading.is_some() { "标题" } else { "本段" };
    found.message = Some(Message::new(
        format!("{what}有 {} 处半角标点，“{half}”应为“{full}”", marks.len()),
        format!("{} half-width marks on this line: write {full} for {half}", marks.len()),
    ));
    found.suggestion = Some(full.to_string());
    Some(found)
}

/// One piece of advice for all these marks.
fn one_finding(outline: &Outline<'_>, marks: &[usize], zh: &'static str) -> Option<Match> {
    let (&first, others) = marks.split_first()?;
    let mut found = Match::new(&RULE, Span::new(first, first + 1));
    found.severity = Severity::Advice;
    found.also = others.iter().map(|&at| Span::new(at, at + 1)).collect();
    found.count = marks.len() as u32;
    found.message = Some(Message::new(zh, "half-width marks in Chinese text"));
    found.suggestion = Some(full_form(outline.text.as_bytes()[first]).to_string());
    Some(found)
}

fn full_form(half: u8) -> char {
    match half {
        b',' => '，',
        b';' => '；',
        b':' => '：',
        b'!' => '！',
        b'?' => '？',
        b'(' => '（',
        _ => '）',
    }
}
