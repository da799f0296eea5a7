//! A progress line on standard error, for long runs that somebody watches.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Counts files and bytes on a terminal; silent everywhere else.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    bytes: u64,
}

impl Progress {
    /// Begins counting. indicatif draws nothing where standard error is no terminal.
    pub(crate) fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(5));
        if let Ok(style) = ProgressStyle::with_template("{spinner} 已检查 {pos} 个文件  {msg}  {elapsed}") {
            bar.set_style(style);
        }
        Progress { bar, bytes: 0 }
    }

    /// One more file of `bytes` bytes. Nothing is drawn in the first second.
    pub(crate) fn add(&mut self, bytes: u64) {
        self.bytes += bytes;
        if self.bar.elapsed() > Duration::from_secs(1) {
            self.bar.set_message(format!("{} MB", self.bytes / 1_000_000));
        }
        self.bar.inc(1);
    }

    /// Hides the line while `work` writes to the terminal.
    pub(crate) fn suspend<T>(&self, work: impl FnOnce() -> T) -> T {
        self.bar.suspend(work)
    }

    /// Takes the line away.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
