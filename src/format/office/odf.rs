//! OpenDocument (ISO/IEC 26300): text documents, spreadsheets, presentations.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::Fault;
use super::flow::{Flow, Ink};
use super::loose;
use super::markup::{Markup, Step, Tag};
use super::package::Package;
use crate::document::Hidden;
use crate::format::container::zip;
use crate::format::{Format, Item, Limits, Sink};
use crate::place::Place;
use crate::skip::{Skip, SkipReason};
use crate::source::{Origin, Source};

mod shape;
mod sheet;

use shape::{Shapes, points};

/// Text smaller than this many points is not seen.
const TINY: f64 = 2.0;

/// OpenDocument files of all kinds.
pub(in crate::format) const FORMAT: Format = Format {
    id: "odf",
    title: "OpenDocument（odt、ods、odp）",
    extensions: &["odt", "ods", "odp", "ott", "ots", "otp"],
    sniff: is_odf,
    read,
};

/// The first member is stored and names the type (part 2, clause 3.3). Programs that leave it out, or
/// pack it, write the manifest all the same.
fn is_odf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        && (memchr::memmem::find(&bytes[..bytes.len().min(300)], b"application/vnd.oasis.opendocument.").is_some()
            || (zip::names_member(bytes, &|name| name == b"META-INF/manifest.xml")
                && zip::names_member(bytes, &|name| name == b"content.xml")))
}

fn read(source: Source, limits: &Limits, sink: Sink<'_>) {
    read_package(Package::open(source.bytes, limits), source.origin, limits, sink);
}

/// Reads a document's parts.
pub(super) fn read_package(opened: Result<Package, Fault>, origin: Origin, limits: &Limits, sink: Sink<'_>) {
    let read = opened.and_then(|mut package| Ok((document(&mut package, origin.clone(), limits)?, package)));
    match read {
        Ok((document, mut package)) => {
            sink(Item::Document(Box::new(document)));
            loose::embedded(&mut package, origin, limits, sink);
        }
        Err(fault) => sink(Item::Skip(Skip::new(origin, fault.reason, fault.detail))),
    }
}

fn document(package: &mut Package, origin: Origin, limits: &Limits) -> Result<crate::Document, Fault> {
    if package.text("META-INF/manifest.xml")?.contains("encryption-data") {
        return Err(Fault::new(SkipReason::Encrypted, "需要密码"));
    }
    let mut flow = Flow::new(origin, FORMAT.id);
    let (content, styles) = (package.text("content.xml")?, package.text("styles.xml")?);
    let mut looks = Looks::default();
    looks.read(&styles)?;
    looks.read(&content)?;
    let mut body = Body::new(&mut flow, &looks, limits.cells);
    body.read(&content)?;
    let notes = std::mem::take(&mut body.notes);
    for note in notes {
        flow.begin_part("脚注", None);
        flow.text(Ink::Plain, &note);
        flow.end_paragraph();
    }
    for (cell, condition) in looks.conditions.iter().filter(|(_, condition)| condition.contains('"')) {
        flow.aside_at(Hidden::Reference, Some("条件格式"), sheet::place_of(cell), condition);
    }
    let is_workbook = content.contains("<office:spreadsheet");
    margins(&styles, is_workbook.then_some(Hidden::Reference), &mut flow)?;
    properties(&package.text("meta.xml")?, &mut flow)?;
    for name in package.names().to_vec() {
        if name != "content.xml" && name.ends_with("/content.xml") {
            let text = package.text(&name)?;
            let mut markup = Markup::new(&text);
            let place = Place::Part(name.trim_end_matches("/content.xml").to_owned());
            while markup.next()?.is_some() {
                flow.aside_at(Hidden::Embedded, None, place.clone(), &markup.text_in("p")?);
            }
        }
    }
    let pictures = package.names().iter().filter(|name| name.starts_with("Pictures/")).count();
    Ok(flow.finish(pictures.max(loose::pictures(package))))
}

/// Headers and footers of the page styles; those of a workbook are seen on paper only.
fn margins(styles: &str, hidden: Option<Hidden>, flow: &mut Flow) -> Result<(), Fault> {
    let mut markup = Markup::new(styles);
    while let Some(step) = markup.next()? {
        let Step::Open(tag) = step else { continue };
        let title = match tag.name() {
            "header" | "header-left" | "header-first" => "页眉",
            "footer" | "footer-left" | "footer-first" => "页脚",
            _ => continue,
        };
        flow.begin_part(title, hidden);
        for line in markup.text_in("p")?.lines() {
            flow.text(Ink::Plain, line);
            flow.end_paragraph();
        }
    }
    Ok(())
}

/// Properties that people fill in.
fn properties(meta: &str, flow: &mut Flow) -> Result<(), Fault> {
    let mut markup = Markup::new(meta);
    let mut inside = false;
    while let Some(step) = markup.next()? {
        let tag = match step {
            Step::Close(tag) if tag.name() == "meta" => break,
            Step::Open(tag) => tag,
            _ => continue,
        };
        inside |= tag.name() == "meta";
        let name = tag.name().to_owned();
        let known =
            ["title", "description", "subject", "keyword", "initial-creator", "creator", "user-defined", "printed-by"];
        if inside && known.contains(&name.as_str()) {
            let label = tag.attribute("name").unwrap_or(name);
            let place = Place::Part("文档属性".to_owned());
            flow.aside_at(Hidden::Metadata, Some(&label), place, &markup.text()?);
        }
    }
    Ok(())
}

/// What styles say about being seen, by the styles' names.
#[derive(Default)]
pub(super) struct Looks {
    hidden: HashSet<String>,
    white: HashSet<String>,
    undisplayed: HashSet<String>,
    tiny: HashSet<String>,
    /// Cells and shapes with a ground of their own, on which white text is seen.
    filled: HashSet<String>,
    /// The width of the widest page, in points.
    width: Option<f64>,
    /// Conditions of formats, each with the cell that it begins at.
    conditions: BTreeSet<(String, String)>,
}

impl Looks {
    fn read(&mut self, text: &str) -> Result<(), Fault> {
        let mut markup = Markup::new(text);
        let mut name = String::new();
        while let Some(step) = markup.next()? {
            let Step::Open(tag) = step else { continue };
            match tag.name() {
                "style" => name = tag.attribute("name").unwrap_or_default(),
                "text-properties" => {
                    if tag.attribute("display").as_deref() == Some("none") {
                        self.hidden.insert(name.clone());
                    }
                    let size = tag.attribute("font-size").and_then(|size| size.strip_suffix("pt")?.parse::<f64>().ok());
                    if size.is_some_and(|size| size < TINY) {
                        self.tiny.insert(name.clone());
                    }
                    let plain = tag.attribute("background-color").is_none_or(|color| color == "transparent");
                    if tag.attribute("color").is_some_and(|color| color.eq_ignore_ascii_case("#ffffff")) && plain {
                        self.white.insert(name.clone());
                    }
                }
                "table-cell-properties" => {
                    let ground = tag.attribute("background-color").unwrap_or_default();
                    if !matches!(ground.as_str(), "" | "transparent" | "#ffffff" | "#FFFFFF") {
                        self.filled.insert(name.clone());
                    }
                }
                "graphic-properties" => {
                    let fill = tag.attribute("fill").unwrap_or_default();
                    let color = tag.attribute("fill-color").unwrap_or_default();
                    if !matches!(fill.as_str(), "" | "none") && !color.eq_ignore_ascii_case("#ffffff") {
                        self.filled.insert(name.clone());
                    }
                }
                "page-layout-properties" => {
                    let width = tag.attribute("page-width").and_then(|width| points(&width));
                    self.width = width.into_iter().chain(self.width).reduce(f64::max);
                }
                "map" => drop(self.conditions.insert((
                    tag.attribute("base-cell-address").unwrap_or_default(),
                    tag.attribute("condition").unwrap_or_default(),
                ))),
                "table-properties" if tag.attribute("display").as_deref() == Some("false") => {
                    self.undisplayed.insert(name.clone());
                }
                "drawing-page-properties" if tag.attribute("visibility").as_deref() == Some("hidden") => {
                    self.undisplayed.insert(name.clone());
                }
                "body" => break,
                _ => {}
            }
        }
        Ok(())
    }

    /// How text of this style appears, on a ground of its own or not.
    fn ink(&self, style: &str, filled: bool) -> Option<Ink> {
        let white = self.white.contains(style) && !filled;
        match () {
            () if self.hidden.contains(style) => Some(Ink::Hidden(Hidden::Style)),
            () if white || self.tiny.contains(style) => Some(Ink::Hidden(Hidden::Invisible)),
            () => None,
        }
    }

    /// Why a cell of this style is not seen, if so.
    pub(super) fn cell(&self, style: &str) -> Option<Hidden> {
        let white = self.white.contains(style) && !self.filled.contains(style);
        (white || self.tiny.contains(style)).then_some(Hidden::Invisible)
    }

    /// True for sheets and slides that the style does not show.
    pub(super) fn is_undisplayed(&self, tag: &Tag<'_>) -> bool {
        tag.attribute("style-name").is_some_and(|style| self.undisplayed.contains(&style))
    }
}

/// What the sheets of a workbook share.
struct Shared<'a> {
    looks: &'a Looks,
    /// Cells that may still be read.
    cells: &'a mut u32,
    validations: &'a mut Validations,
}

/// The texts of data validations, which come before the sheets, until a cell names them: that is where
/// a person meets them.
#[derive(Default)]
struct Validations {
    texts: HashMap<String, Vec<String>>,
    name: String,
}

impl Validations {
    fn begin(&mut self, tag: &Tag<'_>) {
        self.name = tag.attribute("name").unwrap_or_default();
        self.add(&tag.attribute("condition").unwrap_or_default());
    }

    fn add(&mut self, text: &str) {
        self.texts.entry(self.name.clone()).or_default().push(text.to_owned());
    }

    fn write(&mut self, name: &str, place: &Place, flow: &mut Flow) {
        for text in self.texts.remove(name).unwrap_or_default() {
            flow.aside_at(Hidden::Reference, Some("数据验证"), place.clone(), &text);
        }
    }

    /// Those that no cell names.
    fn write_rest(&mut self, flow: &mut Flow) {
        let mut names: Vec<String> = self.texts.keys().cloned().collect();
        names.sort_unstable();
        for name in names {
            self.write(&name, &Place::Part("数据验证".to_owned()), flow);
        }
    }
}

/// The content being read.
struct Body<'a> {
    flow: &'a mut Flow,
    looks: &'a Looks,
    cells: u32,
    /// The looks of the open spans, innermost last.
    spans: Vec<Option<Ink>>,
    paragraph: Option<Ink>,
    deletions: HashMap<String, String>,
    inserted: bool,
    slide: usize,
    slide_hidden: Option<Hidden>,
    notes: Vec<String>,
    validations: Validations,
    shapes: Shapes,
    /// Depth of open paragraphs: text outside them is layout.
    depth: usize,
}

impl<'a> Body<'a> {
    fn new(flow: &'a mut Flow, looks: &'a Looks, cells: u32) -> Self {
        Body {
            flow,
            looks,
            cells,
            spans: Vec::new(),
            paragraph: None,
            deletions: HashMap::new(),
            inserted: false,
            slide: 0,
            slide_hidden: None,
            notes: Vec::new(),
            validations: Validations::default(),
            shapes: Shapes::default(),
            depth: 0,
        }
    }

    fn read(&mut self, text: &str) -> Result<(), Fault> {
        let mut markup = Markup::new(text);
        let mut sheets = false;
        // Files that are one document hold properties and styles before the body.
        let mut begun = false;
        while let Some(step) = markup.next()? {
            match step {
                Step::Open(tag) if !begun => begun = tag.name() == "body",
                _ if !begun => {}
                Step::Open(tag) if tag.name() == "spreadsheet" => sheets = true,
                Step::Open(tag) if tag.name() == "table" && sheets => {
                    let shared =
                        Shared { looks: self.looks, cells: &mut self.cells, validations: &mut self.validations };
                    sheet::read(&tag, &mut markup, shared, self.flow)?;
                }
                Step::Open(tag) => self.open(&tag, &mut markup)?,
                Step::Close(tag) => self.close(tag.name()),
                Step::Text(text) if self.depth > 0 => self.flow.text(self.ink(), &text),
                Step::Text(_) => {}
            }
        }
        self.validations.write_rest(self.flow);
        Ok(())
    }

    fn open(&mut self, tag: &Tag<'_>, markup: &mut Markup<'_>) -> Result<(), Fault> {
        self.shapes.open(tag, &self.looks.filled, self.looks.width);
        match tag.name() {
            "p" | "h" => self.begin_paragraph(tag),
            "span" => {
                let style = tag.attribute("style-name").unwrap_or_default();
                self.spans.push(self.looks.ink(&style, self.shapes.filled()));
            }
            "s" => self.flow.text(self.ink(), &" ".repeat(tag.number("c").unwrap_or(1).min(100))),
            "tab" => self.flow.text(self.ink(), "\t"),
            "line-break" => self.flow.text(self.ink(), "\n"),
            "annotation" => {
                let text = markup.text_in("p")?;
                self.beside(Hidden::Note, Some("批注"), &text);
            }
            "note" => self.notes.push(markup.text_in("p")?),
            "changed-region" => self.change(tag, markup)?,
            "change" => {
                let id = tag.attribute("change-id").unwrap_or_default();
                if let Some(text) = self.deletions.get(&id) {
                    self.flow.text(Ink::Hidden(Hidden::Deleted), text);
                }
            }
            "change-start" => self.inserted = true,
            "change-end" => self.inserted = false,
            "table" => self.flow.begin_table(),
            "table-row" => self.flow.begin_row(),
            "table-cell" => {
                self.flow.begin_cell();
                self.flow.cell_width(tag.number("number-columns-spanned").unwrap_or(1));
            }
            "page" => self.begin_slide(tag),
            "notes" => self.flow.begin_part_at(Place::Slide(self.slide), Some(Hidden::Note)),
            "title" | "desc" => {
                let text = markup.text()?;
                self.beside(Hidden::Alternative, None, &text);
            }
            "tracked-changes" | "frame" | "text-box" | "list" | "list-item" => {}
            "content-validation" => self.validations.begin(tag),
            "help-message" | "error-message" => {
                let title = tag.attribute("title").unwrap_or_default();
                self.validations.add(&format!("{title}\n{}", markup.text_in("p")?));
            }
            "named-expression" => {
                let text = tag.attribute("expression").unwrap_or_default();
                let place = Place::Part("名称管理器".to_owned());
                self.flow.aside_at(Hidden::Reference, tag.attribute("name").as_deref(), place, &text);
            }
            "filter-condition" => {
                let text = tag.attribute("value").unwrap_or_default();
                self.flow.aside_at(Hidden::Reference, Some("筛选"), Place::Part("筛选".to_owned()), &text);
            }
            _ => self.attributes(tag),
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        self.shapes.close(name);
        match name {
            "p" | "h" => {
                self.depth = self.depth.saturating_sub(1);
                self.flow.end_paragraph();
            }
            "span" => drop(self.spans.pop()),
            "table" => self.flow.end_table(),
            "table-row" => self.flow.end_row(),
            "table-cell" => self.flow.end_cell(),
            "notes" => self.flow.begin_part_at(Place::Slide(self.slide), self.slide_hidden),
            _ => {}
        }
    }

    fn begin_paragraph(&mut self, tag: &Tag<'_>) {
        self.depth += 1;
        self.flow.begin_paragraph();
        let style = tag.attribute("style-name").unwrap_or_default();
        self.paragraph = self.looks.ink(&style, self.shapes.filled());
        if tag.name() == "h" {
            self.flow.heading(tag.number("outline-level").unwrap_or(1).min(6) as u8);
        }
    }

    fn begin_slide(&mut self, tag: &Tag<'_>) {
        self.slide += 1;
        self.slide_hidden = self.looks.is_undisplayed(tag).then_some(Hidden::Slide);
        self.flow.begin_part_at(Place::Slide(self.slide), self.slide_hidden);
    }

    fn ink(&self) -> Ink {
        if let Some(hidden) = self.shapes.hidden() {
            return Ink::Hidden(hidden);
        }
        let look = self.spans.iter().rev().find_map(|look| *look).or(self.paragraph);
        look.unwrap_or(if self.inserted { Ink::Inserted } else { Ink::Plain })
    }

    /// A tracked change: deleted text stands here, and a mark in the text says where it was.
    fn change(&mut self, tag: &Tag<'_>, markup: &mut Markup<'_>) -> Result<(), Fault> {
        let id = tag.attribute("id").unwrap_or_default();
        let text = markup.text_in("p")?;
        self.deletions.insert(id, text);
        Ok(())
    }

    /// Link targets, and text that fields hide.
    fn attributes(&mut self, tag: &Tag<'_>) {
        let named = match tag.name() {
            "a" => tag.attribute("title").or_else(|| tag.attribute("target-frame-name")),
            // What a form's list offers, its help, and the names of fields that people made.
            "param" => tag.attribute("value"),
            "user-defined" | "user-field-get" | "user-field-decl" => tag.attribute("name"),
            "bookmark" | "bookmark-start" => tag.attribute("name").filter(|name| !name.starts_with('_')),
            "label" => tag.attribute("value"),
            _ => None,
        };
        self.beside(Hidden::Reference, Some("链接"), &named.unwrap_or_default());
        if let Some(target) =
            tag.attribute("href").filter(|target| target.contains("://") || target.starts_with("mailto:"))
        {
            self.beside(Hidden::Reference, Some("链接"), &target);
        }
        if tag.name() == "hidden-text" {
            let text = tag.attribute("string-value").unwrap_or_default();
            self.beside(Hidden::Style, None, &text);
        }
    }

    fn beside(&mut self, hidden: Hidden, label: Option<&str>, text: &str) {
        self.flow.aside(hidden, label, text);
    }
}
