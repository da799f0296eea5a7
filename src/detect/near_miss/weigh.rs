//! How much the signs of an edit weigh, and what level that makes.
//!
//! The score is a sum of signs times weights, found by logistic regression on development text:
//! sentences with natural typing errors, held-out reference text with planted ones, and clean text.
//! Each weight is a judgement of how much a sign is worth; `docs/near-miss.md` says how they were
//! found and what they reach on text that was not used for finding them.

use super::characters::Likeness;
use super::context::Signs;
use super::edit::Kind;

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
    Mistaken,
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
            Kind::Substitution(_) | Kind::Homophone | Kind::Omission => Family::Mistaken,
        }
    }
}

/// The least score of each tier, by family: advice, error, block.
const THRESHOLDS: [[f32; 3]; 4] = [[0.0, 1.3, 3.2], [0.5, 1.6, 4.0], [1.8, 4.2, 6.0], [0.6, 3.0, 5.0]];

/// The score with no signs at all, by family: mistaken, doubled, inserted, transposed.
const BIAS: [f32; 4] = [-4.36, -0.89, -6.96, -4.41];

/// What one unit of each sign adds, by family. The order is that of [`measures`].
#[rustfmt::skip]
const WEIGHTS: [[f32; 4]; MEASURES] = [
    [-2.19, 0.00, 0.00, 0.00], // near
    [-1.38, 0.00, 0.00, 0.00], // shape
    [-1.78, 0.00, 0.00, 0.00], // homophone
    [1.06, 0.51, 1.17, 0.69], // all_novel
    [-0.75, 0.00, 0.00, 0.00], // one_trigram
    [0.24, -0.28, -2.86, -0.57], // two_trigrams
    [0.32, 0.15, 0.16, 0.56], // unseen_pair
    [-0.67, 0.05, -0.05, -0.30], // usual_pair
    [-0.23, 0.17, 0.13, 0.73], // repaired_pair
    [-0.63, -1.04, -0.99, -1.04], // unseen
    [-0.49, 0.19, -0.27, -0.46], // usual
    [0.92, 0.44, 0.59, 2.52], // support
    [1.02, 0.47, 1.38, 1.80], // support2
    [1.56, 2.27, 1.51, 2.06], // gain
    [0.32, 2.24, 1.49, 1.27], // gain_pos
    [1.24, 1.47, 0.74, 1.08], // gain_support
    [-0.15, 0.51, 0.50, 0.54], // gain_novel
    [1.76, 0.19, 0.39, 1.19], // support_novel
    [-1.34, 0.69, -0.46, -0.14], // no_word
    [0.22, -0.38, -0.12, -0.21], // phrase
    [0.34, -0.70, -0.39, 0.02], // inside
    [-0.44, 0.05, 1.08, 1.05], // freq
    [0.84, 0.06, -0.11, 0.37], // freq_support
    [-0.36, -1.11, -1.14, -1.14], // written
    [-0.89, -0.03, -0.64, -0.59], // wfreq
    [0.81, -0.01, 0.77, -0.21], // written_support
    [0.72, 0.96, 0.27, 0.46], // wfreq_gain
    [0.49, 0.00, 0.00, 0.00], // homo_support
    [2.01, 0.00, 0.00, 0.00], // near_gain
    [1.09, 0.37, 2.07, 0.99], // fours
    [0.10, 0.63, 1.17, 0.32], // fours_share
    [1.34, 0.35, -0.21, 1.30], // two_fours
];

const MEASURES: usize = 32;

/// How strongly the signs speak for the edit, in the logarithm of the odds.
pub(super) fn score(kind: Kind, signs: &Signs) -> f32 {
    let family = Family::of(kind) as usize;
    let measures = measures(kind, signs);
    measures.iter().zip(&WEIGHTS).fold(BIAS[family], |sum, (measure, weights)| sum + measure * weights[family])
}

/// The tier that a score reaches.
pub(super) fn tier(kind: Kind, score: f32) -> Option<Tier> {
    let [advice, error, block] = THRESHOLDS[Family::of(kind) as usize];
    match score {
        score if score >= block => Some(Tier::Block),
        score if score >= error => Some(Tier::Error),
        score if score >= advice => Some(Tier::Advice),
        _ => None,
    }
}

/// The signs as numbers of about the size of one.
fn measures(kind: Kind, signs: &Signs) -> [f32; MEASURES] {
    let yes = |sign: bool| f32::from(u8::from(sign));
    let level = |level: u8| f32::from(level) / 4.0;
    let frequency = |class: u8| f32::from(class) / 36.0;
    let near = matches!(kind, Kind::Substitution(Likeness::NearSound | Likeness::Shape));
    let homophone = yes(kind == Kind::Homophone);
    let removal = matches!(kind, Kind::Doubled | Kind::Insertion);
    let trigrams = if removal { 2 } else { signs.trigrams.max(1) };
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
        written_word: 0,
        written_frequency: 0,
    };

    #[test]
    fn more_support_weighs_more() {
        let kind = Kind::Substitution(Likeness::SameSound);
        let strong = score(kind, &STRONG);
        assert_eq!(tier(kind, strong), Some(Tier::Block));
        assert!(score(kind, &Signs { gain: 2.0, ..STRONG }) < strong);
        assert!(score(kind, &Signs { fours: 0, support: 5, ..STRONG }) < strong);
        assert_eq!(tier(kind, score(kind, &Signs { trigrams: 3, ..Signs::default() })), None);
    }

    #[test]
    fn look_alikes_need_more_than_homophones() {
        let weak = Signs { gain: 3.0, ..STRONG };
        let score = |likeness| score(Kind::Substitution(likeness), &weak);
        assert!(score(Likeness::SameSound) > score(Likeness::Shape));
        assert!(score(Likeness::Shape) > score(Likeness::NearSound));
    }
}
