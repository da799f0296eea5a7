//! Provinces, cities and counties, and which belongs to which.
//!
//! `units.txt` is built by `scripts/place-table` from the region codes of 1980 to 2024: a line `# PROVINCE`, then
//! one line for each city (直辖 for what has none) with its counties. Names and parents of all years
//! are kept together, so an old parent is never taken for a fault.

use rustc_hash::{FxBuildHasher, FxHashMap};

static DATA: &str = include_str!("units.txt");

/// Written for a county that no city stands above.
const DIRECT: &str = "直辖";

/// Somewhat more than there are names, and than there are parents.
const UNITS: usize = 6000;

/// The longest name is 积石山保安族东乡族撒拉族自治县, in bytes.
const LONGEST: usize = 16 * 3;

/// A unit that another one belonged to in some year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Parent {
    /// The province.
    pub(super) province: &'static str,
    /// The city; `None` for cities themselves and for counties directly under the province.
    pub(super) city: Option<&'static str>,
    /// True for a unit of the level of a city.
    pub(super) is_city: bool,
}

/// All units by name.
pub(super) struct Units {
    provinces: Vec<&'static str>,
    cities: Vec<&'static str>,
    /// Cities that no county belongs to.
    childless: Vec<&'static str>,
    parents: Vec<(Parent, Option<usize>)>,
    /// The last of a name's parents; each leads to the one before.
    last_parent: FxHashMap<&'static str, usize>,
}

impl Units {
    /// Reads the table.
    pub(super) fn read() -> Self {
        let mut units = Units {
            provinces: Vec::new(),
            cities: Vec::new(),
            childless: Vec::new(),
            parents: Vec::with_capacity(UNITS),
            last_parent: FxHashMap::with_capacity_and_hasher(UNITS, FxBuildHasher),
        };
        for line in DATA.lines() {
            match line.strip_prefix("# ") {
                Some(province) => units.provinces.push(province),
                None => units.add_city(line),
            }
        }
        units
    }

    fn add_city(&mut self, line: &'static str) {
        let Some(&province) = self.provinces.last() else { return };
        let mut names = line.split(' ');
        let city = names.next().filter(|&city| city != DIRECT);
        if let Some(city) = city {
            self.cities.push(city);
            self.add(city, Parent { province, city: None, is_city: true });
            self.childless.extend(names.clone().next().is_none().then_some(city));
        }
        for county in names {
            self.add(county, Parent { province, city, is_city: false });
        }
    }

    fn add(&mut self, name: &'static str, parent: Parent) {
        let before = self.last_parent.insert(name, self.parents.len());
        self.parents.push((parent, before));
    }

    /// The names of provinces, municipalities included.
    pub(super) fn provinces(&self) -> &[&'static str] {
        &self.provinces
    }

    /// The names of cities, prefectures and leagues.
    pub(super) fn cities(&self) -> &[&'static str] {
        &self.cities
    }

    /// False for a city whose towns and streets have no county above them, such as 东莞市.
    pub(super) fn has_counties(&self, city: &str) -> bool {
        !self.childless.contains(&city)
    }

    /// Everything that ever stood above a unit of this name.
    pub(super) fn parents(&self, name: &str) -> impl Iterator<Item = &Parent> + Clone {
        let last = self.last_parent.get(name).copied();
        std::iter::successors(last, |&at| self.parents[at].1).map(|at| &self.parents[at].0)
    }

    /// The longest name of a city or county at the beginning of `text`.
    pub(super) fn at_start(&self, text: &str) -> Option<&'static str> {
        let ends = text.char_indices().map(|(at, char)| at + char.len_utf8()).take_while(|&end| end <= LONGEST);
        let names = ends.filter_map(|end| self.last_parent.get_key_value(&text[..end]));
        names.last().map(|(&name, _)| name)
    }

    /// The longest name of a province, city or county at the end of `text`.
    pub(super) fn at_end(&self, text: &str) -> Option<&'static str> {
        let starts = text.char_indices().rev().map(|(at, _)| at).take_while(|&at| text.len() - at <= LONGEST);
        let names = starts.filter_map(|at| self.named(&text[at..]));
        names.last()
    }

    fn named(&self, name: &str) -> Option<&'static str> {
        let unit = self.last_parent.get_key_value(name).map(|(&name, _)| name);
        unit.or_else(|| self.provinces.iter().find(|&&province| province == name).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_know_their_parents() {
        let units = Units::read();
        let of = |name: &str| units.parents(name).map(|parent| parent.province).collect::<Vec<_>>();
        assert_eq!(of("张家界市"), ["湖南省"]);
        assert!(of("鼓楼区").len() > 2);
        assert_eq!(of("高新区"), [""; 0]);
        assert_eq!(units.provinces().len(), 34);
    }

    #[test]
    fn the_longest_name_counts() {
        let units = Units::read();
        assert_eq!(units.at_start("吉林市昌邑区政府"), Some("吉林市"));
        assert_eq!(units.at_end("位于黔西南布依族苗族自治州"), Some("黔西南布依族苗族自治州"));
        assert_eq!(units.at_end("中共海南省"), Some("海南省"));
        assert_eq!(units.at_start("人民政府"), None);
    }
}
