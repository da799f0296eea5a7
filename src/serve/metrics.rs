//! What the operator's monitoring asks for, in Prometheus' text format. Counts only: no name, no
//! address, no text of any document.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Upper bounds of the histogram of answer times, in seconds.
const BOUNDS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0, 30.0];

/// Counters since the start.
#[derive(Debug, Default)]
pub(super) struct Metrics(Mutex<Counts>);

#[derive(Debug, Default)]
struct Counts {
    requests: BTreeMap<(&'static str, u16), u64>,
    problems: BTreeMap<&'static str, u64>,
    verdicts: BTreeMap<&'static str, u64>,
    findings: BTreeMap<&'static str, u64>,
    unread: u64,
    body_bytes: u64,
    buckets: [u64; BOUNDS.len()],
    seconds: f64,
    answered: u64,
}

impl Metrics {
    /// A request was answered.
    pub(super) fn request(&self, route: &'static str, status: u16, bytes: usize, took: Duration) {
        self.change(|counts| {
            *counts.requests.entry((route, status)).or_default() += 1;
            counts.body_bytes += bytes as u64;
            counts.seconds += took.as_secs_f64();
            counts.answered += 1;
            let at = BOUNDS.partition_point(|&bound| bound < took.as_secs_f64());
            counts.buckets.iter_mut().skip(at).take(1).for_each(|bucket| *bucket += 1);
        });
    }

    /// A request was refused.
    pub(super) fn problem(&self, id: &'static str) {
        self.change(|counts| *counts.problems.entry(id).or_default() += 1);
    }

    /// Documents were checked.
    pub(super) fn checked(
        &self,
        verdict: &'static str,
        findings: impl Iterator<Item = (&'static str, u64)>,
        unread: u64,
    ) {
        self.change(|counts| {
            *counts.verdicts.entry(verdict).or_default() += 1;
            counts.unread += unread;
            findings.for_each(|(level, found)| *counts.findings.entry(level).or_default() += found);
        });
    }

    /// Everything, as Prometheus reads it; `gauges` are what holds at the moment.
    pub(super) fn text(&self, gauges: &[(&str, &str, usize)]) -> String {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut out = String::new();
        let requests =
            counts.requests.iter().map(|((route, status), n)| (format!("route=\"{route}\",status=\"{status}\""), *n));
        counter(&mut out, "requests_total", "Requests answered.", requests);
        let labelled = |label: &'static str, map: &BTreeMap<&'static str, u64>| {
            map.iter().map(|(value, n)| (format!("{label}=\"{value}\""), *n)).collect::<Vec<_>>()
        };
        counter(&mut out, "problems_total", "Requests refused, by kind.", labelled("kind", &counts.problems));
        counter(&mut out, "verdicts_total", "Checks, by verdict.", labelled("verdict", &counts.verdicts));
        counter(&mut out, "findings_total", "Findings reported, by level.", labelled("severity", &counts.findings));
        counter(
            &mut out,
            "unread_total",
            "Documents and parts that could not be read.",
            [(String::new(), counts.unread)],
        );
        counter(&mut out, "body_bytes_total", "Bytes of request bodies.", [(String::new(), counts.body_bytes)]);
        histogram(&mut out, &counts);
        for (name, help, value) in gauges {
            let _ =
                writeln!(out, "# HELP shenjiao_{name} {help}\n# TYPE shenjiao_{name} gauge\nshenjiao_{name} {value}");
        }
        out
    }

    fn change(&self, change: impl FnOnce(&mut Counts)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

fn counter(out: &mut String, name: &str, help: &str, values: impl IntoIterator<Item = (String, u64)>) {
    let _ = writeln!(out, "# HELP shenjiao_{name} {help}\n# TYPE shenjiao_{name} counter");
    for (labels, value) in values {
        let labels = if labels.is_empty() { labels } else { format!("{{{labels}}}") };
        let _ = writeln!(out, "shenjiao_{name}{labels} {value}");
    }
}

fn histogram(out: &mut String, counts: &Counts) {
    const NAME: &str = "shenjiao_request_seconds";
    let _ = writeln!(out, "# HELP {NAME} Time from the whole request to its answer.\n# TYPE {NAME} histogram");
    let mut below = 0;
    for (bound, bucket) in BOUNDS.iter().zip(counts.buckets) {
        below += bucket;
        let _ = writeln!(out, "{NAME}_bucket{{le=\"{bound}\"}} {below}");
    }
    let _ = writeln!(out, "{NAME}_bucket{{le=\"+Inf\"}} {}", counts.answered);
    let _ = writeln!(out, "{NAME}_sum {}\n{NAME}_count {}", counts.seconds, counts.answered);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_cumulative() {
        let metrics = Metrics::default();
        metrics.request("/v1/check", 200, 10, Duration::from_millis(4));
        metrics.request("/v1/check", 200, 10, Duration::from_secs(60));
        let text = metrics.text(&[("workers", "Workers.", 2)]);
        for line in [
            "shenjiao_requests_total{route=\"/v1/check\",status=\"200\"} 2",
            "shenjiao_request_seconds_bucket{le=\"0.0025\"} 0",
            "shenjiao_request_seconds_bucket{le=\"0.005\"} 1",
            "shenjiao_request_seconds_bucket{le=\"30\"} 1",
            "shenjiao_request_seconds_bucket{le=\"+Inf\"} 2",
            "shenjiao_workers 2",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} is not in\n{text}");
        }
    }
}
