//! 残疾人证: the holder's ID followed by the kind (1–7) and grade (1–4) of the disability.

use super::candidate::{Gap, Kind, Sign, span_of};
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
        hit: &[
            "残疾证号：46010619900101123942",
            "残疾人证号 81000019920315001X11",
            "残疾人证号：110105 19491231 002 X 23",
        ],
        miss: &["身份证号：460106********1239 42", "快递单号：46010619900101123942", "残疾证号：4601061990********42"],
    },
};

const WANTED: Topics = Topics::DISABILITY.and(Topics::ID).and(Topics::PAPER);

/// Signs of a card number.
const LENGTH: usize = 20;

/// Where X stands in one.
const CROSS: usize = 17;

/// Finds cards written without gaps, or under a label in any way.
pub(super) fn find(look: &Look<'_, '_>, out: &mut Vec<Match>) {
    if look.candidate.signs.len() < LENGTH {
        return;
    }
    let stretches = look.candidate.signs.chunk_by(|_, next| next.gap.joins());
    for signs in stretches.filter(|signs| signs.len() == LENGTH) {
        push(look, signs, out);
    }
    // Two digits set apart from an ID may be anything: the label must say that they belong to a card.
    let spaced = look.readings(LENGTH).filter(|reading| reading.groups > 1).map(|reading| reading.signs);
    let named = |signs: &&[Sign]| look.scene.context(span_of(signs), LENGTH).says(Topics::DISABILITY);
    // Dots or hyphens between all of its parts say so, too.
    let even = |signs: &&[Sign]| {
        let mut gaps = signs.iter().skip(1).map(|sign| sign.gap).filter(|gap| !gap.joins());
        let first = gaps.next();
        matches!(first, Some(Gap::Dot | Gap::Hyphen))
            && gaps.all(|gap| Some(gap) == first)
            && ends_like_a_card(&signs[18..])
    };
    let is_one = |signs: &&[Sign]| named(signs) || even(signs);
    spaced.chain(crossed(look.candidate.signs)).filter(is_one).for_each(|signs| push(look, signs, out));
}

/// 460106 19900101 123 X 42: numbers cut into groups with X among them, behind which no other number goes on.
fn crossed(signs: &[Sign]) -> impl Iterator<Item = &[Sign]> {
    let begins = |at: usize| signs.get(at).is_none_or(|sign| at == 0 || !sign.gap.joins());
    let whole = move |&(at, number): &(usize, &[Sign])| {
        let near = number.iter().skip(1).all(|sign| sign.gap <= Gap::Wide);
        let ends = number[CROSS + 1..].iter().all(|sign| sign.digit().is_some());
        number[CROSS].kind == Kind::Cross && near && ends && begins(at) && begins(at + LENGTH)
    };
    signs.windows(LENGTH).enumerate().filter(whole).map(|(_, number)| number)
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
