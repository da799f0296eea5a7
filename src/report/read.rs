//! Findings read back from JSON Lines, to write other reports from them without scanning again.
//!
//! What a line does not hold is not made up: the other language of a message, what was not listed,
//! the marks of a baseline. Lines written with `--reveal` are refused, so that an unmasked number
//! cannot pass into a report that promises to mask.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Summary;
use super::wire::About;
use crate::document::Meta;
use crate::engine::{Outcome, Scanned};
use crate::finding::{Excerpt, Finding, Fingerprint, Message, Shown, Verdict};
use crate::place::Place;
use crate::rule::{Confidence, Rule, Severity};
use crate::skip::{Skip, SkipReason};
use crate::source::Origin;
use crate::span::Span;

/// Reads lines and puts the findings of one document together again.
#[derive(Debug)]
pub struct Reader {
    rules: BTreeMap<&'static str, &'static Rule>,
    pending: Option<Scanned>,
    summary: Summary,
    complete: bool,
}

/// A line, by its type.
#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line {
    Finding(Box<Found>),
    Skipped(Skipped),
    Summary(Total),
}

#[derive(Deserialize)]
struct Found {
    path: String,
    member: Option<String>,
    rule: String,
    severity: String,
    confidence: String,
    span: Range,
    chars: Range,
    raw: Option<Range>,
    place: At,
    text: String,
    excerpt: Around,
    suggestion: Option<String>,
    message: String,
    evidence: Vec<String>,
    count: u32,
    fingerprint: String,
    verdict: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    also: Vec<Other>,
    #[serde(default)]
    document: About,
    #[serde(default)]
    revealed: bool,
}

#[derive(Clone, Copy, Deserialize)]
struct Range {
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
struct Around {
    before: String,
    after: String,
}

#[derive(Deserialize)]
struct Other {
    span: Range,
    place: At,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct At {
    line: Option<usize>,
    pointer: Option<String>,
    sheet: Option<String>,
    paragraph: Option<usize>,
    table: Option<usize>,
    row: Option<usize>,
    column: Option<usize>,
    page: Option<usize>,
    slide: Option<usize>,
    part: Option<String>,
}

#[derive(Deserialize)]
struct Skipped {
    path: String,
    member: Option<String>,
    place: Option<At>,
    reason: String,
    detail: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Total {
    files: u64,
    documents: u64,
    bytes: u64,
    excluded: u64,
    cleared: u64,
    accepted: u64,
    not_run: BTreeMap<String, u64>,
    seconds: f64,
}

impl Reader {
    /// A reader that knows these rules.
    pub fn new(rules: &[&'static Rule]) -> Self {
        let rules = rules.iter().map(|rule| (rule.id, *rule)).collect();
        Reader { rules, pending: None, summary: Summary::default(), complete: false }
    }

    /// Reads one line and hands on what is complete with it.
    ///
    /// # Errors
    /// What is wrong with the line, in Chinese.
    pub fn line(&mut self, text: &str, take: &mut dyn FnMut(Outcome)) -> Result<(), String> {
        if text.trim().is_empty() {
            return Ok(());
        }
        let line: Line = serde_json::from_str(text).map_err(|error| format!("不是 shenjiao 写的 JSON 行：{error}"))?;
        self.complete = matches!(line, Line::Summary(_));
        match line {
            Line::Finding(found) => self.found(*found, take)?,
            Line::Skipped(skipped) => {
                self.hand_on(take);
                take(Outcome::Skipped(skipped.read()?));
            }
            Line::Summary(total) => {
                self.hand_on(take);
                self.add(&total);
            }
        }
        Ok(())
    }

    /// Ends one file of lines. False when it does not end with its summary: then the run that wrote
    /// it was cut off, or somebody took lines away.
    pub fn end(&mut self, take: &mut dyn FnMut(Outcome)) -> bool {
        self.hand_on(take);
        std::mem::take(&mut self.complete)
    }

    /// What the summaries say that the lines themselves do not.
    pub fn summary(&self) -> Summary {
        self.summary.clone()
    }

    fn found(&mut self, found: Found, take: &mut dyn FnMut(Outcome)) -> Result<(), String> {
        if found.revealed {
            return Err("含有未遮蔽的原文（--reveal），不能用来写报告，请重新检查".to_owned());
        }
        let rule = self.rules.get(&*found.rule).copied();
        let rule = rule.ok_or_else(|| format!("没有“{}”这条规则，可能是另一个版本写的", found.rule))?;
        let origin = origin(&found.path, found.member.as_deref());
        if self.pending.as_ref().is_none_or(|pending| pending.origin != origin) {
            self.hand_on(take);
        }
        let About { title, column, issuer, site, department } = &found.document;
        let [title, column, issuer, site] = [title, column, issuer, site].map(Clone::clone);
        let meta = Meta { title, column, issuer, site, date: None };
        let (department, findings) = (department.clone(), Vec::new());
        let pending = Scanned { origin, format: "jsonl", meta, department, findings };
        self.pending.get_or_insert(pending).findings.push(found.read(rule)?);
        Ok(())
    }

    fn hand_on(&mut self, take: &mut dyn FnMut(Outcome)) {
        self.pending.take().into_iter().for_each(|scanned| take(Outcome::Scanned(scanned)));
    }

    fn add(&mut self, total: &Total) {
        let summary = &mut self.summary;
        summary.files += total.files;
        summary.documents += total.documents;
        summary.bytes += total.bytes;
        summary.excluded += total.excluded;
        summary.cleared += total.cleared;
        summary.accepted += total.accepted;
        summary.seconds += total.seconds;
        for (id, count) in &total.not_run {
            if let Some((id, _)) = self.rules.get_key_value(&**id) {
                *summary.not_run.entry(id).or_default() += count;
            }
        }
    }
}

impl Found {
    fn read(self, rule: &'static Rule) -> Result<Finding, String> {
        let verdict = self.verdict()?;
        let fingerprint = u64::from_str_radix(&self.fingerprint, 16).map_err(|_| "fingerprint 不是指纹".to_owned())?;
        let also = self.also.into_iter().map(|other| Ok((span(other.span)?, other.place.read())));
        Ok(Finding {
            rule,
            severity: Severity::from_name(&self.severity).ok_or_else(|| unknown("severity", &self.severity))?,
            confidence: Confidence::from_name(&self.confidence)
                .ok_or_else(|| unknown("confidence", &self.confidence))?,
            span: span(self.span)?,
            chars: (self.chars.start, self.chars.end),
            raw: self.raw.map(span).transpose()?,
            place: self.place.read(),
            also: also.collect::<Result<_, String>>()?,
            text: Shown::Plain(self.text),
            excerpt: Excerpt { before: Shown::Plain(self.excerpt.before), after: Shown::Plain(self.excerpt.after) },
            message: Message::new(self.message.clone(), self.message),
            suggestion: self.suggestion,
            evidence: self.evidence.into_iter().map(Into::into).collect(),
            count: self.count,
            verdict,
            context: Fingerprint(0),
            fingerprint: Fingerprint(fingerprint),
        })
    }

    fn verdict(&self) -> Result<Verdict, String> {
        let reason = || Message::new(self.reason.clone(), self.reason.clone());
        match &*self.verdict {
            "report" => Ok(Verdict::Report),
            "cleared" => Ok(Verdict::Cleared { reason: reason() }),
            "not-run" => Ok(Verdict::NotRun { reason: reason() }),
            "accepted" => Ok(Verdict::Accepted { by: self.by.clone(), reason: self.reason.clone() }),
            other => Err(unknown("verdict", other)),
        }
    }
}

impl At {
    fn read(self) -> Place {
        let line = self.line.zip(self.column);
        match self {
            At { pointer: Some(pointer), .. } => Place::Pointer { pointer, line },
            At { sheet: Some(sheet), row: Some(row), column: Some(column), .. } => Place::Cell { sheet, row, column },
            At { table: Some(table), row: Some(row), column: Some(column), .. } => {
                Place::TableCell { table, row, column }
            }
            At { page: Some(page), line, .. } => Place::Page { page, line },
            At { slide: Some(slide), .. } => Place::Slide(slide),
            At { paragraph: Some(paragraph), .. } => Place::Paragraph(paragraph),
            At { part: Some(part), .. } => Place::Part(part),
            At { line: Some(line), column: Some(column), .. } => Place::Line { line, column },
            _ => Place::Whole,
        }
    }
}

impl Skipped {
    fn read(self) -> Result<Skip, String> {
        let reason = SkipReason::from_name(&self.reason).ok_or_else(|| unknown("reason", &self.reason))?;
        let origin = origin(&self.path, self.member.as_deref());
        Ok(Skip { origin, place: self.place.map(At::read), reason, detail: self.detail })
    }
}

fn origin(path: &str, member: Option<&str>) -> Origin {
    let members = member.into_iter().flat_map(|chain| chain.split(" » "));
    members.fold(Origin::file(path), |origin, member| origin.member(member))
}

fn span<T>(range: Range) -> Result<Span<T>, String> {
    if range.start > range.end || u32::try_from(range.end).is_err() {
        return Err("span 的起止不对".to_owned());
    }
    Ok(Span::new(range.start, range.end))
}

fn unknown(key: &str, value: &str) -> String {
    format!("{key} 的值“{value}”不认识，可能是另一个版本写的")
}

#[cfg(test)]
mod tests {
    //! All numbers are synthetic.

    use super::*;
    use crate::Engine;
    use crate::format::Limits;
    use crate::report::{Options, kind};
    use crate::source::Source;

    const PAGE: &str = "<title>名单</title><meta name=ContentSource content=县民政局><p>林小满，身份证号：46010619900101101X</p><p>发现问题立既整改</p>";

    fn written(id: &str, outcomes: &[Outcome], options: &Options) -> String {
        let mut report = (kind(id).unwrap().open)(options.clone());
        let mut out = Vec::new();
        outcomes.iter().try_for_each(|outcome| report.outcome(outcome, &mut out)).unwrap();
        report.finish(&Summary::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn read_back(lines: &str) -> Result<Vec<Outcome>, String> {
        let mut reader = Reader::new(&Engine::builder().build().unwrap().rules());
        let mut outcomes = Vec::new();
        lines.lines().try_for_each(|line| reader.line(line, &mut |outcome| outcomes.push(outcome)))?;
        assert!(reader.end(&mut |_| {}));
        Ok(outcomes)
    }

    fn scanned() -> Vec<Outcome> {
        let engine = Engine::builder().build().unwrap();
        let mut outcomes = engine.scan_source(Source::new(Origin::file("名单.html"), PAGE), &Limits::default());
        outcomes.extend(engine.scan_source(Source::new(Origin::file("坏.docx"), "PK\u{3}\u{4}"), &Limits::default()));
        outcomes
    }

    #[test]
    fn what_was_written_reads_back_to_the_same_reports() {
        let (outcomes, options) = (scanned(), Options { show_cleared: true, ..Options::default() });
        let lines = written("jsonl", &outcomes, &options);
        assert!(lines.lines().count() >= 4, "{lines}");
        let again = read_back(&lines).unwrap();
        for id in ["jsonl", "json", "csv", "html", "sarif", "human", "junit"] {
            assert_eq!(written(id, &again, &options), written(id, &outcomes, &options), "{id}");
        }
    }

    #[test]
    fn unmasked_lines_are_refused() {
        let lines = written("jsonl", &scanned(), &Options { reveal: true, ..Options::default() });
        assert!(lines.contains("46010619900101101X"));
        assert!(read_back(&lines).unwrap_err().contains("--reveal"));
    }

    #[test]
    fn strange_lines_are_errors_and_a_cut_file_is_noticed() {
        let mut reader = Reader::new(&[]);
        for line in ["{}", "[1]", "x", "{\"type\":\"finding\"}"] {
            assert!(reader.line(line, &mut |_| {}).is_err(), "{line}");
        }
        assert!(!reader.end(&mut |_| {}));
    }
}
