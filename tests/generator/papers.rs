//! Papers and belongings of synthetic persons: passports, permits, plates, mailboxes, old and mistyped IDs. All made up.

use super::people::{Person, check_character};
use super::rng::Rng;

/// A passport: E with eight digits or with a letter and seven, G of the older kind.
pub fn passport(rng: &mut Rng) -> String {
    match rng.below(3) {
        0 => format!("E{}", rng.digits(8)),
        1 => format!("E{}{}", rng.pick(&["A", "B", "D", "H", "K"]), rng.digits(7)),
        _ => format!("G{}", rng.digits(8)),
    }
}

/// A permit to Hong Kong and Macau.
pub fn permit_out(rng: &mut Rng) -> String {
    if rng.percent(50) {
        format!("C{}", rng.digits(8))
    } else {
        format!("C{}{}", rng.pick(&["A", "B", "F"]), rng.digits(7))
    }
}

/// A permit of residents of Hong Kong (H) and Macau (M).
pub fn permit_in(rng: &mut Rng) -> String {
    let length = if rng.percent(50) { 8 } else { 10 };
    format!("{}{}", rng.pick(&["H", "M"]), rng.digits(length))
}

/// A plate, old or new, of any province.
pub fn plate(rng: &mut Rng) -> String {
    let place = format!("{}{}", rng.pick(&["琼", "粤", "桂", "京", "川", "湘", "云"]), rng.pick(&["A", "B", "C", "D"]));
    let dot = rng.pick(&["", "", "·"]);
    match rng.below(4) {
        0 => format!("{place}{dot}{}{}", rng.pick(&["D", "F"]), rng.digits(5)),
        1 => format!("{place}{dot}{}{}{}", rng.digits(2), rng.pick(&["H", "K", "X"]), rng.digits(2)),
        _ => format!("{place}{dot}{}", rng.digits(5)),
    }
}

/// A mailbox where everybody can have one.
pub fn mailbox(rng: &mut Rng) -> String {
    let name = if rng.percent(50) {
        format!("{}{}", rng.between(1, 9), rng.digits(8))
    } else {
        format!("lhx{}", rng.digits(4))
    };
    format!("{name}@{}", rng.pick(&["qq.com", "163.com", "126.com", "139.com"]))
}

/// A permanent residence card of the old or the new kind.
pub fn foreigner(rng: &mut Rng, person: &Person) -> String {
    let (year, month, day) = person.born;
    if rng.percent(50) {
        return format!(
            "{}4601{:02}{month:02}{day:02}{}",
            rng.pick(&["USA", "CAN", "JPN", "DEU"]),
            year % 100,
            rng.digits(2)
        );
    }
    let body = format!("9{}{year:04}{month:02}{day:02}{}", rng.pick(&["46840", "31392", "11276"]), rng.digits(3));
    let check = check_character(&body);
    body + &check.to_string()
}

/// An ID of the old form, of somebody born before 1985.
pub fn old_id(rng: &mut Rng, person: &Person) -> String {
    let (_, month, day) = person.born;
    format!("{}{:02}{month:02}{day:02}{}", &person.id[..6], rng.between(40, 84), rng.digits(3))
}

/// The person's ID with another check character.
pub fn mistyped(rng: &mut Rng, person: &Person) -> String {
    let (body, check) = person.id.split_at(17);
    let others: Vec<&str> =
        ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"].into_iter().filter(|&other| other != check).collect();
    format!("{body}{}", others[rng.below(others.len())])
}

/// The birth date as lists write it.
pub fn birth_date(rng: &mut Rng, person: &Person) -> String {
    let (year, month, day) = person.born;
    match rng.below(4) {
        0 => format!("{year}-{month:02}-{day:02}"),
        1 => format!("{year}/{month}/{day}"),
        2 => format!("{year}{month:02}{day:02}"),
        _ => person.birth_day(),
    }
}
