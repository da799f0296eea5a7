//! Files that are found again under another path: what was found in them keeps its record.

use rusqlite::OptionalExtension;
use shenjiao::finding::Fingerprint;
use shenjiao::sweep::{Event, Presence, Record, Status};

use super::super::super::exit::Stop;
use super::files::FileRef;
use super::findings::{Before, Seen};
use super::{Store, bits};

/// Files that came in one night and are remembered with what was found in them. A site that moves
/// as a whole has more; what lies beyond counts as gone and new.
const MOST: i64 = 20_000;

/// A file with findings, and by what its content can be known again.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) file: FileRef,
    size: i64,
    mtime: i64,
    /// The tag of the content, unless a personal number was found in it.
    content: Option<i64>,
    findings: Vec<Row>,
}

/// A finding that is there.
#[derive(Debug)]
struct Row {
    print: u64,
    before: Before,
    record: Record,
}

impl Known {
    /// True when it is the same content, as far as can be told without keeping anything of it. Of
    /// what holds personal numbers no tag is kept; there size, findings, and time or name must agree.
    fn is_as(&self, other: &Known) -> bool {
        match (self.content, other.content) {
            (Some(own), Some(other)) => own == other,
            (None, None) => {
                let like = self.mtime == other.mtime || self.file.name == other.file.name;
                like && self.size == other.size && self.names().eq(other.names())
            }
            _ => false,
        }
    }

    /// What names the findings whatever the file is called.
    fn names(&self) -> impl Iterator<Item = (&str, u64, Option<&str>)> {
        self.findings.iter().map(|row| row.record.name_within())
    }
}

impl Store {
    /// The files that came in this run, as far as it matters: in which something was found for the
    /// first time and nothing before, or which may be tied to others and are in no finding yet.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn newcomers(&self, run: i64) -> Result<Vec<Known>, Stop> {
        let find = "SELECT folder, name FROM finding AS own
            WHERE status IN (?1, ?2) AND since = ?3 AND first = ?3 AND joint = 0 AND NOT EXISTS
                (SELECT 1 FROM finding WHERE folder = own.folder AND name = own.name AND joint = 0 AND first <> ?3)
            UNION SELECT folder, name FROM untied JOIN tie USING (folder, name)
            WHERE NOT EXISTS (SELECT 1 FROM party WHERE folder = untied.folder AND name = untied.name)
            ORDER BY folder, name LIMIT ?4";
        let (open, accepted) = (Status::Open.number(), Status::Accepted.number());
        let known = self.files(find, (open, accepted, run, MOST))?.into_iter().map(|file| self.known_by_findings(file));
        Ok(known.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }

    /// A file of the state with what was found in it; `None` when it has neither findings nor ties.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn known_by_findings(&self, file: FileRef) -> Result<Option<Known>, Stop> {
        let findings = self.rows_of(&file)?;
        if findings.is_empty() && !self.is_tied(&file)? {
            return Ok(None);
        }
        let find = "SELECT size, mtime, content FROM file WHERE folder = ?1 AND name = ?2";
        let row = self
            .db
            .prepare_cached(find)?
            .query_row((file.folder, &file.name), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        Ok(row.optional()?.map(|(size, mtime, content)| Known { file, size, mtime, content, findings }))
    }

    fn is_tied(&self, file: &FileRef) -> Result<bool, Stop> {
        let find = "SELECT EXISTS (SELECT 1 FROM tie WHERE folder = ?1 AND name = ?2)";
        Ok(self.db.prepare_cached(find)?.query_row((file.folder, &file.name), |row| row.get(0))?)
    }

    /// The findings of a file that are there, in an order that does not depend on its path.
    fn rows_of(&self, file: &FileRef) -> Result<Vec<Row>, Stop> {
        let find = "SELECT print, id, status, decision.finding IS NOT NULL, record
            FROM finding LEFT JOIN decision ON decision.finding = finding.id
            WHERE folder = ?1 AND name = ?2 AND joint = 0 AND status IN (?3, ?4) ORDER BY id";
        let mut query = self.db.prepare_cached(find)?;
        let (open, accepted) = (Status::Open.number(), Status::Accepted.number());
        let mut rows = query.query((file.folder, &file.name, open, accepted))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let status = Status::from_number(row.get(2)?).unwrap_or(Status::Open);
            let before = Before { id: row.get(1)?, status, decided: row.get(3)? };
            let Ok(record) = serde_json::from_str::<Record>(&row.get::<_, String>(4)?) else { continue };
            found.push(Row { print: row.get::<_, i64>(0)?.cast_unsigned(), before, record });
        }
        found.sort_by(|one, other| one.record.name_within().cmp(&other.record.name_within()));
        Ok(found)
    }

    /// Finds a file that is gone among those that came tonight, of which `may` says which may be
    /// it, and hands its findings on. What is not in the new file stays with the old one.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn hand_on(
        &self,
        file: &FileRef,
        newcomers: &mut Vec<Known>,
        may: impl Fn(&FileRef) -> bool,
        seen: &mut Seen<'_>,
    ) -> Result<(), Stop> {
        let Some(old) = self.known_by_findings(file.clone())? else { return Ok(()) };
        let Some(at) = newcomers.iter().position(|new| may(&new.file) && new.is_as(&old)) else { return Ok(()) };
        let mut new = newcomers.remove(at);
        let from = format!("原在 {}", self.path_of(file)?.0);
        for row in old.findings {
            let same = new.findings.iter().position(|other| other.record.name_within() == row.record.name_within());
            if let Some(same) = same {
                self.hand_on_finding(&row.before, &new.file, new.findings.remove(same), &from, seen)?;
            }
        }
        let change = "UPDATE OR IGNORE party SET folder = ?3, name = ?4 WHERE folder = ?1 AND name = ?2";
        self.db.prepare_cached(change)?.execute((file.folder, &file.name, new.file.folder, &new.file.name))?;
        Ok(())
    }

    /// Puts an old finding in the place of the new one that it is.
    fn hand_on_finding(
        &self,
        old: &Before,
        file: &FileRef,
        new: Row,
        from: &str,
        seen: &mut Seen<'_>,
    ) -> Result<(), Stop> {
        self.unsay(new.before.id, seen)?;
        self.rename_finding(old.id, file, Fingerprint(new.print))?;
        self.note(old.id, Event::Moved, None, Some(from), seen)?;
        let accepted = old.decided || new.before.status == Status::Accepted;
        let presence = if accepted { Presence::Accepted } else { Presence::Found };
        self.note_presence(file, false, Fingerprint(new.print), &new.record, Some(*old), presence, seen)
    }

    /// Gives a finding the place and name that it has now.
    pub(super) fn rename_finding(&self, finding: i64, file: &FileRef, print: Fingerprint) -> Result<(), Stop> {
        let change = "UPDATE finding SET folder = ?2, name = ?3, print = ?4 WHERE id = ?1";
        self.db.prepare_cached(change)?.execute((finding, file.folder, &file.name, bits(print.0)))?;
        Ok(())
    }

    /// Takes back a finding of this run with all that was written and counted of it.
    fn unsay(&self, finding: i64, seen: &mut Seen<'_>) -> Result<(), Stop> {
        let mut query = self.db.prepare_cached("SELECT what FROM event WHERE finding = ?1")?;
        let events = query.query_map([finding], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        events.iter().filter_map(|name| Event::from_name(name)).for_each(|event| seen.counts.take_back(event));
        self.db.prepare_cached("DELETE FROM event WHERE finding = ?1")?.execute([finding])?;
        self.db.prepare_cached("DELETE FROM finding WHERE id = ?1")?.execute([finding])?;
        Ok(())
    }
}
