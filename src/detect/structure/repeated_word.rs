//! Words and phrases typed twice: 的的, 贯彻落实贯彻落实.
//!
//! Chinese doubles many words on purpose, so only a few words count when they stand twice, and
//! phrases only from four characters on, clauses from six. What stands on both sides of a mark or blank is an
//! enumeration, not a repetition.

use super::Check;
use super::chars::{after, before};
use super::outline::{Line, Marks, Outline};
use crate::digit;
use crate::finding::{Match, Message};
use crate::rule::{Basis, Bilingual, Category, Examples, Rule, Severity};
use crate::span::{Span, Text};

pub(super) static RULE: Rule = Rule {
    id: "STR017",
    name: "repeated-word",
    category: Category::Structure,
    severity: Severity::Error,
    basis: Basis::Published,
    summary: Bilingual { zh: "词语重复", en: "a word or phrase typed twice" },
    explain: Bilingual {
        zh: "“的的”“是是”等虚词叠出，“达到达到”“应当应当”等词语叠出，或者四个字以上的词语、六个字以上的分句紧接着重复一遍，多为录入或粘贴时的疏漏。“的的确确”“不了了之”“研究研究”等正常叠用不报。",
        en: "A particle or a phrase of four or more characters stands twice in a row. Ordinary doubling of words is left alone.",
    },
    citations: &["国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》：内容准确"],
    examples: Examples {
        hit: &[
            "离开时切断电源，关好门窗。离开时切断电源，关好门窗。",
            "这是各单位的的共同责任。",
            "要认真贯彻落实贯彻落实会议精神。",
            "绿化率达到达到40%以上。",
            "要以更加饱满的热情热情投入工作。",
        ],
        miss: &[
            "能够达到管理目的的，不再检查。",
            "的的确确是各单位的责任，不能不了了之。",
            "请大家研究研究，讨论讨论。",
            "一步一步推进，实实在在见效。",
            "总机：八五二七八五二七",
            "一年又一年，一年又一年，他守着这条路。",
            "同志们，加油干啊！同志们，加油干啊！",
            "附有关情况情况说明和问题问题线索。",
            "原告称其被被告打伤，车辆被被保险人转让。",
        ],
    },
};

pub(super) const CHECK: Check = Check { rule: &RULE, find };

/// Length of a Chinese character in bytes.
const HAN: usize = 3;
/// Shortest and longest phrase, in bytes.
const PHRASE: std::ops::RangeInclusive<usize> = 4 * HAN..=30 * HAN;

/// Fewest Chinese characters of a clause that is not said twice for effect.
const LEAST_CLAUSE: usize = 6;

/// Words that never stand twice, and what around them makes an exception.
const DOUBLES: [(&str, &[char], &[char]); 5] = [
    ("的", &['目', '标', '别'], &['确', '士', '款', '卢']),
    ("是", &['求'], &['非', '否']),
    ("了", &['不'], &['解', '结', '却', '然', '如', '之', '望']),
    ("或", &[], &[]),
    (
        "被",
        &[],
        &['子', '褥', '告', '害', '执', '申', '征', '保', '诉', '监', '检', '投', '管', '审', '拆', '调', '处'],
    ),
];

fn find(outline: &Outline<'_>, out: &mut Vec<Match>) {
    let mut seen = Seen::new();
    for line in outline.with(Marks::HAN) {
        seen.read(outline.text, line, out);
    }
}

fn double_at(text: &str, line: &Line, start: usize) -> Option<Match> {
    let word = text.get(start..start + HAN)?;
    let (_, not_after, not_before) = DOUBLES.iter().find(|(double, _, _)| *double == word)?;
    let end = start + 2 * HAN;
    let left = before(&text[line.span.start()..start], start - line.span.start());
    let right = after(&text[..line.span.end()], end);
    let excepted =
        left.is_some_and(|char| not_after.contains(&char)) || right.is_some_and(|char| not_before.contains(&char));
    (!excepted).then(|| report(Span::new(start, end), word))
}

fn report(span: Span<Text>, once: &str) -> Match {
    let mut found = Match::new(&RULE, span);
    found.message = Some(Message::new(format!("“{once}”重复"), format!("{once} stands twice")));
    found.suggestion = Some(once.to_owned());
    found
}

/// Words of two characters that are not doubled for effect and do not begin another word.
const WORDS: [&str; 70] = [
    "达到", "重视", "加强", "提高", "提升", "推进", "推动", "进行", "开展", "坚持", "应当", "应该", "必须", "以及",
    "根据", "按照", "依照", "关于", "通过", "因此", "如果", "但是", "并且", "或者", "为了", "对于", "由于", "确保",
    "促进", "完成", "实现", "具有", "能够", "已经", "正在", "目前", "增长", "下降", "同比", "其中", "截至", "我们",
    "他们", "我市", "全市", "我省", "全省", "我县", "全县", "各级", "现将", "不断", "积极", "情况", "问题", "要求",
    "导致", "造成", "存在", "包括", "热情", "措施", "水平", "能力", "条件", "作用", "过程", "群众", "任务", "意识",
];
/// What may follow such a word when it is doubled by chance: 情况情况说明.
const BEGUN: [&str; 6] = ["说明", "线索", "清单", "反映", "汇总", "台账"];

/// Where each pair of characters was last seen. Pairs share places; a hit is always verified.
struct Seen {
    last: Box<[u32; 1 << Self::BITS]>,
}

impl Seen {
    const BITS: u32 = 12;

    fn new() -> Self {
        Seen { last: Box::new([0; 1 << Self::BITS]) }
    }

    /// Goes through the Chinese characters of a line.
    fn read(&mut self, text: &str, line: &Line, out: &mut Vec<Match>) {
        let bytes = text.as_bytes();
        let (mut at, end) = (line.span.start(), line.span.end());
        while at + 2 * HAN <= end {
            let pair = pair_at(bytes, at);
            let first = pair & 0xFF;
            if !matches!(first, 0xE4..=0xE9) {
                at += if first >= 0xE0 { HAN } else { 1 };
                continue;
            }
            if pair & 0xFF_FFFF == pair >> 24 {
                out.extend(double_at(text, line, at));
            }
            let period = at.wrapping_sub(self.replace(pair, at));
            if period > *PHRASE.end() {
                at += HAN;
                continue;
            }
            let long = may_repeat(bytes, at, period) || (period == 2 * HAN && is_word(text, at));
            if long && period <= at - line.span.start() && repeats(text, at, period, end) {
                out.push(report(Span::new(at - period, at + period), &text[at..at + period]));
                at += period;
            } else {
                at += HAN;
            }
        }
    }

    /// Notes a pair of characters at `at` and returns where it, or another pair, was noted last.
    fn replace(&mut self, pair: u64, at: usize) -> usize {
        // The low bytes of both characters tell most pairs apart.
        let key = (pair >> 8) as u32 & 0xFFFF | ((pair >> 32) as u32 & 0xFFFF) << 16;
        let slot = (key.wrapping_mul(0x9E37_79B1) >> (32 - Self::BITS)) as usize;
        std::mem::replace(&mut self.last[slot], at as u32) as usize
    }
}

/// True when the two characters before `at` are a word that never stands twice.
fn is_word(text: &str, at: usize) -> bool {
    let begun = |rest: &str| BEGUN.iter().any(|word| rest.starts_with(word));
    WORDS.contains(&&text[at - 2 * HAN..at]) && !text.get(at + 2 * HAN..).is_some_and(begun)
}

/// False for almost every pair that was seen a short while ago: what comes behind it differs.
fn may_repeat(bytes: &[u8], at: usize, period: usize) -> bool {
    let behind = |at: usize| {
        bytes.get(at + HAN..at + 4 * HAN).and_then(<[u8]>::first_chunk).map(|next| u64::from_le_bytes(*next))
    };
    PHRASE.contains(&period) && behind(at) == behind(at - period)
}

/// The six bytes at `at`, the first one lowest.
fn pair_at(bytes: &[u8], at: usize) -> u64 {
    let rest = &bytes[at..];
    let eight = rest.first_chunk().map_or_else(
        || rest.iter().take(2 * HAN).rev().fold(0, |value, &byte| value << 8 | u64::from(byte)),
        |eight| u64::from_le_bytes(*eight),
    );
    eight & 0xFFFF_FFFF_FFFF
}

/// The stretch before `at` comes again, is Chinese throughout, and is neither a small repetition in
/// itself nor one that goes through things one by one (一个问题一个问题), nor part of a number written in Chinese.
fn repeats(text: &str, at: usize, period: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    if at + period > end || bytes[at - period..at] != bytes[at..at + period] {
        return false;
    }
    let phrase = &text[at..at + period];
    let distributive = phrase.starts_with(['一', '逐']);
    let named = phrase.contains(['某', '哈', '啊']);
    let number = phrase.chars().all(|char| digit::han_value(char).is_some());
    let whole = phrase.chars().all(super::chars::is_han) || is_clause(&text[..at - period], phrase);
    whole && !distributive && !named && !number && !is_periodic(phrase)
}

/// A whole clause with its mark: 关好门窗再离开，关好门窗再离开，. What is called out or quoted may be said twice.
fn is_clause(before: &str, phrase: &str) -> bool {
    const MARKS: [char; 3] = ['，', '。', '；'];
    let begins = before.chars().next_back().is_none_or(|char| char == '\n' || "，。；：、".contains(char));
    let said = phrase.contains(['！', '？', '“', '”', '《', '…']);
    let length = phrase.chars().filter(|&char| super::chars::is_han(char)).count();
    begins && phrase.ends_with(MARKS) && !said && length >= LEAST_CLAUSE
}

/// 一步一步 twice over is still 一步.
fn is_periodic(phrase: &str) -> bool {
    let bytes = phrase.as_bytes();
    let mut periods = [1, 2].into_iter().filter(|chars| chars * HAN < bytes.len());
    periods.any(|chars| bytes.iter().skip(chars * HAN).eq(bytes.iter().take(bytes.len() - chars * HAN)))
}
