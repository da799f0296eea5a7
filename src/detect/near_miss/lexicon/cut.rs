//! Cutting a stretch of text into words at the least cost.

use super::{Entry, Hash, LONGEST, Lexicon};

/// Parts of a nat in which costs are counted: whole numbers, so that it does not matter in which
/// order they are added.
pub(in super::super) const NATS: f32 = (1 << 20) as f32;

/// The natural logarithm of the number of words of which the frequencies were counted.
const LOG_TOTAL: i32 = (17.9 * NATS) as i32;
/// Natural logarithm for one step of a frequency class.
const LOG_STEP: i32 = (std::f32::consts::LN_2 / 2.0 * NATS) as i32;

/// The logarithm of the probability of a word of this class and length. A character that is no word
/// by itself costs as much as the rarest.
#[inline]
pub(in super::super) fn cost(class: Option<u8>, length: usize) -> Option<i32> {
    let class = if length == 1 { class.unwrap_or(0) } else { class? };
    Some(i32::from(class) * LOG_STEP - LOG_TOTAL)
}

/// The cheapest way to cut a stretch of text.
#[derive(Clone, Debug)]
pub(in super::super) struct Cut {
    /// For each place the logarithm up to it and where the last word begins.
    best: Vec<(i32, usize)>,
}

impl Cut {
    /// The logarithm of the probability of the whole stretch, in parts of a nat.
    pub(in super::super) fn log(&self) -> i32 {
        self.best.last().map_or(0, |&(log, _)| log)
    }

    /// The words, last first, as ranges of the stretch.
    pub(in super::super) fn words(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        let mut end = self.best.len() - 1;
        std::iter::from_fn(move || {
            let word = (end > 0).then(|| self.best[end].1..end)?;
            end = word.start;
            Some(word)
        })
    }
}

impl Lexicon {
    /// Cuts `text` into words at the least cost, which `class` tells of each.
    pub(in super::super) fn cut(&self, text: &[u16], class: fn(Entry) -> Option<u8>) -> Cut {
        let mut best = vec![(i32::MIN, 0); text.len() + 1];
        best[0] = (0, 0);
        for start in 0..text.len() {
            let mut hash = Hash::default();
            for (end, &symbol) in (start + 1..).zip(&text[start..]).take(LONGEST) {
                hash = hash.push(symbol);
                let entry = self.get(hash);
                let log = cost(class(entry), end - start).map(|cost| best[start].0 + cost);
                if log.is_some_and(|log| log > best[end].0) {
                    best[end] = (log.unwrap_or_default(), start);
                }
                if !entry.goes_on() {
                    break;
                }
            }
        }
        Cut { best }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Segmenter, built_in};
    use crate::model::symbol;

    fn symbols(text: &str) -> Vec<u16> {
        text.chars().map(symbol).collect()
    }

    #[test]
    fn text_is_cut_into_words() {
        let cut = |text: &str| {
            let words = Segmenter::default().cut(&symbols(text));
            words.into_iter().map(|word| word.len()).collect::<Vec<_>>()
        };
        assert_eq!(cut("各级人民政府应当加强"), [2, 4, 2, 2]);
        assert!(cut("").is_empty());
    }

    #[test]
    fn an_error_costs_more_than_its_repair() {
        let (lexicon, _) = built_in(&[]);
        let log =
            |text: &str| lexicon.cut(&symbols(text), |entry| Some(entry.word()?.class)).log() as f32 / super::NATS;
        assert!(log("人民政府同意") > log("人民攻府同意") + 10.0);
        assert!(log("工作部署安排") > log("工作布署安排") + 4.0);
    }
}
