//! What the state keeps of a finding: enough to report it again without reading the file, and
//! nothing from which a number can be computed.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::document::Meta;
use crate::engine::Scanned;
use crate::finding::{Evidence, Excerpt, Finding, Fingerprint, Message, Secret, Shown, Verdict};
use crate::judge::excerpt::mask_digits;
use crate::place::Place;
use crate::rule::{Category, Confidence, Rule, Severity};
use crate::skip::Skip;
use crate::source::Origin;
use crate::span::Span;

/// Digits of a title from which they may be a number of a person.
const NUMBER_IN_A_TITLE: usize = 9;

/// Digits of a file name that may be a number of a person: shorter runs are dates and serials.
const NUMBER_IN_A_NAME: usize = 11;

/// A number of at least this many characters shows six and four of them at most, a shorter one
/// three and four. All masks of one number then show the same places, so that two of them together
/// tell no more than one.
const LONG: usize = 15;

/// A finding as the state keeps it: masked, without its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    rule: String,
    severity: String,
    confidence: String,
    context: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    member: Option<String>,
    format: String,
    span: (usize, usize),
    chars: (usize, usize),
    #[serde(default, skip_serializing_if = "Option::is_none")]
    raw: Option<(usize, usize)>,
    place: Place,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    also: Vec<(usize, usize, Place)>,
    text: Words,
    before: Words,
    after: Words,
    message: (String, String),
    #[serde(default, skip_serializing_if = "Option::is_none")]
    suggestion: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<String>,
    count: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    column: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    site: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    department: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    accepted: Option<(String, String)>,
}

/// Text that may be shown, and whether something in it is masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum Words {
    Plain(String),
    Masked { masked: String },
}

/// A finding that several documents make together, kept with the first of them.
#[derive(Clone, Debug)]
pub struct Joint {
    /// The rule.
    pub rule: &'static Rule,
    /// How bad it is.
    pub severity: Severity,
    /// The member of a container that the first document is.
    pub member: Option<String>,
    /// Where in the first document.
    pub place: Place,
    /// What is shown of it: stars, and no digit.
    pub text: String,
    /// What stands before it.
    pub before: String,
    /// What is wrong, in both languages.
    pub message: (String, String),
    /// What speaks for it.
    pub evidence: Vec<String>,
    /// How many persons or copies.
    pub count: u32,
}

impl From<Joint> for Record {
    fn from(joint: Joint) -> Self {
        Record {
            rule: joint.rule.id.to_owned(),
            severity: joint.severity.name().to_owned(),
            confidence: Confidence::Medium.name().to_owned(),
            context: 0,
            member: joint.member,
            format: String::new(),
            span: (0, 0),
            chars: (0, 0),
            raw: None,
            place: joint.place,
            also: Vec::new(),
            text: Words::Plain(joint.text),
            before: Words::Plain(joint.before),
            after: Words::Plain(String::new()),
            message: joint.message,
            suggestion: None,
            evidence: joint.evidence,
            count: joint.count,
            title: None,
            date: None,
            issuer: None,
            column: None,
            site: None,
            department: None,
            accepted: None,
        }
    }
}

impl Record {
    /// What to keep of a reported or accepted finding; `None` for what was cleared or not decided.
    pub fn of(scanned: &Scanned, finding: &Finding) -> Option<Self> {
        let accepted = match &finding.verdict {
            Verdict::Report => None,
            Verdict::Accepted { by, reason } => Some((by.clone(), reason.clone())),
            Verdict::Cleared { .. } | Verdict::NotRun { .. } => return None,
        };
        let is_private = finding.rule.category == Category::Privacy;
        let mask = |text: &str| if is_private { window(text) } else { text.to_owned() };
        Some(Record {
            rule: finding.rule.id.to_owned(),
            severity: finding.severity.name().to_owned(),
            confidence: finding.confidence.name().to_owned(),
            context: finding.context.0,
            member: scanned.origin.member_chain(),
            format: scanned.format.to_owned(),
            span: (finding.span.start(), finding.span.end()),
            chars: finding.chars,
            raw: finding.raw.map(|raw| (raw.start(), raw.end())),
            place: finding.place.clone(),
            also: finding.also.iter().map(|(span, place)| (span.start(), span.end(), place.clone())).collect(),
            text: Words::of(&finding.text, mask),
            before: Words::of(&finding.excerpt.before, str::to_owned),
            after: Words::of(&finding.excerpt.after, str::to_owned),
            message: (finding.message.zh.to_string(), finding.message.en.to_string()),
            suggestion: finding.suggestion.as_deref().map(mask),
            evidence: finding.evidence.iter().map(ToString::to_string).collect(),
            count: finding.count,
            title: said(&scanned.meta.title),
            date: scanned.meta.date.map(|date| date.to_string()),
            issuer: said(&scanned.meta.issuer),
            column: said(&scanned.meta.column),
            site: said(&scanned.meta.site),
            department: scanned.department.clone(),
            accepted,
        })
    }

    /// The finding and the document that it was in, as they can be reported. `path` is the file
    /// and `name` what names the finding.     /// `None` when there is no such rule any more.
    pub fn restore(&self, path: &str, name: Fingerprint, rules: &[&'static Rule]) -> Option<(Scanned, Finding)> {
        let rule = rules.iter().copied().find(|rule| rule.id == self.rule)?;
        let origin = self.origin(path);
        let finding = Finding {
            rule,
            severity: self.severity(),
            confidence: Confidence::from_name(&self.confidence).unwrap_or(Confidence::Medium),
            span: Span::new(self.span.0, self.span.1),
            chars: self.chars,
            raw: self.raw.map(|(start, end)| Span::new(start, end)),
            place: self.place.clone(),
            also: self.also.iter().map(|(start, end, place)| (Span::new(*start, *end), place.clone())).collect(),
            text: self.text.shown(),
            excerpt: Excerpt { before: self.before.shown(), after: self.after.shown() },
            message: Message::new(self.message.0.clone(), self.message.1.clone()),
            suggestion: self.suggestion.clone(),
            evidence: self.evidence.iter().cloned().map(Evidence::from).collect(),
            count: self.count,
            verdict: match &self.accepted {
                None => Verdict::Report,
                Some((by, reason)) => Verdict::Accepted { by: by.clone(), reason: reason.clone() },
            },
            context: Fingerprint(self.context),
            fingerprint: name,
        };
        let (format, department) = (known_format(&self.format), self.department.clone());
        Some((Scanned { origin, format, meta: self.meta(), department, findings: Vec::new() }, finding))
    }

    /// Names the finding across nights, in a file of this path. `nth` counts those before it in
    /// the file that would have the same name.
    pub fn fingerprint(&self, path: &str, nth: u32) -> Fingerprint {
        let first = fingerprint(Fingerprint(self.context), &self.origin(path).to_string());
        if nth == 0 { first } else { fingerprint(first, &nth.to_string()) }
    }

    /// What names it within its file, whatever that is called.
    pub fn name_within(&self) -> (&str, u64, Option<&str>) {
        (&self.rule, self.context, self.member.as_deref())
    }

    /// The identifier of its rule.
    pub fn rule(&self) -> &str {
        &self.rule
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        Severity::from_name(&self.severity).unwrap_or(Severity::Error)
    }

    /// Who accepted it and why, if somebody did.
    pub fn accepted(&self) -> Option<(&str, &str)> {
        self.accepted.as_ref().map(|(by, reason)| (by.as_str(), reason.as_str()))
    }

    /// True when it lies in the name of the file and not in its content.
    pub fn is_in_name(&self) -> bool {
        self.place == Place::Part("文件名".to_owned())
    }

    /// True when it lies in what this skip says was not read.
    pub fn lies_in(&self, skip: &Skip) -> bool {
        let own = self.member.as_deref().unwrap_or_default();
        let unread = skip.origin.member_chain().unwrap_or_default();
        let inside = own.strip_prefix(unread.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(" » "));
        match &skip.place {
            None => unread.is_empty() || inside,
            Some(place) => own == unread && same_part(place, &self.place),
        }
    }

    /// What is wrong, in Chinese.
    pub fn message(&self) -> &str {
        &self.message.0
    }

    /// The member of a container and the place, as an editor reads it.
    pub fn whereabouts(&self) -> String {
        match &self.member {
            None => self.place.to_string(),
            Some(member) => format!("{member} {}", self.place),
        }
    }

    /// What was found with what stands around it, masked.
    pub fn quote(&self) -> String {
        format!("{}【{}】{}", self.before.as_str().trim_start(), self.text.as_str(), self.after.as_str().trim_end())
    }

    /// Everything that makes two findings on different pages the same fault of one template; `None`
    /// for leaks with nothing around them, which have only their kind in common.
    pub fn likeness(&self, category: Category) -> Option<String> {
        let around = [&self.before, &self.after].into_iter().flat_map(|words| words.as_str().chars());
        let telling = around.filter(|char| char.is_alphabetic()).count();
        let is_joint = self.context == 0;
        let enough = !is_joint && (category != Category::Privacy || telling >= 8);
        enough.then(|| format!("{}\n{:016x}\n{}\n{}", self.rule, self.context, self.message.0, self.quote()))
    }

    fn origin(&self, path: &str) -> Origin {
        let file = Origin::file(path);
        match &self.member {
            None => file,
            Some(member) => file.member(member.clone()),
        }
    }

    fn meta(&self) -> Meta {
        Meta {
            title: self.title.clone(),
            date: self.date.as_deref().and_then(Date::parse),
            issuer: self.issuer.clone(),
            column: self.column.clone(),
            site: self.site.clone(),
        }
    }
}

impl Words {
    fn of(shown: &Shown, mask: impl Fn(&str) -> String) -> Self {
        match shown {
            Shown::Plain(text) => Words::Plain(mask(text)),
            Shown::Secret(secret) => Words::Masked { masked: mask(secret.masked()) },
        }
    }

    fn as_str(&self) -> &str {
        match self {
            Words::Plain(text) | Words::Masked { masked: text } => text,
        }
    }

    /// The mask stands for itself: there is nothing behind it any more.
    fn shown(&self) -> Shown {
        match self {
            Words::Plain(text) => Shown::Plain(text.clone()),
            Words::Masked { masked } => Shown::Secret(Secret::new(masked.clone(), masked.clone())),
        }
    }
}

/// Names a context under a name, in which long numbers do not count.
pub fn fingerprint(context: Fingerprint, name: &str) -> Fingerprint {
    crate::judge::fingerprint(context, &mask_digits(name, NUMBER_IN_A_NAME))
}

/// The names of all findings of one file, in the order of the records.
pub fn name_all(records: &[Record], path: &str) -> Vec<Fingerprint> {
    let mut seen: HashMap<Fingerprint, u32> = HashMap::new();
    let mut name = |record: &Record| {
        let nth = seen.entry(record.fingerprint(path, 0)).or_insert(0);
        *nth += 1;
        record.fingerprint(path, *nth - 1)
    };
    records.iter().map(&mut name).collect()
}

/// Stars for every digit between the first and last places that all masks of a number may show.
fn window(text: &str) -> String {
    let length = text.chars().filter(|char| char.is_alphanumeric() || *char == '*').count();
    let (first, last) = if length >= LONG { (6, 4) } else { (3, 4) };
    let mut place = 0;
    let hide = |char: char| {
        let counts = char.is_alphanumeric() || char == '*';
        let inside = counts && place >= first && place + last < length;
        place += usize::from(counts);
        if inside && crate::digit::value(char).is_some() { '*' } else { char }
    };
    text.chars().map(hide).collect()
}

/// What a document says of itself, without numbers.
fn said(text: &Option<String>) -> Option<String> {
    text.as_deref().map(|text| mask_digits(text, NUMBER_IN_A_TITLE))
}

fn same_part(unread: &Place, place: &Place) -> bool {
    match (unread, place) {
        (Place::Page { page, .. }, Place::Page { page: own, .. }) => page == own,
        _ => unread == place,
    }
}

/// Formats are compared by name everywhere; one that is no longer read keeps a general one.
fn known_format(name: &str) -> &'static str {
    crate::format::FORMATS.iter().map(|format| format.id).find(|id| *id == name).unwrap_or("file")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Engine, Outcome};
    use crate::format::Limits;
    use crate::source::Source;

    fn scanned(name: &str, text: &str) -> Scanned {
        let engine = Engine::builder().build().unwrap();
        let mut outcomes = engine.scan_source(Source::new(Origin::file(name), text), &Limits::default());
        match outcomes.remove(0) {
            Outcome::Scanned(scanned) => scanned,
            Outcome::Skipped(skip) => unreachable!("{skip:?}"),
        }
    }

    #[test]
    fn a_finding_comes_back_as_it_was_but_for_the_leak() {
        let rules = Engine::builder().build().unwrap().rules();
        // The number is made up.
        let scanned = scanned("甲.txt", "申请人身份证号：46010619900101101X，请立既整改。");
        assert!(scanned.findings.len() >= 2);
        for finding in &scanned.findings {
            let record = Record::of(&scanned, finding).unwrap();
            let text = serde_json::to_string(&record).unwrap();
            assert!(!text.contains("19900101") && !text.contains("46010619900101101X"), "{text}");
            let record: Record = serde_json::from_str(&text).unwrap();
            let (document, back) = record.restore("甲.txt", record.fingerprint("甲.txt", 0), &rules).unwrap();
            assert_eq!(back.fingerprint, finding.fingerprint);
            assert_eq!((back.span, &back.place), (finding.span, &finding.place));
            assert_eq!(back.text.as_str(true), finding.text.as_str(false));
            assert_eq!(document.format, "text");
        }
    }

    #[test]
    fn what_lies_in_an_unread_part_is_known() {
        use crate::skip::SkipReason;
        let scanned = scanned("甲.txt", "请立既整改。");
        let mut record = Record::of(&scanned, &scanned.findings[0]).unwrap();
        let file = Origin::file("甲.zip");
        let skip = |origin: Origin| Skip::new(origin, SkipReason::Encrypted, "");
        assert!(record.lies_in(&skip(file.clone())));
        record.member = Some("内.zip » 一.txt".to_owned());
        assert!(record.lies_in(&skip(file.member("内.zip"))) && !record.lies_in(&skip(file.member("内.zi"))));
        let page = |page| Skip { place: Some(Place::Page { page, line: None }), ..skip(file.clone()) };
        record.member = None;
        record.place = Place::Page { page: 2, line: Some(7) };
        assert!(record.lies_in(&page(2)) && !record.lies_in(&page(3)));
    }

    #[test]
    fn a_window_is_the_same_for_every_mask_of_a_number() {
        assert_eq!(window("4601061990****1234"), "460106********1234");
        assert_eq!(window("46010619900101****"), "460106************");
        assert_eq!(window("138****1234"), "138****1234");
        assert_eq!(window("1381234****"), "138********");
        assert_eq!(window("4601 0619 9001 01 ****"), "4601 06** **** ** ****");
    }
}
