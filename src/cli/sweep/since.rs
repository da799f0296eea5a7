//! From when on something counts as new.

use shenjiao::date::Date;

use super::super::clock;
use super::super::exit::Stop;
use super::store::Store;

/// A point in the record of runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Since {
    /// The last run before this one.
    Last,
    /// The run of this number.
    Run(i64),
    /// The beginning of a day.
    Day(Date),
}

/// `LAST`, the number of a run, or a day.
pub(super) fn parse(text: &str) -> Result<Since, String> {
    if text.eq_ignore_ascii_case("last") {
        return Ok(Since::Last);
    }
    let run = text.parse().ok().filter(|&run: &i64| run >= 0).map(Since::Run);
    run.or_else(|| Date::parse(text).map(Since::Day))
        .ok_or_else(|| "应为 LAST、巡查序号，或 2026-11-01 这样的日期".to_owned())
}

impl Since {
    /// The last run that is not counted as new. `current` is the run whose report is made.
    ///
    /// # Errors
    /// Whatever SQLite says.
    pub(super) fn run(self, store: &Store, current: i64) -> Result<i64, Stop> {
        Ok(match self {
            Since::Run(run) => run,
            Since::Last => current - 1,
            Since::Day(day) => {
                let day = day.to_string();
                let before = |run: &super::store::Run| clock::shown(run.started)[..10] < *day;
                store.runs()?.iter().filter(|run| before(run)).map(|run| run.id).max().unwrap_or(0)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_read() {
        assert_eq!(parse("last"), Ok(Since::Last));
        assert_eq!(parse("12"), Ok(Since::Run(12)));
        assert_eq!(parse("2026-11-01"), Ok(Since::Day(Date::new(2026, 11, 1).unwrap())));
        assert!(parse("gestern").is_err() && parse("-1").is_err());
    }
}
