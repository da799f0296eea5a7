//! Word documents (ECMA-376, WordprocessingML): docx, docm, dotx.

use super::Fault;
use super::flow::{Flow, Ink};
use super::loose;
use super::markup::{Markup, Step, Tag};
use super::package::Package;
use crate::document::Hidden;
use crate::format::container::zip;
use crate::format::{Format, Item, Limits, Sink};
use crate::skip::Skip;
use crate::source::{Origin, Source};

mod styles;

use styles::{Look, Styles};

/// Word documents.
pub(in crate::format) const FORMAT: Format = Format {
    id: "docx",
    title: "Word 文档（docx、docm）",
    extensions: &["docx", "docm", "dotx", "dotm"],
    // Some programs number the main part: document2.xml.
    sniff: |bytes| zip::names_member(bytes, &|name| name.starts_with(b"word/document") && name.ends_with(b".xml")),
    read,
};

/// The parts with text, in the order in which they are read.
const PARTS: [(&str, &str, Option<Hidden>); 7] = [
    ("word/document", "", None),
    ("word/header", "页眉", None),
    ("word/footer", "页脚", None),
    ("word/footnotes.xml", "脚注", None),
    ("word/endnotes.xml", "尾注", None),
    ("word/comments.xml", "批注", Some(Hidden::Note)),
    ("word/glossary/document.xml", "自动图文集", Some(Hidden::Metadata)),
];

fn read(source: Source, limits: &Limits, sink: Sink<'_>) {
    read_package(Package::open(source.bytes, limits), source.origin, limits, sink);
}

/// Reads a document's parts.
pub(super) fn read_package(opened: Result<Package, Fault>, origin: Origin, limits: &Limits, sink: Sink<'_>) {
    let read = opened.and_then(|mut package| Ok((document(&mut package, origin.clone())?, package)));
    match read {
        Ok((document, mut package)) => {
            sink(Item::Document(Box::new(document)));
            loose::embedded(&mut package, origin, limits, sink);
        }
        Err(fault) => sink(Item::Skip(Skip::new(origin, fault.reason, fault.detail))),
    }
}

fn document(package: &mut Package, origin: Origin) -> Result<crate::Document, Fault> {
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
    /// What the paragraph's style says.
    style: Look,
    run: Run,
    text: bool,
    /// The kinds of the open annotations of Word 2003.
    annotations: Vec<String>,
    notes: usize,
    field: Option<String>,
    /// Inside `w:pPr`, `w:rPr` changes: old properties, which no longer hold.
    old: usize,
}

#[derive(Default)]
struct Run {
    /// What the run says itself, before what its style says.
    own: Look,
    style: Look,
    shaded: bool,
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
                self.state.style = self.styles.paragraph();
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
            "docPr" | "shape" | "rect" | "textpath" => self.alternative(tag),
            "annotation" => {
                self.bookmark(tag);
                self.annotation(&tag.attribute("type").unwrap_or_default());
            }
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
            "annotation" => {
                let kind = self.state.annotations.pop().unwrap_or_default();
                if let Some(open) = self.state.of_annotation(&kind) {
                    *open = open.saturating_sub(1);
                }
            }
            _ => {}
        }
    }

    /// Word 2003 says with one element what Word says with several: deletions, insertions, comments.
    fn annotation(&mut self, kind: &str) {
        if let Some(open) = self.state.of_annotation(kind) {
            *open += 1;
        }
        self.state.annotations.push(kind.to_owned());
    }

    fn property(&mut self, name: &str, tag: &Tag<'_>) {
        let value = || tag.attribute("val").unwrap_or_default();
        match name {
            "pStyle" => {
                if let Some(&level) = self.styles.headings.get(&value()) {
                    self.flow.heading(level);
                }
                self.state.style = self.styles.look(&value());
            }
            "outlineLvl" => {
                if let Some(level) = tag.number("val").filter(|level| *level < 6) {
                    self.flow.heading(level as u8 + 1);
                }
            }
            "rStyle" => self.state.run.style = self.styles.look(&value()),
            "vanish" | "webHidden" | "color" | "sz" => self.state.run.own.read(name, tag),
            "highlight" => self.state.run.shaded = true,
            "shd" => self.state.shaded |= !matches!(tag.attribute("fill").as_deref(), None | Some("auto" | "FFFFFF")),
            "fldChar" => self.field(&tag.attribute("fldCharType").unwrap_or_default()),
            "hyperlink" => {
                for name in ["anchor", "tooltip", "tgtFrame"] {
                    self.flow.aside(Hidden::Reference, Some("链接"), &tag.attribute(name).unwrap_or_default());
                }
            }
            // Links of Word 2003.
            "hlink" => {
                for name in ["dest", "bookmark", "screenTip", "target"] {
                    self.flow.aside(Hidden::Reference, Some("链接"), &tag.attribute(name).unwrap_or_default());
                }
            }
            "alias" | "tag" | "helpText" | "statusText" | "listEntry" => {
                self.flow.aside(Hidden::Reference, Some("控件"), &value());
            }
            "listItem" => {
                for name in ["displayText", "value"] {
                    self.flow.aside(Hidden::Reference, Some("控件"), &tag.attribute(name).unwrap_or_default());
                }
            }
            "bookmarkStart" => self.bookmark(tag),
            _ => {}
        }
    }

    /// Programs name bookmarks themselves: _Toc, _GoBack.
    fn bookmark(&mut self, tag: &Tag<'_>) {
        let name = tag.attribute("name").filter(|name| !name.starts_with('_')).unwrap_or_default();
        self.flow.aside(Hidden::Reference, Some("书签"), &name);
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
        for name in ["title", "descr", "alt", "string"] {
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
        let State { deleted, inserted, notes, shaded, style, run, .. } = &self.state;
        let look = run.own.or(&run.style).or(style);
        let is = |property: Option<bool>| property.unwrap_or_default();
        let white = is(look.white) && !is(look.shaded) && !run.shaded && !shaded;
        match () {
            () if *notes > 0 => Ink::Hidden(Hidden::Note),
            () if *deleted > 0 => Ink::Hidden(Hidden::Deleted),
            () if is(look.vanish) => Ink::Hidden(Hidden::Style),
            () if is(look.tiny) || white => Ink::Hidden(Hidden::Invisible),
            () if *inserted > 0 => Ink::Inserted,
            () => Ink::Plain,
        }
    }
}

impl State {
    /// What counts the open annotations of a kind of Word 2003.
    fn of_annotation(&mut self, kind: &str) -> Option<&mut usize> {
        match kind {
            "Word.Deletion" => Some(&mut self.deleted),
            "Word.Insertion" => Some(&mut self.inserted),
            "Word.Comment" => Some(&mut self.notes),
            _ => None,
        }
    }
}
