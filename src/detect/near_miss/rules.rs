//! What near-misses are reported as.

use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};

const INSPECTION: &str = "国务院办公厅秘书局《政府网站与政务新媒体检查指标》《政府网站与政务新媒体监管工作年度考核指标》（国办秘函〔2019〕19号）";
const PRINTING: &str = "《图书质量管理规定》附件《图书编校质量差错率计算方法》：文字差错";

/// A name that must not be written wrongly, with one edit in it.
pub(super) static PROTECTED: Rule = Rule {
    id: "WRD101",
    name: "near-miss-name",
    category: Category::Wording,
    severity: Severity::Serious,
    basis: Basis::Law,
    summary: Bilingual {
        zh: "国家、政党或者机关名称写错一个字",
        en: "name of the country, the Party or a state body with one character wrong",
    },
    explain: Bilingual {
        zh: "国名、党名、国家机关名称和重大政治表述差一个字，属于检查指标中的“严重表述错误”，一经发现即可单项否决。请立即对照规范名称改正。",
        en: "Names of the country, the Party and state bodies written wrongly fail a site in inspections. Correct them at once.",
    },
    citations: &[INSPECTION],
    examples: Examples {
        hit: &["中华入民共和国成立以来。", "经最高人民检査院核准。", "提交全国入民代表大会审议。"],
        miss: &[
            "中华人民共和国成立以来。",
            "经最高人民检察院核准。",
            "提交全国人民代表大会审议。",
            "各级人民代表应当密切联系群众。",
        ],
    },
};

/// A recurring phrase of official text with one edit in it.
pub(super) static PHRASE: Rule = Rule {
    id: "WRD102",
    name: "near-miss-phrase",
    category: Category::Wording,
    severity: Severity::Error,
    basis: Basis::Published,
    summary: Bilingual { zh: "与规范用语仅一字之差", en: "one edit away from a right phrase" },
    explain: Bilingual {
        zh: "这里的写法在大量公文中从未出现，而改动一个字（或者一个同音词）之后就是公文常用的词语。常见于拼音、五笔输入和扫描识别造成的错字、漏字、多字和颠倒。\
             请对照原稿核实，确属笔误的按建议改正；人名、地名和新词不在此列，可用允许清单记下。",
        en: "The text as written never occurs in reference text, while one edit turns it into words that often do. Check against the manuscript.",
    },
    citations: &[INSPECTION, PRINTING],
    examples: Examples {
        hit: &["加强食品安全监督菅理。", "报市人民代表大会常务委圆会备案。"],
        miss: &["加强食品安全监督管理。", "报市人民代表大会常务委员会备案。", "领导小组组长由镇长担任。"],
    },
};

/// A word of two characters or a single character taken for another.
pub(super) static WORD: Rule = Rule {
    id: "WRD103",
    name: "near-miss-word",
    category: Category::Wording,
    severity: Severity::Error,
    basis: Basis::Published,
    summary: Bilingual { zh: "疑似错别字", en: "probably a wrong character" },
    explain: Bilingual {
        zh: "这里的两三个字连在一起在大量公文中从未出现，换成读音或字形相近的字就是常用说法。请对照原稿核实。",
        en: "These characters never stand together in reference text, while look-alikes or homophones of them often do. Check against the manuscript.",
    },
    citations: &[INSPECTION, PRINTING],
    examples: Examples {
        hit: &["请于三月底前报送才料。", "对存在的问提要立即整改。"],
        miss: &["请于三月底前报送材料。", "对存在的问题要立即整改。", "中标单位：云岭某某科技有限公司。"],
    },
};

/// A page so full of slips that nobody can have proofread it.
pub(super) static PAGE: Rule = Rule {
    id: "STR027",
    name: "unproofread-page",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Published,
    summary: Bilingual { zh: "疑为未经校对的识别文本", en: "reads like scanned text that nobody proofread" },
    explain: Bilingual {
        zh: "全文错字密集，且多为形近、音近字，是扫描识别或者语音转写后没有校对的样子。逐字修改不如取原件整篇重新校对，因此只报一处，各处错字列在“另见”。",
        en: "Slips stand so densely that the text was hardly proofread after scanning or dictation. It is reported once: proofread it against the original.",
    },
    citations: &[INSPECTION, PRINTING],
    examples: Examples {
        hit: &["各乡镇人民攻府要加强食品安全监督菅理，认真贯切落实上级部暑，进一步完善工作制渡。\
             对存在的问提要立即整改，确保各项错施落到实处。要加强组织领异，明确责任分土，\
             严格按照有关规足开展工作，切实维护人民群众的合法权盖，促进经济社会健康发屐。"],
        miss: &[
            "各乡镇人民政府要加强食品安全监督管理，认真贯彻落实上级部署。",
            "对存在的问提要立即整改，确保各项错施落到实处。",
        ],
    },
};
