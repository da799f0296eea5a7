//! Telephones in tables: a list of persons, or a list of those to turn to.
//!
//! The columns beside decide by their headers; where those say nothing, the other cells of the row do.

use super::super::person;
use super::super::scene::{Context, Scene, floor};
use super::super::topic::Topics;
use super::role::{self, Role};
use super::{NEAR, Owner, PERSONAL, words};
use crate::document::{Block, CellAt};
use crate::span::{Span, Text};

/// Longest title of a table, in code points.
const TITLE: usize = 40;

/// Decides for a number in a cell.
pub(super) fn owner(scene: &Scene<'_>, context: &Context<'_>, at: CellAt, span: Span<Text>) -> Owner {
    let table = scene.table(at.table);
    let row = scene.surroundings(context, span);
    if scene.has_id_in(row) {
        return Owner::Person("owner:id-beside");
    }
    match named_column(scene, at) {
        // Whoever lives at an address of the same row is called at home.
        Some(Column::Contact) if is_home_table(scene, at) => Owner::Person("owner:list-of-persons"),
        Some(Column::Contact) => Owner::Office("单位或工作人员联系表"),
        Some(Column::Name) if table.any(PERSONAL.and(Topics::SENSITIVE).and(Topics::BANK)) => {
            Owner::Person("owner:list-of-persons")
        }
        Some(Column::Name) if table.any(Topics::DUTY) || is_directory(scene, at) => {
            Owner::Office("单位或工作人员联系表")
        }
        Some(Column::Name) => Owner::Person("owner:list-of-persons"),
        None if table.any(OFFICE_TABLE) => Owner::Office("单位或工作人员联系表"),
        None => in_row(scene, context, at, span),
    }
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
    /// Persons in a list.
    Name,
    /// Those to turn to.
    Contact,
}

/// The column of names that a telephone belongs to: the nearest to its left, else to its right.
fn named_column(scene: &Scene<'_>, at: CellAt) -> Option<Column> {
    let columns: Vec<(u32, Column)> =
        scene.document.row(at.table, at.row).filter_map(|cell| named(scene, cell)).collect();
    let left = columns.iter().rev().find(|(column, _)| *column < at.column);
    left.or(columns.iter().find(|(column, _)| *column > at.column)).map(|&(_, kind)| kind)
}

fn named(scene: &Scene<'_>, cell: &Block) -> Option<(u32, Column)> {
    let header = scene.document.label(cell)?;
    let topics = scene.topics(header);
    // 务工地点 and 服务时间 name nobody.
    if topics.identifies() || topics.any(Topics::OFFICE) && !topics.any(Topics::CONTACT) {
        return None;
    }
    let kind = match role::of_label(header)? {
        Role::Person => Column::Name,
        Role::Contact => Column::Contact,
    };
    // A column of bodies names nobody to turn to.
    let body = scene.topics(header).any(Topics::ORGANISATION) && kind == Column::Contact;
    (!body).then(|| Some((cell.cell()?.column, kind)))?
}

/// True when a column of the row is one of persons whom the list is about.
pub(in super::super) fn lists_persons(scene: &Scene<'_>, at: CellAt) -> bool {
    scene.document.row(at.table, at.row).filter_map(|cell| named(scene, cell)).any(|(_, kind)| kind == Column::Name)
}

/// True when the row names somebody in a column for persons, whoever they are.
pub(in super::super) fn names_anyone(scene: &Scene<'_>, at: CellAt) -> bool {
    let mut cells = scene.document.row(at.table, at.row);
    cells.any(|cell| named(scene, cell).is_some() && person::is_name(scene.document.slice(cell.span)))
}

/// Without telling headers the cells of the row tell.
fn in_row(scene: &Scene<'_>, context: &Context<'_>, at: CellAt, span: Span<Text>) -> Owner {
    let cells = || scene.document.row(at.table, at.row).map(|cell| scene.document.slice(cell.span));
    match () {
        () if cells().any(person::is_body) || is_directory(scene, at) => Owner::Office("单位联系表"),
        () if cells().any(person::is_name) => Owner::Person("owner:name-beside"),
        () => words::owner(scene, context, span),
    }
}

/// True when the title before the table calls it a list of contacts.
fn is_directory(scene: &Scene<'_>, at: CellAt) -> bool {
    const TITLES: &[&str] = &[
        "通讯录",
        "通讯名录",
        "联系方式",
        "联系表",
        "联系电话",
        "联络表",
        "联络方式",
        "咨询",
        "监督电话",
        "值班",
        "服务电话",
        "电话一览",
        "责任人",
        "河长",
        "林长",
        "网格",
        "包保",
        "工作人员",
        "服务团队",
        "专家",
        "领导",
    ];
    let first = scene.document.tables().get(at.table as usize).and_then(|table| table.cells.first());
    let start = first.map_or(0, |&cell| scene.document.blocks()[cell as usize].span.start());
    let before = &scene.text[floor(scene.text, start.saturating_sub(NEAR))..start];
    let is_title = |line: &&str| !line.trim().is_empty() && !line.contains('。') && line.chars().count() <= TITLE;
    before.lines().rev().take(4).filter(is_title).any(|line| TITLES.iter().any(|word| line.contains(word)))
}
