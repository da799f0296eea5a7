//! A run in the text format of Prometheus, for the textfile collector of its node exporter.

use std::fmt::Write;

use super::Counts;

/// What is to be known of a run beside its counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Facts {
    /// Its number.
    pub run: i64,
    /// When it ended, in seconds since 1970.
    pub ended: i64,
    /// How long it took.
    pub seconds: f64,
    /// False when something was left for the next run.
    pub complete: bool,
}

/// All metrics of a run.
pub fn metrics(facts: &Facts, counts: &Counts) -> String {
    let mut text = String::new();
    let mut gauge = |name: &str, help: &str, values: &[(String, f64)]| {
        let _ = writeln!(text, "# HELP shenjiao_sweep_{name} {help}\n# TYPE shenjiao_sweep_{name} gauge");
        for (labels, value) in values {
            let _ = writeln!(text, "shenjiao_sweep_{name}{labels} {value}");
        }
    };
    let one = |value: f64| vec![(String::new(), value)];
    gauge("run", "Number of the last run.", &one(facts.run as f64));
    gauge("end_timestamp_seconds", "When the last run ended.", &one(facts.ended as f64));
    gauge("duration_seconds", "How long the last run took.", &one(facts.seconds));
    gauge("complete", "1 when the last run left nothing for the next one.", &one(f64::from(u8::from(facts.complete))));
    let files = [
        ("listed", counts.listed),
        ("unchanged", counts.kept),
        ("read", counts.read),
        ("scanned", counts.scanned),
        ("postponed", counts.postponed),
        ("removed", counts.removed),
    ];
    gauge("files", "Files of the last run, by what became of them.", &labelled("state", &files));
    gauge("read_bytes", "Bytes read in the last run.", &one(counts.bytes as f64));
    gauge("unread", "Files and parts of files that could not be read.", &one(counts.unread as f64));
    let changes = [
        ("new", counts.new),
        ("reopened", counts.reopened),
        ("fixed", counts.fixed),
        ("gone", counts.gone),
        ("moved", counts.moved),
        ("withdrawn", counts.withdrawn),
        ("accepted", counts.accepted),
    ];
    gauge("findings_changed", "Findings of the last run, by what became of them.", &labelled("event", &changes));
    let open: Vec<(&str, u64)> =
        ["serious", "error", "advice"].map(|level| (level, counts.open.get(level).copied().unwrap_or(0))).to_vec();
    gauge("findings_open", "Open findings by level.", &labelled("severity", &open));
    let rules: Vec<(&str, u64)> = counts.rules.iter().map(|(rule, count)| (rule.as_str(), *count)).collect();
    gauge("findings_open_by_rule", "Open findings by rule.", &labelled("rule", &rules));
    text
}

fn labelled(label: &str, values: &[(&str, u64)]) -> Vec<(String, f64)> {
    values.iter().map(|(value, count)| (format!("{{{label}=\"{value}\"}}"), *count as f64)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_comment_or_a_metric() {
        let counts = Counts { rules: [("PII001".to_owned(), 2)].into(), new: 3, ..Counts::default() };
        let text = metrics(&Facts { run: 7, ended: 1_700_000_000, seconds: 1.5, complete: true }, &counts);
        assert!(text.contains("shenjiao_sweep_findings_changed{event=\"new\"} 3\n"), "{text}");
        assert!(text.contains("shenjiao_sweep_findings_open_by_rule{rule=\"PII001\"} 2\n"));
        for line in text.lines().filter(|line| !line.starts_with("# ")) {
            let (name, value) = line.rsplit_once(' ').unwrap();
            assert!(name.starts_with("shenjiao_sweep_") && value.parse::<f64>().is_ok(), "{line}");
        }
    }
}
