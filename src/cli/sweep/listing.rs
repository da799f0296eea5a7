//! What lies below a root: folder by folder, with size and time of every file. Nothing is opened.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use shenjiao::sweep::Stamp;
use walkdir::{DirEntry, WalkDir};

use super::super::exit::reason;
use super::super::inputs;

/// A step of the listing.
#[derive(Debug)]
pub(super) enum Step {
    /// A folder with all its files, by its path below the root.
    Folder(Folder),
    /// Something below the root that could not be looked at, by its path below the root.
    Failed { path: String, detail: String },
    /// Something left out on purpose.
    Excluded,
}

/// A folder and its files, without what lies in its subfolders.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// Below the root, `/` between parts, empty for the root itself.
    pub(super) path: String,
    /// Where it is.
    pub(super) place: PathBuf,
    /// Its files, by name.
    pub(super) files: Vec<Listed>,
}

/// A file that was seen.
#[derive(Debug)]
pub(super) struct Listed {
    /// Its name.
    pub(super) name: OsString,
    /// Size and time.
    pub(super) stamp: Stamp,
}

/// Lists what is below `root`, lazily. A root that is a file is a folder with one file.
pub(super) fn list<'a>(root: &'a Path, exclude: inputs::Exclude<'a>) -> Box<dyn Iterator<Item = Step> + 'a> {
    if root.is_file() {
        return Box::new(std::iter::once(single(root)));
    }
    // Files come before subfolders, so that those of one folder stand together.
    let order = |one: &DirEntry, other: &DirEntry| {
        let key = |entry: &DirEntry| (entry.file_type().is_dir(), entry.file_name().to_owned());
        key(one).cmp(&key(other))
    };
    let walk = WalkDir::new(root).follow_links(true).sort_by(order).into_iter();
    Box::new(Walk { root, exclude, walk, folder: None })
}

/// The name of a root's only file is kept below an empty folder, and the root is shown by its own name.
fn single(root: &Path) -> Step {
    match root.metadata() {
        Ok(data) => {
            let file = Listed { name: root.file_name().unwrap_or_default().to_owned(), stamp: stamp(&data) };
            let place = root.parent().unwrap_or(root).to_owned();
            Step::Folder(Folder { path: String::new(), place, files: vec![file] })
        }
        Err(error) => Step::Failed { path: String::new(), detail: reason(&error) },
    }
}

struct Walk<'a> {
    root: &'a Path,
    exclude: inputs::Exclude<'a>,
    walk: walkdir::IntoIter,
    /// The folder whose files are being listed.
    folder: Option<Folder>,
}

impl Iterator for Walk<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        while let Some(entry) = self.walk.next() {
            if let Some(step) = self.step(entry) {
                return Some(step);
            }
        }
        self.folder.take().map(Step::Folder)
    }
}

impl Walk<'_> {
    fn step(&mut self, entry: walkdir::Result<DirEntry>) -> Option<Step> {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                self.drop_unlisted(&error);
                return Some(self.failed(&error));
            }
        };
        let is_folder = entry.file_type().is_dir();
        if entry.depth() > 0 && ((self.exclude)(entry.path()) || inputs::is_own(&entry)) {
            if is_folder {
                self.walk.skip_current_dir();
            }
            return Some(Step::Excluded);
        }
        if is_folder {
            let new = Folder { path: self.below(entry.path()), place: entry.into_path(), files: Vec::new() };
            return self.folder.replace(new).map(Step::Folder);
        }
        match entry.metadata() {
            Ok(data) => {
                let file = Listed { name: entry.file_name().to_owned(), stamp: stamp(&data) };
                self.folder.get_or_insert_default().files.push(file);
                None
            }
            Err(error) => Some(self.failed(&error)),
        }
    }

    /// A folder that could not be listed to the end is not taken for one with fewer files.
    fn drop_unlisted(&mut self, error: &walkdir::Error) {
        let path = error.path().map(|path| self.below(path));
        if self.folder.as_ref().is_some_and(|folder| path.is_none_or(|path| path == folder.path)) {
            self.folder = None;
        }
    }

    fn failed(&self, error: &walkdir::Error) -> Step {
        let path = error.path().map(|path| self.below(path)).unwrap_or_default();
        let detail = match (error.loop_ancestor(), error.io_error()) {
            (Some(ancestor), _) => format!("符号链接成环，指回 {}", ancestor.display()),
            (None, Some(error)) => reason(error),
            (None, None) => error.to_string(),
        };
        Step::Failed { path, detail }
    }

    fn below(&self, path: &Path) -> String {
        path.strip_prefix(self.root).unwrap_or(path).to_string_lossy().replace('\\', "/")
    }
}

/// Times before 1970 and beyond the range count as its ends; they are only compared for equality.
fn stamp(data: &std::fs::Metadata) -> Stamp {
    let nanoseconds = |span: std::time::Duration| i64::try_from(span.as_nanos()).unwrap_or(i64::MAX);
    let mtime = data.modified().map_or(0, |time| match time.duration_since(UNIX_EPOCH) {
        Ok(since) => nanoseconds(since),
        Err(before) => -nanoseconds(before.duration()),
    });
    Stamp { size: data.len(), mtime }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_come_whole_and_in_order() {
        let site = tempfile::tempdir().unwrap();
        for name in ["b.txt", "甲/一.txt", "甲/乙/二.txt", "a/x.txt", ".git/config"] {
            let path = site.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let exclude = |path: &Path| path.ends_with("a/x.txt");
        let seen: Vec<String> = list(site.path(), &exclude)
            .map(|step| match step {
                Step::Folder(folder) => {
                    let names: Vec<_> = folder.files.iter().map(|file| file.name.to_string_lossy()).collect();
                    format!("{}:{}", folder.path, names.join(","))
                }
                Step::Failed { path, .. } => format!("failed {path}"),
                Step::Excluded => "excluded".to_owned(),
            })
            .collect();
        assert_eq!(seen, ["excluded", ":b.txt", "excluded", "a:", "甲:一.txt", "甲/乙:二.txt"]);
    }
}
