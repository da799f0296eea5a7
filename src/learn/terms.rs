//! Recurring terms: neighbouring words that reference text uses together again and again.

use std::collections::HashMap;

use super::tally::Tally;
use crate::detect::near_miss::Segmenter;
use crate::model::{BOUNDARY, Symbols};

/// Shortest and longest term, in characters. Shorter ones say too little, longer ones hold a shorter one.
const LENGTH: std::ops::RangeInclusive<usize> = 4..=8;
/// Longest stretch that is counted: long enough to see whether a term only occurs inside another.
const LONGEST_COUNTED: usize = 10;
/// Most terms of a model.
const MOST: usize = 15_000;
/// A stretch that is followed or preceded by the same word this often is a piece of a longer one.
const PIECE: f64 = 0.7;
/// Words that no term begins or ends with.
const GRAMMAR: &str = "的了和与及或等在对将被为以于由向从把而其之是有无不应可须该本所并第即也都就还但使让给着过们这那各每另再又则我你他她它要会能年月日一二三四五六七八九十";

/// Finds terms in two passes over the same text: [`Terms::count`] everything, then [`Terms::collect`].
#[derive(Debug, Default)]
pub(super) struct Terms {
    segmenter: Segmenter,
    symbols: Symbols,
    tally: Tally,
    counts: HashMap<u64, u32>,
    found: HashMap<u64, Term>,
}

#[derive(Debug)]
struct Term {
    text: String,
    count: u32,
    /// The count of its most frequent extension by one word.
    longer: u32,
}

impl Terms {
    /// Counts the stretches of one paragraph.
    pub(super) fn count(&mut self, paragraph: &str) {
        self.symbols.fill(paragraph);
        let Terms { segmenter, symbols, tally, .. } = self;
        each_run(segmenter, symbols.as_slice(), &mut |run, words| {
            for stretch in stretches(words) {
                tally.add(key(&run[words[stretch.start].start..words[stretch.end - 1].end]));
            }
        });
    }

    /// Ends the counting. Only stretches seen `least` times are remembered.
    pub(super) fn counted(&mut self, least: u32) {
        let counted = std::mem::take(&mut self.tally).finish();
        self.counts = counted.filter(|&(_, count)| count >= least).collect();
    }

    /// Looks at a paragraph again and notes what its frequent stretches are.
    pub(super) fn collect(&mut self, paragraph: &str) {
        self.symbols.fill(paragraph);
        let Terms { segmenter, symbols, counts, found, .. } = self;
        each_run(segmenter, symbols.as_slice(), &mut |run, words| {
            let count = |first: usize, end: usize| {
                counts.get(&key(&run[words[first].start..words[end - 1].end])).copied().unwrap_or(0)
            };
            for stretch in stretches(words) {
                let text = &run[words[stretch.start].start..words[stretch.end - 1].end];
                let own = count(stretch.start, stretch.end);
                if own == 0 || !is_term(run, words, &stretch) {
                    continue;
                }
                let before = if stretch.start > 0 { count(stretch.start - 1, stretch.end) } else { 0 };
                let behind = if stretch.end < words.len() { count(stretch.start, stretch.end + 1) } else { 0 };
                let term = found.entry(key(text)).or_insert_with(|| Term {
                    text: String::from_utf16_lossy(text),
                    count: own,
                    longer: 0,
                });
                term.longer = term.longer.max(before).max(behind);
            }
        });
    }

    /// The terms, most frequent first.
    pub(super) fn finish(self) -> Vec<String> {
        let whole = self.found.into_values().filter(|term| f64::from(term.longer) < PIECE * f64::from(term.count));
        let mut terms: Vec<(u32, String)> = whole.map(|term| (term.count, term.text)).collect();
        terms.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        terms.truncate(MOST);
        terms.into_iter().map(|(_, text)| text).collect()
    }
}

/// Takes a run of Chinese text and the words it was cut into, as ranges of it.
type EachRun<'a> = &'a mut dyn FnMut(&[u16], &[std::ops::Range<usize>]);

/// Hands every run of Chinese characters, cut into words, to `each`.
fn each_run(segmenter: &Segmenter, symbols: &[u16], each: EachRun<'_>) {
    for run in symbols.split(|&symbol| symbol == BOUNDARY).filter(|run| run.len() >= *LENGTH.start()) {
        each(run, &segmenter.cut(run));
    }
}

/// Every stretch of two or more words, as a range of words, that is not too long.
fn stretches(words: &[std::ops::Range<usize>]) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    (0..words.len()).flat_map(move |first| {
        let ends = first + 2..=words.len();
        let short = ends.take_while(move |&end| words[end - 1].end - words[first].start <= LONGEST_COUNTED);
        let enough = short.filter(move |&end| words[end - 1].end - words[first].start >= *LENGTH.start());
        enough.map(move |end| first..end)
    })
}

fn is_term(run: &[u16], words: &[std::ops::Range<usize>], stretch: &std::ops::Range<usize>) -> bool {
    let (first, last) = (&words[stretch.start], &words[stretch.end - 1]);
    let is_grammar =
        |word: &std::ops::Range<usize>| word.len() == 1 && GRAMMAR.chars().any(|char| char as u16 == run[word.start]);
    let inner = words[stretch.clone()].iter().any(|word| word.len() == 1 && run[word.start] == '的' as u16);
    LENGTH.contains(&(last.end - first.start)) && !is_grammar(first) && !is_grammar(last) && !inner
}

fn key(symbols: &[u16]) -> u64 {
    symbols.iter().fold(symbols.len() as u64, |key, &symbol| {
        (key.rotate_left(7) ^ u64::from(symbol)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}
