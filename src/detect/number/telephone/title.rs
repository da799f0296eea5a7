//! What the title above a list of telephones says of whose they are.

use super::super::person;
use super::OFFICIAL;
use super::role::{self, Role};
use super::topics_of;
use crate::detect::number::label;
use crate::detect::number::topic::Topics;

/// Titles of lists of contacts.
const DIRECTORIES: &[&str] = &[
    "通讯录",
    "通讯名录",
    "联系方式",
    "联系表",
    "联系电话",
    "联络表",
    "联络方式",
    "咨询",
    "监督电话",
    "值班",
    "服务电话",
    "电话一览",
    "责任人",
    "河长",
    "林长",
    "网格",
    "包保",
    "工作人员",
    "服务团队",
    "专家团队",
    "专家库",
    "坐诊",
    "领导",
];

/// Words of titles for lists of private persons, whatever else they are called: 业主通讯录.
pub(super) const RESIDENTS: &[&str] = &[
    "业主",
    "家长",
    "家校",
    "学生",
    "居民",
    "村民",
    "住户",
    "租户",
    "农户",
    "户联系",
    "户通讯",
    "户主",
    "党员",
    "军人",
    "毕业生",
    "老人",
    "退休",
    "患者",
    "脱贫",
    "学员",
    "考生",
    "同学",
    "校友",
    "会员",
    "体检",
    "征兵",
    "应征",
    "新生",
    "被征",
    "拆迁",
    "群众",
];

/// Titles of lists of people who signed up, took part or won something.
pub(super) const GATHERINGS: &[&str] = &[
    "签到", "报名", "参会", "参训", "参加", "参展", "参赛", "回执", "学员", "获奖", "中奖", "入围", "志愿", "投稿",
    "体检", "疗养", "捐款", "捐赠", "慰问", "抽奖", "退费", "退款",
];

/// True for a title that calls a table a list of contacts.
pub(super) fn is_directory(title: &str) -> bool {
    holds(title, DIRECTORIES)
}

/// 中奖用户手机号码: a title that says that the telephones are those of persons.
pub(super) fn names_persons(title: &str) -> bool {
    role::of_title(title) == Some(Role::Person)
}

/// Whose telephones a line above entries of a text announces.
pub(super) fn of_heading(heading: &str) -> Option<Role> {
    const CHOSEN: &[&str] = &["拟", "录用", "录取", "聘用"];
    match () {
        () if of_colon(heading).is_some() => of_colon(heading),
        () if heading.contains('。') || is_field(heading) => None,
        () if holds(heading, RESIDENTS) || holds(heading, GATHERINGS) || holds(heading, CHOSEN) => Some(Role::Person),
        () if is_directory(heading) => Some(Role::Contact),
        () => of_end(heading),
    }
}

/// 主题：咨询公租房: a field of a form announces nothing.
fn is_field(line: &str) -> bool {
    line.split_once(['：', ':']).is_some_and(|(_, value)| !value.trim().is_empty())
}

/// The same, where the line says it in so many words.
pub(super) fn of_colon(heading: &str) -> Option<Role> {
    match () {
        () if asks_for(heading) || names_persons(heading) || lists_below(heading) => Some(Role::Person),
        () if of_end(heading) == Some(Role::Person) => Some(Role::Person),
        () if ends_in_contact(heading) => Some(Role::Contact),
        () => None,
    }
}

/// 请提供姓名和电话: what follows is that of those who answer.
fn asks_for(heading: &str) -> bool {
    const ANSWERS: &[&str] =
        &["提供", "填写", "填报", "报上", "发送", "发来", "回复", "接龙", "登记", "留下", "留个", "核对"];
    let asked = heading.split("请").skip(1).any(|rest| holds(rest, ANSWERS));
    asked && topics_of(heading).any(Topics::PHONE.and(Topics::MOBILE))
}

/// 请以下用户于月底前缴清水费.
pub(super) fn lists_below(heading: &str) -> bool {
    const LONGEST: usize = 6;
    let names = |rest: &str| {
        let ends = rest.char_indices().map(|(at, char)| at + char.len_utf8()).take(LONGEST).skip(1);
        ends.into_iter().any(|end| role::of_label(&rest[..end]) == Some(Role::Person))
    };
    ["以下", "下列"].iter().any(|word| heading.split(word).skip(1).any(names))
}

/// 咨询电话：, 现将联系方式公布如下：.
fn ends_in_contact(heading: &str) -> bool {
    let announces = topics_of(heading).any(OFFICIAL.and(Topics::PHONE));
    let last = label::words(heading).last();
    let ends = || last.is_some_and(|word| word.end == heading.len() && word.topics.any(Topics::PHONE));
    announces && (heading.ends_with(['：', ':']) || ends())
}

/// 报名成功人员：, 便民服务代办员: whom the last word names.
fn of_end(heading: &str) -> Option<Role> {
    const ENDS: &[&str] = &[
        "如下",
        "名单",
        "名册",
        "花名册",
        "一览表",
        "明细",
        "明细表",
        "汇总表",
        "安排",
        "安排表",
        "公示",
        "信息",
        "表",
        "联系",
        "联络",
    ];
    const LONGEST: usize = 10;
    let bare = heading.trim_end_matches(|char: char| !char.is_alphabetic());
    let bare = ENDS.iter().fold(bare, |bare, end| bare.strip_suffix(end).unwrap_or(bare));
    let start = bare.char_indices().rev().take(LONGEST).last().map_or(0, |(at, _)| at);
    let last = &bare[start..];
    // 报名成功人员 are no office, whatever they did there.
    let whose = if topics_of(last).any(Topics::OFFICE) { role::by_ending(last) } else { role::of_label(last) };
    whose.filter(|_| !person::is_name(bare))
}

fn holds(title: &str, words: &[&str]) -> bool {
    words.iter().any(|word| title.contains(word))
}
