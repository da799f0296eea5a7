//! What ties files together, and the findings that they make together.

use shenjiao::finding::Fingerprint;
use shenjiao::sweep::{ALIKE, Absence, Event, Presence, Record, Status};

use super::super::super::exit::Stop;
use super::files::FileRef;
use super::findings::{Before, Seen};
use super::{Store, bits};

/// A tag of a person beside a masked number.
const PERSON: i64 = 0;
/// A tag of a list of names.
const LIST: i64 = 1;

/// A finding that several files make together.
#[derive(Clone, Debug)]
pub(crate) struct Together {
    /// What names it.
    pub(crate) print: Fingerprint,
    /// All files of it; it is kept with the first.
    pub(crate) files: Vec<FileRef>,
    /// What is to be told.
    pub(crate) record: Record,
}

/// A finding that a file takes part in, as it was before.
struct Joint {
    print: u64,
    before: Before,
    rule: String,
}

impl Store {
    /// Keeps what may tie a file to others, in place of what was kept before.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn keep_ties(&self, file: &FileRef, persons: &[u64], list: &[u64]) -> Result<(), Stop> {
        let remove = "DELETE FROM tie WHERE folder = ?1 AND name = ?2";
        let removed = self.db.prepare_cached(remove)?.execute((file.folder, &file.name))?;
        let add = "INSERT OR IGNORE INTO tie (tag, kind, folder, name) VALUES (?1, ?2, ?3, ?4)";
        let persons = persons.iter().map(|tag| (*tag, PERSON));
        let tags: Vec<(u64, i64)> = persons.chain(list.iter().map(|tag| (*tag, LIST))).collect();
        for (tag, kind) in &tags {
            self.db.prepare_cached(add)?.execute((bits(*tag), kind, file.folder, &file.name))?;
        }
        if removed > 0 || !tags.is_empty() { self.untie(file) } else { Ok(()) }
    }

    /// Gives a copy the ties of the file whose content it has.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn copy_ties(&self, from: &FileRef, to: &FileRef) -> Result<(), Stop> {
        self.keep_ties(to, &self.tags(from, PERSON)?, &self.tags(from, LIST)?)
    }

    fn tags(&self, file: &FileRef, kind: i64) -> Result<Vec<u64>, Stop> {
        let mut query = self.db.prepare_cached("SELECT tag FROM tie WHERE folder = ?1 AND name = ?2 AND kind = ?3")?;
        let rows = query.query_map((file.folder, &file.name, kind), |row| row.get::<_, i64>(0))?;
        let tags: Vec<i64> = rows.collect::<Result<_, _>>()?;
        Ok(tags.into_iter().map(i64::cast_unsigned).collect())
    }

    fn untie(&self, file: &FileRef) -> Result<(), Stop> {
        self.db.prepare_cached("INSERT OR IGNORE INTO untied VALUES (?1, ?2)")?.execute((file.folder, &file.name))?;
        Ok(())
    }

    /// Files whose ties are still to be looked at; those that are there no more come last, when
    /// what is left of their company has been looked at.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn untied(&self) -> Result<Vec<FileRef>, Stop> {
        let find = "SELECT untied.folder, untied.name FROM untied LEFT JOIN file USING (folder, name)
            ORDER BY file.size IS NULL, untied.folder, untied.name";
        self.files(find, ())
    }

    /// The ties of a file were looked at.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn tied(&self, file: &FileRef) -> Result<(), Stop> {
        let remove = "DELETE FROM untied WHERE folder = ?1 AND name = ?2";
        self.db.prepare_cached(remove)?.execute((file.folder, &file.name))?;
        Ok(())
    }

    /// Other files in which one of the persons of a file has a masked number.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn acquaintances(&self, file: &FileRef) -> Result<Vec<FileRef>, Stop> {
        let find = "SELECT DISTINCT other.folder, other.name FROM tie AS own JOIN tie AS other
            ON other.tag = own.tag AND other.kind = own.kind AND (other.folder, other.name) <> (own.folder, own.name)
            WHERE own.folder = ?1 AND own.name = ?2 AND own.kind = 0 ORDER BY 1, 2";
        self.files(find, (file.folder, &file.name))
    }

    /// Other files with mostly the same list.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn copies(&self, file: &FileRef) -> Result<Vec<FileRef>, Stop> {
        let find = "SELECT other.folder, other.name FROM tie AS own JOIN tie AS other
            ON other.tag = own.tag AND other.kind = own.kind AND (other.folder, other.name) <> (own.folder, own.name)
            WHERE own.folder = ?1 AND own.name = ?2 AND own.kind = 1
            GROUP BY 1, 2 HAVING count(*) >= ?3 ORDER BY 1, 2";
        self.files(find, (file.folder, &file.name, ALIKE as i64))
    }

    pub(super) fn files(&self, query: &str, values: impl rusqlite::Params) -> Result<Vec<FileRef>, Stop> {
        let mut query = self.db.prepare_cached(query)?;
        let rows = query.query_map(values, |row| Ok(FileRef { folder: row.get(0)?, name: row.get(1)? }))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Has everything looked at again that is or may be tied to other files.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn untie_all(&self) -> Result<(), Stop> {
        let add = "INSERT OR IGNORE INTO untied SELECT folder, name FROM tie UNION SELECT folder, name FROM party";
        self.db.execute(add, [])?;
        Ok(())
    }

    /// Compares what a file makes together with others with what was known of it. `off` are the
    /// rules that were not asked.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn settle_together(
        &self,
        file: &FileRef,
        found: &[Together],
        off: &[&str],
        seen: &mut Seen<'_>,
    ) -> Result<(), Stop> {
        let mut before = self.joint_of(file)?;
        for together in found {
            let Some(first) = together.files.first() else { continue };
            let at = before.iter().position(|joint| joint.print == together.print.0);
            let known = at.map(|at| before.swap_remove(at).before);
            let known = known.or(self.before(first, true)?.remove(&together.print.0));
            let known = match known {
                None => self.under_another_path(&mut before, together, seen)?,
                known => known,
            };
            let decided = known.is_some_and(|known| known.decided);
            let presence = if decided { Presence::Accepted } else { Presence::Found };
            self.note_presence(first, true, together.print, &together.record, known, presence, seen)?;
            self.keep_parties(first, together)?;
        }
        for Joint { before: known, rule, .. } in before {
            let absence = match self.lost_a_party(known.id)? {
                true => Absence::Removed,
                false if off.contains(&rule.as_str()) => Absence::OtherRules,
                false => Absence::Changed,
            };
            self.close(known, absence, seen)?;
        }
        Ok(())
    }

    /// The finding that was made by these files when one of them had another path.
    fn under_another_path(
        &self,
        before: &mut Vec<Joint>,
        together: &Together,
        seen: &mut Seen<'_>,
    ) -> Result<Option<Before>, Stop> {
        for at in 0..before.len() {
            if before[at].rule == together.record.rule() && self.parties(before[at].before.id)? == together.files {
                let known = before.swap_remove(at).before;
                self.rename_finding(known.id, &together.files[0], together.print)?;
                self.note(known.id, Event::Moved, None, None, seen)?;
                return Ok(Some(known));
            }
        }
        Ok(None)
    }

    fn parties(&self, finding: i64) -> Result<Vec<FileRef>, Stop> {
        self.files("SELECT folder, name FROM party WHERE finding = ?1 ORDER BY folder, name", [finding])
    }

    fn keep_parties(&self, first: &FileRef, together: &Together) -> Result<(), Stop> {
        let find = "SELECT id FROM finding WHERE folder = ?1 AND name = ?2 AND joint = 1 AND print = ?3";
        let values = (first.folder, &first.name, bits(together.print.0));
        let id: i64 = self.db.prepare_cached(find)?.query_row(values, |row| row.get(0))?;
        self.db.prepare_cached("DELETE FROM party WHERE finding = ?1")?.execute([id])?;
        let add = "INSERT OR IGNORE INTO party (finding, folder, name) VALUES (?1, ?2, ?3)";
        for party in &together.files {
            self.db.prepare_cached(add)?.execute((id, party.folder, &party.name))?;
        }
        Ok(())
    }

    fn lost_a_party(&self, finding: i64) -> Result<bool, Stop> {
        let count =
            "SELECT count(*) FROM party LEFT JOIN file USING (folder, name) WHERE finding = ?1 AND file.size IS NULL";
        let lost: i64 = self.db.prepare_cached(count)?.query_row([finding], |row| row.get(0))?;
        Ok(lost > 0)
    }

    /// A file is gone: what it made together with others is to be looked at again.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn part(&self, file: &FileRef) -> Result<(), Stop> {
        let add = "INSERT OR IGNORE INTO untied SELECT all_of.folder, all_of.name FROM party AS own
            JOIN party AS all_of ON all_of.finding = own.finding WHERE own.folder = ?1 AND own.name = ?2";
        self.db.prepare_cached(add)?.execute((file.folder, &file.name))?;
        Ok(())
    }

    fn joint_of(&self, file: &FileRef) -> Result<Vec<Joint>, Stop> {
        let find = "SELECT print, id, status, decision.finding IS NOT NULL, rule FROM party
            JOIN finding ON finding.id = party.finding LEFT JOIN decision ON decision.finding = finding.id
            WHERE party.folder = ?1 AND party.name = ?2";
        let mut query = self.db.prepare_cached(find)?;
        let rows = query.query_map((file.folder, &file.name), |row| {
            let status = Status::from_number(row.get(2)?).unwrap_or(Status::Open);
            let before = Before { id: row.get(1)?, status, decided: row.get(3)? };
            Ok(Joint { print: row.get::<_, i64>(0)?.cast_unsigned(), before, rule: row.get(4)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
