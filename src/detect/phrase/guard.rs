//! What stops a wrong form from counting: exceptions, the `where` column, dates.

use std::fmt;
use std::ops::Range;

use super::super::near_miss::words::Words;
use super::listed::Listed;
use crate::date::Date;
use crate::dictionary::Condition;
use crate::digit;
use crate::finding::{Message, Verdict};

mod history;
mod quote;
mod window;

use window::Window;

/// Why a wrong form does not count in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guard {
    /// It is part of this innocent text.
    Exception(String),
    /// It is the end or the beginning of a longer Latin word.
    LatinWord,
    /// A condition of the `where` column does not hold.
    Condition(Condition),
    /// The entry does not hold at the document's date.
    Date,
    /// The entry needs the document's date, and the document has none.
    NoDate,
    /// The past is being told: the cue that says so.
    History(String),
}

impl Guard {
    /// What becomes of a match that it stops; `None` where there was nothing to suspect.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        let cleared = |zh, en| Some(Verdict::Cleared { reason: Message::new(zh, en) });
        match self {
            Guard::Date => cleared("文件形成时该表述正确", "right at the date of the document"),
            Guard::History(_) => cleared("讲述历史", "history is being told"),
            Guard::NoDate => {
                Some(Verdict::NotRun { reason: Message::new("文件没有日期", "the document has no date") })
            }
            Guard::Exception(_) | Guard::LatinWord | Guard::Condition(_) => None,
        }
    }
}

impl fmt::Display for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Guard::Exception(except) => write!(f, "属于例外“{except}”"),
            Guard::LatinWord => f.write_str("是更长的字母词的一部分"),
            Guard::Condition(condition) => write!(f, "不满足条件 {condition}"),
            Guard::Date => f.write_str("文件日期不在词条的起止日期内"),
            Guard::NoDate => f.write_str("词条有起止日期，而文件没有日期"),
            Guard::History(cue) => write!(f, "上下文在讲述历史：“{cue}”"),
        }
    }
}

impl Listed {
    /// What stops the wrong form at `span` of `text` in a document of `date`, if anything. The
    /// cheap reasons are asked first.
    pub(super) fn stopped(
        &self,
        text: &str,
        span: Range<usize>,
        date: &dyn Fn() -> Option<Date>,
        words: &Words,
    ) -> Option<Guard> {
        let window = Window::around(text, span.clone());
        let except = self.except.iter().find(|except| window.overlapped_by(except));
        if let Some(except) = except {
            return Some(Guard::Exception(except.to_string()));
        }
        if window.is_inside_latin_word() {
            return Some(Guard::LatinWord);
        }
        if let Some(condition) = self.conditions.iter().find(|condition| !holds(condition, text, &span, &window, words))
        {
            return Some(match condition {
                Condition::Present => Guard::History(history::cue(text, &span).unwrap_or_default()),
                other => Guard::Condition(other.clone()),
            });
        }
        self.out_of_date(date)
    }

    fn out_of_date(&self, date: &dyn Fn() -> Option<Date>) -> Option<Guard> {
        if self.since.is_none() && self.until.is_none() {
            return None;
        }
        let Some(date) = date() else { return Some(Guard::NoDate) };
        let holds = self.since.is_none_or(|since| since <= date) && self.until.is_none_or(|until| date <= until);
        (!holds).then_some(Guard::Date)
    }
}

fn holds(condition: &Condition, text: &str, span: &Range<usize>, window: &Window, words: &Words) -> bool {
    match condition {
        Condition::Fix => true,
        Condition::Word => window.stands_alone(words),
        Condition::Start => !window.before().is_some_and(is_han),
        Condition::End => !window.after().is_some_and(is_han),
        Condition::Digit => window.before().is_some_and(|char| digit::value(char).is_some() || is_tens(char)),
        Condition::Plain => !quote::is_quoted(text, span),
        Condition::Present => history::cue(text, span).is_none(),
        Condition::Near(list) => list.iter().any(|word| window.holds(word)),
        Condition::Far(list) => !list.iter().any(|word| window.holds(word)),
    }
}

fn is_tens(char: char) -> bool {
    matches!(char, '十' | '百' | '千' | '万' | '亿' | '两' | '几' | '数' | '多' | '余')
}

fn is_han(char: char) -> bool {
    matches!(char, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}
