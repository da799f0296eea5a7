//! How much the signs of an edit weigh, and what level that makes.
//!
//! The score is a sum of signs times weights, found by logistic regression on development text:
//! sentences with natural typing errors, held-out reference text with planted ones, and clean text.
//! Each weight is a judgement of how much a sign is worth; `docs/near-miss.md` says how they were
//! found and what they reach on text that was not used for finding them.

use super::characters::Likeness;
use super::context::Signs;
use super::edit::Kind;
use super::lexicon::Kind as Word;

/// How sure an edit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Worth a look.
    Advice,
    /// Usually right.
    Error,
    /// Practically always right.
    Block,
}

impl Tier {
    /// The stable name for evidence.
    pub fn name(self) -> &'static str {
        match self {
            Tier::Advice => "advice",
            Tier::Error => "error",
            Tier::Block => "block",
        }
    }
}

/// Edits that are weighed alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    /// A character or word that sounds or looks like the right one.
    Mistaken,
    /// A character that has nothing to do with the right one.
    Unlike,
    Omitted,
    Doubled,
    Inserted,
    Transposed,
}

impl Family {
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::Doubled => Family::Doubled,
            Kind::Insertion => Family::Inserted,
            Kind::Transposition => Family::Transposed,
            Kind::Omission => Family::Omitted,
            Kind::Substitution(Likeness::Other) => Family::Unlike,
            Kind::Substitution(_) | Kind::Homophone => Family::Mistaken,
        }
    }
}

/// The least score of each tier, by family: advice, error, block.
const THRESHOLDS: [[f32; 3]; FAMILIES] =
    [[0.0, 1.15, 3.5], [-0.9, 0.5, 2.0], [0.8, 2.0, 4.0], [0.3, 1.6, 3.5], [1.8, 3.4, 5.0], [0.6, 2.2, 4.0]];

/// The score with no signs at all, by family.
const BIAS: [f32; FAMILIES] = [-4.66, -9.13, -6.46, -1.28, -7.49, -4.38];

/// What one unit of each sign adds, by family. The order is that of [`measures`].
#[rustfmt::skip]
const WEIGHTS: [[f32; FAMILIES]; MEASURES] = [
    [-2.02, 0.00, 0.00, 0.00, 0.00, 0.00], // near
    [-1.32, 0.00, 0.00, 0.00, 0.00, 0.00], // shape
    [-2.10, 0.00, 0.00, 0.00, 0.00, 0.00], // homophone
    [1.06, 0.43, 0.00, 0.43, 0.75, 0.81], // all_novel
    [-0.76, 0.00, 0.00, 0.00, 0.00, 0.00], // one_trigram
    [0.23, 0.00, 0.00, -0.27, -2.53, -0.20], // two_trigrams
    [0.50, 1.40, 0.85, 0.19, 0.22, 0.62], // unseen_pair
    [-0.63, -0.51, -1.34, 0.20, -0.03, -0.02], // usual_pair
    [-0.23, 0.28, 0.10, 0.29, 0.54, 0.63], // repaired_pair
    [-0.57, -0.08, -0.73, -0.87, -0.88, -0.96], // unseen
    [-0.67, 0.40, 0.33, 0.35, -0.68, -0.36], // usual
    [1.03, 0.58, 0.33, 0.36, 0.76, 2.13], // support
    [0.85, 1.07, 0.82, 0.41, 1.44, 1.35], // support2
    [1.88, 0.83, 1.79, 2.16, 1.46, 2.12], // gain
    [0.43, 0.84, 0.42, 2.10, 1.42, 1.14], // gain_pos
    [0.49, 1.43, 1.12, 1.32, 0.28, 0.63], // gain_support
    [0.00, 0.78, 0.00, 0.34, 0.86, 0.55], // gain_novel
    [1.62, 0.36, 0.00, 0.15, 0.56, 1.00], // support_novel
    [-1.17, 0.00, -0.01, 0.66, -0.23, -0.10], // no_word
    [0.11, 0.00, -0.05, 0.37, -0.15, -0.39], // phrase
    [-0.25, -0.22, 0.20, -0.68, -0.33, 0.16], // inside
    [-0.21, 0.20, 0.18, -0.13, 1.24, 0.96], // freq
    [1.14, 0.36, 0.27, -0.05, -0.33, 0.40], // freq_support
    [-0.25, -0.34, -0.12, -0.94, -0.97, -1.10], // written
    [-0.76, -0.40, 0.63, -0.04, -0.82, -0.77], // wfreq
    [0.20, 0.10, 0.14, 0.02, 0.57, -0.02], // written_support
    [0.78, -0.07, 0.54, 0.92, 0.31, 0.22], // wfreq_gain
    [0.71, 0.00, 0.00, 0.00, 0.00, 0.00], // homo_support
    [1.56, 0.00, 0.00, 0.00, 0.00, 0.00], // near_gain
    [0.86, 0.67, 1.06, 0.43, 1.49, 0.85], // fours
    [0.18, 1.01, 2.43, 0.70, 1.16, 0.52], // fours_share
    [1.25, -0.18, 0.22, 0.45, -0.04, 1.02], // two_fours
    [0.79, 0.34, 0.21, 0.01, 0.14, 0.00], // picked
    [0.33, 0.34, 0.18, 0.00, 0.15, 0.00], // protected
    [-1.27, 0.00, -0.65, 0.16, -0.15, -0.13], // five
    [-0.70, 0.34, 0.03, 0.12, -0.40, -0.07], // six
];

const MEASURES: usize = 36;
/// Families of edits.
const FAMILIES: usize = 6;

/// [`Signs::kind`] of hand-picked phrases.
const PICKED: u8 = Word::Phrase as u8;
/// [`Signs::kind`] of names that must not be written wrongly.
const PROTECTED: u8 = Word::Protected as u8;
/// In a protected name, the least score and the least gain: clean text holds next to none of them.
const PROTECTED_LEAST: (f32, f32) = (-2.0, 4.0);
/// The same for other hand-picked phrases.
const PICKED_LEAST: (f32, f32) = (-1.5, 6.0);

/// The same for a character that sounds like the one in a long word of the dictionary: next to nothing else looks
/// like an idiom but for one character, though few stand in the reference.
const IDIOM_LEAST: (f32, f32) = (-2.0, 10.0);
/// Where it falls to pieces more, as long ones do, the reference need say even less.
const SURE_IDIOM_LEAST: (f32, f32) = (-3.0, 18.0);
/// Fewest characters of such a word.
const IDIOM: u8 = 4;

/// How strongly the signs speak for the edit, in the logarithm of the odds.
pub(super) fn score(kind: Kind, signs: &Signs) -> f32 {
    let family = Family::of(kind) as usize;
    let measures = measures(kind, signs);
    measures.iter().zip(&WEIGHTS).fold(BIAS[family], |sum, (measure, weights)| sum + measure * weights[family])
}

/// True when the edit makes a name that must not be written wrongly.
pub(super) fn is_protected(signs: &Signs) -> bool {
    signs.kind >= PROTECTED
}

/// The least score with which an edit of this kind is reported at all.
pub(super) fn least(kind: Kind) -> f32 {
    THRESHOLDS[Family::of(kind) as usize][0]
}

/// The tier that an edit reaches.
pub(super) fn tier(kind: Kind, signs: &Signs, score: f32) -> Option<Tier> {
    if is_protected(signs) && score >= PROTECTED_LEAST.0 && signs.gain >= PROTECTED_LEAST.1 {
        return Some(Tier::Block);
    }
    let [advice, error, block] = THRESHOLDS[Family::of(kind) as usize];
    if is_one_word_for_another(signs) {
        return (score >= (advice + error) / 2.0).then_some(Tier::Advice);
    }
    let picked = is_picked(kind, signs) && score >= PICKED_LEAST.0 && signs.gain >= PICKED_LEAST.1;
    let idiom = kind == Kind::Substitution(Likeness::SameSound) && is_idiom(signs, score);
    match score {
        score if score >= block => Some(Tier::Block),
        score if score >= error || picked || idiom => Some(Tier::Error),
        score if score >= advice => Some(Tier::Advice),
        _ => None,
    }
}

/// True when what is meant is so fixed that little else need speak for it: a phrase, or a collocation where a character
/// is taken for one that it is like.
fn is_picked(kind: Kind, signs: &Signs) -> bool {
    let is_mistaken = matches!(kind, Kind::Substitution(likeness) if likeness != Likeness::Other);
    signs.kind >= PICKED || is_mistaken && is_broken_collocation(signs)
}

/// True when what is meant is a collocation, and the character makes no word with its neighbours: 标签标示 is as good as
/// 标签标识.
fn is_broken_collocation(signs: &Signs) -> bool {
    signs.kind == Word::Collocation as u8 && signs.written_word < 2
}

/// True when what is meant is a long word of the dictionary or a collocation, and the place looks like nothing else.
fn is_idiom(signs: &Signs, score: f32) -> bool {
    let is_fixed = signs.kind == Word::Word as u8 || is_broken_collocation(signs);
    let reaches = |least: (f32, f32)| score >= least.0 && signs.gain >= least.1;
    signs.word >= IDIOM
        && is_fixed
        && signs.novel == signs.trigrams
        && (reaches(IDIOM_LEAST) || reaches(SURE_IDIOM_LEAST))
}

/// True when a short word gives way to another: 税源 may be rare in the reference, and is no slip of 水源.
fn is_one_word_for_another(signs: &Signs) -> bool {
    signs.written_word >= 2 && signs.word <= 2
}

/// The signs as numbers of about the size of one.
fn measures(kind: Kind, signs: &Signs) -> [f32; MEASURES] {
    let yes = |sign: bool| f32::from(u8::from(sign));
    let level = |level: u8| f32::from(level) / 4.0;
    let frequency = |class: u8| f32::from(class) / 36.0;
    let near = matches!(kind, Kind::Substitution(Likeness::NearSound | Likeness::Shape));
    let homophone = yes(kind == Kind::Homophone);
    let trigrams = match kind {
        Kind::Doubled | Kind::Insertion => 2,
        Kind::Omission => 3,
        _ => signs.trigrams.max(1),
    };
    let support = level(signs.support) / f32::from(trigrams);
    let gain = signs.gain.clamp(-5.0, 15.0) / 10.0;
    let novel = yes(signs.novel == signs.trigrams && signs.trigrams >= 3);
    let written = yes(signs.written_word > 0);
    [
        yes(kind == Kind::Substitution(Likeness::NearSound)),
        yes(kind == Kind::Substitution(Likeness::Shape)),
        homophone,
        novel,
        yes(signs.trigrams == 1),
        yes(signs.trigrams == 2),
        yes(signs.written_pair == 0),
        yes(signs.written_pair >= 3),
        level(signs.repaired_pair),
        yes(signs.weakest == 0),
        yes(signs.weakest >= 3),
        support,
        support * support,
        gain,
        gain.max(0.0),
        gain * support,
        gain * novel,
        support * novel,
        yes(signs.word == 0),
        yes(signs.word >= 4),
        yes(signs.inside),
        frequency(signs.frequency),
        frequency(signs.frequency) * support,
        written,
        frequency(signs.written_frequency),
        written * support,
        frequency(signs.written_frequency) * gain,
        homophone * support,
        yes(near) * gain,
        level(signs.fours),
        f32::from(signs.fours) / f32::from(signs.all_fours.max(1)),
        f32::from(signs.fours.min(2)) / 2.0,
        yes(signs.kind >= PICKED),
        yes(signs.kind >= PROTECTED),
        yes(signs.word >= 5),
        yes(signs.word >= 6),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRONG: Signs = Signs {
        novel: 3,
        trigrams: 3,
        written_pair: 0,
        repaired_pair: 4,
        weakest: 3,
        strongest: 4,
        support: 11,
        fours: 3,
        all_fours: 4,
        gain: 11.0,
        word: 4,
        inside: true,
        frequency: 20,
        kind: 1,
        written_word: 0,
        written_frequency: 0,
    };

    #[test]
    fn more_support_weighs_more() {
        let kind = Kind::Substitution(Likeness::SameSound);
        let strong = score(kind, &STRONG);
        assert_eq!(tier(kind, &STRONG, strong), Some(Tier::Block));
        assert!(score(kind, &Signs { gain: 2.0, ..STRONG }) < strong);
        assert!(score(kind, &Signs { fours: 0, support: 5, ..STRONG }) < strong);
        let nothing = Signs { trigrams: 3, ..Signs::default() };
        assert_eq!(tier(kind, &nothing, score(kind, &nothing)), None);
    }

    #[test]
    fn look_alikes_need_more_than_homophones() {
        let weak = Signs { gain: 3.0, ..STRONG };
        let score = |likeness| score(Kind::Substitution(likeness), &weak);
        assert!(score(Likeness::SameSound) > score(Likeness::Shape));
        assert!(score(Likeness::Shape) > score(Likeness::NearSound));
    }
}
