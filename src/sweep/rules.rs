//! The rules that only an archive can answer: each looks at several documents.
//!
//! An example is a set of documents, divided by a line of three hyphens.

use crate::engine::Engine;
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};

/// What documents say together.
pub static RULES: &[&Rule] = &[&COMPLETED_MASK, &LIST_COPIES];

/// Every rule that the engine's policy leaves on: its own, and those that only an archive can
/// answer, sorted by identifier.
pub fn every_rule(engine: &Engine) -> Vec<&'static Rule> {
    let together = RULES.iter().copied().filter(|rule| engine.policy().is_on(rule));
    let mut rules: Vec<_> = engine.rules().into_iter().chain(together).collect();
    rules.sort_by_key(|rule| rule.id);
    rules
}

/// The same number masked differently in two documents.
pub static COMPLETED_MASK: Rule = Rule {
    id: "PII101",
    name: "completed-mask",
    category: Category::Privacy,
    severity: Severity::Serious,
    basis: Basis::Law,
    summary: Bilingual {
        zh: "两处遮盖互补，合起来可推算出原号",
        en: "Two masks complete each other: together they give the number",
    },
    explain: Bilingual {
        zh: "同一个人的号码在两份文件里遮盖的位置不同，把两处显示的数字合起来，合法的号码只剩 10 个以内。\
             只在巡查（shenjiao sweep）时检查。同一单位的名单应统一遮盖同样的位置。",
        en: "Two documents mask the number of one person in different places, so that at most ten valid numbers fit both. \
             Looked for by shenjiao sweep only. Lists should all hide the same places.",
    },
    citations: &["《中华人民共和国个人信息保护法》第七十三条（去标识化、匿名化）", "GB 11643-1999《公民身份号码》"],
    examples: Examples {
        hit: &[
            "合成数据：林小满，身份证号：460106********101X\n---\n合成数据：林小满，身份证号：46010619900101****",
            "合成数据：林小满，手机138****1111\n---\n合成数据：林小满，手机1380000****",
        ],
        miss: &[
            "合成数据：林小满，身份证号：460106********101X\n---\n合成数据：林小满，身份证号：460106********101X",
            "合成数据：林小满，身份证号：460106********101X\n---\n合成数据：许长河，身份证号：46010619900101****",
            "合成数据：林某某，身份证号：460106********101X\n---\n合成数据：林某某，身份证号：46010619900101****",
        ],
    },
};

/// The same leaking list in several files.
pub static LIST_COPIES: Rule = Rule {
    id: "SIT101",
    name: "list-copies",
    category: Category::Site,
    severity: Severity::Advice,
    basis: Basis::Convention,
    summary: Bilingual {
        zh: "含个人信息的同一份名单发布了多份",
        en: "One list with personal information is published in several copies",
    },
    explain: Bilingual {
        zh: "几个文件里是同一份名单（姓名基本相同，至少 10 人），而且都有未脱敏的个人信息。整改时要一并处理，只改一份等于没改。\
             只在巡查（shenjiao sweep）时检查；比对的是姓名的带密钥散列，不保存姓名和号码。",
        en: "Several files hold the same list (mostly the same names, at least ten) and all of them leak. They must be corrected together. \
             Looked for by shenjiao sweep only, by keyed tags of the names.",
    },
    citations: &["国办秘函〔2019〕19号（政府网站与政务新媒体检查指标）"],
    examples: Examples {
        hit: &[concat!(
            "姓名,身份证号\n王小满,46010619900101101X\n李小满,\n张小满,\n刘小满,\n陈小满,\n杨小满,\n黄小满,\n赵小满,\n吴小满,\n周小满,\n",
            "---\n",
            "姓名,金额,身份证号\n王小满,1,46010619900101101X\n李小满,1,\n张小满,1,\n刘小满,1,\n陈小满,1,\n杨小满,1,\n黄小满,1,\n赵小满,1,\n吴小满,1,\n周小满,1,\n"
        )],
        miss: &[concat!(
            "姓名,等级\n王小满,一\n李小满,一\n张小满,一\n刘小满,一\n陈小满,一\n杨小满,一\n黄小满,一\n赵小满,一\n吴小满,一\n周小满,一\n",
            "---\n",
            "姓名,等级\n王小满,一\n李小满,一\n张小满,一\n刘小满,一\n陈小满,一\n杨小满,一\n黄小满,一\n赵小满,一\n吴小满,一\n周小满,一\n"
        )],
    },
};

#[cfg(test)]
mod tests {
    use super::super::{ALIKE, Half, Key, Ties, Tying, complete};
    use super::*;
    use crate::document::Document;
    use crate::finding::Finding;
    use crate::format::Limits;
    use crate::source::{Origin, Source};

    fn ties(name: &str, example: &str) -> Vec<Ties> {
        let engine = Engine::builder().build().unwrap();
        let tying = Tying { numbers: Default::default(), key: Key::new([1; 32]), every: false };
        let documents = example.split("\n---\n").flat_map(|text| text.split("---\n"));
        let ties = documents.map(|text| {
            let mut ties = Ties::default();
            let mut see = |document: &Document, findings: &[Finding]| {
                ties.add(document, findings, &tying);
            };
            engine.scan_seeing(Source::new(Origin::file(name), text), &Limits::default(), &mut see, &mut |_| {});
            ties
        });
        ties.collect()
    }

    fn completes(example: &str) -> bool {
        let ties = ties("a.txt", example);
        let halves =
            ties.iter().enumerate().flat_map(|(document, ties)| ties.halves.iter().map(move |half| (document, half)));
        let halves: Vec<(usize, &Half)> = halves.collect();
        let of_one_name = |tag: u64| halves.iter().copied().filter(|(_, half)| half.person == tag).collect::<Vec<_>>();
        halves.iter().any(|(_, half)| !complete(&of_one_name(half.person)).is_empty())
    }

    fn copies(example: &str) -> bool {
        let ties = ties("a.csv", example);
        ties[0].list.iter().filter(|tag| ties[1].list.contains(tag)).count() >= ALIKE
    }

    #[test]
    fn every_rule_keeps_its_examples() {
        for (rule, test) in RULES.iter().zip([completes as fn(&str) -> bool, copies]) {
            assert_eq!(rule.check(), Ok(()));
            rule.examples.hit.iter().for_each(|example| assert!(test(example), "{} {example}", rule.id));
            rule.examples.miss.iter().for_each(|example| assert!(!test(example), "{} {example}", rule.id));
        }
    }
}
