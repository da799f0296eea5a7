//! Region codes (GB/T 2260) of all years: the first six digits of an ID number.
//!
//! People keep the code they were born with, so the table is the union of every year since 1980.
//! It says nothing about when a code was valid: holders of real numbers have been refused because
//! their code was abolished before they were born. A code that is not in the table may still be
//! real; callers lower their confidence and never clear a number for it.
//!
//! The data file is built by `scripts/region-table`; `docs/regions.md` says from what.

use std::sync::OnceLock;

/// One line for each four digits that begin a code, then the last two digits that ever followed
/// them, as numbers and ranges: `4601 01 05-08`.
static DATA: &str = include_str!("data/regions.txt");

/// What a six-digit code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Region {
    /// In no table of any year.
    Unknown,
    /// A whole province or a whole city. Hardly any number begins with one.
    Area,
    /// A county, a district, a city that issues numbers itself, or 港澳台 (810000, 820000, 830000).
    County,
}

/// The codes that begin with the same four digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct City {
    /// The first four digits, 1000 to 9999.
    pub prefix: u16,
    /// Bit `n` is set when a number can begin with `prefix` followed by the two digits of `n`.
    pub counties: u128,
}

/// Looks a six-digit code up.
pub fn status(code: u32) -> Region {
    let city = city(code / 100);
    match code % 100 {
        end if city.is_some_and(|city| city.counties >> end & 1 == 1) => Region::County,
        0 if city.is_some() || (code.is_multiple_of(10_000) && is_province(code)) => Region::Area,
        _ => Region::Unknown,
    }
}

/// All codes that can begin an ID number, by their first four digits, in rising order.
pub fn cities() -> &'static [City] {
    static CITIES: OnceLock<Vec<City>> = OnceLock::new();
    CITIES.get_or_init(|| DATA.lines().filter_map(parse).collect())
}

fn city(prefix: u32) -> Option<&'static City> {
    let cities = cities();
    cities.binary_search_by_key(&prefix, |city| u32::from(city.prefix)).ok().map(|index| &cities[index])
}

fn is_province(code: u32) -> bool {
    let first = code / 10_000;
    first == 71 || cities().iter().any(|city| u32::from(city.prefix) / 100 == first)
}

fn parse(line: &str) -> Option<City> {
    let (prefix, ends) = line.split_once(' ')?;
    let counties = ends.split(' ').filter_map(bits).fold(0, |all, some| all | some);
    Some(City { prefix: prefix.parse().ok()?, counties })
}

/// `05-08` as a mask of its numbers.
fn bits(range: &str) -> Option<u128> {
    let (first, last) = range.split_once('-').unwrap_or((range, range));
    let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
    Some((first..=last).fold(0, |mask, end| mask | 1 << end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_read() {
        let lines = DATA.lines().count();
        assert_eq!(cities().len(), lines);
        assert!(cities().windows(2).all(|pair| pair[0].prefix < pair[1].prefix));
        assert!(cities().iter().all(|city| city.counties != 0));
        let all: u32 = cities().iter().map(|city| city.counties.count_ones()).sum();
        assert_eq!(all, 6827);
    }

    #[test]
    fn codes_of_all_years_are_known() {
        // Today's; abolished in 2010; a district of 2021; a county of 1993 that one source lacks.
        for code in [110101, 110103, 350404, 441282, 460106, 659001, 419001] {
            assert_eq!(status(code), Region::County, "{code}");
        }
        for code in [810000, 820000, 830000, 441900, 442000, 460400, 620200] {
            assert_eq!(status(code), Region::County, "{code} issues numbers itself");
        }
    }

    #[test]
    fn provinces_and_cities_are_areas_and_the_rest_is_unknown() {
        for code in [110000, 460000, 460100, 710000] {
            assert_eq!(status(code), Region::Area, "{code}");
        }
        for code in [0, 990101, 100101, 460199, 470000, 123456, 1_000_000, 11_010_100] {
            assert_eq!(status(code), Region::Unknown, "{code}");
        }
    }
}
