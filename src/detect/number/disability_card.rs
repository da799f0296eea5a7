//! 残疾人证: the holder's ID followed by the kind (1–7) and grade (1–4) of the disability.

use super::candidate::{Kind, Sign};
use super::identity::Identity;
use super::look::{self, Look};
use super::region::Region;
use super::shape::{Beside, Reading};
use super::topic::Topics;
use crate::finding::Match;
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};

/// A disability card number in the clear.
pub(super) static RULE: Rule = Rule {
    id: "PII005",
    name: "disability-card",
    category: Category::Privacy,
    severity: Severity::Serious,
    basis: Basis::Law,
    summary: Bilingual {
        zh: "未脱敏的残疾人证号码（含身份证号和残疾类别）",
        en: "disability card number in the clear",
    },
    explain: Bilingual {
        zh: "残疾人证号码由 18 位身份证号加残疾类别、等级两位组成：公布它就同时公布了身份证号和残疾情况。建议删去该列，或只保留前 6 位和后 4 位。",
        en: "A disability card number is the holder's ID plus two digits for kind and grade: publishing it publishes both.",
    },
    citations: &["《中华人民共和国残疾人证管理办法》", "《中华人民共和国个人信息保护法》第二十八条"],
    examples: Examples {
        // Synthetic.
        hit: &["残疾证号：46010619900101123942", "残疾人证号 81000019920315001X11"],
        miss: &["快递单号：46010619900101123942", "残疾证号：4601061990********42"],
    },
};

const WANTED: Topics = Topics::DISABILITY.and(Topics::ID).and(Topics::PAPER);

/// Signs of a card number.
const LENGTH: usize = 20;

/// Finds cards written without gaps, or under a label in any way.
pub(super) fn find(look: &Look<'_, '_>, out: &mut Vec<Match>) {
    if look.candidate.signs.len() < LENGTH {
        return;
    }
    let stretches = look.candidate.signs.chunk_by(|_, next| next.gap.joins());
    for signs in stretches.filter(|signs| signs.len() == LENGTH) {
        push(look, signs, out);
    }
    for reading in look.readings(LENGTH).filter(|reading| reading.groups > 1) {
        push(look, reading.signs, out);
    }
}

fn push(look: &Look<'_, '_>, signs: &[Sign], out: &mut Vec<Match>) {
    let reading = Reading { signs, before: Beside::Nothing, after: Beside::Nothing, groups: 1 };
    let Some(identity) = look::eighteen(&look::part(&reading, 0, 18)).map(|values| Identity::read(&values)) else {
        return;
    };
    let labelled = look.context(&reading).says(WANTED);
    let known = identity.region() == Region::County && ends_like_a_card(&signs[18..]);
    if identity.holds() && (labelled || known) {
        look.scene.note_id(reading.span());
        let mut found = look::id_match(look, &RULE, &reading, &identity, WANTED);
        found.suggestion = found.suggestion.map(|_| super::form::masked(signs, 6, 0));
        out.push(found);
    }
}

fn ends_like_a_card(signs: &[Sign]) -> bool {
    matches!(signs, [Sign { kind: Kind::Digit(1..=7), .. }, Sign { kind: Kind::Digit(1..=4), .. }])
}
