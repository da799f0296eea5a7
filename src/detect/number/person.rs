//! Is it a name? Is it a body? Enough to tell a list of persons from a list of offices.

use std::sync::OnceLock;

use super::label;

/// Family names that begin nine in ten personal names, from the published ranking of the Ministry
/// of Public Security, and common compound ones.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戚莫孔向汤符邢庄陵冼吉麦云岑温柯卓伍闫詹骆倪翁季俞章鲁葛申童殷安耿焦左樊牛聂施洪包祝洛邬游欧阳司马诸葛上官蒙阮甘庞涂柳兰裴蓝褚卞屈娄窦占冉司邝茹宁滕谷翟芦尚喻苗祁鲍丘桂晏苑麻阳臧佟费梅辛敖邸闵解靳班仇花党谌巫查瞿巩练揭游农零盘浦谈易卜齐舒颜盛刁凌霍虞缪杭荣甄栾厉祖蒲乔胥闻姬雍桑濮寿燕柴艾匡寇冷饶鞠竺桓庹亓仝佘岳迟隋苟阙晁尤牟訾阚扈冀郜蔺屠邰缑湛粟帅亢綦逄柏裘禹仲康付欧宗丛牟";

/// Endings of the names of bodies.
const BODIES: &[&str] = &[
    "公司",
    "局",
    "厅",
    "委",
    "委员会",
    "中心",
    "学校",
    "中学",
    "小学",
    "大学",
    "学院",
    "医院",
    "政府",
    "办公室",
    "办事处",
    "合作社",
    "农场",
    "银行",
    "支行",
    "大队",
    "支队",
    "站",
    "所",
    "院",
    "村委会",
    "居委会",
    "协会",
    "商会",
    "联合会",
    "商行",
    "超市",
    "药房",
    "餐厅",
    "客栈",
    "集团",
    "厂",
    "店",
    "酒店",
    "馆",
    "园",
    "社",
    "部",
    "科",
    "处",
    "室",
    "窗口",
    "乡",
    "镇",
    "街道",
];

/// What follows a family name when somebody is named as a contact: 王主任, 李女士.
const STYLES: &[&str] = &[
    "女士", "先生", "小姐", "主任", "老师", "经理", "科长", "处长", "所长", "局长", "同志", "书记", "队长", "站长",
    "馆长", "校长", "院长", "股长", "科员", "警官", "法官", "师傅", "工", "部长", "主管", "会计", "医生", "律师", "总",
    "镇长", "村长", "组长", "班长", "秘书", "助理", "专员", "教授", "店长", "厂长", "教练",
];

/// Words that begin like a name and are none.
const WORDS: &[&str] = &[
    "康复", "康养", "康乐", "付清", "付讫", "付息", "付现", "欧美", "欧盟", "欧洲", "宗教", "宗旨", "宗族", "宗祠",
    "丛林", "丛书",
];

/// Characters in which names of places, things and amounts end and those of persons do not.
const NEVER_LAST: &str = "区县市省村路街号楼组会元项人费款日年时分户量数额价类级种型式证书表单件号码线段期次";

/// True for two to four Han characters that begin with a family name and are no known other word.
pub(super) fn is_name(text: &str) -> bool {
    let text = text.trim_matches(|char: char| char.is_whitespace() || matches!(char, '·' | '*' | '＊'));
    if !begins_name(text) {
        return false;
    }
    let count = text.chars().filter(|char| !char.is_whitespace()).take(5).count();
    let han = text.chars().all(|char| is_han(char) || char.is_whitespace() || char == '·');
    let last = text.chars().next_back().is_some_and(|char| !NEVER_LAST.contains(char));
    (2..=4).contains(&count) && han && last && !is_body(text) && !WORDS.contains(&text) && label::topics(text).is_none()
}

/// True for text that may be a name where something else says that one stands there: other peoples' names begin with
/// no known family name.
pub(super) fn may_be_name(text: &str) -> bool {
    const NOT: &[&str] =
        &["本人", "家属", "大会", "服务", "须知", "咨询", "代表", "热线", "信息", "之一", "名单", "等人", "姓名"];
    let text = text.trim();
    let dotted = text.contains('·');
    let count = text.chars().count();
    let fits = (2..=4).contains(&count) || dotted && count <= 15;
    let last = text.chars().next_back().is_some_and(|char| !NEVER_LAST.contains(char));
    let other = || NOT.iter().any(|word| text.contains(word)) || is_body(text) || !label::topics(text).is_none();
    fits && last && text.chars().all(|char| is_han(char) || char == '·') && !other()
}

/// True for what a person is called in a sentence: a name with its style, a name behind another word.
pub(super) fn may_be_called(text: &str) -> bool {
    ends_in_style(text) || ends_in_name(text) || text.contains(['某', '*', '＊', '·'])
}

/// True for 市民王某某: a word for a person with a name directly behind it.
pub(super) fn ends_in_name(text: &str) -> bool {
    const BEFORE: &str = "人员者民生友客主户妻夫父母子女妇机属长工师由偶胞方";
    [3, 2, 4].into_iter().any(|length| {
        let start = text.char_indices().rev().nth(length - 1).map(|(start, _)| start);
        start.is_some_and(|start| is_name(&text[start..]) && text[..start].ends_with(|char| BEFORE.contains(char)))
    })
}

/// True for 拖欠谢某某, 回访王某: a sentence that closes with a name of three characters, or of two behind a verb or a word for a relative.
pub(super) fn closes_with_name(text: &str) -> bool {
    const VERBS: &[&str] = &[
        "联系", "回访", "拖欠", "告知", "通知", "询问", "找到", "走访", "慰问", "由", "向", "与", "和", "给", "经",
        "为", "及", "弟", "兄", "姐", "妹", "妻子", "丈夫", "儿子", "女儿", "父亲", "母亲",
    ];
    let split = |length: usize| text.char_indices().rev().nth(length - 1).map(|(at, _)| text.split_at(at));
    let three = split(3).is_some_and(|(_, name)| is_name(name));
    three || split(2).is_some_and(|(before, name)| is_name(name) && VERBS.iter().any(|verb| before.ends_with(verb)))
}

/// True for text with somebody's name that stands by itself, or behind a word for persons.
pub(super) fn is_named_in(text: &str) -> bool {
    let runs = text.split(|char: char| !is_han(char));
    runs.into_iter().any(|run| run.chars().count() <= 3 && is_name(run) || ends_in_name(run))
}

/// True when `text` begins with what may be a family name.
pub(in crate::detect) fn begins_name(text: &str) -> bool {
    text.chars().next().is_some_and(is_family_name)
}

fn is_family_name(char: char) -> bool {
    static ALL: OnceLock<Vec<bool>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let slots: Vec<usize> = SURNAMES.chars().filter_map(label::slot).collect();
        let mut all = vec![false; slots.iter().max().map_or(0, |last| last + 1)];
        slots.into_iter().for_each(|slot| all[slot] = true);
        all
    });
    label::slot(char).and_then(|slot| all.get(slot)) == Some(&true)
}

/// True for names of bodies and places.
pub(super) fn is_body(text: &str) -> bool {
    BODIES.iter().any(|ending| text.trim().ends_with(ending))
}

/// True for text with the name of a company, an office or a shop in it.
pub(super) fn holds_body(text: &str) -> bool {
    text.split(|char| !is_han(char)).any(|run| run.chars().count() >= 5 && is_body(run))
}

/// True when `text` ends in a family name with a style: 王主任, 李女士.
pub(super) fn ends_in_style(text: &str) -> bool {
    let text = text.trim_end_matches(|char: char| !is_han(char));
    STYLES.iter().filter_map(|style| text.strip_suffix(style)).any(|before| {
        before.chars().next_back().is_some_and(|char| is_family_name(char) || matches!(char, '某' | '老' | '小'))
    })
}

/// The last stretch of Han characters of `text`, when nothing but light punctuation follows it.
pub(super) fn last_word(text: &str) -> &str {
    let body = text.trim_end_matches(|char: char| char.is_whitespace() || "：:，,、/（(-—_|·".contains(char));
    let start = body.char_indices().rev().take_while(|&(_, char)| is_han(char)).last();
    start.map_or("", |(start, _)| &body[start..])
}

/// The first stretch of Han characters of `text`, when nothing but light punctuation stands before it.
pub(super) fn first_word(text: &str) -> &str {
    let body = text.trim_start_matches(|char: char| char.is_whitespace() || "，,、/（(）)-—_|".contains(char));
    let end = body.find(|char| !is_han(char) && char != '·').unwrap_or(body.len());
    &body[..end]
}

fn is_han(char: char) -> bool {
    matches!(char, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_bodies_and_styles() {
        assert!(["王某某", "李四", "欧阳某某"].iter().all(|name| is_name(name)));
        assert!(!["联系人", "高新区", "金额", "王", "海南某某公司", "马上办中心"].iter().any(|name| is_name(name)));
        assert!(is_body("某某市某某局") && !is_body("王某"));
        assert!(ends_in_style("（王主任）") && ends_in_style("联系人：李女士，") && !ends_in_style("员工"));
    }

    #[test]
    fn words_beside_a_number() {
        assert_eq!(last_word("1、张某某："), "张某某");
        assert_eq!(last_word("共 5"), "");
        assert_eq!(first_word("（李某）"), "李某");
    }
}
