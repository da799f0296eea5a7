//! Places and the posts that belong to them: a city under the wrong province, a level named twice
//! (湖北省省委), 原 before the body instead of the post.
//!
//! Only names that stand in the table of units are judged; development zones, towns and units
//! younger than the table are never suspected. The names are looked for together with the listed phrases
//! ([`super::phrase`]).

use std::ops::Range;

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
    heads: Vec<(&'static str, Head)>,
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
pub(super) struct Fault {
    rule: &'static Rule,
    span: Range<usize>,
    suggestion: String,
    message: Message,
}

impl Places {
    /// Reads the table of units.
    pub fn new() -> Self {
        let units = Units::read();
        let mut heads = Vec::new();
        for &province in units.provinces() {
            heads.push((
                province,
                if province.ends_with('市') { Head::City(province) } else { Head::Province(province) },
            ));
            heads.extend(parent::short_name(province).map(|short| (short, Head::Short(province))));
        }
        heads.extend(units.cities().iter().map(|&city| (city, Head::City(city))));
        heads.extend(doubled::PHRASES.map(|phrase| (phrase, Head::Doubled)));
        Places { units, heads }
    }

    /// The rules whose faults it finds.
    pub(super) fn rules(&self) -> &'static [&'static Rule] {
        &rules::ALL
    }

    /// The names by which faults are looked for.
    pub(super) fn phrases(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.heads.iter().map(|&(phrase, _)| phrase)
    }

    /// What is wrong where the phrase of this index stands.
    pub(super) fn faults(&self, text: &str, span: &Range<usize>, phrase: usize) -> impl Iterator<Item = Fault> + use<> {
        let head = self.heads[phrase].1;
        let of_head = match head {
            Head::Doubled => doubled::check(&self.units, text, span),
            _ => parent::check(&self.units, text, span, head),
        };
        former::check(text, span, head).into_iter().chain(of_head)
    }
}

impl Fault {
    /// The match of a fault in the text that begins at byte `start` of the document.
    pub(super) fn found(self, start: usize) -> Match {
        let mut found = Match::new(self.rule, Span::new(start + self.span.start, start + self.span.end));
        found.suggestion = Some(self.suggestion);
        found.message = Some(self.message);
        found
    }
}

impl Default for Places {
    fn default() -> Self {
        Places::new()
    }
}
