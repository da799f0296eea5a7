//! The record of runs, and the rules under which they ran.

use rusqlite::{OptionalExtension, Row};
use shenjiao::sweep::{Counts, Ruleset};

use super::super::super::exit::Stop;
use super::Store;

/// One run. Cut off and taken up again it is still one run.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Run {
    /// Counted from 1.
    pub(crate) id: i64,
    /// When it began, in seconds since 1970.
    pub(crate) started: i64,
    /// When it ended.
    pub(crate) ended: Option<i64>,
    /// `running`, `complete`, or `partial` when the time was up or a root was not to be had.
    pub(crate) status: String,
    /// Seconds of work, without the time between being cut off and being taken up again.
    pub(crate) seconds: f64,
    /// The rules under which it ran.
    pub(crate) rules: i64,
    /// What it amounted to.
    pub(crate) counts: Counts,
    /// What was out of the ordinary, a sentence a line.
    pub(crate) words: String,
}

const COLUMNS: &str = "id, started, ended, status, seconds, rules, counts, words";

impl Store {
    /// The last run, whether it ended or not.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn last_run(&self) -> Result<Option<Run>, Stop> {
        let find = format!("SELECT {COLUMNS} FROM run ORDER BY id DESC LIMIT 1");
        Ok(self.db.query_row(&find, [], run).optional()?)
    }

    /// All runs, oldest first.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn runs(&self) -> Result<Vec<Run>, Stop> {
        let mut query = self.db.prepare(&format!("SELECT {COLUMNS} FROM run ORDER BY id"))?;
        let rows = query.query_map([], run)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Writes down a run, new or known.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn keep_run(&self, run: &Run) -> Result<(), Stop> {
        let counts = serde_json::to_string(&run.counts).map_err(|error| error.to_string())?;
        let add = format!("INSERT OR REPLACE INTO run ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
        let (id, started, ended) = (run.id, run.started, run.ended);
        let values = (id, started, ended, &run.status, run.seconds, run.rules, counts, &run.words);
        self.db.prepare_cached(&add)?.execute(values)?;
        Ok(())
    }

    /// The run up to which somebody was told.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn about(&self, name: &str) -> Result<Option<i64>, Stop> {
        let mut query = self.db.prepare_cached("SELECT value FROM about WHERE name = ?1")?;
        Ok(query.query_row([name], |row| row.get(0)).optional()?)
    }

    /// Remembers the run up to which somebody was told.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn set_about(&self, name: &str, run: i64) -> Result<(), Stop> {
        self.db.execute("INSERT OR REPLACE INTO about VALUES (?1, ?2)", (name, run))?;
        Ok(())
    }

    /// All rulesets under which a file may have been judged.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn rulesets(&self) -> Result<Vec<(i64, Ruleset)>, Stop> {
        let mut query = self.db.prepare("SELECT id, described FROM rules ORDER BY id")?;
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
        let rows: Vec<(i64, String)> = rows.collect::<Result<_, _>>()?;
        Ok(rows.into_iter().filter_map(|(id, text)| Some((id, serde_json::from_str(&text).ok()?))).collect())
    }

    /// Keeps a ruleset and gives its number.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn keep_ruleset(&self, ruleset: &Ruleset) -> Result<i64, Stop> {
        let described = serde_json::to_string(ruleset).map_err(|error| error.to_string())?;
        Ok(self
            .db
            .query_row("INSERT INTO rules (described) VALUES (?1) RETURNING id", [described], |row| row.get(0))?)
    }
}

fn run(row: &Row<'_>) -> rusqlite::Result<Run> {
    let counts: String = row.get(6)?;
    Ok(Run {
        id: row.get(0)?,
        started: row.get(1)?,
        ended: row.get(2)?,
        status: row.get(3)?,
        seconds: row.get(4)?,
        rules: row.get(5)?,
        counts: serde_json::from_str(&counts).unwrap_or_default(),
        words: row.get(7)?,
    })
}
