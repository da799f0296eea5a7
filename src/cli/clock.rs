//! The calendar day on which the program runs.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use shenjiao::date::Date;

/// Configuration and dictionaries count days in Beijing time, wherever the server's clock stands.
const BEIJING: Duration = Duration::from_secs(8 * 3600);

/// 1 January 1970, counted as [`Date::day_number`] does.
const EPOCH: i64 = 719_163;

/// Today. A clock that is out of order gives a day in the far past: nothing expires by mistake.
pub(crate) fn today() -> Option<Date> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default() + BEIJING;
    Date::from_day_number(EPOCH + (since.as_secs() / 86_400) as i64)
}

/// The moment in Beijing time: `2026-11-22T21:30:05+08:00`.
#[cfg(feature = "serve")]
pub(crate) fn now() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default() + BEIJING;
    let (days, seconds) = (since.as_secs() / 86_400, since.as_secs() % 86_400);
    let day = Date::from_day_number(EPOCH + days as i64).map(|day| day.to_string()).unwrap_or_default();
    format!("{day}T{:02}:{:02}:{:02}+08:00", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Now, in seconds since 1970. A clock that is out of order gives 0.
#[cfg(feature = "sweep")]
pub(crate) fn seconds() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs() as i64
}

/// A time in Beijing, as `2026-11-22 01:30:00`.
#[cfg(feature = "sweep")]
pub(crate) fn shown(seconds: i64) -> String {
    let local = seconds + BEIJING.as_secs() as i64;
    let (day, second) = (local.div_euclid(86_400), local.rem_euclid(86_400));
    let day = Date::from_day_number(EPOCH + day).map(|day| day.to_string()).unwrap_or_default();
    format!("{day} {:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_epoch_is_where_it_belongs() {
        assert_eq!(Date::new(1970, 1, 1).map(Date::day_number), Some(EPOCH));
        assert!(today() > Date::new(2024, 1, 1));
    }

    #[test]
    #[cfg(feature = "sweep")]
    fn times_are_those_of_beijing() {
        assert_eq!(shown(0), "1970-01-01 08:00:00");
        assert_eq!(shown(1_767_225_599), "2026-01-01 07:59:59");
    }
}
