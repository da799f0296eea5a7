//! Where output goes.
//!
//! Files are written under a temporary name and renamed when they are complete: whoever looks at
//! a report sees the old one or the new one, never half of one.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::{Path, PathBuf};

use super::exit::Stop;

/// Standard output, buffered; on a terminal every line is shown at once.
pub(crate) fn stdout() -> Box<dyn Write> {
    if io::stdout().is_terminal() { Box::new(io::stdout().lock()) } else { Box::new(buffered()) }
}

fn buffered() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// Colour is for terminals whose user did not ask to go without.
pub(crate) fn wants_colour() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    io::stdout().is_terminal() && !set("NO_COLOR") && !dumb
}

/// A file that appears under its name when it is complete.
#[derive(Debug)]
pub(crate) struct NewFile {
    path: PathBuf,
    temporary: PathBuf,
    writer: Option<BufWriter<File>>,
}

impl NewFile {
    /// Begins a file.
    ///
    /// # Errors
    /// When it cannot be created.
    pub(crate) fn create(path: &Path) -> Result<Self, Stop> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.tmp", std::process::id()));
        let temporary = path.with_file_name(name);
        let file = File::create(&temporary).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Stop::Message(format!("{}：所在的文件夹不存在", path.display())),
            _ => Stop::at(path.display(), &error),
        })?;
        Ok(NewFile { path: path.to_owned(), temporary, writer: Some(BufWriter::with_capacity(1 << 16, file)) })
    }

    /// The name that it will have and the name that it has until then.
    pub(crate) fn names(&self) -> [&Path; 2] {
        [&self.path, &self.temporary]
    }

    /// Completes the file and gives it its name.
    ///
    /// # Errors
    /// When it cannot be written to the end.
    pub(crate) fn commit(mut self) -> Result<(), Stop> {
        let written = match self.writer.take() {
            Some(writer) => writer.into_inner().map_err(io::IntoInnerError::into_error).map(drop),
            None => Ok(()),
        };
        let renamed = written.and_then(|()| fs::rename(&self.temporary, &self.path));
        renamed.map_err(|error| Stop::at(self.path.display(), &error))
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.as_mut().map_or(Ok(bytes.len()), |writer| writer.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.as_mut().map_or(Ok(()), Write::flush)
    }
}

/// What was not completed leaves nothing behind.
impl Drop for NewFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.temporary);
    }
}

/// Writes a whole file at once, under a temporary name first.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Stop> {
    let mut file = NewFile::create(path)?;
    file.write_all(bytes).map_err(|error| Stop::at(path.display(), &error))?;
    file.commit()
}
