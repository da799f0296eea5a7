//! Whose telephone is it? The same eleven digits are a leak in a list of persons and required by
//! law in a tender.
//!
//! What stands nearest decides: the label of the number, then its table or sentence, then the
//! lines around, then the kind of announcement.

use super::label::{self, Word};
use super::person;
use super::policy::Profile;
use super::scene::{Context, Scene, floor};
use super::topic::Topics;
use crate::digit;
use crate::document::BlockKind;
use crate::span::{Span, Text};

mod role;
mod table;
mod title;
mod words;

pub(super) use role::represents;
pub(super) use table::{is_body, lists_persons, names_anyone};
pub(super) use words::introduces;

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

/// What is said of persons and of nobody else.
pub(super) const PERSONAL: Topics =
    Topics::PERSONAL.and(Topics::BIRTH).and(Topics::HOME).and(Topics::ID).and(Topics::DISABILITY).and(Topics::STUDENT);
const OFFICIAL: Topics = Topics::OFFICE.and(Topics::CONTACT).and(Topics::ACCOUNT_HOLDER);

/// Decides for a number at `span`.
pub(super) fn owner(scene: &Scene<'_>, context: &Context<'_>, span: Span<Text>) -> Owner {
    let topics = context.topics();
    if scene.is_public(context, span) {
        return Owner::Office("配置的公开栏目");
    }
    if says_mine(scene, span) || words::is_visited(&scene.text[line(scene.text, span).start()..span.start()]) {
        return Owner::Person("owner:label");
    }
    if says_ours(scene, span) {
        return Owner::Office("联系人或咨询电话");
    }
    let named = || context.is_value() && scene.has_id_beside(context, span);
    // `contact` beside a name may be its telephone, and no more is said.
    let any = context.header_text.is_some_and(|header| header.eq_ignore_ascii_case("contact"));
    if !any && topics.any(Topics::OFFICE.and(Topics::CONTACT)) && (says_office(context) || !named()) {
        return Owner::Office("办公或咨询电话");
    }
    if topics.any(Topics::HOME) && topics.any(Topics::PHONE) {
        let before = &scene.text[line(scene.text, span).start()..span.start()];
        let own = ["个人", "本人", "私人"].iter().any(|word| before.contains(word));
        let contact = own && topics_of(before).any(Topics::CONTACT);
        return if contact { Owner::OwnAtWork } else { Owner::Person("owner:label") };
    }
    if let Some(header) = context.header_text.filter(|_| context.header.any(Topics::PHONE)) {
        let business = || context.cell().is_some_and(|at| table::holds_body(scene, at)) && !named();
        match role::of_header(header, business) {
            // 照管员手机: a word for a post is weaker than an ID beside.
            Some(Owner::Office(_)) if !says_office(context) && named() => {
                return Owner::Person("owner:id-beside");
            }
            Some(owner) => return owner,
            None => {}
        }
    }
    let found = match context.cell() {
        _ if named() => Owner::Person("owner:id-beside"),
        Some(at) => table::owner(scene, context, at, span),
        None => words::owner(scene, context, span),
    };
    match found {
        Owner::Unknown => by_profile(scene, context, span),
        Owner::Person("owner:name-beside")
            if scene.is_for_readers() && !(is_counted(scene, span) || words::is_listed(scene.text, span)) =>
        {
            Owner::Office("通知或采购公告的联系人")
        }
        found => found,
    }
}

/// Among people whom the sentence counts: 推荐某某某（138…）、某某某（139…）等2人参加培训.
fn is_counted(scene: &Scene<'_>, span: Span<Text>) -> bool {
    let behind = &scene.text[span.end()..line(scene.text, span).end()];
    let sentence = behind.split('。').next().unwrap_or("");
    sentence.match_indices('等').any(|(at, word)| {
        let count = &sentence[at + word.len()..];
        let rest =
            count.trim_start_matches(|char| digit::value(char).or(digit::han_value(char)).is_some() || char == '十');
        rest.len() < count.len() && rest.starts_with(['人', '名', '位'])
    })
}

/// 我的联络方式是…, 我叫某某某，电话…: in the letter of somebody who asks for an answer.
fn says_mine(scene: &Scene<'_>, span: Span<Text>) -> bool {
    let before = &scene.text[line(scene.text, span).start()..span.start()];
    if ["我叫", "本人"]
        .iter()
        .any(|word| before.rfind(word).is_some_and(|at| begins_with_name(&before[at + word.len()..])))
    {
        return true;
    }
    let behind = &scene.text[span.end()..line(scene.text, span).end()];
    let asks = |word: &&str| {
        behind.strip_prefix(*word).is_some_and(|rest| !rest.starts_with(|char: char| char.is_alphabetic()))
    };
    if ["找我", "联系我", "回复我", "告诉我", "告知我", "通知我"].iter().any(asks) {
        return true;
    }
    before.rsplit(['，', '。', '；', ',', '：']).find(|clause| !clause.is_empty()).is_some_and(|clause| {
        ["我的", "我手机", "我电话"].iter().any(|word| clause.contains(word)) || clause.ends_with("联系我")
    })
}

/// True where a name stands up to the next mark: 某某某，….
fn begins_with_name(text: &str) -> bool {
    let name = person::first_word(text);
    person::is_name(name) && text[name.len()..].starts_with(['，', ',', '。', '（', '、', '；'])
}

/// 请与我局联系，联系电话：…: the number is that of whoever writes.
fn says_ours(scene: &Scene<'_>, span: Span<Text>) -> bool {
    const OURS: &[&str] = &[
        "与我局联系",
        "与我委联系",
        "与我办联系",
        "与我站联系",
        "与我院联系",
        "与我单位联系",
        "与我中心联系",
        "与本局联系",
        "与本单位联系",
    ];
    let before = &scene.text[line(scene.text, span).start()..span.start()];
    before.rsplit('。').next().is_some_and(|sentence| OURS.iter().any(|word| sentence.contains(word)))
}

/// 咨询电话, 办案民警手机: a word that names an office's telephone by itself, or somebody whose office it is to be called. 报名手机
/// may be that of whoever signs up, and 帮扶人电话 is that of a neighbour.
fn says_office(context: &Context<'_>) -> bool {
    let header = context.header_text.filter(|_| context.field.topics.is_none()).unwrap_or("");
    let own = label::words(context.field.word).chain(label::words(header));
    let of_office = |word: Word| {
        let contact = word.topics.any(Topics::CONTACT);
        let office = word.topics.any(Topics::OFFICE) && word.topics.any(Topics::PHONE);
        (contact || office) && !role::is_private(word.text)
    };
    own.into_iter().any(of_office)
}

/// A tender's telephones are contacts. Elsewhere a line that says 联系电话 and no more is one too: the telephones of
/// persons stand with their names or in their columns, which was asked before.
fn by_profile(scene: &Scene<'_>, context: &Context<'_>, span: Span<Text>) -> Owner {
    let topics = context.topics();
    match scene.profile {
        Profile::Procurement => Owner::Office("采购或交易公告"),
        _ if is_in_column(scene, context) => Owner::Person("owner:list-of-persons"),
        _ if is_assigned(scene, span) => Owner::Unknown,
        _ if topics.any(Topics::PHONE) && !topics.any(Topics::MOBILE) && !context.is_behind_the_page() => {
            Owner::Office("公告的联系电话")
        }
        _ => Owner::Unknown,
    }
}

/// phone=138…: in the log of a program, and no announcement's contact.
fn is_assigned(scene: &Scene<'_>, span: Span<Text>) -> bool {
    let key = scene.text[..span.start()].trim_end_matches(['"', '\'']).strip_suffix('=');
    key.is_some_and(|key| key.ends_with(|char: char| char.is_ascii_alphanumeric()))
}

/// True for the first telephone of several on lines of their own below their label, in a document with IDs: the columns of a
/// list one behind the other.
fn is_in_column(scene: &Scene<'_>, context: &Context<'_>) -> bool {
    const FEWEST: usize = 11;
    let Some(block) = context.block.filter(|block| block.kind == BlockKind::Paragraph && scene.has_ids()) else {
        return false;
    };
    let is_number = |line: &str| {
        let digits = line.chars().filter(|&char| digit::value(char).is_some()).count();
        digits >= FEWEST && line.chars().count() <= digits * 2
    };
    let own = &scene.text[block.span.range()];
    let next = scene.text[block.span.end()..].lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("");
    is_number(own) && is_number(next)
}

/// True for labels of those whom a list or a decision is about.
pub(super) fn is_person(label: &str) -> bool {
    role::of_label(label) == Some(role::Role::Person)
}

/// True for labels of persons and of those to turn to.
pub(super) fn is_called(label: &str) -> bool {
    role::of_label(label).is_some()
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
