//! What people decide and remark, and the record that comes of it.

use rusqlite::Row;
use shenjiao::sweep::{Event, Status};

use super::super::super::exit::Stop;
use super::Store;
use super::findings::Seen;

/// A line in the record of a finding.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// The run in which it happened; `None` for what a person did between runs.
    pub(crate) run: Option<i64>,
    /// When, in seconds since 1970.
    pub(crate) at: i64,
    /// What happened.
    pub(crate) event: Event,
    /// Who did it, if a person did.
    pub(crate) person: Option<String>,
    /// Why, or the remark.
    pub(crate) words: Option<String>,
}

const COLUMNS: &str = "run, at, what, person, words";

impl Store {
    /// The record of one finding, oldest first.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn lines_of(&self, finding: i64) -> Result<Vec<Line>, Stop> {
        let mut query = self.db.prepare(&format!("SELECT {COLUMNS} FROM event WHERE finding = ?1 ORDER BY id"))?;
        let rows = query.query_map([finding], line)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Takes responsibility for a finding, until the end of a day or for ever.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn accept(
        &self,
        finding: i64,
        by: &str,
        reason: &str,
        until: Option<&str>,
        today: &str,
        seen: &mut Seen<'_>,
    ) -> Result<(), Stop> {
        let add = "INSERT OR REPLACE INTO decision VALUES (?1, ?2, ?3, ?4, ?5)";
        self.db.execute(add, (finding, by, reason, today, until))?;
        self.change(finding, Status::Accepted, seen.run)?;
        let words = until.map_or_else(|| reason.to_owned(), |until| format!("{reason}（至 {until}）"));
        self.write_event(finding, None, seen.now, Event::Accepted, Some(by), Some(&words))
    }

    /// Ends the decisions whose last day is past: their findings are open again.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn end_decisions(&self, today: &str, seen: &mut Seen<'_>) -> Result<u64, Stop> {
        let mut query = self.db.prepare("SELECT finding FROM decision WHERE until < ?1")?;
        let ended: Vec<i64> = query.query_map([today], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for &finding in &ended {
            self.db.execute("DELETE FROM decision WHERE finding = ?1", [finding])?;
            let reopen = "UPDATE finding SET status = ?2, since = ?3 WHERE id = ?1 AND status = ?4";
            let values = (finding, Status::Open.number(), seen.run, Status::Accepted.number());
            if self.db.execute(reopen, values)? > 0 {
                seen.counts.note(Event::Reopened);
                let words = Some("确认已到期");
                self.write_event(finding, Some(seen.run), seen.now, Event::Reopened, None, words)?;
            }
        }
        Ok(ended.len() as u64)
    }
}

pub(super) fn line(row: &Row<'_>) -> rusqlite::Result<Line> {
    let what: String = row.get(2)?;
    Ok(Line {
        run: row.get(0)?,
        at: row.get(1)?,
        event: Event::from_name(&what).unwrap_or(Event::Note),
        person: row.get(3)?,
        words: row.get(4)?,
    })
}
