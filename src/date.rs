//! Calendar days of the Gregorian calendar, enough for ID numbers, document dates and validity.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A day that exists: 31 April cannot be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, or `None` when the calendar has no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let exists = year > 0 && day > 0 && day <= days_in_month(year, month);
        exists.then_some(Date { year, month, day })
    }

    /// Reads `2021-06-08`, `2021-06` (its first day) or `2021` (1 January), as dictionaries write dates.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next().map_or(Some(1), |part| part.parse().ok())?;
        let day = parts.next().map_or(Some(1), |part| part.parse().ok())?;
        if parts.next().is_some() {
            return None;
        }
        Date::new(year, month, day)
    }

    /// The year, 1 to 65535.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// The day of the week, 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u8 {
        (self.day_number() + 6).rem_euclid(7) as u8
    }

    /// Days since 1 January of year 1, which is day 1 and a Monday.
    pub fn day_number(self) -> i64 {
        let before = i64::from(self.year) - 1;
        let leap_days = before / 4 - before / 100 + before / 400;
        let months: i64 = (1..self.month).map(|month| i64::from(days_in_month(self.year, month))).sum();
        before * 365 + leap_days + months + i64::from(self.day)
    }

    /// The day with this number, see [`Self::day_number`].
    pub fn from_day_number(number: i64) -> Option<Self> {
        // The estimate is at most one year late or early.
        let estimate = number.checked_mul(400)? / 146_097 + 1;
        let starts = |year: &u16| Date::new(*year, 1, 1).is_some_and(|start| start.day_number() <= number);
        let mut years = (estimate - 1..=estimate + 1).rev().filter_map(|year| u16::try_from(year).ok());
        let year = years.find(starts)?;
        let mut rest = number - Date::new(year, 1, 1)?.day_number();
        for month in 1..=12 {
            let days = i64::from(days_in_month(year, month));
            if rest < days {
                return Date::new(year, month, rest as u8 + 1);
            }
            rest -= days;
        }
        None
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// True for years with a 29 February.
pub fn is_leap_year(year: u16) -> bool {
    (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400)
}

/// Number of days in a month, 0 when there is no such month.
pub fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap_year(year) => 29,
        2 => 28,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist_can_be_built() {
        assert!(Date::new(2000, 2, 29).is_some());
        assert!(Date::new(1900, 2, 29).is_none());
        assert!(Date::new(2021, 4, 31).is_none());
        assert!(Date::new(2021, 13, 1).is_none());
    }

    #[test]
    fn weekdays_follow_the_calendar() {
        // 8 June 2021 was a Tuesday, 1 January 2000 a Saturday.
        assert_eq!(Date::new(2021, 6, 8).map(Date::weekday), Some(1));
        assert_eq!(Date::new(2000, 1, 1).map(Date::weekday), Some(5));
    }

    #[test]
    fn days_are_numbered_both_ways() {
        for number in (1..800_000).step_by(97).chain([1, 365, 366, 730_119, 730_120, 730_179, 730_180]) {
            assert_eq!(Date::from_day_number(number).map(Date::day_number), Some(number));
        }
        assert_eq!(Date::from_day_number(0), None);
        assert_eq!(Date::from_day_number(i64::MAX), None);
    }

    #[test]
    fn dictionary_dates_may_stop_at_the_month() {
        assert_eq!(Date::parse("2018-03"), Date::new(2018, 3, 1));
        assert_eq!(Date::parse("2018"), Date::new(2018, 1, 1));
        assert_eq!(Date::parse("2018-02-30"), None);
        assert_eq!(Date::parse("2018-02-03-04"), None);
    }
}
