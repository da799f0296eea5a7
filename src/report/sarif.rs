//! SARIF 2.1.0, for code hosts and viewers of analysis results.
//!
//! No snippet is written: a snippet is a copy of the leak. Columns are in code points and the
//! report says so.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use super::markup::uri;
use super::{Kind, Options, Report, Summary};
use crate::engine::{Outcome, Scanned};
use crate::finding::{Finding, Verdict};
use crate::place::Place;
use crate::rule::{Rule, Severity};
use crate::skip::Skip;
use crate::source::Origin;

/// SARIF 2.1.0.
pub(super) const KIND: Kind = Kind { id: "sarif", title: "SARIF 2.1.0", endings: &[".sarif", ".sarif.json"], open };

fn open(options: Options) -> Box<dyn Report> {
    Box::new(Sarif { options, rules: Vec::new(), notifications: Vec::new(), written: 0 })
}

struct Sarif {
    options: Options,
    /// The rules met, in the order in which they were met; results refer to them by index.
    rules: Vec<&'static Rule>,
    notifications: Vec<Value>,
    written: u64,
}

const HEAD: &str = "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\
                    \"runs\":[{\"columnKind\":\"unicodeCodePoints\",\"results\":[";

impl Report for Sarif {
    fn outcome(&mut self, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
        match outcome {
            Outcome::Skipped(skip) => self.notifications.push(notification(skip, &self.options)),
            Outcome::Scanned(scanned) => {
                for finding in scanned.findings.iter().filter(|finding| lists(&self.options, finding)) {
                    out.write_all(if self.written == 0 { HEAD.as_bytes() } else { b"," })?;
                    out.write_all(b"\n")?;
                    self.written += 1;
                    let index = index(&mut self.rules, finding.rule);
                    write_json(&result(scanned, finding, index, &self.options), out)?;
                }
            }
        }
        Ok(())
    }

    fn finish(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if self.written == 0 {
            out.write_all(HEAD.as_bytes())?;
        }
        out.write_all(b"\n],\"tool\":{\"driver\":")?;
        let rules: Vec<_> = self.rules.iter().map(|rule| descriptor(rule, &self.options)).collect();
        let driver = json!({"name": "shenjiao", "version": env!("CARGO_PKG_VERSION"), "rules": rules});
        write_json(&driver, out)?;
        out.write_all(b"},\"invocations\":")?;
        let notes = std::mem::take(&mut self.notifications);
        write_json(&json!([{"executionSuccessful": true, "toolExecutionNotifications": notes}]), out)?;
        out.write_all(b"}]}\n")
    }
}

/// The index of a rule among those met, which it joins.
fn index(rules: &mut Vec<&'static Rule>, rule: &'static Rule) -> usize {
    let known = rules.iter().position(|known| known.id == rule.id);
    known.unwrap_or_else(|| {
        rules.push(rule);
        rules.len() - 1
    })
}

/// Accepted findings are results with a suppression; cleared ones only when asked for.
fn lists(options: &Options, finding: &Finding) -> bool {
    options.shows(finding) || matches!(finding.verdict, Verdict::Accepted { .. })
}

fn write_json(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(out, value).map_err(io::Error::from)
}

fn result(scanned: &Scanned, finding: &Finding, index: usize, options: &Options) -> Value {
    let message = options.lang.pick(&finding.message.zh, &finding.message.en);
    let cleared = matches!(finding.verdict, Verdict::Cleared { .. } | Verdict::NotRun { .. });
    let mut result = json!({
        "ruleId": finding.rule.id,
        "ruleIndex": index,
        "kind": if cleared { "pass" } else { "fail" },
        "level": if cleared { "none" } else { level(finding.severity) },
        "message": {"text": format!("{message}：{}", finding.text.as_str(options.reveal))},
        "locations": [location(&scanned.origin, finding, options)],
        "partialFingerprints": {"shenjiao/v1": finding.fingerprint.to_string()},
        "properties": {
            "severity": finding.severity.name(),
            "confidence": finding.confidence.name(),
            "evidence": finding.evidence.iter().map(|evidence| &*evidence.0).collect::<Vec<_>>(),
            "count": finding.count,
            "suggestion": finding.suggestion,
        },
    });
    if let Verdict::Accepted { by, reason } = &finding.verdict {
        result["suppressions"] = json!([{"kind": "external", "justification": format!("{by}：{reason}")}]);
    }
    result
}

fn location(origin: &Origin, finding: &Finding, options: &Options) -> Value {
    let mut physical = json!({"artifactLocation": {"uri": uri(origin.path())}});
    if let Some(region) = region(finding) {
        physical["region"] = region;
    }
    let mut location = json!({"physicalLocation": physical});
    let names = [origin.member_chain(), place_name(&finding.place, options)];
    let names: Vec<_> = names.into_iter().flatten().map(|name| json!({"fullyQualifiedName": name})).collect();
    if !names.is_empty() {
        location["logicalLocations"] = Value::Array(names);
    }
    location
}

/// Line and column; the bytes of the file as far as they are known.
fn region(finding: &Finding) -> Option<Value> {
    let (line, column) = finding.place.line_column()?;
    let mut region = json!({"startLine": line, "startColumn": column});
    if let Some(raw) = finding.raw {
        region["byteOffset"] = raw.start().into();
        region["byteLength"] = raw.len().into();
    }
    Some(region)
}

fn place_name(place: &Place, options: &Options) -> Option<String> {
    (!matches!(place, Place::Line { .. })).then(|| options.lang.place(place))
}

fn descriptor(rule: &Rule, options: &Options) -> Value {
    let lang = options.lang;
    let (summary, explain) = (lang.pick(rule.summary.zh, rule.summary.en), lang.pick(rule.explain.zh, rule.explain.en));
    let basis = rule.citations.join("\n");
    json!({
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": explain},
        "help": {"text": format!("{explain}\n{basis}").trim_end()},
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": {"category": rule.category.name()},
    })
}

fn notification(skip: &Skip, options: &Options) -> Value {
    let text = format!("{}：{}", options.lang.skip(skip.reason), skip.detail);
    json!({
        "level": "warning",
        "descriptor": {"id": skip.reason.name()},
        "message": {"text": text},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(skip.origin.path())}}}],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Serious => "error",
        Severity::Error => "warning",
        Severity::Advice => "note",
    }
}
