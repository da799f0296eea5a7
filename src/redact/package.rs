//! Copies of Office Open XML documents (docx, xlsx, pptx) with some of their text replaced.
//!
//! Readers of these formats give no byte offsets, so what was found is looked up again in the
//! parts: a number everywhere in the package, whatever the part (comments, deleted text,
//! properties, caches, link targets), any other text only where its own paragraph or cell stands.
//! Parts without a change are copied as they are, compressed bytes and all. Whether that was
//! enough is seen by scanning the copy; what it leaves in binary parts is looked for here.

use std::collections::HashSet;
use std::io::{Cursor, Read, Write};

use zip::result::{ZipError, ZipResult};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::Refusal;
use crate::digit;
use crate::format::Limits;

mod comments;
mod part;
mod relations;
mod search;

pub(super) use comments::Comment;
pub use comments::Signature;
use search::Search;
pub(super) use search::Target;

/// Gives the masked copy of an embedded document, by the name of its part, when it needs one.
pub(super) type Embedded<'a> = &'a dyn Fn(&str, &[u8]) -> Option<Vec<u8>>;

/// Digits from which a text is looked up in the whole package.
const NUMBER: usize = 6;

type Archive = ZipArchive<Cursor<Vec<u8>>>;

/// What becomes of a part.
enum Fate {
    Same,
    Changed(Vec<u8>),
    Dropped,
}

/// True for a text that is looked up everywhere.
pub(super) fn is_number(text: &str) -> bool {
    text.chars().filter(|&char| digit::value(char).is_some()).count() >= NUMBER
}

/// How often a text occurs in another, blanks aside.
pub(super) fn occurrences(text: &str, wanted: &str) -> usize {
    search::count(&search::significant(text.chars()), &search::significant(wanted.chars()))
}

/// The package with the targets replaced wherever they are found.
///
/// # Errors
/// When the package cannot be rewritten, or a number stands where it cannot be replaced.
pub(super) fn rewrite(
    bytes: &[u8],
    targets: Vec<Target>,
    embedded: Embedded<'_>,
    limits: &Limits,
) -> Result<Vec<u8>, Refusal> {
    if targets.is_empty() {
        return Ok(bytes.to_vec());
    }
    let search = Search::new(targets);
    let mut archive = ZipArchive::new(Cursor::new(bytes.to_vec())).map_err(|error| broken(&error))?;
    refuse_doubles(&archive)?;
    let mut fates = Vec::new();
    let mut left = limits.unpacked_bytes;
    for index in 0..archive.len() {
        let (name, bytes) = member(&mut archive, index, &mut left)?;
        match is_embedded(&name).then(|| embedded(&name, &bytes)).flatten() {
            Some(copy) => fates.push(Fate::Changed(copy)),
            None => fates.push(fate(&name, bytes, &search)?),
        }
    }
    if fates.iter().all(|fate| matches!(fate, Fate::Same)) {
        return Ok(bytes.to_vec());
    }
    drop_thumbnail(&mut archive, &mut fates, &mut left)?;
    write(archive, fates, Vec::new(), None).map_err(|error| broken(&error))
}

/// The words at the end of a package by which a copy with comments is known. Office programs do
/// not keep them.
const MARK: &str = "shenjiao: comments";

/// True for a copy with comments that no other program has saved since.
pub(super) fn is_commented_copy(bytes: &[u8]) -> bool {
    ZipArchive::new(Cursor::new(bytes)).is_ok_and(|archive| archive.comment() == MARK.as_bytes())
}

/// A Word document with comments in its body, and how many found their place.
///
/// # Errors
/// When the package cannot be rewritten.
pub(super) fn commented(
    bytes: &[u8],
    comments: &[Comment],
    by: &Signature,
    limits: &Limits,
) -> Result<(Vec<u8>, usize), Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes.to_vec())).map_err(|error| broken(&error))?;
    refuse_doubles(&archive)?;
    let mut left = limits.unpacked_bytes;
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        parts.push(member(&mut archive, index, &mut left)?);
    }
    let part = |name: &str| parts.iter().find(|(own, _)| own == name).map(|(_, bytes)| bytes.as_slice());
    let unknown = || Refusal::Package("不是常见的 Word 文档结构，不能加批注".to_owned());
    let places = relations::places(&part).ok_or_else(unknown)?;
    let known = part(&places.comments);
    let first = known.map_or(0, |bytes| comments::next_id(&part::decode(bytes)));
    let text = part::decode(part(&places.body).ok_or_else(unknown)?);
    let body = comments::annotate(&text, comments, first, by).ok_or_else(unknown)?;
    if body.placed == 0 {
        return Ok((bytes.to_vec(), 0));
    }
    let comments = comments::part_with(known, &body.comments).ok_or_else(unknown)?;
    let mut new = vec![(places.body.clone(), body.text.into_bytes()), (places.comments.clone(), comments)];
    new.extend(relations::announced(&part, &places).ok_or_else(unknown)?);
    let changed = |name: &str| new.iter().position(|(own, _)| own == name);
    let mut fates: Vec<Fate> = parts.iter().map(|_| Fate::Same).collect();
    let mut added = Vec::new();
    for (index, (name, _)) in parts.iter().enumerate() {
        if let Some(at) = changed(name) {
            fates[index] = Fate::Changed(new[at].1.clone());
        }
    }
    added.extend(new.into_iter().filter(|(name, _)| part(name).is_none()));
    let copy = write(archive, fates, added, Some(MARK)).map_err(|error| broken(&error))?;
    Ok((copy, body.placed))
}

fn is_embedded(name: &str) -> bool {
    name.contains("/embeddings/") && !name.ends_with(".rels")
}

fn broken(error: &ZipError) -> Refusal {
    Refusal::Package(format!("文档的压缩结构不能改写：{error}"))
}

/// Of two parts of one name programs differ in which they show.
fn refuse_doubles(archive: &Archive) -> Result<(), Refusal> {
    let mut seen = HashSet::new();
    let double = archive.file_names_raw().find(|name| !seen.insert(name.to_ascii_lowercase()));
    match double {
        Some(name) => Err(Refusal::Package(format!("有两个同名的部件：{}", String::from_utf8_lossy(name)))),
        None => Ok(()),
    }
}

/// A part's name and content; `left` bytes may still be unpacked.
fn member(archive: &mut Archive, index: usize, left: &mut u64) -> Result<(String, Vec<u8>), Refusal> {
    let mut file = archive.by_index(index).map_err(|error| broken(&error))?;
    let name = file.name().map_err(|error| broken(&error))?.replace('\\', "/");
    let mut bytes = Vec::new();
    let read = file.by_ref().take(left.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| Refusal::Package(format!("{name}：{error}")))?;
    *left = left.checked_sub(bytes.len() as u64).ok_or_else(|| Refusal::Package("解压后过大".to_owned()))?;
    Ok((name, bytes))
}

fn fate(name: &str, bytes: Vec<u8>, search: &Search) -> Result<Fate, Refusal> {
    let is_markup = [".xml", ".rels", ".vml"].iter().any(|ending| name.to_ascii_lowercase().ends_with(ending));
    if !is_markup {
        return match search.is_in_binary(&bytes) {
            true => Err(Refusal::Package(format!("部件 {name} 里有同样的号码，不能自动遮盖，请先在原文件里删除它"))),
            false => Ok(Fate::Same),
        };
    }
    let text = part::decode(&bytes);
    match part::rewrite(name, &text, search) {
        Ok(None) => Ok(Fate::Same),
        Ok(Some(text)) => Ok(Fate::Changed(text.into_bytes())),
        Err(place) => Err(Refusal::Package(format!("{name} 的 {place} 是公式算出来的，请先把公式换成数值"))),
    }
}

/// The picture of the first page would show what was masked on it.
fn drop_thumbnail(archive: &mut Archive, fates: &mut [Fate], left: &mut u64) -> Result<(), Refusal> {
    for (index, fate) in fates.iter_mut().enumerate() {
        let (name, bytes) = member(archive, index, left)?;
        if name.to_ascii_lowercase().starts_with("docprops/thumbnail") {
            *fate = Fate::Dropped;
        } else if name == "_rels/.rels" {
            let text = part::decode(&bytes);
            if let Some(text) = part::without_thumbnail(&text) {
                *fate = Fate::Changed(text.into_bytes());
            }
        }
    }
    Ok(())
}

/// The package with its parts as decided, with more parts behind them.
fn write(
    mut archive: Archive,
    fates: Vec<Fate>,
    added: Vec<(String, Vec<u8>)>,
    mark: Option<&str>,
) -> ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (index, fate) in fates.into_iter().enumerate() {
        match fate {
            Fate::Dropped => {}
            Fate::Same => writer.raw_copy_file(archive.by_index_raw(index)?)?,
            Fate::Changed(bytes) => {
                let file = archive.by_index_raw(index)?;
                let time = file.last_modified().unwrap_or_default();
                writer.start_file(file.name()?, options.last_modified_time(time))?;
                drop(file);
                writer.write_all(&bytes)?;
            }
        }
    }
    for (name, bytes) in added {
        writer.start_file(name, options)?;
        writer.write_all(&bytes)?;
    }
    if let Some(mark) = mark {
        writer.set_comment(mark)?;
    }
    Ok(writer.finish()?.into_inner())
}
