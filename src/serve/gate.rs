//! How much is done at a time: workers for documents, and memory for bodies.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::http::THREADS;
use super::problem::{Kind, Problem};

/// Documents may nest deeply; the reading of each has a stack to itself.
const STACK: usize = 32 << 20;

/// Gives out workers.
#[derive(Debug)]
pub(super) struct Gate {
    places: Mutex<Places>,
    returned: Condvar,
    /// Longest wait for a worker.
    queue: Duration,
    /// Longest time for one piece of work.
    work: Duration,
    /// How often a worker was overdue and given up.
    lost: AtomicUsize,
    workers: usize,
}

/// What the workers do.
#[derive(Debug)]
struct Places {
    free: usize,
    /// Workers that were given up and have not come back.
    overdue: usize,
}

/// A worker that was given out, and whether it was given up since.
struct Worker(Arc<Gate>, Arc<AtomicBool>);

impl Gate {
    pub(super) fn new(workers: usize, queue: Duration, work: Duration) -> Self {
        let workers = workers.max(1);
        let places = Mutex::new(Places { free: workers, overdue: 0 });
        Gate { places, returned: Condvar::new(), queue, work, lost: AtomicUsize::new(0), workers }
    }

    /// Does a piece of work on a worker and tells it when it has to end. Whoever waits is told when it
    /// takes longer; the worker itself cannot be stopped and comes back when it is done.
    ///
    /// # Errors
    /// Busy, too long, or failed.
    pub(super) fn run<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(Instant) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let worker = self.enter()?;
        let given_up = Arc::clone(&worker.1);
        let end = Instant::now() + self.work;
        let (sender, receiver) = mpsc::sync_channel(1);
        let job = move || {
            let _worker = worker;
            let _ = sender.send(work(end));
        };
        let spawned = thread::Builder::new().name(format!("{THREADS}worker")).stack_size(STACK).spawn(job);
        spawned.map_err(|_| Kind::Busy.problem())?;
        let result = receiver.recv_timeout(self.work);
        result.map_err(|error| match error {
            RecvTimeoutError::Disconnected => Kind::Internal.problem(),
            RecvTimeoutError::Timeout => {
                self.give_up(&given_up);
                let seconds = self.work.as_secs();
                Kind::Timeout
                    .because(format!("上限 {seconds} 秒，没有检查完"), format!("not done in {seconds} seconds"))
            }
        })
    }

    /// Workers that may be given out.
    pub(super) fn workers(&self) -> usize {
        self.workers
    }

    /// Workers that are free.
    pub(super) fn free(&self) -> usize {
        self.places().free
    }

    /// True when every worker was given up and none has come back.
    pub(super) fn is_stuck(&self) -> bool {
        self.places().overdue == self.workers
    }

    fn places(&self) -> MutexGuard<'_, Places> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a worker as overdue, unless it has come back in this moment.
    fn give_up(&self, given_up: &Arc<AtomicBool>) {
        self.lost.fetch_add(1, Ordering::Relaxed);
        let mut places = self.places();
        // The worker holds the other one until it is back.
        if Arc::strong_count(given_up) > 1 {
            given_up.store(true, Ordering::Relaxed);
            places.overdue += 1;
        }
    }

    /// How often work took longer than it may.
    pub(super) fn lost(&self) -> usize {
        self.lost.load(Ordering::Relaxed)
    }

    fn enter(self: &Arc<Self>) -> Result<Worker, Problem> {
        let end = Instant::now() + self.queue;
        let mut places = self.places();
        while places.free == 0 {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Kind::Busy.problem());
            }
            places = self.returned.wait_timeout(places, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        places.free -= 1;
        Ok(Worker(Arc::clone(self), Arc::default()))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let mut places = self.0.places();
        places.free += 1;
        places.overdue -= usize::from(self.1.load(Ordering::Relaxed));
        // Under the lock, so that nobody gives up a worker that is back.
        self.1 = Arc::default();
        self.0.returned.notify_one();
    }
}

/// Memory that bodies may take together.
#[derive(Debug)]
pub(super) struct Budget {
    left: AtomicU64,
}

/// A part of the budget, given back when it is dropped.
struct Held(Arc<Budget>, u64);

impl Budget {
    pub(super) fn new(bytes: u64) -> Self {
        Budget { left: AtomicU64::new(bytes) }
    }

    /// Holds `bytes` of it.
    ///
    /// # Errors
    /// Busy, when there is not so much left.
    pub(super) fn hold(self: &Arc<Self>, bytes: u64) -> Result<Box<dyn Send>, Problem> {
        let taken = self.left.fetch_update(Ordering::AcqRel, Ordering::Acquire, |left| left.checked_sub(bytes));
        match taken {
            Ok(_) => Ok(Box::new(Held(Arc::clone(self), bytes))),
            Err(_) => Err(Kind::Busy.problem()),
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.left.fetch_add(self.1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate(workers: usize, queue: u64, work: u64) -> Arc<Gate> {
        Arc::new(Gate::new(workers, Duration::from_millis(queue), Duration::from_millis(work)))
    }

    #[test]
    fn a_fault_costs_one_worker_for_one_request() {
        let gate = gate(1, 2000, 2000);
        let failed = gate.run(|_| panic!("made to fail"));
        assert_eq!(failed.map(|()| 0).map_err(|problem| problem.kind), Err(Kind::Internal));
        assert_eq!(gate.run(|_| 1).ok(), Some(1));
    }

    #[test]
    fn work_that_takes_too_long_is_given_up_and_blocks_only_its_worker() {
        let gate = gate(1, 10, 20);
        let (sender, receiver) = mpsc::channel::<()>();
        let late = gate.run(move |_| receiver.recv().is_ok());
        assert_eq!(late.map_err(|problem| problem.kind), Err(Kind::Timeout));
        assert_eq!(gate.run(|_| ()).map_err(|problem| problem.kind), Err(Kind::Busy));
        assert_eq!((gate.free(), gate.lost(), gate.is_stuck()), (0, 1, true));
        drop(sender);
        while gate.free() == 0 {
            thread::sleep(Duration::from_millis(1));
        }
        // Busy again, and not stuck, whatever was overdue before.
        assert_eq!(
            gate.run({
                let gate = Arc::clone(&gate);
                move |_| (gate.free(), gate.is_stuck())
            })
            .ok(),
            Some((0, false))
        );
    }

    #[test]
    fn memory_comes_back() {
        let budget = Arc::new(Budget::new(10));
        let held = budget.hold(8).ok();
        assert!(budget.hold(3).is_err());
        drop(held);
        assert!(budget.hold(10).is_ok());
    }
}
