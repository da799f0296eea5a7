//! One worker process, seen from outside.

use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::process::{ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use shenjiao::Source;
use shenjiao::format::{Limits, Sink, parcel};
use shenjiao::skip::SkipReason;

use super::watchdog::{Leash, Watchdog};
use super::{NAME, frame};

/// How long a worker may take to start.
const START: Duration = Duration::from_secs(20);

/// After so many files a worker is replaced: what its readers may have left behind goes with it.
const FILES: u32 = 2_000;

/// The same after so many bytes in and out, so that a large document's memory is given back.
const BYTES: u64 = 64 << 20;

/// A worker.
#[derive(Debug)]
pub(super) struct Process {
    leash: Arc<Leash>,
    watchdog: Arc<Watchdog>,
    orders: BufWriter<ChildStdin>,
    items: BufReader<ChildStdout>,
    errors: ChildStderr,
    guards: String,
    files: u32,
    bytes: u64,
}

/// Why a worker gave no whole answer.
#[derive(Debug)]
pub(super) enum Death {
    /// It could not be started.
    NotStarted(io::Error),
    /// It took too long.
    Overdue,
    /// It ended, with this status and these last words.
    Ended(Option<ExitStatus>, String),
    /// It answered what nobody understands.
    Garbled,
}

/// What is seen of a worker's end before anybody asks why.
#[derive(Debug)]
pub(super) enum Lost {
    /// A pipe closed.
    Pipe,
    /// An answer that nobody understands.
    Garbled,
}

impl From<io::Error> for Lost {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::InvalidData { Lost::Garbled } else { Lost::Pipe }
    }
}

impl Process {
    pub(super) fn start(watchdog: &Arc<Watchdog>) -> Result<Self, Death> {
        let mut child = command().and_then(|mut command| command.spawn()).map_err(Death::NotStarted)?;
        let (Some(orders), Some(items), Some(errors)) = (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(Death::NotStarted(io::ErrorKind::BrokenPipe.into()));
        };
        let leash = watchdog.watch(child).map_err(Death::NotStarted)?;
        let (orders, items) = (BufWriter::new(orders), BufReader::new(items));
        let watchdog = Arc::clone(watchdog);
        let mut process = Process { leash, watchdog, orders, items, errors, guards: String::new(), files: 0, bytes: 0 };
        process.lengthen(Some(Instant::now() + START));
        let greeting = frame::read(&mut process.items, 1 << 16);
        process.leash.lengthen(None);
        match greeting {
            Ok(greeting) => process.guards = String::from_utf8_lossy(&greeting).into_owned(),
            Err(error) => return Err(process.autopsy(error.into())),
        }
        Ok(process)
    }

    /// How it is confined, in words for the user.
    pub(super) fn guards(&self) -> &str {
        &self.guards
    }

    /// Reads a source. After an error the worker is of no use any more.
    pub(super) fn read(&mut self, source: Source, limits: &Limits, sink: Sink<'_>) -> Result<(), Lost> {
        self.files += 1;
        self.bytes += source.bytes.len() as u64;
        self.lengthen(due(limits));
        self.order(source, limits)?;
        let most = if limits.memory == 0 { u64::from(u32::MAX) } else { limits.memory };
        loop {
            let answer = frame::read(&mut self.items, most)?;
            // What is done with the answer is not the worker's time.
            self.leash.lengthen(None);
            if answer.is_empty() {
                break;
            }
            self.bytes += answer.len() as u64;
            let item = parcel::unpack(&answer).ok_or(Lost::Garbled)?;
            drop(answer);
            sink(item);
            self.lengthen(due(limits));
        }
        if self.leash.is_cut() { Err(Lost::Pipe) } else { Ok(()) }
    }

    /// Sends what is to be read.
    fn order(&mut self, source: Source, limits: &Limits) -> Result<(), Lost> {
        let order = parcel::pack_order(&source.origin, limits).ok_or(Lost::Garbled)?;
        frame::write(&mut self.orders, &order)?;
        frame::write(&mut self.orders, &source.bytes)?;
        Ok(self.orders.flush()?)
    }

    fn lengthen(&self, due: Option<Instant>) {
        self.leash.lengthen(due);
        if due.is_some() {
            self.watchdog.wake();
        }
    }

    pub(super) fn is_alive(&self) -> bool {
        self.leash.is_alive()
    }

    /// True when it has worked long enough.
    pub(super) fn is_worn(&self) -> bool {
        self.files >= FILES || self.bytes >= BYTES
    }

    /// Ends it and finds out why it gave no answer.
    pub(super) fn autopsy(mut self, lost: Lost) -> Death {
        if matches!(lost, Lost::Garbled) {
            return Death::Garbled;
        }
        let status = self.leash.end_in_peace();
        if self.leash.is_cut() {
            return Death::Overdue;
        }
        let mut words = Vec::new();
        // Without last words the status has to do.
        let _ = (&mut self.errors).take(4096).read_to_end(&mut words);
        Death::Ended(status, String::from_utf8_lossy(&words).into_owned())
    }
}

impl Death {
    /// The reason of the skip and what an editor reads.
    pub(super) fn told(&self, limits: &Limits) -> (SkipReason, String) {
        match self {
            Death::NotStarted(error) => (SkipReason::Failed, format!("无法启动读取进程：{error}")),
            Death::Garbled => (SkipReason::Failed, "读取进程的回答无法理解，请报告此问题".to_owned()),
            Death::Overdue => {
                let what = match limits.until {
                    Some(until) if until <= Instant::now() => "到了时间上限".to_owned(),
                    _ => format!("{} 秒没有进展", limits.seconds),
                };
                (SkipReason::Timeout, format!("{what}，读取进程已终止，文件没有检查完"))
            }
            Death::Ended(_, words) if words.contains("memory allocation") => (
                SkipReason::TooLarge,
                format!("读取时内存超过 {} 字节，可在配置的 [limits] memory 中放宽；文件没有检查完", limits.memory),
            ),
            // Nobody here sent it: it is what the system does when its memory runs out.
            Death::Ended(status, _) if signal(*status) == Some(9) => {
                (SkipReason::TooLarge, "读取进程被系统终止（多半是内存不足），文件没有检查完".to_owned())
            }
            Death::Ended(status, words) => {
                let how = if words.contains("overflowed its stack") { "栈溢出".to_owned() } else { ended(*status) };
                (SkipReason::Damaged, format!("读取程序在此文件上崩溃（{how}），文件没有检查完"))
            }
        }
    }
}

/// How a process ended, for the person who reports it.
fn ended(status: Option<ExitStatus>) -> String {
    match (signal(status), status.and_then(|status| status.code())) {
        (Some(signal), _) => format!("信号 {signal}"),
        (None, Some(code)) => format!("退出码 {code}"),
        (None, None) => "原因不明".to_owned(),
    }
}

#[cfg(unix)]
fn signal(status: Option<ExitStatus>) -> Option<i32> {
    status.and_then(|status| std::os::unix::process::ExitStatusExt::signal(&status))
}

#[cfg(not(unix))]
fn signal(_status: Option<ExitStatus>) -> Option<i32> {
    None
}

/// When the worker has to have said something again.
fn due(limits: &Limits) -> Option<Instant> {
    let silent = (limits.seconds > 0).then(|| Instant::now() + Duration::from_secs(limits.seconds.into()));
    [silent, limits.until].into_iter().flatten().min()
}

fn command() -> io::Result<Command> {
    // The very file that runs, whatever has been put in its place since.
    let running = Path::new("/proc/self/exe");
    let program = if running.exists() { running.to_owned() } else { std::env::current_exe()? };
    let mut command = Command::new(program);
    command.arg(NAME).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    apart(&mut command);
    Ok(command)
}

/// Ctrl-C is for this process: its workers finish what they do, and end when it ends.
#[cfg(unix)]
fn apart(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.arg0("shenjiao").process_group(0).env_clear().current_dir("/");
}

#[cfg(not(unix))]
fn apart(_command: &mut Command) {}
