//! Columns that say of named persons what the law calls sensitive: illness, disability, poverty,
//! guardians.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::label;
use super::scene::Scene;
use super::telephone;
use super::topic::Topics;
use crate::document::{Block, BlockKind, CellAt};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Confidence, Examples, Rule, Severity};
use crate::span::{Span, Text};
use crate::words::WordSet;

/// A sensitive column beside names.
pub(super) static RULE: Rule = Rule {
    id: "PII019",
    name: "sensitive-column",
    category: Category::Privacy,
    severity: Severity::Error,
    basis: Basis::Law,
    summary: Bilingual { zh: "名单中的敏感信息栏目", en: "sensitive column beside names" },
    explain: Bilingual {
        zh: "查找与姓名同表的患病、残疾、致贫致困原因、监护人、家庭收入等栏目。这些是敏感个人信息，公示救助、补助名单时应删去整列。一列只报一处，并给出行数。",
        en: "Finds columns of illness, disability, causes of poverty, guardians or income in a table with names. The column should be removed.",
    },
    citations: &["《中华人民共和国个人信息保护法》第二十八条", "《中华人民共和国未成年人保护法》第七十二条"],
    examples: Examples {
        hit: &[
            "姓名\t残疾类别\t补助金额\n王某某\t肢体二级\t500\n李某某\t听力一级\t500",
            "1、户主姓名：王某某，致贫原因：因学，人口：3。\n2、户主姓名：李某某，致贫原因：因残，人口：2。",
            "序号\t户主姓名\t致贫原因\n1\t王某某\t因病\n2\t李某某\t因残",
        ],
        miss: &[
            "残疾类别\t人数\n肢体\t50\n听力\t20",
            "姓名\t健康状况\n王某某\t良好\n李某某\t良好",
            "申请救助须说明患病情况。",
            "姓名\t残疾类别\n王某某\t****（**）\n李某某\t**、**（**）",
            "致贫原因：因学，共3户。\n致贫原因：因病，共5户。",
        ],
    },
};

/// Values that say nothing.
const INNOCENT: &[&str] = &["", "无", "否", "健康", "良好", "合格", "正常", "-", "—", "/", "——", "没有", "一般", "略"];

/// One of these stands in every label that is looked for in lines.
pub(super) const ANCHORS: &[&str] = &["原因", "监护人", "病", "诊断", "残疾", "困难"];

/// Longest label and value in a line, in code points.
const LONGEST_LABEL: usize = 8;
const LONGEST_VALUE: usize = 16;

/// Endings of values that tell by themselves.
const TELLING: &[&str] = &[
    "病",
    "癌",
    "瘤",
    "症",
    "炎",
    "残疾",
    "因病",
    "因残",
    "致贫",
    "返贫",
    "贫困户",
    "低保户",
    "五保户",
    "特困户",
    "孤儿",
    "尿毒",
    "偏瘫",
    "截瘫",
];

/// What values hold that tell of an illness or of what became of somebody's family.
static MISFORTUNES: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(&[
        "改嫁",
        "失联",
        "失踪",
        "服刑",
        "戒毒",
        "弃养",
        "遗弃",
        "障碍",
        "失能",
        "瘫",
        "慢阻肺",
        "高血压",
        "糖尿",
        "肿瘤",
        "透析",
        "艾滋",
        "肝炎",
        "结核",
        "中风",
        "脑梗",
        "心梗",
        "癫痫",
        "抑郁",
        "分裂症",
        "自闭",
        "脑瘫",
        "白血",
        "尘肺",
        "重残",
        "失独",
    ])
});

/// Headers of columns that name what somebody works on, not what somebody suffers from.
const NEVER: Topics = Topics::DUTY.and(Topics::ORGANISATION).and(Topics::PERSONAL);

/// Fewest cells from which a column without a telling header is judged.
const LEAST: usize = 2;

/// Other places listed with a finding.
const MOST_PLACES: usize = 200;

/// Finds sensitive columns.
pub(super) fn find(scene: &Scene<'_>, out: &mut Vec<Match>) {
    // The columns of forms have a name in every row.
    type Column<'d> = (u32, u32, Option<&'d str>);
    let mut columns: BTreeMap<Column<'_>, Vec<Span<Text>>> = BTreeMap::new();
    for block in scene.document.blocks() {
        let BlockKind::Cell(at) = block.kind else { continue };
        if !at.header && is_sensitive(scene, block) && is_about_persons(scene, block, at) {
            columns.entry((at.table, at.column, scene.document.label(block))).or_default().push(block.span);
        }
    }
    columns.retain(|_, cells| is_named(scene, cells) || cells.len() >= LEAST && tells_of_most(scene, cells));
    out.extend(columns.into_values().filter_map(|cells| report(scene, cells)));
    out.extend(in_lines(scene).into_values().filter_map(|values| report(scene, values)));
}

/// The values behind sensitive labels in lists that give every person a line of labels and values, by label.
fn in_lines<'d>(scene: &Scene<'d>) -> BTreeMap<&'d str, Vec<Span<Text>>> {
    let mut lists: BTreeMap<&str, Vec<Span<Text>>> = BTreeMap::new();
    for anchor in ANCHORS {
        let found = scene.spots.of_word(anchor);
        for (label, value) in found.filter_map(|at| labelled_value(scene, at, anchor)) {
            lists.entry(label).or_default().push(value);
        }
    }
    beside_ids(scene, &mut lists);
    lists.retain(|_, values| values.len() >= LEAST);
    lists
}

/// The values that tell by themselves, behind any label, in the line or the record of an ID in running text.
fn beside_ids<'d>(scene: &Scene<'d>, lists: &mut BTreeMap<&'d str, Vec<Span<Text>>>) {
    let ids = scene.ids.borrow().clone();
    for clause in scene.clauses_around(&ids) {
        // Without a label the value stands by itself: …，冠心病，….
        let (label, value) = clause.trim().split_once(['：', ':', '=', '】']).unwrap_or(("", clause));
        let (label, value) = (label.trim(), value.trim());
        let at = value.as_ptr().addr() - scene.text.as_ptr().addr();
        let span = Span::new(at, at + value.len());
        let short = label.chars().count() <= LONGEST_LABEL;
        if short && tells_behind(label, value) && !label::topics(label).any(NEVER) {
            let values = lists.entry(label).or_default();
            if !values.contains(&span) {
                values.push(span);
            }
        }
    }
}

/// The label whose first anchor is `anchor` at byte `at`, and the value behind its colon, on a line that names somebody.
fn labelled_value<'d>(scene: &Scene<'d>, at: usize, anchor: &str) -> Option<(&'d str, Span<Text>)> {
    let text = scene.text;
    let start =
        at - text[..at].chars().rev().take_while(|char| char.is_alphabetic()).map(char::len_utf8).sum::<usize>();
    let colon = at + text[at..].find(|char: char| !char.is_alphabetic())?;
    let label = &text[start..colon];
    let first = ANCHORS.iter().find(|other| label.contains(**other)) == Some(&anchor);
    let in_cell = scene.document.block_at(start).is_some_and(|block| block.cell().is_some());
    if !first || in_cell || label.chars().count() > LONGEST_LABEL || !text[colon..].starts_with(['：', ':']) {
        return None;
    }
    let topics = label::topics(label);
    let behind = text[colon..].trim_start_matches(['：', ':', ' ', '\u{3000}']);
    let from = text.len() - behind.len();
    let value = &behind[..behind.find(['，', ',', '；', ';', '。', '、', '\n', ' ', '\u{3000}'])?];
    let span = Span::new(from, from + value.len());
    let said = !value.contains('*') && !INNOCENT.contains(&value) && value.chars().count() <= LONGEST_VALUE;
    let line = telephone::line(text, span);
    let named = || scene.has_id_in(line) || telephone::introduces(&text[line.start()..start]);
    (topics.any(Topics::SENSITIVE) && !topics.identifies() && said && named()).then_some((label, span))
}

/// What values are masked with, and what stands between or around the parts of a masked value: ***·***, ****.**, ****（**）.
const MASKS: &str = "*＊×●■·•-—.,，、；;：:/（）()[]【】";

fn is_sensitive(scene: &Scene<'_>, block: &Block) -> bool {
    let label = scene.document.label(block);
    let topics = label.map_or(Topics::NONE, |label| scene.topics(label));
    let value = scene.document.slice(block.span).trim();
    let masked = value.chars().all(|char| MASKS.contains(char) || char.is_whitespace());
    // 监护人身份证号 is a number and found as one.
    // 残疾人姓名 is a column of names.
    let guardian = || label.is_some_and(|label| label.contains("监护"));
    let persons = topics.any(Topics::NAME) && !topics.any(Topics::SENSITIVE) && !guardian();
    let header = || !persons && label.is_some_and(|label| scene.is_sensitive_label(label, is_sensitive_label));
    let named = (topics.any(Topics::SENSITIVE) || header()) && !topics.identifies();
    let other = || {
        label.is_some_and(|label| {
            ["擅长", "主治", "诊疗", "研究", "方向", "防治", "专科"].iter().any(|word| label.contains(word))
        })
    };
    let health = || label.is_some_and(|label| ["健康", "身体"].iter().any(|word| label.contains(word)));
    let said = (named || (!topics.any(NEVER) || health()) && tells(value)) && !other();
    said && !masked && !INNOCENT.contains(&value) && label != Some(value)
}

/// True in lists of persons: by their headers, or by an ID in the row.
fn is_about_persons(scene: &Scene<'_>, block: &Block, at: CellAt) -> bool {
    scene.table(at.table).any(Topics::NAME) || scene.has_id_beside(&scene.context(block.span, 0), block.span)
}

/// Headers that nobody listed: 所患重病, 伤残部位, 帮扶原因. Those of counts, amounts, numbers and places are none.
fn is_sensitive_label(label: &str) -> bool {
    const WORDS: &[&str] = &[
        "病",
        "残疾",
        "伤残",
        "致贫",
        "致困",
        "返贫",
        "困难",
        "监护",
        "诊断",
        "戒毒",
        "吸毒",
        "服刑",
        "犯罪",
        "信仰",
        "孤儿",
        "精神",
        "症",
        "救助原因",
        "帮扶原因",
        "救助事由",
        "救助缘由",
        "困境",
        "家境",
        "贫困",
    ];
    const OTHER: &[&str] = &[
        "金额",
        "标准",
        "费",
        "人数",
        "户数",
        "数量",
        "编号",
        "证",
        "号",
        "日期",
        "时间",
        "医院",
        "机构",
        "单位",
        "电话",
        "手机",
        "补贴",
        "补助",
        "比例",
        "率",
        "科",
        "床",
        "地址",
        "住址",
        "款",
        "元",
        "医生",
        "医师",
        "等级补",
        "项目",
        "擅长",
        "主治",
        "诊疗",
        "研究",
        "方向",
        "防治",
        "疫苗",
        "病虫",
        "病害",
        "课题",
        "门诊",
        "培训",
    ];
    // 陷困原因, 供养缘由: why somebody is helped.
    const WHY: &[&str] = &["原因", "成因", "缘由", "事由"];
    const HELPED: &[char] = &['困', '贫', '病', '残', '养', '助', '扶', '恤'];
    let holds = |words: &[&str]| words.iter().any(|word| label.contains(word));
    let why = || WHY.iter().any(|word| label.ends_with(word)) && label.contains(HELPED);
    label.chars().count() <= LONGEST_LABEL && (holds(WORDS) || why()) && !holds(OTHER)
}

/// True when the header says it.
fn is_named(scene: &Scene<'_>, cells: &[Span<Text>]) -> bool {
    cells.first().is_some_and(|&first| {
        let context = scene.context(first, 0);
        context.header.any(Topics::SENSITIVE) || context.header_text.is_some_and(is_sensitive_label)
    })
}

/// True when four fifths of the column's cells tell of an illness or of poverty, whatever its header says.
fn tells_of_most(scene: &Scene<'_>, cells: &[Span<Text>]) -> bool {
    let at = cells.first().and_then(|first| scene.document.block_at(first.start())).and_then(Block::cell);
    at.is_some_and(|at| cells.len() * 5 >= scene.document.column(at.table, at.column).count() * 4)
}

/// Beside an ID an illness tells by itself, and why somebody is poor behind a label that asks for it.
fn tells_behind(label: &str, value: &str) -> bool {
    let asks = label.ends_with(['因', '型', '形', '由']);
    let illness = || value.ends_with(['病', '癌', '瘤', '症', '炎']);
    tells(value) && (asks || is_disability(value) || is_misfortune(value) || illness())
}

/// True for the name of an illness, a disability or a kind of poverty.
fn tells(value: &str) -> bool {
    if is_disability(value) || is_reason(value) || is_misfortune(value) {
        return true;
    }
    let last = value.chars().next_back();
    last.is_some_and(|last| "病癌瘤症炎疾残户贫儿毒瘫".contains(last))
        && value.chars().count() <= 12
        && TELLING.iter().any(|ending| value.ends_with(ending))
}

/// 慢阻肺, 父亲死亡母亲改嫁: an illness or a fate, in a few words.
fn is_misfortune(value: &str) -> bool {
    const LONGEST: usize = 16;
    let few = value.chars().count() <= LONGEST && !value.contains(|char: char| char.is_ascii_digit());
    few && MISFORTUNES.is_in(value) && !value.contains("无障碍")
}

/// 肢体二级, 视力残疾一级: a kind of disability with its grade.
fn is_disability(value: &str) -> bool {
    const KINDS: &[&str] = &["肢体", "视力", "听力", "言语", "智力", "精神", "多重"];
    let graded = || value.contains('级') || value.contains('残') || KINDS.contains(&value);
    KINDS.iter().any(|kind| value.starts_with(kind)) && graded() && value.chars().count() <= 10
}

/// 因病, 缺劳力, 单亲: why somebody is poor.
fn is_reason(value: &str) -> bool {
    const WHY: &[&str] = &[
        "因病",
        "因残",
        "因学",
        "因灾",
        "因丧",
        "缺劳",
        "缺技术",
        "缺资金",
        "缺土地",
        "缺水",
        "单亲",
        "孤儿",
        "离异",
        "丧偶",
        "低保",
        "特困",
        "五保",
        "重残",
        "失能",
        "半失能",
        "瘫痪",
        "大病",
        "重病",
        "残疾",
        "无劳动能力",
        "事实无人抚养",
        "留守",
    ];
    value.chars().count() <= 8 && WHY.iter().any(|why| value.starts_with(why))
}

fn report(scene: &Scene<'_>, cells: Vec<Span<Text>>) -> Option<Match> {
    let (&first, others) = cells.split_first()?;
    let mut found = Match::new(&RULE, first);
    found.confidence = Confidence::Medium;
    found.count = cells.len() as u32;
    found.also = others.iter().copied().take(MOST_PLACES).collect();
    found.evidence.extend(scene.context(first, 0).evidence(Topics::SENSITIVE));
    found.evidence.push("column".into());
    found.suggestion = Some("（删去此列）".to_owned());
    found.message = Some(Message::new(
        format!("名单公布了个人的敏感信息，共 {} 行：应删去此列", cells.len()),
        format!("sensitive data of {} persons: remove the column", cells.len()),
    ));
    Some(found)
}
