//! Near-misses: text that nobody writes, one edit away from text that everybody writes.
//!
//! No list of wrong forms is needed. Where neighbouring characters stand together as they never
//! did in a reference of official text ([`search`]), edits are tried that people and input methods
//! make ([`characters`], [`homophones`]); those that turn the place into something usual are
//! weighed ([`context`], [`weigh`]) and the best of each place is reported if it weighs enough.
//!
//! What this does not do: judge names, numbers, grammar or style, or anything that is usual by
//! itself (a right word in the wrong place).

use std::collections::HashMap;
use std::sync::OnceLock;

use super::{Detector, Scan};
use crate::document::{Block, BlockKind, Document, Hidden};
use crate::finding::{Match, Message};
use crate::model::{BOUNDARY, Level, Model, Symbols, symbol};
use crate::rule::{Confidence, Rule, Severity};
use crate::span::{Span, Text};

mod almost;
mod characters;
mod clean;
mod context;
mod edit;
mod guards;
mod homophones;
mod innocent;
mod lexicon;
mod neighbours;
mod page;
mod phrases;
mod plain;
mod rules;
mod search;
mod sounds;
mod table;
mod walks;
mod weigh;
mod windows;
pub(super) mod words;

pub use almost::{Almost, Held};
use characters::Characters;
pub use characters::Likeness;
use clean::{Clean, Key};
pub use context::Signs;
use context::{Covering, Places};
use edit::Edit;
pub use edit::Kind as EditKind;
use guards::Case;
use lexicon::Lexicon;
pub use lexicon::Segmenter;
use neighbours::Neighbours;
use phrases::Phrases;
use search::Search;
use sounds::{Sounds, Which};
use table::Aligned;
use walks::Walks;
pub use weigh::Tier;
use windows::{Place, Windows};

/// Everything that is known before a document is read.
#[derive(Debug)]
struct Knowledge {
    models: Vec<Model>,
    lexicon: Lexicon,
    characters: Characters,
    sounds: Sounds,
    usual_sounds: Sounds,
    phrases: Phrases,
    neighbours: Neighbours,
    clean: Clean,
}

impl Knowledge {
    /// What these models know; the terms of those from `own` on are not built in.
    fn new(models: Vec<Model>, own: usize) -> Self {
        let terms: Vec<&str> = models[own..].iter().flat_map(Model::terms).collect();
        let (lexicon, phrases) = lexicon::built_in(&terms);
        let mut characters = Characters::built_in();
        let sounds = Sounds::new(&characters, Which::Near);
        let usual_sounds = Sounds::new(&characters, Which::Usual);
        let neighbours = Neighbours::new(&models, |symbol| characters.group(symbol));
        characters.number(|symbol| neighbours.number(symbol));
        Knowledge { models, lexicon, characters, sounds, usual_sounds, phrases, neighbours, clean: Clean::default() }
    }

    /// True when `right` was ever seen directly behind `left`.
    #[inline]
    fn meet(&self, left: u16, right: u16) -> bool {
        self.neighbours.meet(&self.models, left, right)
    }

    fn trigram(&self, trigram: [u16; 3]) -> Level {
        self.models.iter().map(|model| model.trigram(trigram)).max().unwrap_or(0)
    }

    /// True when the trigram was seen often enough to speak for a repair, and its pairs no less.
    fn is_usual(&self, [left, middle, right]: [u16; 3]) -> bool {
        let is_often = |left, right| self.neighbours.often_meet(&self.models, left, right);
        is_often(left, middle)
            && is_often(middle, right)
            && self.models.iter().any(|model| model.usual_trigram([left, middle, right]))
    }

    /// How often the trigrams that touch `width` symbols from `at` were seen; for a width of 0,
    /// those that bridge the place.
    fn trigram_levels<'a>(&'a self, symbols: &'a [u16], at: usize, width: usize) -> impl Iterator<Item = Level> + 'a {
        let last = if width == 0 { at } else { at + width };
        let places = at.saturating_sub(1)..=last;
        let inner = places.filter(|&middle| middle > 0 && middle + 1 < symbols.len() && symbols[middle] != BOUNDARY);
        inner.map(|middle| self.trigram([symbols[middle - 1], symbols[middle], symbols[middle + 1]]))
    }

    /// How many stretches of four touch `width` symbols from `at` (bridge the place for a width of
    /// 0) and recur, and how many there are.
    fn fours(&self, symbols: &[u16], at: usize, width: usize) -> (u8, u8) {
        let first = (at + usize::from(width == 0)).saturating_sub(if width == 0 { 4 } else { 3 });
        let last = if width == 0 { at.saturating_sub(1) } else { at + width - 1 };
        let fours = (first..=last).filter_map(|start| symbols.get(start..)?.first_chunk::<4>());
        let whole = fours.filter(|four| four[1] != BOUNDARY && four[2] != BOUNDARY);
        whole.fold((0, 0), |(recurring, all), &four| (recurring + u8::from(self.recurs(four)), all + 1))
    }

    fn recurs(&self, four: [u16; 4]) -> bool {
        self.models.iter().any(|model| model.recurs(four))
    }

    /// How often the rarest pair that touches `width` symbols from `at` was seen.
    fn rarest_pair(&self, symbols: &[u16], at: usize, width: usize) -> Level {
        let joint = &symbols[at.saturating_sub(1)..(at + width + 1).min(symbols.len())];
        joint.windows(2).map(|pair| self.neighbours.level(&self.models, pair[0], pair[1])).min().unwrap_or(0)
    }
}

/// Counts from laws, regulations, reports and briefings; see `docs/near-miss.md`.
static REFERENCE: &Aligned<[u8]> = &Aligned(*include_bytes!("near_miss/data/reference.model"));

/// Least Chinese characters of a table cell or field that is read as prose: shorter ones are names.
const LEAST_CELL: usize = 10;
/// An edit that is met more often than this in one document is its jargon.
const JARGON: u32 = 2;
/// A right form that the same document has this often makes the one wrong form surer.
const CONSISTENT: usize = 3;

/// True for the rules of this module, whose findings are inferred: what a list says of the same
/// text, with its source, outranks them.
pub fn reports(rule: &Rule) -> bool {
    RULES.iter().any(|own| own.id == rule.id)
}

/// Every rule of this module.
static RULES: [&Rule; 4] = [&rules::PROTECTED, &rules::PHRASE, &rules::WORD, &rules::PAGE];

/// Finds near-misses. What it knows is read when the first document comes.
#[derive(Debug, Default)]
pub struct NearMiss {
    models: Vec<Model>,
    knowledge: OnceLock<Knowledge>,
}

/// An edit that would make the text more usual, with all that speaks for and against it.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// What the edit replaces, as bytes of the text; for an omission the character before the gap.
    pub edited: std::ops::Range<usize>,
    /// What should stand in the place of `edited`.
    pub replacement: String,
    /// The word or phrase that is meant, as it is written: the bytes of the text.
    pub extent: std::ops::Range<usize>,
    /// The word or phrase that is meant, as it should be.
    pub right: String,
    /// What happened to it.
    pub kind: EditKind,
    /// What speaks for and against it.
    pub signs: Signs,
    /// How strongly the signs speak for it, in the logarithm of the odds.
    pub score: f32,
    /// The level that the score reaches.
    pub tier: Tier,
}

impl NearMiss {
    /// A detector that knows the built-in reference and these models besides.
    pub fn with_models(models: Vec<Model>) -> Self {
        NearMiss { models, knowledge: OnceLock::new() }
    }

    /// A detector that knows these models and no built-in reference but its terms: for measuring what
    /// a reference is worth.
    pub fn with_models_only(models: Vec<Model>) -> Self {
        NearMiss { knowledge: OnceLock::from(Knowledge::new(models, 0)), models: Vec::new() }
    }

    /// Every edit of a text that reaches a level, in the order of the text; those that compete for the
    /// same place too.
    pub fn consider(&self, text: &str) -> Vec<Candidate> {
        let mut found = Vec::new();
        Reader::new(self.knowledge()).read(text, &mut |candidate| found.push(candidate));
        found
    }

    /// The likeliest edits of a text that are not reported, and why: for people who ask.
    pub fn almost(&self, text: &str) -> Vec<Almost> {
        almost::almost(self.knowledge(), text)
    }

    /// The same as [`NearMiss::consider`] in the most obvious way, and far slower: for
    /// comparing.
    pub fn consider_plainly(&self, text: &str) -> Vec<Candidate> {
        plain::consider(self.knowledge(), text)
    }

    fn knowledge(&self) -> &Knowledge {
        self.knowledge.get_or_init(|| {
            let built_in = Model::from_built_in(&REFERENCE.0).ok();
            let own = usize::from(built_in.is_some());
            Knowledge::new(built_in.into_iter().chain(self.models.iter().cloned()).collect(), own)
        })
    }
}

impl Detector for NearMiss {
    fn rules(&self) -> Vec<&'static Rule> {
        RULES.to_vec()
    }

    fn detect(&self, scan: &Scan<'_>, out: &mut Vec<Match>) {
        let document = scan.document();
        let mut reader = Reader::new(self.knowledge());
        let mut found = Vec::new();
        for block in prose_blocks(document) {
            let start = block.span.start();
            let first = found.len();
            let text = document.slice(block.span);
            let (clean, key) = (&self.knowledge().clean, Key::of(text));
            if clean.knows(key) {
                continue;
            }
            reader.read(text, &mut |candidate| found.push(candidate.moved(start)));
            if found.len() > first && innocent::is_traditional(text) {
                found.truncate(first);
            }
            if found.len() == first {
                clean.remember(key);
            }
            keep_best(&mut found, first);
        }
        found.retain(|candidate| !innocent::is_innocent(document.text(), candidate));
        adjust(document.text(), &mut found);
        out.append(&mut page::matches(document.text(), &found));
    }
}

/// Reads one text after the other into the same buffers.
struct Reader<'a> {
    knowledge: &'a Knowledge,
    symbols: Symbols,
    novel: Vec<bool>,
    walks: Walks,
    windows: Windows,
    places: Vec<Place>,
    edits: Vec<Edit>,
}

impl<'a> Reader<'a> {
    fn new(knowledge: &'a Knowledge) -> Self {
        let (symbols, walks, windows) = (Symbols::default(), Walks::default(), Windows::default());
        Reader { knowledge, symbols, novel: Vec::new(), walks, windows, places: Vec::new(), edits: Vec::new() }
    }

    /// Hands every edit of a text that reaches a level to `found`.
    fn read(&mut self, text: &str, found: &mut dyn FnMut(Candidate)) {
        let Reader { knowledge, symbols: all, novel, walks, windows, places: asked, edits } = self;
        all.fill(text);
        let symbols = all.as_slice();
        search::mark(knowledge, symbols, novel);
        if !novel.contains(&true) {
            return;
        }
        let search = Search { knowledge, symbols, novel };
        windows.fill(symbols);
        // All are looked up before any is searched, so that a processor waits for memory once.
        asked.clear();
        asked.extend(search.places().map(|at| windows.around(symbols, at)));
        asked.retain(|place| !knowledge.clean.knows(place.wide));
        let mut places = Places::new(knowledge, symbols, novel, walks);
        for place in asked.iter() {
            places.go(place.at);
            search.edits(place, &mut places, edits);
            let (mut is_clean, mut is_supported) = (true, false);
            for edit in edits.iter() {
                let Some((signs, covering)) = places.signs(edit) else { continue };
                is_supported = true;
                if let Some(reached) = Reached::of(edit, signs, covering) {
                    // What is made of it may depend on more than the windows hold.
                    is_clean = false;
                    candidate(text, all, &search, &mut places, edit, reached).into_iter().for_each(&mut *found);
                }
            }
            if is_clean {
                knowledge.clean.remember(place.wide);
            }
            // Phrases are always supported: one may hide an edit that is found here without it.
            if !is_supported {
                knowledge.clean.remember(place.narrow);
            }
        }
    }
}

/// What was found out about an edit whose signs reach a level.
struct Reached {
    signs: Signs,
    covering: Option<Covering>,
    score: f32,
    tier: Tier,
}

impl Reached {
    fn of(edit: &Edit, signs: Signs, covering: Option<Covering>) -> Option<Self> {
        let score = weigh::score(edit.kind, &signs);
        let tier = weigh::tier(edit.kind, &signs, score)?;
        Some(Reached { signs, covering, score, tier })
    }
}

/// The edit as a candidate, unless the text around it says that nothing is wrong.
fn candidate(
    text: &str,
    all: &Symbols,
    &Search { knowledge, symbols, .. }: &Search<'_>,
    places: &mut Places<'_>,
    edit: &Edit,
    Reached { signs, covering, score, tier }: Reached,
) -> Option<Candidate> {
    let edited = all.bytes(edit.start..edit.end);
    let case = Case { knowledge, symbols, before: &text[..edited.start], edit, signs: &signs, covering };
    let tier = case.judge(tier)?;
    let (extent, right) = places.extent(edit, covering);
    let [replacement, right] = [edit.right(), &right].map(String::from_utf16_lossy);
    Some(Candidate { edited, replacement, extent: all.bytes(extent), right, kind: edit.kind, signs, score, tier })
}

/// The texts of a document that are read, and that are worth learning from.
pub fn prose(document: &Document) -> impl Iterator<Item = &str> {
    prose_blocks(document).map(|block| document.slice(block.span))
}

fn prose_blocks(document: &Document) -> impl Iterator<Item = &Block> {
    document.blocks().iter().filter(|block| is_prose(document, block))
}

/// Running text that a reader sees: short cells and fields hold names and numbers.
fn is_prose(document: &Document, block: &Block) -> bool {
    let seen = matches!(block.hidden, None | Some(Hidden::Row | Hidden::Column | Hidden::Sheet | Hidden::Note));
    let long = || document.slice(block.span).chars().filter(|&char| symbol(char) != BOUNDARY).count() >= LEAST_CELL;
    let prose = match block.kind {
        BlockKind::Title | BlockKind::Heading(_) | BlockKind::Paragraph => true,
        BlockKind::Cell(_) | BlockKind::Field => long(),
        _ => false,
    };
    prose && seen
}

/// Of the candidates from `first` on that touch one another, keeps the heaviest.
fn keep_best(found: &mut Vec<Candidate>, first: usize) {
    let mut fresh = found.split_off(first);
    fresh.sort_by(|a, b| {
        b.score.total_cmp(&a.score).then(a.edited.start.cmp(&b.edited.start)).then(a.right.cmp(&b.right))
    });
    for candidate in fresh {
        let touches =
            |other: &Candidate| candidate.extent.start < other.extent.end && other.extent.start < candidate.extent.end;
        if !found[first..].iter().any(touches) {
            found.push(candidate);
        }
    }
}

/// What the document says about its own habits: a form that it keeps using is its jargon; one that
/// it writes right everywhere else is a slip.
fn adjust(text: &str, found: &mut [Candidate]) {
    let mut uses: HashMap<(String, String), u32> = HashMap::new();
    for candidate in found.iter() {
        *uses.entry(candidate.pair(text)).or_default() += 1;
    }
    for candidate in found.iter_mut() {
        // A text may well use a longer and a shorter form of the same thing.
        let is_gap = matches!(candidate.kind, EditKind::Omission | EditKind::Insertion);
        let count = uses[&candidate.pair(text)];
        let is_usage =
            count > JARGON || candidate.is_whole_word() && is_repeated(text, &text[candidate.extent.clone()]);
        if is_usage {
            candidate.tier = Tier::Advice;
        } else if count == 1 && candidate.tier == Tier::Advice && !is_gap && repeats(text, &candidate.right) {
            candidate.tier = Tier::Error;
        }
    }
}

/// True when two characters that were taken for another word of two come again: hardly anybody mistypes
/// them in the same way twice.
fn is_repeated(text: &str, written: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), written).nth(1).is_some()
}

fn repeats(text: &str, right: &str) -> bool {
    right.chars().count() >= 3
        && memchr::memmem::find_iter(text.as_bytes(), right).take(CONSISTENT).count() >= CONSISTENT
}

fn to_match(candidate: &Candidate) -> Match {
    let tier = candidate.tier;
    let rule = match &candidate.signs {
        signs if weigh::is_protected(signs) && tier >= Tier::Error => &rules::PROTECTED,
        signs if signs.word >= 3 => &rules::PHRASE,
        _ => &rules::WORD,
    };
    let span: Span<Text> = Span::from(candidate.extent.clone());
    let mut found = Match::new(rule, span)
        .with(format!("edit:{}", candidate.kind.name()))
        .with(format!("phrase:{}", candidate.right))
        .with(format!("gain:{:.1}", candidate.signs.gain))
        .with(format!("novel-trigrams:{}/{}", candidate.signs.novel, candidate.signs.trigrams))
        .with(format!("tier:{}", tier.name()));
    (found.severity, found.confidence) = match tier {
        Tier::Block => (rule.severity, Confidence::High),
        Tier::Error => (Severity::Error, Confidence::Medium),
        Tier::Advice => (Severity::Advice, Confidence::Low),
    };
    found.message = Some(candidate.message());
    found.suggestion = Some(candidate.right.clone());
    found
}

impl Candidate {
    fn moved(mut self, by: usize) -> Self {
        for range in [&mut self.edited, &mut self.extent] {
            *range = range.start + by..range.end + by;
        }
        self
    }

    /// True when one word of two characters is taken for another.
    fn is_whole_word(&self) -> bool {
        let is_likeness = matches!(self.kind, EditKind::Substitution(_) | EditKind::Homophone);
        is_likeness && self.signs.word <= 2 && self.right.chars().count() == 2
    }

    fn pair(&self, text: &str) -> (String, String) {
        (text[self.extent.clone()].to_owned(), self.right.clone())
    }

    fn message(&self) -> Message {
        let (right, kind) = (&self.right, self.kind);
        Message::new(
            format!("疑为「{right}」之误（{}）", kind.title()),
            format!("probably meant: {right} ({})", kind.name()),
        )
    }
}
