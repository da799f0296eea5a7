//! The rules of listed phrases: one for each class of entries.

use super::listed::Listed;
use crate::dictionary::Class;
use crate::rule::{Bilingual, Category, Examples, Rule, Severity};

/// The rule that reports entries of a class.
pub fn rule_of(class: Class) -> &'static Rule {
    match class {
        Class::Typo => &TYPO,
        Class::Confusable => &CONFUSABLE,
        Class::CountryName => &COUNTRY_NAME,
        Class::BodyName => &BODY_NAME,
        Class::PolicyPhrase => &POLICY_PHRASE,
        Class::LegalTerm => &LEGAL_TERM,
        Class::Discriminatory => &DISCRIMINATORY,
        Class::HkMoTw => &HK_MO_TW,
        Class::Unit => &UNIT,
        Class::VariantForm => &VARIANT_FORM,
        Class::Redundancy => &REDUNDANCY,
        Class::AbolishedName => &ABOLISHED_NAME,
        Class::Idiom => &IDIOM,
        Class::PlaceName => &PLACE_NAME,
        Class::PostTitle => &POST_TITLE,
        Class::Custom => &CUSTOM,
        Class::PostHolder => &POST_HOLDER,
    }
}

/// The rules that report any of these entries, sorted by identifier.
pub(super) fn of(entries: &[Listed]) -> Vec<&'static Rule> {
    let used = |class: &Class| entries.iter().any(|entry| entry.class == *class);
    let mut rules: Vec<_> = Class::ALL.into_iter().filter(used).map(rule_of).collect();
    rules.sort_by_key(|rule| rule.id);
    rules
}

/// Fills in what all rules of listed phrases share.
const fn listed(class: Class, text: Text) -> Rule {
    let (id, name) = class.rule();
    Rule {
        id,
        name,
        category: Category::Wording,
        severity: text.severity,
        basis: class.basis(),
        summary: text.summary,
        explain: text.explain,
        citations: text.citations,
        examples: Examples { hit: text.hit, miss: text.miss },
    }
}

/// What differs from rule to rule.
struct Text {
    severity: Severity,
    summary: Bilingual,
    explain: Bilingual,
    citations: &'static [&'static str],
    hit: &'static [&'static str],
    miss: &'static [&'static str],
}

static TYPO: Rule = listed(
    Class::Typo,
    Text {
        severity: Severity::Error,
        summary: Bilingual { zh: "错别字", en: "Wrong character" },
        explain: Bilingual {
            zh: "公开文稿里反复出现的错字、漏字、多字、颠倒。只收本身不成词、或在所列语境中不成话的写法；凡可能是正常文字一部分的，都列有例外。请按建议改正。",
            en: "Wrong, missing, extra or swapped characters seen again and again in published documents. Only forms that are no words in their context are listed, with exceptions. Correct them as proposed.",
        },
        citations: &[
            "国办秘函〔2019〕19号（政府网站与政务新媒体检查指标）",
            "《通用规范汉字表》（国发〔2013〕23号）",
            "《咬文嚼字》年度十大语文差错",
        ],
        hit: &["该栏目超过两周末更新。", "请各单位认真贯彻布署。"],
        miss: &["该栏目每逢周末更新。", "请各单位认真贯彻部署。"],
    },
);

static CONFUSABLE: Rule = listed(
    Class::Confusable,
    Text {
        severity: Severity::Advice,
        summary: Bilingual { zh: "易混词误用", en: "Word confused with a similar one" },
        explain: Bilingual {
            zh: "两个词都对，但在这个搭配里应当用另一个，如“截止目前”应为“截至目前”，“国家权利机关”应为“国家权力机关”。只在搭配确定时提出。",
            en: "Both words exist, but this company calls for the other one. Reported only where the collocation decides.",
        },
        citations: &["《咬文嚼字》年度十大语文差错", "全国人大常委会法工委《立法技术规范（试行）》"],
        hit: &["截止目前，已受理申请二百余件。"],
        miss: &["报名截止日期为六月底。", "截至目前，已受理申请二百余件。"],
    },
);

static COUNTRY_NAME: Rule = listed(
    Class::CountryName,
    Text {
        severity: Severity::Serious,
        summary: Bilingual { zh: "国名、党名写错", en: "Name of the country or Party written wrongly" },
        explain: Bilingual {
            zh: "国名、党名及其直接构成的名称写错属于严重表述错误，检查中单项否决。请立即改正。",
            en: "Writing the name of the country or the Party wrongly is a serious fault that alone fails an inspection. Correct it at once.",
        },
        citations: &["《中华人民共和国宪法》", "国办秘函〔2019〕19号（政府网站与政务新媒体检查指标）"],
        hit: &["依照《中华人名共和国宪法》的规定"],
        miss: &["依照《中华人民共和国宪法》的规定"],
    },
);

static BODY_NAME: Rule = listed(
    Class::BodyName,
    Text {
        severity: Severity::Error,
        summary: Bilingual { zh: "机关、机构名称写错", en: "Name of a body written wrongly" },
        explain: Bilingual {
            zh: "国家机关、党的机关和法定机构的名称以宪法、组织法和机构改革方案为准，不得写错、漏字或自造。",
            en: "Names of state and Party bodies follow the constitution, the organic laws and the reform plans.",
        },
        citations: &["《中华人民共和国宪法》", "《国务院机构改革方案》"],
        hit: &["案件已移送人民检查院审查起诉。"],
        miss: &["案件已移送人民检察院审查起诉。", "市场监管局检查院校食堂。"],
    },
);

static POLICY_PHRASE: Rule = listed(
    Class::PolicyPhrase,
    Text {
        severity: Severity::Error,
        summary: Bilingual { zh: "固定政治表述写错", en: "Set phrase of policy written wrongly" },
        explain: Bilingual {
            zh: "党和国家文件中的固定表述有确定的文字和次序，写错一字就可能成为严重表述错误。请对照原文改正。",
            en: "Set phrases of Party and state documents have fixed words and order. Check against the source and correct.",
        },
        citations: &["国办秘函〔2019〕19号（政府网站与政务新媒体检查指标）", "《中国共产党章程》"],
        hit: &["坚持中国特色杜会主义道路。"],
        miss: &["坚持中国特色社会主义道路。"],
    },
);

static LEGAL_TERM: Rule = listed(
    Class::LegalTerm,
    Text {
        severity: Severity::Advice,
        summary: Bilingual { zh: "法律用语不规范", en: "Legal term not in its fixed form" },
        explain: Bilingual {
            zh: "法律、法规对常用词语有统一写法，如“账户”不写“帐户”，“缴纳罚款”不写“交纳罚款”。公文引用和执法文书应当一致。",
            en: "Laws fix the form of common terms. Documents that apply them should keep to it.",
        },
        citations: &["全国人大常委会法工委《立法技术规范（试行）（一）》《（二）》"],
        hit: &["逾期不交纳罚款的，加处罚款。"],
        miss: &["逾期不缴纳罚款的，加处罚款。"],
    },
);

static DISCRIMINATORY: Rule = listed(
    Class::Discriminatory,
    Text {
        severity: Severity::Advice,
        summary: Bilingual { zh: "带有歧视或冒犯的称谓", en: "Discriminatory or offensive term" },
        explain: Bilingual {
            zh: "对残疾人、少数民族、农民工等群体的称谓应当尊重、规范，如“残废人”改为“残疾人”。引用历史名称和专名除外。",
            en: "Groups of people are to be named with respect. Historical and proper names are excepted.",
        },
        citations: &["新华社新闻报道禁用词和慎用词", "中国残联称谓使用提示"],
        hit: &["为残废人提供无障碍服务。"],
        miss: &["为残疾人提供无障碍服务。"],
    },
);

static HK_MO_TW: Rule = listed(
    Class::HkMoTw,
    Text {
        severity: Severity::Advice,
        summary: Bilingual { zh: "涉港澳台用语不规范", en: "Improper naming of Hong Kong, Macao or Taiwan" },
        explain: Bilingual {
            zh: "香港、澳门、台湾是中国的一部分，不得与国家并列，机构和职务名称有规定的写法。引用和历史名称除外。",
            en: "Hong Kong, Macao and Taiwan are parts of China; naming follows the published guidance. Quotations and history are excepted.",
        },
        citations: &["《关于正确使用涉台宣传用语的意见》（2016年修订）", "新华社新闻报道禁用词和慎用词"],
        hit: &["产品出口香港、台湾等国家。"],
        miss: &["产品销往香港、台湾等地区。"],
    },
);

static UNIT: Rule = listed(
    Class::Unit,
    Text {
        severity: Severity::Advice,
        summary: Bilingual { zh: "非法定计量单位", en: "Not a legal unit of measurement" },
        explain: Bilingual {
            zh: "公文使用法定计量单位：平方米、厘米、千瓦时等。公斤、公里是法定单位的习用名；亩仍可用于土地。",
            en: "Official documents use legal units of measurement.",
        },
        citations: &["《国务院关于在我国统一实行法定计量单位的命令》（1984年）", "GB 3100—1993 国际单位制及其应用"],
        hit: &["建筑面积3000平米。"],
        miss: &["建筑面积3000平方米。", "水平米字旗。"],
    },
);

static VARIANT_FORM: Rule = listed(
    Class::VariantForm,
    Text {
        severity: Severity::Advice,
        summary: Bilingual { zh: "异形词", en: "Variant form of a word" },
        explain: Bilingual {
            zh: "同一个词有两种写法时，国家推荐使用其中一种。推荐性规范，只作建议。",
            en: "Where a word has two forms, one is recommended. Advice only.",
        },
        citations: &["GF 1001—2001 第一批异形词整理表"],
        hit: &["对工作中按纳不住的情绪要及时疏导。"],
        miss: &["对工作中按捺不住的情绪要及时疏导。"],
    },
);

static REDUNDANCY: Rule = listed(
    Class::Redundancy,
    Text {
        severity: Severity::Advice,
        summary: Bilingual { zh: "语义重复", en: "The same thing said twice" },
        explain: Bilingual {
            zh: "前后词语意思重复，如“凯旋归来”“悬殊很大”。删去其一更简洁，只作建议。",
            en: "Two words say the same. Dropping one is better; advice only.",
        },
        citations: &["《咬文嚼字》年度十大语文差错"],
        hit: &["健儿们凯旋归来。"],
        miss: &["健儿们凯旋。"],
    },
);

static ABOLISHED_NAME: Rule = listed(
    Class::AbolishedName,
    Text {
        severity: Severity::Advice,
        summary: Bilingual { zh: "机关已更名或撤销", en: "Body renamed or abolished" },
        explain: Bilingual {
            zh: "文件形成时该机关已不再使用这个名称。引用旧文件、叙述沿革、前面有“原”的不提出；文件没有日期时不判断。",
            en: "At the document's date the body no longer had this name. History, titles and names after 原 are cleared; documents without a date are not judged.",
        },
        citations: &["《国务院机构改革方案》（2013年、2018年、2023年）", "《深化党和国家机构改革方案》（2018年）"],
        hit: &[
            "关于做好不动产登记工作的通知\n\n请各单位将材料报送国土资源部备案，并及时反馈办理情况和存在的问题。\n\n2021年3月5日",
        ],
        miss: &[
            "关于做好不动产登记工作的通知\n\n请各单位将材料报送国土资源部备案，并及时反馈办理情况和存在的问题。\n\n2016年3月5日",
            "关于做好不动产登记工作的通知\n\n原国土资源部颁发的证书继续有效，各单位不得要求群众重新办理登记手续。\n\n2021年3月5日",
        ],
    },
);

static IDIOM: Rule = listed(
    Class::Idiom,
    Text {
        severity: Severity::Error,
        summary: Bilingual { zh: "成语写错", en: "Idiom written wrongly" },
        explain: Bilingual {
            zh: "成语的文字是固定的，写错一字即为错别字。", en: "An idiom has fixed characters."
        },
        citations: &["《咬文嚼字》最常见的一百个别字", "《现代汉语词典》"],
        hit: &["有的干部一愁莫展。"],
        miss: &["有的干部一筹莫展。"],
    },
);

static PLACE_NAME: Rule = listed(
    Class::PlaceName,
    Text {
        severity: Severity::Error,
        summary: Bilingual { zh: "地名写错", en: "Place name written wrongly" },
        explain: Bilingual {
            zh: "地名以民政部门公布的行政区划为准。",
            en: "Place names follow the published divisions.",
        },
        citations: &["《地名管理条例》", "GB/T 2260 中华人民共和国行政区划代码"],
        hit: &["会议在黑龙江省齐齐哈市召开。"],
        miss: &["会议在黑龙江省齐齐哈尔市召开。"],
    },
);

static POST_TITLE: Rule = listed(
    Class::PostTitle,
    Text {
        severity: Severity::Error,
        summary: Bilingual { zh: "职务名称写错", en: "Title of a post written wrongly" },
        explain: Bilingual {
            zh: "职务名称由宪法和组织法规定：人民检察院设检察长，审计署设审计长，地方人大常委会设主任。",
            en: "Titles of posts are fixed by the constitution and the organic laws.",
        },
        citations: &["《中华人民共和国宪法》", "《中华人民共和国人民检察院组织法》"],
        hit: &["市人民检察院院长列席会议。"],
        miss: &["市人民检察院检察长列席会议。"],
    },
);

static CUSTOM: Rule = listed(
    Class::Custom,
    Text {
        severity: Severity::Advice,
        summary: Bilingual { zh: "本单位词典列出的写法", en: "Listed in the site's own dictionary" },
        explain: Bilingual {
            zh: "由本单位的自定义词典列出，级别和依据以词条为准。",
            en: "Listed in a dictionary of the site; level and source are the entry's.",
        },
        citations: &["自定义词典"],
        hit: &["（见各词条的例句）"],
        miss: &["（见各词条的例句）"],
    },
);

static POST_HOLDER: Rule = listed(
    Class::PostHolder,
    Text {
        severity: Severity::Error,
        summary: Bilingual { zh: "任职情况有误", en: "Wrong holder of a post" },
        explain: Bilingual {
            zh: "由本单位的任职情况表列出：某人从某日起不再担任或改任某职。按文件日期判断，讲述历史的不提出。",
            en: "Listed in the site's table of posts and holders; judged by the document's date, history is cleared.",
        },
        citations: &["本单位任职情况表"],
        hit: &["（见各词条的例句）"],
        miss: &["（见各词条的例句）"],
    },
);
