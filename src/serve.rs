//! The engine behind HTTP: for a content management system that asks before it publishes, and for
//! the editors' page in a browser on the same machine.
//!
//! Everything is done in memory and forgotten with the answer. Files, clocks, signals and the
//! terminal belong to the caller: it hands in an [`Engine`], a bound [`Listener`] and what to do
//! with a line of the access log, and calls [`run`].

use std::sync::Arc;
use std::time::Duration;

use crate::Engine;
use crate::format::Limits;

mod answer;
mod api;
mod ask;
mod desk;
mod gate;
mod guard;
mod http;
mod metrics;
mod multipart;
mod page;
mod problem;
mod route;
mod ruler;
mod scan;
mod service;
mod verdict;

pub use desk::{Desk, Word};
pub use http::{Listener, Patience, StopHandle, THREADS};
pub use service::Access;
pub use verdict::{Judgement, Verdict};

/// What a server works with.
pub struct Setup {
    /// The rules.
    pub engine: Engine,
    /// How much one document may cost.
    pub limits: Limits,
    /// What blocks and what warns.
    pub judgement: Judgement,
    /// The values of `Host` that are this server's, with port.
    pub hosts: Vec<String>,
    /// What callers must bring; `None` to ask for nothing.
    pub token: Option<String>,
    /// How long connections may take.
    pub patience: Patience,
    /// Bytes of a request body.
    pub body: u64,
    /// Bytes that the bodies under way may have together.
    pub memory: u64,
    /// Documents checked at a time.
    pub workers: usize,
    /// Longest wait for a worker.
    pub queue: Duration,
    /// Longest time for one request's documents.
    pub work: Duration,
    /// Names the rules and dictionaries in use.
    pub version: String,
    /// The editors' page and what it needs; `None` for the interface alone.
    pub desk: Option<Box<dyn Desk>>,
    /// Hears of every request that was answered.
    pub log: Box<dyn Fn(&Access<'_>) + Send + Sync>,
}

impl std::fmt::Debug for Setup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Setup").field("hosts", &self.hosts).finish_non_exhaustive()
    }
}

/// Serves until the listener is stopped. True when everything under way was answered in time.
pub fn run(listener: &Listener, setup: Setup) -> bool {
    let patience = setup.patience.clone();
    listener.run(&patience, &Arc::new(service::Service::new(setup)))
}
