//! PowerPoint 97 to 2003 (MS-PPT): the text atoms of slides and notes, in the order of the file.
//! Text of slides that were deleted but not purged is still there, and is read.

use super::Fault;
use super::bytes::{narrow, u16_at, u32_at, utf16};
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
const ENCRYPTED: u16 = 0x2F14;

/// Where the walk is.
#[derive(Default)]
struct State {
    slides: usize,
    notes: usize,
    listed: usize,
}

/// Reads the records of a presentation's stream.
pub(super) fn read(stream: &[u8], flow: &mut Flow) -> Result<(), Fault> {
    let mut state = State::default();
    let hidden = hidden_slides(stream);
    let mut at = 0;
    while let (Some(version), Some(kind), Some(size)) =
        (u16_at(stream, at), u16_at(stream, at + 2), u32_at(stream, at + 4))
    {
        let start = at + 8;
        let end = start.saturating_add(size as usize).min(stream.len());
        match kind {
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
                flow.begin_part_at(Place::Slide(state.notes), Some(Hidden::Note));
            }
            // The outline's copy of the text in placeholders: slides, then notes.
            SLIDE_LIST => state.listed = 0,
            SLIDE_PERSIST => {
                state.listed += 1;
                let unseen = hidden.contains(&state.listed).then_some(Hidden::Slide);
                flow.begin_part_at(Place::Slide(state.listed), unseen);
            }
            TEXT_CHARS => text(&utf16(&stream[start..end]), flow),
            TEXT_BYTES => text(&narrow(&stream[start..end]), flow),
            STRING => {
                let text = utf16(&stream[start..end]);
                flow.aside(Hidden::Metadata, None, if is_name(&text) { "" } else { &text });
            }
            _ => {}
        }
        // A container's records follow its head; of an atom the body is passed.
        at = if version & 0x0F == 0x0F { start } else { end.max(start) };
    }
    Ok(())
}

/// True for the notes' master: it refers to no slide, or to the master of slides (the highest bit).
fn is_master(notes: &[u8]) -> bool {
    u16_at(notes, 2) == Some(NOTES_ATOM) && u32_at(notes, 8).is_some_and(|slide| slide == 0 || slide >> 31 == 1)
}

/// Names that the program gives to fonts, layouts and its own extensions.
fn is_name(text: &str) -> bool {
    text.starts_with("___PPT") || text.chars().count() < 6
}

/// The numbers of the slides that the show passes over.
fn hidden_slides(stream: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut slides = 0;
    let mut at = 0;
    while let (Some(version), Some(kind), Some(size)) =
        (u16_at(stream, at), u16_at(stream, at + 2), u32_at(stream, at + 4))
    {
        slides += usize::from(kind == SLIDE);
        if kind == SLIDE_INFO && u16_at(stream, at + 8 + 10).is_some_and(|flags| flags & 4 != 0) {
            found.push(slides);
        }
        let start = at + 8;
        at = if version & 0x0F == 0x0F { start } else { start.saturating_add(size as usize) };
    }
    found
}

fn text(text: &str, flow: &mut Flow) {
    for line in text.split(['\r', '\n']) {
        if !line.trim().is_empty() {
            flow.text(Ink::Plain, &line.replace('\u{b}', "\n"));
            flow.end_paragraph();
        }
    }
}
