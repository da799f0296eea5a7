//! PowerPoint presentations (ECMA-376, PresentationML): pptx, pptm, ppsx.

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

/// PowerPoint presentations.
pub(in crate::format) const FORMAT: Format = Format {
    id: "pptx",
    title: "PowerPoint 演示文稿（pptx、pptm）",
    extensions: &["pptx", "pptm", "ppsx", "potx"],
    sniff: |bytes| zip::names_member(bytes, &|name| name == b"ppt/presentation.xml"),
    read,
};

fn read(source: Source, limits: &Limits, sink: Sink<'_>) {
    let origin = source.origin;
    let opened = Package::open(source.bytes, limits);
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
    for (index, part) in slides(package)?.iter().enumerate() {
        let place = Place::Slide(index + 1);
        let text = package.text(part)?;
        slide(&text, &place, None, &mut flow)?;
        for relation in package.relations(part)?.values() {
            match relation.kind.as_str() {
                "notesSlide" => slide(&package.text(&relation.target)?, &place, Some(Hidden::Note), &mut flow)?,
                "comments" => slide(&package.text(&relation.target)?, &place, Some(Hidden::Note), &mut flow)?,
                _ if relation.outside => {
                    flow.aside_at(Hidden::Reference, Some("链接"), place.clone(), &relation.target)
                }
                _ => {}
            }
        }
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

/// Reads the text of a slide, of its notes or of its comments.
fn slide(text: &str, place: &Place, hidden: Option<Hidden>, flow: &mut Flow) -> Result<(), Fault> {
    let mut markup = Markup::new(text);
    let mut reads = false;
    flow.begin_part_at(place.clone(), hidden);
    while let Some(step) = markup.next()? {
        match step {
            Step::Open(tag) if tag.name() == "Fallback" => markup.skip()?,
            Step::Open(tag) => {
                reads = matches!(tag.name(), "t" | "text");
                open(&tag, place, hidden, flow);
            }
            Step::Close(tag) => {
                reads = false;
                close(tag.name(), flow);
            }
            Step::Text(text) if reads => flow.text(Ink::Plain, &text),
            Step::Text(_) => {}
        }
    }
    Ok(())
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
        "cNvPr" => {
            for name in ["title", "descr"] {
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
