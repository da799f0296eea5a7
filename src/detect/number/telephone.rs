//! Whose telephone is it? The same eleven digits are a leak in a list of persons and required by
//! law in a tender.
//!
//! What stands nearest decides: the label of the number, then its table or sentence, then the
//! lines around, then the kind of announcement.

use super::label;
use super::person;
use super::policy::Profile;
use super::scene::{Context, Scene, floor};
use super::topic::Topics;
use crate::document::{Block, BlockKind, CellAt};
use crate::span::{Span, Text};

/// Bytes of a line looked at on either side.
const LINE: usize = 240;
/// Bytes of the lines before and behind.
const NEAR: usize = 240;

/// Whose a telephone is, and what says so (in the words of evidence and of reasons).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// A person in a list, or somebody whose other data stand beside.
    Person(&'static str),
    /// An office, or somebody who may be called at work.
    Office(&'static str),
    /// Somebody's own, as its label says, in the line of a contact.
    OwnAtWork,
    /// Nothing tells.
    Unknown,
}

impl Owner {
    /// The same, told by another sentence: an ID there is less sure to belong to the telephone.
    fn weakened(self) -> Self {
        if self == Owner::Person("owner:id-beside") { Owner::Person("owner:personal-data-near") } else { self }
    }
}

const PERSONAL: Topics =
    Topics::PERSONAL.and(Topics::BIRTH).and(Topics::HOME).and(Topics::ID).and(Topics::DISABILITY).and(Topics::STUDENT);
const OFFICIAL: Topics = Topics::OFFICE.and(Topics::CONTACT).and(Topics::ACCOUNT_HOLDER);

/// Decides for a number at `span`.
pub(super) fn owner(scene: &Scene<'_>, context: &Context<'_>, span: Span<Text>) -> Owner {
    let topics = context.topics();
    if scene.is_public(context, span) {
        return Owner::Office("配置的公开栏目");
    }
    if topics.any(Topics::OFFICE.and(Topics::CONTACT)) {
        return Owner::Office("办公或咨询电话");
    }
    if topics.any(Topics::HOME) && topics.any(Topics::PHONE) {
        let contact = topics_of(&scene.text[line(scene.text, span).range()]).any(Topics::CONTACT);
        return if contact { Owner::OwnAtWork } else { Owner::Person("owner:label") };
    }
    let found = match context.block.map(|block| block.kind) {
        Some(BlockKind::Cell(at)) => in_table(scene, context, at, span),
        _ => in_text(scene, context, span),
    };
    if found == Owner::Unknown { by_profile(scene, context) } else { found }
}

/// A tender's telephones are contacts. Elsewhere a line that says 联系电话 and no more is one too: the telephones of
/// persons stand with their names or in their columns, which was asked before.
fn by_profile(scene: &Scene<'_>, context: &Context<'_>) -> Owner {
    let topics = context.topics();
    match scene.profile {
        Profile::Procurement => Owner::Office("采购或交易公告"),
        _ if topics.any(Topics::PHONE) && !topics.any(Topics::MOBILE) && !context.is_behind_the_page() => {
            Owner::Office("公告的联系电话")
        }
        _ => Owner::Unknown,
    }
}

fn in_table(scene: &Scene<'_>, context: &Context<'_>, at: CellAt, span: Span<Text>) -> Owner {
    let table = scene.table(at.table);
    let row = scene.surroundings(context, span);
    if scene.has_id_in(row) {
        return Owner::Person("owner:id-beside");
    }
    match named_column(scene, at) {
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
    let topics = scene.topics(scene.document.label(cell)?);
    let kind = match () {
        () if topics.identifies() => return None,
        () if topics.any(Topics::CONTACT) => Column::Contact,
        () if topics.any(Topics::NAME) => Column::Name,
        () => return None,
    };
    Some((cell.cell()?.column, kind))
}

/// Without telling headers the cells of the row tell.
fn in_row(scene: &Scene<'_>, context: &Context<'_>, at: CellAt, span: Span<Text>) -> Owner {
    let cells = || scene.document.row(at.table, at.row).map(|cell| scene.document.slice(cell.span));
    match () {
        () if cells().any(person::is_body) || is_directory(scene, at) => Owner::Office("单位联系表"),
        () if cells().any(person::is_name) => Owner::Person("owner:name-beside"),
        () => in_text(scene, context, span),
    }
}

/// True when what stands before the table calls it a list of contacts.
fn is_directory(scene: &Scene<'_>, at: CellAt) -> bool {
    let first = scene.document.tables().get(at.table as usize).and_then(|table| table.cells.first());
    let start = first.map_or(0, |&cell| scene.document.blocks()[cell as usize].span.start());
    let before = &scene.text[floor(scene.text, start.saturating_sub(NEAR))..start];
    [
        "通讯录",
        "联系方式",
        "联系表",
        "联系电话",
        "咨询",
        "监督",
        "值班",
        "服务电话",
        "电话一览",
        "联络",
        "责任人",
        "河长",
        "网格",
        "包保",
    ]
    .iter()
    .any(|word| before.contains(word))
}

/// The sentence decides, else the line, else the lines around.
fn in_text(scene: &Scene<'_>, context: &Context<'_>, span: Span<Text>) -> Owner {
    let line = line(scene.text, span);
    let sentence = sentence(scene.text, line, span);
    let found = in_words(scene, sentence, span).or_else(|| in_words(scene, line, span).map(Owner::weakened));
    found.unwrap_or_else(|| in_lines_around(scene, context, line))
}

/// What the words around a number, from `around`, say.
fn in_words(scene: &Scene<'_>, around: Span<Text>, span: Span<Text>) -> Option<Owner> {
    let own = topics_of(&scene.text[around.range()]);
    let before = &scene.text[around.start()..span.start()];
    let after = &scene.text[span.end()..around.end()];
    Some(match () {
        () if follows_contact(before) => Owner::Office("联系人或咨询电话"),
        () if scene.has_id_in(around) => Owner::Person("owner:id-beside"),
        () if names_holder(before) || names_holder_behind(before, after) => Owner::Office("电话前写明联系人"),
        () if own.any(PERSONAL) && !own.any(OFFICIAL) => Owner::Person("owner:personal-data-beside"),
        () if names_contact(before, after) => Owner::Office("联系人或咨询电话"),
        () if introduces_person(before) || names_person(before, after) => Owner::Person("owner:name-beside"),
        () if own.any(OFFICIAL) => Owner::Office("联系人或咨询电话"),
        () if own.any(Topics::ORGANISATION.and(Topics::ADDRESS)) => Owner::Office("单位的联系方式"),
        () => return None,
    })
}

/// 联系人：…，电话：…: the last word before the number that says whose it is says contact.
fn follows_contact(before: &str) -> bool {
    let telling = |word: &label::Word| word.topics.any(OFFICIAL.and(PERSONAL).and(Topics::NAME));
    let Some(last) = label::words(before).filter(telling).last() else { return false };
    let labels = last.topics.any(Topics::PHONE) || before[last.end..].starts_with(['：', ':']);
    // 群众反映某某某（电话…）: a verb alone does not make the person a contact.
    last.topics.any(Topics::CONTACT) || last.topics.any(Topics::OFFICE) && (labels || !names_person(before, ""))
}

/// 申请人：某某, 业主某某: a word for persons with a name or a colon behind it.
fn introduces_person(before: &str) -> bool {
    label::words(before).filter(|word| word.topics.any(Topics::NAME)).any(|word| {
        let behind = before[word.end..].trim_start();
        behind.starts_with(['：', ':']) || person::begins_name(behind)
    })
}

/// 联系方式：林某某，…: the name between the label and the number is that of the person to call.
fn names_holder(before: &str) -> bool {
    let label = label::words(before).last().filter(|word| word.topics.any(Topics::PHONE));
    let between = label.map_or("", |word| &before[word.end..]);
    let inner = between.trim_matches(|char: char| !char.is_alphabetic());
    person::is_name(inner) && between.starts_with(['：', ':'])
}

/// 联系电话：…（林某某）: the line begins with the label, and the person to call stands in brackets.
fn names_holder_behind(before: &str, after: &str) -> bool {
    let begins = before.trim_start_matches(|char: char| !char.is_alphabetic());
    let label =
        label::words(begins).next().filter(|word| word.topics.any(Topics::PHONE) && word.end == word.text.len());
    let colon = label.is_some_and(|word| begins[word.end..].starts_with(['：', ':']));
    let bracket = after.trim_start().strip_prefix(['（', '(']);
    colon && bracket.is_some_and(|inner| person::is_name(inner.split(['）', ')']).next().unwrap_or("")))
}

/// 王主任, 李女士, 请与…联系.
fn names_contact(before: &str, after: &str) -> bool {
    let requests = ["请与", "请联系", "请拨", "联系我", "可联系", "请电", "详情请", "请加", "请添加"];
    person::ends_in_style(before)
        || person::ends_in_style(person::first_word(after))
        || requests.iter().any(|word| before.contains(word))
}

/// A name directly before or behind the number, or before its label.
fn names_person(before: &str, after: &str) -> bool {
    let unlabelled = label::words(before).last().map_or(before, |word| &before[..word.end - word.text.len()]);
    [person::last_word(before), person::last_word(unlabelled), person::first_word(after)]
        .into_iter()
        .any(person::is_name)
}

/// The nearest lines that say anything decide.
fn in_lines_around(scene: &Scene<'_>, context: &Context<'_>, line: Span<Text>) -> Owner {
    if context.is_behind_the_page() {
        return Owner::Unknown;
    }
    let text = scene.text;
    let start = floor(text, line.start().saturating_sub(NEAR));
    let end = floor(text, line.end() + NEAR).max(line.end());
    let before = text[start..line.start()].lines().rev().take(4);
    let behind = text[line.end()..end].lines().take(3);
    let said = before.chain(behind).map(topics_of).find_map(said_by_line);
    said.unwrap_or(Owner::Unknown)
}

fn said_by_line(topics: Topics) -> Option<Owner> {
    match () {
        () if topics.any(OFFICIAL) => Some(Owner::Office("联系人或咨询电话")),
        () if topics.any(PERSONAL.and(Topics::NAME)) => Some(Owner::Person("owner:personal-data-near")),
        () if topics.any(Topics::ORGANISATION) => Some(Owner::Office("单位的联系方式")),
        () => None,
    }
}

/// What the words of some text name together.
pub(super) fn topics_of(text: &str) -> Topics {
    label::words(text).map(|word| word.topics).fold(Topics::NONE, Topics::and)
}

/// The line around a number, cut where it is long.
pub(super) fn line(text: &str, span: Span<Text>) -> Span<Text> {
    let left = floor(text, span.start().saturating_sub(LINE));
    let right = floor(text, span.end() + LINE).max(span.end());
    let start = text[left..span.start()].rfind('\n').map_or(left, |at| left + at + 1);
    let end = text[span.end()..right].find('\n').map_or(right, |at| span.end() + at);
    Span::new(start, end)
}

/// The sentence around a number within its line.
fn sentence(text: &str, line: Span<Text>, span: Span<Text>) -> Span<Text> {
    let end_of_last = text[line.start()..span.start()].rfind('。');
    let start = end_of_last.map_or(line.start(), |at| line.start() + at + '。'.len_utf8());
    let end = text[span.end()..line.end()].find('。').map_or(line.end(), |at| span.end() + at);
    Span::new(start, end)
}
