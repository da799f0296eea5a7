//! A generator of synthetic announcements, written without a look at how numbers are detected: it
//! follows what sites publish, so that the evaluation says something about documents never seen.
//!
//! Every name, number and address in it is made up.
#![allow(dead_code, unreachable_pub)]

pub mod announcements;
pub mod chrome;
pub mod decoys;
pub mod document;
pub mod masks;
pub mod papers;
pub mod people;
pub mod render;
pub mod rng;
pub mod scenes;
pub mod score;
pub mod words;
pub mod writing;

use announcements::{Author, Family};
use render::{Format, Rendered};
use rng::Rng;
use words::Words;
use writing::Medium;

/// Which wordings and which seeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Set {
    /// What may be looked at while the detector is written.
    Tune,
    /// What it is judged by.
    HeldOut,
}

impl Set {
    fn words(self) -> &'static Words {
        match self {
            Set::Tune => &words::TUNE,
            Set::HeldOut => &words::HELD_OUT,
        }
    }

    fn seed(self, number: usize) -> Rng {
        let start = if self == Set::Tune { 1 } else { 0x5EED_0000_0000 };
        Rng::new(start + number as u64 * 7919)
    }
}

/// The `number`-th leaking document.
pub fn leaking(set: Set, family: Family, number: usize) -> Rendered {
    generate(set, family, number, true)
}

/// The `number`-th innocent document.
pub fn innocent(set: Set, number: usize) -> Rendered {
    generate(set, Family::Plain, number + 1_000_000, false)
}

fn generate(set: Set, family: Family, number: usize, leaks: bool) -> Rendered {
    let mut rng = set.seed(number);
    let format = Format::ALL[rng.below(Format::ALL.len())];
    let medium = match format {
        Format::Html | Format::JsonHtml | Format::Sql => Medium::Html,
        Format::Markdown => Medium::Markdown,
        _ => Medium::Text,
    };
    let style = rng.below(60);
    let mut author = Author { rng: &mut rng, words: set.words(), family, medium, in_table: false };
    let draft = if leaks { author.leaking() } else { author.innocent() };
    render::render(&draft, format, style)
}

/// The bytes of the file: UTF-8, or GBK for one number in four where the characters allow it.
pub fn encode(rendered: &Rendered, number: usize) -> Vec<u8> {
    let declared = rendered.text.replacen("<meta charset=\"utf-8\">", "<meta charset=\"gbk\"  >", 1);
    let (bytes, _, lossy) = encoding_rs::GBK.encode(&declared);
    if number.is_multiple_of(4) && !lossy { bytes.into_owned() } else { rendered.text.clone().into_bytes() }
}
