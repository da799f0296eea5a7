//! One run at a time on one state.
//!
//! The operating system holds the lock and lets go of it when the program ends, however it ends:
//! nothing is left behind that somebody would have to remove.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::super::clock;
use super::super::exit::{Stop, say};

/// A held lock.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a state, waiting for it when asked to.
    ///
    /// # Errors
    /// When another run holds it, or the file cannot be made.
    pub(super) fn take(state: &Path, wait: bool) -> Result<Self, Stop> {
        let path = beside(state);
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = open.map_err(|error| Stop::at(path.display(), &error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) if wait => {
                say(&format!("{}，等它结束", holder(&mut file)));
                file.lock().map_err(|error| Stop::at(path.display(), &error))?;
            }
            Err(TryLockError::WouldBlock) => {
                let message = format!("{}；请等它结束，或用 --wait 排队", holder(&mut file));
                return Err(Stop::Message(message));
            }
            Err(TryLockError::Error(error)) => return Err(Stop::at(path.display(), &error)),
        }
        // Who holds it is told for people only.
        let _ = file.set_len(0).and_then(|()| file.rewind());
        let _ = write!(file, "{} {}", std::process::id(), clock::shown(clock::seconds()));
        Ok(Lock { _file: file })
    }
}

/// The file of the lock.
fn beside(state: &Path) -> PathBuf {
    let mut name = state.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}

fn holder(file: &mut File) -> String {
    let mut text = String::new();
    let _ = file.read_to_string(&mut text);
    match text.split_once(' ') {
        Some((process, since)) => format!("另一次巡查（进程 {process}，始于 {since}）正在使用这个状态文件"),
        None => "另一次巡查正在使用这个状态文件".to_owned(),
    }
}
