//! Vehicle plates beside their holders.

use super::form;
use super::label::{self, Word};
use super::mobile;
use super::person;
use super::scene::{Context, Scene, floor};
use super::telephone;
use super::topic::Topics;
use crate::finding::{Match, Message, Verdict};
use crate::rule::{Basis, Bilingual, Category, Confidence, Examples, Rule, Severity};
use crate::span::{Span, Text};

/// A plate in a list of persons.
pub(super) static RULE: Rule = Rule {
    id: "PII014",
    name: "vehicle-plate",
    category: Category::Privacy,
    severity: Severity::Error,
    basis: Basis::Law,
    summary: Bilingual {
        zh: "与个人姓名一同公布的车牌号", en: "vehicle plate published with a person's name"
    },
    explain: Bilingual {
        zh: "查找与车主、驾驶人姓名或身份证号同处一行的机动车号牌（省份简称、字母加五至六位）。只有车牌、没有姓名的车辆清单不报告。",
        en: "Finds plates that stand in a row with the holder's name or ID. Lists of vehicles alone are cleared.",
    },
    citations: &["GA 36-2018《中华人民共和国机动车号牌》", "《中华人民共和国个人信息保护法》第四条"],
    examples: Examples {
        // Synthetic.
        hit: &[
            "王某，身份证号460106199001011239，车牌号：琼A00X01",
            "驾驶人：王某某，号牌号码琼A·00X01",
            "停车登记\n王某某 琼A00X01 3栋201",
        ],
        miss: &["报废公务用车：琼A00X01", "违停车辆：白色 琼A00X01", "车牌号：琼A***01", "京A股上市公司"],
    },
};

const PROVINCES: &str = "京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云藏陕甘青宁新";

/// Words without which no document speaks of plates.
const OCCASIONS: &[&str] = &["车", "号牌", "plate"];

/// Bytes looked at together: program text has no plates, and most prose no capital letters.
const STRETCH: usize = 256;

/// Finds plates in documents that speak of vehicles.
pub(super) fn find(scene: &Scene<'_>, out: &mut Vec<Match>) {
    let bytes = scene.text.as_bytes();
    let lists_persons = || out.iter().any(|found| found.rule == &mobile::RULE && found.verdict == Verdict::Report);
    if !(speaks_of_vehicles(scene) || lists_persons()) {
        return;
    }
    let letters = (0..bytes.len()).step_by(STRETCH).flat_map(|start| letters_beyond_ascii(bytes, start));
    out.extend(letters.filter_map(|at| plate(scene.text, at)).map(|span| examine(scene, span)));
}

/// A word says it, a column is called so, or IDs stand in the document, beside which a plate is somebody's.
fn speaks_of_vehicles(scene: &Scene<'_>) -> bool {
    let said = |word: &&str| memchr::memmem::find(scene.text.as_bytes(), word.as_bytes()).is_some();
    let tables = 0..scene.document.tables().len() as u32;
    scene.has_ids()
        || OCCASIONS.iter().any(said)
        || tables.into_iter().any(|table| scene.table(table).any(Topics::PLATE))
}

/// The capital letters directly behind characters beyond ASCII, in the stretch that begins behind byte `start`.
fn letters_beyond_ascii(bytes: &[u8], start: usize) -> impl Iterator<Item = usize> + '_ {
    let stretch = &bytes[start..bytes.len().min(start + STRETCH + 1)];
    let may_hold = !stretch.is_ascii() && stretch.iter().fold(false, |any, byte| any | byte.is_ascii_uppercase());
    let stretch = if may_hold { stretch } else { &[] };
    let begins = |pair: &[u8]| pair[0] >= 0x80 && pair[1].is_ascii_uppercase();
    stretch.windows(2).enumerate().filter(move |(_, pair)| begins(pair)).map(move |(before, _)| start + before + 1)
}

/// The plate whose letter stands at byte `at`: five or six letters and digits behind it, at least
/// three of them digits.
fn plate(text: &str, at: usize) -> Option<Span<Text>> {
    let province = text[..at].chars().next_back().filter(|&char| PROVINCES.contains(char))?;
    let rest = &text[at + 1..];
    let body = rest.trim_start_matches(['·', '•', '.', '-', ' ', '・']);
    let gap = rest.len() - body.len();
    let length = body.bytes().take_while(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase()).count();
    let digits = body.bytes().take(length).filter(u8::is_ascii_digit).count();
    let ends = !body[length..].starts_with(|char: char| char.is_ascii_alphanumeric());
    let shaped = (5..=6).contains(&length) && digits >= 3 && ends && gap <= '·'.len_utf8();
    shaped.then(|| Span::new(at - province.len_utf8(), at + 1 + gap + length))
}

fn examine(scene: &Scene<'_>, span: Span<Text>) -> Match {
    let context = scene.context(span, 0);
    let mut found = Match::new(&RULE, span);
    found.confidence = Confidence::Medium;
    found.masked = Some(form::masked_text(&scene.text[span.range()], 2, 2));
    found.suggestion = found.masked.clone();
    found.evidence.extend(context.evidence(Topics::PLATE));
    match holder(scene, &context, span).filter(|_| !is_of_body(scene, &context, span)) {
        Some(evidence) => found.with(evidence),
        None => found.cleared(vehicle_only()),
    }
}

fn vehicle_only() -> Message {
    Message::new("只有车牌，旁边没有车主姓名", "a plate without its holder's name beside it")
}

/// Vehicles that belong to a body.
const BODYS: &[&str] = &[
    "考试车",
    "教练车",
    "校车",
    "公务车",
    "执法车",
    "巡逻车",
    "作业车",
    "班车",
    "救护车",
    "消防车",
    "警车",
    "公交车",
    "环卫车",
    "洒水车",
    "应急车",
    "执勤车",
    "采血车",
    "通勤车",
];

/// 教练车号牌, 校车号牌: the label says what the vehicle is for, and such vehicles belong to a body.
fn is_of_body(scene: &Scene<'_>, context: &Context<'_>, span: Span<Text>) -> bool {
    const OWN: &[&str] = &[
        "机动", "汽", "轿", "私", "私家", "家庭", "家用", "自备", "自有", "自驾", "个人", "本人", "名下", "小型",
        "小客", "货", "农用", "摩托", "电动", "三轮", "面包", "皮卡", "停", "乘", "驾", "报废", "肇事", "违停", "其",
        "的", "爱", "座", "用", "租", "借", "信息", "人员", "情况", "资料", "内容",
    ];
    let before = scene.text[..span.start()].trim_end_matches(['：', ':', ' ', '\u{3000}']);
    let label = context.header_text.filter(|_| context.field.topics.is_none());
    let label = label.unwrap_or_else(|| person::last_word(before));
    if BODYS.iter().any(|vehicle| label.ends_with(vehicle)) {
        return true;
    }
    let Some(at) = ["车号", "车牌"].iter().filter_map(|word| label.find(word)).min() else { return false };
    let purpose = &label[..at];
    // 车主：某某某车牌号：…, where nothing sets the fields apart.
    let named = || person::is_name(purpose) || person::ends_in_name(purpose);
    !purpose.is_empty() && !named() && !OWN.iter().any(|word| purpose.ends_with(word))
}

/// What names the holder: an ID or a personal name in the row or line.
fn holder(scene: &Scene<'_>, context: &Context<'_>, span: Span<Text>) -> Option<&'static str> {
    if scene.has_id_beside(context, span) {
        return Some("owner:id-beside");
    }
    if let Some(at) = context.cell().filter(|_| is_whole(scene, context, span)) {
        let named =
            scene.table(at.table).any(Topics::NAME) || telephone::lists_persons(scene, at) || scene.names_somebody(at);
        let body = scene.document.row(at.table, at.row).any(|cell| person::is_body(scene.document.slice(cell.span)));
        return (named && !body).then_some("owner:list-of-persons");
    }
    let line = telephone::line(scene.text, span);
    let words = &scene.text[line.range()];
    let named = label::words(words).any(|word| word.topics.any(Topics::NAME) && !is_in_body(words, &word))
        || telephone::introduces(&scene.text[line.start()..span.start()])
        || scene.is_form_of_person(line)
        || names_driver(scene, line, span);
    named.then_some("owner:name-beside")
}

/// 某某某 琼A00X01, 琼A00X01（某某某）, 某某某驾驶琼A00X01: a name directly beside, or at the beginning of the line, where no body is
/// named and the document is not about the vehicles of bodies.
fn names_driver(scene: &Scene<'_>, line: Span<Text>, span: Span<Text>) -> bool {
    const FLEETS: &[&str] = &[
        "公务", "公车", "执法", "校车", "公交", "出租", "巡游", "客运", "货运", "营运", "运输", "危险", "环卫", "驾校",
        "教练", "救护", "拍卖", "处置", "采购", "租赁", "保险", "检测",
    ];
    const OPENING: usize = 300;
    let (before, after) = (&scene.text[line.start()..span.start()], &scene.text[span.end()..line.end()]);
    let drives = before.trim_end_matches(['驾', '驶', '乘', '坐']);
    let entry = before.trim_start_matches(|char: char| !char.is_alphabetic());
    let first = person::first_word(entry);
    let begins = is_driver(first) && entry.len() > first.len();
    let bracket = after.trim_start().strip_prefix(['（', '(']).map_or("", person::first_word);
    let named = begins || is_driver(person::last_word(drives)) || is_driver(bracket);
    let words = &scene.text[line.range()];
    let opening = &scene.text[..floor(scene.text, OPENING)];
    let fleet = || FLEETS.iter().any(|word| opening.contains(word) || words.contains(word));
    named && !person::holds_body(words) && !fleet()
}

/// True for a name that is no colour and no make: 白色, 金杯.
fn is_driver(word: &str) -> bool {
    person::is_name(word) && !word.ends_with(['色', '牌', '车', '型', '铃', '淮', '杯', '利'])
}

/// 残疾人联合会, 退役军人事务局: the word stands in the name of a body.
fn is_in_body(words: &str, word: &Word) -> bool {
    let han = |char: &char| char.is_alphabetic() && !char.is_ascii();
    let behind: usize = words[word.end..].chars().take_while(han).map(char::len_utf8).sum();
    let run = &words[word.start()..word.end + behind];
    run.len() > word.text.len() && person::is_body(run)
}

/// True where the plate is all that its cell holds, or nearly so: the words of a sentence tell for themselves.
fn is_whole(scene: &Scene<'_>, context: &Context<'_>, span: Span<Text>) -> bool {
    context
        .block
        .is_some_and(|block| !scene.text[block.span.range()].contains(['，', '。', '：']) || block.span == span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plates_have_a_province_a_letter_and_five_or_six_signs() {
        let plate = |text: &str| {
            let at = text.find(|char: char| char.is_ascii_uppercase())?;
            plate(text, at).map(|span| text[span.range()].to_owned())
        };
        assert_eq!(plate("车琼A00X01。"), Some("琼A00X01".to_owned()));
        assert_eq!(plate("琼A·D00001，"), Some("琼A·D00001".to_owned()));
        assert_eq!(plate("琼A0001"), None);
        assert_eq!(plate("某A00001"), None);
        assert_eq!(plate("琼A0000001"), None);
    }
}
