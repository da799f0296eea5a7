//! Places and the posts that belong to them: a city under the wrong province, a level named twice
//! (湖北省省委), 原 before the body instead of the post.
//!
//! Only names that stand in the table of units are judged; development zones, towns and units
//! younger than the table are never suspected.

use std::ops::Range;

use super::Detector;
use super::phrase::index::{Hit, PhraseIndex};
use crate::document::Document;
use crate::finding::{Match, Message};
use crate::rule::Rule;
use crate::span::Span;

mod doubled;
mod former;
mod parent;
mod rules;
mod units;

use units::Units;

/// See the module.
pub struct Places {
    units: Units,
    index: PhraseIndex,
    heads: Vec<Head>,
}

/// What a phrase of the index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Head {
    /// A province under its full name.
    Province(&'static str),
    /// A province without 省 or 自治区, and its full name.
    Short(&'static str),
    /// A city, a prefecture, a municipality.
    City(&'static str),
    /// 省省委, 市市委.
    Doubled,
}

/// A fault found in the text of a block.
struct Fault {
    rule: &'static Rule,
    span: Range<usize>,
    suggestion: String,
    message: Message,
}

impl Places {
    /// Reads the table of units.
    pub fn new() -> Self {
        let units = Units::read();
        let mut phrases = Vec::new();
        for &province in units.provinces() {
            phrases.push((
                province,
                if province.ends_with('市') { Head::City(province) } else { Head::Province(province) },
            ));
            phrases.extend(parent::short_name(province).map(|short| (short, Head::Short(province))));
        }
        phrases.extend(units.cities().iter().map(|&city| (city, Head::City(city))));
        phrases.extend(doubled::PHRASES.map(|phrase| (phrase, Head::Doubled)));
        let index = PhraseIndex::new(phrases.iter().map(|&(phrase, _)| phrase));
        Places { units, index, heads: phrases.into_iter().map(|(_, head)| head).collect() }
    }

    fn faults(&self, text: &str) -> Vec<Fault> {
        let mut faults = Vec::new();
        self.index.search(text, |Hit { span, phrase }| {
            let head = self.heads[phrase];
            faults.extend(former::check(text, &span, head));
            faults.extend(match head {
                Head::Doubled => doubled::check(&self.units, text, &span),
                _ => parent::check(&self.units, text, &span, head),
            });
        });
        faults
    }
}

impl Default for Places {
    fn default() -> Self {
        Places::new()
    }
}

impl Detector for Places {
    fn rules(&self) -> Vec<&'static Rule> {
        rules::ALL.to_vec()
    }

    fn detect(&self, document: &Document, out: &mut Vec<Match>) {
        for block in document.blocks().iter().filter(|block| block.is_prose()) {
            let start = block.span.start();
            for fault in self.faults(document.slice(block.span)) {
                let span = Span::new(start + fault.span.start, start + fault.span.end);
                let mut found = Match::new(fault.rule, span);
                found.suggestion = Some(fault.suggestion);
                found.message = Some(fault.message);
                out.push(found);
            }
        }
    }
}
