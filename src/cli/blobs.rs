//! From git's changes to things to scan.

use std::fs;
use std::io;
use std::path::Path;

use shenjiao::skip::{Skip, SkipReason};
use shenjiao::{Origin, Source};

use super::exit::{Stop, reason};
use super::git::{self, Blob, Blobs, Change, Kind, Repository};
use super::inputs::{self, Input};

/// Reads the new content of changes, one after the other, as the scan asks for it.
pub(crate) struct Reader {
    blobs: Blobs,
    large_files: std::path::PathBuf,
    limit: u64,
}

impl Reader {
    /// Begins reading from `repository`; larger content than `limit` bytes is skipped.
    pub(crate) fn new(repository: &Repository, limit: u64) -> Result<Self, Stop> {
        let opened = || Ok::<_, io::Error>((repository.blobs()?, repository.large_files()?));
        let (blobs, large_files) = opened().map_err(|error| Stop::at("git", &error))?;
        Ok(Reader { blobs, large_files, limit })
    }

    /// The change's new content. A link or another repository's commit is no document, and nobody
    /// expects a picture to be read.
    pub(crate) fn input(&mut self, change: &Change) -> Input {
        if change.kind != Kind::File {
            return Input::Excluded;
        }
        let named = !is_media(&change.path);
        match self.source(&change.path, &change.new) {
            Ok(source) => Input::Ready { source, named },
            Err(skip) => Input::Failed { skip: *skip, named },
        }
    }

    /// A blob under the name of a file.
    pub(crate) fn source(&mut self, path: &str, object: &str) -> Result<Source, Box<Skip>> {
        let origin = Origin::file(path);
        let skip = |reason, detail: String| Err(Box::new(Skip::new(Origin::file(path), reason, detail)));
        match self.blobs.read(object, self.limit) {
            Ok(Blob::Content(bytes)) => match git::large_file(&bytes) {
                Some(name) => self.large_file(origin, &name),
                None => Ok(Source::new(origin, bytes)),
            },
            Ok(Blob::TooLarge(size)) => skip(SkipReason::TooLarge, format!("{size} 字节，上限 {}", self.limit)),
            Ok(Blob::Missing) => skip(SkipReason::Unreadable, "仓库里没有这个对象".to_owned()),
            Err(error) => skip(SkipReason::Unreadable, reason(&error)),
        }
    }

    /// Git LFS keeps the content outside the object store, and on some machines not at all.
    fn large_file(&self, origin: Origin, name: &str) -> Result<Source, Box<Skip>> {
        let path = self.large_files.join(&name[..2]).join(&name[2..4]).join(name);
        let content = inputs::read(&path, self.limit);
        content.map(|source| Source { origin: origin.clone(), ..source }).map_err(|skip| {
            let detail = match fs::exists(&path) {
                Ok(true) => skip.detail,
                _ => "这是 Git LFS 指针，本机没有它指向的内容，请先运行 git lfs fetch".to_owned(),
            };
            Box::new(Skip::new(origin, skip.reason, detail))
        })
    }
}

/// Pictures, fonts, sound and film hold no text that is read; a commit may bring them.
pub(crate) fn is_media(path: &str) -> bool {
    const MEDIA: &[&str] = &[
        "png", "jpg", "jpeg", "gif", "bmp", "webp", "ico", "avif", "tif", "tiff", "psd", "woff", "woff2", "ttf", "otf",
        "eot", "mp3", "mp4", "wav", "flv", "avi", "mov", "webm", "m4a", "ogg", "swf",
    ];
    Path::new(path).extension().is_some_and(|end| MEDIA.iter().any(|media| end.eq_ignore_ascii_case(media)))
}
