//! What labels say: the words of column headers, keys and field labels, and what they name.
//!
//! The same words serve all three. Chinese compounds have their head at the end, so the last word
//! of a label decides between a personal number and another one: 手机话费金额 is an amount.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::topic::Topics;
use super::vocabulary::{KEYS, WORDS};

/// A word of a label.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// As it stands in the vocabulary.
    pub text: &'static str,
    /// What it names; nothing for words that only keep shorter ones from being seen in them.
    pub topics: Topics,
    /// First byte behind it in the text that was searched.
    pub end: usize,
}

/// Endings that make an unknown label the label of some number.
const SUFFIXES: &[&str] = &["号", "代码", "编码", "条码", "ID", "序列", "号码"];

/// Endings of titles, which name the whole and none of its numbers: 医保退费名单.
const TITLES: &[&str] = &["名单", "公示", "公告", "通知", "花名册", "一览表", "登记表", "汇总表", "明细表"];

/// What a whole label (a header, a key, an attribute name) names.
pub fn topics(label: &str) -> Topics {
    if label.is_ascii() {
        return key_topics(label);
    }
    if TITLES.iter().any(|ending| label.ends_with(ending)) {
        return Topics::NONE;
    }
    let parts = label.split(['/', '、', '／', '，', ',', '或', '及', '和', '与', '；', '\n']);
    let together = parts.map(part_topics).fold(Topics::NONE, Topics::and);
    // 卡（账）号
    let inside = |label: &str| label.ends_with(['号', '码']) && label.find(['（', '(']).is_some_and(|at| at > 0);
    if together.is_none() && inside(label) {
        return topics(&label.replace(['（', '）', '(', ')'], ""));
    }
    // 号码 alone says no more than `no` does.
    if matches!(label, "号" | "号码" | "证号") {
        return Topics::VAGUE;
    }
    if let Some(likely) = likely_topics(label).filter(|_| !together.identifies()) {
        return likely;
    }
    if together.is_none() && label.chars().count() <= 12 && SUFFIXES.iter().any(|suffix| label.ends_with(suffix)) {
        return Topics::SERIAL;
    }
    together
}

/// What a label most likely names by a part of it: 身份代码, 证照编码, 通联号码.
fn likely_topics(label: &str) -> Option<Topics> {
    const PAPERS: &[&str] = &["身份", "公民", "证件", "证照"];
    const STAYS: &[&str] = &["居留", "永居"];
    const REACHES: &[&str] = &["联络", "通联", "联系", "通讯", "手提", "移动"];
    const NUMBERS: &[&str] = &["号", "号码", "代码", "编码", "编号", "码"];
    let holds = |words: &[&str]| words.iter().any(|word| label.contains(word));
    let few = label.chars().count() <= 12;
    let is_number = few && NUMBERS.iter().any(|end| label.ends_with(end));
    match () {
        () if few && label.ends_with("卡折") => Some(Topics::BANK),
        () if is_number && label.starts_with('残') => Some(Topics::DISABILITY),
        () if is_number && holds(PAPERS) => Some(Topics::PAPER),
        () if is_number && holds(STAYS) => Some(Topics::ID),
        () if is_number && holds(REACHES) => Some(Topics::PHONE),
        () => None,
    }
}

/// One part of a header. What stands in brackets can only add a unit, or say that a certificate
/// bears the number of its holder's ID: 从业资格证号（身份证号）.
fn part_topics(part: &str) -> Topics {
    let cut = part.find(['（', '(']).filter(|&at| at > 0).unwrap_or(part.len());
    let (outer, bracket) = part.split_at(cut);
    with_bracket(compound(outer), compound(bracket))
}

/// What a label names with what stands in brackets behind it.
pub(super) fn with_bracket(own: Topics, inner: Topics) -> Topics {
    let numbers = Topics::SERIAL.and(Topics::EXAM).and(Topics::ORGANISATION_CODE);
    let is_holder = inner.any(Topics::ID.and(Topics::PAPER)) && own.any(numbers);
    if own.is_none() || inner.any(Topics::AMOUNT) || is_holder { own.then(inner) } else { own }
}

fn compound(text: &str) -> Topics {
    const PAPERS: Topics =
        Topics::ID.and(Topics::PAPER).and(Topics::PASSPORT).and(Topics::PERMIT).and(Topics::DISABILITY);
    // 护照编码 is the number of the passport.
    let is_its_number = |all: Topics, word: &Word| matches!(word.text, "编号" | "编码" | "代码") && all.any(PAPERS);
    words(text).fold(Topics::NONE, |all, word| if is_its_number(all, &word) { all } else { all.then(word.topics) })
}

/// The words of a text from left to right, the longest at each place.
pub fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let index = Index::get();
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(&[first, second, third]) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
            if !LEADS.contains(&first) {
                at += 1;
                continue;
            }
            at += IDEOGRAPH_LEN;
            let code = u32::from(first & 0xF) << 12 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F);
            let root = code.checked_sub(FIRST_IDEOGRAPH).map_or(0, |slot| index.roots[slot as usize]);
            if root == 0 {
                continue;
            }
            if let Some((word, topics)) = index.longest(root, &text[at..]) {
                at += word.len() - IDEOGRAPH_LEN;
                return Some(Word { text: word, topics, end: at });
            }
        }
        None
    })
}

impl Word {
    /// Its first byte in the text that was searched.
    pub fn start(&self) -> usize {
        self.end - self.text.len()
    }
}

/// The vocabulary as a tree of characters. Every word begins with a character of the block of
/// unified ideographs.
struct Index {
    /// The node of each ideograph that begins a word; 0 for the others.
    roots: Vec<u16>,
    nodes: Vec<Node>,
    /// What names made by programmers name.
    keys: FxHashMap<&'static str, Topics>,
}

/// What can follow the characters that lead to it.
#[derive(Default)]
struct Node {
    next: Vec<(char, u16)>,
    word: Option<(&'static str, Topics)>,
}

/// First bytes of the unified ideographs in UTF-8, which all have three.
const LEADS: std::ops::RangeInclusive<u8> = 0xE4..=0xE9;
const IDEOGRAPH_LEN: usize = 3;
const FIRST_IDEOGRAPH: u32 = 0x4E00;
/// Up to the last character that begins with one of [`LEADS`].
const IDEOGRAPHS: usize = 0x5200;

impl Index {
    fn get() -> &'static Index {
        static INDEX: OnceLock<Index> = OnceLock::new();
        INDEX.get_or_init(Index::build)
    }

    fn build() -> Index {
        let mut index = Index { roots: vec![0; IDEOGRAPHS], nodes: vec![Node::default()], keys: FxHashMap::default() };
        for (topics, words) in KEYS {
            words.split_whitespace().for_each(|word| _ = index.keys.entry(word).or_insert(*topics));
        }
        for (topics, words) in WORDS {
            words.split_whitespace().for_each(|word| index.add(word, *topics));
        }
        index
    }

    /// Adds a word; the first meaning of one that is listed twice counts.
    fn add(&mut self, word: &'static str, topics: Topics) {
        let mut chars = word.chars();
        let Some(slot) = chars.next().and_then(slot) else { return };
        if self.roots[slot] == 0 {
            self.roots[slot] = self.new_node();
        }
        let mut node = self.roots[slot];
        for char in chars {
            node = match self.child(node, char) {
                Some(child) => child,
                None => {
                    let child = self.new_node();
                    self.nodes[usize::from(node)].next.push((char, child));
                    child
                }
            };
        }
        self.nodes[usize::from(node)].word.get_or_insert((word, topics));
    }

    fn new_node(&mut self) -> u16 {
        self.nodes.push(Node::default());
        (self.nodes.len() - 1) as u16
    }

    fn child(&self, node: u16, char: char) -> Option<u16> {
        self.nodes[usize::from(node)].next.iter().find(|(next, _)| *next == char).map(|&(_, child)| child)
    }

    /// The longest word that begins with the character of `node` and goes on in `text`.
    fn longest(&self, mut node: u16, text: &str) -> Option<(&'static str, Topics)> {
        let mut chars = text.chars();
        let mut found = None;
        loop {
            let Node { next, word } = &self.nodes[usize::from(node)];
            found = word.or(found);
            let Some(char) = (if next.is_empty() { None } else { chars.next() }) else { return found };
            let Some(&(_, child)) = next.iter().find(|(next, _)| *next == char) else { return found };
            node = child;
        }
    }
}

/// The place of a character among the unified ideographs.
pub(super) fn slot(char: char) -> Option<usize> {
    let slot = (char as u32).checked_sub(FIRST_IDEOGRAPH)? as usize;
    (slot < IDEOGRAPHS).then_some(slot)
}

/// What a name made by programmers says: `idCard`, `order_no`, `lxdh`.
fn key_topics(key: &str) -> Topics {
    let parts = key_parts(key);
    let known = key_topic(&parts.concat());
    if !known.is_none() {
        return known.personal_first();
    }
    let pairs = parts.windows(2).map(|pair| pair.concat());
    let all = parts.iter().cloned().chain(pairs);
    all.map(|part| key_topic(&part)).fold(Topics::NONE, Topics::and).personal_first()
}

fn key_topic(part: &str) -> Topics {
    Index::get().keys.get(part).copied().unwrap_or(Topics::NONE)
}

/// `idCard-no` as `id`, `card`, `no`.
fn key_parts(key: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut was_lower = false;
    for char in key.chars() {
        if !char.is_ascii_alphabetic() || (char.is_ascii_uppercase() && was_lower) {
            parts.push(String::new());
        }
        was_lower = char.is_ascii_lowercase();
        if let (true, Some(part)) = (char.is_ascii_alphabetic(), parts.last_mut()) {
            part.push(char.to_ascii_lowercase());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_numbers_are_known_by_many_names() {
        let all = [
            (Topics::ID, "身份证号 公民身份号码 身份证号码（18位） 户主身份证 idCard ID_NO sfzh 身份证 身份证件号码"),
            (Topics::PAPER, "证件号码 证件号 zjhm 有效证件号"),
            (Topics::PHONE, "手机号 联系电话 联系方式 mobile phone_number lxdh 移动电话 家长电话"),
            (Topics::BANK, "卡（账）号 收款卡折 银行卡号 一卡通账号 社保卡号 bankCard"),
            (Topics::BIRTH, "出生年月 出生日期 csrq birthday"),
        ];
        for (topic, labels) in all {
            for label in labels.split(' ') {
                assert!(topics(label).any(topic) && topics(label).other().is_none(), "{label}: {:?}", topics(label));
            }
        }
    }

    #[test]
    fn other_numbers_are_known_too() {
        let labels = "订单号 合同编号 统一社会信用代码 准考证号 流水号 金额（元） 网站标识码 快递单号 order_id 备案号 \
                      身份证办理数量 手机话费金额 不动产单元号 缴费户号 timestamp 案号 总价(万元) 电话费（元）";
        for label in labels.split_whitespace() {
            assert!(!topics(label).other().is_none() && !topics(label).identifies(), "{label}: {:?}", topics(label));
        }
    }

    #[test]
    fn words_that_name_nothing_hide_shorter_ones() {
        for label in ["备注", "身份证复印件", "手机型号", "单元", "内容", "医保退费名单"] {
            assert!(!topics(label).identifies(), "{label}");
        }
    }

    #[test]
    fn a_certificate_may_bear_the_number_of_the_id() {
        for label in
            ["从业资格证号（身份证号）", "证书编号(身份证号码)", "身份证号（证书编号）", "驾驶证号（身份证号码）"]
        {
            assert!(topics(label).any(Topics::ID) && topics(label).other().is_none(), "{label}");
        }
        assert!(!topics("行政相对人代码_1（统一社会信用代码）").identifies());
    }

    #[test]
    fn two_labels_in_one_name_both() {
        let both = topics("统一社会信用代码/身份证号");
        assert!(both.any(Topics::ID) && both.any(Topics::ORGANISATION_CODE));
    }
}
