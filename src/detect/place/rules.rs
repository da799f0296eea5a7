//! The rules of places and posts.

use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};

/// All of them.
pub(super) const ALL: [&Rule; 3] = [&REGION_PARENT, &DOUBLED_LEVEL, &MISPLACED_FORMER];

pub(super) static REGION_PARENT: Rule = Rule {
    id: "WRD017",
    name: "region-parent",
    category: Category::Wording,
    severity: Severity::Error,
    basis: Basis::Law,
    summary: Bilingual { zh: "上级行政区划写错", en: "Place under the wrong province or city" },
    explain: Bilingual {
        zh: "把市县写在了从未管辖它的省、市之下，如“湖北省张家界市”。以1980年以来历年的行政区划代码为准，历史上属于过的不提出。",
        en: "A city or county is written under a province or city that never governed it, by the region codes of all years since 1980.",
    },
    citations: &["GB/T 2260 中华人民共和国行政区划代码"],
    examples: Examples {
        hit: &["考察组赴湖北省张家界市学习。", "甘肃银川市的做法", "武汉市岳麓区的企业"],
        miss: &[
            "考察组赴湖南省张家界市学习。",
            "吉林省吉林市和海南省海口市",
            "南京市鼓楼区、福州市鼓楼区",
            "浙江省上海市场份额上升。",
            "马鞍山市花山区、东莞市南城区、怀化市芷江县",
            "张某，四川省重庆市人，1956年生。",
        ],
    },
};

pub(super) static DOUBLED_LEVEL: Rule = Rule {
    id: "WRD018",
    name: "doubled-level",
    category: Category::Wording,
    severity: Severity::Error,
    basis: Basis::Published,
    summary: Bilingual { zh: "地名后层级重复", en: "Level of a place named twice" },
    explain: Bilingual {
        zh: "省名、市名已含“省”“市”，后面直接写“委书记”：“湖北省委书记”，不写“湖北省省委书记”。“××市市长”是通行写法，不提出。",
        en: "The name already says province or city: 湖北省委书记, not 湖北省省委书记.",
    },
    citations: &["新华社新闻报道禁用词和慎用词"],
    examples: Examples {
        hit: &["湖北省省委书记出席会议。", "海口市市委副书记讲话。"],
        miss: &["湖北省委书记出席会议。", "各省省委书记参加会议。", "津市市委书记讲话。", "海口市市长讲话。"],
    },
};

pub(super) static MISPLACED_FORMER: Rule = Rule {
    id: "WRD019",
    name: "misplaced-former",
    category: Category::Wording,
    severity: Severity::Advice,
    basis: Basis::Convention,
    summary: Bilingual { zh: "“原”的位置不当", en: "原 in the wrong place" },
    explain: Bilingual {
        zh: "人离任而机构仍在的，“原”放在职务前：“湖北省委原书记”；机构已撤销或更名的，“原”放在机构前：“原国土资源部部长”。",
        en: "When the person left and the body still exists, 原 stands before the post; when the body is gone, before the body.",
    },
    citations: &["新闻报道通例"],
    examples: Examples {
        hit: &["原湖北省委书记张某某", "原海口市市长王某某"],
        miss: &["湖北省委原书记张某某", "太原市市长王某某", "原海口市国土资源局局长"],
    },
};
