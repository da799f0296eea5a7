//! Telephones in tables: a list of persons, or a list of those to turn to.
//!
//! The columns beside decide by their headers; where those say nothing, the other cells of the row do.

use super::super::person;
use super::super::scene::{Context, Filled, Scene, floor};
use super::super::topic::Topics;
use super::role::{self, Role};
use super::{NEAR, Owner, PERSONAL, title, words};
use crate::document::{Block, CellAt};
use crate::span::{Span, Text};

/// Longest title of a table, in code points.
const TITLE: usize = 40;

/// Shortest name of a body, in code points.
const LEAST_BODY: usize = 5;

/// Decides for a number in a cell.
pub(super) fn owner(scene: &Scene<'_>, context: &Context<'_>, at: CellAt, span: Span<Text>) -> Owner {
    let table = scene.table(at.table);
    if scene.has_id_in_row(at) {
        return Owner::Person("owner:id-beside");
    }
    match named_column(scene, at) {
        // Whoever's home, age or account stands in the same row is called at home.
        Some(Column::Contact)
            if is_home_table(scene, at) || is_of_persons(scene, at) || is_contact_of_person(scene, at) =>
        {
            Owner::Person("owner:list-of-persons")
        }
        Some(Column::Contact) => Owner::Office("单位或工作人员联系表"),
        Some(Column::Anyone) if is_staff_list(scene, at) => Owner::Office("单位或工作人员联系表"),
        Some(Column::Anyone | Column::Listed) => Owner::Person("owner:list-of-persons"),
        // 车牌号、所属企业、调度: a company's cars are called at the company.
        None if table.any(Topics::PLATE) && holds_body(scene, at) => Owner::Office("单位或工作人员联系表"),
        None if table.any(Topics::PLATE) || is_home_table(scene, at) => Owner::Person("owner:personal-data-beside"),
        None if table.any(OFFICE_TABLE) => Owner::Office("单位或工作人员联系表"),
        None => in_row(scene, context, at, span),
    }
}

/// 姓名 alone may be anybody's: posts beside it or the title tell of staff, unless other columns tell of persons or the
/// title of people who came together.
fn is_staff_list(scene: &Scene<'_>, at: CellAt) -> bool {
    let table = scene.table(at.table);
    let papers = Topics::PASSPORT.and(Topics::PERMIT);
    let personal = table.any(PERSONAL.and(Topics::SENSITIVE).and(Topics::BANK).and(papers));
    let gathered = || is_titled(scene, at, title::GATHERINGS) || asks_those_who_come(scene, at);
    let posts = || table.any(Topics::DUTY) && !gathered();
    !personal && (posts() || is_directory(scene, at))
}

/// True for lists with a column that only those who come to something fill in: 是否就餐, 签名, 返程车次.
fn asks_those_who_come(scene: &Scene<'_>, at: CellAt) -> bool {
    const COLUMNS: &[&str] = &[
        "签名", "签字", "签到", "就餐", "用餐", "住宿", "入住", "房型", "到达", "抵达", "返程", "航班", "车次", "参会",
        "接站", "衣服", "尺码", "饮食", "房号", "公寓", "宿舍", "金额", "补贴", "补助", "工资", "津贴",
    ];
    let mut labels = scene.document.row(at.table, at.row).filter_map(|cell| scene.document.label(cell));
    labels.any(|label| COLUMNS.iter().any(|word| label.contains(word)))
}

/// True where those with a post are what the table is about, and it tells their age, sex or account: 护林员、性别、电话.
fn is_of_persons(scene: &Scene<'_>, at: CellAt) -> bool {
    const SAID: Topics = Topics::BIRTH
        .and(Topics::ID)
        .and(Topics::BANK)
        .and(Topics::DISABILITY)
        .and(Topics::STUDENT)
        .and(Topics::SENSITIVE);
    let labels = || scene.document.row(at.table, at.row).filter_map(|cell| scene.document.label(cell));
    let said = |label: &str| matches!(label, "性别" | "年龄" | "民族");
    (scene.table(at.table).any(SAID) || labels().any(said)) && !lists_persons(scene, at) && !holds_body(scene, at)
}

/// 逝者、联系人、电话: whoever is to be called about somebody in a list, who is no body, is no office.
fn is_contact_of_person(scene: &Scene<'_>, at: CellAt) -> bool {
    let labels = || scene.document.row(at.table, at.row).filter_map(|cell| scene.document.label(cell));
    let bare = labels().any(|label| matches!(label, "联系人" | "联系人姓名"));
    let listed = |cell: &Block| named(scene, cell).is_some_and(|(_, kind)| kind == Column::Listed);
    bare && scene.document.row(at.table, at.row).any(listed) && !holds_body(scene, at)
}

fn is_home_table(scene: &Scene<'_>, at: CellAt) -> bool {
    let mut labels = scene.document.row(at.table, at.row).filter_map(|cell| scene.document.label(cell));
    labels.any(|label| scene.topics(label).any(Topics::HOME) && scene.topics(label).any(Topics::ADDRESS))
}

/// A table of offices, where no column names persons.
const OFFICE_TABLE: Topics = Topics::DUTY.and(Topics::ORGANISATION).and(Topics::OFFICE);

/// Whose names a column of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    /// Persons, whoever they are: 姓名.
    Anyone,
    /// Persons of whom the header says why they are listed: 申领人.
    Listed,
    /// Those to turn to.
    Contact,
}

/// The column of names that a telephone belongs to: the nearest to its left, else to its right.
fn named_column(scene: &Scene<'_>, at: CellAt) -> Option<Column> {
    let columns: Vec<(u32, Column)> =
        scene.document.row(at.table, at.row).filter_map(|cell| named(scene, cell)).collect();
    let left = columns.iter().rev().find(|(column, _)| *column < at.column);
    let right = || columns.iter().find(|(column, _)| *column > at.column).map(|&(_, kind)| kind);
    // 访客、事由、电话、接待人: names to the left come first, whatever their column is called.
    let unknown = || {
        const OTHER: Topics = OFFICE_TABLE.and(Topics::CONTACT);
        let silent = |cell: &Block| scene.document.label(cell).is_some_and(|label| !scene.topics(label).any(OTHER));
        let mut cells = scene.document.row(at.table, at.row).filter(|cell| silent(cell)).filter_map(Block::cell);
        cells.any(|cell| cell.column < at.column && scene.is_column_of(cell, Filled::Names)) && !names_body(scene, at)
    };
    left.map(|&(_, kind)| kind).or_else(|| if unknown() { Some(Column::Anyone) } else { right() })
}

fn named(scene: &Scene<'_>, cell: &Block) -> Option<(u32, Column)> {
    let header = scene.document.label(cell)?;
    let topics = scene.topics(header);
    // 务工地点 and 服务时间 name nobody.
    let at_work =
        || topics.any(Topics::OFFICE) && !topics.any(Topics::CONTACT) && !header.ends_with(['人', '员', '者']);
    if topics.identifies() || at_work() || is_shop_key(header) {
        return None;
    }
    let kind = match role::of_label(header)? {
        Role::Person if role::represents(header) && runs_business(scene, cell.cell()?) => Column::Contact,
        Role::Person if role::is_neutral(header) => Column::Anyone,
        Role::Person => Column::Listed,
        Role::Contact => Column::Contact,
    };
    // A column of bodies names nobody to turn to, and an unknown word is one for people only above names.
    let body = topics.any(Topics::ORGANISATION) && kind == Column::Contact && !role::represents(header);
    let known =
        || topics.any(Topics::NAME.and(Topics::CONTACT)) || cell.cell().is_some_and(|at| scene.is_name_column(at));
    (!body && known()).then(|| Some((cell.cell()?.column, kind)))?
}

/// True when the row names a body, or has a column for the names of shops and the like: 农家乐名称.
fn runs_business(scene: &Scene<'_>, at: CellAt) -> bool {
    const BUSINESSES: &[&str] = &[
        "店",
        "字号",
        "商户",
        "商家",
        "民宿",
        "农家乐",
        "客栈",
        "合作社",
        "农场",
        "企业",
        "公司",
        "场所名称",
        "主体名称",
        "单位名称",
    ];
    let mut labels = scene.document.row(at.table, at.row).filter_map(|cell| scene.document.label(cell));
    let names = |label: &str| BUSINESSES.iter().any(|word| label.contains(word)) || is_shop_key(label);
    holds_body(scene, at) || labels.any(names)
}

/// shopName: what programmers call the name of a business.
fn is_shop_key(label: &str) -> bool {
    ["shop", "store", "company", "merchant", "hotel"].iter().any(|key| label.starts_with(key))
}

/// True when a cell of the row holds the name of a company or another body.
pub(super) fn holds_body(scene: &Scene<'_>, at: CellAt) -> bool {
    let mut cells = scene.document.row(at.table, at.row).map(|cell| scene.document.slice(cell.span).trim());
    cells.any(|text| is_body(text) && text.chars().count() >= LEAST_BODY)
}

/// True when the row names a body where the others of the table do; 建议增设公交站 is what somebody wrote.
fn names_body(scene: &Scene<'_>, at: CellAt) -> bool {
    let is_usual = |cell: &Block| cell.cell().is_some_and(|own| scene.is_column_of(own, Filled::Bodies));
    scene.document.row(at.table, at.row).any(|cell| is_body(scene.document.slice(cell.span).trim()) && is_usual(cell))
}

/// True for the name of a body; an address that ends in 室 has digits.
pub(in super::super) fn is_body(text: &str) -> bool {
    person::is_body(text) && !text.contains(|char: char| char.is_ascii_digit())
}

/// True when a column of the row is one of persons whom the list is about.
pub(in super::super) fn lists_persons(scene: &Scene<'_>, at: CellAt) -> bool {
    scene.document.row(at.table, at.row).filter_map(|cell| named(scene, cell)).any(|(_, kind)| kind != Column::Contact)
}

/// True when the row names somebody in a column for persons, whoever they are.
pub(in super::super) fn names_anyone(scene: &Scene<'_>, at: CellAt) -> bool {
    let is_name = |cell: &Block| {
        person::is_name(scene.document.slice(cell.span)) || cell.cell().is_some_and(|at| scene.is_name_column(at))
    };
    scene.document.row(at.table, at.row).any(|cell| named(scene, cell).is_some() && is_name(cell))
}

/// Without telling headers the cells of the row tell.
fn in_row(scene: &Scene<'_>, context: &Context<'_>, at: CellAt, span: Span<Text>) -> Owner {
    let cells = || scene.document.row(at.table, at.row).map(|cell| scene.document.slice(cell.span));
    match () {
        () if names_body(scene, at) || is_directory(scene, at) => Owner::Office("单位联系表"),
        () if form_names(scene, at) == Some(Role::Contact) => Owner::Office("联系人或工作人员"),
        () if cells().any(person::is_name) && is_titled(scene, at, title::RESIDENTS) => {
            Owner::Person("owner:list-of-persons")
        }
        () if cells().any(person::is_name) => Owner::Person("owner:name-beside"),
        () if has_title(scene, at, title::names_persons) => Owner::Person("owner:list-of-persons"),
        () => words::owner(scene, context, span),
    }
}

/// 受理人员 | 某某某 | 联系电话 | 138…: whom the cell before the last name to the left names.
fn form_names(scene: &Scene<'_>, at: CellAt) -> Option<Role> {
    let cells = scene.document.row(at.table, at.row).map(|cell| scene.document.slice(cell.span).trim());
    let left: Vec<&str> = cells.take(at.column as usize).collect();
    let name = left.iter().rposition(|text| person::is_name(text))?;
    role::of_label(left[name.checked_sub(1)?])
}

/// True when the title before the table calls it a list of contacts.
fn is_directory(scene: &Scene<'_>, at: CellAt) -> bool {
    has_title(scene, at, title::is_directory)
        && !is_titled(scene, at, title::RESIDENTS)
        && !has_title(scene, at, title::names_persons)
}

/// True when a title of the table holds one of `words`.
fn is_titled(scene: &Scene<'_>, at: CellAt, words: &[&str]) -> bool {
    has_title(scene, at, |line| words.iter().any(|word| line.contains(word)))
}

/// True for what `names` says so of a line shortly before the table, or of one of its rows above the header.
fn has_title(scene: &Scene<'_>, at: CellAt, names: impl Fn(&str) -> bool) -> bool {
    let first = scene.document.tables().get(at.table as usize).and_then(|table| table.cells.first());
    let start = first.map_or(0, |&cell| scene.document.blocks()[cell as usize].span.start());
    let before = &scene.text[floor(scene.text, start.saturating_sub(NEAR))..start];
    // What a database says of its columns names no table.
    let is_comment = |line: &str| {
        let block = scene.document.block_at(line.as_ptr().addr() - scene.text.as_ptr().addr());
        block.and_then(|block| scene.document.label(block)).is_some_and(|label| label.eq_ignore_ascii_case("comment"))
    };
    let is_title = |line: &&str| {
        !line.trim().is_empty() && !line.contains(['。', '\t']) && line.chars().count() <= TITLE && !is_comment(line)
    };
    before.lines().rev().take(4).filter(is_title).any(&names)
        || (0..at.row.min(2)).any(|row| is_title_row(scene, at.table, row, &names))
}

/// True for a row of one cell, above the header, whose words `names` something.
fn is_title_row(scene: &Scene<'_>, table: u32, row: u32, names: impl Fn(&str) -> bool) -> bool {
    let mut filled = scene
        .document
        .row(table, row)
        .map(|cell| scene.document.slice(cell.span).trim())
        .filter(|text| !text.is_empty());
    let title = filled.next().filter(|_| filled.next().is_none());
    title.is_some_and(|title| title.chars().count() <= TITLE && names(title))
}
