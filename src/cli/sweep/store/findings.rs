//! What becomes of the findings of a file when it was read, copied or removed.

use std::collections::{BTreeMap, HashMap};

use shenjiao::finding::Fingerprint;
use shenjiao::rule::{Category, Rule};
use shenjiao::skip::Skip;
use shenjiao::sweep::{Absence, Counts, Event, Presence, Record, Status, fingerprint, name_all, settle};

use super::super::super::exit::Stop;
use super::files::FileRef;
use super::listed::skip;
use super::{Store, bits};

/// The run that something is written for, and what it has come to.
#[derive(Debug)]
pub(crate) struct Seen<'a> {
    /// The run.
    pub(crate) run: i64,
    /// Now, in seconds since 1970.
    pub(crate) now: i64,
    /// Where events are counted.
    pub(crate) counts: &'a mut Counts,
    /// The rules of the product.
    pub(crate) rules: &'a [&'static Rule],
}

/// A finding as it was before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Before {
    pub(super) id: i64,
    pub(super) status: Status,
    /// True when somebody accepted it with `sweep accept`.
    pub(super) decided: bool,
}

impl Store {
    /// Compares what was found in a file with what was known of it. `path` is the file's path below
    /// its root, by which findings are named.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn settle_file(
        &self,
        file: &FileRef,
        path: &str,
        records: &[Record],
        skips: &[Skip],
        absence: Absence,
        seen: &mut Seen<'_>,
    ) -> Result<(), Stop> {
        let names = name_all(records, path);
        let found = names.into_iter().zip(records).collect();
        let missing = self.settle_findings(file, false, found, seen)?;
        for known in missing {
            if skips.is_empty() || !self.is_covered(known.id, skips)? {
                self.close(known, absence, seen)?;
            }
        }
        Ok(())
    }

    /// True when a finding lies in what could not be read this time: it may still be there.
    fn is_covered(&self, finding: i64, skips: &[Skip]) -> Result<bool, Stop> {
        let mut query = self.db.prepare_cached("SELECT record FROM finding WHERE id = ?1")?;
        let text: String = query.query_row([finding], |row| row.get(0))?;
        let record = serde_json::from_str::<Record>(&text);
        Ok(record.is_ok_and(|record| skips.iter().any(|skip| record.lies_in(skip))))
    }

    /// Writes down what was found and gives back what was known and not found.
    fn settle_findings(
        &self,
        file: &FileRef,
        joint: bool,
        found: BTreeMap<Fingerprint, &Record>,
        seen: &mut Seen<'_>,
    ) -> Result<Vec<Before>, Stop> {
        let mut before = self.before(file, joint)?;
        for (name, record) in found {
            let known = before.remove(&name.0);
            let accepted = record.accepted().is_some() || known.is_some_and(|known| known.decided);
            let presence = if accepted { Presence::Accepted } else { Presence::Found };
            self.note_presence(file, joint, name, record, known, presence, seen)?;
        }
        Ok(before.into_values().collect())
    }

    /// Closes all findings of its own of a file that is there no more.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn close_all(&self, file: &FileRef, absence: Absence, seen: &mut Seen<'_>) -> Result<(), Stop> {
        let before = self.before(file, false)?;
        before.into_values().try_for_each(|known| self.close(known, absence, seen))
    }

    pub(super) fn before(&self, file: &FileRef, joint: bool) -> Result<HashMap<u64, Before>, Stop> {
        let find = "SELECT finding.print, finding.id, status, decision.finding IS NOT NULL FROM finding
            LEFT JOIN decision ON decision.finding = finding.id WHERE folder = ?1 AND name = ?2 AND joint = ?3";
        let mut query = self.db.prepare_cached(find)?;
        let rows = query.query_map((file.folder, &file.name, joint), |row| {
            let status = Status::from_number(row.get(2)?).unwrap_or(Status::Open);
            let print = row.get::<_, i64>(0)?.cast_unsigned();
            Ok((print, Before { id: row.get(1)?, status, decided: row.get(3)? }))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    #[expect(clippy::too_many_arguments, reason = "one row of a table has many columns")]
    pub(super) fn note_presence(
        &self,
        file: &FileRef,
        joint: bool,
        name: Fingerprint,
        record: &Record,
        known: Option<Before>,
        presence: Presence,
        seen: &mut Seen<'_>,
    ) -> Result<(), Stop> {
        let (status, event) = settle(known.map(|known| known.status), presence);
        let Some(status) = status else { return Ok(()) };
        let text = serde_json::to_string(record).map_err(|error| error.to_string())?;
        let likeness = self.likeness(record, seen.rules);
        let add =
            "INSERT INTO finding (print, folder, name, joint, rule, severity, status, first, since, likeness, record)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9, ?10)
            ON CONFLICT (folder, name, joint, print) DO UPDATE SET
                severity = ?6, since = iif(?11, ?8, since), status = ?7, likeness = ?9, record = ?10
            RETURNING id";
        let id = self.db.prepare_cached(add)?.query_row(
            (
                bits(name.0),
                file.folder,
                &file.name,
                joint,
                record.rule(),
                record.severity() as i64,
                status.number(),
                seen.run,
                likeness,
                text,
                event.is_some(),
            ),
            |row| row.get(0),
        )?;
        match event {
            None => Ok(()),
            Some(event) => {
                let (person, words) = record.accepted().unzip();
                self.note(id, event, person, words, seen)
            }
        }
    }

    /// A number that equal faults of one template have in common. It is made from what the record
    /// shows anyway.
    fn likeness(&self, record: &Record, rules: &[&'static Rule]) -> Option<i64> {
        let category = rules.iter().find(|rule| rule.id == record.rule()).map_or(Category::Site, |rule| rule.category);
        let likeness = record.likeness(category)?;
        Some(bits(fingerprint(Fingerprint(0), &likeness).0))
    }

    pub(super) fn close(&self, known: Before, absence: Absence, seen: &mut Seen<'_>) -> Result<(), Stop> {
        let (status, event) = settle(Some(known.status), Presence::Absent(absence));
        let (Some(status), Some(event)) = (status, event) else { return Ok(()) };
        self.change(known.id, status, seen.run)?;
        self.note(known.id, event, None, None, seen)
    }

    /// Gives a finding another status.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn change(&self, finding: i64, status: Status, run: i64) -> Result<(), Stop> {
        let change = "UPDATE finding SET status = ?2, since = ?3 WHERE id = ?1";
        self.db.prepare_cached(change)?.execute((finding, status.number(), run))?;
        Ok(())
    }

    pub(super) fn note(
        &self,
        finding: i64,
        event: Event,
        person: Option<&str>,
        words: Option<&str>,
        seen: &mut Seen<'_>,
    ) -> Result<(), Stop> {
        seen.counts.note(event);
        self.write_event(finding, Some(seen.run), seen.now, event, person, words)
    }

    /// Adds a line to the record of a finding.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn write_event(
        &self,
        finding: i64,
        run: Option<i64>,
        now: i64,
        event: Event,
        person: Option<&str>,
        words: Option<&str>,
    ) -> Result<(), Stop> {
        let add = "INSERT INTO event (finding, run, at, what, person, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        self.db.prepare_cached(add)?.execute((finding, run, now, event.name(), person, words))?;
        Ok(())
    }

    /// The records of the findings that are there in a file.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn records_of(&self, file: &FileRef) -> Result<Vec<Record>, Stop> {
        let find = "SELECT record FROM finding WHERE folder = ?1 AND name = ?2 AND joint = 0 AND status IN (?3, ?4) ORDER BY id";
        let mut query = self.db.prepare_cached(find)?;
        let there = (Status::Open.number(), Status::Accepted.number());
        let rows = query.query_map((file.folder, &file.name, there.0, there.1), |row| row.get::<_, String>(0))?;
        let texts: Vec<String> = rows.collect::<Result<_, _>>()?;
        Ok(texts.iter().filter_map(|text| serde_json::from_str(text).ok()).collect())
    }

    /// Replaces what is known to be unread of a file. What was unread before keeps the run since
    /// which it is.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn keep_unread(&self, file: &FileRef, skips: &[Skip], run: i64) -> Result<(), Stop> {
        let since = "SELECT min(since) FROM unread WHERE folder = ?1 AND name = ?2";
        let mut query = self.db.prepare_cached(since)?;
        let since: Option<i64> = query.query_row((file.folder, &file.name), |row| row.get(0))?;
        let remove = "DELETE FROM unread WHERE folder = ?1 AND name = ?2";
        if since.is_some() {
            self.db.prepare_cached(remove)?.execute((file.folder, &file.name))?;
        }
        let add = "INSERT INTO unread (folder, name, member, place, reason, detail, since) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        for skip in skips {
            let place = skip.place.as_ref().and_then(|place| serde_json::to_string(place).ok());
            let values = (
                file.folder,
                &file.name,
                skip.origin.member_chain(),
                place,
                skip.reason.name(),
                &skip.detail,
                since.unwrap_or(run),
            );
            self.db.prepare_cached(add)?.execute(values)?;
        }
        Ok(())
    }

    /// What is unread of a file. The skips name no path: they are for a copy of it.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn unread_of(&self, file: &FileRef) -> Result<Vec<Skip>, Stop> {
        let find =
            "SELECT '', '', '', member, place, reason, detail FROM unread WHERE folder = ?1 AND name = ?2 ORDER BY id";
        let mut query = self.db.prepare_cached(find)?;
        let mut rows = query.query((file.folder, &file.name))?;
        let mut skips = Vec::new();
        while let Some(row) = rows.next()? {
            skips.push(skip(row)?);
        }
        Ok(skips)
    }
}
