//! A unit written under a province or city to which it never belonged.

use std::collections::BTreeSet;
use std::ops::Range;

use super::rules::REGION_PARENT;
use super::units::Units;
use super::{Fault, Head};
use crate::finding::Message;

/// After a name that ends in 市, 区 … these make another word of its end: 上海市场, 朝阳区域.
const CONTINUES: &[(char, &str)] = &[
    ('市', "场值价面况级容"),
    ('区', "域间块划段位分别号内外"),
    ('县', "级域"),
    ('盟', "员国约友誓"),
    ('旗', "帜下舰号子袍"),
    ('州', "县市级"),
];

/// A province's name as people shorten it, where the short form is safe to look for.
pub(super) fn short_name(province: &'static str) -> Option<&'static str> {
    let ends = ["省", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区"];
    // 海南 is also a prefecture of Qinghai, 吉林 and a city share the name.
    let unsafe_names = ["海南", "吉林", "台湾"];
    let short = ends.iter().find_map(|end| province.strip_suffix(end))?;
    (!unsafe_names.contains(&short)).then_some(short)
}

/// Judges the unit that follows right after `head`.
pub(super) fn check(units: &Units, text: &str, span: &Range<usize>, head: Head) -> Option<Fault> {
    let rest = &text[span.end..];
    let unit = units.at_start(rest)?;
    // 鞍山市 at the end of 马鞍山市.
    if units.at_end(&text[..span.end]).is_some_and(|name| name.len() > span.len()) {
        return None;
    }
    if unit.chars().count() < 3 || continues(unit, &rest[unit.len()..]) {
        return None;
    }
    let right = match head {
        Head::Province(province) => right_province(units, province, unit)?,
        Head::Short(province) if is_city(units, unit) => right_province(units, province, unit)?,
        Head::City(city) => right_city(units, city, unit)?,
        Head::Short(_) | Head::Doubled => return None,
    };
    let written = &text[span.clone()];
    Some(Fault {
        rule: &REGION_PARENT,
        span: span.start..span.end + unit.len(),
        suggestion: format!("{right}{unit}"),
        message: Message::new(
            format!("“{unit}”不属于“{written}”，属于“{right}”"),
            format!("{unit} does not belong to {written} but to {right}"),
        ),
    })
}

/// True when the name is only the beginning of another word.
fn continues(unit: &str, rest: &str) -> bool {
    let last = unit.chars().next_back();
    let next = rest.chars().next();
    let joins = |&&(end, _): &&(char, &str)| last == Some(end);
    CONTINUES.iter().find(joins).is_some_and(|(_, nexts)| next.is_some_and(|char| nexts.contains(char)))
}

fn is_city(units: &Units, unit: &str) -> bool {
    unit.ends_with('市') && units.parents(unit).any(|parent| parent.is_city)
}

/// The provinces to which the unit belonged, when `province` never was one of them.
fn right_province(units: &Units, province: &str, unit: &str) -> Option<String> {
    let owners: BTreeSet<&str> = units.parents(unit).map(|parent| parent.province).collect();
    let single = owners.len() == 1 && !owners.contains(province);
    single.then(|| owners.into_iter().collect())
}

/// A prefecture and the city that it became have the same stem: 怀化地区, 怀化市.
fn stem(name: &str) -> &str {
    ["地区", "市", "盟"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name)
}

/// The city to which the county belongs, when there is only one and it is not `city`.
fn right_city(units: &Units, city: &str, unit: &str) -> Option<String> {
    // A city without counties calls its streets districts.
    if unit.ends_with('市') || !units.has_counties(city) {
        return None;
    }
    let parents = units.parents(unit);
    let owners: BTreeSet<&str> = parents.clone().map(|parent| parent.city.unwrap_or(parent.province)).collect();
    let is_other = |owner: &&str| stem(owner) != stem(city);
    let single = owners.len() == 1 && owners.iter().all(is_other) && parents.clone().all(|parent| !parent.is_city);
    single.then(|| owners.into_iter().collect())
}
