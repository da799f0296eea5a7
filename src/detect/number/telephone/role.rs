//! Whom a label names: 申领人 is somebody in a list, 园长 somebody to turn to.
//!
//! The vocabulary knows the usual labels. Of the others the ending tells: there are endless words for
//! persons and posts, and few ways to end them.

use super::super::label::{self, Word};
use super::super::person;
use super::super::topic::Topics;
use super::Owner;

/// Whom a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Somebody whom a list or a decision is about.
    Person,
    /// Somebody who may be called at work, or a body.
    Contact,
}

/// Longest label, in code points.
const LONGEST: usize = 10;

/// Words that end like a person or a post and name neither.
const NEITHER: &[&str] = &[
    "特长", "专长", "时长", "成长", "增长", "延长", "全长", "施工", "开工", "完工", "竣工", "复工", "停工", "用工",
    "务工", "人工", "手工", "加工", "卫生", "发生", "民生", "开户", "立户", "销户", "过户", "地方", "官方", "土方",
    "立方", "平方", "全部", "场所", "住所", "厕所", "住处", "用处", "举办", "承办", "主办", "催办", "教室", "小组",
    "村组", "分组",
];

/// Endings of labels for those who serve the public. They are asked first: 工作人员 is no 人员.
const STAFF: &[&str] = &[
    "工作人员",
    "值班人员",
    "服务人员",
    "维修人员",
    "管理人员",
    "执法人员",
    "技术人员",
    "销售人员",
    "维护人员",
    "联系人员",
    "监督人员",
    "业务人员",
    "经办人员",
    "农技人员",
    "办案人员",
    "收费人员",
    "检查人员",
    "巡查人员",
    "督查人员",
    "回复人",
    "答复人",
    "办理人",
    "处理人",
    "受理人",
    "接访人",
    "接待人",
    "调查人",
    "核查人",
    "审批人",
    "审核人",
    "批准人",
    "督办人",
    "监测人",
    "巡查人",
];

/// Endings of labels for those whom a list is about. They are asked first: 家长 is no 长.
const PERSONS: &[&str] = &[
    "家长",
    "户长",
    "户主",
    "户代表",
    "家庭",
    "住宅",
    "人",
    "人士",
    "者",
    "方",
    "户",
    "生",
    "工",
    "属",
    "对象",
    "儿童",
    "老人",
    "妇女",
    "孕产妇",
    "孕妇",
    "亲属",
    "配偶",
    "父亲",
    "母亲",
    "子女",
    "成员",
    "学员",
    "党员",
    "团员",
    "会员",
    "人员",
    "船员",
    "伤员",
    "职员",
    "队员",
    "运动员",
    "承租",
    "失主",
    "车主",
    "业主",
    "房东",
    "犬主",
    "机主",
    "船主",
    "摊主",
    "货主",
    "雇主",
    "物主",
    "租客",
    "访客",
    "乘客",
    "宾客",
    "旅客",
    "游客",
];

/// Endings of labels for posts, offices and tasks.
const CONTACTS: &[&str] = &[
    "长",
    "员",
    "书记",
    "主任",
    "经理",
    "干部",
    "领导",
    "专员",
    "民警",
    "法官",
    "检察官",
    "律师",
    "医生",
    "医师",
    "教练",
    "老师",
    "教师",
    "师傅",
    "工程师",
    "农艺师",
    "兽医师",
    "药师",
    "讲师",
    "技师",
    "会计师",
    "监理",
    "团队",
    "专家",
    "主管",
    "总监",
    "主席",
    "秘书",
    "助理",
    "管家",
    "老板",
    "组",
    "科",
    "室",
    "处",
    "局",
    "办",
    "部",
    "站",
    "所",
    "中心",
    "专班",
    "前台",
    "总台",
    "窗口",
    "安排",
    "保障",
    "会务",
    "后勤",
    "接待",
    "公司",
    "街道",
    "乡",
    "镇",
    "社区",
    "大队",
    "支队",
    "带班",
    "值班",
    "值守",
    "备勤",
    "维修",
    "维保",
    "抢修",
    "急救",
    "调度",
    "联系",
    "对接",
    "负责",
    "法务",
    "财务",
    "技术",
    "商务",
    "热线",
    "客服",
    "学校",
    "驾校",
    "医院",
    "银行",
    "企业",
    "单位",
    "机构",
    "部门",
];

/// The owner of a telephone, by its column's header: 申领人电话, 园长联系方式. `business` tells whether the row names a
/// company, whose 经营者电话 is a contact.
pub(super) fn of_header(header: &str, business: impl FnOnce() -> bool) -> Option<Owner> {
    let first = label::words(header).find(|word| word.topics.any(Topics::PHONE))?;
    let prefix = &header[..first.end - first.text.len()];
    Some(match of_label(prefix)? {
        Role::Person if represents(prefix) && business() => Owner::Office("经营者的联系方式"),
        Role::Person => Owner::Person("owner:label"),
        Role::Contact => Owner::Office("单位或工作人员联系表"),
    })
}

/// True for labels of those in whose name a business is run: next to its name they are to be turned to.
pub(in super::super) fn represents(label: &str) -> bool {
    const WORDS: &[&str] = &[
        "法人",
        "代表人",
        "代表",
        "经营者",
        "经营人",
        "举办者",
        "举办人",
        "开办人",
        "投资人",
        "店主",
        "园主",
        "场主",
        "厂主",
        "业主",
        "供货人",
        "收购人",
        "owner",
    ];
    let label = label.strip_suffix("姓名").unwrap_or(label);
    WORDS.iter().any(|word| label.ends_with(word))
}

/// True for words that name somebody who may be called and whose office nothing tells: 帮扶人电话, 联系人, 网格员. Beside
/// somebody's ID that is a person of the same list.
pub(super) fn is_private(word: &str) -> bool {
    const OFFICIALS: &[&str] = &[
        "经办",
        "承办",
        "受理",
        "采购",
        "招标",
        "代理",
        "民警",
        "法官",
        "审判",
        "书记员",
        "仲裁",
        "执法",
        "办案",
        "执行",
        "值班",
        "带班",
        "主持",
        "发言",
        "拟稿",
        "签发",
        "录入",
        "审核",
        "复核",
        "工作人员",
        "单位",
        "部门",
        "项目",
        "业务",
        "技术",
        "企业",
    ];
    const PERSONS: &[&str] = &["人", "员", "长", "干部", "书记", "老师", "医", "医生", "班主任", "代表", "经理"];
    let who = without_telephone(word);
    PERSONS.iter().any(|end| who.ends_with(end)) && !OFFICIALS.iter().any(|part| word.contains(part))
}

/// 帮扶人电话 as 帮扶人.
fn without_telephone(label: &str) -> &str {
    const ENDS: &[&str] = &["号码", "号", "手机", "电话", "联系", "方式", "及", "姓名"];
    let mut rest = label;
    while let Some(shorter) = ENDS.iter().find_map(|end| rest.strip_suffix(end)).filter(|rest| !rest.is_empty()) {
        rest = shorter;
    }
    rest
}

/// True for headers of names that say nothing of whose they are.
pub(super) fn is_neutral(header: &str) -> bool {
    const KEYS: &[&str] = &["name", "xm", "xingming", "fullname"];
    KEYS.iter().any(|key| header.eq_ignore_ascii_case(key))
        || matches!(header, "姓名" | "名字" | "人员姓名" | "人员" | "人员名单" | "名单" | "成员" | "组员")
}

/// 法定代表人王某某 as 法定代表人.
pub(super) fn before_name(word: &str) -> Option<&str> {
    [3, 2, 4].into_iter().find_map(|length| {
        let (start, _) = word.char_indices().rev().nth(length - 1)?;
        person::is_name(&word[start..]).then_some(&word[..start])
    })
}

/// 村支部书记王某某: whom the word directly before a name makes of it.
pub(super) fn of_glued(word: &str) -> Option<Role> {
    [3, 2, 4].into_iter().find_map(|length| {
        let (start, _) = word.char_indices().rev().nth(length - 1)?;
        person::is_name(&word[start..]).then(|| of_label(&word[..start]))?
    })
}

/// 外出务工人员联系电话: whom the title of a list of telephones names.
pub(super) fn of_title(title: &str) -> Option<Role> {
    const CALLS: &[&str] = &["联系", "联络", "通讯", "电话", "手机"];
    const LONGEST: usize = 8;
    let end = CALLS.iter().filter_map(|word| title.find(word)).min()?;
    let words = title[..end].trim_end_matches(['的', '及', '和', ' ']);
    let start = words.char_indices().rev().take(LONGEST).last().map_or(0, |(at, _)| at);
    let label = &words[start..];
    let body = label::topics(label).any(Topics::ORGANISATION.and(Topics::DUTY)) || represents(label);
    of_label(label).filter(|_| !body)
}

/// Whom a header, or the words before a colon, name.
pub(super) fn of_label(label: &str) -> Option<Role> {
    let topics = label::topics(label);
    match () {
        () if is_relative(label) || turns_to(label) => Some(Role::Person),
        () if is_post_of_name(label) => Some(Role::Contact),
        () if topics.any(Topics::CONTACT.and(Topics::OFFICE)) => Some(Role::Contact),
        () if topics.any(Topics::NAME) && !topics.any(Topics::DUTY) => Some(Role::Person),
        () if topics.any(Topics::SENSITIVE) && label.ends_with('人') => Some(Role::Person),
        () if topics.any(Topics::PERSONAL) || topics.identifies() => None,
        () => by_ending(label),
    }
}

/// 咨询人, 报名人员: whoever turns to an office, and 受理人员 are those whom one finds there.
fn turns_to(label: &str) -> bool {
    const TURN: &[&str] = &["报名", "投诉", "举报", "咨询", "反映", "异议", "质疑", "来电", "致电"];
    let rest = TURN.iter().find_map(|verb| label.strip_prefix(verb));
    rest.is_some_and(|rest| matches!(rest, "者" | "人员" | "人员姓名" | "人姓名" | "群众" | "居民" | "村民"))
}

/// 护林员姓名: the post counts, and not that it is somebody's name.
fn is_post_of_name(label: &str) -> bool {
    let post = label.strip_suffix("姓名").unwrap_or("");
    !label::topics(post).any(Topics::NAME) && by_ending(post) == Some(Role::Contact)
}

/// 家属联系人, 户主联系人: somebody's relative or himself, whom nobody else is to call.
fn is_relative(label: &str) -> bool {
    const WHOSE: &[&str] = &["家属", "家庭", "家长", "亲属", "户主", "紧急", "监护", "学生", "患者", "本人"];
    let before = label.find("联系人").map_or("", |at| &label[..at]);
    WHOSE.iter().any(|word| before.ends_with(word))
}

/// 副局长, 护林员: true for a word that names a post, and no body.
pub(super) fn is_post(word: &str) -> bool {
    const POSTS: &[&str] = &["长", "员", "师", "书记", "主任", "经理", "干部", "主席", "秘书", "助理", "主管", "总监"];
    POSTS.iter().any(|post| word.ends_with(post)) && by_ending(word) == Some(Role::Contact)
}

pub(super) fn by_ending(label: &str) -> Option<Role> {
    let whole = without_brackets(label);
    let bare = whole.split(['/', '、']).next().unwrap_or("").trim_matches(|char: char| !char.is_alphabetic());
    let bare =
        ["姓名", "信息", "情况", "名称", "名"].iter().fold(bare, |bare, end| bare.strip_suffix(end).unwrap_or(bare));
    let length = bare.chars().count();
    let ends = |words: &[&str]| words.iter().any(|word| bare.ends_with(word));
    match () {
        () if !(2..=LONGEST).contains(&length) || ends(NEITHER) || is_numbered(bare) => None,
        () if ends(STAFF) => Some(Role::Contact),
        () if ends(PERSONS) => Some(Role::Person),
        () if ends(CONTACTS) => Some(Role::Contact),
        () => None,
    }
}

/// 第一组, 三队: groups of a village or of a list.
fn is_numbered(label: &str) -> bool {
    let number = label.strip_suffix(['组', '队', '班']).unwrap_or("");
    number.ends_with(|char: char| char.is_ascii_digit() || "一二三四五六七八九十".contains(char))
}

/// 监护（照料）人 as 监护人.
fn without_brackets(label: &str) -> String {
    let mut depth = 0;
    let keep = |char: &char| {
        depth += i32::from(matches!(char, '（' | '('));
        let inside = depth > 0;
        depth -= i32::from(matches!(char, '）' | ')'));
        !inside
    };
    label.chars().filter(keep).collect()
}

/// 工人电话：…: whom the label of the telephone that ends `before` names.
/// `last` is its last word.
pub(super) fn of_telephone(before: &str, last: Option<&Word>) -> Option<Role> {
    let word = last.filter(|word| word.topics.any(Topics::PHONE))?;
    if before[word.end..].contains(char::is_alphabetic) {
        return None;
    }
    let prefix = run_before(&before[..word.start()]);
    of_label(prefix).or_else(|| {
        label::words(prefix).last().filter(|last| last.end == prefix.len()).and_then(|last| of_label(last.text))
    })
}

/// 会务组：某某（…）、某某（…）: whom the label before the names names.
pub(super) fn of_names(before: &str) -> Option<Role> {
    let labels = before.rmatch_indices(['：', ':']).map(|(at, _)| (at, run_before(&before[..at])));
    let (colon, label) = labels.take(3).find(|(_, label)| !ends_in_telephone_word(label))?;
    if is_neutral(label) {
        return None;
    }
    let mut names = before[colon..].split(|char: char| !char.is_alphabetic()).filter(|run| !run.is_empty()).peekable();
    names.peek()?;
    let only_names = names.all(|run| person::is_name(run) || person::ends_in_style(run) || is_telephone_word(run));
    only_names.then(|| of_label(label))?
}

/// 经营者：某某: the last label before the end that names no telephone, with its value up to the next mark.
pub(super) fn holder(before: &str) -> Option<(&str, &str)> {
    let labels = before.rmatch_indices(['：', ':']).map(|(at, _)| (run_before(&before[..at]), at));
    let (label, colon) = labels.take(3).find(|(label, _)| !ends_in_telephone_word(label))?;
    let value = before[colon..].trim_start_matches(['：', ':', ' ', '\u{3000}']);
    let end = value.find(|char: char| !char.is_alphabetic()).unwrap_or(value.len());
    Some((label, &value[..end]))
}

fn ends_in_telephone_word(label: &str) -> bool {
    label::words(label).last().is_some_and(|word| word.end == label.len() && word.topics.any(Topics::PHONE))
}

fn is_telephone_word(run: &str) -> bool {
    label::words(run).next().is_some_and(|word| word.text == run && word.topics.any(Topics::PHONE))
}

/// 所有人：某某，号牌号码：…: true when a label in `before` names a person and a name follows it.
pub(super) fn introduces(before: &str) -> bool {
    before.match_indices(['：', ':']).any(|(at, colon)| {
        let name = person::first_word(&before[at + colon.len()..]);
        let label = run_before(&before[..at]);
        let person = || !is_neutral(label) && of_label(label) == Some(Role::Person);
        (person::is_name(name) || person::may_be_name(name)) && person()
    })
}

/// 用户某某，, 市民某某咨询: true when one of the words for people has a name directly behind it.
pub(super) fn calls_by_name(before: &str) -> bool {
    const PEOPLE: &[&str] = &["用户", "居民", "市民", "村民", "群众", "男孩", "女孩", "小孩", "网友", "网民", "犬主"];
    const DO: &[&str] = &["咨询", "反映", "投诉", "举报", "来电", "求助", "表示", "拾", "捡", "称"];
    let named = |behind: &str| {
        let run = person::first_word(behind);
        let name = &run[..DO.iter().filter_map(|verb| run.find(verb)).min().unwrap_or(run.len())];
        person::is_name(name)
    };
    PEOPLE.iter().any(|word| before.match_indices(word).any(|(at, _)| named(&before[at + word.len()..])))
}

/// The letters directly before the end of a text.
fn run_before(text: &str) -> &str {
    let body = text.trim_end();
    let is_part = |char: char| char.is_alphabetic() || matches!(char, '（' | '）');
    let start = body.char_indices().rev().take_while(|&(_, char)| is_part(char)).last();
    start.map_or("", |(start, _)| body[start..].trim_start_matches('（'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_tell_of_labels_that_nobody_listed() {
        for label in ["申领人", "照料人", "参赛者", "承租户", "家长", "毕业生", "监护（照料）人"]
        {
            assert_eq!(of_label(label), Some(Role::Person), "{label}");
        }
        for label in ["园长", "会务组", "护林员", "包村干部", "综合科", "社区民警", "站长"] {
            assert_eq!(of_label(label), Some(Role::Contact), "{label}");
        }
        for label in ["备注", "身份证号", "成绩", "长"] {
            assert_eq!(of_label(label), None, "{label}");
        }
    }

    #[test]
    fn titles_of_lists_of_telephones_name_persons_or_contacts() {
        for (title, role) in [
            ("某镇外出务工人员联系电话", Some(Role::Person)),
            ("孕产妇联系方式", Some(Role::Person)),
            ("某县征兵体检人员联络表", Some(Role::Person)),
            ("工作人员联系方式", Some(Role::Contact)),
            ("村级网格员联系电话", Some(Role::Contact)),
            ("政策咨询电话", Some(Role::Contact)),
            ("投标人联系方式", None),
            ("联系电话", None),
        ] {
            assert_eq!(of_title(title), role, "{title}");
        }
    }

    #[test]
    fn the_label_before_names_counts_for_all_of_them() {
        assert_eq!(of_names("会务组：王某某（13800001234）、李某某（"), Some(Role::Contact));
        assert_eq!(of_names("申领人：王某某，电话："), Some(Role::Person));
        assert_eq!(of_names("现将有关事项通知如下：本次活动由"), None);
        let of_telephone = |before: &str| of_telephone(before, label::words(before).last().as_ref());
        assert_eq!(of_telephone("工人电话："), Some(Role::Person));
        assert_eq!(of_telephone("（园长手机 "), Some(Role::Contact));
    }
}
