//! Many files, several threads, one order.
//!
//! Files are handed to a pool of workers and their outcomes are handed on in the order of the
//! inputs, whatever the number of threads. At most [`WINDOW`] files are between the two, so that
//! memory does not grow with the number of files.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};

use shenjiao::Engine;
use shenjiao::Source;
use shenjiao::engine::Outcome;
use shenjiao::format::Limits;
use shenjiao::skip::Skip;

use super::exit::Stop;
use super::inputs::{self, Input};

/// Names of worker threads begin so.
pub(crate) const WORKER: &str = "scan-";

/// Files handed to the workers and not yet handed on.
const WINDOW: usize = 512;

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
/// The first error of `take`, or a pool that cannot be made.
pub(crate) fn sweep(
    engine: &Engine,
    limits: &Limits,
    inputs: impl Iterator<Item = Input>,
    threads: usize,
    mut take: impl FnMut(Scan) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .thread_name(|number| format!("{WORKER}{number}"))
        .build()
        .map_err(|error| format!("无法启动线程：{error}"))?;
    let (sender, receiver) = mpsc::channel();
    pool.in_place_scope(|scope| {
        let mut order = Order { receiver, early: BTreeMap::new(), next: 0 };
        let mut handed = 0;
        for input in inputs {
            while handed - order.next >= WINDOW {
                order.hand_on_one(&mut take)?;
            }
            let (sender, number) = (sender.clone(), handed);
            scope.spawn(move |_| drop(sender.send((number, scan(engine, limits, input)))));
            handed += 1;
        }
        while order.next < handed {
            order.hand_on_one(&mut take)?;
        }
        Ok(())
    })
}

/// Puts scans back into the order of their inputs.
struct Order {
    receiver: Receiver<(usize, Scan)>,
    early: BTreeMap<usize, Scan>,
    next: usize,
}

impl Order {
    /// Waits for the next scan in order and hands it on.
    fn hand_on_one(&mut self, take: &mut impl FnMut(Scan) -> Result<(), Stop>) -> Result<(), Stop> {
        while !self.early.contains_key(&self.next) {
            let (number, scan) = self.receiver.recv().map_err(|_| "工作线程意外结束".to_owned())?;
            self.early.insert(number, scan);
        }
        let scan = self.early.remove(&self.next);
        self.next += 1;
        scan.map_or(Ok(()), take)
    }
}

fn scan(engine: &Engine, limits: &Limits, input: Input) -> Scan {
    match input {
        Input::Excluded => Scan { named: false, bytes: 0, excluded: true, outcomes: Vec::new() },
        Input::Failed { skip, named } => skipped(skip, named),
        Input::Ready { source, named } => scan_source(engine, limits, source, named),
        Input::File { path, named } => scan_file(engine, limits, path, named),
    }
}

fn scan_file(engine: &Engine, limits: &Limits, path: PathBuf, named: bool) -> Scan {
    match inputs::read(&path, limits.bytes) {
        Err(skip) => skipped(*skip, named),
        Ok(source) => scan_source(engine, limits, source, named),
    }
}

fn scan_source(engine: &Engine, limits: &Limits, source: Source, named: bool) -> Scan {
    let bytes = source.bytes.len() as u64;
    Scan { named, bytes, excluded: false, outcomes: engine.scan_source(source, limits) }
}

fn skipped(skip: Skip, named: bool) -> Scan {
    Scan { named, bytes: 0, excluded: false, outcomes: vec![Outcome::Skipped(skip)] }
}
