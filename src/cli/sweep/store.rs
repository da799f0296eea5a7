//! The state of an archive: one SQLite file.
//!
//! Everything that one batch of files changes is written in one transaction, so that a run that is
//! cut off at any moment leaves the state of its last batch. What a row means is said in
//! `schema.sql`; what may stand in it is decided in the library.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::super::exit::Stop;

mod decisions;
mod files;
mod findings;
mod joint;
mod listed;
mod moved;
mod runs;
mod salvage;

pub(super) use decisions::Line;
pub(super) use files::{FileRef, Kept, Known, Scanned, known};
pub(super) use findings::Seen;
pub(super) use joint::Together;
pub(super) use listed::{Filter, Found};
pub(super) use moved::Known as Newcomer;
pub(super) use runs::Run;

/// The version of the schema. A state of another version is refused, not guessed at.
const VERSION: i64 = 1;

/// An open state.
#[derive(Debug)]
pub(super) struct Store {
    db: Connection,
}

/// What is found where a state is looked for.
#[derive(Debug)]
pub(super) enum Opened {
    /// A sound state.
    Sound(Store),
    /// There was none; an empty one was made.
    Empty(Store),
    /// Something that is no sound state, and why.
    Damaged(String),
}

impl Store {
    /// Opens a state or makes an empty one.
    ///
    /// # Errors
    /// A file that cannot be opened, a state of another version.
    pub(super) fn open(path: &Path) -> Result<Opened, Stop> {
        let is_new = !path.exists() || path.metadata().is_ok_and(|data| data.len() == 0);
        match Self::opened(path, is_new) {
            Ok(store) if is_new => Ok(Opened::Empty(store)),
            Ok(store) => Ok(Opened::Sound(store)),
            Err(Stop::Damaged(why)) => Ok(Opened::Damaged(why)),
            Err(stop) => Err(stop),
        }
    }

    /// Opens an existing state for looking at it.
    ///
    /// # Errors
    /// A file that is missing or no sound state.
    pub(super) fn existing(path: &Path) -> Result<Self, Stop> {
        if !path.is_file() {
            return Err(Stop::Message(format!("{}：没有这个状态文件，请先运行 shenjiao sweep", path.display())));
        }
        Self::opened(path, false)
    }

    fn opened(path: &Path, is_new: bool) -> Result<Self, Stop> {
        let db = Connection::open(path)?;
        db.busy_timeout(Duration::from_secs(30))?;
        db.pragma_update(None, "journal_mode", "wal")?;
        db.pragma_update(None, "synchronous", "normal")?;
        db.pragma_update(None, "cache_size", -16_384)?;
        db.set_prepared_statement_cache_capacity(64);
        let mut store = Store { db };
        if is_new || store.is_blank()? {
            store.create()?;
        }
        store.check_version(path)?;
        Ok(store)
    }

    /// A run that was killed while it made the state leaves a file without tables.
    fn is_blank(&self) -> Result<bool, Stop> {
        let tables: i64 = self.db.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))?;
        Ok(tables == 0)
    }

    fn create(&mut self) -> Result<(), Stop> {
        let change = self.db.transaction()?;
        change.execute_batch(include_str!("store/schema.sql"))?;
        change.pragma_update(None, "user_version", VERSION)?;
        Ok(change.commit()?)
    }

    fn check_version(&self, path: &Path) -> Result<(), Stop> {
        let version: i64 = self.db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        match version {
            VERSION => Ok(()),
            0 => Err(Stop::Damaged("不是巡查状态文件，或没有写完".to_owned())),
            _ => Err(Stop::Message(format!(
                "{}：由另一版本的程序建立（格式 {version}），请换一个状态文件",
                path.display()
            ))),
        }
    }

    /// A second connection that only reads, for worker threads.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub(super) fn reader(path: &Path) -> Result<Connection, Stop> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags)?;
        db.busy_timeout(Duration::from_secs(30))?;
        Ok(db)
    }

    /// Looks through the whole state. Worth its time only when there is a reason to doubt it.
    ///
    /// # Errors
    /// [`Stop::Damaged`] with what is wrong.
    pub(super) fn look_through(&self) -> Result<(), Stop> {
        let word: String = self.db.pragma_query_value(None, "quick_check", |row| row.get(0))?;
        if word == "ok" { Ok(()) } else { Err(Stop::Damaged(word)) }
    }

    /// Begins a batch.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(super) fn begin(&self) -> Result<(), Stop> {
        Ok(self.db.execute_batch("BEGIN IMMEDIATE")?)
    }

    /// Ends a batch: what it wrote stays, whatever happens.
    ///
    /// # Errors
    /// Whatever SQLite says; nothing of the batch stays then.
    pub(super) fn commit(&self) -> Result<(), Stop> {
        Ok(self.db.execute_batch("COMMIT")?)
    }

    /// Writes everything into the one file and shrinks the log beside it.
    pub(super) fn settle(&self) {
        // A reader that is still there only leaves the log longer.
        let _ = self.db.execute_batch("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)");
    }
}

/// What SQLite puts behind the name of a state for what belongs to it.
pub(super) const ENDINGS: [&str; 3] = ["", "-wal", "-shm"];

impl From<rusqlite::Error> for Stop {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Stop::Damaged(error.to_string()),
            Some(ErrorCode::DiskFull) => {
                Stop::Message("状态文件：磁盘已满。已完成的部分都已保存，腾出空间后再次运行即可接着做".to_owned())
            }
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Stop::Message(format!("状态文件：无法打开或没有写的权限（{error}）"))
            }
            Some(ErrorCode::DatabaseBusy) => Stop::Message("状态文件：正被别的程序占用".to_owned()),
            _ => Stop::Message(format!("状态文件：{error}")),
        }
    }
}

/// SQLite's integers have a sign; tags and fingerprints have none. The bits stay the same.
fn bits(tag: u64) -> i64 {
    tag.cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(path: &Path) -> Store {
        match Store::open(path).unwrap() {
            Opened::Empty(store) | Opened::Sound(store) => store,
            Opened::Damaged(why) => unreachable!("{why}"),
        }
    }

    #[test]
    fn a_full_disk_loses_only_the_batch() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.db");
        let store = new(&path);
        let root = store.root(Path::new("/www"), "www").unwrap();
        store.db.pragma_update(None, "max_page_count", 60).unwrap();
        let batch = |number: i64| {
            store.begin()?;
            (0..200).try_for_each(|file| store.folder(root, &format!("{number}/{file}")).map(drop))?;
            store.commit()
        };
        let full = (0..100).map(batch).find_map(Result::err).unwrap();
        assert!(matches!(&full, Stop::Message(message) if message.contains("磁盘已满")), "{full:?}");
        drop(store);
        let store = new(&path);
        store.look_through().unwrap();
        let folders = store.folders(root).unwrap().len();
        assert!(folders > 0 && folders.is_multiple_of(200), "{folders}");
    }

    #[test]
    fn a_state_of_another_version_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.db");
        new(&path).db.pragma_update(None, "user_version", 99).unwrap();
        let refused = Store::open(&path).unwrap_err();
        assert!(matches!(&refused, Stop::Message(message) if message.contains("99")), "{refused:?}");
    }

    #[test]
    fn a_clean_file_takes_little_room() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.db");
        let store = new(&path);
        let root = store.root(Path::new("/www"), "www").unwrap();
        store.begin().unwrap();
        let files = 20_000_u64;
        for number in 0..files {
            let folder = store.folder(root, &format!("某某局/通知公告/{:04}", number / 50)).unwrap();
            let file = FileRef { folder, name: format!("t20240608_{:07}.html", 3_000_000 + number) };
            let content = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let stamp =
                shenjiao::sweep::Stamp { size: 20_000 + number, mtime: 1_700_000_000_123_456_789 + number as i64 };
            let kept = Kept { stamp, content: Some(content), rules: 1, depends: false, retry: false, unsettled: false };
            store.keep(&file, &kept).unwrap();
            store.keep_content(Scanned { content, clean: true }, &file, 1).unwrap();
        }
        store.commit().unwrap();
        store.settle();
        let size = path.metadata().unwrap().len();
        assert!(size <= 150 * files, "{} bytes for each file", size / files);
    }
}
