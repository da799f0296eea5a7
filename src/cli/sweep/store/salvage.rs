//! What people wrote down in a state that has since been damaged. Findings are found again by
//! reading the files; remarks and decisions are not, so as many as can still be read are taken over.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, Row};
use shenjiao::sweep::{Event, Status};

use super::super::super::exit::Stop;
use super::Store;
use super::decisions::{Line, line};
use super::findings::Seen;

/// A finding by what names it in any state.
struct Name {
    print: i64,
    root: String,
    folder: String,
    file: String,
}

/// The columns of a decision behind the finding: who, why, since and until when.
type Decision = (String, String, String, Option<String>);

impl Store {
    /// Takes over what people said of findings that are there again. Gives how many lines that
    /// were; a damaged page ends a table early and is no error.
    ///
    /// # Errors
    /// What this state says.
    pub(crate) fn take_over(&self, damaged: &Path, seen: &mut Seen<'_>) -> Result<u64, Stop> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let Ok(old) = Connection::open_with_flags(damaged, flags) else { return Ok(0) };
        let said = "SELECT run, at, what, person, words, finding FROM event WHERE run IS NULL ORDER BY id";
        let mut taken = 0;
        for (line, finding) in readable(&old, said, |row| Ok((line(row)?, row.get::<_, i64>(5)?))) {
            let Some(own) = named(&old, finding).map(|name| self.finding_of(&name)).transpose()?.flatten() else {
                continue;
            };
            let Line { event, person, words, .. } = &line;
            self.write_event(own, None, line.at, *event, person.as_deref(), words.as_deref())?;
            taken += 1;
        }
        let decided = "SELECT finding, person, reason, day, until FROM decision";
        let row = |row: &Row<'_>| Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)));
        for (finding, decision) in readable::<(i64, Decision)>(&old, decided, row) {
            if let Some(own) = named(&old, finding).map(|name| self.finding_of(&name)).transpose()?.flatten() {
                self.decide_again(own, &decision, seen)?;
            }
        }
        Ok(taken)
    }

    fn decide_again(&self, finding: i64, (by, reason, day, until): &Decision, seen: &mut Seen<'_>) -> Result<(), Stop> {
        let add = "INSERT OR REPLACE INTO decision VALUES (?1, ?2, ?3, ?4, ?5)";
        self.db.execute(add, (finding, by, reason, day, until))?;
        let change = "UPDATE finding SET status = ?2 WHERE id = ?1 AND status = ?3";
        self.db.execute(change, (finding, Status::Accepted.number(), Status::Open.number()))?;
        seen.counts.take_back(Event::New);
        seen.counts.note(Event::Accepted);
        Ok(())
    }

    fn finding_of(&self, name: &Name) -> Result<Option<i64>, Stop> {
        let find = "SELECT finding.id FROM finding JOIN folder ON folder.id = finding.folder
            JOIN root ON root.id = folder.root
            WHERE print = ?1 AND root.path = ?2 AND folder.path = ?3 AND finding.name = ?4";
        let mut query = self.db.prepare_cached(find)?;
        let mut rows = query.query((name.print, &name.root, &name.folder, &name.file))?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
    }
}

/// The rows of a query up to the first that cannot be read.
fn readable<T>(db: &Connection, query: &str, read: impl Fn(&Row<'_>) -> rusqlite::Result<T>) -> Vec<T> {
    let mut rows = Vec::new();
    if let Ok(mut query) = db.prepare(query)
        && let Ok(found) = query.query_map([], |row| read(row))
    {
        rows.extend(found.map_while(Result::ok));
    }
    rows
}

/// What names a finding of the old state, if that can be read.
fn named(old: &Connection, finding: i64) -> Option<Name> {
    let (print, folder, file): (i64, i64, String) = old
        .query_row("SELECT print, folder, name FROM finding WHERE id = ?1", [finding], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .ok()?;
    let find = "SELECT root.path, folder.path FROM folder JOIN root ON root.id = folder.root WHERE folder.id = ?1";
    let (root, folder) = old.query_row(find, [folder], |row| Ok((row.get(0)?, row.get(1)?))).ok()?;
    Some(Name { print, root, folder, file })
}
