//! How a run ends.

use std::fmt;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Nothing at or above the threshold.
    Clean = 0,
    /// Findings at or above the threshold.
    Findings = 1,
    /// The run failed: bad arguments or configuration, a named path that could not be read, or
    /// nothing scanned at all.
    Failed = 2,
}

/// Does what may run into a fault of the program, so that such a fault costs no more than this piece of work.
///
/// # Errors
/// What to tell the user when it did.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| "程序出错，没有做完；请把出错的位置告诉维护者".to_owned())
}

/// Why a run ends before its work is done.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Nobody reads the output any more: the run ends quietly.
    ClosedPipe,
    /// The run failed for this reason.
    Message(String),
    /// A file that the program keeps for itself is damaged, and how.
    #[cfg(feature = "sweep")]
    Damaged(String),
}

impl Stop {
    /// Tells the user, and gives the exit status.
    pub(crate) fn tell(self) -> Exit {
        match self {
            Stop::ClosedPipe => Exit::Failed,
            Stop::Message(message) => {
                say(&message);
                Exit::Failed
            }
            #[cfg(feature = "sweep")]
            Stop::Damaged(why) => {
                say(&format!("状态文件已损坏：{why}"));
                Exit::Failed
            }
        }
    }

    /// A failure with the file or step it belongs to.
    pub(crate) fn at(place: impl fmt::Display, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Stop::ClosedPipe,
            _ => Stop::Message(format!("{place}：{}", reason(error))),
        }
    }
}

impl From<String> for Stop {
    fn from(message: String) -> Self {
        Stop::Message(message)
    }
}

/// A line on standard error. When even that is closed there is nobody left to tell.
pub(crate) fn say(message: &str) {
    let _ = writeln!(io::stderr(), "shenjiao: {message}");
}

/// What the operating system said, in Chinese where the case is common.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "文件不存在".to_owned(),
        io::ErrorKind::PermissionDenied => "没有权限".to_owned(),
        io::ErrorKind::IsADirectory => "这是一个文件夹".to_owned(),
        io::ErrorKind::StorageFull => "磁盘已满".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_costs_its_piece_of_work_and_tells_nothing_of_the_text() {
        assert_eq!(guarded(|| 1), Ok(1));
        let text = "合成数据460106199003071239";
        let told = guarded(|| text[..1].len()).unwrap_err();
        assert!(!told.contains(text) && !told.contains(|char: char| char.is_ascii_digit()), "{told}");
    }
}
