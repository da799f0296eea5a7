//! Findings and unread things in the order of their paths, for reports.

use rusqlite::Row;
use shenjiao::Origin;
use shenjiao::finding::Fingerprint;
use shenjiao::place::Place;
use shenjiao::skip::{Skip, SkipReason};
use shenjiao::sweep::{Record, Status};

use super::super::super::exit::Stop;
use super::Store;
use super::files::joined;

/// A finding in the state, with where it is.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// Its number in the state.
    pub(crate) id: i64,
    /// What names it for people.
    pub(crate) print: Fingerprint,
    /// The file as users name it.
    pub(crate) path: String,
    /// Where it stands.
    pub(crate) status: Status,
    /// The run in which it was first found.
    pub(crate) first: i64,
    /// The run since which its status holds.
    pub(crate) since: i64,
    /// How many pages have it, when it is taken for a fault of their template.
    pub(crate) pages: u64,
    /// What was found.
    pub(crate) record: Record,
}

/// Which findings to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Filter {
    /// Only what began after this run; 0 for all.
    pub(crate) after: i64,
    /// Only what began not after this run.
    pub(crate) until: i64,
    /// From how many pages on equal faults are one, told once.
    pub(crate) template: u64,
}

const COLUMNS: &str = "finding.id, finding.print, root.shown, folder.path, finding.name, finding.status,
    finding.first, finding.since, finding.record";

const TABLES: &str = "finding JOIN folder ON folder.id = finding.folder JOIN root ON root.id = folder.root";

/// Equal faults on many pages: of each kind the first finding, with the number of pages. A fault
/// that was there before is not new because a page was added, unless it is a leak.
const LIKE: &str = "CREATE TEMP TABLE alike AS
    SELECT likeness, min(id) AS one, count(DISTINCT folder || '/' || name) AS pages,
        sum(since <= ?2) AS older FROM finding
    WHERE status = 0 AND likeness IS NOT NULL GROUP BY likeness HAVING pages >= ?1";

impl Store {
    /// Hands the open findings that pass the filter to `take`, one after the other.
    ///
    /// # Errors
    /// The first error of `take`, or whatever SQLite says.
    pub(crate) fn each_open(
        &self,
        filter: Filter,
        mut take: impl FnMut(Found) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        self.db.execute_batch("DROP TABLE IF EXISTS temp.alike")?;
        self.db.execute(LIKE, (filter.template.cast_signed(), filter.after))?;
        self.db.execute_batch("CREATE UNIQUE INDEX temp.alike_likeness ON alike (likeness)")?;
        let find = format!(
            "SELECT {COLUMNS}, coalesce(alike.pages, 0) FROM {TABLES} LEFT JOIN temp.alike ON alike.likeness = finding.likeness
            WHERE finding.status = 0 AND finding.since > ?1 AND finding.since <= ?2
                AND (alike.one IS NULL OR iif(alike.older = 0, alike.one = finding.id, finding.rule LIKE 'PII%'))
            ORDER BY root.id, folder.path, finding.name, finding.joint, json_extract(finding.record, '$.member'),
                json_extract(finding.record, '$.span[0]'), finding.id"
        );
        let mut query = self.db.prepare(&find)?;
        let mut rows = query.query((filter.after, filter.until))?;
        while let Some(row) = rows.next()? {
            take(found(row, row.get::<_, i64>(9)?.cast_unsigned())?)?;
        }
        Ok(())
    }

    /// The findings whose names begin with these hexadecimal digits.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn named(&self, name: &str) -> Result<Vec<Found>, Stop> {
        let find = format!(
            "SELECT {COLUMNS} FROM {TABLES} WHERE printf('%016x', print) LIKE ?1 || '%' ORDER BY finding.id LIMIT 100"
        );
        let mut query = self.db.prepare(&find)?;
        let mut rows = query.query([name.to_lowercase()])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(found(row, 0)?);
        }
        Ok(all)
    }

    /// Hands what is unread since a run after `after` to `take`.
    ///
    /// # Errors
    /// The first error of `take`, or whatever SQLite says.
    pub(crate) fn each_unread(&self, after: i64, mut take: impl FnMut(Skip) -> Result<(), Stop>) -> Result<(), Stop> {
        let find = "SELECT root.shown, folder.path, unread.name, member, place, reason, detail FROM unread
            JOIN folder ON folder.id = unread.folder JOIN root ON root.id = folder.root
            WHERE since > ?1 ORDER BY root.id, folder.path, unread.name, unread.id";
        let mut query = self.db.prepare(find)?;
        let mut rows = query.query([after])?;
        while let Some(row) = rows.next()? {
            take(skip(row)?)?;
        }
        Ok(())
    }

    /// How much is unread.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn count_unread(&self) -> Result<u64, Stop> {
        Ok(self.db.query_row("SELECT count(*) FROM unread", [], |row| row.get::<_, i64>(0))?.cast_unsigned())
    }

    /// How many findings are open, by what a column says.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(crate) fn count_open<T: rusqlite::types::FromSql>(&self, column: &str) -> Result<Vec<(T, u64)>, Stop> {
        let count = format!("SELECT {column}, count(*) FROM finding WHERE status = 0 GROUP BY {column}");
        let mut query = self.db.prepare(&count)?;
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned())))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn found(row: &Row<'_>, pages: u64) -> Result<Found, Stop> {
    let (root, folder, name): (String, String, String) = (row.get(2)?, row.get(3)?, row.get(4)?);
    let text: String = row.get(8)?;
    Ok(Found {
        id: row.get(0)?,
        print: Fingerprint(row.get::<_, i64>(1)?.cast_unsigned()),
        path: below(&root, &joined(&folder, &name)),
        status: Status::from_number(row.get(5)?).unwrap_or(Status::Open),
        first: row.get(6)?,
        since: row.get(7)?,
        pages,
        record: serde_json::from_str(&text).map_err(|error| Stop::Damaged(error.to_string()))?,
    })
}

/// Something unread, from a row of root, folder, name, member, place, reason and detail.
pub(super) fn skip(row: &Row<'_>) -> Result<Skip, Stop> {
    let (root, folder, name): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let file = Origin::file(below(&root, &joined(&folder, &name)));
    let (member, place): (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
    let reason: String = row.get(5)?;
    Ok(Skip {
        origin: member.map_or(file.clone(), |member| file.member(member)),
        place: place.and_then(|place| serde_json::from_str::<Place>(&place).ok()),
        reason: SkipReason::from_name(&reason).unwrap_or(SkipReason::Failed),
        detail: row.get(6)?,
    })
}

/// The path of a file as the user would name it: the root as given, then the way below it.
pub(super) fn below(root: &str, path: &str) -> String {
    match root {
        "." | "" => path.to_owned(),
        _ if path.is_empty() => root.to_owned(),
        _ => format!("{}/{path}", root.trim_end_matches('/')),
    }
}
