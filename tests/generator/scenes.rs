//! Announcements written down as templates: what sites publish, one scene after another.
//!
//! A scene begins with `== leak NAME` or `== clean NAME`. A line is a heading (`# `), the header of a
//! table (`| a | b`), its row for each person (`> `), a row that stands there once (`>1 `), a row of a form (`- label | value`),
//! or a paragraph. `{…}` is filled in: a personal number, or something that only looks like one.

use super::announcements::Author;
use super::decoys;
use super::document::{Draft, Line, Number, Part, Piece};
use super::masks::{self, Beside};
use super::papers;
use super::people::{self, Person};
use super::rng::Rng;

/// Who a document is about and who signed it.
struct Cast {
    first: Person,
    second: Person,
    number: usize,
    year: usize,
}

impl Cast {
    fn new(rng: &mut Rng, number: usize) -> Self {
        let (first, second) = (Person::born_in(rng, 1940, 2008), Person::born_in(rng, 1940, 2008));
        Cast { first, second, number, year: rng.between(2018, 2025) }
    }
}

/// The scenes of a file that leak, or those that do not.
pub fn of(file: &'static str, leaks: bool) -> Vec<&'static str> {
    let kind = if leaks { "leak " } else { "clean " };
    file.split("== ").filter_map(|scene| scene.strip_prefix(kind)).collect()
}

/// Plays a scene.
pub fn play(author: &mut Author<'_>, scene: &'static str) -> Draft {
    let mut lines = scene.lines().filter(|line| !line.trim().is_empty());
    let kind = lines.next().unwrap_or("");
    let cast = Cast::new(author.rng, 1);
    let mut draft = Draft { kind, parts: Vec::new() };
    for line in lines {
        add(author, &mut draft.parts, line, &cast);
    }
    draft
}

fn add(author: &mut Author<'_>, parts: &mut Vec<Part>, line: &'static str, cast: &Cast) {
    author.in_table = line.starts_with(['|', '>', '-']);
    if let Some(title) = line.strip_prefix("# ") {
        let title = words(&fill(author, title, cast));
        parts.push(Part::Heading(title));
    } else if let Some(header) = line.strip_prefix("| ") {
        parts.push(Part::Table(row(author, header, cast), Vec::new()));
    } else if let Some(once) = line.strip_prefix(">1 ") {
        let once = row(author, once, cast);
        push_row(parts, once);
    } else if let Some(every) = line.strip_prefix("> ") {
        for number in 1..=author.rng.between(1, 12) {
            let cast = Cast::new(author.rng, number);
            let every = row(author, every, &cast);
            push_row(parts, every);
        }
    } else if let Some(fields) = line.strip_prefix("- ") {
        let fields = row(author, fields, cast);
        match parts.last_mut() {
            Some(Part::Form(rows)) => rows.push(fields),
            _ => parts.push(Part::Form(vec![fields])),
        }
    } else {
        parts.push(Part::Paragraph(fill(author, line, cast)));
    }
}

fn push_row(parts: &mut [Part], row: Vec<Line>) {
    if let Some(Part::Table(_, rows)) = parts.last_mut() {
        rows.push(row);
    }
}

fn row(author: &mut Author<'_>, template: &str, cast: &Cast) -> Vec<Line> {
    template.split('|').map(|cell| fill(author, cell.trim(), cast)).collect()
}

/// The words of a line that holds no numbers.
fn words(line: &Line) -> String {
    let text = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Number(number) => number.written.text.clone(),
    };
    line.iter().map(text).collect()
}

fn fill(author: &mut Author<'_>, template: &str, cast: &Cast) -> Line {
    let mut line = Vec::new();
    for (index, part) in template.split(['{', '}']).enumerate() {
        match index % 2 {
            0 if part.is_empty() => {}
            0 => line.push(Piece::Text(part.to_owned())),
            _ => line.push(personal(author, part, cast).unwrap_or_else(|| innocent(author.rng, part, cast))),
        }
    }
    line
}

fn must(kind: &'static str, text: impl Into<String>) -> Option<Piece> {
    Some(Number::must(kind, "plain", text).into())
}

/// What must or may be found.
fn personal(author: &mut Author<'_>, name: &str, cast: &Cast) -> Option<Piece> {
    let Cast { first, second, .. } = cast;
    match name {
        "id" => Some(author.id(first)),
        "id2" => Some(author.id(second)),
        "mobile" => Some(author.mobile(first)),
        "mobile2" => Some(author.mobile(second)),
        "landline" => must("landline", &first.landline),
        "card" => must("bank-card", &first.card),
        "card2" => must("bank-card", &second.card),
        "disability" => must("disability-card", format!("{}{}", first.id, author.rng.pick(&["32", "11", "43"]))),
        "student" => must("student-number", format!("G{}", first.id)),
        "weak" => Some(masks::weak_id(author.rng, first)),
        "weak2" => Some(masks::weak_id(author.rng, second)),
        "usual-born" => Some(masks::usual_id(author.rng, first, Beside::BirthDate)),
        "home" => Some(Piece::may("home-address", &first.address)),
        "born" | "birthday" => Some(Piece::may("birth-date", first.birth_day())),
        "reason" => Some(Piece::may("sensitive-column", author.rng.pick(&["因病", "因残", "因灾"]))),
        _ => paper(author.rng, name, first),
    }
}

/// What must be found of a person's papers and belongings: `{plate!}`; `{plate}` is nobody's.
fn paper(rng: &mut Rng, name: &str, person: &Person) -> Option<Piece> {
    match name.strip_suffix('!')? {
        "plate" => must("vehicle-plate", papers::plate(rng)),
        "passport" => must("passport", papers::passport(rng)),
        "permit-out" => must("travel-permit", papers::permit_out(rng)),
        "permit-in" => must("travel-permit", papers::permit_in(rng)),
        "foreigner" => must("foreign-resident-id", papers::foreigner(rng, person)),
        "old-id" => must("citizen-id-15", papers::old_id(rng, person)),
        "mistyped" => must("citizen-id-miswritten", papers::mistyped(rng, person)),
        "mailbox" => must("email", papers::mailbox(rng)),
        "birth" => must("birth-date", papers::birth_date(rng, person)),
        "illness" => must("sensitive-column", rng.pick(&["尿毒症", "恶性肿瘤", "高血压", "精神分裂症"])),
        _ => None,
    }
}

/// What nobody minds.
fn innocent(rng: &mut Rng, name: &str, cast: &Cast) -> Piece {
    if let Some(text) = name.strip_prefix("s:") {
        return Piece::may("sensitive-column", text);
    }
    if let Some(length) = name.strip_prefix("digits") {
        return Piece::Text(rng.digits(length.parse().expect("a length")));
    }
    match name {
        "usual-mask" => masks::usual_id(rng, &cast.first, Beside::Nothing),
        "masked-mobile" => masks::mobile(rng, &cast.first),
        "masked-name" => masks::name(rng, &cast.first),
        "masked-card" => masks::card(&cast.first),
        _ => Piece::Text(text(rng, name, cast)),
    }
}

fn text(rng: &mut Rng, name: &str, cast: &Cast) -> String {
    let day = (rng.between(1, 12), rng.between(1, 28));
    match name {
        "n" => cast.number.to_string(),
        "name" | "person" => cast.first.name.clone(),
        "name2" => cast.second.name.clone(),
        "sex" => cast.first.sex().to_owned(),
        "town" => cast.first.town.clone(),
        "year" => cast.year.to_string(),
        "m" => day.0.to_string(),
        "digit" => rng.between(1, 9).to_string(),
        "date" => format!("{}年{}月{}日", cast.year, day.0, day.1),
        "stamp" => format!("{}{:02}{:02}{}", cast.year, day.0, day.1, rng.digits(9)),
        "money" => format!("{}.{:02}", rng.between(60, 9_800), rng.below(100)),
        "amount" => decoys::amount(rng),
        "bigsum" => format!("1{}{}.{}", rng.between(3, 9), rng.digits(9), rng.digits(2)),
        "bigcoord" => format!("{}.{}", rng.digits(7), rng.digits(3)),
        "officer" => rng.pick(&["李主任", "王科长", "陈先生", "符女士", "张工", "林莉", "吴老师"]).to_owned(),
        "office" => people::landline(rng),
        "office-mobile" => people::mobile(rng),
        "company" => format!("海南某某{}有限公司", rng.pick(&["建设", "科技", "农业", "物业服务"])),
        "school" => rng.pick(&["海口市第一中学", "石山镇中心小学", "某某市职业技术学校"]).to_owned(),
        "account" => decoys::account_number(rng),
        "uscc" => decoys::credit_code(rng),
        "plate" => papers::plate(rng),
        "mailbox" => papers::mailbox(rng),
        "order" => decoys::order(rng),
        "contract" => decoys::contract(rng),
        "project" => decoys::project(rng),
        "exam" => decoys::exam(rng),
        "realty" => decoys::realty(rng),
        "realty-short" => format!("46010{}{}GB{}", rng.between(5, 8), rng.digits(6), rng.digits(5)),
        other => panic!("no filling called {other}"),
    }
}
