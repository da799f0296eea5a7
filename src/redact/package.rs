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

mod part;
mod search;

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
    write(archive, fates).map_err(|error| broken(&error))
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

fn write(mut archive: Archive, fates: Vec<Fate>) -> ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (index, fate) in fates.into_iter().enumerate() {
        match fate {
            Fate::Dropped => {}
            Fate::Same => writer.raw_copy_file(archive.by_index_raw(index)?)?,
            Fate::Changed(bytes) => {
                let file = archive.by_index_raw(index)?;
                let time = file.last_modified().unwrap_or_default();
                let options = SimpleFileOptions::default();
                let options = options.compression_method(CompressionMethod::Deflated).last_modified_time(time);
                writer.start_file(file.name()?, options)?;
                drop(file);
                writer.write_all(&bytes)?;
            }
        }
    }
    Ok(writer.finish()?.into_inner())
}
