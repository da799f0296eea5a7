//! Many files, several threads, one order.
//!
//! Files are handed to a pool of workers and their outcomes are handed on in the order of the
//! inputs, whatever the number of threads. At most [`WINDOW`] files are between the two, so that
//! memory does not grow with the number of files.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvError, Sender, TryRecvError};
use std::time::Duration;

use shenjiao::Engine;
use shenjiao::Source;
use shenjiao::engine::Outcome;
use shenjiao::format::Limits;
use shenjiao::report::is_own_report;
use shenjiao::skip::Skip;

use super::exit::Stop;
use super::inputs::{self, Input};

/// Names of worker threads begin so.
pub(crate) const WORKER: &str = "scan-";

/// Files handed to the workers and not yet handed on.
const WINDOW: usize = 512;

/// With so many files under way nobody waits for each of them: waking up for every result costs
/// more than scanning a small file.
const BUSY: usize = 64;

/// How long results are left to gather then.
const PAUSE: Duration = Duration::from_millis(1);

/// What became of one input.
#[derive(Debug)]
pub(crate) struct Scan {
    /// True when the user named it.
    pub(crate) named: bool,
    /// Bytes read.
    pub(crate) bytes: u64,
    /// True when it was left out on purpose.
    pub(crate) excluded: bool,
    /// What was found in it, and what was not read.
    pub(crate) outcomes: Vec<Outcome>,
}

/// Scans every input with `threads` workers (0 for one per core) and hands the scans to `take` in
/// the order of the inputs.
///
/// # Errors
/// The first error of `take`, or a pool that cannot be made. Files not yet begun are then left.
pub(crate) fn scan_all(
    engine: &Engine,
    limits: &Limits,
    inputs: impl Iterator<Item = Input>,
    threads: usize,
    take: impl FnMut(Scan) -> Result<(), Stop>,
) -> Result<(), Stop> {
    in_order(inputs.map(Ok), threads, |input| scan(engine, limits, input), take)
}

/// Does `work` on every input with `threads` workers (0 for one per core) and hands what it gives
/// to `take` in the order of the inputs.
///
/// # Errors
/// The first error of an input or of `take`, or a pool that cannot be made. Work not yet begun is
/// then left.
pub(crate) fn in_order<I: Send, O: Send>(
    mut inputs: impl Iterator<Item = Result<I, Stop>>,
    threads: usize,
    work: impl Fn(I) -> O + Sync,
    take: impl FnMut(O) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let pool = pool(threads)?;
    let stopped = AtomicBool::new(false);
    pool.in_place_scope(|scope| {
        let mut order = Order::new(take);
        let handed_out = inputs.try_for_each(|input| {
            let (input, ticket) = (input?, order.ticket()?);
            let (work, stopped) = (&work, &stopped);
            scope.spawn(move |_| {
                if !stopped.load(Ordering::Relaxed) {
                    ticket.answer(work(input));
                }
            });
            Ok(())
        });
        let result = handed_out.and_then(|()| order.finish());
        stopped.store(result.is_err(), Ordering::Relaxed);
        result
    })
}

fn pool(threads: usize) -> Result<rayon::ThreadPool, Stop> {
    let named = rayon::ThreadPoolBuilder::new().thread_name(|number| format!("{WORKER}{number}"));
    named.num_threads(threads).build().map_err(|error| format!("无法启动线程：{error}").into())
}

/// A place in the order, held by a worker.
struct Ticket<O> {
    number: usize,
    sender: Sender<(usize, O)>,
}

impl<O> Ticket<O> {
    /// When nobody listens any more, the run has been stopped.
    fn answer(self, result: O) {
        let _ = self.sender.send((self.number, result));
    }
}

/// Puts results back into the order of their inputs.
struct Order<O, T> {
    take: T,
    sender: Sender<(usize, O)>,
    receiver: Receiver<(usize, O)>,
    early: BTreeMap<usize, O>,
    /// Tickets given out.
    given: usize,
    /// Results handed on.
    done: usize,
}

impl<O, T: FnMut(O) -> Result<(), Stop>> Order<O, T> {
    fn new(take: T) -> Self {
        let (sender, receiver) = mpsc::channel();
        Order { take, sender, receiver, early: BTreeMap::new(), given: 0, done: 0 }
    }

    /// The next place, once there is room in the window.
    fn ticket(&mut self) -> Result<Ticket<O>, Stop> {
        while self.given - self.done >= WINDOW {
            self.hand_on_one()?;
        }
        self.given += 1;
        Ok(Ticket { number: self.given - 1, sender: self.sender.clone() })
    }

    /// Waits for all that is under way.
    fn finish(&mut self) -> Result<(), Stop> {
        (self.done..self.given).try_for_each(|_| self.hand_on_one())
    }

    /// Waits for the next result in order and hands it on.
    fn hand_on_one(&mut self) -> Result<(), Stop> {
        while !self.early.contains_key(&self.done) {
            let (number, result) = self.receive().map_err(|_| "工作线程意外结束".to_owned())?;
            self.early.insert(number, result);
        }
        let result = self.early.remove(&self.done);
        self.done += 1;
        result.map_or(Ok(()), &mut self.take)
    }

    /// The next result in whatever order.
    fn receive(&self) -> Result<(usize, O), RecvError> {
        if self.given - self.done < BUSY {
            return self.receiver.recv();
        }
        loop {
            match self.receiver.try_recv() {
                Ok(result) => return Ok(result),
                Err(TryRecvError::Empty) => std::thread::sleep(PAUSE),
                Err(TryRecvError::Disconnected) => return Err(RecvError),
            }
        }
    }
}

fn scan(engine: &Engine, limits: &Limits, input: Input) -> Scan {
    match input {
        Input::Excluded => left_out(),
        Input::Failed { skip, named } => skipped(skip, named),
        Input::Ready { source, named } => scan_source(engine, limits, source, named),
        Input::File { path, named } => scan_file(engine, limits, path, named),
    }
}

fn scan_file(engine: &Engine, limits: &Limits, path: PathBuf, named: bool) -> Scan {
    match inputs::read(&path, limits.bytes) {
        Err(skip) => skipped(*skip, named),
        // A report that lies in the folder would report everything once more.
        Ok(source) if !named && is_own_report(&source.bytes) => left_out(),
        Ok(source) => scan_source(engine, limits, source, named),
    }
}

fn scan_source(engine: &Engine, limits: &Limits, source: Source, named: bool) -> Scan {
    let bytes = source.bytes.len() as u64;
    Scan { named, bytes, excluded: false, outcomes: engine.scan_source(source, limits) }
}

fn left_out() -> Scan {
    Scan { named: false, bytes: 0, excluded: true, outcomes: Vec::new() }
}

fn skipped(skip: Skip, named: bool) -> Scan {
    Scan { named, bytes: 0, excluded: false, outcomes: vec![Outcome::Skipped(skip)] }
}
