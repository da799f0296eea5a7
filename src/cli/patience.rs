//! A time limit for one source.
//!
//! Attachments are read by other people's readers, which nobody can stop from outside once they
//! run in circles. They run on a thread of their own, with a stack that deep nesting does not soon
//! exhaust; when the time is up the run goes on without them, keeps what they had found, and says
//! what was not read. The thread left behind ends with the program. The formats of text are read by
//! code of our own that takes time in proportion to their size, and stay on the caller's thread.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use shenjiao::engine::Outcome;
use shenjiao::format::{self, Limits};
use shenjiao::skip::{Skip, SkipReason};
use shenjiao::{Document, Engine, Finding, Origin, Source};

use super::parallel::WORKER;

/// The formats that are read by code of our own.
const OWN: [&str; 7] = ["text", "markdown", "html", "csv", "json", "xml", "sql"];

/// Bytes of address space for the stack of a reader; only what is used becomes memory.
const STACK: usize = 256 << 20;

/// Scans a source, waiting at most [`Limits::seconds`] for each of its documents; 0 stands for any time.
pub(crate) fn scan(engine: &Engine, limits: &Limits, source: Source) -> Vec<Outcome> {
    scan_and(engine, limits, source, |_, _| {})
}

/// The same, showing every document with its findings to `see`, perhaps on another thread.
pub(crate) fn scan_and(
    engine: &Engine,
    limits: &Limits,
    source: Source,
    mut see: impl FnMut(&Document, &[Finding]) + Send + 'static,
) -> Vec<Outcome> {
    if limits.seconds == 0 || OWN.contains(&format::detect(&source).id) {
        let mut outcomes = Vec::new();
        engine.scan_seeing(source, limits, &mut see, &mut |outcome| outcomes.push(outcome));
        return outcomes;
    }
    let origin = source.origin.clone();
    let (sender, receiver) = mpsc::channel();
    let (engine, limits_there) = (engine.clone(), limits.clone());
    // When nobody listens any more, the run has gone on without this source.
    let work = move || {
        let mut tell = |outcome| sender.send(outcome).unwrap_or_default();
        engine.scan_seeing(source, &limits_there, &mut see, &mut tell);
    };
    match thread::Builder::new().name(format!("{WORKER}apart")).stack_size(STACK).spawn(work) {
        Ok(_) => collect(&receiver, limits.seconds, origin),
        Err(error) => vec![skipped(origin, SkipReason::Failed, format!("无法启动线程：{error}"))],
    }
}

/// Everything that comes until the sender is gone or has been silent for too long.
fn collect(receiver: &mpsc::Receiver<Outcome>, seconds: u32, origin: Origin) -> Vec<Outcome> {
    // A container gives one outcome after the other: only silence counts.
    let patience = Duration::from_secs(u64::from(seconds));
    let mut outcomes = Vec::new();
    loop {
        match receiver.recv_timeout(patience) {
            Ok(outcome) => outcomes.push(outcome),
            Err(RecvTimeoutError::Disconnected) => return outcomes,
            Err(RecvTimeoutError::Timeout) => {
                outcomes.push(skipped(origin, SkipReason::Timeout, format!("{seconds} 秒没有进展，文件没有检查完")));
                return outcomes;
            }
        }
    }
}

fn skipped(origin: Origin, reason: SkipReason, detail: String) -> Outcome {
    Outcome::Skipped(Skip::new(origin, reason, detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_in_time_is_kept_and_the_rest_is_said() {
        let (sender, receiver) = mpsc::channel();
        let origin = || Origin::file("慢.pdf");
        let early = skipped(origin(), SkipReason::NoText, "第 1 页".to_owned());
        sender.send(early).unwrap_or_default();
        let outcomes = collect(&receiver, 0, origin());
        let reason = |outcome: &Outcome| match outcome {
            Outcome::Skipped(skip) => Some(skip.reason),
            Outcome::Scanned(_) => None,
        };
        let reasons: Vec<_> = outcomes.iter().filter_map(reason).collect();
        assert_eq!(reasons, [SkipReason::NoText, SkipReason::Timeout]);
        drop(sender);
        assert!(collect(&receiver, 1, origin()).is_empty());
    }
}
