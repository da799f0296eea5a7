//! What stands beside a masked number and gives a part of it away: a birth date, an age, a sex,
//! the last digits.

use super::super::candidates_left::{Born, Slot};
use super::super::topic::Topics;
use crate::date::{Date, days_in_month};
use crate::digit;

/// What is known of the person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Beside {
    /// When the person was born.
    pub born: Option<Born>,
    /// What the 17th place may hold.
    pub sex: Option<Slot>,
    /// The last digits, with 10 for X.
    pub tail: Vec<u8>,
}

impl Beside {
    /// Takes what a cell under this header, or a field with this label, tells. `topics` are those of the
    /// header; `year` is the year of the document, if it is known.
    pub(super) fn take(&mut self, header: &str, topics: Topics, text: &str, year: Option<u16>) {
        let text = text.trim();
        match text {
            "男" | "女" => self.sex = Some(if text == "男" { Slot::ODD } else { Slot::EVEN }),
            _ if topics.any(Topics::BIRTH) => self.born = self.born.or_else(|| days(text)),
            _ if header.contains("年龄") || header.contains('岁') || matches!(header, "age" | "nl" | "nianling") => {
                self.born = self.born.or_else(|| aged(text, year))
            }
            _ if is_tail(header) => self.tail = tail(text),
            _ => {}
        }
    }

    /// Takes what running text tells: `男，1980年3月5日出生`, `出生日期：1980-03-05`.
    pub(super) fn take_text(&mut self, text: &str, year: Option<u16>) {
        self.born = self.born.or_else(|| born_in_text(text)).or_else(|| aged_in_text(text, year));
        self.sex = self.sex.or_else(|| sex_in_text(text));
        for (at, word) in text.match_indices('后').filter(|(at, _)| is_tail(&text[*at..])) {
            self.tail = tail(
                text[at + word.len()..]
                    .trim_start_matches(|char| digit::value(char).is_none() || "四六".contains(char)),
            );
        }
    }

    /// The names of what is known, for the evidence.
    pub(super) fn names(&self) -> Vec<&'static str> {
        let born = self.born.map(|_| "beside:birth-date");
        let sex = self.sex.map(|_| "beside:sex");
        let tail = (!self.tail.is_empty()).then_some("beside:last-digits");
        [born, sex, tail].into_iter().flatten().collect()
    }
}

/// `身份证后四位`, `证件号末6位`, `尾号`.
fn is_tail(header: &str) -> bool {
    ["后四位", "后4位", "末四位", "末4位", "后六位", "后6位", "末六位", "末6位", "尾号", "后４位"]
        .iter()
        .any(|word| header.contains(word))
}

/// Four or six digits, the last perhaps X.
fn tail(text: &str) -> Vec<u8> {
    let value = |char: char| digit::value(char).or(matches!(char, 'X' | 'x').then_some(10));
    let values: Vec<u8> = text.chars().map_while(value).collect();
    if [4, 6].contains(&values.len()) { values } else { Vec::new() }
}

/// The days that a written date stands for: a day, a month or a year. Anything goes between the
/// numbers; without anything they have eight, six or four digits.
pub(super) fn days(text: &str) -> Option<Born> {
    let groups = groups(text);
    let number =
        |index: usize| groups.get(index).copied().filter(|&(_, length)| length <= 2).map(|(value, _)| value as u8);
    let (year, month, day) = match *groups.first()? {
        (value, 8) => ((value / 10_000) as u16, Some((value / 100 % 100) as u8), Some((value % 100) as u8)),
        (value, 6) => ((value / 100) as u16, Some((value % 100) as u8), None),
        (value, 4) => (value as u16, number(1), number(2)),
        _ => return None,
    };
    (1850..=2100).contains(&year).then(|| span(year, month, day)).flatten()
}

/// The numbers of a text with their lengths.
fn groups(text: &str) -> Vec<(u32, usize)> {
    let mut groups = Vec::new();
    let mut goes_on = false;
    for char in text.chars().take(32) {
        match (digit::value(char), groups.last_mut()) {
            (Some(value), Some((number, length))) if goes_on && *length < 9 => {
                (*number, *length) = (*number * 10 + u32::from(value), *length + 1);
            }
            (Some(value), _) => groups.push((u32::from(value), 1)),
            (None, _) => {}
        }
        goes_on = digit::value(char).is_some();
    }
    groups
}

fn span(year: u16, month: Option<u8>, day: Option<u8>) -> Option<Born> {
    match (month, day) {
        (Some(month), Some(day)) => Date::new(year, month, day).map(Born::on),
        (Some(month), None) => {
            let last = days_in_month(year, month);
            Some(Born { first: Date::new(year, month, 1)?, last: Date::new(year, month, last)? })
        }
        (None, _) => Born::in_years(year, year),
    }
}

/// Counted in full years or, as many do, in calendar years begun.
fn aged(text: &str, year: Option<u16>) -> Option<Born> {
    let (age, _) = *groups(text).first().filter(|&&(age, length)| length <= 3 && age <= 120)?;
    let (first, last) = year.map_or(PUBLISHED, |year| (year, year));
    Born::in_years(first.checked_sub(age as u16 + 1)?, last.checked_sub(age as u16)?)
}

/// The years in which a document without a date can have been published: since 政府信息公开条例 is in force.
const PUBLISHED: (u16, u16) = (2008, 2030);

/// `1980年3月5日出生`, `1980年3月5日生，`, `出生日期：1980-03-05`, `生于1980年3月`.
fn born_in_text(text: &str) -> Option<Born> {
    text.match_indices('生').find_map(|(at, word)| {
        let (before, after) = (&text[..at], &text[at + word.len()..]);
        let is_birth = before.ends_with('出');
        let ends = after.chars().next().is_none_or(|char| !char.is_alphanumeric());
        let labels =
            is_birth || after.starts_with('日') || (after.starts_with('于') && !before.ends_with(['发', '产']));
        let day_before = (is_birth || ends).then(|| day_at_the_end(before.trim_end_matches('出'))).flatten();
        day_before.or_else(|| labels.then(|| day_at_the_start(after)).flatten())
    })
}

fn day_at_the_end(text: &str) -> Option<Born> {
    let (start, _) = text.char_indices().rev().take(14).take_while(|&(_, char)| is_date_sign(char)).last()?;
    days(&text[start..])
}

fn day_at_the_start(text: &str) -> Option<Born> {
    let date = text.trim_start_matches(['日', '期', '年', '月', '于', '：', ':', ' ', '时', '间']);
    date.starts_with(|char| digit::value(char).is_some()).then(|| days(date)).flatten()
}

fn is_date_sign(char: char) -> bool {
    digit::value(char).is_some() || matches!(char, '年' | '月' | '日' | '-' | '.' | '/' | ' ')
}

fn aged_in_text(text: &str, year: Option<u16>) -> Option<Born> {
    let labelled = text.match_indices("年龄").find_map(|(at, word)| {
        let age = text[at + word.len()..].trim_start_matches(['：', ':', ' ', '\u{3000}', '(', ')', '（', '）', '岁']);
        age.starts_with(|char| digit::value(char).is_some()).then(|| aged(age, year))?
    });
    labelled.or_else(|| age_before_word(text, year))
}

fn age_before_word(text: &str, year: Option<u16>) -> Option<Born> {
    text.match_indices('岁').find_map(|(at, _)| {
        let before = text[..at].trim_end_matches('周');
        let start = before.char_indices().rev().take_while(|(_, char)| char.is_ascii_digit()).last()?.0;
        // 约80岁 may be any of twenty years.
        let vague = before[..start].ends_with(['约', '近', '超', '过']);
        if vague { None } else { aged(&before[start..], year) }
    })
}

/// 男 or 女 on its own: between punctuation, or behind 性别.
fn sex_in_text(text: &str) -> Option<Slot> {
    let is_edge = |char: Option<char>| char.is_none_or(|char| !char.is_alphanumeric());
    let alone = |at: usize, word: &str| {
        let (before, after) = (&text[..at], &text[at + word.len()..]);
        let labelled = before.trim_end_matches(['：', ':', ' ']).ends_with("性别");
        (labelled || is_edge(before.chars().next_back())) && is_edge(after.chars().next())
    };
    let found = |word: &'static str| text.match_indices(word).find(|&(at, word)| alone(at, word)).map(|(at, _)| at);
    match (found("男"), found("女")) {
        (Some(_), Some(_)) | (None, None) => None,
        (Some(_), None) => Some(Slot::ODD),
        (None, Some(_)) => Some(Slot::EVEN),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::label;
    use super::*;

    fn day(year: u16, month: u8, day: u8) -> Option<Born> {
        Date::new(year, month, day).map(Born::on)
    }

    #[test]
    fn dates_are_read_in_every_usual_form() {
        for text in [
            "1980年3月5日",
            "1980-03-05",
            "1980.3.5",
            "1980/3/5 0:00",
            "19800305",
            "１９８０年３月５日",
            "一九八〇年三月五日",
        ] {
            assert_eq!(days(text), day(1980, 3, 5), "{text}");
        }
        let month = Some(Born { first: Date::new(1980, 3, 1).unwrap(), last: Date::new(1980, 3, 31).unwrap() });
        for text in ["1980-03", "198003", "1980年3月"] {
            assert_eq!(days(text), month, "{text}");
        }
        assert_eq!(days("1980"), Born::in_years(1980, 1980));
        for text in ["", "不详", "1980-13-05", "45", "123456789"] {
            assert_eq!(days(text), None, "{text}");
        }
    }

    #[test]
    fn sentences_tell_birth_and_sex() {
        let told = |text: &str| {
            let mut beside = Beside::default();
            beside.take_text(text, Some(2023));
            beside
        };
        for text in
            ["被告某甲，男，1980年3月5日出生，汉族", "出生日期：1980-03-05，性别：男", "某甲,男,生于1980年3月5日"]
        {
            assert_eq!(told(text).born, day(1980, 3, 5), "{text}");
            assert_eq!(told(text).sex, Some(Slot::ODD), "{text}");
        }
        assert_eq!(told("某乙，女，43岁").born, Born::in_years(1979, 1980));
        assert_eq!(told("身份证后四位：123X").tail, [1, 2, 3, 10]);
        for text in ["2023年3月5日生产的批次", "发生于2020年3月5日的事故", "2021年3月5日学生名单"]
        {
            assert_eq!(told(text).born, None, "{text}");
        }
        for text in ["2023年3月5日生产的批次", "本市男女比例", "2021年学生名单", "发生于2020年3月5日的事故由某单位处理"]
        {
            assert_eq!(told(text).sex, None, "{text}");
        }
    }

    #[test]
    fn cells_tell_by_their_header() {
        let mut beside = Beside::default();
        let take = |beside: &mut Beside, header, text| beside.take(header, label::topics(header), text, None);
        take(&mut beside, "出生年月", "1980.03");
        take(&mut beside, "性别", "女");
        take(&mut beside, "证件号后四位", "0021");
        assert_eq!(beside.names(), ["beside:birth-date", "beside:sex", "beside:last-digits"]);
        let mut undated = Beside::default();
        take(&mut undated, "年龄", "45");
        assert_eq!(undated.born, Born::in_years(1962, 1985));
        let mut unknown = Beside::default();
        take(&mut unknown, "登记日期", "2023-03-05");
        assert_eq!(unknown, Beside::default());
    }
}
