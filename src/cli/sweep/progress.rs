//! How a run is getting on: a line that changes on a terminal, a line a minute in a log.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::super::exit::say;

/// Time between two lines of a log.
const MINUTE: Duration = Duration::from_secs(60);

/// Counts what was listed and read.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    is_terminal: bool,
    quiet: bool,
    began: Instant,
    told: Instant,
    /// Files of the last run, by which the time left is guessed.
    expected: u64,
    listed: u64,
    read: u64,
    bytes: u64,
}

impl Progress {
    /// Begins. `expected` files are known from the last run.
    pub(super) fn new(expected: u64, quiet: bool) -> Self {
        let is_terminal = std::io::stderr().is_terminal();
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(5) };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            bar.set_style(style);
        }
        let now = Instant::now();
        Progress { bar, is_terminal, quiet, began: now, told: now, expected, listed: 0, read: 0, bytes: 0 }
    }

    /// One more file was listed.
    pub(super) fn listed(&mut self) {
        self.listed += 1;
        if self.listed.is_multiple_of(64) {
            self.tell();
        }
    }

    /// One more file was read.
    pub(super) fn read(&mut self, bytes: u64) {
        self.read += 1;
        self.bytes += bytes;
        self.tell();
    }

    /// Hides the line while `work` writes to the terminal.
    pub(super) fn suspend<T>(&self, work: impl FnOnce() -> T) -> T {
        self.bar.suspend(work)
    }

    /// Takes the line away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    fn tell(&mut self) {
        if self.quiet {
            return;
        }
        if self.is_terminal {
            if self.began.elapsed() > Duration::from_secs(1) {
                self.bar.set_message(self.sentence());
            }
        } else if self.told.elapsed() >= MINUTE {
            self.told = Instant::now();
            say(&self.sentence());
        }
    }

    fn sentence(&self) -> String {
        let seconds = self.began.elapsed().as_secs_f64();
        let rate = self.listed as f64 / seconds.max(0.001);
        let left = match left(self.listed, self.expected, seconds) {
            Some(left) => format!("，约剩 {}", span(left)),
            None => String::new(),
        };
        format!(
            "已列出 {} 个文件，读取 {} 个（{} MB），每秒 {rate:.0} 个，已用 {}{left}",
            self.listed,
            self.read,
            self.bytes / 1_000_000,
            span(seconds)
        )
    }
}

/// Seconds left, when there is something to go by.
fn left(listed: u64, expected: u64, seconds: f64) -> Option<f64> {
    let known = listed > 0 && listed < expected && seconds > 1.0;
    known.then(|| (expected - listed) as f64 * seconds / listed as f64)
}

fn span(seconds: f64) -> String {
    let seconds = seconds.max(0.0) as u64;
    match seconds {
        0..=59 => format!("{seconds} 秒"),
        60..=3599 => format!("{} 分 {} 秒", seconds / 60, seconds % 60),
        _ => format!("{} 小时 {} 分", seconds / 3600, seconds / 60 % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_is_guessed_from_the_last_run() {
        assert_eq!(left(50, 100, 10.0), Some(10.0));
        assert_eq!(left(50, 0, 10.0), None);
        assert_eq!(left(120, 100, 10.0), None);
    }

    #[test]
    fn spans_read_like_speech() {
        assert_eq!([span(5.9), span(61.0), span(7260.0)], ["5 秒", "1 分 1 秒", "2 小时 1 分"]);
    }
}
