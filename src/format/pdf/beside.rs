//! What lies beside a PDF's pages: properties, annotations, form fields, outlines, link targets,
//! alternative texts, attachments. Every dictionary is asked for the keys that hold text
//! (ISO 32000-1), so that nothing depends on how they are linked.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId, decode_text_string};

use crate::document::{BlockKind, DocumentBuilder, Hidden};
use crate::format::container::Container;
use crate::format::office::loose::hidden;
use crate::format::office::markup::{Markup, Step};
use crate::format::{Limits, Sink};
use crate::place::Place;
use crate::source::Origin;

/// A key that holds text, what hides it, and what an editor calls it.
const KEYS: [(&[u8], Hidden, &str); 19] = [
    (b"Contents", Hidden::Note, "批注"),
    (b"RC", Hidden::Note, "批注"),
    (b"Subj", Hidden::Note, "批注"),
    (b"V", Hidden::Reference, "表单域"),
    (b"DV", Hidden::Reference, "表单域"),
    (b"TU", Hidden::Reference, "表单域"),
    (b"URI", Hidden::Reference, "链接"),
    (b"UF", Hidden::Reference, "附件名"),
    (b"Desc", Hidden::Metadata, "附件说明"),
    (b"Alt", Hidden::Alternative, "替代文字"),
    (b"ActualText", Hidden::Alternative, "替代文字"),
    (b"JS", Hidden::Code, "脚本"),
    (b"Title", Hidden::Metadata, "文档属性"),
    (b"Author", Hidden::Metadata, "文档属性"),
    (b"Subject", Hidden::Metadata, "文档属性"),
    (b"Keywords", Hidden::Metadata, "文档属性"),
    (b"Company", Hidden::Metadata, "文档属性"),
    (b"Manager", Hidden::Metadata, "文档属性"),
    (b"Comments", Hidden::Metadata, "文档属性"),
];

/// Dictionaries inside dictionaries are followed this far.
const DEEPEST: usize = 12;

/// Largest XMP packet that is read, in bytes.
const XMP: usize = 1 << 20;

/// An attached file.
pub(super) struct Attachment {
    name: String,
    bytes: Vec<u8>,
}

/// The second reader's view of a file.
pub(super) struct Beside(Document);

impl Beside {
    /// Opens a file; `None` when this reader cannot, which the first one does not depend on.
    pub(super) fn open(bytes: &[u8]) -> Option<Self> {
        let mut document = Document::load_mem(bytes).ok()?;
        if document.is_encrypted() {
            document.decrypt("").ok()?;
        }
        Some(Beside(document))
    }

    /// Adds what lies beside the pages to the document, and returns what is attached to it.
    pub(super) fn read(self, limits: &Limits, builder: &mut DocumentBuilder) -> Vec<Attachment> {
        let Beside(document) = self;
        let pages = annotation_pages(&document);
        let mut attachments = Vec::new();
        let mut writer = Writer { builder, seen: HashSet::new() };
        for (id, object) in &document.objects {
            writer.texts(object, pages.get(id).copied());
            writer.metadata(object);
            let found = dictionaries(object).into_iter();
            attachments.extend(found.filter_map(|dictionary| attachment(&document, dictionary, limits)));
        }
        attachments
    }
}

impl Beside {
    /// The file's objects.
    pub(super) fn document(&self) -> &Document {
        &self.0
    }

    /// True when the content of a page has an operator that shows text.
    pub(super) fn shows_text(&self, page: usize) -> bool {
        let number = u32::try_from(page).unwrap_or(u32::MAX);
        let id = self.0.get_pages().get(&number).copied();
        let content = id.map(|id| self.0.get_page_content(id)).unwrap_or_default();
        [&b"Tj"[..], b"TJ"].iter().any(|operator| memchr::memmem::find(&content, operator).is_some())
    }
}

/// The dictionaries of an object, with those that stand inside others.
fn dictionaries(object: &Object) -> Vec<&Dictionary> {
    let mut found = Vec::new();
    let mut open = vec![(object, 0)];
    while let Some((object, depth)) = open.pop() {
        let dictionary = match object {
            Object::Dictionary(dictionary) => dictionary,
            Object::Stream(stream) => &stream.dict,
            Object::Array(values) if depth <= DEEPEST => {
                open.extend(values.iter().map(|value| (value, depth + 1)));
                continue;
            }
            _ => continue,
        };
        found.push(dictionary);
        if depth < DEEPEST {
            open.extend(dictionary.iter().map(|(_, value)| (value, depth + 1)));
        }
    }
    found
}

/// The file without its list of layers, so that all of them are shown; `None` when none is hidden.
pub(super) fn layers_shown(beside: Option<&mut Beside>) -> Option<Vec<u8>> {
    let Beside(document) = beside?;
    let layers = document.catalog().ok()?.get_deref(b"OCProperties", document).ok()?.as_dict().ok()?;
    let defaults = layers.get_deref(b"D", document).ok()?.as_dict().ok()?;
    let off = defaults.get_deref(b"OFF", document).ok().and_then(|off| off.as_array().ok());
    let base_off = defaults.get(b"BaseState").ok().and_then(|state| state.as_name().ok()) == Some(b"OFF");
    if !base_off && off.is_none_or(Vec::is_empty) {
        return None;
    }
    let mut shown = document.clone();
    shown.catalog_mut().ok()?.remove(b"OCProperties");
    let mut bytes = Vec::new();
    shown.save_to(&mut bytes).ok()?;
    Some(bytes)
}

/// Reads attached files as members.
pub(super) fn attached(attachments: Vec<Attachment>, origin: Origin, limits: &Limits, sink: Sink<'_>) {
    if attachments.is_empty() {
        return;
    }
    let mut hide = |item| sink(hidden(item));
    let Some(mut container) = Container::open(origin, limits, &mut hide) else { return };
    for attachment in attachments {
        if !container.content(&attachment.name, attachment.bytes) {
            return;
        }
    }
}

/// The page of each annotation that pages refer to; a page's own object holds the others.
fn annotation_pages(document: &Document) -> HashMap<ObjectId, usize> {
    let mut pages = HashMap::new();
    for (number, id) in document.get_pages() {
        pages.insert(id, number as usize);
        let annotations = document.get_dictionary(id).and_then(|page| page.get_deref(b"Annots", document));
        let Ok(Object::Array(annotations)) = annotations else { continue };
        let references = annotations.iter().filter_map(|annotation| annotation.as_reference().ok());
        pages.extend(references.map(|annotation| (annotation, number as usize)));
    }
    pages
}

/// Adds texts, each once: the same properties stand in two places.
struct Writer<'a> {
    builder: &'a mut DocumentBuilder,
    seen: HashSet<(Hidden, String)>,
}

impl Writer<'_> {
    /// The texts of a dictionary and of those inside it.
    fn texts(&mut self, object: &Object, page: Option<usize>) {
        for dictionary in dictionaries(object) {
            self.dictionary(dictionary, page);
            self.options(dictionary, page);
        }
    }

    /// What a form lets one choose: strings, or pairs of a value and what is shown for it.
    fn options(&mut self, dictionary: &Dictionary, page: Option<usize>) {
        let Ok(Object::Array(options)) = dictionary.get(b"Opt") else { return };
        let place = page.map_or(Place::Part("表单域".to_owned()), |page| Place::Page { page, line: None });
        let both =
            options.iter().flat_map(|option| option.as_array().map_or(std::slice::from_ref(option), Vec::as_slice));
        for text in both.filter_map(|value| decode_text_string(value).ok()) {
            self.add(Hidden::Reference, "表单域", place.clone(), &text);
        }
    }

    fn dictionary(&mut self, dictionary: &Dictionary, page: Option<usize>) {
        for (key, hidden, title) in KEYS {
            let Ok(value @ Object::String(..)) = dictionary.get(key) else { continue };
            let Ok(text) = decode_text_string(value) else { continue };
            let field = dictionary.get(b"T").ok().and_then(|name| decode_text_string(name).ok());
            let label = field.filter(|_| matches!(key, b"V" | b"DV"));
            let place = page.map_or(Place::Part(title.to_owned()), |page| Place::Page { page, line: None });
            self.add(hidden, label.as_deref().unwrap_or(title), place, &text);
        }
    }

    /// The text of an XMP packet.
    fn metadata(&mut self, object: &Object) {
        let Object::Stream(stream) = object else { return };
        if !stream.dict.has_type(b"Metadata") {
            return;
        }
        let content = stream.decompressed_content_with_limit(XMP).unwrap_or_else(|_| stream.content.clone());
        let text = String::from_utf8_lossy(&content).into_owned();
        let mut markup = Markup::new(&text);
        while let Ok(Some(step)) = markup.next() {
            if let Step::Text(text) = step {
                self.add(Hidden::Metadata, "文档属性", Place::Part("文档属性".to_owned()), &text);
            }
        }
    }

    fn add(&mut self, hidden: Hidden, label: &str, place: Place, text: &str) {
        let text = text.trim();
        if text.is_empty() || !self.seen.insert((hidden, text.to_owned())) {
            return;
        }
        let kind = match hidden {
            Hidden::Reference | Hidden::Alternative => BlockKind::Attribute,
            Hidden::Code => BlockKind::Code,
            _ => BlockKind::Field,
        };
        self.builder.open(kind, Some(hidden));
        self.builder.set_place(place);
        self.builder.set_label(label);
        self.builder.push_str(text);
        self.builder.close();
        self.builder.push_str("\n");
    }
}

/// The file that a file specification carries.
fn attachment(document: &Document, specification: &Dictionary, limits: &Limits) -> Option<Attachment> {
    let Ok(Object::Dictionary(files)) = specification.get_deref(b"EF", document) else { return None };
    let Ok(Object::Stream(stream)) = files.get_deref(b"F", document).or_else(|_| files.get_deref(b"UF", document))
    else {
        return None;
    };
    let name = specification.get(b"UF").or_else(|_| specification.get(b"F")).ok()?;
    let name = decode_text_string(name).unwrap_or_else(|_| "附件".to_owned());
    let limit = usize::try_from(limits.bytes).unwrap_or(usize::MAX);
    let bytes = stream.decompressed_content_with_limit(limit).unwrap_or_else(|_| stream.content.clone());
    Some(Attachment { name, bytes })
}
