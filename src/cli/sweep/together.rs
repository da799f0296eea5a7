//! The comparison across documents at the end of a run.
//!
//! Only files that changed are compared, each with the few that share a name with it. What those
//! show of their numbers is read from the files again and forgotten when the run ends.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use shenjiao::finding::Fingerprint;
use shenjiao::format::Item;
use shenjiao::place::Place;
use shenjiao::rule::{Rule, Severity};
use shenjiao::sweep::rules::{COMPLETED_MASK, LIST_COPIES, RULES};
use shenjiao::sweep::{Half, Joint, Key, Ties, complete, fingerprint, stored_name};

use super::super::exit::Stop;
use super::super::inputs;
use super::night::Night;
use super::store::{FileRef, Together};

/// Files that are read again for comparison in one run; what is left waits for the next.
const MOST_READ: usize = 5_000;

/// Masked numbers held in memory at a time.
const MOST_HELD: usize = 200_000;

/// Copies named in a message.
const NAMED: usize = 5;

/// Masked numbers of files, in memory only.
#[derive(Debug, Default)]
pub(super) struct Memory {
    halves: HashMap<FileRef, Vec<Half>>,
    held: usize,
    read: usize,
}

impl Memory {
    /// Remembers those of a file that was just scanned.
    pub(super) fn keep(&mut self, file: &FileRef, halves: &[Half]) {
        self.held -= self.halves.remove(file).map_or(0, |halves| halves.len());
        if self.held + halves.len() <= MOST_HELD {
            self.held += halves.len();
            self.halves.insert(file.clone(), halves.to_vec());
        }
    }
}

/// Two documents and what they say together.
#[derive(Default)]
struct Couple {
    /// The first person's name and length of number, and where each of the two stands.
    example: Option<(Half, Half)>,
    left: u64,
    persons: u32,
}

/// Compares every file that changed.
///
/// # Errors
/// Whatever the state says.
pub(super) fn join(night: &Night<'_>) -> Result<(), Stop> {
    let waiting = night.store.untied()?;
    if waiting.is_empty() {
        return Ok(());
    }
    night.store.begin()?;
    let mut left = waiting.len();
    for file in &waiting {
        if night.is_late() || night.memory.borrow().read >= MOST_READ {
            break;
        }
        let mut found = Vec::new();
        if is_on(night, &COMPLETED_MASK) {
            found.extend(couples(night, file)?);
        }
        if is_on(night, &LIST_COPIES) {
            found.extend(copies(night, file)?);
        }
        let off: Vec<&str> = RULES.iter().filter(|rule| !is_on(night, rule)).map(|rule| rule.id).collect();
        night.with_seen(|seen| night.store.settle_together(file, &found, &off, seen))?;
        night.store.tied(file)?;
        night.did_one()?;
        left -= 1;
    }
    night.end_batch()?;
    if left > 0 {
        night.say(&format!("跨文件比对还剩 {left} 个文件，留待下次"));
    }
    Ok(())
}

fn is_on(night: &Night<'_>, rule: &Rule) -> bool {
    night.desk.settings.engine.policy().is_on(rule)
}

/// The level that the configuration gives a rule.
fn level(night: &Night<'_>, rule: &Rule) -> Severity {
    night.desk.settings.engine.policy().severity(rule, rule.severity)
}

fn couples(night: &Night<'_>, file: &FileRef) -> Result<Vec<Together>, Stop> {
    let others = night.store.acquaintances(file)?;
    if others.is_empty() {
        return Ok(Vec::new());
    }
    let own = halves(night, file)?;
    let mut all: Vec<(&FileRef, Half)> = own.iter().map(|half| (file, half.clone())).collect();
    for other in &others {
        let known = |half: &Half| own.iter().any(|own| own.person == half.person);
        all.extend(halves(night, other)?.into_iter().filter(known).map(|half| (other, half)));
    }
    let mut couples: BTreeMap<[(FileRef, Option<String>); 2], Couple> = BTreeMap::new();
    for person in own.iter().map(|half| half.person).collect::<std::collections::BTreeSet<_>>() {
        add_person(file, &all, person, &mut couples);
    }
    couples.into_iter().map(|(documents, couple)| together(night, documents, couple)).collect()
}

fn add_person(
    file: &FileRef,
    all: &[(&FileRef, Half)],
    person: u64,
    couples: &mut BTreeMap<[(FileRef, Option<String>); 2], Couple>,
) {
    let mut documents: Vec<(&FileRef, &Option<String>)> = Vec::new();
    let mut number = |document| match documents.iter().position(|known| *known == document) {
        Some(at) => at,
        None => {
            documents.push(document);
            documents.len() - 1
        }
    };
    let own = all.iter().filter(|(_, half)| half.person == person);
    let (files, halves): (Vec<&FileRef>, Vec<(usize, &Half)>) =
        own.map(|(of, half)| (*of, (number((*of, &half.member)), half))).unzip();
    for pair in complete(&halves).into_iter().filter(|pair| files[pair.one] == file || files[pair.other] == file) {
        let mut sides = [pair.one, pair.other].map(|at| (files[at], halves[at].1));
        sides.sort_by_key(|(of, half)| (*of, half.member.clone()));
        let key = sides.map(|(of, half)| (of.clone(), half.member.clone()));
        let couple = couples.entry(key).or_default();
        couple.persons += 1;
        couple.left = couple.left.max(pair.left);
        couple.example.get_or_insert_with(|| (sides[0].1.clone(), sides[1].1.clone()));
    }
}

fn together(night: &Night<'_>, documents: [(FileRef, Option<String>); 2], couple: Couple) -> Result<Together, Stop> {
    let paths = [night.store.path_of(&documents[0].0)?, night.store.path_of(&documents[1].0)?];
    let rule = &COMPLETED_MASK;
    let (name, length, place, other) = match &couple.example {
        Some((one, other)) => (one.name.clone(), one.number.length(), one.place.clone(), other.place.clone()),
        None => (String::new(), 0, Place::Whole, Place::Whole),
    };
    let member = documents[1].1.as_ref().map(|member| format!(" » {member}")).unwrap_or_default();
    let second = format!("{}{member} {other}", paths[1].0);
    let record = Joint {
        rule,
        severity: level(night, rule),
        member: documents[0].1.clone(),
        place,
        text: "*".repeat(length),
        before: format!("{name} "),
        message: (
            format!("与 {second} 的遮盖互补：{} 人的号码两处合起来只剩不超过 {} 个可能", couple.persons, couple.left),
            format!("Completes the mask in {second}: {} persons, at most {} numbers left", couple.persons, couple.left),
        ),
        evidence: vec![format!("left:{}", couple.left)],
        count: couple.persons,
    };
    let named = paths.iter().zip(&documents);
    let named = named.map(|((_, path), (_, member))| format!("{path} » {}", member.as_deref().unwrap_or_default()));
    let identity = named.fold(rule.id.to_owned(), |all, one| format!("{all}\n{one}"));
    let [(one, _), (other, _)] = documents;
    Ok(Together { print: fingerprint(Fingerprint(0), &identity), files: vec![one, other], record: record.into() })
}

fn copies(night: &Night<'_>, file: &FileRef) -> Result<Option<Together>, Stop> {
    let mut files = night.store.copies(file)?;
    if files.is_empty() {
        return Ok(None);
    }
    files.push(file.clone());
    files.sort();
    let paths = files.iter().map(|file| night.store.path_of(file)).collect::<Result<Vec<_>, Stop>>()?;
    let others: Vec<&str> = paths.iter().skip(1).take(NAMED).map(|(shown, _)| shown.as_str()).collect();
    let more = if files.len() > NAMED + 1 { " 等" } else { "" };
    let record = Joint {
        rule: &LIST_COPIES,
        severity: level(night, &LIST_COPIES),
        member: None,
        place: Place::Whole,
        text: "名单".to_owned(),
        before: String::new(),
        message: (
            format!("这份名单共发布了 {} 份，整改时须一并处理，另见：{}{more}", files.len(), others.join("、")),
            format!("This list is published in {} copies; see also {}", files.len(), others.join(", ")),
        ),
        evidence: vec![format!("copies:{}", files.len())],
        count: u32::try_from(files.len()).unwrap_or(u32::MAX),
    };
    let identity = format!("{}\n{}", LIST_COPIES.id, paths[0].1);
    Ok(Some(Together { print: fingerprint(Fingerprint(0), &identity), files, record: record.into() }))
}

/// The masked numbers of a file, from memory or from the file.
fn halves(night: &Night<'_>, file: &FileRef) -> Result<Vec<Half>, Stop> {
    if let Some(halves) = night.memory.borrow().halves.get(file) {
        return Ok(halves.clone());
    }
    let halves = read(night, file)?;
    let mut memory = night.memory.borrow_mut();
    memory.read += 1;
    memory.keep(file, &halves);
    Ok(halves)
}

/// A file that cannot be found or read again has nothing to say tonight; that it is unread or gone
/// was told by the scan.
fn read(night: &Night<'_>, file: &FileRef) -> Result<Vec<Half>, Stop> {
    let (root, folder) = night.store.place_of(file)?;
    let mut ties = Ties::default();
    let Some(path) = find(&root, &folder, &file.name, night.desk.key) else { return Ok(ties.halves) };
    let settings = night.desk.settings;
    if let Ok(source) = inputs::read(&path, settings.limits().bytes) {
        let take = &mut |item| {
            if let Item::Document(document) = item {
                ties.add_halves(&document, &settings.config.numbers, night.desk.key);
            }
        };
        // A reader that panics on this file did so in the scan, where it was told.
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            settings.engine.read(source, settings.limits(), take)
        }));
    }
    Ok(ties.halves)
}

/// The real path of a kept one: parts that are kept masked are found by their tags.
fn find(root: &Path, folder: &str, name: &str, key: &Key) -> Option<PathBuf> {
    if root.is_file() {
        return Some(root.to_owned());
    }
    let mut parts = folder.split('/').filter(|part| !part.is_empty()).chain([name]);
    parts.try_fold(root.to_owned(), |path, part| {
        let plain = path.join(part);
        if plain.exists() {
            return Some(plain);
        }
        let entries = std::fs::read_dir(&path).ok()?.filter_map(Result::ok);
        let mut names = entries.map(|entry| entry.file_name());
        names.find(|name| stored_name(&name.to_string_lossy(), key) == part).map(|name| path.join(name))
    })
}
