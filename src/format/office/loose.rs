//! Parts of an Office Open XML package that every program writes alike: properties, custom XML,
//! drawings, charts, caches, and documents embedded in documents.

use super::Fault;
use super::flow::Flow;
use super::markup::{Markup, Step};
use super::package::Package;
use crate::document::{Gap, Hidden};
use crate::format::container::Container;
use crate::format::{Item, Limits, Sink};
use crate::place::Place;
use crate::source::Origin;

/// Parts read for whatever text they hold.
struct Loose {
    /// Occurs in the part's name.
    name: &'static str,
    /// What an editor calls it.
    title: &'static str,
    hidden: Option<Hidden>,
    /// Attributes whose values are read.
    attributes: &'static [&'static str],
    /// Elements whose text is read; empty for all.
    elements: &'static [&'static str],
}

const LOOSE: [Loose; 13] = [
    Loose {
        name: "docProps/",
        title: "文档属性",
        hidden: Some(Hidden::Metadata),
        attributes: &[],
        elements: PROPERTIES,
    },
    Loose {
        name: "customXml/item",
        title: "自定义 XML",
        hidden: Some(Hidden::Metadata),
        attributes: ALL,
        elements: &[],
    },
    Loose {
        name: "word/settings.xml",
        title: "文档变量",
        hidden: Some(Hidden::Metadata),
        attributes: &["docVar", "query", "connectString"],
        elements: NONE,
    },
    Loose { name: "/charts/chart", title: "图表", hidden: None, attributes: &[], elements: &["t", "v", "f"] },
    Loose { name: "/diagrams/data", title: "SmartArt 图形", hidden: None, attributes: &[], elements: &["t"] },
    Loose {
        name: "xl/drawings/_rels/",
        title: "图形的链接",
        hidden: Some(Hidden::Reference),
        attributes: &["Target"],
        elements: NONE,
    },
    Loose { name: "vmlDrawing", title: "图形", hidden: None, attributes: &["alt", "string"], elements: &[] },
    Loose {
        name: "xl/pivotCache/",
        title: "数据透视表缓存",
        hidden: Some(Hidden::Reference),
        attributes: &["v"],
        elements: NONE,
    },
    Loose {
        name: "xl/externalLinks/",
        title: "外部链接缓存",
        hidden: Some(Hidden::Reference),
        attributes: &["Target"],
        elements: &["v"],
    },
    Loose {
        name: "xl/queryTables/",
        title: "查询",
        hidden: Some(Hidden::Reference),
        attributes: &["name"],
        elements: NONE,
    },
    Loose {
        name: "xl/connections.xml",
        title: "数据连接",
        hidden: Some(Hidden::Reference),
        attributes: &["connection", "command"],
        elements: NONE,
    },
    Loose {
        name: "word/webSettings.xml",
        title: "网页设置",
        hidden: Some(Hidden::Metadata),
        attributes: &["name"],
        elements: NONE,
    },
    Loose { name: "ppt/tags/", title: "标记", hidden: Some(Hidden::Metadata), attributes: &["val"], elements: NONE },
];

/// Stands for every attribute.
const ALL: &[&str] = &["*"];

/// Stands for no element: only attributes are read.
const NONE: &[&str] = &["-"];

/// Document properties that people fill in; the rest is counts and program names.
const PROPERTIES: &[&str] = &[
    "title",
    "Title",
    "Subject",
    "Author",
    "Keywords",
    "Description",
    "LastAuthor",
    "subject",
    "creator",
    "keywords",
    "description",
    "lastModifiedBy",
    "category",
    "contentStatus",
    "identifier",
    "Company",
    "Manager",
    "HyperlinkBase",
    "lpwstr",
    "lpstr",
    "bstr",
    "i4",
    "i8",
    "r8",
    "filetime",
];

/// Adds the text of all loose parts to a document.
pub(super) fn read(package: &mut Package, flow: &mut Flow) -> Result<(), Fault> {
    for name in package.names().to_vec() {
        let found = LOOSE.iter().find(|loose| name.contains(loose.name));
        if let Some(loose) =
            found.filter(|_| name.ends_with(".xml") || name.ends_with(".vml") || name.ends_with(".rels"))
        {
            // A broken ornament does not hide the document: the part is named, the rest is read.
            if let Err(fault) = read_part(package, &name, loose, flow) {
                let place = Some(Place::Part(loose.title.to_owned()));
                flow.builder().add_gap(Gap { place, reason: fault.reason, detail: fault.detail });
            }
        }
    }
    Ok(())
}

fn read_part(package: &mut Package, name: &str, loose: &Loose, flow: &mut Flow) -> Result<(), Fault> {
    let text = package.text(name)?;
    let mut markup = Markup::new(&text);
    let mut element = String::new();
    let mut label: Option<String> = None;
    // A reader gives text in pieces, cut at entities.
    let mut held = String::new();
    while let Some(step) = markup.next()? {
        // A formula that only refers to cells says nothing of its own.
        let refers = element == "f" && !held.contains('"');
        if !matches!(step, Step::Text(_)) && !held.trim().is_empty() && !refers {
            add(flow, loose, Some(label.as_deref().unwrap_or(&element)), &held);
        }
        match step {
            Step::Open(tag) => {
                held.clear();
                element = tag.name().to_owned();
                // A custom property's name stands on the element around its value.
                if element == "property" {
                    label = tag.attribute("name");
                }
                attributes(&tag, &element, loose, flow);
            }
            Step::Text(text) if loose.reads(&element) => held.push_str(&text),
            Step::Text(_) => {}
            Step::Close(tag) => {
                held.clear();
                if tag.name() == "property" {
                    label = None;
                }
            }
        }
    }
    Ok(())
}

fn attributes(tag: &super::markup::Tag<'_>, element: &str, loose: &Loose, flow: &mut Flow) {
    for (name, value) in tag.attributes() {
        // Of settings, only these elements hold text, as their value.
        let variable = name == "val" && loose.name == "word/settings.xml" && loose.attributes.contains(&element);
        if variable {
            add(flow, loose, tag.attribute("name").as_deref(), &value);
        } else if loose.attributes.contains(&name) || (loose.attributes == ALL && !name.starts_with("xmlns")) {
            add(flow, loose, Some(name), &value);
        }
    }
}

fn add(flow: &mut Flow, loose: &Loose, label: Option<&str>, text: &str) {
    let place = Place::Part(loose.title.to_owned());
    // Schema addresses are no text of the document.
    if text.starts_with("http://schemas.") || text.starts_with("http://www.w3.org/") {
        return;
    }
    match loose.hidden {
        Some(hidden) => flow.aside_at(hidden, label, place, text),
        None => {
            flow.begin_part(loose.title, None);
            flow.text(super::flow::Ink::Plain, text);
            flow.end_paragraph();
        }
    }
}

impl Loose {
    fn reads(&self, element: &str) -> bool {
        self.elements.is_empty() || self.elements.contains(&element)
    }
}

/// How many pictures a document carries.
pub(super) fn pictures(package: &Package) -> usize {
    package.names().iter().filter(|name| name.contains("/media/")).count()
}

/// Reads the documents embedded in a document, each as a member of its own. Pages that a text takes in
/// as a whole (`altChunk`) may be called anything; the main part's relations name them.
pub(super) fn embedded(package: &mut Package, origin: Origin, limits: &Limits, sink: Sink<'_>) {
    let relations = package.relations("word/document.xml").unwrap_or_default();
    let chunk = |name: &String| relations.values().any(|each| each.kind == "aFChunk" && each.target == *name);
    // OpenDocument keeps embedded files beside the content, without an extension.
    let object = |name: &String| name.starts_with("Object ") && !name.contains('/');
    let inside = |name: &&String| name.contains("/embeddings/") || chunk(name) || object(name);
    let names: Vec<String> =
        package.names().iter().filter(inside).filter(|name| !name.contains("_rels")).cloned().collect();
    if names.is_empty() {
        return;
    }
    let mut hide = |item| sink(hidden(item));
    let Some(mut container) = Container::open(origin, limits, &mut hide) else { return };
    for name in names {
        let goes_on = match package.bytes(&name) {
            Ok(Some(bytes)) => container.content(&name, bytes),
            Ok(None) => true,
            Err(fault) => container.skip(&name, fault.reason, fault.detail),
        };
        if !goes_on {
            return;
        }
    }
}

/// Marks what lies inside another document as embedded there.
pub(in crate::format) fn hidden(item: Item) -> Item {
    match item {
        Item::Document(mut document) => {
            document.hide(Hidden::Embedded);
            Item::Document(document)
        }
        skip => skip,
    }
}
