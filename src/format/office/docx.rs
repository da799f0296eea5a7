//! Word documents (ECMA-376, WordprocessingML): docx, docm, dotx.

use std::collections::{HashMap, HashSet};

use super::Fault;
use super::flow::{Flow, Ink};
use super::loose;
use super::markup::{Markup, Step, Tag};
use super::package::Package;
use crate::document::Hidden;
use crate::format::container::zip;
use crate::format::{Format, Item, Limits, Sink};
use crate::skip::Skip;
use crate::source::Source;

/// Word documents.
pub(in crate::format) const FORMAT: Format = Format {
    id: "docx",
    title: "Word 文档（docx、docm）",
    extensions: &["docx", "docm", "dotx", "dotm"],
    sniff: |bytes| zip::names_member(bytes, &|name| name == b"word/document.xml"),
    read,
};

/// Text smaller than this many half points is not seen (`w:sz`).
const TINY: usize = 4;

/// The parts with text, in the order in which they are read.
const PARTS: [(&str, &str, Option<Hidden>); 7] = [
    ("word/document.xml", "", None),
    ("word/header", "页眉", None),
    ("word/footer", "页脚", None),
    ("word/footnotes.xml", "脚注", None),
    ("word/endnotes.xml", "尾注", None),
    ("word/comments.xml", "批注", Some(Hidden::Note)),
    ("word/glossary/document.xml", "自动图文集", Some(Hidden::Metadata)),
];

fn read(source: Source, limits: &Limits, sink: Sink<'_>) {
    let origin = source.origin;
    let opened = Package::open(source.bytes, limits);
    let read = opened.and_then(|mut package| Ok((document(&mut package, origin.clone())?, package)));
    match read {
        Ok((document, mut package)) => {
            sink(Item::Document(Box::new(document)));
            loose::embedded(&mut package, origin, limits, sink);
        }
        Err(fault) => sink(Item::Skip(Skip::new(origin, fault.reason, fault.detail))),
    }
}

fn document(package: &mut Package, origin: crate::source::Origin) -> Result<crate::Document, Fault> {
    let mut flow = Flow::new(origin, FORMAT.id);
    let styles = Styles::read(&package.text("word/styles.xml")?)?;
    let names = package.names().to_vec();
    for (prefix, title, hidden) in PARTS {
        for name in names.iter().filter(|name| name.starts_with(prefix) && name.ends_with(".xml")) {
            if !title.is_empty() {
                flow.begin_part(title, hidden);
            }
            let text = package.text(name)?;
            Body { flow: &mut flow, styles: &styles, state: State::default() }.read(&text)?;
            for relation in package.relations(name)?.values().filter(|relation| relation.outside) {
                flow.aside(Hidden::Reference, Some("链接"), &relation.target);
            }
        }
    }
    loose::read(package, &mut flow)?;
    Ok(flow.finish(loose::pictures(package)))
}

/// What styles say about headings and hidden text.
#[derive(Default)]
struct Styles {
    headings: HashMap<String, u8>,
    hidden: HashSet<String>,
}

impl Styles {
    fn read(text: &str) -> Result<Self, Fault> {
        let mut styles = Styles::default();
        let mut markup = Markup::new(text);
        let mut id = String::new();
        while let Some(step) = markup.next()? {
            let Step::Open(tag) = step else { continue };
            match tag.name() {
                "style" => id = tag.attribute("styleId").unwrap_or_default(),
                "name" => {
                    let name = tag.attribute("val").unwrap_or_default().to_lowercase();
                    if let Some(level) = name.strip_prefix("heading ").and_then(|level| level.parse().ok()) {
                        styles.headings.insert(id.clone(), level);
                    }
                }
                "vanish" if tag.is_on("val") => drop(styles.hidden.insert(id.clone())),
                _ => {}
            }
        }
        Ok(styles)
    }
}

/// One part being read.
struct Body<'a> {
    flow: &'a mut Flow,
    styles: &'a Styles,
    state: State,
}

/// What holds for the text that comes next.
#[derive(Default)]
struct State {
    deleted: usize,
    inserted: usize,
    shaded: bool,
    unseen: bool,
    run: Run,
    text: bool,
    field: Option<String>,
    /// Inside `w:pPr`, `w:rPr` changes: old properties, which no longer hold.
    old: usize,
}

#[derive(Default)]
struct Run {
    vanish: bool,
    white: bool,
    shaded: bool,
    tiny: bool,
}

impl Body<'_> {
    fn read(mut self, text: &str) -> Result<(), Fault> {
        let mut markup = Markup::new(text);
        while let Some(step) = markup.next()? {
            match step {
                // The older form of what the element before it already said.
                Step::Open(tag) if tag.name() == "Fallback" => markup.skip()?,
                Step::Open(tag) => self.open(&tag),
                Step::Close(tag) => self.close(tag.name()),
                Step::Text(text) => self.text(&text),
            }
        }
        Ok(())
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "p" => {
                self.flow.begin_paragraph();
                self.state.shaded = false;
                self.state.unseen = false;
            }
            "r" => self.state.run = Run::default(),
            "t" | "delText" | "instrText" | "delInstrText" => self.state.text = true,
            "tbl" => self.flow.begin_table(),
            "tr" => self.flow.begin_row(),
            "tc" => self.flow.begin_cell(),
            "gridSpan" => self.flow.cell_width(tag.number("val").unwrap_or(1)),
            "del" | "moveFrom" => self.state.deleted += 1,
            "ins" | "moveTo" => self.state.inserted += 1,
            "rPrChange" | "pPrChange" => self.state.old += 1,
            "tab" if self.state.old == 0 => self.symbol(tag, "\t"),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            "fldSimple" => {
                self.flow.aside(Hidden::Reference, Some("域代码"), &tag.attribute("instr").unwrap_or_default())
            }
            "docPr" => self.alternative(tag),
            name if self.state.old == 0 => self.property(name, tag),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => self.flow.end_paragraph(),
            "t" | "delText" | "instrText" | "delInstrText" => self.state.text = false,
            "tbl" => self.flow.end_table(),
            "tr" => self.flow.end_row(),
            "tc" => self.flow.end_cell(),
            "del" | "moveFrom" => self.state.deleted = self.state.deleted.saturating_sub(1),
            "ins" | "moveTo" => self.state.inserted = self.state.inserted.saturating_sub(1),
            "rPrChange" | "pPrChange" => self.state.old = self.state.old.saturating_sub(1),
            _ => {}
        }
    }

    fn property(&mut self, name: &str, tag: &Tag<'_>) {
        let value = || tag.attribute("val").unwrap_or_default();
        match name {
            "pStyle" => {
                if let Some(&level) = self.styles.headings.get(&value()) {
                    self.flow.heading(level);
                }
                self.state.unseen = self.styles.hidden.contains(&value());
            }
            "outlineLvl" => {
                if let Some(level) = tag.number("val").filter(|level| *level < 6) {
                    self.flow.heading(level as u8 + 1);
                }
            }
            "rStyle" => self.state.run.vanish |= self.styles.hidden.contains(&value()),
            "vanish" | "webHidden" => self.state.run.vanish = tag.is_on("val"),
            "color" => self.state.run.white = matches!(value().as_str(), "FFFFFF" | "ffffff" | "FEFEFE"),
            "sz" => self.state.run.tiny = tag.number("val").is_some_and(|size| size < TINY),
            "highlight" => self.state.run.shaded = true,
            "shd" => self.state.shaded |= !matches!(tag.attribute("fill").as_deref(), None | Some("auto" | "FFFFFF")),
            "fldChar" => self.field(&tag.attribute("fldCharType").unwrap_or_default()),
            "hyperlink" => {
                self.flow.aside(Hidden::Reference, Some("链接"), &tag.attribute("anchor").unwrap_or_default())
            }
            _ => {}
        }
    }

    /// The code of a field stands between its beginning and its separator.
    fn field(&mut self, kind: &str) {
        match kind {
            "begin" => self.state.field = Some(String::new()),
            _ => {
                if let Some(code) = self.state.field.take() {
                    self.flow.aside(Hidden::Reference, Some("域代码"), &code);
                }
            }
        }
    }

    fn alternative(&mut self, tag: &Tag<'_>) {
        for name in ["title", "descr"] {
            self.flow.aside(Hidden::Alternative, None, &tag.attribute(name).unwrap_or_default());
        }
    }

    /// A tab in a run; the same element in a paragraph's properties sets a tab stop.
    fn symbol(&mut self, tag: &Tag<'_>, text: &str) {
        if tag.attribute("pos").is_none() {
            self.push(text);
        }
    }

    fn text(&mut self, text: &str) {
        if !self.state.text {
            return;
        }
        match &mut self.state.field {
            Some(code) => code.push_str(text),
            None => self.push(text),
        }
    }

    fn push(&mut self, text: &str) {
        self.flow.text(self.ink(), text);
    }

    fn ink(&self) -> Ink {
        let State { deleted, inserted, shaded, unseen, run, .. } = &self.state;
        match () {
            () if *deleted > 0 => Ink::Hidden(Hidden::Deleted),
            () if run.vanish || *unseen => Ink::Hidden(Hidden::Style),
            () if run.tiny || (run.white && !run.shaded && !shaded) => Ink::Hidden(Hidden::Invisible),
            () if *inserted > 0 => Ink::Inserted,
            () => Ink::Plain,
        }
    }
}
