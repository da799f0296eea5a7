//! From what the user named to the files to read.
//!
//! What is named is always scanned; what is found below a named folder is filtered. Names come in
//! the order of the command line, folders sorted by name, so that every run sees the same order.
//! Nothing is read here but folders.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use shenjiao::skip::{Skip, SkipReason};
use shenjiao::{Origin, Source};
use walkdir::WalkDir;

use super::exit::reason;
use super::settings;

/// Folders in which tools keep their own things.
const TOOL_FOLDERS: &[&str] = &[".git", ".hg", ".svn", ".shenjiao"];

/// Standard input, as users and reports name it.
pub(crate) const STDIN: &str = "-";

/// Something to scan, or the reason why it cannot be.
#[derive(Debug)]
pub(crate) enum Input {
    /// A file.
    File {
        /// Where it lies.
        path: PathBuf,
        /// True when the user named it, false when it was found in a folder.
        named: bool,
    },
    /// Something already in memory, such as a git blob.
    Ready {
        /// Its name and content.
        source: Source,
        /// True when the user named it.
        named: bool,
    },
    /// A file or folder that cannot be opened.
    Failed {
        /// What and why.
        skip: Skip,
        /// True when the user named it.
        named: bool,
    },
    /// A file or folder left out on purpose.
    Excluded,
}

/// Decides what is left out below a named folder, by path.
pub(crate) type Exclude<'a> = &'a dyn Fn(&Path) -> bool;

/// All inputs, lazily: a folder of millions of files is never held as a list.
pub(crate) fn inputs<'a>(paths: &'a [PathBuf], exclude: Exclude<'a>) -> impl Iterator<Item = Input> + 'a {
    paths.iter().flat_map(move |path| below(path, exclude))
}

fn below<'a>(path: &'a Path, exclude: Exclude<'a>) -> Box<dyn Iterator<Item = Input> + 'a> {
    let is_stdin = path.as_os_str() == STDIN;
    if is_stdin || !path.is_dir() {
        return Box::new(std::iter::once(Input::File { path: path.to_owned(), named: true }));
    }
    let mut walk = WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
    Box::new(std::iter::from_fn(move || next(&mut walk, exclude)))
}

fn next(walk: &mut walkdir::IntoIter, exclude: Exclude<'_>) -> Option<Input> {
    loop {
        let entry = match walk.next()? {
            Ok(entry) => entry,
            Err(error) => return Some(failed(&error)),
        };
        let is_folder = entry.file_type().is_dir();
        let found = entry.depth() > 0;
        if found && (exclude(entry.path()) || is_own(&entry)) {
            if is_folder {
                walk.skip_current_dir();
            }
            return Some(Input::Excluded);
        }
        if !is_folder {
            return Some(Input::File { path: entry.into_path(), named: false });
        }
    }
}

/// Folders of tools, and the configuration: it quotes what it allows.
pub(crate) fn is_own(entry: &walkdir::DirEntry) -> bool {
    let name = entry.file_name();
    match entry.file_type().is_dir() {
        true => TOOL_FOLDERS.iter().any(|folder| name == *folder),
        false => name == settings::NAME,
    }
}

/// The same for a path in a repository.
pub(crate) fn is_tools_own(path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    name == settings::NAME || folders.split('/').any(|folder| TOOL_FOLDERS.contains(&folder))
}

fn failed(error: &walkdir::Error) -> Input {
    let path = error.path().unwrap_or(Path::new(""));
    let detail = match (error.loop_ancestor(), error.io_error()) {
        (Some(ancestor), _) => format!("符号链接成环，指回 {}", ancestor.display()),
        (None, Some(error)) => reason(error),
        (None, None) => error.to_string(),
    };
    Input::Failed { skip: Skip::new(origin(path), SkipReason::Unreadable, detail), named: error.depth() == 0 }
}

/// The name under which a path is reported. A name that is not UTF-8 is shown as far as it is.
pub(crate) fn origin(path: &Path) -> Origin {
    Origin::file(path.to_string_lossy())
}

/// Reads a file, at most one byte more than `limit`: enough to see that it is too large.
///
/// # Errors
/// The skip to report.
pub(crate) fn read(path: &Path, limit: u64) -> Result<Source, Box<Skip>> {
    let (reason, detail) = match read_bytes(path, limit) {
        Ok(bytes) => return Ok(Source::new(origin(path), bytes)),
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            (SkipReason::TooLarge, format!("超过 {limit} 字节，可在配置的 [limits] 中放宽"))
        }
        Err(error) => (SkipReason::Unreadable, reason(&error)),
    };
    Err(Box::new(Skip::new(origin(path), reason, detail)))
}

fn read_bytes(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path.as_os_str() == STDIN {
        io::stdin().lock().take(limit + 1).read_to_end(&mut bytes)?;
    } else {
        read_file(path, limit, &mut bytes)?;
    }
    if bytes.len() as u64 > limit {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

fn read_file(path: &Path, limit: u64, bytes: &mut Vec<u8>) -> io::Result<()> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    if length > limit {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    if length == 0 {
        // Not empty for certain: what the system makes up while it is read has no length.
        file.take(limit + 1).read_to_end(bytes)?;
        return Ok(());
    }
    *bytes = vec![0; length as usize];
    let read = read_full(&file, bytes)?;
    bytes.truncate(read);
    Ok(())
}

/// Fills `bytes` as far as the file goes, in one call of the system where it can be.
fn read_full(mut file: &File, bytes: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < bytes.len() {
        match file.read(&mut bytes[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// The paths listed in a file, one a line (`-` for standard input).
///
/// # Errors
/// When the list cannot be read.
pub(crate) fn listed(list: &Path) -> io::Result<Vec<PathBuf>> {
    let text = if list.as_os_str() == STDIN {
        let mut text = Vec::new();
        io::stdin().lock().read_to_end(&mut text)?;
        text
    } else {
        fs::read(list)?
    };
    let separator = if text.contains(&0) { 0 } else { b'\n' };
    let names = text.split(|&byte| byte == separator).map(|name| name.strip_suffix(b"\r").unwrap_or(name));
    Ok(names.filter(|name| !name.is_empty()).map(path_of).collect())
}

#[cfg(unix)]
fn path_of(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(name))
}

#[cfg(not(unix))]
fn path_of(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}
