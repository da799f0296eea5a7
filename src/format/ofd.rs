//! OFD (GB/T 33190-2016), the fixed layout of Chinese public documents: text objects with their
//! places, page templates, annotations, custom data and attachments.
//!
//! Lengths are millimetres. Text that is drawn as paths or pictures has no characters; such pages
//! are said to be unread.

use std::collections::HashMap;

use super::container::Container;
use super::container::zip;
use super::layout::{Char, Layout, Ruling, turn_of, upright};
use super::office::Fault;
use super::office::loose::hidden;
use super::office::markup::{Markup, Step, Tag};
use super::office::package::{Package, join};
use super::{Format, Item, Limits, Sink};
use crate::document::{BlockKind, DocumentBuilder, Gap, Hidden};
use crate::place::Place;
use crate::skip::{Skip, SkipReason};
use crate::source::Source;

/// OFD.
pub(super) const FORMAT: Format = Format {
    id: "ofd",
    title: "OFD 版式文件（GB/T 33190）",
    extensions: &["ofd"],
    sniff: |bytes| zip::names_member(bytes, &|name| name == b"OFD.xml"),
    read,
};

/// Points in a millimetre.
const POINTS: f64 = 72.0 / 25.4;

/// Text smaller than this many points is not seen.
const TINY: f64 = 2.0;

fn read(source: Source, limits: &Limits, sink: Sink<'_>) {
    let origin = source.origin;
    let mut builder = DocumentBuilder::new(origin.clone(), FORMAT.id);
    let opened = Package::open(source.bytes, limits);
    let read = opened.and_then(|mut package| {
        let attached = File { package: &mut package, builder: &mut builder, limits }.read()?;
        Ok((attached, package))
    });
    let (attached, mut package) = match read {
        Ok(read) => read,
        Err(fault) => return sink(Item::Skip(Skip::new(origin, fault.reason, fault.detail))),
    };
    sink(Item::Document(Box::new(builder.finish())));
    if attached.is_empty() {
        return;
    }
    let mut hide = |item| sink(hidden(item));
    let Some(mut container) = Container::open(origin, limits, &mut hide) else { return };
    for (name, part) in attached {
        let goes_on = match package.bytes(&part) {
            Ok(Some(bytes)) => container.content(&name, bytes),
            Ok(None) => true,
            Err(fault) => container.skip(&name, fault.reason, fault.detail),
        };
        if !goes_on {
            return;
        }
    }
}

struct File<'a> {
    package: &'a mut Package,
    builder: &'a mut DocumentBuilder,
    limits: &'a Limits,
}

/// What a document's root lists.
#[derive(Default)]
struct Listed {
    pages: Vec<(String, String)>,
    templates: HashMap<String, String>,
    annotations: Vec<String>,
    attachments: Vec<String>,
    custom: Vec<String>,
    /// Titles of the table of contents.
    outlines: Vec<String>,
    area: Option<[f64; 4]>,
}

impl File<'_> {
    /// Reads all documents of the file; returns name and part of what is attached.
    fn read(&mut self) -> Result<Vec<(String, String)>, Fault> {
        let main = self.package.text("OFD.xml")?;
        let mut markup = Markup::new(&main);
        let mut roots = Vec::new();
        let mut properties = Vec::new();
        while let Some(step) = markup.next()? {
            let Step::Open(tag) = step else { continue };
            match tag.name() {
                "DocRoot" => roots.push(join("", markup.text()?.trim())),
                "Title" | "Author" | "Subject" | "Abstract" | "Keyword" | "CustomData" | "Creator" => {
                    let name = tag.attribute("Name").unwrap_or_else(|| tag.name().to_owned());
                    properties.push((name, markup.text()?));
                }
                _ => {}
            }
        }
        let mut attached = Vec::new();
        for root in roots {
            attached.extend(self.document(&root)?);
        }
        for (name, text) in properties {
            self.aside(Hidden::Metadata, &name, Place::Part("文档属性".to_owned()), &text);
        }
        Ok(attached)
    }

    fn document(&mut self, root: &str) -> Result<Vec<(String, String)>, Fault> {
        let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let listed = listed(&self.package.text(root)?, &folder)?;
        let numbers: HashMap<&str, usize> =
            listed.pages.iter().enumerate().map(|(index, (id, _))| (id.as_str(), index + 1)).collect();
        let mut drawn = Vec::new();
        for (number, (_, part)) in listed.pages.iter().enumerate().map(|(index, page)| (index + 1, page)) {
            if number > self.limits.pages as usize {
                let place = Some(Place::Page { page: number, line: None });
                let detail = format!("自第 {number} 页起未读");
                self.builder.add_gap(Gap { place, reason: SkipReason::TooLarge, detail });
                break;
            }
            let text = self.package.text(part)?;
            let mut page = Page { area: listed.area, ..Page::default() };
            for template in page_templates(&text)? {
                if let Some(part) = listed.templates.get(&template) {
                    page.read(&self.package.text(part)?)?;
                }
            }
            page.read(&text)?;
            drawn.push(page);
        }
        let mut layout = Layout::new(self.builder);
        let mut links = Vec::new();
        for (index, mut page) in drawn.into_iter().enumerate() {
            links.extend(std::mem::take(&mut page.links).into_iter().map(|link| (index + 1, link)));
            page.write(index + 1, &mut layout);
        }
        layout.finish();
        for (page, link) in links {
            self.aside(Hidden::Reference, "链接", Place::Page { page, line: None }, &link);
        }
        for title in &listed.outlines {
            self.aside(Hidden::Metadata, "目录", Place::Part("目录".to_owned()), title);
        }
        for part in &listed.annotations {
            self.annotations(part, &numbers)?;
        }
        for part in &listed.custom {
            let text = self.package.text(part)?;
            let mut markup = Markup::new(&text);
            while let Some(step) = markup.next()? {
                if let Step::Text(text) = step {
                    self.aside(Hidden::Metadata, "自定义标引", Place::Part("自定义标引".to_owned()), &text);
                }
            }
        }
        self.attachments(&listed.attachments)
    }

    /// Annotations: a list of files by page, each with remarks and drawn text.
    fn annotations(&mut self, list: &str, numbers: &HashMap<&str, usize>) -> Result<(), Fault> {
        let folder = list.rsplit_once('/').map_or("", |(folder, _)| folder);
        let text = self.package.text(list)?;
        let mut markup = Markup::new(&text);
        let mut page = None;
        let mut files = Vec::new();
        while let Some(step) = markup.next()? {
            let Step::Open(tag) = step else { continue };
            match tag.name() {
                "Page" => page = tag.attribute("PageID").and_then(|id| numbers.get(id.as_str()).copied()),
                "FileLoc" => files.push((page, join(folder, markup.text()?.trim()))),
                _ => {}
            }
        }
        for (page, file) in files {
            let text = self.package.text(&file)?;
            let mut markup = Markup::new(&text);
            while let Some(step) = markup.next()? {
                let Step::Open(tag) = step else { continue };
                if matches!(tag.name(), "Remark" | "Parameter" | "TextCode") {
                    let place = page.map_or(Place::Part("注释".to_owned()), |page| Place::Page { page, line: None });
                    let text = markup.text()?;
                    self.aside(Hidden::Note, "注释", place, &text);
                }
            }
        }
        Ok(())
    }

    fn attachments(&mut self, lists: &[String]) -> Result<Vec<(String, String)>, Fault> {
        let mut found = Vec::new();
        for list in lists {
            let folder = list.rsplit_once('/').map_or("", |(folder, _)| folder);
            let text = self.package.text(list)?;
            let mut markup = Markup::new(&text);
            let mut name = String::new();
            while let Some(step) = markup.next()? {
                let Step::Open(tag) = step else { continue };
                match tag.name() {
                    "Attachment" => name = tag.attribute("Name").unwrap_or_default(),
                    "FileLoc" => {
                        let part = join(folder, markup.text()?.trim());
                        // The name often lacks the extension that says what it is.
                        let name = if name.contains('.') {
                            name.clone()
                        } else {
                            part.rsplit('/').next().unwrap_or_default().to_owned()
                        };
                        found.push((name, part));
                    }
                    _ => {}
                }
            }
        }
        Ok(found)
    }

    fn aside(&mut self, reason: Hidden, label: &str, place: Place, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        self.builder.open(BlockKind::Field, Some(reason));
        self.builder.set_place(place);
        self.builder.set_label(label);
        self.builder.push_str(text.trim());
        self.builder.close();
        self.builder.push_str("\n");
    }
}

fn listed(text: &str, folder: &str) -> Result<Listed, Fault> {
    let mut listed = Listed::default();
    let mut markup = Markup::new(text);
    while let Some(step) = markup.next()? {
        let Step::Open(tag) = step else { continue };
        let id = tag.attribute("ID").unwrap_or_default();
        let part = tag.attribute("BaseLoc").map(|part| join(folder, &part)).unwrap_or_default();
        match tag.name() {
            "Page" => listed.pages.push((id, part)),
            "TemplatePage" => drop(listed.templates.insert(id, part)),
            "OutlineElem" => listed.outlines.extend(tag.attribute("Title")),
            "PhysicalBox" => listed.area = numbers(&markup.text()?).try_into().ok(),
            "Annotations" => listed.annotations.push(join(folder, markup.text()?.trim())),
            "Attachments" => listed.attachments.push(join(folder, markup.text()?.trim())),
            "CustomTags" | "Extensions" => listed.custom.push(join(folder, markup.text()?.trim())),
            _ => {}
        }
    }
    Ok(listed)
}

fn page_templates(text: &str) -> Result<Vec<String>, Fault> {
    let mut markup = Markup::new(text);
    let mut found = Vec::new();
    while let Some(step) = markup.next()? {
        if let Step::Open(tag) = step
            && tag.name() == "Template"
        {
            found.extend(tag.attribute("TemplateID"));
        }
    }
    Ok(found)
}

/// What is drawn on a page.
#[derive(Default)]
struct Page {
    chars: Vec<Char>,
    rulings: Vec<Ruling>,
    pictures: usize,
    paths: usize,
    unmapped: usize,
    object: Object,
    /// Where the middle of each character lies.
    middles: Vec<(f64, f64)>,
    links: Vec<String>,
    /// Left, top, width and height of the page, if it says so.
    area: Option<[f64; 4]>,
}

/// The drawing object being read.
#[derive(Clone, Default)]
struct Object {
    boundary: [f64; 4],
    /// The transformation inside the boundary (`CTM`).
    matrix: [f64; 6],
    size: f64,
    hidden: Option<Hidden>,
    /// Filled with paint that lets nothing through.
    fills: bool,
}

impl Page {
    fn read(&mut self, text: &str) -> Result<(), Fault> {
        let mut markup = Markup::new(text);
        while let Some(step) = markup.next()? {
            let Step::Open(tag) = step else { continue };
            match tag.name() {
                "TextObject" | "PathObject" => self.object = Object::of(&tag),
                "ImageObject" => self.pictures += 1,
                "PhysicalBox" => self.area = numbers(&markup.text()?).try_into().ok().or(self.area),
                "URI" => self.links.extend(tag.attribute("URI")),
                "FillColor" if tag.attribute("Value").is_some_and(|value| is_white(&value)) => {
                    self.object.hidden = self.object.hidden.or(Some(Hidden::Invisible));
                }
                "TextCode" => {
                    let places = Places::of(&tag);
                    self.text(&places, &markup.text()?);
                }
                "AbbreviatedData" => self.path(&markup.text()?),
                _ => {}
            }
        }
        Ok(())
    }

    fn text(&mut self, places: &Places, text: &str) {
        let (mut x, mut y) = (places.x, places.y);
        for (index, char) in text.trim_matches(['\r', '\n']).chars().enumerate() {
            let start = self.object.point(x, y);
            let size = self.object.size * self.object.scale();
            // The step to the next character is as good as its width, unless it jumps to a column.
            let step = places.across.get(index).copied();
            let natural = if char.is_ascii() { size / 2.0 } else { size };
            let width = step.filter(|step| *step > 0.0 && *step <= 1.2 * size).unwrap_or(natural);
            self.unmapped += usize::from(('\u{e000}'..='\u{f8ff}').contains(&char));
            let turn = self.object.turn();
            let (left, baseline) = upright(turn, start);
            let unseen = size * POINTS < TINY || self.is_outside(start);
            self.middles.push((start.0 + width / 2.0, start.1 - size * 0.35));
            self.chars.push(Char {
                text: char.to_string(),
                left: left * POINTS,
                right: (left + width) * POINTS,
                baseline: baseline * POINTS,
                size: (size * POINTS).max(0.1),
                turn,
                hidden: self.object.hidden.or(unseen.then_some(Hidden::Invisible)),
            });
            x += step.unwrap_or(if places.down.is_empty() { width } else { 0.0 });
            y += places.down.get(index).copied().unwrap_or_default();
        }
    }

    /// True for points beside the page.
    fn is_outside(&self, (x, y): (f64, f64)) -> bool {
        let beside = |at: f64, from: f64, length: f64| at < from - 1.0 || at > from + length + 1.0;
        self.area.is_some_and(|[left, top, width, height]| beside(x, left, width) || beside(y, top, height))
    }

    /// A filled box hides the characters that were drawn before it.
    fn cover(&mut self, points: &[(f64, f64)]) {
        let [left, top, width, height] = self.object.boundary;
        let extent = |values: &mut dyn Iterator<Item = f64>, from: f64, to: f64| {
            values.fold((to, from), |(low, high), value| (low.min(value.max(from)), high.max(value.min(to))))
        };
        let across = extent(&mut points.iter().map(|point| point.0), left, left + width);
        let down = extent(&mut points.iter().map(|point| point.1), top, top + height);
        for (char, middle) in self.chars.iter_mut().zip(&self.middles) {
            let inside = across.0 <= middle.0 && middle.0 <= across.1 && down.0 <= middle.1 && middle.1 <= down.1;
            if inside && char.hidden.is_none() {
                char.hidden = Some(Hidden::Covered);
            }
        }
    }

    /// The straight lines of a path: they rule tables.
    fn path(&mut self, data: &str) {
        self.paths += 1;
        let mut corners = Vec::new();
        let mut from: Option<(f64, f64)> = None;
        let mut words = data.split_whitespace();
        while let Some(word) = words.next() {
            let draws = match word {
                "M" | "S" => false,
                "L" => true,
                _ => continue,
            };
            let mut number = || words.next().and_then(|word| word.parse::<f64>().ok());
            let (Some(x), Some(y)) = (number(), number()) else { break };
            let (x, y) = self.object.point(x, y);
            corners.push((x, y));
            let to = (x * POINTS, y * POINTS);
            if let (true, Some(from)) = (draws, from) {
                self.rulings.extend(Ruling::between(from, to));
            }
            from = Some(to);
        }
        let box_like = (4..=5).contains(&corners.len()) && !data.contains(['B', 'Q', 'A']);
        if box_like && self.object.fills {
            self.cover(&corners);
        }
    }

    fn write(self, number: usize, layout: &mut Layout<'_>) {
        let readable = self.chars.iter().filter(|char| char.is_readable()).count();
        let detail = match () {
            () if readable < 20 && self.pictures > 0 => Some("页面是图片，没有文字；需要文字识别（OCR）才能检查"),
            () if (readable < 20 && self.paths > 200) || (readable == 0 && self.paths > 20) => {
                Some("文字已转成曲线；需要文字识别（OCR）才能检查")
            }
            () if self.unmapped * 4 > readable => Some("文字使用了自造字符，无法还原；需要文字识别（OCR）才能检查"),
            () => None,
        };
        layout.page(self.chars, self.rulings, number);
        if let Some(detail) = detail {
            let place = Some(Place::Page { page: number, line: None });
            layout.builder().add_gap(Gap { place, reason: SkipReason::NoText, detail: detail.to_owned() });
        }
    }
}

/// Where the characters of a text code stand: the first, and the steps to the others.
struct Places {
    x: f64,
    y: f64,
    across: Vec<f64>,
    down: Vec<f64>,
}

impl Places {
    fn of(tag: &Tag<'_>) -> Self {
        let number = |name: &str| tag.attribute(name).and_then(|text| text.trim().parse().ok()).unwrap_or_default();
        let list = |name: &str| steps(&tag.attribute(name).unwrap_or_default());
        Places { x: number("X"), y: number("Y"), across: list("DeltaX"), down: list("DeltaY") }
    }
}

/// Longest list of steps; no line has more characters.
const STEPS: usize = 100_000;

/// A list of numbers, in which `g n v` stands for `n` times `v` (clause 11.3).
fn steps(text: &str) -> Vec<f64> {
    let mut found = Vec::new();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        if word == "g" {
            let count: usize = words.next().and_then(|word| word.parse().ok()).unwrap_or_default();
            let value: f64 = words.next().and_then(|word| word.parse().ok()).unwrap_or_default();
            found.extend(std::iter::repeat_n(value, count.min(STEPS.saturating_sub(found.len()))));
        } else if found.len() < STEPS {
            found.push(word.parse().unwrap_or_default());
        }
    }
    found
}

impl Object {
    fn of(tag: &Tag<'_>) -> Self {
        let list = |name: &str| numbers(&tag.attribute(name).unwrap_or_default());
        let boundary = list("Boundary").try_into().unwrap_or_default();
        let matrix = list("CTM").try_into().unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
        let size = tag.attribute("Size").and_then(|size| size.parse().ok()).unwrap_or(4.0);
        let visible = tag.attribute("Visible").as_deref() != Some("false");
        let clear = tag.attribute("Alpha").as_deref() == Some("0");
        let opaque = visible && tag.attribute("Alpha").is_none();
        let fills = opaque && tag.attribute("Fill").as_deref() == Some("true");
        Object { boundary, matrix, size, hidden: (!visible || clear).then_some(Hidden::Invisible), fills }
    }

    /// The direction in which its text runs.
    fn turn(&self) -> i16 {
        let [a, b, c, d, _, _] = self.matrix;
        // Mirrored text has no direction that one could turn it to.
        if a * d - b * c > 0.0 { turn_of((a, b)) } else { 0 }
    }

    /// A point inside the object as a point of the page.
    fn point(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.matrix;
        (a * x + c * y + e + self.boundary[0], b * x + d * y + f + self.boundary[1])
    }

    fn scale(&self) -> f64 {
        let [_, _, c, d, _, _] = self.matrix;
        c.hypot(d).max(0.01)
    }
}

fn numbers(text: &str) -> Vec<f64> {
    text.split_whitespace().filter_map(|word| word.parse().ok()).collect()
}

fn is_white(value: &str) -> bool {
    let values = numbers(value);
    values.len() == 3 && values.iter().all(|value| *value >= 250.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_steps_are_written_out() {
        assert_eq!(steps("g 3 2.5 1"), [2.5, 2.5, 2.5, 1.0]);
        assert_eq!(steps("g 999999999 1").len(), STEPS);
    }
}
