//! When congresses met, what years plans cover, and what anniversaries count from.

use std::ops::RangeInclusive;

/// Bodies whose terms begin every five years, the fourteenth in 2023.
pub(super) const CONGRESS: [&str; 4] = ["全国人民代表大会", "全国人大", "全国委员会", "全国政协"];

/// What is remembered, longest first, and its year.
pub(super) static EVENTS: [(&str, u32); 22] = [
    ("中国人民抗日战争暨世界反法西斯战争胜利", 1945),
    ("中国人民志愿军抗美援朝出国作战", 1950),
    ("中国人民抗日战争胜利", 1945),
    ("中华人民共和国成立", 1949),
    ("中国共产党成立", 1921),
    ("中国人民解放军建军", 1927),
    ("中国共产党建党", 1921),
    ("红军长征胜利", 1936),
    ("香港回归祖国", 1997),
    ("澳门回归祖国", 1999),
    ("抗日战争胜利", 1945),
    ("新中国成立", 1949),
    ("五四运动", 1919),
    ("辛亥革命", 1911),
    ("改革开放", 1978),
    ("抗战胜利", 1945),
    ("香港回归", 1997),
    ("澳门回归", 1999),
    ("建国", 1949),
    ("国庆", 1949),
    ("建党", 1921),
    ("建军", 1927),
];

/// The year of the `nth` session of a term of the national congress or the consultative conference.
pub(super) fn congress_year(term: u32, nth: u32) -> Option<u32> {
    ((7..=14).contains(&term) && (1..=5).contains(&nth)).then(|| 1988 + (term - 7) * 5 + nth - 1)
}

/// The year of a congress of the Party.
pub(super) fn party_year(term: u32) -> Option<u32> {
    (15..=20).contains(&term).then(|| 1997 + (term - 15) * 5)
}

/// The year of a plenary session of a Central Committee.
pub(super) fn plenum_year(term: u32, nth: u32) -> Option<u32> {
    const YEARS: [(u32, &[u32]); 3] = [
        (18, &[2012, 2013, 2013, 2014, 2015, 2016, 2017]),
        (19, &[2017, 2018, 2018, 2019, 2020, 2021, 2022]),
        (20, &[2022, 2023, 2024, 2025]),
    ];
    let (_, years) = YEARS.iter().find(|(known, _)| *known == term)?;
    years.get(nth.checked_sub(1)? as usize).copied()
}

/// The years of a five-year plan.
pub(super) fn plan_years(term: u32) -> Option<RangeInclusive<u32>> {
    (6..=15).contains(&term).then(|| 1981 + (term - 6) * 5..=1985 + (term - 6) * 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_years() {
        assert_eq!(congress_year(14, 3), Some(2025));
        assert_eq!(congress_year(13, 1), Some(2018));
        assert_eq!(party_year(20), Some(2022));
        assert_eq!(plenum_year(20, 3), Some(2024));
        assert_eq!(plan_years(14), Some(2021..=2025));
        assert_eq!(plan_years(15), Some(2026..=2030));
    }
}
