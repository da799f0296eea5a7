//! The zip archive that a document is: parts by name, relations between them, and a budget.

use std::collections::{BTreeMap, HashMap};
use std::io::Cursor;

use ::zip::ZipArchive;

use super::Fault;
use super::markup::{Markup, Step};
use crate::format::Limits;
use crate::format::container::{self, Unpack, zip};
use crate::skip::SkipReason;

/// Where the parts come from.
enum Store {
    Archive(Box<zip::Zip>),
    Parts(HashMap<String, Vec<u8>>),
}

/// A document's archive.
pub(in crate::format) struct Package {
    store: Store,
    names: Vec<String>,
    left: u64,
    expansion: u64,
}

/// What a part refers to.
#[derive(Clone, Debug, Default)]
pub(super) struct Relation {
    /// The last step of the relation's type, such as `worksheet`.
    pub(super) kind: String,
    /// The part's name in the package, or the address when it is outside.
    pub(super) target: String,
    /// True for addresses.
    pub(super) outside: bool,
}

/// The relations of a part by their identifiers.
pub(super) type Relations = BTreeMap<String, Relation>;

impl Package {
    /// Opens a document's archive.
    pub(in crate::format) fn open(bytes: Vec<u8>, limits: &Limits) -> Result<Self, Fault> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| Fault::new(zip::reason(&error), format!("文档无法打开：{error}")))?;
        if archive.len() > limits.members as usize {
            return Err(Fault::new(SkipReason::TooLarge, format!("{} 个部件，上限 {}", archive.len(), limits.members)));
        }
        // Some writers separate with backslashes.
        let names = archive.file_names_raw().map(|name| container::member_name(name).replace('\\', "/")).collect();
        let store = Store::Archive(Box::new(archive));
        Ok(Package { store, names, left: limits.unpacked_bytes, expansion: limits.expansion.into() })
    }

    /// A document whose parts were never packed.
    pub(super) fn of_parts(parts: Vec<(String, Vec<u8>)>) -> Self {
        let names = parts.iter().map(|(name, _)| name.clone()).collect();
        Package { store: Store::Parts(parts.into_iter().collect()), names, left: 0, expansion: 0 }
    }

    /// The names of all parts, in the order of the archive.
    pub(in crate::format) fn names(&self) -> &[String] {
        &self.names
    }

    /// A part's bytes; `None` when there is no such part.
    pub(in crate::format) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let archive = match &mut self.store {
            Store::Archive(archive) => archive,
            Store::Parts(parts) => return Ok(parts.get(name).cloned()),
        };
        let Some(index) = self.names.iter().position(|known| known == name) else { return Ok(None) };
        let mut file =
            archive.by_index(index).map_err(|error| Fault::new(zip::reason(&error), format!("{name}：{error}")))?;
        let ratio = file.compressed_size().saturating_mul(self.expansion).max(container::HARMLESS);
        match container::unpack(&mut file, self.left.min(ratio)) {
            Ok(bytes) => {
                self.left -= bytes.len() as u64;
                Ok(Some(bytes))
            }
            Err(Unpack::TooLarge(cap)) => {
                Err(Fault::new(SkipReason::TooLarge, format!("{name} 解压后超过 {cap} 字节")))
            }
            Err(Unpack::Broken(error)) => Err(Fault::damaged(format!("{name}：{error}"))),
        }
    }

    /// A part's text; empty when there is no such part.
    pub(in crate::format) fn text(&mut self, name: &str) -> Result<String, Fault> {
        Ok(self.bytes(name)?.map(decode).unwrap_or_default())
    }

    /// The relations of a part (ECMA-376 part 2, clause 6.5).
    pub(super) fn relations(&mut self, part: &str) -> Result<Relations, Fault> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = join(folder, &format!("_rels/{file}.rels"));
        let text = self.text(&name)?;
        let mut markup = Markup::new(&text);
        let mut relations = Relations::new();
        while let Some(step) = markup.next()? {
            let Step::Open(tag) = step else { continue };
            let (Some(id), Some(target)) = (tag.attribute("Id"), tag.attribute("Target")) else { continue };
            let outside = tag.attribute("TargetMode").as_deref() == Some("External");
            let kind = tag.attribute("Type").unwrap_or_default();
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let target = if outside { target } else { join(folder, &target) };
            relations.insert(id, Relation { kind, target, outside });
        }
        Ok(relations)
    }
}

/// XML in UTF-8, or in UTF-16 with its mark, which some writers use for custom parts.
pub(in crate::format) fn decode(bytes: Vec<u8>) -> String {
    match encoding_rs::Encoding::for_bom(&bytes) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned(),
        None => String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
    }
}

/// The name of the part that `target` means, seen from `folder`.
pub(in crate::format) fn join(folder: &str, target: &str) -> String {
    let (base, rest) = match target.strip_prefix('/') {
        Some(rest) => ("", rest),
        None => (folder, target),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in base.split('/').chain(rest.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_relative_to_the_part() {
        assert_eq!(join("xl/worksheets", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(join("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(join("", "../../etc/passwd"), "etc/passwd");
    }

    #[test]
    fn utf_16_parts_are_decoded() {
        assert_eq!(decode(b"\xff\xfe<\0a\0".to_vec()), "<a");
    }
}
