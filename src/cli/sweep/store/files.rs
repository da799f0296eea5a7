//! What is remembered of files.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};
use shenjiao::sweep::Stamp;

use super::super::super::exit::Stop;
use super::{Store, bits};

/// The file has findings or unread parts, so that exceptions concern it.
const DEPENDS: i64 = 1;
/// It could not be read for a reason that may pass.
const RETRY: i64 = 2;
/// It changed just before it was read.
const UNSETTLED: i64 = 4;

/// A file in the state.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct FileRef {
    /// Its folder.
    pub(crate) folder: i64,
    /// Its name as it may be kept.
    pub(crate) name: String,
}

/// A row of the table of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    /// As it was when it was read.
    pub(crate) stamp: Stamp,
    /// The tag of its content, unless a personal number was found in it.
    pub(crate) content: Option<u64>,
    /// The rules under which it was judged.
    pub(crate) rules: i64,
    /// See [`DEPENDS`].
    pub(crate) depends: bool,
    /// See [`RETRY`].
    pub(crate) retry: bool,
    /// See [`UNSETTLED`].
    pub(crate) unsettled: bool,
}

/// What is known of a content from another path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// Nothing was found in it.
    Clean,
    /// What was found in this file holds.
    As(FileRef),
}

/// What a scan says about a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scanned {
    /// Its tag.
    pub(crate) content: u64,
    /// True when nothing was found and all was read.
    pub(crate) clean: bool,
}

impl Store {
    /// The number of a root. `shown` is how the user names it.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn root(&self, path: &Path, shown: &str) -> Result<i64, Stop> {
        let add =
            "INSERT INTO root (path, shown) VALUES (?1, ?2) ON CONFLICT (path) DO UPDATE SET shown = ?2 RETURNING id";
        Ok(self.db.prepare_cached(add)?.query_row((path.to_string_lossy(), shown), |row| row.get(0))?)
    }

    /// The number of a folder, which is made when it is not there.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn folder(&self, root: i64, path: &str) -> Result<i64, Stop> {
        let find = "SELECT id FROM folder WHERE root = ?1 AND path = ?2";
        if let Some(id) = self.db.prepare_cached(find)?.query_row((root, path), |row| row.get(0)).optional()? {
            return Ok(id);
        }
        let add = "INSERT INTO folder (root, path) VALUES (?1, ?2) RETURNING id";
        Ok(self.db.prepare_cached(add)?.query_row((root, path), |row| row.get(0))?)
    }

    /// All that is remembered of the files of a folder.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn kept_in(&self, folder: i64) -> Result<HashMap<String, Kept>, Stop> {
        let find = "SELECT name, size, mtime, content, rules, flags FROM file WHERE folder = ?1";
        let mut query = self.db.prepare_cached(find)?;
        let rows = query.query_map([folder], |row| {
            let flags: i64 = row.get(5)?;
            let kept = Kept {
                stamp: Stamp { size: row.get::<_, i64>(1)?.cast_unsigned(), mtime: row.get(2)? },
                content: row.get::<_, Option<i64>>(3)?.map(i64::cast_unsigned),
                rules: row.get(4)?,
                depends: flags & DEPENDS != 0,
                retry: flags & RETRY != 0,
                unsettled: flags & UNSETTLED != 0,
            };
            Ok((row.get(0)?, kept))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Remembers a file.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn keep(&self, file: &FileRef, kept: &Kept) -> Result<(), Stop> {
        let flags =
            i64::from(kept.depends) * DEPENDS + i64::from(kept.retry) * RETRY + i64::from(kept.unsettled) * UNSETTLED;
        let add =
            "INSERT INTO file (folder, name, size, mtime, content, rules, flags) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT DO UPDATE SET size = ?3, mtime = ?4, content = ?5, rules = ?6, flags = ?7";
        self.db.prepare_cached(add)?.execute((
            file.folder,
            &file.name,
            kept.stamp.size.cast_signed(),
            kept.stamp.mtime,
            kept.content.map(bits),
            kept.rules,
            flags,
        ))?;
        Ok(())
    }

    /// Forgets a file, but not its findings.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn forget(&self, file: &FileRef) -> Result<(), Stop> {
        for table in ["file", "unread", "tie"] {
            let remove = format!("DELETE FROM {table} WHERE folder = ?1 AND name = ?2");
            self.db.prepare_cached(&remove)?.execute((file.folder, &file.name))?;
        }
        Ok(())
    }

    /// Remembers what a scan said about a content.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn keep_content(&self, scanned: Scanned, file: &FileRef, rules: i64) -> Result<(), Stop> {
        let tag = bits(scanned.content);
        self.db.prepare_cached("INSERT OR REPLACE INTO content VALUES (?1, ?2)")?.execute((tag, rules))?;
        if scanned.clean {
            self.db.prepare_cached("DELETE FROM exemplar WHERE tag = ?1")?.execute([tag])?;
        } else {
            let add = "INSERT OR REPLACE INTO exemplar VALUES (?1, ?2, ?3)";
            self.db.prepare_cached(add)?.execute((tag, file.folder, &file.name))?;
        }
        Ok(())
    }

    /// What is known of a content under these rules.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn known(&self, content: u64, rules: i64) -> Result<Option<Known>, Stop> {
        known(&self.db, content, rules)
    }

    /// The folders of a root, with how many of its files are remembered, by path.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn folders(&self, root: i64) -> Result<Vec<(i64, String)>, Stop> {
        let mut query = self.db.prepare_cached("SELECT id, path FROM folder WHERE root = ?1")?;
        let rows = query.query_map([root], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The names of all files that are remembered in a folder.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn names_in(&self, folder: i64) -> Result<Vec<String>, Stop> {
        let mut query = self.db.prepare_cached("SELECT name FROM file WHERE folder = ?1")?;
        let rows = query.query_map([folder], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many files are remembered below a root.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn count_files(&self, root: i64) -> Result<u64, Stop> {
        let count = "SELECT count(*) FROM file WHERE folder IN (SELECT id FROM folder WHERE root = ?1)";
        Ok(self.db.query_row(count, [root], |row| row.get::<_, i64>(0))?.cast_unsigned())
    }

    /// A file as the user would name it, and its path below its root; both as they may be shown.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn path_of(&self, file: &FileRef) -> Result<(String, String), Stop> {
        let find = "SELECT root.shown, folder.path FROM folder JOIN root ON root.id = folder.root WHERE folder.id = ?1";
        let mut query = self.db.prepare_cached(find)?;
        let (root, folder): (String, String) = query.query_row([file.folder], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let path = joined(&folder, &file.name);
        Ok((super::listed::below(&root, &path), path))
    }

    /// The root of a file, and its folder below that as it is kept.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn place_of(&self, file: &FileRef) -> Result<(PathBuf, String), Stop> {
        let find = "SELECT root.path, folder.path FROM folder JOIN root ON root.id = folder.root WHERE folder.id = ?1";
        let mut query = self.db.prepare_cached(find)?;
        let row = query.query_row([file.folder], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
        Ok((PathBuf::from(row.0), row.1))
    }

    /// Contents judged by rules that no file is judged by any more are of no use.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn forget_contents_not_of(&self, rules: i64) -> Result<(), Stop> {
        self.db.execute("DELETE FROM content WHERE rules <> ?1", [rules])?;
        self.db.execute("DELETE FROM exemplar WHERE tag NOT IN (SELECT tag FROM content)", [])?;
        Ok(())
    }
}

/// What is known of a content under these rules. The file that stands for it must still have it.
///
/// # Errors
/// Whatever SQLite says.
pub(crate) fn known(db: &Connection, content: u64, rules: i64) -> Result<Option<Known>, Stop> {
    let find = "SELECT exemplar.folder, exemplar.name, file.content = ?1 AND file.rules = ?2 FROM content
        LEFT JOIN exemplar ON exemplar.tag = content.tag
        LEFT JOIN file ON file.folder = exemplar.folder AND file.name = exemplar.name
        WHERE content.tag = ?1 AND content.rules = ?2";
    let mut query = db.prepare_cached(find)?;
    let row = query.query_row((bits(content), rules), |row| {
        let (folder, name): (Option<i64>, Option<String>) = (row.get(0)?, row.get(1)?);
        Ok((folder.zip(name), row.get::<_, Option<bool>>(2)?))
    });
    Ok(match row.optional()? {
        Some((None, _)) => Some(Known::Clean),
        Some((Some((folder, name)), Some(true))) => Some(Known::As(FileRef { folder, name })),
        _ => None,
    })
}

/// A path below a root from a folder and a name.
pub(crate) fn joined(folder: &str, name: &str) -> String {
    let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    shenjiao::sweep::display_name(&path).into_owned()
}
