//! The annex of an inspection notice: which department has which problems, one sentence a kind.
//!
//! The table is the one that notices carry: 序号, 责任部门, 存在的突出问题; departments and their
//! problems come worst first. It is written in Chinese whatever the language of other reports, and
//! no number of a person appears in it: it names documents, kinds and counts, and quotes only words.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::row::quiet;
use super::{Kind, Options, Report, Summary};
use crate::engine::{Outcome, Scanned};
use crate::finding::Finding;
use crate::rule::Severity;

mod docx;
mod html;
mod sentence;
#[cfg(feature = "xlsx")]
mod xlsx;

use sentence::{Document, Phrase};

/// The files in which an annex can be written.
pub static ANNEXES: &[Kind] = &[
    docx::KIND,
    #[cfg(feature = "xlsx")]
    xlsx::KIND,
    html::KIND,
];

/// The annex that a file of this name asks for.
pub fn annex_for_name(name: &str) -> Option<&'static Kind> {
    let name = name.to_lowercase();
    ANNEXES.iter().find(|kind| kind.endings.iter().any(|ending| name.ends_with(ending)))
}

/// What the person who sends the annex says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The title above the table.
    pub title: String,
    /// The time of sampling, such as `2026年10月8日至30日`.
    pub period: Option<String>,
    /// The lowest level that counts as a problem to name.
    pub level: Severity,
}

impl Default for Heading {
    fn default() -> Self {
        let title = "检查发现存在突出问题的单位名单".to_owned();
        Heading { title, period: None, level: Severity::Error }
    }
}

/// Who is named when nobody is known to answer for a document.
const NOBODY: &str = "未归属";

/// What a form of the annex is made from.
struct Table {
    title: String,
    rows: Vec<Line>,
    /// Notes below the table.
    notes: Vec<String>,
}

/// One department.
struct Line {
    department: String,
    problems: Vec<String>,
}

/// Writes the table in one form.
type Form = fn(&Table) -> io::Result<Vec<u8>>;

/// Gathers findings and has them written at the end.
struct Annex {
    heading: Heading,
    form: Form,
    departments: BTreeMap<String, BTreeMap<Phrase, Problem>>,
    /// Documents gathered so far; tells the documents of one problem apart.
    documents: u64,
}

/// One kind of problem of one department.
#[derive(Default)]
struct Problem {
    severity: Option<Severity>,
    places: u64,
    documents: u64,
    last: u64,
    /// The first document with a title, else the first of all.
    first: Document,
    examples: Vec<String>,
}

fn open(options: Options, form: Form) -> Box<dyn Report> {
    Box::new(Annex { heading: options.annex, form, departments: BTreeMap::new(), documents: 0 })
}

impl Report for Annex {
    fn outcome(&mut self, outcome: &Outcome, _out: &mut dyn Write) -> io::Result<()> {
        if let Outcome::Scanned(scanned) = outcome {
            self.documents += 1;
            let level = self.heading.level;
            let named = scanned.findings.iter().filter(|finding| finding.is_reported() && finding.severity >= level);
            named.for_each(|finding| self.add(scanned, finding));
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(&(self.form)(&self.table(summary))?)
    }
}

impl Annex {
    fn add(&mut self, scanned: &Scanned, finding: &Finding) {
        let department = scanned.responsible().unwrap_or(NOBODY);
        let problems = self.departments.entry(quiet(department)).or_default();
        problems.entry(Phrase::of(finding)).or_default().add(self.documents, scanned, finding);
    }

    fn table(&self, summary: &Summary) -> Table {
        let mut departments: Vec<_> = self.departments.iter().collect();
        departments.sort_by_key(|(name, problems)| (*name == NOBODY, std::cmp::Reverse(weight(problems))));
        let line = |(department, problems): (&String, &BTreeMap<Phrase, Problem>)| Line {
            department: department.clone(),
            problems: sentences(problems),
        };
        let mut rows: Vec<Line> = departments.into_iter().map(line).collect();
        if rows.is_empty() {
            let nothing =
                if summary.files == 0 { "没有检查到任何文件" } else { "本次检查未发现突出问题" };
            rows.push(Line { department: "—".to_owned(), problems: vec![nothing.to_owned()] });
        }
        Table { title: self.heading.title.clone(), rows, notes: self.notes(summary) }
    }

    fn notes(&self, summary: &Summary) -> Vec<String> {
        let period = self.heading.period.as_ref().map(|period| format!("注：检查采样时间为{period}。"));
        let unread = summary.unread();
        let unread = (unread > 0).then(|| format!("另有 {unread} 处内容未能检查，不代表没有问题。"));
        period.into_iter().chain(unread).collect()
    }
}

/// How grave a department's problems are: serious places first, then the others.
fn weight(problems: &BTreeMap<Phrase, Problem>) -> [u64; 3] {
    let at = |level| problems.values().filter(|problem| problem.severity == Some(level)).map(|one| one.places).sum();
    Severity::ALL.map(at)
}

fn sentences(problems: &BTreeMap<Phrase, Problem>) -> Vec<String> {
    let mut problems: Vec<_> = problems.iter().collect();
    problems.sort_by_key(|(_, problem)| std::cmp::Reverse((problem.severity, problem.places)));
    let mut sentences: Vec<_> = problems.into_iter().map(|(phrase, problem)| problem.sentence(phrase)).collect();
    if let Some((_, others)) = sentences.split_last_mut() {
        others.iter_mut().for_each(|sentence| sentence.push('；'));
    }
    sentences
}

impl Problem {
    fn add(&mut self, document: u64, scanned: &Scanned, finding: &Finding) {
        if self.last != document && !self.first.has_title() {
            self.first = self.first.or(Document::of(scanned));
        }
        self.documents += u64::from(self.last != document);
        self.last = document;
        self.severity = self.severity.max(Some(finding.severity));
        self.places += u64::from(finding.count);
        if self.examples.len() < sentence::EXAMPLES {
            let new = sentence::example(finding).filter(|example| !self.examples.contains(example));
            self.examples.extend(new);
        }
    }

    fn sentence(&self, phrase: &Phrase) -> String {
        let examples = match self.examples.is_empty() {
            true => String::new(),
            false => format!("（{}）", self.examples.join("、")),
        };
        let Problem { first, documents, places, .. } = self;
        format!("{}{phrase}{examples}，涉及 {places} 处", first.among(*documents))
    }
}

#[cfg(test)]
mod tests;
