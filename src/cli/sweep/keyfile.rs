//! The key of an archive: 32 random bytes in a file of its own, readable for its owner only.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use shenjiao::sweep::Key;

use super::super::exit::Stop;

/// The key of a state, from `file` or from beside the state. Made when there is none.
///
/// # Errors
/// A key file that cannot be read or made, or has the wrong length.
pub(super) fn load(state: &Path, file: Option<&Path>) -> Result<Key, Stop> {
    let path = file.map_or_else(|| beside(state), Path::to_owned);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => make(&path)?,
        Err(error) => return Err(Stop::at(path.display(), &error)),
    };
    let bytes: [u8; Key::LENGTH] = bytes.try_into().map_err(|_| {
        Stop::Message(format!(
            "{}：密钥文件应为 {} 字节。删除它会建立新的密钥，所有文件将重查一遍",
            path.display(),
            Key::LENGTH
        ))
    })?;
    Ok(Key::new(bytes))
}

/// Where the key lies unless the user says otherwise.
fn beside(state: &Path) -> PathBuf {
    let mut name = state.as_os_str().to_owned();
    name.push(".key");
    PathBuf::from(name)
}

fn make(path: &Path) -> Result<Vec<u8>, Stop> {
    let mut bytes = vec![0; Key::LENGTH];
    getrandom::fill(&mut bytes).map_err(|error| format!("系统的随机数不可用：{error}"))?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| {
        file.write_all(&bytes)?;
        file.sync_all()
    });
    written.map_err(|error| Stop::at(path.display(), &error))?;
    Ok(bytes)
}
