//! What a template left behind: {{title}}, XX年XX月, （待补充）, 请在此处输入.
//!
//! Forms, samples and model texts are made of placeholders, and reports write XX for names they do
//! not tell. A document with more than a few of them is taken for one of those.

use memchr::memmem;

use super::Check;
use super::chars::{after, before, is_han};
use super::outline::{Line, Marks, Outline};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::{Span, Text};

pub(super) static RULE: Rule = Rule {
    id: "STR019",
    name: "placeholder",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Published,
    summary: Bilingual { zh: "遗留的占位内容", en: "a placeholder left in" },
    explain: Bilingual {
        zh: "模板里的占位内容没有替换就发布：“XX年XX月”“（待补充）”“请在此处输入”“{{标题}}”“lorem ipsum”等。\
             样表、范本、填写说明和通篇用 XX 代称的文稿不报。",
        en: "Text that a template left behind. Forms, samples and texts that write XX for names throughout are left alone.",
    },
    citations: &["国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》：内容准确"],
    examples: Examples {
        hit: &[
            "会议定于XX年XX月召开，请各单位派员参加。",
            "经费由市财政安排（待补充）。",
            "各单位：{{notice_title}}已经印发。",
            "请填写登记表。\n联系人：XXX，电话：另行通知",
            "会议地点【待补充】，请各单位派员参加。",
            "附件：1.附件名称",
        ],
        miss: &[
            "申请书（样本）\n本人于XX年XX月在贵局申请办理业务。",
            "李XX、张XX等三人经公示无异议。",
            "被处罚人为××公司，地址在××路。",
            "当事人：XXX，现住址：东湖区。",
            "判处有期徒刑，并处罚金人民币××元。",
            "具体时间待定，另行通知。",
            "附件名称应当与正文一致。",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// More places than this make the text a form.
const MANY: usize = 4;
/// Words of samples, looked for in the whole document: nothing that is left open in them is a fault.
const SAMPLES: [&str; 8] = ["样本", "样表", "模板", "范本", "范文", "示例", "式样", "参考文本"];
/// Words of forms and of texts that write XX for names.
const FORMS: [&str; 6] = ["格式", "填写", "填表", "例如", "化名", "文书"];
/// What no finished text holds in brackets: （待补充）.
const OPEN: [&str; 6] = ["待补充", "待完善", "待核实", "待填写", "待确认", "待定稿"];
/// Phrases that no finished text holds.
const PHRASES: [&str; 8] =
    ["在此处输入", "在此输入", "单击此处", "点击此处添加", "请输入标题", "请输入内容", "lorem ipsum", "Lorem ipsum"];
/// Titles of attachments that nobody wrote.
const TITLES: [&str; 4] = ["附件名称", "附件标题", "附件题目", "此处填写附件名称"];
/// Labels that a value must follow.
const LABELS: [&str; 8] = ["联系人", "联系电话", "电话", "传真", "邮箱", "联系地址", "发文字号", "成文日期"];
/// What XX stands before when it is a number left open; days first.
const UNITS: [char; 9] = ['年', '月', '日', '元', '万', '亿', '个', '次', '%'];

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    let mut spans = Vec::new();
    phrases(outline, &mut spans);
    // Pages of HTML are filled in by scripts when they are shown.
    if outline.document.format() != "html" {
        spans.extend(outline.with(Marks::CURLY).flat_map(|line| templates(outline.str(line), line.span.start())));
    }
    let left_open = spans.len();
    for line in outline.with(Marks::LETTER.or(Marks::LATIN)).filter(|line| line.marks.any(Marks::HAN)) {
        crosses(outline, line, &mut spans);
    }
    if spans.len() > left_open && holds_any(outline, &FORMS) {
        spans.truncate(left_open);
    }
    labels(outline, &mut spans);
    spans.sort();
    if spans.is_empty() || spans.len() > MANY || holds_any(outline, &SAMPLES) {
        return;
    }
    let mut found = Match::new(&RULE, spans[0]);
    found.also = spans[1..].to_vec();
    found.count = spans.len() as u32;
    let text = outline.document.slice(spans[0]);
    found.message =
        Some(Message::new(format!("占位内容“{text}”没有替换"), format!("the placeholder {text} was not replaced")));
    out.push(found);
}

fn holds_any(outline: &Outline<'_>, words: &[&str]) -> bool {
    words.iter().any(|word| memmem::find(outline.text.as_bytes(), word.as_bytes()).is_some())
}

/// 联系人：XXX, 电话：待定, and attachments called 附件名称.
fn labels(outline: &Outline<'_>, spans: &mut Vec<Span<Text>>) {
    for line in outline.with(Marks::COLON) {
        let text = outline.str(line);
        for (at, _) in text.match_indices(['：', ':']) {
            let label = text[..at].trim_end();
            if !LABELS.iter().any(|word| label.ends_with(word)) {
                continue;
            }
            let value = text[at..].trim_start_matches(['：', ':', ' ']);
            let len = value.find(['，', '；', '。', '）', ' ', ',']).unwrap_or(value.len());
            let open = value[..len] == *"待定" || (len > 1 && value[..len].chars().all(|char| "Xx×Ｘ".contains(char)));
            if open {
                let start = line.span.end() - value.len();
                spans.push(Span::new(start, start + len));
            }
        }
    }
    for line in outline.with(Marks::FULL_FORM.or(Marks::HALF_MARK).or(Marks::DOT)) {
        let text = outline.str(line);
        if !TITLES.iter().any(|title| text.ends_with(title)) {
            continue;
        }
        let title = text.trim_start_matches("附件").trim_start_matches(['：', ':', '.', '．', ' ']);
        let title = title.trim_start_matches(|char: char| char.is_ascii_digit()).trim_start_matches(['.', '．', ' ']);
        if TITLES.contains(&title) {
            spans.push(Span::new(line.span.end() - title.len(), line.span.end()));
        }
    }
}

/// All phrases hold one of these.
const SIGNS: [&str; 4] = ["待", "此处", "输入", LATIN];
/// What stands in the phrase that no Chinese character begins.
const LATIN: &str = "orem ipsum";

fn phrases(outline: &Outline<'_>, spans: &mut Vec<Span<Text>>) {
    let chinese = SIGNS.into_iter().filter(|sign| *sign != LATIN).flat_map(|sign| outline.spots.of_word(sign));
    let latin = memmem::find_iter(outline.text.as_bytes(), LATIN);
    spans.extend(chinese.chain(latin).filter_map(|at| phrase_around(outline, at)));
    spans.dedup();
}

fn phrase_around(outline: &Outline<'_>, at: usize) -> Option<Span<Text>> {
    let seen = || outline.document.block_at(at).is_some_and(|block| block.hidden.is_none() && block.is_prose());
    if outline.text[at..].starts_with('待') {
        let open = OPEN.iter().find(|word| outline.text[at..].starts_with(**word))?;
        let closed = after(outline.text, at + open.len()).is_some_and(|char| matches!(char, '）' | '】' | ')' | ']'));
        return (closed && seen()).then(|| Span::new(at, at + open.len()));
    }
    PHRASES.iter().filter(|_| seen()).find_map(|phrase| {
        let offset = SIGNS.iter().find_map(|sign| {
            let offset = phrase.find(sign)?;
            outline.text[at..].starts_with(sign).then_some(offset)
        })?;
        let start = at.checked_sub(offset)?;
        outline.text.get(start..)?.starts_with(phrase).then(|| Span::new(start, start + phrase.len()))
    })
}

/// {{name}} and ${name}.
fn templates(line: &str, start: usize) -> impl Iterator<Item = Span<Text>> + '_ {
    let opens = line.match_indices("{{").chain(line.match_indices("${"));
    opens.filter_map(move |(at, open)| {
        let inside = &line[at + open.len()..];
        let close = inside.find('}').filter(|&len| (1..40).contains(&len))?;
        let brace = if open == "{{" { "}}" } else { "}" };
        inside[close..].starts_with(brace).then(|| Span::new(start + at, start + at + open.len() + close + brace.len()))
    })
}

/// XX年, XXX万元: a number left open. 张XX and XX公司 stand for names, and ××元 for a sum that is kept back.
fn crosses(outline: &Outline<'_>, line: &Line, spans: &mut Vec<Span<Text>>) {
    let text = outline.str(line);
    let mut from = 0;
    while let Some(at) = text[from..].find(['X', 'x', '×', 'Ｘ']).map(|at| from + at) {
        let run = text[at..].len() - text[at..].trim_start_matches(['X', 'x', '×', 'Ｘ']).len();
        from = at + run;
        let several = text[at..from].chars().count() >= 2;
        let units = if text[at..].starts_with('×') { &UNITS[..3] } else { &UNITS[..] };
        let unit = after(text, from).is_some_and(|char| units.contains(&char));
        let alone = before(text, at).is_none_or(|char| !char.is_alphanumeric() || is_han(char));
        if several && unit && alone {
            spans.push(Span::new(line.span.start() + at, line.span.start() + from));
        }
    }
}
