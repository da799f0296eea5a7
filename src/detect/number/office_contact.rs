//! Telephones that offices publish so that people can call them.
//!
//! They are the reason why scanners for telephones are switched off: three in four tenders hold
//! one. They are cleared, and shown on request. A private mobile given as a work contact is worth
//! a word of advice.

use super::clearing;
use super::look::Look;
use super::policy::{ContactMobiles, Profile};
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Confidence, Examples, Rule, Severity};

/// A telephone published for contact.
pub(super) static RULE: Rule = Rule {
    id: "PII010",
    name: "office-contact",
    category: Category::Privacy,
    severity: Severity::Advice,
    basis: Basis::Law,
    summary: Bilingual { zh: "对外公布的联系电话", en: "telephone published for contact" },
    explain: Bilingual {
        zh: "联系人、咨询电话、办公电话、采购公告的联系方式是依法公开的，不作为泄露报告（可用 --show-cleared 查看）。注明是个人或本人手机、却作为工作联系方式公布的，\
             建议换成办公电话。配置 contact_mobiles 可以让采购公告以外的所有联系手机都给出建议。",
        en: "Contacts that an office publishes are cleared. A mobile that is called somebody's own and given as a work contact is advice.",
    },
    citations: &["《中华人民共和国政府信息公开条例》第二十条"],
    examples: Examples {
        // Synthetic.
        hit: &["联系人：王主任（个人手机：13800001234）"],
        miss: &["联系人：王主任，电话：0898-00001234", "联系人：王主任，联系电话：13800001234", "咨询电话：12345"],
    },
};

/// A mobile that is a work contact: cleared, or advice where the site asks for it.
pub(super) fn mobile(look: &Look<'_, '_>, found: Match, by: &'static str) -> Match {
    let policy = look.scene.policy.contact_mobiles;
    if policy == ContactMobiles::Advise && look.scene.profile != Profile::Procurement {
        return own_mobile(found);
    }
    Match { rule: &RULE, severity: Severity::Advice, suggestion: None, ..found }.cleared(clearing::contact(by))
}

/// A landline is always cleared.
pub(super) fn landline(found: Match, by: &'static str) -> Match {
    Match { rule: &RULE, severity: Severity::Advice, ..found }.cleared(clearing::contact(by))
}

/// A mobile that is called somebody's own and stands in a contact line.
pub(super) fn own_mobile(found: Match) -> Match {
    let message = Message::new(
        "以个人手机作为工作联系方式：建议换成办公电话",
        "a private mobile as a work contact: better an office number",
    );
    Match { rule: &RULE, severity: Severity::Advice, confidence: Confidence::Medium, message: Some(message), ..found }
}
