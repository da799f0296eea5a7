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
use crate::document::{BlockKind, CellAt};
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

const PERSONAL: Topics =
    Topics::PERSONAL.and(Topics::BIRTH).and(Topics::HOME).and(Topics::ID).and(Topics::DISABILITY).and(Topics::STUDENT);
const OFFICIAL: Topics = Topics::OFFICE.and(Topics::CONTACT).and(Topics::ACCOUNT_HOLDER);

/// Decides for a number at `span`.
pub(super) fn owner(scene: &Scene<'_>, context: &Context<'_>, span: Span<Text>) -> Owner {
    let topics = context.topics();
    if scene.is_public(context, span) {
        return Owner::Office("配置的公开栏目");
    }
    if topics.any(Topics::OFFICE) {
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
    if found == Owner::Unknown { by_profile(scene, topics) } else { found }
}

/// A tender's telephones are contacts; a notice's are, when they are labelled as telephones.
fn by_profile(scene: &Scene<'_>, topics: Topics) -> Owner {
    match scene.profile {
        Profile::Procurement => Owner::Office("采购或交易公告"),
        Profile::Notice if topics.any(Topics::PHONE) && !topics.any(Topics::MOBILE) => {
            Owner::Office("通知中的联系电话")
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
    let official = table.any(Topics::CONTACT.and(Topics::DUTY));
    match () {
        () if table.any(PERSONAL.and(Topics::SENSITIVE).and(Topics::BANK)) && table.any(Topics::NAME) => {
            Owner::Person("owner:list-of-persons")
        }
        () if official => Owner::Office("单位或工作人员联系表"),
        () if table.any(Topics::NAME) && !is_directory(scene, at) => Owner::Person("owner:list-of-persons"),
        () if table.any(Topics::NAME.and(Topics::ORGANISATION).and(Topics::OFFICE)) => {
            Owner::Office("单位或工作人员联系表")
        }
        () => in_row(scene, context, at, span),
    }
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

fn in_text(scene: &Scene<'_>, context: &Context<'_>, span: Span<Text>) -> Owner {
    let line = line(scene.text, span);
    let own = topics_of(&scene.text[line.range()]);
    let before = &scene.text[line.start()..span.start()];
    let after = &scene.text[span.end()..line.end()];
    match () {
        () if scene.has_id_in(line) => Owner::Person("owner:id-beside"),
        () if own.any(PERSONAL) && !own.any(OFFICIAL) => Owner::Person("owner:personal-data-beside"),
        () if own.any(OFFICIAL) || names_contact(before, after) => Owner::Office("联系人或咨询电话"),
        () if own.any(Topics::NAME) || names_person(before, after) => Owner::Person("owner:name-beside"),
        () if own.any(Topics::ORGANISATION.and(Topics::ADDRESS)) => Owner::Office("单位的联系方式"),
        () => in_lines_around(scene, context, line),
    }
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
