//! 层次序数 that skip, repeat or run backwards.
//!
//! A list may begin anew behind an introduction (a line that ends in a colon), a title, a caption or
//! an attachment's head. Lines inside a quotation are somebody else's numbers. A missing number that
//! stands inside a line (一、… 二、… in one paragraph) is not missing.

use super::Check;
use super::marks;
use super::numbering::{Level, Number};
use super::outline::{Line, Marks, Outline};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Confidence, Examples, Rule, Severity};

mod labelled;
mod spoken;

pub(super) static RULE: Rule = Rule {
    id: "STR002",
    name: "heading-sequence",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Law,
    summary: Bilingual { zh: "层次序数不连续", en: "the numbers of headings or items do not follow each other" },
    explain: Bilingual {
        zh: "公文的结构层次序数依次用“一、”“（一）”“1.”“（1）”。本规则检查同一层次的序数是否跳号、重号、倒序，条文“第一条”“第一章”、“一是”“二是”、“一要”“二要”“第一，”“第二，”和“案例一：”“第一步：”同样检查。\
             冒号引出的列举、小标题、附件之后重新编号是正常的；引文里的序数不算。",
        en: "Headings and items of one level are numbered one after the other. Reports gaps, repeats and steps back; \
             new lists behind a colon, a title or an attachment's head are fine, and so are numbers inside quotations.",
    },
    citations: &["GB/T 9704-2012 7.3.3", "GB/T 15834-2011 附录B"],
    examples: Examples {
        hit: &[
            "一、总体要求\n落实责任，稳步推进。\n二、工作安排\n分三个阶段进行。\n四、保障措施\n加强督导。",
            "一、总体要求\n落实责任，稳步推进。\n二、工作安排\n分三个阶段进行。\n二、保障措施\n加强督导。",
            "一、重点任务\n（一）清理台账。由各街道负责。\n（三）公布结果。由区里负责。",
            "存在的不足：一是学习不深入；二是检查不经常；四是整改不彻底。",
            "一是健全制度。\n二是加强检查。\n二是抓好整改。",
            "一要查隐患，二要补短板，四要抓长效。",
            "应当坚持：第一，依法依规；第二，公开透明；第四，权责一致。",
            "案例一：甲村\n略。\n案例二：乙村\n略。\n案例四：丙村\n略。",
            "第一步：关火\n第二步：通风\n第四步：报修",
        ],
        miss: &[
            "一、总体要求\n落实责任，稳步推进。\n二、工作安排\n分三个阶段进行。\n三、保障措施\n加强督导。",
            "一、受理范围包括：\n1.新建；\n2.扩建。\n二、不受理的情形包括：\n1.材料不全；\n2.逾期。",
            "一、总体要求\n落实责任。二、工作安排分阶段进行。\n三、保障措施\n加强督导。",
            "存在的不足：一是学习不深入；二是检查不经常；三是整改不彻底。",
            "一是健全制度，做到两个明确：一是明确职责；二是明确时限。\n二是加强检查。\n三是抓好整改。",
            "全市统一要求，坚持第一要务。三要素齐全，四要件具备。",
            "综合得分全市第一，比上年前进一位。甲县第三，乙县第四。",
            "第一，严查。第二，严管。第三，一把锁也不许有！第四，常抓。",
            "星期一：三楼\n星期二：四楼\n星期四：三楼",
            "案例一：甲村\n略。\n案例二：乙村\n略。\n案例一：丙村\n略。",
            "第一条　本办法自公布之日起施行。\n第二条　原办法中的“第九条　略。”删去。\n第三条　其他规定照旧。",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// A jump over more numbers than this is an excerpt, not a slip.
const LONGEST_JUMP: u32 = 3;

/// One open level.
struct Open<'a> {
    level: Level,
    line: &'a Line,
    value: u32,
    /// The value that was due when the last number was wrong.
    due: u32,
    /// A line since the last number from which a new list may begin.
    fresh: bool,
}

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    let mut walk = Walk { outline, open: Vec::new(), contents: false, quoted: 0, out };
    for line in &outline.lines {
        walk.line(line);
    }
    spoken::find(outline, out);
    labelled::find(outline, out);
}

struct Walk<'a, 'o> {
    outline: &'a Outline<'a>,
    open: Vec<Open<'a>>,
    /// A list of contents was seen, so that all numbers come twice.
    contents: bool,
    /// Quotation marks left open by the lines before.
    quoted: i32,
    out: &'o mut Vec<Match>,
}

impl<'a> Walk<'a, '_> {
    fn line(&mut self, line: &'a Line) {
        let inside = self.quoted > 0;
        if line.marks.any(Marks::QUOTE) {
            self.quoted = (self.quoted + quote_balance(self.outline, line)).clamp(0, 1);
        }
        match line.number {
            _ if inside => {}
            Some(number) => self.numbered(line, number),
            None => self.plain(line),
        }
    }

    fn plain(&mut self, line: &Line) {
        let text = self.outline.str(line);
        if matches!(text, "目录" | "目　录" | "目 录" | "目次") {
            self.contents = true;
        }
        if line.heading.is_some() || text.starts_with("附件") || text.starts_with("附录") {
            self.open.clear();
        } else if opens_list(line, text) || line.is_title_like(self.outline.text) {
            self.open.iter_mut().for_each(|open| open.fresh = true);
        }
    }

    fn numbered(&mut self, line: &'a Line, number: Number) {
        match self.open.iter().rposition(|open| open.level == number.level) {
            Some(at) => self.next_of(at, line, number),
            None => self.first_of(line, number),
        }
        if opens_list(line, self.outline.str(line)) {
            self.open.iter_mut().for_each(|open| open.fresh = true);
        }
    }

    /// The first item below a numbered heading should be 1. A higher number whose beginning was
    /// not seen closes the deeper levels.
    fn first_of(&mut self, line: &'a Line, number: Number) {
        if number.value > 1 {
            self.open.retain(|open| open.level < number.level);
        }
        let parent = self.open.last().filter(|open| !open.fresh && open.level < number.level);
        let parent = parent.filter(|parent| number.value == 2 && !self.is_inline(parent.line, line, number.level, 1));
        if let Some(before) = parent.map(|parent| parent.line) {
            self.report(line, before, message(None, number));
        }
        self.push(line, number);
    }

    fn next_of(&mut self, at: usize, line: &'a Line, number: Number) {
        self.open.truncate(at + 1);
        let Some(last) = self.open.pop() else { return };
        let follows = number.value == last.value + 1 || number.value == last.due + 1;
        let anew = number.value == 1 && (last.fresh || self.contents);
        let fine = follows || anew || (last.fresh && number.value <= last.value) || self.explained(&last, line, number);
        if fine {
            return self.push(line, number);
        }
        let lost_beginning = number.value == 2 && last.value > 2;
        self.report(line, last.line, message(Some(last.value), number));
        if let Some(found) = self.out.last_mut().filter(|_| lost_beginning) {
            // Either a wrong number or a new list whose first item is gone.
            (found.severity, found.confidence) = (Severity::Advice, Confidence::Medium);
        }
        self.open.push(Open { level: number.level, line, value: number.value, due: last.value + 1, fresh: false });
    }

    /// A jump is explained when it is long (an excerpt) or the missing numbers stand inside lines;
    /// so is a step back when the number before it stands inside a line.
    fn explained(&self, last: &Open<'_>, line: &Line, number: Number) -> bool {
        let mut missing = if number.value > last.value { last.value + 1..number.value } else { 1..number.value };
        let inline = !missing.is_empty() && missing.all(|value| self.is_inline(last.line, line, number.level, value));
        inline || number.value > last.value + 1 + LONGEST_JUMP
    }

    /// True when the number stands somewhere between the starts of two lines.
    fn is_inline(&self, from: &Line, to: &Line, level: Level, value: u32) -> bool {
        let between = &self.outline.text[from.span.start()..to.span.start()];
        let full = Number::written(level, value);
        let half = full.replace('（', "(").replace('）', ")");
        between.contains(&full) || between.contains(&half) || (level == Level::Arabic && has_arabic(between, value))
    }

    fn push(&mut self, line: &'a Line, number: Number) {
        self.open.push(Open { level: number.level, line, value: number.value, due: number.value, fresh: false });
    }

    fn report(&mut self, line: &Line, before: &Line, message: Message) {
        let mut found = Match::new(&RULE, Outline::number_span(line));
        found.also.push(Outline::number_span(before));
        found.message = Some(message);
        self.out.push(found);
    }
}

fn has_arabic(text: &str, value: u32) -> bool {
    ["、", "．", "."].iter().any(|mark| text.contains(&format!("{value}{mark}")))
}

fn opens_list(line: &Line, text: &str) -> bool {
    line.marks.any(Marks::COLON) && text.ends_with(['：', ':'])
}

/// Opening minus closing quotation marks.
fn quote_balance(outline: &Outline<'_>, line: &Line) -> i32 {
    let marks = outline.paired(line).filter(|mark| mark.kind == marks::DOUBLE);
    marks.map(|mark| if mark.opens { 1 } else { -1 }).sum()
}

fn message(before: Option<u32>, number: Number) -> Message {
    let written = |value| Number::written(number.level, value);
    let this = written(number.value);
    match before {
        None => Message::new(
            format!("层次序数从“{this}”开始，缺少“{}”", written(1)),
            format!("the numbering starts at {this}"),
        ),
        Some(before) if before == number.value => {
            Message::new(format!("层次序数“{this}”重复"), format!("the number {this} is used twice"))
        }
        Some(before) => Message::new(
            format!("层次序数“{}”之后是“{this}”", written(before)),
            format!("the number {} is followed by {this}", written(before)),
        ),
    }
}
