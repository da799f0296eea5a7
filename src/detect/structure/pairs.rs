//! Brackets and quotation marks without their partner.
//!
//! Quotations may run over paragraphs (every paragraph of one opens anew), and a line of a text
//! with hard breaks is not a unit either: partners are looked for a few lines further. `1）` and
//! `a)` open nothing, and headlines cut off with … lost what closes. Half-width and full-width brackets may pair; that they do is another rule's
//! matter.

use super::Check;
use super::chars::before;
use super::marks::{CLOSE, OPEN, Paired, ROUND, SINGLE};
use super::outline::{Line, Outline};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::{Span, Text};

pub(super) static RULE: Rule = Rule {
    id: "STR015",
    name: "unpaired-mark",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Law,
    summary: Bilingual {
        zh: "括号、引号或书名号不配对", en: "a bracket or quotation mark without its partner"
    },
    explain: Bilingual {
        zh: "括号、引号、书名号应成对使用。引文分几段的，各段可以只有前引号；“1）”“a)”之类的序号不算。",
        en: "Brackets and quotation marks come in pairs. Quotations of several paragraphs may open each of them anew; 1） and a) open nothing.",
    },
    citations: &["GB/T 15834-2011 4.8", "GB/T 15834-2011 4.9", "GB/T 15834-2011 4.15"],
    examples: Examples {
        hit: &[
            "按照《临江市公园管理办法的规定，制定本方案。\n各单位遵照执行。",
            "各单位（含局属单位要按时报送材料。\n各单位遵照执行。",
            "开展清洁家园”活动，美化环境。",
        ],
        miss: &[
            "按照《临江市公园管理办法》（以下简称《办法》）的规定，开展“清洁家园”活动。",
            "临江市公园条例\n2010年5月1日临江市人民代表大会常务委员会通过）\n第一条　略。",
            "关于印发《临江市公园管理办法...\n关于公布《临江市公园名录（第一批……",
            "【知识窗】用电“三不要”：不要私拉电线，不要超负荷……\n各村要广泛宣传。",
            "1）材料齐全；\n2）按时报送；\na)表格规范。",
            "临江市公园条例\n（2010年5月1日通过\n2015年6月1日第一次修正\n2019年7月1日第二次修正）\n第一条　略。",
            "他说：“第一段。\n“第二段。”",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// A partner is looked for within this many lines: below the title of a law one bracket holds all
/// its revisions, a line each.
const REACH: u32 = 15;
/// Quotations of many paragraphs are common where laws are amended.
const QUOTE_REACH: u32 = 60;

#[derive(Clone, Copy)]
struct Opened {
    kind: u8,
    at: usize,
    line: u32,
    /// What closes it may stand in a part of the headline that is left out.
    cut_off: bool,
}

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    for lines in [&outline.lines, &outline.values] {
        let mut walk = Walk { text: outline.text, open: Vec::new(), lone: Vec::new() };
        for (number, line) in lines.iter().enumerate() {
            walk.line(line, outline.paired(line), number as u32);
        }
        walk.expire(u32::MAX);
        out.extend(walk.lone.into_iter().map(|at| report(outline.text, at)));
    }
}

struct Walk<'a> {
    text: &'a str,
    open: Vec<Opened>,
    lone: Vec<usize>,
}

impl Walk<'_> {
    fn line<'p>(&mut self, line: &Line, marks: impl Iterator<Item = &'p Paired>, number: u32) {
        let start = line.span.start();
        let mut cut_off = None;
        for (index, mark) in marks.enumerate() {
            if index == 0 && !self.open.is_empty() {
                self.expire(number);
            }
            let at = mark.at as usize;
            if mark.opens {
                let cut_off = *cut_off.get_or_insert_with(|| is_cut_off(&self.text[line.span.range()]));
                self.opened(Opened { kind: mark.kind, at, line: number, cut_off }, start);
            } else {
                self.closed(mark.kind, at, start);
            }
        }
    }

    /// Gives up on what was opened too many lines ago.
    fn expire(&mut self, now: u32) {
        let reach = |opened: &Opened| if opened.kind <= SINGLE { QUOTE_REACH } else { REACH };
        let gone = |opened: &Opened| now.saturating_sub(opened.line) > reach(opened);
        let lone = self.open.iter().filter(|opened| gone(opened) && !opened.cut_off);
        self.lone.extend(lone.map(|opened| opened.at));
        self.open.retain(|opened| !gone(opened));
    }

    fn opened(&mut self, opened: Opened, line_start: usize) {
        // Every paragraph of a long quotation opens anew: the marks before need no partner.
        if opened.kind <= SINGLE && opened.at == line_start {
            self.open.retain(|other| other.kind != opened.kind);
        }
        self.open.push(opened);
    }

    fn closed(&mut self, kind: u8, at: usize, line_start: usize) {
        match self.open.iter().rposition(|opened| opened.kind == kind) {
            Some(found) => {
                self.open.remove(found);
            }
            None if kind == SINGLE => {}
            None if kind == ROUND
                && (is_list_number(self.text, at, line_start) || is_history(self.text, at, line_start)) => {}
            None => self.lone.push(at),
        }
    }
}

/// `1）`, `a)` and `③）` at the head of an item.
fn is_list_number(text: &str, at: usize, line_start: usize) -> bool {
    let body = &text[line_start..at];
    let number =
        |char: char| char.is_alphanumeric() && !super::chars::is_han(char) || "一二三四五六七八九十".contains(char);
    let rest = body.trim_end_matches(number);
    rest.len() < body.len()
        && body.len() - rest.len() <= 6
        && before(rest, rest.len()).is_none_or(|char| !super::chars::is_han(char))
}

/// `2021年6月8日……修订）`: databases of law drop the bracket that opens before the title's history.
fn is_history(text: &str, at: usize, line_start: usize) -> bool {
    let line = &text[line_start..at];
    let ends = ["通过", "修订", "修正", "公布", "批准", "施行"].iter().any(|end| line.ends_with(end));
    ends && line.starts_with(|char: char| char.is_ascii_digit())
}

/// A headline of which the end, and what closes there, is left out.
fn is_cut_off(line: &str) -> bool {
    line.ends_with("...") || line.ends_with('…')
}

fn report(text: &str, at: usize) -> Match {
    let char = super::chars::after(text, at).unwrap_or_default();
    let mut found = Match::new(&RULE, Span::<Text>::new(at, at + char.len_utf8()));
    let partner = partner(char);
    found.message =
        Some(Message::new(format!("“{char}”没有与之配对的“{partner}”"), format!("{char} has no partner {partner}")));
    found
}

fn partner(char: char) -> char {
    let half = match char {
        '(' => Some(')'),
        ')' => Some('('),
        _ => None,
    };
    let closing = || OPEN.iter().position(|&open| open == char).map(|kind| CLOSE[kind]);
    let opening = || CLOSE.iter().position(|&close| close == char).map(|kind| OPEN[kind]);
    half.or_else(closing).or_else(opening).unwrap_or(char)
}
