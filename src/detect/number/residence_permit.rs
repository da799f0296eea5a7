//! 港澳台居民居住证: built like an ID, with 81, 82 or 83 in place of a province.

use super::identity::Identity;
use super::look::{self, Look};
use super::topic::Topics;
use crate::finding::Match;
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};

/// A residence permit number in the clear.
pub(super) static RULE: Rule = Rule {
    id: "PII002",
    name: "residence-permit",
    category: Category::Privacy,
    severity: Severity::Serious,
    basis: Basis::Law,
    summary: Bilingual { zh: "未脱敏的港澳台居民居住证号码", en: "residence permit number in the clear" },
    explain: Bilingual {
        zh: "查找以 810000、820000、830000 开头、结构与公民身份号码相同的港澳台居民居住证号码。其余与公民身份号码的规则相同。",
        en: "Finds residence permit numbers of Hong Kong, Macau and Taiwan residents: like a citizen ID, beginning with 81, 82 or 83.",
    },
    citations: &["《港澳台居民居住证申领发放办法》", "GB 11643-1999《公民身份号码》"],
    examples: Examples {
        // Synthetic.
        hit: &["陈某，居住证号码：81000019920315001X。", "81000019920315001X"],
        miss: &["居住证号码：810000********001X", "流水号：81000019920315001X"],
    },
};

/// Finds residence permits. Only the three codes in use count.
pub(super) fn find(look: &Look<'_, '_>, out: &mut Vec<Match>) {
    for reading in look.readings(18) {
        if !matches!(reading.number(0, 6), Some(810_000 | 820_000 | 830_000)) {
            continue;
        }
        let Some(identity) = look::eighteen(&reading).map(|values| Identity::read(&values)) else { continue };
        if identity.holds() && look.stands_free(&reading) {
            look.scene.note_id(reading.span());
            out.push(look::id_match(look, &RULE, &reading, &identity, Topics::ID.and(Topics::PAPER)));
        }
    }
}
