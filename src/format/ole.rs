//! Documents in OLE compound files: Word, Excel and PowerPoint 97 to 2003, their WPS twins (wps, et,
//! dps, which use the same streams), Outlook messages, and what is embedded in any of them.
//!
//! Which kind it is, the streams say; the file's name is not asked.

use super::container::Container;
use super::office::flow::Flow;
use super::office::loose::hidden;
use super::{Format, Item, Limits, Sink};
use crate::document::{Document, Gap, Hidden};
use crate::place::Place;
use crate::skip::{Skip, SkipReason};
use crate::source::{Origin, Source};

mod bytes;
mod compound;
mod doc;
mod fkp;
mod ppt;
mod properties;
mod xls;
mod xls_strings;

use compound::Compound;

/// OLE compound files.
pub(super) const FORMAT: Format = Format {
    id: "ole",
    title: "Office 97–2003 与 WPS 文档（doc、xls、ppt、wps、et、dps、msg）",
    extensions: &["doc", "dot", "wps", "wpt", "xls", "xlt", "et", "ett", "ppt", "pps", "dps", "dpt", "msg"],
    sniff: |bytes| bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    read,
};

/// Why a document inside a compound file cannot be read.
type Fault = (SkipReason, &'static str);

fn read(source: Source, limits: &Limits, sink: Sink<'_>) {
    let origin = source.origin;
    let file = match Compound::open(source.bytes, limits.members as usize) {
        Ok(file) => file,
        Err(error) => {
            return sink(Item::Skip(Skip::new(origin, SkipReason::Damaged, format!("复合文档无法打开：{error}"))));
        }
    };
    let streams: Vec<String> = file.paths().map(str::to_owned).collect();
    if streams.iter().any(|name| name == "/EncryptedPackage") {
        return sink(Item::Skip(Skip::new(origin, SkipReason::Encrypted, "需要密码")));
    }
    match document(&file, &streams, "", origin.clone(), limits) {
        Some(Ok(document)) => sink(Item::Document(Box::new(document))),
        Some(Err((reason, detail))) => sink(Item::Skip(Skip::new(origin.clone(), reason, detail))),
        None if embedded_streams(&streams).next().is_some() => {}
        None if !file.is_whole() => {}
        None => return sink(Item::Skip(Skip::new(origin, SkipReason::Unsupported, "复合文档中没有可读的内容"))),
    }
    if !file.is_whole() {
        sink(Item::Skip(Skip::new(origin.clone(), SkipReason::Damaged, "文件不完整，只读到一部分")));
    }
    embedded(&file, &streams, origin, limits, sink);
}

/// Reads the document whose streams lie in `folder`, if there is one.
fn document(
    file: &Compound,
    streams: &[String],
    folder: &str,
    origin: Origin,
    limits: &Limits,
) -> Option<Result<Document, Fault>> {
    let has = |name: &str| streams.iter().any(|stream| *stream == format!("{folder}/{name}"));
    let mut flow = Flow::new(origin, FORMAT.id);
    let outcome = match () {
        () if has("WordDocument") => {
            let main = file.stream(&format!("{folder}/WordDocument"));
            let tables = ["0Table", "1Table"].map(|name| file.stream(&format!("{folder}/{name}")));
            doc::read(&main, &tables, &mut flow)
        }
        () if has("Workbook") => xls::read(&file.stream(&format!("{folder}/Workbook")), limits, &mut flow),
        () if has("Book") => xls::read(&file.stream(&format!("{folder}/Book")), limits, &mut flow),
        () if has("PowerPoint Document") => {
            ppt::read(&file.stream(&format!("{folder}/PowerPoint Document")), &mut flow)
        }
        () if has("__properties_version1.0") => {
            message(file, streams, &mut flow);
            Ok(true)
        }
        () => return None,
    };
    match outcome {
        Ok(true) => {}
        Ok(false) => {
            let detail = "内部结构有缺损，文字可能没有读全".to_owned();
            flow.builder().add_gap(Gap { place: None, reason: SkipReason::Damaged, detail });
        }
        Err(fault) => return Some(Err(fault)),
    }
    for name in ["\u{5}SummaryInformation", "\u{5}DocumentSummaryInformation"] {
        for text in properties::texts(&file.stream(&format!("{folder}/{name}"))) {
            flow.aside_at(Hidden::Metadata, Some("文档属性"), Place::Part("文档属性".to_owned()), &text);
        }
    }
    let pictures = usize::from(has("Data") || has("Pictures"));
    Some(Ok(flow.finish(pictures)))
}

/// The texts of an Outlook message (MS-OXMSG 2.2): named by property, 001F for Unicode.
fn message(file: &Compound, streams: &[String], flow: &mut Flow) {
    let texts: Vec<&String> =
        streams.iter().filter(|name| name.contains("__substg1.0_") && name.ends_with("001F")).collect();
    for name in texts {
        let bytes = file.stream(name);
        let title = match name.rsplit('_').next().unwrap_or_default() {
            "0037001F" => "主题",
            "1000001F" => "正文",
            "0E04001F" | "0E03001F" | "0E02001F" => "收件人",
            "0C1A001F" | "0042001F" => "发件人",
            _ => "邮件属性",
        };
        flow.begin_part(title, (title == "邮件属性").then_some(Hidden::Metadata));
        for line in bytes::utf16(&bytes).lines() {
            flow.text(super::office::flow::Ink::Plain, line);
            flow.end_paragraph();
        }
    }
}

/// Streams that hold a whole file of another kind.
fn embedded_streams(streams: &[String]) -> impl Iterator<Item = &String> {
    const NAMES: [&str; 5] = ["Package", "\u{1}Ole10Native", "CONTENTS", "__substg1.0_37010102", "EmbeddedOdf"];
    streams.iter().filter(|path| NAMES.contains(&path.rsplit('/').next().unwrap_or_default()))
}

/// Reads what is embedded: files in streams, and documents in storages of their own.
fn embedded(file: &Compound, streams: &[String], origin: Origin, limits: &Limits, sink: Sink<'_>) {
    for path in streams {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let inner = matches!(name, "WordDocument" | "Workbook" | "Book" | "PowerPoint Document");
        if inner && !folder.is_empty() {
            let member = origin.member(folder.trim_start_matches('/'));
            match document(file, streams, folder, member.clone(), limits) {
                Some(Ok(document)) => sink(hidden(Item::Document(Box::new(document)))),
                Some(Err((reason, detail))) => sink(Item::Skip(Skip::new(member, reason, detail))),
                None => {}
            }
        }
    }
    let paths: Vec<&String> = embedded_streams(streams).collect();
    if paths.is_empty() {
        return;
    }
    let mut hide = |item| sink(hidden(item));
    let Some(mut container) = Container::open(origin, limits, &mut hide) else { return };
    for path in paths {
        let bytes = file.stream(path);
        let (name, bytes) = match path.ends_with("Ole10Native") {
            true => native(&bytes).unwrap_or_default(),
            false => (path.trim_start_matches('/').to_owned(), bytes),
        };
        if !bytes.is_empty() && !container.content(&name, bytes) {
            return;
        }
    }
}

/// The file inside an `Ole10Native` stream: size, a mark, label, path, two numbers, path, size, data.
fn native(bytes: &[u8]) -> Option<(String, Vec<u8>)> {
    let text = |from: usize| {
        let end = from + bytes.get(from..)?.iter().position(|byte| *byte == 0)?;
        Some((&bytes[from..end], end + 1))
    };
    let (label, at) = text(6)?;
    let (_, at) = text(at)?;
    let path = bytes::u32_at(bytes, at + 4)? as usize;
    let start = at.checked_add(8)?.checked_add(path)?;
    let size = bytes::u32_at(bytes, start)? as usize;
    let data = bytes.get(start + 4..)?;
    Some((super::container::member_name(label), data[..size.min(data.len())].to_vec()))
}
