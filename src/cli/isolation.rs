//! Hostile documents cost a process that was made for it.
//!
//! Attachments are read by other people's readers, and nobody can be sure that none of them overflows
//! its stack, asks for all the memory there is, or runs in circles. They run in worker processes: this
//! program itself, started again, which gets bytes through a pipe and answers with documents. A worker
//! has a limit of memory, may open no files and no connections, and is killed when it takes too long. A
//! file that kills its worker is one skipped file with the reason; the next one gets a new worker. What
//! is found in the documents is decided here, so that a worker needs neither rules nor configuration.
//!
//! The formats of text are read by code of our own, that takes time and memory in proportion to their
//! size, and stay in this process.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use shenjiao::format::{self, Item, Limits, Reader, Sink};
use shenjiao::skip::{Skip, SkipReason};
use shenjiao::{Origin, Source};

mod confine;
mod frame;
#[cfg(debug_assertions)]
mod mischief;
mod process;
mod watchdog;
mod worker;

use process::{Death, Process};
use watchdog::Watchdog;
pub(super) use worker::{NAME, run};

/// The formats that are read by code of our own.
const OWN: [&str; 7] = ["text", "markdown", "html", "csv", "json", "xml", "sql"];

/// Worker processes, as many as files were read at a time. They end with this value.
#[derive(Debug, Default)]
pub(crate) struct Workers {
    idle: Mutex<Vec<Process>>,
    watchdog: Arc<Watchdog>,
}

impl Reader for Workers {
    fn read(&self, source: Source, limits: &Limits, sink: Sink<'_>) {
        if source.bytes.is_empty() || OWN.contains(&format::detect(&source).id) {
            return format::read(source, limits, sink);
        }
        format::read_named(source, sink, |source, sink| self.read_apart(source, limits, sink));
    }
}

impl Workers {
    /// How a worker is confined on this system, in words for the user.
    pub(crate) fn guards(&self) -> String {
        match self.take() {
            Ok(process) => {
                let guards = process.guards().to_owned();
                self.give_back(process);
                guards
            }
            Err(death) => death.told(&Limits::default()).1,
        }
    }

    fn read_apart(&self, source: Source, limits: &Limits, sink: Sink<'_>) {
        let origin = source.origin.clone();
        if let Err(death) = self.try_read(source, limits, sink) {
            let (reason, detail) = death.told(limits);
            sink(skipped(origin, reason, detail));
        }
    }

    fn try_read(&self, source: Source, limits: &Limits, sink: Sink<'_>) -> Result<(), Death> {
        // A request that is overdue already begins nothing any more.
        if limits.until.is_some_and(|until| until <= Instant::now()) {
            return Err(Death::Overdue);
        }
        let mut process = self.take()?;
        match process.read(source, limits, sink) {
            Ok(()) => {
                self.give_back(process);
                Ok(())
            }
            Err(lost) => Err(process.autopsy(lost)),
        }
    }

    fn take(&self) -> Result<Process, Death> {
        while let Some(process) = lock(&self.idle).pop() {
            // One that was killed while it had nothing to do is no file's fault.
            if process.is_alive() {
                return Ok(process);
            }
        }
        Process::start(&self.watchdog)
    }

    fn give_back(&self, process: Process) {
        if !process.is_worn() {
            lock(&self.idle).push(process);
        }
    }
}

fn skipped(origin: Origin, reason: SkipReason, detail: String) -> Item {
    Item::Skip(Skip::new(origin, reason, detail))
}

/// A thread that panicked while it held the lock left a list that is still in order.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
