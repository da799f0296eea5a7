//! Kills what takes too long.
//!
//! Nobody who waits for a pipe can look at a clock, so one thread looks for all of them.

use std::io;
use std::process::{Child, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, Weak};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use super::lock;

/// How often the clock is looked at while somebody works.
const TICK: Duration = Duration::from_millis(50);

/// A child process, and until when it may work.
#[derive(Debug)]
pub(super) struct Leash {
    child: Mutex<Child>,
    due: Mutex<Option<Instant>>,
    cut: AtomicBool,
}

/// The thread that looks at the clock, and what it looks after.
#[derive(Debug, Default)]
pub(super) struct Watchdog {
    leashes: Mutex<Vec<Weak<Leash>>>,
    thread: OnceLock<Thread>,
}

impl Watchdog {
    /// Looks after a child from now on.
    ///
    /// # Errors
    /// When there is no thread to be had.
    pub(super) fn watch(self: &Arc<Self>, child: Child) -> io::Result<Arc<Leash>> {
        if self.thread.get().is_none() {
            let weak = Arc::downgrade(self);
            let spawned = thread::Builder::new().name("watchdog".to_owned()).spawn(move || look(&weak))?;
            // A second thread that was faster is as good; this one then finds the same work.
            let _ = self.thread.set(spawned.thread().clone());
        }
        let leash = Leash { child: Mutex::new(child), due: Mutex::new(None), cut: AtomicBool::new(false) };
        let leash = Arc::new(leash);
        lock(&self.leashes).push(Arc::downgrade(&leash));
        Ok(leash)
    }

    /// Tells the thread that there is something to look after.
    pub(super) fn wake(&self) {
        if let Some(thread) = self.thread.get() {
            thread.unpark();
        }
    }

    /// Cuts what is overdue. True when something is still under way.
    fn look(&self) -> bool {
        let mut busy = false;
        lock(&self.leashes).retain(|leash| {
            let alive = leash.upgrade();
            busy |= alive.as_ref().is_some_and(|leash| leash.look());
            alive.is_some()
        });
        busy
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        self.wake();
    }
}

/// Looks at the clock until nobody holds the watchdog any more, and sleeps while nothing is under way.
fn look(watchdog: &Weak<Watchdog>) {
    while let Some(busy) = watchdog.upgrade().map(|watchdog| watchdog.look()) {
        if busy { thread::sleep(TICK) } else { thread::park() }
    }
}

impl Leash {
    /// Lets the child work until `due`; for ever without it.
    pub(super) fn lengthen(&self, due: Option<Instant>) {
        *lock(&self.due) = due;
    }

    /// True when the child was killed for being late.
    pub(super) fn is_cut(&self) -> bool {
        self.cut.load(Ordering::Acquire)
    }

    /// True when the child has not ended.
    pub(super) fn is_alive(&self) -> bool {
        matches!(lock(&self.child).try_wait(), Ok(None))
    }

    /// Ends the child, if it has not ended by itself, and says how it ended.
    pub(super) fn end(&self) -> Option<ExitStatus> {
        let mut child = lock(&self.child);
        if let Ok(Some(status)) = child.try_wait() {
            return Some(status);
        }
        // Killing what has just ended fails, and that is all right.
        let _ = child.kill();
        child.wait().ok()
    }

    /// Waits a moment for a child that has closed its pipe to end by itself, so that it can be said how.
    pub(super) fn end_in_peace(&self) -> Option<ExitStatus> {
        let patience = Instant::now() + Duration::from_millis(500);
        while self.is_alive() && Instant::now() < patience {
            thread::sleep(Duration::from_millis(1));
        }
        self.end()
    }

    fn look(&self) -> bool {
        // Held to the end: a child that was released in time must not be cut.
        let due = lock(&self.due);
        let Some(end) = *due else { return false };
        if end <= Instant::now() && !self.is_cut() {
            self.cut.store(true, Ordering::Release);
            self.end();
        }
        true
    }
}

impl Drop for Leash {
    fn drop(&mut self) {
        self.end();
    }
}
