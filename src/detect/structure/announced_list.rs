//! 有关事项如下三项： with four items behind it, and 甲、乙、丙两个环节.

use super::Check;
use super::numbering::{Level, han_value};
use super::outline::{Line, Marks, Outline};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::Span;

mod behind;

pub(super) static RULE: Rule = Rule {
    id: "STR023",
    name: "announced-list",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Published,
    summary: Bilingual { zh: "预告的项数与所列不符", en: "a list has more or fewer items than announced" },
    explain: Bilingual {
        zh: "“以下三项”“下列4种情形”之后用序数列出的项数应与预告一致。没有用序数逐行列出的不判断。\
             “预防、发现、处置三个环节”一类写法，所数的应与前面列举的一致；列举的事物中含“和”的，两种数法都算对。",
        en: "A line such as 以下三项： announces how many numbered items follow; 预防、发现、处置三个环节 counts what stands before it.",
    },
    citations: &["国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》：内容准确"],
    examples: Examples {
        hit: &[
            "检查发现以下三方面问题：\n一是责任不落实。\n二是培训走过场。\n请认真整改。",
            "申请人应当提交以下三项材料：\n（一）申请表；\n（二）身份证明。\n材料不齐的，一次告知。",
            "抓好收集、转运、处理、监管三个环节，防止反弹。",
            "其中，东湖街道、西山街道和南桥镇、北门镇5个单位进展较快。",
        ],
        miss: &[
            "申请人应当提交以下三项材料：\n（一）申请表；\n（二）身份证明；\n（三）照片。\n材料不齐的，一次告知。",
            "现将以下三个单位的情况通报如下：\n东湖街道进展较快。",
            "抓好收集、转运、处理和监管三个环节，防止反弹。",
            "抓好收集、转运、处理和监管四个环节，防止反弹。",
            "全市抓好收集、\n转运、处理和监管、利用五个环节，防止反弹。",
            "东湖街道、西山街道、南桥镇等五个单位进展较快。",
            "以收集、转运、处理为重点，三个部门各负其责。走访东湖、西山、南桥的两个社区。",
            "在世界杯、锦标赛、运动会前两个项目中领先。",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// What items are counted in.
const UNITS: [&str; 12] =
    ["项", "条", "点", "个方面", "种", "类", "个问题", "个步骤", "方面", "个条件", "个阶段", "款"];

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    behind::find(outline, out);
    let lines = outline.lines.iter().enumerate().filter(|(_, line)| line.marks.any(Marks::COLON));
    for (index, line) in lines.filter(|(_, line)| outline.str(line).ends_with('：')) {
        let Some((announced, span)) = announced(outline, line) else { continue };
        let below = &outline.lines[index + 1..];
        let listed = listed(below, line.number.map(|number| number.level)).max(spoken(outline, below));
        if listed > 1 && listed != announced {
            out.push(report(span, announced, listed));
        }
    }
}

/// The number in 以下三项, 下列4种, 如下5点, in the last clause of the line.
fn announced(outline: &Outline<'_>, line: &Line) -> Option<(u32, Span<crate::span::Text>)> {
    let text = outline.str(line);
    let clause = text.rfind(['，', '。', '；']).map_or(0, |at| at + '，'.len_utf8());
    let word = ["以下", "下列", "如下", "下述"]
        .iter()
        .find_map(|word| Some(clause + text[clause..].find(word)? + word.len()))?;
    let rest = &text[word..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (value, len) = if digits > 0 { (rest[..digits].parse().ok()?, digits) } else { han_value(rest)? };
    let unit = UNITS.iter().any(|unit| rest[len..].starts_with(unit));
    (unit && (2..30).contains(&value))
        .then(|| (value, Span::new(line.span.start() + word, line.span.start() + word + len)))
}

/// How far the numbered items that begin on the next line count.
fn listed(lines: &[Line], outer: Option<Level>) -> u32 {
    let Some(first) = lines.first().and_then(|line| line.number).filter(|number| number.value == 1) else { return 0 };
    let mut last = 0;
    for number in lines.iter().filter_map(|line| line.number) {
        if number.level == first.level {
            if number.value != last + 1 {
                break;
            }
            last = number.value;
        } else if number.level < first.level || Some(number.level) == outer {
            break;
        }
    }
    last
}

/// How far 一是, 二是, 三是 at the head of the next lines count.
fn spoken(outline: &Outline<'_>, lines: &[Line]) -> u32 {
    let spoken = |line: &Line| {
        let text = outline.str(line);
        han_value(text).filter(|(_, len)| text[*len..].starts_with('是')).map(|(value, _)| value)
    };
    lines.iter().map(spoken).zip(1..).take_while(|(value, due)| *value == Some(*due)).count() as u32
}

fn report(span: Span<crate::span::Text>, announced: u32, listed: u32) -> Match {
    let mut found = Match::new(&RULE, span);
    found.message = Some(Message::new(
        format!("预告 {announced} 项，实际列出 {listed} 项"),
        format!("{announced} items announced, {listed} listed"),
    ));
    found
}
