//! Where an address goes into a house: the number of a building, a unit, a room or a group of a village.

use crate::digit;

/// Ends of the parts that are too much, each behind a number.
const DETAILS: &[&str] = &[
    "村民小组",
    "村民组",
    "号",
    "栋",
    "幢",
    "单元",
    "室",
    "组",
    "队",
    "弄",
    "楼",
    "房",
    "座",
    "社",
    "巷",
    "#",
    "＃",
    "排",
    "屯",
    "门",
];

/// Where the number of a house, unit or room begins: digits directly before one of the endings.
pub(super) fn first_detail(address: &str) -> Option<usize> {
    if let Some(at) = rooms_at_end(address).or_else(|| group_at_end(address)) {
        return Some(at);
    }
    let mut number = None;
    for (at, char) in address.char_indices() {
        let is_number = digit::value(char).is_some()
            || matches!(char, '十' | '百' | '-' | '－' | '甲' | '乙' | '丙')
            || char.is_ascii_uppercase();
        let ends = || DETAILS.iter().any(|detail| address[at..].starts_with(detail));
        match number {
            Some(start) if !is_number && ends() => return Some(start),
            None if is_number => number = Some(at),
            _ if !is_number => number = None,
            _ => {}
        }
    }
    None
}

/// 某某村老屋组: where the name of a group of a village begins.
fn group_at_end(address: &str) -> Option<usize> {
    const NONE: &[&str] = &["小组", "党组", "工作组", "专班", "支部", "大队", "中队", "部队", "车队", "工作队"];
    let ends = address.ends_with(['组', '屯', '队', '寨', '湾']) && !NONE.iter().any(|word| address.ends_with(word));
    let village = ["村", "社区"].iter().filter_map(|word| address.rfind(word).map(|at| at + word.len())).max()?;
    let name = address[village..].chars().count();
    (ends && (2..=5).contains(&name) && address[village..].chars().all(char::is_alphabetic)).then_some(village)
}

/// 某某家园10-2-1653: where the numbers of building, unit and room begin that nothing but hyphens sets apart.
fn rooms_at_end(address: &str) -> Option<usize> {
    const PLACES: &[char] =
        &['园', '苑', '区', '邸', '馆', '城', '庭', '府', '湾', '里', '居', '村', '楼', '院', '号', '坊', '厦'];
    let is_part = |char: char| digit::value(char).is_some() || matches!(char, '-' | '－' | '—' | '–');
    let place = address.trim_end().trim_end_matches(is_part);
    let rooms = &address[place.len()..];
    let parts: Vec<_> = rooms.trim_end().split(['-', '－', '—', '–']).collect();
    let shaped =
        (2..=4).contains(&parts.len()) && parts.iter().all(|part| !part.is_empty() && part.chars().count() <= 4);
    (shaped && place.ends_with(PLACES)).then_some(place.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_are_numbers_of_houses_units_and_rooms() {
        assert!(first_detail("某镇某村5组").is_some());
        assert!(first_detail("某街道某路十二号").is_some());
        assert!(first_detail("某小区3栋1单元202室").is_some());
        assert!(first_detail("某镇某村第四村民小组").is_some());
        assert!(first_detail("某某家园10-2-1653").is_some());
        assert!(first_detail("某镇某村老屋组").is_some());
        assert!(first_detail("某镇某村驻村工作队").is_none());
        assert!(first_detail("某小区3#201").is_some());
        assert!(first_detail("编码10-2-1653").is_none());
        assert!(first_detail("某县某镇某村").is_none());
        assert!(first_detail("第三中学").is_none());
    }
}
