//! PowerPoint 97 to 2003 (MS-PPT): the text atoms of slides and notes, in the order of the file.
//! Text of slides that were deleted but not purged is still there, and is read.

use std::collections::HashMap;

use super::Fault;
use super::bytes::{narrow, runs, u16_at, u32_at, utf16};
use crate::document::Hidden;
use crate::format::office::flow::{Flow, Ink};
use crate::place::Place;
use crate::skip::SkipReason;

const SLIDE: u16 = 0x03EE;
const NOTES: u16 = 0x03F0;
const NOTES_ATOM: u16 = 0x03F1;
const SLIDE_INFO: u16 = 0x03F9;
const SLIDE_LIST: u16 = 0x0FF0;
const SLIDE_PERSIST: u16 = 0x03F3;
const TEXT_CHARS: u16 = 0x0FA0;
const TEXT_BYTES: u16 = 0x0FA8;
const STRING: u16 = 0x0FBA;
/// A comment: strings for the author, the text and the initials.
const COMMENT: u16 = 0x2EE0;
/// Records in the body of an atom: comments, among others.
const BINARY_TAG: u16 = 0x138B;
/// A shape's properties: its description, among numbers.
const OPTIONS: u16 = 0xF00B;
/// A link, its number, and its use on a slide.
const LINK: u16 = 0x0FD7;
const LINK_ATOM: u16 = 0x0FD3;
const LINK_USE: u16 = 0x0FF3;
/// No record is of this kind: it is what a block that was never written reads as.
const NOTHING: u16 = 0;
const ENCRYPTED: u16 = 0x2F14;

/// Where the walk is.
#[derive(Default)]
struct State {
    slides: usize,
    notes: usize,
    listed: usize,
    /// Where the open comment and the open link end, and the link's number.
    comment: usize,
    link: usize,
    link_number: Option<u32>,
}

/// Reads the records of a presentation's stream; false when not all of them are ones.
pub(super) fn read(stream: &[u8], flow: &mut Flow) -> Result<bool, Fault> {
    let mut whole = true;
    let mut state = State::default();
    let Survey { hidden, links, slides } = survey(stream);
    for Record { kind, at, start, end, in_blob, cut, .. } in Records::of(stream) {
        whole &= !cut;
        match kind {
            NOTHING if in_blob || !whole => {}
            // Behind the last record a stream may be filled up.
            NOTHING if stream[at..].iter().all(|byte| *byte == 0) => break,
            NOTHING => whole = false,
            ENCRYPTED => return Err((SkipReason::Encrypted, "需要密码")),
            SLIDE => {
                state.slides += 1;
                let unseen = hidden.contains(&state.slides).then_some(Hidden::Slide);
                flow.begin_part_at(Place::Slide(state.slides), unseen);
            }
            NOTES if is_master(&stream[start..end]) => {
                flow.begin_part("备注母版", Some(Hidden::Note));
            }
            NOTES => {
                state.notes += 1;
                let slide = u32_at(stream, start + 8).and_then(|slide| slides.get(&slide));
                flow.begin_part_at(Place::Slide(slide.copied().unwrap_or(state.notes)), Some(Hidden::Note));
            }
            // The outline's copy of the text in placeholders: slides, then notes.
            SLIDE_LIST => state.listed = 0,
            SLIDE_PERSIST => {
                state.listed += 1;
                let unseen = hidden.contains(&state.listed).then_some(Hidden::Slide);
                flow.begin_part_at(Place::Slide(state.listed), unseen);
            }
            TEXT_CHARS => whole &= text(&utf16(&stream[start..end]), flow),
            TEXT_BYTES => whole &= text(&narrow(&stream[start..end]), flow),
            COMMENT => state.comment = end,
            LINK => (state.link, state.link_number) = (end, None),
            LINK_ATOM => state.link_number = u32_at(stream, start),
            OPTIONS => {
                let found = runs(&stream[start..end]).into_iter().filter(|text| is_written(text));
                let place = Place::Slide(state.slides.max(1));
                found.for_each(|text| flow.aside_at(Hidden::Alternative, None, place.clone(), &text));
            }
            STRING => state.string(at, &utf16(&stream[start..end]), &links, flow),
            _ => {}
        }
    }
    Ok(whole)
}

/// A record: its kind, where it begins, and where its body does and ends.
struct Record {
    kind: u16,
    /// What tells records of one kind apart.
    instance: u16,
    at: usize,
    start: usize,
    end: usize,
    /// Inside bytes that may be anything.
    in_blob: bool,
    /// It says that it goes on behind the end of the stream.
    cut: bool,
}

/// The records of a stream: a container's follow its head, of an atom the body is passed.
struct Records<'a> {
    stream: &'a [u8],
    at: usize,
    blob: usize,
}

impl<'a> Records<'a> {
    fn of(stream: &'a [u8]) -> Self {
        Records { stream, at: 0, blob: 0 }
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        loop {
            let at = self.at;
            let (version, kind) = (u16_at(self.stream, at)?, u16_at(self.stream, at + 2)?);
            let start = at + 8;
            let told = start.saturating_add(u32_at(self.stream, at + 4)? as usize);
            let end = told.min(self.stream.len()).max(start);
            let in_blob = at < self.blob;
            if in_blob && end > self.blob {
                // These were no records.
                self.at = self.blob;
                continue;
            }
            if kind == BINARY_TAG {
                self.blob = end;
            }
            self.at = if version & 0x0F == 0x0F || kind == BINARY_TAG { start } else { end };
            let cut = told > self.stream.len();
            return Some(Record { kind, instance: version >> 4, at, start, end, in_blob, cut });
        }
    }
}

impl State {
    /// A string at `at`: of a comment, of a link, or a name of something.
    fn string(&self, at: usize, text: &str, links: &HashMap<u32, usize>, flow: &mut Flow) {
        match () {
            () if at < self.comment => {
                flow.aside_at(Hidden::Note, Some("批注"), Place::Slide(self.slides.max(1)), text);
            }
            () if at < self.link => {
                let slide = self.link_number.and_then(|number| links.get(&number));
                let place = slide.map_or(Place::Part("链接".to_owned()), |slide| Place::Slide(*slide));
                flow.aside_at(Hidden::Reference, Some("链接"), place, text);
            }
            () if is_name(text) => {}
            () => flow.aside(Hidden::Metadata, None, text),
        }
    }
}

/// True for the notes' master: it refers to no slide, or to the master of slides (the highest bit).
fn is_master(notes: &[u8]) -> bool {
    u16_at(notes, 2) == Some(NOTES_ATOM) && u32_at(notes, 8).is_some_and(|slide| slide == 0 || slide >> 31 == 1)
}

/// Text that a person wrote, and not the program's names for shapes.
fn is_written(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits >= 6 || text.contains(|char| ('\u{4e00}'..='\u{9fff}').contains(&char))
}

/// Names that the program gives to fonts, layouts and its own extensions.
fn is_name(text: &str) -> bool {
    text.starts_with("___PPT") || text.chars().count() < 6
}

/// What records say about slides that stand elsewhere.
#[derive(Default)]
struct Survey {
    /// The numbers of the slides that the show passes over.
    hidden: Vec<usize>,
    /// The slide on which each link stands.
    links: HashMap<u32, usize>,
    /// The slides' numbers by the identifiers that notes refer to.
    slides: HashMap<u32, usize>,
}

fn survey(stream: &[u8]) -> Survey {
    let mut survey = Survey::default();
    let mut slides = 0;
    let mut list = u16::MAX;
    for Record { kind, instance, start, .. } in Records::of(stream) {
        slides += usize::from(kind == SLIDE);
        match kind {
            SLIDE_INFO if u16_at(stream, start + 10).is_some_and(|flags| flags & 4 != 0) => survey.hidden.push(slides),
            // Instance 0 lists the slides; others list masters and notes.
            SLIDE_LIST => list = instance,
            SLIDE_PERSIST if list == 0 => {
                let number = survey.slides.len() + 1;
                survey.slides.extend(u32_at(stream, start + 12).map(|slide| (slide, number)));
            }
            LINK_USE => {
                if let Some(link) = u32_at(stream, start + 4) {
                    survey.links.entry(link).or_insert(slides.max(1));
                }
            }
            _ => {}
        }
    }
    survey
}

/// Writes a text; false when it holds zeros, which no text does.
fn text(text: &str, flow: &mut Flow) -> bool {
    for line in text.split(['\r', '\n']) {
        if !line.trim().is_empty() {
            flow.text(Ink::Plain, &line.replace('\u{b}', "\n"));
            flow.end_paragraph();
        }
    }
    !text.contains("\0\0\0\0")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(version: u16, kind: u16, body: &[u8]) -> Vec<u8> {
        let size = (body.len() as u32).to_le_bytes();
        [&version.to_le_bytes()[..], &kind.to_le_bytes(), &size, body].concat()
    }

    #[test]
    fn bytes_that_are_no_records_do_not_swallow_what_follows() {
        let blob = record(0, BINARY_TAG, &[0xff; 20]);
        let inner = record(0, BINARY_TAG, &record(15, COMMENT, &record(0, STRING, b"1\0")));
        let stream = [blob, inner, record(0, SLIDE_INFO, &[0; 12])].concat();
        let kinds: Vec<u16> = Records::of(&stream).map(|record| record.kind).collect();
        assert_eq!(kinds, [BINARY_TAG, BINARY_TAG, COMMENT, STRING, SLIDE_INFO]);
    }
}
