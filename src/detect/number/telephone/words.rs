//! Telephones in running text: what the sentence, the line and the lines around say.

use super::super::label;
use super::super::person;
use super::super::scene::{Context, Scene, floor};
use super::super::topic::Topics;
use super::role::{self, Role};
use super::{NEAR, OFFICIAL, Owner, PERSONAL, line, topics_of};
use crate::span::{Span, Text};

/// The sentence decides, else the line, else the lines around.
pub(super) fn owner(scene: &Scene<'_>, context: &Context<'_>, span: Span<Text>) -> Owner {
    let line = line(scene.text, span);
    let sentence = sentence(scene.text, line, span);
    let found = in_words(scene, sentence, span).or_else(|| in_words(scene, line, span).map(Owner::weakened));
    match found {
        Some(Owner::Person("owner:name-beside")) if is_under_contacts(scene.text, line) => {
            Owner::Office("联系人或咨询电话")
        }
        Some(found) => found,
        None => in_lines_around(scene, context, line),
    }
}

/// True for lines of names and telephones under one that announces contacts: 咨询电话如下：.
fn is_under_contacts(text: &str, line: Span<Text>) -> bool {
    let above = &text[floor(text, line.start().saturating_sub(NEAR))..line.start()];
    let is_entry = |line: &&str| line.trim().is_empty() || line.bytes().filter(u8::is_ascii_digit).count() >= 7;
    let heading = above.lines().rev().find(|line| !is_entry(line)).map(str::trim);
    heading.is_some_and(|heading| {
        let announces = topics_of(heading).any(OFFICIAL.and(Topics::PHONE));
        let last = label::words(heading).last();
        let ends = || last.is_some_and(|word| word.end == heading.len() && word.topics.any(Topics::PHONE));
        announces && (heading.ends_with(['：', ':']) || ends())
    })
}

/// What the words around a number, from `around`, say.
fn in_words(scene: &Scene<'_>, around: Span<Text>, span: Span<Text>) -> Option<Owner> {
    let own = topics_of(&scene.text[around.range()]);
    let before = &scene.text[around.start()..span.start()];
    let after = &scene.text[span.end()..around.end()];
    let labelled = role::of_telephone(before).or_else(|| role::of_names(before));
    Some(match () {
        () if follows_contact(before) => Owner::Office("联系人或咨询电话"),
        () if scene.has_id_in(around) => Owner::Person("owner:id-beside"),
        () if labelled == Some(Role::Contact) => Owner::Office("联系人或工作人员"),
        () if labelled == Some(Role::Person) => Owner::Person("owner:label"),
        () if names_holder(before) || names_holder_behind(before, after) => Owner::Office("电话前写明联系人"),
        () if own.any(PERSONAL) && !own.any(OFFICIAL) => Owner::Person("owner:personal-data-beside"),
        () if names_contact(before, after) => Owner::Office("联系人或咨询电话"),
        () if introduces_person(before) => Owner::Person("owner:label"),
        () if names_person(before, after) => Owner::Person("owner:name-beside"),
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
        .any(|word| person::is_name(word) || person::ends_in_name(word))
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

/// The sentence around a number within its line.
fn sentence(text: &str, line: Span<Text>, span: Span<Text>) -> Span<Text> {
    let end_of_last = text[line.start()..span.start()].rfind('。');
    let start = end_of_last.map_or(line.start(), |at| line.start() + at + '。'.len_utf8());
    let end = text[span.end()..line.end()].find('。').map_or(line.end(), |at| span.end() + at);
    Span::new(start, end)
}
