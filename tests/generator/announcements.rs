//! Announcements as government sites publish them: some leak, most do not.

use super::decoys::{DECOYS, NOT_MASKS, contact_line};
use super::document::{Draft, Line, Number, Part, Piece, line};
use super::masks::{self, Beside};
use super::people::Person;
use super::rng::Rng;
use super::scenes;
use super::words::Words;
use super::writing::{self, Habits, ID_HABITS, MOBILE_HABITS, Medium, Written};

/// How the numbers of a leaking document are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    Plain,
    Unusual,
}

/// Writes documents of one family in one set of words.
pub struct Author<'r> {
    pub rng: &'r mut Rng,
    pub words: &'static Words,
    pub family: Family,
    pub medium: Medium,
    pub in_table: bool,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Index,
    Name,
    Sex,
    Id,
    Mobile,
    HomePhone,
    Card,
    Home,
    Town,
    Born,
    Disability,
    School,
    Student,
    Reason,
    Amount,
    WeakMask,
    UsualMask,
    MaskedMobile,
    MaskedName,
    MaskedCard,
    Exam,
    Order,
    CreditCode,
    Company,
}

use Column as C;

const LEAKING: &[&[Column]] = &[
    &[C::Index, C::Name, C::Id, C::Amount, C::Card],
    &[C::Index, C::Name, C::Sex, C::Exam, C::Id],
    &[C::Name, C::Id, C::Mobile, C::Home],
    &[C::Name, C::School, C::Student, C::Mobile],
    &[C::Index, C::Name, C::Disability, C::Amount],
    &[C::Name, C::Town, C::Id, C::Order, C::Amount],
    &[C::Index, C::Name, C::School, C::Mobile],
    &[C::Name, C::Sex, C::Home, C::HomePhone],
    &[C::Index, C::Name, C::Id, C::Reason, C::Amount],
    &[C::Company, C::CreditCode, C::Name, C::Id],
    &[C::MaskedName, C::WeakMask, C::Amount],
    &[C::Index, C::Name, C::Town, C::WeakMask],
    &[C::Name, C::Born, C::UsualMask, C::School],
    &[C::Index, C::Name, C::Mobile, C::UsualMask],
];

const INNOCENT: &[&[Column]] = &[
    &[C::Index, C::Name, C::Sex, C::Exam, C::Amount],
    &[C::MaskedName, C::UsualMask, C::Amount],
    &[C::Name, C::UsualMask, C::MaskedMobile, C::Town],
    &[C::Index, C::Name, C::School, C::Amount],
    &[C::Company, C::CreditCode, C::Amount],
    &[C::Index, C::Company, C::Order, C::Amount],
    &[C::MaskedName, C::MaskedMobile, C::MaskedCard, C::Amount],
];

impl Author<'_> {
    /// A document that leaks.
    pub fn leaking(&mut self) -> Draft {
        if self.rng.percent(50) {
            return self.scene(true);
        }
        match self.rng.below(10) {
            0..=4 => self.list(LEAKING),
            5 if self.family == Family::Unusual => self.spread_cells(),
            6 => self.hidden_places(),
            _ => self.cases(),
        }
    }

    /// A document that a tool must pass over in silence.
    pub fn innocent(&mut self) -> Draft {
        if self.rng.percent(50) {
            return self.scene(false);
        }
        match self.rng.below(6) {
            0 | 1 => self.list(INNOCENT),
            2 => self.decoy_list(),
            3 => self.decoy_table(),
            _ => self.notice(),
        }
    }

    fn scene(&mut self, leaks: bool) -> Draft {
        let scenes = scenes::of(self.words.scenes, leaks);
        let scene = self.rng.pick(&scenes);
        scenes::play(self, scene)
    }

    fn title(&mut self) -> Part {
        Part::Heading(self.rng.pick(self.words.list_titles).to_owned())
    }

    fn prose(&mut self) -> Part {
        Part::Paragraph(line![self.rng.pick(self.words.innocent)])
    }

    fn contact(&mut self) -> Part {
        Part::Paragraph(line![contact_line(self.rng)])
    }

    fn list(&mut self, layouts: &[&[Column]]) -> Draft {
        let columns = layouts[self.rng.below(layouts.len())];
        let header = columns.iter().map(|&column| self.header(column)).collect();
        let rows = self.rng.between(1, 25);
        let beside = if columns.contains(&C::Born) { Beside::BirthDate } else { Beside::Nothing };
        let rows = (1..=rows).map(|number| self.row(columns, number, beside)).collect();
        let lead = Part::Paragraph(line![self.rng.pick(self.words.list_leads)]);
        let mut parts = vec![self.title(), lead, Part::Table(header, rows)];
        if self.rng.percent(60) {
            parts.push(self.contact());
        }
        Draft { kind: "名单公示", parts }
    }

    fn header(&mut self, column: Column) -> Line {
        let words = self.words;
        let name = match column {
            C::Index => "序号",
            C::Name | C::MaskedName => self.rng.pick(words.name),
            C::Sex => "性别",
            C::Id | C::WeakMask | C::UsualMask => self.rng.pick(words.id),
            C::Mobile | C::MaskedMobile => self.rng.pick(words.mobile),
            C::HomePhone => self.rng.pick(words.home_phone),
            C::Card | C::MaskedCard => self.rng.pick(words.card),
            C::Home => self.rng.pick(words.home),
            C::Town => "所属乡镇",
            C::Born => self.rng.pick(words.born),
            C::Disability => "残疾人证号",
            C::School => "学校或单位",
            C::Student => "学籍号",
            C::Reason => return line![Piece::may("sensitive-column", "致贫原因")],
            C::Amount => self.rng.pick(&["金额（元）", "补助金额", "成绩", "面积（亩）"]),
            C::Exam => "准考证号",
            C::Order => self.rng.pick(&["合同编号", "受理编号", "订单号"]),
            C::CreditCode => "统一社会信用代码",
            C::Company => "企业名称",
        };
        line![name]
    }

    fn row(&mut self, columns: &[Column], number: usize, beside: Beside) -> Vec<Line> {
        let person = Person::born_in(self.rng, 1938, 2012);
        self.in_table = true;
        columns.iter().map(|&column| vec![self.cell(column, &person, number, beside)]).collect()
    }

    fn cell(&mut self, column: Column, person: &Person, number: usize, beside: Beside) -> Piece {
        let rng = &mut *self.rng;
        match column {
            C::Index => number.to_string().into(),
            C::Name => person.name.clone().into(),
            C::MaskedName => masks::name(rng, person),
            C::Sex => person.sex().into(),
            C::Id => self.id(person),
            C::Mobile => self.mobile(person),
            C::HomePhone => Number::must("landline", "plain", &person.landline).into(),
            C::Card => Number::must("bank-card", "plain", &person.card).into(),
            C::Home => Number::must("home-address", "plain", &person.address).into(),
            C::Town => person.town.clone().into(),
            C::Born => Piece::may("birth-date", born(rng, person)),
            C::Disability => Number::must("disability-card", "plain", disability(rng, person)).into(),
            C::Student => Number::must("student-number", "plain", format!("G{}", person.id)).into(),
            C::School => rng.pick(&["海口市第一中学", "石山镇中心小学", "某某有限公司"]).into(),
            C::Reason => Piece::may("sensitive-column", rng.pick(&["因病", "因残", "缺劳动力"])),
            C::Amount => format!("{}.{:02}", rng.between(60, 9_800), rng.below(100)).into(),
            C::WeakMask => masks::weak_id(rng, person),
            C::UsualMask => masks::usual_id(rng, person, beside),
            C::MaskedMobile => masks::mobile(rng, person),
            C::MaskedCard => masks::card(person),
            C::Exam => self.decoy("准考证号").into(),
            C::Order => self.decoy("受理编号").into(),
            C::CreditCode => self.decoy("统一社会信用代码").into(),
            C::Company => format!("海南某某{}有限公司", rng.pick(&["建设", "科技", "农业"])).into(),
        }
    }

    fn decoy(&mut self, label: &str) -> String {
        let decoy = DECOYS.iter().find(|decoy| decoy.labels.contains(&label));
        decoy.map(|decoy| (decoy.value)(self.rng)).unwrap_or_default()
    }

    pub fn id(&mut self, person: &Person) -> Piece {
        if self.rng.percent(3) {
            let number = person.residence_permit(self.rng);
            return Number { written: self.written(&number, ID_HABITS), ..Number::must("residence-permit", "", "") }
                .into();
        }
        Number { written: self.written(&person.id, ID_HABITS), ..Number::must("citizen-id", "", "") }.into()
    }

    pub fn mobile(&mut self, person: &Person) -> Piece {
        let prefixed = self.family == Family::Unusual && self.rng.percent(15);
        let written = if prefixed {
            let prefix = self.rng.pick(&["+86", "+86 ", "0086", "（+86）", "86-", "+86-"]);
            Written { name: "country-code", text: format!("{prefix}{}", person.mobile), html: None }
        } else {
            self.written(&person.mobile, MOBILE_HABITS)
        };
        Number { written, ..Number::must("mobile", "", "") }.into()
    }

    fn written(&mut self, number: &str, habits: Habits) -> Written {
        if self.family == Family::Plain || self.rng.percent(15) {
            return Written::plain(number);
        }
        let written = writing::unusual(self.rng, number, habits, self.medium);
        // A line break would end the row of a table in plain text.
        if self.in_table && written.name == "line-wrap" { Written::plain(number) } else { written }
    }

    /// One to four cases told in sentences.
    fn cases(&mut self) -> Draft {
        let mut parts = vec![self.title()];
        for _ in 0..self.rng.between(1, 4) {
            let template = self.rng.pick(self.words.cases);
            let line = self.case(template);
            parts.push(Part::Paragraph(line));
            if self.rng.percent(40) {
                parts.push(self.prose());
            }
        }
        parts.push(self.contact());
        Draft { kind: "公告", parts }
    }

    fn case(&mut self, template: &str) -> Line {
        self.in_table = false;
        let person = Person::born_in(self.rng, 1950, 2004);
        let other = Person::born_in(self.rng, 1950, 2004);
        let mut line = Vec::new();
        for part in template.split(['{', '}']) {
            line.push(match part {
                "name" => person.name.clone().into(),
                "name2" => other.name.clone().into(),
                "sex" => person.sex().into(),
                "born" => Piece::may("birth-date", person.birth_day()),
                "id" => self.id(&person),
                "home" => Piece::may("home-address", &person.address),
                "mobile" => self.mobile(&person),
                text => text.into(),
            });
        }
        line
    }

    /// An ID over several cells: one digit each, or six, eight and four.
    fn spread_cells(&mut self) -> Draft {
        let person = Person::born_in(self.rng, 1950, 2004);
        let lengths: &[usize] = if self.rng.percent(50) { &[1; 18] } else { &[6, 8, 4] };
        let name = if lengths.len() == 3 { "cells-6-8-4" } else { "cell-each" };
        let mut rest = person.id.as_str();
        let mut row: Vec<Line> = vec![line![self.rng.pick(self.words.id)]];
        for &length in lengths {
            let (part, after) = rest.split_at(length);
            let number = Number { part_of: Some(1), ..Number::must("citizen-id", name, part) };
            row.push(line![number]);
            rest = after;
        }
        let first: Vec<Line> = vec![line![self.rng.pick(self.words.name)], line![person.name]];
        Draft { kind: "登记表", parts: vec![self.title(), Part::Table(first, vec![row])] }
    }

    /// Numbers in file names, addresses of pages, comments and attributes.
    fn hidden_places(&mut self) -> Draft {
        let person = Person::born_in(self.rng, 1950, 2004);
        let id = |name| Number::must("citizen-id", name, &person.id);
        let label = self.rng.pick(self.words.id);
        let place = match self.rng.below(5) {
            0 => Part::Paragraph(line!["附件：", person.name.clone(), "_", id("file-name"), ".docx"]),
            1 => Part::Paragraph(line!["下载：https://www.example.gov.cn/f/", id("url"), ".pdf"]),
            2 => Part::Paragraph(line![label, id("no-separator"), "姓名", person.name.clone()]),
            3 => Part::Comment(line![label, "：", id("comment")]),
            _ => Part::Attribute("title", line![person.name.clone(), label, "：", id("attribute")]),
        };
        Draft { kind: "公告", parts: vec![self.title(), self.prose(), place, self.contact()] }
    }

    fn notice(&mut self) -> Draft {
        let mut parts = vec![Part::Heading(self.rng.pick(self.words.notices).to_owned())];
        for _ in 0..self.rng.between(2, 6) {
            let part = match self.rng.below(5) {
                0 => Part::Paragraph(line![self.rng.pick(NOT_MASKS)]),
                1 => self.contact(),
                _ => self.prose(),
            };
            parts.push(part);
        }
        parts.push(self.contact());
        Draft { kind: "通知", parts }
    }

    /// `label：value`, one a line.
    fn decoy_list(&mut self) -> Draft {
        let mut parts = vec![Part::Heading(self.rng.pick(self.words.notices).to_owned())];
        for _ in 0..self.rng.between(3, 10) {
            let decoy = &DECOYS[self.rng.below(DECOYS.len())];
            let (label, mark) = (self.rng.pick(decoy.labels), self.rng.pick(&["：", ":", "： ", "为"]));
            let value = (decoy.value)(self.rng);
            parts.push(Part::Paragraph(line![label, mark, value]));
        }
        parts.push(self.contact());
        Draft { kind: "公告", parts }
    }

    fn decoy_table(&mut self) -> Draft {
        let chosen: Vec<&super::decoys::Decoy> = (0..3).map(|_| &DECOYS[self.rng.below(DECOYS.len())]).collect();
        let header = chosen.iter().map(|decoy| line![self.rng.pick(decoy.labels)]).collect();
        let rows = self.rng.between(1, 20);
        let rows = (0..rows).map(|_| chosen.iter().map(|decoy| line![(decoy.value)(self.rng)]).collect()).collect();
        Draft { kind: "统计表", parts: vec![self.title(), Part::Table(header, rows), self.contact()] }
    }
}

fn born(rng: &mut Rng, person: &Person) -> String {
    let (year, month, day) = person.born;
    match rng.below(4) {
        0 => format!("{year}-{month:02}-{day:02}"),
        1 => format!("{year}{month:02}{day:02}"),
        2 => format!("{year}.{month}.{day}"),
        _ => person.birth_day(),
    }
}

fn disability(rng: &mut Rng, person: &Person) -> String {
    format!("{}{}{}", person.id, rng.between(1, 7), rng.between(1, 4))
}
