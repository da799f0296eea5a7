//! PowerPoint presentations (ECMA-376, PresentationML): pptx, pptm, ppsx.

use std::collections::HashSet;

use super::Fault;
use super::flow::{Flow, Ink};
use super::loose;
use super::markup::{Markup, Step, Tag};
use super::package::Package;
use crate::document::Hidden;
use crate::format::container::zip;
use crate::format::{Format, Item, Limits, Sink};
use crate::place::Place;
use crate::skip::Skip;
use crate::source::{Origin, Source};

mod masters;

/// PowerPoint presentations.
pub(in crate::format) const FORMAT: Format = Format {
    id: "pptx",
    title: "PowerPoint 演示文稿（pptx、pptm）",
    extensions: &["pptx", "pptm", "ppsx", "potx"],
    sniff: |bytes| zip::names_member(bytes, &|name| name == b"ppt/presentation.xml"),
    read,
};

fn read(source: Source, limits: &Limits, sink: Sink<'_>) {
    read_package(Package::open(source.bytes, limits), source.origin, limits, sink);
}

/// Reads a document's parts.
pub(super) fn read_package(opened: Result<Package, Fault>, origin: Origin, limits: &Limits, sink: Sink<'_>) {
    let read = opened.and_then(|mut package| Ok((presentation(&mut package, origin.clone())?, package)));
    match read {
        Ok((document, mut package)) => {
            sink(Item::Document(Box::new(document)));
            loose::embedded(&mut package, origin, limits, sink);
        }
        Err(fault) => sink(Item::Skip(Skip::new(origin, fault.reason, fault.detail))),
    }
}

fn presentation(package: &mut Package, origin: Origin) -> Result<crate::Document, Fault> {
    let mut flow = Flow::new(origin, FORMAT.id);
    let size = size(&package.text("ppt/presentation.xml")?)?;
    let mut related = HashSet::new();
    for (index, part) in slides(package)?.iter().enumerate() {
        let place = Place::Slide(index + 1);
        let text = package.text(part)?;
        slide(&text, &place, None, size, &mut flow)?;
        for relation in package.relations(part)?.values() {
            match relation.kind.as_str() {
                "notesSlide" | "comments" => {
                    related.insert(relation.target.clone());
                    slide(&package.text(&relation.target)?, &place, Some(Hidden::Note), None, &mut flow)?
                }
                _ if relation.outside => {
                    flow.aside_at(Hidden::Reference, Some("链接"), place.clone(), &relation.target)
                }
                _ => {}
            }
        }
    }
    masters::read(package, &mut flow)?;
    // Comments and notes that no slide refers to any more.
    let lost = |name: &&String| name.starts_with("ppt/comments/") || name.starts_with("ppt/notesSlides/notesSlide");
    let names: Vec<String> = package.names().iter().filter(lost).cloned().collect();
    for name in names.iter().filter(|name| name.ends_with(".xml") && !related.contains(*name)) {
        slide(&package.text(name)?, &Place::Part("批注".to_owned()), Some(Hidden::Note), None, &mut flow)?;
    }
    loose::read(package, &mut flow)?;
    Ok(flow.finish(loose::pictures(package)))
}

/// The slides' parts in the order of the show; slides that the show does not list come last.
fn slides(package: &mut Package) -> Result<Vec<String>, Fault> {
    let relations = package.relations("ppt/presentation.xml")?;
    let text = package.text("ppt/presentation.xml")?;
    let mut markup = Markup::new(&text);
    let mut found: Vec<String> = Vec::new();
    while let Some(step) = markup.next()? {
        let Step::Open(tag) = step else { continue };
        if tag.name() == "sldId" {
            // The relation's identifier is the second attribute called `id`.
            let id = tag.attributes().filter(|(name, _)| *name == "id").last().map(|(_, id)| id).unwrap_or_default();
            found.extend(relations.get(&id).map(|relation| relation.target.clone()));
        }
    }
    let others = package.names().iter().filter(|name| name.starts_with("ppt/slides/slide") && name.ends_with(".xml"));
    let missing: Vec<String> = others.filter(|name| !found.contains(name)).cloned().collect();
    found.extend(missing);
    Ok(found)
}

/// Width and height of the slides (`p:sldSz`).
type Size = Option<(i64, i64)>;

fn size(text: &str) -> Result<Size, Fault> {
    let mut markup = Markup::new(text);
    while let Some(step) = markup.next()? {
        if let Step::Open(tag) = step
            && tag.name() == "sldSz"
        {
            return Ok(coordinate(&tag, "cx").zip(coordinate(&tag, "cy")));
        }
    }
    Ok(None)
}

fn coordinate(tag: &Tag<'_>, name: &str) -> Option<i64> {
    tag.attribute(name)?.trim().parse().ok()
}

/// Text smaller than this many hundredths of a point is not seen.
const TINY: i64 = 200;

/// What holds for the text that comes next.
#[derive(Default)]
struct Shape {
    /// Why nobody sees the shape, if so.
    hidden: Option<Hidden>,
    tiny: bool,
    /// Groups that are open: positions inside them are the group's own.
    groups: usize,
}

impl Shape {
    fn ink(&self) -> Ink {
        self.hidden.or(self.tiny.then_some(Hidden::Invisible)).map_or(Ink::Plain, Ink::Hidden)
    }
}

/// Reads the text of a slide, of its notes or of its comments.
fn slide(text: &str, place: &Place, hidden: Option<Hidden>, size: Size, flow: &mut Flow) -> Result<(), Fault> {
    let mut markup = Markup::new(text);
    let mut reads = false;
    let mut shape = Shape::default();
    flow.begin_part_at(place.clone(), hidden);
    while let Some(step) = markup.next()? {
        match step {
            Step::Open(tag) if tag.name() == "Fallback" => markup.skip()?,
            Step::Open(tag) => {
                reads = matches!(tag.name(), "t" | "text");
                open(&tag, place, hidden, flow);
                shape.open(&tag, size);
            }
            Step::Close(tag) => {
                reads = false;
                close(tag.name(), flow);
                shape.groups = shape.groups.saturating_sub(usize::from(tag.name() == "grpSp"));
            }
            Step::Text(text) if reads => flow.text(shape.ink(), &text),
            Step::Text(_) => {}
        }
    }
    Ok(())
}

impl Shape {
    fn open(&mut self, tag: &Tag<'_>, size: Size) {
        match tag.name() {
            "sp" | "graphicFrame" | "pic" => self.hidden = None,
            "grpSp" => {
                self.hidden = None;
                self.groups += 1;
            }
            "cNvPr" if tag.says("hidden") => self.hidden = Some(Hidden::Style),
            "off" if self.groups == 0 => {
                let at = coordinate(tag, "x").zip(coordinate(tag, "y"));
                let beside = at.zip(size).is_some_and(|((x, y), (width, height))| x >= width || y >= height);
                self.hidden = self.hidden.or(beside.then_some(Hidden::Invisible));
            }
            "r" => self.tiny = false,
            "rPr" => self.tiny = coordinate(tag, "sz").is_some_and(|size| size < TINY),
            _ => {}
        }
    }
}

fn open(tag: &Tag<'_>, place: &Place, hidden: Option<Hidden>, flow: &mut Flow) {
    match tag.name() {
        "sld" if tag.attribute("show").as_deref() == Some("0") => {
            flow.begin_part_at(place.clone(), hidden.or(Some(Hidden::Slide)));
        }
        "p" => flow.begin_paragraph(),
        "br" => flow.text(Ink::Plain, "\n"),
        "tbl" => flow.begin_table(),
        "tr" => flow.begin_row(),
        "tc" => {
            flow.begin_cell();
            flow.cell_width(tag.number("gridSpan").unwrap_or(1));
        }
        "cNvPr" | "hlinkClick" => {
            for name in ["title", "descr", "tooltip"] {
                let text = tag.attribute(name).unwrap_or_default();
                flow.aside_at(Hidden::Alternative, None, place.clone(), &text);
            }
        }
        _ => {}
    }
}

fn close(name: &str, flow: &mut Flow) {
    match name {
        "p" | "text" => flow.end_paragraph(),
        "tbl" => flow.end_table(),
        "tr" => flow.end_row(),
        "tc" => flow.end_cell(),
        _ => {}
    }
}
