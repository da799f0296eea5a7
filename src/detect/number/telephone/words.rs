//! Telephones in running text: what the sentence, the line and the lines around say.

use super::super::home_address;
use super::super::label::{self, Word};
use super::super::person;
use super::super::scene::{Context, Scene, floor};
use super::super::topic::Topics;
use super::role::{self, Role};
use super::title;
use super::{NEAR, OFFICIAL, Owner, PERSONAL, line, topics_of};
use crate::span::{Span, Text};

/// The sentence decides, else the line, else the lines around.
pub(super) fn owner(scene: &Scene<'_>, context: &Context<'_>, span: Span<Text>) -> Owner {
    let line = line(scene.text, span);
    let sentence = sentence(scene.text, line, span);
    let in_line = || in_words(scene, line, span).map(Owner::weakened);
    let found = in_words(scene, sentence, span).or_else(|| if sentence == line { None } else { in_line() });
    let named = found == Some(Owner::Person("owner:name-beside"));
    let begins = || begins_with_name(&scene.text[line.start()..span.start()]);
    match found {
        Some(found) if !named => found,
        None if !begins() => in_lines_around(scene, context, line),
        _ => of_entry(scene.text, line, span).or(found).unwrap_or_else(|| in_lines_around(scene, context, line)),
    }
}

/// Whose the telephone in an entry of a list is, whose other entries stand on lines around: the line above the list tells, or a
/// post in the entry.
fn of_entry(text: &str, line: Span<Text>, span: Span<Text>) -> Option<Owner> {
    let is_sentence = text[line.range()].contains('。');
    let told = |heading| if is_sentence { title::of_colon(heading) } else { title::of_heading(heading) };
    match heading_above(text, line).and_then(told) {
        Some(Role::Person) => Some(Owner::Person("owner:list-of-persons")),
        Some(Role::Contact) => Some(Owner::Office("联系人或咨询电话")),
        None if is_sentence => None,
        None if tells_post(&text[line.range()]) => Some(Owner::Office("联系人或工作人员")),
        None => follows_body(&text[line.start()..span.start()]).then_some(Owner::Office("单位的联系方式")),
    }
}

/// 某某卫生院 王某某 138…, 某某商行（王某某，138…）: a body directly before the name, which is no village's.
fn follows_body(before: &str) -> bool {
    const LEAST: usize = 5;
    const PLACES: &[&str] = &["乡", "镇", "街道", "园", "室", "社", "处", "村委会", "居委会", "小学", "中学", "学校"];
    let name = person::last_word(before);
    let Some(at) = before.rfind(name).filter(|_| person::is_name(name)) else { return false };
    let body = person::last_word(&before[..at]);
    body.chars().count() >= LEAST && person::is_body(body) && !PLACES.iter().any(|end| body.ends_with(end))
}

/// The line above the entries of a list: 咨询电话如下：.
fn heading_above(text: &str, line: Span<Text>) -> Option<&str> {
    const LONGEST: usize = 60;
    const FAR: usize = 10 * NEAR;
    let above = &text[floor(text, line.start().saturating_sub(FAR))..line.start()];
    let is_heading = |line: &&str| !line.trim().is_empty() && !is_entry(line);
    let heading = above.lines().rev().find(is_heading).map(str::trim)?;
    (heading.chars().count() <= LONGEST).then_some(heading)
}

/// True for a line with the digits of a telephone.
fn is_entry(line: &str) -> bool {
    let names_list = || line.contains('下') && title::lists_below(line);
    line.bytes().filter(u8::is_ascii_digit).count() >= 7 && !names_list()
}

/// 王某某  某局  副局长  138…: an entry of several words of which one is a post.
fn tells_post(line: &str) -> bool {
    const LONGEST: usize = 8;
    let cells = line.split([' ', '\t', '，', ',', '、', '\u{3000}', '|']).map(str::trim);
    let mut words = cells.filter(|cell| !cell.is_empty() && !cell.contains(|char: char| char.is_ascii_digit()));
    words.any(|word| word.chars().count() <= LONGEST && !person::is_name(word) && role::is_post(word))
}

/// True for one of three entries, each with somebody's name and a mobile, on lines one below the other or on one line.
pub(super) fn is_listed(text: &str, span: Span<Text>) -> bool {
    const FEWEST: usize = 3;
    let own = line(text, span);
    let named = |entry: &str| {
        let digits = entry.bytes().filter(u8::is_ascii_digit).count();
        let name = person::first_word(entry.trim_start_matches(|char: char| !char.is_alphabetic()));
        digits >= 11 && (person::is_name(name) || person::ends_in_name(name))
    };
    let entries = text[own.range()].split(['；', ';', '、', '，', ',']).filter(|entry| named(entry)).count();
    let is_line = |line: &&str| named(line);
    let above =
        text[floor(text, own.start().saturating_sub(NEAR))..own.start()].lines().rev().take_while(is_line).count();
    let below = text[own.end()..floor(text, own.end() + NEAR)].lines().skip(1).take_while(is_line).count();
    entries >= FEWEST || named(&text[own.range()]) && above + 1 + below >= FEWEST
}

/// The text around a telephone, with its words looked up once for all questions.
struct Around<'t> {
    before: &'t str,
    after: &'t str,
    /// The words of `before`.
    words: Vec<Word>,
    /// What all words name, those behind the number included.
    topics: Topics,
}

impl<'t> Around<'t> {
    fn new(text: &'t str, around: Span<Text>, span: Span<Text>) -> Self {
        let before = &text[around.start()..span.start()];
        let mut words: Vec<Word> = label::words(&text[around.range()]).collect();
        // Persons have a postal code too.
        let told = words.iter().filter(|word| !matches!(word.text, "邮编" | "邮政编码"));
        let topics = told.fold(Topics::NONE, |all, word| all.and(word.topics));
        let known = words.iter().take_while(|word| word.end <= before.len()).count();
        // A word that goes on into a number in Chinese numerals is another one where the number is cut off.
        let cut = words.get(known).is_some_and(|word| word.start() < before.len());
        if cut {
            words = label::words(before).collect()
        } else {
            words.truncate(known)
        }
        Around { before, after: &text[span.end()..around.end()], words, topics }
    }

    /// The text behind a word, up to the number.
    fn behind(&self, word: &Word) -> &'t str {
        &self.before[word.end..]
    }
}

/// What the words around a number, from `around`, say.
fn in_words(scene: &Scene<'_>, around: Span<Text>, span: Span<Text>) -> Option<Owner> {
    let all = Around::new(scene.text, around, span);
    let own = all.topics;
    if is_unreached(&all) {
        return Some(Owner::Person("owner:personal-data-near"));
    }
    if calls_in(&all) || turns_to_office(&all) {
        return Some(Owner::Person("owner:personal-data-near"));
    }
    if follows_contact(&all) {
        return Some(Owner::Office("联系人或咨询电话"));
    }
    if scene.has_id_in(around) {
        return Some(Owner::Person("owner:id-beside"));
    }
    let labelled = role::of_telephone(all.before, all.words.last())
        .or_else(|| role::of_names(all.before))
        .or_else(|| names_before(&all).into_iter().find_map(role::of_glued));
    Some(match () {
        () if names_body(&all) => Owner::Office("单位的联系方式"),
        () if lives_there(&all) => Owner::Person("owner:personal-data-beside"),
        () if labelled == Some(Role::Contact) => Owner::Office("联系人或工作人员"),
        () if labelled == Some(Role::Person) => Owner::Person("owner:label"),
        () if names_holder(&all) || names_holder_behind(&all) => Owner::Office("电话前写明联系人"),
        () if (own.any(PERSONAL) || tells_sex_or_age(&all)) && !own.any(OFFICIAL) => {
            Owner::Person("owner:personal-data-beside")
        }
        () if names_contact(&all) => Owner::Office("联系人或咨询电话"),
        () if introduces_person(&all) => Owner::Person("owner:label"),
        () if names_person(&all) || is_spoken_of(&all) || begins_with_person(&all) => {
            Owner::Person("owner:name-beside")
        }
        () if own.any(OFFICIAL) => Owner::Office("联系人或咨询电话"),
        () if own.any(Topics::ORGANISATION.and(Topics::ADDRESS)) => Owner::Office("单位的联系方式"),
        () => return None,
    })
}

/// 电话（…）均无法与你取得联系: whoever could not be reached is no contact.
fn is_unreached(around: &Around<'_>) -> bool {
    const FAILS: &[&str] = &["无法", "未能", "不能"];
    const STATES: &[&str] = &["无人接听", "停机", "空号", "联系不上", "已关机"];
    const NEAR: usize = 60;
    let behind = &around.after[..floor(around.after, NEAR)];
    let fails = FAILS.iter().filter_map(|word| behind.find(word)).min();
    let reaching = fails.is_some_and(|at| ["联系", "接通", "联络"].iter().any(|word| behind[at..].contains(word)));
    reaching || STATES.iter().any(|word| behind.contains(word))
}

/// What people do who turn to an office.
const TURN: &[&str] = &["反映", "反应", "投诉", "举报", "求助", "咨询", "称", "诉", "表示", "询问"];

/// 工作人员回访某某某（…: whom an office turned to, in the text before a number in brackets.
pub(super) fn is_visited(before: &str) -> bool {
    const VISITS: &[&str] =
        &["回访", "走访", "慰问", "询问", "探望", "看望", "告知", "通知", "拖欠", "救助", "资助", "约谈"];
    let named = |name: &str| person::is_name(name) || role::of_glued(name) == Some(Role::Person);
    let word = outside(before);
    VISITS.iter().any(|verb| word.rsplit_once(verb).is_some_and(|(_, name)| named(name.trim_start_matches('了'))))
}

/// The word before a bracket that is still open.
fn outside(before: &str) -> &str {
    let bracket = before.rfind(['（', '(']).filter(|&at| !before[at..].contains(['）', ')']));
    without_own(bracket.map_or("", |at| person::last_word(&before[..at])))
}

/// 某女士来电…反映…: the number that somebody called from. 欢迎来电…咨询 names nobody.
fn calls_in(around: &Around<'_>) -> bool {
    const CALLS: &[&str] = &["来电", "来电号码", "主叫号码", "致电"];
    let Some(last) = around.words.last().filter(|word| CALLS.contains(&word.text)) else { return false };
    let directly = !around.behind(last).contains(char::is_alphabetic);
    directly && goes_on_to_turn(around) && is_caller(&around.before[..last.start()])
}

/// 某先生投诉：…，电话…, 某女士（138…）反映…: whoever turns to an office, and is none to be called.
fn turns_to_office(around: &Around<'_>) -> bool {
    const TITLES: &[&str] = &["电话", "热线", "窗口", "中心", "平台", "人"];
    const ASKS: &[&str] = &["拨打", "致电", "请", "欢迎", "可"];
    let goes_on = |behind: &str| {
        !TITLES.iter().any(|word| behind.starts_with(word)) && !ASKS.iter().any(|word| behind.contains(word))
    };
    let turned = |verb: &str| {
        let mut places = around.before.match_indices(verb);
        places.any(|(at, _)| is_named(&around.before[..at]) && goes_on(&around.before[at + verb.len()..]))
    };
    // One character may be a part of any word.
    let mut verbs = TURN.iter().filter(|verb| verb.chars().count() > 1);
    let outside = around.before.trim_end().strip_suffix(['（', '(']);
    verbs.any(|verb| turned(verb)) || goes_on_to_turn(around) && outside.is_some_and(is_named)
}

fn goes_on_to_turn(around: &Around<'_>) -> bool {
    const COME: &[&str] =
        &["来电", "来信", "来函", "来访", "致电", "留言", "申诉", "报警", "报案", "要求", "希望", "建议", "提出"];
    let behind = around.after.trim_start_matches(['）', ')', '，', ',', ' ', '其', '均', '他', '她']);
    TURN.iter().chain(COME).any(|word| behind.starts_with(word))
}

/// True for text that ends in somebody's name, or in a word for people.
fn is_caller(text: &str) -> bool {
    const PEOPLE: &[&str] = &["市民", "群众", "居民", "村民", "业主", "网民", "住户", "家长"];
    let word = person::last_word(text);
    is_named(text) || PEOPLE.iter().any(|people| word.ends_with(people))
}

/// True for text that ends in somebody's name, with 女士 or 先生 or without.
fn is_named(text: &str) -> bool {
    const STYLES: &[&str] = &["女士", "先生", "同志"];
    let word = person::last_word(text);
    let styled = STYLES.iter().find_map(|style| word.strip_suffix(style));
    let family = styled.is_some_and(|name| name.chars().count() == 1 && (person::begins_name(name) || name == "某"));
    let name = without_own(styled.unwrap_or(word));
    let listed = || role::of_glued(name) == Some(Role::Person);
    family || person::is_name(name) || person::ends_in_name(name) || person::closes_with_name(name) || listed()
}

/// 某某某，男，35岁，电话…: what is said of persons in lists, and of nobody who may be called at work.
fn tells_sex_or_age(around: &Around<'_>) -> bool {
    let clauses = || around.before.split(['，', ',', '、', ' ', '（', '\u{3000}']).map(str::trim);
    let age = |clause: &str| {
        let number = clause.strip_suffix("周岁").or_else(|| clause.strip_suffix('岁'));
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    clauses().any(|clause| matches!(clause, "男" | "女") || age(clause))
}

/// 楼长某某，电话…，住…: whoever's home is told is called at home.
fn lives_there(around: &Around<'_>) -> bool {
    let home = Topics::HOME.and(Topics::ADDRESS);
    let labelled = around.words.iter().any(|word| word.topics.without(home).is_none() && word.topics.any(Topics::HOME));
    let is_home = |behind: &str| !home_address::is_other_word(behind);
    let lives = |text: &str| {
        let mut ends = text.match_indices(['，', '、', '；']).map(|(at, mark)| &text[at + mark.len()..]);
        ends.any(|rest| ["住", "家住", "现住"].iter().filter_map(|word| rest.strip_prefix(word)).any(is_home))
    };
    labelled || lives(around.before) || lives(around.after)
}

/// 联系人：…，电话：…: the last word before the number that says whose it is says contact.
fn follows_contact(around: &Around<'_>) -> bool {
    // 职务：工作人员，…: the value of a field labels nothing.
    let is_value = |word: &Word| {
        around.before[..word.start()].ends_with(['：', ':']) && around.behind(word).starts_with(['，', ',', '；'])
    };
    let telling = |word: &&Word| word.topics.any(OFFICIAL.and(PERSONAL).and(Topics::NAME)) && !is_value(word);
    let Some(last) = around.words.iter().rfind(telling) else { return false };
    let labels = || last.topics.any(Topics::PHONE) || around.behind(last).starts_with(['：', ':']);
    // 群众反映某某某（电话…）: a verb alone does not make the person a contact.
    // 市民某某某咨询…: neither does what somebody asked.
    let subject = || person::last_word(without_bracket(&around.before[..last.start()]));
    let holds = || labels() || !names_before(around).into_iter().chain([subject()]).any(names_somebody);
    last.topics.any(Topics::CONTACT) || last.topics.any(Topics::OFFICE) && holds()
}

/// 申请人：某某, 业主某某: a word for persons with a name or a colon behind it.
fn introduces_person(around: &Around<'_>) -> bool {
    follows_word_for_person(around.before, &around.words)
        || role::introduces(around.before)
        || role::calls_by_name(around.before)
}

/// The same, of the text before something else.
pub(in super::super) fn introduces(before: &str) -> bool {
    let words: Vec<Word> = label::words(before).collect();
    follows_word_for_person(before, &words) || role::introduces(before) || role::calls_by_name(before)
}

fn follows_word_for_person(before: &str, words: &[Word]) -> bool {
    words.iter().filter(|word| word.topics.any(Topics::NAME)).any(|word| {
        let behind = before[word.end..].trim_start();
        let name = person::first_word(behind);
        let ends = || behind[name.len()..].starts_with(['，', ',', '（', '(', '、', '：']);
        behind.starts_with(['：', ':']) || person::begins_name(behind) || person::may_be_name(name) && ends()
    })
}

/// 被投诉人：某某超市，电话：…; 某某公司，法定代表人：某某，电话：…: a body, or whoever acts for it, is named last before the
/// number.
fn names_body(around: &Around<'_>) -> bool {
    const LEAST: usize = 4;
    let acts_for = |label: &str| {
        let last = || around.before.rfind(label).unwrap_or(0);
        role::represents(label) && person::holds_body(&around.before[..last()])
    };
    if let Some(label) = role::before_name(word_before_label(around)).filter(|label| !label.is_empty()) {
        return acts_for(label);
    }
    role::holder(around.before)
        .is_some_and(|(label, value)| person::is_body(value) && value.chars().count() >= LEAST || acts_for(label))
}

/// 联系方式：林某某，…: the name between the label and the number is that of the person to call.
fn names_holder(around: &Around<'_>) -> bool {
    let label = around.words.last().filter(|word| word.topics.any(Topics::PHONE));
    let between = label.map_or("", |word| around.behind(word));
    let inner = between.trim_matches(|char: char| !char.is_alphabetic());
    // 参加人员及电话：某某某 138…；某某 139…: a list, and nobody to call.
    let listed = label.is_some_and(|word| {
        let before = around.before[..word.start()].trim_end_matches(['及', '和', '、', '与', '（', '(']);
        let joined = before.len() < word.start();
        joined && ["人员", "名单", "姓名", "成员"].iter().any(|end| before.ends_with(end))
            || role::of_title(&around.before[..word.end]) == Some(Role::Person)
    });
    !listed && between.starts_with(['：', ':']) && person::is_name(inner)
}

/// 联系电话：…（林某某）: the line begins with the label, and the person to call stands in brackets.
fn names_holder_behind(around: &Around<'_>) -> bool {
    let Some(label) = around.words.first().filter(|word| word.topics.any(Topics::PHONE)) else { return false };
    let begins = !around.before[..label.start()].contains(char::is_alphabetic);
    let colon = begins && around.behind(label).starts_with(['：', ':']);
    let bracket = around.after.trim_start().strip_prefix(['（', '(']);
    colon && bracket.is_some_and(|inner| person::is_name(inner.split(['）', ')']).next().unwrap_or("")))
}

/// 王主任, 李女士, 请与…联系.
fn names_contact(around: &Around<'_>) -> bool {
    let requests = ["请与", "请联系", "请拨", "请打", "可打", "联系我", "可联系", "请电", "详情请", "请加", "请添加"];
    person::ends_in_style(around.before)
        || person::ends_in_style(person::first_word(around.after))
        || requests.iter().any(|word| around.before.contains(word))
}

/// A name directly before or behind the number, before its label or before the bracket it stands in.
fn names_person(around: &Around<'_>) -> bool {
    names_before(around).into_iter().chain([person::first_word(around.after)]).any(names_somebody)
}

/// Where a name may stand before the number.
fn names_before<'t>(around: &Around<'t>) -> [&'t str; 3] {
    [word_before(around), word_before_label(around), outside(around.before)]
}

/// 王某某本人, 王某某代领 as 王某某.
fn without_own(word: &str) -> &str {
    ["本人", "代领", "代办", "代签", "签收"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word)
}

/// 您（联系电话：…）, 拖欠谢某某（…）: whom the sentence speaks to, or names directly before the bracket.
fn is_spoken_of(around: &Around<'_>) -> bool {
    let word = outside(around.before);
    matches!(word, "您" | "你") || person::closes_with_name(word)
}

/// 1、某某某，…，电话…: an entry that begins with a name and says nothing of a post or a body.
fn begins_with_person(around: &Around<'_>) -> bool {
    let official = OFFICIAL.and(Topics::ORGANISATION).and(Topics::DUTY);
    begins_with_name(around.before) && !around.topics.any(official)
}

/// True for an entry of which the first word is a name.
fn begins_with_name(before: &str) -> bool {
    let entry = before.trim_start_matches(|char: char| !char.is_alphabetic() || "一二三四五六七八九十".contains(char));
    let name = person::first_word(entry);
    let set_apart = entry[name.len()..].starts_with(['，', ',', '（', '(', '、', ' ', '\u{3000}', '\t']);
    set_apart && person::is_name(name) && !person::ends_in_style(name)
}

/// The text without a bracket at its end: 某某（…）.
fn without_bracket(text: &str) -> &str {
    let inner = text.trim_end().strip_suffix(['）', ')']).and_then(|inner| inner.rfind(['（', '(']));
    inner.map_or(text, |at| &text[..at])
}

fn word_before<'t>(around: &Around<'t>) -> &'t str {
    person::last_word(around.before)
}

fn word_before_label<'t>(around: &Around<'t>) -> &'t str {
    let word = person::last_word(around.words.last().map_or(around.before, |word| &around.before[..word.start()]));
    word.strip_suffix('的').unwrap_or(word)
}

fn names_somebody(word: &str) -> bool {
    person::is_name(word) || person::ends_in_name(word) && !topics_of(word).any(OFFICIAL)
}

/// The nearest lines that say anything decide.
fn in_lines_around(scene: &Scene<'_>, context: &Context<'_>, line: Span<Text>) -> Owner {
    if context.is_behind_the_page() {
        return Owner::Unknown;
    }
    if scene.is_form_of_person(line) || is_in_record_with_id(scene, context, line) {
        return Owner::Person("owner:personal-data-near");
    }
    let text = scene.text;
    let start = floor(text, line.start().saturating_sub(NEAR));
    let end = floor(text, line.end() + NEAR).max(line.end());
    let before = text[start..line.start()].lines().rev().take(4);
    let behind = text[line.end()..end].lines().take(3);
    let said = before.chain(behind).map(topics_of).find_map(said_by_line);
    said.unwrap_or(Owner::Unknown)
}

/// Tel: … below 登记人：… and above ID: …, one field to a line. Whoever is to be turned to has a label of his own above.
fn is_in_record_with_id(scene: &Scene<'_>, context: &Context<'_>, line: Span<Text>) -> bool {
    let record = || scene.record(context, line);
    let above = scene.text[..line.start()].trim_end().rsplit('\n').next().unwrap_or("");
    let contact = || above.rsplit_once(['：', ':']).is_some_and(|_| topics_of(above).any(OFFICIAL));
    scene.has_ids() && !contact() && scene.has_id_in(record())
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
